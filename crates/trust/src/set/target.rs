//! The types of targets: their names, in one place.

use std::borrow::Cow;
use std::fmt;

/// Longest name in bytes: four times what ours have.
const NAME_SIZE_MAX_BYTES: usize = 64;

/// What a target holds, by name: 1 to 64 of `a`–`z`, `0`–`9`, `-` and `.`.
///
/// A name ends in the version of the target's format: a format that changes is a new type, and for
/// a while a set may carry both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetType(Cow<'static, str>);

impl TargetType {
    /// That tightenings were told before: a CBOR array of texts, C2SP tlog-proofs with the leaf of
    /// the announcement as their extra data.
    pub const ANNOUNCEMENTS: Self = Self(Cow::Borrowed("announcements.v1"));

    /// The signers of EU Digital COVID Certificates: [`encode_signers`](super::encode_signers).
    pub const DCC_SIGNERS: Self = Self(Cow::Borrowed("dcc-signers.v1"));

    /// Changes of the ledger's witnesses: [`encode_changes`](crate::ledger::encode_changes).
    pub const LEDGER_CHANGES: Self = Self(Cow::Borrowed("ledger-changes.v1"));

    /// The ledger that the authority's sets have to be in: a C2SP tlog-policy as it is.
    pub const LEDGER_POLICY: Self = Self(Cow::Borrowed("ledger-policy.v1"));

    /// Policies: a CBOR array of their TOML documents.
    pub const POLICIES: Self = Self(Cow::Borrowed("policies.v1"));

    /// The exact list of revoked passes: those that the national filter does not cover.
    pub const REVOCATION_EXACT: Self = Self(Cow::Borrowed("revocation-exact.v1"));

    /// The national filter and its deltas: a CBOR array of bytes, the filter first.
    pub const REVOCATION_NATIONAL: Self = Self(Cow::Borrowed("revocation-national.v1"));

    /// Revocation batches of other countries: a CBOR array of their JSON documents.
    pub const REVOCATION_BATCHES: Self = Self(Cow::Borrowed("revocation-batches.v1"));

    /// Revocations as the EU's distributors hand them out, by kid, partition and slice: a CBOR
    /// array of the overview's JSON, the partitions' JSON, and the archives of slices.
    pub const REVOCATION_SLICES: Self = Self(Cow::Borrowed("revocation-slices.v1"));

    /// Revocation lists of SMART Health Cards: a CBOR array of their JSON, one a key, as issuers
    /// publish them.
    pub const REVOCATION_CARDS: Self = Self(Cow::Borrowed("revocation-cards.v1"));

    /// Business rules: a CBOR array of their JSON documents, as they were published.
    pub const RULES: Self = Self(Cow::Borrowed("rules.v1"));

    /// The signers of passes other than the EU's:
    /// [`encode_scoped_signers`](super::encode_scoped_signers).
    pub const SCOPED_SIGNERS: Self = Self(Cow::Borrowed("scoped-signers.v1"));

    /// Signers that are removed, though a list may still have them.
    pub const SIGNERS_REMOVED: Self = Self(Cow::Borrowed("signers-removed.v1"));

    /// Value sets: a CBOR array of their JSON documents, as they were published.
    pub const VALUE_SETS: Self = Self(Cow::Borrowed("value-sets.v1"));

    /// The types that this version understands. A *critical* target of another type refuses the
    /// set.
    pub const KNOWN: &[Self] = &[
        Self::ANNOUNCEMENTS,
        Self::DCC_SIGNERS,
        Self::LEDGER_CHANGES,
        Self::LEDGER_POLICY,
        Self::POLICIES,
        Self::REVOCATION_BATCHES,
        Self::REVOCATION_CARDS,
        Self::REVOCATION_EXACT,
        Self::REVOCATION_NATIONAL,
        Self::REVOCATION_SLICES,
        Self::RULES,
        Self::SCOPED_SIGNERS,
        Self::SIGNERS_REMOVED,
        Self::VALUE_SETS,
    ];

    /// Reads a name; `None` if it is not one.
    pub fn new(name: &str) -> Option<Self> {
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
        let fits = (1..=NAME_SIZE_MAX_BYTES).contains(&name.len()) && name.bytes().all(allowed);
        fits.then(|| Self(Cow::Owned(name.to_owned())))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this version understands the type.
    pub fn is_known(&self) -> bool {
        Self::KNOWN.contains(self)
    }
}

impl fmt::Display for TargetType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_names() {
        for known in TargetType::KNOWN {
            assert_eq!(TargetType::new(known.as_str()).as_ref(), Some(known));
        }
    }

    #[test]
    fn other_text_is_no_name() {
        for odd in ["", "Rules.v1", "a b", "a_b", "é", "a\n", &"a".repeat(65)] {
            assert_eq!(TargetType::new(odd), None, "{odd}");
        }
        assert!(!TargetType::new("dcc-signers.v2").unwrap().is_known());
    }
}
