//! What the public ledger will say of each act: its leaf, written in the transaction of the act; of
//! one that two offices sign, in that of the last signature, so that it tells of all of them.
//!
//! ```text
//! commitment     32 bytes: SHA-256("cleanbill commitment 1" ‖ secret ‖ SHA-256(COSE_Sign1))
//! holder act     [1, kind, reason, basis, [region, …], day, blinded]
//! authority act  [1, kind, [[officer, office, role], …], region, reason, basis, at, body, blinded]
//! ```
//!
//! Canonical CBOR; what is absent is null. An act about one person carries no officer, no office
//! below its region, and a day instead of a time (G12); it names neither pass nor holder. `blinded`
//! is SHA-256("cleanbill blinded act 1" ‖ secret ‖ hash of the act): who has the act and its secret
//! can show that it is in the ledger, and nobody else can try handles against it.
//!
//! `body` is the act's own (`docs/DATA_MODEL.md`), but for passes that a withdrawal or an import
//! touches: their hash is left out, and their number where it is below 10.

use cleanbill_cose::cbor::Value;
use cleanbill_crypto::sha256;

use crate::act::{ActContent, ActKind, Body, LegalBasis, Reason};
use crate::approval::Signer;
use crate::caps::day_of;
use crate::staff::Staff;
use cleanbill_cose::closed_list;
use cleanbill_cose::record::{bytes, encode_record, int, list, optional_int, optional_text};

/// The version of the layouts above.
const LAYOUT: i64 = 1;
/// No number below this is published (G14).
const CELL_MIN: u32 = 10;

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

/// What the leaf of an act of this kind says.
#[must_use]
pub const fn leaf_kind(kind: ActKind) -> LeafKind {
    match kind {
        ActKind::Issue | ActKind::Reissue => LeafKind::Commitment,
        ActKind::Correct
        | ActKind::Revoke
        | ActKind::Restore
        | ActKind::RefuseReissue
        | ActKind::HandOver
        | ActKind::Mandate
        | ActKind::EndMandate
        | ActKind::Erase
        | ActKind::Disclose => LeafKind::HolderAct,
        ActKind::Appoint
        | ActKind::Dismiss
        | ActKind::OpenOffice
        | ActKind::CloseOffice
        | ActKind::WithdrawKey
        | ActKind::WithdrawValue
        | ActKind::ImportRevocations
        | ActKind::DeclareKey
        | ActKind::ImportDeliveries
        | ActKind::HoldEntry
        | ActKind::ApproveProduct
        | ActKind::Configure
        | ActKind::Found => LeafKind::AuthorityAct,
    }
}

/// The commitment to a pass: `secret` (32 bytes, derived from the holder's sealed key) opens it.
#[must_use]
pub fn commitment(secret: &[u8; 32], cose: &[u8]) -> [u8; 32] {
    blind(b"cleanbill commitment 1", secret, &sha256(cose))
}

/// The commitment to an act's hash; `secret` (32 bytes) opens it.
#[must_use]
pub fn blinded(secret: &[u8; 32], act_hash: &[u8; 32]) -> [u8; 32] {
    blind(b"cleanbill blinded act 1", secret, act_hash)
}

fn blind(domain: &[u8], secret: &[u8; 32], hash: &[u8; 32]) -> [u8; 32] {
    sha256(&[domain, secret.as_slice(), hash.as_slice()].concat())
}

/// The body of the leaf of an act about one person. `signers` are the officers who signed it, or
/// the one who did it; of them only the regions are told, each once.
#[must_use]
pub fn holder_act(
    act: &ActContent,
    signers: &[Signer],
    staff: &Staff,
    secret: &[u8; 32],
) -> Vec<u8> {
    let of = |signer: &Signer| staff.office(&signer.office).map(|o| o.spec.region.clone());
    let mut regions: Vec<String> = signers.iter().filter_map(of).collect();
    regions.push(act.region.clone());
    regions.sort_unstable();
    regions.dedup();
    encode_record(vec![
        int(LAYOUT),
        int(act.kind().number()),
        optional_int(act.reason.map(Reason::number)),
        optional_int(act.basis.map(LegalBasis::number)),
        list(&regions, |region| region.as_str().into()),
        int(day_of(act.at)),
        bytes(&blinded(secret, &act.hash())),
    ])
}

/// The body of the leaf of an act of the authority: all that was signed, and who signed.
#[must_use]
pub fn authority_act(act: &ActContent, signers: &[Signer], secret: &[u8; 32]) -> Vec<u8> {
    encode_record(vec![
        int(LAYOUT),
        int(act.kind().number()),
        list(signers, |signer| {
            Value::Array(vec![
                int(signer.officer),
                signer.office.as_str().into(),
                int(signer.role.number()),
            ])
        }),
        act.region.as_str().into(),
        optional_int(act.reason.map(Reason::number)),
        optional_int(act.basis.map(LegalBasis::number)),
        int(act.at),
        public_body(&act.body),
        bytes(&blinded(secret, &act.hash())),
    ])
}

fn public_body(body: &Body) -> Value<'_> {
    let count = |passes: u32| optional_int((passes >= CELL_MIN).then_some(passes));
    Value::Array(match body {
        Body::WithdrawValue {
            product,
            lot,
            touched,
        } => vec![
            product.as_str().into(),
            optional_text(lot.as_deref()),
            count(touched.passes),
        ],
        Body::ImportRevocations { source, touched } => {
            vec![bytes(source), count(touched.passes)]
        }
        body => body.fields(),
    })
}
