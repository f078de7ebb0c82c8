//! Offices and officers, and links by which officers register keys.

use axum::Json;
use axum::extract::State;
use cleanbill_authority::{Invited, Registered, Token};
use cleanbill_issuer::staff::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::routes::beginning::KeyRegistered;
use crate::routes::hex;
use crate::sign_in::Signed;

/// An office.
#[derive(Serialize, ToSchema)]
pub(crate) struct OfficeRead {
    /// Its name.
    name: String,
    /// Its region.
    region: String,
    /// What sort of office.
    kind: &'static str,
    /// Since when, Unix seconds.
    opened_at: i64,
    /// When it was closed, Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_at: Option<i64>,
}

/// An officer, by number.
#[derive(Serialize, ToSchema)]
pub(crate) struct OfficerRead {
    /// The stable number that holders see.
    officer: i64,
    /// The office of the last appointment.
    office: String,
    /// As what.
    role: &'static str,
    /// Since when, Unix seconds.
    since: i64,
    /// When the appointment ended, Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<i64>,
    /// How many keys they sign with.
    keys: usize,
}

/// Offices and officers, as signed acts made them.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffRead {
    /// The hash of the founding act, hexadecimal.
    founding: String,
    /// Offices.
    offices: Vec<OfficeRead>,
    /// Officers.
    officers: Vec<OfficerRead>,
    /// Rows that no signed act in force stands behind.
    rejected_rows: usize,
}

/// Offices and officers.
#[utoipa::path(
    get, path = "/api/v1/staff", tag = "staff", security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "All of them", body = StaffRead),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn view(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<StaffRead>, ServerError> {
    let staff = app.authority.staff(&signed.caller).await?;
    let offices = staff.offices.into_iter().map(|office| OfficeRead {
        name: office.name,
        region: office.region,
        kind: office.kind.name(),
        opened_at: office.opened_at,
        closed_at: office.closed_at,
    });
    let officers = staff.officers.into_iter().map(|officer| OfficerRead {
        officer: officer.number,
        office: officer.office,
        role: officer.role.name(),
        since: officer.since,
        ended_at: officer.ended_at,
        keys: officer.keys,
    });
    Ok(Json(StaffRead {
        founding: hex(&staff.founding),
        offices: offices.collect(),
        officers: officers.collect(),
        rejected_rows: staff.rejected_rows,
    }))
}

/// Whom a link is for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inviting {
    /// The office's name.
    office: String,
    /// `clinic`, `desk`, `office-head`, `policy-maker`, `key-custodian`, `reviewer`, `auditor` or
    /// `machine`.
    role: String,
    /// The number of an officer who registers a further key; nobody for a new one.
    officer: Option<i64>,
}

/// A one-time link's secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct Invitation {
    /// 64 hexadecimal digits. Whoever has them registers the key: hand them over in person.
    token: String,
}

/// Make a one-time link by which somebody registers the key that they will sign with.
#[utoipa::path(
    post, path = "/api/v1/invitations", tag = "staff", request_body = Inviting,
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The link", body = Invitation),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn invite(
    State(app): State<App>,
    signed: Signed,
    Strict { value, .. }: Strict<Inviting>,
) -> Result<Json<Invitation>, ServerError> {
    let role = Role::from_name(&value.role);
    let invited = Invited {
        office: value.office,
        role: role.ok_or(ServerError::Field { field: "role" })?,
        officer: value.officer,
    };
    let token = app
        .authority
        .invite(&signed.caller, &invited, app.now())
        .await?;
    Ok(Json(Invitation {
        token: token.to_text(),
    }))
}

/// Which link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The link's secret.
    token: String,
}

/// What came of a link.
#[derive(Serialize, ToSchema)]
pub(crate) struct Outcome {
    /// The key that was registered by it, if one was.
    registered: Option<KeyRegistered>,
}

impl From<Registered> for KeyRegistered {
    fn from(registered: Registered) -> Self {
        Self {
            fingerprint: hex(&registered.fingerprint),
            officer: registered.officer,
            office: registered.office,
            role: registered.role.name(),
            login: registered.login.map(|login| hex(&login)),
        }
    }
}

/// See which key was registered by a link.
#[utoipa::path(
    post, path = "/api/v1/invitations/outcome", tag = "staff", request_body = Asked,
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The key, if there is one", body = Outcome),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn registered(
    State(app): State<App>,
    signed: Signed,
    Strict { value, .. }: Strict<Asked>,
) -> Result<Json<Outcome>, ServerError> {
    // Who may not ask is told so, whatever they sent.
    signed
        .caller
        .may(cleanbill_issuer::role::Permission::Staff)?;
    let token = Token::parse(&value.token).ok_or(ServerError::Field { field: "token" })?;
    let found = app.authority.registered(&signed.caller, &token, app.now());
    Ok(Json(Outcome {
        registered: found.await?.map(KeyRegistered::from),
    }))
}
