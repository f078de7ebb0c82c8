//! What becomes of acts and their appeals.

use super::*;

pub(super) async fn g08_filing_changes_neither_pass_nor_verdict_and_the_act_waits(
    mut world: World,
) {
    let (pass, holder, act) = noticed(&mut world, "Zyxwvut").await;
    let before = pass_status(&mut world, &pass).await;
    let filed = file(&world, &holder, &act).await;
    assert_eq!(filed.due_at, world.now + 30 * DAY);
    assert!(filed.contests);
    // Objected to in time: the pass counts, and the notice is as it was or less.
    let after = pass_status(&mut world, &pass).await;
    assert!(matches!(before, PassStatus::Noticed { .. }));
    assert!(!matches!(after, PassStatus::Revoked { .. }), "{after:?}");
    assert_eq!(state_of(&world, &act).await, ActState::Contested);
    // The objection period is long over.
    world.now += 29 * DAY;
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.effective, due.lapsed, due.failed), (0, 0, 0));
    assert_eq!(state_of(&world, &act).await, ActState::Contested);
    let view = world.authority.appeal(&by_code(&filed), world.now).await;
    let view = view.unwrap();
    assert_eq!((view.state, view.number), (CaseState::Filed, filed.number));
    assert_eq!(view.texts[0].text, "I was there, and have the paper.");
    // The appeal's leaf waits for the ledger as every other does, and tells nothing.
    let (shard, case) = key_of(&world, filed.number.as_str());
    let store = world.authority.store();
    let row = store.appeal(shard, case).await.unwrap().unwrap().appeal;
    let leaf = store.leaf(shard, row.leaf).await.unwrap().unwrap();
    assert_eq!(leaf.kind, cleanbill_issuer::leaf::LeafKind::Case);
    assert_eq!((leaf.act, leaf.body.len()), (None, 32));
    // Nothing of the row leads to the holder: their public id is in none of its bytes.
    let id = pass.holder.to_string();
    let kept = format!("{row:?}");
    assert!(!kept.contains(&id));
}

pub(super) async fn g09_an_overdue_case_lapses_with_its_act(mut world: World) {
    let (pass, holder, act) = noticed(&mut world, "Zyxwvut").await;
    let filed = file(&world, &holder, &act).await;
    world.now = filed.due_at - 1;
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!(due.lapsed, 0);
    // From the second on at which it is due nobody decides any more.
    world.now = filed.due_at;
    let late = decide(&world, filed.number.as_str(), Outcome::Dismissed).await;
    assert_eq!(late.unwrap_err(), CaseError::Overdue.into());
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.lapsed, due.effective, due.failed), (1, 0, 0));
    assert_eq!(state_of(&world, &act).await, ActState::Lapsed);
    assert_eq!(pass_status(&mut world, &pass).await, PassStatus::Valid);
    let view = world.authority.appeal(&by_code(&filed), world.now).await;
    assert_eq!(view.unwrap().state, CaseState::Lapsed);
    let counts = world.authority.store().appeal_counts(world.now).await;
    let counts = counts.unwrap();
    let lapsed: Vec<_> = counts
        .iter()
        .map(|c| (c.kind, c.state, c.overdue, c.count))
        .collect();
    assert_eq!(lapsed, [(CaseKind::Act, CaseState::Lapsed, true, 1)]);
    // It was judged by time: the office has to begin anew.
    assert!(try_file(&world, &holder, &act).await.is_err());
}

pub(super) async fn g09_an_upheld_appeal_undoes_what_is_in_force(mut world: World) {
    let (pass, holder, act) = noticed(&mut world, "Zyxwvut").await;
    world.now += 15 * DAY;
    world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!(state_of(&world, &act).await, ActState::Effective);
    let filed = file(&world, &holder, &act).await;
    assert!(!filed.contests);
    // An act in force stays so while its appeal is open.
    let revoked = pass_status(&mut world, &pass).await;
    assert!(matches!(revoked, PassStatus::Revoked { .. }));
    let decided = decide(&world, filed.number.as_str(), Outcome::Partly).await;
    let decided = decided.unwrap();
    assert_eq!(decided.entry.state, CaseState::Decided);
    assert_eq!(decided.act.unwrap().state, ActState::Undone);
    assert_eq!(pass_status(&mut world, &pass).await, PassStatus::Valid);
    // The act that undoes it carries the signature, and names the decision.
    let view = world.authority.appeal(&by_code(&filed), world.now).await;
    let decision = view.unwrap().decision.unwrap();
    let north = world.caller(NORTH).await;
    let filter = cleanbill_authority::ActFilter {
        limit: 1,
        ..Default::default()
    };
    let acts = world.authority.acts(&north, &filter).await.unwrap();
    assert_eq!(acts[0].kind.name(), "restore");
    assert_eq!(acts[0].evidence, Some(decision.hash));
    assert_eq!(acts[0].approvals.len(), 1);
}

