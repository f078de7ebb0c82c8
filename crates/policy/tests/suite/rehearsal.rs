//! Rehearsals: what flips, what is shown of it, and what may be done without notice.

use cleanbill_health::{Ground, Record};
use cleanbill_policy::rehearsal::{
    AgeBand, CELL_MIN, Cell, Column, Decision, Documents, Flip, Policies, Rehearsal, Share, Table,
    Tally, decide,
};
use cleanbill_policy::{NOTICE_SECS, Presented};
use proptest::prelude::*;

use super::draft::{dose, draft, exemption, pcr, recovery, time};

/// Half a percent.
const THRESHOLD: u32 = 5_000;
/// 8 November 2021 in Moscow, when a term was halved overnight.
pub(crate) const OVERNIGHT: &str = "2021-11-08T00:00:00+03:00";

pub(crate) fn one(text: String) -> Documents {
    Documents {
        policies: Policies::One(text),
        ..Documents::default()
    }
}

pub(crate) fn presented(record: &Record) -> Presented<'_> {
    Presented {
        record,
        dcc: None,
        issuer_country: None,
        issued_at: None,
        expires_at: None,
        kid: &[],
    }
}

fn rehearse(old: &Documents, new: &Documents, at: &str, records: &[(Record, u64)]) -> Table {
    let rehearsal = Rehearsal::load(old, new, None, None, time(at)).unwrap();
    let mut tally = Tally::default();
    for (record, count) in records {
        for _ in 0..*count {
            rehearsal.count(&presented(record), &mut tally);
        }
    }
    Table::of(&tally)
}

fn total(table: &Table, column: Column) -> u64 {
    let place = table.columns().iter().position(|known| *known == column);
    table.totals()[place.unwrap()]
}

/// The term of vaccinations halved, in the night of 8 November.
pub(crate) fn halved() -> (Documents, Documents) {
    let life: &[(&str, &str)] = &[
        ("2021-11-12T12:00:00+03:00", "2021-11-01T12:00:00+03:00"),
        ("2021-11-22T00:00:00+03:00", OVERNIGHT),
        ("2022-02-01T00:00:00+03:00", "2022-01-01T00:00:00+03:00"),
        ("announcement = { at = 2021-11-12T12:00:00+03:00 }", ""),
    ];
    let shorter = [life, &[("for_months = 12", "for_months = 6")]].concat();
    (one(draft(life)), one(draft(&shorter)))
}

#[test]
fn g14_the_night_of_8_november_is_refused_without_notice() {
    // 300,000 of 50,000,000 had been vaccinated more than six months before: 0.6 %.
    let (old, new) = halved();
    let records = [
        (dose(2, 2, "2021-04-15"), 300),
        (dose(2, 2, "2021-08-15"), 49_700),
    ];
    let table = rehearse(&old, &new, OVERNIGHT, &records);
    assert_eq!(total(&table, Column::Loses), 300);
    assert_eq!(total(&table, Column::StaysIn), 49_700);
    let losing = table.share_losing();
    assert_eq!((losing.part, losing.of), (300, 50_000));
    assert_eq!(losing.to_string(), "0.6000 %");

    let starts = time(OVERNIGHT);
    let decision = |announced| decide(losing, THRESHOLD, announced, starts);
    assert_eq!(decision(None), Decision::Unannounced);
    let hours_before = decision(Some(starts - 4 * 3_600));
    assert_eq!(
        hours_before,
        Decision::ShortNotice {
            notice_secs: 4 * 3_600
        }
    );
    assert!(!hours_before.is_allowed());
    assert!(!decision(Some(starts - NOTICE_SECS + 1)).is_allowed());
    assert!(!decision(Some(starts + 1)).is_allowed());
    assert_eq!(decision(Some(starts - NOTICE_SECS)), Decision::Announced);
    // It flipped back two days later: that needs no notice.
    let back = rehearse(&new, &old, OVERNIGHT, &records);
    assert_eq!(total(&back, Column::Gains), 300);
    let allowed = decide(back.share_losing(), THRESHOLD, None, starts);
    assert_eq!(allowed, Decision::Within);
}

#[test]
fn g14_the_threshold_is_a_line_and_not_a_rounding() {
    let share = |part, of| Share { part, of };
    assert!(!share(5, 1_000).exceeds(THRESHOLD));
    assert!(share(500_001, 100_000_000).exceeds(THRESHOLD));
    assert!(share(u64::MAX, u64::MAX).exceeds(999_999));
    assert!(!share(u64::MAX, u64::MAX).exceeds(1_000_000));
    assert!(!share(0, 0).exceeds(0));
    assert_eq!(share(1, 3).to_string(), "33.3334 %");
}

