use std::io::ErrorKind;

use cleanbill_crypto::{KeyError, SignError};
use cryptoki::error::{Error, RvError};
use thiserror::Error;

/// Why a token gives no key or no signature. Never holds a PIN.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The PKCS#11 module could not be loaded: no such library, or not one of PKCS#11.
    #[error("the PKCS#11 module cannot be loaded")]
    Module,
    /// The token does not answer, or is not there (any more).
    #[error("the token is not there")]
    TokenGone,
    /// Several tokens have this label.
    #[error("several tokens have this label")]
    TokenAmbiguous,
    /// The PIN is not 1 to 255 bytes of UTF-8 on one line.
    #[error("the PIN is empty, too long, or not one line of text")]
    PinMalformed,
    /// The PIN could not be read.
    #[error("the PIN cannot be read: {kind}")]
    PinRead {
        /// Why, in the words of the operating system.
        kind: ErrorKind,
    },
    /// The token refused the PIN. It is not tried again: a token locks itself after a few.
    #[error("the token refused the PIN, which is not tried again")]
    PinRefused,
    /// One more wrong PIN would lock the token, so that none is tried.
    #[error("one more wrong PIN would lock the token; none was tried")]
    PinFinalTry,
    /// The token is locked: too many wrong PINs.
    #[error("the PIN of the token is locked")]
    PinLocked,
    /// The token has no such key.
    #[error("the token has no such key")]
    KeyMissing,
    /// The token has several such keys.
    #[error("the token has several such keys")]
    KeyAmbiguous,
    /// The token has a key of this name already.
    #[error("the token has a key of this name already")]
    KeyExists,
    /// Not a key on P-256.
    #[error("the key of the token is not on P-256")]
    KeyKind,
    /// The key that wraps others is not AES-256.
    #[error("the key of the token that is to wrap others is not AES-256")]
    WrappingKind,
    /// What was wrapped does not unwrap: for another purpose, by another key, or changed.
    #[error("the token does not unwrap what it is given")]
    Unwrap,
    /// The key may leave the token, so that it is no better than a file.
    #[error("the key may leave the token")]
    KeyExtractable,
    /// Another key stands where the one was that was opened.
    #[error("the token came back with another key under this name")]
    KeyChanged,
    /// The public half is not one that verifies passes.
    #[error(transparent)]
    PublicKey(#[from] KeyError),
    /// What the token signs does not verify with the public key that it shows.
    #[error("what the token signs does not verify with its public key")]
    SelfTest,
    /// The token or module failed.
    #[error("the token failed: {error:?}")]
    Device {
        /// The token's own reason.
        error: RvError,
    },
    /// The module does not do what PKCS#11 asks of it.
    #[error("the PKCS#11 module does not keep to its specification")]
    Unspecified,
}

impl TokenError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Module => "signer.module",
            Self::TokenGone => "signer.token-gone",
            Self::TokenAmbiguous => "signer.token-ambiguous",
            Self::PinMalformed => "signer.pin-malformed",
            Self::PinRead { .. } => "signer.pin-read",
            Self::PinRefused => "signer.pin-refused",
            Self::PinFinalTry => "signer.pin-final-try",
            Self::PinLocked => "signer.pin-locked",
            Self::KeyMissing => "signer.key-missing",
            Self::KeyAmbiguous => "signer.key-ambiguous",
            Self::KeyExists => "signer.key-exists",
            Self::KeyKind => "signer.key-kind",
            Self::WrappingKind => "signer.wrapping-kind",
            Self::Unwrap => "signer.unwrap",
            Self::KeyExtractable => "signer.key-extractable",
            Self::KeyChanged => "signer.key-changed",
            Self::PublicKey(error) => error.code(),
            Self::SelfTest => "signer.self-test",
            Self::Device { .. } => "signer.device",
            Self::Unspecified => "signer.unspecified",
        }
    }

    /// Whether starting the module anew may help: the token was away, or its handles are void. A
    /// key that is not found is one that was there before.
    pub(super) const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::TokenGone | Self::KeyMissing | Self::Device { .. }
        )
    }
}

impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        let Error::Pkcs11(error, _) = error else {
            return match error {
                Error::LibraryLoading(_) | Error::MissingSymbol(_) => Self::Module,
                _ => Self::Unspecified,
            };
        };
        match error {
            RvError::PinIncorrect
            | RvError::PinInvalid
            | RvError::PinLenRange
            | RvError::PinExpired => Self::PinRefused,
            RvError::PinLocked => Self::PinLocked,
            RvError::TokenNotPresent
            | RvError::TokenNotRecognized
            | RvError::DeviceRemoved
            | RvError::SlotIdInvalid
            | RvError::SessionHandleInvalid
            | RvError::SessionClosed
            | RvError::KeyHandleInvalid
            | RvError::ObjectHandleInvalid
            | RvError::UserNotLoggedIn
            | RvError::CryptokiNotInitialized => Self::TokenGone,
            error => Self::Device { error },
        }
    }
}

/// The port tells less.
impl From<TokenError> for SignError {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::TokenGone
            | TokenError::KeyMissing
            | TokenError::KeyChanged
            | TokenError::Module => Self::KeyUnavailable,
            TokenError::PinRefused | TokenError::PinFinalTry | TokenError::PinLocked => {
                Self::Refused
            }
            TokenError::SelfTest => Self::Malformed,
            TokenError::Device { error } => {
                device_code(error).map_or(Self::Failed, |code| Self::Device { code })
            }
            _ => Self::Failed,
        }
    }
}

/// `CK_RV` of the failures that devices have (PKCS #11 2.40, section 5.1).
fn device_code(error: RvError) -> Option<u64> {
    Some(match error {
        RvError::HostMemory => 0x02,
        RvError::GeneralError => 0x05,
        RvError::FunctionFailed => 0x06,
        RvError::DeviceError => 0x30,
        RvError::DeviceMemory => 0x31,
        RvError::KeyFunctionNotPermitted => 0x68,
        RvError::MechanismInvalid => 0x70,
        RvError::SessionCount => 0xb1,
        RvError::VendorDefined(code) | RvError::UnknownErrorCode(code) => code,
        _ => return None,
    })
}
