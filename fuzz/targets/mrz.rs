//! Machine readable zones, and the comparison of a pass with their holder: zone, surname and
//! forename divided by `|`.
#![no_main]

use cleanbill_icao9303::compare::{self, Match, PassHolder, compare};
use cleanbill_icao9303::mrz::{self, Mrz};

/// 20 November 2021.
const NOW: i64 = 1_637_366_400;

libfuzzer_sys::fuzz_target!(|input: &str| {
    let mut parts = input.splitn(3, '|');
    let mut part = || parts.next().unwrap_or_default();
    let (text, surname, forename) = (part(), part(), part());
    let Ok(zone) = Mrz::parse(text, NOW, &mrz::Limits::default()) else { return };
    let limits = compare::Limits::default();
    let year = zone.birth_date().year().map(|year| year.to_string()).unwrap_or_default();
    let pass = PassHolder {
        surname: Some(surname),
        forename: Some(forename),
        birth_date: &year,
        ..PassHolder::default()
    };
    if compare(&pass, &zone, &limits) == Match::Same {
        assert!(surname.chars().chain(forename.chars()).any(char::is_alphabetic));
    }
    // Everybody has their own name.
    let (primary, secondary) = (zone.primary().join("<"), zone.secondary().join("<"));
    let own = PassHolder {
        surname_standardised: Some(&primary),
        forename_standardised: Some(&secondary),
        birth_date: &year,
        ..PassHolder::default()
    };
    let outcome = compare(&own, &zone, &limits);
    assert!(matches!(outcome, Match::Same | Match::NotComparable(_)), "{outcome:?}");
});
