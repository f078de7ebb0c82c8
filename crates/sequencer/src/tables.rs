//! The tables of a day, once it has ended.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_issuer::act::{ActKind, LegalBasis, Reason};
use cleanbill_issuer::leaf::{LeafKind, leaf_kind};
use cleanbill_issuer::registry::OfficeId;
use cleanbill_issuer::staff::{Purpose, Role};
use cleanbill_ledger::leaf::{Leaf, Subject, Summary};
use cleanbill_ledger::object::object_digest;
use cleanbill_ledger::table::{Counts, Table, rest_blinding};
use cleanbill_store::{ActCount, DayCount, FileKind, LedgerFile, OfficeRegion, Rest, Sequenced};

use crate::batches::add;
use crate::calendar::{day_of, start_of, week_of};
use crate::{Sequencer, SequencerError};

/// How long after its end a day is told, seconds: an act of its last second may still wait for its
/// transaction.
const GRACE_SECS: i64 = 600;
/// Most days that a round makes up for; the next round goes on.
const DAYS_MAX: usize = 31;
/// Numbers of the grounds: vaccination, test, recovery, exemption.
const GROUNDS: std::ops::RangeInclusive<u8> = 1..=4;

type Offices = BTreeMap<OfficeId, OfficeRegion>;

impl Sequencer {
    /// Tells of every day that has ended and was not told yet, and opens the weeks that ended with
    /// one of them. A ledger begins with the day on which it is begun.
    pub(crate) async fn tell_days(&mut self, now: i64) -> Result<(), SequencerError> {
        let ended = day_of(now.saturating_sub(GRACE_SECS)).saturating_sub(1);
        let mut head = self.door.head().await?;
        if head.told == 0 {
            let begun = Sequenced {
                told: Some(ended),
                ..Sequenced::default()
            };
            self.door.begin(0).await?.write(&begun).await?;
            return Ok(());
        }
        for _ in 0..DAYS_MAX {
            let day = head.told.saturating_add(1);
            if day > ended || !self.is_closed(day).await? {
                return Ok(());
            }
            head = self.tell(day).await?;
        }
        Ok(())
    }

    /// Whether nothing can bear a time of this day any more.
    async fn is_closed(&self, day: i32) -> Result<bool, SequencerError> {
        let running = self.door.oldest_running_job().await?;
        Ok(running.is_none_or(|at| at >= start_of(day.saturating_add(1))))
    }

    async fn tell(&mut self, day: i32) -> Result<cleanbill_store::LedgerHead, SequencerError> {
        let offices = self.door.offices().await?;
        let issued = self.door.issued_on(day).await?;
        let (from, until) = (start_of(day), start_of(day.saturating_add(1)));
        let looks = self.door.looks_between(from, until).await?;
        let mut sequencing = self.door.begin(0).await?;
        let acts = sequencing.act_counts(day).await?;
        let week = week_of(day);
        let mut rests: Vec<Rest> = sequencing.rests(week).await?;
        let mut made = Sequenced {
            told: Some(day),
            ..Sequenced::default()
        };
        let tables = [
            (Subject::Issuance, issuance(&offices, &issued)),
            (Subject::Acts, acts_told(&offices, &acts)),
            (Subject::Looks, looks_told(&offices, &looks)),
        ];
        for (subject, counts) in tables {
            self.table(subject, day, &counts, &mut rests, &mut made);
        }
        // The seventh day of a week closes it.
        if week_of(day.saturating_add(1)) != week {
            crate::openings::open_week(week, &rests, &mut made);
        }
        made.rests = rests.into_iter().filter(|rest| rest.week == week).collect();
        let closed: BTreeSet<_> = made.closed.iter().map(key_of).collect();
        made.rests.retain(|rest| !closed.contains(&key_of(rest)));
        Ok(sequencing.write(&made).await?)
    }

    fn table(
        &self,
        subject: Subject,
        day: i32,
        counts: &Counts,
        rests: &mut Vec<Rest>,
        made: &mut Sequenced,
    ) {
        let key = &self.options.blinding;
        let (table, hidden) = Table::new(subject, day, counts, key);
        let object = table.encode();
        let digest = object_digest(&object);
        made.entries.push(
            Leaf::Summary(Summary {
                subject,
                day,
                table: digest,
                size_bytes: u32::try_from(object.len()).unwrap_or(u32::MAX),
            })
            .encode(),
        );
        made.files.push(LedgerFile {
            kind: FileKind::Object,
            digest,
            body: object,
        });
        for ((what, region), count) in hidden {
            let more = Rest {
                subject: subject.number(),
                week: week_of(day),
                what,
                blinding: *rest_blinding(key, subject, day, what, &region).as_bytes(),
                region,
                count: i64::try_from(count).unwrap_or(i64::MAX),
            };
            match rests.iter_mut().find(|rest| key_of(rest) == key_of(&more)) {
                Some(before) => *before = add(Some(before.clone()), more),
                None => rests.push(more),
            }
        }
    }
}

pub(crate) fn key_of(rest: &Rest) -> (u8, i32, u8, String) {
    (rest.subject, rest.week, rest.what, rest.region.clone())
}

/// A row for everything in every region, whether or not anything happened.
fn grid(offices: &Offices, all: impl IntoIterator<Item = u8> + Clone) -> Counts {
    let regions: BTreeSet<&String> = offices.values().map(|office| &office.region).collect();
    let mut counts = Counts::new();
    for region in regions {
        for what in all.clone() {
            counts.insert((what, region.clone()), BTreeMap::new());
        }
    }
    counts
}

fn issuance(offices: &Offices, issued: &[DayCount]) -> Counts {
    let mut counts = grid(offices, GROUNDS);
    for one in issued {
        let Some(office) = offices.get(&one.office) else {
            continue;
        };
        let row = counts.entry((one.what, office.region.clone())).or_default();
        *row.entry(vec![office.name.clone()]).or_default() += unsigned(one.count);
    }
    counts
}

fn acts_told(offices: &Offices, acts: &[ActCount]) -> Counts {
    let kinds = ActKind::ALL.iter();
    let kinds = kinds.filter(|kind| leaf_kind(**kind) == LeafKind::HolderAct);
    let kinds: Vec<u8> = kinds.map(|kind| kind.number()).collect();
    let mut counts = grid(offices, kinds);
    for one in acts {
        let reason = Reason::from_number(one.reason).map_or("", Reason::name);
        let basis = LegalBasis::from_number(one.basis).map_or("", LegalBasis::name);
        let detail = vec![reason.to_owned(), basis.to_owned(), one.other.clone()];
        let row = counts.entry((one.kind, one.region.clone())).or_default();
        *row.entry(detail).or_default() += unsigned(one.count);
    }
    counts
}

fn looks_told(offices: &Offices, looks: &[DayCount]) -> Counts {
    let purposes: Vec<u8> = Purpose::ALL.iter().map(|one| one.number()).collect();
    let mut counts = grid(offices, purposes);
    for one in looks {
        let Some(office) = offices.get(&one.office) else {
            continue;
        };
        let role = Role::from_number(one.role).map_or("", Role::name);
        let row = counts.entry((one.what, office.region.clone())).or_default();
        *row.entry(vec![role.to_owned()]).or_default() += unsigned(one.count);
    }
    counts
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
