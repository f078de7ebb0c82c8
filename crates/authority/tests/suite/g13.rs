//! G13: the end of a scheme. What two offices decided is done, and nothing opens after it.

use cleanbill_authority::sunset::{decision, founding, purge, tell_key_end};
use cleanbill_authority::{Authority, AuthorityError, NewMandate, Proposal};
use cleanbill_crypto::sha256;
use cleanbill_issuer::act::LegalBasis;
use cleanbill_issuer::staff::Purpose;
use cleanbill_issuer::sunset::PURGE_FROM;
use cleanbill_ledger::leaf::{EndOfKey, KeyEnd, Leaf};
use cleanbill_seal::{FileKek, KeyRing, SealError};
use cleanbill_store::{FileKind, Store, StoreConfig};

use crate::world::{DAY, MINISTRY, NORTH, World, open, options, url};

fn configure(value: i64) -> Proposal {
    Proposal::Configure {
        name: PURGE_FROM.to_owned(),
        value: value.to_string(),
    }
}

async fn decided(world: &World) -> Option<(i64, i64)> {
    let options = options(world.folder.path());
    let founding = founding(&world.folder.path().join("founding")).unwrap();
    let reader = world.authority.store().publisher();
    let decision = decision(&reader, &founding, &options.relying_parties).await;
    decision
        .unwrap()
        .map(|decision| (decision.at, decision.from))
}

