//! Giving leaves their place.

use std::collections::BTreeMap;

use cleanbill_issuer::leaf::{HolderAct, LeafKind};
use cleanbill_issuer::registry::Shard;
use cleanbill_ledger::leaf::{Leaf, LeafType};
use cleanbill_store::{ActCount, LedgerSpan, Sequenced, Waiting};

use crate::calendar::day_of;
use crate::{Round, Sequencer, SequencerError};

/// Leaves that get their place together: as many as a batch has slots.
const LEAVES_MAX: u32 = 65_536;
/// Keys further apart were reserved by different processes: between them may lie leaves of many
/// other entries.
const GAP_MAX: i64 = 256;

/// What waits, sorted into what becomes a slot and what an entry of its own.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    /// Commitments to passes, and to acts about one person.
    pub(crate) slots: Vec<[u8; 32]>,
    /// How many of them are passes.
    pub(crate) passes: u64,
    /// Whose keys lie in the batch: runs without a wide gap, each with its lowest and highest.
    pub(crate) spans: Vec<(Shard, i64, i64)>,
    /// Leaves that are entries, each with its row.
    pub(crate) entries: Vec<(Shard, i64, Vec<u8>)>,
    /// Acts about one person, to be counted.
    pub(crate) counts: Vec<ActCount>,
    /// Rows that are no leaves.
    pub(crate) rejected: usize,
}

impl Sequencer {
    pub(crate) async fn place(
        &mut self,
        now: i64,
        fill: &mut (dyn FnMut(&mut [u8]) + Send),
    ) -> Result<Round, SequencerError> {
        let is_cover = !self.door.waits().await?;
        if is_cover && !self.is_cover_due(fill) {
            return Ok(Round::default());
        }
        let mut sequencing = self.door.begin(LEAVES_MAX).await?;
        let day = day_of(now);
        let sorted = sort(&sequencing.waiting, day);
        let mut round = Round {
            placed: sequencing.waiting.len() - sorted.rejected,
            rejected: sorted.rejected,
            is_more: sequencing.waiting.len() >= LEAVES_MAX as usize,
            size: 0,
        };
        let mut made = Sequenced::default();
        let mut next = sequencing.head.size;
        if is_cover || !sorted.slots.is_empty() {
            self.batch(&mut sequencing, &sorted, day, fill, &mut made)
                .await?;
            next += 1;
        }
        for (shard, id, body) in sorted.entries {
            let leaf = cleanbill_issuer::registry::LeafId(id);
            made.spans.push(LedgerSpan {
                shard,
                last: leaf,
                first: leaf,
                entry: next,
            });
            made.entries.push(body);
            next += 1;
        }
        made.counts = sorted.counts;
        let head = sequencing.write(&made).await?;
        round.size = head.size;
        Ok(round)
    }

    fn is_cover_due(&self, fill: &mut (dyn FnMut(&mut [u8]) + Send)) -> bool {
        let one_in = self.options.cover_one_in;
        let mut drawn = [0; 8];
        fill(&mut drawn);
        one_in > 0 && u64::from_be_bytes(drawn) % u64::from(one_in) == 0
    }
}

fn sort(waiting: &[Waiting], day: i32) -> Sorted {
    let mut sorted = Sorted::default();
    let mut counts: BTreeMap<(u8, String, u8, u8, String), i64> = BTreeMap::new();
    for row in waiting {
        let slot = match row.kind {
            LeafKind::Commitment => match <[u8; 32]>::try_from(row.body.as_slice()) {
                Ok(commitment) => {
                    sorted.passes += 1;
                    commitment
                }
                Err(_) => {
                    sorted.rejected += 1;
                    continue;
                }
            },
            // Of an appeal: a slot that is no pass, and is in no table.
            LeafKind::Case => match <[u8; 32]>::try_from(row.body.as_slice()) {
                Ok(commitment) => commitment,
                Err(_) => {
                    sorted.rejected += 1;
                    continue;
                }
            },
            LeafKind::HolderAct => match HolderAct::parse(&row.body) {
                Ok(act) => {
                    *counts.entry(count_key(&act)).or_default() += 1;
                    act.blinded
                }
                Err(_) => {
                    sorted.rejected += 1;
                    continue;
                }
            },
            LeafKind::AuthorityAct | LeafKind::Ledger => {
                if is_own(row) {
                    let entry = (row.shard, row.id.0, row.body.clone());
                    sorted.entries.push(entry);
                } else {
                    sorted.rejected += 1;
                }
                continue;
            }
        };
        sorted.slots.push(slot);
        // Leaves come in the order of shards and keys.
        match sorted.spans.last_mut() {
            Some((shard, _, last)) if *shard == row.shard && row.id.0 - *last <= GAP_MAX => {
                *last = row.id.0;
            }
            _ => sorted.spans.push((row.shard, row.id.0, row.id.0)),
        }
    }
    // A row that somebody copied is one slot: it must not keep the others back.
    sorted.slots.sort_unstable();
    sorted.slots.dedup();
    sorted.counts = counts
        .into_iter()
        .map(|((kind, region, reason, basis, other), count)| ActCount {
            day,
            kind,
            region,
            reason,
            basis,
            other,
            count,
        })
        .collect();
    sorted
}

fn count_key(act: &HolderAct) -> (u8, String, u8, u8, String) {
    let mut regions = act.regions.iter();
    (
        act.kind.number(),
        regions.next().cloned().unwrap_or_default(),
        act.reason.map_or(0, |reason| reason.number()),
        act.basis.map_or(0, |basis| basis.number()),
        regions.next().cloned().unwrap_or_default(),
    )
}

/// Whether a row is a leaf of the type that its kind may have: nobody passes a batch or a count of
/// their own off as the sequencer's.
fn is_own(row: &Waiting) -> bool {
    let Ok(leaf) = Leaf::parse(&row.body) else {
        return false;
    };
    match leaf.leaf_type() {
        LeafType::Act | LeafType::BlindedAct => row.kind == LeafKind::AuthorityAct,
        LeafType::Batch | LeafType::Summary | LeafType::Opening => false,
        LeafType::SignerCounter
        | LeafType::Publication
        | LeafType::Revocations
        | LeafType::Document
        | LeafType::Announcement
        | LeafType::Release
        | LeafType::Witnesses
        | LeafType::KeyEnd
        | LeafType::Filing
        | LeafType::FilingAnswer
        | LeafType::Removal
        | LeafType::Petition
        | LeafType::Vouchers
        | LeafType::Signatures
        | LeafType::PetitionAnswer => row.kind == LeafKind::Ledger,
    }
}
