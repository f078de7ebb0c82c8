//! Internal keys: integers that never leave the authority's process.

/// The part of the registry that a holder's rows lie in; 0 where it is not divided.
///
/// Every primary and unique key of the registry begins with it, so that the same schema runs on one
/// file and hash-sharded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Shard(pub u16);

macro_rules! keys {
    ($($(#[$doc:meta])* $key:ident;)+) => {$(
        $(#[$doc])*
        ///
        /// Unique within its shard over all tables; above 0.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $key(pub i64);
    )+};
}

keys! {
    /// The key of an act.
    ActId;
    /// The key of a holder.
    HolderId;
    /// The key of a health event.
    EventId;
    /// The key of a pass.
    PassId;
    /// The key of an office.
    OfficeId;
    /// The key of an officer.
    OfficerId;
    /// The key of an officer's signing key.
    OfficerKeyId;
    /// The key of an access entry.
    AccessId;
    /// The key of a leaf.
    LeafId;
    /// The number of a signing key's epoch.
    EpochId;
    /// The key of a job.
    JobId;
    /// The key of a mandate.
    MandateId;
    /// The key of any other row.
    RowId;
}
