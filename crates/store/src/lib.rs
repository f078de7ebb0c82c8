//! Where an authority keeps what it knows: SQLite and PostgreSQL.

pub mod lookup;
