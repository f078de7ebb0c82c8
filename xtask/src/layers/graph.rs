//! The external crates that a crate of ours really links for a target, read from `cargo tree`.
//!
//! `cargo tree` and not `cargo metadata`: it resolves features for the one package alone, so what
//! another crate of the workspace or a test switches on is not blamed on this one.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};

use crate::workspace::{Workspace, cargo, text_of};

/// Who links whom, by package name; several versions of a package are one node.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Graph {
    root: String,
    links: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// Asks cargo what `package` with all of its features links on `target`; build scripts and
    /// procedural macros, which only run where it is built, are left out.
    pub(super) fn load(workspace: &Workspace, package: &str, target: &str) -> Result<Self> {
        let output = cargo()
            .current_dir(&workspace.root)
            .args([
                "tree",
                "--package",
                package,
                "--target",
                target,
                "--all-features",
            ])
            .args([
                "--edges",
                "normal,no-proc-macro",
                "--prefix",
                "depth",
                "--format",
                " {p}",
            ])
            .output();
        Self::parse(&text_of("cargo tree", output)?)
    }

    /// Reads lines of depth, name, version and more: `0 cleanbill-cose v0.1.0 (…)`.
    pub(super) fn parse(tree: &str) -> Result<Self> {
        let mut graph = Self::default();
        let mut path: Vec<&str> = Vec::new();
        for line in tree.lines().filter(|line| !line.trim().is_empty()) {
            let mut words = line.split_whitespace();
            let depth = words.next().and_then(|depth| depth.parse::<usize>().ok());
            let (Some(depth), Some(name)) = (depth, words.next()) else {
                bail!("cargo tree printed {line:?}");
            };
            path.truncate(depth);
            if let Some(parent) = path.last() {
                graph
                    .links
                    .entry((*parent).to_owned())
                    .or_default()
                    .insert(name.to_owned());
            }
            path.push(name);
        }
        graph.root = path
            .first()
            .context("cargo tree printed nothing")?
            .to_string();
        Ok(graph)
    }

    /// The shortest way from the root to `goal` that passes none of `detours`.
    pub(super) fn path_to(&self, goal: &str, detours: &[&str]) -> Option<Vec<&str>> {
        let mut paths = vec![vec![self.root.as_str()]];
        let mut seen = BTreeSet::from([self.root.as_str()]);
        while !paths.is_empty() {
            let mut longer = Vec::new();
            for path in paths {
                let Some(&last) = path.last() else { continue };
                if last == goal {
                    return Some(path);
                }
                for next in self.links.get(last).into_iter().flatten() {
                    if !detours.contains(&next.as_str()) && seen.insert(next) {
                        longer.push([path.as_slice(), &[next.as_str()]].concat());
                    }
                }
            }
            paths = longer;
        }
        None
    }
}
