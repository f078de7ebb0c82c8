//! Signed sets: each has its leaf, each leaf its set, and every target of it a leaf of its own.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_ledger::Hash;
use cleanbill_ledger::SignedCheckpoint;
use cleanbill_ledger::leaf::{Document, DocumentKind, Leaf, Publication, RevocationSet};
use cleanbill_publish::files::{set_path, target_path};
use cleanbill_trust::ledger::{Known, LedgerPin, check_ledgered, ledger_policy};
use cleanbill_trust::set::{
    Digest, Floor, Limits, OpenedSet, RootPins, SetError, SignedSet, TargetEntry, TargetType,
};
use cleanbill_verifier::bundle::read_removed_signers;
use serde::{Deserialize, Serialize};

use super::{Acts, Context, DAY_SECS, Keys};
use crate::filter::check_filter;
use crate::finding::{LogFinding, SetFinding, Shown, hex};
use crate::findings::Findings;
use crate::log::Watched;
use crate::read::is_too_large;
use crate::source::SourceError;

/// A set's version: root and manifest.
type Version = (u32, u32);

/// What the ledger tells of sets.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sets {
    #[serde(with = "crate::pairs")]
    told: BTreeMap<Version, (Hash, u64)>,
    /// Number of the kind, size, leaf.
    #[serde(with = "crate::pairs")]
    documents: BTreeMap<Hash, (u8, u64, u64)>,
    /// Documents that no set had yet.
    unseen: BTreeSet<Hash>,
    /// By edition: the digest of the list, its size, its leaf.
    #[serde(with = "crate::pairs")]
    lists: BTreeMap<u32, (Hash, u64, u64)>,
    /// Signers that were taken off: in which set first, and when it was made.
    #[serde(with = "crate::pairs")]
    removed: BTreeMap<[u8; 8], (Version, i64)>,
    /// The root under which the first set was opened, where none was given.
    root: Option<Hash>,
    #[serde(skip)]
    newest: Option<NewestSet>,
}

/// The newest set that was found right.
#[derive(Clone, Debug)]
pub(crate) struct NewestSet {
    /// The set.
    pub(crate) bytes: Vec<u8>,
    /// Its version.
    pub(crate) version: Floor,
}

impl Sets {
    /// The newest set of those that were walked.
    pub(crate) const fn newest(&self) -> Option<&NewestSet> {
        self.newest.as_ref()
    }

    /// The newest version that the ledger tells of.
    pub(crate) fn newest_told(&self) -> Option<Floor> {
        self.told.keys().next_back().copied().map(floor)
    }

    /// Whether the ledger tells of a set of this version.
    pub(crate) fn tells_of(&self, version: Floor) -> bool {
        let version = (version.root_version, version.manifest_version);
        self.told.contains_key(&version)
    }

    /// The root that was believed because the first set was under it.
    pub(crate) fn assumed_root(&self) -> Option<Digest> {
        self.root.map(Digest::from)
    }

    /// Under which roots sets are opened.
    pub(crate) fn pins(&self, context: &Context<'_>) -> RootPins {
        match (&context.pins, self.root) {
            (Some(pins), _) => pins.clone(),
            (None, Some(root)) => RootPins::from(Digest::from(root)),
            (None, None) => RootPins::default(),
        }
    }

    /// A document.
    pub(crate) fn document(&mut self, index: u64, document: &Document) {
        let told = (document.kind.number(), document.size_bytes, index);
        if self.documents.insert(document.document, told).is_none()
            && document.kind != DocumentKind::Universe
        {
            self.unseen.insert(document.document);
        }
    }

    /// A list of passes that are taken away.
    pub(crate) fn list(&mut self, index: u64, list: &RevocationSet) {
        let told = (list.list, list.size_bytes, index);
        self.lists.insert(list.edition, told);
    }

