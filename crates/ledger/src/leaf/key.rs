//! Leaves about the keys that sign passes.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, bytes, int, optional_bytes};

use super::EndOfKey;
use crate::hash::Hash;

/// How often a key has signed, by its own counter, at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignerCounter {
    /// Key identifier.
    pub kid: [u8; 8],
    /// SHA-256 of its certificate.
    pub certificate: Hash,
    /// The last day that is counted.
    pub day: i32,
    /// Signatures since the key began.
    pub signatures: u64,
}

/// The end of a signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEnd {
    /// Key identifier.
    pub kid: [u8; 8],
    /// SHA-256 of its certificate.
    pub certificate: Hash,
    /// What became of it.
    pub end: EndOfKey,
    /// SHA-256 of the key (PKCS #8), where it is published: it lies at `object/KEY`.
    pub key: Option<Hash>,
}

impl SignerCounter {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            bytes(&self.kid),
            bytes(&self.certificate),
            int(self.day),
            int(i64::try_from(self.signatures).unwrap_or(i64::MAX)),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            kid: fields.bytes()?,
            certificate: fields.bytes()?,
            day: fields.number()?,
            signatures: fields.number()?,
        })
    }
}

impl KeyEnd {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            bytes(&self.kid),
            bytes(&self.certificate),
            int(self.end.number()),
            optional_bytes(self.key.as_ref()),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (kid, certificate) = (fields.bytes()?, fields.bytes()?);
        let end = fields.member(EndOfKey::from_number)?;
        let key = fields.optional_bytes()?;
        if (end == EndOfKey::Published) != key.is_some() {
            return Err(fields.wrong());
        }
        Ok(Self {
            kid,
            certificate,
            end,
            key,
        })
    }
}
