//! What this machine remembers of the public ledger: the policy that is pinned, and the newest
//! checkpoint that was seen under it.
//!
//! The installed bundle carries both, too. So a crash between writing the bundle and writing this
//! memory forgets nothing: [`Memory::remembered`] takes the newer of the two. The bundle is written
//! first; there is no pin without a set that satisfies it.

use std::path::Path;

use cleanbill_ledger::{Checkpoint, LedgerPolicy, SignedCheckpoint};
use cleanbill_trust::ledger::{
    Continuity, Known, LedgerError, LedgerPin, Ledgered, check_ledgered,
};
use cleanbill_trust::set::{Floor, RootPins, SignedSet};
use serde::{Deserialize, Serialize};

use crate::atomic::{self, Access};
use crate::bundle::{read_bundle, read_text};
use crate::error::{CliError, LedgerFault};
use crate::home::Home;

/// Most checkpoints that are kept until a proof between them is seen: one a week for four months.
pub(crate) const UNPROVEN_MAX: usize = 16;

/// What is remembered.
#[derive(Clone, Debug)]
pub(crate) struct Memory {
    /// The pinned policy.
    pub(crate) policy: LedgerPolicy,
    /// Whether somebody said that this is a demonstration, and it still is one.
    pub(crate) demonstration: bool,
    /// The newest checkpoint, with its signatures.
    pub(crate) newest: SignedCheckpoint,
    /// Older ones, oldest first, which the newest was not proven to go on from: the witnesses alone
    /// say so.
    pub(crate) unproven: Vec<SignedCheckpoint>,
}

/// The file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    demonstration: bool,
    policy: String,
    newest: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unproven: Vec<String>,
}

/// How a bundle is to be installed, as far as its ledger is concerned.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    /// A policy that came by another way than in a bundle.
    pub(crate) policy: Option<LedgerPolicy>,
    /// Whether fewer than two witnesses are enough.
    pub(crate) demonstration: bool,
    /// Whether the new checkpoint was proven to go on from all that are remembered.
    pub(crate) proven: bool,
}

impl Memory {
    /// What the file says; `None` if nothing is pinned.
    pub(crate) fn read(home: &Home) -> Result<Option<Self>, CliError> {
        let path = home.ledger();
        if !path.is_file() {
            return Ok(None);
        }
        let text = read_text(&path)?;
        let stored: Option<Stored> = toml::from_str(&text).ok();
        let memory = stored.and_then(Self::from_stored);
        memory.map(Some).ok_or(CliError::Malformed {
            path,
            detail: "not a ledger's policy and checkpoint",
        })
    }

    fn from_stored(stored: Stored) -> Option<Self> {
        let checkpoint = |text: &String| SignedCheckpoint::parse(text.as_bytes()).ok();
        Some(Self {
            policy: LedgerPolicy::parse(&stored.policy).ok()?,
            demonstration: stored.demonstration,
            newest: checkpoint(&stored.newest)?,
            unproven: stored
                .unproven
                .iter()
                .map(checkpoint)
                .collect::<Option<_>>()?,
        })
    }

    /// What the file and the installed bundle say, whichever saw more. A bundle that cannot be
    /// opened says nothing.
    pub(crate) fn remembered(home: &Home, pins: &RootPins) -> Result<Option<Self>, CliError> {
        let memory = Self::read(home)?;
        let path = home.bundle();
        if !path.is_file() {
            return Ok(memory);
        }
        let bytes = read_bundle(&path)?;
        // It was let in when it was installed: on its quorum somebody decided then.
        let known = Self::known(memory.as_ref(), true);
        let installed = SignedSet::open_installed(&bytes, pins, Floor::default()).ok();
        let found = installed.and_then(|set| check_ledgered(&set, &known).ok().flatten());
        let Some(found) = found.filter(|found| found.continuity != Continuity::Same) else {
            return Ok(memory);
        };
        let terms = Terms {
            demonstration: true,
            ..Terms::default()
        };
        Ok(Self::after(memory.as_ref(), &found, &terms).or(memory))
    }

    /// What a check may rely on.
    pub(crate) fn known(memory: Option<&Self>, demonstration: bool) -> Known {
        Known {
            pin: memory.map(|memory| LedgerPin {
                policy: memory.policy.clone(),
                checkpoint: Some(memory.newest.checkpoint.clone()),
            }),
            demonstration: demonstration || memory.is_some_and(|memory| memory.demonstration),
        }
    }

