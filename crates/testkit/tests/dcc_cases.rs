//! Every case of the third-party corpora as a test of its own, named by its id:
//! `cargo test -p cleanbill-testkit --features corpus --test dcc_cases testdata/common/CO1`.
//!
//! With `--table`, which is `cargo xtask corpora`, all of them at once and a table a folder.

#![allow(clippy::print_stdout, missing_docs)]

use std::process::ExitCode;

use cleanbill_testkit::corpus::{Case, cases, run_all};
use cleanbill_testkit::{corpora, skip};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let Some(folder) = corpora() else {
        skip("the DCC cases");
        return without_corpora();
    };
    if wants_table() {
        let summary = run_all(&folder);
        println!("{summary}");
        return match summary.is_good() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        };
    }
    let trials = cases(&folder).into_iter().map(trial).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn wants_table() -> bool {
    std::env::args().any(|argument| argument == "--table")
}

/// One test that is ignored, so that the skip is counted.
fn without_corpora() -> ExitCode {
    if wants_table() {
        println!("0 passed, 0 failed, 1 skipped");
        return ExitCode::SUCCESS;
    }
    let trial = Trial::test("the corpora are not there", || Ok(())).with_ignored_flag(true);
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
}

fn trial(case: Case) -> Trial {
    Trial::test(case.id().to_owned(), move || {
        let unexpected: Vec<String> = case
            .judge()
            .iter()
            .filter(|judgement| judgement.outcome.is_unexpected())
            .map(|judgement| format!("{}: {}", judgement.flag, judgement.outcome))
            .collect();
        match unexpected.is_empty() {
            true => Ok(()),
            false => Err(Failed::from(unexpected.join("\n"))),
        }
    })
}
