//! Opening a set: from bytes to something that may be believed.

use std::fmt;

use cleanbill_ledger::leaf::Leaf;

use super::draft::publication;
use super::file::File;
use super::{
    CLOCK_SKEW_MAX_SECS, Digest, Manifest, Part, Root, RootPins, SetError, TargetType,
    parse_scoped_signers, parse_signers, root,
};
use crate::{ScopedStore, TrustStore};

/// A signed set, in one CBOR item. There is only one way to look into it: [`SignedSet::open`].
pub enum SignedSet {}

/// The versions of a set, in the order in which sets supersede one another: first the root's, then
/// the manifest's.
///
/// A new root therefore lets manifests be numbered from 1 again. That is how an authority gets its
/// numbers back from a thief who published under a very high one (TUF §5.3.11, the fast-forward
/// attack); and the manifest is bound to its root, so no older one can be put under the new root.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Floor {
    /// Version of the newest root.
    pub root_version: u32,
    /// Version of the manifest.
    pub manifest_version: u32,
}

/// Root and manifest with a full stop between them: `2.17`.
impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.root_version, self.manifest_version)
    }
}

/// A set that was found right: signatures, versions, times, and every target's digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedSet<'b> {
    root: Root,
    root_fingerprint: Digest,
    manifest: Manifest,
    ledger_digest: Digest,
    targets: Vec<&'b [u8]>,
}

impl SignedSet {
    /// Opens the set that is all of `bytes`, starting from the pinned roots, at the time `now`
    /// (Unix seconds), if it is no older than `floor`: the [`OpenedSet::floor`] of the last set
    /// that was installed, or zeros.
    ///
    /// # Errors
    /// [`SetError`], in this order: form, root, signatures, versions, time, targets.
    pub fn open<'b>(
        bytes: &'b [u8],
        pins: &RootPins,
        floor: Floor,
        now: i64,
    ) -> Result<OpenedSet<'b>, SetError> {
        let set = Self::open_proven(bytes, pins, floor)?;
        set.check_time(now)?;
        set.check_targets()?;
        Ok(set)
    }

    /// Opens a set that was found in time when it was installed, whatever the clock says now.
    ///
    /// A set that is too old, or a clock that is wrong, is a fault of the system: what it means at
    /// a door is the policy's word (guarantee G02), and the policy is in the set. The caller asks
    /// [`OpenedSet::check_time`].
    ///
    /// # Errors
    /// [`SetError`], in this order: form, root, signatures, versions, targets.
    pub fn open_installed<'b>(
        bytes: &'b [u8],
        pins: &RootPins,
        floor: Floor,
    ) -> Result<OpenedSet<'b>, SetError> {
        let set = Self::open_proven(bytes, pins, floor)?;
        set.check_targets()?;
        Ok(set)
    }

    /// Form, root, signatures and versions.
    pub(super) fn open_proven<'b>(
        bytes: &'b [u8],
        pins: &RootPins,
        floor: Floor,
    ) -> Result<OpenedSet<'b>, SetError> {
        let file = File::parse(bytes)?;
        let (root, root_fingerprint) = root::walk(&file.roots, pins)?;
        let (manifest, ledger_digest) = Manifest::verify(file.manifest, &root)?;
        if manifest.roots != Digest::of(file.roots_encoded) {
            return Err(SetError::DigestMismatch { part: Part::Root });
        }
        let set = OpenedSet {
            root,
            root_fingerprint,
            manifest,
            ledger_digest,
            targets: file.targets,
        };
        if set.floor() < floor {
            let found = set.floor();
            return Err(SetError::VersionRollback { found, floor });
        }
        Ok(set)
    }
}

