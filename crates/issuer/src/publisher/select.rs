//! Choosing what to publish.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_webauthn::RelyingParty;

use super::choice::Choice;
use super::memory::{Draw, Fate, Memory, Objection, Remembered};
use super::selection::{RejectedAct, Selection, ShardedAct, Taken, Wanted};
use super::{CLOCK_SKEW_MAX_SECS, PublishError, WRITTEN_WITHIN_SECS};
use crate::act::machine::{Course, ObjectionPeriod};
use crate::act::{ActContent, ActKind, ActState, Body, Handle, SignedAct, Touched};
use crate::approval::{check_approvals, check_own_approval};
use crate::caps::{Caps, day_of, uses};
use crate::registry::{ActId, Shard};
use crate::ruling::{RulingError, check_ruling, lapses_at, objected_at};
use crate::staff::{Role, VerifiedStaff};

/// An act that was verified.
struct Candidate {
    id: ActId,
    shard: Shard,
    content: ActContent,
    hash: [u8; 32],
    effective_at: i64,
    in_force: bool,
    draws: Vec<(Draw, i64)>,
    /// When the holder objected, and whether a reviewer signed that the act stands.
    objection: Option<(i64, Result<(), RulingError>)>,
}

impl Candidate {
    /// Why an act is not in force that its rows say is: the holder objected to it.
    fn unruled(&self) -> Option<RulingError> {
        let (_, ruled) = self.objection.as_ref().filter(|_| self.in_force)?;
        ruled.clone().err()
    }
}

/// Chooses what to publish: every act is read from its rows, its hash computed anew, its approvals
/// verified, its course checked, the caps counted; none of it is taken on the registry's word.
///
/// Caps are counted twice: over the days on which acts were signed, and over the days on which
/// they are first published, by the memory. An act above a cap waits.
///
/// What the memory says was published stays so, until a signed restoration undoes it; what it says
/// was undone stays undone. Notice that bears a time at which the run before saw none counts from
/// that run on. An act that a holder objected to, in these rows or those of a run before, is
/// published with a reviewer's signature that it stands, and not without.
///
/// The acts are pushed in any order; what is published does not depend on it. A few hundred bytes
/// are kept of each.
pub struct Selector<'a> {
    staff: &'a VerifiedStaff,
    rps: &'a [RelyingParty],
    caps: &'a Caps,
    memory: &'a Memory,
    now: i64,
    undone: BTreeSet<[u8; 32]>,
    candidates: Vec<Candidate>,
    rejected: Vec<RejectedAct>,
    /// Hashes of the memory's acts that rows speak of, right or wrong.
    spoken_of: BTreeSet<[u8; 32]>,
    touched: BTreeMap<[u8; 32], Vec<Handle>>,
}

/// [`Selector`] over all acts at once.
#[must_use]
pub fn select_revocations(
    staff: &VerifiedStaff,
    acts: &[ShardedAct],
    rps: &[RelyingParty],
    caps: &Caps,
    memory: &Memory,
    now: i64,
) -> Selection {
    let mut selector = Selector::new(staff, rps, caps, memory, now);
    for act in acts {
        selector.push(act);
    }
    selector.finish()
}

impl<'a> Selector<'a> {
    /// Chooses with these officers, caps and this memory, at `now` (Unix seconds).
    #[must_use]
    pub const fn new(
        staff: &'a VerifiedStaff,
        rps: &'a [RelyingParty],
        caps: &'a Caps,
        memory: &'a Memory,
        now: i64,
    ) -> Self {
        Self {
            staff,
            rps,
            caps,
            memory,
            now,
            undone: BTreeSet::new(),
            candidates: Vec::new(),
            rejected: Vec::new(),
            spoken_of: BTreeSet::new(),
            touched: BTreeMap::new(),
        }
    }

