//! Every rule can fail: each is broken here once, on a made-up workspace.

use super::bans::{WASM, check_graph};
use super::graph::Graph;
use super::{edges, pure_members, sources};
use crate::source::Source;
use crate::workspace::Workspace;

/// A workspace of crates, each with its dependencies and their kinds.
fn workspace(crates: &[(&str, &[(&str, &str)])]) -> Workspace {
    let packages: Vec<serde_json::Value> = crates
        .iter()
        .map(|(name, imports)| {
            let dependencies: Vec<_> = imports
                .iter()
                .map(|(to, kind)| {
                    serde_json::json!({
                        "name": format!("cleanbill-{to}"),
                        "kind": Some(*kind).filter(|kind| !kind.is_empty()),
                        "path": format!("/r/crates/{to}"),
                    })
                })
                .collect();
            serde_json::json!({
                "name": format!("cleanbill-{name}"),
                "manifest_path": format!("/r/crates/{name}/Cargo.toml"),
                "dependencies": dependencies,
            })
        })
        .collect();
    let metadata = serde_json::json!({"packages": packages, "workspace_root": "/r"});
    Workspace::parse(&metadata.to_string()).unwrap()
}

/// The edge and rule of what is wrong with one import.
fn check(from: &str, to: &str, kind: &str) -> Option<(String, &'static str)> {
    let found = edges::check(&workspace(&[(from, &[(to, kind)]), (to, &[])]));
    assert!(found.len() <= 1, "{found:?}");
    found
        .into_iter()
        .next()
        .map(|finding| (finding.place, finding.rule))
}

#[test]
fn imports_go_downward() {
    for (from, to) in [
        ("cli", "verifier"),
        ("cli", "qr"),
        ("verifier", "cose"),
        ("signer", "crypto"),
    ] {
        assert_eq!(check(from, to, ""), None);
        assert_eq!(
            check(to, from, "").unwrap(),
            (format!("{to} -> {from}"), "downward")
        );
        assert_eq!(check(to, from, "build").unwrap().1, "downward");
        assert_eq!(
            check(to, from, "dev").unwrap().0,
            format!("{to} -> {from} (dev)")
        );
    }
}

#[test]
fn sideways_only_along_the_list() {
    for (from, to) in [
        ("hcert", "cose"),
        ("shc", "jose"),
        ("verifier", "trust"),
        ("trust", "health"),
        ("cli", "server"),
    ] {
        assert_eq!(check(from, to, ""), None);
        assert_eq!(check(to, from, "").unwrap().1, "sideways");
    }
    for (from, to) in [
        ("hcert", "crypto"),
        ("qr", "store"),
        ("server", "cli"),
        ("trust", "policy"),
    ] {
        assert_eq!(
            check(from, to, "").unwrap(),
            (format!("{from} -> {to}"), "sideways")
        );
    }
}

#[test]
fn who_checks_and_who_issues_never_meet() {
    for kind in ["", "dev", "build"] {
        assert_eq!(check("verifier", "issuer", kind).unwrap().1, "apart");
        assert_eq!(check("issuer", "verifier", kind).unwrap().1, "apart");
    }
}

#[test]
fn the_testkit_is_for_tests() {
    assert_eq!(check("cose", "testkit", "dev"), None);
    assert_eq!(check("cose", "testkit", "").unwrap().1, "testkit");
    assert_eq!(check("cli", "testkit", "").unwrap().1, "testkit");
    assert_eq!(check("xtask", "testkit", ""), None);
    assert_eq!(check("testkit", "signer", ""), None);
    assert_eq!(check("testkit", "cli", "").unwrap().1, "sideways");
}

#[test]
fn a_crate_has_a_layer_and_the_name_of_its_folder() {
    let found = edges::check(&workspace(&[("newcomer", &[])]));
    assert_eq!(found[0].rule, "unknown-crate");
    assert_eq!(found[0].place, "crates/newcomer");

    let renamed = r#"{"workspace_root": "/r", "packages": [
        {"name": "cose", "manifest_path": "/r/crates/cose/Cargo.toml", "dependencies": []}]}"#;
    assert_eq!(
        edges::check(&Workspace::parse(renamed).unwrap())[0].rule,
        "package-name"
    );
}