    /// A set that the ledger tells of.
    pub(crate) fn publication(
        &mut self,
        index: u64,
        leaf: &Publication,
        context: &Context<'_>,
        watched: &mut Watched,
        findings: &mut Findings,
    ) -> Result<(), SourceError> {
        let key = (leaf.root_version, leaf.manifest_version);
        let version = floor(key);
        match self.told.get(&key) {
            // A leaf may be told twice, where it was not known whether the first came through.
            Some((manifest, _)) if *manifest == leaf.manifest => return Ok(()),
            Some(_) => {
                findings.push(SetFinding::Twice { version, index });
                return Ok(());
            }
            None => {}
        }
        self.told.insert(key, (leaf.manifest, index));
        let bytes = match self.fetch(key, context)? {
            Ok(bytes) => bytes,
            Err(finding) => {
                self.lost(finding, index, findings);
                return Ok(());
            }
        };
        let pins = self.pins(context);
        let Ok(set) = SignedSet::open_installed(&bytes, &pins, Floor::default()) else {
            return Ok(());
        };
        if set.leaf() != Leaf::Publication(leaf.clone()) {
            self.lost(SetFinding::Edited { version, index }, index, findings);
            return Ok(());
        }
        check_evidence(&set, context, watched, findings);
        self.targets(&set, context, findings)?;
        self.removals(&set, key);
        if context.all_filters {
            self.filter(&set, context, findings)?;
        }
        if self
            .newest
            .as_ref()
            .is_none_or(|newest| newest.version < version)
        {
            self.newest = Some(NewestSet { bytes, version });
        }
        Ok(())
    }

