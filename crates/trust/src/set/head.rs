//! The head of a set: roots and manifest, without the targets that the manifest lists.
//!
//! A head is what is fetched first and often: a few kilobytes that say, signed, which targets there
//! are. It is a set with no targets in it, so it has the same form and the same signatures; nobody
//! takes it for whole, as [`SignedSet::open`] misses the targets.

use super::file::{self, File};
use super::{Digest, Floor, Manifest, Part, RootPins, SetError, SignedSet, TargetEntry};
use crate::set::open::OpenedSet;

/// A head that was found right: signatures and versions. What its targets hold is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedHead(OpenedSet<'static>);

impl OpenedHead {
    /// Version, times and targets.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        self.0.manifest()
    }

    /// The versions of the set.
    #[must_use]
    pub const fn floor(&self) -> Floor {
        self.0.floor()
    }

    /// The fingerprint of the newest root.
    #[must_use]
    pub const fn root_fingerprint(&self) -> Digest {
        self.0.root_fingerprint()
    }

    /// As [`OpenedSet::check_time`].
    ///
    /// # Errors
    /// [`SetError::FromTheFuture`], [`SetError::Expired`].
    pub fn check_time(&self, now: i64) -> Result<(), SetError> {
        self.0.check_time(now)
    }
}

impl SignedSet {
    /// Opens a head, whatever the clock says: form, root, signatures, versions, and that there is
    /// no critical target of an unknown type.
    ///
    /// # Errors
    /// [`SetError`]; [`SetError::UnlistedTarget`] also if targets are there at all.
    pub fn open_head(bytes: &[u8], pins: &RootPins, floor: Floor) -> Result<OpenedHead, SetError> {
        let count = File::parse(bytes)?.targets.len();
        if count > 0 {
            return Err(SetError::UnlistedTarget { count });
        }
        let head = Self::open_proven(bytes, pins, floor)?.without_targets();
        let unknown = |entry: &&TargetEntry| entry.critical && !entry.kind.is_known();
        match head.manifest().targets.iter().find(unknown) {
            Some(entry) => Err(SetError::UnknownCriticalTarget {
                kind: entry.kind.clone(),
            }),
            None => Ok(OpenedHead(head)),
        }
    }

    /// The head of a set; nothing is verified. Of a head it is the head itself.
    ///
    /// # Errors
    /// [`SetError`] about the file's form.
    pub fn head(bytes: &[u8]) -> Result<Vec<u8>, SetError> {
        let file = File::parse(bytes)?;
        Ok(file::encode(&file.roots, file.manifest, &[]))
    }

    /// Puts a set together again from its head and the targets in the order of the manifest. They
    /// are not checked: [`SignedSet::open`] does that.
    ///
    /// # Errors
    /// [`SetError`] about the head's form; [`SetError::TooLarge`].
    pub fn join(head: &[u8], targets: &[&[u8]]) -> Result<Vec<u8>, SetError> {
        let file = File::parse(head)?;
        let size_max_bytes = super::Limits::DEFAULT.size_max_bytes;
        let size_bytes = targets
            .iter()
            .fold(head.len(), |sum, target| sum.saturating_add(target.len()));
        if size_bytes > size_max_bytes {
            return Err(SetError::TooLarge {
                size_bytes,
                size_max_bytes,
            });
        }
        Ok(file::encode(&file.roots, file.manifest, targets))
    }

    /// The fingerprints of all roots that a set brings along, as if each of them were pinned. For
    /// whoever holds a set that was verified already, and looks for others of the same authority.
    ///
    /// # Errors
    /// [`SetError`] about the file's or a root's form.
    pub fn root_fingerprints(bytes: &[u8]) -> Result<RootPins, SetError> {
        let file = File::parse(bytes)?;
        let fingerprints = file.roots.iter().map(|root| super::root_fingerprint(root));
        let pins: Result<RootPins, SetError> = fingerprints.collect();
        match pins {
            Ok(pins) if pins.iter().next().is_some() => Ok(pins),
            Ok(_) => Err(super::Fault::NoRoot.of(Part::File)),
            Err(error) => Err(error),
        }
    }
}
