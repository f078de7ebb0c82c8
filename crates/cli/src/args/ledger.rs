use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::StoreOptions;
use crate::clock::parse_time;

#[derive(Subcommand)]
pub(crate) enum LedgerAction {
    /// Begin the public ledger of this authority: its key, its witnesses, where it is published
    Init(LedgerInitOptions),
    /// Turn what waits into the published ledger, without a service: `cleanbill serve` does it
    /// by itself
    Run(LedgerRunOptions),
    /// Show the ledger: its key, its witnesses, how far it is
    Show {
        #[command(flatten)]
        store: StoreOptions,
    },
    /// Announce a policy that tightens, at least 7 days before it starts
    Announce(LedgerAnnounceOptions),
    /// Tell of a release of the software: its SHA-256
    Release(LedgerReleaseOptions),
    /// Tell of another list of witnesses, at least 30 days before it holds
    Witnesses(LedgerWitnessesOptions),
}

#[derive(Args)]
pub(crate) struct LedgerInitOptions {
    /// Name of the ledger, which is public and stays: the address that it is published at, without
    /// a scheme, such as ledger.example.org/xx
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) origin: String,
    /// Where it is published: a folder, or a bucket of an S3 store, with credentials from
    /// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY [default: public/ledger in the data folder]
    #[arg(long, value_name = "FOLDER|s3://BUCKET/PREFIX")]
    pub(crate) to: Option<String>,
    /// Address of the S3 store [default: that of AWS]
    #[arg(long, value_name = "URL", requires = "to")]
    pub(crate) s3_endpoint: Option<String>,
    /// Region of the S3 store [default: AWS_REGION]
    #[arg(long, value_name = "REGION", requires = "to")]
    pub(crate) s3_region: Option<String>,
    /// A witness: its verifier key, and the address that it is asked at
    #[arg(long, num_args = 2, value_names = ["VKEY", "URL"])]
    pub(crate) witness: Vec<String>,
    /// How many witnesses have to cosign; at least 2 [default: most of them]
    #[arg(long, value_name = "COUNT")]
    pub(crate) quorum: Option<usize>,
    /// A demonstration, which protects nobody: fewer than two witnesses are enough
    #[arg(long)]
    pub(crate) demo: bool,
}

#[derive(Args)]
pub(crate) struct LedgerRunOptions {
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    /// Until nothing waits any more
    #[arg(long)]
    pub(crate) once: bool,
}

#[derive(Args)]
pub(crate) struct LedgerAnnounceOptions {
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    /// The policy, TOML
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    /// How many holders it keeps out that were let in, by `cleanbill rules rehearse`; fewer than
    /// ten are not told
    #[arg(long, value_name = "COUNT")]
    pub(crate) lost: Option<u64>,
    /// How many holders it lets in that were kept out
    #[arg(long, value_name = "COUNT")]
    pub(crate) gained: Option<u64>,
    /// Where to write the proof, for `cleanbill publish --announcements`
    #[arg(long, value_name = "PROOF")]
    pub(crate) out: PathBuf,
}

#[derive(Args)]
pub(crate) struct LedgerReleaseOptions {
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    /// The file that is released
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Its version
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: String,
    /// What it runs on: a target triple, or the name of a page
    #[arg(long, value_name = "TARGET")]
    pub(crate) target: String,
    /// Where to write the receipt
    #[arg(long, value_name = "PROOF")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct LedgerWitnessesOptions {
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    /// The policy that is to follow (C2SP tlog-policy)
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    /// From when on it holds: RFC 3339, a date, or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) from: i64,
    /// Where to write the proof, for `cleanbill publish --witness-change`
    #[arg(long, value_name = "PROOF")]
    pub(crate) out: PathBuf,
}

#[derive(Subcommand)]
pub(crate) enum ReceiptAction {
    /// Check a receipt, without asking anybody
    Check(ReceiptCheckOptions),
}

#[derive(Args)]
pub(crate) struct ReceiptCheckOptions {
    /// The receipt (C2SP tlog-proof)
    #[arg(value_name = "RECEIPT")]
    pub(crate) receipt: PathBuf,
    /// The pass that it is of: its text (HC1:…), or a file with it
    #[arg(long, value_name = "PASS")]
    pub(crate) pass: Option<String>,
    /// The hash of the act that it is of, hexadecimal
    #[arg(long, value_name = "HASH", conflicts_with = "pass")]
    pub(crate) act: Option<String>,
    /// Log, witnesses and quorum (C2SP tlog-policy) [default: those that are pinned here]
    #[arg(long, value_name = "POLICY")]
    pub(crate) policy: Option<PathBuf>,
}
