use std::path::PathBuf;

use cleanbill_signer::epoch::EpochError;
use cleanbill_signer::pkcs11::TokenError;
use cleanbill_x509::{CertificateRequestError, ChainError};
use thiserror::Error;

/// Why keys and their epochs give no signature, or no next key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum KeysError {
    #[error("{error} [{code}]", code = error.code())]
    Epoch { error: EpochError },
    #[error("{error} [{code}]", code = error.code())]
    Token { error: TokenError },
    #[error("no key epoch signs at this time")]
    NoEpoch,
    #[error("there is no key epoch {number}")]
    UnknownEpoch { number: u32 },
    #[error("key epoch {number} has no certificate yet")]
    NotCertified { number: u32 },
    #[error("config.toml names no token")]
    NoToken,
    #[error("there is no PIN for the token, and no terminal to ask for one")]
    NoPin,
    #[error("a certificate was asked for already, for key epoch {number}")]
    RequestPending { number: u32 },
    #[error("no certificate was asked for")]
    NoRequest,
    #[error("the certificate is of another key than the one that was asked for")]
    OtherKey,
    #[error("the request is of country {found}, and the CSCA of {expected}")]
    OtherCountry { expected: String, found: String },
    #[error("there is a key for certificates of vaccination already")]
    IcvpKeyExists,
    #[error("there is no key for certificates of vaccination")]
    NoIcvpKey,
    #[error("--address is of keys of health cards: https://…, without a slash at its end")]
    Address,
    #[error("the WHO's certificate says of each person what no row of a file does")]
    NoBulk,
    #[error("the CSCA or the certificate ends before the key would have signed its days")]
    EndsTooEarly,
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Request {
        path: PathBuf,
        error: CertificateRequestError,
    },
    #[error("{path} is not one request or certificate in PEM or DER", path = path.display())]
    NotOneBlock { path: PathBuf },
    #[error("{path} is not from the CSCA of this folder: {error} [{code}]",
        path = path.display(), code = error.code())]
    Chain { path: PathBuf, error: ChainError },
}

impl KeysError {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Epoch { error } if error.asks_for_rotation() => {
                "nothing was signed; `cleanbill keys rotate`, then publish"
            }
            Self::Epoch {
                error: EpochError::CounterInUse,
            } => "nothing was signed; wait for the other process, or stop it",
            Self::Epoch { .. } => {
                "nothing was signed; find out who touched the counter, and if nobody knows, rotate"
            }
            Self::Token {
                error: TokenError::PinRefused,
            } => "check the PIN before another try: a token locks itself after a few",
            Self::Token { .. } => "check the token with its own tools; nothing was signed",
            Self::NoEpoch => "`cleanbill keys list` shows them; `cleanbill keys rotate` makes one",
            Self::UnknownEpoch { .. } | Self::NotCertified { .. } => {
                "`cleanbill keys list` shows them"
            }
            Self::NoToken => "add [hsm] with module and token, as OPERATIONS.md shows",
            Self::NoPin => "name a file as pin_file in config.toml, or set CLEANBILL_PIN",
            Self::RequestPending { .. } => {
                "import its certificate, or ask again without --hsm changed: `keys csr`"
            }
            Self::NoRequest => "begin with `cleanbill keys csr`",
            Self::IcvpKeyExists => {
                "move keys/icvp.pem and certificates/icvp.der away to make another; what it signed \
                 needs its certificate published"
            }
            Self::NoIcvpKey => "`cleanbill keys icvp` makes one, then publish",
            Self::Address => "give the address under which .well-known/jwks.json will be",
            Self::NoBulk => "issue them one by one through the service",
            Self::OtherKey => "import the certificate of the newest request",
            Self::OtherCountry { .. } => "a CSCA certifies signers of its own country only",
            Self::EndsTooEarly => "sign for fewer --days, or make a new CSCA",
            Self::Request { .. } | Self::NotOneBlock { .. } => {
                "get the file again from where it was made"
            }
            Self::Chain { .. } => "have it signed by the CSCA whose certificate is in this folder",
        }
    }
}

impl From<EpochError> for KeysError {
    fn from(error: EpochError) -> Self {
        Self::Epoch { error }
    }
}

impl From<TokenError> for KeysError {
    fn from(error: TokenError) -> Self {
        Self::Token { error }
    }
}
