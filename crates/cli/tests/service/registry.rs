//! A look into a registry on SQLite, around the service.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

/// The first column of the first row of a query.
pub(crate) fn ask<T>(file: &Path, sql: &str) -> T
where
    T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(file);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let sql = AssertSqlSafe(sql.to_owned());
        let row = sqlx::query(sql).fetch_one(&mut connection).await.unwrap();
        let found = row.get(0);
        connection.close().await.unwrap();
        found
    })
}

/// How many passes there are, each with its act, leaf and access entry; nothing is half there.
pub(crate) fn passes(file: &Path) -> i64 {
    assert_eq!(ask::<String>(file, "PRAGMA integrity_check"), "ok");
    let whole = "SELECT COUNT(*) FROM pass p
        JOIN event e ON e.id = p.event JOIN person n ON n.holder = p.holder
        JOIN act a ON a.id = p.act JOIN leaf l ON l.act = a.id
        WHERE EXISTS (SELECT 1 FROM access x WHERE x.holder = p.holder AND x.act = a.id)";
    let whole: i64 = ask(file, whole);
    assert_eq!(ask::<i64>(file, "SELECT COUNT(*) FROM pass"), whole);
    assert_eq!(
        ask::<i64>(file, "SELECT COUNT(*) FROM act WHERE pass IS NOT NULL"),
        whole
    );
    assert_eq!(
        ask::<i64>(file, "SELECT COUNT(DISTINCT handle) FROM pass"),
        whole
    );
    whole
}

/// How many requests for passes were answered.
pub(crate) fn requests(file: &Path) -> i64 {
    let sql = "SELECT COUNT(*) FROM idempotency
        WHERE officer IN (SELECT officer FROM act WHERE kind = 1)";
    ask(file, sql)
}
