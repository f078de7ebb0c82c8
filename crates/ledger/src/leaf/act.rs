//! Leaves of acts of the authority about itself.

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};
use cleanbill_cose::record::{Fields, WireError, bytes, int, list, optional_int};

use crate::hash::Hash;

/// Largest content of an act, in bytes: a founding act with 64 officers' keys.
const CONTENT_MAX_BYTES: usize = 40_960;
/// Most approvals of one act.
const APPROVALS_MAX: usize = 128;
/// Largest authenticator data, client data and signature of an approval, in bytes.
const PART_MAX_BYTES: usize = 2_048;
/// Highest number of a closed list of the authority.
const NUMBER_MAX: u8 = 99;

/// An act of the authority, exactly as it was signed, and who signed it: offices, officers, keys,
/// settings. Whoever has the `appoint` acts before it can verify every signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What was signed: the canonical CBOR over which, behind its domain, the act's hash is made.
    pub content: Vec<u8>,
    /// The signatures.
    pub approvals: Vec<LeafApproval>,
}

/// An officer's signature over an act's hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafApproval {
    /// The officer's number: officers have no names here.
    pub officer: i64,
    /// The name of their office.
    pub office: String,
    /// SHA-256 of their public key.
    pub key: Hash,
    /// How it signs: number of the authority's list of forms.
    pub form: u8,
    /// Authenticator data of a passkey; empty for a raw signature.
    pub authenticator_data: Vec<u8>,
    /// Client data of a passkey; empty for a raw signature.
    pub client_data: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
    /// When, Unix seconds, by the authority's word.
    pub at: i64,
}

/// An act of the authority that touches passes: what it says, without what would tell of a few
/// people; and a commitment to all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlindedAct {
    /// Its kind: number of the authority's list of acts.
    pub kind: u8,
    /// Who signed.
    pub signers: Vec<LeafSigner>,
    /// The region of the office that proposed it.
    pub region: String,
    /// Why: number of the authority's list of reasons.
    pub reason: Option<u8>,
    /// On which ground of law: number of the authority's list.
    pub basis: Option<u8>,
    /// When it was proposed, Unix seconds.
    pub at: i64,
    /// What it says: canonical CBOR.
    pub body: Vec<u8>,
    /// SHA-256 of a domain, a secret and the act's hash.
    pub blinded: Hash,
}

/// Somebody who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafSigner {
    /// The officer's number.
    pub officer: i64,
    /// The name of their office.
    pub office: String,
    /// Their role: number of the authority's list.
    pub role: u8,
}

impl Act {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        let approval = |one: &'_ LeafApproval| -> Value<'static> {
            Value::Array(vec![
                int(one.officer),
                Value::Text(one.office.clone().into()),
                Value::Bytes(one.key.to_vec().into()),
                int(one.form),
                Value::Bytes(one.authenticator_data.clone().into()),
                Value::Bytes(one.client_data.clone().into()),
                Value::Bytes(one.signature.clone().into()),
                int(one.at),
            ])
        };
        vec![
            bytes(&self.content),
            Value::Array(self.approvals.iter().map(approval).collect()),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let content = fields.bytes_up_to(CONTENT_MAX_BYTES)?;
        check_canonical(&content, fields)?;
        let approvals = fields.list(APPROVALS_MAX, |item| item.inner(LeafApproval::read))?;
        Ok(Self { content, approvals })
    }
}

impl LeafApproval {
    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            officer: fields.int()?,
            office: fields.text()?,
            key: fields.bytes()?,
            form: small(fields)?,
            authenticator_data: fields.bytes_up_to(PART_MAX_BYTES)?,
            client_data: fields.bytes_up_to(PART_MAX_BYTES)?,
            signature: fields.bytes_up_to(PART_MAX_BYTES)?,
            at: fields.int()?,
        })
    }
}

impl BlindedAct {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.kind),
            list(&self.signers, |signer| {
                Value::Array(vec![
                    int(signer.officer),
                    signer.office.as_str().into(),
                    int(signer.role),
                ])
            }),
            self.region.as_str().into(),
            optional_int(self.reason),
            optional_int(self.basis),
            int(self.at),
            bytes(&self.body),
            bytes(&self.blinded),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let kind = small(fields)?;
        let signers = fields.list(APPROVALS_MAX, |item| {
            item.inner(|signer| {
                Ok(LeafSigner {
                    officer: signer.int()?,
                    office: signer.text()?,
                    role: small(signer)?,
                })
            })
        })?;
        let (region, reason, basis) = (
            fields.text()?,
            fields.optional_number()?,
            fields.optional_number()?,
        );
        let at = fields.int()?;
        let body = fields.bytes_up_to(CONTENT_MAX_BYTES)?;
        check_canonical(&body, fields)?;
        Ok(Self {
            kind,
            signers,
            region,
            reason,
            basis,
            at,
            body,
            blinded: fields.bytes()?,
        })
    }
}

fn small(fields: &mut Fields<'_>) -> Result<u8, WireError> {
    match fields.number()? {
        number @ 1..=NUMBER_MAX => Ok(number),
        _ => Err(fields.wrong()),
    }
}

/// What is inside is spelled in one way only, too.
fn check_canonical(content: &[u8], fields: &Fields<'_>) -> Result<(), WireError> {
    let limits = Limits {
        size_max_bytes: CONTENT_MAX_BYTES,
        depth_max: 6,
        items_max: 4_096,
    };
    let value = parse_value(content, &limits)?;
    if value.as_array().is_some() && encode_deterministic(&value) == content {
        Ok(())
    } else {
        Err(fields.wrong())
    }
}
