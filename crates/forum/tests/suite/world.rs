//! A store on either database, an operator, and people with devices.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use cleanbill_crypto::sha256;
use cleanbill_forum::petitions::{Draft, PetitionKeys, Petitions, PetitionsError, Randomness};
use cleanbill_ledger::leaf::{Leaf, Threshold};
use cleanbill_redress::petition::{
    Ballot, Counted, OperatorKey, Petition, PetitionId, Recount, RecountFinding, Signature, Voucher,
};
use cleanbill_store::{FileKind, Store, StoreConfig};
use cleanbill_testkit::cluster::Cluster;
use tempfile::TempDir;

pub(crate) const TODAY: i32 = 20_700;

/// Bytes that are the same in every run.
#[derive(Debug)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed << 32))
    }
}

impl Randomness for Counter {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&sha256(&count.to_be_bytes())[..chunk.len()]);
        }
    }
}

/// Keys in memory.
#[derive(Debug, Default)]
pub(crate) struct Keys(Mutex<BTreeMap<PetitionId, Arc<OperatorKey>>>);

impl PetitionKeys for Keys {
    fn key(&self, petition: &PetitionId) -> Result<Arc<OperatorKey>, PetitionsError> {
        let keys = self.0.lock().unwrap();
        keys.get(petition)
            .cloned()
            .ok_or(PetitionsError::KeyMissing)
    }

    fn keep(&self, petition: &PetitionId, key: &OperatorKey) -> Result<(), PetitionsError> {
        let key = OperatorKey::from_secret(&key.to_secret()).unwrap();
        self.0.lock().unwrap().insert(*petition, Arc::new(key));
        Ok(())
    }
}

/// An operator with a database.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) petitions: Petitions,
    pub(crate) keys: Arc<Keys>,
    pub(crate) url: String,
    pub(crate) is_postgres: bool,
    device: Counter,
    _folder: Option<TempDir>,
}

impl World {
    async fn at(url: String, folder: Option<TempDir>) -> Self {
        let store = Store::open(&StoreConfig::new(url.clone())).await.unwrap();
        let keys = Arc::new(Keys::default());
        let petitions = Petitions::new(&store, keys.clone(), Arc::new(Counter::new(1)));
        Self {
            store,
            petitions,
            keys,
            is_postgres: folder.is_none(),
            url,
            device: Counter::new(2),
            _folder: folder,
        }
    }

    pub(crate) async fn open(&self, epoch: i32, text: &str) -> Petition {
        self.petitions
            .open(draft(epoch, text), TODAY)
            .await
            .unwrap()
    }

    /// A new ballot of somebody's device.
    pub(crate) fn ballot(&self, petitions: &[Petition]) -> Ballot {
        Ballot::draw(petitions, &mut |bytes: &mut [u8]| self.device.fill(bytes)).unwrap()
    }

    /// Somebody exchanges a voucher; their signatures, in the order of the petitions.
    pub(crate) async fn exchange(
        &self,
        voucher: &Voucher,
        petitions: &[Petition],
    ) -> Vec<Signature> {
        let ballot = self.ballot(petitions);
        let answer = self.petitions.exchange(voucher, ballot.blinded(), TODAY);
        let answer = answer.await.unwrap();
        finalize(&ballot, petitions, &answer)
    }

    /// What a stranger counts, from the leaves and objects that wait to be published.
    pub(crate) async fn recount(&self) -> (Vec<Counted>, Vec<RecountFinding>) {
        let (leaves, objects) = self.published().await;
        let mut recount = Recount::new(None);
        let mut batches = Vec::new();
        for (index, leaf) in (0..).zip(&leaves) {
            batches.extend(recount.leaf(index, leaf));
        }
        for batch in batches {
            let object = objects.get(&batch.leaf.batch).map(Vec::as_slice);
            recount.take(batch.verify(object));
        }
        recount.finish()
    }

