//! What is published: the attacks of guarantee G07.

use std::collections::BTreeMap;

use cleanbill_issuer::act::{ActContent, ActState, Body, LegalBasis, Reason, Touched};
use cleanbill_issuer::caps::{CapScope, Caps, day_of};
use cleanbill_issuer::publisher::{Fate, Memory, Selection, ShardedAct, select_revocations};
use cleanbill_issuer::registry::OfficerId;
use cleanbill_issuer::staff::{KeyForm, OfficeKind, Role};

use super::world::{HEAD_A, HEAD_B, MINISTRY, REVIEWER, World, handle, office, rps};
use crate::authority::{DAY, NOW};

/// Long enough ago for every objection period to be over.
const THEN: i64 = NOW - 30 * DAY;

fn select(world: &World, acts: &[ShardedAct]) -> Selection {
    select_at(world, acts, &Memory::new(world.founding), NOW)
}

fn select_at(world: &World, acts: &[ShardedAct], memory: &Memory, now: i64) -> Selection {
    let staff = world.verify().unwrap();
    select_revocations(&staff, acts, &rps(), &Caps::default(), memory, now)
}

fn codes(selection: &Selection) -> Vec<&'static str> {
    let mut codes: Vec<_> = selection
        .rejected
        .iter()
        .map(|rejected| rejected.why.code())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Changes one thing of an honest revocation; returns the code with which nothing is published.
fn refused(change: impl FnOnce(&mut World, &mut ShardedAct)) -> Vec<&'static str> {
    let mut world = World::new();
    let content = world.revocation(HEAD_A, vec![handle(1)], THEN);
    let mut act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    change(&mut world, &mut act);
    let selection = select(&world, &[act]);
    assert_eq!(selection.passes, BTreeMap::new());
    codes(&selection)
}

#[test]
fn what_two_offices_signed_is_published() {
    let mut world = World::new();
    let content = world.revocation(HEAD_A, vec![handle(2), handle(1)], THEN);
    let act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    let selection = select(&world, &[act]);
    assert_eq!(selection.rejected, []);
    assert_eq!(selection.passes.len(), 2);
    assert_eq!(selection.passes[&handle(1)], content.hash());
    let known = selection.memory.act(&content.hash()).unwrap();
    assert_eq!(
        (known.fate(), known.since()),
        (Fate::Published, Some(day_of(NOW)))
    );
    assert_eq!(
        Memory::parse(&selection.memory.encode()),
        Ok(selection.memory)
    );
}

#[test]
fn the_same_act_counts_once() {
    let mut world = World::new();
    let content = world.revocation(HEAD_A, vec![handle(1)], THEN);
    let act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    let again = world.in_force(&content, &[HEAD_A, HEAD_B]);
    let selection = select(&world, &[act, again]);
    assert_eq!(selection.passes.len(), 1);
    assert_eq!(codes(&selection), ["publisher.twice"]);
}

/// Henan, 2022: 1,317 people's codes turned red by officials of one place.
#[test]
fn g07_one_office_takes_no_pass_away() {
    let mut world = World::new();
    world.appoint(10, "Clinic A", Role::OfficeHead, THEN - DAY);
    let passes: Vec<_> = (0..1_317).map(handle).collect();
    let acts: Vec<ShardedAct> = passes
        .chunks(13)
        .map(|passes| {
            let content = world.revocation(HEAD_A, passes.to_vec(), THEN);
            world.in_force(&content, &[HEAD_A, 10])
        })
        .collect();
    let selection = select(&world, &acts);
    assert_eq!(selection.passes.len(), 0);
    assert_eq!(selection.rejected.len(), acts.len());
    assert_eq!(codes(&selection), ["approval.second"]);
}

/// Two offices collude, with thirty officers each; every signature is right.
#[test]
fn g07_two_offices_with_sixty_officers_are_capped_together() {
    let mut world = World::new();
    for number in 0..30 {
        world.appoint(
            100 + number,
            "Clinic A",
            Role::OfficeHead,
            THEN - DAY - 60 + number,
        );
        world.appoint(
            200 + number,
            "Clinic B",
            Role::OfficeHead,
            THEN - DAY - 20 + number,
        );
    }
    let passes: Vec<_> = (0..1_317).map(handle).collect();
    let acts: Vec<ShardedAct> = (0..)
        .zip(passes.chunks(5))
        .map(|(number, passes)| {
            let (left, right) = (100 + number % 30, 200 + number % 30);
            let content = world.revocation(left, passes.to_vec(), THEN + number);
            world.in_force(&content, &[left, right])
        })
        .collect();
    let selection = select(&world, &acts);
    assert_eq!(selection.passes.len(), 50);
    assert_eq!(codes(&selection), ["publisher.cap"]);
    // The next day gives no more: those signed on one day are capped for that day for ever.
    let next = select_at(&world, &acts, &selection.memory, NOW + DAY);
    assert_eq!(next.passes.len(), 50);
    assert!(
        selection
            .passes
            .keys()
            .all(|pass| next.passes.contains_key(pass))
    );
}

