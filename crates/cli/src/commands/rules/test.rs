mod folder;
mod report;

use std::fs;
use std::path::{Path, PathBuf};

use cleanbill_certlogic::rules::RuleTest;
use cleanbill_certlogic::{Limits, Program};
use serde_json::{Map, Value as Json};

use self::folder::{Contents, Unread, entries, is_json, read};
use self::report::Report;
use crate::args::TestRulesOptions;
use crate::error::CliError;
use crate::exit::Exit;

/// Deepest folder.
const DEPTH_MAX: usize = 8;

/// `cleanbill rules test`.
pub(super) fn run(options: &TestRulesOptions) -> Result<Exit, CliError> {
    let mut report = Report::new(options.json);
    for folder in &options.folders {
        let given = options.value_sets.clone().or_else(|| beside(folder));
        let value_sets = match given {
            Some(path) => Some(value_sets(&path, options.value_sets.is_some(), &report)?),
            None => None,
        };
        if !walk(folder, DEPTH_MAX, value_sets.as_ref(), &mut report)? {
            return Err(CliError::NoRules {
                path: folder.clone(),
            });
        }
    }
    report.finish()
}

/// Runs the tests of a folder and of those in it; whether there was a rule or a test.
fn walk(
    folder: &Path,
    depth: usize,
    value_sets: Option<&Json>,
    report: &mut Report,
) -> Result<bool, CliError> {
    let contents = Contents::of(folder, report)?;
    let mut is_any = !contents.rules.is_empty() || contents.has_broken_rule;
    let mut tests = Vec::new();
    for path in &contents.tests {
        tests.extend(read_test(path, report)?.map(|test| (path, test)));
    }
    if !is_any && !tests.is_empty() {
        report.without_rule += 1;
        report.note(folder, "a folder with tests and without rule")?;
        is_any = true;
    }
    for rule in &contents.rules {
        let program = match Program::compile(&rule.logic, &Limits::default()) {
            Ok(program) => program,
            Err(error) => {
                report.broken(&rule.path, &error.to_string(), error.code())?;
                continue;
            }
        };
        if tests.is_empty() {
            report.untested += 1;
        }
        for (path, test) in &tests {
            let test = with_value_sets(test, value_sets, report);
            match RuleTest::from_json(&test) {
                Ok(test) => report.ran(rule, path, test.name(), &test.run(&program))?,
                Err(error) => report.broken(path, &error.to_string(), error.code())?,
            }
        }
    }
    for inner in &contents.inner {
        if depth > 0 {
            is_any |= walk(inner, depth - 1, value_sets, report)?;
        }
    }
    Ok(is_any)
}

/// A test; none if the file is something else, or cannot be read, which is told.
fn read_test(path: &Path, report: &mut Report) -> Result<Option<Json>, CliError> {
    const CODE: &str = "rule-test.json";
    match read(path, report) {
        Ok(json) if json.get("payload").is_some() && json.get("expected").is_some() => {
            return Ok(Some(json));
        }
        Ok(_) => report.note(
            path,
            "not an object with payload and expected, so no test: passed over",
        )?,
        Err(Unread::TooLarge) => report.broken(path, "too large for a test", CODE)?,
        Err(Unread::Json(error)) => report.broken(path, &format!("rule test: {error}"), CODE)?,
        Err(Unread::Failed(error)) => return Err(error),
    }
    Ok(None)
}

/// A test; if it brings no value sets, with those that were found.
fn with_value_sets(test: &Json, value_sets: Option<&Json>, report: &mut Report) -> Json {
    let mut test = test.clone();
    let Some(members) = test.as_object_mut() else {
        return test;
    };
    let external = members
        .entry("external")
        .or_insert_with(|| Map::new().into());
    if let Some(external) = external.as_object_mut()
        && !external.contains_key("valueSets")
    {
        match value_sets {
            Some(sets) => {
                external.insert("valueSets".into(), sets.clone());
            }
            None => report.without_sets += 1,
        }
    }
    test
}

/// The folder `valuesets` in a folder, beside it, or beside the one around it.
fn beside(folder: &Path) -> Option<PathBuf> {
    let whole = fs::canonicalize(folder).ok()?;
    let around = whole.ancestors().take(3);
    around
        .map(|path| path.join("valuesets"))
        .find(|path| path.is_dir())
}

/// Value sets as rules read them: `{id: [code, …]}`. A file that holds none is refused if somebody
/// named it, and passed over if it was only found.
fn value_sets(path: &Path, is_given: bool, report: &Report) -> Result<Json, CliError> {
    let files = if path.is_dir() {
        let mut files = entries(path)?.0;
        files.retain(|path| is_json(path));
        files
    } else {
        vec![path.to_path_buf()]
    };
    let mut sets = Map::new();
    for file in files {
        let found = match read(&file, report) {
            Err(Unread::Failed(error)) => return Err(error),
            Ok(Json::Object(members)) => sets_of(members),
            Ok(_) | Err(_) => None,
        };
        match found {
            Some(found) => sets.extend(found),
            None if is_given => return Err(CliError::NotARule { path: file }),
            None => report.note(&file, "no value set: passed over")?,
        }
    }
    Ok(Json::Object(sets))
}

fn sets_of(members: Map<String, Json>) -> Option<Map<String, Json>> {
    match (members.get("valueSetId"), members.get("valueSetValues")) {
        (Some(Json::String(id)), Some(Json::Object(values))) => {
            let codes = values.keys().cloned().collect();
            Some(Map::from_iter([(id.clone(), codes)]))
        }
        (None, None) => Some(members),
        _ => None,
    }
}
