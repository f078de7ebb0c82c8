use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};
use proptest::prelude::*;

use super::*;
use crate::HcertError;
use crate::dcc::{Fault, parse_json};

fn limits() -> cleanbill_cose::Limits {
    cleanbill_cose::Limits::default()
}

fn payload(json: &str) -> Value<'static> {
    parse_json(json.as_bytes(), &limits()).unwrap()
}

fn read(json: &str) -> IcvpReading {
    read_icvp(&payload(json)).unwrap()
}

fn faults(reading: &IcvpReading) -> Vec<(String, Fault)> {
    let findings = reading.findings.iter();
    findings
        .map(|finding| (finding.path.to_string(), finding.fault))
        .collect()
}

const STAMARIL: &str = "YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0";

/// A sound certificate of each layout, by its dose.
fn sound(layout: Layout) -> String {
    let (root, dose) = match layout {
        Layout::A => (
            r#""s":"female","ntl":"XX","nid":"1""#,
            r#""v":{"dn":"Primary","tg":"1D47","vp":"XM3418","mp":"7","ma":"Maker","mid":"3",
            "dt":"2026-01-10","bo":"B1","vls":"2026-01-20","cn":"Doctor"}"#
                .to_owned(),
        ),
        Layout::B => (
            r#""s":"female","ntl":"XXX","nid":"1","ndt":"PPN""#,
            format!(r#""v":[{{"vp":"{STAMARIL}","dt":"2026-01-10","bo":"B1","is":"XXX"}}]"#),
        ),
        Layout::C => (
            r#""s":"female","nt":"XXX","id":"1","dt":"PPN","v":"1""#,
            format!(r#""vx":{{"vp":"{STAMARIL}","dt":"2026-01-10","bo":"B1","is":"XXX"}}"#),
        ),
        Layout::D => (
            r#""s":"female","nt":"XXX","id":"1","dt":"PPN","v":"1","d":"2026-01-11""#,
            format!(r#""vx":{{"vp":"{STAMARIL}","dv":"2026-01-10","bo":"B1","is":"XXX"}}"#),
        ),
    };
    format!(r#"{{"n":"A Holder","dob":"1990-05-01",{root},{dose}}}"#)
}

const ALL: [Layout; 4] = [Layout::A, Layout::B, Layout::C, Layout::D];

#[test]
fn every_layout_is_told_and_read() {
    for layout in ALL {
        let reading = read(&sound(layout));
        assert_eq!(faults(&reading), [], "{layout:?}");
        assert_eq!(reading.tolerances, [], "{layout:?}");
        let icvp = reading.icvp;
        assert_eq!(icvp.layout, layout);
        assert_eq!(icvp.name.as_deref(), Some("A Holder"));
        assert_eq!(icvp.document_number.as_deref(), Some("1"), "{layout:?}");
        assert!(icvp.nationality.is_some(), "{layout:?}");
        assert_eq!(icvp.doses.len(), 1);
        assert_eq!(icvp.doses[0].date.as_deref(), Some("2026-01-10"));
        assert_eq!(icvp.doses[0].batch.as_deref(), Some("B1"));
        let kind = icvp.doses[0]
            .who_product()
            .map(|product| product.kind.short);
        let expected = if layout == Layout::A {
            None
        } else {
            Some("YF")
        };
        assert_eq!(kind, expected, "{layout:?}");
    }
}

#[test]
fn every_fault_is_found_where_it_stands() {
    let with = |layout, from: &str, to: &str| {
        let text = sound(layout);
        assert!(text.contains(from), "{from}");
        faults(&read(&text.replace(from, to)))
    };
    let one = |path: &str, fault| vec![(path.to_owned(), fault)];
    assert_eq!(
        with(Layout::D, STAMARIL, "a3K3X000000000000"),
        one("vx.vp", Fault::UnknownProduct)
    );
    assert_eq!(
        with(Layout::D, r#","is":"XXX""#, ""),
        one("vx", Fault::NoIssuer)
    );
    assert_eq!(
        with(Layout::B, r#","is":"XXX""#, ""),
        one("v[0]", Fault::NoIssuer)
    );
    assert_eq!(
        with(Layout::C, r#""nt":"XXX","#, ""),
        one("nt", Fault::Missing)
    );
    assert_eq!(with(Layout::C, r#","v":"1""#, ""), one("v", Fault::Missing));
    assert_eq!(
        with(Layout::C, "2026-01-10", "10.01.2026"),
        one("vx.dt", Fault::Pattern)
    );
    assert_eq!(
        with(Layout::D, "2026-01-10", "2026-13-10"),
        one("vx.dv", Fault::Pattern)
    );
    assert_eq!(
        with(Layout::D, r#""d":"2026-01-11""#, r#""d":"2026-01-09""#),
        one("vx.dv", Fault::DateOrder)
    );
    assert_eq!(
        with(Layout::A, r#""dob":"1990-05-01""#, r#""dob":"2026-01-11""#),
        one("v.dt", Fault::DateOrder)
    );
    assert_eq!(
        with(Layout::D, r#""n":"A Holder","#, ""),
        one("n", Fault::NoName)
    );
    assert_eq!(
        with(Layout::D, r#""dob":"1990-05-01","#, ""),
        one("dob", Fault::NoBirthDate)
    );
    assert_eq!(
        with(Layout::D, r#""vx":{"#, r#""wx":{"#),
        one("vx", Fault::NoEntry)
    );
    assert_eq!(
        with(
            Layout::D,
            r#""dv":"2026"#,
            r#""dt":"2026-01-10","dv":"2026"#
        ),
        one("the payload", Fault::MixedLayouts)
    );
}

#[test]
fn a_version_that_is_a_number_is_no_dose() {
    let number = sound(Layout::D).replace(r#""v":"1""#, r#""v":1"#);
    let reading = read(&number);
    assert_eq!(reading.icvp.layout, Layout::D);
    assert_eq!(faults(&reading), [("v".to_owned(), Fault::Type)]);
}

#[test]
fn a_list_of_one_is_read_and_named_and_a_longer_one_is_a_fault() {
    let listed = format!("[{}]", sound(Layout::D));
    let reading = read(&listed);
    assert_eq!(reading.tolerances, [Tolerance::ListOfOne]);
    assert_eq!(faults(&reading), []);
    let twice = format!("[{0},{0}]", sound(Layout::D));
    let many = vec![("the payload".to_owned(), Fault::ManyEntries)];
    assert_eq!(faults(&read(&twice)), many);
    let single = sound(Layout::B).replace("[{", "{").replace("}]", "}");
    let reading = read(&single);
    assert_eq!(reading.icvp.layout, Layout::B);
    assert_eq!(reading.tolerances, [Tolerance::ListOfOne]);
}

#[test]
fn layout_b_holds_several_doses_and_the_others_do_not() {
    let dose = format!(r#"{{"vp":"{STAMARIL}","dt":"2026-01-10","bo":"B1","is":"XXX"}}"#);
    let several = sound(Layout::B).replace(&dose, &format!("{dose},{dose}"));
    let reading = read(&several);
    assert_eq!(faults(&reading), []);
    assert_eq!(reading.icvp.doses.len(), 2);
    let later = sound(Layout::C).replace(&dose, &format!("[{dose},{dose}]"));
    let reading = read(&later);
    assert_eq!(reading.icvp.layout, Layout::C);
    assert_eq!(faults(&reading), [("vx".to_owned(), Fault::ManyEntries)]);
}

#[test]
fn what_is_no_map_is_refused() {
    for none in ["3", "[]", "null", r#""text""#, "[3]"] {
        let found = read_icvp(&payload(none));
        assert_eq!(found, Err(HcertError::MalformedIcvp), "{none}");
    }
}

#[test]
fn what_is_written_reads_back_and_is_deterministic() {
    let icvp = read(&sound(Layout::D)).icvp;
    let bytes = encode_deterministic(&icvp.to_value(WriteLayout::D));
    assert_eq!(bytes, encode_deterministic(&payload(&sound(Layout::D))));
    let back = parse_value(&bytes, &limits()).unwrap();
    assert_eq!(read_icvp(&back).unwrap().icvp, icvp);
    let older = encode_deterministic(&icvp.to_value(WriteLayout::C));
    assert_eq!(older, encode_deterministic(&payload(&sound(Layout::C))));
}

#[test]
fn debug_shows_no_content() {
    let reading = read(&sound(Layout::A));
    let shown = format!("{reading:?} {:?}", reading.icvp.doses);
    for secret in ["Holder", "1990", "Doctor", "B1", "2026"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

fn some_text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        "[A-Za-z0-9 é-]{1,12}".prop_map(|text| Some(text.trim().to_owned()))
    ]
}

prop_compose! {
    fn any_icvp()(
        texts in prop::collection::vec(some_text(), 8),
        dose in prop::collection::vec(some_text(), 5),
    ) -> Icvp {
        let mut texts = texts.into_iter();
        let mut dose = dose.into_iter();
        let (mut text, mut of_dose) = (|| texts.next().flatten(), || dose.next().flatten());
        Icvp {
            layout: Layout::D,
            name: text(),
            birth_date: text(),
            sex: text(),
            nationality: text(),
            document_number: text(),
            document_kind: text(),
            guardian: text(),
            template_version: text(),
            issued_on: None,
            doses: vec![Dose {
                product: of_dose(),
                // Tells the layouts apart.
                date: of_dose().or(Some("2026-01-10".to_owned())),
                batch: of_dose(),
                clinician: of_dose(),
                issuer: of_dose(),
                ..Dose::default()
            }],
        }
    }
}

proptest! {
    #[test]
    fn any_certificate_survives_both_layouts(icvp in any_icvp()) {
        for layout in [WriteLayout::C, WriteLayout::D] {
            let bytes = encode_deterministic(&icvp.to_value(layout));
            let back = parse_value(&bytes, &limits()).unwrap();
            let read = read_icvp(&back).unwrap().icvp;
            prop_assert_eq!(read, Icvp { layout: layout.into(), ..icvp.clone() });
        }
    }

    #[test]
    fn any_payload_is_read(bytes: Vec<u8>) {
        if let Ok(value) = parse_value(&bytes, &limits()) {
            let _ = read_icvp(&value);
        }
    }
}
