//! What of a pass is hashed.

use crate::{KeyHash, Subject};

/// A hash type of the EU gateway (`HashTypeDto`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HashType {
    /// `UCI`: the identifier.
    Uci,
    /// `COUNTRYCODEUCI`: the country, then the identifier.
    CountryCodeUci,
    /// `SIGNATURE`: the signature, or a part of it; see [`Subject::signature_hashes`].
    Signature,
}

impl HashType {
    /// Every hash type.
    pub const ALL: [Self; 3] = [Self::Uci, Self::CountryCodeUci, Self::Signature];

    /// The name in the gateway's JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uci => "UCI",
            Self::CountryCodeUci => "COUNTRYCODEUCI",
            Self::Signature => "SIGNATURE",
        }
    }

    /// The hash type with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The hashes under which a list of this type may have the pass.
    #[must_use]
    pub fn hashes<'s>(self, subject: &'s Subject<'_>) -> &'s [KeyHash] {
        match self {
            Self::Uci => subject.identifier_hashes(),
            Self::CountryCodeUci => subject.country_hashes(),
            Self::Signature => subject.signature_hashes(),
        }
    }
}
