//! Guarantee G04: accepted, refused and undetermined say nothing of the ground.

use cleanbill_policy::Place;
use cleanbill_verifier::{DoorVerdict, Verdict};

use super::world::{Draft, NEGATIVE, PCR, RU_2021, World, dose, exemption, recovery, test};

/// The four grounds, all good on 1 December, none in March but the exemption, which is over.
fn grounds() -> [String; 4] {
    [
        dose("Sputnik-V", 2, 2, "2020-12-20"),
        recovery("2021-08-01"),
        test(PCR, "2021-11-30T12:00:00Z", NEGATIVE),
        exemption("2021-11-01", "2021-12-31"),
    ]
}

fn answers(world: &World, at: &str) -> Vec<DoorVerdict> {
    let codes = grounds().map(|entry| {
        let draft = Draft {
            // As issuers do it: a test's signature ends sooner.
            expires: if entry.starts_with("\"t\"") {
                "2021-12-05"
            } else {
                "2023-01-01"
            },
            ..Draft::of(entry)
        };
        draft.signed(&world.key)
    });
    let reports = codes
        .iter()
        .map(|code| world.check(Place::Restaurant, code, at));
    reports
        .map(|report| DoorVerdict::new(&report, Some(60)))
        .collect()
}

fn all_the_same(answers: &[DoorVerdict], verdict: Verdict) {
    for answer in answers {
        assert_eq!(answer.verdict, verdict);
        assert!(*answer == answers[0], "{answer:?} and {:?}", answers[0]);
    }
}

#[test]
fn g04_accepted_is_the_same_for_every_ground() {
    let world = World::new(&RU_2021, "2021-11-30", "RU");
    all_the_same(&answers(&world, "2021-12-01T00:00:00Z"), Verdict::Accepted);
}

#[test]
fn g04_refused_is_the_same_for_every_ground_whatever_ended() {
    // Signature over, term over, exemption over: one answer.
    let world = World::new(&RU_2021, "2022-02-28", "RU");
    let answers = answers(&world, "2022-03-01T00:00:00Z");
    let refused: Vec<DoorVerdict> = answers
        .into_iter()
        .filter(|answer| answer.verdict == Verdict::Refused)
        .collect();
    assert_eq!(refused.len(), 3, "a recovery counts twelve months by then");
    all_the_same(&refused, Verdict::Refused);
}

#[test]
fn g04_undetermined_is_the_same_for_every_ground() {
    let world = World::new(&RU_2021, "2021-11-01", "RU");
    all_the_same(
        &answers(&world, "2021-12-01T00:00:00Z"),
        Verdict::Undetermined,
    );
}

#[test]
fn g04_no_door_reason_names_a_ground() {
    use cleanbill_verifier::DoorReason;
    for reason in DoorReason::ALL {
        for ground in [
            "vaccin", "recover", "test", "exempt", "dose", "pcr", "expired", "revoked",
        ] {
            assert!(!reason.code().contains(ground), "{}", reason.code());
        }
    }
}
