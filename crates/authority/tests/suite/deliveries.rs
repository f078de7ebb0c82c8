//! Doses are counted against deliveries, and deliveries are counted once.

use cleanbill_authority::{AuthorityError, RequestKey};
use cleanbill_crypto::sha256;
use cleanbill_issuer::plausibility::EntryError;
use cleanbill_issuer::staff::{AlarmKind, StaffError};

use crate::world::{MINISTRY, NORTH, World, told};

const PRODUCT: &str = "EU/1/20/1528";

async fn taken(world: &World, by: &str, list: &str) -> Result<(i64, i64, bool), AuthorityError> {
    let caller = world.caller(by).await;
    let (hash, input) = (
        sha256(list.as_bytes()),
        std::io::Cursor::new(list.to_owned()),
    );
    let end = world
        .authority
        .import_deliveries(&caller, input, hash, world.now)
        .await?;
    Ok((end.progress.good, end.progress.bad, end.was_done))
}

async fn dose(world: &mut World, surname: &str) -> Result<(), AuthorityError> {
    let nurse = world.caller("nurse").await;
    world.now += 5;
    let issued = world
        .authority
        .issue(&nurse, told(surname), None, world.now);
    issued.await.map(drop)
}

const LIST: &str = "lot,clinic,doses,product\n\
    lot 7,Clinic North,2,EU/1/20/1528\n\
    LOT7,Nowhere,5,EU/1/20/1528\n\
    LOT7,Clinic South,100,EU/1/20/1528\n";

