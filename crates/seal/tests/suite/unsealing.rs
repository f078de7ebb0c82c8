//! Guarantees G10 and G11, attacked.

use std::collections::BTreeMap;

use cleanbill_issuer::registry::{HolderId, Shard};
use cleanbill_issuer::staff::Purpose;
use cleanbill_seal::memory::{MemoryError, MemoryKeys};
use cleanbill_seal::{
    AccessLog, KeyRing, KeyStore, OpenLimits, Opened, Scope, SealError, SealedHolder, UnsealError,
    Unsealer,
};

use crate::setting::{
    EVENT, HOLDER, NOW, OLD_PERSON, OTHER_EVENT, PERSON, Registry, SHARD, Setting, access,
    randomness, ready,
};

fn open(
    registry: &Registry,
    ring: &KeyRing,
    holder: HolderId,
) -> Result<Opened, UnsealError<MemoryError>> {
    let look = access(1, 9, holder, NOW);
    ready(registry.unsealer().open(ring, SHARD, &look, Scope::History))
}

const fn is_send<T: Send>(_: &T) {}

#[test]
fn a_look_is_written_down_and_opens_the_record() {
    let setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    let unsealer = registry.unsealer();
    let look = access(1, 9, HOLDER, NOW);
    let future = unsealer.open(&setting.ring, SHARD, &look, Scope::History);
    is_send(&future);
    let opened = ready(future).unwrap();
    let rows = opened.rows();
    assert_eq!(*opened.person(&rows.persons[0]).unwrap(), PERSON);
    assert_eq!(*opened.person(&rows.persons[1]).unwrap(), OLD_PERSON);
    assert_eq!(*opened.event(&rows.events[0]).unwrap(), EVENT);
    assert_eq!(*opened.event(&rows.events[1]).unwrap(), OTHER_EVENT);
    assert_eq!(opened.channel().unwrap(), None);
    assert_eq!(registry.log.accesses(), [(SHARD, look)]);
    assert_eq!(format!("{opened:?}"), "Opened(..)");
}

/// A log that notes how many data keys had been asked for when it was written.
struct Order<'r> {
    registry: &'r Registry,
    calls: std::sync::Mutex<Vec<&'static str>>,
}

impl AccessLog for &Order<'_> {
    type Error = MemoryError;

    async fn commit_access(
        &self,
        shard: Shard,
        look: &cleanbill_issuer::registry::AccessRow,
        scope: Scope,
    ) -> Result<SealedHolder, MemoryError> {
        self.calls.lock().unwrap().push("log");
        self.registry.log.commit_access(shard, look, scope).await
    }

    async fn commit_accesses(
        &self,
        shard: Shard,
        looks: &[cleanbill_issuer::registry::AccessRow],
    ) -> Result<(), MemoryError> {
        self.calls.lock().unwrap().push("log");
        self.registry.log.commit_accesses(shard, looks).await
    }
}

impl KeyStore for &Order<'_> {
    type Error = MemoryError;

    async fn put(
        &self,
        shard: Shard,
        rows: &[cleanbill_issuer::registry::DataKeyRow],
    ) -> Result<(), MemoryError> {
        self.registry.keys.put(shard, rows).await
    }

    async fn keys(
        &self,
        shard: Shard,
        holders: &[HolderId],
    ) -> Result<Vec<cleanbill_issuer::registry::DataKeyRow>, MemoryError> {
        self.calls.lock().unwrap().push("keys");
        self.registry.keys.keys(shard, holders).await
    }

    async fn erase(&self, shard: Shard, holder: HolderId) -> Result<bool, MemoryError> {
        self.registry.keys.erase(shard, holder).await
    }

    async fn older(
        &self,
        shard: Shard,
        epoch: i32,
        after: Option<HolderId>,
        rows_max: u32,
    ) -> Result<Vec<cleanbill_issuer::registry::DataKeyRow>, MemoryError> {
        self.registry
            .keys
            .older(shard, epoch, after, rows_max)
            .await
    }

    async fn replace(
        &self,
        shard: Shard,
        from: &[cleanbill_issuer::registry::DataKeyRow],
        to: &[cleanbill_issuer::registry::DataKeyRow],
    ) -> Result<(), MemoryError> {
        self.registry.keys.replace(shard, from, to).await
    }
}

