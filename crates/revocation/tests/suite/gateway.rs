//! Batches of the EU gateway: hash types, kids, expiry, deletion, and the message around them.

use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_revocation::gateway::{
    Batch, BatchListing, GatewayBatches, GatewayError, parse_signed_batch,
};
use cleanbill_revocation::{Answer, HashType, Limits, Mechanism, Subject};
use proptest::prelude::*;

use crate::support::{AT_UCI, KID, NL_UCI, SIGNATURE, UCI, subject};

/// 2022-11-01T00:00:00Z, when the batches here expire.
const EXPIRY: i64 = 1_667_260_800;
const OTHER: &str = "AAAAAAAAAAAAAAAAAAAAAA==";

fn text(kid: &str, hash_type: &str, hashes: &[&str]) -> String {
    let entries: Vec<String> = hashes
        .iter()
        .map(|hash| format!(r#"{{"hash":"{hash}"}}"#))
        .collect();
    format!(
        r#"{{"country":"XA","expires":"2022-11-01T02:00:00+02:00","kid":"{kid}",
            "hashType":"{hash_type}","entries":[{}]}}"#,
        entries.join(",")
    )
}

fn parse(text: &str) -> Result<Batch, GatewayError> {
    Batch::parse(text.as_bytes(), &Limits::DEFAULT)
}

fn batch(kid: &str, hash_type: &str, hashes: &[&str]) -> Batch {
    parse(&text(kid, hash_type, hashes)).unwrap()
}

fn look_up(batch: Batch, subject: &Subject<'_>, at: i64) -> Answer {
    let mut batches = GatewayBatches::new();
    batches.insert("1", batch);
    batches.look_up(subject, at)
}

#[test]
fn a_batch_is_read() {
    let batch = batch(KID, "SIGNATURE", &[SIGNATURE, OTHER, SIGNATURE]);
    assert_eq!(batch.country, "XA");
    assert_eq!(batch.expires_at, EXPIRY);
    assert_eq!(batch.kid.as_deref(), Some(b"12345678".as_slice()));
    assert_eq!(batch.hash_type, HashType::Signature);
    let mut signature = [0; 16];
    signature.copy_from_slice(&STANDARD.decode(SIGNATURE).unwrap());
    assert_eq!(batch.entries(), [[0; 16], signature]);
}

#[test]
fn every_hash_type_finds_the_pass() {
    for (hash_type, hash) in [
        ("UCI", UCI),
        ("COUNTRYCODEUCI", NL_UCI),
        ("COUNTRYCODEUCI", AT_UCI),
        ("SIGNATURE", SIGNATURE),
    ] {
        let found = look_up(batch(KID, hash_type, &[OTHER, hash]), &subject(), 0);
        assert_eq!(found, Answer::Revoked, "{hash_type}");
        for wrong in ["UCI", "COUNTRYCODEUCI", "SIGNATURE"] {
            let answer = look_up(batch(KID, wrong, &[hash]), &subject(), 0);
            let revoked = wrong == hash_type;
            let expected = if revoked {
                Answer::Revoked
            } else {
                Answer::NotRevoked
            };
            assert_eq!(answer, expected, "{hash_type} as {wrong}");
        }
    }
}

#[test]
fn expired_batches_do_not_count() {
    let one = || batch(KID, "UCI", &[UCI]);
    assert_eq!(look_up(one(), &subject(), EXPIRY - 1), Answer::Revoked);
    assert_eq!(look_up(one(), &subject(), EXPIRY), Answer::NotCovered);
    let unknown = || batch("UNKNOWN_KID", "UCI", &[UCI]);
    assert_eq!(look_up(unknown(), &subject(), EXPIRY - 1), Answer::Revoked);
    assert_eq!(look_up(unknown(), &subject(), EXPIRY), Answer::NotCovered);
}

