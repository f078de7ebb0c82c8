//! The secrets of the gateway of oblivious HTTP: a file in the data folder.
//!
//! ```text
//! DATA/oblivious/keys    owner only; made by the first start, made anew by the service itself
//! ```

use std::path::{Path, PathBuf};

use cleanbill_authority::Entropy;
use cleanbill_issuer::caps::day_of;
use cleanbill_oblivious::{Gateway, Keys, ObliviousError};

use crate::atomic::{self, Access};
use crate::bundle::read_bounded;
use crate::error::CliError;
use crate::home::Home;

/// Longest file: four generations.
const FILE_MAX_BYTES: u64 = 1_024;

/// The file, and the gateway that has its keys.
pub(crate) struct KeyFile {
    path: PathBuf,
    pub(crate) gateway: Gateway,
}

impl KeyFile {
    /// Reads the keys, or makes them.
    pub(crate) fn open(home: &Home, now: i64, entropy: &dyn Entropy) -> Result<Self, CliError> {
        let path = home.folder().join("oblivious").join("keys");
        let keys = renewed(&path, now, entropy)?;
        let gateway = Gateway::new(&keys).map_err(|error| CliError::Oblivious { error })?;
        Ok(Self { path, gateway })
    }

    /// Makes the keys anew, if it is time; another service on the same folder may have done so.
    pub(crate) fn renew(&mut self, now: i64, entropy: &dyn Entropy) -> Result<(), CliError> {
        let keys = renewed(&self.path, now, entropy)?;
        let replaced = self.gateway.replace(&keys);
        replaced.map_err(|error| CliError::Oblivious { error })
    }
}

fn renewed(path: &Path, now: i64, entropy: &dyn Entropy) -> Result<Keys, CliError> {
    let mut keys = match path.is_file() {
        true => {
            let text = read_bounded(path, FILE_MAX_BYTES)?;
            let text = str::from_utf8(&text).map_err(|_| ObliviousError::Secrets);
            text.and_then(Keys::parse)
                .map_err(|error| CliError::Oblivious { error })?
        }
        false => Keys::default(),
    };
    let today = day_of(now);
    if keys.renew(today, &mut |bytes: &mut [u8]| entropy.fill(bytes)) {
        atomic::write(path, keys.encode().as_bytes(), Access::Secret)?;
    }
    Ok(keys)
}
