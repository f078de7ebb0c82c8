//! What the publisher remembers against whoever writes rows: G07 and G08 from one run to the next.

use cleanbill_issuer::act::{ActContent, ActState, Body, LegalBasis, Reason, Touched};
use cleanbill_issuer::caps::{Caps, day_of};
use cleanbill_issuer::publisher::{
    Fate, Memory, MemoryError, Selection, Selector, ShardedAct, select_revocations, signed_caps,
};

use super::world::{HEAD_A, HEAD_B, MINISTRY, REVIEWER, World, handle, rps};
use crate::authority::{DAY, NOW};

const THEN: i64 = NOW - 30 * DAY;

fn select(world: &World, acts: &[ShardedAct], memory: &Memory, now: i64) -> Selection {
    let staff = world.verify().unwrap();
    select_revocations(&staff, acts, &rps(), &Caps::default(), memory, now)
}

fn first(world: &World, acts: &[ShardedAct]) -> Selection {
    select(world, acts, &Memory::new(world.founding), NOW)
}

fn rejected(selection: &Selection) -> Vec<&'static str> {
    let all = selection.rejected.iter();
    let mut codes: Vec<_> = all.map(|rejected| rejected.why.code()).collect();
    codes.sort_unstable();
    codes
}

fn lost(selection: &Selection) -> Vec<&'static str> {
    selection.lost.iter().map(|lost| lost.why.code()).collect()
}

fn revoked(world: &mut World, pass: u32, at: i64) -> (ActContent, ShardedAct) {
    let content = world.revocation(HEAD_A, vec![handle(pass)], at);
    let act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    (content, act)
}

#[test]
fn g07_a_revocation_that_is_deleted_is_found_and_stays_published() {
    let mut world = World::new();
    let (content, act) = revoked(&mut world, 1, THEN);
    let memory = first(&world, &[act]).memory;
    let next = select(&world, &[], &memory, NOW + DAY);
    assert_eq!(lost(&next), ["publisher.vanished"]);
    assert_eq!(next.lost[0].hash, content.hash());
    assert!(next.passes.contains_key(&handle(1)));
    // Day after day, until the rows are back.
    let later = select(&world, &[], &next.memory, NOW + 2 * DAY);
    assert_eq!(lost(&later), ["publisher.vanished"]);
    assert!(later.passes.contains_key(&handle(1)));
}

#[test]
fn g07_a_revocation_that_is_changed_is_found_and_stays_published() {
    for change in [
        (|act| act.record.approvals.clear()) as fn(&mut ShardedAct),
        |act| act.record.row.body = Body::revoke(vec![handle(9)]).encode(),
        |act| act.record.steps.truncate(2),
        |act| act.record.steps[3].state = ActState::Dropped,
    ] {
        let mut world = World::new();
        let (_, mut act) = revoked(&mut world, 1, THEN);
        let memory = first(&world, std::slice::from_ref(&act)).memory;
        change(&mut act);
        let next = select(&world, &[act], &memory, NOW + DAY);
        assert_eq!(next.passes.keys().collect::<Vec<_>>(), [&handle(1)]);
        assert_eq!(lost(&next), ["publisher.changed"]);
    }
}

/// Notice was given yesterday; a superuser lets it be two weeks ago.
#[test]
fn g08_a_time_that_was_fixed_is_not_moved() {
    let mut world = World::new();
    let content = world.revocation(HEAD_A, vec![handle(1)], NOW - 30 * DAY);
    let mut act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    let honest = NOW - DAY;
    for step in &mut act.record.steps[2..] {
        step.at = honest;
        step.effective_at = Some(honest + 14 * DAY);
    }
    act.record.steps.truncate(3);
    let seen = first(&world, std::slice::from_ref(&act));
    assert_eq!(rejected(&seen), ["publisher.not-effective"]);
    let known = seen.memory.act(&content.hash()).unwrap();
    assert_eq!(
        (known.fate(), known.not_before()),
        (Fate::Waiting, honest + 14 * DAY)
    );
    let quicker = world.in_force(&content, &[HEAD_A, HEAD_B]);
    let next = select(
        &world,
        std::slice::from_ref(&quicker),
        &seen.memory,
        NOW + DAY,
    );
    assert_eq!(next.passes.len(), 0);
    assert_eq!(rejected(&next), ["publisher.back-dated", "publisher.moved"]);
    // From then on that it was to be.
    let then = select(&world, &[quicker], &next.memory, honest + 14 * DAY);
    assert_eq!(then.passes.len(), 1);
    assert_eq!(rejected(&then), ["publisher.moved"]);
}

