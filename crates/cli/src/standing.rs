//! What the installed bundle holds: publications go on from it, and installations do not lose it.

use std::path::{Path, PathBuf};

use cleanbill_cose::Limits as CborLimits;
use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};
use cleanbill_policy::PolicySet;
use cleanbill_revocation::national::{Chain, Limits as NationalLimits};
use cleanbill_revocation::signer_removed::RemovedSigner;
use cleanbill_trust::TrustStore;
use cleanbill_trust::ledger::ledger_policy;
use cleanbill_trust::set::{Floor, OpenedSet, RootPins, SignedSet, Target, TargetType};
use cleanbill_verifier::BundleError;
use cleanbill_verifier::bundle::{
    SetAnnouncements, national_parts, national_version, read_removed_signers,
    removed_signers_target,
};

use crate::bundle::{self, installed_floor, pins, read_bundle};
use crate::commands::publish::{rule_book, texts};
use crate::documents::Document;
use crate::error::CliError;
use crate::home::Home;

/// Most items of a target, as many as a verifier reads.
const ITEMS_MAX: usize = 10_000;

/// The types without which revoked passes are good again.
pub(crate) const REVOCATIONS: [TargetType; 6] = [
    TargetType::REVOCATION_BATCHES,
    TargetType::REVOCATION_CARDS,
    TargetType::REVOCATION_EXACT,
    TargetType::REVOCATION_NATIONAL,
    TargetType::REVOCATION_SLICES,
    TargetType::SIGNERS_REMOVED,
];

/// The types that speak of the authority's own ledger.
pub(crate) const LEDGER: [TargetType; 3] = [
    TargetType::ANNOUNCEMENTS,
    TargetType::LEDGER_CHANGES,
    TargetType::LEDGER_POLICY,
];

/// What a publication goes on from.
pub(crate) struct Standing {
    /// Where it was read.
    pub(crate) path: PathBuf,
    /// The signers that are believed from now on.
    pub(crate) store: TrustStore,
    /// The policies that are installed; empty if no bundle is.
    pub(crate) policies: PolicySet,
    targets: Vec<Target>,
}

impl Standing {
    /// The installed set without what is dropped. What it lacks comes from the set that is given
    /// for its signers; the signers that are removed are those of both.
    pub(crate) fn find(
        home: &Home,
        signers: Option<&Path>,
        dropped: &[TargetType],
    ) -> Result<Self, CliError> {
        let (path, pins) = (home.bundle(), pins(home, &[])?);
        let mut targets = Vec::new();
        let mut policies = PolicySet::default();
        let mut store = None;
        if path.is_file() || signers.is_none() {
            let bytes = read_bundle(&path)?;
            let floor = installed_floor(home)?;
            // Its end is the end of its signers; what was revoked stays so.
            let set = match signers {
                None => bundle::open(&path, &bytes, &pins, floor)?,
                Some(_) => bundle::open_installed(&path, &bytes, &pins, floor)?,
            };
            policies = installed_policies(&path, &set);
            targets = targets_of(&set);
            store = Some(trust(&path, &set)?);
        }
        if let Some(given) = signers {
            let bytes = read_bundle(given)?;
            let set = bundle::open(given, &bytes, &pins, Floor::default())?;
            let others = |target: &Target| !LEDGER.contains(&target.kind);
            for target in targets_of(&set).into_iter().filter(others) {
                join(&mut targets, target).ok_or(CliError::Malformed {
                    path: given.into(),
                    detail: "its removed signers cannot be read",
                })?;
            }
            store = Some(trust(given, &set)?);
        }
        targets.retain(|target| !dropped.contains(&target.kind));
        Ok(Self {
            path,
            store: store.ok_or(CliError::NoSigners)?,
            policies,
            targets,
        })
    }

    /// The documents of a target; none if there is no such target.
    pub(crate) fn documents(&self, kind: &TargetType) -> Result<Vec<Document>, CliError> {
        let target = self.targets.iter().find(|target| target.kind == *kind);
        target.map_or_else(
            || Ok(Vec::new()),
            |target| read_documents(&self.path, &target.content),
        )
    }

