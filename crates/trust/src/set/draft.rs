//! A set before it is signed, so that the ledger can be told of it first.

use cleanbill_cose::sign1;
use cleanbill_crypto::Signer;
use cleanbill_ledger::leaf::{Leaf, Publication};

use super::file::File;
use super::{
    BuildError, Digest, Floor, LedgerEvidence, Limits, Manifest, OpenedSet, Part, RootPins,
    SetContent, SetError, SignedSet, Target, TargetEntry, file, root, root_fingerprint,
};

/// A set whose content, version and times are fixed, and which is not signed yet.
///
/// What the ledger is told of it, [`SetDraft::leaf`], is the digest of the manifest without labels
/// 7 and 8; [`SetDraft::finish`] adds these two and signs, and can change nothing else.
#[derive(Clone, Debug)]
pub struct SetDraft<'a> {
    content: SetContent<'a>,
    manifest: Manifest,
    version: Floor,
}

impl<'a> SetDraft<'a> {
    /// Fixes what a set is to hold. Evidence that `content` has is left for [`SetDraft::finish`].
    ///
    /// # Errors
    /// [`BuildError::Refused`], if the roots are none that a verifier would follow, or the targets
    /// too large.
    pub fn new(content: SetContent<'a>) -> Result<Self, BuildError> {
        let (root, _) = root::walk(content.roots, &oldest_pin(&content)?)?;
        let targets = ordered(content.targets);
        let entries = targets
            .iter()
            .map(|target| TargetEntry::of(target.kind.clone(), target.critical, &target.content))
            .collect::<Option<_>>()
            .ok_or_else(|| too_large(&targets))?;
        let manifest = Manifest {
            version: content.version,
            issued_at: content.issued_at,
            expires_at: content.expires_at,
            roots: Digest::of(&file::encode_roots(content.roots)),
            targets: entries,
            ledger: None,
        };
        let version = Floor {
            root_version: root.version,
            manifest_version: manifest.version,
        };
        Ok(Self {
            content,
            manifest,
            version,
        })
    }

    /// The versions that the set will have.
    #[must_use]
    pub const fn version(&self) -> Floor {
        self.version
    }

    /// The digest of the manifest without labels 7 and 8.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.manifest.encode())
    }

    /// What the ledger is to be told before the set is shown to anybody.
    #[must_use]
    pub fn leaf(&self) -> Leaf {
        publication(self.version, self.manifest.issued_at, self.digest())
    }

    /// Whether a set holds just this, whatever its version and times are.
    #[must_use]
    pub fn is_of(&self, set: &OpenedSet<'_>) -> bool {
        let (ours, theirs) = (&self.manifest, set.manifest());
        ours.roots == theirs.roots && ours.targets == theirs.targets
    }

    /// Signs the set, with the evidence that [`SetDraft::leaf`] is in the ledger, or without. The
    /// evidence is only carried: [`check_ledgered`](crate::ledger::check_ledgered) says what it is
    /// worth.
    ///
    /// # Errors
    /// [`BuildError::Sign`]; [`BuildError::Refused`] with what a verifier would say that pins the
    /// first of the roots.
    pub fn finish(
        mut self,
        ledger: Option<LedgerEvidence>,
        publication_signer: &dyn Signer,
    ) -> Result<Vec<u8>, BuildError> {
        self.manifest.ledger = ledger;
        let id = Digest::of_key(publication_signer.public_key());
        let message = sign1(id.as_bytes(), &self.manifest.encode(), publication_signer)?;
        let targets = ordered(self.content.targets);
        let contents: Vec<&[u8]> = targets.iter().map(|target| &target.content[..]).collect();
        let set = file::encode(self.content.roots, &message, &contents);
        self.check(&set)?;
        Ok(set)
    }

    /// Opens what was built as a verifier with the oldest pin would, and reads what it can read.
    fn check(&self, set: &[u8]) -> Result<(), SetError> {
        let pins = oldest_pin(&self.content)?;
        let opened = SignedSet::open(set, &pins, Floor::default(), self.content.issued_at)?;
        match opened.trust() {
            Ok(_) | Err(SetError::NoSuchTarget { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl SignedSet {
    /// A set that was signed without evidence, signed again with it: for a publisher that waited
    /// for its ledger. Nothing else is changed.
    ///
    /// # Errors
    /// [`BuildError::Sign`]; [`BuildError::Refused`] if the set is none, of a newer version of this
    /// program, or not of this key.
    pub fn with_evidence(
        set: &[u8],
        ledger: LedgerEvidence,
        publication_signer: &dyn Signer,
    ) -> Result<Vec<u8>, BuildError> {
        let pins = Self::root_fingerprints(set)?;
        let before = Self::open_installed(set, &pins, Floor::default())?;
        let mut manifest = before.manifest().clone();
        manifest.ledger = Some(ledger);
        let id = Digest::of_key(publication_signer.public_key());
        let message = sign1(id.as_bytes(), &manifest.encode(), publication_signer)?;
        let file = File::parse(set)?;
        let set = file::encode(&file.roots, &message, &file.targets);
        let after = Self::open_installed(&set, &pins, Floor::default())?;
        if after.leaf() != before.leaf() {
            let part = Part::Manifest;
            return Err(SetError::DigestMismatch { part }.into());
        }
        Ok(set)
    }
}

/// The leaf of a set.
pub(super) fn publication(version: Floor, issued_at: i64, manifest: Digest) -> Leaf {
    Leaf::Publication(Publication {
        root_version: version.root_version,
        manifest_version: version.manifest_version,
        issued_at,
        manifest: *manifest.as_bytes(),
    })
}

fn oldest_pin(content: &SetContent<'_>) -> Result<RootPins, SetError> {
    let oldest = content.roots.first().copied().unwrap_or_default();
    Ok(RootPins::from(root_fingerprint(oldest)?))
}

fn ordered(targets: &[Target]) -> Vec<&Target> {
    let mut targets: Vec<&Target> = targets.iter().collect();
    targets.sort_by(|a, b| a.kind.cmp(&b.kind));
    targets
}

fn too_large(targets: &[&Target]) -> SetError {
    SetError::TooLarge {
        size_bytes: targets.iter().map(|target| target.content.len()).sum(),
        size_max_bytes: Limits::DEFAULT.size_max_bytes,
    }
}
