use std::path::PathBuf;

use clap::{Args, Subcommand};
use cleanbill_ledger::leaf::Threshold;
use cleanbill_redress::petition::PetitionId;

use super::StoreOptions;
use crate::clock::parse_time;

const COUNT_EXIT_CODES: &str = "\
Exit codes:
  0   every petition holds; notes are shown
  1   something is proven against the operator, or missing: the count does not hold
  2   it could not be counted: the source cannot be read, or is none
  64  wrong arguments";

#[derive(Subcommand)]
pub(crate) enum PetitionAction {
    /// Put a text to signature: makes its key, and tells the ledger
    Open(PetitionOpenOptions),
    /// Make vouchers to be printed and handed out, or another one for one that was lost
    Vouchers(PetitionVouchersOptions),
    /// Exchange a voucher for one signature under every petition of its epoch and region
    ///
    /// Through a relay, which sees who asks and not what, or at a desk, on the authority's own
    /// machine. The petitions' keys are taken from the public ledger and from nowhere else. Give
    /// the signatures in at another time, so that the clock does not tell who signed what.
    Exchange(PetitionExchangeOptions),
    /// Give a signature in; it is released with others
    Sign(PetitionSignOptions),
    /// Release what waits: `cleanbill serve` does it by itself every hour
    Release(PetitionReleaseOptions),
    /// Recount petitions from published files alone: every signature, every voucher's cap
    Count(PetitionCountOptions),
}

#[derive(Args)]
#[command(after_help = COUNT_EXIT_CODES)]
pub(crate) struct PetitionCountOptions {
    /// Where the authority publishes: an https address or a folder
    #[arg(value_name = "URL|FOLDER")]
    pub(crate) from: String,
    /// One petition alone, by its name of 64 hexadecimal digits
    #[arg(long, value_name = "PETITION", value_parser = parse_petition)]
    pub(crate) petition: Option<PetitionId>,
    /// The log and the witnesses that are believed (C2SP tlog-policy) [default: the source's own
    /// word]
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Certificate authorities of the server (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
    /// Print the count as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct PetitionOpenOptions {
    /// The text, UTF-8, at most 64 KiB; it is public
    #[arg(value_name = "TEXT")]
    pub(crate) text: PathBuf,
    /// The epoch: a number; its vouchers sign all petitions of it
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i32).range(0..))]
    pub(crate) epoch: i32,
    /// A region whose vouchers count; give it again for more
    #[arg(long, value_name = "REGION", required = true)]
    pub(crate) region: Vec<String>,
    /// At how many signatures an answer is owed, and within how many days; ascending
    #[arg(long, value_name = "SIGNATURES:DAYS", default_value = "100000:30",
          value_parser = parse_threshold)]
    pub(crate) threshold: Vec<Threshold>,
    /// First day on which it is signed (UTC)
    #[arg(long, value_name = "DATE", value_parser = parse_time)]
    pub(crate) opens: i64,
    /// Last such day (UTC), within a year
    #[arg(long, value_name = "DATE", value_parser = parse_time)]
    pub(crate) closes: i64,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Args)]
pub(crate) struct PetitionVouchersOptions {
    /// The epoch that they are for
    #[arg(long, value_name = "NUMBER", required_unless_present = "replace")]
    pub(crate) epoch: Option<i32>,
    /// The region that they are handed out in
    #[arg(long, value_name = "REGION", required_unless_present = "replace")]
    pub(crate) region: Option<String>,
    /// How many, 1 to 100,000
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) count: usize,
    /// A file with the code that was lost before it was exchanged: it becomes void
    #[arg(long, value_name = "FILE", conflicts_with_all = ["epoch", "region", "count"])]
    pub(crate) replace: Option<PathBuf>,
    /// Where to write them, one a line; only its owner can read it
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Args)]
pub(crate) struct PetitionExchangeOptions {
    /// A file with the voucher's code
    #[arg(value_name = "VOUCHER")]
    pub(crate) voucher: PathBuf,
    /// The secrets of this exchange: made if there are none, so that the same can be asked again
    #[arg(long, value_name = "FILE")]
    pub(crate) ballot: PathBuf,
    /// Where to write the signatures, one a line: petition, signature
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The epoch that stands on the voucher; needed with --relay
    #[arg(long, value_name = "NUMBER", requires = "region")]
    pub(crate) epoch: Option<u32>,
    /// The region that stands on the voucher; needed with --relay
    #[arg(long, value_name = "REGION", requires = "epoch")]
    pub(crate) region: Option<String>,
    #[command(flatten)]
    pub(crate) trusted: TrustedLedger,
    #[command(flatten)]
    pub(crate) relay: RelayOptions,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

/// The public ledger that petitions and their keys are taken from.
#[derive(Args)]
pub(crate) struct TrustedLedger {
    /// Where the ledger is published, or a copy of it: an https address or a folder
    #[arg(long, value_name = "URL|FOLDER")]
    pub(crate) ledger: String,
    /// Log, witnesses and quorum (C2SP tlog-policy) [default: those that are pinned here]
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Certificate authorities of ledger and relay (PEM), besides those of the system
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Option<PathBuf>,
}

/// The way to an authority that shall not see who asks.
#[derive(Args)]
pub(crate) struct RelayOptions {
    /// A relay of oblivious HTTP (RFC 9458) for this authority, run by somebody else
    #[arg(long, value_name = "URL")]
    pub(crate) relay: Option<String>,
    /// The authority's keys (application/ohttp-keys) [default: asked of the relay]
    #[arg(long, value_name = "FILE", requires = "relay")]
    pub(crate) relay_keys: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct PetitionSignOptions {
    /// What `exchange` wrote
    #[arg(value_name = "SIGNATURES")]
    pub(crate) signatures: PathBuf,
    /// The petition to sign; the others stay unsigned
    #[arg(long, value_name = "PETITION", value_parser = parse_petition)]
    pub(crate) petition: PetitionId,
    #[command(flatten)]
    pub(crate) trusted: TrustedLedger,
    #[command(flatten)]
    pub(crate) relay: RelayOptions,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

#[derive(Args)]
pub(crate) struct PetitionReleaseOptions {
    /// As of this time instead of now, to try out another time
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<i64>,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
}

fn parse_threshold(text: &str) -> Result<Threshold, String> {
    let parsed = text.split_once(':').and_then(|(signatures, days)| {
        Some(Threshold {
            signatures: signatures.parse().ok()?,
            answer_days: days.parse().ok()?,
        })
    });
    parsed.ok_or_else(|| "a number of signatures, a colon, and a number of days".to_owned())
}

pub(crate) fn parse_petition(text: &str) -> Result<PetitionId, String> {
    PetitionId::parse(text).ok_or_else(|| "a petition's name is 64 hexadecimal digits".to_owned())
}
