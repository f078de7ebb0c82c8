//! A registry with leaves that wait, a place to publish to, and a sequencer over both.

use std::sync::Arc;

use cleanbill_crypto::sha256;
use cleanbill_issuer::act::{ActKind, LegalBasis, Reason};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{ActId, Changeset, LeafId, LeafRow, OfficeId, OfficeRow, Shard};
use cleanbill_issuer::staff::OfficeKind;
use cleanbill_ledger::count::BlindingKey;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_ledger::{KeyUse, LedgerPolicy, PolicyWitness, TileId, VerifierKey, parse_bundle};
use cleanbill_publish::files::Destination;
use cleanbill_sequencer::{Options, Sequencer, SequencerError};
use cleanbill_store::{Store, StoreConfig};
use cleanbill_testkit::FixedEdKey;
use cleanbill_testkit::cluster::Cluster;
use tempfile::TempDir;

/// 2026-11-23, a Monday, 10:00 UTC.
pub(crate) const NOW: i64 = 1_795_428_000;
pub(crate) const DAY: i64 = 86_400;
pub(crate) const KEY: [u8; 32] = [9; 32];
/// Key numbers of witnesses begin here.
pub(crate) const WITNESS: u32 = 7_000;

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) folder: TempDir,
    pub(crate) witnesses: u32,
    pub(crate) quorum: usize,
    drawn: u64,
    next: u32,
}

/// Runs a case on SQLite, and one on PostgreSQL where that is installed.
pub(crate) fn on_both<F: Future<Output = ()>>(case: impl Fn(World) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("registry.sqlite").display());
    runtime.block_on(async { case(World::new(&url, folder).await).await });
    let Some(cluster) = Cluster::start() else {
        eprintln!("PostgreSQL is not installed: only SQLite was tried");
        return;
    };
    let url = cluster.new_database();
    runtime.block_on(async { case(World::new(&url, tempfile::tempdir().unwrap()).await).await });
}

impl World {
    pub(crate) async fn new(url: &str, folder: TempDir) -> Self {
        Self {
            store: Store::open(&StoreConfig::new(url)).await.unwrap(),
            folder,
            witnesses: 0,
            quorum: 0,
            drawn: 0,
            next: 0,
        }
    }

    pub(crate) fn destination(&self) -> Arc<Destination> {
        Arc::new(Destination::folder(&self.folder.path().join("ledger")).unwrap())
    }

    pub(crate) fn options(&self) -> Options {
        let log = FixedEdKey::new(6_000);
        let key = VerifierKey::of_signer("ledger.example/xx", KeyUse::Log, &log).unwrap();
        let witness = |number| PolicyWitness {
            name: format!("w{number}"),
            key: VerifierKey::of_signer(
                &format!("witness.example/{number}"),
                KeyUse::Witness,
                &FixedEdKey::new(WITNESS + number),
            )
            .unwrap(),
            url: Some(format!("https://witness.example/{number}/")),
        };
        let witnesses: Vec<_> = (0..self.witnesses).map(witness).collect();
        Options {
            signer: Arc::new(log),
            policy: LedgerPolicy::threshold(&key, None, &witnesses, self.quorum).unwrap(),
            blinding: BlindingKey::new(KEY),
            cover_one_in: 0,
        }
    }

    pub(crate) async fn sequencer(&self) -> Result<Sequencer, SequencerError> {
        self.sequencer_to(self.destination()).await
    }

    pub(crate) async fn sequencer_to(
        &self,
        to: Arc<Destination>,
    ) -> Result<Sequencer, SequencerError> {
        Sequencer::open(self.store.sequencing(), to, self.options()).await
    }

    /// The same padding in every run.
    pub(crate) fn fill(&mut self) -> impl FnMut(&mut [u8]) + Send + use<> {
        self.drawn += 1 << 32;
        let mut count = self.drawn;
        move |bytes: &mut [u8]| {
            count += 1;
            let drawn = sha256(&count.to_be_bytes());
            let size = bytes.len();
            bytes.copy_from_slice(&drawn[..size]);
        }
    }

