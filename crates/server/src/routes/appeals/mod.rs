//! Appeals: filed, followed, reviewed, decided.

mod board;
mod decide;
mod file;
mod follow;
mod queue;
mod read;
mod told;

pub(crate) use self::file::source;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// What anybody does with a code or a printed form, and what all may see.
pub(super) fn followed() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(file::file_on_paper))
        .routes(routes!(board::counts))
        .routes(routes!(follow::follow))
        .routes(routes!(follow::add))
        .routes(routes!(follow::withdraw))
        .routes(routes!(follow::receipt))
}

/// All of them.
pub(super) fn all() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(file::file, file::own))
        .routes(routes!(file::file_for))
        .routes(routes!(file::file_at_desk))
        .routes(routes!(file::notice_code))
        .routes(routes!(file::file_on_paper, queue::queue))
        .routes(routes!(board::counts))
        .routes(routes!(follow::follow))
        .routes(routes!(follow::add))
        .routes(routes!(follow::withdraw))
        .routes(routes!(follow::receipt))
        .routes(routes!(follow::give_mandate))
        .routes(routes!(follow::end_mandate))
        .routes(routes!(queue::review))
        .routes(routes!(decide::extend))
        .routes(routes!(decide::join))
        .routes(routes!(decide::prepare))
        .routes(routes!(decide::decide))
}
