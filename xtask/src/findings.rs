//! What a check found, and how it is told.

use std::fmt;
use std::process::ExitCode;

/// Whether a finding fails the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Fails the run.
    Error,
    /// Is shown, and no more.
    Warning,
}

/// One place where a rule is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Whether it fails the run.
    pub(crate) severity: Severity,
    /// `path`, `path:line` or, for a dependency, `importer -> imported`.
    pub(crate) place: String,
    /// The short name of the rule.
    pub(crate) rule: &'static str,
    /// What is wrong and what would be right.
    pub(crate) text: String,
}

impl Finding {
    /// A finding that fails the run.
    pub(crate) fn error(
        place: impl Into<String>,
        rule: &'static str,
        text: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            place: place.into(),
            rule,
            text: text.into(),
        }
    }

    /// A finding that is only shown.
    pub(crate) fn warning(
        place: impl Into<String>,
        rule: &'static str,
        text: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(place, rule, text)
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(
            f,
            "{severity}[{}]: {}: {}",
            self.rule, self.place, self.text
        )
    }
}

/// Prints the findings, or what was checked where nothing fails, and says how the run ends.
pub(crate) fn report(mut findings: Vec<Finding>, checked: &str) -> ExitCode {
    findings.sort_by(|a, b| (a.severity, &a.place, a.rule).cmp(&(b.severity, &b.place, b.rule)));
    for finding in &findings {
        eprintln!("{finding}");
    }
    match findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count()
    {
        0 => {
            println!("{checked}: in order");
            ExitCode::SUCCESS
        }
        errors => {
            eprintln!("{checked}: {errors} to mend");
            ExitCode::FAILURE
        }
    }
}
