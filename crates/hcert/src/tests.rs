use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};
use proptest::prelude::*;

use super::dcc::{Fault, Tolerance, parse_json, render_json};
use super::*;

fn limits() -> cleanbill_cose::Limits {
    cleanbill_cose::Limits::default()
}

fn payload(json: &str) -> Value<'static> {
    parse_json(json.as_bytes(), &limits()).unwrap()
}

fn vaccination() -> String {
    r#"{"ver":"1.3.0","nam":{"fn":"Test","fnt":"TEST"},"dob":"1980-01-02","v":[{"tg":"840539006",
    "vp":"1119349007","mp":"EU/1/20/1528","ma":"ORG-100030215","dn":2,"sd":2,"dt":"2021-11-01",
    "co":"XX","is":"Issuer","ci":"URN:UVCI:01:XX:A#B"}]}"#
        .to_owned()
}

fn faults(json: &str) -> Vec<(String, Fault)> {
    let reading = read_dcc(&payload(json)).unwrap();
    reading
        .findings
        .iter()
        .map(|finding| (finding.path.to_string(), finding.fault))
        .collect()
}

#[test]
fn a_sound_payload_has_no_findings() {
    let reading = read_dcc(&payload(&vaccination())).unwrap();
    assert_eq!(reading.findings, []);
    assert_eq!(reading.tolerances, []);
    assert_eq!(reading.dcc.kind(), Some(dcc::EntryKind::Vaccination));
    assert_eq!(reading.dcc.vaccinations[0].dose, Some(2));
    assert_eq!(reading.dcc.uvci(), Some("URN:UVCI:01:XX:A#B"));
}

#[test]
fn every_fault_is_found_where_it_stands() {
    let sound = vaccination();
    let with = |from: &str, to: &str| faults(&sound.replace(from, to));
    let one = |path: &str, fault| vec![(path.to_owned(), fault)];
    assert_eq!(
        with(r#""dn":2"#, r#""dn":0"#),
        one("v[0].dn", Fault::BelowOne)
    );
    assert_eq!(
        with(r#""dn":2"#, r#""dn":1.5"#),
        one("v[0].dn", Fault::Type)
    );
    assert_eq!(with(r#""dn":2,"#, ""), one("v[0].dn", Fault::Missing));
    assert_eq!(
        with(r#""co":"XX""#, r#""co":"xx""#),
        one("v[0].co", Fault::Pattern)
    );
    assert_eq!(with("1980-01-02", "02.01.1980"), one("dob", Fault::Pattern));
    assert_eq!(with("1980-01-02", "1880-01-02"), one("dob", Fault::Pattern));
    assert_eq!(
        with(r#""fnt":"TEST""#, r#""fnt":"Test""#),
        one("nam.fnt", Fault::Pattern)
    );
    assert_eq!(with(r#","fnt":"TEST""#, ""), one("nam.fnt", Fault::Missing));
    assert_eq!(with("1.3.0", "1.3"), one("ver", Fault::Pattern));
    assert_eq!(
        with("Issuer", &"I".repeat(81)),
        one("v[0].is", Fault::TooLong)
    );
    assert_eq!(with("Issuer", &"И".repeat(80)), []);
    assert_eq!(
        with(r#"{"fn":"Test","fnt":"TEST"}"#, "3"),
        one("nam", Fault::NoName)
    );
    assert_eq!(
        with(r#""v":["#, r#""w":["#),
        one("the payload", Fault::NoEntry)
    );
    assert_eq!(
        with(r#""v":["#, r#""r":[{}],"v":["#).last().unwrap(),
        &("the payload".to_owned(), Fault::ManyEntries)
    );
}

#[test]
fn partial_and_empty_birth_dates_conform() {
    for date in ["1980", "1980-01", "1980-01-02", ""] {
        assert_eq!(
            faults(&vaccination().replace("1980-01-02", date)),
            [],
            "{date}"
        );
    }
}

#[test]
fn tolerances_are_named() {
    let sound = vaccination();
    let with = |from: &str, to: &str| {
        let reading = read_dcc(&payload(&sound.replace(from, to))).unwrap();
        assert_eq!(reading.findings, []);
        (reading.tolerances, reading.dcc)
    };
    assert_eq!(
        with(r#""v":["#, r#""t":null,"v":["#).0,
        [Tolerance::NullAsAbsent]
    );
    assert_eq!(with(r#""dn":2"#, r#""dn":2.0"#).0, [Tolerance::WholeFloat]);
    let (tolerances, dcc) = with("EU/1/20/1528", "EU/1/20/1528 ");
    assert_eq!(tolerances, [Tolerance::SurroundingSpace]);
    assert_eq!(dcc.vaccinations[0].product.as_deref(), Some("EU/1/20/1528"));
}

#[test]
fn a_tagged_date_is_read() {
    // {"ver": 0("1.3.0")}
    let bytes = b"\xa1\x63ver\xc0\x651.3.0";
    let reading = read_dcc(&parse_value(bytes, &limits()).unwrap()).unwrap();
    assert_eq!(reading.dcc.version.as_deref(), Some("1.3.0"));
    assert_eq!(reading.tolerances, [Tolerance::TaggedText]);
}

#[test]
fn what_is_written_reads_back_and_is_deterministic() {
    let value = payload(&vaccination());
    let dcc = read_dcc(&value).unwrap().dcc;
    let written = encode_deterministic(&dcc.to_value());
    assert_eq!(written, encode_deterministic(&value));
    let back = parse_value(&written, &limits()).unwrap();
    assert_eq!(read_dcc(&back).unwrap().dcc, dcc);
    assert_eq!(render_json(&back), render_json(&value));
}

#[test]
fn debug_shows_no_content() {
    let reading = read_dcc(&payload(&vaccination())).unwrap();
    let shown = format!(
        "{reading:?} {:?} {:?}",
        reading.dcc.name, reading.dcc.vaccinations
    );
    for secret in ["Test\"", "TEST", "1980", "URN"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn every_link_of_the_chain_names_its_fault() {
    let code = |text: &str| Decoder::default().decode(text).unwrap_err().code();
    assert_eq!(code(""), "hcert.no-prefix");
    assert_eq!(code("HL0:ABC"), "hcert.no-prefix");
    assert_eq!(code("HC2:ABC"), "hcert.unknown-version");
    assert_eq!(code("HC1:abc"), "base45.character");
    assert_eq!(code("HC1:A"), "base45.length");
    assert_eq!(code("HC1:BB8"), "inflate.not-zlib");
    assert_eq!(code(&encode(b"\x01").unwrap()), "cose.not-sign1");
    assert_eq!(code(&"H".repeat(4_297)), "hcert.too-long");
}

proptest! {
    #[test]
    fn any_text_is_decoded_or_refused(text: String) {
        let mut decoder = Decoder::default();
        let _ = decoder.decode(&text);
        let _ = decoder.decode(&format!("HC1:{text}"));
    }

    #[test]
    fn any_message_is_decoded_or_refused(message: Vec<u8>) {
        let _ = Decoder::default().decode(&encode(&message).unwrap());
    }

    #[test]
    fn any_payload_is_read(bytes: Vec<u8>) {
        if let Ok(value) = parse_value(&bytes, &limits()) {
            let _ = read_dcc(&value);
            let _ = render_json(&value);
        }
    }
}
