//! A record, as it is shown.

use cleanbill_authority::{AuthorityError, MandateView, PassStatus, Record};
use cleanbill_hcert::dcc::render_json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ServerError;
use crate::routes::acts::ActRead;

/// A version of who somebody is.
#[derive(Serialize, ToSchema)]
pub(crate) struct VersionRead {
    /// 1 for the first; the highest holds.
    version: i32,
    /// Since when, Unix seconds.
    at: i64,
    /// The number of the officer who wrote it.
    officer: Option<i64>,
    /// Their office.
    office: String,
    /// Fields that differ from the version before.
    changed: Vec<&'static str>,
    /// As passes show it.
    surname: Option<String>,
    /// As passes show it.
    forename: Option<String>,
    /// In `A`–`Z` and `<`.
    surname_standardised: Option<String>,
    /// In `A`–`Z` and `<`.
    forename_standardised: Option<String>,
    /// As far as it is known.
    birth_date: String,
}

/// What happened.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventRead {
    /// Its id.
    event: String,
    /// The event that it corrects.
    corrects: Option<String>,
    /// Whether another one stands in its place.
    corrected: bool,
    /// The office that vouches for it.
    office: String,
    /// Where it was told from.
    source: &'static str,
    /// When it was entered, Unix seconds.
    at: i64,
    /// Fields that differ from the event that it corrects.
    changed: Vec<&'static str>,
    /// Its lot.
    lot: Option<String>,
    /// What a pass for it says.
    #[schema(value_type = Object)]
    payload: serde_json::Value,
}

/// A pass.
#[derive(Serialize, ToSchema)]
pub(crate) struct PassRead {
    /// Its id.
    pass: String,
    /// The event that it stands on.
    event: String,
    /// The pass that it takes the place of.
    replaces: Option<String>,
    /// Whether it is a light pass.
    light: bool,
    /// In which form: `dcc`, `icvp` or `shc`.
    form: &'static str,
    /// Unix seconds.
    issued_at: i64,
    /// Unix seconds.
    expires_at: i64,
    /// `valid`, `replaced`, `noticed`, `revoked` or `expired`.
    status: &'static str,
    /// Why it was, or is going to be, taken back.
    reason: Option<&'static str>,
    /// Since when, or from when on, Unix seconds.
    since: Option<i64>,
}

/// A look at the record.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccessRead {
    /// Its id, by which an appeal names it.
    access: String,
    /// The number of the officer who looked; nobody where it was the holder.
    officer: Option<i64>,
    /// Their office.
    office: Option<String>,
    /// Their role.
    role: Option<&'static str>,
    /// What for.
    purpose: &'static str,
    /// On which ground of law.
    basis: Option<&'static str>,
    /// In the course of which act.
    act: Option<String>,
    /// When, Unix seconds.
    at: i64,
}

/// Somebody who may act for a holder.
#[derive(Serialize, ToSchema)]
pub(crate) struct MandateRead {
    /// Its id.
    mandate: String,
    /// For whom.
    holder: String,
    /// Who may.
    representative: String,
    /// Whether they may also ask for corrections and object.
    may_act: bool,
    /// Until when, Unix seconds.
    ends_at: i64,
}

impl MandateRead {
    pub(crate) fn of(mandate: &MandateView) -> Self {
        Self {
            mandate: mandate.id.to_string(),
            holder: mandate.holder.to_string(),
            representative: mandate.representative.to_string(),
            may_act: mandate.may_act,
            ends_at: mandate.ends_at,
        }
    }
}

/// A holder's record.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecordRead {
    /// Whose.
    holder: String,
    /// Who they are, the newest version first.
    versions: Vec<VersionRead>,
    /// What happened, the oldest first.
    events: Vec<EventRead>,
    /// Their passes, the oldest first.
    passes: Vec<PassRead>,
    /// Who looked, the newest first.
    accesses: Vec<AccessRead>,
    /// The acts about them, the oldest first.
    acts: Vec<ActRead>,
    /// Who may act for them, and for whom they may.
    mandates: Vec<MandateRead>,
    /// Whether they gave a delivery channel.
    has_channel: bool,
}

impl RecordRead {
    pub(crate) fn of(record: &Record) -> Result<Self, ServerError> {
        Ok(Self {
            holder: record.holder.to_string(),
            versions: versions(record),
            events: events(record)?,
            passes: passes(record),
            accesses: accesses(record),
            acts: record.acts.iter().map(ActRead::of).collect(),
            mandates: record.mandates.iter().map(MandateRead::of).collect(),
            has_channel: record.has_channel,
        })
    }
}

fn versions(record: &Record) -> Vec<VersionRead> {
    let versions = record.versions.iter().map(|version| {
        let name = version.person.name();
        VersionRead {
            version: version.version,
            at: version.at,
            officer: version.officer,
            office: version.office.clone(),
            changed: version.changed.iter().map(|field| field.name()).collect(),
            surname: name.surname.clone(),
            forename: name.forename.clone(),
            surname_standardised: name.surname_standardised.clone(),
            forename_standardised: name.forename_standardised.clone(),
            birth_date: version.person.birth_date_text().to_owned(),
        }
    });
    versions.collect()
}

fn events(record: &Record) -> Result<Vec<EventRead>, ServerError> {
    let person = record.person().ok_or(AuthorityError::Damaged)?;
    let events = record.events.iter().map(|event| {
        let request = event.event.request(person).map_err(AuthorityError::from)?;
        Ok(EventRead {
            event: event.id.to_string(),
            corrects: event.corrects.map(|id| id.to_string()),
            corrected: event.is_corrected,
            office: event.office.clone(),
            source: event.source.name(),
            at: event.at,
            changed: event.changed.iter().map(|field| field.name()).collect(),
            lot: event.event.lot().map(str::to_owned),
            payload: render_json(&request.draft().to_value()),
        })
    });
    events.collect()
}

fn passes(record: &Record) -> Vec<PassRead> {
    let passes = record.passes.iter().map(|pass| {
        let (status, reason, since) = match pass.status {
            PassStatus::Valid => ("valid", None, None),
            PassStatus::Replaced => ("replaced", None, None),
            PassStatus::Noticed {
                reason,
                effective_at,
            } => ("noticed", Some(reason.name()), Some(effective_at)),
            PassStatus::Revoked { reason, since } => ("revoked", Some(reason.name()), Some(since)),
            PassStatus::Expired => ("expired", None, None),
        };
        PassRead {
            pass: pass.id.to_string(),
            event: pass.event.to_string(),
            replaces: pass.replaces.map(|id| id.to_string()),
            light: pass.light,
            form: pass.form.name(),
            issued_at: pass.issued_at,
            expires_at: pass.expires_at,
            status,
            reason,
            since,
        }
    });
    passes.collect()
}

fn accesses(record: &Record) -> Vec<AccessRead> {
    let accesses = record.accesses.iter().map(|access| AccessRead {
        access: access.id.to_string(),
        officer: access.officer,
        office: access.office.clone(),
        role: access.role.map(|role| role.name()),
        purpose: access.purpose.name(),
        basis: access.basis.map(|basis| basis.name()),
        act: access.act.map(|id| id.to_string()),
        at: access.at,
    });
    accesses.collect()
}