    /// The published set of a version that the ledger tells of, opened and found to be that one; or
    /// what is wrong with it.
    fn fetch(
        &mut self,
        key: Version,
        context: &Context<'_>,
    ) -> Result<Result<Vec<u8>, SetFinding>, SourceError> {
        let version = floor(key);
        let (manifest, index) = self.told.get(&key).copied().unwrap_or_default();
        let max = Limits::DEFAULT.size_max_bytes as u64;
        let bytes = match context.source.fetch(&set_path(version), max) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(Err(SetFinding::Missing { version, index })),
            Err(error) if is_too_large(&error) => {
                return Ok(Err(SetFinding::Edited { version, index }));
            }
            Err(error) => return Err(error),
        };
        self.assume_root(&bytes, context);
        let set = SignedSet::open_installed(&bytes, &self.pins(context), Floor::default());
        let leaf = set.map(|set| set.leaf());
        Ok(match leaf {
            Err(error) => Err(edited_or_unreadable(&error, version, index)),
            Ok(Leaf::Publication(found)) if found.manifest == manifest => Ok(bytes),
            Ok(_) => Err(SetFinding::Edited { version, index }),
        })
    }

    /// Looks at the newest set, if it was told before the first leaf that was walked.
    pub(crate) fn look_at_newest(
        &mut self,
        context: &Context<'_>,
        findings: &mut Findings,
    ) -> Result<(), SourceError> {
        let Some(key) = self.told.keys().next_back().copied() else {
            return Ok(());
        };
        if self
            .told
            .get(&key)
            .is_some_and(|(_, index)| *index >= context.from)
        {
            return Ok(());
        }
        let version = floor(key);
        match self.fetch(key, context)? {
            Ok(bytes) => self.newest = Some(NewestSet { bytes, version }),
            Err(finding) => findings.push(finding),
        }
        Ok(())
    }

    /// A set that cannot be looked into: which documents it had is not known, so that none of those
    /// that were told before it is missing beside it.
    fn lost(&mut self, finding: SetFinding, index: u64, findings: &mut Findings) {
        findings.push(finding);
        let documents = &self.documents;
        let later = |digest: &Hash| documents.get(digest).is_some_and(|told| told.2 > index);
        self.unseen.retain(later);
    }

    fn assume_root(&mut self, set: &[u8], context: &Context<'_>) {
        if context.pins.is_none() && self.root.is_none() {
            let roots = SignedSet::root_fingerprints(set).ok();
            let first = roots.and_then(|roots| roots.iter().next().copied());
            self.root = first.map(|first| *first.as_bytes());
        }
    }

    /// Signers that a set takes off.
    fn removals(&mut self, set: &OpenedSet<'_>, version: Version) {
        let target = set.target(&TargetType::SIGNERS_REMOVED).ok();
        let removed = target.and_then(read_removed_signers).unwrap_or_default();
        for signer in removed {
            if let Ok(kid) = <[u8; 8]>::try_from(signer.kid.as_slice()) {
                let at = set.manifest().issued_at;
                self.removed.entry(kid).or_insert((version, at));
            }
        }
    }

    /// Own keys that were taken off, and no act withdrew them within a day: a compromised key acts
    /// at once, and has to be told (guarantee G06).
    pub(crate) fn untold_removals(
        &self,
        keys: &Keys,
        acts: &Acts,
        context: &Context<'_>,
        findings: &mut Findings,
    ) {
        for (kid, (version, at)) in &self.removed {
            let until = at.saturating_add(DAY_SECS);
            let mut withdrawn = acts.withdrawn.iter();
            let is_told = withdrawn.any(|(told, at)| told == kid && *at <= until);
            let is_open = keys.declares(kid) && !acts.is_over(kid, *at);
            if is_open && !is_told && context.at > until {
                findings.push(SetFinding::WithdrawalMissing {
                    version: floor(*version),
                    kid: hex(kid),
                });
            }
        }
    }

    /// Every target has its leaf, and lies where others look for it.
    fn targets(
        &mut self,
        set: &OpenedSet<'_>,
        context: &Context<'_>,
        findings: &mut Findings,
    ) -> Result<(), SourceError> {
        for entry in &set.manifest().targets {
            let digest = *entry.digest.as_bytes();
            let Some((_, _, index)) = self.documents.get(&digest).copied() else {
                if context.past {
                    findings.push(SetFinding::TargetUnledgered {
                        version: set.floor(),
                        kind: entry.kind.to_string(),
                    });
                }
                continue;
            };
            if self.unseen.remove(&digest) && !lies_there(entry, context)? {
                findings.push(SetFinding::DocumentMissing {
                    digest: hex(&digest),
                    index,
                });
            }
        }
        Ok(())
    }

    /// The filter of a set, built again from what is published.
    pub(crate) fn filter(
        &self,
        set: &OpenedSet<'_>,
        context: &Context<'_>,
        findings: &mut Findings,
    ) -> Result<(), SourceError> {
        let universe = |digest: &Hash| {
            let (kind, size, index) = self.documents.get(digest)?;
            (*kind == DocumentKind::Universe.number()).then_some((*size, *index))
        };
        let list = |edition: Option<u32>| match edition {
            Some(edition) => self.lists.get(&edition).copied(),
            None => self.lists.values().max_by_key(|list| list.2).copied(),
        };
        if self.lists.is_empty() && !context.past {
            return Ok(());
        }
        check_filter(context, set, &list, &universe, findings)
    }

    /// What is missing at the end, and what is there that should not be.
    pub(crate) fn finish(
        &self,
        names: Option<&[String]>,
        context: &Context<'_>,
        findings: &mut Findings,
    ) {
        for digest in &self.unseen {
            if let Some((_, _, index)) = self.documents.get(digest) {
                findings.push(SetFinding::DocumentMissing {
                    digest: hex(digest),
                    index: *index,
                });
            }
        }
        if !context.past {
            return;
        }
        for name in names.unwrap_or_default() {
            let Some(version) = name.strip_suffix(".cbset") else {
                continue;
            };
            let told = parse_version(version).is_some_and(|version| self.tells_of(version));
            if !told {
                let name = format!("sets/{name}");
                findings.push(SetFinding::Unledgered { name });
            }
        }
    }
}

