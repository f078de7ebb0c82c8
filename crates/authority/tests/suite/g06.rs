//! G06: the leaf of an act tells who signed it; of an act about one person, no office.

use std::sync::Arc;

use cleanbill_authority::{ActView, AuthorityError, Later, LedgerGate, Proposal};
use cleanbill_issuer::act::{ActState, Reason};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::LeafRow;
use cleanbill_store::{LedgerSpan, Sequenced};

use crate::acts::act_key;
use crate::world::{NORTH, World, open, options, revoke, told};

/// A ledger that goes on when the test says so.
#[derive(Debug)]
struct Paused;

impl LedgerGate for Paused {
    fn next_round(&self) -> Later<'_, ()> {
        Box::pin(async {})
    }
    fn hurry(&self) {}
    fn hurry_witnesses(&self) {}
    fn receipt<'a>(
        &'a self,
        _: u64,
        _: &'a [u8],
        _: Option<&'a [u8; 32]>,
        _: Option<[u8; 32]>,
    ) -> Later<'a, Result<Option<String>, AuthorityError>> {
        Box::pin(async { Ok(None) })
    }
}

/// Officers, and a ledger that does not go on.
async fn paused() -> World {
    let mut world = World::staffed().await;
    let options = cleanbill_authority::Options {
        ledger: Some(Arc::new(Paused)),
        ..options(world.folder.path())
    };
    world.authority = open(world.folder.path(), &options).await;
    place(&world).await;
    world
        .authority
        .store()
        .sequencing()
        .set_cosigned(1)
        .await
        .unwrap();
    world
}

/// Gives what waits its place, under the log's own checkpoint; gives the entries.
async fn place(world: &World) -> u64 {
    let door = world.authority.store().sequencing();
    let sequencing = door.begin(65_536).await.unwrap();
    let entry = sequencing.head.size;
    let spans = sequencing.waiting.iter().map(|leaf| LedgerSpan {
        shard: leaf.shard,
        last: leaf.id,
        first: leaf.id,
        entry,
    });
    let made = Sequenced {
        entries: vec![vec![0x80]],
        spans: spans.collect(),
        ..Sequenced::default()
    };
    let head = sequencing.write(&made).await.unwrap();
    door.set_published(head.size).await.unwrap();
    head.size
}

#[tokio::test(flavor = "multi_thread")]
async fn g06_no_pass_is_handed_over_before_it_is_under_a_checkpoint() {
    let world = paused().await;
    let clinic = world.caller("nurse").await;
    let key = cleanbill_authority::RequestKey {
        key: "one".to_owned(),
        request_hash: [1; 32],
    };
    let ask = || {
        let (told, key) = (told("Zyxwvut"), key.clone());
        world.authority.issue(&clinic, told, Some(key), world.now)
    };
    assert_eq!(ask().await.unwrap_err(), AuthorityError::NotReleased);
    // It is kept: the same request waits for the same pass.
    assert_eq!(ask().await.unwrap_err(), AuthorityError::NotReleased);
    place(&world).await;
    assert!(ask().await.unwrap().is_repeated);
}

