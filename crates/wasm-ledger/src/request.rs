//! What is asked, as JSON: the one form for all hosts.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Fault, Remembered, Verification, Wanted, WasmLedgerError};

/// What a ledger is verified with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// Which log and which witnesses are believed (C2SP tlog-policy).
    pub policy: String,
    /// Whether a ledger will do that nobody independent watches.
    #[serde(default)]
    pub demonstration: bool,
    /// What the device's clock shows, Unix seconds.
    pub clock: i64,
    /// What is remembered of the last time.
    #[serde(default)]
    pub remembered: Option<Remembered>,
    /// Receipts to look for (C2SP tlog-proof).
    #[serde(default)]
    pub receipts: Vec<String>,
}

/// A file that is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// The path that was wanted first.
    pub path: String,
    /// Whether there is such a file.
    pub found: bool,
}

/// Everything that can be asked. The bytes of a file come beside it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Request {
    /// Begin to verify a ledger.
    Begin(Begin),
    /// Take the file that is wanted next.
    Take(Taken),
    /// What came of it, as far as it went.
    Report,
}

/// How far it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The file that is wanted next, and after it those that will be; none once all is read.
    pub wanted: Vec<Wanted>,
    /// How many entries were read.
    pub read: u64,
    /// How many there are, once that is known.
    pub size: Option<u64>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Response {
    Ok(Value),
    Error(Fault),
}

/// Answers a request, and keeps what it begins in `verification`. The answer is JSON: `{"ok": …}`
/// or `{"error": {"code": …, "params": …}}`.
pub fn answer(verification: &mut Option<Verification>, request: &[u8], file: &[u8]) -> String {
    let response = match try_answer(verification, request, file) {
        Ok(value) => Response::Ok(value),
        Err(error) => Response::Error(error.fault()),
    };
    // Names, numbers and texts can always be written.
    serde_json::to_string(&response).unwrap_or_default()
}

fn try_answer(
    verification: &mut Option<Verification>,
    request: &[u8],
    file: &[u8],
) -> Result<Value, WasmLedgerError> {
    let request = serde_json::from_slice(request).map_err(|error| WasmLedgerError::Request {
        line: error.line(),
        column: error.column(),
    })?;
    let begun = verification.as_mut().ok_or(WasmLedgerError::NotBegun);
    Ok(match request {
        Request::Begin(begin) => {
            let begun = Verification::begin(&begin)?;
            value(&progress(verification.insert(begun)))
        }
        Request::Take(Taken { path, found }) => {
            let begun = begun?;
            begun.take(&path, found.then_some(file))?;
            value(&progress(begun))
        }
        Request::Report => value(&begun?.report()),
    })
}

fn progress(verification: &Verification) -> Progress {
    Progress {
        wanted: verification.wanted(),
        read: verification.read(),
        size: verification.size(),
    }
}

/// Names, numbers and texts can always be written.
fn value(answer: &impl Serialize) -> Value {
    serde_json::to_value(answer).unwrap_or_default()
}
