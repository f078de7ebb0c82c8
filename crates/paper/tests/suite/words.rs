//! Pages made from the text of a code alone.

use cleanbill_hcert::light::PolicyMark;
use cleanbill_issuer::{
    Authority, CertificateDetails, KeyEpoch, PassRequest, ValidityPolicy, certificate_of, issue,
    issue_card, issue_icvp, issue_light_batch, light_windows,
};
use cleanbill_paper::{
    Labels, PaperError, Printing, read_light_sheet, read_pass, render_a4, render_a4_large,
    render_card, render_light_sheet,
};
use cleanbill_testkit::FixedKey;

use crate::poppler::text;
use crate::sample::{self, stamp};

/// 1 September 2021, 12:00 UTC.
const NOW: i64 = 1_630_497_600;
const LANGUAGES: [&str; 6] = ["en", "ar", "de", "es", "fr", "ru"];
const GROUNDS: [&str; 4] = [
    r#""vaccination":{"vaccine":"1119349007","product":"EU/1/20/1528",
        "manufacturer":"ORG-100030215","dose":2,"doses":2,"date":"2021-06-11"}"#,
    r#""recovery":{"first_positive":"2021-06-01"}"#,
    r#""test":{"type":"LP6464-4","sampled_at":"2021-08-31T15:00:00Z","result":"260415000",
        "name":"Kit","centre":"Centre"}"#,
    r#""exemption":{"valid_from":"2021-08-01","valid_until":"2022-08-01"}"#,
];

fn authority() -> Authority {
    let epoch = KeyEpoch {
        kid: [1; 8],
        not_before: NOW - 1_000_000,
        not_after: NOW + 100_000_000,
    };
    Authority::new("XX", "Ministry of Health", epoch, ValidityPolicy::default()).unwrap()
}

