//! Guarantee G02: offline for 7 days, and a fault of the system is never the holder's.

use cleanbill_policy::Place;
use cleanbill_verifier::{Action, DoorReason, DoorVerdict, Note, Report, Verdict};

use super::world::{Draft, NEGATIVE, PCR, RU_2021, World, dose, test, time};

const ISSUED: &str = "2021-11-30";

fn world() -> World {
    World::new(&RU_2021, ISSUED, "RU")
}

fn good(world: &World) -> String {
    Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key)
}

fn at_days(world: &World, code: &str, place: Place, days: i64) -> Report {
    let at = time(ISSUED) + days * 86_400;
    world.verifier(place).verify(code, at)
}

#[test]
fn g02_with_the_authority_off_for_seven_days_every_verdict_stays() {
    let world = world();
    let good = good(&world);
    let tested = Draft::of(test(PCR, "2021-11-29T12:00:00Z", NEGATIVE)).signed(&world.key);
    for days in 0..=8 {
        let report = at_days(&world, &good, Place::Concert, days);
        assert_eq!(report.verdict(), Verdict::Accepted, "{days}");
        let ageing = report
            .notes
            .iter()
            .any(|note| matches!(note, Note::DataAgeing { .. }));
        assert_eq!(ageing, days > 4, "{days}");
        // What the clock alone decides goes on being decided.
        let expected = if days <= 2 {
            Verdict::Accepted
        } else {
            Verdict::Refused
        };
        assert_eq!(
            at_days(&world, &tested, Place::Concert, days).verdict(),
            expected,
            "{days}"
        );
    }
}

#[test]
fn g02_data_that_is_too_old_refuses_nobody() {
    let world = world();
    let good = good(&world);
    let over = Draft::of(dose("Sputnik-V", 2, 2, "2019-06-01")).signed(&world.key);
    for code in [&good, &over] {
        let report = at_days(&world, code, Place::Concert, 9);
        assert_eq!(report.verdict(), Verdict::Undetermined);
        let door = DoorVerdict::new(&report, Some(9 * 86_400));
        assert_eq!(
            (door.action, door.reason),
            (Action::Manual, DoorReason::DataTooOld)
        );
        let report = at_days(&world, code, Place::LongDistanceTrain, 9);
        assert_eq!(DoorVerdict::new(&report, None).action, Action::Admit);
    }
}

#[test]
fn g02_a_clock_that_is_behind_is_called_that_and_not_a_bad_pass() {
    let world = world();
    let fresh = Draft {
        issued: "2021-11-30T10:00:00Z",
        ..Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01"))
    };
    let code = fresh.signed(&world.key);
    // Years behind: the policy's time has not come, and nobody is asked.
    let report = world.check(Place::Concert, &code, "2019-01-01");
    assert_eq!(report.verdict(), Verdict::NoCheckInForce);
    // Two days behind: the pass seems to begin in the future.
    let report = world.check(Place::Concert, &code, "2021-11-28");
    assert_eq!(report.verdict(), Verdict::Undetermined);
    let door = DoorVerdict::new(&report, None);
    assert_eq!(
        (door.action, door.reason),
        (Action::Manual, DoorReason::ClockWrong)
    );
}

#[test]
fn g02_unreadable_and_forged_codes_stay_refused_when_the_system_fails() {
    let world = world();
    let good = good(&world);
    let other = cleanbill_testkit::FixedKey::new(2);
    let forged = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&other);
    let cut = &good[..good.len() - 8];
    for code in [
        forged.as_str(),
        cut,
        "a bus ticket",
        "https://gosuslugi.ru@example.org/",
    ] {
        for days in [-3, 1, 9] {
            let report = at_days(&world, code, Place::LongDistanceTrain, days);
            assert_eq!(report.verdict(), Verdict::Refused, "{days} {code}");
            assert_eq!(DoorVerdict::new(&report, None).action, Action::Refuse);
        }
    }
}

#[test]
fn g02_an_unknown_version_is_the_systems_fault_and_an_unknown_key_is_not() {
    let world = world();
    let report = at_days(&world, "HC2:NCF%RN", Place::LongDistanceTrain, 1);
    assert_eq!(report.verdict(), Verdict::Undetermined);
    assert_eq!(DoorVerdict::new(&report, None).action, Action::Admit);
    let report = at_days(&world, "HC2:NCF%RN", Place::Concert, 1);
    assert_eq!(DoorVerdict::new(&report, None).action, Action::Manual);
    // Whoever makes up a key is not let in by the policy's kindness.
    let nobody = cleanbill_trust::TrustStore::default();
    let stranger = World {
        trust: nobody,
        ..World::new(&RU_2021, ISSUED, "RU")
    };
    let key = cleanbill_testkit::FixedKey::new(2);
    let code = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&key);
    let known = World {
        trust: super::world::trusting(&world.key, *b"other-id"),
        ..world
    };
    for days in [1, 9] {
        let report = at_days(&known, &code, Place::LongDistanceTrain, days);
        assert_eq!(report.verdict(), Verdict::Undetermined);
        assert_eq!(
            DoorVerdict::new(&report, None).action,
            Action::Manual,
            "{days}"
        );
    }
    let report = at_days(&stranger, &code, Place::LongDistanceTrain, 1);
    assert_eq!(report.verdict(), Verdict::Undetermined);
    let action = DoorVerdict::new(&report, None).action;
    assert_eq!(action, Action::Manual, "no signers at all");
}

#[test]
fn g02_what_is_proven_bad_is_not_let_in_by_a_fault_of_the_system() {
    use cleanbill_revocation::signer_removed::{RemovedSigner, RemovedSigners};
    let mut world = world();
    world
        .revocation
        .push(RemovedSigners::new(vec![RemovedSigner {
            kid: super::world::KID.to_vec(),
            country: None,
            thumbprint: None,
            from: 0,
        }]));
    let code = good(&world);
    for days in [1, 9] {
        let report = at_days(&world, &code, Place::LongDistanceTrain, days);
        assert_eq!(
            report.verdict(),
            Verdict::Refused,
            "a withdrawn key, day {days}"
        );
    }
    // A clock that is behind cannot make a pass end.
    let world = self::world();
    let ended = Draft {
        expires: "2021-11-25",
        ..Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01"))
    };
    let code = ended.signed(&world.key);
    let report = world.check(Place::LongDistanceTrain, &code, "2021-11-28");
    assert_eq!(report.verdict(), Verdict::Refused);
}

#[test]
fn g02_a_clock_that_may_be_ahead_or_a_little_behind_refuses_nobody() {
    let world = world();
    let until = Draft {
        expires: "2021-12-03",
        ..Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01"))
    };
    let code = until.signed(&world.key);
    // Nine days after the data, or a clock that is wrong by as much.
    let report = at_days(&world, &code, Place::Concert, 9);
    assert_eq!(report.verdict(), Verdict::Undetermined);
    // Within the data's time the clock is believed.
    assert_eq!(
        at_days(&world, &code, Place::Concert, 5).verdict(),
        Verdict::Refused
    );
    let fresh = Draft {
        issued: "2021-12-01T10:09:00Z",
        ..Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01"))
    };
    let code = fresh.signed(&world.key);
    let report = world.check(Place::Concert, &code, "2021-12-01T10:00:00Z");
    assert_eq!(report.reason().unwrap().code(), "data.clock-behind");
    let report = world.check(Place::Concert, &code, "2021-12-01T09:00:00Z");
    assert_eq!(report.verdict(), Verdict::Refused);
}
