//! Following what was filed, by its code.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use cleanbill_authority::{AuthorityError, FollowCode as AppealCode};
use cleanbill_forum::filings::{FilingsError, FollowView};
use cleanbill_pages::{FilingShown, Frame, Place};
use cleanbill_redress::filing::{FollowCode, State as Stage};
use serde::Deserialize;

use super::answer::{Page, Wrong, answer_form};
use super::appeal::case;
use super::language::Asked;
use crate::ServerError;
use crate::app::App;
use crate::layers::{ClientAddress, check_guess};
use crate::routes::appeals::source;

/// The code of a case.
#[derive(Deserialize, Default)]
pub(super) struct Code {
    code: String,
}

/// The form.
pub(super) async fn form(asked: Asked) -> Page {
    Page(asked.frame(Place::Follow).follow("", None))
}

/// What came of it.
pub(super) async fn show(
    State(app): State<App>,
    axum::Extension(client): axum::Extension<ClientAddress>,
    asked: Asked,
    told: Result<Form<Code>, FormRejection>,
) -> Response {
    let frame = asked.frame(Place::Follow);
    let is_whole = told.is_ok();
    let code = told.map_or_else(|_| String::new(), |Form(told)| told.code);
    let page = async {
        check_guess(&app, client)?;
        if !is_whole {
            return Err(ServerError::Broken.into());
        }
        match filing(&app, &frame, &code).await? {
            Some(page) => Ok(page),
            None => appeal(&app, &frame, &code, source(client)).await,
        }
    };
    let again = |problem| frame.follow(&code, Some(&problem));
    answer_form(&frame, page.await, again)
}

/// The submission of a code; `None` if it is of none.
async fn filing(app: &App, frame: &Frame<'_>, code: &str) -> Result<Option<String>, Wrong> {
    let (Ok(code), Some(filings)) = (FollowCode::parse(code), &app.filings) else {
        return Ok(None);
    };
    match filings.follow(&code, app.now()).await {
        Ok(view) => Ok(Some(frame.filing(&shown(&view)))),
        Err(FilingsError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The appeal of a code.
async fn appeal(
    app: &App,
    frame: &Frame<'_>,
    code: &str,
    source: [u8; 16],
) -> Result<String, Wrong> {
    let code = AppealCode::parse(code).ok_or(AuthorityError::NotFound)?;
    case(app, frame, &code, source, app.now()).await
}

fn shown(view: &FollowView) -> FilingShown<'_> {
    FilingShown {
        filed: view.day,
        due: view.due,
        is_extended: view.state == Stage::Extended,
        is_overdue: view.is_overdue,
        answer: view.answered_on.zip(view.answer.as_deref()),
        receipt: view.receipt.as_deref(),
    }
}
