//! What the crates of layers 0 and 1 may not link, at any depth.

use anyhow::Result;

use super::graph::Graph;
use crate::findings::Finding;
use crate::workspace::Workspace;

/// The target of browsers and of every embedder of the core.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";
/// The target that stands for native machines.
const NATIVE: &str = "x86_64-unknown-linux-gnu";

/// A group of crates that a pure crate may not link, and why.
struct Ban {
    targets: &'static [&'static str],
    packages: &'static [&'static str],
    why: &'static str,
    /// Crates that may bring the banned ones along for their own, internal use.
    except_below: &'static [&'static str],
}

const EVERYWHERE: &[&str] = &[NATIVE, WASM];

const BANS: &[Ban] = &[
    Ban {
        targets: EVERYWHERE,
        packages: &["async-std", "mio", "rayon", "rayon-core", "smol", "tokio"],
        why: "a runtime or threads",
        except_below: &[],
    },
    Ban {
        targets: EVERYWHERE,
        packages: &[
            "libsqlite3-sys",
            "postgres",
            "rusqlite",
            "sqlx",
            "sqlx-core",
            "tokio-postgres",
        ],
        why: "a database",
        except_below: &[],
    },
    Ban {
        targets: EVERYWHERE,
        packages: &[
            "curl-sys",
            "h2",
            "hyper",
            "native-tls",
            "openssl-sys",
            "reqwest",
            "rustls",
            "socket2",
            "ureq",
        ],
        why: "the network",
        except_below: &[],
    },
    Ban {
        targets: EVERYWHERE,
        packages: &["memmap2", "tempfile", "walkdir"],
        why: "the file system",
        except_below: &[],
    },
    Ban {
        targets: EVERYWHERE,
        // What chrono's and jiff's reading of the clock and the time zone bring along.
        packages: &["iana-time-zone", "jiff-tzdb-platform", "web-time"],
        why: "the clock or the machine's time zone",
        except_below: &[],
    },
    Ban {
        targets: &[NATIVE],
        // Every ambient source of rand and rand_core goes through getrandom.
        packages: &["fastrand", "getrandom"],
        why: "ambient randomness",
        except_below: &["aws-lc-rs"],
    },
    Ban {
        targets: &[WASM],
        packages: &["fastrand", "getrandom"],
        why: "ambient randomness",
        except_below: &[],
    },
    Ban {
        targets: &[WASM],
        packages: &[
            "aws-lc-rs",
            "aws-lc-sys",
            "js-sys",
            "wasm-bindgen",
            "web-sys",
        ],
        why: "imports from the host: the core's raw interface has none",
        except_below: &[],
    },
];

/// Checks everything that a pure package links, on each target.
pub(super) fn check(workspace: &Workspace, package: &str) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for target in EVERYWHERE {
        findings.extend(check_graph(
            &Graph::load(workspace, package, target)?,
            target,
        ));
    }
    Ok(findings)
}

/// Checks one target's graph.
pub(super) fn check_graph(graph: &Graph, target: &str) -> Vec<Finding> {
    BANS.iter()
        .filter(|ban| ban.targets.contains(&target))
        .flat_map(|ban| {
            ban.packages
                .iter()
                .filter_map(|package| graph.path_to(package, ban.except_below))
                .map(|path| {
                    let text = format!("layers 0 and 1 link nothing with {} ({target})", ban.why);
                    Finding::error(path.join(" -> "), "pure-graph", text)
                })
        })
        .collect()
}
