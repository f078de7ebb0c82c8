//! Petitions: reading them, and giving in a signature that one's own device made.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use cleanbill_forum::petitions::{PetitionView, PetitionsError};
use cleanbill_pages::{PetitionShown, Place};
use cleanbill_redress::petition::{PetitionId, Signature};
use serde::Deserialize;

use super::answer::answer;
use super::language::Asked;
use crate::ServerError;
use crate::app::App;
use crate::routes::hex;
use crate::routes::petitions::{petitions, today};
use crate::routes::proposals::bytes;

/// What was pasted.
#[derive(Deserialize)]
pub(super) struct Pasted {
    signature: String,
}

/// All petitions.
pub(super) async fn list(State(app): State<App>, asked: Asked) -> Response {
    let frame = asked.frame(Place::Petitions);
    let page = async {
        let views = match &app.petitions {
            Some(petitions) => petitions.list(today(&app)).await?,
            None => Vec::new(),
        };
        let names: Vec<String> = views.iter().map(name).collect();
        let shown = views
            .iter()
            .zip(&names)
            .map(|(view, name)| shown(view, name));
        Ok::<_, ServerError>(frame.petitions(&shown.collect::<Vec<_>>()))
    };
    answer(&frame, page.await)
}

/// One petition.
pub(super) async fn one(
    State(app): State<App>,
    asked: Asked,
    Path(petition): Path<String>,
) -> Response {
    let frame = asked.frame(Place::Petitions);
    let page = async {
        let views = petitions(&app)?.list(today(&app)).await?;
        let view = views.iter().find(|view| name(view) == petition);
        let view = view.ok_or(ServerError::NoRoute)?;
        Ok(frame.petition(&shown(view, &petition)))
    };
    answer(&frame, page.await)
}

/// Takes a signature: as `cleanbill petition exchange` writes it, the petition's name and the
/// signature one behind the other, or the signature alone.
pub(super) async fn sign(
    State(app): State<App>,
    asked: Asked,
    Path(petition): Path<String>,
    told: Result<Form<Pasted>, FormRejection>,
) -> Response {
    let frame = asked.frame(Place::Petitions);
    let page = async {
        let Form(told) = told.map_err(|_| ServerError::Broken)?;
        let id = PetitionId::parse(&petition).ok_or(ServerError::NoRoute)?;
        let pasted = told.signature.split_whitespace().last().unwrap_or_default();
        let given = bytes(pasted).ok_or(ServerError::Field { field: "signature" })?;
        let signature = Signature::parse(&given).map_err(PetitionsError::from)?;
        petitions(&app)?.sign(id, &signature, today(&app)).await?;
        Ok(frame.signed())
    };
    answer(&frame, page.await)
}

fn name(view: &PetitionView) -> String {
    hex(&view.petition.id().0)
}

fn shown<'a>(view: &'a PetitionView, id: &'a str) -> PetitionShown<'a> {
    let leaf = view.petition.leaf();
    PetitionShown {
        id,
        text: &view.text,
        regions: &leaf.regions,
        opens: leaf.opens,
        closes: leaf.closes,
        phase: view.phase,
        signatures: view.released,
        threshold: leaf.thresholds.first().map_or(0, |one| one.signatures),
    }
}
