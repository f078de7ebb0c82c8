use cleanbill_health::matching::MatchError;
use cleanbill_ledger::release::ReleaseError;
use cleanbill_ledger::{PolicyTextError, ProofError};
use cleanbill_trust::set::SetError;
use cleanbill_verifier::BundleError;
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use crate::{HOLDERS_MAX, Named};

/// Why nothing was answered. What is wrong with a pass is no error: it is the answer.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WasmError {
    /// No root is pinned.
    #[error("no root is pinned, so no signed set can be believed")]
    NoPins,
    /// A pin is no fingerprint.
    #[error("pin {index} is not a SHA-256 in hexadecimal digits")]
    Pin {
        /// From 0.
        index: usize,
    },
    /// Not a kind of place.
    #[error("there is no such kind of place")]
    Place,
    /// Not a region.
    #[error("not a region such as FR or FR-75")]
    Region,
    /// A place without a region, or the other way round.
    #[error("a door has a place and a region, or neither")]
    HalfADoor,
    /// More holders than are compared at one time.
    #[error("at most {HOLDERS_MAX} holders are compared at one time")]
    Holders,
    /// Passes are not taken together.
    #[error(transparent)]
    Match(#[from] MatchError),
    /// The policy of the ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] PolicyTextError),
    /// The signed set is refused.
    #[error(transparent)]
    Set(#[from] SetError),
    /// The signed set holds nothing that can be checked with.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The request is not JSON as it should be.
    #[error("the request is not the JSON that belongs here, at line {line}, column {column}")]
    Request {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A time is no whole number of seconds.
    #[error("{name} is not a whole number of seconds since 1970")]
    Time {
        /// Which.
        name: &'static str,
    },
    /// The set names no ledger, so there is none that a release could be in.
    #[error("the signed set is in no ledger, so no release can be held against one")]
    NoLedger,
    /// The receipt of a release cannot be read.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// A file is not a release that everybody can see.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// Nothing was opened before.
    #[error("no signed set was opened yet")]
    NotOpen,
}

impl WasmError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoPins => "wasm.no-pins",
            Self::Pin { .. } => "wasm.pin",
            Self::Place => "wasm.place",
            Self::Region => "wasm.region",
            Self::HalfADoor => "wasm.half-a-door",
            Self::Holders => "wasm.holders",
            Self::Match(error) => error.code(),
            Self::Ledger(error) => error.code(),
            Self::Set(error) => error.code(),
            Self::Bundle(error) => error.code(),
            Self::Request { .. } => "wasm.request",
            Self::Time { .. } => "wasm.time",
            Self::NoLedger => "wasm.no-ledger",
            Self::Proof(error) => error.code(),
            Self::Release(error) => error.code(),
            Self::NotOpen => "wasm.not-open",
        }
    }

    /// As it is told outside.
    #[must_use]
    pub fn fault(&self) -> Fault {
        Fault {
            code: self.code(),
            params: Named(self.params()),
        }
    }

    /// What a sentence about it fills in.
    fn params(&self) -> Vec<(&'static str, Value)> {
        match self {
            Self::Pin { index } => vec![("index", (*index).into())],
            Self::Request { line, column } => {
                vec![("line", (*line).into()), ("column", (*column).into())]
            }
            Self::Time { name } => vec![("name", (*name).into())],
            Self::Set(error) | Self::Bundle(BundleError::Set(error)) => of_set(error),
            Self::Bundle(
                BundleError::Documents { target } | BundleError::Revocation { target, .. },
            ) => vec![("target", (*target).into())],
            _ => Vec::new(),
        }
    }
}

/// What a page can tell of a set that is refused: how large, how old, which one.
fn of_set(error: &SetError) -> Vec<(&'static str, Value)> {
    match error {
        SetError::TooLarge {
            size_bytes,
            size_max_bytes,
        } => vec![
            ("size_bytes", (*size_bytes).into()),
            ("size_max_bytes", (*size_max_bytes).into()),
        ],
        SetError::UnknownRoot { found } => vec![("found", found.to_string().into())],
        SetError::VersionRollback { found, floor } => vec![
            ("found", found.to_string().into()),
            ("floor", floor.to_string().into()),
        ],
        SetError::FromTheFuture {
            part,
            issued_at,
            now,
        } => vec![
            ("part", part.to_string().into()),
            ("issued_at", (*issued_at).into()),
            ("now", (*now).into()),
        ],
        SetError::Expired {
            part,
            expires_at,
            now,
        } => vec![
            ("part", part.to_string().into()),
            ("expires_at", (*expires_at).into()),
            ("now", (*now).into()),
        ],
        _ => Vec::new(),
    }
}

/// An error as JSON: a code, and what a sentence about it fills in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fault {
    /// A row of `docs/ERROR_CODES.md`.
    pub code: &'static str,
    /// Numbers and names.
    pub params: Named<Value>,
}
