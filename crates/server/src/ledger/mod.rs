//! The public ledger: pages for citizens, and the published files themselves.
//!
//! ```text
//! /ledger                 how far it is, what was done lately, what it comes to
//! /ledger/entries         entry after entry, also of one kind
//! /ledger/entries/N       one entry, its bytes, the proof that it is there
//! /ledger/receipt         where what a receipt promises is
//! /published              how to get all of it
//! /published/…            the files: C2SP tlog-tiles, objects, signed sets
//! ```
//!
//! No request reads the whole ledger: what it comes to is counted on as it grows ([`count`]).

mod count;
mod entries;
mod file;
mod home;
mod path;
mod receipt;
mod shelf;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use cleanbill_audit::{Browse, BrowseError};
use cleanbill_ledger::LedgerPolicy;
use cleanbill_trust::set::RootPins;

pub(crate) use self::count::Counting;
pub(crate) use self::file::FILES_ROUTE;
pub use self::shelf::PublishedFiles;
use crate::ServerError;
use crate::app::App;

/// As much of a form is read to its end, so that whoever sent it gets their page.
const BODY_MAX_BYTES: usize = 4 << 20;

/// The ledger of an authority, as the service shows it. Cheap to clone.
#[derive(Clone)]
pub struct PublicLedger {
    /// Where its files lie, and those of the signed sets.
    pub files: Arc<dyn PublishedFiles>,
    /// The log and its witnesses.
    pub policy: LedgerPolicy,
    /// The roots that signed sets are signed under.
    pub pins: RootPins,
}

impl std::fmt::Debug for PublicLedger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PublicLedger").finish_non_exhaustive()
    }
}

/// All routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/ledger", get(home::show))
        .route("/ledger/entries", get(entries::list))
        .route("/ledger/entries/{entry}", get(entries::one))
        .route(
            "/ledger/receipt",
            get(receipt::form)
                .post(receipt::search)
                .layer(DefaultBodyLimit::max(BODY_MAX_BYTES)),
        )
        .route("/published", get(home::download))
        .route(FILES_ROUTE, get(file::published))
}

/// The ledger, if there is one.
fn ledger(app: &App) -> Result<&Counting, ServerError> {
    app.ledger.as_ref().ok_or(ServerError::NoLedger)
}

/// Whether a page of ours verifies the ledger in the browser.
fn has_verify(app: &App) -> bool {
    app.home
        .as_ref()
        .is_some_and(|home| home.has_page("verify"))
}

/// Reads files in the tree of `size` entries, in a thread for that.
async fn browse<T: Send + 'static>(
    counting: &Counting,
    size: u64,
    read: impl FnOnce(&Browse<'_>) -> Result<T, BrowseError> + Send + 'static,
) -> Result<T, ServerError> {
    let files = counting.ledger().files.clone();
    let read = move || {
        let browse = Browse {
            source: files.as_source(),
            size,
        };
        read(&browse).map_err(ServerError::from)
    };
    counting.press().draw(read).await
}
