//! Filing many things in one transaction.

use std::collections::BTreeMap;

use cleanbill_issuer::registry::{LeafRow, Shard};

use super::rows::{FilingRow, More, NewFiling, Sealed, Show, Wait};
use super::{FILING_ROWS_BYTES, FilingDoor, leaf_row};
use crate::StoreError;
use crate::database::Tries;
use crate::insert::{AUTHORITY, insert, insert_with};
use crate::link::{Link, args};

/// Number of what is to be shown, once an officer has looked at it.
const ASKED: u8 = 2;
/// How counts of a region are added up.
pub(super) const ADD: &str = "ON CONFLICT (shard, region) DO UPDATE SET
    filed = filing_count.filed + excluded.filed,
    answered = filing_count.answered + excluded.answered,
    late = filing_count.late + excluded.late";

impl FilingDoor {
    /// Files all of these with their leaves, in one durable transaction, as far as there is room:
    /// what each says of the room that it may fill is looked at in their order. Gives which were
    /// filed; of the others nothing was written.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] for a key or code that is there, and those of the database; then
    /// nothing was written.
    pub async fn file(&self, filings: &[NewFiling]) -> Result<Vec<bool>, StoreError> {
        let mut tries = Tries::new("file", self.0.attempts);
        loop {
            let outcome = self.try_file(filings).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return self.0.refusal.note(outcome);
            }
        }
    }

    async fn try_file(&self, filings: &[NewFiling]) -> Result<Vec<bool>, StoreError> {
        let mut link = self.0.registry.begin().await?;
        let mut used = used(&mut link).await?;
        let taken: Vec<bool> = filings
            .iter()
            .map(|filing| {
                let after = used + filing.sealed.len() as u64 + FILING_ROWS_BYTES;
                let has_room = after <= filing.room_bytes;
                if has_room {
                    used = after;
                }
                has_room
            })
            .collect();
        let filings = || {
            let all = filings.iter().zip(&taken);
            all.filter_map(|(filing, is_taken)| is_taken.then_some(filing))
        };
        write(&mut link, filings).await?;
        let used = i64::try_from(used).unwrap_or(i64::MAX);
        link.run(
            "UPDATE filing_room SET used = $1 WHERE shard = 0 AND id = 1",
            args![used],
        )
        .await?;
        link.commit().await?;
        Ok(taken)
    }
}

/// How much room is taken, bytes; nobody else files until the transaction ends.
async fn used(link: &mut Link) -> Result<u64, StoreError> {
    let sql = match link.is_postgres() {
        true => "SELECT used FROM filing_room WHERE shard = 0 AND id = 1 FOR UPDATE",
        false => "SELECT used FROM filing_room WHERE shard = 0 AND id = 1",
    };
    let row = link.row(sql, args![]).await?;
    let used = row.and_then(|row| u64::try_from(row.long(0)?).ok());
    used.ok_or(StoreError::Unreadable {
        table: "filing_room",
        column: 2,
    })
}

async fn write<'f, I: Iterator<Item = &'f NewFiling>>(
    link: &mut Link,
    filings: impl Fn() -> I,
) -> Result<(), StoreError> {
    let leaves: Vec<LeafRow> = filings()
        .map(|filing| leaf_row(filing.id, &filing.leaf))
        .collect();
    insert(link, Shard::default(), &leaves).await?;
    let rows: Vec<FilingRow> = filings().map(row).collect();
    insert(link, AUTHORITY, &rows).await?;
    let contents: Vec<Sealed> = filings()
        .map(|filing| Sealed {
            filing: filing.id,
            sealed: filing.sealed.clone(),
        })
        .collect();
    insert(link, AUTHORITY, &contents).await?;
    let waits: Vec<Wait> = filings()
        .map(|filing| Wait {
            region: filing.region.clone(),
            due: filing.due,
            filing: filing.id,
        })
        .collect();
    insert(link, AUTHORITY, &waits).await?;
    let shown: Vec<Show> = filings()
        .filter(|filing| filing.is_asked)
        .map(|filing| Show {
            state: ASKED,
            filing: filing.id,
        })
        .collect();
    insert(link, AUTHORITY, &shown).await?;
    let mut filed: BTreeMap<&str, i64> = BTreeMap::new();
    for filing in filings() {
        *filed.entry(&filing.region).or_default() += 1;
    }
    let more: Vec<More> = filed
        .into_iter()
        .map(|(region, filed)| More {
            region: region.to_owned(),
            filed,
            answered: 0,
            late: 0,
        })
        .collect();
    insert_with(link, AUTHORITY, &more, ADD).await
}

fn row(filing: &NewFiling) -> FilingRow {
    FilingRow {
        id: filing.id,
        follow: filing.follow,
        day: filing.day,
        region: filing.region.clone(),
        visibility: filing.visibility,
        kind: filing.kind,
    }
}
