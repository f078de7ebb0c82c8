use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::RelayOptions;

/// What to do with submissions.
#[derive(Subcommand)]
pub(crate) enum FilingAction {
    /// File a text, a document or the hash of a recording: nobody asks who you are
    ///
    /// Does the work that the service asks for, and saves the code by which the answer is read and
    /// the receipt.
    File(FilingFileOptions),
    /// Read what became of a filing, by its code
    Follow(FilingFollowOptions),
}

/// Where to ask.
#[derive(Args)]
pub(crate) struct RemoteOptions {
    /// The service of the authority, which then sees an address
    #[arg(
        long,
        value_name = "URL",
        required_unless_present = "relay",
        conflicts_with = "relay"
    )]
    pub(crate) service: Option<String>,
    #[command(flatten)]
    pub(crate) relay: RelayOptions,
    /// Certificate authorities of the service or relay (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
}

/// What a file is.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FiledAs {
    /// A text, UTF-8, at most 64 KiB
    Text,
    /// A document of at most 4 MiB: PDF
    Pdf,
    /// A document: PNG
    Png,
    /// A document: JPEG
    Jpeg,
    /// A document: plain text
    Plain,
    /// A recording of any size, of which the SHA-256 alone leaves this machine
    Recording,
}

/// Who reads what is filed.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FiledFor {
    /// Officers of the addressee
    Open,
    /// The public as well, once an officer has looked at it
    Shown,
    /// Officers; nobody can try contents against the public ledger
    Sealed,
}

/// Something to be filed.
#[derive(Args)]
pub(crate) struct FilingFileOptions {
    /// The file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What it is
    #[arg(long = "as", value_name = "KIND", default_value = "text")]
    pub(crate) kind: FiledAs,
    /// Who reads it
    #[arg(long = "for", value_name = "WHOM", default_value = "open")]
    pub(crate) visibility: FiledFor,
    /// The region that it is addressed to [default: the authority]
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
    /// Where to write the code by which the answer is read; nobody has it a second time
    #[arg(long, value_name = "FILE")]
    pub(crate) code: PathBuf,
    /// Where to write the receipt (C2SP tlog-proof)
    #[arg(long, value_name = "FILE")]
    pub(crate) receipt: PathBuf,
    #[command(flatten)]
    pub(crate) remote: RemoteOptions,
}

/// A filing to be followed.
#[derive(Args)]
pub(crate) struct FilingFollowOptions {
    /// The file with its code
    #[arg(value_name = "CODE")]
    pub(crate) code: PathBuf,
    /// Where to write the receipt (C2SP tlog-proof), if there is one by now
    #[arg(long, value_name = "FILE")]
    pub(crate) receipt: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) remote: RemoteOptions,
}
