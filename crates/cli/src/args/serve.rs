use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::StoreOptions;

#[derive(Args)]
pub(crate) struct ServeOptions {
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    /// The key that wraps all others [default: seal/kek in the data folder]
    #[arg(long, value_name = "FILE")]
    pub(crate) kek: Option<PathBuf>,
    /// Certificate chain of TLS, PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_certificate: Option<PathBuf>,
    /// Private key of TLS, PEM
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Plain HTTP on an address that others reach is meant
    #[arg(long)]
    pub(crate) plain: bool,
    /// Give the counts of the service to whoever asks here
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// A proxy, or a range of them, that may say whom it asks for
    #[arg(long, value_name = "ADDRESS[/BITS]")]
    pub(crate) trusted_proxy: Vec<String>,
    /// Domain of passkeys [default: localhost]
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) rp_id: Option<String>,
    /// Origin of a page that signs in: scheme and host, as its address begins
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) origin: Vec<String>,
}
