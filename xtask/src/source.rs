//! A Rust source file, and which part of it ships.

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Folders whose files never ship.
const TEST_FOLDERS: &[&str] = &["benches", "examples", "fuzz", "tests"];

/// A parsed file.
pub(crate) struct Source {
    /// Its path under the root.
    pub(crate) file: String,
    /// Its whole text.
    pub(crate) text: String,
    /// Its syntax without what is compiled for tests only.
    pub(crate) production: syn::File,
    /// First and last line of each item that is compiled for tests only.
    pub(crate) tests: Vec<(usize, usize)>,
    production_tokens: TokenStream,
}

impl Source {
    /// Parses a file's text.
    pub(crate) fn parse(file: &str, text: String) -> Result<Self> {
        let located = |error: &dyn std::fmt::Display| anyhow!("{file}: {error}");
        let tokens: TokenStream = text.parse().map_err(|error| located(&error))?;
        let mut tests = Vec::new();
        let production_tokens = strip_tests(tokens, &mut tests);
        let production = syn::parse2(production_tokens.clone()).map_err(|error| located(&error))?;
        Ok(Self {
            file: file.to_owned(),
            text,
            production,
            tests,
            production_tokens,
        })
    }

    /// Whether a path is that of a Rust file of which any part ships.
    pub(crate) fn is_production(file: &str) -> bool {
        let Some((folders, name)) = file.rsplit_once('/') else {
            return false;
        };
        let mut folders = folders.split('/');
        name.ends_with(".rs")
            && name != "tests.rs"
            && !name.ends_with("_tests.rs")
            && folders.clone().any(|folder| folder == "src")
            && !folders.any(|folder| TEST_FOLDERS.contains(&folder))
    }

    /// The tokens of what ships.
    pub(crate) fn production_tokens(&self) -> TokenStream {
        self.production_tokens.clone()
    }

    /// How many lines ship, comments and blank lines included.
    pub(crate) fn production_lines(&self) -> usize {
        let tests: usize = self
            .tests
            .iter()
            .map(|(first, last)| last - first + 1)
            .sum();
        self.text.lines().count().saturating_sub(tests)
    }
}

/// Leaves out every item below `#[cfg(test)]` or `#[test]`, and notes its lines.
fn strip_tests(tokens: TokenStream, tests: &mut Vec<(usize, usize)>) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let is_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        if is_hash && rest.peek().is_some_and(is_test_attribute) {
            let first = token.span().start().line;
            let mut last = first;
            // An item ends with its first braces or with a semicolon.
            for skipped in rest.by_ref() {
                last = skipped.span().end().line;
                if ends_item(&skipped) {
                    break;
                }
            }
            tests.push((first, last));
            continue;
        }
        kept.push(match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), strip_tests(group.stream(), tests));
                inner.set_span(group.span());
                inner.into()
            }
            other => other,
        });
    }
    kept.into_iter().collect()
}

/// Whether the brackets after a `#` hold `test`, `cfg(test)` or `cfg(all(test, …))`.
fn is_test_attribute(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    if group.delimiter() != Delimiter::Bracket {
        return false;
    }
    let text: String = group.stream().to_string().split_whitespace().collect();
    text == "test" || text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

fn ends_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_tests_only_does_not_ship() {
        let text = "fn ships() {}\n#[cfg(test)]\nmod tests {\n    fn stays() {}\n}\n\
                    mod m {\n    #[cfg(test)]\n    use std::fs;\n    fn ships_too() {}\n}\n\
                    #[cfg(test)]\nmod t;\n";
        let source = Source::parse("a.rs", text.to_owned()).unwrap();
        let shipped = source.production_tokens().to_string();
        assert!(
            shipped.contains("ships") && shipped.contains("ships_too"),
            "{shipped}"
        );
        assert!(
            !shipped.contains("stays") && !shipped.contains("fs"),
            "{shipped}"
        );
        assert_eq!(source.tests, [(2, 5), (7, 8), (11, 12)]);
        assert_eq!(source.production_lines(), 4);
    }

    #[test]
    fn what_is_not_for_tests_ships() {
        let text = "#[cfg(not(test))]\nfn a() {}\n#[cfg(any(test, windows))]\nfn b() {}";
        let source = Source::parse("a.rs", text.to_owned()).unwrap();
        assert!(source.tests.is_empty());
        assert_eq!(source.production.items.len(), 2);
    }

    #[test]
    fn production_files_are_told_by_their_path() {
        for file in [
            "crates/cose/src/lib.rs",
            "xtask/src/main.rs",
            "crates/a/src/build.rs",
        ] {
            assert!(Source::is_production(file), "{file}");
        }
        for file in [
            "crates/a/tests/a.rs",
            "crates/a/src/b/tests.rs",
            "crates/a/src/lib.txt",
            "crates/a/build.rs",
            "benches/src/main.rs",
        ] {
            assert!(!Source::is_production(file), "{file}");
        }
    }
}
