use jiff::civil::date;

use super::*;
use crate::Ground;

fn coding(system: &str, code: &str) -> Vec<Coding> {
    vec![Coding {
        system: system.into(),
        code: code.into(),
    }]
}

fn dose(cvx: &str, day: &str) -> Immunization {
    Immunization {
        status: Some("completed".into()),
        vaccine: coding(CVX, cvx),
        occurrence: Some(day.into()),
        ..Immunization::default()
    }
}

fn patient() -> Patient {
    Patient {
        family: Some("Example".into()),
        given: vec!["Zoë".into(), "B.".into()],
        birth_date: Some("1951-01-20".into()),
        ..Patient::default()
    }
}

fn record(immunizations: Vec<Immunization>) -> Record {
    Record::from(&Content {
        patients: vec![patient()],
        immunizations,
        ..Content::default()
    })
}

fn doses(record: &Record) -> Vec<&Vaccination> {
    let mut doses = Vec::new();
    for event in &record.events {
        if let Event::Vaccination(dose) = event {
            doses.push(dose);
        }
    }
    doses
}

#[test]
fn doses_are_counted_by_their_days() {
    let record = record(vec![
        dose("229", "2022-09-05"),
        dose("207", "2021-01-29T10:00:00Z"),
        dose("207", "2021-01-01"),
        // Told twice.
        dose("207", "2021-01-29"),
        // Of another disease.
        dose("37", "2020-01-01"),
    ]);
    let doses = doses(&record);
    let numbers: Vec<_> = doses.iter().map(|dose| dose.dose).collect();
    assert_eq!(numbers, [Some(3), Some(2), Some(1), Some(2), Some(1)]);
    assert_eq!(doses[0].is_complete(), Some(true));
    assert_eq!(doses[2].is_complete(), Some(false));
    assert_eq!(doses[0].date, Some(date(2022, 9, 5)));
    let eu = Code::new(CodeSystem::EuProduct, "EU/1/20/1507");
    assert!(doses[0].product == Some(eu));
    assert!(doses[0].vaccine == Some(Code::new(CodeSystem::Snomed, MRNA)));
    assert!(doses[4].disease == Some(Code::new(CodeSystem::Snomed, "16541001")));
    assert!(doses[4].product == Some(Code::new(CodeSystem::Cvx, "37")));
}

#[test]
fn what_the_card_says_goes_before_what_is_counted() {
    let mut second = dose("208", "2021-05-04");
    (second.dose_number, second.series_doses) = (Some(2), Some(3));
    let first = record(vec![second]);
    assert_eq!(doses(&first)[0].dose, Some(2));
    assert_eq!(doses(&first)[0].doses, Some(3));
    // Without its day nobody can say which dose another one is.
    let unknown = record(vec![dose("208", "2021"), dose("208", "2021-05-04")]);
    assert!(doses(&unknown).iter().all(|dose| dose.dose.is_none()));
}

#[test]
fn what_was_not_given_is_no_dose() {
    let with = |change: &dyn Fn(&mut Immunization)| {
        let mut dose = dose("208", "2021-05-04");
        change(&mut dose);
        record(vec![dose]).events.len()
    };
    assert_eq!(with(&|_| {}), 1);
    for status in [
        None,
        Some("not-done"),
        Some("entered-in-error"),
        Some("Completed"),
    ] {
        assert_eq!(
            with(&|dose| dose.status = status.map(str::to_owned)),
            0,
            "{status:?}"
        );
    }
    assert_eq!(with(&|dose| dose.is_modified = true), 0);
    assert_eq!(with(&|dose| dose.is_subpotent = true), 0);
}

#[test]
fn other_systems_name_vaccines_too() {
    for (system, code) in [
        (SNOMED, MRNA),
        (ATC, "J07BN01"),
        (ICD_11[0], "XM0GQ8"),
        (ICD_11[1], "XM68M6"),
    ] {
        let mut dose = dose("208", "2021-05-04");
        dose.vaccine = coding(system, code);
        let record = record(vec![dose]);
        let dose = doses(&record)[0];
        assert!(
            dose.disease == Some(Code::new(CodeSystem::Snomed, COVID_19)),
            "{code}"
        );
        assert!(dose.vaccine.is_some());
        assert!(dose.product.is_none());
    }
    // The same code in a system that is not known says nothing.
    let mut dose = dose("208", "2021-05-04");
    dose.vaccine = coding("https://example.org", "208");
    assert!(doses(&record(vec![dose]))[0].disease.is_none());
}