#[tokio::test(flavor = "multi_thread")]
async fn more_doses_than_were_delivered_block_further_entry_until_another_office_lets_it_go_on() {
    let mut world = World::staffed().await;
    assert_eq!(taken(&world, MINISTRY, LIST).await, Ok((2, 1, false)));
    dose(&mut world, "Aa").await.unwrap();
    dose(&mut world, "Bb").await.unwrap();
    let over = AuthorityError::Entry(EntryError::MoreThanDelivered { delivered: 2 });
    assert_eq!(dose(&mut world, "Cc").await, Err(over.clone()));
    let held = AuthorityError::Entry(EntryError::Held);
    assert_eq!(dose(&mut world, "Cc").await, Err(held.clone()));
    let store = world.authority.store().clone();
    assert_eq!(store.holds(0, 10).await.unwrap().len(), 1);
    let alarms = store.alarms(None, 10).await.unwrap();
    assert_eq!(
        (alarms.len(), alarms[0].kind),
        (1, AlarmKind::MoreThanDelivered)
    );
    // Not the clinic itself, not whoever has no say, not elsewhere, not by another spelling only.
    for (by, office, lot, code) in [
        (NORTH, "Clinic North", "LOT7", "authority.not-independent"),
        ("nurse", "Clinic North", "LOT7", "authority.forbidden"),
        ("desk", "Clinic North", "LOT7", "authority.forbidden"),
        ("reviewer", "Clinic North", "LOT7", "authority.forbidden"),
        ("south", "Clinic West", "LOT7", StaffError::NoOffice.code()),
        ("south", "Clinic North", "", "intake.lot"),
    ] {
        let caller = world.caller(by).await;
        let lot = (PRODUCT, lot);
        let refused = world
            .authority
            .hold_entry(&caller, office, lot, false, None, world.now);
        assert_eq!(refused.await.unwrap_err().code(), code, "{by}");
    }
    // Let go on without a delivery, it is held again by the next dose.
    let south = world.caller("south").await;
    let key = RequestKey {
        key: "let go".to_owned(),
        request_hash: [1; 32],
    };
    let lot = (PRODUCT, "lot 7");
    let (authority, now) = (world.authority.clone(), world.now);
    let act = authority
        .hold_entry(&south, "Clinic North", lot, false, Some(&key), now)
        .await;
    let act = act.unwrap();
    assert_eq!(store.holds(0, 10).await.unwrap(), []);
    assert_eq!(dose(&mut world, "Cc").await, Err(over.clone()));
    assert_eq!(store.holds(0, 10).await.unwrap().len(), 1);
    // A replayed request lets nothing go on a second time.
    let now = world.now;
    let again = authority
        .hold_entry(&south, "Clinic North", lot, false, Some(&key), now)
        .await;
    assert_eq!(again.unwrap().id, act.id);
    assert_eq!(dose(&mut world, "Cc").await, Err(held));
    // One more arrived: one more is entered.
    let more = "product;lot;clinic;doses\nEU/1/20/1528;LOT7;Clinic North;1\n";
    assert_eq!(taken(&world, MINISTRY, more).await, Ok((1, 0, false)));
    let now = world.now;
    let done = authority
        .hold_entry(&south, "Clinic North", lot, false, None, now)
        .await;
    assert!(done.is_ok());
    dose(&mut world, "Cc").await.unwrap();
    let over = AuthorityError::Entry(EntryError::MoreThanDelivered { delivered: 3 });
    assert_eq!(dose(&mut world, "Dd").await, Err(over));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lot_is_held_before_anything_is_wrong() {
    let mut world = World::staffed().await;
    let north = world.caller(NORTH).await;
    let lot = (PRODUCT, "LOT7");
    let held = world
        .authority
        .hold_entry(&north, "Clinic North", lot, true, None, world.now);
    held.await.unwrap();
    let held = AuthorityError::Entry(EntryError::Held);
    assert_eq!(dose(&mut world, "Aa").await, Err(held));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_taken_once_by_whomever_and_not_for_ones_own_office() {
    let world = World::staffed().await;
    for by in ["nurse", "desk", "reviewer"] {
        let refused = taken(&world, by, LIST).await.unwrap_err();
        assert!(matches!(refused, AuthorityError::Forbidden { .. }), "{by}");
    }
    // The north counts nothing for itself.
    assert_eq!(taken(&world, NORTH, LIST).await, Ok((1, 2, false)));
    assert_eq!(taken(&world, NORTH, LIST).await, Ok((0, 0, true)));
    let again = taken(&world, MINISTRY, LIST).await;
    assert_eq!(again, Err(AuthorityError::AlreadyTaken));
    let store = world.authority.store();
    let north = world.caller(NORTH).await.office();
    let delivered = store.doses_delivered(north, PRODUCT, "LOT7").await.unwrap();
    assert_eq!(delivered, (0, 100));
    // The rows that were not taken are with the job.
    let jobs = store.jobs(Some(north), None, 10).await.unwrap();
    let errors = store.job_errors(jobs[0].id, 0, 10).await.unwrap();
    let codes: Vec<_> = errors.iter().map(|error| error.code.as_str()).collect();
    assert_eq!(codes, ["authority.not-independent", "staff.no-office"]);
    // Nothing good in it: no act, and no error.
    let none = "product,lot,clinic,doses\n,,,\n";
    assert_eq!(taken(&world, MINISTRY, none).await, Ok((0, 1, false)));
    let refused = taken(&world, MINISTRY, "product,lot\n").await.unwrap_err();
    assert_eq!(refused.code(), "csv.missing-column");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_take_one_list_at_once_one_does() {
    let world = World::staffed().await;
    let callers = [world.caller(MINISTRY).await, world.caller("south").await];
    let list = "product,lot,clinic,doses\nEU/1/20/1528,LOT7,Clinic North,10\n";
    let tries = (0..6).map(|number| {
        let (authority, now) = (world.authority.clone(), world.now);
        let caller = callers[number % 2].clone();
        tokio::spawn(async move {
            let (hash, input) = (sha256(list.as_bytes()), std::io::Cursor::new(list));
            authority
                .import_deliveries(&caller, input, hash, now)
                .await
                .map(drop)
        })
    });
    for one in tries.collect::<Vec<_>>() {
        let outcome = one.await.unwrap();
        assert!(
            [Ok(()), Err(AuthorityError::AlreadyTaken)].contains(&outcome),
            "{outcome:?}"
        );
    }
    let north = world.caller(NORTH).await.office();
    let delivered = world
        .authority
        .store()
        .doses_delivered(north, PRODUCT, "LOT7")
        .await;
    assert_eq!(delivered.unwrap(), (10, 10));
}
