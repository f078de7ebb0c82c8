//! The migrations that this program knows, and the names of the tables.

/// A change of the schema that goes both ways.
pub(crate) struct Migration {
    /// One more than the one before.
    pub(crate) version: i64,
    pub(crate) up: &'static str,
    pub(crate) down: &'static str,
}

macro_rules! migrations {
    ($folder:literal: $($version:literal $name:literal),+) => {
        &[$(Migration {
            version: $version,
            up: include_str!(concat!("../migrations/", $folder, "/", $name, ".up.sql")),
            down: include_str!(concat!("../migrations/", $folder, "/", $name, ".down.sql")),
        }),+]
    };
}

/// The registry on SQLite.
pub(crate) const SQLITE: &[Migration] = migrations!("sqlite":
    1 "0001_registry", 2 "0002_ledger", 3 "0003_petition", 4 "0004_filing", 5 "0005_case",
    6 "0006_ruling", 7 "0007_petition_answer", 8 "0008_own_looks", 9 "0009_health_link",
    10 "0010_pass_form");
/// The registry on Postgres.
pub(crate) const POSTGRES: &[Migration] = migrations!("postgres":
    1 "0001_registry", 2 "0002_ledger", 3 "0003_petition", 4 "0004_filing", 5 "0005_case",
    6 "0006_ruling", 7 "0007_petition_answer", 8 "0008_own_looks", 9 "0009_health_link",
    10 "0010_pass_form");
/// The key store on SQLite.
pub(crate) const SQLITE_KEYS: &[Migration] = migrations!("sqlite_keys":
    1 "0001_data_key", 2 "0002_case_key");
/// The key store on Postgres.
pub(crate) const POSTGRES_KEYS: &[Migration] = migrations!("postgres_keys":
    1 "0001_data_key", 2 "0002_case_key");

/// Every table, of the registry and of the key store.
const TABLES: &[&str] = &[
    "access",
    "act",
    "act_open",
    "act_ruling",
    "act_step",
    "activity",
    "alarm",
    "api_key",
    "appeal",
    "appeal_decision",
    "appeal_look",
    "appeal_mandate",
    "appeal_mandate_end",
    "appeal_open",
    "appeal_step",
    "appeal_subject",
    "appeal_text",
    "appointment",
    "approval",
    "cap_use",
    "case_key",
    "ceremony",
    "channel",
    "collection_use",
    "data_key",
    "delivery",
    "entry_hold",
    "epoch",
    "event",
    "filing",
    "filing_answer",
    "filing_content",
    "filing_count",
    "filing_room",
    "filing_show",
    "filing_step",
    "filing_wait",
    "health_link",
    "health_link_file",
    "health_link_room",
    "id_block",
    "idempotency",
    "invitation",
    "job",
    "job_error",
    "leaf",
    "leaf_pending",
    "ledger_count",
    "ledger_entry",
    "ledger_file",
    "ledger_head",
    "ledger_rest",
    "ledger_span",
    "login",
    "lookup_chunk",
    "lookup_recent",
    "lookup_run",
    "mandate",
    "mandate_end",
    "office",
    "officer",
    "officer_key",
    "pass",
    "person",
    "petition",
    "petition_answer",
    "petition_day",
    "petition_released",
    "petition_told",
    "petition_voucher",
    "petition_waiting",
    "product",
    "session",
    "setting",
    "tally",
];

/// The table of this name, as a name that lives on; empty for another one.
pub(crate) fn table_named(name: &str) -> &'static str {
    TABLES
        .iter()
        .find(|table| **table == name)
        .copied()
        .unwrap_or("")
}
