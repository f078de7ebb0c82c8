//! The departures from RFC 5280 and X.690 that certificates in use show, and that are tolerated.

/// One departure that a certificate shows. But for one, each occurs in signers of real health
/// passes that a strict reader refuses; nothing else is tolerated.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deviation {
    /// A value that is the default is written out (X.690 §11.5): `CA:FALSE`, `critical FALSE`.
    ExplicitDefault,
    /// The extended key usage names no purpose (RFC 5280 §4.2.1.12: one or more).
    EmptyExtendedKeyUsage,
    /// An ECDSA algorithm identifier has NULL parameters (RFC 5758 §3.2: absent).
    EcdsaNullParameters,
    /// The serial number is negative (RFC 5280 §4.1.2.2: positive).
    NegativeSerial,
    /// The serial number has an octet too many at its front (X.690 §8.3.2). Not seen so far; like
    /// its sign harmless, as a serial number is compared and never calculated with.
    NonMinimalSerial,
    /// A time before 2050 is a GeneralizedTime (RFC 5280 §4.1.2.5: UTCTime).
    EarlyGeneralizedTime,
    /// The extended key usage has `1.3.6.1.4.1.0.1847.2021.1`, a zero too many in the arc.
    MistakenUsageArc,
}

impl Deviation {
    /// Stable code of the deviation.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ExplicitDefault => "x509.deviation.explicit-default",
            Self::EmptyExtendedKeyUsage => "x509.deviation.empty-extended-key-usage",
            Self::EcdsaNullParameters => "x509.deviation.ecdsa-null-parameters",
            Self::NegativeSerial => "x509.deviation.negative-serial",
            Self::NonMinimalSerial => "x509.deviation.non-minimal-serial",
            Self::EarlyGeneralizedTime => "x509.deviation.early-generalized-time",
            Self::MistakenUsageArc => "x509.deviation.mistaken-usage-arc",
        }
    }
}

/// The deviations of one certificate, each once, in the order in which they were met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Deviations(Vec<Deviation>);

impl Deviations {
    pub(crate) fn note(&mut self, deviation: Deviation) {
        if !self.0.contains(&deviation) {
            self.0.push(deviation);
        }
    }

    pub(crate) fn as_slice(&self) -> &[Deviation] {
        &self.0
    }
}
