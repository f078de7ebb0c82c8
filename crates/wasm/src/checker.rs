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
        let region = shown.region.as_deref();
        let region = region.map(|name| Region::parse(name).ok_or(WasmError::Region));
        let (place, region) = (place(shown.place.as_deref())?, region.transpose()?);
        let mut gate = match (place, &region) {
            (None, None) => Gate::new(self.verifier(), Some(self.bundle.data.issued_at)),
            (Some(place), Some(region)) => Gate::at_door(self.verifier(), self.door(place, region)),
            _ => return Err(WasmError::HalfADoor),
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

    fn verifier(&self) -> Verifier<'_> {
        self.bundle.verifier()
    }

    const fn door<'d>(&'d self, place: Place, region: &'d Region) -> Door<'d> {
        Door {
            policies: &self.bundle.policies,
            rules: &self.bundle.rules,
            data: self.bundle.data,
            place,
            region,
        }
    }
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

fn place(name: Option<&str>) -> Result<Option<Place>, WasmError> {
    let place = name.map(|name| Place::parse(name).ok_or(WasmError::Place));
    place.transpose()
}
