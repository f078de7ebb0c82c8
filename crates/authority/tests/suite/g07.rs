//! G07: no punitive revocation, by any act; G08: objection first.

use cleanbill_authority::{AuthorityError, PassStatus, Proposal};
use cleanbill_issuer::act::{ActError, ActState, Reason};
use cleanbill_issuer::caps::Caps;
use cleanbill_issuer::registry::{ActId, ApprovalRow, Changeset, OfficerKeyId, StepRow};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{KeyForm, Purpose, Role};
use cleanbill_seal::IdKind;
use cleanbill_store::StoreError;

use crate::acts::any_leaf;
use crate::world::{DAY, MINISTRY, NORTH, World, options, revoke};

pub(crate) async fn status(world: &mut World, holder: &str, pass: &str) -> PassStatus {
    let desk = world.caller("desk").await;
    let purpose = Purpose::HolderAsked;
    let record = world
        .authority
        .open_record(&desk, holder, purpose, None, world.now)
        .await
        .unwrap();
    world.now += 5;
    let pass = record.passes.iter().find(|view| view.id.as_str() == pass);
    pass.unwrap().status
}

#[tokio::test(flavor = "multi_thread")]
async fn one_office_takes_nothing_away() {
    let mut world = World::staffed().await;
    world
        .appoint("north-two", "Clinic North", Role::OfficeHead)
        .await
        .unwrap();
    let pass = world.issue("Zyxwvut").await;
    let proposal = revoke(&pass, Reason::EnteredInError);
    let waiting = world.enact(&proposal, NORTH, "north-two").await.unwrap();
    assert_eq!(
        (waiting.state, waiting.approvals.len()),
        (ActState::Proposed, 2)
    );
    let noticed = world.notice(&waiting, NORTH).await;
    assert!(matches!(noticed.unwrap_err(), AuthorityError::Approval(_)));
    // Past the rules of this program: the database itself refuses the step.
    let key = world
        .authority
        .ring()
        .parse_public_id(IdKind::Act, waiting.id.as_str());
    let (shard, key) = key.unwrap();
    let step = |step, state| StepRow {
        act: ActId(key),
        step,
        state,
        officer: None,
        at: world.now,
        effective_at: None,
        channel: None,
    };
    let forced = Changeset {
        name: "superuser",
        shard,
        steps: vec![step(2, ActState::Approved)],
        ..Changeset::default()
    };
    let refused = world.authority.store().apply(&forced).await;
    assert_eq!(refused.unwrap_err(), StoreError::TwoOffices);
    // Nobody else signs: after thirty days it is over.
    world.now += 31 * DAY;
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.lapsed, due.effective, due.failed), (1, 0, 0));
    let (holder, pass) = (pass.holder.to_string(), pass.pass.to_string());
    assert_eq!(status(&mut world, &holder, &pass).await, PassStatus::Valid);
}

