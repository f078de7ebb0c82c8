//! What may be published: every revocation verified anew, from its bytes, against officers whom
//! the founding act's chain made. Rows that nobody signed publish nothing (G07).

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_webauthn::RelyingParty;
use thiserror::Error;

use crate::act::machine::Course;
use crate::act::{ActContent, ActError, ActKind, ActRecord, ActState, Body, Handle, Touched};
use crate::approval::{ApprovalError, CheckedApprovals, check_approvals, check_own_approval};
use crate::caps::{CapScope, Caps, day_of, uses};
use crate::registry::{ActId, Shard};
use crate::staff::{Role, VerifiedStaff};

/// How far ahead of the publisher's clock a signed time may lie, in seconds.
const CLOCK_SKEW_MAX_SECS: i64 = 300;

/// Why an act publishes nothing.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PublishError {
    /// The act itself: hash, content, course.
    #[error(transparent)]
    Act(#[from] ActError),
    /// Who signed it.
    #[error(transparent)]
    Approval(#[from] ApprovalError),
    /// It takes no passes away.
    #[error("the act takes no passes away")]
    Kind,
    /// It is not in force, and should not be yet.
    #[error("the act is not in force")]
    NotEffective,
    /// It was signed at a time that is still to come.
    #[error("the act was signed in the future")]
    Future,
    /// The same act lies there a second time.
    #[error("the same act was published already in this run")]
    Twice,
    /// The passes given are not those that were signed.
    #[error("the passes are not those that were signed")]
    Touched,
    /// A cap is used up; the act waits for another day, or for ever.
    #[error("the cap of the {} is used up", .scope.name())]
    Cap {
        /// Whose cap.
        scope: CapScope,
    },
    /// It was undone by a restoration that verifies.
    #[error("the act was undone")]
    Undone,
}

impl PublishError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Act(error) => error.code(),
            Self::Approval(error) => error.code(),
            Self::Kind => "publisher.kind",
            Self::NotEffective => "publisher.not-effective",
            Self::Future => "publisher.future",
            Self::Twice => "publisher.twice",
            Self::Touched => "publisher.touched",
            Self::Cap { .. } => "publisher.cap",
            Self::Undone => "publisher.undone",
        }
    }
}

/// An act with the shard that its rows lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShardedAct {
    /// The shard.
    pub shard: Shard,
    /// The rows.
    pub record: ActRecord,
    /// The passes that a withdrawal or an import touches, in any order; empty for other acts.
    pub touched: Vec<Handle>,
}

/// What the publisher remembers itself, outside the registry: which acts it has published, and
/// since which day. Whoever can write rows cannot spread new acts over past days.
pub type Memory = BTreeMap<[u8; 32], i32>;

/// What a run publishes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Passes that are revoked, each with the hash of the act.
    pub passes: BTreeMap<Handle, [u8; 32]>,
    /// Key identifiers and SHA-256 of DSCs that are withdrawn, with the hash of the act.
    pub keys: BTreeMap<([u8; 8], [u8; 32]), [u8; 32]>,
    /// Acts that publish nothing, and why.
    pub rejected: Vec<(ActId, PublishError)>,
    /// What to remember for the next run.
    pub memory: Memory,
}

/// An act that may be published if the caps allow it.
struct Candidate<'a> {
    act: &'a ShardedAct,
    content: ActContent,
    checked: CheckedApprovals,
    hash: [u8; 32],
    effective_at: i64,
}

/// Chooses what to publish: every act is read from its rows, its hash computed anew, its approvals
/// verified, its course checked, the caps counted; none of it is taken on the registry's word.
///
/// Caps are counted twice: over the days on which acts were signed, and over the days on which
/// they are first published, by `memory`. An act above a cap waits.
///
/// `acts` are all acts that take away or restore. The order of what is published does not depend
/// on the order of `acts`.
#[must_use]
pub fn select_revocations(
    staff: &VerifiedStaff,
    acts: &[ShardedAct],
    rps: &[RelyingParty],
    caps: &Caps,
    memory: &Memory,
    now: i64,
) -> Selection {
    let mut selection = Selection::default();
    let undone = verified_restorations(staff, acts, rps, now);
    let mut candidates = Vec::new();
    for act in acts {
        if act.record.row.kind == ActKind::Restore {
            continue;
        }
        match candidate(staff, act, rps, &undone, now) {
            Ok(candidate) => candidates.push(candidate),
            Err(why) => selection.rejected.push((act.record.row.id, why)),
        }
    }
    // What is published already goes first, so that nothing new takes its place under a cap.
    candidates.sort_by_key(|c| {
        let since = memory.get(&c.hash).copied().unwrap_or(i32::MAX);
        (since, c.effective_at, c.hash)
    });
    let mut counters = Counters::default();
    let mut seen = BTreeSet::new();
    for candidate in candidates {
        let id = candidate.act.record.row.id;
        if !seen.insert(candidate.hash) {
            selection.rejected.push((id, PublishError::Twice));
            continue;
        }
        let today = day_of(now);
        let published = memory.get(&candidate.hash).copied().unwrap_or(today);
        match counters.draw(&candidate, staff, caps, published.min(today)) {
            Ok(()) => publish(&mut selection, &candidate, published),
            Err(why) => selection.rejected.push((id, why)),
        }
    }
    selection
}

