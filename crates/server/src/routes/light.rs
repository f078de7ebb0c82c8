//! Light passes: for a day each, for one policy, without a ground (G04, ADR 0016).

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use cleanbill_authority::LightDraft;
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::{IssuedLight, LIGHT_WINDOWS_MAX, LightBatch};
use cleanbill_paper::{read_light_sheet, render_light_sheet};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::routes::door::Inside;
use crate::routes::forms::{self, Form, Format};
use crate::sign_in::Signed;

/// For what light passes are asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LightAsked {
    /// The id of the policy that they are to count under, as it is published.
    #[schema(max_length = 64)]
    policy: String,
    /// For how many days, today included: 1 to 14.
    #[schema(minimum = 1, maximum = 14)]
    days: u16,
}

/// How the sheet is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SheetAsked {
    /// `json` or `pdf`; without it, as the header `Accept` says, else JSON.
    format: Option<Format>,
    /// Language of the sheet, such as `fr`; without it, as the header `Accept-Language` says, else
    /// English.
    #[param(max_length = 35)]
    lang: Option<String>,
}

/// A light pass.
#[derive(Serialize, ToSchema)]
pub(crate) struct LightRead {
    /// First second, Unix.
    not_before: i64,
    /// Last second, Unix.
    expires_at: i64,
    /// What is drawn as a QR code.
    text: String,
}

/// Light passes.
#[derive(Serialize, ToSchema)]
pub(crate) struct LightPasses {
    /// A pass a day.
    passes: Vec<LightRead>,
    /// Days (their first seconds, Unix) on which the full pass is not accepted from first to last,
    /// so that there is no light one.
    withheld: Vec<i64>,
}

fn light_read(pass: IssuedLight) -> LightRead {
    LightRead {
        not_before: pass.window.not_before,
        expires_at: pass.window.expires_at,
        text: pass.text,
    }
}

/// Light passes of one of one's own passes: a code a day that does not tell why it was given. As
/// JSON or as a sheet to print (PDF).
#[utoipa::path(
    post, path = "/api/v1/own/passes/{pass}/light", tag = "holder", security(("bearer" = [])),
    params(("pass" = String, Path, description = "The id of the full pass"), SheetAsked),
    request_body = LightAsked,
    responses(
        (status = 200, description = "A pass a day", content(
            (LightPasses = "application/json"), (String = "application/pdf")
        )),
        (status = 404, description = "Not one of one's own", body = Problem),
        (status = 422, description = "Not accepted on any of the days", body = Problem)
    )
)]
pub(crate) async fn own(
    State(app): State<App>,
    inside: Inside,
    Path(pass): Path<String>,
    Query(sheet): Query<SheetAsked>,
    headers: HeaderMap,
    Strict { value, .. }: Strict<LightAsked>,
) -> Result<Response, ServerError> {
    check_days(&value)?;
    let draft = app
        .authority
        .own_light_draft(&inside.holder, &pass, app.now())
        .await?;
    make(&app, draft, value, (sheet, &headers)).await
}

/// Light passes for a holder who has no phone: as JSON or as a sheet to print (PDF). The holder
/// sees that it was looked at.
#[utoipa::path(
    post, path = "/api/v1/passes/{pass}/light", tag = "passes",
    security(("bearer" = []), ("cookie" = [])),
    params(("pass" = String, Path, description = "The id of the full pass"), SheetAsked),
    request_body = LightAsked,
    responses(
        (status = 200, description = "A pass a day", content(
            (LightPasses = "application/json"), (String = "application/pdf")
        )),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "No such pass", body = Problem),
        (status = 422, description = "Not accepted on any of the days", body = Problem)
    )
)]
pub(crate) async fn at_desk(
    State(app): State<App>,
    signed: Signed,
    Path(pass): Path<String>,
    Query(sheet): Query<SheetAsked>,
    headers: HeaderMap,
    Strict { value, .. }: Strict<LightAsked>,
) -> Result<Response, ServerError> {
    signed.caller.may(Permission::Print)?;
    check_days(&value)?;
    let draft = app
        .authority
        .light_draft(&signed.caller, &pass, app.now())
        .await?;
    make(&app, draft, value, (sheet, &headers)).await
}

fn check_days(asked: &LightAsked) -> Result<(), ServerError> {
    if (1..=LIGHT_WINDOWS_MAX).contains(&asked.days) {
        Ok(())
    } else {
        Err(ServerError::Field { field: "days" })
    }
}

async fn make(
    app: &App,
    draft: LightDraft,
    LightAsked { policy, days }: LightAsked,
    (sheet, headers): (SheetAsked, &HeaderMap),
) -> Result<Response, ServerError> {
    let form = Form::new(sheet.format, None, sheet.lang);
    let format = form.format(headers);
    if !matches!(format, Format::Json | Format::Pdf) {
        return Err(ServerError::Parameter);
    }
    let now = app.now();
    let policies = app.policies.clone().ok_or(ServerError::NoPolicies)?;
    let text = draft.text().to_owned();
    // Asking a policy about every turn of two weeks is work for the processor too.
    let ask = move || Ok(policies.judge(&policy, &text, days, now)?);
    let judged = app.press.draw(ask).await?;
    let batch = app.authority.issue_light(&draft, &judged.windows, now);
    let LightBatch { passes, withheld } = batch.await?;
    if passes.is_empty() {
        return Err(judged
            .why
            .map_or(ServerError::NoPolicies, ServerError::NoLight));
    }
    if format == Format::Pdf {
        let codes: Vec<String> = passes.into_iter().map(|pass| pass.text).collect();
        let mut printing = form.printing(app, headers, None, None);
        printing.offset_secs = judged.offset_secs;
        let draw = move || Ok(render_light_sheet(&read_light_sheet(&codes, printing)?)?);
        return Ok(forms::pdf(app.press.draw(draw).await?));
    }
    Ok(Json(LightPasses {
        passes: passes.into_iter().map(light_read).collect(),
        withheld: withheld.iter().map(|window| window.not_before).collect(),
    })
    .into_response())
}