fn edited_or_unreadable(error: &SetError, version: Floor, index: u64) -> SetFinding {
    match error {
        SetError::DigestMismatch { .. } | SetError::WrongSignature { .. } => {
            SetFinding::Edited { version, index }
        }
        error => SetFinding::Unreadable {
            name: version.to_string(),
            cause: error.code(),
        },
    }
}

fn lies_there(entry: &TargetEntry, context: &Context<'_>) -> Result<bool, SourceError> {
    let max = u64::from(entry.size_bytes);
    match context.source.fetch(&target_path(entry), max) {
        Ok(found) => Ok(found.is_some_and(|bytes| entry.matches(&bytes))),
        Err(error) if is_too_large(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The checkpoint and proof that a set carries.
fn check_evidence(
    set: &OpenedSet<'_>,
    context: &Context<'_>,
    watched: &mut Watched,
    findings: &mut Findings,
) {
    let version = set.floor();
    let policy = ledger_policy(set).ok().flatten();
    // Under witnesses of another time nothing can be said here; the log's signature holds.
    let is_ours = policy.is_some_and(|policy| policy.digest() == context.policy.digest());
    if let Some(evidence) = &set.manifest().ledger
        && let Ok(signed) = SignedCheckpoint::parse(&evidence.checkpoint)
        && context.policy.verify_log_only(&signed).is_ok()
    {
        watched.root(&signed.checkpoint, Shown::Set { version });
    }
    if !is_ours {
        return;
    }
    let known = Known {
        pin: Some(LedgerPin {
            policy: context.policy.clone(),
            checkpoint: None,
        }),
        demonstration: true,
    };
    if let Err(error) = check_ledgered(set, &known) {
        let cause = error.code();
        findings.push(SetFinding::Evidence { version, cause });
    }
}

/// A set that somebody was shown: its checkpoint is watched before the walk, its leaf looked for
/// after it.
pub(crate) fn given_set(
    name: &str,
    bytes: &[u8],
    context: &Context<'_>,
    watched: &mut Watched,
    findings: &mut Findings,
) -> Option<(Floor, Hash)> {
    let opened = match &context.pins {
        Some(pins) => SignedSet::open_installed(bytes, pins, Floor::default()),
        None => SignedSet::root_fingerprints(bytes)
            .and_then(|roots| SignedSet::open_installed(bytes, &roots, Floor::default())),
    };
    let set = match opened {
        Ok(set) => set,
        Err(error) => {
            findings.push(SetFinding::Unreadable {
                name: name.to_owned(),
                cause: error.code(),
            });
            return None;
        }
    };
    if let Some(evidence) = &set.manifest().ledger {
        let shown = Shown::Compared {
            name: name.to_owned(),
        };
        match SignedCheckpoint::parse(&evidence.checkpoint) {
            Ok(signed) if context.policy.verify_log_only(&signed).is_ok() => {
                watched.root(&signed.checkpoint, shown);
            }
            _ => findings.push(LogFinding::ProvesNothing {
                shown,
                cause: "set-ledger.evidence",
            }),
        }
    }
    match set.leaf() {
        Leaf::Publication(leaf) => Some((set.floor(), leaf.manifest)),
        _ => None,
    }
}

impl Sets {
    /// Whether a set that somebody was shown is the one that the ledger tells of.
    pub(crate) fn is_told(&self, version: Floor, manifest: &Hash) -> bool {
        let version = (version.root_version, version.manifest_version);
        self.told
            .get(&version)
            .is_some_and(|(told, _)| told == manifest)
    }
}

const fn floor((root_version, manifest_version): Version) -> Floor {
    Floor {
        root_version,
        manifest_version,
    }
}

fn parse_version(text: &str) -> Option<Floor> {
    let (root, manifest) = text.split_once('.')?;
    Some(floor((root.parse().ok()?, manifest.parse().ok()?)))
}
