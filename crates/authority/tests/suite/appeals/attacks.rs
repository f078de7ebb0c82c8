//! Who has a part in it, who forges, who sees another's case.

use super::*;

pub(super) async fn g07_a_reviewer_with_a_part_in_it_decides_nothing(mut world: World) {
    // A board that the two who revoke opened and filled: nobody outside them vouches for it.
    let spec = crate::world::office(
        "House board",
        "XX-A",
        cleanbill_issuer::staff::OfficeKind::Review,
    );
    let own = Proposal::OpenOffice(spec);
    world.enact(&own, NORTH, "south").await.unwrap();
    world.now += 5;
    appointed_by(&mut world, "tame", "House board", (NORTH, "south")).await;
    let (_, holder, act) = noticed(&mut world, "Zyxwvut").await;
    let filed = file(&world, &holder, &act).await;
    let number = filed.number.as_str();
    world.now += 15 * DAY;
    for name in ["tame", NORTH, "south", "desk", "nurse"] {
        let by = (name, name);
        let dismissed = told(Outcome::Dismissed);
        let refused = decide_at(&world, by, number, &dismissed, world.now).await;
        let error = refused.unwrap_err();
        let expected = matches!(
            error,
            AuthorityError::NotFound | AuthorityError::Forbidden { .. }
        );
        assert!(expected, "{name}: {error}");
    }
    let tame = world.caller("tame").await;
    let queue = world
        .authority
        .appeal_queue(&tame, world.now)
        .await
        .unwrap();
    assert_eq!(queue, []);
    let reviewer = world.caller("reviewer").await;
    let queue = world.authority.appeal_queue(&reviewer, world.now).await;
    let numbers: Vec<_> = queue.unwrap().iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, [filed.number]);
    // One whose act the ministry signed too cannot be decided by who stands on both words.
    let pass = world.issue("Abcdefg").await;
    let owner = super::holder(&world, &pass).await;
    let proposal = revoke(&pass, Reason::EnteredInError);
    let both = world.enact(&proposal, NORTH, MINISTRY).await.unwrap();
    let both = world.notice(&both, NORTH).await.unwrap();
    let filed = file(&world, &owner, both.id.as_str()).await;
    let refused = decide(&world, filed.number.as_str(), Outcome::Upheld).await;
    assert_eq!(refused.unwrap_err(), AuthorityError::NotFound);
}

/// Appoints a reviewer by the signatures of these two alone.
async fn appointed_by(
    world: &mut World,
    name: &'static str,
    office: &str,
    (by, second): (&str, &str),
) {
    let invited = cleanbill_authority::Invited {
        office: office.to_owned(),
        role: Role::Reviewer,
        officer: None,
    };
    let caller = world.caller(by).await;
    let authority = world.authority.clone();
    let token = authority
        .invite(&caller, &invited, world.now)
        .await
        .unwrap();
    let mut person = crate::world::Person::new(None);
    let key = person.new_key(&authority.registration_challenge(&token));
    let registered = authority.register(&token, &key, world.now).await.unwrap();
    person.number = registered.officer;
    world.people.insert(name, person);
    let proposal = Proposal::Appoint {
        key: registered.fingerprint,
        login: None,
    };
    world.enact(&proposal, by, second).await.unwrap();
    world.now += 5;
}