/// As above, with a superuser who spreads the signatures and steps over past days.
#[test]
fn g07_back_dated_acts_are_capped_by_the_day_of_publishing() {
    let mut world = World::new();
    let acts: Vec<ShardedAct> = (0..200_u32)
        .map(|pass| {
            let at = NOW - (20 + i64::from(pass)) * DAY;
            let content = world.revocation(HEAD_A, vec![handle(pass)], at);
            world.in_force(&content, &[HEAD_A, HEAD_B])
        })
        .collect();
    let first = select(&world, &acts);
    // The cap of one officer.
    assert_eq!(first.passes.len(), 20);
    let same_day = select_at(&world, &acts, &first.memory, NOW + 60);
    assert_eq!(same_day.passes, first.passes);
    let next_day = select_at(&world, &acts, &same_day.memory, NOW + DAY);
    assert_eq!(next_day.passes.len(), 40);
    assert!(
        first
            .passes
            .keys()
            .all(|pass| next_day.passes.contains_key(pass))
    );
}

#[test]
fn g07_one_officer_is_capped_over_all_partners() {
    let mut world = World::new();
    world.appoint(20, "Ministry", Role::OfficeHead, THEN - DAY);
    let mut acts = Vec::new();
    for pass in 0..60 {
        let second = [HEAD_B, MINISTRY, 20][pass as usize % 3];
        let content = world.revocation(HEAD_A, vec![handle(pass)], THEN);
        acts.push(world.in_force(&content, &[HEAD_A, second]));
    }
    let selection = select(&world, &acts);
    assert_eq!(selection.passes.len(), 20);
    let cap = format!("{:?}", selection.rejected[0].why);
    assert!(cap.contains(&format!("{:?}", CapScope::Officer)), "{cap}");
}

#[test]
fn g07_regions_and_the_nation_are_capped_over_all_offices() {
    let mut world = World::new();
    let mut number = 100;
    let mut at = THEN - 2 * DAY;
    for pair in 0..26 {
        let by = [MINISTRY, HEAD_B];
        for (side, region) in [
            ("left", format!("XX-L{}", pair / 5)),
            ("right", "XX-R".to_owned()),
        ] {
            let name = format!("{side} {pair}");
            at += 1;
            let spec = office(&name, &region, OfficeKind::Clinic);
            world.staff_act(Body::OpenOffice(spec), by[0], &by, at);
            for _ in 0..3 {
                at += 1;
                number += 1;
                world.appoint(number, &name, Role::OfficeHead, at);
            }
        }
    }
    let mut pass = 0;
    let mut acts = Vec::new();
    for pair in 0..26_i64 {
        for officer in 0..3 {
            let (left, right) = (101 + pair * 6 + officer, 104 + pair * 6 + officer);
            let passes: Vec<_> = (pass..pass + 16).map(handle).collect();
            pass += 16;
            let content = world.revocation(left, passes, THEN);
            acts.push(world.in_force(&content, &[left, right]));
        }
    }
    let selection = select(&world, &acts);
    // 16 to an act, so 192 of the 200 of the region that all of them have in common.
    assert_eq!(selection.passes.len(), 192);
    assert_eq!(codes(&selection), ["publisher.cap"]);
}

