//! The data folder: where keys, roots and the trust bundle lie.
//!
//! ```text
//! DATA/config.toml             who the authority is, and how long its passes live
//! DATA/keys/*.pem              private keys, owner only; root keys belong elsewhere soon
//! DATA/certificates/*.der      CSCA and DSC
//! DATA/epochs.toml             the key epochs of the DSCs: when each signs
//! DATA/counters/*              how often each of them signed
//! DATA/roots/root-N.cose       every root version, signed
//! DATA/pins                    fingerprints of the roots that this machine trusts, a line each
//! DATA/manifest-version        the last version that this machine published
//! DATA/waiting.cbset           the bundle that the ledger was told of and that has not come out
//! DATA/publisher/*             what the publisher remembers of the registry
//! DATA/sunset/*.wrapped        private keys that custodians can open together
//! DATA/trust/bundle.cbset      the installed bundle
//! DATA/trust/floor             the highest version installed, "root.manifest"
//! DATA/trust/ledger            the pinned ledger, and its newest checkpoint that was seen
//! DATA/ledger/*                the public ledger of the authority: where it is, who witnesses it
//! DATA/trust/source            where the last update came from
//! DATA/witness/*               a witness of logs: its key, its name, what it cosigned last
//! ```

use std::path::{Path, PathBuf};

/// The data folder's paths. Reading them creates nothing.
pub(crate) struct Home {
    folder: PathBuf,
}

impl Home {
    /// `--data`, else `CLEANBILL_DATA` (clap reads it), else `./data` if it is one of ours, else
    /// the user's own folder, else `./data`.
    pub(crate) fn find(given: Option<PathBuf>) -> Self {
        let local = PathBuf::from("data");
        let folder = given.unwrap_or_else(|| {
            if local.join("pins").is_file() {
                local
            } else {
                user_folder().unwrap_or(local)
            }
        });
        Self { folder }
    }

    /// The folder itself.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.folder.join("config.toml")
    }

    pub(crate) fn key(&self, name: &str) -> PathBuf {
        self.folder.join("keys").join(format!("{name}.pem"))
    }

    pub(crate) fn certificate(&self, name: &str) -> PathBuf {
        self.folder.join("certificates").join(format!("{name}.der"))
    }

    pub(crate) fn epochs(&self) -> PathBuf {
        self.folder.join("epochs.toml")
    }

    pub(crate) fn counter(&self, name: &str) -> PathBuf {
        self.folder.join("counters").join(name)
    }

    pub(crate) fn root(&self, version: u32) -> PathBuf {
        self.folder
            .join("roots")
            .join(format!("root-{version}.cose"))
    }

    pub(crate) fn pins(&self) -> PathBuf {
        self.folder.join("pins")
    }

    pub(crate) fn manifest_version(&self) -> PathBuf {
        self.folder.join("manifest-version")
    }

    /// The bundle that the ledger was told of and that has not come out.
    pub(crate) fn waiting(&self) -> PathBuf {
        self.folder.join("waiting.cbset")
    }

    /// The wrapped private key of an epoch, where custodians have shares of it.
    pub(crate) fn wrapped_key(&self, name: &str) -> PathBuf {
        self.folder.join("sunset").join(format!("{name}.wrapped"))
    }

    pub(crate) fn bundle(&self) -> PathBuf {
        self.folder.join("trust").join("bundle.cbset")
    }

    pub(crate) fn floor(&self) -> PathBuf {
        self.folder.join("trust").join("floor")
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.folder.join("trust").join("ledger")
    }

    pub(crate) fn update_source(&self) -> PathBuf {
        self.folder.join("trust").join("source")
    }

    /// Held while an update runs.
    pub(crate) fn update_lock(&self) -> PathBuf {
        self.folder.join("trust").join(".update.lock")
    }
}

/// XDG Base Directory Specification: `$XDG_DATA_HOME`, else `$HOME/.local/share`.
fn user_folder() -> Option<PathBuf> {
    let set = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let base = set("XDG_DATA_HOME").or_else(|| Some(set("HOME")?.join(".local/share")))?;
    Some(base.join("cleanbill"))
}
