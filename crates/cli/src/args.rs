mod archive;
mod audit;
mod backup;
mod bulk;
mod card;
mod demo;
mod door;
mod filing;
mod icvp;
mod issue;
mod keys;
mod ledger;
mod light;
mod link;
mod petition;
mod policy;
mod precheck;
mod print;
mod publish;
mod revocation;
mod rules;
mod serve;
mod sunset;
mod trust;
mod update;
mod witness;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use cleanbill_wording::Language;

pub(crate) use self::archive::{ArchiveAction, ArchiveSearchOptions, ArchiveVerifyOptions};
pub(crate) use self::audit::AuditOptions;
pub(crate) use self::backup::{BackupOptions, RestoreOptions, StoreOptions};
pub(crate) use self::bulk::{BulkKind, BulkOptions};
pub(crate) use self::card::{
    CardAction, CardKeysOptions, CardProfile, DocumentKind, ExamineOptions, IssueCardOptions,
    RevokeCardsOptions,
};
pub(crate) use self::demo::{DemoOptions, DemoRole};
pub(crate) use self::door::DoorOptions;
pub(crate) use self::filing::{
    FiledAs, FiledFor, FilingAction, FilingFileOptions, FilingFollowOptions, RemoteOptions,
};
pub(crate) use self::icvp::IcvpOptions;
pub(crate) use self::issue::{GroundOptions, IssueOptions, TestOptions, VaccinationOptions};
pub(crate) use self::keys::{
    CsrOptions, EpochOptions, IcvpKeyOptions, ImportKeyOptions, KeysAction, ListKeysOptions,
    RetireOptions, RotateOptions, ShareOptions, SignOptions, WrapOptions,
};
pub(crate) use self::ledger::{
    LedgerAction, LedgerAnnounceOptions, LedgerInitOptions, LedgerReleaseOptions, LedgerRunOptions,
    LedgerWitnessesOptions, ReceiptAction, ReceiptCheckOptions,
};
pub(crate) use self::light::LightOptions;
pub(crate) use self::link::{
    LinkAction, LinkEndOptions, LinkFetchOptions, LinkMakeOptions, LinkShareOptions,
    LinkShowOptions,
};
pub(crate) use self::petition::{
    PetitionAction, PetitionCountOptions, PetitionExchangeOptions, PetitionOpenOptions,
    PetitionReleaseOptions, PetitionSignOptions, PetitionVouchersOptions, RelayOptions,
    TrustedLedger,
};
pub(crate) use self::policy::{CheckPoliciesOptions, CheckingOptions, PolicyAction};
pub(crate) use self::precheck::{PrecheckAction, PrecheckInitOptions, PrecheckSubmitOptions};
pub(crate) use self::print::{Layout, PrintOptions, parse_offset};
pub(crate) use self::publish::{DestinationOptions, PublishOptions};
pub(crate) use self::revocation::{
    BuildFilterOptions, CheckRevocationOptions, DiffOptions, RevocationAction,
};
pub(crate) use self::rules::{PopulationSource, RehearseOptions, RulesAction, TestRulesOptions};
pub(crate) use self::serve::{CheckListen, ServeOptions};
pub(crate) use self::sunset::{
    DestroyKeyOptions, PlanOptions, PublishKeyOptions, PurgeOptions, SunsetAction,
};
pub(crate) use self::trust::{
    BundleOptions, ImportOptions, InstallOptions, OnboardingOptions, ShowOptions, TrustAction,
    TrustOptions,
};
pub(crate) use self::update::UpdateOptions;
pub(crate) use self::witness::{WitnessAction, WitnessInitOptions, WitnessServeOptions};
use crate::clock::parse_time;
use crate::language::parse_language;

const EXIT_CODES: &str = "\
Exit codes:
  0   done; every pass is authentic or accepted
  1   at least one pass is refused
  2   at least one pass could not be checked, or the command could not be done
  64  wrong arguments";

