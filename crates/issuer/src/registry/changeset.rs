//! One transaction, as data.

use std::collections::BTreeMap;

use super::{
    AccessRow, ActRow, AlarmRow, AppointmentRow, ApprovalRow, DeliveryRow, EntryHoldRow, EpochRow,
    EventRow, HolderId, JobErrorRow, JobProgress, LeafRow, LoginRow, MandateEndRow, MandateRow,
    OfficeRow, OfficerId, OfficerKeyRow, OfficerRow, PassId, PassRow, PersonRow, ProductRow,
    RulingRow, Shard, StepRow, TallyChange, TallyKey,
};
use cleanbill_cose::closed_list;

closed_list! {
    /// What a look-up hash leads from.
    LookupKind {
        /// The handle of a pass leads to the pass.
        Handle = 1, "handle";
        /// A person's names and birth date lead to the holder.
        PersonMatch = 2, "person-match";
        /// A document's type, country and number lead to the holder.
        Document = 3, "document";
        /// The identifier of an imported record leads to the event.
        Record = 4, "record";
    }
}

impl LookupKind {
    /// Whether two rows may not share a hash: a second one is a conflict.
    #[must_use]
    pub const fn is_unique(self) -> bool {
        match self {
            Self::Handle | Self::Document | Self::Record => true,
            // Two people of one name may be born on one day.
            Self::PersonMatch => false,
        }
    }
}

/// A keyed hash and where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lookup {
    /// The hash, 16 bytes of HMAC-SHA-256 (for a handle: of SHA-256).
    pub hash: [u8; 16],
    /// The key of the row that it leads to.
    pub target: i64,
}

/// An act counts against a cap; a transaction that would pass it fails as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapUse {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Whose cap it is: the number of a scope.
    pub scope: u8,
    /// Who or what is counted: an officer, two offices, a region.
    pub key: String,
    /// How much is added.
    pub amount: i64,
    /// What must not be passed.
    pub max: i64,
}

/// What was answered to a request that may come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyRow {
    /// Who asked.
    pub officer: OfficerId,
    /// Keyed hash of the key that they gave.
    pub key_tag: [u8; 16],
    /// SHA-256 of the request.
    pub request_hash: [u8; 32],
    /// When, Unix seconds.
    pub at: i64,
    /// What came of it, without personal data: which row, and which status.
    pub outcome: Vec<u8>,
}

/// A person's data key, wrapped by the key of an epoch. It lies in the key store, apart from all
/// other rows and their backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataKeyRow {
    /// Whose.
    pub holder: HolderId,
    /// Wrapped by the key of which sealing epoch.
    pub epoch: i32,
    /// Nonce, sealed key and tag: 60 bytes.
    pub wrapped: [u8; 60],
}

/// One transaction: all of it is kept, or none.
///
/// An act has exactly one leaf, and one about a holder has an access entry; the store refuses a
/// changeset that lacks them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changeset {
    /// What is done, for logs and metrics; no data in it.
    pub name: &'static str,
    /// Where all rows lie.
    pub shard: Shard,
    /// Acts.
    pub acts: Vec<ActRow>,
    /// Steps of acts; a step that is there already is a conflict.
    pub steps: Vec<StepRow>,
    /// Approvals of acts.
    pub approvals: Vec<ApprovalRow>,
    /// Rulings that contested acts stand.
    pub rulings: Vec<RulingRow>,
    /// Access entries.
    pub accesses: Vec<AccessRow>,
    /// Leaves of the ledger.
    pub leaves: Vec<LeafRow>,
    /// Versions of persons; one that is there already is a conflict.
    pub persons: Vec<PersonRow>,
    /// Health events.
    pub events: Vec<EventRow>,
    /// Passes.
    pub passes: Vec<PassRow>,
    /// Offices.
    pub offices: Vec<OfficeRow>,
    /// Officers.
    pub officers: Vec<OfficerRow>,
    /// Keys of officers.
    pub officer_keys: Vec<OfficerKeyRow>,
    /// Appointments.
    pub appointments: Vec<AppointmentRow>,
    /// Logins.
    pub logins: Vec<LoginRow>,
    /// Epochs of signing keys.
    pub epochs: Vec<EpochRow>,
    /// Products.
    pub products: Vec<ProductRow>,
    /// Deliveries.
    pub deliveries: Vec<DeliveryRow>,
    /// Mandates.
    pub mandates: Vec<MandateRow>,
    /// Ends of mandates.
    pub mandate_ends: Vec<MandateEndRow>,
    /// Alarms.
    pub alarms: Vec<AlarmRow>,
    /// Holds on entry, set or let go.
    pub holds: Vec<EntryHoldRow>,
    /// One-time codes that were used: the pass, the code's version and when.
    pub collections: Vec<(PassId, u8, i64)>,
    /// Delivery channels, sealed; `None` deletes.
    pub channels: Vec<(HolderId, Option<Vec<u8>>)>,
    /// Settings.
    pub settings: Vec<(&'static str, String)>,
    /// Look-ups, by kind.
    pub lookups: BTreeMap<LookupKind, Vec<Lookup>>,
    /// Counts.
    pub tallies: BTreeMap<TallyKey, TallyChange>,
    /// Acts of officers by hour since 1970: (officer, hour) to (acts, holders).
    pub activity: BTreeMap<(OfficerId, i32), (i64, i64)>,
    /// Caps that are drawn on.
    pub caps: Vec<CapUse>,
    /// Progress of a job.
    pub job: Option<JobProgress>,
    /// Rows of a job's input that were not taken.
    pub job_errors: Vec<JobErrorRow>,
    /// The answer to a request.
    pub idempotency: Option<IdempotencyRow>,
}
