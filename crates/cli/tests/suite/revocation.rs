//! `revocation`: from issued passes to a verdict, through every file.

use crate::sandbox::Sandbox;

const DOOR: [&str; 6] = ["--place", "concert", "--region", "RU", "--at", "2021-12-01"];

fn pass(sandbox: &Sandbox, date: &str) -> String {
    let ground = [
        "vaccination",
        "--product",
        "Sputnik-V",
        "--dose",
        "2",
        "--doses",
        "2",
    ];
    sandbox.november_pass("1974-08-12", &[&ground[..], &["--date", date]].concat())
}

#[test]
fn a_revoked_pass_is_refused_and_restored_by_a_delta() {
    let sandbox = Sandbox::november();
    let passes = ["2021-06-01", "2021-06-02", "2021-06-03"].map(|date| pass(&sandbox, date));
    let issued = sandbox.write("issued", passes.join("\n"));
    let revoked = sandbox.write("revoked", &passes[1]);
    let (one, two) = (sandbox.arg("one"), sandbox.arg("two"));
    let build = |revoked: &str, out: &str| {
        let arguments = [
            "revocation",
            "build",
            "--issued",
            &issued,
            "--revoked",
            revoked,
        ];
        sandbox
            .run(&[&arguments[..], &["--out", out]].concat())
            .succeeded()
            .out
    };
    let built = build(&revoked, &one);
    assert!(built.contains("3 issued, 1 revoked"), "{built}");
    let filter = format!("{one}/national.filter");
    let check = |extra: &[&str], pass: &str| {
        let arguments = ["revocation", "check", pass, "--filter", &filter];
        sandbox.run(&[&arguments[..], extra].concat())
    };
    assert_eq!(check(&[], &passes[0]).code, 0);
    assert_eq!(check(&[], &passes[1]).code, 1);
    // A later pass of the same key is not covered, and so not revoked.
    let later = sandbox.run(&[
        "issue",
        "--at",
        "2021-11-21",
        "--surname",
        "A",
        "--birth-date",
        "1980",
        "recovery",
        "--first-positive",
        "2021-06-01",
    ]);
    let later = later.succeeded().out.trim_end().to_owned();
    assert!(check(&[], &later).out.contains("not covered"));

    let bundle = sandbox.arg("revoking.cbset");
    let publish = |extra: &[&str]| {
        let pack = crate::sandbox::repository("policies/ru-2021");
        let arguments = [
            "publish",
            "--policies",
            &pack,
            "--filter",
            &filter,
            "--out",
            &bundle,
        ];
        sandbox.run(&[&arguments[..], extra].concat()).succeeded();
    };
    publish(&[]);
    let verify = |pass: &str| {
        let arguments = [&[pass, "--trust", &bundle], &DOOR[..]].concat();
        let (code, lines) = sandbox.json(&arguments);
        (code, lines[0]["reason"].as_str().map(str::to_owned))
    };
    assert_eq!(verify(&passes[0]), (0, None));
    assert_eq!(verify(&passes[1]), (1, Some("revocation.revoked".into())));

    let nobody = sandbox.write("nobody", "");
    build(&nobody, &two);
    let deltas = sandbox.arg("deltas");
    let universes = [format!("{one}/universe"), format!("{two}/universe")];
    let diff = [
        "revocation",
        "diff",
        &universes[0],
        &universes[1],
        "--filter",
        &filter,
        "--out",
        &deltas,
    ];
    let told = sandbox.run(&diff).succeeded().out;
    assert!(told.contains("0 revoked, 1 restored"), "{told}");
    assert_eq!(check(&["--deltas", &deltas], &passes[1]).code, 0);
    publish(&["--deltas", &deltas]);
    assert_eq!(verify(&passes[1]), (0, None));
    let shown = sandbox
        .run(&["revocation", "show", &filter, &deltas, &universes[0]])
        .succeeded();
    for words in [
        "1 revoked of 3 issued by RU",
        "delta from version 1 to 2",
        "SHA-256",
    ] {
        assert!(shown.out.contains(words), "{words}: {}", shown.out);
    }
}

