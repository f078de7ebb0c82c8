use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{BundleOptions, TrustOptions};

#[derive(Subcommand)]
pub(crate) enum PolicyAction {
    /// Check policies together, as a verifier would load them
    Check(CheckPoliciesOptions),
    /// List the policies of a bundle: what holds where and when, and what was refused
    Show(BundleOptions),
}

#[derive(Args)]
pub(crate) struct CheckPoliciesOptions {
    /// Policies: TOML files, or folders of them
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub(crate) policies: Vec<PathBuf>,
    /// Business rules that they name: JSON files, or folders of them
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) rules: Vec<PathBuf>,
    /// Value sets that the rules name
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) value_sets: Vec<PathBuf>,
}

/// Keeps the options of checking in one place.
#[derive(Args)]
pub(crate) struct CheckingOptions {
    #[command(flatten)]
    pub(crate) trust: TrustOptions,
    #[command(flatten)]
    pub(crate) door: super::DoorOptions,
}
