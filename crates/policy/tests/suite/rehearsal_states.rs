//! The states that are rehearsed, the report, and the hashes that published policies name.

use cleanbill_policy::rehearsal::{
    Decision, Documents, Policies, Population, Rehearsal, Report, RuleState, Side, StateError,
    Synthetic, Table, Tally,
};
use cleanbill_policy::{Place, Policy, Presented, Region, RuleBook, RuleName};
use serde_json::{Value, json};

use super::draft::{dose, draft, recovery, time};
use super::rehearsal::{OVERNIGHT, halved, one, presented};

fn state(documents: &Documents, at: &str) -> Option<String> {
    let everything = one(draft(&[]));
    let region = Region::parse("RU-TA");
    let place = Some(Place::Concert);
    let rehearsal = Rehearsal::load(documents, &everything, place, region, time(at)).unwrap();
    let policy = |state: &RuleState| state.policy().map(|policy| policy.id.clone());
    policy(rehearsal.old())
}

#[test]
fn of_a_chain_the_policy_counts_that_is_in_force() {
    let chain = Documents {
        policies: Policies::Chain(vec![
            draft(&[]),
            draft(&[
                ("test.concert", "test.local"),
                ("region = \"RU\"", "region = \"RU-TA\""),
                ("2021-11-22T00:00:00", "2021-11-25T00:00:00"),
                ("2022-02-01T00:00:00", "2021-12-01T00:00:00"),
            ]),
            draft(&[
                ("test.concert", "test.later"),
                ("announcement = { at = 2021-11-12T12:00:00+03:00 }", ""),
                ("2021-11-22T00:00:00", "2021-11-26T00:00:00"),
            ]),
        ]),
        ..Documents::default()
    };
    let found = |at| state(&chain, at);
    assert_eq!(found("2021-11-21T12:00:00+03:00"), None);
    assert_eq!(found("2021-11-22T00:00:00+03:00").unwrap(), "test.concert");
    assert_eq!(found("2021-11-30T00:00:00+03:00").unwrap(), "test.local");
    assert_eq!(found("2021-12-01T00:00:00+03:00").unwrap(), "test.later");
    // In the second in which the last one ends, it is what the next one is compared with.
    assert_eq!(found("2022-02-01T00:00:00+03:00").unwrap(), "test.later");
    assert_eq!(found("2022-02-01T00:00:01+03:00"), None);
    let nowhere = Rehearsal::load(&chain, &chain, None, None, 0).unwrap_err();
    assert_eq!(nowhere.error, StateError::NoSituation);
    let empty = Rehearsal::load(&Documents::default(), &chain, None, None, 0).unwrap_err();
    assert_eq!(empty.code(), "rehearsal.empty-state");
}

fn report(old: &Documents, new: &Documents, at: &str, count: u64) -> Report {
    let rehearsal = Rehearsal::load(old, new, None, None, time(at)).unwrap();
    let synthetic = Synthetic {
        count,
        seed: 1,
        at: rehearsal.at(),
        zone: rehearsal.zone(),
    };
    let mut tally = Tally::default();
    for number in 0..count {
        rehearsal.count(&presented(&synthetic.pass(number)), &mut tally);
    }
    Report::new(
        &rehearsal,
        Population::Synthetic(synthetic),
        Table::of(&tally),
    )
}

#[test]
fn a_report_is_the_same_every_time_and_canonical() {
    let (old, new) = halved();
    let first = report(&old, &new, OVERNIGHT, 3_000);
    let again = report(&old, &new, OVERNIGHT, 3_000);
    assert_eq!(first.json(), again.json());
    assert_eq!(first.digest(), again.digest());
    assert_eq!(first.text(), again.text());
    let json: Value = serde_json::from_str(first.json()).unwrap();
    // Ascending members without white space, as a reader that sorts would write it again.
    fn sorted(json: &Value) -> Value {
        match json {
            Value::Object(members) => {
                let mut names: Vec<_> = members.keys().collect();
                names.sort();
                let member = |name: &String| (name.clone(), sorted(&members[name]));
                Value::Object(names.into_iter().map(member).collect())
            }
            Value::Array(items) => items.iter().map(sorted).collect(),
            other => other.clone(),
        }
    }
    assert_eq!(sorted(&json).to_string(), first.json());
    assert_eq!(json["population"]["seed"], 1);
    assert_eq!(json["passes"], 3_000);
    assert_eq!(json["at"], "2021-11-07T21:00:00Z");
    assert!(first.text().contains("old         test.concert, version 1"));
}

#[test]
fn a_report_names_the_policy_and_not_its_own_hash() {
    let extended = |hash: char, months: &str| {
        let text = draft(&[("for_months = 12", months)]);
        let hash = hash.to_string().repeat(64);
        let extension = "[extension]\nnumber = 2\nreason = \"a test\"\nrehearsal = ";
        one(format!("{text}\n{extension}\"{hash}\"\n"))
    };
    let old = one(draft(&[]));
    let report = |new: &Documents| report(&old, new, "2021-12-01T00:00:00+03:00", 100).digest();
    let twelve = "for_months = 12";
    let zeros = report(&extended('0', twelve));
    assert_eq!(zeros, report(&extended('a', twelve)));
    assert_ne!(zeros, report(&extended('0', "for_months = 11")));
}

