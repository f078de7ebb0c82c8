//! Leaves that tell of a change before it is in force (G14).

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, bytes, int, optional_int};

use super::DocumentKind;
use crate::hash::Hash;

/// A change of rules or policies, told before it is in force. Whoever tightens one proves with it
/// that people were told in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// What changes: rules or policies.
    pub kind: DocumentKind,
    /// The digest of the rule or policy, without when it was signed and announced.
    pub document: Hash,
    /// From when on it is in force, Unix seconds.
    pub starts_at: i64,
    /// Whether the short notice is claimed: 24 hours, and a life of 14 days at the most.
    pub urgent: bool,
    /// How many holders it lets in that were kept out, by the rehearsal over the real issued
    /// statistics; null below ten.
    pub gained: Option<u64>,
    /// How many holders it keeps out that were let in; null below ten.
    pub lost: Option<u64>,
}

/// Another list of witnesses, told under the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnesses {
    /// SHA-256 of the policy (C2SP tlog-policy) that is in force.
    pub old: Hash,
    /// SHA-256 of the one that follows.
    pub new: Hash,
    /// From when on, Unix seconds: at least 30 days after it was cosigned.
    pub from: i64,
}

impl Announcement {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        let count = |count: Option<u64>| optional_int(count.and_then(|n| i64::try_from(n).ok()));
        vec![
            int(self.kind.number()),
            bytes(&self.document),
            int(self.starts_at),
            Value::Bool(self.urgent),
            count(self.gained),
            count(self.lost),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            kind: fields.member(DocumentKind::from_number)?,
            document: fields.bytes()?,
            starts_at: fields.int()?,
            urgent: fields.bool()?,
            gained: told(fields)?,
            lost: told(fields)?,
        })
    }
}

impl Witnesses {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![bytes(&self.old), bytes(&self.new), int(self.from)]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            old: fields.bytes()?,
            new: fields.bytes()?,
            from: fields.int()?,
        })
    }
}

/// A count of people that may be told.
fn told(fields: &mut Fields<'_>) -> Result<Option<u64>, WireError> {
    match fields.optional_number::<u64>()? {
        Some(count) if count < u64::from(crate::count::CELL_MIN) => Err(fields.wrong()),
        count => Ok(count),
    }
}
