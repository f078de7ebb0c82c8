//! What is asked, as JSON: the one form for all hosts.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Checker, Holder, WasmError, compare_holders};

/// Versions of the last set that was installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Of the newest root.
    pub root: u32,
    /// Of the manifest.
    pub manifest: u32,
}

/// From what a signed set is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// SHA-256 of the roots that are trusted from the start, hexadecimal.
    pub pins: Vec<String>,
    /// The last set that was installed; an older one is refused.
    #[serde(default)]
    pub floor: Option<Version>,
    /// The policy of the ledger that it has to be in (C2SP tlog-policy).
    #[serde(default)]
    pub ledger: Option<String>,
    /// Whether a ledger will do that nobody independent watches.
    #[serde(default)]
    pub demonstration: bool,
    /// What the device's clock shows, Unix seconds; without it, a set that was installed before.
    #[serde(default)]
    pub clock: Option<i64>,
}

/// What somebody shows, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The text of a code.
    #[serde(default)]
    pub code: Option<String>,
    /// The machine readable zone of an identity document.
    #[serde(default)]
    pub document: Option<String>,
    /// Whether the person accompanies somebody who cannot be alone.
    #[serde(default)]
    pub companion: bool,
    /// The kind of place; without it, no policy is asked.
    #[serde(default)]
    pub place: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub region: Option<String>,
    /// What the device's clock shows, Unix seconds.
    pub clock: i64,
    /// The instant that the pass is judged for, if that is another.
    #[serde(default)]
    pub at: Option<i64>,
}

/// What a holder looks into.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspected {
    /// The text of a code.
    pub code: String,
    /// What the device's clock shows, Unix seconds.
    pub clock: i64,
}

/// Holders, as inspections told them, each to be compared with every other.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compared {
    /// Who.
    pub holders: Vec<Holder>,
}

/// Passes that may be of one person. `Debug` shows how many.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// The texts of their codes.
    pub codes: Vec<String>,
    /// Whether somebody who knows the person says that it is one.
    #[serde(default)]
    pub same_person: bool,
    /// The kind of place; without it, no policy is asked.
    #[serde(default)]
    pub place: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub region: Option<String>,
    /// What the device's clock shows, Unix seconds.
    pub clock: i64,
    /// The instant that the passes are judged for, if that is another.
    #[serde(default)]
    pub at: Option<i64>,
}

impl fmt::Debug for Together {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Together")
            .field("codes", &self.codes.len())
            .field("same_person", &self.same_person)
            .finish_non_exhaustive()
    }
}

/// Of which release something is, beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseOffered {
    /// What it has to be for, as its entry in the ledger names that.
    pub target: String,
    /// Its receipt (C2SP tlog-proof).
    pub receipt: String,
}

/// Everything that can be asked. The set itself, or the file of a release, comes beside it, as
/// bytes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Request {
    /// Open a signed set.
    Open(Options),
    /// What is checked with.
    About,
    /// The policies in force.
    Policies {
        /// Unix seconds.
        at: i64,
    },
    /// What a door may know.
    Check(Shown),
    /// All that a code says.
    Inspect(Inspected),
    /// Who may be one person.
    Compare(Compared),
    /// What passes come to together.
    Together(Together),
    /// Whether a file is a release that everybody can see.
    Release(ReleaseOffered),
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Response {
    Ok(Value),
    Error(crate::Fault),
}

/// Answers a request, and keeps the set that it opens in `checker`. The answer is JSON: `{"ok": …}`
/// or `{"error": {"code": …, "params": …}}`. A set that is refused leaves the one before in place.
pub fn answer(checker: &mut Option<Checker>, request: &[u8], beside: &[u8]) -> String {
    let response = match try_answer(checker, request, beside) {
        Ok(value) => Response::Ok(value),
        Err(error) => Response::Error(error.fault()),
    };
    // Names, numbers and texts can always be written.
    serde_json::to_string(&response).unwrap_or_default()
}

fn try_answer(
    checker: &mut Option<Checker>,
    request: &[u8],
    beside: &[u8],
) -> Result<Value, WasmError> {
    let request = serde_json::from_slice(request).map_err(|error| WasmError::Request {
        line: error.line(),
        column: error.column(),
    })?;
    let open = checker.as_ref().ok_or(WasmError::NotOpen);
    Ok(match request {
        Request::Open(options) => {
            let opened = Checker::open(beside, &options)?;
            let about = value(&opened.about());
            *checker = Some(opened);
            about
        }
        Request::About => value(&open?.about()),
        Request::Policies { at } => value(&open?.policies(at)),
        Request::Check(shown) => value(&open?.check(&shown)?),
        Request::Inspect(inspected) => value(&open?.inspect(&inspected)),
        Request::Compare(compared) => value(&compare_holders(&compared)?),
        Request::Together(together) => value(&open?.together(&together)?),
        Request::Release(offered) => value(&open?.release(beside, &offered)?),
    })
}

/// Names, numbers and texts can always be written.
fn value(answer: &impl Serialize) -> Value {
    serde_json::to_value(answer).unwrap_or_default()
}
