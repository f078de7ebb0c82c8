use std::path::PathBuf;

use clap::Args;
use cleanbill_trust::set::Digest;

const EXIT_CODES: &str = "\
Exit codes:
  0   nothing is proven and nothing is missing; notes and anomalies are shown
  1   misbehaviour is proven, or something that has to be published is not
  2   it could not be audited: the source cannot be read, or is none
  64  wrong arguments";

/// What is audited, and what it is held against.
#[derive(Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct AuditOptions {
    /// Where the authority publishes: an https address or a folder
    #[arg(value_name = "URL|FOLDER")]
    pub(crate) from: String,
    /// The log and the witnesses that are believed (C2SP tlog-policy) [default: what is pinned on
    /// this machine, else the source's own word]
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// The root that sets are signed under, 64 hexadecimal digits [default: what is pinned on this
    /// machine, else the first set's]
    #[arg(
        long,
        value_name = "FINGERPRINT",
        env = "CLEANBILL_ROOT",
        value_delimiter = ','
    )]
    pub(crate) root: Vec<Digest>,
    /// Remember in this file what was seen, and read only what is new since
    #[arg(long, value_name = "FILE", conflicts_with = "since")]
    pub(crate) state: Option<PathBuf>,
    /// Read only what is new since this checkpoint; what stands before it is not judged
    #[arg(long, value_name = "CHECKPOINT")]
    pub(crate) since: Option<PathBuf>,
    /// A checkpoint that a verifier or wallet exported, or a receipt: it has to be of the same tree
    #[arg(long, value_name = "FILE")]
    pub(crate) compare: Vec<PathBuf>,
    /// A signed set that somebody was shown: it has to be in the ledger
    #[arg(long, value_name = "CBSET")]
    pub(crate) set: Vec<PathBuf>,
    /// Hash of the act that founded the authority, as it was printed then
    #[arg(long, value_name = "HASH")]
    pub(crate) founding: Option<Digest>,
    /// Domain of officers' passkeys [default: as the founding act says]
    #[arg(long, value_name = "DOMAIN", requires = "origin")]
    pub(crate) rp_id: Option<String>,
    /// Origin that officers sign at: scheme and host, as its address begins
    #[arg(long, value_name = "ORIGIN", requires = "rp_id")]
    pub(crate) origin: Vec<String>,
    /// Build every filter again, not the newest alone
    #[arg(long)]
    pub(crate) all_filters: bool,
    /// Certificate authorities of the server (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the report as one page with plots
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}
