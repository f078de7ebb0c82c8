//! `cargo xtask layers`: imports go downward only, and layers 0 and 1 are bytes in, bytes out.

pub(crate) mod bans;
mod edges;
mod graph;
mod sources;
pub(crate) mod table;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use anyhow::Result;

use crate::findings;
use crate::source::Source;
use crate::workspace::{Member, Workspace};

/// Runs the checks and prints what they found.
pub(crate) fn run(workspace: &Workspace) -> Result<ExitCode> {
    let mut found = edges::check(workspace);
    let pure: Vec<&Member> = pure_members(workspace).collect();
    for member in &pure {
        found.extend(bans::check(workspace, &member.package)?);
    }
    for file in workspace.files()? {
        let is_pure = pure
            .iter()
            .any(|member| file.starts_with(&format!("{}/src/", member.folder)));
        if !is_pure || !Source::is_production(&file) {
            continue;
        }
        if let Some(text) = workspace.text(&file)? {
            found.extend(sources::check(&Source::parse(&file, text)?));
        }
    }
    let checked = format!(
        "layers of {} crates, {} of them pure",
        workspace.members.len(),
        pure.len()
    );
    Ok(findings::report(found, &checked))
}

/// The crates of layers 0 and 1.
pub(crate) fn pure_members(workspace: &Workspace) -> impl Iterator<Item = &Member> {
    workspace.members.iter().filter(|member| {
        table::layer_of(edges::folder_name(member)).is_some_and(table::Layer::is_pure)
    })
}
