//! Petitions: anybody lists them, exchanges a voucher, gives a signature in. Nothing of who asks is
//! kept or written down. Batches of signatures are files of the ledger.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_forum::petitions::{AnswerView, Blinded, PetitionView, Petitions, PetitionsError};
use cleanbill_issuer::caps::day_of;
use cleanbill_redress::petition::{AnswerClock, EXCHANGED_MAX, PetitionId, Signature, Voucher};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::filings::{Long, officer_of};
use super::hex;
use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::sign_in::Signed;

/// All of them.
pub(super) fn all() -> OpenApiRouter<App> {
    anonymous().routes(routes!(answer))
}

/// Those of everybody.
pub(super) fn anonymous() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(exchange))
        .routes(routes!(sign))
}

/// A petition, and where it stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct PetitionRead {
    /// Its name: a hash of its record, 64 hexadecimal digits.
    petition: String,
    /// The record: the leaf of the ledger, in base64. Take it from the ledger, which everybody
    /// sees alike.
    record: String,
    /// The text that is put to signature.
    text: String,
    /// The epoch whose vouchers sign it.
    epoch: u32,
    /// The regions whose vouchers count.
    regions: Vec<String>,
    /// First day on which it is signed, days since 1970-01-01.
    opens: i32,
    /// Last such day.
    closes: i32,
    /// Announced, open or closed.
    phase: &'static str,
    /// How many signatures were released; the recount has the proof.
    released: u64,
    /// At how many signatures an answer is owed, ascending.
    thresholds: Vec<ThresholdRead>,
    /// What was answered, in order. The ledger has the SHA-256 of each.
    answers: Vec<PetitionAnswerRead>,
}

/// The clock of an answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct ThresholdRead {
    /// How many signatures it needs.
    signatures: u64,
    /// `waiting`, `not-reached`, `owed`, `overdue` or `answered`.
    state: &'static str,
    /// On which day it was reached, days since 1970-01-01.
    reached: Option<i32>,
    /// The last day on which an answer is in time.
    due: Option<i32>,
}

/// An answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct PetitionAnswerRead {
    /// On which day, days since 1970-01-01.
    day: i32,
    /// The answer.
    text: String,
}

/// What is answered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PetitionAnswerTold {
    /// A text of up to 65,536 bytes; it is published.
    text: String,
}

/// A voucher, and what it is exchanged for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exchange {
    /// The code on the paper.
    voucher: String,
    /// A blinded message for every petition of epoch and region, in the order of their names.
    blinded: Vec<BlindedMessage>,
}

/// A blinded message, or the signature of it.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlindedMessage {
    /// The petition's name.
    petition: String,
    /// 256 bytes in base64 (RFC 9474).
    message: String,
}

/// A signature.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignatureGiven {
    /// Serial, randomizer and signature: 320 bytes in base64.
    signature: String,
}

/// The petitions of this authority.
#[utoipa::path(
    get, path = "/api/v1/petitions", tag = "petitions",
    responses(
        (status = 200, description = "The petitions, in the order of their names",
            body = Vec<PetitionRead>),
        (status = 404, description = "No petitions are put to signature here", body = Problem)
    )
)]
pub(crate) async fn list(State(app): State<App>) -> Result<Json<Vec<PetitionRead>>, ServerError> {
    let views = petitions(&app)?.list(today(&app)).await?;
    Ok(Json(views.into_iter().map(read).collect()))
}