/// Somebody who writes rows writes a signature of the second office and all steps.
#[tokio::test(flavor = "multi_thread")]
async fn rows_that_nobody_signed_take_nothing_away() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let proposal = revoke(&pass, Reason::EnteredInError);
    let act = world.propose(&proposal, NORTH).await.unwrap();
    let key = world
        .authority
        .ring()
        .parse_public_id(IdKind::Act, act.id.as_str());
    let (shard, key) = key.unwrap();
    let ministry = world.caller(MINISTRY).await;
    let at = world.now;
    let step = |step, state, effective_at| StepRow {
        act: ActId(key),
        step,
        state,
        officer: None,
        at,
        effective_at,
        channel: (state == ActState::Noticed)
            .then_some(cleanbill_issuer::act::NoticeChannel::Record),
    };
    let effective = Some(at + 14 * DAY);
    let forged = Changeset {
        name: "superuser",
        shard,
        leaves: vec![any_leaf(&world, shard, ActId(key)).await],
        approvals: vec![ApprovalRow {
            act: ActId(key),
            officer: ministry.officer(),
            office: ministry.office(),
            key: OfficerKeyId(1),
            form: KeyForm::Raw,
            authenticator_data: Vec::new(),
            client_data: Vec::new(),
            signature: vec![7; 64],
            at,
        }],
        steps: vec![
            step(2, ActState::Approved, None),
            step(3, ActState::Noticed, effective),
        ],
        ..Changeset::default()
    };
    // The database counts two offices; that they signed, it cannot know.
    world.authority.store().apply(&forged).await.unwrap();
    world.now += 15 * DAY;
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.effective, due.failed), (0, 1));
    let last = StepRow {
        at: world.now,
        ..step(4, ActState::Effective, effective)
    };
    let forged = Changeset {
        name: "superuser",
        shard,
        steps: vec![last],
        ..Changeset::default()
    };
    world.authority.store().apply(&forged).await.unwrap();
    let (holder, id) = (pass.holder.to_string(), pass.pass.to_string());
    assert_eq!(status(&mut world, &holder, &id).await, PassStatus::Valid);
    let desk = world.caller("desk").await;
    assert!(world.authority.reissue(&desk, &id, world.now).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_offices_take_a_pass_away_after_the_objection_period() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let (holder, id) = (pass.holder.to_string(), pass.pass.to_string());
    let proposal = revoke(&pass, Reason::EnteredInError);
    // Not by who issues, not by who reviews.
    for (name, permission) in [("nurse", Permission::Revoke), ("desk", Permission::Revoke)] {
        let refused = world.propose(&proposal, name).await.unwrap_err();
        let role = world.caller(name).await.role();
        assert_eq!(refused, AuthorityError::Forbidden { role, permission });
    }
    let act = world.propose(&proposal, NORTH).await.unwrap();
    // The same proposal again, with the same signature, is the same act.
    let north = world.caller(NORTH).await;
    let signature = world.people[NORTH].sign(&act.hash);
    let again = world
        .authority
        .propose(&north, &proposal, act.at, &signature, world.now)
        .await;
    assert_eq!(again.unwrap().id, act.id);
    let refused = world.approve(&act, "reviewer").await.unwrap_err();
    assert!(matches!(refused, AuthorityError::Forbidden { .. }));
    // Somebody else's signature is none of the south's.
    let south = world.caller("south").await;
    let stolen = world.people[MINISTRY].sign(&act.hash);
    let stolen = world
        .authority
        .approve(&south, act.id.as_str(), &stolen, world.now)
        .await;
    assert!(matches!(stolen.unwrap_err(), AuthorityError::Approval(_)));
    let approved = world.approve(&act, "south").await.unwrap();
    assert_eq!(approved.state, ActState::Approved);
    let noticed = world.notice(&approved, NORTH).await.unwrap();
    assert_eq!(noticed.effective_at, Some(world.now + 14 * DAY));
    assert!(matches!(
        status(&mut world, &holder, &id).await,
        PassStatus::Noticed { .. }
    ));
    let desk = world.caller("desk").await;
    let escape = world.authority.reissue(&desk, &id, world.now).await;
    assert_eq!(escape.unwrap_err(), AuthorityError::Revoked);
    world.now += 13 * DAY;
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.effective, due.failed), (0, 0));
    world.now += DAY;
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.effective, due.failed), (1, 0));
    assert!(matches!(
        status(&mut world, &holder, &id).await,
        PassStatus::Revoked { .. }
    ));
    // The event does not count any more.
    let day = i32::try_from(world.now / DAY).unwrap();
    let tallies = world
        .authority
        .store()
        .tallies(day, day, 0, 10)
        .await
        .unwrap();
    assert!(
        tallies
            .iter()
            .any(|tally| tally.count.removed == 1 && tally.key.lot == "LOT7")
    );
    // Undone by one who may, and it counts again.
    let restore = Proposal::Restore {
        act: act.id.to_string(),
    };
    world.propose(&restore, "reviewer").await.unwrap();
    assert_eq!(status(&mut world, &holder, &id).await, PassStatus::Valid);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgery_needs_a_reviewer_and_acts_with_its_notice() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let act = world
        .enact(&revoke(&pass, Reason::Forgery), NORTH, "south")
        .await
        .unwrap();
    assert_eq!((act.state, act.needs_reviewer), (ActState::Proposed, true));
    let act = world.approve(&act, "reviewer").await.unwrap();
    assert_eq!(act.state, ActState::Approved);
    let act = world.notice(&act, NORTH).await.unwrap();
    assert_eq!(act.state, ActState::Effective);
    let again = world.notice(&act, NORTH).await.unwrap_err();
    assert!(matches!(again, AuthorityError::Act(ActError::State { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn caps_stop_two_offices_that_agree() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(folder.path());
    options.caps = Caps {
        officer: 3,
        ..Caps::default()
    };
    let mut world = World::founded_with(folder, &options).await;
    world.staff().await;
    // A setting lowers a cap; it raises none.
    for (value, cap) in [("2", 2), ("9", 3), ("2", 2)] {
        let configure = Proposal::Configure {
            name: "cap.officer".to_owned(),
            value: value.to_owned(),
        };
        world.enact(&configure, MINISTRY, NORTH).await.unwrap();
        assert_eq!(world.authority.caps().await.unwrap().officer, cap);
    }
    let mut acts = Vec::new();
    for surname in ["Aa", "Bb", "Cc"] {
        let pass = world.issue(surname).await;
        let proposal = revoke(&pass, Reason::EnteredInError);
        acts.push(world.propose(&proposal, NORTH).await.unwrap());
    }
    for act in &acts[..2] {
        let approved = world.approve(act, "south").await.unwrap();
        assert_eq!(approved.state, ActState::Approved);
    }
    let refused = world.approve(&acts[2], "south").await.unwrap_err();
    assert_eq!(refused, StoreError::CapReached { scope: 1 }.into());
    // Nothing of it is kept; another pair of officers is over the proposer's cap as well.
    let refused = world.approve(&acts[2], MINISTRY).await.unwrap_err();
    assert_eq!(refused, StoreError::CapReached { scope: 1 }.into());
    world.now += DAY;
    let approved = world.approve(&acts[2], "south").await.unwrap();
    assert_eq!(approved.approvals.len(), 2);
    // Two people in one act: each has their own.
    let (one, two) = (world.issue("Dd").await, world.issue("Ee").await);
    let both = Proposal::Revoke {
        passes: vec![one.pass.to_string(), two.pass.to_string()],
        why: crate::world::why(Reason::EnteredInError),
    };
    let refused = world.propose(&both, NORTH).await.unwrap_err();
    assert_eq!(refused, AuthorityError::SeveralHolders);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_lot_touches_what_was_issued_before() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let proposal = Proposal::WithdrawValue {
        product: "EU/1/20/1528".to_owned(),
        lot: Some("LOT7".to_owned()),
        why: crate::world::why(Reason::LotWithdrawn),
    };
    // The reviewer stands on the word of these two alone, and confirms nothing of theirs.
    let act = world.enact(&proposal, MINISTRY, NORTH).await.unwrap();
    let act = world.approve(&act, "reviewer").await.unwrap();
    assert_eq!((act.state, act.approvals.len()), (ActState::Proposed, 3));
    let act = world.enact(&proposal, MINISTRY, "south").await.unwrap();
    assert_eq!(act.state, ActState::Proposed);
    let act = world.approve(&act, "reviewer").await.unwrap();
    let act = world.notice(&act, MINISTRY).await.unwrap();
    let later = world.issue("Later").await;
    world.now += 14 * DAY;
    assert_eq!(
        world
            .authority
            .take_due_effects(world.now)
            .await
            .unwrap()
            .effective,
        1
    );
    for (issued, is_revoked) in [(&pass, true), (&later, false)] {
        let (holder, id) = (issued.holder.to_string(), issued.pass.to_string());
        let status = status(&mut world, &holder, &id).await;
        assert_eq!(matches!(status, PassStatus::Revoked { .. }), is_revoked);
    }
    let touched = world
        .authority
        .touched("EU/1/20/1528", Some("LOT7"), act.at)
        .await;
    assert_eq!(touched.unwrap().len(), 1);
    let none = world
        .authority
        .touched("EU/1/20/1528", Some("LOT8"), act.at)
        .await;
    assert!(none.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_signs_for_themselves_or_late() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let proposal = revoke(&pass, Reason::Duplicate);
    let north = world.caller(NORTH).await;
    let at = world.now;
    let content = world
        .authority
        .prepare(&north, &proposal, at)
        .await
        .unwrap();
    let signature = world.people[NORTH].sign(&content.hash());
    let propose = |now| {
        world
            .authority
            .propose(&north, &proposal, at, &signature, now)
    };
    let early = propose(at - 1).await.unwrap_err();
    assert_eq!(early, ActError::ClockBehind.into());
    let late = propose(at + 601).await.unwrap_err();
    assert_eq!(late, ActError::Signed.into());
    let other = world
        .authority
        .propose(&north, &proposal, at + 1, &signature, at + 1)
        .await;
    assert!(matches!(other.unwrap_err(), AuthorityError::Approval(_)));
    let act = propose(at + 600).await.unwrap();
    world.now = at + 605;
    // The proposer is no second officer.
    let twice = world.approve(&act, NORTH).await.unwrap_err();
    assert!(
        matches!(twice, AuthorityError::Store(StoreError::Conflict { .. })),
        "{twice}"
    );
    let dropped = world.caller("south").await;
    let dropped = world
        .authority
        .drop_act(&dropped, act.id.as_str(), world.now)
        .await;
    assert_eq!(dropped.unwrap().state, ActState::Dropped);
    let over = world.approve(&act, "south").await.unwrap_err();
    assert!(matches!(over, AuthorityError::Act(ActError::State { .. })));
}
