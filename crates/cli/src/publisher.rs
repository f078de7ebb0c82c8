//! Whoever signs bundles on this machine: root keys, publication key, versions.

use std::io::ErrorKind;
use std::path::Path;

use cleanbill_crypto::Signer;
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_trust::ledger::{Continuity, Known, Ledgered, check_ledgered};
use cleanbill_trust::set::{
    Digest, Floor, LedgerEvidence, OpenedSet, PublicationKey, Root, RootPins, SetContent, SetDraft,
    SignedSet, Target, TargetType, build_root, root_fingerprint, verify_root,
};

use crate::atomic::{self, Access};
use crate::authority::read_key;
use crate::bundle::{installed_floor, pins, read_bounded, read_bundle, read_text};
use crate::clock;
use crate::commands::init::save_key;
use crate::error::{CliError, LedgerFault};
use crate::home::Home;
use crate::ledger::{Memory, Terms};
use crate::ledger_port::LedgerPort;
use crate::standing::check_losses;

const DAY_SECS: i64 = 86_400;
/// Roots and publication keys of a new publisher live for two years.
const ROOT_DAYS: i64 = 2 * 365;
const ROOT_KEYS: u8 = 3;
const ROOT_THRESHOLD: u8 = 2;
const PUBLICATION: &str = "publication";
/// A root message: a few keys and signatures.
const ROOT_MAX_BYTES: u64 = 1 << 20;

/// The keys and documents that a bundle of this machine needs.
pub(crate) struct Publisher {
    key: SoftwareKey,
    /// Root messages from version 1 on.
    roots: Vec<Vec<u8>>,
    fingerprint: Digest,
}

impl Publisher {
    /// The publisher of the data folder, made if there is none. Root keys are read by nobody but
    /// the maker.
    pub(crate) fn find_or_make(home: &Home, now: i64) -> Result<Self, CliError> {
        if home.key(PUBLICATION).is_file() {
            Self::find(home)
        } else {
            Self::make(home, now)
        }
    }

    fn find(home: &Home) -> Result<Self, CliError> {
        let key = read_key(&home.key(PUBLICATION))?;
        let mut roots = Vec::new();
        for version in 1.. {
            let path = home.root(version);
            if !path.is_file() {
                break;
            }
            roots.push(read_bounded(&path, ROOT_MAX_BYTES)?);
        }
        Self::new(home, key, roots)
    }

    fn make(home: &Home, now: i64) -> Result<Self, CliError> {
        let key = make_key(KeyType::P256)?;
        let root_keys = (0..ROOT_KEYS)
            .map(|_| make_key(KeyType::P256))
            .collect::<Result<Vec<_>, _>>()?;
        let not_after = now.saturating_add(ROOT_DAYS * DAY_SECS);
        let root = Root {
            version: 1,
            issued_at: now,
            expires_at: not_after,
            threshold: ROOT_THRESHOLD,
            keys: root_keys
                .iter()
                .map(|key| key.public_key().clone())
                .collect(),
            publication_keys: vec![PublicationKey {
                key: key.public_key().clone(),
                not_before: now,
                not_after,
            }],
        };
        let signers: Vec<&dyn Signer> = root_keys.iter().map(|key| key as &dyn Signer).collect();
        let message =
            build_root(&root, None, &signers).map_err(|error| CliError::MakeBundle { error })?;
        for (index, root_key) in root_keys.iter().enumerate() {
            save_key(home, &format!("root-{}", index + 1), root_key)?;
        }
        atomic::write(&home.root(1), &message, Access::Public)?;
        let publisher = Self::new(home, key, vec![message])?;
        publisher.pin(home)?;
        // Last: what has a publication key is complete.
        save_key(home, PUBLICATION, &publisher.key)?;
        Ok(publisher)
    }

    fn new(home: &Home, key: SoftwareKey, roots: Vec<Vec<u8>>) -> Result<Self, CliError> {
        let refused = |error| CliError::Bundle {
            path: home.root(1),
            error,
        };
        let newest = roots.last().ok_or(CliError::Malformed {
            path: home.root(1),
            detail: "there is a publication key, and no root",
        })?;
        let fingerprint = root_fingerprint(newest).map_err(refused)?;
        Ok(Self {
            key,
            roots,
            fingerprint,
        })
    }

