use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::StoreOptions;

#[derive(Subcommand)]
pub(crate) enum SunsetAction {
    /// Show what stands in the way of publishing each key and of purging the records
    ///
    /// Writes nothing.
    Plan(PlanOptions),
    /// Publish a retired key that custodians bring back, so that everybody can deny old passes
    ///
    /// Only a year after its certificate and its last pass have ended, when no foreign list has
    /// it, and when the installed set lists its signer as removed: the first time this is run, it
    /// sees to it that the next set does.
    PublishKey(PublishKeyOptions),
    /// Destroy a retired key, with what its custodians could open, and tell the ledger
    ///
    /// What it signed can never be denied then.
    DestroyKey(DestroyKeyOptions),
    /// Destroy all keys of records, and delete what leads to people
    ///
    /// Rehearse it on a copy first. The service is stopped before. Whoever is interrupted runs it
    /// again.
    Purge(PurgeOptions),
}

#[derive(Args)]
pub(crate) struct PlanOptions {
    /// A list of signers that another country or body publishes, as it is today
    #[arg(long, value_name = "FILE")]
    pub(crate) list: Vec<PathBuf>,
    /// Report of the rehearsal
    #[arg(long, value_name = "REPORT")]
    pub(crate) rehearsed: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Args)]
pub(crate) struct PublishKeyOptions {
    /// Which key epoch
    #[arg(value_name = "NUMBER")]
    pub(crate) number: u32,
    /// A custodian's share; as many as are needed
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) share: Vec<PathBuf>,
    /// A list of signers that another country or body publishes, as it is today; each that ever
    /// had the key
    #[arg(long, value_name = "FILE")]
    pub(crate) list: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Args)]
pub(crate) struct DestroyKeyOptions {
    /// Which key epoch
    #[arg(value_name = "NUMBER")]
    pub(crate) number: u32,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Args)]
#[group(id = "how", required = true, multiple = false, args = ["rehearsal", "rehearsed"])]
pub(crate) struct PurgeOptions {
    /// Purge the copy in this data folder, restored from a backup, and nothing else
    #[arg(long, value_name = "FOLDER", requires = "report")]
    pub(crate) rehearsal: Option<PathBuf>,
    /// Database of the copy, where it is not in files of its folder
    #[arg(long, value_name = "URL", requires_all = ["rehearsal", "copy_key_database"])]
    pub(crate) copy_database: Option<String>,
    /// Database of the data keys of the copy
    #[arg(long, value_name = "URL", requires_all = ["rehearsal", "copy_database"])]
    pub(crate) copy_key_database: Option<String>,
    /// Where to write the report of the rehearsal
    #[arg(long, value_name = "FILE", requires = "rehearsal")]
    pub(crate) report: Option<PathBuf>,
    /// Purge the records for good, as this report of at most 30 days ago says it went on a copy
    #[arg(long, value_name = "REPORT")]
    pub(crate) rehearsed: Option<PathBuf>,
    /// Then destroy the key-encryption key too, so that backups of the key store stay closed
    #[arg(long, requires = "rehearsed")]
    pub(crate) destroy_kek: bool,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}