#[test]
fn g07_a_superusers_rows_publish_nothing() {
    // A revocation for another pass than the one that was signed.
    let other = refused(|_, act| act.record.row.body = Body::revoke(vec![handle(9)]).encode());
    assert_eq!(other, ["act.hash"]);
    // The same, with the hash to go with it: now the signatures are those of another act.
    let rehashed = refused(|world, act| {
        let content = world.revocation(HEAD_A, vec![handle(9)], THEN);
        act.record.row.body = content.body.encode();
        act.record.row.hash = content.hash();
    });
    assert_eq!(rehashed, ["signature.invalid"]);
    // Another reason, another time, another office.
    for change in [
        (|act| act.record.row.reason = Some(Reason::Duplicate)) as fn(&mut ShardedAct),
        |act| act.record.row.at -= DAY,
        |act| act.record.row.region = "XX-B".to_owned(),
        |act| act.record.row.officer = OfficerId(1_000_000 + MINISTRY),
        |act| act.shard.0 = 1,
    ] {
        assert_eq!(refused(|_, act| change(act)), ["act.hash"]);
    }
    // Nobody signed, or one alone, or the same one twice.
    assert_eq!(
        refused(|_, act| act.record.approvals.clear()),
        ["approval.proposer"]
    );
    assert_eq!(
        refused(|_, act| act.record.approvals.truncate(1)),
        ["approval.second"]
    );
    let twice = refused(|_, act| act.record.approvals[1] = act.record.approvals[0].clone());
    assert_eq!(twice, ["approval.second"]);
    // Signed, but for a region whose cap is not used up.
    let elsewhere = refused(|world, act| {
        let mut content = world.revocation(HEAD_A, vec![handle(1)], THEN);
        content.region = "XX-C".to_owned();
        *act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    });
    assert_eq!(elsewhere, ["act.region"]);
    // An officer whom nobody knows.
    let ghost = refused(|_, act| act.record.row.officer = OfficerId(5));
    assert_eq!(ghost, ["act.unknown"]);
}

/// The superuser makes an officer of their own, with every row that officers have.
#[test]
fn g07_a_forged_officer_signs_nothing_that_is_published() {
    let refused = refused(|world, act| {
        let spec = world.spec(66, "Clinic B", Role::OfficeHead, KeyForm::Raw);
        let body = Body::Appoint(Box::new(spec.clone()));
        // The only signatures to be had are those of the forged officer, and copied ones.
        let id = world.staff_act(body, MINISTRY, &[66], THEN - DAY);
        let copied = world.acts[0].approvals.clone();
        world.record(id).approvals.extend(copied);
        let content = world.revocation(HEAD_A, vec![handle(1)], THEN);
        *act = world.in_force(&content, &[HEAD_A, 66]);
        assert_eq!(world.verify().unwrap().rejected().len(), 4);
    });
    assert_eq!(refused, ["approval.second"]);
}

#[test]
fn g07_an_approval_copied_from_another_act_is_none() {
    let refused = refused(|world, act| {
        let other = world.revocation(HEAD_A, vec![handle(5)], THEN);
        let other = world.in_force(&other, &[HEAD_A, HEAD_B]);
        let mut copied = other.record.approvals[1].clone();
        copied.act = act.record.row.id;
        act.record.approvals[1] = copied;
    });
    assert_eq!(refused, ["webauthn.client-data-challenge"]);
}

#[test]
fn g08_steps_cannot_be_forged_to_be_quicker() {
    // In force before the objection period was over.
    let early = refused(|_, act| {
        act.record.steps[3].at -= 1;
    });
    assert_eq!(early, ["act.history"]);
    let short = refused(|_, act| {
        for step in &mut act.record.steps[2..] {
            step.effective_at = step.effective_at.map(|at| at - 1);
        }
    });
    assert_eq!(short, ["act.history"]);
    // Notice before the act was signed.
    let before = refused(|_, act| {
        for step in &mut act.record.steps {
            step.at -= 20 * DAY;
            step.effective_at = step.effective_at.map(|at| at - 20 * DAY);
        }
    });
    assert_eq!(before, ["act.history"]);
    // A step left out, and a state that is not the last one.
    assert_eq!(
        refused(|_, act| act.record.steps.retain(|step| step.step != 3)),
        ["act.history"]
    );
    let noticed = refused(|_, act| act.record.steps.truncate(3));
    assert_eq!(noticed, ["publisher.not-effective"]);
    let contested = refused(|_, act| {
        act.record.steps[3].state = ActState::Contested;
    });
    assert_eq!(contested, ["publisher.not-effective"]);
    // Signed this morning, and in force by steps of next month.
    let future = refused(|world, act| {
        let content = world.revocation(HEAD_A, vec![handle(1)], NOW - 60);
        *act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    });
    assert_eq!(future, ["publisher.not-effective"]);
    let tomorrow = refused(|world, act| {
        let content = world.revocation(HEAD_A, vec![handle(1)], NOW + DAY);
        *act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    });
    assert_eq!(tomorrow, ["publisher.future"]);
}

fn forgery(world: &World) -> ActContent {
    ActContent {
        reason: Some(Reason::Forgery),
        evidence: Some([7; 32]),
        ..world.revocation(HEAD_A, vec![handle(1)], NOW - 60)
    }
}

