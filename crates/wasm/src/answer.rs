//! What is answered about a door, and about the data.

use std::collections::BTreeMap;

use cleanbill_ledger::release::Released;
use cleanbill_policy::Policy;
use cleanbill_verifier::{Bundle, DoorVerdict};
use serde::Serialize;

/// All that a door sees. Nothing of the ground (guarantee G04): of a good pass of any ground the
/// same bytes, but for name and birth date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoorAnswer {
    verdict: &'static str,
    action: &'static str,
    /// The stable code of the reason.
    code: &'static str,
    /// The message that says it.
    saying: &'static str,
    name: Option<String>,
    birth_date: Option<String>,
    data_age_secs: Option<i64>,
    data_ageing: bool,
    consecutive_policy: Option<u16>,
}

impl DoorAnswer {
    pub(crate) fn of(door: DoorVerdict) -> Self {
        Self {
            verdict: door.verdict.name(),
            action: door.action.name(),
            code: door.reason.code(),
            saying: door.reason.saying().id(),
            name: door.name,
            birth_date: door.birth_date,
            data_age_secs: door.data_age_secs,
            data_ageing: door.data_ageing,
            consecutive_policy: door.consecutive_policy,
        }
    }
}

/// A policy, as it is chosen from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyAnswer {
    id: String,
    version: u32,
    /// By language; English is always there.
    title: BTreeMap<String, String>,
    region: String,
    places: Vec<&'static str>,
    /// Which consecutive policy it is, from 1.
    number: u16,
    /// Unix seconds.
    from: i64,
    /// Unix seconds.
    until: i64,
}

impl PolicyAnswer {
    pub(crate) fn of(policy: &Policy) -> Self {
        Self {
            id: policy.id.clone(),
            version: policy.version,
            title: policy.title.clone(),
            region: policy.region.as_str().to_owned(),
            places: policy.places.iter().map(|place| place.name()).collect(),
            number: policy.number(),
            from: policy.from,
            until: policy.until,
        }
    }
}

/// What is checked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// Root and manifest, `2.17`.
    version: String,
    /// Unix seconds.
    issued_at: i64,
    /// Unix seconds.
    expires_at: i64,
    /// The name of the ledger that it is in.
    ledger: Option<String>,
    /// Whether nobody independent watches that ledger.
    demonstration: bool,
}

impl About {
    pub(crate) fn of(bundle: &Bundle) -> Self {
        let ledger = bundle.ledger.as_ref();
        Self {
            version: bundle.version.to_string(),
            issued_at: bundle.data.issued_at,
            expires_at: bundle.data.expires_at,
            ledger: ledger.map(|ledger| ledger.policy.origin().to_owned()),
            demonstration: ledger.is_some_and(|ledger| ledger.demonstration),
        }
    }
}

/// A release that is in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReleaseAnswer {
    version: String,
    /// The number of its entry: a later release has a larger one.
    index: u64,
    /// When the witnesses had signed that it is there, Unix seconds.
    cosigned_at: i64,
}

impl ReleaseAnswer {
    pub(crate) fn of(released: Released) -> Self {
        Self {
            version: released.release.version,
            index: released.index,
            cosigned_at: released.cosigned.cosigned_at,
        }
    }
}
