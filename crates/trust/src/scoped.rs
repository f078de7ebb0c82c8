//! Who may sign passes other than the EU's: signers that are trusted for one kind of pass only.

use std::ops::Deref;

use cleanbill_order::Arrange;

use crate::signer::{SignerRecord, TrustedSigner};

/// Longest name of an issuer in bytes: three times the longest address in the VCI directory.
pub const ISSUER_SIZE_MAX_BYTES: usize = 512;

/// Which passes a key may sign. A key of one scope never signs for another, though it may be listed
/// under several. Signers of the EU's certificate are a list of their own,
/// [`TrustStore`](crate::TrustStore).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// WHO Digital Documentation of COVID-19 Certificates: claim −260, keys 3 and 4.
    Ddcc,
    /// WHO International Certificate of Vaccination or Prophylaxis: claim −260, key −6.
    Icvp,
    /// Verifiable Health Links: claim −260, key 5.
    HealthLink,
    /// SMART Health Cards.
    SmartHealthCard,
    /// New Zealand COVID Pass.
    Nzcp,
    /// ICAO VDS-NC: the authority's (CSCA's) key. The signer's certificate is in the code.
    VdsNc,
    /// DIVOC.
    Divoc,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Ddcc,
        Self::Icvp,
        Self::HealthLink,
        Self::SmartHealthCard,
        Self::Nzcp,
        Self::VdsNc,
        Self::Divoc,
    ];

    /// The name in files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ddcc => "ddcc",
            Self::Icvp => "icvp",
            Self::HealthLink => "health-link",
            Self::SmartHealthCard => "shc",
            Self::Nzcp => "nzcp",
            Self::VdsNc => "vds-nc",
            Self::Divoc => "divoc",
        }
    }

    /// The opposite of [`Scope::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// A signer that is trusted for one kind of pass. Its record and key are readable as those of the
/// [`TrustedSigner`] in it; its [`SignerRecord::usage`] means nothing here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopedSigner {
    scope: Scope,
    issuer: Option<Box<str>>,
    signer: TrustedSigner,
}

impl ScopedSigner {
    /// Trusts what the record says within `scope`. `issuer` is named as its scheme names it: the
    /// `iss` of a SMART Health Card, the participant of the WHO's network (`XCL`), the DID of a New
    /// Zealand pass, the controller of a DIVOC key. `None` if that name is longer than
    /// [`ISSUER_SIZE_MAX_BYTES`].
    #[must_use]
    pub fn new(scope: Scope, issuer: Option<&str>, record: SignerRecord) -> Option<Self> {
        let fits = issuer.is_none_or(|name| name.len() <= ISSUER_SIZE_MAX_BYTES);
        fits.then(|| Self {
            scope,
            issuer: issuer.map(Box::from),
            signer: TrustedSigner::new(record),
        })
    }

    /// Which passes it may sign.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// Whose key it is, as the scheme names it.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    /// The signer without its scope.
    #[must_use]
    pub const fn signer(&self) -> &TrustedSigner {
        &self.signer
    }

    /// What the store sorts by.
    fn key(&self) -> (Scope, &SignerRecord, Option<&str>) {
        (self.scope, &self.signer, self.issuer())
    }
}

impl Deref for ScopedSigner {
    type Target = TrustedSigner;

    fn deref(&self) -> &TrustedSigner {
        &self.signer
    }
}

/// All signers that are trusted for one kind of pass each. Immutable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopedStore {
    /// Sorted by scope, then kid.
    signers: Box<[ScopedSigner]>,
}

impl ScopedStore {
    /// Takes signers in any order. One that is given twice is kept once.
    #[must_use]
    pub fn new(mut signers: Vec<ScopedSigner>) -> Self {
        signers.arrange_by(|a, b| a.key().cmp(&b.key()));
        signers.dedup();
        Self {
            signers: signers.into(),
        }
    }

    /// Every signer of the scope that has this kid; none if it is unknown. Kids collide, so the
    /// caller tries each.
    #[must_use]
    pub fn candidates(&self, scope: Scope, kid: &[u8]) -> &[ScopedSigner] {
        self.range(|signer| (signer.scope, signer.kid.as_bytes()).cmp(&(scope, kid)))
    }

    /// Every signer of the scope, sorted by kid.
    #[must_use]
    pub fn of_scope(&self, scope: Scope) -> &[ScopedSigner] {
        self.range(|signer| signer.scope.cmp(&scope))
    }

    /// All signers, by scope, then kid.
    #[must_use]
    pub fn signers(&self) -> &[ScopedSigner] {
        &self.signers
    }

    /// Number of signers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.signers.len()
    }

    /// Whether there is no signer at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.signers.is_empty()
    }

    /// Those that compare equal; the order is the store's.
    fn range(&self, place: impl Fn(&ScopedSigner) -> std::cmp::Ordering) -> &[ScopedSigner] {
        let start = self.signers.partition_point(|signer| place(signer).is_lt());
        let end = self.signers.partition_point(|signer| place(signer).is_le());
        self.signers.get(start..end).unwrap_or_default()
    }
}

impl FromIterator<ScopedSigner> for ScopedStore {
    fn from_iter<I: IntoIterator<Item = ScopedSigner>>(signers: I) -> Self {
        Self::new(signers.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use cleanbill_x509::DccUsage;

    use super::*;
    use crate::Kid;

    fn signer(scope: Scope, kid: &[u8], thumbprint: u8) -> ScopedSigner {
        let record = SignerRecord {
            kid: Kid::new(kid).unwrap(),
            country: None,
            spki: Box::new([]),
            usage: DccUsage::ANY,
            not_before: i64::MIN,
            not_after: i64::MAX,
            thumbprint: [thumbprint; 32],
        };
        ScopedSigner::new(scope, Some("https://issuer.example"), record).unwrap()
    }

    #[test]
    fn a_key_is_found_in_its_scope_only() {
        let store: ScopedStore = [
            signer(Scope::SmartHealthCard, b"b", 1),
            signer(Scope::Icvp, b"a", 2),
            signer(Scope::Icvp, b"a", 1),
            signer(Scope::Icvp, b"a", 1),
            signer(Scope::Nzcp, b"a", 1),
        ]
        .into_iter()
        .collect();
        assert_eq!((store.len(), store.is_empty()), (4, false));
        assert_eq!(store.candidates(Scope::Icvp, b"a").len(), 2);
        assert_eq!(store.candidates(Scope::Nzcp, b"a").len(), 1);
        assert_eq!(store.of_scope(Scope::Icvp).len(), 2);
        for (scope, kid) in [
            (Scope::Ddcc, &b"a"[..]),
            (Scope::Icvp, b"b"),
            (Scope::SmartHealthCard, b"a"),
            (Scope::Divoc, b""),
        ] {
            assert!(store.candidates(scope, kid).is_empty(), "{scope:?}");
        }
    }

    #[test]
    fn scopes_are_named_and_issuers_bounded() {
        for scope in Scope::ALL {
            assert_eq!(Scope::from_name(scope.name()), Some(scope));
        }
        assert_eq!(Scope::from_name("dcc"), None, "it has a list of its own");
        let record = signer(Scope::Icvp, b"a", 1).signer().clone().into_record();
        let long = "x".repeat(ISSUER_SIZE_MAX_BYTES + 1);
        assert_eq!(ScopedSigner::new(Scope::Icvp, Some(&long), record), None);
    }
}
