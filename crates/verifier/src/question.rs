//! The door's question: does this pass let the person in, at this kind of place, in this region?

use cleanbill_policy::{DoorTerms, Judgement, Place, Policy, PolicySet, Region, RuleBook};

use crate::data::DataTimes;

/// A door, and the data that it decides on.
#[derive(Debug, Clone, Copy)]
pub struct Door<'d> {
    /// The policies in force and to come.
    pub policies: &'d PolicySet,
    /// The rules that they name.
    pub rules: &'d RuleBook,
    /// When the data was published.
    pub data: DataTimes,
    /// What kind of place it is.
    pub place: Place,
    /// Where it is.
    pub region: &'d Region,
}

impl<'d> Door<'d> {
    /// The policy in force at `at` (Unix seconds).
    #[must_use]
    pub fn policy(&self, at: i64) -> Option<&'d Policy> {
        self.policies.in_force(self.place, self.region, at)
    }
}

/// Under what a pass was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Under no policy: the most that can be said is that a pass is authentic.
    Nothing,
    /// At a door at which no check is in force: nobody may be asked.
    NoCheckInForce,
    /// Under a policy.
    Policy(Box<UnderPolicy>),
}

/// A policy as a report keeps it: enough to name it on a slip, and to act by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderPolicy {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Its title in English and the other languages that it has.
    pub title: std::collections::BTreeMap<String, String>,
    /// Which consecutive policy it is, from 1 (guarantee G13).
    pub number: u16,
    /// The second in which it is over, Unix.
    pub until: i64,
    /// What the door sees and does.
    pub door: DoorTerms,
    /// Whether the holder needs no pass here, being under age.
    pub no_pass_needed: bool,
    /// What the policy says of the pass; `None` if it was not asked.
    pub judgement: Option<Judgement>,
}

impl UnderPolicy {
    pub(crate) fn new(policy: &Policy) -> Self {
        Self {
            id: policy.id.clone(),
            version: policy.version,
            title: policy.title.clone(),
            number: policy.number(),
            until: policy.until,
            door: policy.door,
            no_pass_needed: false,
            judgement: None,
        }
    }
}
