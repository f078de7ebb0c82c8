use std::path::PathBuf;

use cleanbill_witness::WitnessError;
use thiserror::Error;

/// Why there is no witness, or it does not start.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum WitnessFault {
    #[error("there is already a witness in {path}", path = path.display())]
    Exists { path: PathBuf },
    #[error("there is no witness in {path}", path = path.display())]
    None { path: PathBuf },
    #[error("{error} [{code}]", code = error.code())]
    Witness { error: WitnessError },
    #[error("no log was named")]
    NoLogs,
    #[error("plain HTTP on an address that others reach")]
    Plain,
}

impl WitnessFault {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "keys are never overwritten; choose another folder with --data",
            Self::None { .. } => {
                "make one with `cleanbill witness init --name NAME`, or choose its folder with \
                 --data"
            }
            Self::Witness { error } => match error {
                WitnessError::Busy => "stop the other one: two with one key cosign two trees",
                WitnessError::Damaged { .. } | WitnessError::Lost { .. } => {
                    "restore witness/logs from a copy that is not older than its last signature, \
                     or make a new witness with a new key; never go on with the old one"
                }
                WitnessError::Folder { .. } => "check the free space and the permissions",
                WitnessError::Log { .. } | WitnessError::OwnKey { .. } => {
                    "give the log's key as its authority publishes it"
                }
                WitnessError::Key { .. } => {
                    "a name has no spaces and no plus; the key is the one that `witness init` made"
                }
                _ => "choose another address with --listen",
            },
            Self::NoLogs => "--log VKEY, or logs = [\"VKEY\"] in witness/witness.toml",
            Self::Plain => "listen on 127.0.0.1 behind a proxy that speaks TLS, or say --plain",
        }
    }
}

impl From<WitnessError> for WitnessFault {
    fn from(error: WitnessError) -> Self {
        Self::Witness { error }
    }
}
