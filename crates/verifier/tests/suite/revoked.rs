//! Revocation in a check.

use cleanbill_policy::Place;
use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::signer_removed::{RemovedSigner, RemovedSigners};
use cleanbill_revocation::{Limits, Revocation};
use cleanbill_verifier::{Action, DoorReason, DoorVerdict, Outcome, SkipReason, Verdict};

use super::world::{Draft, KID, RU_2021, World, dose, time};

fn world() -> World {
    World::new(&RU_2021, "2021-11-30", "RU")
}

fn revoking(uvci: &str, kid: &[u8]) -> Revocation {
    let digest = cleanbill_crypto::sha256(uvci.as_bytes());
    let key = digest[..16].try_into().unwrap();
    let list = ExactList::new(0, vec![kid.to_vec()], vec![key], &Limits::DEFAULT).unwrap();
    let mut revocation = Revocation::new();
    revocation.push(list);
    revocation
}

#[test]
fn a_revoked_pass_is_refused_and_the_door_is_told_no_more() {
    let mut world = world();
    world.revocation = revoking("URN:UVCI:01:RU:AAAA#B", &KID);
    let code = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    let report = world.check(Place::Concert, &code, "2021-12-01");
    assert_eq!(report.verdict(), Verdict::Refused);
    assert_eq!(report.reason().unwrap().code(), "revocation.revoked");
    assert_eq!(DoorVerdict::new(&report, None).reason, DoorReason::NotValid);
}

#[test]
fn one_that_is_not_on_the_list_passes_and_one_that_no_list_covers_is_skipped() {
    let mut world = world();
    let code = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    world.revocation = revoking("URN:UVCI:01:RU:ZZZZ#B", &KID);
    let report = world.check(Place::Concert, &code, "2021-12-01");
    assert_eq!(report.stages.revocation, Outcome::Passed);
    world.revocation = revoking("URN:UVCI:01:RU:ZZZZ#B", b"other");
    let report = world.check(Place::Concert, &code, "2021-12-01");
    assert_eq!(
        report.stages.revocation,
        Outcome::Skipped(SkipReason::NotCovered)
    );
    assert_eq!(report.verdict(), Verdict::Accepted);
}

#[test]
fn passes_of_a_removed_signer_count_no_more() {
    let mut world = world();
    world
        .revocation
        .push(RemovedSigners::new(vec![RemovedSigner {
            kid: KID.to_vec(),
            country: None,
            thumbprint: None,
            from: time("2021-11-29"),
        }]));
    let code = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    let report = world.check(Place::Concert, &code, "2021-12-01");
    assert_eq!(report.reason().unwrap().code(), "revocation.signer-removed");
}

#[test]
fn a_revocation_that_is_too_old_is_for_a_person_also_where_faults_admit() {
    let mut world = world();
    world.revocation = revoking("URN:UVCI:01:RU:AAAA#B", &KID);
    let code = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    let report = world.check(Place::LongDistanceTrain, &code, "2021-12-20");
    assert_eq!(report.verdict(), Verdict::Undetermined);
    assert_eq!(report.reason().unwrap().code(), "revocation.revoked");
    assert_eq!(DoorVerdict::new(&report, None).action, Action::Manual);
}
