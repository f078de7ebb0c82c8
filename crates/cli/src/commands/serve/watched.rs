//! What is made of the installed bundle, made again when another is installed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use cleanbill_trust::set::OpenedSet;
use cleanbill_verifier::Bundle;

use crate::bundle::{installed_floor, open_installed, pins, read, read_bundle};
use crate::error::CliError;
use crate::home::Home;
use crate::ledger::known_of_installed;

/// When the bundle and what it is believed from were written, and how long they are: tells one from
/// the next.
type Version = [Option<(SystemTime, u64)>; 3];
/// What was made of a version; `None` if nothing can be.
type Made<T> = (Version, Option<Arc<T>>);

/// Something that is made of the installed bundle.
pub(super) struct Watched<T> {
    folder: PathBuf,
    make: fn(&Home, Vec<u8>) -> Result<T, CliError>,
    made: Mutex<Option<Made<T>>>,
}

impl<T> Watched<T> {
    pub(super) fn of(home: &Home, make: fn(&Home, Vec<u8>) -> Result<T, CliError>) -> Self {
        Self {
            folder: home.folder().to_owned(),
            make,
            made: Mutex::new(None),
        }
    }

    /// As the bundle is installed now; `None` if there is none that can be believed. It is tried
    /// once: asking again costs no more than a look at three files.
    pub(super) fn current(&self) -> Option<Arc<T>> {
        let home = Home::find(Some(self.folder.clone()));
        let version = [home.bundle(), home.pins(), home.ledger()].map(|path| version_of(&path));
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, value)) = &*made
            && *known == version
        {
            return value.clone();
        }
        let value = if home.bundle().is_file() {
            self.make(&home)
        } else {
            None
        };
        *made = Some((version, value.clone()));
        value
    }

    fn make(&self, home: &Home) -> Option<Arc<T>> {
        match read_bundle(&home.bundle()).and_then(|bytes| (self.make)(home, bytes)) {
            Ok(value) => Some(Arc::new(value)),
            Err(error) => {
                tracing::warn!(%error, "the installed bundle cannot be read");
                None
            }
        }
    }
}

fn version_of(path: &Path) -> Option<(SystemTime, u64)> {
    let about = std::fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}

/// The installed bundle, from its bytes: opened, and in the ledger that is known.
pub(super) fn read_installed(home: &Home, bytes: &[u8]) -> Result<Bundle, CliError> {
    let path = home.bundle();
    let pins = pins(home, &[])?;
    let set: OpenedSet<'_> = open_installed(&path, bytes, &pins, installed_floor(home)?)?;
    read(&path, &set, &known_of_installed(home)?)
}
