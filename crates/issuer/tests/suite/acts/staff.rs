//! Who is an officer: the founding act, and what signed acts made of it.

use cleanbill_issuer::act::{ActState, Body, OfficeSpec};
use cleanbill_issuer::registry::{ActId, AppointmentRow, OfficerId, RowId};
use cleanbill_issuer::staff::{KeyForm, OfficeKind, RejectedRow, Role, verify_staff};

use super::world::{FOUNDED, HEAD_A, HEAD_B, MINISTRY, REVIEWER, World, office, rps};
use crate::authority::DAY;

const LATER: i64 = FOUNDED + DAY;

fn codes(world: &World) -> Vec<&'static str> {
    let staff = world.verify().unwrap();
    let acts = staff
        .rejected()
        .iter()
        .filter(|r| matches!(r.row, RejectedRow::Act(_)));
    acts.map(|rejected| rejected.why.code()).collect()
}

#[test]
fn the_founders_are_the_first_officers() {
    let staff = World::new().verify().unwrap();
    assert_eq!(staff.rejected(), []);
    let appointed = |at| staff.staff().appointment_at(HEAD_A, "Clinic A", at);
    assert_eq!(appointed(FOUNDED + 1).unwrap().role, Role::OfficeHead);
    // No act of the founding's own second stands on it.
    assert_eq!(appointed(FOUNDED), None);
    assert_eq!(
        staff.staff().appointment_at(HEAD_A, "Clinic B", LATER),
        None
    );
    assert_eq!(
        staff.directory().officer_id(HEAD_B),
        Some(OfficerId(1_000_002))
    );
}

#[test]
fn the_founding_act_is_the_one_that_is_known() {
    let world = World::new();
    let verify = |founding| verify_staff(founding, &world.acts, &world.rows, &rps());
    assert_eq!(verify(&[0; 32]).unwrap_err().code(), "staff.no-founding");
    // Whoever writes rows founds another authority, and nobody listens.
    let mut other = World::new();
    let body = Body::Found {
        offices: vec![
            office("X", "XX", OfficeKind::Clinic),
            office("Y", "XX", OfficeKind::Clinic),
        ],
        officers: vec![
            other.spec(1, "X", Role::OfficeHead, KeyForm::Raw),
            other.spec(2, "Y", Role::OfficeHead, KeyForm::Raw),
        ],
    };
    other.staff_act(body, 1, &[1, 2], LATER);
    assert_eq!(codes(&other), ["staff.second-founding"]);
}

#[test]
fn founders_vouch_for_each_other() {
    for missing in 0..4 {
        let mut world = World::new();
        world.acts[0].approvals.remove(missing);
        assert_eq!(world.verify().unwrap_err().code(), "approval.founder");
    }
    let mut world = World::new();
    let copied = world.acts[0].approvals[3].signature.clone();
    world.acts[0].approvals[0].signature = copied;
    assert_eq!(world.verify().unwrap_err().code(), "signature.invalid");
}

#[test]
fn one_office_founds_nothing() {
    let mut world = World::new();
    world.acts.clear();
    let body = Body::Found {
        offices: vec![office("X", "XX", OfficeKind::Clinic)],
        officers: vec![
            world.spec(1, "X", Role::OfficeHead, KeyForm::Raw),
            world.spec(2, "X", Role::OfficeHead, KeyForm::Raw),
        ],
    };
    let id = world.staff_act(body, 1, &[1, 2], FOUNDED);
    world.founding = world.record(id).row.hash;
    assert_eq!(world.verify().unwrap_err().code(), "staff.founders");
}

#[test]
fn two_offices_appoint() {
    let mut world = World::new();
    world.appoint(10, "Clinic A", Role::Clinic, LATER);
    let staff = world.verify().unwrap();
    assert_eq!(staff.rejected(), []);
    let roles: Vec<_> = staff.staff().roles_at(10, LATER + 1).collect();
    assert_eq!(roles, [("Clinic A", Role::Clinic)]);
    assert_eq!(staff.staff().roles_at(10, LATER).count(), 0);
}

