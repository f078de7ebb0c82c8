//! What a pass says, how long it lasts, and when there is none.

use cleanbill_hcert::dcc::{EntryKind, render_json};
use cleanbill_hcert::uvci::{CheckCharacter, check_character};
use cleanbill_issuer::{
    Authority, IssueError, IssuedPass, KeyEpoch, PassRequest, ValidityPolicy, issue, preview,
};

use crate::authority::{DAY, ENTROPY, KID, NOW, TestKey, authority, authority_with, read_back};
use crate::requests::{EXEMPTION, RECOVERY, TEST, VACCINATION, parse};

fn issued_at(json: &str, now: i64) -> Result<IssuedPass, IssueError> {
    issue(&parse(json), &authority(), now, ENTROPY, &TestKey::new())
}

fn issued(json: &str) -> IssuedPass {
    issued_at(json, NOW).unwrap()
}

fn refusal(json: &str, from: &str, to: &str) -> &'static str {
    assert!(json.contains(from), "{from}");
    issued_at(&json.replacen(from, to, 1), NOW)
        .unwrap_err()
        .code()
}

#[test]
fn a_pass_says_what_was_asked_and_who_issued_it() {
    let pass = issued(VACCINATION);
    let reading = read_back(&pass, &TestKey::new());
    assert!(reading.findings.is_empty() && reading.tolerances.is_empty());
    let expected: serde_json::Value = serde_json::from_str(
        r#"{
          "ver": "1.3.0",
          "nam": {"fn": "Mustermann", "fnt": "MUSTERMANN", "gn": "Erika", "gnt": "ERIKA"},
          "dob": "1964-08-12",
          "v": [{
            "tg": "840539006", "vp": "1119349007", "mp": "EU/1/20/1528", "ma": "ORG-100030215",
            "dn": 2, "sd": 2, "dt": "2021-06-11", "co": "XX",
            "is": "Ministry of Health",
            "ci": "URN:UVCI:01:XX:ONUXQ5DFMVXCA33GEBRWQYLPOM#O"
          }]
        }"#,
    )
    .unwrap();
    assert_eq!(render_json(&reading.dcc.to_value()), expected);
    assert_eq!(reading.dcc, pass.dcc);
    assert_eq!(pass.kid, KID);
    assert_eq!((pass.issued_at, pass.ground), (NOW, EntryKind::Vaccination));
}

#[test]
fn a_preview_says_what_would_be_issued_but_for_the_identifier() {
    for json in [VACCINATION, TEST, RECOVERY, EXEMPTION] {
        let (shown, pass) = (preview(&parse(json), &authority(), NOW), issued(json));
        let shown = shown.unwrap();
        let mut dcc = pass.dcc.clone();
        dcc.vaccinations
            .iter_mut()
            .for_each(|entry| entry.uvci = None);
        dcc.tests.iter_mut().for_each(|entry| entry.uvci = None);
        dcc.recoveries
            .iter_mut()
            .for_each(|entry| entry.uvci = None);
        dcc.exemptions
            .iter_mut()
            .for_each(|entry| entry.uvci = None);
        assert_eq!(shown.dcc, dcc);
        assert_eq!((shown.kid, shown.ground), (pass.kid, pass.ground));
        assert_eq!(shown.issued_at, pass.issued_at);
        assert_eq!(shown.expires_at, pass.expires_at);
        assert!(!format!("{shown:?}").contains("Erika"));
        // And refuses what would be refused.
        let refused = preview(&parse(json), &authority(), -1).unwrap_err();
        assert_eq!(Some(refused), issued_at(json, -1).err());
    }
}

#[test]
fn the_handle_is_the_entropy_and_nothing_else() {
    let pass = issued(VACCINATION);
    assert_eq!(check_character(&pass.uvci), CheckCharacter::Right);
    let hash = cleanbill_crypto::sha256(pass.uvci.as_bytes());
    assert_eq!(pass.lookup_key[..], hash[..16]);
    // Another person, another ground, another time: the same entropy gives the same identifier.
    let other = issued_at(&EXEMPTION.replace("Erika", "Jana"), NOW + 5).unwrap();
    assert_eq!(pass.uvci, other.uvci);
    let key = TestKey::new();
    let renewed = issue(&parse(VACCINATION), &authority(), NOW, [7; 16], &key).unwrap();
    assert_ne!(pass.uvci, renewed.uvci);
}

#[test]
fn equal_requests_give_equal_passes() {
    for json in [VACCINATION, TEST, RECOVERY, EXEMPTION] {
        assert_eq!(issued(json), issued(json));
    }
}

