//! `cargo xtask codes`: every error code of the sources is documented, and no other.
//!
//! A code is a string like `cose.not-sign1` inside a function named `code`; it is documented by a
//! row of a table in `docs/ERROR_CODES.md` whose first cell is the code in backticks.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use crate::findings::{self, Finding};
use crate::source::Source;
use crate::workspace::Workspace;

/// The page that documents the codes.
const PAGE: &str = "docs/ERROR_CODES.md";

/// How to show the codes.
#[derive(Args)]
pub(crate) struct Options {
    /// Print every code of the sources and where it is given, instead of checking.
    #[arg(long)]
    list: bool,
}

/// Where a code is given: file and line.
type Place = (String, usize);

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<ExitCode> {
    let sources = crate::tidy::load_sources(workspace)?;
    if options.list {
        for (code, places) in given_codes(&sources) {
            for (file, line) in places {
                println!("{code}\t{file}:{line}");
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    Ok(findings::report(check(workspace, &sources)?, PAGE))
}

/// Checks the codes of the production sources against the page.
pub(crate) fn check(workspace: &Workspace, sources: &[Source]) -> Result<Vec<Finding>> {
    let given = given_codes(sources);
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let page = match workspace.root.join(PAGE).is_file() {
        true => workspace.text(PAGE)?.unwrap_or_default(),
        false => String::new(),
    };
    Ok(compare(&given, &documented_codes(&page)))
}

/// Every code that a production source gives.
fn given_codes(sources: &[Source]) -> BTreeMap<String, BTreeSet<Place>> {
    let mut given: BTreeMap<String, BTreeSet<Place>> = BTreeMap::new();
    for source in sources
        .iter()
        .filter(|source| source.file.starts_with("crates/"))
    {
        let mut collector = Collector(Vec::new());
        collector.visit_file(&source.production);
        for (code, line) in collector.0 {
            given
                .entry(code)
                .or_default()
                .insert((source.file.clone(), line));
        }
    }
    given
}

/// The codes in the first cells of the page's tables, with their lines.
fn documented_codes(page: &str) -> Vec<(String, usize)> {
    page.lines()
        .zip(1..)
        .filter_map(|(line, number)| {
            let cell = line
                .trim_start()
                .strip_prefix('|')?
                .split('|')
                .next()?
                .trim();
            let code = cell.strip_prefix('`')?.strip_suffix('`')?;
            Some((code.to_owned(), number))
        })
        .collect()
}

fn compare(
    given: &BTreeMap<String, BTreeSet<Place>>,
    documented: &[(String, usize)],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (code, places) in given {
        let files: BTreeSet<&str> = places.iter().map(|(file, _)| file.as_str()).collect();
        if let (true, Some((file, line))) = (files.len() > 1, places.last()) {
            let text = format!(
                "`{code}` is given in {} files; a code has one origin",
                files.len()
            );
            findings.push(Finding::error(
                format!("{file}:{line}"),
                "code-unique",
                text,
            ));
        }
        if let (false, Some((file, line))) =
            (documented.iter().any(|(d, _)| d == code), places.first())
        {
            let text = format!("`{code}` is not in {PAGE}");
            findings.push(Finding::error(
                format!("{file}:{line}"),
                "code-undocumented",
                text,
            ));
        }
    }
    let mut seen = BTreeSet::new();
    for (code, line) in documented {
        let place = format!("{PAGE}:{line}");
        if !given.contains_key(code) {
            let text = format!("no source gives `{code}`");
            findings.push(Finding::error(place, "code-unknown", text));
        } else if !seen.insert(code) {
            let text = format!("`{code}` has a row already");
            findings.push(Finding::error(place, "code-twice", text));
        }
    }
    findings
}

/// Whether a string has the form `stage.reason` in kebab case.
fn is_code(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let is_part = |part: &str| part.split('-').all(is_word);
    text.contains('.') && text.split('.').all(is_part)
}

/// Collects the codes in functions named `code`, with their lines.
struct Collector(Vec<(String, usize)>);

impl Collector {
    fn collect(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.collect(group.stream()),
                TokenTree::Literal(literal) => {
                    if let syn::Lit::Str(text) = syn::Lit::new(literal)
                        && is_code(&text.value())
                    {
                        self.0.push((text.value(), text.span().start().line));
                    }
                }
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if function.sig.ident == "code" {
            self.collect(quote::ToTokens::to_token_stream(&function.block));
        }
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if function.sig.ident == "code" {
            self.collect(quote::ToTokens::to_token_stream(&function.block));
        }
        visit::visit_impl_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"
        impl E {
            pub const fn code(&self) -> &'static str {
                match self {
                    Self::A => "cose.not-sign1",
                    Self::B { .. } => { "cose.cbor.too-deep" }
                    Self::Inner(e) => e.code(),
                }
            }
            fn file(&self) -> &'static str { "lib.rs" }
        }
    "#;

    fn rules(source: &str, page: &str) -> Vec<&'static str> {
        let source = Source::parse("crates/a/src/lib.rs", source.to_owned()).unwrap();
        let found = compare(&given_codes(&[source]), &documented_codes(page));
        found.into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_complete_page_is_in_order() {
        let page = "| code | why |\n|---|---|\n| `cose.not-sign1` | x |\n\
                    |`cose.cbor.too-deep`| y `a.b` |\n";
        assert_eq!(rules(SOURCE, page), [""; 0]);
    }

    #[test]
    fn a_missing_code_is_found() {
        assert_eq!(
            rules(SOURCE, "| `cose.not-sign1` | x |"),
            ["code-undocumented"]
        );
    }

    #[test]
    fn a_code_that_no_longer_exists_is_found() {
        let page = "| `cose.not-sign1` | |\n| `cose.cbor.too-deep` | |\n| `cose.gone` | |\n";
        assert_eq!(rules(SOURCE, page), ["code-unknown"]);
    }

    #[test]
    fn a_code_with_two_rows_is_found() {
        let page = "| `cose.not-sign1` | |\n| `cose.cbor.too-deep` | |\n| `cose.not-sign1` | |\n";
        assert_eq!(rules(SOURCE, page), ["code-twice"]);
    }

    #[test]
    fn a_code_with_two_origins_is_found() {
        let parse = |file: &str| {
            Source::parse(file, "fn code() -> &'static str { \"a.b\" }".to_owned()).unwrap()
        };
        let given = given_codes(&[parse("crates/a/src/a.rs"), parse("crates/b/src/b.rs")]);
        let found = compare(&given, &documented_codes("| `a.b` | |"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rule, "code-unique");
    }

    #[test]
    fn codes_are_told_by_their_form() {
        for code in ["cose.not-sign1", "a.b", "trust.set.expired"] {
            assert!(is_code(code), "{code}");
        }
        for other in ["cose", "a.", ".b", "a.B", "a b.c", "a.-b", "a..b", ""] {
            assert!(!is_code(other), "{other}");
        }
    }
}
