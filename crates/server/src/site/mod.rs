//! The pages for browsers, as files that a build made: one folder for each origin, because a
//! browser keeps origins apart and nothing else (guarantee G01).
//!
//! ```text
//! pages/home/   wallet, desk, verify: on the API's own address, which is all that they may ask
//! pages/door/   check, update: on an address of their own, without API, cookie or log
//! ```
//!
//! A [`Site`] is read once: what its `release.json` names, each file held against its hash there.
//! No request reads a file, so no path can lead out of the folder.

mod answer;
mod asset;
mod door;
mod error;
mod published;
mod read;

use std::sync::Arc;

pub use asset::Asset;
pub use error::SiteError;
pub use read::Site;

pub(crate) use answer::answer;
pub(crate) use door::router;
pub(crate) use published::published;

/// What an authority publishes for those who check, as it is now.
#[derive(Debug)]
pub struct Published {
    /// Who the authority is, and why its set is believed: `authority.json`.
    pub authority: Asset,
    /// The signed set.
    pub set: Asset,
}

/// Where that comes from.
pub trait Publishing: Send + Sync {
    /// Both, as they belong together; `None` if there is no set that can be believed. May read
    /// files.
    fn current(&self) -> Option<Arc<Published>>;
}

/// The sites that a service has.
#[derive(Clone, Default)]
pub struct Sites {
    /// Wallet, desk, and the page that verifies the ledger.
    pub home: Option<Site>,
    /// Check and update.
    pub door: Option<Site>,
    /// What lies beside both.
    pub publishing: Option<Arc<dyn Publishing>>,
}
