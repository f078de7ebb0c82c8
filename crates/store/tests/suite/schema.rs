//! The schema itself: its columns, its keys, its migrations.

use crate::place::on_both;

on_both! { schema_on_postgres:
    g12_columns_are_the_reviewed_ones,
    every_key_begins_with_the_shard,
    migrations_go_both_ways,
    a_newer_schema_is_left_alone,
    many_may_open_at_once,
}

/// Columns of text: codes, names of offices and settings, and nothing about a person.
const TEXTS: [&str; 23] = [
    "act.region",
    "alarm.lot",
    "alarm.product",
    "cap_use.key",
    "delivery.lot",
    "delivery.product",
    "entry_hold.lot",
    "entry_hold.product",
    "filing.region",
    "filing_count.region",
    "filing_wait.region",
    "job_error.code",
    "job_error.field",
    "ledger_count.other",
    "ledger_count.region",
    "ledger_rest.region",
    "office.name",
    "office.region",
    "officer_key.rp_id",
    "petition_voucher.region",
    "product.code",
    "tally.lot",
    "tally.product",
];
const SETTINGS: [&str; 2] = ["setting.name", "setting.value"];

/// The reviewed list: table, column, type.
fn reviewed() -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = include_str!("../../schema/columns.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split(' ').map(str::to_owned).collect())
        .collect();
    lines.sort_unstable();
    lines
}

/// Every column that a comment stands over, by the migrations as text.
fn commented(sql: &str) -> usize {
    let lines: Vec<_> = sql.lines().collect();
    let is_column = |line: &str| {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default();
        let kind = words.next().unwrap_or_default();
        line.starts_with("    ")
            && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            && ["INTEGER", "BLOB", "TEXT"].contains(&kind.trim_end_matches(','))
    };
    lines
        .windows(2)
        .filter(|pair| is_column(pair[1]) && pair[0].trim_start().starts_with("-- "))
        .count()
}

#[test]
fn every_column_is_explained() {
    let registry = include_str!("../../migrations/sqlite/0001_registry.up.sql");
    let ledger = include_str!("../../migrations/sqlite/0002_ledger.up.sql");
    let petition = include_str!("../../migrations/sqlite/0003_petition.up.sql");
    let filing = include_str!("../../migrations/sqlite/0004_filing.up.sql");
    let case = include_str!("../../migrations/sqlite/0005_case.up.sql");
    let ruling = include_str!("../../migrations/sqlite/0006_ruling.up.sql");
    let answer = include_str!("../../migrations/sqlite/0007_petition_answer.up.sql");
    let link = include_str!("../../migrations/sqlite/0009_health_link.up.sql");
    let form = include_str!("../../migrations/sqlite/0010_pass_form.up.sql");
    let keys = include_str!("../../migrations/sqlite_keys/0001_data_key.up.sql");
    let case_keys = include_str!("../../migrations/sqlite_keys/0002_case_key.up.sql");
    let files = [
        registry, ledger, petition, filing, case, ruling, answer, link, form, keys, case_keys,
    ];
    let explained: usize = files.into_iter().map(commented).sum();
    assert_eq!(explained, reviewed().len());
}

#[test]
fn g12_text_is_for_codes_only() {
    let texts: Vec<_> = reviewed()
        .into_iter()
        .filter(|column| column[2].starts_with("text"))
        .map(|column| format!("{}.{}", column[0], column[1]))
        .collect();
    let allowed: Vec<_> = TEXTS.iter().chain(&SETTINGS).copied().collect();
    let mut allowed: Vec<_> = allowed.into_iter().map(str::to_owned).collect();
    allowed.sort_unstable();
    assert_eq!(texts, allowed);
}

mod cases {
    use cleanbill_store::{Store, StoreError};

    use super::reviewed;
    use crate::place::{By, Place};
    use crate::rows::{SHARD, Scribe, issuing};

    /// Table, column and type of every column there is.
    async fn columns(place: &Place) -> Vec<Vec<String>> {
        let mut columns = if place.is_postgres {
            place
                .texts(
                    "SELECT table_name::text, column_name::text,
                         CASE data_type WHEN 'smallint' THEN 'int2' WHEN 'integer' THEN 'int4'
                             WHEN 'bigint' THEN 'int8' WHEN 'bytea' THEN 'bytes'
                             WHEN 'boolean' THEN 'flag' ELSE data_type::text END
                         || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END
                     FROM information_schema.columns
                     WHERE table_schema IN ('cleanbill', 'cleanbill_keys')
                         AND table_name <> 'migration'",
                )
                .await
        } else {
            let query = "SELECT m.name, c.name,
                     CASE c.type WHEN 'INTEGER' THEN 'int' WHEN 'BLOB' THEN 'bytes'
                         ELSE lower(c.type) END
                     || CASE c.\"notnull\" WHEN 1 THEN '' ELSE '?' END
                 FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
                 WHERE m.type = 'table' AND m.name <> 'migration'";
            let mut columns = place.texts(query).await;
            columns.extend(place.keys().texts(query).await);
            columns
        };
        columns.sort_unstable();
        columns
    }

