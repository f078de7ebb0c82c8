use std::net::{AddrParseError, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::StoreOptions;

/// Where the pages of whoever checks are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckListen {
    /// There.
    At(SocketAddr),
    /// Nowhere.
    Off,
}

impl FromStr for CheckListen {
    type Err = AddrParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "off" => Ok(Self::Off),
            address => address.parse().map(Self::At),
        }
    }
}

#[derive(Args)]
pub(crate) struct ServeOptions {
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// Where the pages of whoever checks are served, on an origin of their own; `off` for nowhere
    /// [default: the address of --listen, its port plus 1]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) check_listen: Option<CheckListen>,
    /// The pages, as web/build/build.mjs makes them: a folder with door/ and home/ [default: pages
    /// in the data folder or beside this program, if there is one]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) pages: Option<PathBuf>,
    /// Serve the pre-check for carriers alone, by these settings (`cleanbill precheck init` makes
    /// them); no other option counts then
    #[arg(long, value_name = "FILE")]
    pub(crate) validation: Option<PathBuf>,
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
