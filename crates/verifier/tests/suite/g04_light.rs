//! Guarantee G04: the light pass, which says nothing of the ground.

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, sign1};
use cleanbill_crypto::Signer;
use cleanbill_hcert::dcc::PersonName;
use cleanbill_hcert::light::{LIGHT_KEY, LightPass, PolicyMark, encode_light};
use cleanbill_policy::{Declared, Place, PolicySet, RuleBook, RuleName, Zone, digest_to_hex};
use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::{Limits, Revocation};
use cleanbill_testkit::FixedKey;
use cleanbill_verifier::{
    Action, DoorReason, DoorVerdict, GateTime, Report, Shown, Verdict, policy_mark,
};
use cleanbill_x509::DccUsage;
use proptest::prelude::*;

use super::world::{
    Draft, KID, NEGATIVE, PCR, RU_2021, World, dose, exemption, recovery, test, time,
};

const HANDLE: &str = "URN:UVCI:01:RU:AAAAAAAAAAAAAAAAAAAAAAAAAA#Q";
const DAY_SECS: i64 = 86_400;
const PLACE: Place = Place::Restaurant;

/// The four grounds, all good on 1 December.
fn grounds() -> [String; 4] {
    [
        dose("Sputnik-V", 2, 2, "2020-12-20"),
        recovery("2021-08-01"),
        test(PCR, "2021-11-30T12:00:00Z", NEGATIVE),
        exemption("2021-11-01", "2021-12-31"),
    ]
}

fn world() -> World {
    World::new(&RU_2021, "2021-11-30", "RU")
}

/// The light pass of a draft: what an issuer makes, who has asked the policy.
struct Light {
    pass: LightPass,
    begins: i64,
    ends: i64,
    extra: Vec<(Key<'static>, Value<'static>)>,
}

impl Light {
    fn of(draft: &Draft<'_>, policy: PolicyMark, (begins, ends): (i64, i64)) -> Self {
        let [surname, forename] = draft.name.map(|name| Some(name.to_owned()));
        let name = PersonName {
            surname: surname.clone(),
            surname_standardised: surname,
            forename: forename.clone(),
            forename_standardised: forename,
        };
        let pass = LightPass {
            name,
            birth_date: Some(draft.born.to_owned()),
            handle: Some(HANDLE.to_owned()),
            policy: Some(policy),
        };
        Self {
            pass,
            begins,
            ends,
            extra: Vec::new(),
        }
    }

    fn signed(&self, key: &FixedKey) -> String {
        let mut hcert = vec![(Key::Int(LIGHT_KEY), self.pass.to_value())];
        hcert.extend(self.extra.iter().cloned());
        let claims = Value::Map(vec![
            (Key::Int(1), Value::from("RU")),
            (Key::Int(4), Value::Int(self.ends)),
            (Key::Int(5), Value::Int(self.begins)),
            (Key::Int(HCERT_CLAIM), Value::Map(hcert)),
        ]);
        encode_light(&sign1(&KID, &encode_deterministic(&claims), key).unwrap()).unwrap()
    }
}

fn draft(entry: String) -> Draft<'static> {
    Draft {
        // As issuers do it: a test's signature ends sooner.
        expires: if entry.starts_with("\"t\"") {
            "2021-12-05"
        } else {
            "2023-01-01"
        },
        ..Draft::of(entry)
    }
}

fn mark(world: &World, at: &str) -> PolicyMark {
    policy_mark(world.door(PLACE).policy(time(at)).unwrap())
}

/// One for 1 December in Moscow.
fn first_of_december(world: &World, entry: String) -> Light {
    let begins = time("2021-12-01T00:00:00+03:00");
    let policy = mark(world, "2021-12-01");
    Light::of(&draft(entry), policy, (begins, begins + DAY_SECS - 1))
}

fn door(report: &Report) -> DoorVerdict {
    DoorVerdict::new(report, Some(60))
}

#[test]
fn g04_light_the_door_sees_the_same_as_of_the_full_pass_whatever_the_ground() {
    let world = world();
    let mut answers = Vec::new();
    for entry in grounds() {
        let light = first_of_december(&world, entry.clone()).signed(&world.key);
        let full = draft(entry).signed(&world.key);
        for code in [full, light] {
            let report = world.check(PLACE, &code, "2021-12-01T12:00:00Z");
            assert_eq!(report.verdict(), Verdict::Accepted, "{:?}", report.stages);
            answers.push(door(&report));
        }
    }
    assert_eq!(answers.len(), 8);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(answers[0].name.as_deref(), Some("ANNA BEISPIEL"));
}

