//! The log: JSON, a line an event. It holds routes, statuses and codes, no paths, no addresses and
//! nothing of anybody.

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// What is logged unless it is said otherwise: nothing that a library says below a warning.
pub const FILTER: &str = "warn,cleanbill_server=info,cleanbill_authority=info";

/// A log of JSON lines into the writer. `filter` is as in `RUST_LOG`; one that cannot be read is
/// taken as [`FILTER`].
pub fn json_log<W>(writer: W, filter: &str) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new(FILTER));
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(writer)
        .finish()
}
