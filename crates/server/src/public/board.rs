//! The public counts.

use axum::extract::State;
use axum::response::Response;
use cleanbill_forum::filings::CountsView;
use cleanbill_pages::{Board, Count, FilingCount, Place};

use super::answer::answer;
use super::language::Asked;
use crate::ServerError;
use crate::app::App;

/// The counts of all that is filed.
pub(super) async fn show(State(app): State<App>, asked: Asked) -> Response {
    let frame = asked.frame(Place::Board);
    let page = async {
        let counts = match &app.filings {
            Some(filings) => filings.counts(app.now()).await?,
            None => Vec::new(),
        };
        let filings: Vec<_> = counts.iter().map(row).collect();
        let appeals = app.authority.appeal_board(app.now()).await?;
        let overdue = appeals.overdue.and_then(|count| u64::try_from(count).ok());
        Ok::<_, ServerError>(frame.board(&Board {
            appeals_overdue: overdue.map_or(Count::Below, Count::of),
            filings: &filings,
        }))
    };
    answer(&frame, page.await)
}

fn row(view: &CountsView) -> FilingCount<'_> {
    let count = |count: Option<u64>| count.map_or(Count::Below, Count::of);
    FilingCount {
        region: view.region.as_deref(),
        filed: count(view.filed),
        overdue: count(view.overdue),
        answered: count(view.answered),
    }
}
