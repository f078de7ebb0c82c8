//! Building roots and sets. Whatever is built is opened again before it is handed out, so nothing
//! leaves that the reader would refuse.

use std::collections::BTreeMap;

use cleanbill_cose::cbor::{Value, encode_deterministic};
use cleanbill_cose::{CoseError, parse_sign, sign};
use cleanbill_crypto::{SignError, Signer};
use thiserror::Error;

use super::form::parse_message;
use super::{
    Digest, Fault, LedgerEvidence, Limits, Part, Root, SetDraft, SetError, TargetType,
    encode_scoped_signers, encode_signers, verify_root,
};
use crate::{ScopedStore, TrustStore};

/// COSE_Sign (RFC 9052 §4.1).
const TAG_SIGN: u64 = 98;

/// Why a root or set was not built.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A verifier would refuse it.
    #[error("a verifier would refuse this")]
    Refused(#[from] SetError),
    /// A key did not sign.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// The message could not be composed.
    #[error(transparent)]
    Cose(CoseError),
}

impl BuildError {
    /// The stable code of this error, which is that of its cause.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(error) => error.code(),
            Self::Sign(error) => error.code(),
            Self::Cose(error) => error.code(),
        }
    }
}

impl From<CoseError> for BuildError {
    fn from(error: CoseError) -> Self {
        match error {
            CoseError::Sign(error) => Self::Sign(error),
            error => Self::Cose(error),
        }
    }
}

/// What a set is to hold. Times are Unix seconds.
#[derive(Clone, Debug)]
pub struct SetContent<'a> {
    /// Root messages in ascending order, from the oldest that a verifier may still pin to the
    /// newest.
    pub roots: &'a [&'a [u8]],
    /// Version of the manifest, from 1.
    pub version: u32,
    /// When it is made. The set is opened at this time before it is handed out.
    pub issued_at: i64,
    /// Its last second, at least 8 days after `issued_at`.
    pub expires_at: i64,
    /// The targets, in any order, each type once.
    pub targets: &'a [Target],
    /// That the manifest is in the ledger, where that is known already.
    pub ledger: Option<LedgerEvidence>,
}

/// A target to be put into a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What it holds.
    pub kind: TargetType,
    /// Whether a verifier that does not understand the type has to refuse the set.
    pub critical: bool,
    /// The bytes.
    pub content: Vec<u8>,
}

impl Target {
    /// The signers of EU Digital COVID Certificates, critical: who does not know them can tell no
    /// good pass from a bad one.
    pub fn dcc_signers(store: &TrustStore) -> Self {
        Self {
            kind: TargetType::DCC_SIGNERS,
            critical: true,
            content: encode_signers(store),
        }
    }

    /// The signers of passes of other kinds. Not critical: who does not know them believes nobody
    /// who signs such passes.
    pub fn scoped_signers(store: &ScopedStore) -> Self {
        Self {
            kind: TargetType::SCOPED_SIGNERS,
            critical: false,
            content: encode_scoped_signers(store),
        }
    }
}

/// Signs a root with one key: a message with one signature, half-finished unless k is 1.
///
/// Root keys are kept apart, so each signs where it is; [`join_root_signatures`] makes one message
/// of what comes back.
///
/// # Errors
/// [`BuildError::Sign`].
pub fn sign_root(root: &Root, signer: &dyn Signer) -> Result<Vec<u8>, BuildError> {
    let id = Digest::of_key(signer.public_key());
    Ok(sign(&root.encode(), &[(id.as_bytes(), signer)])?)
}

/// Makes one message of several over the same root, whatever number of signatures each has. Each
/// key's signature is kept once. Whether they are enough, or right, is for [`verify_root`] to say.
///
/// # Errors
/// [`SetError::Malformed`], above all with [`Fault::DifferentRoots`].
pub fn join_root_signatures(messages: &[&[u8]]) -> Result<Vec<u8>, SetError> {
    join(messages).map_err(|fault| fault.of(Part::Root))
}

fn join(messages: &[&[u8]]) -> Result<Vec<u8>, Fault> {
    let mut document = None;
    let mut signatures = BTreeMap::new();
    for message in messages {
        let signed = parse_sign(message, &Limits::DEFAULT.message())?;
        if *document.get_or_insert(signed.payload()) != signed.payload() {
            return Err(Fault::DifferentRoots);
        }
        let Value::Tag(_, parts) = parse_message(message)? else {
            return Err(CoseError::NotSign.into());
        };
        let Value::Array(mut parts) = *parts else {
            return Err(CoseError::NotSign.into());
        };
        let Some(Value::Array(found)) = parts.pop() else {
            return Err(CoseError::MissingSignature.into());
        };
        // The header that was parsed names the key; sorted by it, the result has one order.
        for (part, value) in signed.signatures().iter().zip(found) {
            let header = part.header().protected_bytes();
            signatures.entry(header).or_insert(value);
        }
    }
    let document = document.ok_or(CoseError::MissingSignature)?;
    let message = Value::Array(vec![
        Value::from(&[][..]),
        Value::Map(Vec::new()),
        Value::from(document),
        Value::Array(signatures.into_values().collect()),
    ]);
    Ok(encode_deterministic(&Value::Tag(
        TAG_SIGN,
        Box::new(message),
    )))
}

/// Builds a root message with the keys at hand: the first version without `previous`, a later one
/// with the root before it, whose keys have to be among the signers too.
///
/// # Errors
/// [`BuildError::Sign`]; [`BuildError::Refused`] with what a verifier would say.
pub fn build_root(
    root: &Root,
    previous: Option<&Root>,
    signers: &[&dyn Signer],
) -> Result<Vec<u8>, BuildError> {
    let signed = signers.iter().map(|signer| sign_root(root, *signer));
    let signed = signed.collect::<Result<Vec<_>, _>>()?;
    let messages: Vec<&[u8]> = signed.iter().map(Vec::as_slice).collect();
    let message = join_root_signatures(&messages)?;
    let found = verify_root(&message, previous)?.version;
    if previous.is_none() && found != 1 {
        return Err(SetError::RootGap { expected: 1, found }.into());
    }
    Ok(message)
}

/// Builds a set in one step, with the evidence that `content` has: [`SetDraft`] in two. The same
/// content and a deterministic signer give the same bytes.
///
/// # Errors
/// [`BuildError::Sign`]; [`BuildError::Refused`] with what a verifier would say that pins the first
/// of the roots.
pub fn build_set(
    content: &SetContent<'_>,
    publication_signer: &dyn Signer,
) -> Result<Vec<u8>, BuildError> {
    let ledger = content.ledger.clone();
    SetDraft::new(content.clone())?.finish(ledger, publication_signer)
}
