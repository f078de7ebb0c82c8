//! The rows that a table may have: groups of holders, each a whole or a part of another.
//!
//! ```text
//! everybody ─┬ vaccination ── all ages ─┬ 0–39 ─┬ 0–17 ─ 0–11, 12–17
//!            │                          │       └ 18–39 ─ 18–29, 30–39
//!            │                          └ 40+ ──┬ 40–59 ─ 40–49, 50–59
//!            │                                  └ 60+ ── 60–69, 70–79, 80+, unknown
//!            └ others ─┬ recovery ── all ages …
//!                      └ others ─┬ test ── all ages …
//!                                └ others ─┬ exemption ── all ages …
//!                                          └ unclear ── all ages …
//! ```
//!
//! One fixed tree, so that of two groups in any two tables one holds the other or they share
//! nobody: their difference is a sum of rows too.

use cleanbill_health::Ground;

use super::{AgeBand, Cell};

type Grounds = &'static [Option<Ground>];
type Ages = &'static [AgeBand];

static GROUNDS: [Option<Ground>; 5] = [
    Some(Ground::Vaccination),
    Some(Ground::Recovery),
    Some(Ground::Test),
    Some(Ground::Exemption),
    None,
];

/// A group of holders: some grounds, some ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    grounds: Grounds,
    ages: Ages,
}

impl Row {
    /// Everybody.
    pub const ALL: Self = Self {
        grounds: &GROUNDS,
        ages: &AgeBand::ALL,
    };

    /// Its grounds; `None`: passes that say no event, or several.
    #[must_use]
    pub const fn grounds(&self) -> &'static [Option<Ground>] {
        self.grounds
    }

    /// Its ages.
    #[must_use]
    pub const fn ages(&self) -> &'static [AgeBand] {
        self.ages
    }

    /// Whether a cell is counted in it.
    #[must_use]
    pub fn contains(&self, cell: &Cell) -> bool {
        self.grounds.contains(&cell.ground) && self.ages.contains(&cell.ages)
    }

    /// Its grounds by name: `vaccination`, `exemption+unclear`, `all`.
    #[must_use]
    pub fn grounds_name(&self) -> String {
        if self.grounds.len() == GROUNDS.len() {
            return "all".to_owned();
        }
        let names = self
            .grounds
            .iter()
            .map(|ground| ground.map_or("unclear", Ground::name));
        names.collect::<Vec<_>>().join("+")
    }

    /// Its ages by name: `0-17`, `60+ or unknown`, `all`.
    #[must_use]
    pub fn ages_name(&self) -> String {
        if self.ages.len() == AgeBand::ALL.len() {
            return "all".to_owned();
        }
        let mut known = self.ages.iter().filter_map(|band| band.years());
        let first = known.next();
        let last = known.next_back().or(first).map(|(_, last)| last);
        let years = match (first, last) {
            (Some((first, _)), Some(Some(last))) => format!("{first}-{last}"),
            (Some((first, _)), _) => format!("{first}+"),
            (None, _) => return "unknown".to_owned(),
        };
        if self.ages.contains(&AgeBand::Unknown) {
            format!("{years} or unknown")
        } else {
            years
        }
    }
}

/// The finest parts of everybody that are all safe to show.
pub(super) fn finest(is_safe: &impl Fn(&Row) -> bool) -> Vec<Row> {
    by_ground(&GROUNDS, is_safe).unwrap_or_else(|| vec![Row::ALL])
}

/// A part of the tree: its own parts if all of them are safe, else itself if it is, else nothing.
fn whole_or_parts(
    row: Row,
    parts: Option<Vec<Row>>,
    is_safe: &impl Fn(&Row) -> bool,
) -> Option<Vec<Row>> {
    parts.or_else(|| is_safe(&row).then(|| vec![row]))
}