    /// Looks at an act that takes away or restores.
    pub fn push(&mut self, act: &ShardedAct) {
        let row = &act.record.row;
        if self.memory.acts.contains_key(&row.hash) {
            self.spoken_of.insert(row.hash);
        }
        let judged = if row.kind == ActKind::Restore {
            self.restoration(act)
        } else {
            self.taking(act)
        };
        if let Err(why) = judged {
            self.reject(row.id, row.hash, why);
        }
    }

    fn reject(&mut self, id: ActId, hash: [u8; 32], why: PublishError) {
        self.rejected.push(RejectedAct { id, hash, why });
    }

    /// An act that undoes another, signed by an officer who may.
    fn restoration(&mut self, act: &ShardedAct) -> Result<(), PublishError> {
        let (staff, rps) = (self.staff.staff(), self.rps);
        let signed = self.staff.directory().signed(&act.record, act.shard)?;
        let Body::Restore { undoes } = signed.content.body else {
            return Err(PublishError::Kind);
        };
        if signed.content.at > self.now.saturating_add(CLOCK_SKEW_MAX_SECS) {
            return Err(PublishError::Future);
        }
        let by = check_own_approval(&signed.content, &signed.approvals, staff, rps)?;
        match by.role {
            Role::OfficeHead | Role::Reviewer | Role::KeyCustodian => {
                self.undone.insert(undoes);
                Ok(())
            }
            _ => Err(crate::approval::ApprovalError::Role.into()),
        }
    }

    fn taking(&mut self, act: &ShardedAct) -> Result<(), PublishError> {
        use ActState as S;
        let signed = self.staff.directory().signed(&act.record, act.shard)?;
        let content = &signed.content;
        if !content.kind().takes_away() {
            return Err(PublishError::Kind);
        }
        let course = Course {
            id: signed.id,
            content,
            steps: &signed.steps,
        };
        let standing = course.standing()?;
        let in_force = match standing.state {
            // Nothing follows from it, whoever signed.
            None | Some(S::Proposed | S::Dropped | S::Lapsed) => {
                return Err(PublishError::NotEffective);
            }
            Some(S::Approved | S::Noticed | S::Contested) => false,
            // A step that says so and no signed act: the revocation stands.
            Some(S::Effective | S::Undone) => true,
        };
        let ahead = self.now.saturating_add(CLOCK_SKEW_MAX_SECS);
        if content.at > ahead {
            return Err(PublishError::Future);
        }
        let (staff, rps) = (self.staff.staff(), self.rps);
        staff.check_region(content)?;
        let checked = check_approvals(content, &signed.approvals, staff, rps)?;
        let effective_at = standing.effective_at.ok_or(PublishError::NotEffective)?;
        let draws = uses(content, checked.officers(), staff, self.caps, 0);
        let draw = |cap: crate::registry::CapUse| {
            let (scope, key, amount) = (cap.scope, cap.key, cap.amount);
            (Draw { scope, key, amount }, cap.max)
        };
        if !act.touched.is_empty() {
            self.touched.insert(signed.hash, act.touched.clone());
        }
        self.candidates.push(Candidate {
            id: signed.id,
            shard: act.shard,
            hash: signed.hash,
            effective_at,
            in_force: in_force && standing.since <= ahead,
            draws: draws.into_iter().map(draw).collect(),
            objection: self.objection(&signed),
            content: signed.content,
        });
        Ok(())
    }

    /// That the holder objected to an act, by its rows or by those that an earlier run saw, and
    /// what became of it.
    fn objection(&self, act: &SignedAct) -> Option<(i64, Result<(), RulingError>)> {
        let known = self.memory.acts.get(&act.hash);
        let known = known.and_then(|known| known.objection);
        let told = objected_at(&act.steps);
        let at = [told, known.map(|known| known.at)].into_iter().flatten();
        let at = at.min()?;
        let (staff, rps) = (self.staff.staff(), self.rps);
        let ruled = check_ruling(act, at, staff, rps).and_then(|()| {
            // What the run before did not see when its time was over was not decided in time.
            let is_new = known.is_some_and(|known| !known.is_ruled);
            let seen = self.memory.looked_at.unwrap_or(i64::MIN);
            if is_new && seen.saturating_sub(WRITTEN_WITHIN_SECS) >= lapses_at(at) {
                return Err(RulingError::Time);
            }
            Ok(())
        });
        Some((at, ruled))
    }

