//! The lists of every network in one bundle, and what is said of the passes of each.

use std::path::Path;

use cleanbill_testkit::{corpora, skip};

use crate::sandbox::Sandbox;

/// A file or folder of the corpora, as an argument.
fn named(corpora: &Path, path: &str) -> String {
    corpora.join(path).to_str().unwrap().to_owned()
}

#[test]
fn one_bundle_holds_every_network_and_each_judges_its_own() {
    let Some(corpora) = corpora() else {
        return skip("the lists of every network in one bundle");
    };
    let of = |path: &str| named(&corpora, path);
    let sandbox = Sandbox::new();
    let bundle = sandbox.arg("all.cbset");
    let lists = [
        of("shc/vci/vci_snapshot.json"),
        of("nzcp/valid/did.json"),
        of("gdhcn/trustlist-dev"),
    ];
    let (key, signer) = (
        of("shc/vci/vci_snapshot.crt"),
        of("gdhcn/trustlist-dev/WHO-signing-did.json"),
    );
    let mut import = vec!["trust", "import", "--out", &bundle, "--key", &key];
    import.extend(["--signer", &signer]);
    import.extend(lists.iter().map(String::as_str));
    let said = sandbox.run(&import).succeeded().out;
    assert!(said.contains("1001 signers"), "{said}");
    assert!(std::fs::metadata(&bundle).unwrap().len() <= 1 << 20);
    sandbox.run(&["trust", "install", &bundle]).succeeded();

    for (path, at, format, verdict, reason) in [
        ("nzcp/valid/nzcp.txt", "2021-12-01", "nzcp", "authentic", ""),
        (
            "nzcp/valid/nzcp.txt",
            "2021-11-01",
            "nzcp",
            "refused",
            "time.not-yet-valid",
        ),
        (
            "shc/examples/example-00-e-file.smart-health-card",
            "2025-01-01",
            "shc",
            "undetermined",
            "trust.unknown-key",
        ),
        (
            "shc/examples/example-00-a-fhirBundle.json",
            "2022-01-01",
            "shc",
            "refused",
            "trust.unsigned",
        ),
        (
            "gdhcn/samples/DVCTest3QR.txt",
            "2024-10-01",
            "icvp",
            "undetermined",
            "trust.unknown-key",
        ),
        (
            "gdhcn/samples/WHOQR2Contents.txt",
            "2022-01-01",
            "ddcc",
            "undetermined",
            "trust.unknown-key",
        ),
        (
            "shl/IPS_IG-bundle-01-shl.txt",
            "2022-01-01",
            "health-link",
            "undetermined",
            "decode.health-link",
        ),
    ] {
        let (_, lines) = sandbox.json(&["--at", at, &of(path)]);
        let [line] = lines.as_slice() else {
            panic!("{path}: {} codes", lines.len());
        };
        assert_eq!(line["format"], format, "{path}");
        assert_eq!(line["verdict"], verdict, "{path}");
        assert_eq!(
            line["reason"].as_str().unwrap_or_default(),
            reason,
            "{path}"
        );
    }
}