#[test]
fn every_way_of_flipping_has_its_column() {
    let old = one(draft(&[]));
    let new = one(draft(&[
        ("for_months = 12", "for_months = 6"),
        ("for_hours = 72", "for_hours = 96"),
        ("[[accept]]\nground = \"exemption\"", ""),
        ("under_age = 18", "under_age = 12"),
    ]));
    let at = "2021-12-10T12:00:00+03:00";
    let mut child = dose(1, 2, "2020-01-01");
    child.person.birth_date = cleanbill_health::BirthDate::parse("2006-01-01");
    let unclear = Record {
        events: Vec::new(),
        ..child.clone()
    };
    let test = pcr(
        "2021-12-06T20:00:00+03:00",
        cleanbill_health::TestResult::Negative,
    );
    let records = [
        (dose(2, 2, "2021-05-01"), 20),
        (dose(2, 2, "2021-09-01"), 30),
        (test, 40),
        (exemption("2021-12-01", "2021-12-31"), 50),
        (recovery("2020-01-01"), 60),
        (child, 70),
        (unclear, 80),
    ];
    let table = rehearse(&old, &new, at, &records);
    assert_eq!(table.columns().len(), 5);
    assert_eq!(total(&table, Column::Loses), 20 + 50 + 70);
    // Without an event nobody can say, now that age alone does not open.
    assert_eq!(total(&table, Column::InDoubt), 80);
    assert_eq!(total(&table, Column::StaysIn), 30);
    assert_eq!(total(&table, Column::Gains), 40);
    assert_eq!(total(&table, Column::StaysOut), 60);
    assert_eq!(table.passes(), Some(350));
    let share = table.share_losing();
    assert_eq!((share.part, share.of), (220, 350));
    let rows: Vec<_> = table
        .rows()
        .iter()
        .map(|row| (row.row.grounds_name(), row.row.ages_name(), row.passes()))
        .collect();
    let row = |ground: &str, ages: &str, passes| (ground.to_owned(), ages.to_owned(), passes);
    assert!(rows.contains(&row("vaccination", "12-17", 70)), "{rows:?}");
    assert!(rows.contains(&row("unclear", "12-17", 80)));
    assert!(rows.contains(&row("recovery", "50-59", 60)));
}

/// Exact counts drawn by proptest: small and large ones.
fn tallies() -> impl Strategy<Value = Vec<(Cell, u64)>> {
    let count = prop_oneof![0_u64..12, 0_u64..30, 0_u64..5_000];
    let cell = (0_usize..5, 0_usize..10, 0_usize..5, count);
    let cells = proptest::collection::vec(cell, 0..60);
    cells.prop_map(|cells| {
        let cell = |(ground, ages, flip, count): (usize, usize, usize, u64)| {
            let cell = Cell {
                ground: Ground::ALL.get(ground).copied(),
                ages: AgeBand::ALL[ages],
                flip: Flip::ALL[flip],
            };
            (cell, count)
        };
        cells.into_iter().map(cell).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// The attack: take the published numbers, add and subtract them. Since they count groups that
    /// share nobody, leave nobody out, and are each 0 or at least 10, no sum or difference of them
    /// counts fewer than 10 people.
    #[test]
    fn g14_no_small_number_can_be_had_from_a_table(cells in tallies()) {
        let mut tally = Tally::default();
        for (cell, count) in &cells {
            tally.add_many(*cell, *count);
        }
        let all: u64 = cells.iter().map(|(_, count)| count).sum();
        let table = Table::of(&tally);
        if all < CELL_MIN {
            prop_assert_eq!(table.passes(), None);
            prop_assert!(table.rows().is_empty() && table.columns().is_empty());
            prop_assert_eq!(table.share_losing(), Share::WHOLE);
            return Ok(());
        }
        for counted in table.rows() {
            for (column, count) in table.columns().iter().zip(&counted.counts) {
                prop_assert!(*count == 0 || *count >= CELL_MIN);
                let exact: u64 = cells
                    .iter()
                    .filter(|(cell, _)| {
                        counted.row.contains(cell) && column.flips().contains(&cell.flip)
                    })
                    .map(|(_, count)| count)
                    .sum();
                prop_assert_eq!(*count, exact);
            }
        }
        // Nobody is counted twice, nobody is left for a subtraction.
        for (cell, count) in &cells {
            let rows = table.rows().iter().filter(|row| row.row.contains(cell)).count();
            prop_assert!(rows == 1 || (*count == 0 && rows == 0));
            let columns = table.columns().iter().filter(|c| c.flips().contains(&cell.flip));
            prop_assert_eq!(columns.count(), 1);
        }
        prop_assert_eq!(table.passes(), Some(all));
        prop_assert_eq!(table.totals().iter().sum::<u64>(), all);
        // Never less than the truth, and exact where it is shown.
        let losing: u64 = cells
            .iter()
            .filter(|(cell, _)| Column::Losing.flips().contains(&cell.flip))
            .map(|(_, count)| count)
            .sum();
        prop_assert!(table.share_losing().part >= losing);
        if losing >= CELL_MIN && table.columns().contains(&Column::Loses) {
            prop_assert_eq!(table.share_losing().part, losing);
        }
        prop_assert!(!table.few_lose() || (1..CELL_MIN).contains(&losing));
    }
}

#[test]
fn g14_a_few_losers_are_neither_shown_nor_given_away() {
    let (old, new) = halved();
    let table = |few: u64, many: u64| {
        let records = [
            (dose(2, 2, "2021-04-15"), few),
            (dose(2, 2, "2021-08-15"), many),
        ];
        rehearse(&old, &new, OVERNIGHT, &records)
    };
    let hidden = table(3, 1_000);
    // The sum stands, the parts do not, so that 1,003 less 1,000 cannot be had.
    assert_eq!(hidden.columns()[0], Column::InBefore);
    assert_eq!(hidden.totals()[0], 1_003);
    assert!(hidden.few_lose());
    assert_eq!(hidden.share_losing().part, 9);
    // Whatever the few are, the decision is the same: it gives nothing away.
    for few in 1..10 {
        assert_eq!(table(few, 1_003 - few), hidden);
    }
    // Of 18 both could be 9; of so few nothing is said.
    assert!(!table(9, 9).few_lose());
    assert_eq!(table(9, 9), table(8, 10));
    assert_eq!(table(3, 6).passes(), None);
    // None at all is shown, and leaves the share at nothing.
    assert_eq!(total(&table(0, 1_000), Column::Loses), 0);
}