    /// The verified acts whose passes are to be given: those in force that touch more than they
    /// name.
    #[must_use]
    pub fn wanted(&self) -> Vec<Wanted> {
        let is_open =
            |hash: &[u8; 32]| !self.undone.contains(hash) && !self.touched.contains_key(hash);
        let mut wanted = BTreeMap::new();
        for (hash, known) in &self.memory.acts {
            if known.fate == Fate::Published && touched_of(&known.body).is_some() && is_open(hash) {
                let (shard, at, body) = (Shard::default(), 0, known.body.clone());
                wanted.insert(
                    *hash,
                    Wanted {
                        hash: *hash,
                        shard,
                        at,
                        body,
                    },
                );
            }
        }
        for candidate in &self.candidates {
            let body = &candidate.content.body;
            if candidate.in_force && touched_of(body).is_some() && is_open(&candidate.hash) {
                let one = Wanted {
                    hash: candidate.hash,
                    shard: candidate.shard,
                    at: candidate.content.at,
                    body: body.clone(),
                };
                wanted.insert(candidate.hash, one);
            }
        }
        wanted.into_values().collect()
    }

    /// Gives the passes that an act touches, in any order.
    pub fn give(&mut self, act: [u8; 32], passes: Vec<Handle>) {
        self.touched.insert(act, passes);
    }

    /// What is published.
    #[must_use]
    pub fn finish(mut self) -> Selection {
        let mut choice = Choice::new(self.memory, self.now);
        let mut candidates = std::mem::take(&mut self.candidates);
        // What waited longest goes first; what is published already was counted before.
        candidates.sort_by_key(|c| (self.since(&c.hash), c.effective_at, c.hash));
        let mut seen = BTreeSet::new();
        for candidate in candidates {
            let hash = candidate.hash;
            if seen.insert(hash) {
                self.judge(&candidate, &mut choice);
            } else {
                self.reject(candidate.id, hash, PublishError::Twice);
            }
        }
        for (hash, known) in &self.memory.acts {
            if !seen.contains(hash) {
                self.miss(hash, known, &mut choice);
            }
        }
        let mut selection = choice.selection;
        selection.rejected = self.rejected;
        selection.memory.looked_at = Some(self.now);
        for (hash, known) in &selection.memory.acts {
            keys_of(&known.body, |key| {
                let taken = Taken {
                    act: *hash,
                    since: known.not_before,
                };
                match known.fate {
                    Fate::Published => selection.keys.entry(key).or_insert(taken),
                    Fate::Undone => selection.restored_keys.entry(key).or_insert(taken),
                    Fate::Waiting => return,
                };
            });
        }
        let keys = &selection.keys;
        selection
            .restored_keys
            .retain(|key, _| !keys.contains_key(key));
        selection
    }

    fn since(&self, hash: &[u8; 32]) -> i32 {
        let known = self.memory.acts.get(hash);
        known.and_then(|known| known.since).unwrap_or(i32::MAX)
    }

