//! Petitions: reading them, and giving in a signature that one's own device made.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use cleanbill_forum::petitions::{PetitionView, PetitionsError};
use cleanbill_pages::{Answering, PetitionShown, Place, SignForm};
use cleanbill_redress::petition::{AnswerClock, ClockState, Signature};
use serde::Deserialize;

use super::answer::{answer, answer_form};
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
        let views = all(&app).await?;
        let names = names(&views);
        let petitions = views.iter().zip(&names);
        let petitions = petitions.map(|(view, name)| shown(view, name));
        Ok::<_, ServerError>(frame.petitions(&petitions.collect::<Vec<_>>()))
    };
    answer(&frame, page.await)
}

/// All that there are; none where petitions are not put to signature.
pub(super) async fn all(app: &App) -> Result<Vec<PetitionView>, ServerError> {
    match &app.petitions {
        Some(petitions) => Ok(petitions.list(today(app)).await?),
        None => Ok(Vec::new()),
    }
}

/// One petition.
pub(super) async fn one(
    State(app): State<App>,
    asked: Asked,
    Path(petition): Path<String>,
) -> Response {
    let frame = asked.frame(Place::Petitions);
    let page = async {
        let found = Found::of(&app, &petition).await?;
        Ok(frame.petition(&found.shown(), &SignForm::default()))
    };
    answer(&frame, page.await)
}

/// A petition that was asked for, and whether few can sign it.
struct Found {
    view: PetitionView,
    name: String,
    is_small_group: bool,
    answers: Vec<(i32, String)>,
}

impl Found {
    async fn of(app: &App, petition: &str) -> Result<Self, ServerError> {
        let petitions = petitions(app)?;
        let views = petitions.list(today(app)).await?;
        let view = views.into_iter().find(|view| name(view) == petition);
        let view = view.ok_or(PetitionsError::UnknownPetition)?;
        Ok(Self {
            is_small_group: petitions.is_small_group(&view.petition).await?,
            name: name(&view),
            answers: answers(&view),
            view,
        })
    }

    fn shown(&self) -> PetitionShown<'_> {
        let shown = shown(&self.view, &self.name);
        PetitionShown {
            is_small_group: self.is_small_group,
            answering: Answering {
                answers: &self.answers,
                ..shown.answering
            },
            ..shown
        }
    }
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
    let found = match Found::of(&app, &petition).await {
        Ok(found) => found,
        Err(error) => return answer(&frame, Err(error)),
    };
    let pasted = told.map(|Form(told)| told.signature);
    let page = async {
        let pasted = pasted.as_ref().map_err(|_| ServerError::Broken)?;
        let last = pasted.split_whitespace().last().unwrap_or_default();
        let given = bytes(last).ok_or(ServerError::Field { field: "signature" })?;
        let signature = Signature::parse(&given).map_err(PetitionsError::from)?;
        let id = found.view.petition.id();
        petitions(&app)?.sign(id, &signature, today(&app)).await?;
        Ok(frame.signed())
    };
    let again = |problem| {
        let form = SignForm {
            signature: pasted.as_deref().unwrap_or_default(),
            problem: Some(problem),
        };
        frame.petition(&found.shown(), &form)
    };
    answer_form(&frame, page.await, again)
}

/// Their names, in the same order.
pub(super) fn names(views: &[PetitionView]) -> Vec<String> {
    views.iter().map(name).collect()
}

fn name(view: &PetitionView) -> String {
    hex(&view.petition.id().0)
}

/// A petition among others: how many can sign it is not asked.
pub(super) fn shown<'a>(view: &'a PetitionView, id: &'a str) -> PetitionShown<'a> {
    let leaf = view.petition.leaf();
    PetitionShown {
        id,
        text: &view.text,
        regions: &leaf.regions,
        opens: leaf.opens,
        closes: leaf.closes,
        phase: view.phase,
        signatures: view.released,
        is_small_group: false,
        threshold: leaf.thresholds.first().map_or(0, |one| one.signatures),
        answering: Answering {
            due: owed(view).and_then(|clock| clock.due),
            is_overdue: owed(view).is_some_and(|clock| clock.state == ClockState::Overdue),
            answers: &[],
        },
    }
}

/// The threshold whose answer is due first.
fn owed(view: &PetitionView) -> Option<&AnswerClock> {
    let is_owed =
        |clock: &&AnswerClock| matches!(clock.state, ClockState::Owed | ClockState::Overdue);
    let owed = view.clocks.iter().filter(is_owed);
    owed.min_by_key(|clock| clock.due)
}

fn answers(view: &PetitionView) -> Vec<(i32, String)> {
    let answers = view.answers.iter();
    answers
        .map(|answer| (answer.day, answer.text.clone()))
        .collect()
}
