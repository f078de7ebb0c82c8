//! `exceptions.json`: what is not judged, and where we and the corpus differ, each with its reason.

use std::sync::LazyLock;

use serde::Deserialize;

/// One exception.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    /// The case's id; with a `*` at its end, every case whose id begins so.
    pub(super) case: String,
    /// The flag.
    pub(super) flag: String,
    /// What is excused.
    pub(super) kind: Kind,
    /// Why, in one sentence.
    pub(super) reason: String,
}

/// What an exception excuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// The flag is not judged.
    Skip,
    /// The flag is judged, and we say otherwise.
    Divergence,
}

static LEDGER: LazyLock<Vec<Exception>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a broken ledger must stop the run")]
    serde_json::from_str(include_str!("../../exceptions.json")).expect("exceptions.json is sound")
});

/// The exception for a flag of a case.
pub(super) fn exception(case: &str, flag: &str) -> Option<&'static Exception> {
    LEDGER.iter().find(|exception| exception.covers(case, flag))
}

impl Exception {
    fn covers(&self, case: &str, flag: &str) -> bool {
        let named = match self.case.strip_suffix('*') {
            Some(start) => case.starts_with(start),
            None => case == self.case,
        };
        named && flag == self.flag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ledger_is_sound() {
        for (index, exception) in LEDGER.iter().enumerate() {
            let Exception { case, flag, .. } = exception;
            assert!(exception.reason.len() > 10, "{case} {flag} has no reason");
            let first = LEDGER.iter().position(|other| other.covers(case, flag));
            assert_eq!(first, Some(index), "{case} {flag} is covered twice");
            // One case more that agrees would go unnoticed.
            let single = exception.kind == Kind::Skip || !case.ends_with('*');
            assert!(single, "{case} {flag}: a divergence names its case");
        }
    }

    #[test]
    fn an_exception_covers_what_it_names() {
        let exception = |case: &str| Exception {
            case: case.to_owned(),
            flag: "F".to_owned(),
            kind: Kind::Skip,
            reason: String::new(),
        };
        assert!(exception("a/1").covers("a/1", "F"));
        assert!(!exception("a/1").covers("a/11", "F"));
        assert!(!exception("a/1").covers("a/1", "G"));
        assert!(exception("a/*").covers("a/11", "F"));
        assert!(!exception("a/*").covers("b/1", "F"));
    }
}