    pub(super) async fn g12_columns_are_the_reviewed_ones(place: Place) {
        place.open().await;
        let mut expected = reviewed();
        if !place.is_postgres {
            // SQLite knows one integer, and no truth values.
            for column in &mut expected {
                for kind in ["int2", "int4", "int8", "flag"] {
                    column[2] = column[2].replace(kind, "int");
                }
            }
        }
        assert_eq!(columns(&place).await, expected);
        // A column that nobody reviewed is seen.
        let sneaked = "ALTER TABLE person ADD COLUMN note TEXT";
        place.raw(By::Owner, sneaked).await.unwrap();
        assert_ne!(columns(&place).await, expected);
    }

    pub(super) async fn every_key_begins_with_the_shard(place: Place) {
        place.open().await;
        let query = if place.is_postgres {
            "SELECT t.relname::text, a.attname::text FROM pg_index AS i
             JOIN pg_class AS t ON t.oid = i.indrelid
             JOIN pg_namespace AS n ON n.oid = t.relnamespace
             JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
             WHERE n.nspname IN ('cleanbill', 'cleanbill_keys') AND t.relname <> 'migration'"
        } else {
            "SELECT m.name, (SELECT c.name FROM pragma_index_info(i.name) AS c WHERE c.seqno = 0)
             FROM sqlite_master AS m JOIN pragma_index_list(m.name) AS i
             WHERE m.type = 'table' AND m.name <> 'migration'"
        };
        let mut keys = place.texts(query).await;
        if !place.is_postgres {
            keys.extend(place.keys().texts(query).await);
        }
        let tables: std::collections::BTreeSet<_> = keys.iter().map(|key| &key[0]).collect();
        let listed: std::collections::BTreeSet<_> = reviewed()
            .into_iter()
            .map(|column| column[0].clone())
            .collect();
        assert_eq!(tables.len(), listed.len());
        for key in &keys {
            assert_eq!(key[1], "shard", "{}", key[0]);
        }
    }

    pub(super) async fn migrations_go_both_ways(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let one = scribe.issued();
        store.apply(&issuing(&[one.clone()])).await.unwrap();
        store.close().await;
        let before = columns(&place).await;
        // Opening again changes nothing.
        let store = place.open().await;
        assert!(store.pass(SHARD, one.pass.id).await.unwrap().is_some());
        store.close().await;
        Store::migrate_down(&place.config, 0).await.unwrap();
        assert_eq!(columns(&place).await, Vec::<Vec<String>>::new());
        let store = place.open().await;
        assert_eq!(columns(&place).await, before);
        assert_eq!(store.pass(SHARD, one.pass.id).await.unwrap(), None);
        store.apply(&issuing(&[one])).await.unwrap();
        // To where it is already: nothing.
        store.close().await;
        Store::migrate_down(&place.config, 10).await.unwrap();
        assert_eq!(columns(&place).await, before);
        assert_eq!(place.count("pass").await, 1);
        // Without the ledger and back: whatever was issued meanwhile waits for its place.
        Store::migrate_down(&place.config, 1).await.unwrap();
        assert_eq!(place.count("pass").await, 1);
        place.open().await.close().await;
        assert_eq!(columns(&place).await, before);
        assert_eq!(place.count("leaf_pending").await, place.count("leaf").await);
    }

    pub(super) async fn a_newer_schema_is_left_alone(place: Place) {
        place.open().await.close().await;
        let newer = "INSERT INTO migration (version) VALUES (77)";
        place.raw(By::Owner, newer).await.unwrap();
        let refused = Store::open(&place.config).await.unwrap_err();
        let expected = StoreError::NewerSchema {
            found: 77,
            known: 10,
        };
        assert_eq!(refused, expected);
    }

    pub(super) async fn many_may_open_at_once(place: Place) {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let config = place.config.clone();
            tasks.spawn(async move { Store::open(&config).await.map(drop) });
        }
        for outcome in tasks.join_all().await {
            outcome.unwrap();
        }
        assert_eq!(place.count("migration").await, 10);
    }
}
