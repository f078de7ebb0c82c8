//! Bodies of requests and answers.

use core::fmt;

use cleanbill_jose::json;
use serde_json::{Map, Value};

use crate::invitation::check_address;
use crate::text::{Members, object, to_base64};
use crate::{Limits, MessageError, NONCE_BYTES, Nonce, PublicKeyJwk};

/// A public key as DER: 91 bytes on P-256, 422 for RSA of 3072 bits.
const SPKI_BYTES_MAX: usize = 1024;
/// A DER signature on P-256.
const SIGNATURE_BYTES_MAX: usize = 80;
/// A key encrypted under RSA of 4096 bits.
const WRAPPED_BYTES_MAX: usize = 512;
/// What authentication adds to the pass.
const TAG_BYTES: usize = 16;

fn read<T>(
    bytes: &[u8],
    limits: &Limits,
    read: impl FnOnce(&Members<'_>) -> Result<T, MessageError>,
) -> Result<T, MessageError> {
    let value = json::parse(bytes, limits.message_bytes_max, limits.depth_max)?;
    let message = value.as_object();
    let message = message.ok_or(MessageError::Member { member: "message" })?;
    read(&Members::new(message, limits))
}

fn write(members: Map<String, Value>) -> Vec<u8> {
    Value::Object(members).to_string().into_bytes()
}

/// What a wallet sends to the provider for an access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRequest {
    /// `service`: identifier of the validation service, as the provider's document has it.
    pub service: String,
    /// `pubKey`: the wallet's one-time key, SPKI in DER.
    pub public_key: Vec<u8>,
}

impl TokenRequest {
    /// Reads the body.
    ///
    /// # Errors
    /// [`MessageError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, MessageError> {
        read(bytes, limits, |members| {
            Ok(Self {
                service: members.text("service")?,
                public_key: members.bytes("pubKey", SPKI_BYTES_MAX)?,
            })
        })
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        write(object([
            ("service", self.service.as_str().into()),
            ("pubKey", to_base64(&self.public_key).into()),
        ]))
    }
}

/// What a provider sends to the validation service for a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitializeRequest {
    /// `pubKey`: the wallet's one-time key, SPKI in DER.
    pub public_key: Vec<u8>,
    /// `keyType`; the reference provider writes `ES256`.
    pub key_type: String,
    /// `callback`: where the result is to be sent.
    pub callback: Option<String>,
    /// `nonce`; without one it is 16 zeros.
    pub nonce: Nonce,
}

impl InitializeRequest {
    /// Reads the body.
    ///
    /// # Errors
    /// [`MessageError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, MessageError> {
        read(bytes, limits, |members| {
            let callback = members.maybe("callback")?.filter(|text| !text.is_empty());
            if let Some(callback) = &callback {
                check_address(callback, "callback")?;
            }
            let nonce = match members.value("nonce") {
                None => [0; NONCE_BYTES],
                Some(_) => members
                    .bytes("nonce", NONCE_BYTES)?
                    .try_into()
                    .map_err(|_| {
                        let member = "nonce";
                        MessageError::Member { member }
                    })?,
            };
            Ok(Self {
                public_key: members.bytes("pubKey", SPKI_BYTES_MAX)?,
                key_type: members.text("keyType")?,
                callback,
                nonce,
            })
        })
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        write(object([
            ("pubKey", to_base64(&self.public_key).into()),
            ("keyType", self.key_type.as_str().into()),
            ("callback", self.callback.as_deref().into()),
            ("nonce", to_base64(&self.nonce).into()),
        ]))
    }
}

/// What the validation service answers to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitializeResponse {
    /// `subject`.
    pub subject: String,
    /// `exp`: until when the subject is waited for, Unix seconds.
    pub expires_at: i64,
    /// `aud`: where the pass is sent to, and what the access token has to name.
    pub audience: String,
    /// `encKey`, if it was asked for (header `X-Crypto-Enc`).
    pub encryption_key: Option<PublicKeyJwk>,
    /// `signKey`, if it was asked for (header `X-Crypto-Sig`).
    pub sign_key: Option<PublicKeyJwk>,
}

impl InitializeResponse {
    /// Reads the body. The key for results is read by both names that the reference service has
    /// for it, `signKey` and `sigKey`.
    ///
    /// # Errors
    /// [`MessageError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, MessageError> {
        read(bytes, limits, |members| {
            let key = |member: &'static str| {
                PublicKeyJwk::maybe(members.value(member), limits)
                    .map_err(|_| MessageError::Member { member })
            };
            let audience = members.text("aud")?;
            check_address(&audience, "aud")?;
            Ok(Self {
                subject: members.text("subject")?,
                expires_at: members.number("exp")?,
                audience,
                encryption_key: key("encKey")?,
                sign_key: match key("signKey")? {
                    None => key("sigKey")?,
                    named => named,
                },
            })
        })
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let key = |key: &Option<PublicKeyJwk>| key.as_ref().map(PublicKeyJwk::to_json);
        write(object([
            ("subject", self.subject.as_str().into()),
            ("exp", self.expires_at.into()),
            ("aud", self.audience.as_str().into()),
            ("encKey", key(&self.encryption_key).into()),
            ("signKey", key(&self.sign_key).into()),
        ]))
    }
}

/// A pass, sealed and signed, as the wallet sends it to the validation service.
///
/// `Debug` shows nothing but the scheme.
#[derive(Clone, PartialEq, Eq)]
pub struct ValidationRequest {
    /// `kid`: the key that it is encrypted to.
    pub kid: String,
    /// `dcc`: the pass, encrypted, with its tag.
    pub sealed: Vec<u8>,
    /// `encKey`: the key of that, encrypted to the service.
    pub wrapped_key: Vec<u8>,
    /// `sig`: signature of the pass as it was before, in DER, by the wallet's one-time key.
    pub signature: Vec<u8>,
    /// `encScheme`.
    pub scheme: String,
    /// `sigAlg`.
    pub signature_algorithm: String,
}

impl ValidationRequest {
    /// Reads the body.
    ///
    /// # Errors
    /// [`MessageError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, MessageError> {
        read(bytes, limits, |members| {
            Ok(Self {
                kid: members.text("kid")?,
                sealed: members.bytes("dcc", limits.pass_bytes_max + TAG_BYTES)?,
                wrapped_key: members.bytes("encKey", WRAPPED_BYTES_MAX)?,
                signature: members.bytes("sig", SIGNATURE_BYTES_MAX)?,
                scheme: members.text("encScheme")?,
                signature_algorithm: members.text("sigAlg")?,
            })
        })
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        write(object([
            ("kid", self.kid.as_str().into()),
            ("dcc", to_base64(&self.sealed).into()),
            ("sig", to_base64(&self.signature).into()),
            ("encKey", to_base64(&self.wrapped_key).into()),
            ("encScheme", self.scheme.as_str().into()),
            ("sigAlg", self.signature_algorithm.as_str().into()),
        ]))
    }
}

impl fmt::Debug for ValidationRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValidationRequest")
            .field("scheme", &self.scheme)
            .finish_non_exhaustive()
    }
}
