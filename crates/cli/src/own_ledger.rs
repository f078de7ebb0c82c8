//! The public ledger of this authority: what the data folder says of it, and how a command tells it
//! something.
//!
//! ```text
//! DATA/ledger/ledger.toml    where it is published
//! DATA/ledger/policy         log, witnesses, quorum (C2SP tlog-policy)
//! DATA/ledger/blinding       what hides counts, owner only; lost, hidden counts are never opened
//! DATA/keys/ledger.pem       the key that signs checkpoints
//! ```

mod gate;
mod port;
mod witnesses;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use cleanbill_ledger::LedgerPolicy;
use cleanbill_ledger::count::BlindingKey;
use cleanbill_publish::files::{Destination, FilesError, S3Options};
use cleanbill_sequencer::Options;
use cleanbill_signer::SoftwareKey;
use serde::{Deserialize, Serialize};

use crate::atomic::{self, Access};
use crate::authority::read_key;
use crate::bundle::{read_bounded, read_text};
use crate::error::{CliError, LedgerFault};
use crate::home::Home;

pub(crate) use self::gate::{Gate, Going, Rounds, sequence};
pub(crate) use self::port::OwnLedger;
pub(crate) use self::witnesses::Witnesses;

/// Name of the log's key among the keys.
pub(crate) const LOG_KEY: &str = "ledger";
/// A key of 32 bytes.
const BLINDING_BYTES: u64 = 32;
/// Of rounds without leaves, one in so many makes a batch of padding: at four rounds a second, one
/// in two minutes.
const COVER_ONE_IN: u32 = 480;

/// Where the ledger is published: `ledger.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// A folder, or `s3://BUCKET/PREFIX`.
    pub(crate) to: String,
    /// Address of the S3 store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) s3_endpoint: Option<String>,
    /// Its region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) s3_region: Option<String>,
    /// Fewer than two witnesses are enough.
    #[serde(default)]
    pub(crate) demo: bool,
}

/// The ledger as the data folder describes it.
pub(crate) struct Described {
    folder: PathBuf,
    pub(crate) place: Place,
    pub(crate) policy: LedgerPolicy,
}

impl Described {
    /// The ledger of the data folder; `None` if none was begun.
    pub(crate) fn find(home: &Home) -> Result<Option<Self>, CliError> {
        let folder = folder(home);
        let path = folder.join("ledger.toml");
        if !path.is_file() {
            return Ok(None);
        }
        let place = toml::from_str(&read_text(&path)?).map_err(|_| CliError::Malformed {
            path,
            detail: "not a description of a ledger",
        })?;
        let path = folder.join("policy");
        let policy = LedgerPolicy::parse(&read_text(&path)?);
        let policy = policy.map_err(|error| LedgerFault::Policy { path, error })?;
        let folder = home.folder().to_path_buf();
        Ok(Some(Self {
            folder,
            place,
            policy,
        }))
    }

    /// What the sequencer is told: it reads the keys.
    pub(crate) fn options(&self, home: &Home) -> Result<Options, CliError> {
        let key: SoftwareKey = read_key(&home.key(LOG_KEY))?;
        let path = folder(home).join("blinding");
        let bytes = read_bounded(&path, BLINDING_BYTES)?;
        let blinding = <[u8; 32]>::try_from(bytes).map_err(|_| CliError::Malformed {
            path,
            detail: "not 32 bytes",
        })?;
        Ok(Options {
            signer: Arc::new(key),
            policy: self.policy.clone(),
            blinding: BlindingKey::new(blinding),
            cover_one_in: COVER_ONE_IN,
        })
    }

    /// Where it is published, to be written.
    pub(crate) fn destination(&self) -> Result<Destination, CliError> {
        let opened = match self.place.bucket() {
            Some((bucket, prefix)) => self.bucket(bucket, prefix),
            None => Destination::folder(&self.local()),
        };
        opened.map_err(|error| CliError::Files { error })
    }

    /// Where it is published, to be read.
    pub(crate) fn reading(&self) -> Result<Destination, CliError> {
        let opened = match self.place.bucket() {
            Some((bucket, prefix)) => self.bucket(bucket, prefix),
            None => Destination::read_only(&self.local()),
        };
        opened.map_err(|error| CliError::Files { error })
    }

    /// Where it is published, to add what is named by its content, beside a service that runs.
    fn adding(&self) -> Result<Destination, CliError> {
        let opened = match self.place.bucket() {
            Some((bucket, prefix)) => self.bucket(bucket, prefix),
            None => Destination::adding(&self.local()),
        };
        opened.map_err(|error| CliError::Files { error })
    }

    fn bucket(&self, bucket: &str, prefix: &str) -> Result<Destination, FilesError> {
        Destination::s3(&S3Options {
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            endpoint: self.place.s3_endpoint.clone(),
            region: self.place.s3_region.clone(),
            ..S3Options::default()
        })
    }

    /// What lies beside it in its bucket, to be read; `None` if its prefix does not end in `name`,
    /// so that nobody knows what lies there.
    pub(crate) fn reading_beside(&self, name: &str) -> Result<Option<Destination>, CliError> {
        let Some((bucket, prefix)) = self.place.bucket() else {
            return Ok(None);
        };
        let prefix = prefix.trim_end_matches('/');
        let beside = match prefix.rsplit_once('/') {
            Some((beside, last)) if last == name => beside,
            None if prefix == name => "",
            _ => return Ok(None),
        };
        let opened = self.bucket(bucket, beside).map(Some);
        opened.map_err(|error| CliError::Files { error })
    }

    /// The folder that it is published to; `None` where that is a bucket.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        self.place.bucket().is_none().then(|| self.local())
    }

    /// The folder; a relative one lies in the data folder.
    fn local(&self) -> PathBuf {
        self.folder.join(Path::new(&self.place.to))
    }
}

impl Place {
    fn bucket(&self) -> Option<(&str, &str)> {
        let rest = self.to.strip_prefix("s3://")?;
        Some(rest.split_once('/').unwrap_or((rest, "")))
    }

    /// Writes the description; last of all, for it is what makes the ledger one.
    pub(crate) fn write(&self, home: &Home) -> Result<(), CliError> {
        let path = folder(home).join("ledger.toml");
        let text = toml::to_string(self).map_err(|_| CliError::Malformed {
            path: path.clone(),
            detail: "it cannot be written as TOML",
        })?;
        atomic::write(&path, text.as_bytes(), Access::Public)
    }
}

/// Where the ledger's own files lie.
pub(crate) fn folder(home: &Home) -> PathBuf {
    home.folder().join("ledger")
}
