use std::collections::BTreeMap;

use cleanbill_ledger::PolicyTextError;
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

/// Why nothing was answered. What is wrong with a ledger is no error: it is the answer.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WasmLedgerError {
    /// The request is not JSON as it should be.
    #[error("the request is not the JSON that belongs here, at line {line}, column {column}")]
    Request {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// The policy of the ledger cannot be read (C2SP tlog-policy).
    #[error(transparent)]
    Policy(#[from] PolicyTextError),
    /// What is remembered is no checkpoint of this ledger, or no policy.
    #[error("what is remembered is not of this ledger [{cause}]")]
    Remembered {
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// More receipts than are looked for at once.
    #[error("{actual} receipts, at most {max} are looked for at once")]
    Receipts {
        /// How many were given.
        actual: usize,
        /// The most.
        max: usize,
    },
    /// Nothing was begun before.
    #[error("nothing was begun yet")]
    NotBegun,
    /// The file is not the one that is wanted next.
    #[error("this file is not the one that is wanted next")]
    Unexpected,
}

impl WasmLedgerError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Request { .. } => "wasm-ledger.request",
            Self::Policy(error) => error.code(),
            Self::Remembered { .. } => "wasm-ledger.remembered",
            Self::Receipts { .. } => "wasm-ledger.receipts",
            Self::NotBegun => "wasm-ledger.not-begun",
            Self::Unexpected => "wasm-ledger.unexpected",
        }
    }

    /// As it is told outside.
    #[must_use]
    pub fn fault(&self) -> Fault {
        let params: Vec<(&'static str, Value)> = match self {
            Self::Request { line, column } => {
                vec![("line", (*line).into()), ("column", (*column).into())]
            }
            Self::Remembered { cause } => vec![("cause", (*cause).into())],
            Self::Receipts { actual, max } => {
                vec![("actual", (*actual).into()), ("max", (*max).into())]
            }
            Self::Policy(_) | Self::NotBegun | Self::Unexpected => Vec::new(),
        };
        Fault {
            code: self.code(),
            params: params.into_iter().collect(),
        }
    }
}

/// A code as JSON, and what a sentence about it fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// A row of `docs/ERROR_CODES.md`.
    pub code: &'static str,
    /// Numbers and names.
    pub params: BTreeMap<&'static str, Value>,
}