#[test]
fn g04_light_the_codes_of_four_grounds_are_the_same_bytes_but_for_handle_and_signature() {
    let world = world();
    let codes = grounds().map(|entry| first_of_december(&world, entry).signed(&world.key));
    assert!(codes.iter().all(|code| *code == codes[0]), "same handle");
    let other = Light {
        pass: LightPass {
            handle: Some(HANDLE.replace('A', "Z")),
            ..first_of_december(&world, grounds()[0].clone()).pass
        },
        ..first_of_december(&world, grounds()[0].clone())
    };
    assert_eq!(other.signed(&world.key).len(), codes[0].len());
}

#[test]
fn g04_light_after_its_window_and_before_it_is_not_valid() {
    let world = world();
    let light = first_of_december(&world, grounds()[0].clone()).signed(&world.key);
    for (at, verdict) in [
        ("2021-11-30T20:50:00Z", Verdict::Undetermined),
        ("2021-11-30T18:00:00Z", Verdict::Refused),
        ("2021-11-30T20:58:59Z", Verdict::Undetermined),
        ("2021-11-30T20:59:00Z", Verdict::Accepted),
        ("2021-12-01T20:59:59Z", Verdict::Accepted),
        ("2021-12-01T21:00:00Z", Verdict::Refused),
        ("2021-12-05T12:00:00Z", Verdict::Refused),
    ] {
        let report = world.check(PLACE, &light, at);
        assert_eq!(report.verdict(), verdict, "{at}");
        if verdict == Verdict::Refused {
            assert_eq!(door(&report).reason, DoorReason::NotValid, "{at}");
        }
    }
}

#[test]
fn g04_light_49_hours_are_refused_and_48_are_not() {
    let world = world();
    let with = |life_secs: i64| {
        let light = first_of_december(&world, grounds()[0].clone());
        let ends = light.begins + life_secs;
        let code = Light { ends, ..light }.signed(&world.key);
        world.check(PLACE, &code, "2021-12-01T12:00:00Z")
    };
    assert_eq!(with(48 * 3_600).verdict(), Verdict::Accepted);
    for life_secs in [48 * 3_600 + 1, 49 * 3_600, 365 * DAY_SECS] {
        let report = with(life_secs);
        assert_eq!(report.verdict(), Verdict::Refused);
        assert_eq!(report.reason().unwrap().code(), "time.light-too-long");
        // Nor when it is over, or when data is too old to say so.
        let world = World::new(&RU_2021, "2021-11-22", "RU");
        let light = first_of_december(&world, grounds()[0].clone());
        let ends = light.begins + life_secs;
        let code = Light { ends, ..light }.signed(&world.key);
        let late = world.check(PLACE, &code, "2021-12-02T12:00:00Z");
        assert_eq!(late.verdict(), Verdict::Refused);
    }
}

#[test]
fn g04_light_under_another_policy_a_person_asks_for_the_full_pass() {
    let world = world();
    let light = first_of_december(&world, grounds()[0].clone());
    // Another place's policy, another version, another text under the same name.
    let train = world
        .door(Place::LongDistanceTrain)
        .policy(light.begins)
        .unwrap();
    let own = mark(&world, "2021-12-01");
    for policy in [
        policy_mark(train),
        PolicyMark {
            version: 2,
            ..own.clone()
        },
        PolicyMark {
            digest: [0; 16],
            ..own.clone()
        },
        PolicyMark {
            id: "other".into(),
            ..own
        },
    ] {
        let code = Light {
            pass: LightPass {
                policy: Some(policy),
                ..light.pass.clone()
            },
            extra: Vec::new(),
            ..light
        };
        let report = world.check(PLACE, &code.signed(&world.key), "2021-12-01T12:00:00Z");
        assert_eq!(report.verdict(), Verdict::Undetermined);
        assert_eq!(report.reason().unwrap().code(), "rules.other-policy");
        let seen = door(&report);
        let expected = (Action::Manual, DoorReason::OtherPolicy);
        assert_eq!((seen.action, seen.reason), expected);
    }
    // Where a fault of the system admits, another policy is none.
    let report = world.check(
        Place::LongDistanceTrain,
        &light.signed(&world.key),
        "2021-12-01T12:00:00Z",
    );
    assert_eq!(door(&report).action, Action::Manual);
    // Without a policy it is genuine and no more; where none is in force nobody is asked.
    let code = light.signed(&world.key);
    let mut plain = cleanbill_verifier::Verifier::new(&world.trust);
    let report = plain.verify(&code, light.begins);
    assert_eq!(report.verdict(), Verdict::Authentic);
    let nothing = World {
        policies: PolicySet::default(),
        ..world
    };
    let report = nothing.check(PLACE, &code, "2021-12-01T12:00:00Z");
    assert_eq!(report.verdict(), Verdict::NoCheckInForce);
}