pub(super) async fn g09_a_forged_or_dated_back_decision_is_none(mut world: World) {
    let (_, holder, act) = noticed(&mut world, "Zyxwvut").await;
    let filed = file(&world, &holder, &act).await;
    let number = filed.number.as_str();
    world.now += 20 * DAY;
    // Signed by somebody else, or over something else.
    for signer in [MINISTRY, "south"] {
        let by = ("reviewer", signer);
        let forged = decide_at(&world, by, number, &told(Outcome::Upheld), world.now).await;
        let error = forged.unwrap_err();
        assert!(
            matches!(error, AuthorityError::Case(CaseError::Signature(_))),
            "{error}"
        );
    }
    let reviewer = world.caller("reviewer").await;
    let authority = world.authority.clone();
    let upheld = told(Outcome::Upheld);
    let prepared = authority.prepare_decision(&reviewer, number, &upheld, world.now);
    let signature = world.people["reviewer"].sign(&prepared.await.unwrap().hash);
    let signed = (world.now, &signature);
    let swapped = authority
        .decide_appeal(
            &reviewer,
            number,
            &told(Outcome::Dismissed),
            signed,
            world.now,
        )
        .await;
    assert!(matches!(
        swapped.unwrap_err(),
        AuthorityError::Case(CaseError::Signature(ApprovalError::Signature(_)))
    ));
    // Dated back by a day, by the reviewer themselves.
    let by = ("reviewer", "reviewer");
    let back = decide_at(&world, by, number, &upheld, world.now - DAY).await;
    assert_eq!(back.unwrap_err(), ActError::Signed.into());
    // Somebody who can write rows writes a decision and the step.
    let (shard, case) = key_of(&world, number);
    let kept = authority
        .store()
        .appeal(shard, case)
        .await
        .unwrap()
        .unwrap();
    let first = kept.steps[0];
    let set = Changeset {
        name: "superuser",
        shard,
        ..Changeset::default()
    };
    let forged = CaseChange {
        steps: vec![(
            case,
            CaseStep {
                step: 2,
                state: CaseState::Decided,
                officer: Some(reviewer.officer()),
                at: world.now,
                outcome: Some(Outcome::Dismissed),
                ..first
            },
        )],
        decisions: vec![DecisionRow {
            appeal: case,
            officer: reviewer.officer(),
            office: reviewer.office(),
            key: cleanbill_issuer::registry::OfficerKeyId(1),
            form: cleanbill_issuer::staff::KeyForm::Raw,
            authenticator_data: Vec::new(),
            client_data: Vec::new(),
            signature: vec![7; 64],
            at: world.now,
            restores: None,
            leaf: kept.appeal.leaf,
            sealed: kept.appeal.sealed.clone(),
        }],
        ..CaseChange::default()
    };
    let mut unsigned = forged.clone();
    unsigned.decisions.clear();
    let refused = authority.store().apply_with(&set, &unsigned).await;
    assert_eq!(refused.unwrap_err(), StoreError::NoDecision);
    authority.store().apply_with(&set, &forged).await.unwrap();
    // It is no decision to anybody who asks, and the act waits on.
    let view = authority.appeal(&by_code(&filed), world.now).await;
    assert!(view.is_err());
    assert_eq!(state_of(&world, &act).await, ActState::Contested);
}

pub(super) async fn g10_a_mandate_opens_one_case_and_ends(mut world: World) {
    let (_, one, act) = noticed(&mut world, "Zyxwvut").await;
    let (_, two, other_act) = noticed(&mut world, "Abcdefg").await;
    let first = file(&world, &one, &act).await;
    let second = file(&world, &two, &other_act).await;
    let asker = Asker::Holder(&one, first.number.as_str());
    let ends_at = world.now + 60 * DAY;
    let authority = world.authority.clone();
    let given = authority
        .give_case_mandate(&asker, ends_at, world.now)
        .await;
    let (number, code) = given.unwrap();
    let lawyer = |number| Asker::Code {
        code: &code,
        number,
        source: SOURCE,
    };
    let seen = authority.appeal(&lawyer(None), world.now).await.unwrap();
    assert_eq!((seen.number, seen.mandates), (first.number, vec![]));
    authority
        .add_to_appeal(&lawyer(None), "My client was there.", world.now)
        .await
        .unwrap();
    // The second client's case is not there, nor is anything that is not the appellant's own.
    let not_found = AuthorityError::NotFound;
    let foreign = lawyer(Some(second.number.as_str()));
    assert_eq!(
        authority.appeal(&foreign, world.now).await,
        Err(not_found.clone())
    );
    let crossed = Asker::Holder(&one, second.number.as_str());
    assert_eq!(
        authority.appeal(&crossed, world.now).await,
        Err(not_found.clone())
    );
    let handed_on = authority
        .give_case_mandate(&lawyer(None), ends_at, world.now)
        .await;
    assert_eq!(handed_on.unwrap_err(), not_found);
    let forged = FollowCode::parse(&"A".repeat(26)).unwrap();
    let forged = Asker::Code {
        code: &forged,
        number: Some(first.number.as_str()),
        source: SOURCE,
    };
    assert_eq!(
        authority.appeal(&forged, world.now).await,
        Err(not_found.clone())
    );
    // Taken back, it opens nothing from that second on.
    let own = authority.appeal(&asker, world.now).await.unwrap();
    assert_eq!(own.mandates[0].number, number);
    authority
        .end_case_mandate(&asker, number, world.now)
        .await
        .unwrap();
    assert_eq!(
        authority.appeal(&lawyer(None), world.now).await,
        Err(not_found.clone())
    );
    let again = authority.end_case_mandate(&asker, number, world.now).await;
    assert_eq!(again.unwrap_err().code(), "store.conflict");
    // One that runs out by itself.
    let given = authority
        .give_case_mandate(&asker, world.now + 9, world.now)
        .await;
    let (_, short) = given.unwrap();
    let short = Asker::Code {
        code: &short,
        number: None,
        source: SOURCE,
    };
    assert!(authority.appeal(&short, world.now + 8).await.is_ok());
    assert_eq!(
        authority.appeal(&short, world.now + 9).await,
        Err(not_found.clone())
    );
}