pub(super) async fn g09_a_dismissed_appeal_lets_the_act_take_effect(mut world: World) {
    let (pass, holder, act) = noticed(&mut world, "Zyxwvut").await;
    let filed = file(&world, &holder, &act).await;
    let number = filed.number.as_str();
    // Not while the objection period runs.
    let early = decide(&world, number, Outcome::Dismissed).await;
    assert!(matches!(
        early.unwrap_err(),
        AuthorityError::Act(ActError::NotYet { .. })
    ));
    world.now += 15 * DAY;
    // Not without findings.
    let unsaid = DecisionTold {
        findings: Vec::new(),
        ..told(Outcome::Dismissed)
    };
    let by = ("reviewer", "reviewer");
    let unsaid = decide_at(&world, by, number, &unsaid, world.now).await;
    assert_eq!(unsaid.unwrap_err(), CaseError::Findings.into());
    decide(&world, number, Outcome::Dismissed).await.unwrap();
    let revoked = pass_status(&mut world, &pass).await;
    assert!(matches!(revoked, PassStatus::Revoked { .. }));
    let view = world.authority.appeal(&by_code(&filed), world.now).await;
    let view = view.unwrap();
    let decision = view.decision.unwrap();
    assert_eq!(decision.findings, [Finding::FactsProven]);
    assert_eq!(decision.office, "Review board");
    let last = &view.texts[1].text;
    assert_eq!(last, "The register of the clinic shows the dose.");
    // Decided once.
    let again = decide(&world, number, Outcome::Upheld).await.unwrap_err();
    assert!(matches!(
        again,
        AuthorityError::Case(CaseError::State { .. })
    ));
}

pub(super) async fn g09_one_appeal_an_act_and_what_was_judged_stays_judged(mut world: World) {
    let (_, holder, act) = noticed(&mut world, "Zyxwvut").await;
    let (_, other, _) = noticed(&mut world, "Abcdefg").await;
    // Not by somebody else, who does not learn that there is such an act.
    let foreign = try_file(&world, &other, &act).await;
    assert_eq!(foreign.unwrap_err(), AuthorityError::NotFound);
    let filed = file(&world, &holder, &act).await;
    let second = || async { try_file(&world, &holder, &act).await.unwrap_err() };
    assert_eq!(second().await, AuthorityError::AppealKnown);
    decide(&world, filed.number.as_str(), Outcome::Upheld)
        .await
        .unwrap();
    assert_eq!(state_of(&world, &act).await, ActState::Lapsed);
    assert!(matches!(second().await, AuthorityError::Act(_)));
}

pub(super) async fn g09_a_withdrawal_lets_nothing_through(mut world: World) {
    let (pass, holder, act) = noticed(&mut world, "Zyxwvut").await;
    let filed = file(&world, &holder, &act).await;
    world.now += DAY;
    let number = filed.number.as_str();
    let asker = Asker::Holder(&holder, number);
    let view = world.authority.withdraw_appeal(&asker, world.now).await;
    assert_eq!(view.unwrap().state, CaseState::Withdrawn);
    world.now += 15 * DAY;
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.effective, due.lapsed), (0, 0));
    // It can be filed again, and the act's clock was not moved by any of it.
    let again = file(&world, &holder, &act).await;
    assert_eq!(again.due_at, filed.due_at);
    world.now = filed.due_at;
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.effective, due.lapsed, due.failed), (0, 1, 0));
    assert_eq!(pass_status(&mut world, &pass).await, PassStatus::Valid);
}

