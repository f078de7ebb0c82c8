//! Appeals on paper: by the code of a notice, or by the slip of a door.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use cleanbill_authority::{AppealView, Asker, AuthorityError, FollowCode};
use cleanbill_issuer::caps::day_of;
use cleanbill_pages::{AppealForm, AppealShown, DecisionShown, Frame, Place, Problem, TextShown};
use cleanbill_redress::case::{CaseKind, DoorSlip};
use serde::Deserialize;

use super::answer::{Page, Wrong, answer, answer_form};
use super::language::Asked;
use crate::ServerError;
use crate::app::App;
use crate::layers::{ClientAddress, check_guess};
use crate::routes::appeals::source;

/// What can be filed without a token: what a notice or a slip was printed for.
const KINDS: [CaseKind; 2] = [CaseKind::Act, CaseKind::Door];

/// The form.
pub(super) async fn form(asked: Asked) -> Page {
    let frame = asked.frame(Place::Appeal);
    Page(again(&frame, &Filled::default(), None))
}

/// What was filled in.
#[derive(Deserialize, Default)]
pub(super) struct Filled {
    kind: String,
    code: String,
    grounds: String,
}

/// The form with what was filled in.
fn again(frame: &Frame<'_>, filled: &Filled, problem: Option<Problem<'_>>) -> String {
    frame.appeal(&AppealForm {
        kinds: &KINDS,
        kind: &filled.kind,
        code: &filled.code,
        grounds: &filled.grounds,
        problem,
    })
}

/// The code of a case.
#[derive(Deserialize)]
pub(super) struct Code {
    code: String,
}

/// Files it.
pub(super) async fn file(
    State(app): State<App>,
    axum::Extension(client): axum::Extension<ClientAddress>,
    asked: Asked,
    told: Result<Form<Filled>, FormRejection>,
) -> Response {
    let frame = asked.frame(Place::Appeal);
    let is_whole = told.is_ok();
    let filled = told.map_or_else(|_| Filled::default(), |Form(filled)| filled);
    let page = match is_whole {
        true => try_file(&app, &frame, &filled, client).await,
        false => Err(ServerError::Broken.into()),
    };
    let again = |problem| again(&frame, &filled, Some(problem));
    answer_form(&frame, page, again)
}

async fn try_file(
    app: &App,
    frame: &Frame<'_>,
    filled: &Filled,
    client: ClientAddress,
) -> Result<String, Wrong> {
    check_guess(app, client)?;
    let (now, from) = (app.now(), source(client));
    let text = filled.grounds.replace("\r\n", "\n");
    let text = Some(text.trim()).filter(|text| !text.is_empty());
    let filed = match CaseKind::from_name(&filled.kind) {
        Some(CaseKind::Door) => {
            let slip = DoorSlip::parse(&filled.code, day_of(now));
            let slip = slip.map_err(AuthorityError::from)?;
            let authority = &app.authority;
            authority.file_door_appeal(slip, text, from, now).await?
        }
        Some(CaseKind::Act) => {
            let (act, code) = notice(&filled.code)?;
            let authority = &app.authority;
            authority
                .file_appeal_by_notice(act, &code, text, from, now)
                .await?
        }
        _ => return Err(ServerError::Field { field: "kind" }.into()),
    };
    case(app, frame, &filed.code, from, now).await
}

/// The number and the code of a printed notice, one behind the other.
fn notice(text: &str) -> Result<(&str, FollowCode), ServerError> {
    let (act, code) = text
        .trim()
        .split_once(char::is_whitespace)
        .ok_or(ServerError::Field { field: "code" })?;
    let code = FollowCode::parse(code).ok_or(AuthorityError::NotFound)?;
    Ok((act, code))
}

/// Takes an appeal back.
pub(super) async fn withdraw(
    State(app): State<App>,
    axum::Extension(client): axum::Extension<ClientAddress>,
    asked: Asked,
    told: Result<Form<Code>, FormRejection>,
) -> Response {
    let frame = asked.frame(Place::Appeal);
    let page = async {
        check_guess(&app, client)?;
        let Form(told) = told.map_err(|_| ServerError::Broken)?;
        let code = FollowCode::parse(&told.code).ok_or(AuthorityError::NotFound)?;
        let (now, from) = (app.now(), source(client));
        let asker = asker(&code, from);
        let view = app.authority.withdraw_appeal(&asker, now).await?;
        Ok::<_, ServerError>(drawn(&frame, &view, &code))
    };
    answer(&frame, page.await)
}

const fn asker(code: &FollowCode, source: [u8; 16]) -> Asker<'_> {
    Asker::Code {
        code,
        number: None,
        source,
    }
}

/// The case that a code opens.
pub(super) async fn case(
    app: &App,
    frame: &Frame<'_>,
    code: &FollowCode,
    source: [u8; 16],
    now: i64,
) -> Result<String, Wrong> {
    let view = app.authority.appeal(&asker(code, source), now).await?;
    Ok(drawn(frame, &view, code))
}

fn drawn(frame: &Frame<'_>, view: &AppealView, code: &FollowCode) -> String {
    let texts = view.texts.iter().map(|text| TextShown {
        author: text.author,
        text: &text.text,
    });
    let texts: Vec<_> = texts.collect();
    let decision = view.decision.as_ref().map(|decision| DecisionShown {
        outcome: decision.outcome,
        findings: &decision.findings,
        day: day_of(decision.at),
    });
    let shown = AppealShown {
        kind: view.kind,
        state: view.state,
        filed: day_of(view.filed_at),
        due: day_of(view.due_at),
        is_overdue: view.is_overdue,
        decision,
        texts: &texts,
    };
    frame.appealed(&shown, Some(&code.to_text()))
}