/// Check, inspect and issue QR health passes.
///
/// Checking makes no request, writes nothing and keeps nothing.
#[derive(Parser)]
#[command(name = "cleanbill", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Data folder: keys, roots, installed bundle [default: ./data if it is one, else the user's
    /// own data folder]
    #[arg(long, global = true, env = "CLEANBILL_DATA", value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// Language of reasons and remedies: en, ru, fr, de, es, ar [default: the terminal's]
    #[arg(long, global = true, value_name = "LANG", value_parser = parse_language)]
    pub(crate) lang: Option<Language>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a demonstration authority: root, publication, CSCA and DSC keys, and its bundle
    Init(InitOptions),
    /// Issue a pass: text, PNG or SVG; or one for every event of a file, into the registry
    Issue(Box<IssueOptions>),
    /// Make light passes of a full one: a code a day, for one policy, that does not tell the ground
    Light(Box<LightOptions>),
    /// Check passes: texts, text files, pictures, folders, standard input
    ///
    /// In pictures (PNG, JPEG, WebP, BMP, GIF, SVG), QR, Aztec and Data Matrix codes are read.
    Verify(VerifyOptions),
    /// Show everything that a code says, in words, and what each party learns from it
    Inspect(InspectOptions),
    /// Draw the QR code of a text
    Draw(DrawOptions),
    /// Make a page of a pass, as PDF: A4, large print, a card, a sheet of light passes
    ///
    /// What the page says is what the code says; the signature is not looked at.
    Print(PrintOptions),
    /// Answer every line of standard input at once with one line of JSON
    ///
    /// A line is a code, whole, whatever it looks like: what a scanner reads can give no orders.
    /// With --structured a line is JSON of a program. Nothing is kept.
    Gate(GateOptions),
    /// Rotate, list and retire the keys that sign passes; certify them offline
    Keys {
        #[command(subcommand)]
        action: KeysAction,
    },
    /// Sign one bundle of signers, rules, policies and revocations, for every verifier
    ///
    /// What is not given is carried over from the installed bundle, byte for byte; --drop leaves
    /// something out. With --to it goes out as static files, which any web server or store can
    /// carry and `cleanbill update` fetches.
    Publish(Box<PublishOptions>),
    /// Fetch what the authority publishes and install it, if all of it is right
    ///
    /// The only command of a verifier that opens a connection. It asks for the same files as
    /// everyone, and says nothing of this machine or of whom it checks. Whatever is wrong leaves
    /// the installed bundle as it is.
    Update(UpdateOptions),
    /// Prove from published files alone that an authority hid nothing, or what it hid
    ///
    /// Reads its ledger, sets and filters, from an address or a folder, and needs nobody's word but
    /// that of the witnesses.
    Audit(Box<AuditOptions>),
    /// Run the authority's service: REST, sign-in, the holder's door
    ///
    /// On the first start it makes what is missing: the database, the keys that seal it, and a
    /// secret with which two people of two offices found the authority.
    Serve(Box<ServeOptions>),
    /// Found an authority to try things with, and make a file of invented people for it
    ///
    /// It is founded as a real one is, by two offices; but the keys of its officers lie in files.
    Demo(DemoOptions),
    /// Copy the registry on SQLite, or its key store, while the service runs
    ///
    /// The two go to two places: a backup of the registry alone brings nobody back who was erased.
    /// Keys that sign, and the one that opens all others, are in none.
    Backup(BackupOptions),
    /// Bring a data folder back from its backups, or make a recovered database ready
    ///
    /// On PostgreSQL the database is recovered by its own means; --recovered then does the rest.
    Restore(RestoreOptions),
    /// Check and list policies: what kinds of place may ask for, until when
    Policy {
        #[command(subcommand)]
        action: PolicyAction,
    },
    /// Run the tests of business rules; rehearse a change of rules or policies
    Rules {
        #[command(subcommand)]
        action: RulesAction,
    },
    /// Build, show and compare the national revocation filter
    Revocation {
        #[command(subcommand)]
        action: RevocationAction,
    },
    /// Import, install, show and check trust bundles
    Trust {
        #[command(subcommand)]
        action: TrustAction,
    },
    /// The public ledger of this authority: begin it, keep it going, tell it something
    Ledger {
        #[command(subcommand)]
        action: LedgerAction,
    },
    /// Check receipts of the public ledger
    Receipt {
        #[command(subcommand)]
        action: ReceiptAction,
    },
    /// Whether a recording or document is the one that was filed
    Archive {
        #[command(subcommand)]
        action: ArchiveAction,
    },
    /// File something with the authority, and read its answer
    Filing {
        #[command(subcommand)]
        action: FilingAction,
    },
    /// SMART Health Cards: examine them, issue them, publish their keys and revocation lists
    Card {
        #[command(subcommand)]
        action: CardAction,
    },
    /// Health links (SMART, WHO): show what one says, follow it, make one
    Link {
        #[command(subcommand)]
        action: LinkAction,
    },
    /// Petitions: open them, hand out vouchers, sign, release, recount
    Petition {
        #[command(subcommand)]
        action: PetitionAction,
    },
    /// The pre-check for carriers: have a pass checked for a booking, or make a service for it
    Precheck {
        #[command(subcommand)]
        action: PrecheckAction,
    },
    /// Witness transparency logs: cosign what only grew
    ///
    /// For those whom others trust to keep an eye on an authority: a university, a bar
    /// association, a newspaper. It needs an address, a name and a few kilobytes.
    Witness {
        #[command(subcommand)]
        action: WitnessAction,
    },
    /// End a scheme: publish or destroy retired keys, purge the records
    ///
    /// Nothing of it can be undone. Begin with `plan`, which writes nothing.
    Sunset {
        #[command(subcommand)]
        action: SunsetAction,
    },
    /// Measure checking on this machine, beside the bare cost of the signatures
    Bench(BenchOptions),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Write the man pages into a folder
    Man {
        /// Where to
        folder: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct InitOptions {
    /// Two-letter country code (ISO 3166-1 alpha-2)
    #[arg(long, default_value = "XX", value_name = "CC")]
    pub(crate) country: String,
    /// Name of the issuer, as passes show it
    #[arg(
        long,
        default_value = "Cleanbill demonstration authority",
        value_name = "NAME"
    )]
    pub(crate) issuer: String,
    /// Make the keys that sign passes as of this time instead of now, to try out another time
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<i64>,
}

