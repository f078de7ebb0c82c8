use std::fs;
use std::path::{Path, PathBuf};

use cleanbill_certlogic::rules::{Rule, RuleTest, TestOutcome};
use cleanbill_certlogic::{Limits, Program, parse_json};
use serde_json::{Map, Value as Json, json};

use crate::args::TestRulesOptions;
use crate::bundle::read_bounded;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{BAD, FAINT, GOOD, OPEN, RESET, harmless, line};

/// Longest rule, test or value set.
const SIZE_MAX_BYTES: u64 = 1 << 20;
/// Deepest folder.
const DEPTH_MAX: usize = 8;
/// Longest value that is printed, in characters.
const VALUE_MAX_CHARS: usize = 200;

/// `cleanbill rules test`.
pub(super) fn run(options: &TestRulesOptions) -> Result<Exit, CliError> {
    let mut teller = Teller::new(options.json);
    for folder in &options.folders {
        let mut cases = Vec::new();
        collect(folder, DEPTH_MAX, &mut cases)?;
        if cases.is_empty() {
            return Err(CliError::NoRules {
                path: folder.clone(),
            });
        }
        let given = options.value_sets.clone().or_else(|| beside(folder));
        let value_sets = given.as_deref().map(value_sets).transpose()?;
        for case in &cases {
            run_case(case, value_sets.as_ref(), &mut teller)?;
        }
    }
    teller.finish()
}

/// A folder with one rule, in one or more versions, and its tests.
struct Case {
    rules: Vec<PathBuf>,
    tests: Vec<PathBuf>,
}

/// Symbolic links are not followed: a folder that somebody sent may lead anywhere.
fn collect(folder: &Path, depth: usize, cases: &mut Vec<Case>) -> Result<(), CliError> {
    let (files, folders) = entries(folder)?;
    let is_rule = |path: &PathBuf| named(path, |name| name.starts_with("rule") && is_json(name));
    let rules: Vec<PathBuf> = files.into_iter().filter(is_rule).collect();
    if !rules.is_empty() {
        let tests = folders
            .iter()
            .find(|path| named(path, |name| name == "tests"));
        let mut tests = match tests {
            Some(tests) => entries(tests)?.0,
            None => Vec::new(),
        };
        tests.retain(|path| named(path, is_json));
        cases.push(Case { rules, tests });
    }
    let inner = folders
        .iter()
        .filter(|path| !named(path, |name| name == "tests" || name == "valuesets"));
    for folder in inner {
        if depth > 0 {
            collect(folder, depth - 1, cases)?;
        }
    }
    Ok(())
}

fn named(path: &Path, is_wanted: impl Fn(&str) -> bool) -> bool {
    path.file_name()
        .is_some_and(|name| is_wanted(&name.to_string_lossy()))
}

fn is_json(name: &str) -> bool {
    name.ends_with(".json")
}

