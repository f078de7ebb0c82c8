use thiserror::Error;

/// What is still to come, or stands in the way, before a key or the records end. Times are Unix
/// seconds.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unmet {
    /// The key was not retired: it may sign again.
    #[error("the key is not retired")]
    NotRetired,
    /// The key has an end in the ledger already.
    #[error("the key has ended already")]
    Ended,
    /// The key is in a token, which lets none out: it can be destroyed, and never be denied.
    #[error("the key is in a token, which lets none out: deniability is not available")]
    InToken,
    /// The key was not shared among custodians: it can be destroyed, and never be denied.
    #[error("the key was not shared among custodians: deniability is not available")]
    NotShared,
    /// Verifiers that go by the certificate believe the key until then.
    #[error("the certificate has not expired")]
    CertificateValid {
        /// Its `notAfter`.
        until: i64,
    },
    /// A year has not gone by since the certificate and the last pass ended.
    #[error("the hold of 365 days is not over")]
    Hold {
        /// Until when it lasts.
        until: i64,
    },
    /// Nobody looked whether foreign lists still have the key.
    #[error("no foreign list was given, so that nobody knows whether they dropped the key")]
    NoList,
    /// A foreign list has the key: whoever goes by it would believe what anybody forges.
    #[error("foreign list number {number} still has the key")]
    OnList {
        /// Which of those given, from 1.
        number: usize,
    },
    /// The installed set does not list the key's signer as removed: whoever goes by it would
    /// believe what anybody forges.
    #[error("the installed set does not list the key's signer as removed")]
    NotRemoved,
    /// No act of two offices decided the purge, or the last one took it back.
    #[error("no act of two offices in force decides the purge")]
    NotDecided,
    /// The act names a later day, or was announced for too short a time.
    #[error("the purge was decided for later")]
    NotYet {
        /// From when on it may be.
        from: i64,
    },
    /// A policy holds, or is announced.
    #[error("a policy is in force, or to come")]
    PolicyInForce {
        /// Until when.
        until: i64,
    },
    /// A policy ended lately: another one could still continue it.
    #[error("the last policy ended lately, and could still be continued")]
    PolicyContinues {
        /// Until when.
        until: i64,
    },
    /// Nobody knows which policies there are: no set is installed.
    #[error("no signed set is installed, so that nobody knows which policies are in force")]
    NoSet,
    /// The purge was not tried on a copy.
    #[error("the purge was not rehearsed on a copy")]
    NotRehearsed,
    /// It was tried on a copy of another authority.
    #[error("the purge was rehearsed on another authority's copy")]
    RehearsedElsewhere,
    /// It was tried too long ago, or at a time that is still to come.
    #[error("the rehearsal is older than 30 days")]
    RehearsalOld,
    /// The copy opened, or kept something, after it.
    #[error("the rehearsal did not end well")]
    RehearsalFailed,
}

impl Unmet {
    /// The stable code of this condition.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotRetired => "sunset.not-retired",
            Self::Ended => "sunset.ended",
            Self::InToken => "sunset.in-token",
            Self::NotShared => "sunset.not-shared",
            Self::CertificateValid { .. } => "sunset.certificate-valid",
            Self::Hold { .. } => "sunset.hold",
            Self::NoList => "sunset.no-list",
            Self::OnList { .. } => "sunset.on-list",
            Self::NotRemoved => "sunset.not-removed",
            Self::NotDecided => "sunset.not-decided",
            Self::NotYet { .. } => "sunset.not-yet",
            Self::PolicyInForce { .. } => "sunset.policy-in-force",
            Self::PolicyContinues { .. } => "sunset.policy-continues",
            Self::NoSet => "sunset.no-set",
            Self::NotRehearsed => "sunset.not-rehearsed",
            Self::RehearsedElsewhere => "sunset.rehearsed-elsewhere",
            Self::RehearsalOld => "sunset.rehearsal-old",
            Self::RehearsalFailed => "sunset.rehearsal-failed",
        }
    }

    /// When time alone will have met it, Unix seconds; `None` where somebody has to do something.
    #[must_use]
    pub const fn until(&self) -> Option<i64> {
        match self {
            Self::CertificateValid { until }
            | Self::Hold { until }
            | Self::PolicyInForce { until }
            | Self::PolicyContinues { until }
            | Self::NotYet { from: until } => Some(*until),
            _ => None,
        }
    }
}
