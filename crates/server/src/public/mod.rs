//! The pages for citizens, without a script: appeals, submissions, petitions and public counts.
//!
//! They set no cookie and ask for no account, so that there is nothing whose misuse another site
//! could bring about. Codes are sent in bodies and never in addresses.

mod answer;
mod appeal;
mod board;
mod file;
mod follow;
mod language;
mod petitions;
mod trouble;
mod visitor;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use cleanbill_pages::{Place, STYLE};

pub(crate) use self::answer::{Page, Wrong, answer, answer_form};
pub(crate) use self::board::Appeals;
pub(crate) use self::file::{broken, text};
pub(crate) use self::language::Asked;
pub(crate) use self::visitor::Visitor;
use crate::app::App;
use crate::layers::Cacheable;

/// As much of a form is read to its end, so that whoever sent it gets their page; what is longer
/// than a document may be is let go of while it comes.
const BODY_MAX_BYTES: usize = 32 << 20;

/// All of them.
pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/public", get(home))
        .route("/public/style.css", get(style))
        .route(
            Place::File.path(),
            get(file::form)
                .post(file::file)
                .layer(DefaultBodyLimit::max(BODY_MAX_BYTES)),
        )
        .route(Place::Follow.path(), get(follow::form).post(follow::show))
        .route(Place::Appeal.path(), get(appeal::form).post(appeal::file))
        .route("/public/appeal/withdraw", post(appeal::withdraw))
        .route(Place::Petitions.path(), get(petitions::list))
        .route(
            "/public/petitions/{petition}",
            get(petitions::one).post(petitions::sign),
        )
        .route(Place::Board.path(), get(board::show))
}

async fn home(asked: Asked) -> Page {
    Page(asked.frame(Place::Home).home())
}

async fn style() -> Response {
    let mut response = STYLE.into_response();
    let css = HeaderValue::from_static("text/css; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, css);
    response.extensions_mut().insert(Cacheable);
    response
}
