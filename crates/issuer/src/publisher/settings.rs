//! Settings as signed acts made them: the table of settings can be written by whoever writes rows.

use std::collections::BTreeMap;

use cleanbill_webauthn::RelyingParty;

use super::{PublishError, RejectedAct};
use crate::act::machine::Course;
use crate::act::{ActRecord, ActState, Body};
use crate::approval::check_approvals;
use crate::caps::Caps;
use crate::registry::Shard;
use crate::staff::VerifiedStaff;

/// A setting as an act of two offices made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignedSetting {
    /// When the act was proposed, Unix seconds.
    pub at: i64,
    /// The hash of the act.
    pub act: [u8; 32],
    /// Its value.
    pub value: i64,
}

/// The caps that count: what the deployment allows, lowered by acts of configuration that two
/// offices signed; of several the newest. Also gives the acts that claim to be in force and are
/// not.
#[must_use]
pub fn signed_caps(
    staff: &VerifiedStaff,
    acts: &[ActRecord],
    rps: &[RelyingParty],
    most: &Caps,
) -> (Caps, Vec<RejectedAct>) {
    let (newest, rejected) = signed_settings(staff, acts, rps);
    let lower = |name: &str, max: i64| newest.get(name).map_or(max, |told| told.value.min(max));
    let caps = Caps {
        officer: lower("cap.officer", most.officer),
        office_pair: lower("cap.office-pair", most.office_pair),
        region: lower("cap.region", most.region),
        nation: lower("cap.nation", most.nation),
        withdrawals: lower("cap.withdrawals", most.withdrawals),
    };
    (caps, rejected)
}

/// The settings that acts in force made which two offices signed, by name; of several the newest.
/// Also gives the acts that claim to be in force and are not.
#[must_use]
pub fn signed_settings(
    staff: &VerifiedStaff,
    acts: &[ActRecord],
    rps: &[RelyingParty],
) -> (BTreeMap<String, SignedSetting>, Vec<RejectedAct>) {
    let mut rejected = Vec::new();
    let mut newest: BTreeMap<String, SignedSetting> = BTreeMap::new();
    for record in acts {
        match setting(staff, record, rps) {
            Ok((name, value, at)) => {
                let act = record.row.hash;
                let told = SignedSetting { at, act, value };
                let held = newest.entry(name).or_insert(told);
                *held = (*held).max(told);
            }
            Err(why) if why.is_alarm() => rejected.push(RejectedAct {
                id: record.row.id,
                hash: record.row.hash,
                why,
            }),
            Err(_) => {}
        }
    }
    (newest, rejected)
}

fn setting(
    staff: &VerifiedStaff,
    record: &ActRecord,
    rps: &[RelyingParty],
) -> Result<(String, i64, i64), PublishError> {
    let signed = staff.directory().signed(record, Shard::default())?;
    let Body::Configure { name, value } = &signed.content.body else {
        return Err(PublishError::Kind);
    };
    let course = Course {
        id: signed.id,
        content: &signed.content,
        steps: &signed.steps,
    };
    if course.standing()?.state != Some(ActState::Effective) {
        return Err(PublishError::NotEffective);
    }
    staff.staff().check_region(&signed.content)?;
    check_approvals(&signed.content, &signed.approvals, staff.staff(), rps)?;
    // Other settings than numbers are none of the publisher's.
    let number = value.parse().ok().filter(|number| *number >= 0);
    let number = number.ok_or(PublishError::NotEffective)?;
    Ok((name.clone(), number, signed.content.at))
}
