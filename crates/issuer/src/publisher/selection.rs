//! What goes into the choice, and what comes out of it.

use std::collections::BTreeMap;

use super::{Memory, PublishError};
use crate::act::{ActRecord, Body, Handle};
use crate::registry::{ActId, Shard};

/// An act with the shard that its rows lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShardedAct {
    /// The shard.
    pub shard: Shard,
    /// The rows.
    pub record: ActRecord,
    /// The passes that a withdrawal or an import touches, in any order; empty for other acts, and
    /// where they are to be given later ([`Selector::give`](super::Selector::give)).
    pub touched: Vec<Handle>,
}

/// An act that publishes nothing, or not what its rows say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedAct {
    /// Its key, for whoever has the database.
    pub id: ActId,
    /// Its hash, as the row says it.
    pub hash: [u8; 32],
    /// Why.
    pub why: PublishError,
}

/// An act of earlier runs that is not there any more as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Its hash, as it was signed.
    pub hash: [u8; 32],
    /// What is lost: [`PublishError::Vanished`] or [`PublishError::Changed`].
    pub why: PublishError,
}

/// By which act something is taken away, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The hash of the act.
    pub act: [u8; 32],
    /// Since when, Unix seconds.
    pub since: i64,
}

/// An act that touches more passes than it names; they are to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The act.
    pub hash: [u8; 32],
    /// The shard of its rows.
    pub shard: Shard,
    /// When it was signed, Unix seconds: passes issued before are touched. Zero for an act that is
    /// known from an earlier run alone.
    pub at: i64,
    /// What it says.
    pub body: Body,
}

/// What a run publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Passes that are revoked, each with the hash of the act.
    pub passes: BTreeMap<Handle, [u8; 32]>,
    /// Key identifiers and SHA-256 of DSCs that are withdrawn.
    pub keys: BTreeMap<([u8; 8], [u8; 32]), Taken>,
    /// Such keys that were withdrawn by acts which are undone.
    pub restored_keys: BTreeMap<([u8; 8], [u8; 32]), Taken>,
    /// Acts that publish nothing, or not what their rows say, and why.
    pub rejected: Vec<RejectedAct>,
    /// Acts of earlier runs that are not there as they were. What they took away stays so.
    pub lost: Vec<Lost>,
    /// What to remember for the next run.
    pub memory: Memory,
}
