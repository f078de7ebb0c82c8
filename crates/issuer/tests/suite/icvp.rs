//! Certificates of vaccination by the WHO's layouts: what is signed reads back without a finding.

use cleanbill_cose::DateClaim;
use cleanbill_crypto::Signer;
use cleanbill_hcert::icvp::{Dose, Layout, WriteLayout};
use cleanbill_hcert::{Decoder, Icvp, Limits, Payload, read_payload};
use cleanbill_issuer::{IcvpError, IssuedIcvp, KeyEpoch, issue_icvp};

use super::authority::{DAY, NOW, TestKey, authority};

const STAMARIL: &str = "YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0";
const BOPV: &str = "a3K3X000006Mii6UAC";
const MEASLES: &str = "a3K3X000006MiiMUAS";

fn draft() -> Icvp {
    let text = |text: &str| Some(text.to_owned());
    Icvp {
        name: text(" Erika  Beispiel "),
        birth_date: text("1964-08-12"),
        sex: text("female"),
        nationality: text("XXX"),
        document_number: text("C01X00T47"),
        document_kind: text("PPN"),
        template_version: text("1"),
        doses: vec![Dose {
            product: text(STAMARIL),
            date: text("2021-08-20"),
            batch: text("B1"),
            clinician: text("Doctor"),
            ..Dose::default()
        }],
        ..Icvp::default()
    }
}

fn epoch() -> KeyEpoch {
    *authority().epoch()
}

fn issue(icvp: &Icvp, layout: WriteLayout) -> Result<IssuedIcvp, IcvpError> {
    issue_icvp(icvp, layout, "XXX", &epoch(), NOW, &TestKey::new())
}

fn with(change: impl FnOnce(&mut Icvp)) -> Result<IssuedIcvp, IcvpError> {
    let mut icvp = draft();
    change(&mut icvp);
    issue(&icvp, WriteLayout::D)
}

#[test]
fn what_is_issued_reads_back_without_a_finding() {
    for (layout, read_as) in [(WriteLayout::C, Layout::C), (WriteLayout::D, Layout::D)] {
        let issued = issue(&draft(), layout).unwrap();
        let mut decoder = Decoder::default();
        let envelope = decoder.decode(&issued.text).unwrap();
        let key = TestKey::new();
        let algorithm = envelope.cose.algorithm().unwrap();
        assert_eq!(envelope.cose.verify(algorithm, key.public_key()), Ok(()));
        assert_eq!(envelope.claims.issuer.as_deref(), Some("XXX"));
        assert_eq!(envelope.claims.issued_at, Some(DateClaim::At(NOW)));
        assert_eq!(envelope.claims.expires_at, None);
        let Ok(Payload::Icvp(reading)) = read_payload(&envelope, &Limits::default()) else {
            panic!("a certificate");
        };
        assert_eq!((reading.findings, reading.tolerances), (vec![], vec![]));
        assert_eq!(reading.icvp.layout, read_as);
        assert_eq!(reading.icvp.name.as_deref(), Some("Erika  Beispiel"));
        assert_eq!(reading.icvp.doses[0].date.as_deref(), Some("2021-08-20"));
    }
}

#[test]
fn yellow_fever_counts_ten_days_later_and_polio_at_once() {
    let first = issue(&draft(), WriteLayout::D).unwrap().counts_from;
    assert_eq!(first % DAY, 0);
    let polio = with(|icvp| icvp.doses[0].product = Some(BOPV.into())).unwrap();
    assert_eq!(first - polio.counts_from, 10 * DAY);
}

#[test]
fn equal_certificates_are_signed_over_equal_bytes() {
    let again = issue(&draft(), WriteLayout::D).unwrap();
    assert_eq!(issue(&draft(), WriteLayout::D).unwrap(), again);
}

#[test]
fn what_would_be_a_finding_is_not_signed() {
    let code = |change: fn(&mut Icvp)| with(change).unwrap_err().code();
    assert_eq!(code(|icvp| icvp.name = None), "schema.no-name");
    assert_eq!(code(|icvp| icvp.birth_date = None), "schema.no-birth-date");
    assert_eq!(code(|icvp| icvp.sex = Some(" ".into())), "schema.missing");
    assert_eq!(code(|icvp| icvp.nationality = None), "schema.missing");
    assert_eq!(
        code(|icvp| icvp.doses[0].clinician = None),
        "schema.no-issuer"
    );
    assert_eq!(code(|icvp| icvp.doses[0].batch = None), "schema.missing");
    assert_eq!(
        code(|icvp| icvp.doses[0].product = Some("a3K3X".into())),
        "schema.unknown-product"
    );
    assert_eq!(
        code(|icvp| icvp.doses[0].date = Some("20.08.2021".into())),
        "schema.pattern"
    );
    assert_eq!(
        code(|icvp| icvp.birth_date = Some("2021-08-21".into())),
        "schema.date-order"
    );
    assert_eq!(
        code(|icvp| icvp.doses[0].product = Some(MEASLES.into())),
        "issue.icvp-other-disease"
    );
    assert_eq!(
        code(|icvp| icvp.doses[0].date = Some("2021-12-31".into())),
        "issue.icvp-future"
    );
    assert_eq!(
        code(|icvp| icvp.doses[0].date = Some("2021-02-31".into())),
        "issue.icvp-future",
        "no such day"
    );
    assert_eq!(code(|icvp| icvp.doses.clear()), "issue.icvp-not-one-dose");
    assert_eq!(
        code(|icvp| icvp.name = Some("A\u{202e}B".into())),
        "issue.icvp-text"
    );
    assert_eq!(
        code(|icvp| icvp.guardian = Some("A".repeat(81))),
        "issue.icvp-text"
    );
}

#[test]
fn a_key_signs_within_its_certificate() {
    let late = KeyEpoch {
        not_before: NOW + 1,
        ..epoch()
    };
    let key = TestKey::new();
    let found = issue_icvp(&draft(), WriteLayout::D, "XXX", &late, NOW, &key);
    assert_eq!(found.unwrap_err().code(), "issue.icvp-key-window");
    let found = issue_icvp(&draft(), WriteLayout::D, "XXX", &epoch(), -1, &key);
    assert_eq!(found.unwrap_err().code(), "issue.icvp-clock");
}
