//! The quorum: groups of groups of witnesses, each asking for some of its members.

use std::fmt::Write as _;

use cleanbill_order::Arrange;

use super::PolicyWitness;

/// A witness or a group, by its number in the order of definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    Witness(usize),
    Group(usize),
}

/// A group, which comes after all of its members, and whose members are in no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) threshold: usize,
    pub(super) members: Vec<Member>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quorum {
    pub(super) groups: Vec<Group>,
    /// `None` asks for nobody.
    pub(super) goal: Option<Member>,
}

impl Quorum {
    /// The fewest witnesses that satisfy it.
    pub(super) fn witnesses_min(&self) -> usize {
        // Members are in one group each, so witnesses of different members are different.
        self.evaluate(
            |_| Some(1),
            |members, threshold| {
                members.arrange();
                members.get(..threshold).map(|least| least.iter().sum())
            },
        )
        .unwrap_or(0)
    }

    /// The earliest time at which it is satisfied, 0 if it asks for nobody, by when each witness
    /// cosigned; `None` if it is not.
    pub(super) fn reached_at(&self, times: &[Option<i64>]) -> Option<i64> {
        if self.goal.is_none() {
            return Some(0);
        }
        self.evaluate(
            |witness| times.get(witness).copied().flatten(),
            |members, threshold| {
                members.arrange();
                members.get(threshold.checked_sub(1)?).copied()
            },
        )
    }

    /// The value of the goal, from those of witnesses and from what a group makes of the values of
    /// its members that have one. Groups come after their members, so one pass will do.
    fn evaluate<T: Copy>(
        &self,
        of_witness: impl Fn(usize) -> Option<T>,
        of_group: impl Fn(&mut [T], usize) -> Option<T>,
    ) -> Option<T> {
        let mut values: Vec<Option<T>> = Vec::with_capacity(self.groups.len());
        let value = |member: Member, values: &[Option<T>]| match member {
            Member::Witness(witness) => of_witness(witness),
            Member::Group(group) => values.get(group).copied().flatten(),
        };
        for group in &self.groups {
            let mut members: Vec<T> = group
                .members
                .iter()
                .filter_map(|member| value(*member, &values))
                .collect();
            values.push(of_group(&mut members, group.threshold));
        }
        value(self.goal?, &values)
    }

    pub(super) fn write(&self, text: &mut String, witnesses: &[PolicyWitness]) {
        let name = |member: Member| match member {
            Member::Witness(witness) => witnesses.get(witness).map(|one| one.name.as_str()),
            Member::Group(group) => self.groups.get(group).map(|one| one.name.as_str()),
        };
        for group in &self.groups {
            let _ = write!(text, "group {} {}", group.name, group.threshold);
            for member in &group.members {
                text.push(' ');
                text.push_str(name(*member).unwrap_or_default());
            }
            text.push('\n');
        }
        let goal = self.goal.and_then(name).unwrap_or(super::parse::NONE);
        let _ = writeln!(text, "quorum {goal}");
    }
}
