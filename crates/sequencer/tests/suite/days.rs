//! Tables of days and openings of weeks: what adds up, and what stays hidden (G14).

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_health::Ground;
use cleanbill_issuer::act::{ActKind, Reason};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{Changeset, OfficeId, TallyChange, TallyKey};
use cleanbill_ledger::count::{CELL_MIN, CountCommitment};
use cleanbill_ledger::leaf::{Leaf, Subject};
use cleanbill_ledger::object::object_path;
use cleanbill_ledger::table::Table;
use cleanbill_publish::files::Destination;
use cleanbill_sequencer::week_of;

use crate::world::{DAY, NOW, World, on_both};

/// Enters so many events at an office on a day.
async fn enter(world: &World, office: OfficeId, ground: Ground, day: i32, issued: i64) {
    let key = TallyKey {
        day,
        office,
        ground,
        product: "EU/1/20/1528".to_owned(),
        lot: String::new(),
    };
    let change = TallyChange {
        issued,
        ..TallyChange::default()
    };
    let set = Changeset {
        name: "test",
        tallies: BTreeMap::from([(key, change)]),
        ..Changeset::default()
    };
    world.store.apply(&set).await.unwrap();
}

/// Everything that a stranger reads: tables, batches and openings.
#[derive(Default)]
struct Public {
    tables: Vec<Table>,
    /// Hidden counts by subject, what and region, each with its day.
    hidden: BTreeMap<(Subject, u8, String), Vec<(i32, CountCommitment)>>,
    openings: Vec<cleanbill_ledger::leaf::Opening>,
}

async fn read(world: &World, size: u64) -> Public {
    let to = Destination::read_only(&world.folder.path().join("ledger")).unwrap();
    let mut public = Public::default();
    for leaf in world.published(size).await {
        match leaf {
            Leaf::Summary(summary) => {
                let object = to
                    .fetch(&object_path(&summary.table))
                    .await
                    .unwrap()
                    .unwrap();
                assert_eq!(object.len(), summary.size_bytes as usize);
                let table = Table::parse(&object).unwrap();
                for row in &table.rows {
                    let key = (table.subject, row.what, row.region.clone());
                    let hidden = public.hidden.entry(key).or_default();
                    hidden.push((table.day, row.rest.clone()));
                }
                public.tables.push(table);
            }
            Leaf::Batch(batch) => {
                let key = (Subject::Passes, 0, String::new());
                public
                    .hidden
                    .entry(key)
                    .or_default()
                    .push((batch.day, batch.count));
            }
            Leaf::Opening(opening) => public.openings.push(opening),
            _ => {}
        }
    }
    public
}

#[test]
fn g14_joining_all_leaves_with_a_calendar_of_visits_resolves_no_cell_below_ten() {
    on_both(|mut world| async move {
        let offices = world.open_offices().await;
        let mut sequencer = world.sequencer().await.unwrap();
        world.round(&mut sequencer, NOW).await;
        let first = i32::try_from(NOW / DAY).unwrap();
        // The calendar: who was where, on which day, for what. Some offices see two people a day,
        // some see forty, and some days nobody comes.
        let mut calendar: BTreeMap<(Subject, u8, String, i32), i64> = BTreeMap::new();
        for day in first..first + 30 {
            let turn = i64::from(day - first);
            let visits = [
                (offices[0], "XX-A", Ground::Vaccination, (turn * 7) % 41),
                (offices[1], "XX-B", Ground::Vaccination, turn % 3),
                (offices[2], "XX-B", Ground::Vaccination, (turn * 5) % 13),
                (offices[1], "XX-B", Ground::Exemption, turn % 2),
            ];
            for (office, region, ground, count) in visits {
                enter(&world, office, ground, day, count).await;
                let what = if ground == Ground::Exemption { 4 } else { 1 };
                let key = (Subject::Issuance, what, region.to_owned(), day);
                *calendar.entry(key).or_default() += count;
            }
            let acts = (0..turn % 4)
                .map(|_| world.holder_act(ActKind::Revoke, "XX-A", Reason::EnteredInError));
            let acts: Vec<_> = acts.collect();
            let key = (
                Subject::Acts,
                ActKind::Revoke.number(),
                "XX-A".to_owned(),
                day,
            );
            *calendar.entry(key).or_default() += i64::try_from(acts.len()).unwrap();
            world.put(LeafKind::HolderAct, acts).await;
            world.issue(u32::try_from(turn % 5).unwrap()).await;
            let key = (Subject::Passes, 0, String::new(), day);
            *calendar.entry(key).or_default() += turn % 5;
            let at = NOW + turn * DAY;
            world.round(&mut sequencer, at).await;
        }
        let at = NOW + 40 * DAY;
        for _ in 0..3 {
            world.round(&mut sequencer, at).await;
        }
        let public = read(&world, sequencer.size()).await;
        check_days(&public, first);
        let covered = check_openings(&public);
        check_join(&public, &calendar, &covered);
    });
}

