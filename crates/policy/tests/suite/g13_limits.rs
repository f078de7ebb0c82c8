//! Guarantee G13: sunset and limits, as attacks.

use cleanbill_policy::{Essential, Place, PolicyError, Region};

use super::draft::{draft, load, parse, refusal, time};

const PLACES: &str = "places = [\"concert\"]";
const FROM: &str = "from = 2021-11-22T00:00:00+03:00";
const UNTIL: &str = "until = 2022-02-01T00:00:00+03:00";

#[test]
fn g13_nothing_essential_can_be_named() {
    for essential in Essential::ALL {
        let places = format!("places = [\"concert\", \"{}\"]", essential.name());
        let error = parse(&[(PLACES, &places)]).unwrap_err();
        let named = PolicyError::EssentialPlace {
            name: essential.name().into(),
            essential,
        };
        assert_eq!(error, named);
    }
    for other in [
        "supermarket",
        "hospital",
        "rally",
        "church",
        "polling",
        "town-hall",
    ] {
        let places = format!("places = [\"{other}\"]");
        let error = parse(&[(PLACES, &places)]).unwrap_err();
        assert_eq!(error.code(), "policy.essential-place", "{other}");
    }
    for trick in ["FOOD", "food ", "con\\u0063ert\\u0000", "*", "all", ""] {
        let places = format!("places = [\"{trick}\"]");
        assert!(parse(&[(PLACES, &places)]).is_err(), "{trick}");
    }
}

#[test]
fn g13_a_compound_place_leaves_out_what_is_essential_inside() {
    assert!(
        Place::ShoppingCentre
            .leaves_out()
            .contains(&Essential::Food)
    );
    assert!(
        Place::ShoppingCentre
            .leaves_out()
            .contains(&Essential::Pharmacy)
    );
    assert!(
        Place::HospitalVisit
            .leaves_out()
            .contains(&Essential::MedicalTreatment)
    );
    assert!(
        Place::InternationalTravel
            .leaves_out()
            .contains(&Essential::CitizenReturn)
    );
    assert!(Place::CareHomeVisit.leaves_out().contains(&Essential::Home));
}

#[test]
fn g13_a_policy_without_an_end_or_with_a_far_one_does_not_load() {
    assert!(parse(&[(UNTIL, "")]).is_err());
    let error = parse(&[(UNTIL, "until = 2022-02-20T00:00:01+03:00")]).unwrap_err();
    assert_eq!(error, PolicyError::LifeTooLong { days: 91 });
    assert!(parse(&[(UNTIL, "until = 2022-02-20T00:00:00+03:00")]).is_ok());
    let error = parse(&[(UNTIL, "until = 2021-11-22T00:00:00+03:00")]).unwrap_err();
    assert_eq!(error, PolicyError::EmptyLife);
    // The offset cannot stretch it.
    let error = parse(&[(UNTIL, "until = 2022-02-20T00:00:00-09:00")]).unwrap_err();
    assert_eq!(error.code(), "policy.life-too-long");
}

#[test]
fn g13_a_policy_cannot_be_signed_on_store() {
    let signed = "signed_at = 2021-11-12T12:00:00+03:00";
    let error = parse(&[(signed, "signed_at = 2021-11-07T23:59:59+03:00")]).unwrap_err();
    assert_eq!(error, PolicyError::SignedTooEarly { days: 15 });
    let error = parse(&[(signed, "signed_at = 2021-11-22T00:00:01+03:00")]).unwrap_err();
    assert_eq!(error, PolicyError::Backdated);
}

#[test]
fn g13_past_its_end_no_check_is_in_force() {
    let set = load(&[draft(&[])]);
    let region = Region::parse("RU-TA").unwrap();
    let at = |text: &str| set.in_force(Place::Concert, &region, time(text)).is_some();
    assert!(!at("2021-11-21T23:59:59+03:00"));
    assert!(at("2021-11-22T00:00:00+03:00"));
    assert!(at("2022-01-31T23:59:59+03:00"));
    assert!(!at("2022-02-01T00:00:00+03:00"));
    let elsewhere = |place, region: &str| {
        let region = Region::parse(region).unwrap();
        set.in_force(place, &region, time("2021-12-01T00:00:00Z"))
            .is_some()
    };
    assert!(!elsewhere(Place::Cinema, "RU"));
    assert!(!elsewhere(Place::Concert, "BY"));
}

#[test]
fn g13_work_school_and_local_transport_need_a_law_and_an_alternative() {
    for place in ["workplace", "school", "local-transport"] {
        let places = format!("places = [\"{place}\"]");
        let error = parse(&[(PLACES, &places)]).unwrap_err();
        assert_eq!(error.code(), "policy.no-law", "{place}");
        let law = format!("{places}\nlaw = \"Act 1\"");
        assert_eq!(
            parse(&[(PLACES, &law)]).unwrap_err().code(),
            "policy.no-law"
        );
        let both = format!("{law}\nalternative = \"a test at the door, free\"");
        assert!(parse(&[(PLACES, &both)]).is_ok());
    }
}

/// The policy after the draft, up to 1 May.
fn second(changes: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("id = \"test.concert\"", "id = \"test.concert.2\""),
        ("signed_at = 2021-11-12", "signed_at = 2022-01-20"),
        (FROM, "from = 2022-02-01T00:00:00+03:00"),
        (UNTIL, "until = 2022-05-01T00:00:00+03:00"),
        (
            "announcement = { at = 2021-11-12",
            "announcement = { at = 2022-01-20",
        ),
    ];
    all.extend(changes);
    draft(&all)
}

#[test]
fn g13_an_extension_says_which_one_it_is() {
    let silent = second(&[]);
    assert_eq!(
        refusal(&[draft(&[]), silent.clone()]),
        Some("policies.extension-number")
    );
    let report = "ab".repeat(32);
    let extension = |number: u16| {
        format!(
            "[extension]\nnumber = {number}\nreason = \"more\"\nrehearsal = \"{report}\"\n\n[door]"
        )
    };
    let numbered = second(&[("[door]", &extension(2))]);
    assert_eq!(refusal(&[draft(&[]), numbered.clone()]), None);
    // A night without a check, another name: still the second.
    let gap = silent.replace("from = 2022-02-01T00", "from = 2022-02-02T00");
    assert_eq!(
        refusal(&[draft(&[]), gap]),
        Some("policies.extension-number")
    );
    // Nor does it help to let the regions go on where the country ended.
    let regional = silent.replace("region = \"RU\"", "region = \"RU-TA\"");
    assert_eq!(
        refusal(&[draft(&[]), regional]),
        Some("policies.extension-number")
    );
    // Or the country where its regions ended.
    let first = draft(&[]).replace("region = \"RU\"", "region = \"RU-TA\"");
    assert_eq!(refusal(&[first, silent]), Some("policies.extension-number"));
    let third = numbered
        .replace("test.concert.2", "test.concert.3")
        .replace("signed_at = 2022-01-20", "signed_at = 2022-04-20")
        .replace("from = 2022-02-01", "from = 2022-05-01")
        .replace("until = 2022-05-01", "until = 2022-06-01")
        .replace("{ at = 2022-01-20", "{ at = 2022-04-20");
    let chain = [draft(&[]), numbered, third];
    assert_eq!(refusal(&chain), Some("policies.extension-number"));
}
