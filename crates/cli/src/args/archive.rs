use std::path::PathBuf;

use clap::{Args, Subcommand};

const VERIFY_EXIT_CODES: &str = "\
Exit codes:
  0   the file is what was filed
  1   the file is not what was filed, or the receipt proves nothing
  2   it could not be checked: a file cannot be read, or no policy is known
  64  wrong arguments";

const SEARCH_EXIT_CODES: &str = "\
Exit codes:
  0   the file was filed
  1   the file was not filed openly, or the ledger is not what its checkpoint says
  2   it could not be searched: the source cannot be read, or is none
  64  wrong arguments";

/// What to ask of the archive of what was filed.
#[derive(Subcommand)]
pub(crate) enum ArchiveAction {
    /// Check, without asking anybody, whether a file is the one that was filed
    Verify(ArchiveVerifyOptions),
    /// Look in a published ledger whether a file was filed, and when
    Search(ArchiveSearchOptions),
}

/// A file, and the receipt that it should be of.
#[derive(Args)]
#[command(after_help = VERIFY_EXIT_CODES)]
pub(crate) struct ArchiveVerifyOptions {
    /// The recording, document or text
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The receipt of the filing (C2SP tlog-proof)
    #[arg(long, value_name = "RECEIPT")]
    pub(crate) receipt: PathBuf,
    /// Log, witnesses and quorum (C2SP tlog-policy) [default: those that are pinned here]
    #[arg(long, value_name = "POLICY")]
    pub(crate) policy: Option<PathBuf>,
}

/// A file, and where to look for it.
#[derive(Args)]
#[command(after_help = SEARCH_EXIT_CODES)]
pub(crate) struct ArchiveSearchOptions {
    /// The recording, document or text
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where the authority, or a mirror, publishes: an https address or a folder
    #[arg(value_name = "URL|FOLDER")]
    pub(crate) from: String,
    /// Log, witnesses and quorum (C2SP tlog-policy) [default: those that are pinned here, else the
    /// source's own word]
    #[arg(long, value_name = "POLICY")]
    pub(crate) policy: Option<PathBuf>,
    /// Certificate authorities of the server (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
}