#[test]
fn g07_a_forgery_needs_a_reviewer_and_acts_at_once() {
    let mut world = World::new();
    let content = forgery(&world);
    let two = world.in_force(&content, &[HEAD_A, HEAD_B]);
    assert_eq!(codes(&select(&world, &[two])), ["approval.reviewer"]);
    let three = world.in_force(&content, &[HEAD_A, HEAD_B, REVIEWER]);
    assert_eq!(select(&world, &[three]).passes.len(), 1);
    // The reviewer is no second officer.
    let one = world.in_force(&content, &[HEAD_A, REVIEWER]);
    assert_eq!(codes(&select(&world, &[one])), ["approval.second"]);
    let unproven = ActContent {
        evidence: None,
        ..content
    };
    let unproven = world.in_force(&unproven, &[HEAD_A, HEAD_B, REVIEWER]);
    assert_eq!(codes(&select(&world, &[unproven])), ["act.evidence"]);
}

#[test]
fn a_lot_is_withdrawn_with_the_passes_that_were_signed() {
    let mut world = World::new();
    let touched: Vec<_> = (0..5_000).map(handle).collect();
    let body = Body::WithdrawValue {
        product: "EU/1/20/1528".to_owned(),
        lot: Some("L-1".to_owned()),
        touched: Touched::of(&touched),
    };
    let content = ActContent {
        reason: Some(Reason::LotWithdrawn),
        basis: Some(LegalBasis::MedicinesLaw),
        ..world.content(HEAD_A, body, THEN)
    };
    // Two offices cannot dress a crowd up as a lot: an independent reviewer signs too.
    let two = world.in_force(&content, &[HEAD_A, HEAD_B]);
    assert_eq!(codes(&select(&world, &[two])), ["approval.reviewer"]);
    let mut act = world.in_force(&content, &[HEAD_A, HEAD_B, REVIEWER]);
    assert_eq!(
        codes(&select(&world, &[act.clone()])),
        ["publisher.touched"]
    );
    act.touched = touched.iter().rev().copied().collect();
    assert_eq!(select(&world, &[act.clone()]).passes.len(), 5_000);
    act.touched.push(handle(5_000));
    assert_eq!(codes(&select(&world, &[act])), ["publisher.touched"]);
}

#[test]
fn a_compromised_key_is_withdrawn_at_once() {
    let mut world = World::new();
    let body = Body::WithdrawKey {
        keys: vec![(*b"epoch--1", [1; 32])],
    };
    let content = ActContent {
        reason: Some(Reason::KeyCompromised),
        basis: Some(LegalBasis::PassLaw),
        ..world.content(HEAD_A, body, NOW - 60)
    };
    let act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    let selection = select(&world, &[act]);
    assert_eq!(selection.keys.len(), 1);
    assert_eq!(selection.rejected, []);
}

#[test]
fn g08_only_a_signed_restoration_undoes() {
    let mut world = World::new();
    let content = world.revocation(HEAD_A, vec![handle(1)], THEN);
    let mut act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    let mut undone = act.record.steps[3].clone();
    undone.step = 5;
    undone.state = ActState::Undone;
    undone.at = NOW - 10;
    act.record.steps.push(undone);
    // A step without an act: the revocation stands.
    assert_eq!(select(&world, &[act.clone()]).passes.len(), 1);
    let restore = |world: &mut World, signers: &[i64]| {
        let body = Body::Restore {
            undoes: content.hash(),
        };
        let content = world.content(HEAD_B, body, NOW - 20);
        ShardedAct {
            shard: content.shard,
            record: world.act(&content, signers, &[]),
            touched: Vec::new(),
        }
    };
    let unsigned = restore(&mut world, &[]);
    assert_eq!(select(&world, &[act.clone(), unsigned]).passes.len(), 1);
    let signed = restore(&mut world, &[HEAD_B]);
    let selection = select(&world, &[act, signed]);
    assert_eq!(selection.passes.len(), 0);
    assert_eq!(codes(&selection), ["publisher.undone"]);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut world = World::new();
    let mut acts: Vec<ShardedAct> = (0..40)
        .map(|pass| {
            let content = world.revocation(HEAD_A, vec![handle(pass)], THEN);
            world.in_force(&content, &[HEAD_A, HEAD_B])
        })
        .collect();
    let forwards = select(&world, &acts);
    acts.reverse();
    assert_eq!(select(&world, &acts).passes, forwards.passes);
}