    /// Leaves in their order, and objects by their digests.
    pub(crate) async fn published(&self) -> (Vec<Leaf>, BTreeMap<[u8; 32], Vec<u8>>) {
        let door = self.store.sequencing();
        let waiting = door.begin(65_536).await.unwrap().waiting;
        let leaves = waiting.iter().map(|row| Leaf::parse(&row.body).unwrap());
        let files = door.files().await.unwrap().into_iter();
        let objects = files.filter(|file| file.kind == FileKind::Object);
        (
            leaves.collect(),
            objects.map(|file| (file.digest, file.body)).collect(),
        )
    }
}

pub(crate) fn finalize(
    ballot: &Ballot,
    petitions: &[Petition],
    answer: &[(PetitionId, Vec<u8>)],
) -> Vec<Signature> {
    let one = |petition: &Petition| {
        let found = answer.iter().find(|(id, _)| *id == petition.id()).unwrap();
        ballot.finalize(petition, &found.1).unwrap()
    };
    petitions.iter().map(one).collect()
}

pub(crate) fn draft(epoch: i32, text: &str) -> Draft {
    Draft {
        epoch,
        text: text.to_owned(),
        regions: vec!["XX-A".to_owned(), "XX-B".to_owned()],
        thresholds: vec![Threshold {
            signatures: 3,
            answer_days: 30,
        }],
        opens: TODAY,
        closes: TODAY + 30,
    }
}

static RUNTIME: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Runtime::new().unwrap());

/// Runs a case on an embedded database.
pub(crate) fn on_sqlite<F: Future<Output = ()>>(case: impl FnOnce(World) -> F) {
    RUNTIME.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("registry.sqlite");
        let url = format!("sqlite:{}", file.display());
        case(World::at(url, Some(folder)).await).await;
    });
}

/// Runs a case in a database of its own on a server.
pub(crate) fn on_postgres<F: Future<Output = ()>>(
    cluster: &Cluster,
    case: impl FnOnce(World) -> F,
) {
    RUNTIME.block_on(async { case(World::at(cluster.new_database(), None).await).await });
}

/// Tests of these cases: each on SQLite, all of them on PostgreSQL where it is installed.
macro_rules! on_both {
    ($all:ident: $($case:ident),+ $(,)?) => {
        $(
            #[test]
            fn $case() {
                crate::world::on_sqlite(cases::$case);
            }
        )+

        #[test]
        fn $all() {
            let Some(cluster) = cleanbill_testkit::cluster::Cluster::start() else { return };
            $(
                println!("{}", stringify!($case));
                crate::world::on_postgres(&cluster, cases::$case);
            )+
        }
    };
}
pub(crate) use on_both;

impl World {
    /// A column of hashes in the order in which the database keeps the rows: on PostgreSQL that of
    /// the transactions that wrote them, on SQLite that of the pages.
    pub(crate) async fn physical(&self, table: &str, column: &str) -> Vec<Vec<u8>> {
        let order = match self.is_postgres {
            true => "xmin::text::bigint, ctid",
            false => "1",
        };
        self.column(table, column, order).await
    }

    /// The same in the order of its values.
    pub(crate) async fn logical(&self, table: &str, column: &str) -> Vec<Vec<u8>> {
        self.column(table, column, column).await
    }

    async fn column(&self, table: &str, column: &str, order: &str) -> Vec<Vec<u8>> {
        use sqlx::{AssertSqlSafe, Connection, Row};
        let schema = if self.is_postgres { "cleanbill." } else { "" };
        let sql = format!("SELECT {column} FROM {schema}{table} ORDER BY {order}");
        if self.is_postgres {
            let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
            let rows = sqlx::query(AssertSqlSafe(sql))
                .fetch_all(&mut connection)
                .await;
            rows.unwrap().iter().map(|row| row.get(0)).collect()
        } else {
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
            let rows = sqlx::query(AssertSqlSafe(sql))
                .fetch_all(&mut connection)
                .await;
            rows.unwrap().iter().map(|row| row.get(0)).collect()
        }
    }
}
