use cleanbill_hcert::dcc::Fault;

use crate::{Outcome, Reason, Report, SkipReason, Stages};

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
    /// The policy has ended: nobody may be asked for a pass.
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
        let weights = weigh(&self.stages);
        if weights
            .iter()
            .any(|weight| matches!(weight, Weight::Against(_)))
        {
            Verdict::Refused
        } else if weights
            .iter()
            .any(|weight| matches!(weight, Weight::Open(_)))
        {
            Verdict::Undetermined
        } else {
            // Rules and policies do not exist yet, so nobody can be accepted by them.
            Verdict::Authentic
        }
    }

    /// The first reason that made the verdict what it is; `None` if nothing stands against the
    /// pass.
    #[must_use]
    pub fn reason(&self) -> Option<&Reason> {
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

fn weigh(stages: &Stages) -> [Weight<'_>; 7] {
    let Stages {
        decode,
        signature,
        time,
        schema,
        key_usage,
        revocation,
        rules,
    } = stages;
    [
        must_pass(decode),
        must_pass(signature),
        must_pass(time),
        schema_weight(schema),
        must_pass(key_usage),
        may_be_skipped(revocation, SkipReason::NoRevocationData),
        may_be_skipped(rules, SkipReason::NoPolicy),
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

fn may_be_skipped(outcome: &Outcome, harmless: SkipReason) -> Weight<'_> {
    match outcome {
        Outcome::Skipped(why) if *why == harmless => Weight::Clear,
        other => must_pass(other),
    }
}