#[test]
fn the_event_may_have_happened_elsewhere() {
    let json = VACCINATION.replacen("\"dose\": 2", "\"country\": \"YY\", \"dose\": 2", 1);
    let pass = issued(&json);
    assert_eq!(pass.dcc.country(), Some("YY"));
    assert!(
        pass.uvci.starts_with("URN:UVCI:01:XX:"),
        "the identifier is ours"
    );
}

#[test]
fn each_ground_lasts_as_the_policy_says() {
    let lasts_until = |json| issued(json).expires_at;
    assert_eq!(lasts_until(VACCINATION), NOW + 365 * DAY);
    let sampled_at = NOW - 3 * 3_600 - 1_800;
    assert_eq!(lasts_until(TEST), sampled_at + 72 * 3_600);
    let rapid = TEST.replace("LP6464-4", "LP217198-3");
    assert_eq!(lasts_until(&rapid), sampled_at + 48 * 3_600);
    // 2021-10-28T23:59:59Z, the end of the 180th day after 2021-05-01.
    assert_eq!(lasts_until(RECOVERY), 1_635_465_599);
    // 2022-02-28T23:59:59Z.
    assert_eq!(lasts_until(EXEMPTION), 1_646_092_799);
}

#[test]
fn a_recovery_carries_its_days() {
    let days = |json: &str| {
        let recovery = issued(json).dcc.recoveries[0].clone();
        (recovery.valid_from.unwrap(), recovery.valid_until.unwrap())
    };
    let by_rule = ("2021-05-12".to_owned(), "2021-10-28".to_owned());
    assert_eq!(days(RECOVERY), by_rule);
    let shorter = RECOVERY.replacen(
        "{\"first",
        "{\"valid_from\": \"2021-05-20\", \"valid_until\": \"2021-09-30\", \"first",
        1,
    );
    assert_eq!(
        days(&shorter),
        ("2021-05-20".to_owned(), "2021-09-30".to_owned())
    );
    let longer = RECOVERY.replacen("{\"first", "{\"valid_until\": \"2022-09-30\", \"first", 1);
    assert_eq!(days(&longer), by_rule, "the policy is the longest");
    let reversed = RECOVERY.replacen("{\"first", "{\"valid_from\": \"2021-10-29\", \"first", 1);
    assert_eq!(issued_at(&reversed, NOW).unwrap_err().code(), "issue.order");
}

#[test]
fn the_policy_can_be_shorter() {
    let policy = ValidityPolicy {
        vaccination_secs: 10,
        exemption_secs: Some(20),
        ..ValidityPolicy::default()
    };
    let authority = authority_with(policy);
    let until = |json| {
        let pass = issue(&parse(json), &authority, NOW, ENTROPY, &TestKey::new());
        pass.unwrap().expires_at
    };
    assert_eq!(until(VACCINATION), NOW + 10);
    assert_eq!(until(EXEMPTION), NOW + 20);
}

#[test]
fn no_pass_leaves_the_window_of_its_key() {
    let with_window = |not_before, not_after| {
        let epoch = KeyEpoch {
            kid: KID,
            not_before,
            not_after,
        };
        let authority =
            Authority::new("XX", "Authority", epoch, ValidityPolicy::default()).unwrap();
        issue(
            &parse(VACCINATION),
            &authority,
            NOW,
            ENTROPY,
            &TestKey::new(),
        )
    };
    assert_eq!(with_window(NOW, NOW + 1).unwrap().expires_at, NOW + 1);
    let window = IssueError::KeyWindow {
        not_before: NOW + 1,
        not_after: NOW + 2,
    };
    assert_eq!(with_window(NOW + 1, NOW + 2), Err(window));
    assert_eq!(
        with_window(0, NOW - 1).unwrap_err().code(),
        "issue.key-window"
    );
    assert_eq!(with_window(0, NOW), Err(IssueError::Expired));
}

#[test]
fn what_has_not_happened_is_not_certified() {
    assert_eq!(
        refusal(VACCINATION, "2021-06-11", "2021-09-03"),
        "issue.future"
    );
    assert_eq!(
        refusal(VACCINATION, "1964-08-12", "2021-09-03"),
        "issue.future"
    );
    assert_eq!(
        refusal(RECOVERY, "2021-05-01", "2021-09-03"),
        "issue.future"
    );
    assert_eq!(refusal(TEST, "10:30:00", "14:00:01"), "issue.future");
    // In Kiribati (UTC+14) it is already the second.
    let today = VACCINATION.replacen("2021-06-11", "2021-09-02", 1);
    assert!(issued_at(&today, NOW).is_ok());
}