#[test]
fn g04_light_data_too_old_to_know_the_policy_is_the_systems_fault() {
    let world = World::new(&RU_2021, "2021-11-22", "RU");
    let light = first_of_december(&world, grounds()[0].clone());
    let newer = PolicyMark {
        version: 9,
        ..mark(&world, "2021-12-01")
    };
    let code = Light {
        pass: LightPass {
            policy: Some(newer),
            ..light.pass.clone()
        },
        ..light
    };
    let code = code.signed(&world.key);
    let report = world.check(Place::LongDistanceTrain, &code, "2021-12-01T12:00:00Z");
    assert_eq!(report.verdict(), Verdict::Undetermined);
    assert_eq!(door(&report).action, Action::Admit);
}

#[test]
fn g04_light_a_revoked_handle_is_refused_and_the_door_is_told_no_more() {
    let mut world = world();
    let digest = cleanbill_crypto::sha256(HANDLE.as_bytes());
    let key = digest[..16].try_into().unwrap();
    let list = ExactList::new(0, vec![KID.to_vec()], vec![key], &Limits::DEFAULT).unwrap();
    let mut revocation = Revocation::new();
    revocation.push(list);
    world.revocation = revocation;
    let light = first_of_december(&world, grounds()[0].clone()).signed(&world.key);
    let report = world.check(PLACE, &light, "2021-12-01T12:00:00Z");
    assert_eq!(report.verdict(), Verdict::Refused);
    assert_eq!(report.reason().unwrap().code(), "revocation.revoked");
    assert_eq!(door(&report).reason, DoorReason::NotValid);
    let full = draft(grounds()[0].clone()).signed(&world.key);
    let report = world.check(PLACE, &full, "2021-12-01T12:00:00Z");
    assert_eq!(report.verdict(), Verdict::Accepted, "the full pass is not");
}

#[test]
fn g04_light_a_smuggled_ground_is_refused() {
    let world = world();
    let dcc = |group: &'static str| {
        let entry = Value::Array(vec![Value::Map(Vec::new())]);
        (Key::Int(1), Value::Map(vec![(Key::from(group), entry)]))
    };
    for group in ["v", "t", "r", "xm"] {
        let mut light = first_of_december(&world, grounds()[0].clone());
        light.extra = vec![dcc(group)];
        let report = world.check(PLACE, &light.signed(&world.key), "2021-12-01T12:00:00Z");
        assert_eq!(report.verdict(), Verdict::Refused, "{group}");
        assert_eq!(report.reason().unwrap().code(), "schema.light-pass");
        assert_eq!(door(&report).reason, DoorReason::NotValid);
    }
}

#[test]
fn g04_light_a_key_for_one_ground_signs_none_and_a_forged_one_is_not_genuine() {
    let world = world();
    let light = first_of_december(&world, grounds()[0].clone());
    let spki = world.key.public_key().to_spki_der();
    let record = cleanbill_trust::SignerRecord {
        kid: cleanbill_trust::Kid::from(KID),
        country: None,
        spki: spki.into(),
        usage: DccUsage::TEST.union(DccUsage::VACCINATION),
        not_before: 0,
        not_after: i64::MAX,
        thumbprint: cleanbill_crypto::sha256(spki),
    };
    let code = light.signed(&world.key);
    let limited = World {
        trust: std::iter::once(record.into()).collect(),
        ..world
    };
    let report = limited.check(PLACE, &code, "2021-12-01T12:00:00Z");
    assert_eq!(report.reason().unwrap().code(), "key-usage.not-allowed");
    let forged = light.signed(&FixedKey::new(2));
    let report = self::world().check(PLACE, &forged, "2021-12-01T12:00:00Z");
    assert_eq!(report.verdict(), Verdict::Refused);
    assert_eq!(door(&report).reason, DoorReason::NotGenuine);
}

