//! Before the effect, after it, after a restoration; and what a run refuses to go on from.

use std::collections::BTreeSet;

use cleanbill_authority::Proposal;
use cleanbill_authority::publishing::PublishingError;
use cleanbill_issuer::act::{ActState, Reason};
use cleanbill_issuer::publisher::MemoryError;

use crate::support::{handle_of, open, publish, publishing_options};
use crate::world::{DAY, MINISTRY, NORTH, World, revoke, why};

#[tokio::test(flavor = "multi_thread")]
async fn g08_a_pass_is_revoked_from_its_effect_on_and_until_its_restoration() {
    let mut world = World::staffed().await;
    let (one, two, three) = (
        world.issue("Aa").await,
        world.issue("Bb").await,
        world.issue("Cc").await,
    );
    let mut all = Vec::new();
    for issued in [&one, &two, &three] {
        all.push(handle_of(&world, issued).await);
    }
    let proposal = revoke(&one, Reason::EnteredInError);
    let slow = world.enact(&proposal, NORTH, "south").await.unwrap();
    world.notice(&slow, NORTH).await.unwrap();
    let proposal = revoke(&two, Reason::Forgery);
    let quick = world.enact(&proposal, NORTH, "south").await.unwrap();
    let quick = world.approve(&quick, "reviewer").await.unwrap();
    assert_eq!(quick.state, ActState::Approved);
    world.now += DAY;
    let before = publish(&world, &all).await;
    assert_eq!((before.revoked(), before.covered), (BTreeSet::new(), 3));
    assert_eq!((before.version, before.alarms.len()), (1, 0));
    // A proven forgery acts with its notice.
    world.notice(&quick, NORTH).await.unwrap();
    world.now += 12 * DAY;
    let during = publish(&world, &all).await;
    assert_eq!(during.revoked(), BTreeSet::from([all[1]]));
    world.now += DAY;
    world.authority.take_due_effects(world.now).await.unwrap();
    let after = publish(&world, &all).await;
    assert_eq!(after.filtered, BTreeSet::from([all[0], all[1]]));
    assert_eq!((after.exact.len(), after.version), (0, 3));
    let restore = Proposal::Restore {
        act: slow.id.to_string(),
    };
    world.propose(&restore, "reviewer").await.unwrap();
    let restored = publish(&world, &all).await;
    assert_eq!(restored.revoked(), BTreeSet::from([all[1]]));
    assert_eq!(restored.alarms, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_filter_covers_yet_is_on_the_exact_list() {
    let mut world = World::staffed().await;
    let (old, new) = (world.issue("Aa").await, world.issue("Bb").await);
    let all = [handle_of(&world, &old).await, handle_of(&world, &new).await];
    for pass in [&old, &new] {
        let asked = revoke(pass, Reason::HolderAsked);
        let act = world.enact(&asked, NORTH, "south").await.unwrap();
        world.notice(&act, NORTH).await.unwrap();
    }
    let at_once = publish(&world, &all).await;
    assert_eq!((at_once.covered, at_once.version), (0, 0));
    assert_eq!(at_once.exact, all.into_iter().collect());
    world.now += 700;
    let later = publish(&world, &all).await;
    assert_eq!((later.covered, later.exact.len()), (2, 0));
    assert_eq!(later.filtered, all.into_iter().collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_lot_is_found_without_its_key() {
    let mut world = World::staffed().await;
    let mut all = Vec::new();
    for surname in ["Aa", "Bb", "Cc"] {
        let issued = world.issue(surname).await;
        all.push(handle_of(&world, &issued).await);
    }
    let proposal = Proposal::WithdrawValue {
        product: "EU/1/20/1528".to_owned(),
        lot: Some("LOT7".to_owned()),
        why: why(Reason::LotWithdrawn),
    };
    let act = world.enact(&proposal, MINISTRY, "south").await.unwrap();
    let act = world.approve(&act, "reviewer").await.unwrap();
    world.notice(&act, MINISTRY).await.unwrap();
    let later = world.issue("Later").await;
    all.push(handle_of(&world, &later).await);
    world.now += 14 * DAY;
    world.authority.take_due_effects(world.now).await.unwrap();
    let published = publish(&world, &all).await;
    assert_eq!(published.alarms, [""; 0]);
    assert_eq!(published.revoked(), all[..3].iter().copied().collect());
    // From its own list from now on; without it, it does not guess.
    let again = publish(&world, &all).await;
    assert_eq!(again.revoked(), published.revoked());
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_without_its_memory_a_publisher_does_not_run() {
    let mut world = World::staffed().await;
    world.issue("Aa").await;
    world.now += DAY;
    publish(&world, &[]).await;
    let folder = world.folder.path().join("publisher");
    let held = open(&world).await.unwrap();
    assert_eq!(open(&world).await.unwrap_err(), PublishingError::Busy);
    held.close().await;
    let behind = open(&world).await.unwrap().approve(world.now - DAY).await;
    assert_eq!(behind.unwrap_err(), MemoryError::Clock.into());
    let memory = std::fs::read(folder.join("memory")).unwrap();
    let mut spoilt = memory.clone();
    spoilt[40] ^= 1;
    std::fs::write(folder.join("memory"), spoilt).unwrap();
    let damaged = open(&world).await.unwrap().approve(world.now).await;
    assert_eq!(damaged.unwrap_err(), MemoryError::Damaged.into());
    std::fs::remove_file(folder.join("memory")).unwrap();
    let lost = open(&world).await.unwrap().approve(world.now).await;
    assert_eq!(lost.unwrap_err(), PublishingError::MemoryLost);
    std::fs::write(folder.join("memory"), memory).unwrap();
    // Another founding act: other officers altogether.
    std::fs::write(world.folder.path().join("founding"), "07".repeat(32)).unwrap();
    let other = open(&world).await.unwrap().approve(world.now).await;
    assert_eq!(other.unwrap_err().code(), "publisher.other-authority");
    std::fs::remove_file(world.folder.path().join("founding")).unwrap();
    assert_eq!(open(&world).await.unwrap_err(), PublishingError::NotPinned);
    assert_eq!(publishing_options(&world).signers.len(), 1);
}

/// An import that was begun long ago and is only now seen: what was covered stays covered.
#[tokio::test(flavor = "multi_thread")]
async fn an_interval_that_was_closed_is_not_opened_again() {
    let mut world = World::staffed().await;
    let pass = world.issue("Aa").await;
    let handle = handle_of(&world, &pass).await;
    world.now += DAY;
    let first = publish(&world, &[handle]).await;
    assert_eq!((first.covered, first.until), (1, world.now - 600));
    let job = cleanbill_store::JobRow {
        id: cleanbill_issuer::registry::JobId(800_000),
        kind: 1,
        officer: world.caller("nurse").await.officer(),
        office: world.caller("nurse").await.office(),
        input_hash: [1; 32],
        state: cleanbill_store::JobState::Running,
        total: None,
        done_rows: 0,
        good_rows: 0,
        bad_rows: 0,
        at: crate::world::START,
    };
    world.authority.store().create_job(&job).await.unwrap();
    let asked = revoke(&pass, Reason::HolderAsked);
    let act = world.enact(&asked, NORTH, "south").await.unwrap();
    world.notice(&act, NORTH).await.unwrap();
    let published = publish(&world, &[handle]).await;
    assert_eq!(published.filtered, BTreeSet::from([handle]));
    assert_eq!(published.until, first.until);
}
