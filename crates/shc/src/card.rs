//! One card: the JWS taken apart, and what it claims.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::{Algorithm, Curve, PublicKey, VerifyError, ecdsa};
use cleanbill_inflate::{Format, Inflater};

use crate::claims::{not_a_card, read_claims};
use crate::content::Content;
use crate::finding::{Finding, FindingKind};
use crate::inflate::InflateError;
use crate::numeric::{self, Part};
use crate::tape::{Node, Tape};
use crate::{Limits, ShcError};

/// Length of an ES256 signature in bytes (RFC 7518, section 3.4).
pub(crate) const SIGNATURE_BYTES: usize = 64;

/// Reads cards one after the other with buffers of its own, so that a turnstile allocates them
/// once.
pub struct Decoder {
    limits: Limits,
    inflater: Inflater,
    jws: Vec<u8>,
    part: Vec<u8>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new(Limits::DEFAULT)
    }
}

impl Decoder {
    /// A decoder within `limits`.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            inflater: Inflater::new(Format::Raw),
            jws: Vec::new(),
            part: Vec::new(),
        }
    }

    /// Reads the text of a code (`shc:/…`) or a compact JWS. Nothing is trimmed.
    ///
    /// # Errors
    /// [`ShcError`] of the first link that does not hold; [`ShcError::Incomplete`] for one code of
    /// several, which [`Chunks`](crate::Chunks) puts together.
    pub fn decode(&mut self, text: &str) -> Result<Card, ShcError> {
        if numeric::strip_prefix(text).is_none() {
            return self.decode_jws(text);
        }
        let part = Part::parse(text)?;
        if let Some(place) = part.place.filter(|place| place.count > 1) {
            return Err(ShcError::Incomplete { count: place.count });
        }
        self.check_size(part.jws_chars())?;
        let mut jws = core::mem::take(&mut self.jws);
        jws.clear();
        let decoded = part.decode_into(&mut jws).map_err(ShcError::from);
        // Only the characters from - to z come out.
        let text = core::str::from_utf8(&jws).map_err(|_| ShcError::Base64);
        let card = decoded.and(text).and_then(|text| self.decode_jws(text));
        self.jws = jws;
        card
    }

    /// Reads a compact JWS.
    ///
    /// # Errors
    /// [`ShcError`].
    pub fn decode_jws(&mut self, jws: &str) -> Result<Card, ShcError> {
        self.check_size(jws.len())?;
        let (signed, signature) = jws.rsplit_once('.').ok_or(ShcError::Parts)?;
        let (header, payload) = signed.split_once('.').ok_or(ShcError::Parts)?;
        if payload.as_bytes().contains(&b'.') {
            return Err(ShcError::Parts);
        }
        self.base64url(header)?;
        let kid = read_header(&self.part, &self.limits)?;
        self.base64url(signature)?;
        let signature = read_signature(&self.part)?;
        self.base64url(payload)?;
        let max = self.limits.payload_bytes_max;
        let payload = self.inflater.inflate(&self.part, max);
        let payload = payload.map_err(InflateError::from)?;
        let payload = Tape::parse(payload, max, &self.limits).map_err(ShcError::Payload)?;
        let (not_before, expires_at) = read_claims(payload.root())?;
        Ok(Card {
            signed: signed.into(),
            signature,
            kid,
            payload,
            not_before,
            expires_at,
        })
    }

    fn check_size(&self, actual: usize) -> Result<(), ShcError> {
        let max = self.limits.jws_bytes_max;
        if actual > max {
            return Err(ShcError::TooLarge { max, actual });
        }
        Ok(())
    }

    fn base64url(&mut self, text: &str) -> Result<(), ShcError> {
        self.part.clear();
        let decoded = URL_SAFE_NO_PAD.decode_vec(text, &mut self.part);
        decoded.map_err(|_| ShcError::Base64)
    }
}

fn read_header(bytes: &[u8], limits: &Limits) -> Result<Box<str>, ShcError> {
    let header = Tape::parse(bytes, limits.header_bytes_max, limits).map_err(ShcError::Header)?;
    let header = header.root();
    let is = |name, value| header.get(name).is_some_and(|found| found.is(value));
    if !is("alg", Algorithm::Es256.jose_name()) {
        return Err(ShcError::Algorithm);
    }
    if header.get("crit").is_some() {
        return Err(ShcError::Critical);
    }
    if !is("zip", "DEF") {
        return Err(ShcError::Zip);
    }
    let kid = header.text_of("kid").filter(|kid| !kid.is_empty());
    kid.map(|kid| kid.as_ref().into()).ok_or(ShcError::Kid)
}

