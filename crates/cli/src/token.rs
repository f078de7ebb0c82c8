//! The token or HSM that `config.toml` names, and its PIN.
//!
//! ```toml
//! [hsm]
//! module = "/usr/lib/softhsm/libsofthsm2.so"
//! token = "cleanbill"
//! pin_file = "/run/credentials/cleanbill/pin"   # else CLEANBILL_PIN, else a prompt
//! kek = "cleanbill-kek"                         # opens the ring; `cleanbill keys wrap` writes it
//! ```

use std::path::PathBuf;

use cleanbill_signer::pkcs11::{Pin, Token, TokenName};
use console::Term;
use serde::{Deserialize, Serialize};

use crate::error::KeysError;

/// A section of `config.toml`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenConfig {
    /// The PKCS#11 module.
    module: PathBuf,
    /// The token's label.
    token: String,
    /// The file with its PIN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pin_file: Option<PathBuf>,
    /// The label of the key that wraps the ring of keys that seal; without it that is a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kek: Option<String>,
}

impl TokenConfig {
    /// Logs in.
    pub(crate) fn open(&self) -> Result<Token, KeysError> {
        let name = TokenName::Label(self.token.clone());
        Ok(Token::open(&self.module, name, self.pin()?)?)
    }

    /// From the file, else the environment, else a prompt; never from an argument, which every user
    /// of the machine can read.
    fn pin(&self) -> Result<Pin, KeysError> {
        if let Some(path) = &self.pin_file {
            return Ok(Pin::from_file(path)?);
        }
        if let Some(pin) = std::env::var_os("CLEANBILL_PIN") {
            return Ok(Pin::new(pin.as_encoded_bytes())?);
        }
        let term = Term::stderr();
        if !term.is_term() {
            return Err(KeysError::NoPin);
        }
        let prompt = format!("PIN of token {}: ", crate::output::harmless(&self.token));
        term.write_str(&prompt).map_err(|_| KeysError::NoPin)?;
        let pin = term.read_secure_line().map_err(|_| KeysError::NoPin)?;
        Ok(Pin::new(pin.as_bytes())?)
    }
}
