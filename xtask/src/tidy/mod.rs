//! `cargo xtask tidy`: the habits that no compiler checks.

mod lines;
mod links;
mod names;
mod size;

use std::process::ExitCode;

use anyhow::Result;

use crate::codes;
use crate::findings::{self, Finding};
use crate::source::Source;
use crate::workspace::Workspace;

/// Runs every check over the files that git knows, and prints what they found.
pub(crate) fn run(workspace: &Workspace) -> Result<ExitCode> {
    let files = workspace.files()?;
    let mut found = check_names_of(&files);
    for file in &files {
        // Files that are no text hold no lines, links or names.
        if let Some(text) = workspace.text(file)? {
            found.extend(lines::check(file, &text));
            if file.ends_with(".md") {
                found.extend(links::check(file, &text, |path| {
                    workspace.root.join(path).exists()
                }));
            }
        }
    }
    let sources = load_sources(workspace)?;
    for source in &sources {
        found.extend(size::check(source));
        found.extend(names::check(source));
        found.extend(check_crate_docs(source));
    }
    found.extend(codes::check(workspace, &sources)?);
    Ok(findings::report(found, &format!("{} files", files.len())))
}

/// Parses every file of which a part ships.
pub(crate) fn load_sources(workspace: &Workspace) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for file in workspace
        .files()?
        .iter()
        .filter(|file| Source::is_production(file))
    {
        if let Some(text) = workspace.text(file)? {
            sources.push(Source::parse(file, text)?);
        }
    }
    Ok(sources)
}

fn check_names_of(files: &[String]) -> Vec<Finding> {
    files
        .iter()
        .filter_map(|file| names::check_path(file))
        .collect()
}

/// A crate's first lines say what it is for.
fn check_crate_docs(source: &Source) -> Option<Finding> {
    let is_root = ["/src/lib.rs", "/src/main.rs"]
        .iter()
        .any(|end| source.file.ends_with(end));
    if !is_root || source.text.starts_with("//! ") {
        return None;
    }
    let text = "a crate starts with its documentation (`//! …`)";
    Some(Finding::error(
        format!("{}:1", source.file),
        "crate-docs",
        text,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_documentation_is_found() {
        let rule = |file: &str, text: &str| {
            let source = Source::parse(file, text.to_owned()).unwrap();
            check_crate_docs(&source).map(|finding| finding.rule)
        };
        assert_eq!(rule("crates/a/src/lib.rs", "mod b;\n"), Some("crate-docs"));
        assert_eq!(
            rule("crates/a/src/lib.rs", "//! What it is.\nmod b;\n"),
            None
        );
        assert_eq!(rule("crates/a/src/b.rs", "mod c;\n"), None);
    }
}
