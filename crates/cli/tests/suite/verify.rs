use crate::sandbox::Sandbox;

#[test]
fn json_has_its_documented_shape() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let (code, lines) = sandbox.json(&[&pass]);
    assert_eq!(code, 0);
    let line = &lines[0];
    assert_eq!(line["source"], "1");
    assert_eq!(line["format"], "hcert");
    assert_eq!(line["verdict"], "authentic");
    assert_eq!(line["reason"], serde_json::Value::Null);
    assert_eq!(line["signer"]["country"], "XX");
    assert_eq!(line["signer"]["kid"].as_str().unwrap().len(), 12);
    for stage in ["decode", "signature", "time", "schema", "key_usage"] {
        assert_eq!(line["stages"][stage]["outcome"], "passed", "{stage}");
        assert_eq!(
            line["stages"][stage]["code"],
            serde_json::Value::Null,
            "{stage}"
        );
    }
    assert_eq!(
        line["stages"]["revocation"]["code"],
        "skipped.no-revocation-data"
    );
    assert_eq!(line["stages"]["rules"]["code"], "skipped.no-policy");
    assert!(line.get("holder").is_none());
}

#[test]
fn the_holder_is_shown_only_when_asked() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue_for("Vorzeigename", "Berta");
    for arguments in [&["verify", "--json"][..], &["verify"]] {
        let ran = sandbox.run(&[arguments, &[&pass]].concat());
        assert!(!ran.out.contains("Vorzeigename") && !ran.out.contains("1980-01-02"));
        let ran = sandbox.run(&[arguments, &["--holder", &pass]].concat());
        assert!(ran.out.contains("Vorzeigename") && ran.out.contains("1980-01-02"));
    }
}

#[test]
fn exit_codes_have_their_precedence() {
    let sandbox = Sandbox::new();
    let abroad = Sandbox::new();
    let (good, unknown) = (sandbox.issue(), abroad.issue());
    let altered = format!("{}000", &good[..good.len() - 3]);
    let code = |arguments: &[&str]| sandbox.json(arguments).0;
    assert_eq!(code(&[&good]), 0);
    assert_eq!(code(&[&altered]), 1);
    assert_eq!(code(&[&unknown]), 2);
    assert_eq!(code(&[&good, &altered]), 1);
    assert_eq!(code(&[&good, &altered, &unknown]), 2);
    assert_eq!(code(&[&good, "no-such-file"]), 2);
    assert_eq!(sandbox.run(&["verify"]).code, 64);
    assert_eq!(sandbox.run(&["verify", "--no-such-option"]).code, 64);
    assert_eq!(sandbox.run(&["no-such-command"]).code, 64);
    assert_eq!(
        sandbox.run(&["verify", "--at", "yesterday", &good]).code,
        64
    );
    assert_eq!(sandbox.run(&["--help"]).code, 0);
    assert_eq!(sandbox.run(&["--version"]).code, 0);
}

#[test]
fn the_clock_is_an_argument() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let reason = |at: &str| sandbox.json(&["--at", at, &pass]).1[0]["reason"].clone();
    assert_eq!(reason("2021-01-01"), "time.not-yet-valid");
    assert_eq!(reason("2099-01-01T00:00:00Z"), "time.expired");
    assert_eq!(reason("-5"), "time.not-yet-valid");
}

#[test]
fn an_unknown_signer_is_undetermined_and_an_altered_pass_refused() {
    let sandbox = Sandbox::new();
    let abroad = Sandbox::new().issue();
    let line = &sandbox.json(&[&abroad]).1[0];
    assert_eq!(line["verdict"], "undetermined");
    assert_eq!(line["reason"], "trust.unknown-key");
    assert_eq!(line["signer"]["country"], serde_json::Value::Null);
    assert_eq!(line["stages"]["key_usage"]["code"], "skipped.not-reached");
    let nothing = Sandbox::empty();
    assert_eq!(nothing.json(&[&abroad]).1[0]["reason"], "trust.no-signers");
}

#[test]
fn what_is_no_pass_is_called_that() {
    let sandbox = Sandbox::empty();
    let file = sandbox.write(
        "menu.txt",
        "Soup of the day\nHC2:ABC\nhttps://example.org\nshc:/1\n",
    );
    let reasons = sandbox.json(&[&file]).1;
    let reasons: Vec<_> = reasons
        .iter()
        .map(|line| line["reason"].as_str().unwrap())
        .collect();
    assert_eq!(
        reasons,
        [
            "decode.not-a-pass",
            "hcert.unknown-version",
            "decode.web-address",
            "shc.numeric.odd-digits"
        ]
    );
}

#[test]
fn many_inputs_come_out_in_their_order_and_sum_up() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let file = sandbox.write("many.txt", format!("{pass}\nnonsense\n").repeat(3_000));
    let (code, lines) = sandbox.json(&[&file, "--jobs", "2"]);
    assert_eq!((code, lines.len()), (1, 6_000));
    for (index, line) in lines.iter().enumerate() {
        assert_eq!(line["source"], format!("{file}:{}", index + 1));
        let expected = if index % 2 == 0 {
            "authentic"
        } else {
            "refused"
        };
        assert_eq!(line["verdict"], expected);
    }
    let table = sandbox.run(&["verify", &file]);
    let sum = "6000 checked: 3000 authentic, 3000 refused, 0 could not be checked";
    assert_eq!(table.out.lines().last(), Some(sum));
}

#[test]
fn standard_input_and_pictures_are_read() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let ran = sandbox.run_with(&["verify", "--json", "-"], format!("{pass}\r\n").as_bytes());
    assert_eq!(ran.succeeded().out.lines().count(), 1);
    for option in ["--png", "--svg"] {
        let picture = sandbox.arg("code.picture");
        sandbox.run(&["draw", &pass, option, &picture]).succeeded();
        let (code, lines) = sandbox.json(&[&picture]);
        assert_eq!(
            (code, &lines[0]["source"]),
            (0, &serde_json::Value::from(picture))
        );
    }
    let blank = sandbox.write("blank.png", b"\x89PNG\r\n\x1a\nbroken");
    let (code, lines) = sandbox.json(&[&blank]);
    assert_eq!(
        (code, &lines[0]["reason"]),
        (2, &"qr.damaged-picture".into())
    );
}

#[test]
fn inspect_tells_everything_and_json_the_payload() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue_for("Приклад", "Юлия");
    let ran = sandbox.run(&["inspect", &pass]).succeeded();
    for words in [
        "Приклад",
        "PRIKLAD",
        "Comirnaty",
        "2 of 2",
        "URN:UVCI:01:XX:",
        "Who learns what",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    let payload: serde_json::Value =
        serde_json::from_str(&sandbox.run(&["inspect", "--json", &pass]).succeeded().out).unwrap();
    assert_eq!(payload["v"][0]["dn"], 2);
    assert_eq!(payload["ver"], "1.3.0");
}

#[test]
fn hostile_names_cannot_steer_the_terminal() {
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(&["verify", "no\u{1b}[2Jsuch\u{202e}file"]);
    assert!(
        !ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'),
        "{}",
        ran.out
    );
}