#[test]
fn an_older_filter_is_not_installed_over_a_newer_one() {
    let sandbox = Sandbox::november();
    let issued = sandbox.write("issued", pass(&sandbox, "2021-06-01"));
    let bundle = sandbox.arg("bundle.cbset");
    let publish = |edition: Option<&str>| {
        let filter = format!("{}/national.filter", sandbox.arg("filters"));
        let mut arguments = vec!["publish", "--install", "--out", &bundle];
        if let Some(edition) = edition {
            let out = sandbox.arg("filters");
            let build = ["revocation", "build", "--issued", &issued, "--out", &out];
            sandbox
                .run(&[&build[..], &["--edition", edition]].concat())
                .succeeded();
            arguments.extend(["--filter", &filter]);
        }
        sandbox.run(&arguments)
    };
    publish(Some("7")).succeeded();
    publish(Some("7")).succeeded();
    publish(Some("6")).failed(2, "older than the installed one, version 7: 6");
    // Not given, it stays.
    publish(None).succeeded();
    publish(Some("6")).failed(2, "version 7: 6");
    publish(Some("8")).succeeded();
}

#[test]
fn anybody_builds_the_same_filter_from_the_universe_file() {
    let sandbox = Sandbox::november();
    let passes = ["2021-06-01", "2021-06-02"].map(|date| pass(&sandbox, date));
    let issued = sandbox.write("issued", passes.join("\n"));
    let (one, two) = (sandbox.arg("one"), sandbox.arg("two"));
    let at = ["--at", "2021-12-01"];
    let first = [
        "revocation",
        "build",
        "--issued",
        &issued,
        "--revoked",
        &issued,
        "--out",
        &one,
    ];
    sandbox.run(&[&first[..], &at].concat()).succeeded();
    let universe = format!("{one}/universe");
    let second = [
        "revocation",
        "build",
        "--universe",
        &universe,
        "--out",
        &two,
    ];
    sandbox.run(&[&second[..], &at].concat()).succeeded();
    let bytes = |folder: &str| std::fs::read(format!("{folder}/national.filter")).unwrap();
    assert_eq!(bytes(&one), bytes(&two));
}

#[test]
fn bad_input_is_named_by_its_line_and_nothing_is_written() {
    let sandbox = Sandbox::november();
    let good = pass(&sandbox, "2021-06-01");
    let out = sandbox.arg("out");
    let build = |issued: &str, revoked: &str| {
        let arguments = [
            "revocation",
            "build",
            "--issued",
            issued,
            "--revoked",
            revoked,
        ];
        sandbox.run(&[&arguments[..], &["--out", &out]].concat())
    };
    let odd = sandbox.write("odd", format!("{good}\nnonsense\n"));
    build(&odd, &odd).failed(2, "line 2 is no pass");
    let issued = sandbox.write("issued", &good);
    let stranger = sandbox.write("stranger", "URN:UVCI:01:XX:NOBODY#A");
    build(&issued, &stranger).failed(2, "1 of the revoked passes were not issued");
    let compact = sandbox.write("compact", "AQID 1 00112233445566778899aabbccddeeff");
    build(&compact, &compact).failed(2, "no issuer");
    sandbox
        .run(&["revocation", "show", &odd])
        .failed(2, "no file about revocation");
    sandbox
        .run(&["revocation", "check", &good, "--filter", &odd])
        .failed(2, "odd");
    assert!(!sandbox.path("out/national.filter").exists());
}