impl<'b> OpenedSet<'b> {
    /// The same without what its targets hold.
    pub(super) fn without_targets(self) -> OpenedSet<'static> {
        OpenedSet {
            root: self.root,
            root_fingerprint: self.root_fingerprint,
            manifest: self.manifest,
            ledger_digest: self.ledger_digest,
            targets: Vec::new(),
        }
    }

    /// The newest root. Its life, and that of its publication keys, encloses the manifest's.
    pub const fn root(&self) -> &Root {
        &self.root
    }

    /// The fingerprint of [`OpenedSet::root`], for whoever wants to pin it from now on.
    pub const fn root_fingerprint(&self) -> Digest {
        self.root_fingerprint
    }

    /// Version, times and targets.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What the ledger has to say of this set: versions, time, and the digest of its manifest
    /// without labels 7 and 8.
    #[must_use]
    pub fn leaf(&self) -> Leaf {
        publication(self.floor(), self.manifest.issued_at, self.ledger_digest)
    }

    /// The versions to remember once this set is installed.
    pub const fn floor(&self) -> Floor {
        Floor {
            root_version: self.root.version,
            manifest_version: self.manifest.version,
        }
    }

    /// How old the data is at `now`, in seconds; 0 for a clock that is behind.
    pub fn age_secs(&self, now: i64) -> i64 {
        now.saturating_sub(self.manifest.issued_at).max(0)
    }

    /// The bytes of the target of this type.
    ///
    /// # Errors
    /// [`SetError::NoSuchTarget`].
    pub fn target(&self, kind: &TargetType) -> Result<&'b [u8], SetError> {
        let mut targets = self.manifest.targets.iter().zip(&self.targets);
        let found = targets.find(|(entry, _)| entry.kind == *kind);
        let missing = || SetError::NoSuchTarget { kind: kind.clone() };
        found.map(|(_, content)| *content).ok_or_else(missing)
    }

    /// The signers of EU Digital COVID Certificates, from [`TargetType::DCC_SIGNERS`]. Read anew at
    /// each call; keys are parsed when they are first needed.
    ///
    /// # Errors
    /// [`SetError::NoSuchTarget`], [`SetError::Malformed`].
    pub fn trust(&self) -> Result<TrustStore, SetError> {
        parse_signers(self.target(&TargetType::DCC_SIGNERS)?)
    }

    /// The signers of passes of other kinds, from [`TargetType::SCOPED_SIGNERS`]; none if the set
    /// does not have it.
    ///
    /// # Errors
    /// [`SetError::Malformed`].
    pub fn scoped_trust(&self) -> Result<ScopedStore, SetError> {
        match self.target(&TargetType::SCOPED_SIGNERS) {
            Ok(bytes) => parse_scoped_signers(bytes),
            Err(_) => Ok(ScopedStore::default()),
        }
    }

    /// Whether the set is in time at `now` (Unix seconds).
    ///
    /// # Errors
    /// [`SetError::FromTheFuture`] if the clock is behind, [`SetError::Expired`].
    // Signatures come first, so that a wrong clock is called that and nothing else; the root comes
    // first, since a newer manifest would not help against it.
    pub fn check_time(&self, now: i64) -> Result<(), SetError> {
        let (root, manifest) = (&self.root, &self.manifest);
        let lives = [
            (Part::Root, root.issued_at, root.expires_at),
            (Part::Manifest, manifest.issued_at, manifest.expires_at),
        ];
        for (part, issued_at, expires_at) in lives {
            if issued_at > now.saturating_add(CLOCK_SKEW_MAX_SECS) {
                return Err(SetError::FromTheFuture {
                    part,
                    issued_at,
                    now,
                });
            }
            if now > expires_at {
                return Err(SetError::Expired {
                    part,
                    expires_at,
                    now,
                });
            }
        }
        Ok(())
    }

    fn check_targets(&self) -> Result<(), SetError> {
        let listed = &self.manifest.targets;
        let unknown = |entry: &&super::TargetEntry| entry.critical && !entry.kind.is_known();
        if let Some(entry) = listed.iter().find(unknown) {
            let kind = entry.kind.clone();
            return Err(SetError::UnknownCriticalTarget { kind });
        }
        if let Some(entry) = listed.get(self.targets.len()) {
            let kind = entry.kind.clone();
            return Err(SetError::MissingTarget { kind });
        }
        let count = self.targets.len() - listed.len();
        if count > 0 {
            return Err(SetError::UnlistedTarget { count });
        }
        let mut pairs = listed.iter().zip(&self.targets);
        match pairs.find(|(entry, content)| !entry.matches(content)) {
            Some((entry, _)) => Err(SetError::DigestMismatch {
                part: Part::Target(entry.kind.clone()),
            }),
            None => Ok(()),
        }
    }
}
