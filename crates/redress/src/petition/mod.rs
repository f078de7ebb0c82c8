//! Petitions: one person, one signature, and nobody knows whose.
//!
//! ```text
//! on civil identity   desk or post hands out a voucher: a code on paper          [`Voucher`]
//! device              draws a serial for every petition of the epoch, blinds     [`Ballot`]
//! operator            takes the voucher once, signs blindly, for all at once     [`OperatorKey`]
//! device              finalizes: a signature that nobody can lead back           [`Signature`]
//! whenever, wherever  gives it in; it is released with others, in order          [`Batch`]
//! anybody             recounts from published files alone                        [`Recount`]
//! ```
//!
//! The voucher's exchange tells nothing of interest: it is for every petition of its epoch, signed
//! in the end or not. What the operator signs is independent of what it sees later, so neither its
//! database nor its keys link the two. What it still can do, and who notices: ADR 0026.

mod ballot;
mod batch;
mod blind;
mod clock;
mod error;
mod record;
mod recount;
mod recount_finding;
mod signature;
mod voucher;

pub use ballot::{Ballot, EXCHANGED_MAX, exchange_digest};
pub use batch::{Batch, SIGNATURE_RECORD_BYTES};
pub use blind::{Blinding, Draw, KEY_SECRET_BYTES, OperatorKey, RANDOMIZER_BYTES, SignatureKey};
pub use clock::{AnswerClock, ClockState, LAST_RELEASE_DAYS, Phase, clocks};
pub use error::{PetitionError, Rule};
pub use record::{
    OPEN_DAYS_MAX, Petition, PetitionId, SMALL_GROUP, TEXT_MAX_BYTES, VoucherRegions, check_text,
};
pub use recount::{AnswerToCheck, BatchToVerify, Counted, Recount, VerifiedBatch};
pub use recount_finding::{RecountFinding, Weight};
pub use signature::{SERIAL_BYTES, Signature};
pub use voucher::{VOUCHER_CHARACTERS, VOUCHER_SECRET_BYTES, Voucher};

#[cfg(test)]
pub(crate) mod tests;
