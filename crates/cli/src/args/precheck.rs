use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum PrecheckAction {
    /// Make a validation service: its signing key, and settings to fill in
    ///
    /// `cleanbill serve --validation FOLDER/validation.toml` starts it then, with the installed
    /// bundle. It needs no authority and no registry.
    Init(PrecheckInitOptions),
    /// Have a pass checked for a booking, as the code of an airline invites to
    ///
    /// Opens connections to the two addresses that it shows. Without --agree it goes as far as
    /// what would be checked, and sends no pass.
    Submit(PrecheckSubmitOptions),
}

#[derive(Args)]
pub(crate) struct PrecheckInitOptions {
    /// Folder to make
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// Public address of the service
    #[arg(long, value_name = "URL")]
    pub(crate) url: String,
    /// Two-letter country code (ISO 3166-1 alpha-2) for its certificates
    #[arg(long, default_value = "XX", value_name = "CC")]
    pub(crate) country: String,
}

#[derive(Args)]
pub(crate) struct PrecheckSubmitOptions {
    /// The text of the airline's code, or a file with it
    #[arg(value_name = "INVITATION")]
    pub(crate) invitation: String,
    /// The pass: its text, or a file with it
    #[arg(value_name = "PASS")]
    pub(crate) pass: String,
    /// Agree to what the airline says, and send the pass
    #[arg(long)]
    pub(crate) agree: bool,
    /// Certificates by which both services are believed besides the usual ones, PEM
    #[arg(long, value_name = "FILE")]
    pub(crate) authorities: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