#[test]
fn nobody_appoints_alone_or_themselves() {
    let appointed_by = |signers: &[i64]| {
        let mut world = World::new();
        let spec = world.spec(10, "Clinic A", Role::OfficeHead, KeyForm::Raw);
        world.staff_act(Body::Appoint(Box::new(spec)), signers[0], signers, LATER);
        assert_eq!(
            world
                .verify()
                .unwrap()
                .staff()
                .roles_at(10, LATER + 1)
                .count(),
            0
        );
        codes(&world)
    };
    assert_eq!(appointed_by(&[HEAD_A]), ["approval.second"]);
    assert_eq!(appointed_by(&[HEAD_A, HEAD_A]), ["approval.second"]);
    // The appointed officer's own key does not count, nor does a reviewer's.
    assert_eq!(appointed_by(&[HEAD_A, 10]), ["approval.not-appointed"]);
    assert_eq!(appointed_by(&[HEAD_A, REVIEWER]), ["approval.second"]);

    let mut world = World::new();
    world.appoint(10, "Clinic A", Role::OfficeHead, LATER);
    let mut spec = world.spec(10, "Clinic A", Role::OfficeHead, KeyForm::Raw);
    // A second key for oneself, signed with the first.
    let other = world.spec(11, "Clinic A", Role::OfficeHead, KeyForm::Raw);
    spec.key = other.key;
    world.staff_act(
        Body::Appoint(Box::new(spec)),
        10,
        &[10, HEAD_B],
        LATER + DAY,
    );
    // The row of that key is not there yet: it would bear the id of the first.
    world.rows.keys.pop();
    assert_eq!(codes(&world), ["approval.own"]);
}

#[test]
fn no_officer_of_ones_own_making_is_a_second_one() {
    let mut world = World::new();
    // Two heads of one clinic make an office and its head between them: both acts fail.
    world.appoint(10, "Clinic A", Role::OfficeHead, LATER);
    let spec = office("Clinic C", "XX-C", OfficeKind::Clinic);
    world.staff_act(Body::OpenOffice(spec), HEAD_A, &[HEAD_A, 10], LATER + 10);
    assert_eq!(codes(&world), ["approval.second"]);
    // A head who moves to another office with only one other signature than their own.
    let mut world = World::new();
    let clinic = office("Clinic C", "XX-C", OfficeKind::Clinic);
    let by = [HEAD_A, HEAD_B];
    world.staff_act(Body::OpenOffice(clinic), by[0], &by, LATER);
    let spec = world.spec(30, "Clinic C", Role::OfficeHead, KeyForm::Raw);
    world.staff_act(Body::Appoint(Box::new(spec)), by[0], &by, LATER + 1);
    // The office and its head stand on A and B together: with either alone they are independent …
    let third = world.spec(31, "Clinic A", Role::Clinic, KeyForm::Raw);
    world.staff_act(
        Body::Appoint(Box::new(third)),
        HEAD_A,
        &[HEAD_A, 30],
        LATER + 10,
    );
    assert_eq!(codes(&world), [] as [&str; 0]);
    // … and a reviewer whom A and B made confirms nothing for A and B.
    let board = office("Board", "XX", OfficeKind::Review);
    world.staff_act(Body::OpenOffice(board), by[0], &by, LATER + 20);
    let reviewer = world.spec(40, "Board", Role::Reviewer, KeyForm::Raw);
    world.staff_act(Body::Appoint(Box::new(reviewer)), by[0], &by, LATER + 21);
    let staff = world.verify().unwrap();
    let mut content = world.revocation(HEAD_A, vec![[1; 16]], LATER + 100);
    content.reason = Some(cleanbill_issuer::act::Reason::Forgery);
    content.evidence = Some([1; 32]);
    let signed = |reviewer: i64| {
        let hash = content.hash();
        let approvals: Vec<_> = [HEAD_A, HEAD_B, reviewer]
            .iter()
            .map(|by| world.approval(*by, &hash, content.at))
            .collect();
        cleanbill_issuer::approval::check_approvals(&content, &approvals, staff.staff(), &rps())
    };
    assert_eq!(signed(40).unwrap_err().code(), "approval.reviewer");
    assert_eq!(
        signed(REVIEWER).unwrap().reviewer().unwrap().officer,
        REVIEWER
    );
}