#[test]
fn tests_have_method_time_and_result() {
    let mut observation = Observation {
        status: Some("final".into()),
        code: coding(LOINC, "94558-4"),
        value: coding(SNOMED, "260415000"),
        effective: Some("2021-11-08T13:30:00+03:00".into()),
        ..Observation::default()
    };
    let found = test(&observation).unwrap();
    assert_eq!(found.method, Some(TestMethod::Antigen));
    assert_eq!(found.result, Some(TestResult::Negative));
    assert_eq!(found.sampled_at, Some(1_636_367_400));
    observation.value.extend(coding(SNOMED, "260373001"));
    assert_eq!(test(&observation).unwrap().result, None, "of two minds");
    observation.value.clear();
    observation.value_text = Some("Not detected".into());
    assert_eq!(
        test(&observation).unwrap().result,
        Some(TestResult::Negative)
    );
    observation.value_text = Some("see report".into());
    assert_eq!(test(&observation).unwrap().result, None);
    observation.code = coding(LOINC, "718-7");
    let other = test(&observation).unwrap();
    assert!(other.disease.is_none() && other.method.is_none());
    observation.status = Some("preliminary".into());
    assert!(test(&observation).is_none());
}

#[test]
fn an_illness_that_is_over_is_a_recovery() {
    let mut condition = Condition {
        clinical_status: coding(
            "http://terminology.hl7.org/CodeSystem/condition-clinical",
            "resolved",
        ),
        code: coding(ICD_10[1], "U07.1"),
        onset: Some("2021-10-01".into()),
        ..Condition::default()
    };
    let found = recovery(&condition).unwrap();
    assert!(found.disease == Some(Code::new(CodeSystem::Snomed, COVID_19)));
    assert_eq!(found.first_positive, Some(date(2021, 10, 1)));
    condition.code = coding(ICD_11[0], "RA01.0");
    assert!(recovery(&condition) == Some(found));
    condition.verification_status = coding("x", "refuted");
    assert!(recovery(&condition).is_none());
    condition.verification_status = coding("x", "confirmed");
    condition.clinical_status = coding("x", "active");
    assert!(recovery(&condition).is_none());
    condition.clinical_status.clear();
    assert!(recovery(&condition).is_none());
    condition.abatement = Some("2021-10-20".into());
    assert!(recovery(&condition).is_some());
}

#[test]
fn a_card_is_of_one_person() {
    let one = record(vec![dose("208", "2021-05-04")]);
    assert_eq!(one.person.surname.shown(), Some("Example"));
    assert_eq!(one.person.forename.shown(), Some("Zoë B."));
    assert_eq!(
        one.person.birth_date,
        Some(BirthDate::Day(date(1951, 1, 20)))
    );
    let two = Record::from(&Content {
        patients: vec![patient(), patient()],
        immunizations: vec![dose("208", "2021-05-04")],
        ..Content::default()
    });
    assert!(two.person == Person::default() && two.events.is_empty());
    let whole = person(&Patient {
        text: Some("Zoë Example".into()),
        ..Patient::default()
    });
    assert_eq!(whole.surname.shown(), Some("Zoë Example"));
    assert!(whole.forename.shown().is_none());
}

#[test]
fn all_kinds_of_events_come_through() {
    let record = Record::from(&Content {
        patients: vec![patient()],
        immunizations: vec![dose("208", "2021-05-04")],
        observations: vec![Observation {
            status: Some("final".into()),
            ..Observation::default()
        }],
        conditions: vec![Condition {
            abatement: Some("2021-10-20".into()),
            ..Condition::default()
        }],
        others: 0,
    });
    let grounds: Vec<_> = record.grounds().collect();
    assert_eq!(
        grounds,
        [Ground::Vaccination, Ground::Test, Ground::Recovery]
    );
}
