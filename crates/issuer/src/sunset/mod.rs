//! The end of a scheme: when a retired signing key may be published, and when the records may be
//! purged. Conditions over facts, and no way around them (G13).
//!
//! Publishing a key that signed passes lets everybody make such passes, back-dated: nobody can
//! prove any more by an old pass that somebody held it. That protects whoever kept one only if no
//! verifier believes the key any longer, so that first its certificate ends, foreign lists drop it,
//! and a year goes by.

mod key;
mod purge;
mod unmet;

pub use key::{HOLD_SECS, KeyFacts, KeyPlace, unmet_to_destroy, unmet_to_publish};
pub use purge::{
    CONTINUED_SECS, Decision, NOTICE_SECS, PURGE_FROM, PurgeFacts, REHEARSAL_MAX_SECS, Rehearsal,
    unmet_to_purge,
};
pub use unmet::Unmet;

#[cfg(test)]
mod tests;
