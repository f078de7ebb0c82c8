use std::path::PathBuf;

use clap::{Args, ValueEnum};
use cleanbill_authority::ImportKind;

use super::StoreOptions;

/// What a file of events is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BulkKind {
    /// CSV with the columns of the template
    Csv,
    /// A FHIR R4 bundle
    Fhir,
    /// FHIR R4 resources, one a line
    FhirLines,
}

impl BulkKind {
    /// By the file's name: .json is a bundle, .ndjson are lines, all else is CSV.
    pub(crate) fn of(path: &std::path::Path) -> Self {
        match path.extension().and_then(std::ffi::OsStr::to_str) {
            Some("json") => Self::Fhir,
            Some("ndjson") => Self::FhirLines,
            _ => Self::Csv,
        }
    }

    pub(crate) const fn import(self) -> ImportKind {
        match self {
            Self::Csv => ImportKind::Csv,
            Self::Fhir => ImportKind::FhirBundle,
            Self::FhirLines => ImportKind::FhirLines,
        }
    }
}

/// Issuing into the registry for every event of a file.
#[derive(Args)]
#[command(next_help_heading = "In bulk, into the registry")]
pub(crate) struct BulkOptions {
    /// Issue a pass for every event of a file, as the machine whose key is given
    ///
    /// Stopped at any moment and given the same file again, it goes on where it stopped; nothing is
    /// lost and nothing issued twice.
    #[arg(long, value_name = "FILE", requires = "api_key_file",
        conflicts_with_all = ["json", "surname", "forename", "birth_date", "text", "png", "svg",
            "draw", "preview", "at"])]
    pub(crate) bulk: Option<PathBuf>,
    /// What the file is [default: by its name: .json is a FHIR bundle, .ndjson are lines, else CSV]
    #[arg(long, value_enum, value_name = "KIND", requires = "bulk")]
    pub(crate) kind: Option<BulkKind>,
    /// File that holds the machine's API key
    #[arg(long, value_name = "FILE", requires = "bulk")]
    pub(crate) api_key_file: Option<PathBuf>,
    /// Write the rows that were not taken, as CSV: row, field, code
    #[arg(long, value_name = "FILE", requires = "bulk")]
    pub(crate) errors: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    /// The key that wraps all others [default: seal/kek in the data folder]
    #[arg(long, value_name = "FILE", requires = "bulk")]
    pub(crate) kek: Option<PathBuf>,
}
