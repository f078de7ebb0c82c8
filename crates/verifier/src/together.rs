//! Several passes of one person under a policy: the series of one country, the booster of another.

use cleanbill_cose::DateClaim;
use cleanbill_health::Record;
use cleanbill_health::matching::{Confirmed, MatchError, combine};

use crate::stage::rules::{Framed, Question, outcome_of, rank};
use crate::{Asked, Outcome, Report, SkipReason, Verdict, Verifier};

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

impl Verifier<'_> {
    /// Judges passes as one that says what all of them say, once somebody confirmed that they are
    /// of one person. `reports` are what this verifier said of each at `at` (Unix seconds). Doses
    /// count on across passes: a booster that its country calls 1 of 1 after two elsewhere is the
    /// third.
    ///
    /// The report is that of the pass whose event does most for the holder, with the policy's word
    /// on all of them.
    ///
    /// # Errors
    /// [`TogetherError`].
    pub fn judge_together(
        &self,
        reports: &[Report],
        confirmed: Confirmed,
        at: i64,
    ) -> Result<Report, TogetherError> {
        let door = self.door().ok_or(TogetherError::NoDoor)?;
        let policy = door.policy(at).ok_or(TogetherError::NoCheckInForce)?;
        if let Some(index) = reports.iter().position(|report| !is_sound(report)) {
            return Err(TogetherError::NotSound { pass: index + 1 });
        }
        let records: Vec<Record> = reports.iter().filter_map(record_of).collect();
        let records: Vec<&Record> = records.iter().collect();
        let combined = combine(&records, confirmed).map_err(TogetherError::Match)?;
        let question = Question {
            policy,
            rules: door.rules,
            at,
            detail: self.detail(),
        };
        let singles = combined.events.iter().zip(combined.records()).rev();
        let judged = singles.filter_map(|(event, mut single)| {
            let source = reports.get(*event.sources.first()?)?;
            single.events = single
                .events
                .into_iter()
                .map(|one| one.with_series())
                .collect();
            Some((source, question.judge_event(&framed(source), &single)))
        });
        let best = judged.min_by_key(|(_, judgement)| rank(judgement));
        // Passes that say no event at all: the policy's word on the first is that on all.
        let Some((source, judgement)) = best else {
            let first = reports.first().cloned();
            return first.ok_or(TogetherError::Match(MatchError::Count));
        };
        let mut report = source.clone();
        report.stages.rules = outcome_of(&judgement);
        if let Asked::Policy(under) = &mut report.asked {
            under.no_pass_needed = false;
            under.judgement = Some(judgement);
        }
        Ok(report)
    }
}

/// Whether nothing but the policy stands against a pass. One that says no ground says nothing that
/// could be taken together.
fn is_sound(report: &Report) -> bool {
    let mut alone = report.clone();
    alone.asked = Asked::Nothing;
    alone.stages.rules = Outcome::Skipped(SkipReason::NoPolicy);
    alone.verdict() == Verdict::Authentic
        && record_of(report).is_some_and(|record| !record.events.is_empty())
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
