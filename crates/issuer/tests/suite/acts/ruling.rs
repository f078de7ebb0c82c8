//! What a holder objected to is published by a reviewer's signature alone: G08 and G09, as data.
//! Against a database it is in `crates/authority/tests/publishing/contested.rs`.

use cleanbill_issuer::act::ActState;
use cleanbill_issuer::caps::Caps;
use cleanbill_issuer::publisher::{Memory, Selection, ShardedAct, select_revocations};
use cleanbill_issuer::registry::{OfficerId, OfficerKeyId, RulingRow, Shard};
use cleanbill_issuer::ruling::{RULED_ACTS_MAX, Ruling, lapses_at};
use proptest::prelude::*;

use super::world::{HEAD_A, HEAD_B, REVIEWER, World, handle, rps};
use crate::authority::{DAY, NOW};

/// When the holder objected, two days after the notice.
const OBJECTED: i64 = NOW - 20 * DAY;

fn select(world: &World, act: &ShardedAct, memory: &Memory, now: i64) -> Selection {
    let acts = std::slice::from_ref(act);
    let staff = world.verify().unwrap();
    select_revocations(&staff, acts, &rps(), &Caps::default(), memory, now)
}

fn codes(selection: &Selection) -> Vec<&'static str> {
    let rejected = selection.rejected.iter();
    rejected.map(|rejected| rejected.why.code()).collect()
}

/// A revocation that its holder objected to, as far as these steps.
fn contested(world: &mut World, ends: &[(ActState, i64)]) -> ShardedAct {
    let at = OBJECTED - 2 * DAY;
    let content = world.revocation(HEAD_A, vec![handle(1)], at);
    let mut steps = vec![
        (ActState::Proposed, at),
        (ActState::Approved, at + 1),
        (ActState::Noticed, at + 2),
        (ActState::Contested, OBJECTED),
    ];
    steps.extend(ends);
    ShardedAct {
        shard: Shard(0),
        record: world.act(&content, &[HEAD_A, HEAD_B], &steps),
        touched: Vec::new(),
    }
}

fn ruling(act: &ShardedAct, at: i64) -> Ruling {
    Ruling {
        acts: vec![act.record.row.hash],
        stands: true,
        decision: [3; 32],
        officer: REVIEWER,
        office: "Review board".to_owned(),
        at,
    }
}

fn row(world: &World, act: &ShardedAct, ruling: &Ruling) -> RulingRow {
    let approval = world.approval(REVIEWER, &ruling.hash(), ruling.at);
    RulingRow {
        act: act.record.row.id,
        officer: OfficerId(1_000_000 + REVIEWER),
        office: world.office_id(&approval.office),
        key: OfficerKeyId(2_000_000 + REVIEWER),
        form: approval.form,
        authenticator_data: approval.authenticator_data,
        client_data: approval.client_data,
        signature: approval.signature,
        at: approval.at,
        body: ruling.encode(),
    }
}

#[test]
fn g09_what_was_objected_to_is_published_with_a_signature_and_not_without() {
    let mut world = World::new();
    let effective = (ActState::Effective, OBJECTED + 15 * DAY);
    let mut act = contested(&mut world, &[effective]);
    let none = Memory::new(world.founding);
    let bare = select(&world, &act, &none, NOW);
    assert_eq!(
        (codes(&bare), bare.passes.len()),
        (vec!["ruling.missing"], 0)
    );
    assert!(bare.rejected[0].why.is_alarm());
    act.record.ruling = Some(row(&world, &act, &ruling(&act, OBJECTED + 9 * DAY)));
    let signed = select(&world, &act, &none, NOW);
    assert_eq!((codes(&signed), signed.passes.len()), (vec![], 1));
    // Not a byte of what was signed can be another.
    let mut altered = act.clone();
    for index in 0..act.record.ruling.as_ref().unwrap().body.len() {
        let body = &mut altered.record.ruling.as_mut().unwrap().body;
        body[index] ^= 1;
        assert!(select(&world, &altered, &none, NOW).passes.is_empty());
        altered = act.clone();
    }
}

#[test]
fn g09_it_is_decided_between_the_objection_and_the_day_on_which_it_lapses() {
    let mut world = World::new();
    let effective = (ActState::Effective, OBJECTED + 15 * DAY);
    let mut act = contested(&mut world, &[effective]);
    let none = Memory::new(world.founding);
    for (at, published) in [
        (OBJECTED - 1, 0),
        (OBJECTED, 1),
        (lapses_at(OBJECTED) - 1, 1),
        (lapses_at(OBJECTED), 0),
    ] {
        act.record.ruling = Some(row(&world, &act, &ruling(&act, at)));
        let selection = select(&world, &act, &none, NOW + 30 * DAY);
        assert_eq!(selection.passes.len(), published, "{at}");
    }
}

#[test]
fn g08_an_objection_that_was_seen_is_remembered_and_so_is_that_it_was_decided() {
    let mut world = World::new();
    let waiting = contested(&mut world, &[]);
    let seen = select(&world, &waiting, &Memory::new(world.founding), NOW);
    assert_eq!(codes(&seen), ["publisher.not-effective"]);
    // Through the bytes of the file.
    let memory = Memory::parse(&seen.memory.encode()).unwrap();
    assert_eq!(memory, seen.memory);
    // The step is gone, and the act went on as one that nobody objected to.
    let mut gone = waiting.clone();
    let mut last = gone.record.steps[3].clone();
    last.state = ActState::Effective;
    last.at = last.effective_at.unwrap();
    gone.record.steps[3] = last;
    let refused = select(&world, &gone, &memory, NOW + DAY);
    assert_eq!(
        (codes(&refused), refused.passes.len()),
        (vec!["ruling.missing"], 0)
    );
    // Decided in time, and seen: it is published whenever it can be.
    let decided = ruling(&waiting, OBJECTED + 21 * DAY);
    gone.record.ruling = Some(row(&world, &gone, &decided));
    let held = Caps {
        nation: 0,
        ..Caps::default()
    };
    let staff = world.verify().unwrap();
    let acts = std::slice::from_ref(&gone);
    let capped = select_revocations(&staff, acts, &rps(), &held, &memory, NOW + 2 * DAY);
    assert_eq!(codes(&capped), ["publisher.cap"]);
    let later = select(&world, &gone, &capped.memory, NOW + 60 * DAY);
    assert_eq!(later.passes.len(), 1);
    // Not seen when the act had lapsed: signed for a day that was past.
    let late = select(&world, &waiting, &memory, NOW + 12 * DAY);
    let back = select(&world, &gone, &late.memory, NOW + 13 * DAY);
    assert_eq!((codes(&back), back.passes.len()), (vec!["ruling.time"], 0));
}

proptest! {
    #[test]
    fn rulings_read_as_they_were_written(
        acts in prop::collection::vec(any::<[u8; 32]>(), 0..RULED_ACTS_MAX),
        stands in any::<bool>(),
        officer in any::<i64>(),
        office in "[a-zA-Z ]{0,80}",
        at in any::<i64>(),
        index in any::<prop::sample::Index>(),
    ) {
        let ruling = Ruling { acts, stands, decision: [1; 32], officer, office, at };
        let encoded = ruling.encode();
        prop_assert_eq!(Ruling::parse(&encoded), Ok(ruling.clone()));
        let mut altered = encoded.clone();
        altered[index.index(encoded.len())] ^= 1;
        if let Ok(other) = Ruling::parse(&altered) {
            prop_assert_ne!(other.hash(), ruling.hash());
        }
    }
}
