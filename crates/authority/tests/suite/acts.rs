//! Acts of two offices, each kind done and attacked: by one office, without a reviewer, in the
//! wrong role, with signatures of others and over other acts (G07). And acts of one officer.

use cleanbill_authority::{
    ActView, AuthorityError, NewMandate, OfficerSignature, PassStatus, Proposal, RequestKey,
};
use cleanbill_crypto::sha256;
use cleanbill_issuer::act::{ActError, ActState, Body, LegalBasis, Reason};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::mandate::MandateError;
use cleanbill_issuer::registry::{
    ActId, Changeset, HolderId, LeafId, LeafRow, PassId, Shard, StepRow,
};
use cleanbill_issuer::staff::{AlarmKind, Role};
use cleanbill_seal::IdKind;
use cleanbill_store::StoreError;

use crate::g07::status;
use crate::world::{DAY, MINISTRY, NORTH, World, revoke, told, why};

pub(crate) fn act_key(world: &World, act: &ActView) -> (Shard, ActId) {
    let ring = world.authority.ring();
    let (shard, key) = ring.parse_public_id(IdKind::Act, act.id.as_str()).unwrap();
    (shard, ActId(key))
}

/// A leaf of an act, as whoever writes rows may write it.
pub(crate) async fn any_leaf(world: &World, shard: Shard, act: ActId) -> LeafRow {
    let ids = world.authority.store().reserve_ids(shard, 1).await;
    LeafRow {
        id: LeafId(ids.unwrap().start),
        kind: LeafKind::AuthorityAct,
        act: Some(act),
        body: vec![0; 32],
    }
}

/// What a superuser writes: that the act goes on.
async fn forced(world: &World, act: &ActView) -> StoreError {
    let (shard, key) = act_key(world, act);
    let store = world.authority.store();
    let rows = Changeset {
        name: "superuser",
        shard,
        leaves: vec![any_leaf(world, shard, key).await],
        steps: vec![StepRow {
            act: key,
            step: 2,
            state: ActState::Approved,
            officer: None,
            at: world.now,
            effective_at: None,
            channel: None,
        }],
        ..Changeset::default()
    };
    store.apply(&rows).await.unwrap_err()
}

/// Does an act of the north, the south and, where one is needed, the reviewer; on the way everybody
/// else tries.
async fn attacked(world: &mut World, proposal: &Proposal, is_reviewed: bool) -> ActView {
    if !world.people.contains_key("north-two") {
        let role = Role::OfficeHead;
        world
            .appoint("north-two", "Clinic North", role)
            .await
            .unwrap();
    }
    for name in ["nurse", "desk", "reviewer"] {
        let refused = world.propose(proposal, name).await.unwrap_err();
        assert!(
            matches!(refused, AuthorityError::Forbidden { .. }),
            "{name}"
        );
    }
    let other = Proposal::Configure {
        name: "objection-days".to_owned(),
        value: "20".to_owned(),
    };
    let other = world.propose(&other, NORTH).await.unwrap();
    let act = world.propose(proposal, NORTH).await.unwrap();
    assert_eq!(
        (act.state, act.needs_reviewer),
        (ActState::Proposed, is_reviewed)
    );
    // A colleague of the same office.
    let act = world.approve(&act, "north-two").await.unwrap();
    assert_eq!(act.state, ActState::Proposed);
    assert_eq!(forced(world, &act).await, StoreError::TwoOffices);
    // The south's own signature over another act; another's over this one; none.
    let south = world.caller("south").await;
    for stolen in [
        world.people["south"].sign(&other.hash),
        world.people[NORTH].sign(&act.hash),
        OfficerSignature::Raw(vec![0; 64]),
        OfficerSignature::Raw(Vec::new()),
    ] {
        let id = act.id.as_str();
        let refused = world.authority.approve(&south, id, &stolen, world.now);
        let refused = refused.await.unwrap_err();
        assert!(matches!(refused, AuthorityError::Approval(_)), "{refused}");
    }
    for name in ["nurse", "desk"] {
        let refused = world.approve(&act, name).await.unwrap_err();
        assert!(
            matches!(refused, AuthorityError::Forbidden { .. }),
            "{name}"
        );
    }
    let act = world.approve(&act, "south").await.unwrap();
    let act = if is_reviewed {
        assert_eq!(act.state, ActState::Proposed);
        let noticed = world.notice(&act, NORTH).await.unwrap_err();
        assert!(matches!(noticed, AuthorityError::Approval(_)), "{noticed}");
        assert_eq!(forced(world, &act).await, StoreError::Reviewer);
        world.approve(&act, "reviewer").await.unwrap()
    } else {
        act
    };
    // What was signed once is not signed again.
    let again = world.approve(&act, "south").await.unwrap_err();
    let is_over = matches!(again, AuthorityError::Act(ActError::State { .. }));
    assert!(is_over, "{again}");
    act
}

