//! Keys of machines.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use cleanbill_authority::AuthorityError;
use cleanbill_issuer::registry::{RowId, Shard};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::Role;
use cleanbill_seal::{IdKind, TokenUse};
use cleanbill_store::ApiKeyRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::routes::hex;
use crate::sign_in::{Secret, Signed};

/// The longest life of a key, days.
const DAYS_MAX: u16 = 366;
/// Keys are rows of the registry, and their numbers those of no other row.
const KEY: IdKind = IdKind::OfficerKey;

/// For which machine.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyAsked {
    /// The number of an officer of the caller's office whose role is `machine`.
    officer: i64,
    /// How long it counts, 1 to 366 days.
    #[schema(minimum = 1, maximum = 366)]
    days: u16,
    /// SHA-256 of the certificate (DER) that the machine connects with, 64 hexadecimal digits: then
    /// the key counts with that alone.
    certificate: Option<String>,
}

/// A key, shown this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyGiven {
    /// Its id, to withdraw it.
    id: String,
    /// For the header `Authorization: Bearer …`.
    key: String,
    /// Until when, Unix seconds.
    expires_at: i64,
}

/// Give a machine of one's own office a key.
#[utoipa::path(
    post, path = "/api/v1/api-keys", tag = "api-keys", request_body = KeyAsked,
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The key", body = KeyGiven),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn give(
    State(app): State<App>,
    signed: Signed,
    Strict { value, .. }: Strict<KeyAsked>,
) -> Result<Json<KeyGiven>, ServerError> {
    let caller = &signed.caller;
    caller.may(Permission::ApiKeys)?;
    if !(1..=DAYS_MAX).contains(&value.days) {
        return Err(ServerError::Field { field: "days" });
    }
    let wrong = ServerError::Field {
        field: "certificate",
    };
    let certificate = match &value.certificate {
        None => None,
        Some(digits) => Some(Secret::parse(digits).ok_or(wrong)?.bytes()),
    };
    let now = app.now();
    let machine = app.authority.caller(value.officer, now).await;
    let machine = machine
        .ok()
        .filter(|machine| machine.role() == Role::Machine && machine.office() == caller.office());
    let machine = machine.ok_or(ServerError::Field { field: "officer" })?;
    let store = app.authority.store();
    let ids = store.reserve_ids(Shard::default(), 1).await;
    let id = ids.map_err(AuthorityError::from)?.start;
    let secret = Secret::draw(&app);
    let row = ApiKeyRow {
        id: RowId(id),
        officer: machine.officer(),
        tag: secret.tag(&app, TokenUse::ApiKey),
        certificate,
        at: now,
        expires_at: now.saturating_add(i64::from(value.days) * 86_400),
    };
    store
        .keep_api_key(&row)
        .await
        .map_err(AuthorityError::from)?;
    Ok(Json(KeyGiven {
        id: public_id(&app, &row)?,
        key: secret.api_key_text(),
        expires_at: row.expires_at,
    }))
}

fn public_id(app: &App, row: &ApiKeyRow) -> Result<String, ServerError> {
    let ring = app.authority.ring();
    let id = ring.public_id(KEY, Shard::default(), row.id.0);
    Ok(id.map_err(AuthorityError::from)?.to_string())
}

/// A key, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyRead {
    /// Its id.
    id: String,
    /// The machine's number.
    officer: i64,
    /// SHA-256 of the certificate that it is bound to, hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate: Option<String>,
    /// Since when, Unix seconds.
    at: i64,
    /// Until when, Unix seconds.
    expires_at: i64,
}

/// Keys of one office.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeysRead {
    /// The oldest first.
    keys: Vec<KeyRead>,
}

/// The rows of the caller's office, each with the machine's number.
async fn own_rows(app: &App, signed: &Signed) -> Result<Vec<(ApiKeyRow, i64)>, ServerError> {
    signed.caller.may(Permission::ApiKeys)?;
    let rows = app.authority.store().api_keys().await;
    let mut own = Vec::new();
    for row in rows.map_err(AuthorityError::from)? {
        match app.authority.caller_of(row.officer, app.now()).await {
            Ok(machine) if machine.office() == signed.caller.office() => {
                own.push((row, machine.number()));
            }
            Ok(_) | Err(AuthorityError::NotAppointed) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(own)
}

/// Keys of machines of one's own office.
#[utoipa::path(
    get, path = "/api/v1/api-keys", tag = "api-keys", security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "All of them", body = KeysRead),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<KeysRead>, ServerError> {
    let mut keys = Vec::new();
    for (row, officer) in own_rows(&app, &signed).await? {
        keys.push(KeyRead {
            id: public_id(&app, &row)?,
            officer,
            certificate: row.certificate.map(|hash| hex(&hash)),
            at: row.at,
            expires_at: row.expires_at,
        });
    }
    Ok(Json(KeysRead { keys }))
}

/// Withdraw the key of a machine of one's own office.
#[utoipa::path(
    delete, path = "/api/v1/api-keys/{key}", tag = "api-keys",
    params(("key" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 204, description = "It counts no more"),
        (status = 404, description = "Not here, or not of this office", body = Problem)
    )
)]
pub(crate) async fn withdraw(
    State(app): State<App>,
    signed: Signed,
    Path(key): Path<String>,
) -> Result<StatusCode, ServerError> {
    let own = own_rows(&app, &signed).await?;
    let found = app.authority.ring().parse_public_id(KEY, &key);
    let (_, id) = found.map_err(|_| AuthorityError::NotFound)?;
    let row = own.iter().find(|(row, _)| row.id.0 == id);
    let (row, _) = row.ok_or(AuthorityError::NotFound)?;
    let ended = app.authority.store().end_api_key(row.id).await;
    ended.map_err(AuthorityError::from)?;
    Ok(StatusCode::NO_CONTENT)
}