/// A table of each subject for each day, without a gap, and none of its counts below ten.
fn check_days(public: &Public, first: i32) {
    for subject in [Subject::Issuance, Subject::Acts, Subject::Looks] {
        let tables = public
            .tables
            .iter()
            .filter(|table| table.subject == subject);
        let days: Vec<_> = tables.clone().map(|table| table.day).collect();
        assert_eq!(days, (first..first + 40).collect::<Vec<_>>());
        for table in tables {
            // A row for everything, whether or not anything happened.
            assert_eq!(table.rows.len() % 2, 0);
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            assert!(cells.clone().all(|cell| cell.count >= u64::from(CELL_MIN)));
        }
    }
}

type Covered = BTreeSet<(Subject, u8, String, i32)>;

/// Every opened sum opens the hidden counts that it is of, and none is of what another was of.
/// Gives the sums with what they are of.
fn check_openings(public: &Public) -> Vec<(Covered, u64)> {
    let mut seen = Covered::new();
    let mut sums = Vec::new();
    for opening in &public.openings {
        assert_eq!(week_of(opening.week), opening.week);
        let (own, pools): (Vec<_>, Vec<_>) =
            opening.sums.iter().partition(|sum| sum.region.is_some());
        for sum in own.into_iter().chain(pools) {
            assert!(sum.total >= u64::from(CELL_MIN));
            let mut parts = Covered::new();
            let mut commitments = Vec::new();
            for ((subject, what, region), hidden) in &public.hidden {
                if (*subject, *what) != (opening.subject, sum.what) {
                    continue;
                }
                for (day, commitment) in hidden {
                    let key = (*subject, *what, region.clone(), *day);
                    let is_of = match &sum.region {
                        Some(of) => of == region && week_of(*day) == opening.week,
                        None => week_of(*day) <= opening.week && !seen.contains(&key),
                    };
                    if is_of {
                        parts.insert(key);
                        commitments.push(commitment);
                    }
                }
            }
            let together: CountCommitment = commitments.into_iter().sum();
            assert!(together.opens_to(sum.total, &sum.blinding), "{sum:?}");
            assert!(parts.is_disjoint(&seen), "one count in two sums");
            seen.extend(parts.iter().cloned());
            sums.push((parts, sum.total));
        }
    }
    assert!(sums.len() >= 4, "there was enough to open: {}", sums.len());
    sums
}

/// Whoever knows who was where has as many unknowns as there are hidden counts, and these
/// equations: told cells, and sums over sets that have nothing in common. Equations over disjoint
/// sets give no other equations than their sums; so every count that can be told is one of them, or
/// several together: ten people or more.
fn check_join(
    public: &Public,
    calendar: &BTreeMap<(Subject, u8, String, i32), i64>,
    sums: &[(Covered, u64)],
) {
    let mut told: BTreeMap<(Subject, u8, String, i32), u64> = BTreeMap::new();
    for table in &public.tables {
        for row in &table.rows {
            let key = (table.subject, row.what, row.region.clone(), table.day);
            let count: u64 = row.cells.iter().map(|cell| cell.count).sum();
            *told.entry(key).or_default() += count;
        }
    }
    // What was told is what happened, and what was hidden is the rest of it.
    for (parts, total) in sums {
        let hidden: u64 = parts
            .iter()
            .map(|key| {
                let was = u64::try_from(calendar.get(key).copied().unwrap_or(0)).unwrap();
                was - told.get(key).copied().unwrap_or(0)
            })
            .sum();
        assert_eq!(hidden, *total);
    }
    // A day of one or two visitors is in no sum alone.
    for (key, count) in calendar
        .iter()
        .filter(|(_, count)| (1..10).contains(*count))
    {
        let alone = sums.iter().any(|(parts, _)| {
            let with_people = parts.iter().filter(|part| calendar.get(part) != Some(&0));
            parts.contains(key) && with_people.count() == 1
        });
        assert!(!alone, "{key:?}: {count}");
        assert_eq!(told.get(key).copied().unwrap_or(0), 0);
    }
}

#[test]
fn days_that_were_missed_are_made_up_for() {
    on_both(|mut world| async move {
        world.open_offices().await;
        let mut sequencer = world.sequencer().await.unwrap();
        world.round(&mut sequencer, NOW).await;
        assert_eq!(sequencer.size(), 0);
        // Five days without a sequencer.
        world.round(&mut sequencer, NOW + 5 * DAY).await;
        let public = read(&world, sequencer.size()).await;
        assert_eq!(public.tables.len(), 15);
        // Twice the same day tells nothing anew, and a clock that goes back neither.
        world.round(&mut sequencer, NOW + 5 * DAY).await;
        world.round(&mut sequencer, NOW).await;
        assert_eq!(sequencer.size(), 15);
        // Nor does a day that has just ended: what was signed in it may still be on its way.
        let midnight = (NOW / DAY + 6) * DAY;
        world.round(&mut sequencer, midnight + 599).await;
        assert_eq!(sequencer.size(), 15);
        world.round(&mut sequencer, midnight + 600).await;
        assert_eq!(sequencer.size(), 18);
    });
}
