use std::path::PathBuf;

use clap::Args;

/// Which databases.
#[derive(Args)]
pub(crate) struct StoreOptions {
    /// Settings as TOML [default: serve.toml in the data folder, if there is one]; options win
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://… [default: registry.sqlite in the data folder]
    #[arg(
        long,
        value_name = "URL",
        env = "CLEANBILL_DATABASE",
        hide_env_values = true
    )]
    pub(crate) database: Option<String>,
    /// Database of the data keys, apart from the registry and its backups
    #[arg(
        long,
        value_name = "URL",
        env = "CLEANBILL_KEY_DATABASE",
        hide_env_values = true
    )]
    pub(crate) key_database: Option<String>,
}

#[derive(Args)]
pub(crate) struct BackupOptions {
    /// The folder to make; what is there already is never overwritten
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: PathBuf,
    /// Copy the key store, and nothing else: to another place, kept for days
    #[arg(long)]
    pub(crate) keys: bool,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Args)]
pub(crate) struct RestoreOptions {
    /// A backup of the registry
    #[arg(long, value_name = "FOLDER", required_unless_present = "recovered")]
    pub(crate) from: Option<PathBuf>,
    /// A backup of the key store [default: the one that the data folder has]
    #[arg(long, value_name = "FOLDER", conflicts_with = "recovered")]
    pub(crate) keys: Option<PathBuf>,
    /// The database itself was taken back to an earlier time: make it ready for use
    #[arg(long, conflicts_with = "from")]
    pub(crate) recovered: bool,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}
