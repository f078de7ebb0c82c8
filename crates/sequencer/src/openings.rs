//! Opening what a week hides, once it adds up to ten (G14).

use std::collections::BTreeMap;

use cleanbill_ledger::count::{Blinding, CELL_MIN};
use cleanbill_ledger::leaf::{Leaf, OpenedSum, Opening, Subject};
use cleanbill_store::{Rest, Sequenced};

/// Most sums of one leaf.
const SUMS_MAX: usize = 1_024;

/// Opens each region's week whose hidden counts come to ten or more, and then all others of the
/// nation, with those of the weeks before that are still hidden, if they do. What is opened is
/// opened once, so that no difference of two sums tells of fewer than ten.
pub(crate) fn open_week(week: i32, rests: &[Rest], made: &mut Sequenced) {
    for subject in Subject::ALL {
        let mut sums = Vec::new();
        let mut pools: BTreeMap<u8, Vec<Rest>> = BTreeMap::new();
        for rest in rests.iter().filter(|rest| rest.subject == subject.number()) {
            let on_its_own = *subject != Subject::Passes && rest.week == week;
            if on_its_own && is_enough(rest.count) {
                sums.extend(sum(
                    rest.what,
                    Some(rest.region.clone()),
                    std::slice::from_ref(rest),
                ));
                made.closed.push(rest.clone());
            } else {
                pools.entry(rest.what).or_default().push(rest.clone());
            }
        }
        for (what, pool) in pools {
            if is_enough(pool.iter().map(|rest| rest.count).sum()) {
                sums.extend(sum(what, None, &pool));
                made.closed.extend(pool);
            }
        }
        sums.sort_by(|a, b| (a.what, &a.region).cmp(&(b.what, &b.region)));
        for sums in sums.chunks(SUMS_MAX) {
            let opening = Opening {
                subject: *subject,
                week,
                sums: sums.to_vec(),
            };
            made.entries.push(Leaf::Opening(opening).encode());
        }
    }
    made.opened = Some(week);
}

fn is_enough(count: i64) -> bool {
    count >= i64::from(CELL_MIN)
}

/// `None` where a blinding does not read: somebody else wrote it.
fn sum(what: u8, region: Option<String>, rests: &[Rest]) -> Option<OpenedSum> {
    let blindings: Option<Vec<Blinding>> = rests
        .iter()
        .map(|rest| Blinding::from_bytes(rest.blinding))
        .collect();
    Some(OpenedSum {
        what,
        region,
        total: u64::try_from(rests.iter().map(|rest| rest.count).sum::<i64>()).ok()?,
        blinding: blindings?.iter().sum(),
    })
}
