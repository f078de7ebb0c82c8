use std::path::PathBuf;

use clap::{Args, Subcommand};
use cleanbill_redress::petition::PetitionId;

const COUNT_EXIT_CODES: &str = "\
Exit codes:
  0   every petition holds; notes are shown
  1   something is proven against the operator, or missing: the count does not hold
  2   it could not be counted: the source cannot be read, or is none
  64  wrong arguments";

#[derive(Subcommand)]
pub(crate) enum PetitionAction {
    /// Recount petitions from published files alone: every signature, every voucher's cap
    Count(PetitionCountOptions),
}

#[derive(Args)]
#[command(after_help = COUNT_EXIT_CODES)]
pub(crate) struct PetitionCountOptions {
    /// Where the authority publishes: an https address or a folder
    #[arg(value_name = "URL|FOLDER")]
    pub(crate) from: String,
    /// One petition alone, by its name of 64 hexadecimal digits
    #[arg(long, value_name = "PETITION", value_parser = parse_petition)]
    pub(crate) petition: Option<PetitionId>,
    /// The log and the witnesses that are believed (C2SP tlog-policy) [default: the source's own
    /// word]
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Certificate authorities of the server (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
    /// Print the count as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn parse_petition(text: &str) -> Result<PetitionId, String> {
    PetitionId::parse(text).ok_or_else(|| "a petition's name is 64 hexadecimal digits".to_owned())
}
