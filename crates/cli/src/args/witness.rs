use std::net::SocketAddr;

use clap::{Args, Subcommand};
use cleanbill_witness::WitnessedLog;

#[derive(Subcommand)]
pub(crate) enum WitnessAction {
    /// Make a witness: its key, in the data folder, and what others need to know of it
    Init(WitnessInitOptions),
    /// Cosign, over HTTP, whatever checkpoints of its logs continue those before
    ///
    /// The logs are those of witness/witness.toml in the data folder, and those of --log. What is
    /// damaged or gone of what it remembers keeps it from starting: it could cosign a second tree.
    Serve(WitnessServeOptions),
    /// Show the witness's key, and the tree that it cosigned last of each log
    Show,
}

#[derive(Args)]
pub(crate) struct WitnessInitOptions {
    /// Name of the witness, which is public and stays: an address without a scheme, such as
    /// example.edu/witness
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// A log to witness: its verifier key, with @ and its origin if the key's name is not that
    #[arg(long, value_name = "VKEY[@ORIGIN]")]
    pub(crate) log: Vec<WitnessedLog>,
}

#[derive(Args)]
pub(crate) struct WitnessServeOptions {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8090")]
    pub(crate) listen: SocketAddr,
    /// A log to witness besides: its verifier key, with @ and its origin if the key's name is not
    /// that
    #[arg(long, value_name = "VKEY[@ORIGIN]")]
    pub(crate) log: Vec<WitnessedLog>,
    /// Plain HTTP on an address that others reach is meant: a proxy speaks TLS
    #[arg(long)]
    pub(crate) plain: bool,
}
