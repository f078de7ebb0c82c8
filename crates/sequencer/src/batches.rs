//! Batches: slots, padding, and the hidden count of passes.

use cleanbill_issuer::registry::LeafId;
use cleanbill_ledger::batch::Batch;
use cleanbill_ledger::count::{Blinding, CountCommitment};
use cleanbill_ledger::leaf::{BatchLeaf, Leaf, Subject};
use cleanbill_ledger::table::batch_blinding;
use cleanbill_store::{FileKind, LedgerFile, LedgerSpan, Rest, Sequenced, Sequencing};

use crate::calendar::week_of;
use crate::place::Sorted;
use crate::{Sequencer, SequencerError};

impl Sequencer {
    /// Makes a batch the next entry.
    pub(crate) async fn batch(
        &self,
        sequencing: &mut Sequencing,
        sorted: &Sorted,
        day: i32,
        fill: &mut (dyn FnMut(&mut [u8]) + Send),
        made: &mut Sequenced,
    ) -> Result<(), SequencerError> {
        let batch = Batch::new(sorted.slots.iter().copied(), fill)?;
        let root = batch.root();
        let blinding = batch_blinding(&self.options.blinding, &root);
        let leaf = Leaf::Batch(BatchLeaf {
            day,
            root,
            slots: u32::try_from(batch.slots().len()).unwrap_or(u32::MAX),
            count: CountCommitment::new(sorted.passes, &blinding),
        });
        let subject = Subject::Passes.number();
        let week = week_of(day);
        let hidden = sequencing.rest_of_batches(subject, week).await?;
        let passes = i64::try_from(sorted.passes).unwrap_or(i64::MAX);
        made.rests.push(add(
            hidden,
            Rest {
                subject,
                week,
                what: 0,
                region: String::new(),
                count: passes,
                blinding: *blinding.as_bytes(),
            },
        ));
        for (shard, first, last) in &sorted.spans {
            made.spans.push(LedgerSpan {
                shard: *shard,
                last: LeafId(*last),
                first: LeafId(*first),
                entry: sequencing.head.size,
            });
        }
        made.files.push(LedgerFile {
            kind: FileKind::Batch,
            digest: root,
            body: batch.to_bytes(),
        });
        made.entries.push(leaf.encode());
        Ok(())
    }
}

/// What is hidden together.
pub(crate) fn add(before: Option<Rest>, more: Rest) -> Rest {
    let Some(before) = before else {
        return more;
    };
    // What does not read was written by somebody else: the sum then opens to nothing, and says so.
    let parts: Vec<Blinding> = [before.blinding, more.blinding]
        .into_iter()
        .filter_map(Blinding::from_bytes)
        .collect();
    let blinding: Blinding = parts.iter().sum();
    Rest {
        count: before.count.saturating_add(more.count),
        blinding: *blinding.as_bytes(),
        ..more
    }
}