/// Signed by two offices that collude, with a superuser who writes that it was weeks ago.
#[test]
fn g08_an_act_is_not_back_dated_behind_the_last_run() {
    let mut world = World::new();
    let empty = first(&world, &[]);
    let (_, act) = revoked(&mut world, 1, THEN);
    let next = select(&world, std::slice::from_ref(&act), &empty.memory, NOW + DAY);
    assert_eq!(next.passes.len(), 0);
    assert_eq!(rejected(&next), ["publisher.back-dated"]);
    // A whole objection period after the last run that did not see it.
    let soon = select(
        &world,
        std::slice::from_ref(&act),
        &next.memory,
        NOW + 13 * DAY,
    );
    assert_eq!(soon.passes.len(), 0);
    let then = select(&world, &[act], &soon.memory, NOW + 14 * DAY);
    assert_eq!((then.passes.len(), then.rejected.len()), (1, 0));
}

#[test]
fn what_acts_at_once_and_what_is_in_time_waits_for_nothing() {
    let mut world = World::new();
    let empty = first(&world, &[]);
    let content = ActContent {
        reason: Some(Reason::Forgery),
        evidence: Some([7; 32]),
        ..world.revocation(HEAD_A, vec![handle(1)], NOW - 60)
    };
    let forgery = world.in_force(&content, &[HEAD_A, HEAD_B, REVIEWER]);
    // Signed after the last run, which was long ago.
    let (_, later) = revoked(&mut world, 2, NOW + DAY);
    let next = select(&world, &[forgery, later], &empty.memory, NOW + 16 * DAY);
    assert_eq!((next.passes.len(), next.rejected.len()), (2, 0));
}

fn restoration(world: &mut World, undoes: [u8; 32], at: i64) -> ShardedAct {
    let content = world.content(HEAD_B, Body::Restore { undoes }, at);
    ShardedAct {
        shard: content.shard,
        record: world.act(&content, &[HEAD_B], &[]),
        touched: Vec::new(),
    }
}

#[test]
fn g08_a_restoration_that_is_deleted_does_not_bring_the_revocation_back() {
    let mut world = World::new();
    let (content, act) = revoked(&mut world, 1, THEN);
    let published = first(&world, std::slice::from_ref(&act));
    let restore = restoration(&mut world, content.hash(), NOW + 10);
    // The step is a row like any other: a signed act needs none.
    let both = [act.clone(), restore];
    let undone = select(&world, &both, &published.memory, NOW + DAY);
    assert_eq!((undone.passes.len(), lost(&undone).len()), (0, 0));
    assert_eq!(rejected(&undone), ["publisher.undone"]);
    let next = select(&world, &[act], &undone.memory, NOW + 2 * DAY);
    assert_eq!(next.passes.len(), 0);
    assert_eq!(rejected(&next), ["publisher.restoration-gone"]);
    let none = select(&world, &[], &undone.memory, NOW + 2 * DAY);
    assert_eq!(
        (none.passes.len(), lost(&none)),
        (0, vec!["publisher.vanished"])
    );
}

#[test]
fn g07_rows_that_vanish_make_no_room_under_a_cap() {
    let mut world = World::new();
    let acts: Vec<_> = (0..40)
        .map(|pass| revoked(&mut world, pass, THEN).1)
        .collect();
    let all = first(&world, &acts);
    assert_eq!(all.passes.len(), 20);
    let waiting: Vec<_> = acts
        .into_iter()
        .filter(|act| {
            all.rejected
                .iter()
                .any(|other| other.hash == act.record.row.hash)
        })
        .collect();
    let next = select(&world, &waiting, &all.memory, NOW + 60);
    assert_eq!(next.passes, all.passes);
    assert_eq!(next.lost.len(), 20);
}

#[test]
fn g07_rejected_acts_are_named_unless_they_only_wait() {
    let mut world = World::new();
    let (_, mut act) = revoked(&mut world, 1, THEN);
    let alarms = |act: &ShardedAct| {
        let selection = first(&world, std::slice::from_ref(act));
        selection
            .rejected
            .iter()
            .filter(|other| other.why.is_alarm())
            .count()
    };
    let mut proposed = act.clone();
    proposed.record.steps.truncate(1);
    proposed.record.approvals.truncate(1);
    assert_eq!(alarms(&proposed), 0);
    let mut approved = act.clone();
    approved.record.steps.truncate(2);
    assert_eq!(alarms(&approved), 0);
    // Long before it would take effect.
    approved.record.approvals.truncate(1);
    assert_eq!(alarms(&approved), 1);
    act.record.approvals.clear();
    assert_eq!(alarms(&act), 1);
}

