//! Whether doses can be: approved products, lots that were delivered, no more than were delivered.

use std::collections::BTreeMap;

use cleanbill_health::parse_date;
use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::plausibility::{Dose, check_dose, hold};
use cleanbill_issuer::registry::{AlarmRow, EntryHoldRow, RowId};
use cleanbill_issuer::staff::AlarmKind;
use jiff::civil::Date;

use super::batch::{Item, Refused};
use super::stream::Setting;
use crate::{Authority, AuthorityError};

/// What looked wrong about the doses of a batch.
#[derive(Debug, Default)]
pub(crate) struct Doubts {
    pub(crate) alarms: Vec<AlarmRow>,
    pub(crate) holds: Vec<EntryHoldRow>,
}

/// A product and a lot.
type Lot = (String, String);

impl Authority {
    /// Refuses the doses that cannot be entered, and notes what looks wrong about others.
    pub(crate) async fn weigh_doses(
        &self,
        setting: &Setting,
        items: &mut Vec<Item>,
        refused: &mut Vec<Refused>,
    ) -> Result<Doubts, AuthorityError> {
        let mut lots: BTreeMap<Lot, Dose> = BTreeMap::new();
        for item in items.iter() {
            if let Some((lot, _)) = dose_of(item) {
                lots.entry(lot).or_insert(NOTHING_KNOWN);
            }
        }
        if lots.is_empty() {
            return Ok(Doubts::default());
        }
        self.learn(setting, &mut lots).await?;
        let mut raised: BTreeMap<(AlarmKind, Lot), ()> = BTreeMap::new();
        let mut held: BTreeMap<Lot, ()> = BTreeMap::new();
        let mut kept = Vec::with_capacity(items.len());
        for item in items.drain(..) {
            let Some((lot, day)) = dose_of(&item) else {
                kept.push(item);
                continue;
            };
            let Some(known) = lots.get_mut(&lot) else {
                continue;
            };
            match check_dose(&Dose { day, ..*known }) {
                Ok(alarms) => {
                    known.entered_here += 1;
                    raised.extend(alarms.into_iter().map(|kind| ((kind, lot.clone()), ())));
                    kept.push(item);
                }
                Err(error) => {
                    if let Some(kind) = error.alarm() {
                        known.is_held = true;
                        raised.insert((kind, lot.clone()), ());
                        held.insert(lot, ());
                    }
                    refused.push(Refused::new(item.row, error.into()));
                }
            }
        }
        *items = kept;
        self.doubts(setting, raised.into_keys(), held.into_keys())
            .await
    }

    /// Reads what is known of each lot.
    async fn learn(
        &self,
        setting: &Setting,
        lots: &mut BTreeMap<Lot, Dose>,
    ) -> Result<(), AuthorityError> {
        let store = &self.inner.store;
        let office = setting.caller.office;
        let products = store.products().await?;
        let has_deliveries = store.has_deliveries().await?;
        for ((product, lot), known) in lots {
            if !products.is_empty() {
                let row = products.iter().rev().find(|row| row.code == *product);
                known.approved_on = row.map(|row| row.approved_on);
            }
            // A dose without a lot is of no delivery.
            if has_deliveries && !lot.is_empty() {
                let (here, anywhere) = store.doses_delivered(office, product, lot).await?;
                known.delivered = Some(anywhere);
                known.delivered_here = here;
                known.entered_here = store.doses_recorded(office, product, lot).await?;
            }
            let hold = store.hold(office, product, lot).await?;
            known.is_held = hold.is_some_and(|hold| hold.since.is_some());
        }
        Ok(())
    }

    async fn doubts(
        &self,
        setting: &Setting,
        raised: impl ExactSizeIterator<Item = (AlarmKind, Lot)>,
        held: impl Iterator<Item = Lot>,
    ) -> Result<Doubts, AuthorityError> {
        let office = setting.caller.office;
        let holds = held.map(|(product, lot)| hold(office, product, lot, setting.now));
        let mut doubts = Doubts {
            holds: holds.collect(),
            alarms: Vec::with_capacity(raised.len()),
        };
        if raised.len() == 0 {
            return Ok(doubts);
        }
        let first = self.reserve(super::batch::count(raised.len())).await?;
        for (id, (kind, (product, lot))) in (first..).zip(raised) {
            doubts.alarms.push(AlarmRow {
                id: RowId(id),
                kind,
                office,
                officer: Some(setting.caller.officer),
                product: Some(product),
                lot: Some(lot).filter(|lot| !lot.is_empty()),
                at: setting.now,
                act: None,
            });
        }
        Ok(doubts)
    }
}

/// Of which nothing can be said: no list of products or deliveries was taken over.
const NOTHING_KNOWN: Dose = Dose {
    day: 0,
    approved_on: Some(i32::MIN),
    delivered: None,
    delivered_here: 0,
    entered_here: 0,
    is_held: false,
};

/// Product, lot and day of a dose; `None` for other events.
fn dose_of(item: &Item) -> Option<(Lot, i32)> {
    let dcc = item.intake.request.draft();
    let dose = dcc.vaccinations.first()?;
    let day = parse_date(dose.date.as_deref()?)?;
    let lot = item.intake.lot.clone().unwrap_or_default();
    Some(((dose.product.clone()?, lot), days_since_epoch(day)))
}

fn days_since_epoch(day: Date) -> i32 {
    let midnight = day.to_zoned(jiff::tz::TimeZone::UTC);
    midnight.map_or(0, |at| day_of(at.timestamp().as_second()))
}