#[tokio::test(flavor = "multi_thread")]
async fn g06_nothing_is_in_force_that_the_witnesses_have_not_cosigned() {
    let mut world = paused().await;
    let proposal = Proposal::ApproveProduct {
        product: "EU/1/20/1528".to_owned(),
        approved_on: 18_000,
    };
    let act = world.propose(&proposal, NORTH).await.unwrap();
    let act = world.approve(&act, "south").await.unwrap();
    assert_eq!(act.state, ActState::Approved, "it waits");
    let authority = world.authority.clone();
    assert_eq!(
        authority
            .take_due_effects(world.now)
            .await
            .unwrap()
            .effective,
        0
    );
    // The log's own word is not enough.
    let size = place(&world).await;
    assert_eq!(
        authority
            .take_due_effects(world.now)
            .await
            .unwrap()
            .effective,
        0
    );
    authority
        .store()
        .sequencing()
        .set_cosigned(size)
        .await
        .unwrap();
    let done = authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((done.effective, done.failed), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn g06_whoever_needs_an_act_waits_for_slow_witnesses() {
    let mut world = paused().await;
    let proposal = Proposal::ApproveProduct {
        product: "EU/1/20/1528".to_owned(),
        approved_on: 18_000,
    };
    let act = world.propose(&proposal, NORTH).await.unwrap();
    let act = world.approve(&act, "south").await.unwrap();
    assert_eq!(act.state, ActState::Approved);
    let authority = world.authority.clone();
    let waited = || authority.await_effect(act.id.as_str(), world.now);
    assert_eq!(waited().await.unwrap().state, ActState::Approved);
    let size = place(&world).await;
    assert_eq!(waited().await.unwrap().state, ActState::Approved);
    let door = authority.store().sequencing();
    door.set_cosigned(size).await.unwrap();
    // Two at the same time, as the service and whoever approves it.
    let (one, other) = tokio::join!(waited(), waited());
    for act in [one, other, waited().await] {
        assert_eq!(act.unwrap().state, ActState::Effective);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g06_a_revocation_waits_for_the_witnesses_after_its_objection_period() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let options = cleanbill_authority::Options {
        ledger: Some(Arc::new(Paused)),
        ..options(world.folder.path())
    };
    world.authority = open(world.folder.path(), &options).await;
    let proposal = revoke(&pass, Reason::EnteredInError);
    let act = world.enact(&proposal, NORTH, "south").await.unwrap();
    world.notice(&act, NORTH).await.unwrap();
    world.now += 14 * crate::world::DAY;
    let authority = world.authority.clone();
    assert_eq!(
        authority
            .take_due_effects(world.now)
            .await
            .unwrap()
            .effective,
        0
    );
    let size = place(&world).await;
    assert_eq!(
        authority
            .take_due_effects(world.now)
            .await
            .unwrap()
            .effective,
        0
    );
    authority
        .store()
        .sequencing()
        .set_cosigned(size)
        .await
        .unwrap();
    assert_eq!(
        authority
            .take_due_effects(world.now)
            .await
            .unwrap()
            .effective,
        1
    );
}

async fn leaves(world: &World, act: &ActView) -> Vec<LeafRow> {
    let (shard, key) = act_key(world, act);
    let ledger = world.authority.store().ledger();
    let mut leaves = ledger.leaves(shard, None, 10_000).await.unwrap();
    leaves.retain(|leaf| leaf.act == Some(key));
    leaves
}

fn says(leaf: &LeafRow, text: &str) -> bool {
    let text = text.as_bytes();
    leaf.body.windows(text.len()).any(|part| part == text)
}

#[tokio::test(flavor = "multi_thread")]
async fn g06_the_leaf_of_an_act_names_all_who_signed_it() {
    let mut world = World::staffed().await;
    let proposal = Proposal::ApproveProduct {
        product: "EU/1/20/1528".to_owned(),
        approved_on: 18_000,
    };
    let act = world.propose(&proposal, NORTH).await.unwrap();
    // Nothing happened yet, and the ledger tells of nothing.
    assert_eq!(leaves(&world, &act).await, []);
    let act = world.approve(&act, "south").await.unwrap();
    assert_eq!(act.state, ActState::Effective);
    let told = leaves(&world, &act).await;
    assert_eq!((told.len(), told[0].kind), (1, LeafKind::AuthorityAct));
    for office in ["Clinic North", "Clinic South"] {
        assert!(says(&told[0], office), "{office}");
    }
    // A withdrawal names its reviewer, too.
    let proposal = Proposal::WithdrawValue {
        product: "EU/1/20/1528".to_owned(),
        lot: Some("LOT7".to_owned()),
        why: crate::world::why(Reason::LotWithdrawn),
    };
    let act = world.enact(&proposal, NORTH, "south").await.unwrap();
    assert_eq!(leaves(&world, &act).await, []);
    let act = world.approve(&act, "reviewer").await.unwrap();
    let told = leaves(&world, &act).await;
    for office in ["Clinic North", "Clinic South", "Review board"] {
        assert!(says(&told[0], office), "{office}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g06_the_leaf_of_an_act_about_one_person_tells_regions_and_no_office() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let proposal = revoke(&pass, Reason::EnteredInError);
    let act = world.enact(&proposal, NORTH, "south").await.unwrap();
    let told = leaves(&world, &act).await;
    assert_eq!((told.len(), told[0].kind), (1, LeafKind::HolderAct));
    for region in ["XX-A", "XX-B"] {
        assert!(says(&told[0], region), "{region}");
    }
    for office in ["Clinic", "North", "South", "LOT7", "Zyxwvut"] {
        assert!(!says(&told[0], office), "{office}");
    }
    // What one officer does has its leaf at once.
    let restore = Proposal::Restore {
        act: act.id.to_string(),
    };
    let early = world.propose(&restore, "reviewer").await;
    assert!(early.is_err(), "nothing is in force to be undone");
    world.notice(&act, NORTH).await.unwrap();
    world.now += 14 * crate::world::DAY;
    world.authority.take_due_effects(world.now).await.unwrap();
    let act = world.propose(&restore, "reviewer").await.unwrap();
    let told = leaves(&world, &act).await;
    assert_eq!((told.len(), told[0].kind), (1, LeafKind::HolderAct));
    assert!(says(&told[0], "XX") && !says(&told[0], "Review"));
}
