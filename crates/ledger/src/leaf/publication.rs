//! Leaves about what is published.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, bytes, int};

use super::DocumentKind;
use crate::hash::Hash;

/// A signed set. Verifiers take none whose manifest is not told here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Version of the root.
    pub root_version: u32,
    /// Version of the manifest.
    pub manifest_version: u32,
    /// When it was made, Unix seconds.
    pub issued_at: i64,
    /// SHA-256 of the manifest without its checkpoint and proof, which are known only afterwards.
    pub manifest: Hash,
}

/// All passes that a set takes away, at one edition of the national filter: the list lies at
/// `object/LIST`, the handles of 16 bytes in ascending order. With the universe it gives the filter
/// byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevocationSet {
    /// Version of the filter.
    pub edition: u32,
    /// SHA-256 of the list.
    pub list: Hash,
    /// Its size in bytes: 16 a pass.
    pub size_bytes: u64,
    /// How many passes.
    pub passes: u64,
}

/// A document that a set holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// SHA-256 of it.
    pub document: Hash,
    /// Its size in bytes.
    pub size_bytes: u64,
}

/// A release of the software.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its version.
    pub version: String,
    /// What it runs on: a target triple, or the name of a page.
    pub target: String,
    /// SHA-256 of the file.
    pub file: Hash,
}

impl Publication {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.root_version),
            int(self.manifest_version),
            int(self.issued_at),
            bytes(&self.manifest),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            root_version: fields.number()?,
            manifest_version: fields.number()?,
            issued_at: fields.int()?,
            manifest: fields.bytes()?,
        })
    }
}

impl RevocationSet {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.edition),
            bytes(&self.list),
            size(self.size_bytes),
            size(self.passes),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (edition, list) = (fields.number()?, fields.bytes()?);
        let (size_bytes, passes): (u64, u64) = (fields.number()?, fields.number()?);
        if passes.checked_mul(16) != Some(size_bytes) {
            return Err(fields.wrong());
        }
        Ok(Self {
            edition,
            list,
            size_bytes,
            passes,
        })
    }
}

impl Document {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.kind.number()),
            bytes(&self.document),
            size(self.size_bytes),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            kind: fields.member(DocumentKind::from_number)?,
            document: fields.bytes()?,
            size_bytes: fields.number()?,
        })
    }
}

impl Release {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            self.version.as_str().into(),
            self.target.as_str().into(),
            bytes(&self.file),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            version: fields.text()?,
            target: fields.text()?,
            file: fields.bytes()?,
        })
    }
}

/// A size as CBOR's signed integers hold it; nothing in a ledger is larger.
fn size<'v>(bytes: u64) -> Value<'v> {
    int(i64::try_from(bytes).unwrap_or(i64::MAX))
}
