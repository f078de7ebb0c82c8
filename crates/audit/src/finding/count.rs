use thiserror::Error;

use super::Severity;

/// About what counts come to.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CountFinding {
    /// Keys signed more than all slots of all batches could hold.
    #[error("by day {day} keys had signed {signatures} times, and batches have {slots} slots")]
    SigningOutside {
        /// Since 1970-01-01.
        day: i32,
        /// Signatures of all keys.
        signatures: u64,
        /// Slots of all batches.
        slots: u64,
    },
    /// Keys signed more than there are passes.
    #[error("by day {day} keys had signed {signatures} times for {passes} passes in the ledger")]
    MoreSignatures {
        /// The last day of an opened week, since 1970-01-01.
        day: i32,
        /// Signatures of all keys.
        signatures: u64,
        /// Passes opened.
        passes: u64,
    },
    /// There are more passes than signatures.
    #[error("by day {day} there were {passes} passes in the ledger, and {signatures} signatures")]
    FewerSignatures {
        /// The last day of an opened week, since 1970-01-01.
        day: i32,
        /// Signatures of all keys.
        signatures: u64,
        /// Passes opened.
        passes: u64,
    },
    /// A counter that went back.
    #[error("the counter of key {kid} went back, from {before} to {after}")]
    CounterBack {
        /// Key identifier, in hexadecimal.
        kid: String,
        /// What it was.
        before: u64,
        /// What it is.
        after: u64,
    },
    /// A key that signs and was never declared.
    #[error("key {kid} signs, and no act declared it")]
    KeyUndeclared {
        /// Key identifier, in hexadecimal.
        kid: String,
    },
    /// A key that signed after its end.
    #[error("key {kid} signed {signatures} times after its end")]
    KeyAfterEnd {
        /// Key identifier, in hexadecimal.
        kid: String,
        /// How often.
        signatures: u64,
    },
    /// A key that signed far more than the others.
    #[error("key {kid} signed {signatures} times on day {day}, and {usual} is usual for a key")]
    KeyTooMany {
        /// Key identifier, in hexadecimal.
        kid: String,
        /// Since 1970-01-01.
        day: i32,
        /// How often on that day.
        signatures: u64,
        /// The median of all keys and days.
        usual: u64,
    },
    /// Many revocations on a day.
    #[error("{passes} passes were taken away on day {day}, and {usual} is usual")]
    Burst {
        /// Since 1970-01-01.
        day: i32,
        /// How many.
        passes: u64,
        /// The median of the days before.
        usual: u64,
    },
    /// The share of exemptions rises.
    #[error("of 1,000 events in four weeks {now} were exemptions, and {before} in the four before")]
    ExemptionShare {
        /// Of a thousand.
        now: u64,
        /// Of a thousand, before.
        before: u64,
    },
}

impl CountFinding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SigningOutside { .. } => "audit.signing-outside",
            Self::MoreSignatures { .. } => "audit.more-signatures",
            Self::FewerSignatures { .. } => "audit.fewer-signatures",
            Self::CounterBack { .. } => "audit.counter-back",
            Self::KeyUndeclared { .. } => "audit.key-undeclared",
            Self::KeyAfterEnd { .. } => "audit.key-after-end",
            Self::KeyTooMany { .. } => "audit.key-too-many",
            Self::Burst { .. } => "audit.burst",
            Self::ExemptionShare { .. } => "audit.exemption-share",
        }
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::SigningOutside { .. } | Self::CounterBack { .. } | Self::KeyAfterEnd { .. } => {
                Severity::Proof
            }
            _ => Severity::Anomaly,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::SigningOutside { .. }
            | Self::MoreSignatures { .. }
            | Self::KeyUndeclared { .. }
            | Self::KeyAfterEnd { .. }
            | Self::CounterBack { .. } => {
                "Ask for the key's own counter, in the presence of a witness"
            }
            Self::FewerSignatures { .. } => "Ask which key signed the passes that no counter has",
            Self::KeyTooMany { .. } | Self::Burst { .. } | Self::ExemptionShare { .. } => {
                "Ask the authority for the reason; there may be a good one"
            }
        }
    }
}
