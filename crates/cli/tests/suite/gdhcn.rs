//! The WHO's network: its lists imported, and our own certificates laid out for it.

use std::path::PathBuf;

use serde_json::Value;

use crate::sandbox::Sandbox;

/// The development lists, and their signer's document.
fn lists() -> Option<[String; 2]> {
    let Some(corpora) = cleanbill_testkit::corpora() else {
        cleanbill_testkit::skip("the trust lists of the WHO's network");
        return None;
    };
    let folder = corpora.join("gdhcn/trustlist-dev");
    let text = |path: PathBuf| path.to_str().unwrap().to_owned();
    Some([
        text(folder.clone()),
        text(folder.join("WHO-signing-did.json")),
    ])
}

fn shown(sandbox: &Sandbox, bundle: &str) -> Vec<Value> {
    let json = sandbox
        .run(&["trust", "show", "--json", bundle])
        .succeeded();
    json.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_tree_of_lists_becomes_one_bundle() {
    let Some([folder, signer]) = lists() else {
        return;
    };
    let sandbox = Sandbox::empty();
    let out = sandbox.arg("who.cbset");
    let import = [
        "trust", "import", &folder, "--signer", &signer, "--out", &out,
    ];
    let import = sandbox.run(&import).succeeded();
    assert!(import.out.contains("signature verified"), "{}", import.out);
    assert!(!import.out.contains("skipped"), "{}", import.out);
    for told in [
        "DCC",
        "DSC",
        "SCA",
        "of these ended",
        "without a listed authority",
    ] {
        assert!(import.out.contains(told), "{told}: {}", import.out);
    }
    let signers = shown(&sandbox, &out);
    let of = |scope: &str| signers.iter().filter(|one| one["scope"] == scope).count();
    assert!(of("dcc") > 20, "{}", of("dcc"));
    assert!(of("health-link") > 0);
    assert_eq!(of("dcc") + of("health-link"), signers.len());
    assert!(signers.iter().any(|one| one["ended"] == true));
    let pilgrims = signers.iter().filter(|one| one["scope"] == "health-link");
    assert!(pilgrims.map(|one| &one["issuer"]).all(Value::is_string));
    let table = sandbox.run(&["trust", "show", &out]).succeeded();
    assert!(table.out.contains("health-link"), "{}", table.out);
    let each = sandbox
        .run(&["trust", "show", "--signers", &out])
        .succeeded();
    assert!(each.out.contains("ended"), "{}", each.out);
    sandbox.run(&["trust", "check", &out]).succeeded();
}

#[test]
fn a_list_needs_its_signer() {
    let Some([folder, signer]) = lists() else {
        return;
    };
    let sandbox = Sandbox::empty();
    let (list, out) = (
        format!("{folder}/DCC/XCL/DSC/did.json"),
        sandbox.arg("who.cbset"),
    );
    let import =
        |more: &[&str]| sandbox.run(&[&["trust", "import", &list, "--out", &out], more].concat());
    import(&[]).failed(2, "no key to check it was given");
    let unverified = import(&["--unverified"]).succeeded();
    assert!(unverified.out.contains("NOT CHECKED"), "{}", unverified.out);
    let other = format!("{folder}/IPS-PILGRIMAGE/XXG/SCA/did.json");
    import(&["--signer", &other]).failed(2, "[trust.proof.other-signer]");

    let changed = std::fs::read_to_string(&list)
        .unwrap()
        .replace("#DSC", "#SCA");
    let changed = sandbox.write("did.json", changed);
    let refused = [
        "trust", "import", &changed, "--signer", &signer, "--out", &out,
    ];
    sandbox.run(&refused).failed(2, "[trust.proof.signature]");
}

#[test]
fn our_certificates_are_laid_out_as_the_network_asks() {
    let sandbox = Sandbox::empty();
    sandbox.run(&["init", "--country", "DE"]).succeeded();
    let out = sandbox.arg("participant");
    let export = |out: &str, more: &[&str]| {
        let options = [
            "trust",
            "export-onboarding",
            "--participant",
            "DEU",
            "--out",
            out,
        ];
        sandbox.run(&[&options[..], more].concat())
    };
    // Uploads and connections have keys elsewhere; their certificates are missing.
    let ran = export(&out, &["--domain", "DCC", "--domain", "dICVP"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    for part in ["UP: not given", "TLS: not given", "CA of TLS: not given"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    for good in [
        "SCA: as the network asks",
        "DSC of key epoch 1: as the network asks",
    ] {
        assert!(ran.out.contains(good), "{good}: {}", ran.out);
    }
    for file in [
        "onboarding/DCC/SCA/SCA.pem",
        "onboarding/dICVP/SCA/SCA.pem",
        "signers/DCC/DSC-1.pem",
        "README.md",
    ] {
        assert!(sandbox.path("participant").join(file).is_file(), "{file}");
    }
    let sca = std::fs::read_to_string(sandbox.path("participant/onboarding/DCC/SCA/SCA.pem"));
    assert!(sca.unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    export(&out, &[]).failed(2, "cannot be written");

    // A signer's certificate is good for uploads, and lacks what a connection needs.
    let dsc = sandbox.arg("participant/signers/DCC/DSC-1.pem");
    let csca = sandbox.arg("participant/onboarding/DCC/SCA/SCA.pem");
    let more = ["--up", &dsc, "--tls", &dsc, "--tls-ca", &csca];
    let ran = export(&sandbox.arg("whole"), &more);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(
        ran.out.contains("[onboarding.extended-key-usage]"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("UP: as the network asks"), "{}", ran.out);
    assert!(sandbox.path("whole/onboarding/DCC/TLS/CA.pem").is_file());

    let abroad = [
        "trust",
        "export-onboarding",
        "--participant",
        "FRA",
        "--out",
    ];
    let ran = sandbox.run(&[&abroad[..], &[&sandbox.arg("abroad")]].concat());
    assert!(ran.out.contains("[onboarding.country]"), "{}", ran.out);
    let odd = [
        "trust",
        "export-onboarding",
        "--participant",
        "../x",
        "--out",
        &out,
    ];
    sandbox.run(&odd).failed(2, "not a code");
}