fn pass(name: &str, ground: &str) -> cleanbill_issuer::IssuedPass {
    let json = format!(r#"{{"name":{{{name}}},"birth_date":"1971-08",{ground}}}"#);
    let request = PassRequest::from_json(json.as_bytes()).unwrap();
    let key = FixedKey::new(7);
    issue(&request, &authority(), NOW, [9; 16], &key).unwrap()
}

const YULIYA: &str = r#""surname":"Приклад","forename":"Юлія","language":"uk""#;

fn light(name: &str, days: u16, seed: u8) -> Vec<String> {
    let full = pass(name, GROUNDS[0]).dcc;
    let windows = light_windows(NOW, 3 * 3_600, days).unwrap();
    let mark = PolicyMark {
        id: "xx.places".into(),
        version: 1,
        digest: [7; 16],
    };
    let mut count = seed;
    let mut entropy = |bytes: &mut [u8]| {
        count += 1;
        bytes.fill(count);
    };
    let key = FixedKey::new(7);
    let mut ask = |_| Some(mark.clone());
    let authority = authority();
    let batch = issue_light_batch(
        &full,
        &windows,
        &mut ask,
        &authority,
        NOW,
        &mut entropy,
        &key,
    )
    .unwrap();
    batch.passes.into_iter().map(|pass| pass.text).collect()
}

fn printing(language: &str) -> Printing {
    Printing {
        stamp: stamp(),
        language: language.to_owned(),
        offset_secs: 3 * 3_600,
        receipt: Some("ab".repeat(32)),
        collection_code: Some("ABCD-EFGH".to_owned()),
    }
}

#[test]
fn every_ground_is_printed_in_every_language() {
    for ground in GROUNDS {
        let pass = pass(YULIYA, ground);
        for language in LANGUAGES {
            let page = read_pass(&pass.text, printing(language)).unwrap();
            assert_eq!(page.language, language);
            assert_eq!(page.labels, Labels::of(language));
            assert_eq!(page.code, pass.text);
            // Drawing takes its time: every ground once, every language in every layout.
            if language == "en" || ground == GROUNDS[0] {
                render_a4(&page).unwrap();
            }
            if ground == GROUNDS[0] {
                render_a4_large(&page).unwrap();
                render_card(&page).unwrap();
            }
        }
    }
}

#[test]
fn a_page_says_what_the_code_says() {
    let pass = pass(YULIYA, GROUNDS[0]);
    let page = text(&render_a4(&read_pass(&pass.text, printing("en")).unwrap()).unwrap());
    for said in [
        "Приклад, Юлія",
        "PRYKLAD, YULIIA",
        "1971-08",
        "mRNA vaccine (1119349007)",
        "Comirnaty (EU/1/20/1528)",
        "2/2",
        "2021-06-11",
        "Ministry of Health",
        "ABCD-EFGH",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let german = read_pass(&pass.text, printing("de-AT")).unwrap();
    let german = text(&render_a4(&german).unwrap());
    assert!(german.contains("mRNA-Impfstoff (1119349007)"), "{german}");
}

/// The WHO's certificate and a health card: the same rows, as far as they say them.
#[test]
fn the_other_forms_are_printed_too() {
    let request = |ground: &str| {
        let json = format!(r#"{{"name":{{{YULIYA}}},"birth_date":"1971-08-30",{ground}}}"#);
        PassRequest::from_json(json.as_bytes()).unwrap()
    };
    let (key, authority) = (FixedKey::new(7), authority());
    let dose = r#""vaccination":{"disease":"16541001","vaccine":"J07BL01","dose":1,"doses":1,
        "product":"YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0","manufacturer":"-",
        "date":"2021-06-11"}"#;
    let details = CertificateDetails {
        sex: Some("female".to_owned()),
        nationality: Some("XXX".to_owned()),
        ..CertificateDetails::default()
    };
    let icvp = certificate_of(&request(dose), Some("B1"), &details, "XX");
    let layout = details.layout;
    let icvp = issue_icvp(&icvp, layout, "XX", authority.epoch(), NOW, &key).unwrap();
    let by = ("https://cards.example", authority.epoch());
    let card = request(GROUNDS[0]);
    let card = issue_card(&card, Some("B1"), &authority, by, NOW, [9; 16], &key).unwrap();
    let card = cleanbill_shc::code_text(&card.jws).unwrap();
    let said = ["yellow fever", "2021-06-11", "2021-06-21"];
    for (code, said) in [
        (icvp.text, said),
        (card, ["208 (cvx)", "2/2", "CQkJCQkJCQkJCQkJCQkJCQ"]),
    ] {
        let pass = read_pass(&code, printing("en")).unwrap();
        let page = text(&render_a4(&pass).unwrap());
        for said in said.into_iter().chain(["Приклад", "1971-08-30"]) {
            assert!(page.contains(said), "{said}: {page}");
        }
        render_a4_large(&pass).unwrap();
        render_card(&pass).unwrap();
    }
}

#[test]
fn letters_that_cannot_be_printed_give_way_to_latin_ones() {
    let name = r#""surname":"მაგალითი","surname_standardised":"MAGALITI","forename":"ანა",
        "forename_standardised":"ANA""#;
    let page = read_pass(&pass(name, GROUNDS[1]).text, printing("en")).unwrap();
    assert_eq!(
        (page.name.as_str(), page.transliterated),
        ("MAGALITI, ANA", None)
    );
}

#[test]
fn a_sheet_is_dated_by_the_clocks_of_the_place() {
    let mut codes = light(YULIYA, 3, 0);
    codes.reverse();
    let sheet = read_light_sheet(&codes, printing("ru")).unwrap();
    let spans: Vec<&str> = sheet.codes.iter().map(|code| code.span.as_str()).collect();
    assert_eq!(spans, ["2021-09-01", "2021-09-02", "2021-09-03"]);
    let page = text(&render_light_sheet(&sheet).unwrap());
    assert!(
        page.contains("2021-09-02") && page.contains("Пропуска на один день"),
        "{page}"
    );
}

#[test]
fn what_is_no_such_pass_is_refused_by_name() {
    let full = pass(YULIYA, GROUNDS[2]).text;
    let days = light(YULIYA, 1, 0);
    let other = light(r#""surname":"Other""#, 1, 40);
    let refused = |code: &str| read_pass(code, printing("en")).unwrap_err();
    assert_eq!(refused(&days[0]), PaperError::NotAFullPass);
    assert_eq!(refused("HC1:").code(), "paper.unreadable");
    assert_eq!(refused("x").code(), "paper.unreadable");
    assert_eq!(refused(&sample::code(500, 3)).code(), "paper.unreadable");
    let sheet = |codes: &[String]| read_light_sheet(codes, printing("en")).unwrap_err();
    assert_eq!(sheet(&[full]), PaperError::NotALightPass);
    assert_eq!(sheet(&[days, other].concat()), PaperError::SeveralHolders);
    let none = read_light_sheet(&[], printing("en")).unwrap();
    assert!(render_light_sheet(&none).is_err());
}