    /// The bytes of a target.
    pub(crate) fn target(&self, kind: &TargetType) -> Option<&[u8]> {
        let found = self.targets.iter().find(|target| target.kind == *kind);
        found.map(|target| target.content.as_slice())
    }

    /// All that is to be published: these targets, and what stands besides them, byte for byte.
    pub(crate) fn with(mut self, targets: Vec<Target>) -> Vec<Target> {
        for target in targets {
            self.targets.retain(|standing| standing.kind != target.kind);
            self.targets.push(target);
        }
        self.targets
    }

    /// The version of the national filter with its deltas; 0 where there is none.
    pub(crate) fn national_version(&self) -> u32 {
        let kind = TargetType::REVOCATION_NATIONAL;
        let found = self.targets.iter().find(|target| target.kind == kind);
        let parts = found.and_then(|target| national_parts(&target.content));
        let chain = parts.map(|(filter, deltas)| {
            // One that cannot be read is in force nowhere.
            Chain::open(&filter, &deltas, 0, &NationalLimits::DEFAULT)
        });
        chain.map_or(0, |chain| chain.map_or(0, |chain| chain.tip().version))
    }

    /// Takes signers off the list of removed ones that are given back, as they stand there.
    pub(crate) fn give_back(&mut self, restored: &[RemovedSigner]) -> Result<(), CliError> {
        let kind = TargetType::SIGNERS_REMOVED;
        let found = self.targets.iter_mut().find(|target| target.kind == kind);
        let Some(target) = found.filter(|_| !restored.is_empty()) else {
            return Ok(());
        };
        let removed = read_removed_signers(&target.content);
        let mut removed = removed.ok_or_else(|| CliError::Malformed {
            path: self.path.clone(),
            detail: "its removed signers cannot be read",
        })?;
        removed.retain(|signer| !restored.contains(signer));
        *target = removed_signers_target(&removed);
        Ok(())
    }

    /// The signers that are removed, these ones too. Who is removed already stays so from then on.
    pub(crate) fn removed(&self, more: &[RemovedSigner]) -> Result<Option<Target>, CliError> {
        let kind = TargetType::SIGNERS_REMOVED;
        let found = self.targets.iter().find(|target| target.kind == kind);
        let mut removed: Vec<Target> = found.into_iter().cloned().collect();
        if !more.is_empty() {
            join(&mut removed, removed_signers_target(more)).ok_or_else(|| {
                CliError::Malformed {
                    path: self.path.clone(),
                    detail: "its removed signers cannot be read",
                }
            })?;
        }
        Ok(removed.pop())
    }
}

/// What the installed set says that the end of a scheme waits for.
pub(crate) struct Installed {
    /// The latest end of its policies, Unix seconds.
    pub(crate) policies_end: Option<i64>,
    /// The signers that it lists as removed.
    pub(crate) removed: Vec<RemovedSigner>,
}

impl Installed {
    /// `None` where no set is installed. One that has expired still says what it says.
    pub(crate) fn find(home: &Home) -> Result<Option<Self>, CliError> {
        let path = home.bundle();
        if !path.is_file() {
            return Ok(None);
        }
        let (bytes, pins) = (read_bundle(&path)?, pins(home, &[])?);
        let set = bundle::open_installed(&path, &bytes, &pins, installed_floor(home)?)?;
        let policies = policies(&path, &set)?;
        let ends = policies.loaded().iter().map(|loaded| loaded.policy.until);
        let removed = match set.target(&TargetType::SIGNERS_REMOVED) {
            Ok(bytes) => read_removed_signers(bytes).ok_or_else(|| CliError::Malformed {
                path: path.clone(),
                detail: "its removed signers cannot be read",
            })?,
            Err(_) => Vec::new(),
        };
        Ok(Some(Self {
            policies_end: ends.max(),
            removed,
        }))
    }
}

