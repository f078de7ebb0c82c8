//! What an authority keeps, as plain rows, and the port through which they are kept.
//!
//! A row that is about a person holds integers, keyed hashes and sealed bytes: who has the rows
//! and not the keys learns nothing of anybody. `docs/DATA_MODEL.md` has every column.

mod changeset;
mod id;
mod row;

pub use changeset::{CapUse, Changeset, DataKeyRow, IdempotencyRow, Lookup, LookupKind};
pub use id::{
    AccessId, ActId, EpochId, EventId, HolderId, JobId, LeafId, MandateId, OfficeId, OfficerId,
    OfficerKeyId, PassId, RowId, Shard,
};
pub use row::{
    AccessRow, ActRow, AlarmRow, AppointmentRow, ApprovalRow, DeliveryRow, EntryHoldRow, EpochRow,
    EventRow, JobErrorRow, JobProgress, LeafRow, LoginRow, MandateEndRow, MandateRow, OfficeRow,
    OfficerKeyRow, OfficerRow, PassRow, PersonRow, ProductRow, RulingRow, StepRow, TallyChange,
    TallyKey,
};
