//! G06: the leaf of an act tells who signed it; of an act about one person, no office.

use cleanbill_authority::{ActView, Proposal};
use cleanbill_issuer::act::{ActState, Reason};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::LeafRow;

use crate::acts::act_key;
use crate::world::{NORTH, World, revoke};

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