#[test]
fn nothing_happens_before_birth() {
    assert_eq!(
        refusal(VACCINATION, "1964-08-12", "2021-06-12"),
        "issue.before-birth"
    );
    assert_eq!(
        refusal(RECOVERY, "1964-08-12", "2021-06"),
        "issue.before-birth"
    );
    assert_eq!(
        refusal(TEST, "\"2021-09-01T", "\"1964-08-11T"),
        "issue.before-birth"
    );
    let unknown = VACCINATION.replacen("1964-08-12", "", 1);
    assert_eq!(issued(&unknown).dcc.birth_date.as_deref(), Some(""));
    let same_year = VACCINATION.replacen("1964-08-12", "2021", 1);
    assert!(issued_at(&same_year, NOW).is_ok());
}

#[test]
fn a_ground_that_is_over_gives_no_pass() {
    assert_eq!(refusal(TEST, "2021-09-01T", "2021-08-29T"), "issue.expired");
    assert_eq!(
        refusal(RECOVERY, "2021-05-01", "2021-01-01"),
        "issue.expired"
    );
    let over = EXEMPTION
        .replace("2022-02-28", "2021-08-31")
        .replace("2021-09-01", "2021-08-01");
    assert_eq!(issued_at(&over, NOW), Err(IssueError::Expired));
}

#[test]
fn an_absurd_clock_is_refused() {
    for now in [i64::MIN, -1, 253_402_300_800, i64::MAX] {
        assert_eq!(issued_at(VACCINATION, now), Err(IssueError::Clock));
    }
}

#[test]
fn an_authority_has_a_country_and_a_name() {
    let epoch = KeyEpoch {
        kid: KID,
        not_before: 0,
        not_after: 1,
    };
    let code = |country: &str, issuer: &str| {
        Authority::new(country, issuer, epoch, ValidityPolicy::default())
            .map(|_| ())
            .map_err(|error| error.code())
    };
    assert_eq!(code("XX", "Authority"), Ok(()));
    for country in ["", "xx", "X", "XXX", "X1", "ÄX"] {
        assert_eq!(
            code(country, "Authority"),
            Err("issue.country"),
            "{country}"
        );
    }
    assert_eq!(code("XX", " "), Err("issue.missing"));
    assert_eq!(code("XX", &"x".repeat(81)), Err("issue.field-too-long"));
}

#[test]
fn an_exemption_is_a_group_of_its_own_without_a_reason() {
    let pass = issued(EXEMPTION);
    let reading = read_back(&pass, &TestKey::new());
    assert!(reading.findings.is_empty() && reading.tolerances.is_empty());
    let json = render_json(&reading.dcc.to_value());
    let members: Vec<_> = json["xm"][0].as_object().unwrap().keys().collect();
    assert_eq!(members, ["ci", "co", "df", "du", "is", "tg", "xv"]);
    assert_eq!(json["xm"][0]["xv"], 1);
}

/// The median of the public corpora is 541 characters; a name in two scripts costs its letters.
#[test]
fn a_typical_pass_stays_small() {
    let cyrillic = VACCINATION
        .replace("Mustermann", "Прикладенко")
        .replace("Erika", "Єлизавета");
    let bounds = [
        (VACCINATION, 560),
        (TEST, 560),
        (RECOVERY, 560),
        (EXEMPTION, 560),
        (&cyrillic, 600),
    ];
    for (json, chars_max) in bounds {
        let pass = issued(json);
        println!("{:?}: {} characters", pass.ground, pass.text.len());
        assert!(pass.text.len() <= chars_max, "{:?}", pass.ground);
    }
}

#[test]
fn nothing_of_the_person_is_shown() {
    let shown = format!("{:?}", issued(VACCINATION));
    for secret in ["Mustermann", "ERIKA", "1964", "URN:UVCI", "HC1:"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

#[test]
fn a_draft_can_be_filled_in_by_hand() {
    let draft = issued(TEST).dcc;
    let error = PassRequest::new(draft.clone(), Default::default()).unwrap_err();
    assert_eq!(error.code(), "issue.set-by-authority");
    let mut draft = draft;
    draft.tests[0].issuer = None;
    draft.tests[0].uvci = None;
    let request = PassRequest::new(draft, Default::default()).unwrap();
    let pass = issue(&request, &authority(), NOW, ENTROPY, &TestKey::new()).unwrap();
    assert_eq!(pass, issued(TEST));
}

#[test]
fn what_is_signed_is_drawn_later() {
    let (request, key) = (parse(VACCINATION), TestKey::new());
    let drawn = issue(&request, &authority(), NOW, ENTROPY, &key).unwrap();
    let signed =
        cleanbill_issuer::issue_signed(&request, &authority(), NOW, ENTROPY, &key).unwrap();
    assert_eq!(signed.cose, drawn.cose);
    assert_eq!(signed.lookup_key, drawn.lookup_key);
    assert_eq!(signed.expires_at, drawn.expires_at);
    assert_eq!(
        cleanbill_issuer::render_text(&signed.cose).unwrap(),
        drawn.text
    );
    assert!(!format!("{signed:?}").contains("cose"));
}