#[test]
fn g11_no_key_is_fetched_before_the_entry_is_committed() {
    let setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    let order = Order {
        registry: &registry,
        calls: std::sync::Mutex::default(),
    };
    let unsealer = Unsealer::new(&order, &order, OpenLimits::default());
    let look = access(1, 9, HOLDER, NOW);
    ready(unsealer.open(&setting.ring, SHARD, &look, Scope::Record)).unwrap();
    let looks = [access(2, 9, HOLDER, NOW)];
    ready(unsealer.keys_for_writing(&setting.ring, SHARD, &looks)).unwrap();
    assert_eq!(*order.calls.lock().unwrap(), ["log", "keys", "log", "keys"]);

    registry.log.refuse(true);
    let refused = ready(unsealer.open(&setting.ring, SHARD, &look, Scope::Record));
    assert_eq!(
        refused.unwrap_err(),
        UnsealError::Store(MemoryError::Refused)
    );
    let refused = ready(unsealer.keys_for_writing(&setting.ring, SHARD, &looks));
    assert_eq!(
        refused.unwrap_err(),
        UnsealError::Store(MemoryError::Refused)
    );
    assert_eq!(order.calls.lock().unwrap()[4..], ["log", "log"]);
}

#[test]
fn g11_rows_that_were_swapped_do_not_open() {
    let setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    let other = HolderId(1_002);
    registry.add(&setting.ring, other);
    let opened = open(&registry, &setting.ring, HOLDER).unwrap();
    let foreign = open(&registry, &setting.ring, other).unwrap();
    let refused = Err(SealError::NotAuthentic);

    let rows = opened.rows();
    // An old version in the place of the new one; one event in that of another.
    let mut person = rows.persons[0].clone();
    person.sealed.clone_from(&rows.persons[1].sealed);
    assert_eq!(opened.person(&person), refused);
    let mut event = rows.events[0].clone();
    event.sealed.clone_from(&rows.events[1].sealed);
    assert_eq!(opened.event(&event), refused);
    // Another table's, another holder's.
    person.sealed.clone_from(&rows.events[0].sealed);
    assert_eq!(opened.person(&person), refused);
    person.sealed.clone_from(&foreign.rows().persons[0].sealed);
    assert_eq!(opened.person(&person), refused);
    // Changed anywhere, or cut anywhere.
    let sealed = &rows.persons[0].sealed;
    for at in 0..sealed.len() {
        person.sealed.clone_from(sealed);
        person.sealed[at] ^= 1;
        assert_eq!(opened.person(&person), refused);
        person.sealed = sealed[..at].to_vec();
        assert_eq!(opened.person(&person), refused);
    }
    person.sealed = vec![0; 1 << 20];
    assert_eq!(opened.person(&person), refused);
}

/// Whoever swaps rows of the key store gets a key that is refused, not another's record.
#[test]
fn g11_swapped_data_keys_and_shards_are_refused() {
    let setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    let (_, row) = registry.keys.rows()[0].clone();
    for (shard, holder) in [(SHARD, HolderId(1_002)), (Shard(4), HOLDER)] {
        let keys = MemoryKeys::default();
        let mut moved = row.clone();
        moved.holder = holder;
        ready(keys.put(shard, &[moved])).unwrap();
        let unsealer = Unsealer::new(&registry.log, &keys, OpenLimits::default());
        let look = access(1, 9, holder, NOW);
        let opened = ready(unsealer.open(&setting.ring, shard, &look, Scope::Record));
        assert_eq!(opened.unwrap_err(), SealError::NotAuthentic.into());
    }
}