#[test]
fn who_was_dismissed_signs_no_more() {
    let mut world = World::new();
    world.appoint(10, "Clinic A", Role::OfficeHead, LATER);
    let body = Body::Dismiss {
        officer: 10,
        office: "Clinic A".to_owned(),
    };
    world.staff_act(body, MINISTRY, &[MINISTRY, HEAD_B], LATER + 10);
    world.spec(10, "Clinic A", Role::OfficeHead, KeyForm::Raw);
    let spec = world.spec(11, "Clinic B", Role::Clinic, KeyForm::Raw);
    world.staff_act(Body::Appoint(Box::new(spec)), 10, &[10, HEAD_B], LATER + 10);
    assert_eq!(codes(&world), ["approval.not-appointed"]);
    let staff = world.verify().unwrap();
    assert!(
        staff
            .staff()
            .appointment_at(10, "Clinic A", LATER + 9)
            .is_some()
    );
    assert!(
        staff
            .staff()
            .appointment_at(10, "Clinic A", LATER + 10)
            .is_none()
    );
    // Their key does not come back with them.
    let spec = world.spec(10, "Clinic A", Role::OfficeHead, KeyForm::Raw);
    let by = [MINISTRY, HEAD_B];
    world.staff_act(Body::Appoint(Box::new(spec)), by[0], &by, LATER + 20);
    assert!(codes(&world).contains(&"staff.key-twice"));
}

#[test]
fn a_closed_office_has_no_officers() {
    let mut world = World::new();
    let body = Body::CloseOffice {
        office: "Clinic A".to_owned(),
    };
    world.staff_act(body, MINISTRY, &[MINISTRY, HEAD_B], LATER);
    world.appoint(10, "Clinic A", Role::Clinic, LATER + 1);
    assert_eq!(codes(&world), ["staff.no-office"]);
    let staff = world.verify().unwrap();
    assert_eq!(staff.staff().roles_at(HEAD_A, LATER + 1).count(), 0);
}

#[test]
fn roles_are_those_of_the_office() {
    for (office, role) in [
        ("Review board", Role::Clinic),
        ("Clinic A", Role::Reviewer),
        ("Ministry", Role::Reviewer),
        ("Clinic A", Role::KeyCustodian),
    ] {
        let mut world = World::new();
        world.appoint(10, office, role, LATER);
        assert_eq!(codes(&world), ["staff.role"], "{office}");
    }
}

#[test]
fn an_act_that_is_not_in_force_makes_nobody() {
    let mut world = World::new();
    let id = world.appoint(10, "Clinic A", Role::Clinic, LATER);
    world.record(id).steps.truncate(2);
    assert_eq!(codes(&world), ["staff.not-effective"]);
    let mut world = World::new();
    let id = world.appoint(10, "Clinic A", Role::Clinic, LATER);
    world.record(id).steps[1].state = ActState::Dropped;
    assert_eq!(codes(&world), ["act.history"]);
}

#[test]
fn rows_that_no_act_made_are_named() {
    let mut world = World::new();
    let by = ActId(2);
    let ghost = OfficeSpec {
        name: "Ghost".to_owned(),
        region: "XX".to_owned(),
        kind: OfficeKind::Clinic,
    };
    world.office_row(&ghost, by);
    let officer = world.spec(66, "Clinic A", Role::OfficeHead, KeyForm::Raw);
    world.officer_rows(&officer, by, FOUNDED);
    // A role that an officer never had, and an office moved to another region.
    world.rows.appointments.push(AppointmentRow {
        id: RowId(99),
        officer: OfficerId(1_000_000 + HEAD_A),
        office: world.office_id("Clinic B"),
        role: Role::OfficeHead,
        begins: true,
        act: by,
        at: FOUNDED,
    });
    let staff = world.verify().unwrap();
    assert_eq!(staff.rejected().len(), 5);
    assert!(
        staff
            .rejected()
            .iter()
            .all(|rejected| rejected.why.code() == "staff.row")
    );
    assert_eq!(staff.directory().office_id("Ghost"), None);
    assert_eq!(staff.directory().officer_id(66), None);
    assert_eq!(staff.staff().roles_at(66, LATER).count(), 0);

    let mut world = World::new();
    world.rows.offices[0].region = "XX-B".to_owned();
    let row = RejectedRow::Office(world.rows.offices[0].id);
    let staff = world.verify().unwrap();
    assert!(staff.rejected().iter().any(|rejected| rejected.row == row));
    // A key that is exchanged for another under the same row.
    let mut world = World::new();
    let other = World::new().rows.keys[1].public_key.clone();
    world.rows.keys[0].public_key = other;
    assert_eq!(world.verify().unwrap_err().code(), "approval.founder");
}
