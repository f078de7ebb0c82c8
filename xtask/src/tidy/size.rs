//! How long files, functions and test modules may be.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::findings::Finding;
use crate::source::Source;

/// Past this a file needs a reason in [`LONG_FILES`]; the aim is 300.
const FILE_JUSTIFIED_LINES: usize = 500;
/// Past this no reason helps.
const FILE_MAX_LINES: usize = 800;
/// The longest body of a function, braces not counted.
const FUNCTION_MAX_LINES: usize = 70;
/// Past this tests move to a sibling file.
const TESTS_MAX_LINES: usize = 150;

/// Files past 500 lines, each with the reason why it holds one concept all the same.
const LONG_FILES: &[(&str, &str)] = &[];

/// Checks one production file.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let mut functions = Functions {
        file: &source.file,
        findings: Vec::new(),
    };
    functions.visit_file(&source.production);
    let mut findings = functions.findings;
    findings.extend(check_file(source));
    findings.extend(check_tests(source));
    findings
}

fn check_file(source: &Source) -> Option<Finding> {
    let lines = source.production_lines();
    if lines > FILE_MAX_LINES {
        let text = format!("{lines} lines without its tests, {FILE_MAX_LINES} at most; split it");
        return Some(Finding::error(&source.file, "file-length", text));
    }
    let is_listed = LONG_FILES.iter().any(|(file, _)| *file == source.file);
    let text = if lines > FILE_JUSTIFIED_LINES && !is_listed {
        format!("{lines} lines without its tests; split it, or list it with a reason")
    } else if lines <= FILE_JUSTIFIED_LINES && is_listed {
        "listed as long, which it no longer is".to_owned()
    } else {
        return None;
    };
    Some(Finding::warning(&source.file, "file-length", text))
}

fn check_tests(source: &Source) -> Vec<Finding> {
    source
        .tests
        .iter()
        .filter(|(first, last)| last - first + 1 > TESTS_MAX_LINES)
        .map(|(first, last)| {
            let lines = last - first + 1;
            let text = format!(
                "{lines} lines of tests, {TESTS_MAX_LINES} at most; move them to a sibling file"
            );
            Finding::error(format!("{}:{first}", source.file), "tests-length", text)
        })
        .collect()
}

/// Measures the functions of a file.
struct Functions<'a> {
    file: &'a str,
    findings: Vec<Finding>,
}

impl Functions<'_> {
    fn measure(&mut self, name: &syn::Ident, body: &syn::Block) {
        let (first, last) = (body.span().start().line, body.span().end().line);
        let lines = last.saturating_sub(first + 1);
        if lines > FUNCTION_MAX_LINES {
            let text = format!("`{name}` has {lines} lines, {FUNCTION_MAX_LINES} at most");
            let place = format!("{}:{first}", self.file);
            self.findings
                .push(Finding::error(place, "function-length", text));
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.measure(&function.sig.ident, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.measure(&function.sig.ident, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.measure(&function.sig.ident, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Severity;

    fn found(text: String) -> Vec<(Severity, &'static str)> {
        let source = Source::parse("crates/a/src/lib.rs", text).unwrap();
        check(&source)
            .into_iter()
            .map(|finding| (finding.severity, finding.rule))
            .collect()
    }

    fn function(lines: usize) -> String {
        format!("fn long() {{\n{}}}\n", "    step();\n".repeat(lines))
    }

    #[test]
    fn a_function_of_71_lines_is_too_long() {
        assert_eq!(found(function(70)), []);
        assert_eq!(found(function(71)), [(Severity::Error, "function-length")]);
        let method = format!("impl A {{\n{}}}\n", function(71));
        assert_eq!(found(method), [(Severity::Error, "function-length")]);
        let default = format!("trait A {{\n{}}}\n", function(71));
        assert_eq!(found(default), [(Severity::Error, "function-length")]);
    }

    #[test]
    fn a_file_needs_a_reason_past_500_lines_and_ends_at_800() {
        assert_eq!(found("// a\n".repeat(500)), []);
        assert_eq!(
            found("// a\n".repeat(501)),
            [(Severity::Warning, "file-length")]
        );
        assert_eq!(
            found("// a\n".repeat(801)),
            [(Severity::Error, "file-length")]
        );
    }

    #[test]
    fn tests_past_150_lines_do_not_stay_and_do_not_count_as_production() {
        let module = |lines| format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "// a\n".repeat(lines));
        assert_eq!(found(module(147)), []);
        assert_eq!(found(module(148)), [(Severity::Error, "tests-length")]);
        let mixed = format!("{}{}", "// a\n".repeat(499), module(100));
        assert_eq!(found(mixed), []);
    }
}
