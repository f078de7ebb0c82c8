//! Every published test of every published rule, each a test of its own: `AT::VR-AT-0001::test003`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod corpora;

use std::fs;
use std::path::{Path, PathBuf};

use cleanbill_certlogic::rules::{Rule, RuleTest};
use cleanbill_certlogic::{Limits, Program};
use libtest_mimic::{Arguments, Failed, Trial};

/// How many tests the corpus has; a missing one is a failure.
const CASES: usize = 798;

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    if let Some(corpus) = corpora::folder("business-rules") {
        for country in children(&corpus) {
            for rule in children(&country)
                .into_iter()
                .filter(|rule| rule.join("rule.json").is_file())
            {
                trials.extend(children(&rule.join("tests")).into_iter().map(|case| {
                    let name = [&country, &rule].map(|path| stem(path)).join("::");
                    let rule = rule.join("rule.json");
                    Trial::test(format!("{name}::{}", stem(&case)), move || {
                        run(&rule, &case)
                    })
                }));
            }
        }
        let found = trials.len();
        trials.push(Trial::test("all_cases_are_there", move || {
            if found == CASES {
                Ok(())
            } else {
                Err(format!("{found} of {CASES}").into())
            }
        }));
    } else {
        trials.push(Trial::test("no_corpora", || Ok(())).with_ignored_flag(true));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(rule: &Path, case: &Path) -> Result<(), Failed> {
    let limits = Limits::default();
    let rule = Rule::parse_strict(&fs::read(rule)?, &limits)?;
    let logic = Program::compile(&rule.logic, &limits)?;
    let case = RuleTest::parse(&fs::read(case)?, &limits)?;
    let outcome = case.run(&logic);
    if outcome.is_passed() {
        Ok(())
    } else {
        Err(format!("{outcome:?}").into())
    }
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> &str {
    path.file_stem().unwrap().to_str().unwrap()
}
