//! What the production sources of layers 0 and 1 may not name.

use proc_macro2::{TokenStream, TokenTree};

use crate::findings::Finding;
use crate::source::Source;

/// Paths that reach outside: a pure crate is given bytes, a clock value and randomness.
const BANNED: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io::stderr",
    "std::io::stdin",
    "std::io::stdout",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
];

/// Checks one production file.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let mut paths = Vec::new();
    collect_paths(source.production_tokens(), &mut paths);
    paths
        .into_iter()
        .filter_map(|(path, line)| {
            let banned = BANNED.iter().find(|banned| is_under(&path, banned))?;
            let text =
                format!("layers 0 and 1 do not use {banned}; take what you need as argument");
            Some(Finding::error(
                format!("{}:{line}", source.file),
                "pure-source",
                text,
            ))
        })
        .collect()
}

fn is_under(path: &str, banned: &str) -> bool {
    path.strip_prefix(banned)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Collects every path that starts with `std`, with its line, in imports, code and macro arguments.
fn collect_paths(tokens: TokenStream, paths: &mut Vec<(String, usize)>) {
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        match token {
            TokenTree::Ident(ident) if ident == "std" => {
                follow(
                    "std".to_owned(),
                    ident.span().start().line,
                    &mut rest,
                    paths,
                );
            }
            TokenTree::Group(group) => collect_paths(group.stream(), paths),
            _ => {}
        }
    }
}

type Tokens = std::iter::Peekable<proc_macro2::token_stream::IntoIter>;

/// Follows `::name` and `::{…}` after `path`, and records where it ends.
fn follow(mut path: String, line: usize, rest: &mut Tokens, paths: &mut Vec<(String, usize)>) {
    while rest.next_if(|token| is_punct(token, ':')).is_some() {
        if rest.next_if(|token| is_punct(token, ':')).is_none() {
            break;
        }
        match rest.next() {
            Some(TokenTree::Ident(ident)) => path = format!("{path}::{ident}"),
            Some(TokenTree::Group(group)) => {
                let mut branches = group.stream().into_iter().peekable();
                while let Some(token) = branches.next() {
                    if let TokenTree::Ident(ident) = token {
                        let branch = format!("{path}::{ident}");
                        follow(branch, ident.span().start().line, &mut branches, paths);
                    }
                }
                return;
            }
            _ => break,
        }
    }
    paths.push((path, line));
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}