/// An ES256 signature, if it has the form of one.
pub(crate) fn read_signature(bytes: &[u8]) -> Result<[u8; SIGNATURE_BYTES], ShcError> {
    bytes
        .try_into()
        .map_err(|_| match ecdsa::der_to_fixed(Curve::P256, bytes) {
            Some(_) => ShcError::DerSignature,
            None => ShcError::SignatureLength {
                actual: bytes.len(),
            },
        })
}

/// A card, taken apart. Its signature has not been verified.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    signed: Box<str>,
    signature: [u8; SIGNATURE_BYTES],
    kid: Box<str>,
    payload: Tape,
    not_before: Option<i64>,
    expires_at: Option<i64>,
}

impl Card {
    /// Reads the text of a code or a compact JWS, within [`Limits::DEFAULT`].
    ///
    /// # Errors
    /// As [`Decoder::decode`].
    pub fn parse(text: &str) -> Result<Self, ShcError> {
        Decoder::default().decode(text)
    }

    /// Verifies the signature, which is ES256.
    ///
    /// # Errors
    /// [`VerifyError`], if the key is not one on P-256 or did not make the signature.
    pub fn verify(&self, key: &PublicKey) -> Result<(), VerifyError> {
        if key.kind() != cleanbill_crypto::KeyKind::P256 {
            return Err(VerifyError::AlgorithmMismatch {
                scheme: Algorithm::Es256.scheme(),
                key: key.kind(),
            });
        }
        key.verify(Algorithm::Es256, self.signed.as_bytes(), &self.signature)
    }

    /// The bytes that were signed: header and payload, encoded, with the dot between.
    #[must_use]
    pub const fn signed_message(&self) -> &[u8] {
        self.signed.as_bytes()
    }

    /// The signature, r‖s.
    #[must_use]
    pub const fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// What keeps the payload from being that of a health card: its `vc.type`, if that does not say
    /// so. It is one of the [`findings`](Self::findings), without looking for the others.
    #[must_use]
    pub fn not_a_card(&self) -> Option<FindingKind> {
        not_a_card(self.payload.root())
    }

    /// What is wrong with its claims and content, and decides nothing about its signature.
    #[must_use]
    pub fn findings(&self, limits: &Limits) -> Vec<Finding> {
        crate::examine::examine_card(self.payload.root(), limits)
    }

    /// `kid` of the header: the thumbprint of the key (RFC 7638) in base64url, 43 characters, if
    /// the issuer follows the specification.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// What trust lists know the key by: the 32 bytes that [`kid`](Self::kid) encodes, else its
    /// characters.
    #[must_use]
    pub fn key_id(&self) -> Vec<u8> {
        crate::keys::key_id(&self.kid)
    }

    /// The card as a compact JWS, as its issuer wrote it.
    #[must_use]
    pub fn jws(&self) -> String {
        let mut jws = String::from(&*self.signed);
        jws.push('.');
        URL_SAFE_NO_PAD.encode_string(self.signature(), &mut jws);
        jws
    }

    /// `iss`: the address under which the issuer publishes its keys.
    #[must_use]
    pub fn issuer(&self) -> Cow<'_, str> {
        self.payload.root().text_of("iss").unwrap_or_default()
    }

    /// `nbf` in Unix seconds, a fraction cut off: when the card was issued.
    #[must_use]
    pub const fn not_before(&self) -> Option<i64> {
        self.not_before
    }

    /// `exp` in Unix seconds: from when on the card no longer holds.
    #[must_use]
    pub const fn expires_at(&self) -> Option<i64> {
        self.expires_at
    }

    /// `vc.rid`: what revocation lists know the card by; at most 24 base64url characters.
    #[must_use]
    pub fn rid(&self) -> Option<Cow<'_, str>> {
        self.vc()?.text_of("rid")
    }

    /// `vc.type`: `https://smarthealth.cards#health-card`, and in older cards what is in it.
    pub fn types(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let types = self.vc().into_iter().flat_map(|vc| vc.list("type"));
        types.filter_map(Node::text)
    }

    /// What the card says of its holder.
    #[must_use]
    pub fn content(&self) -> Content {
        self.bundle().map(Content::read).unwrap_or_default()
    }

    /// The payload as JSON text, byte for byte as it was signed and compressed.
    #[must_use]
    pub fn payload_json(&self) -> &str {
        self.payload.text()
    }

    fn vc(&self) -> Option<Node<'_>> {
        self.payload.root().get("vc")
    }

    fn bundle(&self) -> Option<Node<'_>> {
        self.vc()?.get("credentialSubject")?.get("fhirBundle")
    }
}

/// Shows who signed it, nothing of the holder.
impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Card")
            .field("kid", &self.kid)
            .field("not_before", &self.not_before)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
