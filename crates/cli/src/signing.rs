//! The key that signs: in a file, or in a token.

use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};
use cleanbill_signer::SoftwareKey;
use cleanbill_signer::pkcs11::{KeyName, Pkcs11Key, Token};

use crate::authority::{Config, read_key};
use crate::epochs::Entry;
use crate::error::{CliError, KeysError};
use crate::home::Home;

/// The private key of an epoch.
pub(crate) enum SigningKey {
    /// From a file of the data folder.
    File(Box<SoftwareKey>),
    /// In the token that `config.toml` names.
    Token(Pkcs11Key),
}

impl SigningKey {
    pub(crate) fn open(home: &Home, config: &Config, entry: &Entry) -> Result<Self, CliError> {
        if entry.token_id.is_none() {
            return Ok(Self::File(Box::new(read_key(&home.key(&entry.name))?)));
        }
        let name = KeyName::Id(token_id(entry)?);
        let key = Pkcs11Key::open(&token(config)?, name).map_err(KeysError::from)?;
        Ok(Self::Token(key))
    }

    /// Whether the key is there and signs; a code if not.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        match self {
            Self::File(_) => Ok(()),
            Self::Token(key) => key.check().map_err(|error| error.code()),
        }
    }

    fn signer(&self) -> &dyn Signer {
        match self {
            Self::File(key) => key.as_ref(),
            Self::Token(key) => key,
        }
    }
}

impl Signer for SigningKey {
    fn algorithm(&self) -> Algorithm {
        self.signer().algorithm()
    }

    fn public_key(&self) -> &PublicKey {
        self.signer().public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        match self {
            Self::File(key) => key.sign(message),
            // The port tells less than an operator wants to know.
            Self::Token(key) => key.sign_message(message).map_err(|error| {
                tracing::warn!(code = error.code(), "the token does not sign");
                error.into()
            }),
        }
    }
}

/// The token that `config.toml` names, logged in.
pub(crate) fn token(config: &Config) -> Result<Token, CliError> {
    let config = config.hsm.as_ref().ok_or(KeysError::NoToken)?;
    Ok(config.open()?)
}

/// The identifier of an epoch's key in the token.
pub(crate) fn token_id(entry: &Entry) -> Result<Vec<u8>, CliError> {
    let digits = entry.token_id.as_deref().unwrap_or_default();
    let id = u128::from_str_radix(digits, 16).map_err(|_| KeysError::UnknownEpoch {
        number: entry.number,
    })?;
    Ok(id.to_be_bytes().to_vec())
}