#[test]
fn passes_that_an_act_touches_are_asked_for_once_it_is_verified() {
    let mut world = World::new();
    let touched: Vec<_> = (0..100).map(handle).collect();
    let content = ActContent {
        reason: Some(Reason::LotWithdrawn),
        basis: Some(LegalBasis::MedicinesLaw),
        ..world.content(
            HEAD_A,
            Body::WithdrawValue {
                product: "EU/1/20/1528".to_owned(),
                lot: Some("L-1".to_owned()),
                touched: Touched::of(&touched),
            },
            THEN,
        )
    };
    let act = world.in_force(&content, &[HEAD_A, HEAD_B, REVIEWER]);
    let forged = world.in_force(&content, &[HEAD_A]);
    let (staff, rps, caps) = (world.verify().unwrap(), rps(), Caps::default());
    let memory = Memory::new(world.founding);
    let mut selector = Selector::new(&staff, &rps, &caps, &memory, NOW);
    selector.push(&forged);
    assert_eq!(selector.wanted(), []);
    selector.push(&act);
    let wanted = selector.wanted();
    assert_eq!((wanted.len(), wanted[0].at), (1, THEN));
    selector.give(wanted[0].hash, touched.clone());
    assert_eq!(selector.wanted(), []);
    let selection = selector.finish();
    assert_eq!(selection.passes.len(), 100);
    // The rows vanish: the publisher's own list goes on.
    let mut selector = Selector::new(&staff, &rps, &caps, &selection.memory, NOW + DAY);
    assert_eq!(selector.wanted().len(), 1);
    selector.give(content.hash(), touched);
    let next = selector.finish();
    assert_eq!(
        (next.passes.len(), lost(&next)),
        (100, vec!["publisher.vanished"])
    );
}

#[test]
fn a_withdrawn_key_comes_back_with_its_restoration() {
    let mut world = World::new();
    let key = (*b"epoch--1", [1; 32]);
    let content = ActContent {
        reason: Some(Reason::KeyCompromised),
        basis: Some(LegalBasis::PassLaw),
        ..world.content(HEAD_A, Body::WithdrawKey { keys: vec![key] }, NOW - 60)
    };
    let act = world.in_force(&content, &[HEAD_A, HEAD_B]);
    let withdrawn = first(&world, std::slice::from_ref(&act));
    let taken = withdrawn.keys[&key];
    assert_eq!((taken.act, taken.since), (content.hash(), NOW - 58));
    let restore = restoration(&mut world, content.hash(), NOW + 10);
    let next = select(&world, &[act, restore], &withdrawn.memory, NOW + DAY);
    assert_eq!(next.keys.len(), 0);
    assert_eq!(next.restored_keys[&key], taken);
}

#[test]
fn g07_caps_are_lowered_by_signed_acts_alone() {
    let mut world = World::new();
    let configure = |world: &mut World, value: &str, signers: &[i64], at| {
        let body = Body::Configure {
            name: "cap.officer".to_owned(),
            value: value.to_owned(),
        };
        let content = world.content(MINISTRY, body, at);
        let steps = [ActState::Proposed, ActState::Approved, ActState::Effective];
        world.act(&content, signers, &steps.map(|state| (state, at + 1)))
    };
    let acts = [
        configure(&mut world, "7", &[MINISTRY, HEAD_B], THEN),
        configure(&mut world, "5", &[MINISTRY, HEAD_B], THEN - DAY),
        configure(&mut world, "0", &[MINISTRY], THEN + DAY),
        configure(&mut world, "-1", &[MINISTRY, HEAD_B], THEN + DAY),
    ];
    let staff = world.verify().unwrap();
    let most = Caps::default();
    let (caps, refused) = signed_caps(&staff, &acts, &rps(), &most);
    assert_eq!(caps, Caps { officer: 7, ..most });
    let codes: Vec<_> = refused.iter().map(|other| other.why.code()).collect();
    assert_eq!(codes, ["approval.second"]);
    let raised = [configure(&mut world, "9000", &[MINISTRY, HEAD_B], THEN)];
    assert_eq!(signed_caps(&staff, &raised, &rps(), &most).0, most);
}

#[test]
fn a_memory_is_read_whole_or_not_at_all() {
    let mut world = World::new();
    let acts: Vec<_> = (0..5)
        .map(|pass| revoked(&mut world, pass, THEN).1)
        .collect();
    let memory = first(&world, &acts).memory;
    let file = memory.encode();
    assert_eq!(Memory::parse(&file).as_ref(), Ok(&memory));
    assert_eq!(memory.acts().count(), 5);
    for at in 0..file.len() {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(Memory::parse(&changed).is_err());
        assert!(Memory::parse(&file[..at]).is_err());
    }
    assert_eq!(memory.check(&world.founding, NOW), Ok(()));
    let other = memory.check(&[1; 32], NOW);
    assert_eq!(other, Err(MemoryError::OtherAuthority));
    let behind = memory.check(&world.founding, NOW - DAY);
    assert_eq!(behind, Err(MemoryError::Clock));
    assert_eq!(memory.act(&[0; 32]), None);
    let since = memory.acts().next().unwrap().1.since();
    assert_eq!(since, Some(day_of(NOW)));
}