async fn after_fourteen_days(world: &mut World) -> usize {
    world.now += 14 * DAY;
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!(due.failed, 0);
    due.effective
}

fn declare(certificate: &[u8]) -> Proposal {
    Proposal::DeclareKey {
        certificate: certificate.to_vec(),
        not_before: 1_600_000_000,
        not_after: 1_700_000_000,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_a_key_is_declared_by_two_offices() {
    let mut world = World::staffed().await;
    let certificate = [7; 300];
    let act = attacked(&mut world, &declare(&certificate), false).await;
    assert_eq!(act.state, ActState::Effective);
    let epochs = world.authority.store().epochs().await.unwrap();
    assert_eq!(epochs.len(), 1);
    let hash = sha256(&certificate);
    assert_eq!(epochs[0].certificate, certificate);
    assert_eq!((epochs[0].id.0, &epochs[0].kid[..]), (1, &hash[..8]));
    // Custodians may; what is no certificate, or has no time, is none.
    let role = Role::KeyCustodian;
    world.appoint("custodian", "Ministry", role).await.unwrap();
    let act = world.enact(&declare(&[8; 9]), "custodian", "south").await;
    assert_eq!(act.unwrap().state, ActState::Effective);
    assert_eq!(world.authority.store().epochs().await.unwrap()[1].id.0, 2);
    for certificate in [&[][..], &[1; 4_001]] {
        let refused = world.propose(&declare(certificate), NORTH).await;
        assert_eq!(refused.unwrap_err(), AuthorityError::Setting);
    }
    let backwards = Proposal::DeclareKey {
        certificate: vec![1],
        not_before: 9,
        not_after: 9,
    };
    let refused = world.propose(&backwards, NORTH).await.unwrap_err();
    assert_eq!(refused, ActError::Range.into());
}

fn withdraw_key(epoch: i64, reason: Reason) -> Proposal {
    Proposal::WithdrawKey {
        epochs: vec![epoch],
        why: why(reason),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_a_key_is_withdrawn_with_a_reviewer_and_waits() {
    let mut world = World::staffed().await;
    world
        .enact(&declare(&[7; 300]), NORTH, "south")
        .await
        .unwrap();
    let pass = world.issue("Zyxwvut").await;
    let (holder, id) = (pass.holder.to_string(), pass.pass.to_string());
    for (epoch, reason, refused) in [
        (9, Reason::IssuedInError, "authority.not-found"),
        (1, Reason::Duplicate, "act.reason"),
        (1, Reason::Forgery, "act.reason"),
    ] {
        let tried = world.propose(&withdraw_key(epoch, reason), NORTH).await;
        assert_eq!(tried.unwrap_err().code(), refused);
    }
    let proposal = withdraw_key(1, Reason::IssuedInError);
    let act = attacked(&mut world, &proposal, true).await;
    assert_eq!(act.state, ActState::Approved);
    let act = world.notice(&act, NORTH).await.unwrap();
    assert_eq!(act.effective_at, Some(world.now + 14 * DAY));
    let noticed = status(&mut world, &holder, &id).await;
    assert!(matches!(noticed, PassStatus::Noticed { .. }));
    assert_eq!(after_fourteen_days(&mut world).await, 1);
    let revoked = status(&mut world, &holder, &id).await;
    assert!(matches!(revoked, PassStatus::Revoked { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_a_compromised_key_alone_needs_no_reviewer_and_acts_with_its_notice() {
    let mut world = World::staffed().await;
    world
        .enact(&declare(&[7; 300]), NORTH, "south")
        .await
        .unwrap();
    let pass = world.issue("Zyxwvut").await;
    let (holder, id) = (pass.holder.to_string(), pass.pass.to_string());
    let proposal = withdraw_key(1, Reason::KeyCompromised);
    let act = attacked(&mut world, &proposal, false).await;
    assert_eq!(act.state, ActState::Approved);
    let valid = status(&mut world, &holder, &id).await;
    assert_eq!(valid, PassStatus::Valid);
    let act = world.notice(&act, NORTH).await.unwrap();
    assert_eq!(act.state, ActState::Effective);
    let revoked = status(&mut world, &holder, &id).await;
    assert!(matches!(revoked, PassStatus::Revoked { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_a_product_is_withdrawn_with_a_reviewer() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let proposal = Proposal::WithdrawValue {
        product: "EU/1/20/1528".to_owned(),
        lot: None,
        why: why(Reason::ProductWithdrawn),
    };
    let act = attacked(&mut world, &proposal, true).await;
    let Body::WithdrawValue { touched, .. } = &act.body else {
        panic!("another act");
    };
    assert_eq!((act.state, touched.passes), (ActState::Approved, 1));
    world.notice(&act, NORTH).await.unwrap();
    assert_eq!(after_fourteen_days(&mut world).await, 1);
    let (holder, id) = (pass.holder.to_string(), pass.pass.to_string());
    let revoked = status(&mut world, &holder, &id).await;
    assert!(matches!(revoked, PassStatus::Revoked { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_a_list_is_taken_over_with_a_reviewer_and_touches_ours_alone() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let ring = world.authority.ring();
    let (shard, key) = ring
        .parse_public_id(IdKind::Pass, pass.pass.as_str())
        .unwrap();
    let facts = world.authority.store().pass(shard, PassId(key)).await;
    let handle = facts.unwrap().unwrap().handle;
    let list = |reason| Proposal::ImportRevocations {
        source: [3; 32],
        handles: vec![[9; 16], handle, handle],
        why: why(reason),
    };
    // No list has evidence for each of its passes.
    for reason in [Reason::Forgery, Reason::KeyCompromised, Reason::HolderAsked] {
        let refused = world.propose(&list(reason), NORTH).await.unwrap_err();
        assert!(matches!(
            refused,
            AuthorityError::Act(ActError::Reason { .. })
        ));
    }
    let act = attacked(&mut world, &list(Reason::IssuedInError), true).await;
    let Body::ImportRevocations { touched, .. } = &act.body else {
        panic!("another act");
    };
    assert_eq!((act.state, touched.passes), (ActState::Approved, 1));
    let act = world.notice(&act, NORTH).await.unwrap();
    assert_eq!(act.state, ActState::Noticed);
    assert_eq!(after_fourteen_days(&mut world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_a_reissue_is_refused_by_two_offices_alone() {
    let mut world = World::staffed().await;
    let (pass, other) = (world.issue("Zyxwvut").await, world.issue("Abcdefg").await);
    let (holder, id) = (pass.holder.to_string(), pass.pass.to_string());
    let proposal = Proposal::RefuseReissue {
        pass: id.clone(),
        why: why(Reason::IssuedInError),
    };
    let act = attacked(&mut world, &proposal, false).await;
    assert_eq!(act.state, ActState::Approved);
    world.notice(&act, NORTH).await.unwrap();
    assert_eq!(after_fourteen_days(&mut world).await, 1);
    let desk = world.caller("desk").await;
    let refused = world.authority.reissue(&desk, &id, world.now).await;
    assert_eq!(refused.unwrap_err(), AuthorityError::ReissueRefused);
    // The pass itself stays, and so does everybody else's.
    assert_eq!(status(&mut world, &holder, &id).await, PassStatus::Valid);
    let other = other.pass.to_string();
    let reissued = world.authority.reissue(&desk, &other, world.now).await;
    assert!(reissued.is_ok());
    // Undone, it is issued again.
    let restore = Proposal::Restore {
        act: act.id.to_string(),
    };
    world.propose(&restore, "reviewer").await.unwrap();
    let reissued = world.authority.reissue(&desk, &id, world.now).await;
    assert!(reissued.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_pass_takes_the_place_of_another_also_at_one_moment() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let desk = world.caller("desk").await;
    let tries = (0..4).map(|_| {
        let (authority, desk, now) = (world.authority.clone(), desk.clone(), world.now);
        let id = pass.pass.to_string();
        tokio::spawn(async move { authority.reissue(&desk, &id, now).await.map(drop) })
    });
    let mut done = 0;
    for one in tries.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(()) => done += 1,
            Err(error) => assert_eq!(error, AuthorityError::Superseded),
        }
    }
    assert_eq!(done, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_a_product_is_approved_by_two_offices() {
    let mut world = World::staffed().await;
    // The dose of `told` is of 11 June 2021, day 18,789.
    let proposal = Proposal::ApproveProduct {
        product: "EU/1/20/1528".to_owned(),
        approved_on: 18_790,
    };
    let act = attacked(&mut world, &proposal, false).await;
    assert_eq!(act.state, ActState::Effective);
    let products = world.authority.store().products().await.unwrap();
    assert_eq!((products.len(), products[0].approved_on), (1, 18_790));
    world.issue("Early").await;
    let alarms = world.authority.store().alarms(None, 10).await.unwrap();
    assert_eq!(alarms.len(), 1);
    assert_eq!(alarms[0].kind, AlarmKind::BeforeApproval);
    // The last act holds.
    let proposal = Proposal::ApproveProduct {
        product: "EU/1/20/1528".to_owned(),
        approved_on: 18_000,
    };
    world.enact(&proposal, NORTH, "south").await.unwrap();
    world.issue("Late").await;
    let alarms = world.authority.store().alarms(None, 10).await.unwrap();
    assert_eq!(alarms.len(), 1);
    let nameless = Proposal::ApproveProduct {
        product: " ".to_owned(),
        approved_on: 1,
    };
    let refused = world.propose(&nameless, NORTH).await.unwrap_err();
    assert_eq!(refused, ActError::Name.into());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_handed_over_at_majority_and_mandates_end() {
    let mut world = World::staffed().await;
    let parent = world.issue("Abcdefg").await;
    let nurse = world.caller("nurse").await;
    let mut child = told("Zyxwvut");
    // Eighteen on the fifth day of this world.
    child.draft.birth_date = Some("2003-07-05".to_owned());
    let issued = world.authority.issue(&nurse, child, None, world.now).await;
    let child = issued.unwrap();
    let (child_id, parent_id) = (child.holder.to_string(), parent.holder.to_string());
    let desk = world.caller("desk").await;
    let authority = &world.authority;
    let parents = NewMandate {
        holder: &child_id,
        representative: &parent_id,
        may_act: true,
        ends_at: None,
        basis: LegalBasis::Representation,
    };
    let refused = authority
        .give_mandate(&nurse, &parents, None, world.now)
        .await;
    assert!(matches!(
        refused.unwrap_err(),
        AuthorityError::Forbidden { .. }
    ));
    authority
        .give_mandate(&desk, &parents, None, world.now)
        .await
        .unwrap();
    let longer = NewMandate {
        ends_at: Some(world.now + 100 * DAY),
        ..parents
    };
    authority
        .give_mandate(&desk, &longer, None, world.now)
        .await
        .unwrap();
    let basis = LegalBasis::Representation;
    let early = authority
        .hand_over(&desk, &child_id, basis, None, world.now)
        .await;
    assert_eq!(early.unwrap_err(), MandateError::NotOfAge.into());
    let now = world.now + 5 * DAY;
    let refused = authority
        .hand_over(&nurse, &child_id, basis, None, now)
        .await;
    assert!(matches!(
        refused.unwrap_err(),
        AuthorityError::Forbidden { .. }
    ));
    let wrong = authority.hand_over(&desk, &child_id, LegalBasis::Erasure, None, now);
    assert!(matches!(
        wrong.await.unwrap_err(),
        AuthorityError::Act(ActError::Basis { .. })
    ));
    let other_id = "a".repeat(26);
    let nobody = authority
        .hand_over(&desk, &other_id, basis, None, now)
        .await;
    assert_eq!(nobody.unwrap_err().code(), "seal.unknown-id");
    // The same request again is the same act; the key of it is good for no other.
    let key = RequestKey {
        key: "one".to_owned(),
        request_hash: [1; 32],
    };
    let act = authority
        .hand_over(&desk, &child_id, basis, Some(&key), now)
        .await
        .unwrap();
    let again = authority
        .hand_over(&desk, &child_id, basis, Some(&key), now)
        .await;
    assert_eq!(again.unwrap().id, act.id);
    let other = RequestKey {
        request_hash: [2; 32],
        ..key.clone()
    };
    let reused = authority
        .give_mandate(&desk, &longer, Some(&other), now)
        .await;
    assert_eq!(reused.unwrap_err(), AuthorityError::KeyReused);
    let collected = authority
        .collect(parent.code.as_str(), [1; 16], now)
        .await
        .unwrap();
    let me = authority.holder(&collected.token, now).await.unwrap();
    let seen = authority.represented_record(&me, &child_id, now).await;
    assert_eq!(seen.err().unwrap(), AuthorityError::NotFound);
    let ring = authority.ring();
    let (shard, key) = ring.parse_public_id(IdKind::Holder, &child_id).unwrap();
    let mandates = authority
        .store()
        .mandates_of(shard, HolderId(key))
        .await
        .unwrap();
    let ended = mandates
        .iter()
        .filter(|mandate| mandate.ended_at == Some(now));
    // The parents' own had run out the day before.
    assert_eq!((mandates.len(), ended.count()), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_people_ask_with_one_key_is_each_their_own() {
    let mut world = World::staffed().await;
    let (pass, other) = (world.issue("Zyxwvut").await, world.issue("Abcdefg").await);
    let (holder, representative) = (pass.holder.to_string(), other.holder.to_string());
    let (desk, head) = (world.caller("desk").await, world.caller("south").await);
    let mandate = NewMandate {
        holder: &holder,
        representative: &representative,
        may_act: false,
        ends_at: Some(world.now + DAY),
        basis: LegalBasis::Consent,
    };
    let key = RequestKey {
        key: "k".to_owned(),
        request_hash: [1; 32],
    };
    let authority = &world.authority;
    let one = authority
        .give_mandate(&desk, &mandate, Some(&key), world.now)
        .await
        .unwrap();
    let two = authority
        .give_mandate(&head, &mandate, Some(&key), world.now)
        .await
        .unwrap();
    assert_ne!(one.0, two.0);
    // Eight copies at once are one.
    let key = RequestKey {
        key: "at once".to_owned(),
        ..key
    };
    let copies = (0..8).map(|_| {
        let (authority, desk, now) = (authority.clone(), desk.clone(), world.now);
        let (holder, representative, key) = (holder.clone(), representative.clone(), key.clone());
        tokio::spawn(async move {
            let mandate = NewMandate {
                holder: &holder,
                representative: &representative,
                may_act: false,
                ends_at: Some(now + DAY),
                basis: LegalBasis::Consent,
            };
            authority
                .give_mandate(&desk, &mandate, Some(&key), now)
                .await
                .unwrap()
                .0
        })
    });
    let mut given = Vec::new();
    for copy in copies.collect::<Vec<_>>() {
        given.push(copy.await.unwrap());
    }
    given.dedup();
    assert_eq!(given.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_two_last_signatures_at_one_moment_are_one_step() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let act = world
        .propose(&revoke(&pass, Reason::Duplicate), NORTH)
        .await
        .unwrap();
    let mut tries = Vec::new();
    for name in ["south", MINISTRY] {
        let (authority, now) = (world.authority.clone(), world.now);
        let (caller, id) = (world.caller(name).await, act.id.to_string());
        let signature = world.people[name].sign(&act.hash);
        tries.push(tokio::spawn(async move {
            authority.approve(&caller, &id, &signature, now).await
        }));
    }
    let mut codes = Vec::new();
    for one in tries {
        codes.push(
            one.await
                .unwrap()
                .map_or_else(|error| error.code(), |act| act.state.name()),
        );
    }
    // Whoever comes second finds it approved, before or while they sign.
    codes.retain(|code| !["act.state", "store.conflict"].contains(code));
    assert_eq!(codes, ["approved"]);
}