#[test]
fn g04_light_a_document_is_compared_as_with_the_full_pass() {
    let world = world();
    let at = time("2021-12-01T12:00:00Z");
    let time = GateTime { at, clock: at };
    let document = "P<RUSBEISPIEL<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<\n\
                    L898902C36RUS6408124F3204159<<<<<<<<<<<<<<04";
    let entry = grounds()[0].clone();
    let light = first_of_december(&world, entry.clone()).signed(&world.key);
    let full = draft(entry).signed(&world.key);
    let mut gate = world.gate(PLACE);
    let mut answer = |code: &str, document| {
        let shown = Shown {
            code: Some(code),
            document: Some(document),
            ..Shown::default()
        };
        gate.answer(shown, time).door
    };
    for document in [document, &document.replace("ANNA", "IVAN"), "no zone"] {
        assert!(answer(&light, document) == answer(&full, document));
    }
}

/// A full pass of each ground at some distance from the window.
fn entry(ground: u8, days: i64, secs: i64) -> String {
    let at = time("2021-12-15T00:00:00Z") - days * DAY_SECS - secs;
    let instant = instant(at);
    let day = &instant[..10];
    match ground {
        0 => dose("Sputnik-V", 2, 2, day),
        1 => dose("EU/1/20/1528", 2, 2, day),
        2 => recovery(day),
        3 => test(PCR, &instant, NEGATIVE),
        _ => exemption("2021-11-01", day),
    }
}

/// `YYYY-MM-DDTHH:MM:SSZ`.
fn instant(at: i64) -> String {
    let (day, secs) = (Zone::UTC.day(at).unwrap(), at.rem_euclid(DAY_SECS));
    let (h, m, s) = (secs / 3_600, secs / 60 % 60, secs % 60);
    format!("{day}T{h:02}:{m:02}:{s:02}Z")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whoever issues asks `accepts_throughout` for each day; then the door says the same of both
    /// passes at every instant, by the same clock and data, from the issuing on.
    #[test]
    fn g04_light_the_verdict_is_that_of_the_pass_behind(
        ground in 0_u8..5,
        days in prop_oneof![0_i64..6, 0_i64..400],
        secs in 0_i64..DAY_SECS,
        born in prop::sample::select(&["1964-08-12", "2003-12-14", "2003-12-15", "2012"][..]),
        now in 0_i64..3 * DAY_SECS,
        window in 0_i64..5,
        hours in prop_oneof![Just(24_i64), Just(48)],
        instants in prop::collection::vec(0_i64..2 * DAY_SECS, 12),
    ) {
        let world = World::new(&RU_2021, "2021-12-13", "RU");
        let behind = Draft { born, ..draft(entry(ground, days, secs)) };
        let full = behind.signed(&world.key);
        let midnight = time("2021-12-14T00:00:00+03:00");
        let now = midnight + now;
        let begins = midnight + window * DAY_SECS;
        let ends = begins + hours * 3_600 - 1;
        let clock = now;
        let mut verifier = world.verifier(PLACE);
        let issued = verifier.accepts_throughout(&full, &(begins..=ends), now, clock);
        let edges = [begins - 60, begins - 61, begins, ends, ends + 1, begins.max(now)];
        let at = instants.into_iter().map(|after| begins + after).chain(edges);
        let at = at.filter(|at| *at >= now);
        match issued {
            Ok(policy) => {
                let light = Light::of(&behind, policy_mark(policy), (begins, ends));
                let light = light.signed(&world.key);
                for at in at {
                    let said = verifier.verify_as_of(&light, at, clock);
                    if (begins - 60..=ends).contains(&at) {
                        let behind = verifier.verify_as_of(&full, at, clock);
                        prop_assert_eq!(said.verdict(), behind.verdict(), "{}", at - begins);
                        prop_assert!(door(&said) == door(&behind));
                    } else {
                        prop_assert!(said.verdict() != Verdict::Accepted);
                    }
                }
            }
            Err(interruption) => {
                prop_assert!(interruption.code().starts_with("light."));
                // Nothing is withheld without a cause: some instant is not good.
                let from = begins.max(now);
                let steps = (from.min(ends)..=ends).step_by(1_800).chain([ends]);
                let mut verdicts = steps
                    .map(|at| verifier.verify_as_of(&full, at, clock).verdict());
                let good = |verdict| matches!(verdict, Verdict::Accepted | Verdict::NoPassNeeded);
                let edge = days < 6 || verdicts.any(|verdict| !good(verdict));
                prop_assert!(from > ends || edge, "{interruption}");
            }
        }
    }
}

