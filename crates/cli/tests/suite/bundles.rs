use crate::sandbox::Sandbox;

fn import(sandbox: &Sandbox, list: &str) -> String {
    let out = sandbox.arg("imported.cbset");
    sandbox
        .run(&["trust", "import", list, "--out", &out])
        .succeeded();
    out
}

#[test]
fn a_neighbour_is_trusted_once_imported() {
    let (sandbox, abroad) = (Sandbox::empty(), Sandbox::new());
    let pass = abroad.issue();
    let bundle = import(&sandbox, &abroad.arg("data/certificates"));
    let (code, lines) = sandbox.json(&["--trust", &bundle, &pass]);
    assert_eq!((code, &lines[0]["verdict"]), (0, &"authentic".into()));
    let show = sandbox.run(&["trust", "show", &bundle]).succeeded();
    assert!(show.out.contains("XX"), "{}", show.out);
    sandbox.run(&["trust", "check", &bundle]).succeeded();
    let json = sandbox
        .run(&["trust", "show", "--json", &bundle])
        .succeeded();
    assert!(json.out.lines().all(|line| line.starts_with('{')));
}

#[test]
fn a_bundle_of_a_stranger_is_believed_only_with_its_root() {
    let (sandbox, stranger) = (Sandbox::new(), Sandbox::new());
    let (bundle, pass) = (stranger.arg("data/trust/bundle.cbset"), stranger.issue());
    let refused = sandbox.run(&["verify", "--trust", &bundle, &pass]);
    let refused = refused.failed(2, "[set.unknown-root]");
    let root = refused.err.split("--root ").nth(1).unwrap().trim();
    let root = root.split_whitespace().next().unwrap();
    sandbox
        .run(&["verify", "--trust", &bundle, "--root", root, &pass])
        .succeeded();
    Sandbox::empty()
        .run(&["verify", "--trust", &bundle, &pass])
        .failed(2, "no root is pinned");
}

#[test]
fn spoilt_bundles_are_refused_by_name() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let whole = std::fs::read(sandbox.path("data/trust/bundle.cbset")).unwrap();
    let refused = |bytes: &[u8], code: &str| {
        let bundle = sandbox.write("spoilt.cbset", bytes);
        sandbox
            .run(&["verify", "--trust", &bundle, &pass])
            .failed(2, code);
    };
    refused(&whole[..whole.len() - 1], "[set.truncated]");
    refused(b"", "[set.");
    refused(b"not a bundle", "[set.not-a-set]");
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    refused(&flipped, "[set.digest-mismatch]");
    refused(&vec![0; 17 << 20], "larger than");
}

#[test]
fn an_older_bundle_is_not_installed_over_a_newer_one() {
    let sandbox = Sandbox::new();
    let old = std::fs::read(sandbox.path("data/trust/bundle.cbset")).unwrap();
    let old = sandbox.write("old.cbset", old);
    let new = import(&sandbox, &sandbox.arg("data/certificates/dsc.der"));
    sandbox.run(&["trust", "install", &new]).succeeded();
    sandbox
        .run(&["trust", "install", &old])
        .failed(2, "[set.version-rollback]");
    // Nor can it be slipped into the installed one's place.
    std::fs::copy(&old, sandbox.path("data/trust/bundle.cbset")).unwrap();
    let pass = sandbox.issue();
    sandbox
        .run(&["verify", &pass])
        .failed(2, "[set.version-rollback]");
}

#[test]
fn lists_are_refused_with_a_hint() {
    let sandbox = Sandbox::empty();
    let out = sandbox.arg("out.cbset");
    let refused = |content: &[u8], words: &str| {
        let list = sandbox.write("list", content);
        sandbox
            .run(&["trust", "import", &list, "--out", &out])
            .failed(2, words);
        assert!(!sandbox.path("out.cbset").exists());
    };
    refused(b"AAAA\n{\"certificates\":[]}", "no key to check it");
    refused(b"hello", "none of the trust lists");
    refused(b"[]", "not one signer");
    sandbox
        .run(&["trust", "import", "nowhere", "--out", &out])
        .failed(2, "cannot be read");
}