#[test]
fn g11_a_stolen_database_tells_nothing() {
    let setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    let opened = open(&registry, &setting.ring, HOLDER).unwrap();
    let rows = opened.rows();
    let sealed = rows.persons.iter().map(|row| &row.sealed);
    let sealed = sealed.chain(rows.events.iter().map(|row| &row.sealed));
    let stolen: Vec<u8> = sealed.flatten().copied().collect();
    for secret in [PERSON, OLD_PERSON, EVENT, OTHER_EVENT] {
        let part = &secret[..6];
        assert!(!stolen.windows(part.len()).any(|window| window == part));
    }
    // With both databases, but a ring of one's own making.
    let kek = cleanbill_seal::FileKek::new(&[3; 32]).unwrap();
    let path = setting.folder.path().join("thief.cbor");
    let thief = KeyRing::create(&path, &kek, NOW, &mut randomness(50)).unwrap();
    let error = open(&registry, &thief, HOLDER).unwrap_err();
    assert_eq!(error, SealError::NotAuthentic.into());
}

#[test]
fn g10_an_erased_record_does_not_open_again() {
    let mut setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    registry.add(&setting.ring, HolderId(1_002));
    let backup = registry.keys.rows();
    let unsealer = registry.unsealer();
    assert_eq!(ready(unsealer.erase(SHARD, HOLDER)), Ok(true));
    assert_eq!(ready(unsealer.erase(SHARD, HOLDER)), Ok(false));
    let error = open(&registry, &setting.ring, HOLDER).unwrap_err();
    assert_eq!(error, SealError::Erased.into());
    // The look was written down all the same, and others are not touched.
    assert_eq!(registry.log.accesses().len(), 1);
    open(&registry, &setting.ring, HolderId(1_002)).unwrap();

    // Whoever kept an old backup of the key store has it, until the epoch is retired.
    let mut random = randomness(60);
    setting
        .ring
        .rotate_epoch(&setting.kek, NOW, &mut random)
        .unwrap();
    let moved = ready(unsealer.rewrap(&setting.ring, SHARD, None, 100, &mut random));
    assert_eq!(moved, Ok(Some(HolderId(1_002))));
    setting
        .ring
        .retire_epoch(1, &setting.kek, &mut random)
        .unwrap();
    open(&registry, &setting.ring, HolderId(1_002)).unwrap();
    let restored = Registry {
        keys: MemoryKeys::default(),
        ..registry
    };
    for (shard, row) in backup {
        ready(restored.keys.put(shard, &[row])).unwrap();
    }
    let error = open(&restored, &setting.ring, HOLDER).unwrap_err();
    assert_eq!(error, SealError::UnknownEpoch { epoch: 1 }.into());
}

#[test]
fn g10_what_is_erased_while_keys_move_stays_erased() {
    let mut setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    let from: Vec<_> = registry
        .keys
        .rows()
        .into_iter()
        .map(|(_, row)| row)
        .collect();
    let mut random = randomness(60);
    setting
        .ring
        .rotate_epoch(&setting.kek, NOW, &mut random)
        .unwrap();
    let to = setting.ring.rewrap(SHARD, &from[0], &mut random).unwrap();
    ready(registry.keys.erase(SHARD, HOLDER)).unwrap();
    ready(registry.keys.replace(SHARD, &from, &[to.unwrap()])).unwrap();
    assert_eq!(registry.keys.rows(), []);
}

#[test]
fn keys_move_in_batches_to_the_end() {
    let mut setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    for holder in 2..=7 {
        registry.add(&setting.ring, HolderId(holder));
    }
    let mut random = randomness(61);
    setting
        .ring
        .rotate_epoch(&setting.kek, NOW, &mut random)
        .unwrap();
    let unsealer = registry.unsealer();
    let (mut after, mut batches) = (None, 0);
    while let Some(last) =
        ready(unsealer.rewrap(&setting.ring, SHARD, after, 3, &mut random)).unwrap()
    {
        after = Some(last);
        batches += 1;
    }
    assert_eq!(batches, 3);
    assert!(registry.keys.rows().iter().all(|(_, row)| row.epoch == 2));
    let opened = open(&registry, &setting.ring, HOLDER).unwrap();
    assert_eq!(*opened.person(&opened.rows().persons[0]).unwrap(), PERSON);
}

