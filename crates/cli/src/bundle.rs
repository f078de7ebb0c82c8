//! Finding, opening and believing a trust bundle.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use cleanbill_trust::TrustStore;
use cleanbill_trust::set::{Digest, Floor, Limits, RootPins, SignedSet};

use crate::args::TrustOptions;
use crate::clock;
use crate::error::CliError;
use crate::home::Home;

/// Trusted signers and how old their list is.
#[derive(Default)]
pub(crate) struct Trust {
    pub(crate) store: TrustStore,
    /// When the data was published; `None` if there is none.
    pub(crate) issued_at: Option<i64>,
}

impl Trust {
    /// The bundle that the options name, else the installed one, else no signers at all: then
    /// nothing can be checked, and every report says so.
    ///
    /// A bundle is judged by the machine's clock, never by `--at`, which is about the pass.
    pub(crate) fn load(home: &Home, options: &TrustOptions) -> Result<Self, CliError> {
        let (path, floor) = match &options.trust {
            Some(path) => (path.clone(), Floor::default()),
            None if home.bundle().is_file() => (home.bundle(), installed_floor(home)?),
            None => return Ok(Self::default()),
        };
        let bytes = read_bundle(&path)?;
        let set = open(&path, &bytes, &pins(home, &options.root)?, floor)?;
        let store = set
            .trust()
            .map_err(|error| CliError::Bundle { path, error })?;
        Ok(Self {
            store,
            issued_at: Some(set.manifest().issued_at),
        })
    }

    /// How old the data is, in seconds; 0 without data.
    pub(crate) fn age_secs(&self, now: i64) -> i64 {
        self.issued_at
            .map_or(0, |issued_at| now.saturating_sub(issued_at).max(0))
    }
}

/// Opens a bundle that was read from `path`.
pub(crate) fn open<'b>(
    path: &Path,
    bytes: &'b [u8],
    pins: &RootPins,
    floor: Floor,
) -> Result<cleanbill_trust::set::OpenedSet<'b>, CliError> {
    if pins.iter().next().is_none() {
        return Err(CliError::NoPins);
    }
    SignedSet::open(bytes, pins, floor, clock::now()).map_err(|error| CliError::Bundle {
        path: path.into(),
        error,
    })
}

/// The bytes of a bundle file, in one read, within the format's own bound.
pub(crate) fn read_bundle(path: &Path) -> Result<Vec<u8>, CliError> {
    read_bounded(path, Limits::DEFAULT.size_max_bytes as u64)
}

/// A file of at most so many bytes.
pub(crate) fn read_bounded(path: &Path, size_max_bytes: u64) -> Result<Vec<u8>, CliError> {
    let failed = |error: std::io::Error| CliError::Read {
        path: path.into(),
        kind: error.kind(),
    };
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(size_max_bytes + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > size_max_bytes {
        return Err(CliError::TooLarge {
            path: path.into(),
            size_max_bytes,
        });
    }
    Ok(bytes)
}

/// The roots pinned in the data folder, and those given.
pub(crate) fn pins(home: &Home, given: &[Digest]) -> Result<RootPins, CliError> {
    let path = home.pins();
    let mut pins = given.to_vec();
    if path.is_file() {
        for line in read_text(&path)?
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            pins.push(
                line.parse()
                    .map_err(|_| malformed(&path, "not a fingerprint a line"))?,
            );
        }
    }
    Ok(pins.into_iter().collect())
}

/// The versions of the last bundle that was installed.
pub(crate) fn installed_floor(home: &Home) -> Result<Floor, CliError> {
    let path = home.floor();
    if !path.is_file() {
        return Ok(Floor::default());
    }
    let text = read_text(&path)?;
    let numbers = text.trim().split_once('.');
    let parsed = numbers.and_then(|(root, manifest)| {
        Some(Floor {
            root_version: root.parse().ok()?,
            manifest_version: manifest.parse().ok()?,
        })
    });
    parsed.ok_or_else(|| malformed(&path, "not two numbers such as 1.17"))
}

/// A small text file of ours.
pub(crate) fn read_text(path: &Path) -> Result<String, CliError> {
    const SIZE_MAX_BYTES: u64 = 1 << 20;
    let bytes = read_bounded(path, SIZE_MAX_BYTES)?;
    String::from_utf8(bytes).map_err(|_| malformed(path, "not UTF-8 text"))
}

fn malformed(path: &Path, detail: &'static str) -> CliError {
    CliError::Malformed {
        path: PathBuf::from(path),
        detail,
    }
}
