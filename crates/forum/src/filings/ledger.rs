//! The public ledger, as filings wait for it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::FilingsError;

/// What a ledger gives later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The public ledger.
pub trait FilingLedger: Send + Sync + fmt::Debug {
    /// The end of the next round of the sequencer, or soon after where there is none.
    fn next_round(&self) -> Later<'_, ()>;

    /// A round that does not wait for its time: something waits for it.
    fn hurry(&self);

    /// The receipt of an entry (C2SP tlog-proof), with what opens its commitment. `None` while it
    /// is not published.
    fn receipt<'a>(
        &'a self,
        index: u64,
        entry: &'a [u8],
        secret: Option<[u8; 32]>,
    ) -> Later<'a, Result<Option<String>, FilingsError>>;
}