#[test]
fn keys_for_writing_come_in_the_order_of_the_looks() {
    let setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    registry.add(&setting.ring, HolderId(5));
    let looks =
        [HOLDER, HolderId(404), HolderId(5), HOLDER].map(|holder| access(holder.0, 9, holder, NOW));
    let unsealer = registry.unsealer();
    let keys = ready(unsealer.keys_for_writing(&setting.ring, SHARD, &looks)).unwrap();
    let secrets: Vec<_> = keys
        .iter()
        .map(|key| {
            let key = key.as_ref().map_err(Clone::clone)?;
            Ok(*key.commitment_secret(crate::setting::PASS).unwrap())
        })
        .collect();
    assert_eq!(secrets[1], Err(SealError::Erased));
    assert_eq!(secrets[0], secrets[3]);
    assert_ne!(secrets[0], secrets[2]);
    assert_eq!(registry.log.accesses().len(), 4);
}

#[test]
fn a_second_key_for_a_holder_is_refused() {
    let setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    let mut random = randomness(70);
    let (_, row) = setting
        .ring
        .generate_data_key(SHARD, HOLDER, &mut random)
        .unwrap();
    let kept = ready(registry.unsealer().keep(SHARD, &[row]));
    assert_eq!(kept, Err(UnsealError::Store(MemoryError::Conflict)));
}

#[test]
fn g11_an_officer_cannot_walk_through_the_register() {
    let setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    let unsealer = registry.unsealer();
    let look = |officer, at, purpose| {
        let mut look = access(1, officer, HOLDER, at);
        look.purpose = purpose;
        let opened = ready(unsealer.open(&setting.ring, SHARD, &look, Scope::Record));
        opened.map(|_| ())
    };
    let mut opened = 0;
    let mut waits = BTreeMap::new();
    // Ten hours, a try a second.
    for second in 0..36_000 {
        match look(9, NOW + second, Purpose::HolderAsked) {
            Ok(()) => opened += 1,
            Err(UnsealError::Seal(SealError::RateLimited { retry_after_secs })) => {
                *waits.entry(retry_after_secs).or_insert(0) += 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    // What was saved up, and then one in six seconds.
    assert_eq!(opened, 600 + 36_000 / 6 - 1);
    assert_eq!(registry.log.accesses().len(), opened as usize);
    assert!(waits.keys().all(|wait| (1..=6).contains(wait)), "{waits:?}");
    // Others are not held up, and neither is the holder.
    let now = NOW + 35_999;
    assert_eq!(look(10, now, Purpose::HolderAsked), Ok(()));
    assert_eq!(look(9, now, Purpose::Own), Ok(()));
    // Turning the clock back and forth gains nothing.
    let mut gained = 0;
    for _ in 0..100 {
        gained += i32::from(look(9, NOW, Purpose::HolderAsked).is_ok());
        gained += i32::from(look(9, now, Purpose::HolderAsked).is_ok());
    }
    assert_eq!(gained, 0);
}

#[test]
fn sixty_at_once_and_no_more() {
    let setting = Setting::new();
    let registry = Registry::with_holder(&setting.ring, HOLDER);
    let unsealer = registry.unsealer();
    let look = access(1, 9, HOLDER, NOW);
    for _ in 0..60 {
        ready(unsealer.open(&setting.ring, SHARD, &look, Scope::Key)).unwrap();
    }
    let error = ready(unsealer.open(&setting.ring, SHARD, &look, Scope::Key)).unwrap_err();
    let expected = SealError::RateLimited {
        retry_after_secs: 1,
    };
    assert_eq!(error, expected.into());
}