    /// A round at `now`.
    pub(crate) async fn round(
        &mut self,
        sequencer: &mut Sequencer,
        now: i64,
    ) -> cleanbill_sequencer::Round {
        let mut fill = self.fill();
        sequencer.round(now, &mut fill).await.unwrap()
    }

    /// Writes leaves of passes, and gives their commitments.
    pub(crate) async fn issue(&mut self, count: u32) -> Vec<(LeafId, [u8; 32])> {
        let rows: Vec<_> = (0..count)
            .map(|_| {
                self.next += 1;
                sha256(&[&b"pass"[..], &self.next.to_be_bytes()].concat())
            })
            .collect();
        self.put(LeafKind::Commitment, rows.iter().map(|row| row.to_vec()))
            .await
            .into_iter()
            .zip(rows)
            .collect()
    }

    /// Writes leaves of this kind.
    pub(crate) async fn put(
        &mut self,
        kind: LeafKind,
        bodies: impl IntoIterator<Item = Vec<u8>>,
    ) -> Vec<LeafId> {
        let bodies: Vec<_> = bodies.into_iter().collect();
        let count = u32::try_from(bodies.len()).unwrap();
        let ids = self
            .store
            .reserve_ids(Shard::default(), count)
            .await
            .unwrap();
        let ids: Vec<_> = ids.map(LeafId).collect();
        self.put_at(kind, ids.iter().copied().zip(bodies)).await;
        ids
    }

    /// Writes leaves of this kind under these keys.
    pub(crate) async fn put_at(
        &mut self,
        kind: LeafKind,
        leaves: impl IntoIterator<Item = (LeafId, Vec<u8>)>,
    ) {
        let leaves = leaves.into_iter().map(|(id, body)| LeafRow {
            id,
            kind,
            act: None,
            body,
        });
        let set = Changeset {
            name: "test",
            leaves: leaves.collect(),
            ..Changeset::default()
        };
        self.store.apply(&set).await.unwrap();
    }

    /// The leaf of an act about one person, as the authority writes it.
    pub(crate) fn holder_act(&mut self, kind: ActKind, region: &str, reason: Reason) -> Vec<u8> {
        use cleanbill_cose::cbor::Value;
        use cleanbill_cose::record::{bytes, encode_record, int};
        self.next += 1;
        let blinded = sha256(&[&b"act"[..], &self.next.to_be_bytes()].concat());
        encode_record(vec![
            int(1_i64),
            int(kind.number()),
            int(reason.number()),
            int(LegalBasis::ALL[0].number()),
            Value::Array(vec![region.into()]),
            int(i32::try_from(NOW / DAY).unwrap()),
            bytes(&blinded),
        ])
    }

    /// Offices in two regions.
    pub(crate) async fn open_offices(&mut self) -> Vec<OfficeId> {
        let ids = self.store.reserve_ids(Shard::default(), 3).await.unwrap();
        let places = [
            ("Clinic A", "XX-A"),
            ("Clinic B", "XX-B"),
            ("Desk B", "XX-B"),
        ];
        let offices: Vec<_> = ids
            .zip(places)
            .map(|(id, (name, region))| OfficeRow {
                id: OfficeId(id),
                name: name.to_owned(),
                region: region.to_owned(),
                kind: OfficeKind::Clinic,
                act: ActId(1),
            })
            .collect();
        let set = Changeset {
            name: "test",
            offices: offices.clone(),
            ..Changeset::default()
        };
        self.store.apply(&set).await.unwrap();
        offices.into_iter().map(|office| office.id).collect()
    }

    /// All entries, as a stranger reads them from the published bundles.
    pub(crate) async fn published(&self, size: u64) -> Vec<Leaf> {
        let to = Destination::read_only(&self.folder.path().join("ledger")).unwrap();
        let mut leaves = Vec::new();
        let mut tiles: Vec<TileId> = cleanbill_ledger::tiles_of(size).collect();
        tiles.retain(|tile| tile.path().starts_with("tile/entries/"));
        for tile in tiles {
            let bundle = to.fetch(&tile.path()).await.unwrap().unwrap();
            for entry in parse_bundle(&bundle, tile.width).unwrap() {
                leaves.push(Leaf::parse(entry).unwrap());
            }
        }
        leaves
    }
}
