//! Joining all that the ledger tells of counts with a calendar of visits resolves no cell below 10.
//!
//! Whoever has everything that is public has a system of linear equations over hidden cells: each
//! told cell is one equation, each opened sum another, and each rest the sum of the cells that are
//! not told. What follows from it for a small cell is what its row space says: a combination of
//! equations that leaves one cell, or some cells that come to less than ten, would resolve it.

use std::collections::BTreeMap;

use cleanbill_ledger::count::{BlindingKey, CELL_MIN};
use cleanbill_ledger::leaf::{OpenedSum, Opening, Subject};
use cleanbill_ledger::table::{Counts, Table, rest_blinding};

use crate::authority::MONDAY;

const KEY: BlindingKey = BlindingKey::new([3; 32]);
const REGIONS: [&str; 3] = ["XA-A", "XA-B", "XA-C"];
const OFFICES: [&str; 2] = ["One", "Two"];
const GROUNDS: [u8; 2] = [1, 4];
const WEEKS: i32 = 5;

/// The visits of a cell: ground, region, office, day.
type Cell = (u8, usize, usize, i32);
/// An equation: cells that together come to a number.
type Equation = (Vec<Cell>, u64);

/// A generator that is the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Visits of five weeks: many in some places, few in others, none on some days.
fn visits(seed: u64) -> BTreeMap<Cell, u64> {
    let mut chance = Chance(seed);
    let mut visits = BTreeMap::new();
    for day in 0..7 * WEEKS {
        for ground in GROUNDS {
            for region in 0..REGIONS.len() {
                for office in 0..OFFICES.len() {
                    let end = [2, 6, 40][(region + office + usize::from(ground)) % 3];
                    visits.insert((ground, region, office, day), chance.below(end));
                }
            }
        }
    }
    visits
}

/// Everything that tables and openings tell of these visits, as the authority makes them.
fn public(visits: &BTreeMap<Cell, u64>) -> Vec<Equation> {
    let mut equations: Vec<Equation> = Vec::new();
    // The cells of each rest that no opening covered yet.
    let mut hidden = Hidden::new();
    for week in 0..WEEKS {
        for day in 7 * week..7 * week + 7 {
            for (row, rest) in tell_day(visits, day, &mut equations) {
                hidden.entry(row).or_default().push((day, rest.0, rest.1));
            }
        }
        let opening = open_week(week, &mut hidden, &mut equations);
        // It is one that the ledger would take.
        let leaf = cleanbill_ledger::leaf::Leaf::Opening(opening);
        assert_eq!(
            cleanbill_ledger::leaf::Leaf::parse(&leaf.encode()),
            Ok(leaf)
        );
    }
    equations
}

/// What is hidden of a ground in a region: day, count, cells.
type Hidden = BTreeMap<(u8, usize), Vec<(i32, u64, Vec<Cell>)>>;
type Rests = BTreeMap<(u8, usize), (u64, Vec<Cell>)>;

fn tell_day(visits: &BTreeMap<Cell, u64>, day: i32, equations: &mut Vec<Equation>) -> Rests {
    let mut counts = Counts::new();
    for ground in GROUNDS {
        for region in REGIONS {
            counts.insert((ground, region.to_owned()), BTreeMap::new());
        }
    }
    for ((ground, region, office, _), count) in visits.iter().filter(|(cell, _)| cell.3 == day) {
        let row = counts
            .entry((*ground, REGIONS[*region].to_owned()))
            .or_default();
        row.insert(vec![OFFICES[*office].to_owned()], *count);
    }
    let (table, rests) = Table::new(Subject::Issuance, MONDAY + day, &counts, &KEY);
    let table = Table::parse(&table.encode()).unwrap();
    let mut hidden = Rests::new();
    for row in &table.rows {
        let region = REGIONS.iter().position(|name| *name == row.region).unwrap();
        let mut cells: Vec<Cell> = (0..OFFICES.len())
            .map(|office| (row.what, region, office, day))
            .collect();
        for cell in &row.cells {
            let office = OFFICES
                .iter()
                .position(|name| *name == cell.detail[0])
                .unwrap();
            equations.push((vec![(row.what, region, office, day)], cell.count));
            cells.retain(|one| one.2 != office);
        }
        let rest = rests[&(row.what, row.region.clone())];
        hidden.insert((row.what, region), (rest, cells));
    }
    hidden
}