/// What each of these people's records says when it is opened.
async fn opened(authority: &Authority, world: &World, holders: &[String]) -> Vec<String> {
    let desk = world.caller("desk").await;
    let mut said = Vec::new();
    for holder in holders {
        let opened = authority.open_record(&desk, holder, Purpose::HolderAsked, None, world.now);
        said.push(match opened.await {
            Ok(_) => "opened".to_owned(),
            Err(error) => error.code().to_owned(),
        });
    }
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_two_offices_decide_the_purge_and_no_row_does() {
    let mut world = World::staffed().await;
    assert_eq!(decided(&world).await, None);
    let from = world.now + 90 * DAY;
    let act = world.propose(&configure(from), MINISTRY).await.unwrap();
    assert_eq!(decided(&world).await, None, "one office decides nothing");
    world.approve(&act, NORTH).await.unwrap();
    let (at, told) = decided(&world).await.unwrap();
    assert_eq!(told, from);
    assert!(at < world.now);
    // Who writes rows writes the table of settings, and nobody asks it.
    let file = world.folder.path().join("registry.sqlite");
    let sql = "UPDATE setting SET value = '1' WHERE name = 'sunset.purge-from'";
    let wrote = std::process::Command::new("sqlite3")
        .arg(&file)
        .arg(sql)
        .status();
    if wrote.is_ok_and(|status| status.success()) {
        assert_eq!(decided(&world).await.unwrap().1, from);
    }
    world.now += 60;
    world.enact(&configure(0), MINISTRY, NORTH).await.unwrap();
    assert_eq!(decided(&world).await.unwrap().1, 0, "taken back");
    for value in [-1, 253_402_300_800] {
        let refused = world.propose(&configure(value), MINISTRY).await;
        assert_eq!(refused.unwrap_err(), AuthorityError::Setting);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_after_the_purge_nothing_opens_and_no_restored_backup_does_without_the_kek() {
    let mut world = World::staffed().await;
    let mut people = Vec::new();
    for name in ["Zyxwvut", "Abcdefg", "Mnopqrs"] {
        people.push(world.issue(name).await);
    }
    let holders: Vec<String> = people.iter().map(|pass| pass.holder.to_string()).collect();
    let desk = world.caller("desk").await;
    let mandate = NewMandate {
        holder: &holders[0],
        representative: &holders[1],
        may_act: true,
        ends_at: Some(world.now + DAY),
        basis: LegalBasis::Representation,
    };
    let given = world
        .authority
        .give_mandate(&desk, &mandate, None, world.now);
    given.await.unwrap();
    assert_eq!(
        opened(&world.authority, &world, &holders).await,
        ["opened"; 3]
    );
    // Backups of everything, the key store too.
    let from = world.folder.path().to_owned();
    let backup = tempfile::tempdir().unwrap();
    world.authority.store().close().await;
    for name in ["registry.sqlite", "keys.sqlite", "ring", "founding"] {
        for end in ["", "-wal"] {
            let name = format!("{name}{end}");
            if from.join(&name).exists() {
                std::fs::copy(from.join(&name), backup.path().join(&name)).unwrap();
            }
        }
    }
    world.authority = open(&from, &options(&from)).await;
    let mut told = Vec::new();
    let store = world.authority.store().clone();
    let after = purge(&store, world.now, &mut |done| told.push(done))
        .await
        .unwrap();
    assert!(after.is_clean());
    assert!(after.sealed >= 9);
    assert_eq!(told.last(), Some(&3));
    // Every sealed row refuses, here and beside the restored registry.
    let said = opened(&world.authority, &world, &holders).await;
    assert_eq!(said, ["seal.erased"; 3]);
    let light = world
        .authority
        .reissue(&desk, people[0].pass.as_str(), world.now)
        .await;
    assert_eq!(light.unwrap_err(), AuthorityError::Seal(SealError::Erased));
    // Again: it ends as it ended.
    let again = purge(&store, world.now, &mut |_| {}).await.unwrap();
    assert_eq!(again, after);
    store.close().await;
    let registry = tempfile::tempdir().unwrap();
    for name in ["registry.sqlite", "registry.sqlite-wal", "ring", "founding"] {
        if backup.path().join(name).exists() {
            std::fs::copy(backup.path().join(name), registry.path().join(name)).unwrap();
        }
    }
    std::fs::copy(
        from.join("keys.sqlite"),
        registry.path().join("keys.sqlite"),
    )
    .unwrap();
    world.authority = open(registry.path(), &options(registry.path())).await;
    assert_eq!(
        opened(&world.authority, &world, &holders).await,
        ["seal.erased"; 3]
    );
    // A backup of the key store too: the data keys are there again, and wrapped by a ring that
    // only the key-encryption key opens, which is destroyed.
    let store = Store::open(&StoreConfig::new(url(backup.path())))
        .await
        .unwrap();
    assert_eq!(store.purge_counts().await.unwrap().data_keys, 3);
    let ring = backup.path().join("ring");
    let other = FileKek::new(&[8; 32]).unwrap();
    assert_eq!(
        KeyRing::open(&ring, &other).err(),
        Some(SealError::WrongKek)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_the_end_of_a_key_is_told_once_with_the_key() {
    let world = World::founded().await;
    let store = world.authority.store();
    for _ in 0..2 {
        let told = tell_key_end(store, [1; 8], [2; 32], Some(b"key"));
        told.await.unwrap();
        tell_key_end(store, [3; 8], [4; 32], None).await.unwrap();
    }
    let files = store.sequencing().files().await.unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(
        (files[0].kind, files[0].digest, files[0].body.as_slice()),
        (FileKind::Object, sha256(b"key"), b"key".as_slice())
    );
    let shard = cleanbill_issuer::registry::Shard::default();
    let leaves = store.ledger().leaves(shard, None, 1_000).await.unwrap();
    let ends: Vec<Leaf> = leaves
        .iter()
        .filter_map(|leaf| Leaf::parse(&leaf.body).ok())
        .filter(|leaf| matches!(leaf, Leaf::KeyEnd(_)))
        .collect();
    let end = |kid, certificate, end, key| {
        Leaf::KeyEnd(KeyEnd {
            kid,
            certificate,
            end,
            key,
        })
    };
    assert_eq!(
        ends,
        [
            end([1; 8], [2; 32], EndOfKey::Published, Some(sha256(b"key"))),
            end([3; 8], [4; 32], EndOfKey::Destroyed, None),
        ]
    );
}