    /// A verified act, held against what is remembered of it.
    fn judge(&mut self, candidate: &Candidate, choice: &mut Choice) {
        let hash = candidate.hash;
        let known = self.memory.acts.get(&hash);
        let mut next = match known {
            Some(known) => known.clone(),
            None => self.first_sight(candidate),
        };
        if candidate.effective_at != next.effective_at {
            self.reject(candidate.id, hash, PublishError::Moved);
        }
        let was_ruled = next.objection.is_some_and(|objection| objection.is_ruled);
        next.objection = candidate.objection.as_ref().map(|(at, ruled)| Objection {
            at: *at,
            is_ruled: was_ruled || ruled.is_ok(),
        });
        let not_before = next.not_before.max(candidate.effective_at);
        let fate = known.map(|known| known.fate);
        let judged = if self.undone.contains(&hash) {
            next.fate = Fate::Undone;
            Err(PublishError::Undone)
        } else if fate == Some(Fate::Undone) {
            Err(PublishError::RestorationGone)
        } else if fate == Some(Fate::Published) {
            self.check_touched(&next.body, &hash)
        } else if let Some(why) = candidate.unruled() {
            Err(why.into())
        } else if !candidate.in_force || not_before > self.now {
            let is_early = candidate.in_force && candidate.effective_at <= self.now;
            Err(match is_early {
                true => PublishError::BackDated { until: not_before },
                false => PublishError::NotEffective,
            })
        } else {
            let touched = self.check_touched(&next.body, &hash);
            touched.and_then(|()| choice.draw(&candidate.draws, &mut next, self.now))
        };
        match judged {
            Ok(()) => choice.publish(hash, &next.body, self.touched.get(&hash)),
            Err(why) => {
                if fate == Some(Fate::Published) && next.fate == Fate::Published {
                    // Its passes were not given: that they are known is for the caller to see to.
                    choice.lose(hash, PublishError::Changed);
                }
                self.reject(candidate.id, hash, why);
            }
        }
        choice.selection.memory.acts.insert(hash, next);
    }

    /// An act whose notice no run saw before: the run before this one bounds when it was given.
    fn first_sight(&self, candidate: &Candidate) -> Remembered {
        let earliest = match self.memory.looked_at {
            Some(before) if !candidate.content.acts_at_once() => before
                .saturating_sub(WRITTEN_WITHIN_SECS)
                .saturating_add(ObjectionPeriod::SHORTEST.secs()),
            _ => i64::MIN,
        };
        Remembered {
            body: candidate.content.body.clone(),
            signed_day: day_of(candidate.content.at),
            effective_at: candidate.effective_at,
            not_before: candidate.effective_at.max(earliest),
            fate: Fate::Waiting,
            since: None,
            draws: Vec::new(),
            objection: None,
        }
    }

    /// An act of the memory that no row proves any more.
    fn miss(&mut self, hash: &[u8; 32], known: &Remembered, choice: &mut Choice) {
        let mut known = known.clone();
        let is_there = self.spoken_of.contains(hash);
        let undone = self.undone.contains(hash);
        if undone {
            known.fate = Fate::Undone;
        }
        match (known.fate, is_there) {
            // Dropped, or contested with success, for all that can be known.
            (Fate::Waiting, true) => {}
            (_, false) => choice.lose(*hash, PublishError::Vanished),
            (_, true) => choice.lose(*hash, PublishError::Changed),
        }
        if known.fate == Fate::Published && self.check_touched(&known.body, hash).is_ok() {
            choice.publish(*hash, &known.body, self.touched.get(hash));
        }
        choice.selection.memory.acts.insert(*hash, known);
    }

    fn check_touched(&self, body: &Body, hash: &[u8; 32]) -> Result<(), PublishError> {
        let given = self.touched.get(hash).map_or(&[][..], Vec::as_slice);
        let holds = match touched_of(body) {
            Some(touched) => Touched::of(given) == touched,
            None => given.is_empty(),
        };
        if holds {
            Ok(())
        } else {
            Err(PublishError::Touched)
        }
    }
}

const fn touched_of(body: &Body) -> Option<Touched> {
    match body {
        Body::WithdrawValue { touched, .. } | Body::ImportRevocations { touched, .. } => {
            Some(*touched)
        }
        _ => None,
    }
}

fn keys_of(body: &Body, mut each: impl FnMut(([u8; 8], [u8; 32]))) {
    if let Body::WithdrawKey { keys } = body {
        keys.iter().for_each(|key| each(*key));
    }
}
