use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{BirthDate, Code, CodeSystem, Event, Name, Person, Test, Vaccination};

const COVID: &str = "840539006";

fn person(surname: &str, forename: &str, birth_date: &str) -> Person {
    let name = |text: &str| Name {
        original: Some(text.to_owned()).filter(|text| !text.is_empty()),
        transliterated: None,
    };
    Person {
        surname: name(surname),
        forename: name(forename),
        birth_date: BirthDate::parse(birth_date),
    }
}

fn dose(day: Option<jiff::civil::Date>, number: Option<u32>, product: Option<Code>) -> Event {
    Event::Vaccination(Vaccination {
        disease: Some(Code::new(CodeSystem::Snomed, COVID)),
        product,
        dose: number,
        doses: number.map(|_| 2),
        date: day,
        ..Vaccination::default()
    })
}

fn record(person: Person, events: Vec<Event>) -> Record {
    Record { person, events }
}

fn anna() -> Person {
    person("Müller", "Anna Maria", "1964-08-12")
}

fn answer(one: &Person, other: &Person) -> SamePerson {
    let found = match_persons(one, other);
    assert_eq!(match_persons(other, one), found, "either way");
    found.answer
}

#[test]
fn one_person_as_several_states_write_them() {
    use SamePerson::{Different, Likely, Same, Unknown};
    for (surname, forename, birth_date, expected) in [
        ("MÜLLER", "Anna-Maria", "1964-08-12", Same),
        ("Dr. Müller", "Anna Maria", "1964-08-12", Same),
        ("Mueller", "Anna Maria", "1964-08-12", Likely),
        ("MULLER", "ANNA", "1964-08-12", Likely),
        ("Müller", "Maria Anna", "1964-08-12", Likely),
        ("Müller", "Anna Maria", "1964-08", Likely),
        ("Müller", "Anna Maria", "1964", Likely),
        ("Müller", "Anna Maria", "", Unknown),
        ("", "", "1964-08-12", Unknown),
        ("Müller", "Maria", "1964-08-12", Different),
        ("Möller", "Anna Maria", "1964-08-12", Different),
        ("Müller", "Anna Maria", "1964-12-08", Different),
        ("Müller", "Anna Maria", "1965", Different),
    ] {
        let other = person(surname, forename, birth_date);
        assert_eq!(
            answer(&anna(), &other),
            expected,
            "{surname} {forename} {birth_date}"
        );
    }
    // Of two that know the year alone, nobody is sure.
    let year = person("Müller", "Anna", "1964");
    assert_eq!(answer(&year, &year.clone()), Likely);
}

#[test]
fn nothing_is_taken_together_that_nobody_confirmed_or_could() {
    let one = record(anna(), vec![dose(Some(date(2021, 3, 1)), Some(1), None)]);
    let other = record(
        person("Mueller", "Anna", "1964"),
        vec![dose(Some(date(2021, 11, 1)), Some(1), None)],
    );
    let proposal = propose(&[&one, &other]).unwrap();
    assert_eq!(proposal.answer, SamePerson::Likely);
    let codes: Vec<&str> = proposal
        .reasons
        .iter()
        .map(|reason| reason.code())
        .collect();
    assert_eq!(
        codes,
        [
            "matching.surname-spelling",
            "matching.forename-missing",
            "matching.birth-date-precision"
        ]
    );
    let confirmed = proposal.confirm().unwrap();
    assert_eq!(combine(&[&one, &other], confirmed).unwrap().events.len(), 2);

    let stranger = record(person("Meier", "Anna", "1964"), Vec::new());
    assert_eq!(
        combine(&[&one, &stranger], confirmed),
        Err(MatchError::Different)
    );
    assert_eq!(
        combine(&[&one, &other, &one], confirmed),
        Err(MatchError::Count)
    );
    let refused = propose(&[&one, &stranger]).unwrap().confirm();
    assert_eq!(refused, Err(MatchError::Different));
    let nobody = record(person("", "", ""), Vec::new());
    let refused = propose(&[&one, &nobody]).unwrap().confirm();
    assert_eq!(refused, Err(MatchError::Unknown));
    assert_eq!(propose(&[&one]), Err(MatchError::Count));
    assert_eq!(propose(&vec![&one; 33]), Err(MatchError::Count));
}

