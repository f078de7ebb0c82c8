//! What the public ledger will say of each act: its leaf, written in the transaction of the act.

use crate::code::closed_list;

closed_list! {
    /// What a leaf says.
    LeafKind {
        /// A pass was issued: a blinded commitment, batched by the ledger under a Merkle root.
        Commitment = 1, "commitment";
        /// An act about one person: no office below region, day-granular time.
        HolderAct = 2, "holder-act";
        /// An act of the authority about itself: offices, officers, keys, settings.
        AuthorityAct = 3, "authority-act";
    }
}
