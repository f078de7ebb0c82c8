//! What the WHO's network asks of a participant's certificates before it takes them in.
//!
//! ```text
//! onboarding/
//!   DCC/                    one folder a domain
//!     SCA/SCA.pem           the authority: signs the participant's signers
//!     UP/UP.pem             signs what is uploaded, the signers above all
//!     TLS/TLS.pem           the participant's connections to the gateway
//!     TLS/CA.pem            whoever certified that one
//! ```
//!
//! Signers of passes (DSC) are not part of it: they are uploaded later, each as a message signed by
//! `UP`.
//!
//! Sources: WHO SMART Trust 1.5.0, *Certificate Governance* and *Certificate Preparation*;
//! WorldHealthOrganization/tng-participant-template, whose checks a request has to pass.

use cleanbill_crypto::{CertificateAlgorithm, Hash, KeyKind};
use cleanbill_icao9303::two_letters;
use cleanbill_x509::Certificate;

const DAY_SECS: i64 = 86_400;
/// Days that a certificate must still be valid when it is handed in.
const LEFT_MIN_DAYS: i64 = 30;
const RSA_MIN_BITS: u16 = 3072;

/// Which part a certificate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `SCA`: the authority.
    Authority,
    /// `UP`: signs uploads.
    Upload,
    /// `TLS`: connections.
    Connection,
    /// `CA` of `TLS`.
    ConnectionAuthority,
    /// `DSC`: signs passes; not handed in, but uploaded.
    Signer,
}

impl Part {
    /// Those that a request needs, each once; the authority in every domain.
    pub const REQUIRED: [Self; 4] = [
        Self::Authority,
        Self::Upload,
        Self::Connection,
        Self::ConnectionAuthority,
    ];

    /// The file below the folder of a domain; `None` for what is not handed in.
    #[must_use]
    pub const fn file(self) -> Option<&'static str> {
        match self {
            Self::Authority => Some("SCA/SCA.pem"),
            Self::Upload => Some("UP/UP.pem"),
            Self::Connection => Some("TLS/TLS.pem"),
            Self::ConnectionAuthority => Some("TLS/CA.pem"),
            Self::Signer => None,
        }
    }

    /// The name in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authority => "SCA",
            Self::Upload => "UP",
            Self::Connection => "TLS",
            Self::ConnectionAuthority => "CA of TLS",
            Self::Signer => "DSC",
        }
    }

    /// Fewest and most years of validity.
    const fn years(self) -> Option<(i64, i64)> {
        match self {
            Self::Authority => Some((2, 4)),
            Self::Upload | Self::Connection => Some((1, 2)),
            Self::Signer => Some((0, 2)),
            Self::ConnectionAuthority => None,
        }
    }
}

/// What a certificate lacks.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Departure {
    /// The country of the subject is not the participant's.
    #[error("its country is not the participant's")]
    Country,
    /// A key shorter than 256 bits on a curve or 3072 of RSA, or of another kind.
    #[error("its key is too short, or of a kind that the network does not take")]
    Key,
    /// Signed otherwise than with SHA-256 and ECDSA or RSA.
    #[error("it is signed with an algorithm that the network does not take")]
    Algorithm,
    /// Less than thirty days are left, or it is not valid yet.
    #[error("it is not valid for the next 30 days")]
    Left,
    /// Valid for less time than the part asks.
    #[error("it is valid for fewer than {years} years")]
    TooShort {
        /// The fewest.
        years: i64,
    },
    /// Valid for more time than the part allows.
    #[error("it is valid for more than {years} years")]
    TooLong {
        /// The most.
        years: i64,
    },
    /// Its key usage is not that of the part.
    #[error("its key usage is not that of its part")]
    KeyUsage,
    /// An authority that does not say it is one, or another that does.
    #[error("its basic constraints are not those of its part")]
    BasicConstraints,
    /// A connection's certificate without the purpose of a client (`id-kp-clientAuth`).
    #[error("its extended key usage lacks client authentication")]
    ExtendedKeyUsage,
    /// A signer that is not the authority's.
    #[error("it is not from the participant's authority")]
    Issuer,
}

