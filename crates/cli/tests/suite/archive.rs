//! Passes of schemes that ended, on the command line: their keys imported, and what is refused.

use std::fs;
use std::path::PathBuf;

use crate::sandbox::Sandbox;

fn corpora(name: &str) -> Option<PathBuf> {
    let found = cleanbill_testkit::corpora();
    if found.is_none() {
        cleanbill_testkit::skip(name);
    }
    found.map(|corpora| corpora.join(name))
}

fn text(path: PathBuf) -> String {
    path.to_str().unwrap().to_owned()
}

/// The key of the government of India, which it published for verifiers of its certificates.
const INDIA: &str = "-----BEGIN PUBLIC KEY-----\n\
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0i7R4XsyG3m6KD36qKEV\n\
    xE+odCh68W2O4vLqh6SnsgItzvLYvJKPai+jEkf22FlPn0QnGo+Znyi6dw1lhvg9\n\
    FGXqodv33yrqKhGLkQPeURaMnJidxktK/3QLXuv9HiKq9fSDLJyPBJEFCCCiZNTG\n\
    gWM0dqq43/XRi+7IX3gWU68U6v/7EyOW3U4ZgYUVlfwbUh6eKRan68/TObQua39o\n\
    eUfDMhJa0NHnMXb1lq/vQIjEgGkOK5LLyz+X8ETUEhn8Qdx2SIORmftCPW4XO0UZ\n\
    mMHuGw9t+UUgniy5BL8kmvtjpVRWFUliJFGBTvBZCO6gcoX5eXi8LytCg+mJ6EDO\n\
    +QIDAQAB\n-----END PUBLIC KEY-----\n";

#[test]
fn the_key_of_new_zealand_is_imported_from_its_document() {
    let Some(folder) = corpora("nzcp") else {
        return;
    };
    let sandbox = Sandbox::empty();
    let out = sandbox.arg("nz.cbset");
    let document = text(folder.join("valid/did.json"));
    sandbox
        .run(&["trust", "import", &document, "--out", &out])
        .succeeded();
    for (name, at, verdict, reason) in [
        ("valid/nzcp", "2026-11-03", "authentic", None),
        (
            "invalid/nzcp-notactive-payload",
            "2026-11-03",
            "authentic",
            None,
        ),
        (
            "invalid/nzcp-notactive-payload",
            "2026-11-01",
            "refused",
            Some("time.not-yet-valid"),
        ),
        (
            "invalid/nzcp-expired-payload",
            "2026-11-03",
            "refused",
            Some("time.expired"),
        ),
        (
            "invalid/nzcp-modified-sig",
            "2026-11-03",
            "refused",
            Some("signature.invalid"),
        ),
        (
            "invalid/nzcp-not-associated-public-key",
            "2026-11-03",
            "undetermined",
            Some("trust.unknown-key"),
        ),
    ] {
        let pass = text(folder.join(format!("{name}.txt")));
        let (_, lines) = sandbox.json(&["--trust", &out, "--at", at, &pass]);
        assert_eq!(lines[0]["verdict"], verdict, "{name}: {}", lines[0]);
        assert_eq!(lines[0]["reason"].as_str(), reason, "{name}");
        assert_eq!(lines[0]["format"], "nzcp");
    }
}

#[test]
fn the_key_of_india_is_given_by_its_name() {
    let Some(folder) = corpora("gdhcn/samples") else {
        return;
    };
    let sandbox = Sandbox::empty();
    let (out, key) = (sandbox.arg("in.cbset"), sandbox.write("india.pem", INDIA));
    let key = format!("did:india={key}");
    sandbox
        .run(&["trust", "import", "--divoc-key", &key, "--out", &out])
        .succeeded();
    let pass = text(folder.join("DIVOCQR1Contents.txt"));
    let (code, lines) = sandbox.json(&["--trust", &out, &pass]);
    assert_eq!(
        (code, &lines[0]["verdict"]),
        (0, &"authentic".into()),
        "{}",
        lines[0]
    );
    let words = sandbox.run(&["inspect", "--trust", &out, &pass]);
    assert!(
        words.out.contains("DIVOC") && words.out.contains("Covishield"),
        "{}",
        words.out
    );
    sandbox
        .run(&["trust", "import", "--divoc-key", "did:india", "--out", &out])
        .usage();
}

#[test]
fn g03_hundreds_of_clones_are_refused_by_name() {
    let sandbox = Sandbox::empty();
    let clones = cleanbill_testkit::clone_links();
    let mut lines = String::new();
    for clone in &clones {
        lines.push_str(&clone.text);
        lines.push('\n');
    }
    let file = sandbox.write("clones.txt", lines);
    let (_, found) = sandbox.json(&[&file]);
    assert_eq!(found.len(), clones.len());
    for (line, clone) in found.iter().zip(&clones) {
        assert_eq!(line["verdict"], "refused", "{}", clone.text);
        assert_eq!(line["reason"], clone.code, "{}", clone.text);
    }
}

#[test]
fn a_code_that_nobody_can_verify_is_explained() {
    let sandbox = Sandbox::empty();
    let code = "DC04FR0000011EED1EECL101FRL0TESTER\u{1d}L1ANNA\u{1d}L72L82\u{1f}ABCD";
    let file = sandbox.write("two-d-doc.txt", code);
    let (_, lines) = sandbox.json(&[&file]);
    assert_eq!(lines[0]["verdict"], "undetermined", "{}", lines[0]);
    assert_eq!(lines[0]["reason"], "recognised.2d-doc");
    let words = sandbox.run(&["inspect", &file]);
    assert!(
        words.out.contains("2D-Doc") && words.out.contains("TESTER"),
        "{}",
        words.out
    );
    assert!(
        fs::read_dir(sandbox.path("")).unwrap().count() <= 2,
        "nothing is kept"
    );
}

/// A symbol of crate `matrix`, drawn by another writer, as a picture.
fn drawn(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../matrix/tests/golden");
    let golden = fs::read_to_string(format!("{folder}/{name}.txt")).unwrap();
    let rows: Vec<&str> = golden.lines().skip(1).collect();
    let dark = rows.iter().enumerate().flat_map(|(y, row)| {
        let dark = row
            .bytes()
            .enumerate()
            .filter(|(_, module)| *module == b'X');
        dark.map(move |(x, _)| format!("M{} {}h4v4h-4z", 4 * x + 20, 4 * y + 20))
    });
    let path: String = dark.collect();
    let (width, height) = (4 * rows[0].len() + 40, 4 * rows.len() + 40);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <path d=\"{path}\"/></svg>"
    )
}

#[test]
fn a_2d_doc_is_read_from_its_data_matrix() {
    let sandbox = Sandbox::empty();
    let file = sandbox.write("two-d-doc.svg", drawn("dm-2d-doc"));
    let (_, lines) = sandbox.json(&[&file]);
    assert_eq!(lines[0]["reason"], "recognised.2d-doc", "{}", lines[0]);
    let words = sandbox.run(&["inspect", &file]);
    for said in ["2D-Doc", "TESTER", "ANNA MARIA", "1979-03-31", "2021-03-01"] {
        assert!(words.out.contains(said), "{said}: {}", words.out);
    }
}

#[test]
fn an_icao_seal_is_read_from_its_aztec_code() {
    let sandbox = Sandbox::empty();
    let file = sandbox.write("seal.svg", drawn("az-compact-3"));
    let (_, lines) = sandbox.json(&[&file]);
    assert_eq!(lines[0]["reason"], "recognised.icao-seal", "{}", lines[0]);
}
