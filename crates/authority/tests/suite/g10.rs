//! G10: correct, never overwrite; who is erased stays erased.

use cleanbill_authority::intake::Document;
use cleanbill_authority::{
    Authority, AuthorityError, Correction, ImportKind, NewPerson, OfficerSignature, PassStatus,
    Proposal, Query, RequestKey,
};
use cleanbill_hcert::dcc::PersonName;
use cleanbill_issuer::act::{ActKind, ActState, LegalBasis, Reason};
use cleanbill_issuer::registry::{ActId, ApprovalRow, Changeset, StepRow};
use cleanbill_issuer::staff::{KeyForm, Purpose};
use cleanbill_seal::{IdKind, SealError};

use crate::acts::any_leaf;
use crate::world::{MINISTRY, NORTH, World, open, options, told, why};

fn renamed(surname: &str) -> Correction {
    Correction::Person(NewPerson {
        name: PersonName {
            surname: Some(surname.to_owned()),
            forename: Some("Quirina".to_owned()),
            ..PersonName::default()
        },
        birth_date: "1987-03-29".to_owned(),
        language: None,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_name_is_corrected_beside_the_old_one() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let (desk, holder) = (world.caller("desk").await, pass.holder.to_string());
    let authority = &world.authority;
    let same = authority
        .correct(&desk, &holder, &renamed("Zyxwvut"), None, world.now)
        .await;
    assert_eq!(same.unwrap_err(), AuthorityError::Unchanged);
    let done = authority
        .correct(&desk, &holder, &renamed("Zyxwvuts"), None, world.now)
        .await
        .unwrap();
    assert_eq!(done.passes.len(), 1);
    assert_eq!(done.passes[0].replaces, pass.pass);
    assert_ne!(done.passes[0].text, pass.text);
    let record = authority
        .open_record(&desk, &holder, Purpose::Correct, None, world.now)
        .await
        .unwrap();
    let names: Vec<_> = record
        .versions
        .iter()
        .map(|version| version.person.name().surname.clone().unwrap())
        .collect();
    assert_eq!(names, ["Zyxwvuts", "Zyxwvut"]);
    assert_eq!(record.versions[0].officer, Some(desk.number()));
    let changed: Vec<_> = record.versions[0]
        .changed
        .iter()
        .map(|field| field.name())
        .collect();
    assert!(changed.contains(&"name.surname"), "{changed:?}");
    // The document, which nobody can read, is still theirs.
    assert_eq!(record.versions[0].person.documents().len(), 1);
    // The old pass is superseded, and nobody took it back.
    let of = |id: &str| {
        let view = record.passes.iter().find(|view| view.id.as_str() == id);
        view.unwrap().status
    };
    assert_eq!(of(pass.pass.as_str()), PassStatus::Replaced);
    assert_eq!(of(done.passes[0].pass.as_str()), PassStatus::Valid);
    let again = authority
        .reissue(&desk, pass.pass.as_str(), world.now)
        .await;
    assert_eq!(again.unwrap_err(), AuthorityError::Superseded);
    // Found by both names.
    for surname in ["Zyxwvut", "zyxwvuts"] {
        let query = Query::Person {
            name: PersonName {
                surname: Some(surname.to_owned()),
                forename: Some("QUIRINA".to_owned()),
                ..PersonName::default()
            },
            birth_date: "1987-03-29".to_owned(),
        };
        let found = authority
            .find_holders(&desk, &query, world.now)
            .await
            .unwrap();
        assert_eq!(found, [pass.holder], "{surname}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_pass_is_taken_back_as_corrected_by_two_offices_only() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let holder = pass.holder.to_string();
    let proposal = Proposal::Revoke {
        passes: vec![pass.pass.to_string()],
        why: why(Reason::Corrected),
    };
    let unreplaced = world.propose(&proposal, NORTH).await.unwrap_err();
    assert_eq!(unreplaced, AuthorityError::NotReplaced);
    let nurse = world.caller("nurse").await;
    let mut right = told("Zyxwvut");
    right.lot = Some("LOT8".to_owned());
    let correction = Correction::Event {
        event: pass.event.to_string(),
        told: Box::new(right),
    };
    let done = world
        .authority
        .correct(&nurse, &holder, &correction, None, world.now)
        .await
        .unwrap();
    let twice = world
        .authority
        .correct(&nurse, &holder, &correction, None, world.now)
        .await;
    assert_eq!(twice.unwrap_err(), AuthorityError::Superseded);
    let record = world
        .authority
        .open_record(&nurse, &holder, Purpose::Correct, None, world.now)
        .await
        .unwrap();
    assert_eq!(record.events.len(), 2);
    assert!(record.events[0].is_corrected);
    assert_eq!(record.events[0].event.lot(), Some("LOT7"));
    assert_eq!(record.events[1].event.lot(), Some("LOT8"));
    assert_eq!(record.events[1].corrects, Some(pass.event));
    assert_eq!(record.passes.last().unwrap().event, done.event.unwrap());
    // The counts follow.
    let day = i32::try_from(world.now / 86_400).unwrap();
    let tallies = world
        .authority
        .store()
        .tallies(day, day, 0, 10)
        .await
        .unwrap();
    let of = |lot: &str| {
        tallies
            .iter()
            .find(|tally| tally.key.lot == lot)
            .unwrap()
            .count
    };
    assert_eq!((of("LOT7").corrected, of("LOT7").removed), (1, 1));
    assert_eq!(of("LOT8").issued, 1);
    let refused = world.propose(&proposal, "nurse").await.unwrap_err();
    assert!(matches!(refused, AuthorityError::Forbidden { .. }));
    let act = world.enact(&proposal, NORTH, "south").await.unwrap();
    assert_eq!(act.state, ActState::Approved);
}

/// Each says something else of one event.
#[tokio::test(flavor = "multi_thread")]
async fn g10_of_two_corrections_at_one_moment_one_stands() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let nurse = world.caller("nurse").await;
    let tries = (0..4).map(|number| {
        let (authority, nurse, now) = (world.authority.clone(), nurse.clone(), world.now);
        let (holder, event) = (pass.holder.to_string(), pass.event.to_string());
        let mut right = told("Zyxwvut");
        right.lot = Some(format!("LOT8{number}"));
        let told = Box::new(right);
        tokio::spawn(async move {
            let correction = Correction::Event { event, told };
            let done = authority.correct(&nurse, &holder, &correction, None, now);
            done.await.map(drop)
        })
    });
    let mut done = 0;
    for one in tries.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(()) => done += 1,
            Err(error) => assert_eq!(error, AuthorityError::Superseded),
        }
    }
    assert_eq!(done, 1);
    let holder = pass.holder.to_string();
    let record = world
        .authority
        .open_record(&nurse, &holder, Purpose::Correct, None, world.now)
        .await
        .unwrap();
    assert_eq!((record.events.len(), record.passes.len()), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_that_is_asked_for_again_is_the_same_one() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let (desk, holder) = (world.caller("desk").await, pass.holder.to_string());
    let authority = &world.authority;
    let key = RequestKey {
        key: "k".to_owned(),
        request_hash: [1; 32],
    };
    let correction = renamed("Zyxwvuts");
    let done = authority
        .correct(&desk, &holder, &correction, Some(&key), world.now)
        .await
        .unwrap();
    let again = authority
        .correct(&desk, &holder, &correction, Some(&key), world.now)
        .await;
    assert_eq!(again.unwrap(), done);
    assert_eq!(done.passes.len(), 1);
    let other = RequestKey {
        request_hash: [2; 32],
        ..key.clone()
    };
    let other = authority
        .correct(&desk, &holder, &renamed("Other"), Some(&other), world.now)
        .await;
    assert_eq!(other.unwrap_err(), AuthorityError::KeyReused);
    // Somebody else's key of that name is another; and it opens nothing.
    let nurse = world.caller("nurse").await;
    let same = authority
        .correct(&nurse, &holder, &correction, Some(&key), world.now)
        .await;
    assert_eq!(same.unwrap_err(), AuthorityError::Unchanged);
}

#[tokio::test(flavor = "multi_thread")]
async fn g10_whoever_shows_the_document_of_an_erased_person_is_somebody_new() {
    let mut world = World::staffed().await;
    let first = world.issue("Zyxwvut").await;
    let query = Query::Document(told("Zyxwvut").document.unwrap());
    let mut before = vec![first.holder];
    for _ in 0..2 {
        let erased = before.last().unwrap().to_string();
        erase(&mut world, &erased).await;
        let (one, two) = (world.issue("Zyxwvut").await, world.issue("Zyxwvut").await);
        // One new holder, and the same one from then on.
        assert_eq!(one.holder, two.holder);
        assert!(!before.contains(&one.holder));
        before.push(one.holder);
        let desk = world.caller("desk").await;
        let found = world.authority.find_holders(&desk, &query, world.now).await;
        assert_eq!(found.unwrap(), [one.holder]);
        let holder = one.holder.to_string();
        let record = world
            .authority
            .open_record(&desk, &holder, Purpose::HolderAsked, None, world.now)
            .await
            .unwrap();
        assert_eq!(record.events.len(), 2);
    }
    // And so in a file, where the document comes twice.
    let erased = before.last().unwrap().to_string();
    erase(&mut world, &erased).await;
    let row = "recovery,2021-05-01,Zyxwvut,1987-03-29,passport,XX,PZyxwvut77\n";
    let file = format!(
        "ground,first_positive,surname,birth_date,document_type,document_country,document_number\n\
         {row}{row}"
    );
    let hash = cleanbill_crypto::sha256(file.as_bytes());
    let nurse = world.caller("nurse").await;
    let input = std::io::Cursor::new(file);
    let kind = ImportKind::Csv;
    let end = world
        .authority
        .import(&nurse, kind, input, hash, world.now, |_| {})
        .await
        .unwrap();
    assert_eq!((end.progress.good, end.progress.bad), (2, 0));
    let desk = world.caller("desk").await;
    let found = world.authority.find_holders(&desk, &query, world.now).await;
    let found = found.unwrap();
    assert_eq!(found.len(), 1);
    assert!(!before.contains(&found[0]));
}

async fn erase(world: &mut World, holder: &str) {
    let proposal = Proposal::Erase {
        holder: holder.to_owned(),
        basis: LegalBasis::Erasure,
    };
    let act = world.propose(&proposal, MINISTRY).await.unwrap();
    let open = world.caller("desk").await;
    let purpose = Purpose::HolderAsked;
    // One office erases nobody.
    assert!(
        world
            .authority
            .open_record(&open, holder, purpose, None, world.now)
            .await
            .is_ok()
    );
    let act = world.approve(&act, "south").await.unwrap();
    assert_eq!(act.state, ActState::Effective);
}

async fn erased(authority: &Authority, world: &World, holder: &str) -> bool {
    let desk = world.caller("desk").await;
    let opened = authority
        .open_record(&desk, holder, Purpose::HolderAsked, None, world.now)
        .await;
    opened.err() == Some(AuthorityError::Seal(SealError::Erased))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_of_an_erased_person_stays_erased() {
    let mut world = World::staffed().await;
    let (pass, other) = (world.issue("Zyxwvut").await, world.issue("Abcdefg").await);
    let holder = pass.holder.to_string();
    // A backup: the registry without the key store.
    let backup = tempfile::tempdir().unwrap();
    let from = &world.folder.path().to_owned();
    world.authority.store().close().await;
    for name in ["registry.sqlite", "registry.sqlite-wal", "ring", "founding"] {
        if from.join(name).exists() {
            std::fs::copy(from.join(name), backup.path().join(name)).unwrap();
        }
    }
    world.authority = open(from, &options(from)).await;
    erase(&mut world, &holder).await;
    assert!(erased(&world.authority, &world, &holder).await);
    assert!(!erased(&world.authority, &world, &other.holder.to_string()).await);
    // Restored beside today's key store: the record is there, and stays shut.
    world.authority.store().close().await;
    std::fs::copy(from.join("keys.sqlite"), backup.path().join("keys.sqlite")).unwrap();
    world.authority = open(backup.path(), &options(backup.path())).await;
    assert!(erased(&world.authority, &world, &holder).await);
    assert!(!erased(&world.authority, &world, &other.holder.to_string()).await);
    // The code is worth nothing, and says no more than a wrong one.
    let code = world
        .authority
        .collect(pass.code.as_str(), [1; 16], world.now)
        .await;
    assert_eq!(code.unwrap_err(), AuthorityError::CodeUsed);
}

/// Stopped after the last signature and before the key is gone: the next run goes on.
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_erasure_is_finished() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let holder = pass.holder.to_string();
    let proposal = Proposal::Erase {
        holder: holder.clone(),
        basis: LegalBasis::Retention,
    };
    let act = world.propose(&proposal, MINISTRY).await.unwrap();
    // The south has signed, and nothing else was written.
    let south = world.caller("south").await;
    let store = world.authority.store();
    let rows = store.staff_rows().await.unwrap();
    let key = rows.keys.iter().find(|key| key.officer == south.officer());
    let OfficerSignature::Raw(signature) = world.people["south"].sign(&act.hash) else {
        panic!("a raw key signs so");
    };
    let id = world
        .authority
        .ring()
        .parse_public_id(IdKind::Act, act.id.as_str());
    let (shard, id) = id.unwrap();
    let half = Changeset {
        name: "half",
        shard,
        leaves: vec![any_leaf(&world, shard, ActId(id)).await],
        approvals: vec![ApprovalRow {
            act: ActId(id),
            officer: south.officer(),
            office: south.office(),
            key: key.unwrap().id,
            form: KeyForm::Raw,
            authenticator_data: Vec::new(),
            client_data: Vec::new(),
            signature,
            at: world.now,
        }],
        steps: vec![StepRow {
            act: ActId(id),
            step: 2,
            state: ActState::Approved,
            officer: Some(south.officer()),
            at: world.now,
            effective_at: None,
            channel: None,
        }],
        ..Changeset::default()
    };
    store.apply(&half).await.unwrap();
    let desk = world.caller("desk").await;
    let purpose = Purpose::HolderAsked;
    assert!(
        world
            .authority
            .open_record(&desk, &holder, purpose, None, world.now)
            .await
            .is_ok()
    );
    let due = world.authority.take_due_effects(world.now).await.unwrap();
    assert_eq!((due.effective, due.failed), (1, 0));
    assert!(erased(&world.authority, &world, &holder).await);
    let (shard, key) = world
        .authority
        .ring()
        .parse_public_id(IdKind::Holder, &holder)
        .unwrap();
    let key = cleanbill_issuer::registry::HolderId(key);
    let acts = world.authority.store().acts_of(shard, key).await.unwrap();
    assert_eq!(acts.last().unwrap().act.kind, ActKind::Erase);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_leads_to_its_holder_and_nothing_is_in_the_clear() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let desk = world.caller("desk").await;
    let document = Document::new("passport", "xx", "p-zyxwvut 77").unwrap();
    let query = Query::Document(document);
    let found = world
        .authority
        .find_holders(&desk, &query, world.now)
        .await
        .unwrap();
    assert_eq!(found, [pass.holder]);
    let none = Query::Document(Document::new("passport", "XX", "P1").unwrap());
    assert!(
        world
            .authority
            .find_holders(&desk, &none, world.now)
            .await
            .unwrap()
            .is_empty()
    );
    let correction = renamed("Wvutsrq");
    let holder = pass.holder.to_string();
    world
        .authority
        .correct(&desk, &holder, &correction, None, world.now)
        .await
        .unwrap();
    world.authority.store().close().await;
    for file in std::fs::read_dir(world.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for planted in [
            "Zyxwvut",
            "ZYXWVUT",
            "Wvutsrq",
            "Quirina",
            "1987-03-29",
            "PZYX",
        ] {
            let found = bytes
                .windows(planted.len())
                .any(|part| part == planted.as_bytes());
            assert!(!found, "{planted}");
        }
    }
}