fn by_ground(grounds: Grounds, is_safe: &impl Fn(&Row) -> bool) -> Option<Vec<Row>> {
    let row = Row {
        grounds,
        ages: &AgeBand::ALL,
    };
    let (first, rest) = grounds.split_at_checked(1)?;
    if rest.is_empty() {
        let parts = by_age(first, &HALVES, is_safe);
        return whole_or_parts(row, parts, is_safe);
    }
    let parts = by_ground(first, is_safe).and_then(|mut rows| {
        rows.extend(by_ground(rest, is_safe)?);
        Some(rows)
    });
    whole_or_parts(row, parts, is_safe)
}

/// Ages and their parts.
struct Node {
    ages: Ages,
    parts: &'static [Self],
}

const fn leaf(ages: Ages) -> Node {
    Node { ages, parts: &[] }
}

static HALVES: [Node; 2] = {
    use AgeBand::{From0, From12, From18, From30, From40, From50, From60, From70, From80, Unknown};
    [
        Node {
            ages: &[From0, From12, From18, From30],
            parts: &[
                Node {
                    ages: &[From0, From12],
                    parts: &[leaf(&[From0]), leaf(&[From12])],
                },
                Node {
                    ages: &[From18, From30],
                    parts: &[leaf(&[From18]), leaf(&[From30])],
                },
            ],
        },
        Node {
            ages: &[From40, From50, From60, From70, From80, Unknown],
            parts: &[
                Node {
                    ages: &[From40, From50],
                    parts: &[leaf(&[From40]), leaf(&[From50])],
                },
                Node {
                    ages: &[From60, From70, From80, Unknown],
                    parts: &[
                        leaf(&[From60]),
                        leaf(&[From70]),
                        leaf(&[From80]),
                        leaf(&[Unknown]),
                    ],
                },
            ],
        },
    ]
};

fn by_age(grounds: Grounds, nodes: &[Node], is_safe: &impl Fn(&Row) -> bool) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    for node in nodes {
        let row = Row {
            grounds,
            ages: node.ages,
        };
        let parts = if node.parts.is_empty() {
            None
        } else {
            by_age(grounds, node.parts, is_safe)
        };
        rows.extend(whole_or_parts(row, parts, is_safe)?);
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearsal::Flip;

    #[test]
    fn whatever_is_safe_everybody_is_in_one_row() {
        // Sets of safe rows that a small number decides: by its bits over names and sizes.
        for seed in 0_u64..2_000 {
            let is_safe = |row: &Row| {
                let size = (row.grounds.len() * 16 + row.ages.len()) as u64;
                let first = row.ages.first().map_or(0, |band| *band as u64);
                (seed ^ (seed >> 3)).wrapping_mul(size * 31 + first * 7 + 1) % 5 != 0
            };
            let rows = finest(&is_safe);
            for ground in GROUNDS {
                for ages in AgeBand::ALL {
                    let cell = Cell {
                        ground,
                        ages,
                        flip: Flip::Gains,
                    };
                    let holding = rows.iter().filter(|row| row.contains(&cell)).count();
                    assert_eq!(holding, 1, "{seed} {cell:?}");
                }
            }
        }
    }

    #[test]
    fn rows_have_names() {
        let names = |rows: Vec<Row>| {
            let name = |row: Row| format!("{} {}", row.grounds_name(), row.ages_name());
            rows.into_iter().map(name).collect::<Vec<_>>()
        };
        let finest_names = names(finest(&|_| true));
        assert_eq!(finest_names.len(), 50);
        assert_eq!(finest_names[0], "vaccination 0-11");
        assert_eq!(finest_names[8], "vaccination 80+");
        assert_eq!(finest_names[49], "unclear unknown");
        let coarse = names(finest(&|row| row.ages.len() > 3));
        assert_eq!(
            coarse[..2],
            ["vaccination 0-39", "vaccination 40+ or unknown"]
        );
        assert_eq!(
            names(finest(&|row| row.ages.len() > 6))[0],
            "vaccination all"
        );
        assert_eq!(names(finest(&|_| false)), ["all all"]);
    }
}
