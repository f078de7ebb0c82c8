//! Giving leaves their place: one transaction, and one sequencer at a time.

use std::collections::BTreeMap;

use cleanbill_issuer::registry::Shard;

use super::rows::{self, Entry, Span};
use super::{ActCount, LedgerDoor, LedgerHead, Rest, Sequenced, Waiting};
use crate::StoreError;
use crate::insert::{insert, insert_with};
use crate::link::{Link, Record, args};
use crate::table::Stored;

/// Most leaves that are given their place at once.
const LEAVES_MAX: u32 = 65_536;

/// What waits is mostly nothing, and sometimes a million rows that came since PostgreSQL last
/// counted: a plan for few of them that reads the table once for each takes hours then. By key, one
/// row after the other, takes as long as there are rows.
const BY_KEY: &str = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;
     SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

/// A transaction in which leaves get their place. Whoever drops it has done nothing: the leaves
/// wait as before.
pub struct Sequencing {
    link: Link,
    /// How far the ledger was.
    pub head: LedgerHead,
    /// The leaves that waited longest, in the order of shards and keys.
    pub waiting: Vec<Waiting>,
}

impl std::fmt::Debug for Sequencing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sequencing")
            .field("head", &self.head)
            .field("waiting", &self.waiting.len())
            .finish_non_exhaustive()
    }
}

impl LedgerDoor {
    /// Takes up to `limit` leaves (at most 65,536; 0 for none) that wait. Another sequencer waits
    /// until this transaction ends.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn begin(&self, limit: u32) -> Result<Sequencing, StoreError> {
        let outcome = self.try_begin(limit.min(LEAVES_MAX)).await;
        self.0.refusal.note_failure(outcome)
    }

    async fn try_begin(&self, limit: u32) -> Result<Sequencing, StoreError> {
        let mut link = self.0.registry.begin().await?;
        let (head, taken) = if link.is_postgres() {
            let lock = "SELECT size, published, cosigned, told, opened FROM ledger_head
                 WHERE shard = 0 AND id = 1 FOR UPDATE";
            let head = rows::head(link.rows(lock, args![]).await?.first())?;
            link.script(BY_KEY).await?;
            // What is committed meanwhile may lie between those that are taken: it stays.
            let taken = link
                .rows(
                    "WITH oldest AS (
                         SELECT shard, id FROM leaf_pending ORDER BY shard, id LIMIT $1
                     ), gone AS (
                         DELETE FROM leaf_pending AS p USING oldest
                         WHERE p.shard = oldest.shard AND p.id = oldest.id
                         RETURNING p.shard, p.id
                     )
                     SELECT leaf.shard, leaf.id, leaf.kind, leaf.body
                     FROM gone JOIN leaf ON leaf.shard = gone.shard AND leaf.id = gone.id
                     ORDER BY leaf.shard, leaf.id",
                    args![limit],
                )
                .await?;
            (head, taken)
        } else {
            let head = rows::head(link.rows(rows::HEAD, args![]).await?.first())?;
            let taken = link
                .rows(
                    "SELECT leaf.shard, leaf.id, leaf.kind, leaf.body
                     FROM (SELECT shard, id FROM leaf_pending ORDER BY shard, id LIMIT $1) AS p
                     JOIN leaf ON leaf.shard = p.shard AND leaf.id = p.id
                     ORDER BY leaf.shard, leaf.id",
                    args![limit],
                )
                .await?;
            if let Some(last) = taken.last() {
                // Nobody else writes until this transaction ends.
                let (shard, id) = (last.long(0), last.long(1));
                link.run(
                    "DELETE FROM leaf_pending WHERE (shard, id) <= ($1, $2)",
                    args![shard, id],
                )
                .await?;
            }
            (head, taken)
        };
        let waiting = taken.iter().map(waiting).collect::<Result<_, _>>()?;
        Ok(Sequencing {
            link,
            head,
            waiting,
        })
    }
}

