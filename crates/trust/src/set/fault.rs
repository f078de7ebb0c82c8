//! What is malformed about a part of a set.

use cleanbill_cose::CoseError;
use cleanbill_cose::cbor::CborError;
use cleanbill_crypto::KeyError;
use thiserror::Error;

use super::{Part, SetError};

/// What is malformed about a part.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// Not CBOR as the grammar has it.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// Not the COSE message that it should be.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// CBOR, but not the one deterministic encoding of what it says (RFC 8949 §4.2.1).
    #[error("not in deterministic encoding")]
    NotDeterministic,
    /// A COSE header holds anything else than algorithm and key digest, or is not protected.
    #[error("a header is not just the algorithm and the key's digest")]
    Header,
    /// Not a map with integer labels.
    #[error("not a map of integer labels")]
    NotFields,
    /// A field is not there, or not of its type and range.
    #[error("field {label} is missing or invalid")]
    Field {
        /// Its label.
        label: i64,
    },
    /// More of something than the limits allow.
    #[error("more than {max} {what}")]
    TooMany {
        /// Of what, in the plural.
        what: &'static str,
        /// What is allowed.
        max: usize,
    },
    /// There is no root at all.
    #[error("there is no root")]
    NoRoot,
    /// A root or publication key is unusable.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The keys of a root are not ascending and distinct, or one key has two purposes.
    #[error("a key is named twice, for two purposes, or out of order")]
    KeyRepeated,
    /// A publication key outlives the root that names it, or ends before it begins.
    #[error("the times of a publication key do not fit the root's")]
    KeyTimes,
    /// An entry of the signers is not of its type and range.
    #[error("signer {ordinal} is invalid")]
    Signer {
        /// Counted from 1.
        ordinal: usize,
    },
    /// Root messages that should be joined are of different documents.
    #[error("the signatures are of different roots")]
    DifferentRoots,
}

impl Fault {
    pub(super) fn of(self, part: Part) -> SetError {
        SetError::Malformed { part, fault: self }
    }
}