/// Accepted at both ends of a window and at most hours of it, and not in all of it.
const GAP: &str = r#"
    format = 1
    id = "xx.gap"
    version = 1
    title = { en = "Gap" }
    reason = "test"
    region = "RU"
    places = ["restaurant"]
    signed_at = 2021-12-01T00:00:00Z
    from = 2021-12-10T00:00:00Z
    until = 2022-01-10T00:00:00Z
    announcement = { at = 2021-12-01T00:00:00Z }

    [[accept]]
    ground = "test"
    methods = ["pcr"]
    result = "negative"
    for_hours = 30

    [[accept]]
    ground = "test"
    methods = ["pcr"]
    result = "negative"
    for_hours = 40
    open_until = 2021-12-14

    [[accept]]
    ground = "vaccination"
    for_days = 10

    [[accept]]
    ground = "vaccination"
    from_days = 12

    [door]
    on_system_fault = "manual"
    data_age_max_days = 8
"#;

#[test]
fn g04_light_a_gap_inside_the_window_is_found() {
    let world = World::new(&[GAP], "2021-12-12", "RU");
    let mut verifier = world.verifier(PLACE);
    let mut ask = |entry: String, begins: &str, hours: i64| {
        let full = Draft::of(entry).signed(&world.key);
        let begins = time(begins);
        let window = begins..=begins + hours * 3_600 - 1;
        let now = time("2021-12-12T00:00:00Z");
        let asked = verifier.accepts_throughout(&full, &window, now, now);
        asked.map(|policy| policy.id.clone())
    };
    let refused = |at: &str| Err(cleanbill_verifier::Interruption::NotAccepted { at: time(at) });
    // Good until the end of the 13th, and again from the 15th on: both ends of 48 hours are good.
    let dose = || dose("Sputnik-V", 2, 2, "2021-12-03");
    assert_eq!(ask(dose(), "2021-12-13", 24), Ok("xx.gap".into()));
    assert_eq!(
        ask(dose(), "2021-12-13T12:00:00Z", 48),
        refused("2021-12-14")
    );
    assert_eq!(ask(dose(), "2021-12-15", 48), Ok("xx.gap".into()));
    assert_eq!(
        ask(dose(), "2021-12-14", 24),
        refused("2021-12-14"),
        "nor at its beginning"
    );
    // The clock may be a minute behind; the minute before counts.
    let early = ask(dose(), "2021-12-14T23:59:30Z", 24);
    assert_eq!(early, refused("2021-12-14T23:58:30Z"));
    // A way that closes, and 30 hours that are over within the day after.
    let test = || test(PCR, "2021-12-13T16:30:17Z", NEGATIVE);
    assert_eq!(ask(test(), "2021-12-14", 24), Ok("xx.gap".into()));
    assert_eq!(ask(test(), "2021-12-14", 48), refused("2021-12-15"));
    // Before the policy, after it, for too long, and in the past.
    let code = |asked: Result<String, cleanbill_verifier::Interruption>| asked.unwrap_err().code();
    assert_eq!(
        code(ask(dose(), "2022-01-10", 24)),
        "light.no-check-in-force"
    );
    assert_eq!(
        code(ask(dose(), "2022-01-09T12:00:00Z", 24)),
        "light.no-check-in-force"
    );
    assert_eq!(code(ask(dose(), "2021-12-15", 49)), "light.window");
    assert_eq!(code(ask(dose(), "2021-12-10", 24)), "light.window");
    let mut nowhere = cleanbill_verifier::Verifier::new(&world.trust);
    let asked = nowhere.accepts_throughout("HC1:", &(0..=1), 0, 0);
    assert_eq!(asked.unwrap_err().code(), "light.no-door");
}

