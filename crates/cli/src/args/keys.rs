use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::clock::parse_time;
use crate::epochs::PassForm;

#[derive(Subcommand)]
pub(crate) enum KeysAction {
    /// List the key epochs: which one signs, until when, and how often it did
    List(ListKeysOptions),
    /// Show one key epoch: certificate, times, counter, where its key is
    Show {
        /// Which [default: the one that signs now]
        #[arg(value_name = "NUMBER")]
        number: Option<u32>,
    },
    /// Make the next key and have the CSCA of this folder certify it
    ///
    /// Old certificates stay published, so that printed passes keep verifying. Publish the new one
    /// at once: verifiers need it before its key signs.
    Rotate(RotateOptions),
    /// Make the next key and write a request for its certificate, for a CSCA that is elsewhere
    Csr(CsrOptions),
    /// On the machine of the CSCA: certify the key of a request
    Sign(SignOptions),
    /// Make a key for `issue --as icvp`, the tool of one desk, and nothing else
    ///
    /// An authority with a registry makes its own by `keys rotate --as icvp`: that one counts, and
    /// each certificate that it signs is an act.
    ///
    /// The CSCA of this folder certifies it. Publish at once: verifiers need its certificate before
    /// they meet what it signs.
    Icvp(IcvpKeyOptions),
    /// Take in the certificate that was asked for, and start its key epoch
    Import(ImportKeyOptions),
    /// Let a key never sign again; its passes stay good
    Retire(RetireOptions),
    /// Share a key in a file among custodians, who can bring it back together when the scheme ends
    ///
    /// The key is encrypted into DATA/sunset, and each custodian gets a share of what opens it.
    /// Shares are handed out and kept apart: so many as are needed, and that file, are the key.
    Share(ShareOptions),
    /// Wrap the ring of keys that seal by another key-encryption key, in the token or a file
    ///
    /// The service is stopped before, and started after. The old key opens only older copies of
    /// the ring from then on.
    Wrap(WrapOptions),
}

#[derive(Args)]
pub(crate) struct WrapOptions {
    /// Label of the key in the token of `config.toml`; made there if there is none
    #[arg(long, value_name = "LABEL", required_unless_present = "file")]
    pub(crate) token: Option<String>,
    /// File of the key; made if there is none
    #[arg(long, value_name = "FILE", conflicts_with = "token")]
    pub(crate) file: Option<PathBuf>,
    /// File of the key that opens the ring now [default: seal/kek in the data folder]
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ListKeysOptions {
    /// One line of JSON an epoch
    #[arg(long)]
    pub(crate) json: bool,
}

/// The bounds of a new key epoch.
#[derive(Args)]
pub(crate) struct EpochOptions {
    /// Days until the key begins to sign: as long as verifiers may take to fetch its certificate.
    /// 0 for at once, when a key is lost
    #[arg(long, value_name = "N", default_value_t = 8,
          value_parser = clap::value_parser!(u16).range(0..=90))]
    pub(crate) lead_days: u16,
    /// Days for which the key signs
    #[arg(long, value_name = "N", default_value_t = 90,
          value_parser = clap::value_parser!(u16).range(1..=365))]
    pub(crate) days: u16,
    /// How many signatures the key gives at most
    #[arg(long, value_name = "N", default_value_t = 1_000_000,
          value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) signatures_max: u64,
    /// As of this time instead of now, to try out another time
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<i64>,
}

#[derive(Args)]
pub(crate) struct RotateOptions {
    #[command(flatten)]
    pub(crate) epoch: EpochOptions,
    /// Of which form the passes are that it signs, and no others
    #[arg(long = "as", value_name = "FORM", default_value = "dcc")]
    pub(crate) form: PassForm,
    /// Of health cards: the address under which their keys are published, https://… without a slash
    /// at its end
    #[arg(long, value_name = "URL", required_if_eq("form", "shc"))]
    pub(crate) address: Option<String>,
    /// Make the key in the token that config.toml names, which it never leaves
    #[arg(long)]
    pub(crate) hsm: bool,
}

#[derive(Args)]
pub(crate) struct CsrOptions {
    /// Where to write the request (PEM)
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Make the key in the token that config.toml names, which it never leaves
    #[arg(long)]
    pub(crate) hsm: bool,
}

#[derive(Args)]
pub(crate) struct SignOptions {
    /// The request, PEM or DER
    #[arg(value_name = "REQUEST")]
    pub(crate) request: PathBuf,
    /// Where to write the certificate (PEM)
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Days for which the certificate is valid: those for which the key signs, and as long as its
    /// last pass lives
    #[arg(long, value_name = "N", default_value_t = 730,
          value_parser = clap::value_parser!(u16).range(1..=1461))]
    pub(crate) days: u16,
    /// As of this time instead of now, to try out another time
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<i64>,
}

#[derive(Args)]
pub(crate) struct IcvpKeyOptions {
    /// Days for which it signs
    #[arg(long, value_name = "N", default_value_t = 730,
          value_parser = clap::value_parser!(u16).range(1..=1461))]
    pub(crate) days: u16,
    /// As of this time instead of now, to try out another time
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<i64>,
}

#[derive(Args)]
pub(crate) struct ImportKeyOptions {
    /// The certificate, PEM or DER
    #[arg(value_name = "CERTIFICATE")]
    pub(crate) certificate: PathBuf,
    #[command(flatten)]
    pub(crate) epoch: EpochOptions,
}

#[derive(Args)]
pub(crate) struct RetireOptions {
    /// Which
    #[arg(value_name = "NUMBER")]
    pub(crate) number: u32,
    /// Destroy its private key too, for good
    #[arg(long)]
    pub(crate) destroy_key: bool,
}

#[derive(Args)]
pub(crate) struct ShareOptions {
    /// Which key epoch
    #[arg(value_name = "NUMBER")]
    pub(crate) number: u32,
    /// How many custodians there are
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(2..=64))]
    pub(crate) custodians: u8,
    /// How many of them are needed
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(2..=64))]
    pub(crate) threshold: u8,
    /// Folder to make, with a file for each custodian
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: PathBuf,
}
