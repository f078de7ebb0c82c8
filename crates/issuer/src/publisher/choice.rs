//! What is chosen so far, and what it used of the caps.

use std::collections::BTreeMap;

use super::PublishError;
use super::counters::Counters;
use super::memory::{Draw, Fate, Memory, Remembered};
use super::selection::{Lost, Selection};
use crate::act::{Body, Handle};
use crate::caps::day_of;

/// What is chosen so far.
pub(super) struct Choice {
    counters: Counters,
    pub(super) selection: Selection,
}

impl Choice {
    /// With what was published before counted, caps or none: nothing new takes its place.
    pub(super) fn new(memory: &Memory, now: i64) -> Self {
        let mut counters = Counters::default();
        for known in memory.acts.values() {
            if let Some(since) = known.since {
                counters.count(&known.draws, known.signed_day, since.min(day_of(now)));
            }
        }
        let mut next = Memory::new(memory.founding);
        next.looked_at = memory.looked_at;
        Self {
            counters,
            selection: Selection {
                passes: BTreeMap::new(),
                keys: BTreeMap::new(),
                restored_keys: BTreeMap::new(),
                rejected: Vec::new(),
                lost: Vec::new(),
                memory: next,
            },
        }
    }

    pub(super) fn draw(
        &mut self,
        draws: &[(Draw, i64)],
        next: &mut Remembered,
        now: i64,
    ) -> Result<(), PublishError> {
        let today = day_of(now);
        self.counters.draw(draws, next.signed_day, today)?;
        next.fate = Fate::Published;
        next.since = Some(today);
        next.draws = draws.iter().map(|(draw, _)| draw.clone()).collect();
        Ok(())
    }

    pub(super) fn publish(&mut self, hash: [u8; 32], body: &Body, touched: Option<&Vec<Handle>>) {
        let named: &[Handle] = match body {
            Body::Revoke { handles } => handles,
            Body::RefuseReissue { handle } => std::slice::from_ref(handle),
            _ => &[],
        };
        for handle in named.iter().chain(touched.into_iter().flatten()) {
            self.selection.passes.entry(*handle).or_insert(hash);
        }
    }

    pub(super) fn lose(&mut self, hash: [u8; 32], why: PublishError) {
        self.selection.lost.push(Lost { hash, why });
    }
}