fn publish(selection: &mut Selection, candidate: &Candidate<'_>, since: i32) {
    let hash = candidate.hash;
    let named = candidate.content.handles();
    for handle in named.iter().chain(&candidate.act.touched) {
        selection.passes.entry(*handle).or_insert(hash);
    }
    if let Body::WithdrawKey { keys } = &candidate.content.body {
        for key in keys {
            selection.keys.entry(*key).or_insert(hash);
        }
    }
    selection.memory.insert(hash, since);
}

fn candidate<'a>(
    staff: &VerifiedStaff,
    act: &'a ShardedAct,
    rps: &[RelyingParty],
    undone: &BTreeSet<[u8; 32]>,
    now: i64,
) -> Result<Candidate<'a>, PublishError> {
    let signed = staff.directory().signed(&act.record, act.shard)?;
    let content = signed.content;
    if !content.kind().takes_away() {
        return Err(PublishError::Kind);
    }
    if content.at > now.saturating_add(CLOCK_SKEW_MAX_SECS) {
        return Err(PublishError::Future);
    }
    staff.staff().check_region(&content)?;
    let checked = check_approvals(&content, &signed.approvals, staff.staff(), rps)?;
    let course = Course {
        id: signed.id,
        content: &content,
        steps: &signed.steps,
    };
    let standing = course.standing()?;
    match standing.state {
        Some(ActState::Undone) if undone.contains(&signed.hash) => {
            return Err(PublishError::Undone);
        }
        // A step that says so and no signed act: the revocation stands.
        Some(ActState::Effective | ActState::Undone) => {}
        _ => return Err(PublishError::NotEffective),
    }
    let effective_at = standing.effective_at.ok_or(PublishError::NotEffective)?;
    if effective_at > now || standing.since > now.saturating_add(CLOCK_SKEW_MAX_SECS) {
        return Err(PublishError::NotEffective);
    }
    check_touched(&content, &act.touched)?;
    Ok(Candidate {
        act,
        checked,
        hash: signed.hash,
        effective_at,
        content,
    })
}

fn check_touched(content: &ActContent, given: &[Handle]) -> Result<(), PublishError> {
    let holds = match &content.body {
        Body::WithdrawValue { touched, .. } | Body::ImportRevocations { touched, .. } => {
            Touched::of(given) == *touched
        }
        _ => given.is_empty(),
    };
    if holds {
        Ok(())
    } else {
        Err(PublishError::Touched)
    }
}

/// The hashes of acts that a restoration names which an officer signed who may restore.
fn verified_restorations(
    staff: &VerifiedStaff,
    acts: &[ShardedAct],
    rps: &[RelyingParty],
    now: i64,
) -> BTreeSet<[u8; 32]> {
    let restorations = acts
        .iter()
        .filter(|a| a.record.row.kind == ActKind::Restore);
    restorations
        .filter_map(|act| {
            let signed = staff.directory().signed(&act.record, act.shard).ok()?;
            let Body::Restore { undoes } = signed.content.body else {
                return None;
            };
            let by =
                check_own_approval(&signed.content, &signed.approvals, staff.staff(), rps).ok()?;
            let may = matches!(
                by.role,
                Role::OfficeHead | Role::Reviewer | Role::KeyCustodian
            );
            (may && signed.content.at <= now.saturating_add(CLOCK_SKEW_MAX_SECS)).then_some(undoes)
        })
        .collect()
}

/// What was used of each cap, by signed day and by day of publishing.
#[derive(Default)]
struct Counters {
    used: BTreeMap<(bool, i32, u8, String), i64>,
}

impl Counters {
    fn draw(
        &mut self,
        candidate: &Candidate<'_>,
        staff: &VerifiedStaff,
        caps: &Caps,
        published: i32,
    ) -> Result<(), PublishError> {
        let signed = day_of(candidate.content.at);
        let mut draws = Vec::new();
        for (is_signed, day) in [(true, signed), (false, published)] {
            let officers = candidate.checked.officers();
            for cap in uses(&candidate.content, officers, staff.staff(), caps, day) {
                let key = (is_signed, cap.day, cap.scope, cap.key);
                let used = self.used.get(&key).copied().unwrap_or(0);
                let sum = used.saturating_add(cap.amount);
                if sum > cap.max {
                    let scope = CapScope::from_number(cap.scope).unwrap_or(CapScope::Nation);
                    return Err(PublishError::Cap { scope });
                }
                draws.push((key, sum));
            }
        }
        self.used.extend(draws);
        Ok(())
    }
}