fn open_week(week: i32, hidden: &mut Hidden, equations: &mut Vec<Equation>) -> Opening {
    let mut sums = Vec::new();
    let opened = |what, region: Option<usize>, rests: &[(usize, i32, u64)]| OpenedSum {
        what,
        region: region.map(|region| REGIONS[region].to_owned()),
        total: rests.iter().map(|(_, _, rest)| rest).sum(),
        blinding: rests
            .iter()
            .map(|(of, day, _)| {
                rest_blinding(&KEY, Subject::Issuance, MONDAY + day, what, REGIONS[*of])
            })
            .collect::<Vec<_>>()
            .iter()
            .sum(),
    };
    for ground in GROUNDS {
        let mut pool = Vec::new();
        let mut pooled = Vec::new();
        for region in 0..REGIONS.len() {
            let rests = hidden.entry((ground, region)).or_default();
            let total: u64 = rests
                .iter()
                .filter(|(day, _, _)| day / 7 == week)
                .map(|(_, rest, _)| rest)
                .sum();
            if total >= u64::from(CELL_MIN) {
                let own: Vec<_> = rests
                    .extract_if(.., |(day, _, _)| *day / 7 == week)
                    .collect();
                let named: Vec<_> = own
                    .iter()
                    .map(|(day, rest, _)| (region, *day, *rest))
                    .collect();
                sums.push(opened(ground, Some(region), &named));
                let cells = own.into_iter().flat_map(|(_, _, cells)| cells).collect();
                equations.push((cells, total));
            } else {
                pool.extend(rests.iter().map(|(day, rest, _)| (region, *day, *rest)));
                pooled.push(region);
            }
        }
        let total: u64 = pool.iter().map(|(_, _, rest)| rest).sum();
        // Rests of earlier weeks in regions that were opened now are still hidden, too.
        let left: Vec<usize> = (0..REGIONS.len())
            .filter(|one| !pooled.contains(one))
            .collect();
        let older: u64 = left
            .iter()
            .filter_map(|region| hidden.get(&(ground, *region)))
            .flatten()
            .map(|(_, rest, _)| rest)
            .sum();
        if total + older >= u64::from(CELL_MIN) {
            let mut named = Vec::new();
            let mut cells = Vec::new();
            for region in 0..REGIONS.len() {
                for (day, rest, own) in std::mem::take(hidden.entry((ground, region)).or_default())
                {
                    named.push((region, day, rest));
                    cells.extend(own);
                }
            }
            sums.push(opened(ground, None, &named));
            equations.push((cells, total + older));
        }
    }
    sums.sort_by(|a, b| (a.what, &a.region).cmp(&(b.what, &b.region)));
    Opening {
        subject: Subject::Issuance,
        week: MONDAY + 7 * week,
        sums,
    }
}

/// Every combination of two equations whose cells lie within one another, until nothing new comes
/// out of it: with disjoint sums, as these are, all that can be resolved.
fn resolved(equations: &[Equation]) -> Vec<Equation> {
    let mut known: Vec<(std::collections::BTreeSet<Cell>, u64)> = equations
        .iter()
        .map(|(cells, count)| (cells.iter().copied().collect(), *count))
        .collect();
    let mut at = 0;
    while at < known.len() {
        for other in 0..at {
            let (a, b) = (&known[at], &known[other]);
            let (large, small) = if a.0.len() >= b.0.len() {
                (a, b)
            } else {
                (b, a)
            };
            if small.0.is_subset(&large.0) && small.0.len() < large.0.len() {
                let rest = large.0.difference(&small.0).copied().collect();
                let found = (rest, large.1 - small.1);
                if !known.contains(&found) {
                    known.push(found);
                }
            }
        }
        at += 1;
    }
    known
        .into_iter()
        .map(|(cells, count)| (cells.into_iter().collect(), count))
        .collect()
}

#[test]
fn g14_joining_all_leaves_with_a_calendar_of_visits_resolves_no_small_cell() {
    for seed in 0..40 {
        let visits = visits(seed);
        let equations = public(&visits);
        // What is told is true, so that the join is of the real thing.
        for (cells, count) in &equations {
            let sum: u64 = cells.iter().map(|cell| visits[cell]).sum();
            assert_eq!(sum, *count);
        }
        // No cell is in two sums: whatever is added or taken away comes to sums of whole ones.
        let mut seen = std::collections::BTreeSet::new();
        for (cells, _) in &equations {
            assert!(
                cells.iter().all(|cell| seen.insert(*cell)),
                "a cell is told twice"
            );
        }
        let small = |count: &u64| *count < u64::from(CELL_MIN);
        for (cells, count) in resolved(&equations) {
            assert!(!small(&count), "seed {seed}: {count} in {cells:?}");
        }
        let few = visits
            .values()
            .filter(|count| (1..10).contains(*count))
            .count();
        assert!(few > 100, "there is something to find");
    }
}

#[test]
fn a_cell_that_could_be_resolved_would_be_found() {
    // A row's total beside its told cells: what reports must not tell.
    let cells: Vec<Cell> = vec![(1, 0, 0, 0), (1, 0, 1, 0)];
    let equations = vec![(cells.clone(), 15), (vec![cells[0]], 12)];
    let found = resolved(&equations);
    assert!(found.contains(&(vec![cells[1]], 3)));
}
