use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{BulkOptions, IcvpOptions, PictureOptions};
use crate::clock::parse_time;

#[derive(Args)]
pub(crate) struct IssueOptions {
    /// Read the request from a JSON file, or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["surname", "forename", "birth_date"])]
    pub(crate) json: Option<PathBuf>,
    /// Surname, in the holder's own script
    #[arg(long)]
    pub(crate) surname: Option<String>,
    /// Forename, in the holder's own script
    #[arg(long)]
    pub(crate) forename: Option<String>,
    /// Date of birth: YYYY-MM-DD, YYYY-MM, YYYY
    #[arg(long, value_name = "DATE", required_unless_present_any = ["json", "bulk"])]
    pub(crate) birth_date: Option<String>,
    /// Write the text of the code to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) pictures: PictureOptions,
    /// Draw the code in the terminal
    #[arg(long)]
    pub(crate) draw: bool,
    /// Show what would be signed, as JSON, and sign nothing: the key is not even read
    #[arg(long, conflicts_with_all = ["text", "png", "svg", "draw"])]
    pub(crate) preview: bool,
    /// Issue as of this time instead of now
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<i64>,
    #[command(flatten)]
    pub(crate) icvp: IcvpOptions,
    #[command(flatten)]
    pub(crate) bulk: BulkOptions,
    #[command(subcommand)]
    pub(crate) ground: Option<GroundOptions>,
}

/// Why the pass is given.
#[derive(Subcommand)]
pub(crate) enum GroundOptions {
    /// A vaccination
    Vaccination(VaccinationOptions),
    /// A test with negative result
    Test(TestOptions),
    /// A recovery
    Recovery {
        /// Date of the first positive test
        #[arg(long, value_name = "DATE")]
        first_positive: String,
    },
    /// An exemption, without a diagnosis
    Exemption {
        /// First day
        #[arg(long, value_name = "DATE")]
        from: String,
        /// Last day
        #[arg(long, value_name = "DATE")]
        until: String,
    },
}

#[derive(Args)]
pub(crate) struct VaccinationOptions {
    /// Product (EU register number)
    #[arg(long, default_value = "EU/1/20/1528")]
    pub(crate) product: String,
    /// Vaccine or prophylaxis (SNOMED CT or ATC)
    #[arg(long, default_value = "1119349007")]
    pub(crate) vaccine: String,
    /// Marketing authorisation holder
    #[arg(long, default_value = "ORG-100030215")]
    pub(crate) manufacturer: String,
    /// Number of this dose
    #[arg(long)]
    pub(crate) dose: u8,
    /// Doses in the series
    #[arg(long)]
    pub(crate) doses: u8,
    /// Date of the vaccination
    #[arg(long)]
    pub(crate) date: String,
}

#[derive(Args)]
pub(crate) struct TestOptions {
    /// When the sample was taken (RFC 3339)
    #[arg(long, value_name = "TIME")]
    pub(crate) sampled_at: String,
    /// Rapid test device (EU list number); without it, a nucleic acid test
    #[arg(long)]
    pub(crate) device: Option<String>,
    /// Name of the test
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Testing centre
    #[arg(long)]
    pub(crate) centre: Option<String>,
}
