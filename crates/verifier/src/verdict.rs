use cleanbill_hcert::dcc::Fault;

use crate::{Asked, Outcome, Reason, Report, SkipReason, Stages};

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Genuine, in date, and the policy in force lets the holder in. Needs a policy.
    Accepted,
    /// Genuine and in date; no policy was asked.
    Authentic,
    /// Something is wrong with it.
    Refused,
    /// It could not be checked. Not the holder's fault, and not a yes.
    Undetermined,
    /// The holder needs no pass here, being under age.
    NoPassNeeded,
    /// No policy is in force here: nobody may be asked for a pass.
    NoCheckInForce,
}

impl Verdict {
    /// The name that JSON uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Authentic => "authentic",
            Self::Refused => "refused",
            Self::Undetermined => "undetermined",
            Self::NoPassNeeded => "no_pass_needed",
            Self::NoCheckInForce => "no_check_in_force",
        }
    }
}

/// What one stage means for the verdict.
#[derive(Clone, Copy)]
enum Weight<'r> {
    Clear,
    Open(Option<&'r Reason>),
    Against(&'r Reason),
}

impl Report {
    /// The verdict, from all stages. Fails closed: what is neither passed nor on the list of
    /// harmless skips is at best undetermined.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match &self.asked {
            // Where nobody may be asked, nothing that somebody shows can be held against them.
            Asked::NoCheckInForce => return Verdict::NoCheckInForce,
            Asked::Policy(policy) if policy.no_pass_needed => return Verdict::NoPassNeeded,
            Asked::Policy(_) | Asked::Nothing => {}
        }
        let weights = weigh(&self.stages);
        let any = |against: bool| {
            weights.iter().any(|weight| match weight {
                Weight::Against(_) => against,
                Weight::Open(_) => !against,
                Weight::Clear => false,
            })
        };
        if any(true) {
            Verdict::Refused
        } else if any(false) {
            Verdict::Undetermined
        } else if self.stages.rules == Outcome::Passed {
            Verdict::Accepted
        } else {
            Verdict::Authentic
        }
    }

    /// Whether nothing stands against the pass by itself, whatever a policy says of it.
    pub(crate) fn is_good_by_itself(&self) -> bool {
        let [by_itself @ .., _rules] = weigh(&self.stages);
        let mut weights = by_itself.iter();
        weights.all(|weight| matches!(weight, Weight::Clear))
    }

    /// Whether the check is undetermined for nothing but faults of the system, so that the policy's
    /// word decides what the door does (guarantee G02).
    #[must_use]
    pub fn is_system_fault(&self) -> bool {
        let is_system = |weight: &Weight<'_>| match weight {
            Weight::Open(reason) => reason.is_none_or(Reason::is_system_fault),
            Weight::Clear | Weight::Against(_) => true,
        };
        self.verdict() == Verdict::Undetermined
            && self.reason().is_some()
            && weigh(&self.stages).iter().all(is_system)
    }

    /// The first reason that made the verdict what it is; `None` if nothing stands against the
    /// pass, or nothing may be held against it here.
    #[must_use]
    pub fn reason(&self) -> Option<&Reason> {
        if !matches!(self.verdict(), Verdict::Refused | Verdict::Undetermined) {
            return None;
        }
        let weights = weigh(&self.stages);
        let against = weights.iter().find_map(|weight| match weight {
            Weight::Against(reason) => Some(*reason),
            Weight::Clear | Weight::Open(_) => None,
        });
        let open = || {
            weights.iter().find_map(|weight| match weight {
                Weight::Open(reason) => *reason,
                Weight::Clear | Weight::Against(_) => None,
            })
        };
        against.or_else(open)
    }
}

fn weigh(stages: &Stages) -> [Weight<'_>; 8] {
    let Stages {
        decode,
        signature,
        time,
        schema,
        key_usage,
        revocation,
        data,
        rules,
    } = stages;
    [
        must_pass(decode),
        must_pass(signature),
        must_pass(time),
        schema_weight(schema),
        must_pass(key_usage),
        may_be_skipped(
            revocation,
            &[SkipReason::NoRevocationData, SkipReason::NotCovered],
        ),
        may_be_skipped(data, &[SkipReason::NoPolicy]),
        may_be_skipped(rules, &[SkipReason::NoPolicy]),
    ]
}

fn must_pass(outcome: &Outcome) -> Weight<'_> {
    match outcome {
        Outcome::Passed => Weight::Clear,
        Outcome::Failed(reason) => Weight::Against(reason),
        Outcome::Undetermined(reason) => Weight::Open(Some(reason)),
        Outcome::Skipped(_) => Weight::Open(None),
    }
}

/// A departure from the schema is told and does not refuse, unless it leaves open what the pass
/// attests, or of whom (ADR 0006).
fn schema_weight(outcome: &Outcome) -> Weight<'_> {
    match outcome {
        Outcome::Failed(Reason::Schema(
            Fault::Missing | Fault::Type | Fault::Pattern | Fault::TooLong | Fault::BelowOne,
        )) => Weight::Clear,
        other => must_pass(other),
    }
}

fn may_be_skipped<'o>(outcome: &'o Outcome, harmless: &[SkipReason]) -> Weight<'o> {
    match outcome {
        Outcome::Skipped(why) if harmless.contains(why) => Weight::Clear,
        other => must_pass(other),
    }
}
