//! The WHO's certificate of vaccination: made with a key of its own, published, checked, explained.

use crate::sandbox::Sandbox;

const STAMARIL: &str = "YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0";

fn request(more: &[&'static str]) -> Vec<&'static str> {
    let fields = [
        "issue",
        "--as",
        "icvp",
        "--name",
        "Erika Beispiel",
        "--birth-date",
        "1964-08-12",
        "--sex",
        "female",
        "--nationality",
        "XXX",
        "--who-product",
        STAMARIL,
        "--vaccinated-on",
        "2021-08-20",
        "--batch",
        "B1",
    ];
    [&fields[..], more].concat()
}

fn publish(sandbox: &Sandbox) {
    let out = sandbox.arg("bundle.cbset");
    let publish = ["publish", "--install", "--out", &out];
    sandbox.run(&publish).succeeded();
}

#[test]
fn a_certificate_is_signed_by_a_key_of_its_own_that_verifiers_get() {
    let sandbox = Sandbox::new();
    let doctor = request(&["--clinician", "Doctor"]);
    sandbox.run(&doctor).failed(2, "no key for certificates");
    sandbox.run(&["keys", "icvp"]).succeeded();
    sandbox.run(&["keys", "icvp"]).failed(2, "already");
    let dsc = std::fs::read(sandbox.path("data/keys/dsc.pem")).unwrap();
    assert_ne!(
        std::fs::read(sandbox.path("data/keys/icvp.pem")).unwrap(),
        dsc
    );
    let code = sandbox.run(&doctor).succeeded().out;
    // Verifiers that were not told of the key say so.
    let (_, lines) = sandbox.json(&["--holder", code.trim_end()]);
    assert_eq!(lines[0]["verdict"], "undetermined");
    publish(&sandbox);
    let (_, lines) = sandbox.json(&["--holder", code.trim_end()]);
    assert_eq!(lines[0]["verdict"], "authentic", "{}", lines[0]);
    assert_eq!(lines[0]["format"], "icvp");
    // A later publication keeps it.
    publish(&sandbox);
    let (_, lines) = sandbox.json(&["--holder", code.trim_end()]);
    assert_eq!(lines[0]["verdict"], "authentic");
}

#[test]
fn either_layout_is_written_and_explained_in_plain_words() {
    let sandbox = Sandbox::new();
    sandbox.run(&["keys", "icvp"]).succeeded();
    publish(&sandbox);
    for (layout, shown) in [("c", "C"), ("d", "D")] {
        let options = request(&["--authority", "XXX", "--layout"]);
        let code = sandbox
            .run(&[&options[..], &[layout]].concat())
            .succeeded()
            .out;
        let told = sandbox.run(&["inspect", code.trim_end()]).succeeded().out;
        for word in [
            "yellow fever",
            "STAMARIL",
            "Erika Beispiel",
            "2021-08-20",
            shown,
        ] {
            assert!(told.contains(word), "{word} is not in\n{told}");
        }
    }
}

#[test]
fn what_is_odd_is_not_signed() {
    let sandbox = Sandbox::new();
    sandbox.run(&["keys", "icvp"]).succeeded();
    let nobody = request(&[]);
    sandbox.run(&nobody).failed(2, "[schema.no-issuer]");
    let unknown = request(&["--clinician", "Doctor", "--at", "1970-01-01T00:00:00Z"]);
    sandbox.run(&unknown).failed(2, "[issue.icvp-key-window]");
}

#[test]
fn the_picture_has_the_error_correction_that_the_who_asks_for() {
    let sandbox = Sandbox::new();
    sandbox.run(&["keys", "icvp"]).succeeded();
    let png = sandbox.arg("pass.png");
    let options = request(&["--clinician", "Doctor", "--png"]);
    sandbox.run(&[&options[..], &[&png]].concat()).succeeded();
    let picture = std::fs::read(sandbox.path("pass.png")).unwrap();
    let found = cleanbill_qr::read(&picture, &cleanbill_qr::Limits::default()).unwrap();
    let style = cleanbill_qr::write::Style {
        error_correction: Some(cleanbill_qr::write::ErrorCorrection::Q),
        ..cleanbill_qr::write::Style::default()
    };
    // The same text with that correction gives the same picture.
    let expected = cleanbill_qr::write::png(&found[0].text, &style).unwrap();
    assert_eq!(picture, expected);
}