pub(super) async fn pass_of(world: &mut World, surname: &str) -> (String, Holder) {
    let pass = world.issue(surname).await;
    let holder = holder(world, &pass).await;
    (pass.holder.to_string(), holder)
}

pub(super) async fn g11_a_look_is_appealed_against_and_the_reviewers_look_is_seen(
    mut world: World,
) {
    let (holder_id, holder) = pass_of(&mut world, "Zyxwvut").await;
    let desk = world.caller("desk").await;
    let purpose = cleanbill_issuer::staff::Purpose::HolderAsked;
    let authority = world.authority.clone();
    authority
        .open_record(&desk, &holder_id, purpose, None, world.now)
        .await
        .unwrap();
    let record = authority.own_record(&holder, world.now).await.unwrap();
    let mut looks = record.accesses.iter();
    let look = looks
        .find(|look| look.officer == Some(desk.number()))
        .unwrap();
    let look = look.id.to_string();
    let new = NewAppeal {
        against: Against::Look(&look),
        text: None,
        order: None,
    };
    let filed = authority
        .file_appeal(&holder, &new, world.now)
        .await
        .unwrap();
    let (_, other) = pass_of(&mut world, "Abcdefg").await;
    let foreign = authority.file_appeal(&other, &new, world.now).await;
    assert_eq!(foreign.unwrap_err(), AuthorityError::NotFound);
    let number = filed.number.as_str();
    let reviewer = world.caller("reviewer").await;
    let seen = authority
        .review_appeal(&reviewer, number, world.now)
        .await
        .unwrap();
    // Who appeals is in nothing that the reviewer reads.
    assert!(!format!("{seen:?}").contains(&holder_id));
    assert_eq!(seen.entry.kind, CaseKind::Look);
    let view = authority.appeal(&by_code(&filed), world.now).await.unwrap();
    assert_eq!(view.looks[0].officer, Some(reviewer.number()));
    // It stays owed, and is decided late.
    world.now += 31 * DAY;
    let queue = authority.appeal_queue(&reviewer, world.now).await.unwrap();
    assert!(queue[0].is_overdue);
    let late = (ExtensionReason::Expert, 30);
    let late = authority
        .extend_appeal(&reviewer, number, late, world.now)
        .await;
    assert_eq!(late.unwrap_err(), CaseError::Extension.into());
    let upheld = DecisionTold {
        findings: vec![Finding::NoPurpose],
        ..told(Outcome::Upheld)
    };
    let by = ("reviewer", "reviewer");
    let decided = decide_at(&world, by, number, &upheld, world.now)
        .await
        .unwrap();
    assert_eq!(decided.decision.unwrap().outcome, Outcome::Upheld);
    assert_eq!(
        authority
            .own_appeals(&holder, world.now)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(authority.own_appeals(&other, world.now).await.unwrap(), []);
}

pub(super) async fn g12_a_door_appeal_names_nobody(world: World) {
    let authority = world.authority.clone();
    let day = i32::try_from(world.now / DAY).unwrap();
    let slip = DoorSlip::parse("policy: Places (xx.places v3)\n", day).unwrap();
    let text = Some("They read the rule of last month.");
    let filed = authority.file_door_appeal(slip.clone(), text, SOURCE, world.now);
    let filed = filed.await.unwrap();
    // Two people with the same slip are two cases.
    let other = authority.file_door_appeal(slip.clone(), None, SOURCE, world.now);
    assert_ne!(other.await.unwrap().number, filed.number);
    let (shard, case) = key_of(&world, filed.number.as_str());
    let kept = authority
        .store()
        .appeal(shard, case)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.appeal.owner_tag, None);
    assert_eq!(kept.steps[0].at % DAY, 0, "a day, and no time");
    let reviewer = world.caller("reviewer").await;
    let number = filed.number.as_str();
    let seen = authority
        .review_appeal(&reviewer, number, world.now)
        .await
        .unwrap();
    assert_eq!(seen.subject, Some(Subject::Door(slip.clone())));
    let longer = (ExtensionReason::Evidence, 30);
    let longer = authority
        .extend_appeal(&reviewer, number, longer, world.now)
        .await;
    assert_eq!(longer.unwrap().due_at, filed.due_at + 30 * DAY);
    let tomorrow = DoorSlip {
        day: day + 1,
        ..slip
    };
    let early = authority
        .file_door_appeal(tomorrow, None, SOURCE, world.now)
        .await;
    assert_eq!(early.unwrap_err(), AuthorityError::NotAppealable);
}