#[test]
fn nothing_imports_the_tools_or_what_lies_outside() {
    let xtask = r#"{"workspace_root": "/r", "packages": [
        {"name": "xtask", "manifest_path": "/r/xtask/Cargo.toml", "dependencies": []},
        {"name": "cleanbill-cli", "manifest_path": "/r/crates/cli/Cargo.toml", "dependencies": [
            {"name": "xtask", "kind": null, "path": "/r/xtask"},
            {"name": "stranger", "kind": null, "path": "/elsewhere"},
            {"name": "serde", "kind": null}]}]}"#;
    let found = edges::check(&Workspace::parse(xtask).unwrap());
    let rules: Vec<_> = found.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["tools", "outside"]);
}

#[test]
fn a_crate_may_test_itself_with_another_feature() {
    assert!(edges::check(&workspace(&[("crypto", &[("crypto", "dev")])])).is_empty());
}

#[test]
fn layers_0_and_1_are_the_pure_ones() {
    let all = workspace(&[
        ("cose", &[]),
        ("verifier", &[]),
        ("signer", &[]),
        ("cli", &[]),
    ]);
    let names: Vec<_> = pure_members(&all)
        .map(|member| member.package.as_str())
        .collect();
    assert_eq!(names, ["cleanbill-cose", "cleanbill-verifier"]);
}

const TREE: &str = "\
0 cleanbill-x v0.1.0 (/r/crates/x)
1 serde v1.0.0
2 serde_core v1.0.0
1 aws-lc-rs v1.19.0
2 getrandom v0.4.0
1 deep v1.0.0
2 deeper v1.0.0
3 tokio v1.0.0
1 serde v1.0.0 (*)
";

fn places(tree: &str, target: &str) -> Vec<String> {
    check_graph(&Graph::parse(tree).unwrap(), target)
        .into_iter()
        .map(|f| f.place)
        .collect()
}

#[test]
fn a_ban_reaches_through_the_whole_graph_and_names_the_way() {
    assert_eq!(
        places(TREE, "x86_64-unknown-linux-gnu"),
        ["cleanbill-x -> deep -> deeper -> tokio"]
    );
    assert_eq!(
        places("0 cleanbill-x v0.1.0\n1 serde v1.0.0\n", WASM),
        [""; 0]
    );
}

#[test]
fn randomness_below_aws_lc_is_its_own_affair_on_native_machines_only() {
    let with_rand = format!("{TREE}1 rand v0.10.0\n2 getrandom v0.4.0 (*)\n");
    let found = places(&with_rand, "x86_64-unknown-linux-gnu");
    assert!(
        found.contains(&"cleanbill-x -> rand -> getrandom".to_owned()),
        "{found:?}"
    );

    let found = places(TREE, WASM);
    assert!(
        found.contains(&"cleanbill-x -> aws-lc-rs -> getrandom".to_owned()),
        "{found:?}"
    );
    assert!(
        found.contains(&"cleanbill-x -> aws-lc-rs".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a_tree_that_cannot_be_read_is_an_error() {
    assert!(Graph::parse("").is_err());
    assert!(Graph::parse("cleanbill-x v0.1.0").is_err());
}

#[test]
fn sources_that_reach_outside_are_found_however_they_are_written() {
    for (text, line) in [
        ("use std::fs;\n", 1),
        (
            "use std::{\n    fmt,\n    net::{IpAddr, Ipv4Addr},\n};\n",
            3,
        ),
        ("use std::time::{Duration, SystemTime as T};\n", 1),
        ("\nfn a() { let _ = ::std::env::var(\"A\"); }\n", 2),
        (
            "fn a() { println!(\"{:?}\", std::thread::current()); }\n",
            1,
        ),
        ("fn a() { let _ = std::process::id(); }\n", 1),
        ("use std::io::{self, stdin};\n", 1),
    ] {
        let source = Source::parse("crates/cose/src/a.rs", text.to_owned()).unwrap();
        let found = sources::check(&source);
        assert!(!found.is_empty(), "{text}");
        for finding in found {
            assert_eq!(finding.rule, "pure-source");
            assert_eq!(
                finding.place,
                format!("crates/cose/src/a.rs:{line}"),
                "{text}"
            );
        }
    }
}

#[test]
fn pure_sources_pass() {
    for text in [
        "use std::time::Duration;\nuse std::io::Read;\n",
        "/// Reads no `std::fs`.\nfn a() { let _ = \"std::net\"; }\n",
        "#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n",
        "use std::fmt::{self, Display};\nmod environment {}\n",
    ] {
        let source = Source::parse("crates/cose/src/a.rs", text.to_owned()).unwrap();
        assert_eq!(sources::check(&source), [], "{text}");
    }
}
