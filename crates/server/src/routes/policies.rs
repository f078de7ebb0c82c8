//! The policies of the installed bundle, and what people were told of them.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use cleanbill_verifier::Rehearsed;
use serde::Serialize;
use utoipa::ToSchema;

use crate::PolicyFacts;
use crate::app::App;

/// What people were told of a policy before it held: when, and what its rehearsal found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Announced {
    /// When the witnesses had signed that it was told, Unix seconds; null in a demonstration
    /// without witnesses.
    told_at: Option<i64>,
    /// Whether it was told as urgent.
    urgent: bool,
    /// Holders who are let in by it and were not before; null: fewer than ten, or not counted.
    gained: Option<u64>,
    /// Holders who are not let in any more; null: fewer than ten, or not counted.
    lost: Option<u64>,
}

/// A policy.
#[derive(Serialize, ToSchema)]
pub(crate) struct PolicyRead {
    /// Its name.
    id: String,
    /// Version of the document.
    version: u32,
    /// Its title by language; English is always there.
    title: BTreeMap<String, String>,
    /// Where it holds.
    region: String,
    /// The kinds of place.
    places: Vec<&'static str>,
    /// Which consecutive policy it is, from 1.
    number: u16,
    /// When it was signed, Unix seconds.
    signed_at: i64,
    /// From when on, Unix seconds.
    from: i64,
    /// Until when, Unix seconds.
    until: i64,
    /// Whether it lets in fewer people than what was before it.
    tighter: bool,
    /// What people were told beforehand; null where nothing in the ledger says so.
    announced: Option<Announced>,
}

impl From<Rehearsed> for Announced {
    fn from(rehearsed: Rehearsed) -> Self {
        Self {
            told_at: rehearsed.told_at,
            urgent: rehearsed.urgent,
            gained: rehearsed.gained,
            lost: rehearsed.lost,
        }
    }
}

impl From<PolicyFacts> for PolicyRead {
    fn from(facts: PolicyFacts) -> Self {
        Self {
            id: facts.id,
            version: facts.version,
            title: facts.title,
            region: facts.region,
            places: facts.places,
            number: facts.number,
            signed_at: facts.signed_at,
            from: facts.from,
            until: facts.until,
            tighter: facts.is_tighter,
            announced: facts.rehearsed.map(Announced::from),
        }
    }
}

/// The policies that are installed, those to come and those just over included; the latest first.
/// They are public, and so is this.
#[utoipa::path(
    get, path = "/api/v1/policies", tag = "watching",
    responses((status = 200, description = "All of them", body = Vec<PolicyRead>))
)]
pub(crate) async fn list(State(app): State<App>) -> Json<Vec<PolicyRead>> {
    let policies = app.policies.as_ref().map(|policies| policies.list());
    let policies = policies.unwrap_or_default().into_iter();
    Json(policies.map(PolicyRead::from).collect())
}
