//! A place to keep a store in, on either database, and a way around the store.

use std::future::Future;
use std::path::Path;

use cleanbill_store::{Store, StoreConfig};
use cleanbill_testkit::cluster::Cluster;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;

/// Who goes around the store.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum By {
    /// The role that the store itself uses.
    Service,
    /// Whoever owns the schema.
    Owner,
}

/// An empty place for a store.
pub(crate) struct Place {
    pub(crate) config: StoreConfig,
    /// Where its files are.
    pub(crate) files: std::path::PathBuf,
    pub(crate) is_postgres: bool,
    _folder: Option<TempDir>,
}

impl Place {
    fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("registry.sqlite").display());
        Self {
            config: StoreConfig::new(url),
            files: folder.path().to_owned(),
            is_postgres: false,
            _folder: Some(folder),
        }
    }

    fn postgres(cluster: &Cluster) -> Self {
        Self {
            config: StoreConfig::new(cluster.new_database()),
            files: cluster.folder().join("data"),
            is_postgres: true,
            _folder: None,
        }
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.config).await.unwrap()
    }

    /// Runs SQL around the store; gives the error's message.
    pub(crate) async fn raw(&self, by: By, sql: &str) -> Result<(), String> {
        let sql = sql.to_owned();
        let done = if self.is_postgres {
            let mut connection = self.postgres_connection(by).await;
            let done = sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&mut connection)
                .await;
            done.map(drop)
        } else {
            let mut connection = SqliteConnection::connect(&self.config.url).await.unwrap();
            let done = sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&mut connection)
                .await;
            connection.close().await.unwrap();
            done.map(drop)
        };
        done.map_err(|error| error.to_string())
    }

    pub(crate) async fn postgres_connection(&self, by: By) -> PgConnection {
        let mut connection = PgConnection::connect(&self.config.url).await.unwrap();
        let script = match by {
            By::Service => "SET search_path = cleanbill; SET ROLE cleanbill_service",
            By::Owner => "SET search_path = cleanbill",
        };
        sqlx::raw_sql(script)
            .execute(&mut connection)
            .await
            .unwrap();
        connection
    }

    /// Text columns of a query, as the owner.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<Vec<String>> {
        let sql = AssertSqlSafe(sql.to_owned());
        if self.is_postgres {
            let mut connection = self.postgres_connection(By::Owner).await;
            let rows = sqlx::raw_sql(sql).fetch_all(&mut connection).await.unwrap();
            let texts = |row: &sqlx::postgres::PgRow| {
                (0..row.len()).map(|i| row.get_unchecked(i)).collect()
            };
            rows.iter().map(texts).collect()
        } else {
            let mut connection = SqliteConnection::connect(&self.config.url).await.unwrap();
            let rows = sqlx::raw_sql(sql).fetch_all(&mut connection).await.unwrap();
            let texts = |row: &sqlx::sqlite::SqliteRow| {
                (0..row.len()).map(|i| row.get_unchecked(i)).collect()
            };
            rows.iter().map(texts).collect()
        }
    }

    /// The key store beside it, on SQLite.
    pub(crate) fn keys(&self) -> Self {
        let url = format!("sqlite:{}", self.files.join("keys.sqlite").display());
        Self {
            config: StoreConfig::new(url),
            files: self.files.clone(),
            is_postgres: false,
            _folder: None,
        }
    }

    /// How many rows a table has.
    pub(crate) async fn count(&self, table: &str) -> u64 {
        let rows = self
            .texts(&format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table}"))
            .await;
        rows[0][0].parse().unwrap()
    }

    /// Whether any file of the databases holds these bytes.
    pub(crate) fn files_hold(&self, bytes: &[u8]) -> bool {
        holds(&self.files, bytes)
    }
}

/// Whether a file of the folder, or of those in it, holds these bytes. One that is gone by the time
/// it is looked at holds nothing.
fn holds(folder: &Path, bytes: &[u8]) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return false;
    };
    entries.map_while(Result::ok).any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, bytes);
        }
        let content = std::fs::read(&path).unwrap_or_default();
        find(&content, bytes)
    })
}

/// Whether `content` holds `bytes`, found by the first one.
fn find(content: &[u8], bytes: &[u8]) -> bool {
    let (first, rest) = bytes.split_first().unwrap();
    let mut from = content;
    while let Some(at) = from.iter().position(|byte| byte == first) {
        from = &from[at + 1..];
        if from.starts_with(rest) {
            return true;
        }
    }
    false
}

fn run<F: Future<Output = ()>>(test: F) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(test);
}

/// Runs a case on SQLite.
pub(crate) fn on_sqlite<F: Future<Output = ()>>(case: impl Fn(Place) -> F) {
    run(case(Place::sqlite()));
}

/// Runs a case on a cluster.
pub(crate) fn on_postgres<F: Future<Output = ()>>(cluster: &Cluster, case: impl Fn(Place) -> F) {
    run(case(Place::postgres(cluster)));
}

/// A test of each case on SQLite, and one of all on a PostgreSQL cluster.
macro_rules! on_both {
    ($all:ident: $($case:ident),+ $(,)?) => {
        $(
            #[test]
            fn $case() {
                crate::place::on_sqlite(cases::$case);
            }
        )+

        #[test]
        fn $all() {
            let Some(cluster) = cleanbill_testkit::cluster::Cluster::start() else { return };
            $(
                println!("{}", stringify!($case));
                crate::place::on_postgres(&cluster, cases::$case);
            )+
        }
    };
}
pub(crate) use on_both;
