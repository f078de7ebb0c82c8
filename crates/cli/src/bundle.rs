//! Finding, opening and believing a trust bundle.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use cleanbill_policy::{Place, Region};
use cleanbill_trust::TrustStore;
use cleanbill_trust::ledger::Known;
use cleanbill_trust::set::{Digest, Floor, Limits, OpenedSet, RootPins, SignedSet};
use cleanbill_verifier::{Bundle, Door, Gate, Verifier};
use cleanbill_wording::Wording;

use crate::args::{CheckingOptions, DoorOptions, TrustOptions};
use crate::clock;
use crate::error::CliError;
use crate::home::Home;
use crate::ledger::{known_of_given, known_of_installed};

/// What a command checks with: the bundle, and the door that asks.
pub(crate) struct Data {
    bundle: Option<Bundle>,
    /// What is believed without a bundle: nobody.
    nobody: TrustStore,
    door: Option<(Place, Region)>,
    times: CheckTimes,
    explain: bool,
}

/// A bundle that was found, and what it is held to.
struct Found {
    path: PathBuf,
    bytes: Vec<u8>,
    floor: Floor,
    known: Known,
}

/// The instants that were given instead of the clock's.
#[derive(Clone, Copy, Default)]
pub(crate) struct CheckTimes {
    pub(crate) at: Option<i64>,
    pub(crate) clock: Option<i64>,
}

impl Data {
    /// The bundle that the options name, else the installed one, else none at all: then nothing
    /// can be checked, and every report says so.
    ///
    /// A bundle is judged by the machine's clock, never by `--at`, which is about the pass. At a
    /// door, what an old bundle or a wrong clock means is the policy's word; elsewhere they are
    /// errors.
    pub(crate) fn load(home: &Home, options: &CheckingOptions) -> Result<Self, CliError> {
        let DoorOptions {
            place,
            region,
            at,
            clock,
        } = &options.door;
        let door = place.zip(region.clone());
        let found = Self::find(home, &options.trust)?;
        if found.is_none() && door.is_some() {
            return Err(CliError::NoBundle);
        }
        let bundle = match found {
            None => None,
            Some(found) => {
                let pins = pins(home, &options.trust.root)?;
                let set = if door.is_some() {
                    open_installed(&found.path, &found.bytes, &pins, found.floor)?
                } else {
                    open(&found.path, &found.bytes, &pins, found.floor)?
                };
                Some(read(&found.path, &set, &found.known)?)
            }
        };
        Ok(Self {
            bundle,
            nobody: TrustStore::default(),
            door,
            times: CheckTimes {
                at: *at,
                clock: *clock,
            },
            explain: false,
        })
    }

    /// The same for commands that ask no policy.
    pub(crate) fn without_door(
        home: &Home,
        trust: &TrustOptions,
        at: Option<i64>,
    ) -> Result<Self, CliError> {
        let bundle = match Self::find(home, trust)? {
            None => None,
            Some(found) => {
                let pins = pins(home, &trust.root)?;
                let set = open(&found.path, &found.bytes, &pins, found.floor)?;
                Some(read(&found.path, &set, &found.known)?)
            }
        };
        Ok(Self {
            bundle,
            nobody: TrustStore::default(),
            door: None,
            times: CheckTimes { at, clock: None },
            explain: false,
        })
    }

    fn find(home: &Home, options: &TrustOptions) -> Result<Option<Found>, CliError> {
        let (path, floor) = match &options.trust {
            Some(path) => (path.clone(), Floor::default()),
            None if home.bundle().is_file() => (home.bundle(), installed_floor(home)?),
            None => return Ok(None),
        };
        let bytes = read_bundle(&path)?;
        let known = match &options.trust {
            Some(_) => known_of_given(home, &bytes, false)?,
            None => known_of_installed(home)?,
        };
        Ok(Some(Found {
            path,
            bytes,
            floor,
            known,
        }))
    }

    /// The same, and reports hold the words of every rule.
    pub(crate) const fn explaining(mut self, explain: bool) -> Self {
        self.explain = explain;
        self
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.bundle.is_none()
    }

    /// Whether it is in a ledger that nobody independent watches.
    pub(crate) fn is_demonstration(&self) -> bool {
        let ledger = self
            .bundle
            .as_ref()
            .and_then(|bundle| bundle.ledger.as_ref());
        ledger.is_some_and(|ledgered| ledgered.demonstration)
    }

    /// How old the data is when the device's clock shows `clock`; `None` if there is none.
    pub(crate) fn age_secs(&self, clock: i64) -> Option<i64> {
        let issued_at = self.bundle.as_ref()?.data.issued_at;
        Some(clock.saturating_sub(issued_at).max(0))
    }

    /// A verifier over this data, at its door.
    pub(crate) fn verifier(&self) -> Verifier<'_> {
        let verifier = self.plain_verifier();
        match self.door() {
            Some(door) => verifier.at_door(door),
            None => verifier,
        }
    }

    /// A gate over this data.
    pub(crate) fn gate(&self) -> Gate<'_> {
        let issued_at = self.bundle.as_ref().map(|bundle| bundle.data.issued_at);
        match self.door() {
            Some(door) => Gate::at_door(self.plain_verifier(), door),
            None => Gate::new(self.plain_verifier(), issued_at),
        }
    }

    fn plain_verifier(&self) -> Verifier<'_> {
        let verifier = match &self.bundle {
            Some(bundle) => bundle.verifier(),
            None => Verifier::new(&self.nobody),
        };
        if self.explain {
            verifier.explaining()
        } else {
            verifier
        }
    }

    /// The door that asks.
    pub(crate) fn door(&self) -> Option<Door<'_>> {
        let (place, region) = self.door.as_ref()?;
        let bundle = self.bundle.as_ref()?;
        Some(Door {
            policies: &bundle.policies,
            rules: &bundle.rules,
            data: bundle.data,
            place: *place,
            region,
        })
    }

    /// The words for this data's door: with times as they are there.
    pub(crate) fn localised(&self, wording: Wording) -> Wording {
        let (at, _) = self.times();
        match self.door().and_then(|door| door.policy(at)) {
            Some(policy) => wording.at_offset(policy.zone.offset_secs()),
            None => wording,
        }
    }

    /// The instant that passes are judged for, and what the device's clock shows.
    pub(crate) fn times(&self) -> (i64, i64) {
        let now = clock::now();
        (
            self.times.at.unwrap_or(now),
            self.times.clock.unwrap_or(now),
        )
    }
}

/// What an opened set holds, if it is in the ledger that is known.
pub(crate) fn read(path: &Path, set: &OpenedSet<'_>, known: &Known) -> Result<Bundle, CliError> {
    Bundle::read(set, known).map_err(|error| CliError::BundleContent {
        path: path.into(),
        error,
    })
}

/// Opens a bundle at a door, whatever the clock says.
pub(crate) fn open_installed<'b>(
    path: &Path,
    bytes: &'b [u8],
    pins: &RootPins,
    floor: Floor,
) -> Result<OpenedSet<'b>, CliError> {
    if pins.iter().next().is_none() {
        return Err(CliError::NoPins);
    }
    SignedSet::open_installed(bytes, pins, floor).map_err(|error| CliError::Bundle {
        path: path.into(),
        error,
    })
}

/// Opens a bundle that was read from `path`.
pub(crate) fn open<'b>(
    path: &Path,
    bytes: &'b [u8],
    pins: &RootPins,
    floor: Floor,
) -> Result<OpenedSet<'b>, CliError> {
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
