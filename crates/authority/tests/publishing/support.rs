//! A publisher over the small authority, and somebody who writes into its database.

use std::collections::BTreeSet;

use cleanbill_authority::publishing::{OwnSigner, Publishing, PublishingError, PublishingOptions};
use cleanbill_authority::{ActView, Issued};
use cleanbill_issuer::act::Handle;
use cleanbill_issuer::caps::Caps;
use cleanbill_issuer::registry::{EpochId, PassId};
use cleanbill_revocation::Limits;
use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::national::{Limits as NationalLimits, NationalFilter};
use cleanbill_seal::IdKind;
use cleanbill_store::StoreConfig;
use cleanbill_testkit::cluster::Cluster;
use sqlx::{AssertSqlSafe, Connection, Executor};

use crate::world::{World, options, url};

pub(crate) const KID: [u8; 8] = [1; 8];

/// What was published.
pub(crate) struct Published {
    /// Passes that the filter revokes, of those that it covers.
    pub(crate) filtered: BTreeSet<Handle>,
    pub(crate) exact: BTreeSet<Handle>,
    pub(crate) covered: u64,
    pub(crate) version: u32,
    /// The last second that the filter covers.
    pub(crate) until: i64,
    /// Codes of what was found and is to be looked at.
    pub(crate) alarms: Vec<&'static str>,
}

impl Published {
    pub(crate) fn revoked(&self) -> BTreeSet<Handle> {
        self.filtered.union(&self.exact).copied().collect()
    }
}

pub(crate) fn publishing_options(world: &World) -> PublishingOptions {
    let folder = world.folder.path();
    PublishingOptions {
        is_ledgered: false,
        founding: folder.join("founding"),
        folder: folder.join("publisher"),
        relying_parties: options(folder).relying_parties,
        caps: Caps::default(),
        issuer: "XX".to_owned(),
        signers: vec![OwnSigner {
            epoch: EpochId(1),
            kid: KID,
            thumbprint: [5; 32],
            card_key: None,
        }],
        lists: Vec::new(),
    }
}

pub(crate) async fn open(world: &World) -> Result<Publishing, PublishingError> {
    let store = StoreConfig::new(url(world.folder.path()));
    Publishing::open(&store, publishing_options(world)).await
}

/// A run of the publisher, asked about these passes.
pub(crate) async fn publish(world: &World, passes: &[Handle]) -> Published {
    let publishing = open(world).await.unwrap();
    let approved = publishing.approve(world.now).await.unwrap();
    let built = publishing.revocations(&approved, 0, world.now);
    let built = built.await.unwrap();
    let mut alarms: Vec<&'static str> = approved
        .findings
        .iter()
        .chain(&built.findings)
        .filter(|finding| finding.is_alarm())
        .map(|finding| finding.code())
        .collect();
    alarms.sort_unstable();
    let filter = built.filter.as_deref();
    let filter = filter.map(|bytes| NationalFilter::parse(bytes, &NationalLimits::DEFAULT));
    let filter = filter.transpose().unwrap();
    let filtered = passes.iter().filter(|pass| {
        let holds = filter.as_ref().is_some_and(|filter| filter.holds(pass));
        holds && world_covers(world, pass)
    });
    let exact = ExactList::parse(&built.exact, &Limits::DEFAULT).unwrap();
    publishing.close().await;
    Published {
        filtered: filtered.copied().collect(),
        exact: exact.keys().iter().copied().collect(),
        covered: built.universe.map_or(0, |universe| universe.issued),
        version: filter.as_ref().map_or(0, |filter| filter.tip().version),
        until: filter.map_or(0, |filter| filter.coverage().epochs()[0].until),
        alarms,
    }
}

/// Whether the universe file has the pass.
fn world_covers(world: &World, pass: &Handle) -> bool {
    let file = std::fs::read(world.folder.path().join("publisher/universe")).unwrap();
    let mut reader = cleanbill_publish::universe::UniverseReader::new(file.as_slice()).unwrap();
    while reader.next_epoch().unwrap().is_some() {
        while let Some(record) = reader.next_record().unwrap() {
            if record.key == *pass {
                return true;
            }
        }
    }
    false
}

pub(crate) async fn handle_of(world: &World, issued: &Issued) -> Handle {
    let ring = world.authority.ring();
    let pass = issued.pass.to_string();
    let (shard, key) = ring.parse_public_id(IdKind::Pass, &pass).unwrap();
    let facts = world.authority.store().pass(shard, PassId(key)).await;
    facts.unwrap().unwrap().handle
}

/// The key of an act's row.
pub(crate) fn key_of(world: &World, act: &ActView) -> i64 {
    let ring = world.authority.ring();
    ring.parse_public_id(IdKind::Act, act.id.as_str())
        .unwrap()
        .1
}

/// Writes into the database, past all triggers and grants.
pub(crate) async fn write(world: &World, cluster: Option<&Cluster>, statements: &[String]) {
    let url = url(world.folder.path());
    if let Some(cluster) = cluster {
        let address = url.split('?').next().unwrap();
        let database = address.rsplit_once('/').unwrap().1;
        let script = format!(
            "SET search_path = cleanbill; SET session_replication_role = replica; {}",
            statements.join("; ")
        );
        cluster.sql(database, &script);
        return;
    }
    let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
    connection
        .execute("PRAGMA foreign_keys = OFF")
        .await
        .unwrap();
    let triggers: Vec<(String,)> =
        sqlx::query_as("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    for (trigger,) in triggers {
        let drop = AssertSqlSafe(format!("DROP TRIGGER \"{trigger}\""));
        connection.execute(drop).await.unwrap();
    }
    for statement in statements {
        let done = connection.execute(AssertSqlSafe(statement.clone())).await;
        assert!(done.unwrap().rows_affected() > 0, "{statement}");
    }
    connection.close().await.unwrap();
}

/// Attacks, each a test of its own on SQLite, and all of them together on PostgreSQL.
macro_rules! on_both {
    ($all:ident: $($name:ident: $attack:ident,)+) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                $attack(crate::superuser::Scene::new(None).await).await;
            }
        )+

        #[test]
        fn $all() {
            let Some(cluster) = cleanbill_testkit::cluster::Cluster::start() else { return };
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .unwrap();
            $(
                println!("{}", stringify!($attack));
                runtime.block_on(async {
                    $attack(crate::superuser::Scene::new(Some(&cluster)).await).await;
                });
            )+
        }
    };
}
pub(crate) use on_both;
