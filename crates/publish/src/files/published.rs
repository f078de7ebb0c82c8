//! A set that may leave, with all of its files.

use cleanbill_trust::ledger::Known;
use cleanbill_trust::set::{Floor, RootPins, SignedSet};
use cleanbill_verifier::Bundle;

use super::shapes::{Certificates, Shapes};
use super::{FilesError, Gatekeeper, set_path, target_path};

/// A file at the destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StaticFile {
    /// Relative, with `/` between its parts.
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

/// A set that may leave: opened, loaded as a verifier would load it, and let through by a
/// gatekeeper; with all of its files.
pub struct PublishedSet {
    pub(super) version: Floor,
    /// The roots that it brings along, by which an older one of the same authority is known.
    pub(super) roots: RootPins,
    pub(super) head: Vec<u8>,
    pub(super) bundle: StaticFile,
    pub(super) targets: Vec<StaticFile>,
    pub(super) shapes: Shapes,
}

impl PublishedSet {
    /// Checks a signed set, and makes the files of it: at the instant `now` (Unix seconds), for
    /// verifiers with these pins. Lists for other software get the certificates of those signers
    /// that are among `certificates`.
    ///
    /// # Errors
    /// [`FilesError::Set`], [`FilesError::Content`], [`FilesError::Refused`],
    /// [`FilesError::Shape`].
    pub fn new(
        bundle: Vec<u8>,
        pins: &RootPins,
        now: i64,
        certificates: &Certificates,
        gatekeeper: &dyn Gatekeeper,
    ) -> Result<Self, FilesError> {
        let set = SignedSet::open(&bundle, pins, Floor::default(), now)?;
        // Verifiers ask for more than one witness, unless they were told not to.
        Bundle::read(&set, &Known::nothing(true))?;
        let refused = |refusal: super::Refusal| FilesError::Refused { code: refusal.code };
        gatekeeper.check(&set).map_err(refused)?;
        let mut targets = Vec::new();
        for entry in &set.manifest().targets {
            targets.push(StaticFile {
                path: target_path(entry),
                bytes: set.target(&entry.kind)?.to_vec(),
            });
        }
        let version = set.floor();
        let shapes = Shapes::of(&set, &bundle, certificates)?;
        Ok(Self {
            version,
            roots: SignedSet::root_fingerprints(&bundle)?,
            head: SignedSet::head(&bundle)?,
            bundle: StaticFile {
                path: set_path(version),
                bytes: bundle,
            },
            targets,
            shapes,
        })
    }

    /// The versions of the set.
    #[must_use]
    pub const fn version(&self) -> Floor {
        self.version
    }
}
