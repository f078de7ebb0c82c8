//! Where the publisher tells the public ledger of a set, before it shows it to anybody.

use std::path::Path;

use cleanbill_ledger::LedgerPolicy;
use cleanbill_trust::set::LedgerEvidence;

use crate::error::CliError;

/// The ledger of this authority, as its publisher needs it.
pub(crate) trait LedgerPort {
    /// The policy that verifiers pin: the log, the witnesses, the quorum.
    fn policy(&self) -> &LedgerPolicy;

    /// Whether whoever began it said that it is a demonstration, which protects nobody.
    fn is_demonstration(&self) -> bool {
        false
    }

    /// Appends a leaf, and gives its number. Putting the same leaf twice may give the same number
    /// or a new one.
    ///
    /// # Errors
    /// Whatever keeps it from being written down for good.
    fn put(&self, leaf: Vec<u8>) -> Result<u64, CliError>;

    /// Publishes an object that a leaf is to name by its SHA-256. Before the leaf: nobody finds a
    /// leaf whose object is not there.
    ///
    /// # Errors
    /// Whatever keeps it from being kept.
    fn put_object(&self, object: Vec<u8>) -> Result<(), CliError>;

    /// The same of a file of any size, such as the list of all passes of a nation. Gives its
    /// SHA-256 and its size in bytes.
    ///
    /// # Errors
    /// Whatever keeps it from being kept.
    fn put_file(&self, file: &Path) -> Result<([u8; 32], u64), CliError>;

    /// Waits until the leaf with this number is under a checkpoint that the quorum cosigned, and
    /// proves it.
    ///
    /// # Errors
    /// Whatever keeps it from that; the leaf stays in the ledger.
    fn evidence(&self, index: u64) -> Result<LedgerEvidence, CliError>;
}