#[test]
fn g04_light_no_light_pass_is_made_of_a_light_pass_or_of_anything_else() {
    let world = world();
    let light = first_of_december(&world, grounds()[0].clone());
    let window = light.begins..=light.ends;
    let mut verifier = world.verifier(PLACE);
    for code in [light.signed(&world.key).as_str(), "HC1:", "a bus ticket"] {
        let asked = verifier.accepts_throughout(code, &window, light.begins, light.begins);
        assert_eq!(asked.unwrap_err().code(), "light.not-a-full-pass");
    }
}

#[test]
fn g04_light_a_window_belongs_to_one_policy() {
    let world = World::new(&RU_2021, "2022-01-28", "RU");
    let changes = world.policies.loaded().iter().find_map(|loaded| {
        let policy = &loaded.policy;
        (policy.places.contains(&PLACE) && policy.number() == 2).then_some(policy.from)
    });
    let changes = changes.unwrap();
    let full = draft(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    let mut verifier = world.verifier(PLACE);
    let mut ask = |begins: i64, ends: i64| {
        let asked = verifier.accepts_throughout(&full, &(begins..=ends), begins, begins);
        asked.map(|policy| policy.number())
    };
    assert_eq!(ask(changes - DAY_SECS, changes - 1), Ok(1));
    assert_eq!(ask(changes, changes + DAY_SECS), Ok(2));
    let over = cleanbill_verifier::Interruption::PolicyChanges { at: changes };
    assert_eq!(ask(changes - DAY_SECS, changes), Err(over));
}

/// A policy that asks a rule, which says no in one single second: twenty hours after the sample.
#[test]
fn g04_light_a_gap_of_one_second_in_a_rule_is_found() {
    let turns = r#"{"plusTime": [{"var": "payload.t.0.sc"}, 20, "hour"]}"#;
    let clock = r#"{"plusTime": [{"var": "external.validationClock"}, 0, "day"]}"#;
    let logic = format!(
        r#"{{"if": [{{"before": [{clock}, {turns}]}}, true, {{"after": [{clock}, {turns}]}}]}}"#
    );
    let rule = format!(
        r#"{{"Identifier": "GR-RU-0001", "Type": "Acceptance", "Country": "RU", "Version": "1.0.0",
            "SchemaVersion": "1.3.0", "Engine": "CERTLOGIC", "EngineVersion": "1.3.0",
            "CertificateType": "General", "Description": [{{"lang": "en", "desc": "a test"}}],
            "ValidFrom": "2021-06-01T00:00:00Z", "ValidTo": "2030-06-01T00:00:00Z",
            "AffectedFields": [], "Logic": {logic}}}"#
    );
    let rules = RuleBook::parse([rule.as_bytes()], []).unwrap();
    let name = RuleName {
        identifier: "GR-RU-0001".into(),
        version: "1.0.0".into(),
    };
    let digest = digest_to_hex(&rules.digest(&name).unwrap());
    let named = format!("rules = [\"{name}#{digest}\"]\n    [[accept]]");
    let policy = GAP.replacen("[[accept]]", &named, 1);
    let policies = PolicySet::load([policy.as_str()], &rules, &Declared, i64::MAX);
    assert_eq!(policies.refused(), []);
    let world = World {
        policies,
        rules,
        ..World::new(&[], "2021-12-12", "RU")
    };
    let full = Draft::of(test(PCR, "2021-12-13T04:30:17Z", NEGATIVE)).signed(&world.key);
    let mut verifier = world.verifier(PLACE);
    let (now, gap) = (time("2021-12-13T05:00:00Z"), time("2021-12-14T00:30:17Z"));
    for (at, verdict) in [
        (gap - 1, Verdict::Accepted),
        (gap, Verdict::Refused),
        (gap + 1, Verdict::Accepted),
    ] {
        let report = verifier.verify_as_of(&full, at, now);
        assert_eq!(report.verdict(), verdict, "{}", at - gap);
    }
    let mut ask = |begins: i64, ends: i64| {
        let asked = verifier.accepts_throughout(&full, &(begins..=ends), now, now);
        asked.map(|policy| policy.id.clone())
    };
    let refused = Err(cleanbill_verifier::Interruption::NotAccepted { at: gap });
    assert_eq!(ask(gap - 5_000, gap + 5_000), refused);
    assert_eq!(ask(gap - 5_000, gap - 1), Ok("xx.gap".into()));
    assert_eq!(ask(gap + 61, gap + 5_000), Ok("xx.gap".into()));
    assert_eq!(ask(gap + 60, gap + 5_000), refused, "a minute early");
}
