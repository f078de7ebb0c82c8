//! A registry with offices, a published ledger, and the service of filings over both.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cleanbill_crypto::sha256;
use cleanbill_forum::filings::{
    Filed, FilingLedger, Filings, FilingsError, Later, Officer, Options, Proof,
};
use cleanbill_issuer::registry::{ActId, Changeset, OfficeId, OfficeRow, OfficerId, Shard};
use cleanbill_issuer::staff::OfficeKind;
use cleanbill_ledger::count::BlindingKey;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_ledger::receipt::{Receipt, Received};
use cleanbill_ledger::{KeyUse, LedgerPolicy, TileId, TlogProof, VerifierKey, parse_bundle};
use cleanbill_publish::files::Destination;
use cleanbill_redress::filing::{Addressee, Content, Request, Visibility, solve};
use cleanbill_seal::{FileKek, KeyRing};
use cleanbill_sequencer::{LedgerFiles, Sequencer};
use cleanbill_store::{Store, StoreConfig};
use cleanbill_testkit::FixedEdKey;
use cleanbill_testkit::cluster::Cluster;
use tempfile::TempDir;
use tokio::sync::Mutex;

/// 2026-11-23, a Monday, 10:00 UTC.
pub(crate) const NOW: i64 = 1_795_428_000;
pub(crate) const DAY: i64 = 86_400;
pub(crate) const TODAY: i32 = 20_780;
/// Enough tries for the least difficulty, and a hundred times that.
const TRIES: u64 = 1 << 24;

/// Runs a case on SQLite, and on PostgreSQL where that is installed.
pub(crate) fn on_both<F: Future<Output = ()>>(options: Options, case: impl Fn(World) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("registry.sqlite").display());
    runtime.block_on(async { case(World::new(&url, folder, options).await).await });
    let Some(cluster) = Cluster::start() else {
        eprintln!("PostgreSQL is not installed: only SQLite was tried");
        return;
    };
    let (url, folder) = (cluster.new_database(), tempfile::tempdir().unwrap());
    runtime.block_on(async { case(World::new(&url, folder, options).await).await });
}

/// A ledger whose rounds happen when somebody waits for one.
pub(crate) struct Rounds {
    sequencer: Mutex<Sequencer>,
    files: LedgerFiles,
    drawn: AtomicU64,
    pub(crate) now: std::sync::atomic::AtomicI64,
}

impl std::fmt::Debug for Rounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rounds").finish_non_exhaustive()
    }
}

/// Different bytes at every call, the same in every run.
fn drawing(from: u64) -> impl FnMut(&mut [u8]) + Send {
    let mut count = from;
    move |bytes: &mut [u8]| {
        for part in bytes.chunks_mut(32) {
            count += 1;
            let drawn = sha256(&count.to_be_bytes());
            part.copy_from_slice(&drawn[..part.len()]);
        }
    }
}

impl FilingLedger for Rounds {
    fn next_round(&self) -> Later<'_, ()> {
        Box::pin(async {
            let mut fill = drawing(self.drawn.fetch_add(1 << 32, Ordering::Relaxed));
            let now = self.now.load(Ordering::Relaxed);
            let mut sequencer = self.sequencer.lock().await;
            sequencer.round(now, &mut fill).await.unwrap();
        })
    }

    fn hurry(&self) {}

    fn receipt<'a>(
        &'a self,
        index: u64,
        entry: &'a [u8],
        secret: Option<[u8; 32]>,
    ) -> Later<'a, Result<Option<String>, FilingsError>> {
        Box::pin(async move {
            let proof = self.files.receipt(index, entry, None, secret).await;
            let proof = proof.map_err(|_| FilingsError::NoReceipt)?;
            Ok(proof.map(|proof| proof.to_text()))
        })
    }
}

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) folder: TempDir,
    pub(crate) ledger: Arc<Rounds>,
    pub(crate) filings: Filings,
    ring: KeyRing,
    options: Options,
}

fn policy() -> LedgerPolicy {
    let log = FixedEdKey::new(6_000);
    let key = VerifierKey::of_signer("ledger.example/xx", KeyUse::Log, &log).unwrap();
    LedgerPolicy::threshold(&key, None, &[], 0).unwrap()
}

/// An officer of a region, and one of the authority.
pub(crate) fn officer(region: &str, is_of_authority: bool) -> Officer {
    Officer {
        id: OfficerId(7),
        region: region.to_owned(),
        is_of_authority,
    }
}