#[test]
fn a_vague_pass_does_not_join_two_people() {
    let vague = record(person("Müller", "Anna", "1964"), Vec::new());
    let august = record(person("Müller", "Anna", "1964-08-12"), Vec::new());
    let december = record(person("Müller", "Anna", "1964-12-08"), Vec::new());
    for pair in [[&vague, &august], [&vague, &december]] {
        assert_eq!(propose(&pair).unwrap().answer, SamePerson::Likely);
    }
    let all = propose(&[&august, &vague, &december]).unwrap();
    assert_eq!(all.answer, SamePerson::Different);
}

#[test]
fn a_booster_elsewhere_comes_third() {
    let series = record(
        anna(),
        vec![
            dose(Some(date(2021, 4, 1)), Some(2), None),
            dose(Some(date(2021, 3, 1)), Some(1), None),
        ],
    );
    let booster = Event::Vaccination(Vaccination {
        disease: Some(Code::new(CodeSystem::Snomed, COVID)),
        dose: Some(1),
        doses: Some(1),
        date: Some(date(2021, 11, 1)),
        ..Vaccination::default()
    });
    let booster = record(anna(), vec![booster]);
    let confirmed = propose(&[&booster, &series]).unwrap().confirm().unwrap();
    let combined = combine(&[&booster, &series], confirmed).unwrap();
    let numbers: Vec<Option<u32>> = combined
        .records()
        .iter()
        .map(|record| match record.events.as_slice() {
            [Event::Vaccination(dose)] => dose.dose,
            _ => None,
        })
        .collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(3)]);
    // Also where the first dose's own pass is not among them.
    let second = record(anna(), vec![dose(Some(date(2021, 4, 1)), Some(2), None)]);
    let alone = combine(&[&booster, &second], confirmed).unwrap().records();
    let [_, last] = alone.as_slice() else {
        panic!("two doses");
    };
    assert!(matches!(&*last.events, [Event::Vaccination(dose)] if dose.dose == Some(3)));
    let sources: Vec<&[usize]> = combined.events.iter().map(|it| &*it.sources).collect();
    assert_eq!(sources, [&[1][..], &[1], &[0]]);
}

#[test]
fn one_dose_in_two_formats_is_one() {
    let day = Some(date(2021, 4, 1));
    let eu = Code::new(CodeSystem::EuProduct, "EU/1/20/1528");
    let cvx = Code::new(CodeSystem::Cvx, "208");
    let dcc = record(anna(), vec![dose(day, Some(2), Some(eu.clone()))]);
    let card = record(anna(), vec![dose(day, None, Some(cvx))]);
    let confirmed = propose(&[&card, &dcc]).unwrap().confirm().unwrap();
    let combined = combine(&[&card, &dcc], confirmed).unwrap();
    let [one] = combined.events.as_slice() else {
        panic!("one dose");
    };
    assert_eq!(one.sources, [0, 1]);
    let Event::Vaccination(found) = &one.event else {
        panic!("a dose");
    };
    assert_eq!((found.dose, found.doses), (Some(2), Some(2)));
    assert!(combined.conflicts.is_empty());

    // What contradicts stays apart, and is told.
    let other = Code::new(CodeSystem::EuProduct, "EU/1/20/1507");
    let other = record(anna(), vec![dose(day, Some(2), Some(other))]);
    let combined = combine(&[&dcc, &other], confirmed).unwrap();
    assert_eq!(combined.events.len(), 2);
    assert_eq!(combined.conflicts, [Conflict::DosesOfOneDay]);
    // Undated doses are never taken for one another.
    let undated = record(anna(), vec![dose(None, None, Some(eu))]);
    let combined = combine(&[&dcc, &undated], confirmed).unwrap();
    assert_eq!(combined.events.len(), 2);
}

