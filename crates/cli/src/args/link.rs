use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::PictureOptions;
use crate::clock::parse_time;

/// What to do with health links.
#[derive(Subcommand)]
pub(crate) enum LinkAction {
    /// Say what a link says: where it leads, until when, what is odd about it. Without a network
    Show(LinkShowOptions),
    /// Follow a link, decrypt what it leads to, and keep it in a folder
    ///
    /// Whoever shares it learns that somebody asked, when, from which address and as whom. So each
    /// host is named first, and nothing is asked before you say yes. `cleanbill verify FOLDER` then
    /// checks what came.
    Fetch(LinkFetchOptions),
    /// Encrypt a file for any web server, and make the link that opens it
    ///
    /// Whoever has the link reads the file; the server that carries it does not.
    Make(LinkMakeOptions),
    /// Encrypt files and share them through the service of an authority, by the holder's token
    ///
    /// The key stays here: the service keeps what it cannot read. It counts wrong passcodes, and
    /// five disable the link.
    Share(Box<LinkShareOptions>),
    /// End a link that was shared: its files are deleted
    End(LinkEndOptions),
}

/// A link to look at.
#[derive(Args)]
pub(crate) struct LinkShowOptions {
    /// The link: text, text file, picture, or - for standard input
    #[arg(value_name = "LINK")]
    pub(crate) link: String,
    /// Look as of this time instead of now: RFC 3339, a date, or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = parse_time, allow_negative_numbers = true)]
    pub(crate) at: Option<i64>,
    /// One line of JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// A link to follow.
#[derive(Args)]
pub(crate) struct LinkFetchOptions {
    /// The link: text, text file, picture, or - for standard input
    #[arg(value_name = "LINK")]
    pub(crate) link: String,
    /// Who asks: the name that whoever shares it will see
    #[arg(long, value_name = "NAME")]
    pub(crate) recipient: String,
    /// The folder for what comes, which must not be there yet
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// Ask this host without a question first; repeat it for files on another
    #[arg(long, value_name = "HOST")]
    pub(crate) open: Vec<String>,
    /// The file with the passcode [default: CLEANBILL_PASSCODE, else a prompt]
    #[arg(long, value_name = "FILE")]
    pub(crate) passcode_file: Option<PathBuf>,
    /// Certificate authorities of the hosts (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
    /// One line of JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// A link to make.
#[derive(Args)]
pub(crate) struct LinkMakeOptions {
    /// A SMART Health Card file or FHIR JSON
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The https address of the folder that the encrypted file will lie in
    #[arg(long, value_name = "URL")]
    pub(crate) url: String,
    /// The folder for the encrypted file, under its random name
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// What it is, for whoever gets the link: at most 80 characters, which everybody can read
    #[arg(long, value_name = "TEXT")]
    pub(crate) label: Option<String>,
    /// When the file will be taken away
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) expires: Option<i64>,
    /// The file will be replaced by newer ones under the same name
    #[arg(long)]
    pub(crate) long_term: bool,
    /// A page that shows links, to put before it; it gets the key of whoever opens it there
    #[arg(long, value_name = "URL")]
    pub(crate) viewer: Option<String>,
    #[command(flatten)]
    pub(crate) pictures: PictureOptions,
}

/// A link to share.
#[derive(Args)]
pub(crate) struct LinkShareOptions {
    /// SMART Health Card files and FHIR JSON, at most 8
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The service of the authority
    #[arg(long, value_name = "URL")]
    pub(crate) service: String,
    /// The file with the holder's token, as a pass was collected with it
    #[arg(long, value_name = "FILE")]
    pub(crate) token: PathBuf,
    /// Where to write the code that ends the link; nobody has it a second time
    #[arg(long, value_name = "FILE")]
    pub(crate) code: PathBuf,
    /// When it ends [default: in 7 days; at most in 90]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) expires: Option<i64>,
    /// The file with a passcode of 4 to 64 characters
    #[arg(long, value_name = "FILE", conflicts_with = "direct")]
    pub(crate) passcode_file: Option<PathBuf>,
    /// One file at the link's own address, without a list
    #[arg(long)]
    pub(crate) direct: bool,
    /// What it is, for whoever gets the link: at most 80 characters, which everybody can read
    #[arg(long, value_name = "TEXT")]
    pub(crate) label: Option<String>,
    /// A page that shows links, to put before it; it gets the key of whoever opens it there
    #[arg(long, value_name = "URL")]
    pub(crate) viewer: Option<String>,
    /// Certificate authorities of the service (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) pictures: PictureOptions,
}

/// A link to end.
#[derive(Args)]
pub(crate) struct LinkEndOptions {
    /// The file with the code that ends it
    #[arg(value_name = "CODE")]
    pub(crate) code: PathBuf,
    /// The service of the authority
    #[arg(long, value_name = "URL")]
    pub(crate) service: String,
    /// Certificate authorities of the service (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
}
