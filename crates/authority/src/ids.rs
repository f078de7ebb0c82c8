//! Internal keys, handed out from blocks that were reserved ahead.
//!
//! Reserving is a durable write of its own. A block ahead saves it to a single issue, and keeps a
//! batch that is being made from waiting for the one that is being written. What is left of a block
//! when the process ends is lost, and nothing with it.

use std::collections::BTreeMap;
use std::ops::Range;

use cleanbill_issuer::registry::Shard;
use cleanbill_store::{IDS_MAX, Store};
use tokio::sync::Mutex;

use crate::AuthorityError;

/// A block holds at least so many keys.
const BLOCK_IDS_MIN: u32 = 4_096;
/// A block lasts for so many requests like the one that it was reserved for.
const REQUESTS_AHEAD: u32 = 32;

/// The blocks of one process, by shard. Keys of one process go up with time; those of two processes
/// over one registry do not.
#[derive(Default)]
pub(crate) struct IdBlocks(Mutex<BTreeMap<Shard, Range<i64>>>);

impl IdBlocks {
    /// A run of `count` keys that nobody else has.
    ///
    /// # Errors
    /// [`AuthorityError::Store`].
    pub(crate) async fn take(
        &self,
        store: &Store,
        shard: Shard,
        count: u32,
    ) -> Result<Range<i64>, AuthorityError> {
        let mut blocks = self.0.lock().await;
        let block = blocks.entry(shard).or_default();
        if block.end - block.start < i64::from(count) {
            let ahead = count
                .saturating_mul(REQUESTS_AHEAD)
                .clamp(BLOCK_IDS_MIN, IDS_MAX)
                .max(count);
            *block = store.reserve_ids(shard, ahead).await?;
        }
        let first = block.start;
        block.start += i64::from(count);
        Ok(first..block.start)
    }
}
