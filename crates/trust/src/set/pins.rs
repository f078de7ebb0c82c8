//! Which roots a verifier starts from.

use cleanbill_order::Arrange;

use super::Digest;

/// The fingerprints of the roots that a verifier trusts from the start, however it came by them:
/// built in, configured, typed in.
///
/// A pin is the digest of one version of the root document. It pins keys, threshold and times, and
/// not the signatures over them; every later version is reached from it by the walk of TUF §5.3,
/// and an earlier one never. One pin is enough; several are for verifiers that serve several
/// authorities, or that are being moved to a new one. Without any, every set is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RootPins(Vec<Digest>);

impl RootPins {
    /// Whether the root with this fingerprint is trusted from the start.
    pub fn contains(&self, fingerprint: &Digest) -> bool {
        self.0.contains(fingerprint)
    }

    /// The fingerprints, ascending.
    pub fn iter(&self) -> impl Iterator<Item = &Digest> {
        self.0.iter()
    }
}

impl From<Digest> for RootPins {
    fn from(pin: Digest) -> Self {
        Self(vec![pin])
    }
}

impl FromIterator<Digest> for RootPins {
    fn from_iter<I: IntoIterator<Item = Digest>>(pins: I) -> Self {
        let mut pins: Vec<Digest> = pins.into_iter().collect();
        pins.arrange();
        pins.dedup();
        Self(pins)
    }
}
