//! Holders, as officers find and open them: each look is written down first (G11).

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use cleanbill_authority::intake::Document;
use cleanbill_authority::{AuthorityError, Query as Seeking, Reissued};
use cleanbill_hcert::dcc::PersonName;
use cleanbill_issuer::act::LegalBasis;
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::Purpose;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::routes::door::PassText;
use crate::routes::forms::{self, Form, Format, Layout};
use crate::routes::hex;
use crate::routes::passes::DocumentTold;
use crate::routes::record::RecordRead;
use crate::sign_in::Signed;

/// Whom an officer looks for: by a document, or by names and birth date.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sought {
    /// The document that they show.
    document: Option<DocumentTold>,
    /// In any script.
    surname: Option<String>,
    /// In any script.
    forename: Option<String>,
    /// As far as it is known.
    birth_date: Option<String>,
}

/// Holders, by id.
#[derive(Serialize, ToSchema)]
pub(crate) struct Found {
    /// At most twenty; each of them sees that they were looked for.
    holders: Vec<String>,
}

/// Find holders. Answers are ids and nothing else; each of them sees that they were looked for.
#[utoipa::path(
    post, path = "/api/v1/holders/find", tag = "holders", request_body = Sought,
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "Ids", body = Found),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 409, description = "Too many", body = Problem)
    )
)]
pub(crate) async fn find(
    State(app): State<App>,
    signed: Signed,
    Strict { value, .. }: Strict<Sought>,
) -> Result<Json<Found>, ServerError> {
    signed.caller.may(Permission::FindHolder)?;
    let by_person = [&value.surname, &value.forename, &value.birth_date];
    let by_person = by_person.iter().any(|part| part.is_some());
    let query = match value.document {
        Some(_) if by_person => return Err(ServerError::Field { field: "document" }),
        Some(told) => {
            let document = Document::new(&told.kind, &told.country, &told.number);
            Seeking::Document(document.map_err(AuthorityError::from)?)
        }
        None => Seeking::Person {
            name: PersonName {
                surname: value.surname,
                forename: value.forename,
                ..PersonName::default()
            },
            birth_date: value.birth_date.unwrap_or_default(),
        },
    };
    let holders = app
        .authority
        .find_holders(&signed.caller, &query, app.now());
    let holders = holders.await?;
    Ok(Json(Found {
        holders: holders.iter().map(ToString::to_string).collect(),
    }))
}

/// Why a record is opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Opening {
    /// Such as `holder-asked`, `correct`, `print`, `appeal`; the holder sees it.
    purpose: String,
    /// On which ground of law, such as `court-order`; the holder sees it.
    basis: Option<String>,
}

/// Open a holder's record. The look is written down first, and the holder sees it.
#[utoipa::path(
    post, path = "/api/v1/holders/{holder}/open", tag = "holders", request_body = Opening,
    params(("holder" = String, Path, description = "Their id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The record", body = RecordRead),
        (status = 403, description = "Not in this role, or not for this purpose", body = Problem),
        (status = 404, description = "Nobody by this id", body = Problem)
    )
)]
pub(crate) async fn open(
    State(app): State<App>,
    signed: Signed,
    Path(holder): Path<String>,
    Strict { value, .. }: Strict<Opening>,
) -> Result<Json<RecordRead>, ServerError> {
    signed.caller.may(Permission::OpenHolder)?;
    let purpose = Purpose::from_name(&value.purpose);
    let purpose = purpose.ok_or(ServerError::Field { field: "purpose" })?;
    let basis = value.basis.as_deref().map(legal_basis).transpose()?;
    let authority = &app.authority;
    let record = authority.open_record(&signed.caller, &holder, purpose, basis, app.now());
    Ok(Json(RecordRead::of(&record.await?)?))
}

pub(crate) fn legal_basis(name: &str) -> Result<LegalBasis, ServerError> {
    LegalBasis::from_name(name).ok_or(ServerError::Field { field: "basis" })
}