#[derive(Args)]
pub(crate) struct VerifyOptions {
    /// Passes: a text that starts like a pass, a file (text with a code a line, or a picture), a
    /// folder, or - for standard input
    #[arg(required = true, value_name = "PASS")]
    pub(crate) passes: Vec<String>,
    #[command(flatten)]
    pub(crate) checking: CheckingOptions,
    /// One line of JSON a pass
    #[arg(long)]
    pub(crate) json: bool,
    /// Explain every stage and every rule: its words, what was found, what would have passed
    #[arg(long, conflicts_with = "json")]
    pub(crate) explain: bool,
    /// Also show what the pass says of its holder
    #[arg(long)]
    pub(crate) holder: bool,
    /// Judge the passes as those of one person, such as a series and a booster of two countries
    ///
    /// Says whether they are of one person, and why; with --same-person, what the policy says of
    /// all of them together.
    #[arg(long, requires = "place", conflicts_with = "json")]
    pub(crate) together: bool,
    /// Confirm that the passes are of one person, by somebody who knows them
    #[arg(long, requires = "together")]
    pub(crate) same_person: bool,
    /// Threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Args)]
pub(crate) struct InspectOptions {
    /// Passes, as `verify` takes them
    #[arg(required = true, value_name = "PASS")]
    pub(crate) passes: Vec<String>,
    #[command(flatten)]
    pub(crate) trust: TrustOptions,
    /// Look as of this time instead of now: RFC 3339, a date, or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = parse_time, allow_negative_numbers = true)]
    pub(crate) at: Option<i64>,
    /// Say whether the passes are of one person, and why; with --same-person, what they come to
    /// together
    #[arg(long, conflicts_with = "json")]
    pub(crate) together: bool,
    /// Confirm that the passes are of one person, by somebody who knows them
    #[arg(long, requires = "together")]
    pub(crate) same_person: bool,
    /// Print the payload as JSON instead
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct DrawOptions {
    /// The text itself, or - for the first line of standard input
    pub(crate) text: String,
    #[command(flatten)]
    pub(crate) pictures: PictureOptions,
}

/// Where codes are drawn.
#[derive(Args)]
pub(crate) struct PictureOptions {
    /// Draw the code as PNG
    #[arg(long, value_name = "FILE")]
    pub(crate) png: Option<PathBuf>,
    /// Draw the code as SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct GateOptions {
    #[command(flatten)]
    pub(crate) checking: CheckingOptions,
    /// Each line is JSON from a supervising program, never a scanner: {"code": …, "mrz": …,
    /// "companion": true}
    ///
    /// With any of the three, and nothing else. Any other line is answered `manual`.
    #[arg(long)]
    pub(crate) structured: bool,
    /// For the holder, at their wish: print a slip with the full reason, rule, version, time and
    /// remedy instead of the door's line
    #[arg(long)]
    pub(crate) for_holder: bool,
}

#[derive(Args)]
pub(crate) struct BenchOptions {
    /// Passes, as `verify` takes them [default: freshly made ones]
    #[arg(value_name = "PASS")]
    pub(crate) passes: Vec<String>,
    /// How many checks to measure
    #[arg(long, value_name = "N", default_value_t = 20_000,
          value_parser = clap::value_parser!(u32).range(100..=10_000_000))]
    pub(crate) checks: u32,
}
