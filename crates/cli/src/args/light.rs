use std::path::PathBuf;

use clap::Args;

use super::CheckingOptions;

#[derive(Args)]
pub(crate) struct LightOptions {
    /// The full pass: a text that starts like a pass, a file (text or a picture), or - for standard
    /// input
    #[arg(value_name = "PASS")]
    pub(crate) pass: String,
    #[command(flatten)]
    pub(crate) checking: CheckingOptions,
    /// For how many days, today included
    #[arg(long, value_name = "N", default_value_t = 7,
          value_parser = clap::value_parser!(u16).range(1..=14))]
    pub(crate) days: u16,
    /// Write a file for each day into this folder instead of printing the texts
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// Draw a PNG for each day too
    #[arg(long, requires = "out")]
    pub(crate) png: bool,
    /// One line of JSON a day
    #[arg(long)]
    pub(crate) json: bool,
}
