//! One signed set, and what is asked of it.

use cleanbill_ledger::release::check_release;
use cleanbill_ledger::{LedgerPolicy, TlogProof};
use cleanbill_policy::{Place, Region};
use cleanbill_trust::ledger::{Known, LedgerPin};
use cleanbill_trust::set::{Digest, Floor, RootPins, SignedSet};
use cleanbill_verifier::{Bundle, Door, Gate, GateTime, Shown as GateShown, Verifier};

use crate::request::{Inspected, Options, ReleaseOffered, Shown};
use crate::{About, DoorAnswer, Inspection, PolicyAnswer, ReleaseAnswer, WasmError};

/// Checks with one signed set. Keeps nothing of what it is shown.
#[derive(Debug)]
pub struct Checker {
    bundle: Bundle,
}

impl Checker {
    /// Opens a signed set from the roots that are pinned. With a clock it has to be in time;
    /// without one it is a set that was in time when it was installed, and what its age means is
    /// the policy's word (guarantee G02).
    ///
    /// # Errors
    /// [`WasmError`].
    pub fn open(set: &[u8], options: &Options) -> Result<Self, WasmError> {
        let pins = pins(&options.pins)?;
        let known = known(options)?;
        let floor = options.floor.map_or_else(Floor::default, |floor| Floor {
            root_version: floor.root,
            manifest_version: floor.manifest,
        });
        let set = match options.clock {
            Some(now) => SignedSet::open(set, &pins, floor, now)?,
            None => SignedSet::open_installed(set, &pins, floor)?,
        };
        Ok(Self {
            bundle: Bundle::read(&set, &known)?,
        })
    }

    /// What is checked with.
    #[must_use]
    pub fn about(&self) -> About {
        About::of(&self.bundle)
    }

    /// The policies in force at an instant (Unix seconds).
    #[must_use]
    pub fn policies(&self, at: i64) -> Vec<PolicyAnswer> {
        let loaded = self.bundle.policies.loaded().iter();
        let policies = loaded.map(|loaded| &loaded.policy);
        policies
            .filter(|policy| policy.holds_at(at))
            .map(PolicyAnswer::of)
            .collect()
    }

    /// What a door may know of what somebody shows there.
    ///
    /// # Errors
    /// [`WasmError::Place`], [`WasmError::Region`], [`WasmError::HalfADoor`].
    pub fn check(&self, shown: &Shown) -> Result<DoorAnswer, WasmError> {
        let region = region(shown.region.as_deref())?;
        let mut gate = match self.door_at(shown.place.as_deref(), region.as_ref())? {
            None => Gate::new(self.verifier(), Some(self.bundle.data.issued_at)),
            Some(door) => Gate::at_door(self.verifier(), door),
        };
        let answer = gate.answer(
            GateShown {
                code: shown.code.as_deref(),
                document: shown.document.as_deref(),
                companion: shown.companion,
            },
            GateTime {
                at: shown.at.unwrap_or(shown.clock),
                clock: shown.clock,
            },
        );
        Ok(DoorAnswer::of(answer.door))
    }

    /// All that a code says, for its holder.
    #[must_use]
    pub fn inspect(&self, inspected: &Inspected) -> Inspection {
        let report = self.verifier().verify(&inspected.code, inspected.clock);
        Inspection::of(&report)
    }

    /// Whether a file is a release in the ledger of this set, under the quorum of its witnesses.
    ///
    /// # Errors
    /// [`WasmError::NoLedger`], [`WasmError::Proof`], [`WasmError::Release`].
    pub fn release(
        &self,
        file: &[u8],
        offered: &ReleaseOffered,
    ) -> Result<ReleaseAnswer, WasmError> {
        let ledger = self.bundle.ledger.as_ref().ok_or(WasmError::NoLedger)?;
        let proof = TlogProof::parse(offered.receipt.as_bytes())?;
        let released = check_release(file, &offered.target, &proof, &ledger.policy)?;
        Ok(ReleaseAnswer::of(released))
    }

    pub(crate) fn verifier(&self) -> Verifier<'_> {
        self.bundle.verifier()
    }

    /// The door of a place and a region; none without both.
    pub(crate) fn door_at<'d>(
        &'d self,
        place: Option<&str>,
        region: Option<&'d Region>,
    ) -> Result<Option<Door<'d>>, WasmError> {
        let place = place.map(|name| Place::parse(name).ok_or(WasmError::Place));
        match (place.transpose()?, region) {
            (None, None) => Ok(None),
            (Some(place), Some(region)) => Ok(Some(Door {
                policies: &self.bundle.policies,
                rules: &self.bundle.rules,
                data: self.bundle.data,
                place,
                region,
            })),
            _ => Err(WasmError::HalfADoor),
        }
    }
}

/// A region by its name, if there is one.
pub(crate) fn region(name: Option<&str>) -> Result<Option<Region>, WasmError> {
    let region = name.map(|name| Region::parse(name).ok_or(WasmError::Region));
    region.transpose()
}

fn pins(pins: &[String]) -> Result<RootPins, WasmError> {
    if pins.is_empty() {
        return Err(WasmError::NoPins);
    }
    let pins = pins.iter().enumerate();
    pins.map(|(index, pin)| {
        let digest: Result<Digest, _> = pin.parse();
        digest.map_err(|_| WasmError::Pin { index })
    })
    .collect()
}

fn known(options: &Options) -> Result<Known, WasmError> {
    let policy = options.ledger.as_deref().map(LedgerPolicy::parse);
    let pin = policy.transpose()?.map(|policy| LedgerPin {
        policy,
        checkpoint: None,
    });
    Ok(Known {
        pin,
        demonstration: options.demonstration,
    })
}
