//! Caps: how many passes can be taken away a day, whoever signs (G07).
//!
//! | scope | default a day | why |
//! |---|---|---|
//! | officer | 20 | a case takes a head of office twenty minutes: more is no deciding |
//! | office pair | 50 | two offices at it all day; Henan's 1,317 would take them 27 days |
//! | region | 200 | a hundred thousandth of a region of twenty million people |
//! | nation | 1,000 | so that a notice reaches a newspaper before it reaches a crowd |
//! | withdrawal | 10 | keys, products, lots and lists withdrawn, each counted as one |
//!
//! Keys, products, lots and lists touch more passes than can be counted one by one. Each counts as
//! one withdrawal, and but for a compromised key each needs an independent reviewer's signature
//! beside the two officers' ([`ActContent::needs_reviewer`]).
//!
//! The registry counts when an act is approved; the publisher counts again, without its rows.

use cleanbill_health::DAY_SECS;

use crate::act::{ActContent, ActKind};
use crate::approval::Signer;
use crate::registry::CapUse;
use crate::staff::Staff;
use cleanbill_cose::closed_list;

closed_list! {
    /// Whose cap it is.
    CapScope {
        /// One officer.
        Officer = 1, "officer";
        /// The two offices that sign together.
        OfficePair = 2, "office-pair";
        /// The region of an office that signs.
        Region = 3, "region";
        /// The nation.
        Nation = 4, "nation";
        /// Keys, products, lots and lists withdrawn, over the nation.
        Withdrawal = 5, "withdrawal";
    }
}

/// How many a day; see the module for the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Passes that one officer signs for.
    pub officer: i64,
    /// Passes that two offices sign for together.
    pub office_pair: i64,
    /// Passes for which an office of one region signs.
    pub region: i64,
    /// Passes over the nation.
    pub nation: i64,
    /// Withdrawals over the nation.
    pub withdrawals: i64,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            officer: 20,
            office_pair: 50,
            region: 200,
            nation: 1_000,
            withdrawals: 10,
        }
    }
}

/// A day as caps count: days since 1970-01-01.
#[must_use]
pub fn day_of(now: i64) -> i32 {
    i32::try_from(now.div_euclid(DAY_SECS)).unwrap_or(i32::MAX)
}

/// What an act that takes passes away draws on each cap, if it is signed by these officers and
/// counted on this day; nothing for any other act.
#[must_use]
pub fn uses(
    act: &ActContent,
    officers: &[Signer],
    staff: &Staff,
    caps: &Caps,
    day: i32,
) -> Vec<CapUse> {
    let kind = act.kind();
    if !kind.takes_away() {
        return Vec::new();
    }
    let one = |scope: CapScope, key: String, amount: i64, max: i64| CapUse {
        day,
        scope: scope.number(),
        key,
        amount,
        max,
    };
    if is_withdrawal(kind) {
        return vec![one(
            CapScope::Withdrawal,
            String::new(),
            1,
            caps.withdrawals,
        )];
    }
    let amount = i64::try_from(act.handles().len()).unwrap_or(i64::MAX);
    let mut all = Vec::with_capacity(6);
    for signer in officers {
        let key = signer.officer.to_string();
        all.push(one(CapScope::Officer, key, amount, caps.officer));
    }
    let mut offices: Vec<&str> = officers.iter().map(|s| s.office.as_str()).collect();
    offices.sort_unstable();
    offices.dedup();
    // No name has the bar in it.
    all.push(one(
        CapScope::OfficePair,
        offices.join("|"),
        amount,
        caps.office_pair,
    ));
    let region = |name: &&str| staff.office(name).map(|office| office.spec.region.clone());
    let mut regions: Vec<String> = offices.iter().filter_map(region).collect();
    regions.sort_unstable();
    regions.dedup();
    for key in regions {
        all.push(one(CapScope::Region, key, amount, caps.region));
    }
    all.push(one(CapScope::Nation, String::new(), amount, caps.nation));
    all
}

/// Whether an act of this kind touches passes that it does not name.
#[must_use]
pub const fn is_withdrawal(kind: ActKind) -> bool {
    matches!(
        kind,
        ActKind::WithdrawKey | ActKind::WithdrawValue | ActKind::ImportRevocations
    )
}
