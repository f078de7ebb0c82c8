//! What a run tells: failures and notes as it goes, and sums at the end.

use std::path::Path;

use cleanbill_certlogic::rules::TestOutcome;
use serde_json::json;

use super::folder::FoundRule;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{BAD, FAINT, GOOD, OPEN, RESET, harmless, line};

/// Longest value that is printed, in characters.
const VALUE_MAX_CHARS: usize = 200;

/// Tells what failed as it goes, and counts.
pub(super) struct Report {
    json: bool,
    passed: u64,
    failed: u64,
    /// Rules that have no test.
    pub(super) untested: u64,
    /// Tests that no value sets were found for.
    pub(super) without_sets: u64,
    /// Folders with tests and no rule.
    pub(super) without_rule: u64,
}

impl Report {
    pub(super) const fn new(json: bool) -> Self {
        Self {
            json,
            passed: 0,
            failed: 0,
            untested: 0,
            without_sets: 0,
            without_rule: 0,
        }
    }

    pub(super) fn ran(
        &mut self,
        rule: &FoundRule,
        test: &Path,
        name: Option<&str>,
        outcome: &TestOutcome,
    ) -> Result<(), CliError> {
        let passed = outcome.is_passed();
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
        let file = test.display().to_string();
        if self.json {
            let (actual, error) = match &outcome.actual {
                Ok(actual) => (Some(actual), None),
                Err(error) => (None, Some(error.code())),
            };
            return line(
                &json!({
                    "rule": rule.identifier, "version": rule.version, "test": file,
                    "name": name, "passed": passed, "expected": outcome.expected,
                    "actual": actual, "error": error,
                })
                .to_string(),
            );
        }
        if passed {
            return Ok(());
        }
        let actual = match &outcome.actual {
            Ok(actual) => shown(&actual.to_string()),
            Err(error) => format!("{} [{}]", shown(&error.to_string()), error.code()),
        };
        line(&format!(
            "{}✘{RESET} {} {}, {}: expected {}, got {actual}{}",
            BAD.render(),
            shown(&rule.identifier),
            shown(&rule.version),
            harmless(&file),
            shown(&outcome.expected.to_string()),
            name.map_or_else(String::new, |name| format!(
                "  {}{}{RESET}",
                FAINT.render(),
                shown(name)
            )),
        ))
    }

    /// A rule or a test that cannot be read is a test that failed.
    pub(super) fn broken(&mut self, path: &Path, why: &str, code: &str) -> Result<(), CliError> {
        self.failed += 1;
        let file = path.display().to_string();
        if self.json {
            return line(&json!({"test": file, "passed": false, "error": code}).to_string());
        }
        line(&format!(
            "{}✘{RESET} {}: {} [{code}]",
            BAD.render(),
            harmless(&file),
            shown(why)
        ))
    }

    /// What is out of the ordinary about a file or a folder, and costs no test.
    pub(super) fn note(&self, path: &Path, what: &str) -> Result<(), CliError> {
        let file = path.display().to_string();
        if self.json {
            return line(&json!({"file": file, "note": what}).to_string());
        }
        self.remark(&format!("{}: {}", harmless(&file), shown(what)))
    }

    fn remark(&self, text: &str) -> Result<(), CliError> {
        line(&format!("{}note{RESET} {text}", OPEN.render()))
    }

    pub(super) fn finish(&self) -> Result<Exit, CliError> {
        let (passed, failed) = (self.passed, self.failed);
        let is_good = failed == 0 && self.without_rule == 0;
        if self.json {
            let sum = json!({
                "passed": passed, "failed": failed, "rules_without_tests": self.untested,
                "tests_without_value_sets": self.without_sets,
                "folders_without_rule": self.without_rule,
            });
            line(&sum.to_string())?;
        } else {
            if self.without_sets > 0 {
                self.remark(&format!(
                    "{} tests bring no value sets, and none were found: see --value-sets",
                    self.without_sets
                ))?;
            }
            if self.untested > 0 {
                self.remark(&format!("{} rules have no tests", self.untested))?;
            }
            if self.without_rule > 0 {
                line(&format!(
                    "{}✘{RESET} folders without rule: {}",
                    BAD.render(),
                    self.without_rule
                ))?;
            }
            let (mark, style) = if is_good { ("✔", GOOD) } else { ("✘", BAD) };
            line(&format!(
                "{}{mark}{RESET} {passed} passed, {failed} failed",
                style.render()
            ))?;
        }
        Ok(if is_good { Exit::Good } else { Exit::Refused })
    }
}

/// A value from outside, harmless and not too long.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(VALUE_MAX_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    harmless(&shown)
}
