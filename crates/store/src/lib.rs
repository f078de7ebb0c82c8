//! Where an authority keeps what it knows: SQLite and PostgreSQL.

mod apply;
mod backup;
mod case;
mod check;
mod config;
mod database;
mod door;
mod error;
mod failure;
mod field;
mod filing;
mod health_link;
mod ids;
mod insert;
mod keys;
mod link;
pub mod lookup;
mod lookups;
mod migrate;
mod open;
mod petition;
mod port;
mod postgres;
mod purge;
mod read;
mod refusal;
mod schema;
mod sequencing;
mod sqlite;
mod store;
mod table;

pub use apply::Applied;
pub use backup::{Copied, back_up, check_copy, lacks_key_store};
pub use case::{
    AppealFile, AppealRow, CaseChange, CaseCount, DecisionRow, LookRow, MandateForCase, TextRow,
};
pub use config::StoreConfig;
pub use door::{ApiKeyRow, CeremonyRow, InvitationRow, SessionRow, SignedIn};
pub use error::StoreError;
pub use filing::{
    FILING_ROWS_BYTES, FilingChange, FilingCounts, FilingDoor, FilingFile, FilingRow,
    FilingStepRow, NewFiling,
};
pub use health_link::{
    HEALTH_LINK_ROWS_BYTES, HealthLinkDoor, HealthLinkFileRow, HealthLinkRow, Passage,
};
pub use ids::IDS_MAX;
pub use keys::{KEYS_MAX, KeyDatabase};
pub use petition::{
    Exchanged, PetitionAnswerRow, PetitionDay, PetitionDoor, PetitionRow, RegionVouchers, Release,
    Taken, Told, VoucherRow, WaitingSignature,
};
pub use purge::PurgeCounts;
pub use read::{
    ActFile, ActPage, ActQuery, DueAct, EventFacts, IssuedHandle, JobRow, JobState, LedgerReader,
    MandateFacts, PAGE_MAX, PassFacts, PersonFacts, PublisherReader, StaffRows, StaffVersion,
    TaggedPass, Tally,
};
pub use sequencing::{
    ActCount, DayCount, FileKind, LedgerDoor, LedgerFile, LedgerHead, LedgerSpan, OfficeRegion,
    Rest, Sequenced, Sequencing, Waiting,
};
pub use store::Store;