pub(crate) fn text(text: &str) -> Content {
    Content::text(text.to_owned()).unwrap()
}

pub(crate) fn request(region: Option<&str>, visibility: Visibility, content: Content) -> Request {
    let addressee = Addressee::new(region).unwrap();
    Request::new(addressee, visibility, content).unwrap()
}

impl World {
    async fn new(url: &str, folder: TempDir, options: Options) -> Self {
        let store = Store::open(&StoreConfig::new(url)).await.unwrap();
        open_offices(&store).await;
        let to = Arc::new(Destination::folder(&folder.path().join("ledger")).unwrap());
        let sequencing = cleanbill_sequencer::Options {
            signer: Arc::new(FixedEdKey::new(6_000)),
            policy: policy(),
            blinding: BlindingKey::new([9; 32]),
            cover_one_in: 0,
        };
        let sequencer = Sequencer::open(store.sequencing(), to, sequencing);
        let sequencer = sequencer.await.unwrap();
        let ledger = Arc::new(Rounds {
            files: sequencer.files(),
            sequencer: Mutex::new(sequencer),
            drawn: AtomicU64::new(1 << 60),
            now: NOW.into(),
        });
        let kek = FileKek::new(&[3; 32]).unwrap();
        let path = folder.path().join("ring");
        let ring = KeyRing::create(&path, &kek, NOW, &mut drawing(0)).unwrap();
        let filings = begin(&store, &ring, &ledger, options, 1);
        Self {
            store,
            folder,
            ledger,
            filings,
            ring,
            options,
        }
    }

    /// The service ends, and begins again.
    pub(crate) fn restart(&mut self) {
        self.filings = begin(&self.store, &self.ring, &self.ledger, self.options, 2);
    }

    /// Does the work and files.
    pub(crate) async fn file(&self, request: Request) -> Result<Filed, FilingsError> {
        let proof = self.work(&request, NOW);
        self.filings.file(request, proof, NOW).await
    }

    pub(crate) fn work(&self, request: &Request, now: i64) -> Proof {
        let challenge = self.filings.challenge(now);
        let counter = solve(&challenge, &request.digest(), TRIES).unwrap();
        Proof::Work { challenge, counter }
    }

    /// A round of the ledger.
    pub(crate) async fn round(&self) {
        self.ledger.next_round().await;
    }

    /// Checks a receipt as a stranger does, by the policy alone.
    pub(crate) fn check(&self, receipt: &str, commitment: &[u8; 32]) -> Option<Received> {
        let proof = TlogProof::parse(receipt.as_bytes()).unwrap();
        Receipt::check(&proof, Some(commitment), &policy()).ok()
    }

    /// All entries, as a stranger reads them.
    pub(crate) async fn published(&self) -> Vec<Leaf> {
        let size = self.store.ledger_head().await.unwrap().published;
        let to = Destination::read_only(&self.folder.path().join("ledger")).unwrap();
        let mut leaves = Vec::new();
        let tiles = cleanbill_ledger::tiles_of(size);
        for tile in tiles.filter(|tile: &TileId| tile.path().starts_with("tile/entries/")) {
            let bundle = to.fetch(&tile.path()).await.unwrap().unwrap();
            for entry in parse_bundle(&bundle, tile.width).unwrap() {
                leaves.push(Leaf::parse(entry).unwrap());
            }
        }
        leaves
    }
}

fn begin(
    store: &Store,
    ring: &KeyRing,
    ledger: &Arc<Rounds>,
    options: Options,
    salt: u64,
) -> Filings {
    let drawn = std::sync::Mutex::new(drawing(salt << 50));
    let fill = Arc::new(move |bytes: &mut [u8]| (drawn.lock().unwrap())(bytes));
    Filings::begin(store, ring, ledger.clone(), fill, options).unwrap()
}

async fn open_offices(store: &Store) {
    let ids = store.reserve_ids(Shard::default(), 2).await.unwrap();
    let places = [("Desk A", "XX-A"), ("Desk B", "XX-B")];
    let offices = ids.zip(places).map(|(id, (name, region))| OfficeRow {
        id: OfficeId(id),
        name: name.to_owned(),
        region: region.to_owned(),
        kind: OfficeKind::Desk,
        act: ActId(1),
    });
    let set = Changeset {
        name: "test",
        offices: offices.collect(),
        ..Changeset::default()
    };
    store.apply(&set).await.unwrap();
}
