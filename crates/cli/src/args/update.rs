use std::path::PathBuf;

use clap::Args;
use cleanbill_trust::set::Digest;

/// Where a newer bundle comes from.
#[derive(Args)]
pub(crate) struct UpdateOptions {
    /// Where the authority publishes: an https address or a folder [default: where the last update
    /// came from]
    #[arg(long, value_name = "URL|FOLDER", env = "CLEANBILL_UPDATE_FROM")]
    pub(crate) from: Option<String>,
    /// Also trust the root with this fingerprint (64 hexadecimal digits)
    #[arg(
        long,
        value_name = "FINGERPRINT",
        env = "CLEANBILL_ROOT",
        value_delimiter = ','
    )]
    pub(crate) root: Vec<Digest>,
    /// Certificate authorities of the server (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
    /// Install it even if it lacks kinds of revocation that the installed one has: passes that are
    /// revoked are good again
    #[arg(long)]
    pub(crate) accept_losses: bool,
    /// Take a ledger that fewer than two witnesses watch: a demonstration, which protects nobody
    #[arg(long)]
    pub(crate) demo: bool,
}