#[test]
fn kid_or_country_is_what_is_covered() {
    let of_another_key = || batch("++TReQ3yT7E=", "UCI", &[UCI]);
    assert_eq!(look_up(of_another_key(), &subject(), 0), Answer::NotCovered);
    for (country, issuer) in [
        (Some("XA"), None),
        (Some("NL"), Some("XA")),
        (None, Some("xa")),
    ] {
        let subject = Subject {
            country,
            issuer,
            ..subject()
        };
        assert_eq!(look_up(of_another_key(), &subject, 0), Answer::NotRevoked);
        assert_eq!(
            look_up(of_another_key(), &subject, EXPIRY),
            Answer::NotCovered
        );
    }
    let unknown = batch("UNKNOWN_KID", "UCI", &[OTHER]);
    assert_eq!(look_up(unknown, &subject(), 0), Answer::NotCovered);
}

#[test]
fn a_deleted_batch_revokes_no_more() {
    let page = |deleted: bool| {
        let page = format!(
            r#"{{"more":true,"batches":[
                {{"batchId":"1","country":"XA","date":"2022-06-01T00:00:00Z","deleted":{deleted}}},
                {{"batchId":"2","country":"xa","date":"2022-06-01T00:00:01.5Z"}}]}}"#
        );
        BatchListing::parse(page.as_bytes(), &Limits::DEFAULT).unwrap()
    };
    let listing = page(false);
    assert!(listing.more && !listing.batches[1].deleted);
    assert_eq!(listing.batches[1].changed_at, 1_654_041_601);
    assert_eq!(listing.batches[1].country, "XA");

    let mut batches = GatewayBatches::new();
    assert_eq!(batches.apply(&listing), ["1", "2"]);
    batches.insert("1", batch(KID, "UCI", &[UCI]));
    assert_eq!(batches.apply(&listing), ["2"]);
    assert_eq!(batches.look_up(&subject(), 0), Answer::Revoked);
    assert_eq!(batches.apply(&page(true)), ["2"]);
    assert_eq!(batches.look_up(&subject(), 0), Answer::NotCovered);
    assert!(batches.is_empty() && !batches.remove("1"));

    // The same identifier with another content: only the last counts.
    batches.insert("1", batch(KID, "UCI", &[UCI]));
    batches.insert("1", batch("UNKNOWN_KID", "UCI", &[OTHER]));
    assert_eq!(batches.len(), 1);
    assert_eq!(batches.look_up(&subject(), 0), Answer::NotCovered);
}

