use std::path::PathBuf;

use clap::{Args, Subcommand};
use cleanbill_trust::set::Digest;

use crate::clock::parse_time;

/// What every command needs that believes signers.
#[derive(Args)]
pub(crate) struct TrustOptions {
    /// Trust bundle [default: the installed one]
    #[arg(long, value_name = "BUNDLE")]
    pub(crate) trust: Option<PathBuf>,
    /// Also trust the root with this fingerprint (64 hexadecimal digits)
    #[arg(
        long,
        value_name = "FINGERPRINT",
        env = "CLEANBILL_ROOT",
        value_delimiter = ','
    )]
    pub(crate) root: Vec<Digest>,
}

#[derive(Subcommand)]
pub(crate) enum TrustAction {
    /// Read trust lists and write a bundle, signed by this machine's publication key
    ///
    /// German signed list, gateway JSON, JWKS, DID documents of the WHO's network, and certificates
    /// in PEM or DER are told by their content. Of a folder every file is read, and below it every
    /// did.json.
    Import(ImportOptions),
    /// Make a bundle the installed one, unless it is older than what was installed before or lacks
    /// revocations or policies that it has
    Install(InstallOptions),
    /// Show a bundle and its ledger, and list its signers by country
    Show(ShowOptions),
    /// Check a bundle: signatures, versions, times, keys
    Check(BundleOptions),
    /// Write the newest checkpoint of the ledger that this machine saw, for `audit --compare`
    ///
    /// Older ones that it was not proven to go on from lie beside it, as FILE.1 and so on.
    ExportCheckpoint(ExportOptions),
    /// Write the certificates of this authority as the WHO's network takes in a participant
    ///
    /// Checks them by the network's certificate governance, and says what is missing. No private
    /// key is opened.
    ExportOnboarding(OnboardingOptions),
}

#[derive(Args)]
pub(crate) struct OnboardingOptions {
    /// Folder to make
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// Code that the network gave the participant, such as DEU
    #[arg(long, value_name = "CODE")]
    pub(crate) participant: String,
    /// Kind of passes to sign, as the network names it: DCC, DDCC, dICVP, IPS-PILGRIMAGE
    #[arg(long, value_name = "DOMAIN", default_value = "DCC")]
    pub(crate) domain: Vec<String>,
    /// Certificate of the key that signs uploads (PEM or DER)
    #[arg(long, value_name = "FILE")]
    pub(crate) up: Option<PathBuf>,
    /// Certificate of the connections to the gateway
    #[arg(long, value_name = "FILE")]
    pub(crate) tls: Option<PathBuf>,
    /// Certificate of whoever certified that one
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_ca: Option<PathBuf>,
    /// As of this time instead of now, to try out another time
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<i64>,
}

#[derive(Args)]
pub(crate) struct ImportOptions {
    /// Trust lists, certificates, or folders of them
    #[arg(
        required_unless_present_any = ["fetch", "vds_nc_csca", "divoc_key"],
        value_name = "FILE|FOLDER"
    )]
    pub(crate) lists: Vec<PathBuf>,
    /// Fetch a list from this address too: the only connection that is made
    #[arg(long, value_name = "URL")]
    pub(crate) fetch: Vec<String>,
    /// Certificate authorities (PEM) that the hosts of --fetch may be certified by, too
    #[arg(long, value_name = "PEM", requires = "fetch")]
    pub(crate) ca: Option<PathBuf>,
    /// Where to write the bundle
    #[arg(long, value_name = "BUNDLE")]
    pub(crate) out: PathBuf,
    /// Public keys (PEM) that the lists' own signatures are checked with: one of them has to fit
    #[arg(long, value_name = "PEM")]
    pub(crate) key: Vec<PathBuf>,
    /// DID document of the signer that the WHO's lists must be signed by
    #[arg(long, value_name = "DID.JSON")]
    pub(crate) signer: Option<PathBuf>,
    /// Signature of the VCI directory's snapshot [default: the file beside it that ends in .sig]
    #[arg(long, value_name = "SIG", requires = "key")]
    pub(crate) signature: Option<PathBuf>,
    /// Address of the issuer of SMART Health Cards whose keys a JWKS has
    #[arg(long, value_name = "URL", conflicts_with = "country")]
    pub(crate) iss: Option<String>,
    /// Import a signed list without checking its signature
    #[arg(long, conflicts_with_all = ["key", "signer"])]
    pub(crate) unverified: bool,
    /// Country authority (CSCA) certificates that gateway entries must come from
    #[arg(long, value_name = "FILE")]
    pub(crate) csca: Vec<PathBuf>,
    /// Country authorities (CSCA) whose signers' VDS-NC are believed
    #[arg(long, value_name = "FILE")]
    pub(crate) vds_nc_csca: Vec<PathBuf>,
    /// Key of DIVOC certificates, by the verification method that they name, such as did:india
    #[arg(long, value_name = "METHOD=PEM", value_parser = parse_named_key)]
    pub(crate) divoc_key: Vec<(String, PathBuf)>,
    /// Country of the keys in a JWKS, which does not say it itself
    #[arg(long, value_name = "CC")]
    pub(crate) country: Option<String>,
    /// Lifetime of the bundle in days
    #[arg(long, value_name = "N", default_value_t = 30,
          value_parser = clap::value_parser!(u16).range(8..=365))]
    pub(crate) days: u16,
}

/// `METHOD=PEM`.
fn parse_named_key(text: &str) -> Result<(String, PathBuf), &'static str> {
    match text.split_once('=') {
        Some((method, path)) if !method.is_empty() && !path.is_empty() => {
            Ok((method.to_owned(), path.into()))
        }
        _ => Err("METHOD=PEM, such as did:india=key.pem"),
    }
}

#[derive(Args)]
pub(crate) struct BundleOptions {
    /// The bundle [default: the installed one]
    pub(crate) bundle: Option<PathBuf>,
    /// Also trust the root with this fingerprint (64 hexadecimal digits)
    #[arg(
        long,
        value_name = "FINGERPRINT",
        env = "CLEANBILL_ROOT",
        value_delimiter = ','
    )]
    pub(crate) root: Vec<Digest>,
}

#[derive(Args)]
pub(crate) struct InstallOptions {
    #[command(flatten)]
    pub(crate) bundle: BundleOptions,
    /// Install it even if it lacks kinds of revocation that the installed one has: passes that are
    /// revoked are good again
    #[arg(long)]
    pub(crate) accept_losses: bool,
    /// Policy of the public ledger that the authority's bundles have to be in (C2SP tlog-policy),
    /// if it is known from elsewhere [default: the one in the first bundle that has one]
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger_policy: Option<PathBuf>,
    /// Take a ledger that fewer than two witnesses watch: a demonstration, which protects nobody
    #[arg(long)]
    pub(crate) demo: bool,
}

#[derive(Args)]
pub(crate) struct ExportOptions {
    /// Where to write it
    pub(crate) file: PathBuf,
}

#[derive(Args)]
pub(crate) struct ShowOptions {
    #[command(flatten)]
    pub(crate) bundle: BundleOptions,
    /// List every signer, not countries
    #[arg(long)]
    pub(crate) signers: bool,
    /// One line of JSON a signer
    #[arg(long)]
    pub(crate) json: bool,
}
