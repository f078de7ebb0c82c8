//! The imports between the crates of the workspace, as their manifests declare them.

use super::table::{Layer, layer_of, may_go_sideways, must_stay_apart};
use crate::findings::Finding;
use crate::workspace::{Kind, Member, Workspace};

/// What the name of every package but the tools' starts with.
const PREFIX: &str = "cleanbill-";

/// Checks every crate's place and every import between crates.
pub(super) fn check(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for member in &workspace.members {
        let name = folder_name(member);
        let Some(layer) = layer_of(name) else {
            findings.push(Finding::error(
                &member.folder,
                "unknown-crate",
                "give it a layer in xtask/src/layers/table.rs",
            ));
            continue;
        };
        if layer != Layer::Tools && member.package.strip_prefix(PREFIX) != Some(name) {
            let text = format!(
                "the package must be named {PREFIX}{name}, not {}",
                member.package
            );
            findings.push(Finding::error(&member.folder, "package-name", text));
        }
        for import in &member.imports {
            let Some(to) = workspace
                .members
                .iter()
                .find(|m| m.package == import.package)
            else {
                let edge = format!("{name} -> {}", import.package);
                let text = "a path dependency outside the workspace has no layer";
                findings.push(Finding::error(edge, "outside", text));
                continue;
            };
            findings.extend(check_import((name, layer), folder_name(to), import.kind));
        }
    }
    findings
}

/// The last name of a member's folder, by which the tables know it.
pub(super) fn folder_name(member: &Member) -> &str {
    member.folder.rsplit('/').next().unwrap_or(&member.folder)
}

/// Checks one import; crates without a layer are reported elsewhere.
fn check_import((from, from_layer): (&str, Layer), to: &str, kind: Kind) -> Option<Finding> {
    let to_layer = layer_of(to)?;
    let (rule, text) = broken_rule((from, from_layer), (to, to_layer), kind)?;
    let edge = match kind {
        Kind::Build => format!("{from} -> {to}"),
        Kind::Dev => format!("{from} -> {to} (dev)"),
    };
    Some(Finding::error(edge, rule, text))
}

/// The rule that an import breaks, and how to say so.
fn broken_rule(
    (from, from_layer): (&str, Layer),
    (to, to_layer): (&str, Layer),
    kind: Kind,
) -> Option<(&'static str, String)> {
    if must_stay_apart(from, to) {
        return Some(("apart", format!("{from} and {to} never import each other")));
    }
    match (to_layer, kind) {
        (Layer::Testkit, Kind::Dev) => return None,
        (Layer::Testkit, Kind::Build) if from_layer != Layer::Tools => {
            return Some(("testkit", "testkit is a dev-dependency only".to_owned()));
        }
        (Layer::Tools, _) => return Some(("tools", format!("nothing imports {to}"))),
        _ => {}
    }
    if to_layer.height() < from_layer.height() {
        return None;
    }
    if to_layer.height() > from_layer.height() {
        let text = format!(
            "imports go downward only: {from} is in {}, {to} in {}",
            from_layer.name(),
            to_layer.name()
        );
        return Some(("downward", text));
    }
    if may_go_sideways(from, to) {
        return None;
    }
    let text = format!(
        "both are in {}; inside it only the imports listed in layers/table.rs are allowed",
        from_layer.name()
    );
    Some(("sideways", text))
}