/// How a page for a holder is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Printed {
    /// In which form; without it, as the header `Accept` says, else as JSON.
    format: Option<Format>,
    /// Which page, for PDF; A4 without it.
    layout: Option<Layout>,
    /// Language of a page, such as `fr`; without it, as the header `Accept-Language` says, else
    /// English.
    #[param(max_length = 35)]
    lang: Option<String>,
    /// Whether a page has the collection code too, which opens the holder's own record.
    #[serde(default)]
    #[param(required = false)]
    code: bool,
}

/// Print a pass, after issuing it or again: its text, a page (PDF), its code as a picture (PNG), or
/// what it stands on (FHIR). The holder sees that it was looked at, and what for.
#[utoipa::path(
    post, path = "/api/v1/passes/{pass}/print", tag = "passes",
    params(("pass" = String, Path, description = "Its id"), Printed),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The pass", content(
            (PassText = "application/json"), (String = "application/pdf"), (String = "image/png"),
            (Object = "application/fhir+json")
        )),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "No such pass", body = Problem)
    )
)]
pub(crate) async fn print(
    State(app): State<App>,
    signed: Signed,
    Path(pass): Path<String>,
    Query(asked): Query<Printed>,
    headers: HeaderMap,
) -> Result<Response, ServerError> {
    let (authority, caller, now) = (&app.authority, &signed.caller, app.now());
    caller.may(Permission::Print)?;
    let form = Form::new(asked.format, asked.layout, asked.lang);
    if form.format(&headers) == Format::Fhir {
        let bundle = authority.pass_export(caller, &pass, now);
        return Ok(forms::fhir(bundle.await?));
    }
    let handout = authority.pass_handout(caller, &pass, now).await?;
    let code = match asked.code {
        false => None,
        true => Some(authority.standing_code(caller, &pass).await?.grouped()),
    };
    forms::hand_over(&app, (&form, &headers), handout, code).await
}

/// A collection code.
#[derive(Serialize, ToSchema)]
pub(crate) struct CodeGiven {
    /// With what the holder collects the pass, once.
    code: String,
}

/// Give a new collection code for a pass; those before it are void.
#[utoipa::path(
    post, path = "/api/v1/passes/{pass}/code", tag = "passes",
    params(("pass" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The code", body = CodeGiven),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "No such pass", body = Problem)
    )
)]
pub(crate) async fn code(
    State(app): State<App>,
    signed: Signed,
    Path(pass): Path<String>,
) -> Result<Json<CodeGiven>, ServerError> {
    let code = app.authority.new_code(&signed.caller, &pass, app.now());
    Ok(Json(CodeGiven {
        code: code.await?.grouped(),
    }))
}

/// A pass in place of another.
#[derive(Serialize, ToSchema)]
pub(crate) struct PassReissued {
    /// The new pass.
    pass: String,
    /// The one that it takes the place of.
    replaces: String,
    /// The act.
    act: String,
    /// What is drawn as a QR code.
    text: String,
    /// With what the holder collects the pass, once.
    collection_code: String,
    /// The secret by which the holder finds their pass in the public ledger, hexadecimal.
    receipt: String,
    /// Unix seconds.
    expires_at: i64,
}

impl From<Reissued> for PassReissued {
    fn from(reissued: Reissued) -> Self {
        Self {
            pass: reissued.pass.to_string(),
            replaces: reissued.replaces.to_string(),
            act: reissued.act.to_string(),
            text: reissued.text,
            collection_code: reissued.code.grouped(),
            receipt: hex(&reissued.receipt),
            expires_at: reissued.expires_at,
        }
    }
}

/// Issue a pass again for the same event: lost, or its key was rotated.
#[utoipa::path(
    post, path = "/api/v1/passes/{pass}/reissue", tag = "passes",
    params(("pass" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The new pass", body = PassReissued),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "No such pass", body = Problem)
    )
)]
pub(crate) async fn reissue(
    State(app): State<App>,
    signed: Signed,
    Path(pass): Path<String>,
) -> Result<Json<PassReissued>, ServerError> {
    let reissued = app
        .authority
        .reissue(&signed.caller, &pass, app.now())
        .await?;
    app.counts.issued(1);
    Ok(Json(reissued.into()))
}
