//! The `HC1:` chain: text ⇄ prefix ⇄ Base45 ⇄ zlib ⇄ COSE_Sign1.

use cleanbill_cose::{Claims, CoseSign1, parse_claims, parse_sign1};

use crate::inflate::{Inflater, deflate};
use crate::{HcertError, Limits, base45, plain};

/// What stands before every code (EU DCC specification, volume 1 §3.3).
pub const PREFIX: &str = "HC1:";

/// Reads codes one after the other with buffers of its own, so that a turnstile allocates them
/// once.
pub struct Decoder {
    limits: Limits,
    inflater: Inflater,
    compressed: Vec<u8>,
    message: Vec<u8>,
}

/// How the signed message was wrapped into a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wrapping {
    /// `HC1:`, Base45, zlib: the rule.
    Hc1,
    /// Plain base64, nothing else: signed links of one country. Read for links only.
    PlainBase64,
}

/// A code taken apart, its signature not yet checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope<'d> {
    /// The signed message.
    pub cose: CoseSign1<'d>,
    /// Its payload.
    pub claims: Claims<'d>,
    /// What was around it.
    pub wrapping: Wrapping,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

impl Decoder {
    /// A decoder within `limits`.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            inflater: Inflater::default(),
            compressed: Vec::new(),
            message: Vec::new(),
        }
    }

    /// Takes a code apart. Nothing is trimmed: a space is a character of Base45.
    ///
    /// # Errors
    /// [`HcertError`] of the first link that does not hold.
    pub fn decode<'d>(&'d mut self, text: &str) -> Result<Envelope<'d>, HcertError> {
        self.check_length(text)?;
        match self.unpack(text) {
            Ok(()) => self.envelope(Wrapping::Hc1),
            Err(HcertError::NoPrefix) if plain::is_plain(text) => self.decode_plain(text),
            Err(error) => Err(error),
        }
    }

    /// What is not `HC1:` is read as plain base64 only if all of it is as signed links come in that
    /// form; anything else is a text without the prefix.
    fn decode_plain<'d>(&'d mut self, text: &str) -> Result<Envelope<'d>, HcertError> {
        let bound = self.limits.inflated_max_bytes;
        plain::decode_into(text, bound, &mut self.message)?;
        let envelope = self.envelope(Wrapping::PlainBase64)?;
        if plain::is_expected(&envelope) {
            Ok(envelope)
        } else {
            Err(HcertError::NoPrefix)
        }
    }

    /// The signed message of a code, as it was signed, byte for byte.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn message(&mut self, text: &str) -> Result<&[u8], HcertError> {
        self.decode(text)?;
        Ok(&self.message)
    }

    fn check_length(&self, text: &str) -> Result<(), HcertError> {
        // A character has at least one byte, so this bounds both.
        if text.len() > self.limits.text_max_chars {
            return Err(HcertError::TooLong {
                text_max_chars: self.limits.text_max_chars,
            });
        }
        Ok(())
    }

    fn unpack(&mut self, text: &str) -> Result<(), HcertError> {
        let coded = strip_prefix(text)?;
        base45::decode_into(coded.as_bytes(), &mut self.compressed)?;
        let bound = self.limits.inflated_max_bytes;
        self.inflater
            .inflate_into(&self.compressed, bound, &mut self.message)?;
        Ok(())
    }

    fn envelope(&self, wrapping: Wrapping) -> Result<Envelope<'_>, HcertError> {
        let cose = parse_sign1(&self.message, &self.limits.cbor)?;
        let claims = parse_claims(cose.payload(), &self.limits.cbor)?;
        Ok(Envelope {
            cose,
            claims,
            wrapping,
        })
    }
}

/// The Base45 text behind `HC1:`.
///
/// # Errors
/// [`HcertError::NoPrefix`], [`HcertError::UnknownVersion`].
pub fn strip_prefix(text: &str) -> Result<&str, HcertError> {
    if let Some(coded) = text.strip_prefix(PREFIX) {
        return Ok(coded);
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next(), chars.next(), chars.next()) {
        (Some('H'), Some('C'), Some(version), Some(':')) if version.is_ascii_alphanumeric() => {
            Err(HcertError::UnknownVersion { version })
        }
        _ => Err(HcertError::NoPrefix),
    }
}

/// The code for a signed message: what is drawn as a QR code.
///
/// # Errors
/// [`HcertError::Inflate`] if the compressor failed, which is a defect of it.
pub fn encode(cose_sign1: &[u8]) -> Result<String, HcertError> {
    let mut text = String::from(PREFIX);
    text.push_str(&base45::encode(&deflate(cose_sign1)?));
    Ok(text)
}
