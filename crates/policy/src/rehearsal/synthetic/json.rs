//! A record as DCC JSON (ehn-dcc-schema 1.3.0), as far as rules read it.

use cleanbill_health::{
    BirthDate, Code, Event, Exemption, Record, Recovery, Test, TestMethod, TestResult, Vaccination,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

/// A country that no one has (ISO 3166-1, user-assigned).
const COUNTRY: &str = "XX";

pub(super) fn render(record: &Record) -> Json {
    let mut dcc = json!({
        "ver": "1.3.0",
        "nam": { "fnt": "SYNTHETIC" },
        "dob": record.person.birth_date.map(birth_date),
    });
    if let (Some(event), Json::Object(members)) = (record.events.first(), &mut dcc) {
        let (group, mut entry) = match event {
            Event::Vaccination(event) => ("v", vaccination(event)),
            Event::Recovery(event) => ("r", recovery(event)),
            Event::Test(event) => ("t", test(event)),
            Event::Exemption(event) => ("xm", exemption(event)),
        };
        if let Json::Object(entry) = &mut entry {
            entry.insert("tg".into(), code(event.disease()));
            entry.insert("co".into(), COUNTRY.into());
        }
        members.insert(group.into(), Json::Array(vec![entry]));
    }
    dcc
}

fn birth_date(date: BirthDate) -> String {
    match date {
        BirthDate::Day(day) => day.to_string(),
        BirthDate::Month(year, month) => format!("{year:04}-{month:02}"),
        BirthDate::Year(year) => format!("{year:04}"),
    }
}

fn code(code: Option<&Code>) -> Json {
    code.map_or(Json::Null, |code| code.value.as_str().into())
}

fn day(day: Option<Date>) -> Json {
    day.map_or(Json::Null, |day| day.to_string().into())
}

fn vaccination(dose: &Vaccination) -> Json {
    json!({
        "vp": code(dose.vaccine.as_ref()),
        "mp": code(dose.product.as_ref()),
        "dn": dose.dose,
        "sd": dose.doses,
        "dt": day(dose.date),
    })
}

fn recovery(recovery: &Recovery) -> Json {
    json!({
        "fr": day(recovery.first_positive),
        "df": day(recovery.valid_from),
        "du": day(recovery.valid_until),
    })
}

fn test(test: &Test) -> Json {
    let method = test.method.map(|method| match method {
        TestMethod::Pcr => "LP6464-4",
        TestMethod::Antigen => "LP217198-3",
        TestMethod::Antibody => "94762-2",
    });
    let result = test.result.map(|result| match result {
        TestResult::Negative => "260415000",
        TestResult::Positive => "260373001",
    });
    let sampled_at = test
        .sampled_at
        .and_then(|at| Timestamp::from_second(at).ok());
    json!({
        "tt": method,
        "ma": code(test.device.as_ref()),
        "sc": sampled_at.map(|at| at.to_string()),
        "tr": result,
    })
}

fn exemption(exemption: &Exemption) -> Json {
    json!({
        "xv": 1,
        "df": day(exemption.valid_from),
        "du": day(exemption.valid_until),
    })
}