pub(super) async fn g09_like_cases_are_decided_together(mut world: World) {
    let (one, first, act) = noticed(&mut world, "Zyxwvut").await;
    let (two, second, other) = noticed(&mut world, "Abcdefg").await;
    let lead = file(&world, &first, &act).await;
    world.now += DAY;
    let joined = file(&world, &second, &other).await;
    let day = i32::try_from(world.now / DAY).unwrap();
    let slip = DoorSlip::parse("(xx.places v3)", day).unwrap();
    let authority = world.authority.clone();
    let door = authority
        .file_door_appeal(slip, None, SOURCE, world.now)
        .await;
    let door = door.unwrap();
    let reviewer = world.caller("reviewer").await;
    let (lead_number, number) = (lead.number.as_str(), joined.number.as_str());
    let unlike = authority.join_appeal(&reviewer, door.number.as_str(), lead_number, world.now);
    assert_eq!(unlike.await.unwrap_err(), CaseError::NotAlike.into());
    let entry = authority
        .join_appeal(&reviewer, number, lead_number, world.now)
        .await;
    assert_eq!(entry.unwrap().lead, Some(lead.number));
    let alone = decide(&world, number, Outcome::Upheld).await.unwrap_err();
    assert!(matches!(
        alone,
        AuthorityError::Case(CaseError::State { .. })
    ));
    let decided = decide(&world, lead_number, Outcome::Upheld).await.unwrap();
    assert_eq!(decided.decision.unwrap().cases, 2);
    for (filed, pass) in [(&lead, &one), (&joined, &two)] {
        let view = authority.appeal(&by_code(filed), world.now).await.unwrap();
        assert_eq!(view.decision.unwrap().outcome, Outcome::Upheld);
        assert_eq!(pass_status(&mut world, pass).await, PassStatus::Valid);
    }
}

pub(super) async fn g09_a_court_is_followed_and_what_is_dropped_is_settled(mut world: World) {
    let (_, holder, act) = noticed(&mut world, "Zyxwvut").await;
    let filed = file(&world, &holder, &act).await;
    let order = CourtOrder {
        court: "Administrative Court North".to_owned(),
        number: "3 K 112/26".to_owned(),
        day: 18_800,
        effect: CourtEffect::SetAside,
    };
    let ordered = DecisionTold {
        findings: vec![Finding::CourtForAppellant],
        order: Some(order.clone()),
        ..told(Outcome::Upheld)
    };
    let against_it = DecisionTold {
        findings: vec![Finding::CourtAgainstAppellant],
        order: Some(order),
        ..told(Outcome::Dismissed)
    };
    let by = ("reviewer", "reviewer");
    let number = filed.number.as_str();
    let refused = decide_at(&world, by, number, &against_it, world.now).await;
    assert_eq!(refused.unwrap_err(), CaseError::Order.into());
    let decided = decide_at(&world, by, number, &ordered, world.now)
        .await
        .unwrap();
    assert_eq!(
        decided.decision.unwrap().order.unwrap().number,
        "3 K 112/26"
    );
    // The office takes its act back.
    let (_, second, act) = noticed(&mut world, "Abcdefg").await;
    let filed = file(&world, &second, &act).await;
    let north = world.caller(NORTH).await;
    let dropped = world.authority.drop_act(&north, &act, world.now).await;
    assert_eq!(dropped.unwrap().state, ActState::Dropped);
    let view = world.authority.appeal(&by_code(&filed), world.now).await;
    assert_eq!(view.unwrap().state, CaseState::Settled);
    // By the code of the printed notice, and no other.
    let (_, _, act) = noticed(&mut world, "Hijklmn").await;
    let (_, _, other) = noticed(&mut world, "Opqrstu").await;
    let authority = world.authority.clone();
    let code = authority.notice_code(&north, &act).await.unwrap();
    let wrong = authority.file_appeal_by_notice(&other, &code, None, SOURCE, world.now);
    assert_eq!(wrong.await.unwrap_err(), AuthorityError::NotFound);
    let filed = authority.file_appeal_by_notice(&act, &code, None, SOURCE, world.now);
    assert!(filed.await.unwrap().contests);
}