impl Departure {
    /// Stable code of the departure.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Country => "onboarding.country",
            Self::Key => "onboarding.key",
            Self::Algorithm => "onboarding.algorithm",
            Self::Left => "onboarding.left",
            Self::TooShort { .. } => "onboarding.too-short",
            Self::TooLong { .. } => "onboarding.too-long",
            Self::KeyUsage => "onboarding.key-usage",
            Self::BasicConstraints => "onboarding.basic-constraints",
            Self::ExtendedKeyUsage => "onboarding.extended-key-usage",
            Self::Issuer => "onboarding.issuer",
        }
    }
}

/// All that a certificate lacks for its part, at the instant `at` (Unix seconds), of a participant
/// with the code `participant`. `authority` is its SCA, which signers have to come from.
#[must_use]
pub fn check(
    part: Part,
    certificate: &Certificate,
    participant: &str,
    authority: Option<&Certificate>,
    at: i64,
) -> Vec<Departure> {
    let mut found = Vec::new();
    let mut note = |wrong: bool, departure: Departure| {
        if wrong {
            found.push(departure);
        }
    };
    // The codes of participants that are no countries (`WHO`, those of tests) say nothing of it.
    let country = two_letters(participant);
    let own = certificate.subject().country();
    let foreign = country.is_some_and(|country| own != Some(country)) || own.is_none();
    note(
        foreign && part != Part::ConnectionAuthority,
        Departure::Country,
    );
    note(!has_strong_key(certificate), Departure::Key);
    note(!has_known_algorithm(certificate), Departure::Algorithm);
    let left = certificate.not_after().saturating_sub(at);
    let begun = certificate.not_before() <= at;
    note(!begun || left < LEFT_MIN_DAYS * DAY_SECS, Departure::Left);
    if let Some((fewest, most)) = part.years() {
        let span = certificate
            .not_after()
            .saturating_sub(certificate.not_before());
        let short = span <= (fewest * 365 - 1) * DAY_SECS;
        note(short, Departure::TooShort { years: fewest });
        let long = span >= most * 366 * DAY_SECS;
        note(long, Departure::TooLong { years: most });
    }
    let is_authority = matches!(part, Part::Authority | Part::ConnectionAuthority);
    note(!has_usage(part, certificate), Departure::KeyUsage);
    note(
        certificate.is_ca() != is_authority,
        Departure::BasicConstraints,
    );
    let client = part != Part::Connection || certificate.client_authentication();
    note(!client, Departure::ExtendedKeyUsage);
    let issued = authority.is_none_or(|by| certificate.check_issued_by(by).is_ok());
    note(part == Part::Signer && !issued, Departure::Issuer);
    found
}

fn has_strong_key(certificate: &Certificate) -> bool {
    match certificate.public_key().map(|key| key.kind()) {
        Ok(KeyKind::P256 | KeyKind::P384 | KeyKind::P521) => true,
        Ok(KeyKind::Rsa { bits }) => bits >= RSA_MIN_BITS,
        Ok(_) | Err(_) => false,
    }
}

fn has_known_algorithm(certificate: &Certificate) -> bool {
    matches!(
        certificate.algorithm(),
        Ok(CertificateAlgorithm::Ecdsa(Hash::Sha256)
            | CertificateAlgorithm::RsaPkcs1(Hash::Sha256)
            | CertificateAlgorithm::RsaPss(_))
    )
}

fn has_usage(part: Part, certificate: &Certificate) -> bool {
    let Some(usage) = certificate.key_usage() else {
        return part == Part::ConnectionAuthority;
    };
    match part {
        Part::Authority => usage.key_cert_sign(),
        Part::ConnectionAuthority => true,
        Part::Upload | Part::Connection | Part::Signer => {
            usage.digital_signature() && !usage.crl_sign()
        }
    }
}
