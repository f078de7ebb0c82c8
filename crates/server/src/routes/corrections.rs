//! Corrections: a new version beside the old one, and new passes for those that it touches (G10).

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cleanbill_authority::intake::Told;
use cleanbill_authority::{Correction, InForm, NewPerson};
use cleanbill_icao9303::transliteration::Language;
use cleanbill_issuer::role::Permission;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::routes::asked::request_key;
use crate::routes::holders::PassReissued;
use crate::routes::passes::{
    ExemptionTold, Name, RecoveryTold, TestTold, VaccinationTold, draft_of,
};
use crate::sign_in::Signed;

/// Who somebody is, in place of what was known. Documents stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonRight {
    /// The name.
    name: Name,
    /// `YYYY-MM-DD`, or `YYYY-MM`, `YYYY` or empty where no more is known.
    birth_date: String,
}

/// What happened, in place of what was entered: one of the four grounds, the one that it was.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventRight {
    /// The id of the event that is wrong.
    event: String,
    /// Ground: a vaccination.
    vaccination: Option<VaccinationTold>,
    /// Ground: a test.
    test: Option<TestTold>,
    /// Ground: a recovery.
    recovery: Option<RecoveryTold>,
    /// Ground: an exemption.
    exemption: Option<ExemptionTold>,
    /// Lot of the vaccine, up to 20 characters.
    lot: Option<String>,
}

/// What is right: of the person, or of an event.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correcting {
    /// Names or birth date.
    person: Option<PersonRight>,
    /// What happened.
    event: Option<EventRight>,
}

impl Correcting {
    fn correction(self) -> Result<Correction, ServerError> {
        match (self.person, self.event) {
            (Some(person), None) => {
                let (name, language) = person.name.parts();
                Ok(Correction::Person(NewPerson {
                    name,
                    birth_date: person.birth_date,
                    language,
                }))
            }
            (None, Some(right)) => {
                let grounds = (
                    right.vaccination,
                    right.test,
                    right.recovery,
                    right.exemption,
                );
                let told = Told {
                    draft: draft_of(grounds),
                    language: Language::default(),
                    lot: right.lot,
                    document: None,
                    record: None,
                    form: InForm::Dcc,
                };
                Ok(Correction::Event {
                    event: right.event,
                    told: Box::new(told),
                })
            }
            _ => Err(ServerError::Field { field: "person" }),
        }
    }
}

/// What a correction made.
#[derive(Serialize, ToSchema)]
pub(crate) struct Corrected {
    /// The act.
    act: String,
    /// The event in place of the one that was wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    /// The passes in place of those that said the wrong thing. The old ones count until an act of
    /// two offices takes them back.
    passes: Vec<PassReissued>,
}

/// Correct a person or an event: the old value stays, and the holder sees both. With the same
/// `Idempotency-Key` and body, the same is given again.
#[utoipa::path(
    post, path = "/api/v1/holders/{holder}/correct", tag = "holders", request_body = Correcting,
    params(
        ("holder" = String, Path, description = "Their id"),
        ("Idempotency-Key" = String, Header, description = "1 to 128 printable characters")
    ),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "Corrected", body = Corrected),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Nobody by this id, or not their event", body = Problem),
        (status = 409, description = "Nothing differs, or it was corrected", body = Problem)
    )
)]
pub(crate) async fn correct(
    State(app): State<App>,
    signed: Signed,
    Path(holder): Path<String>,
    headers: HeaderMap,
    Strict { value, bytes }: Strict<Correcting>,
) -> Result<Json<Corrected>, ServerError> {
    signed.caller.may(Permission::Correct)?;
    let request = request_key(&headers, &["correct", &holder], &bytes)?;
    let correction = value.correction()?;
    let (authority, caller) = (&app.authority, &signed.caller);
    let done = authority.correct(caller, &holder, &correction, Some(&request), app.now());
    let done = done.await?;
    app.counts.issued(done.passes.len() as u64);
    Ok(Json(Corrected {
        act: done.act.to_string(),
        event: done.event.map(|id| id.to_string()),
        passes: done.passes.into_iter().map(PassReissued::from).collect(),
    }))
}