#[test]
fn other_events_are_kept_once() {
    let test = Event::Test(Test {
        sampled_at: Some(1_637_000_000),
        ..Test::default()
    });
    let one = record(anna(), vec![test.clone()]);
    let other = record(anna(), vec![test, dose(None, None, None)]);
    let confirmed = propose(&[&one, &other]).unwrap().confirm().unwrap();
    let combined = combine(&[&one, &other], confirmed).unwrap();
    assert_eq!(combined.events.len(), 2);
    assert_eq!(combined.person.birth_date, anna().birth_date);
    assert!(!format!("{combined:?}").contains("Müller"));
}

fn anybody() -> impl Strategy<Value = Person> {
    let names = "[A-ZÄÖÜa-zäöüßЖЮЯ' -]{0,16}";
    let dates = "(19[0-9]{2}(-0[1-9](-[0-2][1-8])?)?)?";
    (names, names, dates).prop_map(|(surname, forename, born)| person(&surname, &forename, &born))
}

proptest! {
    #[test]
    fn which_is_first_makes_no_difference(one in anybody(), other in anybody()) {
        prop_assert_eq!(match_persons(&one, &other), match_persons(&other, &one));
    }

    #[test]
    fn different_birth_dates_are_never_one_person(
        one in anybody(), years in 1_u16..50, forename in "[A-Z]{1,8}",
    ) {
        let Some(born) = one.birth_date else { return Ok(()) };
        let year = born.latest().year() + i16::try_from(years).unwrap();
        let mut other = one.clone();
        other.birth_date = BirthDate::parse(&format!("{year}-05-05"));
        other.forename.original = Some(forename);
        prop_assert_eq!(match_persons(&one, &other).answer, SamePerson::Different);
        let (one, other) = (record(one, Vec::new()), record(other, Vec::new()));
        prop_assert!(propose(&[&one, &other]).unwrap().confirm().is_err());
    }

    #[test]
    fn renaming_tricks_merge_nobody(
        surname in "[A-Z]{3,10}", other in "[A-Z]{3,10}", at in 0..3_usize,
    ) {
        prop_assume!(surname != other);
        // Hyphens, titles and fillers around a name make no other name of it.
        let dressed = [format!("Dr. {other}"), format!("{other}-"), format!("<{other}<")];
        let one = person(&surname, "Anna", "1964-08-12");
        let two = person(&dressed[at], "Anna", "1964-08-12");
        let plain = match_persons(&one, &person(&other, "Anna", "1964-08-12")).answer;
        prop_assert_eq!(match_persons(&one, &two).answer, plain);
    }

    #[test]
    fn combining_loses_no_event_and_invents_none(
        days in prop::collection::vec((1_i8..28, prop::option::of(1_u32..4)), 1..8),
    ) {
        let records: Vec<Record> = days
            .iter()
            .map(|(day, number)| {
                let dose = dose(Some(date(2021, 5, *day)), *number, None);
                record(anna(), vec![dose])
            })
            .collect();
        let mut records: Vec<&Record> = records.iter().collect();
        if records.len() == 1 {
            records.push(records[0]);
        }
        let confirmed = propose(&records).unwrap().confirm().unwrap();
        let combined = combine(&records, confirmed).unwrap();
        let mut sources: Vec<usize> =
            combined.events.iter().flat_map(|event| event.sources.clone()).collect();
        sources.sort_unstable();
        prop_assert_eq!(sources, (0..records.len()).collect::<Vec<_>>());
        let dates: Vec<_> = combined.events.iter().map(|event| match &event.event {
            Event::Vaccination(dose) => dose.date,
            _ => None,
        }).collect();
        prop_assert!(dates.is_sorted());
    }
}