/// The look-up key of a pass, by `date` of its vaccination: SHA-256 of its UVCI, first 16 bytes.
fn key_of(sandbox: &Sandbox, pass: &str) -> (String, [u8; 16]) {
    let inspected = sandbox.run(&["inspect", "--json", "--at", "2021-12-01", pass]);
    let json: serde_json::Value = serde_json::from_str(inspected.out.trim_end()).unwrap();
    let uvci = json["v"][0]["ci"].as_str().unwrap();
    let digest = cleanbill_crypto::sha256(uvci.as_bytes());
    let (_, lines) = sandbox.json(&["--at", "2021-12-01", pass]);
    let kid = lines[0]["signer"]["kid"].as_str().unwrap().to_owned();
    (kid, digest[..16].try_into().unwrap())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn reason(sandbox: &Sandbox, bundle: &str, pass: &str) -> Option<String> {
    let arguments = ["--at", "2021-12-01", "--trust", bundle, pass];
    sandbox.json(&arguments).1[0]["reason"]
        .as_str()
        .map(str::to_owned)
}

#[test]
fn a_gateway_batch_revokes_and_refuses_by_name() {
    let sandbox = Sandbox::november();
    let (taken, kept) = (pass(&sandbox, "2021-06-01"), pass(&sandbox, "2021-06-02"));
    let (kid, key) = key_of(&sandbox, &taken);
    let hash = base64(&key);
    let batch = |kind: &str| {
        serde_json::json!({
            "country": "RU", "expires": "2030-01-01T00:00:00Z", "kid": kid, "hashType": kind,
            "entries": [{ "hash": hash }],
        })
    };
    let bundle = sandbox.arg("out.cbset");
    let good = sandbox.write("batch.json", batch("UCI").to_string());
    sandbox
        .run(&["publish", "--batches", &good, "--out", &bundle])
        .succeeded();
    assert_eq!(
        reason(&sandbox, &bundle, &taken).as_deref(),
        Some("revocation.revoked")
    );
    assert_eq!(reason(&sandbox, &bundle, &kept), None);
    let odd = sandbox.write("odd.json", batch("SHOE-SIZE").to_string());
    sandbox
        .run(&["publish", "--batches", &odd, "--out", &bundle])
        .failed(2, "hash-type");
}

#[test]
fn a_distributors_slices_revoke() {
    let sandbox = Sandbox::november();
    let (taken, kept) = (pass(&sandbox, "2021-06-01"), pass(&sandbox, "2021-06-02"));
    let (kid, key) = key_of(&sandbox, &taken);
    let filter = [
        &1_i16.to_be_bytes()[..],
        &0_f32.to_be_bytes(),
        &1_i32.to_be_bytes(),
        &[8],
        &key[..8],
    ]
    .concat();
    let digest = hex(&cleanbill_crypto::sha256(&filter));
    let folder = sandbox.path("slices");
    std::fs::create_dir(&folder).unwrap();
    let overview = serde_json::json!([{
        "kid": kid, "mode": "POINT", "hashTypes": ["UCI"], "expires": "2030-01-01T00:00:00Z",
        "lastUpdated": "2021-12-01T00:00:00Z",
    }]);
    let slice = serde_json::json!({ "type": "VARHASHLIST", "version": "1.0", "hash": digest });
    let mut chunk = serde_json::Map::new();
    chunk.insert(
        hex(&key)[..1].to_owned(),
        serde_json::json!({ "2030-01-01T00:00:00Z": slice }),
    );
    let partitions = serde_json::json!([{
        "kid": kid, "id": null, "x": null, "y": null, "lastUpdated": "2021-12-01T00:00:00Z",
        "expired": "2030-01-01T00:00:00Z", "chunks": chunk,
    }]);
    std::fs::write(folder.join("lists"), overview.to_string()).unwrap();
    std::fs::write(folder.join("partitions"), partitions.to_string()).unwrap();
    std::fs::write(folder.join("slices.gz"), gzip(&tar(&digest, &filter))).unwrap();
    let (bundle, folder) = (sandbox.arg("out.cbset"), sandbox.arg("slices"));
    sandbox
        .run(&["publish", "--slices", &folder, "--out", &bundle])
        .succeeded();
    assert_eq!(
        reason(&sandbox, &bundle, &taken).as_deref(),
        Some("revocation.revoked")
    );
    assert_eq!(reason(&sandbox, &bundle, &kept), None);
    std::fs::write(sandbox.path("slices/odd"), "?").unwrap();
    sandbox
        .run(&["publish", "--slices", &folder, "--out", &bundle])
        .failed(2, "neither overview");
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// One file (POSIX.1-1988 ustar).
fn tar(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = vec![0_u8; 512];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, name.as_bytes());
    put(100, b"0000644\0");
    put(124, format!("{:011o}\0", content.len()).as_bytes());
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut out = [header.as_slice(), content].concat();
    out.resize(out.len().next_multiple_of(512) + 1024, 0);
    out
}

/// One stored block (RFC 1951 §3.2.4) in gzip (RFC 1952).
fn gzip(content: &[u8]) -> Vec<u8> {
    let len = u16::try_from(content.len()).unwrap();
    let mut crc = !0_u32;
    for byte in content {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    [
        &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1][..],
        &len.to_le_bytes(),
        &(!len).to_le_bytes(),
        content,
        &(!crc).to_le_bytes(),
        &u32::from(len).to_le_bytes(),
    ]
    .concat()
}

/// The same pass without claim `iss`, signed with some other key: the list is the issuer's own.
fn without_issuer(pass: &str) -> String {
    use cleanbill_cose::cbor::{Key, Value, encode_deterministic, parse_value};
    let mut decoder = cleanbill_hcert::Decoder::default();
    let cose = decoder.decode(pass).unwrap().cose;
    let claims = parse_value(cose.payload(), &cleanbill_cose::Limits::default()).unwrap();
    let Value::Map(mut claims) = claims else {
        panic!("claims are a map");
    };
    claims.retain(|(key, _)| *key != Key::Int(1));
    let payload = encode_deterministic(&Value::Map(claims));
    let key = cleanbill_signer::SoftwareKey::generate(cleanbill_signer::KeyType::P256).unwrap();
    let cose = cleanbill_cose::sign1(cose.kid().unwrap(), &payload, &key).unwrap();
    cleanbill_hcert::encode(&cose).unwrap()
}

#[test]
fn a_pass_without_issuer_is_named_and_not_lost_in_the_filter() {
    let sandbox = Sandbox::november();
    let (good, bare) = (
        pass(&sandbox, "2021-06-01"),
        without_issuer(&pass(&sandbox, "2021-06-02")),
    );
    let out = sandbox.arg("out");
    for issuer in [&[][..], &["--issuer", "RU"]] {
        let issued = sandbox.write("issued", format!("{good}\n{bare}\n"));
        let build = ["revocation", "build", "--issued", &issued, "--out", &out];
        sandbox
            .run(&[&build[..], issuer].concat())
            .failed(2, "line 2 is a pass without claim `iss`");
    }
    assert!(!sandbox.path("out/national.filter").exists());
}

#[test]
fn a_filter_ends_where_no_pass_can_be_issued_any_more() {
    let sandbox = Sandbox::november();
    let issued = sandbox.write("issued", pass(&sandbox, "2021-06-01"));
    let out = sandbox.arg("out");
    let build = |issued: &str, extra: &[&str]| {
        let build = ["revocation", "build", "--issued", issued, "--out", &out];
        sandbox.run(&[&build[..], extra].concat())
    };
    let line = |at: i64| format!("AQID {at} 00112233445566778899aabbccddeeff");
    let now = std::process::Command::new("date").arg("+%s").output();
    let now = String::from_utf8(now.unwrap().stdout).unwrap();
    let now: i64 = now.trim().parse().unwrap();
    let open = "passes may still be issued";
    let issuer = ["--issuer", "RU"];
    for at in [now - 30, now, now + 3_600] {
        let fresh = sandbox.write("fresh", line(at));
        build(&fresh, &issuer).failed(2, open);
    }
    build(&issued, &["--closed-until", &now.to_string()]).failed(2, open);
    build(&issued, &["--closed-until", "2021-11-19"]).failed(2, "line 1 is a pass that was issued");
    assert!(!sandbox.path("out/universe").exists());
    let closed = sandbox.write("closed", line(now - 90));
    build(&closed, &issuer).succeeded();
    build(&issued, &["--closed-until", "2021-12-24"]).succeeded();
    let shown = sandbox.run(&["revocation", "show", &format!("{out}/national.filter")]);
    let shown = shown.succeeded().out;
    assert!(shown.contains("2021-12-24"), "{shown}");
    let universe = format!("{out}/universe");
    let again = ["revocation", "build", "--universe", &universe];
    let extra = ["--out", &out, "--closed-until", "2021-12-24"];
    sandbox.run(&[&again[..], &extra].concat()).usage();
}
