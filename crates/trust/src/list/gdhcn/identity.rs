//! What the name of a document or key says: for what, whose, and for which use.

use crate::scoped::Scope;

/// For which kind of document a key signs (WHO SMART Trust, value set *Domains*).
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Domain {
    /// `DCC`: EU Digital COVID Certificates.
    Dcc,
    /// `DDCC`: WHO Digital Documentation of COVID-19 Certificates.
    Ddcc,
    /// `ICVP`, also `DVC` and `dICVP`: certificates of vaccination or prophylaxis.
    Icvp,
    /// `IPS-PILGRIMAGE`: patient summaries for pilgrims, by health link.
    IpsPilgrimage,
    /// `PH4H`: patient summaries across the Americas, by health link.
    Ph4h,
}

impl Domain {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Dcc,
        Self::Ddcc,
        Self::Icvp,
        Self::IpsPilgrimage,
        Self::Ph4h,
    ];

    /// The code in lists.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dcc => "DCC",
            Self::Ddcc => "DDCC",
            Self::Icvp => "ICVP",
            Self::IpsPilgrimage => "IPS-PILGRIMAGE",
            Self::Ph4h => "PH4H",
        }
    }

    pub(super) fn of(code: &str) -> Option<Self> {
        if matches!(code, "DVC" | "dICVP") {
            return Some(Self::Icvp);
        }
        Self::ALL.into_iter().find(|domain| domain.code() == code)
    }

    /// What its signers may sign; `None` for the DCC, whose signers are a list of their own.
    #[must_use]
    pub const fn scope(self) -> Option<Scope> {
        match self {
            Self::Dcc => None,
            Self::Ddcc => Some(Scope::Ddcc),
            Self::Icvp => Some(Scope::Icvp),
            Self::IpsPilgrimage | Self::Ph4h => Some(Scope::HealthLink),
        }
    }
}

/// What a key is for (WHO SMART Trust, value set *Key usage*).
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyUse {
    /// `DSC`: signs passes.
    Signer,
    /// `SCA`, `CSCA`: signs signers.
    Authority,
    /// `DECA`: signs keys that decrypt.
    DecryptionAuthority,
    /// `DESC`: decrypts; links are encrypted to it.
    Decryption,
    /// `TLS`: a participant's connections.
    Connection,
    /// `UP`: signs what a participant uploads.
    Upload,
}

impl KeyUse {
    /// The code in lists.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Signer => "DSC",
            Self::Authority => "SCA",
            Self::DecryptionAuthority => "DECA",
            Self::Decryption => "DESC",
            Self::Connection => "TLS",
            Self::Upload => "UP",
        }
    }

    pub(super) fn of(code: &str) -> Option<Self> {
        Some(match code {
            "DSC" => Self::Signer,
            // The names of documents have the one, the terms in them the other.
            "SCA" | "CSCA" => Self::Authority,
            "DECA" => Self::DecryptionAuthority,
            "DESC" => Self::Decryption,
            "TLS" | "AUTHENTICATION" => Self::Connection,
            "UP" | "UPLOAD" => Self::Upload,
            _ => return None,
        })
    }
}

/// Whose key it is: the code that the network gave a participant, three capitals for most (`DEU`,
/// `IOM`, `XCL`); 2 to 8 capitals or digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Participant(Box<str>);

impl Participant {
    pub(super) fn of(code: &str) -> Option<Self> {
        let letters = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        ((2..=8).contains(&code.len()) && code.bytes().all(letters)).then(|| Self(code.into()))
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where in the tree of lists something stands; `None` in a part stands for all.
///
/// `did:web:HOST:v2:trustlist[-ref]:DOMAIN:PARTICIPANT:USAGE#KID`; documents further up have fewer
/// parts, and `-` is written for "all" in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub(super) domain: Option<&'a str>,
    pub(super) participant: Option<&'a str>,
    pub(super) usage: Option<&'a str>,
    pub(super) kid: Option<&'a str>,
}

impl<'a> Place<'a> {
    pub(super) fn of(did: &'a str) -> Option<Self> {
        let (path, kid) = match did.split_once('#') {
            Some((path, kid)) => (path, Some(kid)),
            None => (did, None),
        };
        let mut parts = path.strip_prefix("did:web:")?.split(':');
        parts.find(|part| matches!(*part, "trustlist" | "trustlist-ref"))?;
        let mut next = || parts.next().filter(|part| *part != "-");
        let place = Self {
            domain: next(),
            participant: next(),
            usage: next(),
            kid,
        };
        parts.next().is_none().then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_apart() {
        let place = |domain, participant, usage, kid| {
            Some(Place {
                domain,
                participant,
                usage,
                kid,
            })
        };
        for (did, expected) in [
            (
                "did:web:a.example:v2:trustlist:DCC:DEU:DSC#a+/=",
                place(Some("DCC"), Some("DEU"), Some("DSC"), Some("a+/=")),
            ),
            (
                "did:web:a.example%3A8443:v2:trustlist:DCC:-:DSC",
                place(Some("DCC"), None, Some("DSC"), None),
            ),
            (
                "did:web:a.example:v2:trustlist-ref:DCC",
                place(Some("DCC"), None, None, None),
            ),
            (
                "did:web:a.example:v2:trustlist",
                place(None, None, None, None),
            ),
            ("did:web:a.example:v2:trustlist:DCC:DEU:DSC:more", None),
            ("did:web:a.example:v2", None),
            ("did:key:z6Mk", None),
        ] {
            assert_eq!(Place::of(did), expected, "{did}");
        }
    }

    #[test]
    fn codes_round_trip_and_no_other_is_read() {
        for domain in Domain::ALL {
            assert_eq!(Domain::of(domain.code()), Some(domain));
        }
        for code in ["DSC", "SCA", "DECA", "DESC", "TLS", "UP"] {
            assert_eq!(KeyUse::of(code).map(KeyUse::code), Some(code));
        }
        assert_eq!((Domain::of("dcc"), KeyUse::of("")), (None, None));
        for odd in ["", "-", "deu", "D", "DEUTSCHLAND", "D E"] {
            assert_eq!(Participant::of(odd), None, "{odd}");
        }
    }

    /// A key of one domain signs nothing of another.
    #[test]
    fn only_the_dcc_is_without_a_scope() {
        let scopes: Vec<_> = Domain::ALL.into_iter().filter_map(Domain::scope).collect();
        assert_eq!(scopes.len(), Domain::ALL.len() - 1);
        assert_eq!(Domain::Dcc.scope(), None);
    }
}