/// Files and folders in the order of their names.
fn entries(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), CliError> {
    let failed = |error: std::io::Error| CliError::Read {
        path: folder.into(),
        kind: error.kind(),
    };
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
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

/// The folder `valuesets` in a folder, beside it, or beside the one around it.
fn beside(folder: &Path) -> Option<PathBuf> {
    let whole = fs::canonicalize(folder).ok()?;
    let around = whole.ancestors().take(3);
    around
        .map(|path| path.join("valuesets"))
        .find(|path| path.is_dir())
}

/// Value sets as rules read them: `{id: [code, …]}`.
fn value_sets(path: &Path) -> Result<Json, CliError> {
    let files = if path.is_dir() {
        let mut files = entries(path)?.0;
        files.retain(|path| named(path, is_json));
        files
    } else {
        vec![path.to_path_buf()]
    };
    let mut sets = Map::new();
    for file in files {
        let bytes = read_bounded(&file, SIZE_MAX_BYTES)?;
        let refused = || CliError::NotARule { path: file.clone() };
        let Ok(Json::Object(members)) = parse_json(&bytes, &Limits::default()) else {
            return Err(refused());
        };
        match (members.get("valueSetId"), members.get("valueSetValues")) {
            (Some(Json::String(id)), Some(Json::Object(values))) => {
                sets.insert(id.clone(), values.keys().cloned().collect());
            }
            (None, None) => sets.extend(members),
            _ => return Err(refused()),
        }
    }
    Ok(Json::Object(sets))
}

fn run_case(case: &Case, value_sets: Option<&Json>, teller: &mut Teller) -> Result<(), CliError> {
    for path in &case.rules {
        let limits = Limits::default();
        let bytes = read_bounded(path, SIZE_MAX_BYTES)?;
        let rule = match Rule::parse(&bytes, &limits) {
            Ok(rule) => rule,
            Err(error) => {
                teller.broken(path, &error.to_string(), error.code())?;
                continue;
            }
        };
        let program = match Program::compile(&rule.logic, &limits) {
            Ok(program) => program,
            Err(error) => {
                teller.broken(path, &error.to_string(), error.code())?;
                continue;
            }
        };
        if case.tests.is_empty() {
            teller.untested += 1;
        }
        for test in &case.tests {
            let bytes = read_bounded(test, SIZE_MAX_BYTES)?;
            match read_test(&bytes, value_sets, teller) {
                Ok(read) => teller.ran(&rule, test, read.name(), &read.run(&program))?,
                Err(error) => teller.broken(test, &error.to_string(), error.code())?,
            }
        }
    }
    Ok(())
}

/// A test; if it brings no value sets, with those that were found.
fn read_test(
    bytes: &[u8],
    value_sets: Option<&Json>,
    teller: &mut Teller,
) -> Result<RuleTest, cleanbill_certlogic::rules::RuleTestError> {
    let limits = Limits::default();
    let mut json = parse_json(bytes, &limits)?;
    let external = json.get_mut("external").and_then(Json::as_object_mut);
    let Some(external) = external.filter(|external| !external.contains_key("valueSets")) else {
        return RuleTest::parse(bytes, &limits);
    };
    let Some(sets) = value_sets else {
        teller.without_sets += 1;
        return RuleTest::parse(bytes, &limits);
    };
    external.insert("valueSets".into(), sets.clone());
    RuleTest::parse(json.to_string().as_bytes(), &limits)
}

/// Tells what failed as it goes, and counts.
struct Teller {
    json: bool,
    passed: u64,
    failed: u64,
    /// Rules that have no test.
    untested: u64,
    /// Tests that no value sets were found for.
    without_sets: u64,
}

impl Teller {
    const fn new(json: bool) -> Self {
        Self {
            json,
            passed: 0,
            failed: 0,
            untested: 0,
            without_sets: 0,
        }
    }

    fn ran(
        &mut self,
        rule: &Rule,
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
                    "rule": rule.identifier, "version": rule.version.to_string(), "test": file,
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
            "{}✘{RESET} {rule}, {}: expected {}, got {actual}{}",
            BAD.render(),
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
    fn broken(&mut self, path: &Path, why: &str, code: &str) -> Result<(), CliError> {
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

    fn finish(&self) -> Result<Exit, CliError> {
        let (passed, failed) = (self.passed, self.failed);
        if self.json {
            let sum = json!({
                "passed": passed, "failed": failed, "rules_without_tests": self.untested,
                "tests_without_value_sets": self.without_sets,
            });
            line(&sum.to_string())?;
        } else {
            if self.without_sets > 0 {
                line(&format!(
                    "{}note{RESET} {} tests bring no value sets, and none were found: give them \
                     with --value-sets",
                    OPEN.render(),
                    self.without_sets
                ))?;
            }
            if self.untested > 0 {
                line(&format!(
                    "{}note{RESET} {} rules have no tests",
                    OPEN.render(),
                    self.untested
                ))?;
            }
            let (mark, style) = if failed == 0 {
                ("✔", GOOD)
            } else {
                ("✘", BAD)
            };
            line(&format!(
                "{}{mark}{RESET} {passed} passed, {failed} failed",
                style.render()
            ))?;
        }
        Ok(if failed == 0 {
            Exit::Good
        } else {
            Exit::Refused
        })
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
