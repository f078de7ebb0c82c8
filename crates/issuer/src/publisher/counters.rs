//! Caps, counted by signed day and by day of publishing.

use std::collections::BTreeMap;

use super::PublishError;
use super::memory::Draw;
use crate::caps::CapScope;

/// What was used of each cap.
#[derive(Default)]
pub(super) struct Counters {
    used: BTreeMap<(bool, i32, u8, String), i64>,
}

impl Counters {
    /// Counts what is published already, caps or none.
    pub(super) fn count(&mut self, draws: &[Draw], signed: i32, published: i32) {
        for (is_signed, day) in [(true, signed), (false, published)] {
            for draw in draws {
                let key = (is_signed, day, draw.scope, draw.key.clone());
                let used = self.used.entry(key).or_insert(0);
                *used = used.saturating_add(draw.amount);
            }
        }
    }

    /// Counts what is to be published, if all caps, given with each draw, allow it.
    pub(super) fn draw(
        &mut self,
        draws: &[(Draw, i64)],
        signed: i32,
        published: i32,
    ) -> Result<(), PublishError> {
        for (is_signed, day) in [(true, signed), (false, published)] {
            for (draw, max) in draws {
                let key = (is_signed, day, draw.scope, draw.key.clone());
                let used = self.used.get(&key).copied().unwrap_or(0);
                if used.saturating_add(draw.amount) > *max {
                    let scope = CapScope::from_number(draw.scope).unwrap_or(CapScope::Nation);
                    return Err(PublishError::Cap { scope });
                }
            }
        }
        let draws: Vec<Draw> = draws.iter().map(|(draw, _)| draw.clone()).collect();
        self.count(&draws, signed, published);
        Ok(())
    }
}