/// Exchange a voucher, once: the same again gives the same answer.
#[utoipa::path(
    post, path = "/api/v1/petitions/exchange", tag = "petitions", request_body = Exchange,
    responses(
        (status = 200, description = "The blind signatures", body = Vec<BlindedMessage>),
        (status = 404, description = "No such voucher", body = Problem),
        (status = 409, description = "Exchanged already, or all closed", body = Problem)
    )
)]
pub(crate) async fn exchange(
    State(app): State<App>,
    Strict { value, .. }: Strict<Exchange>,
) -> Result<Json<Vec<BlindedMessage>>, ServerError> {
    let service = petitions(&app)?;
    let voucher = Voucher::parse_code(&value.voucher).map_err(PetitionsError::from)?;
    if value.blinded.len() > EXCHANGED_MAX {
        return Err(PetitionsError::ExchangeSet.into());
    }
    let mut blinded: Vec<Blinded> = Vec::with_capacity(value.blinded.len());
    for one in &value.blinded {
        let petition = PetitionId::parse(&one.petition);
        let message = STANDARD.decode(&one.message);
        blinded.push((
            petition.ok_or(PetitionsError::ExchangeSet)?,
            message.map_err(|_| ServerError::Field { field: "message" })?,
        ));
    }
    let signed = service.exchange(&voucher, blinded, today(&app)).await?;
    let told = signed.into_iter().map(|(petition, signed)| BlindedMessage {
        petition: petition.to_string(),
        message: STANDARD.encode(signed),
    });
    Ok(Json(told.collect()))
}

/// Give a signature in. It is released with others; the same again is no error.
#[utoipa::path(
    post, path = "/api/v1/petitions/{petition}/signatures", tag = "petitions",
    params(("petition" = String, Path, description = "The petition's name")),
    request_body = SignatureGiven,
    responses(
        (status = 202, description = "It waits to be released"),
        (status = 404, description = "No such petition", body = Problem),
        (status = 409, description = "Not open, or another signature has the serial",
            body = Problem),
        (status = 422, description = "No signature of this petition", body = Problem)
    )
)]
pub(crate) async fn sign(
    State(app): State<App>,
    Path(petition): Path<String>,
    Strict { value, .. }: Strict<SignatureGiven>,
) -> Result<StatusCode, ServerError> {
    let service = petitions(&app)?;
    let petition = PetitionId::parse(&petition).ok_or(PetitionsError::UnknownPetition)?;
    let bytes = STANDARD.decode(&value.signature);
    let bytes = bytes.map_err(|_| ServerError::Field { field: "signature" })?;
    let signature = Signature::parse(&bytes).map_err(PetitionsError::from)?;
    service.sign(petition, &signature, today(&app)).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Answer a petition that enough people signed. The answer is published with its leaf.
#[utoipa::path(
    post, path = "/api/v1/petitions/{petition}/answer", tag = "petitions",
    params(("petition" = String, Path, description = "The petition's name")),
    request_body = PetitionAnswerTold, security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 204, description = "It is answered"),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "No petition that this office answers", body = Problem),
        (status = 409, description = "No answer is owed", body = Problem)
    )
)]
pub(crate) async fn answer(
    State(app): State<App>,
    signed: Signed,
    Path(petition): Path<String>,
    told: Long<PetitionAnswerTold>,
) -> Result<StatusCode, ServerError> {
    let officer = officer_of(&app, &signed).await?;
    let service = petitions(&app)?;
    let petition = PetitionId::parse(&petition).ok_or(PetitionsError::UnknownPetition)?;
    let answered = service.answer(&officer, petition, &told.value.text, today(&app));
    answered.await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) fn petitions(app: &App) -> Result<&Petitions, ServerError> {
    app.petitions.as_ref().ok_or(ServerError::NoRoute)
}

/// The day in UTC: nothing finer is needed.
pub(crate) fn today(app: &App) -> i32 {
    day_of(app.now())
}

fn read(view: PetitionView) -> PetitionRead {
    let leaf = view.petition.leaf();
    PetitionRead {
        petition: hex(&view.petition.id().0),
        record: STANDARD.encode(view.petition.encode()),
        epoch: leaf.epoch,
        regions: leaf.regions.clone(),
        opens: leaf.opens,
        closes: leaf.closes,
        phase: view.phase.name(),
        released: view.released,
        thresholds: view.clocks.iter().map(threshold).collect(),
        answers: view.answers.into_iter().map(answer_read).collect(),
        text: view.text,
    }
}

fn threshold(clock: &AnswerClock) -> ThresholdRead {
    ThresholdRead {
        signatures: clock.signatures,
        state: clock.state.name(),
        reached: clock.reached,
        due: clock.due,
    }
}

fn answer_read(answer: AnswerView) -> PetitionAnswerRead {
    PetitionAnswerRead {
        day: answer.day,
        text: answer.text,
    }
}
