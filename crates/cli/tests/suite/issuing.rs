use crate::sandbox::Sandbox;

#[test]
fn keys_are_never_overwritten() {
    let sandbox = Sandbox::new();
    let key = std::fs::read(sandbox.path("data/keys/dsc.pem")).unwrap();
    sandbox.run(&["init"]).failed(2, "already an authority");
    assert_eq!(
        std::fs::read(sandbox.path("data/keys/dsc.pem")).unwrap(),
        key
    );
}

#[cfg(unix)]
#[test]
fn keys_and_passes_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    sandbox
        .run(&["draw", &pass, "--png", &sandbox.arg("pass.png")])
        .succeeded();
    let keys = ["csca", "dsc", "publication", "root-1", "root-2", "root-3"];
    let files = keys.map(|key| format!("data/keys/{key}.pem"));
    for file in files.iter().map(String::as_str).chain(["pass.png"]) {
        let mode = std::fs::metadata(sandbox.path(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "{file}");
    }
}

#[test]
fn requests_come_as_fields_or_as_json() {
    let sandbox = Sandbox::new();
    let request = r#"{"name": {"surname": "Muster", "forename": "Zoë"}, "birth_date": "1988-02",
        "vaccination": {"vaccine": "1119349007", "product": "EU/1/20/1528",
        "manufacturer": "ORG-100030215", "dose": 1, "doses": 1, "date": "2021-06-11"}}"#;
    let payload = r#"{"nam": {"fn": "Muster", "gn": "Zoë"}, "dob": "1988-02",
        "v": [{"tg": "840539006", "vp": "1119349007", "mp": "EU/1/20/1528",
        "ma": "ORG-100030215", "dn": 1, "sd": 1, "dt": "2021-06-11"}]}"#;
    for json in [request, payload] {
        let file = sandbox.write("request.json", json);
        let from_file = sandbox.run(&["issue", "--json", &file]).succeeded().out;
        let from_stdin = sandbox.run_with(&["issue", "--json", "-"], json.as_bytes());
        for pass in [from_file, from_stdin.succeeded().out] {
            let line = &sandbox.json(&["--holder", pass.trim_end()]).1[0];
            assert_eq!(line["verdict"], "authentic");
            assert_eq!(line["holder"]["dcc"]["nam"]["gnt"], "ZOE");
        }
    }
}

#[test]
fn two_passes_never_share_an_identifier() {
    let sandbox = Sandbox::new();
    let uvci = |pass: String| {
        sandbox.json(&["--holder", &pass]).1[0]["holder"]["dcc"]["v"][0]["ci"].clone()
    };
    assert_ne!(uvci(sandbox.issue()), uvci(sandbox.issue()));
}

#[test]
fn wrong_fields_are_named_and_nothing_is_signed() {
    let sandbox = Sandbox::new();
    let person = [
        "issue",
        "--surname",
        "A",
        "--forename",
        "B",
        "--birth-date",
        "1980-01-02",
    ];
    let refused = |ground: &[&str], code: &str| {
        let ran = sandbox.run(&[&person[..], ground].concat()).failed(2, code);
        assert_eq!(ran.out, "");
    };
    refused(&[], "[issue.");
    refused(
        &[
            "vaccination",
            "--dose",
            "1",
            "--doses",
            "1",
            "--date",
            "2999-01-01",
        ],
        "[issue.",
    );
    refused(
        &[
            "vaccination",
            "--dose",
            "0",
            "--doses",
            "1",
            "--date",
            "2021-01-01",
        ],
        "[issue.",
    );
    refused(
        &[
            "vaccination",
            "--dose",
            "1",
            "--doses",
            "1",
            "--date",
            "2021-02-30",
        ],
        "[issue.",
    );
    refused(&["test", "--sampled-at", "2021-01-01T00:00:00Z"], "[issue.");
    Sandbox::empty()
        .run(&[&person[..], &["recovery", "--first-positive", "2021-01-01"]].concat())
        .failed(2, "no authority");
}