#[test]
fn malformed_batches_say_why() {
    let good = text(KID, "UCI", &[UCI]);
    let with = |from: &str, to: &str| parse(&good.replace(from, to)).unwrap_err();
    assert_eq!(with("\"country\"", "\"land\""), GatewayError::Members);
    assert_eq!(with("\"XA\"", "\"XAX\""), GatewayError::Country);
    assert_eq!(with("+02:00", ""), GatewayError::Instant);
    assert_eq!(with(KID, "*"), GatewayError::Kid);
    assert_eq!(with("\"UCI\"", "\"uci\""), GatewayError::HashType);
    assert_eq!(with(UCI, "AAAA"), GatewayError::Hash { index: 0 });
    assert_eq!(
        with(UCI, UCI.trim_end_matches('=')),
        GatewayError::Hash { index: 0 }
    );
    assert_eq!(
        with(&format!(r#"{{"hash":"{UCI}"}}"#), ""),
        GatewayError::Empty
    );
    assert_eq!(
        with("\"kid\"", "\"country\"").code(),
        "json.duplicate-member"
    );

    assert!(parse(&text(KID, "UCI", &[OTHER; 1_000])).is_ok());
    let too_many = GatewayError::TooMany {
        actual: 1_001,
        max: 1_000,
    };
    assert_eq!(parse(&text(KID, "UCI", &[OTHER; 1_001])), Err(too_many));
    let listing = |text: &str| BatchListing::parse(text.as_bytes(), &Limits::DEFAULT);
    assert_eq!(listing("{}"), Err(GatewayError::Members));
    assert_eq!(
        listing(r#"{"batches":[],"more":1}"#),
        Err(GatewayError::Members)
    );
    assert_eq!(
        listing(r#"{"batches":[{"batchId":""}]}"#),
        Err(GatewayError::Members)
    );
    assert!(listing(r#"{"batches":[],"more":null}"#).is_ok());
}

/// Has openssl sign; `None`, said in one line, where there is no openssl.
fn signed(name: &str, content: &str, options: &[&str]) -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = |end: &str| {
        folder
            .join(format!("{name}.{end}"))
            .to_str()
            .unwrap()
            .to_owned()
    };
    let (key, pem, json, out) = (path("key"), path("pem"), path("json"), path("der"));
    std::fs::write(&json, content).unwrap();
    let request = [
        "req",
        "-x509",
        "-nodes",
        "-subj",
        "/C=XA/CN=Upload",
        "-days",
        "9",
        "-newkey",
    ];
    let request = [
        &request,
        ["ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout"].as_slice(),
    ];
    let request = [request.concat(), vec![key.as_str(), "-out", pem.as_str()]].concat();
    let sign = [
        "cms", "-sign", "-binary", "-outform", "DER", "-in", &json, "-signer", &pem,
    ];
    let sign = [&sign, ["-inkey", &key, "-out", &out].as_slice(), options].concat();
    for arguments in [request, sign] {
        let Ok(output) = Command::new("openssl").args(&arguments).output() else {
            eprintln!("skipped: openssl not found");
            return None;
        };
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Some(std::fs::read(out).unwrap())
}

#[test]
fn a_batch_comes_inside_a_signed_message() {
    let hashes: Vec<&str> = std::iter::repeat_n(OTHER, 999).chain([UCI]).collect();
    let content = text(KID, "UCI", &hashes);
    for (name, options) in [
        ("whole", ["-nodetach"].as_slice()),
        ("in-pieces", &["-nodetach", "-stream"]),
        ("bare", &["-nodetach", "-noattr"]),
    ] {
        let Some(message) = signed(name, &content, options) else {
            return;
        };
        for form in [message.clone(), STANDARD.encode(&message).into_bytes()] {
            let signed = parse_signed_batch(&form, &Limits::DEFAULT).unwrap();
            assert_eq!(signed.batch, parse(&content).unwrap());
            assert_eq!(signed.signer.subject().country(), Some("XA"));
        }
        // One byte of a hash: the signature no longer holds.
        let place = message
            .windows(8)
            .position(|window| window == &UCI.as_bytes()[..8]);
        if let Some(place) = place {
            let mut forged = message;
            forged[place] ^= 1;
            let error = parse_signed_batch(&forged, &Limits::DEFAULT).unwrap_err();
            assert!(matches!(error, GatewayError::Message(_)), "{error:?}");
        }
    }
    let Some(detached) = signed("detached", &content, &[]) else {
        return;
    };
    let error = parse_signed_batch(&detached, &Limits::DEFAULT);
    assert_eq!(error, Err(GatewayError::NoContent));
    let error = parse_signed_batch(b"%", &Limits::DEFAULT);
    assert_eq!(error, Err(GatewayError::Base64));
}

#[test]
fn a_mutated_message_is_believed_for_nothing_else() {
    let content = text(KID, "UCI", &[UCI]);
    let Some(message) = signed("mutated", &content, &["-nodetach", "-stream"]) else {
        return;
    };
    let batch = parse(&content).unwrap();
    for at in 0..message.len() {
        let mut mutated = message.clone();
        mutated[at] ^= 1 << (at % 8);
        if let Ok(signed) = parse_signed_batch(&mutated, &Limits::DEFAULT) {
            assert_eq!(signed.batch, batch);
        }
        let _ = parse_signed_batch(&message[..at], &Limits::DEFAULT).unwrap_err();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_input_never_panics(bytes: Vec<u8>, json in r#"[\[\]{}:,"a-z0-2]{0,40}"#) {
        let limits = Limits::DEFAULT;
        let _ = Batch::parse(&bytes, &limits);
        let _ = Batch::parse(json.as_bytes(), &limits);
        let _ = BatchListing::parse(json.as_bytes(), &limits);
        let _ = parse_signed_batch(&bytes, &limits);
        let _ = parse_signed_batch(&[&[0x30, 0x80], bytes.as_slice()].concat(), &limits);
    }
}
