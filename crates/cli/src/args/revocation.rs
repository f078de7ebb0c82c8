use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum RevocationAction {
    /// Build the national filter, from issued and revoked passes or from a universe file
    Build(BuildFilterOptions),
    /// Show what a filter, delta, universe file or exact list covers
    Show {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Look passes up in a filter: exit code 1 if one is revoked
    Check(CheckRevocationOptions),
    /// Write the delta between two universe files of the same passes
    Diff(DiffOptions),
}

#[derive(Args)]
pub(crate) struct BuildFilterOptions {
    /// Every pass that was issued with its keys up to --closed-until, one a line: the text of a
    /// code, or `KID ISSUED-AT KEY` (base64, Unix seconds, 32 hexadecimal digits); - for standard
    /// input. A pass that is missing is guessed at
    #[arg(long, value_name = "FILE", required_unless_present = "universe")]
    pub(crate) issued: Option<PathBuf>,
    /// The last second that is covered, at least a minute ago: no pass of these keys can be issued
    /// in it or before it any more [default: that of the last pass of each key]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse_time,
          conflicts_with = "universe")]
    pub(crate) closed_until: Option<i64>,
    /// Revoked ones among them, one a line: the text of a code, a UVCI, or a key
    #[arg(long, value_name = "FILE", conflicts_with = "universe")]
    pub(crate) revoked: Option<PathBuf>,
    /// Universe file to rebuild a filter from, byte for byte
    #[arg(long, value_name = "FILE", conflicts_with = "issued")]
    pub(crate) universe: Option<PathBuf>,
    /// Claim `iss` of the passes; texts of codes say it themselves
    #[arg(long, value_name = "ISS")]
    pub(crate) issuer: Option<String>,
    /// Version of the filter, one more than what is in force
    #[arg(long = "edition", value_name = "N", default_value_t = 1,
          value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) version: u32,
    /// When it is built [default: now]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse_time)]
    pub(crate) at: Option<i64>,
    /// Folder for `universe` and `national.filter`
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
}

#[derive(Args)]
pub(crate) struct CheckRevocationOptions {
    /// Passes: texts of codes, or files with one a line
    #[arg(required = true, value_name = "PASS")]
    pub(crate) passes: Vec<String>,
    /// The filter
    #[arg(long, value_name = "FILE")]
    pub(crate) filter: PathBuf,
    /// Deltas over it
    #[arg(long, value_name = "FILE")]
    pub(crate) deltas: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct DiffOptions {
    /// The older universe file
    pub(crate) old: PathBuf,
    /// The newer one
    pub(crate) new: PathBuf,
    /// The filter that the delta goes on from
    #[arg(long, value_name = "FILE")]
    pub(crate) filter: PathBuf,
    /// Deltas that are in force over it already; the new one is appended to them
    #[arg(long, value_name = "FILE")]
    pub(crate) deltas: Option<PathBuf>,
    /// When it is built [default: now]
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse_time)]
    pub(crate) at: Option<i64>,
    /// Where to write the deltas
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}
