//! Acts that touch many, and one of those whom they touch.

use cleanbill_issuer::staff::OfficeKind;

use super::*;
use crate::world::{office, why};

const LOT: (&str, &str) = ("EU/1/20/1528", "LOT7");

/// The lot is withdrawn, and a board that has no part in it is there to judge.
async fn withdrawn(world: &mut World) -> String {
    let board = office("Second board", "XX", OfficeKind::Review);
    let open = Proposal::OpenOffice(board);
    world.enact(&open, MINISTRY, NORTH).await.unwrap();
    world.now += 5;
    let appointed = world.appoint("second", "Second board", Role::Reviewer);
    appointed.await.unwrap();
    world.now += 5;
    let withdraw = Proposal::WithdrawValue {
        product: LOT.0.to_owned(),
        lot: Some(LOT.1.to_owned()),
        why: why(Reason::LotWithdrawn),
    };
    let act = world.enact(&withdraw, MINISTRY, "south").await.unwrap();
    let act = world.approve(&act, "reviewer").await.unwrap();
    let act = world.notice(&act, MINISTRY).await.unwrap();
    act.id.to_string()
}

pub(super) async fn g08_whom_a_withdrawal_touches_appeals_for_themselves(mut world: World) {
    let (one, two) = (world.issue("Zyxwvut").await, world.issue("Abcdefg").await);
    let (first, second) = (holder(&world, &one).await, holder(&world, &two).await);
    let authority = world.authority.clone();
    let (pass, other) = (one.pass.to_string(), two.pass.to_string());
    let of = |pass| NewAppeal {
        against: Against::Pass(pass),
        text: Some("Mine was of another lot."),
        order: None,
    };
    let nothing = authority.file_appeal(&first, &of(&pass), world.now).await;
    assert_eq!(nothing.unwrap_err(), AuthorityError::NotAppealable);
    let act = withdrawn(&mut world).await;
    // Each for themselves, once, and nobody for somebody else.
    let foreign = authority.file_appeal(&first, &of(&other), world.now).await;
    assert_eq!(foreign.unwrap_err(), AuthorityError::NotFound);
    let filed = authority.file_appeal(&first, &of(&pass), world.now).await;
    let filed = filed.unwrap();
    assert!(!filed.contests, "it goes on for the others");
    let again = authority.file_appeal(&first, &of(&pass), world.now).await;
    assert_eq!(again.unwrap_err(), AuthorityError::AppealKnown);
    let second_filed = authority.file_appeal(&second, &of(&other), world.now).await;
    let second_filed = second_filed.unwrap();
    world.now += 15 * DAY;
    let due = authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.effective, due.failed), (1, 0));
    let desk = world.caller("desk").await;
    for pass in [&pass, &other] {
        let refused = authority.reissue(&desk, pass, world.now).await;
        assert_eq!(refused.unwrap_err(), AuthorityError::Revoked);
    }
    // Who signed the withdrawal has a part in it.
    let number = filed.number.as_str();
    let own = decide(&world, number, Outcome::Upheld).await;
    assert_eq!(own.unwrap_err(), AuthorityError::NotFound);
    let by = ("second", "second");
    let (upheld, dismissed) = (told(Outcome::Upheld), told(Outcome::Dismissed));
    let seen = decide_at(&world, by, number, &upheld, world.now).await;
    assert_eq!(seen.unwrap().act.unwrap().state, ActState::Effective);
    let number = second_filed.number.as_str();
    let seen = decide_at(&world, by, number, &dismissed, world.now).await;
    seen.unwrap();
    // The withdrawal stands; who was right gets a pass that it does not touch, and only they.
    assert_eq!(state_of(&world, &act).await, ActState::Effective);
    world.now += 5;
    let refused = authority.reissue(&desk, &other, world.now).await;
    assert_eq!(refused.unwrap_err(), AuthorityError::Revoked);
    let again = authority.reissue(&desk, &pass, world.now).await.unwrap();
    let (id, new) = (one.holder.to_string(), again.pass.to_string());
    assert_eq!(status(&mut world, &id, &new).await, PassStatus::Valid);
    let old = pass_status(&mut world, &one).await;
    assert!(matches!(old, PassStatus::Revoked { .. }));
    // An act about one pass is found by the pass too, and waits as it does by its own id.
    let (third, own, act) = noticed(&mut world, "Hijklmn").await;
    let pass = third.pass.to_string();
    let filed = authority.file_appeal(&own, &of(&pass), world.now).await;
    assert!(filed.unwrap().contests);
    assert_eq!(state_of(&world, &act).await, ActState::Contested);
}
