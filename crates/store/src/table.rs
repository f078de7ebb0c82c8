//! The tables that rows of the registry go into: which row, which columns.

use cleanbill_issuer::registry::{
    AccessRow, ActRow, AlarmRow, AppointmentRow, ApprovalRow, DeliveryRow, EntryHoldRow, EpochRow,
    EventRow, IdempotencyRow, JobErrorRow, LeafRow, LoginRow, MandateEndRow, MandateRow, OfficeRow,
    OfficerKeyRow, OfficerRow, PassRow, PersonRow, ProductRow, RulingRow, StepRow,
};

use crate::StoreError;
use crate::field::{Columns, Field, Sink};
use crate::link::Record;

/// A row of a table.
pub(crate) trait Stored: Sized {
    /// The table.
    const TABLE: &'static str;
    /// Its columns, without the shard, which comes first.
    const COLUMNS: &'static [&'static str];
    /// Whether the rows lie in their holder's shard; else in the authority's, shard 0.
    const OF_HOLDER: bool;
    fn put(&self, to: &mut impl Sink);
    /// Reads these columns from where `columns` stands.
    fn take_from(columns: &mut Columns<'_>) -> Result<Self, StoreError>;
    /// Reads a record of exactly these columns.
    fn take(record: &Record) -> Result<Self, StoreError> {
        Self::take_from(&mut Columns::of(record, Self::TABLE))
    }
}

macro_rules! stored {
    ($row:ident, $table:literal, $of_holder:literal; $($field:ident),+ $(,)?) => {
        impl Stored for $row {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            const OF_HOLDER: bool = $of_holder;
            fn put(&self, to: &mut impl Sink) {
                $(Field::put(Some(&self.$field), to);)+
            }
            fn take_from(columns: &mut Columns<'_>) -> Result<Self, StoreError> {
                Ok(Self { $($field: columns.take()?),+ })
            }
        }
    };
}
pub(crate) use stored;

stored!(LeafRow, "leaf", true; id, kind, act, body);
stored!(
    AccessRow, "access", true;
    id, holder, officer, office, role, purpose, basis, act, at, visible_at
);
stored!(
    ActRow, "act", true;
    id, kind, holder, pass, target, officer, office, region, reason, basis, evidence, at, body, hash
);
stored!(
    ApprovalRow, "approval", true;
    act, officer, office, key, form, authenticator_data, client_data, signature, at
);
stored!(
    RulingRow, "act_ruling", true;
    act, officer, office, key, form, authenticator_data, client_data, signature, at, body
);
stored!(StepRow, "act_step", true; act, step, state, officer, at, effective_at, channel);
stored!(PersonRow, "person", true; holder, version, act, sealed);
stored!(
    EventRow, "event", true;
    id, holder, corrects, office, source, product_tag, lot_tag, act, sealed
);
stored!(
    PassRow, "pass", true;
    id, holder, event, replaces, act, handle, epoch, light, form, issued_at, expires_at, sealed
);
stored!(OfficeRow, "office", false; id, name, region, kind, act);
stored!(OfficerRow, "officer", false; id, number, act);
stored!(
    OfficerKeyRow, "officer_key", false;
    id, officer, form, credential_id, public_key, rp_id, act
);
stored!(AppointmentRow, "appointment", false; id, officer, office, role, begins, act, at);
stored!(LoginRow, "login", false; id, officer, tag, act);
stored!(EpochRow, "epoch", false; id, kid, certificate, not_before, not_after, act);
stored!(ProductRow, "product", false; code, approved_on, act);
stored!(DeliveryRow, "delivery", false; id, office, product, lot, doses, act);
stored!(MandateRow, "mandate", true; id, holder, representative, may_act, ends_at, act);
stored!(MandateEndRow, "mandate_end", true; mandate, act, at);
stored!(AlarmRow, "alarm", false; id, kind, office, officer, product, lot, at, act);
stored!(EntryHoldRow, "entry_hold", false; office, product, lot, since, act);
stored!(JobErrorRow, "job_error", false; job, row, field, code);
stored!(IdempotencyRow, "idempotency", false; officer, key_tag, request_hash, at, outcome);