fn trust(path: &Path, set: &OpenedSet<'_>) -> Result<TrustStore, CliError> {
    set.trust().map_err(|error| CliError::Bundle {
        path: path.into(),
        error,
    })
}

/// Everything that a set holds. Revocations are critical, also if an older publisher did not say
/// so.
fn targets_of(set: &OpenedSet<'_>) -> Vec<Target> {
    let entries = set.manifest().targets.iter();
    let target = |entry: &cleanbill_trust::set::TargetEntry| {
        let content = set.target(&entry.kind).ok()?;
        Some(Target {
            kind: entry.kind.clone(),
            critical: entry.critical || REVOCATIONS.contains(&entry.kind),
            content: content.to_vec(),
        })
    };
    entries.filter_map(target).collect()
}

/// Adds a target of another set where there is none of its type; removed signers are united, the
/// earlier entry of each first. `None` if they cannot be read.
fn join(targets: &mut Vec<Target>, other: Target) -> Option<()> {
    let Some(ours) = targets.iter_mut().find(|target| target.kind == other.kind) else {
        targets.push(other);
        return Some(());
    };
    if other.kind == TargetType::SIGNERS_REMOVED {
        let (mut all, more) = (read_array(&ours.content)?, read_array(&other.content)?);
        // Kid, country and thumbprint; the time, which comes last, is that of the first removal.
        let name = |entry: &Value<'_>| -> Option<Vec<u8>> {
            let fields = entry.as_array()?.get(..3)?;
            Some(encode_deterministic(&Value::Array(fields.to_vec())))
        };
        for entry in more {
            let found = name(&entry)?;
            if !all.iter().any(|known| name(known).as_ref() == Some(&found)) {
                all.push(entry);
            }
        }
        let content = encode_deterministic(&Value::Array(all));
        ours.content = content;
    }
    // As the EU's signers: those that were given are all that are believed from now on.
    if other.kind == TargetType::SCOPED_SIGNERS {
        *ours = other;
    }
    Some(())
}

/// Refuses a set by which something would be lost that the installed one at `path` has:
///
/// - a way of revoking, unless it is among those that were `accepted`;
/// - a national filter for an older one: passes that were revoked would be good again unseen;
/// - a policy that people rely on.
pub(crate) fn check_losses(
    path: &Path,
    new: &OpenedSet<'_>,
    pins: &RootPins,
    accepted: &[TargetType],
    now: i64,
) -> Result<(), CliError> {
    if !path.is_file() {
        return Ok(());
    }
    let bytes = read_bundle(path)?;
    let installed = match SignedSet::open_installed(&bytes, pins, Floor::default()) {
        Ok(set) => set,
        // What it had cannot be known any more.
        Err(_) if REVOCATIONS.iter().all(|kind| accepted.contains(kind)) => return Ok(()),
        Err(error) => {
            return Err(CliError::InstalledUnreadable {
                path: path.into(),
                error,
            });
        }
    };
    let lost = |kind: &&TargetType| {
        installed.target(kind).is_ok() && new.target(kind).is_err() && !accepted.contains(kind)
    };
    let kinds: Vec<TargetType> = REVOCATIONS.iter().filter(lost).cloned().collect();
    if !kinds.is_empty() {
        return Err(CliError::RevocationsLost { kinds });
    }
    let version = |set: &OpenedSet<'_>| {
        national_version(set).map_err(|error| CliError::BundleContent {
            path: path.into(),
            error,
        })
    };
    // One that cannot be read is in force nowhere.
    if let (Ok(Some(floor)), Some(offered)) = (version(&installed), version(new)?)
        && offered < floor
    {
        return Err(CliError::FilterRollback { floor, offered });
    }
    let policies = policies(path, new)?;
    check_policies(&installed_policies(path, &installed), &policies, now)
}

