//! An authority with a ring in a folder, and randomness that repeats.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use cleanbill_issuer::registry::{
    AccessId, AccessRow, ActId, EventId, EventRow, HolderId, OfficeId, OfficerId, PassId,
    PersonRow, Shard,
};
use cleanbill_issuer::staff::{Purpose, Role, Source};
use cleanbill_seal::memory::{MemoryKeys, MemoryLog};
use cleanbill_seal::{DataKey, FileKek, KeyRing, OpenLimits, Place, SealedHolder, Unsealer};
use tempfile::TempDir;

pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const SHARD: Shard = Shard(3);
pub(crate) const HOLDER: HolderId = HolderId(1_001);

/// `SplitMix64`: different bytes at every call, the same in every run.
pub(crate) fn randomness(mut seed: u64) -> impl FnMut(&mut [u8]) + Send {
    move |bytes| {
        for chunk in bytes.chunks_mut(8) {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = seed;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_le_bytes()[..chunk.len()]);
        }
    }
}

/// The doubles are never pending.
pub(crate) fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a double waits"),
    }
}

pub(crate) struct Setting {
    pub(crate) folder: TempDir,
    pub(crate) kek: FileKek,
    pub(crate) ring: KeyRing,
}

impl Setting {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let kek = FileKek::create(&folder.path().join("kek"), &mut randomness(1)).unwrap();
        let path = folder.path().join("ring.cbor");
        let ring = KeyRing::create(&path, &kek, NOW, &mut randomness(2)).unwrap();
        Self { folder, kek, ring }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("ring.cbor")
    }
}

/// A registry and a key store in memory, with one holder whose record is sealed.
pub(crate) struct Registry {
    pub(crate) log: MemoryLog,
    pub(crate) keys: MemoryKeys,
}

impl Registry {
    pub(crate) fn with_holder(ring: &KeyRing, holder: HolderId) -> Self {
        let registry = Self {
            log: MemoryLog::default(),
            keys: MemoryKeys::default(),
        };
        registry.add(ring, holder);
        registry
    }

    pub(crate) fn add(&self, ring: &KeyRing, holder: HolderId) {
        let mut random = randomness(holder.0.unsigned_abs());
        let (key, row) = ring.generate_data_key(SHARD, holder, &mut random).unwrap();
        ready(self.unsealer().keep(SHARD, &[row])).unwrap();
        self.log.hold(SHARD, holder, rows(&key, holder));
    }

    pub(crate) fn unsealer(&self) -> Unsealer<&MemoryLog, &MemoryKeys> {
        Unsealer::new(&self.log, &self.keys, OpenLimits::default())
    }
}

pub(crate) const PERSON: &[u8] = b"MUSTERFRAU<<ERIKA 1964-08-12";
pub(crate) const OLD_PERSON: &[u8] = b"MUSTERFRAU<<ERICA 1964-08-12";
pub(crate) const EVENT: &[u8] = b"a vaccination";
pub(crate) const OTHER_EVENT: &[u8] = b"a test";

pub(crate) fn rows(key: &DataKey, holder: HolderId) -> SealedHolder {
    let mut random = randomness(77);
    let mut seal = |place, record| {
        let mut nonce = [0; 12];
        random(&mut nonce);
        key.seal(place, record, nonce).unwrap()
    };
    let mut person = |version, record| PersonRow {
        holder,
        version,
        act: ActId(5),
        sealed: seal(Place::person(SHARD, holder, version), record),
    };
    let persons = vec![person(2, PERSON), person(1, OLD_PERSON)];
    let mut event = |id, record| EventRow {
        id,
        holder,
        corrects: None,
        office: OfficeId(7),
        source: Source::Desk,
        product_tag: [0; 8],
        lot_tag: [0; 8],
        act: ActId(5),
        sealed: seal(Place::event(SHARD, holder, id), record),
    };
    SealedHolder {
        persons,
        events: vec![event(EventId(21), EVENT), event(EventId(22), OTHER_EVENT)],
        passes: Vec::new(),
        channel: None,
    }
}

pub(crate) fn access(id: i64, officer: i64, holder: HolderId, at: i64) -> AccessRow {
    AccessRow {
        id: AccessId(id),
        holder,
        officer: OfficerId(officer),
        office: OfficeId(7),
        role: Role::Desk,
        purpose: Purpose::HolderAsked,
        basis: None,
        act: None,
        at,
        visible_at: at,
    }
}

pub(crate) const PASS: PassId = PassId(31);
