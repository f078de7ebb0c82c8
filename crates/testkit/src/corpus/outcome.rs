use std::borrow::Cow;

use super::ledger::{Exception, Kind};

/// What came of one flag of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// As the case expects.
    Pass,
    /// Not judged, and why.
    Skip(Cow<'static, str>),
    /// Not as the case expects, for a reason that is known.
    Divergence(Cow<'static, str>),
    /// Not as the case expects: what it expects, and what we say instead.
    UnexpectedFailure {
        /// The flag's value.
        expected: bool,
        /// The code of what we say; `ok` if we find nothing wrong.
        found: &'static str,
    },
    /// As the case expects, although `exceptions.json` says that it is not.
    UnexpectedSuccess,
}

impl Outcome {
    /// Whether it fails the run.
    #[must_use]
    pub const fn is_unexpected(&self) -> bool {
        matches!(
            self,
            Self::UnexpectedFailure { .. } | Self::UnexpectedSuccess
        )
    }
}

/// One flag of one case, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The flag's name in the corpus, or the runner's own where the corpus has none.
    pub flag: Cow<'static, str>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What we find of one step, before anything is expected of it.
pub(super) type Step = Result<(), Miss>;

/// Why a step does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Miss {
    /// This step is wrong: our code for it.
    Broken(&'static str),
    /// An earlier step is wrong, so that this one says neither yes nor no.
    NotReached(&'static str),
    /// The case does not hold what this step needs.
    NotJudged(Cow<'static, str>),
}

/// For the step after: what broke before it says nothing of it.
pub(super) fn unreached(miss: Miss) -> Miss {
    match miss {
        Miss::Broken(code) => Miss::NotReached(code),
        other => other,
    }
}

/// Weighs a flag's value against what we find. The step runs only if nothing excuses it.
pub(super) fn judge(
    expected: bool,
    exception: Option<&'static Exception>,
    step: impl FnOnce() -> Step,
) -> Outcome {
    let kind = exception.map(|exception| (exception.kind, exception.reason.as_str()));
    if let Some((Kind::Skip, reason)) = kind {
        return Outcome::Skip(reason.into());
    }
    let found = match step() {
        Err(Miss::NotJudged(why)) => return Outcome::Skip(why),
        Ok(()) if expected => None,
        Err(Miss::Broken(_)) if !expected => None,
        Ok(()) => Some("ok"),
        Err(Miss::Broken(code) | Miss::NotReached(code)) => Some(code),
    };
    match (found, kind) {
        (None, None) => Outcome::Pass,
        (None, Some(_)) => Outcome::UnexpectedSuccess,
        (Some(_), Some((_, reason))) => Outcome::Divergence(reason.into()),
        (Some(found), None) => Outcome::UnexpectedFailure { expected, found },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "cose.not-sign1";

    fn failure(expected: bool, found: &'static str) -> Outcome {
        Outcome::UnexpectedFailure { expected, found }
    }

    fn exception(kind: Kind) -> Option<&'static Exception> {
        Some(Box::leak(Box::new(Exception {
            case: "a".to_owned(),
            flag: "B".to_owned(),
            kind,
            reason: "why".to_owned(),
        })))
    }

    #[test]
    fn a_flag_passes_only_if_we_agree() {
        assert_eq!(judge(true, None, || Ok(())), Outcome::Pass);
        assert_eq!(
            judge(false, None, || Err(Miss::Broken(CODE))),
            Outcome::Pass
        );
        assert_eq!(judge(false, None, || Ok(())), failure(false, "ok"));
        assert_eq!(
            judge(true, None, || Err(Miss::Broken(CODE))),
            failure(true, CODE)
        );
    }

    #[test]
    fn a_step_that_was_not_reached_agrees_with_nothing() {
        for expected in [true, false] {
            let outcome = judge(expected, None, || Err(Miss::NotReached(CODE)));
            assert_eq!(outcome, failure(expected, CODE));
        }
    }

    #[test]
    fn what_cannot_be_judged_is_skipped_with_its_reason() {
        let outcome = judge(true, None, || Err(Miss::NotJudged("no picture".into())));
        assert_eq!(outcome, Outcome::Skip("no picture".into()));
    }

    #[test]
    fn a_divergence_must_diverge() {
        let divergence = exception(Kind::Divergence);
        assert_eq!(
            judge(true, divergence, || Err(Miss::Broken(CODE))),
            Outcome::Divergence("why".into())
        );
        assert_eq!(
            judge(true, divergence, || Ok(())),
            Outcome::UnexpectedSuccess
        );
        assert!(Outcome::UnexpectedSuccess.is_unexpected());
    }

    #[test]
    fn a_skip_is_not_even_run() {
        let outcome = judge(true, exception(Kind::Skip), || unreachable!());
        assert_eq!(outcome, Outcome::Skip("why".into()));
    }
}
