//! What is wrong with what was read. Facts only: no name, no token, no pass is in an error.

use cleanbill_crypto::{KeyError, SignError};
use cleanbill_jose::json::JsonError;
use cleanbill_jose::{JwkError, JwsError};
use cleanbill_x509::X509Error;
use thiserror::Error;

/// Why an identity document is not used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// Not JSON, or too large.
    #[error("identity document: {0}")]
    Json(#[from] JsonError),
    /// A member is missing or not of its type (Guidelines 1.2.0, identity document).
    #[error("`{member}` of the identity document is not what it should be")]
    Member {
        /// Which.
        member: &'static str,
    },
    /// More verification methods or services than are read.
    #[error("the identity document has more than {max} entries")]
    TooMany {
        /// The most that is read.
        max: usize,
    },
    /// A key is no JWK.
    #[error("a key of the identity document: {0}")]
    Jwk(#[from] JwkError),
    /// A certificate in `x5c` cannot be read.
    #[error("a certificate of the identity document: {0}")]
    Certificate(X509Error),
    /// A key cannot be used.
    #[error("a key of the identity document: {0}")]
    Key(#[from] KeyError),
    /// The members of a JWK and its certificate are two keys.
    #[error("a key of the identity document is not that of its certificate")]
    TwoKeys,
    /// The key is neither in members nor in a certificate.
    #[error("an entry of the identity document has no key")]
    NoKey,
    /// There is no entry of this kind.
    #[error("the identity document names no {what}")]
    Missing {
        /// What is not there.
        what: &'static str,
    },
}

impl IdentityError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Member { .. } => "precheck.identity-member",
            Self::TooMany { .. } => "precheck.identity-too-many",
            Self::Jwk(_) => "precheck.identity-jwk",
            Self::Certificate(_) => "precheck.identity-certificate",
            Self::Key(_) => "precheck.identity-key",
            Self::TwoKeys => "precheck.identity-two-keys",
            Self::NoKey => "precheck.identity-no-key",
            Self::Missing { .. } => "precheck.identity-missing",
        }
    }
}

/// Why a token is not believed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Not a compact JWS.
    #[error("token: {0}")]
    Jws(#[from] JwsError),
    /// The payload is no JSON.
    #[error("claims of the token: {0}")]
    Json(#[from] JsonError),
    /// A claim is missing or not of its type.
    #[error("claim `{claim}` of the token is not what it should be")]
    Claim {
        /// Which.
        claim: &'static str,
    },
    /// None of the keys of its issuer has its key identifier.
    #[error("the token is signed with a key that its issuer does not name")]
    UnknownKey,
    /// The signature is not of that key.
    #[error("the signature of the token is not its issuer's")]
    Signature,
    /// `iss` is not whom it was asked of.
    #[error("the token is another's")]
    Issuer,
    /// `aud` is not this address.
    #[error("the token is for another address")]
    Audience,
    /// `sub` is not the subject that is asked for.
    #[error("the token is for another subject")]
    Subject,
    /// `exp` is over.
    #[error("the token has ended")]
    Expired,
    /// `iat` is still to come.
    #[error("the token begins later")]
    NotYetValid,
    /// It lasts longer than tokens may.
    #[error("the token lasts longer than {max_secs} seconds")]
    TooLong {
        /// The longest, seconds.
        max_secs: i64,
    },
    /// Its `jti` was used before.
    #[error("the token was used before")]
    Replayed,
    /// It could not be signed.
    #[error("the token could not be signed: {0}")]
    Sign(#[from] SignError),
}

impl TokenError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Jws(error) => error.code(),
            Self::Json(error) => error.code(),
            Self::Claim { .. } => "precheck.token-claim",
            Self::UnknownKey => "precheck.token-unknown-key",
            Self::Signature => "precheck.token-signature",
            Self::Issuer => "precheck.token-issuer",
            Self::Audience => "precheck.token-audience",
            Self::Subject => "precheck.token-subject",
            Self::Expired => "precheck.token-expired",
            Self::NotYetValid => "precheck.token-not-yet-valid",
            Self::TooLong { .. } => "precheck.token-too-long",
            Self::Replayed => "precheck.token-replayed",
            Self::Sign(error) => error.code(),
        }
    }
}

/// Why a message is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MessageError {
    /// Not JSON, or too large.
    #[error("message: {0}")]
    Json(#[from] JsonError),
    /// A member is missing or not of its type.
    #[error("`{member}` of the message is not what it should be")]
    Member {
        /// Which.
        member: &'static str,
    },
    /// An invitation of another protocol, or of a major version that is not known.
    #[error("an invitation of another protocol")]
    Protocol,
    /// An address that is neither HTTPS nor on this machine.
    #[error("`{member}` is no address of HTTPS")]
    Address {
        /// Which.
        member: &'static str,
    },
}

impl MessageError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Member { .. } => "precheck.member",
            Self::Protocol => "precheck.protocol",
            Self::Address { .. } => "precheck.address",
        }
    }
}

/// Why a sealed pass is not opened, or a pass not sealed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SchemeError {
    /// `encScheme` is none that is known.
    #[error("the encryption scheme is not known")]
    Unknown,
    /// `encScheme` is the one that does not notice changes (AES-CBC).
    #[error("the encryption scheme does not notice changes, and is not taken")]
    Unauthenticated,
    /// `sigAlg` is not ECDSA with SHA-256.
    #[error("the signature algorithm of the pass is not known")]
    SignatureAlgorithm,
    /// The key that the message names is not in use, or not any more.
    #[error("encrypted under a key that is not in use")]
    UnknownKey,
    /// The key, the nonce or the content were changed, or are another's.
    #[error("the sealed pass cannot be opened")]
    Closed,
    /// The pass is longer than any.
    #[error("a pass longer than {max} bytes")]
    TooLong {
        /// The longest that is read, bytes.
        max: usize,
    },
    /// What was sealed is no text.
    #[error("what was sealed is no text")]
    NotText,
    /// The wallet's key is not on P-256.
    #[error("the key of the wallet is not a public key on P-256")]
    WalletKey,
    /// The pass is not signed with the key that the wallet registered.
    #[error("the pass is not signed with the key of the wallet")]
    Signature,
    /// The key could not be encrypted to the service.
    #[error("the key could not be encrypted")]
    Wrap,
    /// The pass could not be signed.
    #[error("the pass could not be signed: {0}")]
    Sign(#[from] SignError),
}

impl SchemeError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "precheck.scheme-unknown",
            Self::Unauthenticated => "precheck.scheme-unauthenticated",
            Self::SignatureAlgorithm => "precheck.signature-algorithm",
            Self::UnknownKey => "precheck.encryption-key",
            Self::Closed => "precheck.closed",
            Self::TooLong { .. } => "precheck.pass-too-long",
            Self::NotText => "precheck.not-text",
            Self::WalletKey => "precheck.wallet-key",
            Self::Signature => "precheck.pass-signature",
            Self::Wrap => "precheck.wrap",
            Self::Sign(error) => error.code(),
        }
    }
}
