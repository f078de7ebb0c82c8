use std::path::PathBuf;

use clap::Args;
use cleanbill_trust::set::TargetType;

use crate::standing::LEDGER;

/// What a bundle is made of. What is not given is that of the installed bundle, byte for byte.
#[derive(Args)]
pub(crate) struct PublishOptions {
    /// Bundle whose signers are taken over, and everything else that the installed one lacks
    /// [default: the installed one]
    #[arg(long, value_name = "BUNDLE")]
    pub(crate) signers: Option<PathBuf>,
    /// Policies: TOML files, or folders of them; those that just ended too, as each policy is
    /// compared with the one before it
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) policies: Vec<PathBuf>,
    /// Business rules as published: JSON files, or folders of them
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) rules: Vec<PathBuf>,
    /// Value sets as published: JSON files, or folders of them
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) value_sets: Vec<PathBuf>,
    /// Announcements of policies that tighten, besides those that stand: proofs of the ledger
    /// (C2SP tlog-proof), or folders of them
    #[arg(long, value_name = "PROOF|FOLDER")]
    pub(crate) announcements: Vec<PathBuf>,
    /// A change of the ledger's witnesses, besides those that stand: the policy that ends, and the
    /// proof under it that the change was told (C2SP tlog-policy and tlog-proof)
    #[arg(long, num_args = 2, value_names = ["POLICY", "PROOF"])]
    pub(crate) witness_change: Vec<PathBuf>,
    /// National revocation filter, as `revocation build` writes it
    #[arg(long, value_name = "FILE")]
    pub(crate) filter: Option<PathBuf>,
    /// Deltas over the filter, as `revocation diff` writes them
    #[arg(long, value_name = "FILE", requires = "filter")]
    pub(crate) deltas: Option<PathBuf>,
    /// Exact list of revoked passes that the filter does not cover
    #[arg(long, value_name = "FILE")]
    pub(crate) exact: Option<PathBuf>,
    /// Revocation batches of other countries: JSON files, or folders of them
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) batches: Vec<PathBuf>,
    /// Revocation lists of SMART Health Cards, one a key: JSON files, or folders of them, besides
    /// those that stand
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) cards: Vec<PathBuf>,
    /// Folder that the address of our health cards leads to: .well-known/jwks.json and their
    /// revocation lists are written below it
    #[arg(long, value_name = "FOLDER")]
    pub(crate) well_known: Option<PathBuf>,
    /// What a distributor of the EU hands out: a folder with its overview, partitions (JSON) and
    /// archives of slices (gzip), told by their content
    #[arg(long, value_name = "FOLDER")]
    pub(crate) slices: Option<PathBuf>,
    /// Key identifier (base64) of a signer whose passes no longer count, besides those that were
    /// removed before
    #[arg(long, value_name = "KID")]
    pub(crate) remove_signer: Vec<String>,
    /// Leave out on purpose what the installed bundle has: policies.v1, rules.v1, value-sets.v1,
    /// revocation-national.v1, revocation-exact.v1, revocation-batches.v1, revocation-slices.v1,
    /// revocation-cards.v1, signers-removed.v1
    #[arg(long, value_name = "TYPE", value_parser = parse_dropped)]
    pub(crate) drop: Vec<TargetType>,
    /// Where to write the bundle
    #[arg(long, value_name = "BUNDLE", required_unless_present = "to")]
    pub(crate) out: Option<PathBuf>,
    /// Publish this signed bundle as it is, instead of signing a new one
    #[arg(long, value_name = "BUNDLE", requires = "to", conflicts_with_all = [
        "signers", "policies", "rules", "value_sets", "filter", "exact", "batches", "cards",
        "slices", "well_known", "remove_signer", "drop", "announcements", "witness_change", "out",
        "install", "days"])]
    pub(crate) set: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) destination: DestinationOptions,
    #[command(flatten)]
    pub(crate) registry: RegistryOptions,
    /// Install it on this machine too
    #[arg(long)]
    pub(crate) install: bool,
    /// Take a ledger that fewer than two witnesses watch: a demonstration, which protects nobody
    #[arg(long)]
    pub(crate) demo: bool,
    /// Lifetime of the bundle in days
    #[arg(long, value_name = "N", default_value_t = 30,
          value_parser = clap::value_parser!(u16).range(8..=365))]
    pub(crate) days: u16,
}

/// The registry whose approved acts say what is revoked.
#[derive(Args)]
pub(crate) struct RegistryOptions {
    /// Registry of the authority, sqlite:PATH or postgres://…: what approved acts take away is
    /// published, and nothing else of ours [default: that of the data folder, if it has one]
    #[arg(
        long,
        value_name = "URL",
        env = "CLEANBILL_DATABASE",
        hide_env_values = true
    )]
    pub(crate) registry: Option<String>,
    /// Settings of the service: its database, and for whom officers' passkeys were made [default:
    /// serve.toml in the data folder, if there is one]; options win
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Domain of officers' passkeys [default: localhost]
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) rp_id: Option<String>,
    /// Origin that officers sign at: scheme and host, as its address begins
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) origin: Vec<String>,
    /// List of revocations made elsewhere that an act takes over: identifiers or codes, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) revocation_list: Vec<PathBuf>,
}

/// Where a bundle goes out as static files.
#[derive(Args)]
pub(crate) struct DestinationOptions {
    /// Write it as static files for verifiers and other software: into a folder, or a bucket of an
    /// S3 store, with credentials from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
    #[arg(long, value_name = "FOLDER|s3://BUCKET/PREFIX")]
    pub(crate) to: Option<String>,
    /// Address of the S3 store [default: that of AWS]
    #[arg(long, value_name = "URL", requires = "to")]
    pub(crate) s3_endpoint: Option<String>,
    /// Region of the S3 store [default: AWS_REGION]
    #[arg(long, value_name = "REGION", requires = "to")]
    pub(crate) s3_region: Option<String>,
    /// Speak to the store without encryption, also if it is not on this machine
    #[arg(long, requires = "to")]
    pub(crate) s3_allow_http: bool,
    /// For a store that does not write on conditions; then never publish from two places at a time
    #[arg(long, requires = "to")]
    pub(crate) s3_unconditional: bool,
    /// Trust lists or certificates that the certificates of signers are taken from, for the list in
    /// the form of the EU gateway: files, or folders of them
    #[arg(long, value_name = "FILE|FOLDER", requires = "to")]
    pub(crate) certificates: Vec<PathBuf>,
}

/// Everything but the signers, without which no pass can be checked, and the ledger, without which
/// nobody sees what is published.
fn parse_dropped(name: &str) -> Result<TargetType, String> {
    let kind = TargetType::new(name).filter(TargetType::is_known);
    kind.filter(|kind| *kind != TargetType::DCC_SIGNERS && !LEDGER.contains(kind))
        .ok_or_else(|| "no type of target that can be left out".into())
}