    /// What an installation may rely on.
    pub(crate) fn known_under(memory: Option<&Self>, terms: &Terms) -> Result<Known, CliError> {
        let mut known = Self::known(memory, terms.demonstration);
        match (&terms.policy, &known.pin) {
            (None, _) => {}
            (Some(policy), None) => {
                known.pin = Some(LedgerPin {
                    policy: policy.clone(),
                    checkpoint: None,
                });
            }
            (Some(policy), Some(pin)) if pin.policy.digest() == policy.digest() => {}
            (Some(_), Some(_)) => return Err(LedgerFault::OtherPinned.into()),
        }
        Ok(known)
    }

    /// What is to be remembered once a bundle is installed; `None` if its checkpoint cannot be
    /// read, which does not happen to one that was checked.
    pub(crate) fn after(before: Option<&Self>, found: &Ledgered, terms: &Terms) -> Option<Self> {
        let newest = SignedCheckpoint::parse(&found.note).ok()?;
        let mut unproven = before.map_or_else(Vec::new, |before| before.unproven.clone());
        if terms.proven {
            unproven.clear();
        } else if found.continuity == Continuity::ByWitnesses
            && let Some(before) = before
        {
            unproven.push(before.newest.clone());
            if unproven.len() > UNPROVEN_MAX {
                // The oldest reaches furthest back, and the newest stand for what is between.
                unproven.remove(1);
            }
        }
        let said = terms.demonstration || before.is_some_and(|before| before.demonstration);
        Some(Self {
            policy: found.policy.clone(),
            demonstration: said && found.demonstration,
            newest,
            unproven,
        })
    }

    pub(crate) fn write(&self, home: &Home) -> Result<(), CliError> {
        let path = home.ledger();
        let stored = Stored {
            demonstration: self.demonstration,
            policy: self.policy.to_text(),
            newest: self.newest.to_text(),
            unproven: self
                .unproven
                .iter()
                .map(SignedCheckpoint::to_text)
                .collect(),
        };
        let text = toml::to_string(&stored).map_err(|_| CliError::Malformed {
            path: path.clone(),
            detail: "the ledger's policy or checkpoint cannot be written as text",
        })?;
        atomic::write(&path, text.as_bytes(), Access::Public)
    }

    /// Every checkpoint that the next one has to go on from.
    pub(crate) fn checkpoints(&self) -> impl Iterator<Item = &Checkpoint> {
        let all = self.unproven.iter().chain([&self.newest]);
        all.map(|signed| &signed.checkpoint)
    }
}

/// What the installed bundle is held to.
pub(crate) fn known_of_installed(home: &Home) -> Result<Known, CliError> {
    Ok(Memory::known(Memory::read(home)?.as_ref(), false))
}

/// What a bundle that lies anywhere is held to. One of the authority whose bundle is installed has
/// to be in its ledger; it may be an older one, which somebody looks at. One of another authority
/// is taken as a first one.
pub(crate) fn known_of_given(
    home: &Home,
    bundle: &[u8],
    demonstration: bool,
) -> Result<Known, CliError> {
    let memory = Memory::read(home)?;
    let roots = |bytes: &[u8]| SignedSet::root_fingerprints(bytes).unwrap_or_default();
    let ours = if home.bundle().is_file() {
        roots(&read_bundle(&home.bundle())?)
    } else {
        RootPins::default()
    };
    let theirs = roots(bundle);
    let same = ours.iter().any(|root| theirs.contains(root));
    let memory = memory.filter(|_| same);
    let mut known = Memory::known(memory.as_ref(), demonstration);
    if let Some(pin) = &mut known.pin {
        pin.checkpoint = None;
    }
    Ok(known)
}

/// A C2SP tlog-policy file.
pub(crate) fn read_policy(path: &Path) -> Result<LedgerPolicy, CliError> {
    let text = read_text(path)?;
    let policy = LedgerPolicy::parse(&text).map_err(|error| LedgerFault::Refused {
        path: path.into(),
        error: LedgerError::Policy(error),
    })?;
    Ok(policy)
}