    /// Adds the first root to the pins of this machine.
    fn pin(&self, home: &Home) -> Result<(), CliError> {
        let path = home.pins();
        let mut pins = if path.is_file() {
            read_text(&path)?
        } else {
            String::new()
        };
        pins.push_str(&format!("{}\n", self.fingerprint));
        atomic::write(&path, pins.as_bytes(), Access::Public)
    }

    /// The fingerprint of the newest root.
    pub(crate) const fn fingerprint(&self) -> Digest {
        self.fingerprint
    }

    /// A bundle of these targets for `days`, under the next version, in no ledger.
    pub(crate) fn publish(
        &self,
        home: &Home,
        targets: &[Target],
        now: i64,
        days: i64,
    ) -> Result<Vec<u8>, CliError> {
        let roots: Vec<&[u8]> = self.roots.iter().map(Vec::as_slice).collect();
        let draft = self.draft(home, &roots, targets, now, days)?;
        let version = draft.version();
        let bundle = self.finish(draft, None)?;
        take_version(home, version)?;
        Ok(bundle)
    }

    /// The same in a ledger, which is told of the bundle first: the bundle carries the proof of
    /// that. Before that it is checked, without the proof: a leaf that no bundle follows would have
    /// to be explained to everybody. For the same reason, what was told and did not come out,
    /// because the witnesses were away, say, is taken up again if it still is what is to be
    /// published: until [`Publisher::came_out`].
    pub(crate) fn publish_told(
        &self,
        home: &Home,
        targets: &[Target],
        now: i64,
        days: i64,
        ledger: &dyn LedgerPort,
        check: &dyn Fn(&OpenedSet<'_>) -> Result<(), CliError>,
    ) -> Result<Vec<u8>, CliError> {
        let roots: Vec<&[u8]> = self.roots.iter().map(Vec::as_slice).collect();
        let draft = self.draft(home, &roots, targets, now, days)?;
        let waiting = self.waiting(home, &draft, now)?;
        let is_new = waiting.is_none();
        let version = draft.version();
        let unproven = match waiting {
            Some(waiting) => waiting,
            None => self.finish(draft, None)?,
        };
        let pins = RootPins::from(self.fingerprint);
        let opened = SignedSet::open(&unproven, &pins, Floor::default(), now);
        let opened = opened.map_err(|error| CliError::MakeBundle {
            error: error.into(),
        })?;
        check(&opened)?;
        if is_new {
            take_version(home, version)?;
            atomic::write(&home.waiting(), &unproven, Access::Public)?;
        }
        let index = ledger.put(opened.leaf().encode())?;
        let evidence = ledger.evidence(index)?;
        SignedSet::with_evidence(&unproven, evidence, &self.key)
            .map_err(|error| CliError::MakeBundle { error })
    }

    /// The bundle that the ledger was told of last and that did not come out, if it is what is to
    /// be published now, and not older than a day.
    fn waiting(
        &self,
        home: &Home,
        draft: &SetDraft<'_>,
        now: i64,
    ) -> Result<Option<Vec<u8>>, CliError> {
        let path = home.waiting();
        if !path.is_file() {
            return Ok(None);
        }
        let bytes = read_bundle(&path)?;
        let pins = RootPins::from(self.fingerprint);
        let set = SignedSet::open(&bytes, &pins, Floor::default(), now);
        let is_it = set.is_ok_and(|set| {
            let next = set.manifest().version.checked_add(1);
            let is_last = next == Some(draft.version().manifest_version);
            is_last && set.age_secs(now) < DAY_SECS && draft.is_of(&set)
        });
        Ok(is_it.then_some(bytes))
    }

    /// Says that the bundle that was published last came out.
    pub(crate) fn came_out(&self, home: &Home) -> Result<(), CliError> {
        let path = home.waiting();
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(CliError::Write {
                path,
                kind: error.kind(),
            }),
            _ => Ok(()),
        }
    }

