//! Several passes of one person under a policy: the series of one country, the booster of another.

use cleanbill_cose::DateClaim;
use cleanbill_health::matching::{Confirmed, MatchError, combine};
use cleanbill_health::{Event, Record};
use cleanbill_policy::Judgement;

use crate::stage::rules::{Framed, Question, outcome_of, rank};
use crate::{Asked, Report, Verifier};

/// Why passes are not judged together.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TogetherError {
    /// They are not of one person, or nobody can tell.
    #[error(transparent)]
    Match(MatchError),
    /// The verifier answers for no door, so no policy can be asked.
    #[error("no door was named, so no policy can be asked")]
    NoDoor,
    /// No check is in force.
    #[error("no check is in force here")]
    NoCheckInForce,
    /// A pass is not genuine, not in date, revoked, or could not be checked: what it says counts
    /// for nothing, and what the others say with it neither.
    #[error("pass {pass} is not good by itself")]
    NotSound {
        /// Which, from 1.
        pass: usize,
    },
}

impl TogetherError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Match(error) => error.code(),
            Self::NoDoor => "together.no-door",
            Self::NoCheckInForce => "together.no-check-in-force",
            Self::NotSound { .. } => "together.not-sound",
        }
    }
}

/// What the policy says of several passes as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The place, from 0, of the pass whose event does most for the holder.
    pub pass: usize,
    judgement: Option<Judgement>,
}

impl Together {
    /// The report of that pass, with the policy's word on all of them.
    #[must_use]
    pub fn onto(self, mut report: Report) -> Report {
        if let Some(judgement) = self.judgement {
            report.stages.rules = outcome_of(&judgement);
            if let Asked::Policy(under) = &mut report.asked {
                under.no_pass_needed = false;
                under.judgement = Some(judgement);
            }
        }
        report
    }
}

impl Verifier<'_> {
    /// Judges passes as one that says what all of them say, once somebody confirmed that they are
    /// of one person. `reports` are what this verifier said of each at `at` (Unix seconds). Doses
    /// count on across passes: a booster that its country calls 1 of 1 after two elsewhere is the
    /// third.
    ///
    /// # Errors
    /// [`TogetherError`].
    pub fn judge_together(
        &self,
        reports: &[Report],
        confirmed: Confirmed,
        at: i64,
    ) -> Result<Together, TogetherError> {
        let door = self.door().ok_or(TogetherError::NoDoor)?;
        let policy = door.policy(at).ok_or(TogetherError::NoCheckInForce)?;
        if let Some(index) = reports.iter().position(|report| !is_sound(report)) {
            return Err(TogetherError::NotSound { pass: index + 1 });
        }
        let records: Vec<Record> = reports.iter().filter_map(record_of).collect();
        let records: Vec<&Record> = records.iter().collect();
        let combined = combine(&records, confirmed).map_err(TogetherError::Match)?;
        // Who needs no pass needs none of several either. The birth date that says least counts for
        // the younger age, so all of them have to say it. Passes that say no event at all are
        // judged by the first.
        let mut best = Together {
            pass: 0,
            judgement: None,
        };
        if reports.iter().all(needs_none) {
            return Ok(best);
        }
        let question = Question {
            policy,
            rules: door.rules,
            at,
            detail: self.detail(),
        };
        // Of judgements that do as much, the last event's.
        for (event, mut single) in combined.events.iter().zip(combined.records()) {
            let Some(pass) = event.sources.first().copied() else {
                continue;
            };
            let Some(source) = reports.get(pass) else {
                continue;
            };
            let events = single.events.into_iter();
            single.events = events.map(Event::with_series).collect();
            let judgement = question.judge_event(&framed(source), &single);
            let before = best.judgement.as_ref().map(rank);
            if before.is_none_or(|before| rank(&judgement) <= before) {
                let judgement = Some(judgement);
                best = Together { pass, judgement };
            }
        }
        Ok(best)
    }
}

/// Whether nothing but the policy stands against a pass. One that says no ground says nothing that
/// could be taken together.
fn is_sound(report: &Report) -> bool {
    report.is_good_by_itself() && record_of(report).is_some_and(|record| !record.events.is_empty())
}

fn needs_none(report: &Report) -> bool {
    matches!(&report.asked, Asked::Policy(under) if under.no_pass_needed)
}

fn record_of(report: &Report) -> Option<Record> {
    report.pass.as_ref().map(|pass| pass.content.record())
}

fn framed(report: &Report) -> Framed<'_> {
    let pass = report.pass.as_ref();
    let secs = |claim: Option<DateClaim>| claim.and_then(DateClaim::secs);
    let signer = report.signer.as_ref();
    Framed {
        country: signer.and_then(|signer| signer.country),
        issued_at: pass.and_then(|pass| secs(pass.issued_at)),
        expires_at: pass.and_then(|pass| secs(pass.expires_at)),
        kid: signer.map_or(&[], |signer| &signer.kid),
    }
}