/// A country's rule that a series is complete, or has so many doses at least.
fn rule(country: &str, least: Value) -> Vec<u8> {
    let rule = json!({
        "Identifier": format!("VR-{country}-0001"), "Type": "Acceptance", "Country": country,
        "Version": "1.0.0", "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC",
        "EngineVersion": "0.7.5", "CertificateType": "Vaccination",
        "Description": [{ "lang": "en", "desc": "a test" }],
        "ValidFrom": "2021-01-01T00:00:00Z", "ValidTo": "2022-01-01T00:00:00Z",
        "AffectedFields": ["v.0.dn"],
        "Logic": { ">=": [{ "var": "payload.v.0.dn" }, least] },
    });
    rule.to_string().into_bytes()
}

fn rules(documents: &[Vec<u8>]) -> Documents {
    Documents {
        rules: documents.to_vec(),
        ..Documents::default()
    }
}

#[test]
fn rules_without_a_policy_are_those_of_a_traveller() {
    let complete = rules(&[rule("XX", json!({ "var": "payload.v.0.sd" }))]);
    let boosted = rules(&[rule("XX", json!(3))]);
    let counted = |at: &str, with_json: bool| {
        let rehearsal = Rehearsal::load(&complete, &boosted, None, None, time(at)).unwrap();
        assert!(rehearsal.needs_dcc());
        let mut tally = Tally::default();
        for (record, count) in [
            (dose(2, 2, "2021-08-15"), 20),
            (dose(3, 2, "2021-08-15"), 30),
            (dose(1, 2, "2021-08-15"), 40),
            (recovery("2021-08-15"), 50),
        ] {
            let dcc = with_json.then(|| Synthetic::dcc(&record));
            let presented = Presented {
                dcc: dcc.as_ref(),
                ..presented(&record)
            };
            (0..count).for_each(|_| rehearsal.count(&presented, &mut tally));
        }
        Table::of(&tally).totals()
    };
    // The recovery has no rule, and the rules are over in 2022.
    assert_eq!(counted("2021-12-01", true), [20, 0, 30 + 50, 0, 40]);
    assert_eq!(counted("2022-02-01", true), [0, 0, 140, 0, 0]);
    // Rules are for DCCs: of what is none nothing can be said.
    assert_eq!(counted("2021-12-01", false), [0, 0, 0, 0, 140]);
}

#[test]
fn states_that_cannot_be_are_named() {
    let code = |documents: &Documents| {
        let good = one(draft(&[]));
        let failed = Rehearsal::load(documents, &good, None, None, 0).unwrap_err();
        assert_eq!(failed.side, Side::Old);
        failed.code()
    };
    let two = rules(&[rule("XX", json!(1)), rule("XY", json!(1))]);
    assert_eq!(code(&two), "rehearsal.many-countries");
    let name = RuleName {
        identifier: "VR-RU-0001".into(),
        version: "1.0.0".into(),
    };
    let book = RuleBook::parse([rule("RU", json!(1)).as_slice()], []).unwrap();
    let digest = book.digest(&name).unwrap();
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let line = format!("version = 1\nrules = [\"{name}#{digest}\"]");
    // The rule holds as long as the policy does.
    let until = ("until = 2022-02-01", "until = 2021-12-31");
    let named = draft(&[("version = 1", &line), until]);
    assert_eq!(code(&one(named.clone())), "policies.missing-rule");
    let with_rule = Documents {
        rules: vec![rule("RU", json!(1))],
        ..one(named)
    };
    let load = |documents| Rehearsal::load(documents, &two, None, None, 0);
    // The old side is sound now, so the new one is at fault.
    assert_eq!(load(&with_rule).unwrap_err().side, Side::New);
    assert_eq!(code(&rules(&[b"{}".to_vec()])), "rule.missing-field");
    assert_eq!(code(&one("format = 2".into())), "policy.unsupported-format");
}

#[test]
fn codes_of_a_rehearsal_are_unique() {
    let country = || "XX".to_owned();
    let mut codes = vec![
        StateError::Empty.code(),
        StateError::NoSituation.code(),
        StateError::ManyCountries {
            first: country(),
            second: country(),
        }
        .code(),
        Decision::Within.code(),
        Decision::Announced.code(),
        Decision::Unannounced.code(),
        Decision::ShortNotice { notice_secs: 0 }.code(),
    ];
    assert!(codes.iter().all(|code| code.starts_with("rehearsal.")));
    codes.sort_unstable();
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
}

/// What `cleanbill rules rehearse OLD NEW --population synthetic:20000:1 --at START-OF-NEW` hashes.
fn hash(chain: &str, number: u32) -> ([u8; 32], Option<[u8; 32]>) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/ru-2021");
    let read = |number| std::fs::read_to_string(format!("{folder}/{chain}-{number}.toml")).unwrap();
    let (old, new) = (read(number - 1), read(number));
    let policy = Policy::parse(&new).unwrap();
    let start = jiff::Timestamp::from_second(policy.from)
        .unwrap()
        .to_string();
    let report = report(&one(old), &one(new), &start, 20_000);
    let named = policy.extension.map(|extension| extension.rehearsal);
    (report.digest(), named)
}

macro_rules! published_chains {
    ($($test:ident: $chain:literal,)*) => {$(
        #[test]
        fn $test() {
            for number in [2, 3] {
                let (found, named) = hash($chain, number);
                let hex: String = found.iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(named, Some(found), "{}-{number}: {hex}", $chain);
            }
        }
    )*};
}

// One test a chain, so that they run side by side.
published_chains! {
    g13_places_name_their_rehearsal: "places",
    g13_transport_names_its_rehearsal: "transport",
    g13_places_of_a_region_name_their_rehearsal: "RU-SPE-places",
    g13_transport_of_a_region_names_its_rehearsal: "RU-TA-local-transport",
}
