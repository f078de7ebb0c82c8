//! Appeals on paper: by the code of a notice, or by the slip of a door.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use cleanbill_authority::{AppealView, Asker, AuthorityError, FollowCode};
use cleanbill_issuer::caps::day_of;
use cleanbill_pages::{AppealForm, AppealShown, DecisionShown, Frame, Place, TextShown};
use cleanbill_redress::case::{CaseKind, DoorSlip};
use serde::Deserialize;

use super::answer::{Page, answer};
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
    Page(frame.appeal(&AppealForm { kinds: &KINDS }))
}

/// What was filled in.
#[derive(Deserialize)]
pub(super) struct Filled {
    kind: String,
    code: String,
    grounds: String,
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
    let page = async {
        check_guess(&app, client)?;
        let Form(told) = told.map_err(|_| ServerError::Broken)?;
        let (now, from) = (app.now(), source(client));
        let text = told.grounds.replace("\r\n", "\n");
        let text = Some(text.trim()).filter(|text| !text.is_empty());
        let filed = match CaseKind::from_name(&told.kind) {
            Some(CaseKind::Door) => {
                let slip = DoorSlip::parse(&told.code, day_of(now));
                let slip = slip.map_err(AuthorityError::from)?;
                app.authority
                    .file_door_appeal(slip, text, from, now)
                    .await?
            }
            Some(CaseKind::Act) => {
                let (act, code) = notice(&told.code)?;
                let authority = &app.authority;
                authority
                    .file_appeal_by_notice(act, &code, text, from, now)
                    .await?
            }
            _ => return Err(ServerError::Field { field: "kind" }),
        };
        case(&app, &frame, &filed.code, from, now).await
    };
    answer(&frame, page.await)
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
        Ok(drawn(&frame, &view, &code))
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
) -> Result<String, ServerError> {
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