/// Refuses a change of policies by which people lose what they could rely on.
pub(crate) fn check_policies(
    installed: &PolicySet,
    new: &PolicySet,
    now: i64,
) -> Result<(), CliError> {
    let losses = installed.losses(new, now);
    if losses.is_empty() {
        Ok(())
    } else {
        let policies = losses.iter().map(ToString::to_string).collect();
        Err(CliError::PoliciesLost { policies })
    }
}

/// The policies of the installed set. If they cannot be read, no verifier reads them either: they
/// are in force nowhere.
fn installed_policies(path: &Path, set: &OpenedSet<'_>) -> PolicySet {
    policies(path, set).unwrap_or_default()
}

fn policies(path: &Path, set: &OpenedSet<'_>) -> Result<PolicySet, CliError> {
    let documents = |kind: &TargetType| match set.target(kind) {
        Ok(bytes) => read_documents(path, bytes),
        Err(_) => Ok(Vec::new()),
    };
    let rules = documents(&TargetType::RULES)?;
    let value_sets = documents(&TargetType::VALUE_SETS)?;
    let book = rule_book(&rules, &value_sets)?;
    let policies = documents(&TargetType::POLICIES)?;
    // What is not proven under the ledger's own policy holds nowhere, so nobody relies on it.
    let content = |error: BundleError| CliError::BundleContent {
        path: path.into(),
        error,
    };
    let ledger = ledger_policy(set).map_err(|error| content(error.into()))?;
    let announcements = SetAnnouncements::of(set, ledger.as_ref()).map_err(content)?;
    let issued_at = set.manifest().issued_at;
    Ok(PolicySet::load(
        texts(&policies),
        &book,
        &announcements,
        issued_at,
    ))
}

fn read_documents(path: &Path, bytes: &[u8]) -> Result<Vec<Document>, CliError> {
    let document = |item: Value<'_>| match item {
        Value::Text(text) => Some(Document {
            path: path.into(),
            text: text.into_owned(),
        }),
        _ => None,
    };
    let items = read_array(bytes).and_then(|items| items.into_iter().map(document).collect());
    items.ok_or_else(|| CliError::Malformed {
        path: path.into(),
        detail: "policies, rules or value sets are no list of documents",
    })
}

fn read_array(bytes: &[u8]) -> Option<Vec<Value<'_>>> {
    let limits = CborLimits {
        size_max_bytes: bytes.len(),
        items_max: ITEMS_MAX,
        ..CborLimits::default()
    };
    match parse_value(bytes, &limits) {
        Ok(Value::Array(items)) => Some(items),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_signers_are_united_and_keep_their_first_time() {
        let signer = |kid: &[u8], country: Option<&str>, from| RemovedSigner {
            kid: kid.to_vec(),
            country: country.map(str::to_owned),
            thumbprint: None,
            from,
        };
        let target = |signers: &[RemovedSigner]| removed_signers_target(signers);
        let (old, again) = (signer(b"a", Some("XA"), 1), signer(b"a", Some("XA"), 9));
        let (abroad, new) = (signer(b"a", Some("XB"), 9), signer(b"b", None, 9));
        let mut targets = vec![target(std::slice::from_ref(&old))];
        let more = target(&[again, abroad.clone(), new.clone()]);
        assert_eq!(join(&mut targets, more), Some(()));
        assert_eq!(targets, [target(&[old, abroad, new])]);
        let odd = Target {
            content: vec![0x81, 0x01],
            ..target(&[])
        };
        assert_eq!(join(&mut targets, odd), None);
    }

    #[test]
    fn of_another_set_only_what_is_lacking_is_taken() {
        let target = |kind: TargetType, content: u8| Target {
            kind,
            critical: true,
            content: vec![content],
        };
        let mut targets = vec![target(TargetType::POLICIES, 1)];
        join(&mut targets, target(TargetType::POLICIES, 2));
        join(&mut targets, target(TargetType::RULES, 2));
        let kept = target(TargetType::POLICIES, 1);
        assert_eq!(targets, [kept, target(TargetType::RULES, 2)]);
    }
}