    fn draft<'d>(
        &self,
        home: &Home,
        roots: &'d [&'d [u8]],
        targets: &'d [Target],
        now: i64,
        days: i64,
    ) -> Result<SetDraft<'d>, CliError> {
        let content = SetContent {
            roots,
            version: next_version(home)?,
            issued_at: now,
            expires_at: self.end(now.saturating_add(days * DAY_SECS))?,
            targets,
            ledger: None,
        };
        SetDraft::new(content).map_err(|error| CliError::MakeBundle { error })
    }

    fn finish(
        &self,
        draft: SetDraft<'_>,
        ledger: Option<LedgerEvidence>,
    ) -> Result<Vec<u8>, CliError> {
        let bundle = draft.finish(ledger, &self.key);
        bundle.map_err(|error| CliError::MakeBundle { error })
    }

    /// A bundle ends with its root at the latest.
    fn end(&self, wished: i64) -> Result<i64, CliError> {
        let mut previous: Option<Root> = None;
        for message in &self.roots {
            let root =
                verify_root(message, previous.as_ref()).map_err(|error| CliError::MakeBundle {
                    error: error.into(),
                })?;
            previous = Some(root);
        }
        Ok(previous.map_or(wished, |root| wished.min(root.expires_at)))
    }

    /// Makes a bundle of this publisher the installed one, without the ways of revoking that were
    /// `dropped`.
    pub(crate) fn install(
        &self,
        home: &Home,
        bundle: &[u8],
        dropped: &[TargetType],
        terms: &Terms,
    ) -> Result<(), CliError> {
        let pins = pins(home, &[self.fingerprint])?;
        install(home, bundle, &pins, installed_floor(home)?, dropped, terms)?;
        Ok(())
    }
}

/// Checks a bundle and makes it the installed one, and its version the one that none may go below.
/// Of what the installed one has, only the types that were `accepted` may be lost. Its ledger is
/// pinned from now on, and its checkpoint remembered.
pub(crate) fn install(
    home: &Home,
    bundle: &[u8],
    pins: &RootPins,
    floor: Floor,
    accepted: &[TargetType],
    terms: &Terms,
) -> Result<Option<Ledgered>, CliError> {
    let (path, now) = (home.bundle(), clock::now());
    let set = SignedSet::open(bundle, pins, floor, now);
    let set = set.map_err(|error| CliError::Bundle {
        path: path.clone(),
        error,
    })?;
    let memory = Memory::remembered(home, pins)?;
    let known = Memory::known_under(memory.as_ref(), terms)?;
    let mut ledgered = check_ledger(&path, &set, &known, now)?;
    if let Some(found) = &mut ledgered
        && found.continuity == Continuity::ByWitnesses
        && terms.proven
    {
        found.continuity = Continuity::Proven;
    }
    check_losses(&path, &set, pins, accepted, now)?;
    let floor = set.floor();
    // The bundle first: it carries policy and checkpoint itself, so a crash after it forgets
    // nothing, and one before it pins nothing.
    atomic::write(&path, bundle, Access::Public)?;
    let found = ledgered.as_ref();
    if let Some(next) = found.and_then(|found| Memory::after(memory.as_ref(), found, terms)) {
        next.write(home)?;
    }
    atomic::write(
        &home.floor(),
        format!("{floor}\n").as_bytes(),
        Access::Public,
    )?;
    Ok(ledgered)
}

/// Checks that a bundle is in its ledger, and that its clock is not ahead of ours.
pub(crate) fn check_ledger(
    path: &Path,
    set: &OpenedSet<'_>,
    known: &Known,
    now: i64,
) -> Result<Option<Ledgered>, CliError> {
    let failed = |error| LedgerFault::Refused {
        path: path.into(),
        error,
    };
    let ledgered = check_ledgered(set, known).map_err(failed)?;
    if let Some(ledgered) = &ledgered {
        ledgered.check_time(now).map_err(failed)?;
    }
    Ok(ledgered)
}

/// A new private key.
pub(crate) fn make_key(key_type: KeyType) -> Result<SoftwareKey, CliError> {
    SoftwareKey::generate(key_type).map_err(|error| CliError::MakeKey { error })
}

/// Before anybody hears of it: a version that is lost is better than one that is used twice.
fn take_version(home: &Home, version: Floor) -> Result<(), CliError> {
    let number = version.manifest_version.to_string();
    atomic::write(&home.manifest_version(), number.as_bytes(), Access::Public)
}

fn next_version(home: &Home) -> Result<u32, CliError> {
    let path = home.manifest_version();
    if !path.is_file() {
        return Ok(1);
    }
    let last: Option<u32> = read_text(&path)?.trim().parse().ok();
    last.and_then(|last| last.checked_add(1))
        .ok_or(CliError::Malformed {
            path,
            detail: "not a version number",
        })
}

#[cfg(test)]
mod tests;
