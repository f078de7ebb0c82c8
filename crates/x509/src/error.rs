//! What can be wrong with a certificate, a chain, or a template for one.

use cleanbill_crypto::{AlgorithmError, KeyError, SignError, VerifyError};

use crate::der::DerError;

/// Why bytes are not a certificate (RFC 5280 §4.1).
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum X509Error {
    /// More bytes than any certificate of a trust list has.
    #[error("{actual} bytes, more than the {max} that a certificate may have")]
    TooLarge {
        /// Size of the input in bytes.
        actual: usize,
        /// Most bytes allowed.
        max: usize,
    },
    /// Not the elements that a certificate has (X.690).
    #[error("not the encoding of a certificate: {0}")]
    Der(#[from] DerError),
    /// A version other than 1, 2 and 3 (§4.1.2.1).
    #[error("not a version that exists")]
    Version,
    /// The algorithm inside and the one outside the signed part differ (§4.1.1.2).
    #[error("two different signature algorithms are named")]
    AlgorithmsDiffer,
    /// Not a UTCTime or GeneralizedTime of the only form allowed (§4.1.2.5).
    #[error("not a time")]
    Time,
    /// An extension occurs twice (§4.2).
    #[error("an extension occurs twice")]
    DuplicateExtension,
    /// More extensions, or attributes of a name, than any certificate in use has.
    #[error("more than {max} extensions, or attributes of a name")]
    TooMany {
        /// Most allowed.
        max: usize,
    },
}

impl X509Error {
    /// Stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "x509.too-large",
            Self::Der(error) => error.code(),
            Self::Version => "x509.version",
            Self::AlgorithmsDiffer => "x509.algorithms-differ",
            Self::Time => "x509.time",
            Self::DuplicateExtension => "x509.duplicate-extension",
            Self::TooMany { .. } => "x509.too-many",
        }
    }
}

/// Why a certificate is not to be believed on the word of an authority (RFC 5280 §6.1.3, §6.1.4).
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// No authority has the name that the certificate gives as its issuer's.
    #[error("none of the authorities has the name of the issuer")]
    UnknownIssuer,
    /// The certificate is not valid yet.
    #[error("valid only from {not_before} on (Unix seconds)")]
    NotYetValid {
        /// First second of validity, Unix seconds.
        not_before: i64,
    },
    /// The certificate is not valid any more.
    #[error("valid only until {not_after} (Unix seconds)")]
    Expired {
        /// Last second of validity, Unix seconds.
        not_after: i64,
    },
    /// The authority is not valid yet.
    #[error("the authority is valid only from {not_before} on (Unix seconds)")]
    AuthorityNotYetValid {
        /// First second of validity, Unix seconds.
        not_before: i64,
    },
    /// The authority is not valid any more.
    #[error("the authority is valid only until {not_after} (Unix seconds)")]
    AuthorityExpired {
        /// Last second of validity, Unix seconds.
        not_after: i64,
    },
    /// The issuer's basic constraints or key usage say that it does not sign certificates
    /// (§4.2.1.3, §4.2.1.9).
    #[error("the issuer is no certificate authority")]
    NotAuthority,
    /// One of the two has a critical extension that is not understood here (§4.2).
    #[error("a critical extension is unknown")]
    UnknownCriticalExtension,
    /// The algorithm of the signature is not supported; certificates signed with SHA-1 end here.
    #[error("signature algorithm: {0}")]
    Algorithm(#[source] AlgorithmError),
    /// The issuer's key cannot be used.
    #[error("key of the issuer: {0}")]
    Key(#[source] KeyError),
    /// The signature was not made with the issuer's key.
    #[error("signature: {0}")]
    Signature(#[source] VerifyError),
}

impl ChainError {
    /// Stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownIssuer => "x509.chain.unknown-issuer",
            Self::NotYetValid { .. } => "x509.chain.not-yet-valid",
            Self::Expired { .. } => "x509.chain.expired",
            Self::AuthorityNotYetValid { .. } => "x509.chain.authority-not-yet-valid",
            Self::AuthorityExpired { .. } => "x509.chain.authority-expired",
            Self::NotAuthority => "x509.chain.not-authority",
            Self::UnknownCriticalExtension => "x509.chain.unknown-critical-extension",
            Self::Algorithm(_) => "x509.chain.algorithm",
            Self::Key(_) => "x509.chain.key",
            Self::Signature(_) => "x509.chain.signature",
        }
    }
}

/// Why no certificate was built from a template.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The serial number is not 1 to 20 octets of a positive number (RFC 5280 §4.1.2.2).
    #[error("the serial number must be 1 to 20 octets, positive")]
    Serial,
    /// The country is not two letters (ISO 3166-1 alpha-2).
    #[error("the country must be two upper-case letters")]
    Country,
    /// A part of the name is empty or longer than RFC 5280 Appendix A allows (64 characters).
    #[error("a part of the name is empty or above 64 characters")]
    Name,
    /// The end lies before the beginning, or one of them outside the years 1950 to 9999.
    #[error("not a period of time that a certificate can state")]
    Validity,
    /// The signer's key is not that of the authority's certificate.
    #[error("the signer's key is not that of the authority")]
    ForeignSigner,
    /// What is to issue is not a certificate authority.
    #[error("what is to issue is no certificate authority")]
    NotAuthority,
    /// The signer did not sign.
    #[error("signing: {0}")]
    Sign(#[from] SignError),
}

impl BuildError {
    /// Stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Serial => "x509.build.serial",
            Self::Country => "x509.build.country",
            Self::Name => "x509.build.name",
            Self::Validity => "x509.build.validity",
            Self::ForeignSigner => "x509.build.foreign-signer",
            Self::NotAuthority => "x509.build.not-authority",
            Self::Sign(_) => "x509.build.sign",
        }
    }
}
