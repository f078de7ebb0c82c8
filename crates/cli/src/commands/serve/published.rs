//! What lies beside the pages of whoever checks: who the authority is, and its signed set. Both are
//! made of the installed bundle, so that `cleanbill publish --install` brings them up to date.

use std::sync::Arc;

use cleanbill_server::{Asset, Published, Publishing};
use serde::Serialize;

use super::watched::{Watched, read_installed};
use crate::authority::Config;
use crate::bundle::pins;
use crate::error::CliError;
use crate::home::Home;

/// Its name beside the pages.
const SET: &str = "bundle.cbset";
const AUTHORITY: &str = "authority.json";

/// `authority.json`: what a device pins when it takes a set for the first time.
#[derive(Serialize)]
struct Authority {
    name: String,
    /// Where the set is, from here.
    set: &'static str,
    /// SHA-256 of the roots that are trusted, hexadecimal.
    pins: Vec<String>,
    /// The ledger that sets have to be in, and its quorum (C2SP tlog-policy).
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<String>,
    /// Whether nobody independent watches that ledger.
    demonstration: bool,
}

/// The installed bundle, as it is published.
pub(super) struct Installed(Watched<Published>);

impl Installed {
    pub(super) fn of(home: &Home) -> Self {
        Self(Watched::of(home, make))
    }
}

impl Publishing for Installed {
    fn current(&self) -> Option<Arc<Published>> {
        self.0.current()
    }
}

fn make(home: &Home, bytes: Vec<u8>) -> Result<Published, CliError> {
    let ledger = read_installed(home, &bytes)?.ledger;
    let config = home.config();
    let authority = Authority {
        name: Config::read(&config)?.issuer,
        set: SET,
        pins: pins(home, &[])?.iter().map(ToString::to_string).collect(),
        ledger: ledger.as_ref().map(|ledger| ledger.policy.to_text()),
        demonstration: ledger.is_some_and(|ledger| ledger.demonstration),
    };
    let text = serde_json::to_vec_pretty(&authority).map_err(|_| CliError::Malformed {
        path: config,
        detail: "not a name that can be told",
    })?;
    Ok(Published {
        authority: Asset::new(AUTHORITY, text),
        set: Asset::new(SET, bytes),
    })
}
