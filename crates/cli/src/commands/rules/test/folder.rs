//! Folders as countries publish them: a rule, in one or more versions, and its tests.

use std::fs;
use std::path::{Path, PathBuf};

use cleanbill_certlogic::rules::Rule;
use cleanbill_certlogic::{JsonError, Limits, parse_json};
use serde_json::Value as Json;

use super::report::Report;
use crate::bundle::read_bounded;
use crate::error::CliError;

/// Longest rule, test or value set.
const SIZE_MAX_BYTES: u64 = 1 << 20;

/// A rule as far as its tests need it: whatever else is wrong with it, its logic can be run.
pub(super) struct FoundRule {
    pub(super) path: PathBuf,
    /// Empty if it has none.
    pub(super) identifier: String,
    /// As published; empty if it has none.
    pub(super) version: String,
    pub(super) logic: Json,
}

/// What a folder holds.
pub(super) struct Contents {
    pub(super) rules: Vec<FoundRule>,
    /// Files in the folders of tests.
    pub(super) tests: Vec<PathBuf>,
    /// Folders to go on with.
    pub(super) inner: Vec<PathBuf>,
    /// Whether a file that should be a rule was told as broken.
    pub(super) has_broken_rule: bool,
}

impl Contents {
    /// Symbolic links are not followed: a folder that somebody sent may lead anywhere.
    pub(super) fn of(folder: &Path, report: &mut Report) -> Result<Self, CliError> {
        let (files, folders) = entries(folder)?;
        let (tests, inner): (Vec<_>, Vec<_>) = folders
            .into_iter()
            .filter(|path| name(path) != "valuesets")
            .partition(|path| matches!(name(path).as_str(), "tests" | "test"));
        let mut contents = Self {
            rules: Vec::new(),
            tests: Vec::new(),
            inner,
            has_broken_rule: false,
        };
        for tests in tests {
            let (files, folders) = entries(&tests)?;
            contents
                .tests
                .extend(files.into_iter().filter(|path| is_json(path)));
            // Else a folder `test` with whole rules in it would be passed over in silence.
            contents.inner.extend(folders);
        }
        let (rules, others): (Vec<_>, Vec<_>) = files
            .into_iter()
            .filter(|path| is_json(path))
            .partition(|path| name(path).starts_with("rule"));
        for path in rules {
            contents.take(&path, report)?;
        }
        if contents.rules.is_empty() && !contents.tests.is_empty() {
            for path in others {
                contents.take_other(path, report)?;
            }
        }
        contents.keep_highest_versions(report)?;
        Ok(contents)
    }

    /// A file named as a rule.
    fn take(&mut self, path: &Path, report: &mut Report) -> Result<(), CliError> {
        let json = match read(path, report) {
            Ok(json) => json,
            Err(Unread::TooLarge) => {
                return report.note(path, "too large for a rule, passed over");
            }
            Err(Unread::Json(error)) => {
                self.has_broken_rule = true;
                return report.broken(path, &error.to_string(), error.code());
            }
            Err(Unread::Failed(error)) => return Err(error),
        };
        let Some(rule) = FoundRule::of(path, &json) else {
            return report.note(path, "not an object with Logic, so no rule: passed over");
        };
        if let Err(error) = Rule::from_json(&json) {
            let note = format!("only the logic is tested: {error} [{}]", error.code());
            report.note(path, &note)?;
        }
        self.rules.push(rule);
        Ok(())
    }

    /// A file under another name beside tests.
    fn take_other(&mut self, path: PathBuf, report: &mut Report) -> Result<(), CliError> {
        match read(&path, report) {
            Ok(json) if json.get("Identifier").is_some() && json.get("Logic").is_some() => {
                self.take(&path, report)
            }
            Err(Unread::Failed(error)) => Err(error),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Tests are of the newest version; of what is not, it is said.
    fn keep_highest_versions(&mut self, report: &Report) -> Result<(), CliError> {
        let mut kept: Vec<FoundRule> = Vec::new();
        for rule in core::mem::take(&mut self.rules) {
            let same = kept
                .iter_mut()
                .find(|other| other.identifier == rule.identifier);
            let Some(other) = same else {
                kept.push(rule);
                continue;
            };
            let passed_over = if rule.rank() > other.rank() {
                core::mem::replace(other, rule)
            } else {
                rule
            };
            let note = format!(
                "version {:?} is not tested, as version {:?} lies beside it",
                passed_over.version, other.version
            );
            report.note(&passed_over.path, &note)?;
        }
        self.rules = kept;
        Ok(())
    }
}

impl FoundRule {
    fn of(path: &Path, json: &Json) -> Option<Self> {
        let text = |name: &str| match json.get(name) {
            Some(Json::String(text)) => text.clone(),
            Some(Json::Null) | None => String::new(),
            Some(other) => other.to_string(),
        };
        Some(Self {
            path: path.into(),
            identifier: text("Identifier"),
            version: text("Version"),
            logic: json.get("Logic")?.clone(),
        })
    }

    /// The version part by part, also one that no rule may have; of two alike, `rule.json`.
    fn rank(&self) -> (Vec<u64>, bool) {
        let parts = self.version.split('.');
        let mut parts: Vec<u64> = parts.map(|part| part.parse().unwrap_or(0)).collect();
        while parts.last() == Some(&0) {
            parts.pop();
        }
        (parts, name(&self.path) == "rule.json")
    }
}

/// Why a file gives no JSON.
pub(super) enum Unread {
    TooLarge,
    Json(JsonError),
    /// The disk's fault, not the file's.
    Failed(CliError),
}

/// JSON as a test of rules takes it: of a member given twice the last counts, as in JavaScript,
/// and it is said.
pub(super) fn read(path: &Path, report: &Report) -> Result<Json, Unread> {
    let bytes = read_bounded(path, SIZE_MAX_BYTES).map_err(|error| match error {
        CliError::TooLarge { .. } => Unread::TooLarge,
        error => Unread::Failed(error),
    })?;
    let error = match parse_json(&bytes, &Limits::default()) {
        Ok(json) => return Ok(json),
        Err(error) => error,
    };
    if error != JsonError::DuplicateMember {
        return Err(Unread::Json(error));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let json: Json =
        serde_json::from_slice(bytes).map_err(|_| Unread::Json(JsonError::Malformed))?;
    // What stood behind the member was not looked at yet.
    let again = parse_json(json.to_string().as_bytes(), &Limits::default());
    let json = again.map_err(Unread::Json)?;
    let note = format!("{error}: the last one counts");
    report.note(path, &note).map_err(Unread::Failed)?;
    Ok(json)
}

/// Files and folders in the order of their names, without hidden ones.
pub(super) fn entries(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), CliError> {
    let failed = |error: std::io::Error| CliError::Read {
        path: folder.into(),
        kind: error.kind(),
    };
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        if name(&entry.path()).starts_with('.') {
            continue;
        }
        if kind.is_file() {
            files.push(entry.path());
        } else if kind.is_dir() {
            folders.push(entry.path());
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

/// The file name in lower case, as some systems do not tell `Tests` from `tests`.
fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

pub(super) fn is_json(path: &Path) -> bool {
    name(path).ends_with(".json")
}
