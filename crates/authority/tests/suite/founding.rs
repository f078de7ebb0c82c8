//! Who is an officer, and by whose word.

use cleanbill_authority::{AuthorityError, FoundingDraft, Invited, NewKey, Proposal};
use cleanbill_crypto::Signer as _;
use cleanbill_issuer::approval::ApprovalError;
use cleanbill_issuer::registry::{
    ActId, AppointmentRow, Changeset, OfficeId, OfficerId, OfficerKeyId, OfficerKeyRow, OfficerRow,
    RowId,
};
use cleanbill_issuer::staff::{KeyForm, OfficeKind, Role, StaffError};

use crate::world::{DAY, MINISTRY, NORTH, Person, START, World, office, open, options};

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_is_founded_once_and_pinned_outside() {
    let world = World::founded().await;
    let authority = &world.authority;
    assert!(authority.is_founded().await.unwrap());
    let again = authority.begin_founding(world.now).await;
    assert_eq!(again.unwrap_err(), AuthorityError::AlreadyFounded);
    // In the second of the founding nobody acts yet; afterwards both do.
    let early = authority.caller(1, START).await;
    assert_eq!(early.unwrap_err(), AuthorityError::NotAppointed);
    let head = world.caller(NORTH).await;
    assert_eq!((head.role(), head.region()), (Role::OfficeHead, "XX-A"));
    // Without the pin, or with another, nobody is an officer, whatever the rows say.
    let pin = world.folder.path().join("founding");
    let hash = std::fs::read_to_string(&pin).unwrap();
    std::fs::remove_file(&pin).unwrap();
    let other = open(world.folder.path(), &options(world.folder.path())).await;
    let caller = other.caller(1, world.now).await;
    assert_eq!(caller.unwrap_err(), AuthorityError::NotPinned);
    std::fs::write(&pin, "00".repeat(32)).unwrap();
    let caller = other.caller(1, world.now).await;
    assert_eq!(caller.unwrap_err(), StaffError::NoFounding.into());
    std::fs::write(&pin, hash).unwrap();
    assert!(other.caller(1, world.now).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_founds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let authority = open(folder.path(), &options(folder.path())).await;
    let first = authority.begin_founding(START).await.unwrap();
    let person = Person::new(None);
    let key = person.new_key(&authority.registration_challenge(&first));
    let offices = |names: [&str; 2]| FoundingDraft {
        offices: names
            .map(|name| office(name, "XX", OfficeKind::Authority))
            .into(),
    };
    let one = authority
        .found(&first, offices(["A", "A"]), &key, START)
        .await;
    assert_eq!(one.unwrap_err(), StaffError::Founders.into());
    // A key that answers to another challenge is not taken.
    let stolen = person.new_key(&[0; 32]);
    let stolen = authority
        .found(&first, offices(["A", "B"]), &stolen, START)
        .await;
    assert!(matches!(stolen.unwrap_err(), AuthorityError::Approval(_)));
    let second = authority
        .found(&first, offices(["A", "B"]), &key, START)
        .await;
    let second = second.unwrap();
    let again = authority
        .found(&first, offices(["A", "B"]), &key, START)
        .await;
    assert_eq!(again.unwrap_err(), AuthorityError::NotFound);
    let alone = authority.founding_act(&second, START).await;
    assert_eq!(alone.unwrap_err(), StaffError::Founders.into());
    // The same key is no second person.
    let key = person.new_key(&authority.registration_challenge(&second));
    let same = authority.join_founding(&second, &key, START).await;
    assert_eq!(same.unwrap_err(), StaffError::KeyTwice.into());
    let other = Person::new(Some("other"));
    let key = other.new_key(&authority.registration_challenge(&second));
    authority.join_founding(&second, &key, START).await.unwrap();
    let act = authority.founding_act(&second, START).await.unwrap();
    // The first signs for both: not with the key of the second.
    let signature = person.sign(&act.hash);
    let forged = authority.sign_founding(&second, 2, &signature, START);
    assert!(matches!(
        forged.await.unwrap_err(),
        AuthorityError::Approval(ApprovalError::Key)
    ));
    // Who comes back later reads a new time, and signs that.
    let later = authority
        .founding_act(&second, START + 3_600)
        .await
        .unwrap();
    assert_ne!(later.hash, act.hash);
    let old = authority.sign_founding(&second, 1, &signature, START + 3_600);
    assert!(old.await.is_err());
    assert!(!authority.is_founded().await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_superusers_rows_make_nobody_an_officer() {
    let world = World::staffed().await;
    let authority = &world.authority;
    let spy = Person::new(Some("spy"));
    let ministry = world.caller(MINISTRY).await;
    let (id, act) = (OfficerId(900_001), ActId(900_009));
    let rows = Changeset {
        name: "superuser",
        officers: vec![OfficerRow {
            id,
            number: 666,
            act,
        }],
        officer_keys: vec![OfficerKeyRow {
            id: OfficerKeyId(900_002),
            officer: id,
            form: KeyForm::Passkey,
            credential_id: b"spy".to_vec(),
            public_key: spy.key.public_key().to_spki_der().to_vec(),
            rp_id: "pass.example".to_owned(),
            act,
        }],
        appointments: vec![AppointmentRow {
            id: RowId(900_003),
            officer: id,
            office: ministry.office(),
            role: Role::OfficeHead,
            begins: true,
            act,
            at: START,
        }],
        ..Changeset::default()
    };
    let before = authority.staff(&ministry).await.unwrap();
    authority.store().apply(&rows).await.unwrap();
    let refused = AuthorityError::NotAppointed;
    let caller = authority.caller(666, world.now).await;
    assert_eq!(caller.unwrap_err(), refused);
    let caller = authority.caller_of(id, world.now).await;
    assert_eq!(caller.unwrap_err(), refused);
    let key = authority.sign_in_key(b"spy", world.now).await;
    assert_eq!(key.unwrap_err(), refused);
    let after = authority.staff(&ministry).await.unwrap();
    assert_eq!(after.officers, before.officers);
    assert_eq!(after.rejected_rows, before.rejected_rows + 3);
    // Nor does an end of an appointment that nobody signed end it.
    let end = Changeset {
        name: "superuser",
        appointments: vec![AppointmentRow {
            id: RowId(900_004),
            officer: ministry.officer(),
            office: OfficeId(ministry.office().0),
            role: Role::OfficeHead,
            begins: false,
            act,
            at: world.now,
        }],
        ..Changeset::default()
    };
    authority.store().apply(&end).await.unwrap();
    assert!(authority.caller(1, world.now + 5).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn appointments_take_two_offices_and_end() {
    let mut world = World::staffed().await;
    // By one office: the act waits, and nobody is appointed.
    world
        .appoint("north-two", "Clinic North", Role::OfficeHead)
        .await
        .unwrap();
    let invited = Invited {
        office: "Clinic North".to_owned(),
        role: Role::Clinic,
        officer: None,
    };
    let head = world.caller(NORTH).await;
    let token = world
        .authority
        .invite(&head, &invited, world.now)
        .await
        .unwrap();
    let crony = Person::new(Some("crony"));
    let key = crony.new_key(&world.authority.registration_challenge(&token));
    let registered = world
        .authority
        .register(&token, &key, world.now)
        .await
        .unwrap();
    let again = world.authority.register(&token, &key, world.now).await;
    assert_eq!(again.unwrap_err(), AuthorityError::NotFound);
    let proposal = Proposal::Appoint {
        key: registered.fingerprint,
        login: None,
    };
    let waiting = world.enact(&proposal, NORTH, "north-two").await.unwrap();
    assert!(waiting.steps.len() == 1 && waiting.approvals.len() == 2);
    let none = world.authority.caller(registered.officer, world.now).await;
    assert_eq!(none.unwrap_err(), AuthorityError::NotAppointed);
    world.approve(&waiting, MINISTRY).await.unwrap();
    assert!(
        world
            .authority
            .caller(registered.officer, world.now)
            .await
            .is_ok()
    );
    // Another server over the same database knows it at once, and the dismissal as well.
    let other = open(world.folder.path(), &options(world.folder.path())).await;
    let nurse = other.caller(registered.officer, world.now).await.unwrap();
    assert_eq!(nurse.role(), Role::Clinic);
    assert_eq!(
        other
            .sign_in_key(b"crony", world.now)
            .await
            .unwrap()
            .officer,
        nurse.number()
    );
    let dismissal = Proposal::Dismiss {
        officer: registered.officer,
    };
    world.enact(&dismissal, MINISTRY, "south").await.unwrap();
    let gone = other.caller(registered.officer, world.now).await;
    assert_eq!(gone.unwrap_err(), AuthorityError::NotAppointed);
    assert!(other.sign_in_key(b"crony", world.now).await.is_err());
    // An office that is closed has nobody.
    let closing = Proposal::CloseOffice {
        office: "Desk".to_owned(),
    };
    let desk = world.people["desk"].number;
    world.enact(&closing, MINISTRY, NORTH).await.unwrap();
    let gone = world.authority.caller(desk, world.now).await;
    assert_eq!(gone.unwrap_err(), AuthorityError::NotAppointed);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_run_out_and_keys_are_one_persons() {
    let world = World::founded().await;
    let ministry = world.caller(MINISTRY).await;
    let invited = Invited {
        office: "Clinic South".to_owned(),
        role: Role::Clinic,
        officer: None,
    };
    let token = world
        .authority
        .invite(&ministry, &invited, world.now)
        .await
        .unwrap();
    let person = Person::new(None);
    let key = person.new_key(&world.authority.registration_challenge(&token));
    let late = world
        .authority
        .register(&token, &key, world.now + 8 * DAY)
        .await;
    assert_eq!(late.unwrap_err(), AuthorityError::NotFound);
    // The founder's own key again.
    let own = world.people[MINISTRY].new_key(&world.authority.registration_challenge(&token));
    let own = world.authority.register(&token, &own, world.now).await;
    assert_eq!(own.unwrap_err(), StaffError::KeyTwice.into());
    let broken = NewKey::Passkey(b"{}".to_vec());
    assert!(
        world
            .authority
            .register(&token, &broken, world.now)
            .await
            .is_err()
    );
    // What failed did not use the link up.
    assert!(
        world
            .authority
            .register(&token, &key, world.now)
            .await
            .is_ok()
    );
}
