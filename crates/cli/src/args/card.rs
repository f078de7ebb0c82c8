use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::PictureOptions;
use crate::clock::parse_time;

/// What to do with SMART Health Cards.
#[derive(Subcommand)]
pub(crate) enum CardAction {
    /// Say everything that is wrong with cards, their files or an issuer's keys
    ///
    /// For those who make cards. Nobody is believed: `cleanbill verify` says whether a card is
    /// authentic. Several codes of one card are put together.
    Examine(ExamineOptions),
    /// Issue a card, by a key of its own that is made when it is first needed
    Issue(Box<IssueCardOptions>),
    /// Write the set of keys to publish at ISS/.well-known/jwks.json
    Keys(CardKeysOptions),
    /// Add cards to the revocation list to publish at ISS/.well-known/crl/KID.json
    Revoke(RevokeCardsOptions),
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocumentKind {
    /// A FHIR bundle, not signed
    FhirBundle,
    /// The payload of a card, not signed
    Payload,
    /// A compact JWS
    Jws,
    /// A .smart-health-card file
    File,
    /// The answer of a FHIR server to $health-cards-issue
    FhirParameters,
    /// The text of a code, or of several, one a line
    Codes,
    /// An issuer's set of keys
    Keys,
}

/// Rules beyond those that all cards follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CardProfile {
    /// Vaccination cards of the United States against COVID-19
    #[value(name = "usa-covid19-immunization")]
    Usa,
}

#[derive(Args)]
pub(crate) struct ExamineOptions {
    /// Files: codes as text or picture, JWS, .smart-health-card, JSON
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the files are [default: told by their content]
    #[arg(long, value_enum)]
    pub(crate) kind: Option<DocumentKind>,
    /// Sets of keys (JWKS) that signatures are checked with; without any, they are not
    #[arg(long, value_name = "JWKS")]
    pub(crate) keys: Vec<PathBuf>,
    /// Address of the issuer of these keys, or of the keys that are examined
    #[arg(long, value_name = "URL")]
    pub(crate) iss: Option<String>,
    /// Directory of issuers (VCI), to say whether the issuer is in it
    #[arg(long, value_name = "FILE")]
    pub(crate) directory: Option<PathBuf>,
    /// Rules beyond those that all cards follow
    #[arg(long, value_enum)]
    pub(crate) profile: Option<CardProfile>,
    /// Judge times as of this time instead of now
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<i64>,
    /// One line of JSON a document
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct IssueCardOptions {
    /// Whose card, and what it says, as JSON: a request or payload as `cleanbill issue` takes, or a
    /// FHIR bundle of one patient; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) json: PathBuf,
    /// Address of the issuer: https, without a slash at its end
    #[arg(long, value_name = "URL")]
    pub(crate) iss: String,
    /// When the card ends [default: never]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) until: Option<i64>,
    /// Issue as of this time instead of now
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<i64>,
    /// Write the text of the code to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// Write a .smart-health-card file
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) pictures: PictureOptions,
}

#[derive(Args)]
pub(crate) struct CardKeysOptions {
    /// Where to write the set [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The revocation list of the key: its version goes into the set
    #[arg(long, value_name = "FILE")]
    pub(crate) list: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct RevokeCardsOptions {
    /// Revocation identifiers (rid) of the cards; with .SECONDS, only cards issued before then
    #[arg(required = true, value_name = "RID")]
    pub(crate) rids: Vec<String>,
    /// The revocation list: made if it is not there, else its next version
    #[arg(long, value_name = "FILE")]
    pub(crate) list: PathBuf,
}