fn waiting(row: &Record) -> Result<Waiting, StoreError> {
    let unreadable = |column| StoreError::Unreadable {
        table: "leaf",
        column,
    };
    let shard = row.long(0).and_then(|shard| u16::try_from(shard).ok());
    let kind = row.long(2).and_then(|kind| u8::try_from(kind).ok());
    let kind = kind.and_then(cleanbill_issuer::leaf::LeafKind::from_number);
    Ok(Waiting {
        shard: Shard(shard.ok_or_else(|| unreadable(0))?),
        id: cleanbill_issuer::registry::LeafId(row.long(1).ok_or_else(|| unreadable(1))?),
        kind: kind.ok_or_else(|| unreadable(2))?,
        body: row.bytes(3).ok_or_else(|| unreadable(3))?.to_vec(),
    })
}

impl Sequencing {
    /// The acts about one person that are in no table yet, of all days up to `day`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn act_counts(&mut self, day: i32) -> Result<Vec<ActCount>, StoreError> {
        let rows = self
            .link
            .rows(
                "SELECT day, kind, region, reason, basis, other, count FROM ledger_count
                 WHERE shard = 0 AND day <= $1
                 ORDER BY day, kind, region, reason, basis, other",
                args![day],
            )
            .await?;
        rows.iter().map(ActCount::take).collect()
    }

    /// What is hidden of all weeks up to the one that begins on `week`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn rests(&mut self, week: i32) -> Result<Vec<Rest>, StoreError> {
        let rows = self
            .link
            .rows(
                "SELECT subject, week, what, region, count, blinding FROM ledger_rest
                 WHERE shard = 0 AND week <= $1 ORDER BY subject, week, what, region",
                args![week],
            )
            .await?;
        rows.iter().map(Rest::take).collect()
    }

    /// What the batches of a week hide.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn rest_of_batches(
        &mut self,
        subject: u8,
        week: i32,
    ) -> Result<Option<Rest>, StoreError> {
        let sql = "SELECT subject, week, what, region, count, blinding FROM ledger_rest
             WHERE shard = 0 AND subject = $1 AND week = $2 AND what = 0 AND region = ''";
        let row = self.link.row(sql, args![subject, week]).await?;
        row.as_ref().map(Rest::take).transpose()
    }

    /// Writes what was made of the leaves, and ends the transaction.
    ///
    /// # Errors
    ///
    /// Those of the database; then nothing is done.
    pub async fn write(mut self, made: &Sequenced) -> Result<LedgerHead, StoreError> {
        let link = &mut self.link;
        let entries: Vec<Entry> = (self.head.size..)
            .zip(&made.entries)
            .map(|(id, body)| Entry {
                id: rows::long(id),
                body: body.clone(),
            })
            .collect();
        insert(link, Shard::default(), &entries).await?;
        let mut by_shard: BTreeMap<Shard, Vec<Span>> = BTreeMap::new();
        for span in &made.spans {
            by_shard.entry(span.shard).or_default().push(Span {
                last: span.last,
                first: span.first,
                entry: rows::long(span.entry),
            });
        }
        for (shard, spans) in by_shard {
            insert(link, shard, &spans).await?;
        }
        let again = "ON CONFLICT DO NOTHING";
        insert_with(link, Shard::default(), &made.files, again).await?;
        let more = "ON CONFLICT (shard, day, kind, region, reason, basis, other)
             DO UPDATE SET count = ledger_count.count + excluded.count";
        insert_with(link, Shard::default(), &made.counts, more).await?;
        let anew = "ON CONFLICT (shard, subject, week, what, region)
             DO UPDATE SET count = excluded.count, blinding = excluded.blinding";
        insert_with(link, Shard::default(), &made.rests, anew).await?;
        for rest in &made.closed {
            link.run(
                "DELETE FROM ledger_rest WHERE shard = 0 AND subject = $1 AND week = $2
                     AND what = $3 AND region = $4",
                args![rest.subject, rest.week, rest.what, rest.region.as_str()],
            )
            .await?;
        }
        let mut head = self.head;
        head.size += made.entries.len() as u64;
        if let Some(told) = made.told {
            let gone = "DELETE FROM ledger_count WHERE shard = 0 AND day <= $1";
            link.run(gone, args![told]).await?;
            head.told = told;
        }
        if let Some(opened) = made.opened {
            head.opened = opened;
        }
        link.run(
            "UPDATE ledger_head SET size = $1, told = $2, opened = $3 WHERE shard = 0 AND id = 1",
            args![rows::long(head.size), head.told, head.opened],
        )
        .await?;
        self.link.commit().await?;
        Ok(head)
    }
}
