mod open;

use cleanbill_issuer::registry::{
    ActId, ActRow, ApprovalRow, EpochId, EventId, LeafId, LeafRow, PassId, RulingRow, Shard,
    StepRow,
};

use super::{ActFile, page};
use crate::database::Database;
use crate::field::{Columns, Field, Sink};
use crate::link::{Record, args};
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// Most handles of one page.
const HANDLES_MAX: u32 = 65_536;

/// Most epochs that passes are issued in: a key a week for 20 years.
const EPOCHS_MAX: usize = 1_024;
/// Events that are looked at together.
const SCAN_ROWS: u32 = 20_000;

/// What the publisher may read: handles, epochs, and acts that take passes away. Exempt from access
/// entries, because none of its columns is personal or sealed (`docs/DATA_MODEL.md`).
#[derive(Clone)]
pub struct PublisherReader(Database);

impl std::fmt::Debug for PublisherReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PublisherReader").finish_non_exhaustive()
    }
}

/// A page of acts with their steps, approvals and rulings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActPage {
    /// The acts that can be read.
    pub files: Vec<ActFile>,
    /// The last act of the page, readable or not; `None` if there are no more.
    pub last: Option<ActId>,
    /// Rows of acts, steps, approvals and rulings that cannot be read: nobody wrote them by this
    /// program.
    pub unreadable: usize,
}

/// A pass with the tags of the event that it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaggedPass {
    /// Keyed tag of the product.
    pub product_tag: [u8; 8],
    /// Keyed tag of product and lot.
    pub lot_tag: [u8; 8],
    /// The pass.
    pub handle: [u8; 16],
}

stored!(TaggedPass, "pass", true; product_tag, lot_tag, handle);

/// What the ledger's sequencer may read: leaves. Exempt from access entries, because none of its
/// columns is personal or sealed (`docs/DATA_MODEL.md`).
#[derive(Debug, Clone)]
pub struct LedgerReader(Store);

/// A handle that was issued in an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssuedHandle {
    /// The pass.
    pub id: PassId,
    /// SHA-256 of its UCI, first 16 bytes.
    pub handle: [u8; 16],
    /// Claim `iat`, Unix seconds.
    pub issued_at: i64,
    /// Claim `exp`, Unix seconds.
    pub expires_at: i64,
}

stored!(IssuedHandle, "pass", true; id, handle, issued_at, expires_at);

impl Store {
    /// The publisher's view.
    #[must_use]
    pub fn publisher(&self) -> PublisherReader {
        PublisherReader(self.registry.clone())
    }

    /// The sequencer's view.
    #[must_use]
    pub fn ledger(&self) -> LedgerReader {
        LedgerReader(self.clone())
    }
}

impl PublisherReader {
    /// Whether the leaf of an act is under a checkpoint that the witnesses cosigned (G06).
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn is_told(&self, shard: Shard, act: ActId) -> Result<bool, StoreError> {
        let leaf = "SELECT id FROM leaf WHERE shard = $1 AND act = $2";
        let leaf = self.0.rows(leaf, args![shard.0, act.0]).await?;
        let Some(leaf) = leaf.first().and_then(|row| row.long(0)) else {
            return Ok(false);
        };
        // As `Store::entries_of_leaf`.
        let sql = "SELECT MAX(entry) FROM (
                 SELECT entry, first FROM ledger_span WHERE shard = $1 AND last >= $2
                 ORDER BY last, entry LIMIT 256
             ) AS near
             WHERE first <= $2
                 AND NOT EXISTS (SELECT 1 FROM leaf_pending WHERE shard = $1 AND id = $2)";
        let found = self.0.rows(sql, args![shard.0, leaf]).await?;
        let Some(entry) = found.first().and_then(|row| row.long(0)) else {
            return Ok(false);
        };
        let sql = "SELECT cosigned FROM ledger_head WHERE shard = 0 AND id = 1";
        let head = self.0.rows(sql, args![]).await?;
        Ok(head.first().and_then(|row| row.long(0)).unwrap_or(0) > entry)
    }

    pub(crate) const fn database(&self) -> &Database {
        &self.0
    }

    /// The shards that rows lie in.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn shards(&self) -> Result<Vec<Shard>, StoreError> {
        let rows = self
            .0
            .rows("SELECT shard FROM id_block ORDER BY shard", args![])
            .await?;
        let mut shards = vec![Shard::default()];
        for row in &rows {
            let shard = row.long(0).and_then(|shard| u16::try_from(shard).ok());
            shards.push(Shard(shard.ok_or(StoreError::Unreadable {
                table: "id_block",
                column: 0,
            })?));
        }
        shards.dedup();
        Ok(shards)
    }

    /// When the oldest import was started that still runs, Unix seconds: it may issue passes of
    /// that time.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn oldest_running_job(&self) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT MIN(at) FROM job WHERE shard = 0 AND state = 1";
        let rows = self.0.rows(sql, args![]).await?;
        Ok(rows.first().and_then(|row| row.long(0)))
    }

    /// The handles of an epoch in a shard, in the order of the passes, after `after`; up to
    /// `limit`, at most 65,536. Light passes are not among them.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn handles(
        &self,
        shard: Shard,
        epoch: EpochId,
        after: Option<PassId>,
        limit: u32,
    ) -> Result<Vec<IssuedHandle>, StoreError> {
        self.0
            .all(
                "SELECT id, handle, issued_at, expires_at FROM pass
                 WHERE shard = $1 AND epoch = $2 AND id > $3 AND NOT light ORDER BY id LIMIT $4",
                args![
                    shard.0,
                    epoch.0,
                    after.map_or(0, |pass| pass.0),
                    limit.clamp(1, HANDLES_MAX)
                ],
            )
            .await
    }

    /// The epochs that passes were issued in.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn epochs_issued(&self, shard: Shard) -> Result<Vec<EpochId>, StoreError> {
        // From one to the next by the index: there are few, and millions of passes.
        let mut epochs: Vec<EpochId> = Vec::new();
        loop {
            let last = epochs.last().map_or(i64::MIN, |epoch| epoch.0);
            let rows = self
                .0
                .rows(
                    "SELECT MIN(epoch) FROM pass WHERE shard = $1 AND epoch > $2",
                    args![shard.0, last],
                )
                .await?;
            match rows.first().and_then(|row| row.long(0)) {
                Some(next) if epochs.len() < EPOCHS_MAX => epochs.push(EpochId(next)),
                Some(_) => return Err(StoreError::TooMany { most: EPOCHS_MAX }),
                None => return Ok(epochs),
            }
        }
    }

    /// The acts that take passes away or give them back, with their steps and approvals, to be
    /// verified again before anything is published: in the order of their keys, after `after`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn takings(
        &self,
        shard: Shard,
        after: Option<ActId>,
        limit: u32,
    ) -> Result<ActPage, StoreError> {
        self.acts(
            "SELECT id, kind, holder, pass, target, officer, office, region, reason, basis,
                 evidence, at, body, hash
             FROM act WHERE shard = $1 AND kind > 1 AND kind IN (4, 5, 10, 11, 12, 13)
                 AND id > $2
             ORDER BY id LIMIT $3",
            shard,
            after,
            limit,
        )
        .await
    }

    /// The acts that change settings, likewise.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn configurations(
        &self,
        after: Option<ActId>,
        limit: u32,
    ) -> Result<ActPage, StoreError> {
        self.acts(
            "SELECT id, kind, holder, pass, target, officer, office, region, reason, basis,
                 evidence, at, body, hash
             FROM act WHERE shard = $1 AND kind > 1 AND kind = 23 AND id > $2
             ORDER BY id LIMIT $3",
            Shard::default(),
            after,
            limit,
        )
        .await
    }

    /// A page of acts. A row that cannot be read keeps none of the others back.
    async fn acts(
        &self,
        sql: &'static str,
        shard: Shard,
        after: Option<ActId>,
        limit: u32,
    ) -> Result<ActPage, StoreError> {
        let after = after.map_or(0, |act| act.0);
        let mut found = ActPage::default();
        let rows = self.0.rows(sql, args![shard.0, after, page(limit)]).await?;
        found.last = rows.last().and_then(|row| row.long(0)).map(ActId);
        let Some(last) = found.last else {
            return Ok(found);
        };
        let range = args![shard.0, after, last.0];
        let steps = "SELECT act, step, state, officer, at, effective_at, channel FROM act_step
             WHERE shard = $1 AND act > $2 AND act <= $3 ORDER BY act, step";
        let mut steps: Vec<StepRow> = found.readable(&self.0.rows(steps, range).await?);
        let approvals = "SELECT act, officer, office, key, form, authenticator_data, client_data,
                 signature, at
             FROM approval WHERE shard = $1 AND act > $2 AND act <= $3 ORDER BY act, at, officer";
        let mut approvals: Vec<ApprovalRow> = found.readable(&self.0.rows(approvals, range).await?);
        let rulings = "SELECT act, officer, office, key, form, authenticator_data, client_data,
                 signature, at, body
             FROM act_ruling WHERE shard = $1 AND act > $2 AND act <= $3 ORDER BY act";
        let mut rulings: Vec<RulingRow> = found.readable(&self.0.rows(rulings, range).await?);
        let acts: Vec<ActRow> = found.readable(&rows);
        // Both in the order of the acts: what is of one lies together.
        steps.reverse();
        approvals.reverse();
        rulings.reverse();
        for act in acts {
            let steps = of_act(&mut steps, |step| step.act, act.id);
            let approvals = of_act(&mut approvals, |approval| approval.act, act.id);
            let ruling = of_act(&mut rulings, |ruling| ruling.act, act.id).pop();
            found.files.push(ActFile {
                act,
                steps,
                approvals,
                ruling,
            });
        }
        Ok(found)
    }

    /// Everything about offices and officers, by which the approvals are verified.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn staff_rows(&self) -> Result<super::StaffRows, StoreError> {
        self.0.staff_rows().await
    }

    /// The passes issued before `before`, without light ones, with the tags of the events that they
    /// stand on: those of 20,000 events after `after`; and where to go on, `None` at the end.
    /// Whoever looks for the passes of a lot without the key of the tags tries them all.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn tagged(
        &self,
        shard: Shard,
        after: Option<EventId>,
        before: i64,
    ) -> Result<(Vec<TaggedPass>, Option<EventId>), StoreError> {
        let after = after.map_or(0, |event| event.0);
        let rows = self
            .0
            .rows(
                "SELECT MAX(id) FROM (
                     SELECT id FROM event WHERE shard = $1 AND id > $2 ORDER BY id LIMIT $3
                 ) AS part",
                args![shard.0, after, SCAN_ROWS],
            )
            .await?;
        let Some(last) = rows.first().and_then(|row| row.long(0)) else {
            return Ok((Vec::new(), None));
        };
        let found = self
            .0
            .all(
                "SELECT event.product_tag, event.lot_tag, pass.handle FROM event
                 JOIN pass ON pass.shard = event.shard AND pass.holder = event.holder
                     AND pass.event = event.id
                 WHERE event.shard = $1 AND event.id > $2 AND event.id <= $3
                     AND NOT pass.light AND pass.issued_at < $4",
                args![shard.0, after, last, before],
            )
            .await?;
        Ok((found, Some(EventId(last))))
    }
}

impl ActPage {
    /// The rows that can be read; the others are counted.
    fn readable<T: Stored>(&mut self, rows: &[Record]) -> Vec<T> {
        let readable: Vec<T> = rows.iter().filter_map(|row| T::take(row).ok()).collect();
        self.unreadable += rows.len() - readable.len();
        readable
    }
}

/// Takes what is of this act from the end of a list that ends with the lowest acts.
fn of_act<T>(rows: &mut Vec<T>, act_of: impl Fn(&T) -> ActId, act: ActId) -> Vec<T> {
    let mut of_this = Vec::new();
    while rows.last().is_some_and(|row| act_of(row) <= act) {
        of_this.extend(rows.pop().filter(|row| act_of(row) == act));
    }
    of_this
}

impl LedgerReader {
    /// The leaves of a shard in the order of their keys, after `after`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn leaves(
        &self,
        shard: Shard,
        after: Option<LeafId>,
        limit: u32,
    ) -> Result<Vec<LeafRow>, StoreError> {
        self.0
            .all(
                "SELECT id, kind, act, body FROM leaf
                 WHERE shard = $1 AND id > $2 ORDER BY id LIMIT $3",
                args![
                    shard.0,
                    after.map_or(0, |leaf| leaf.0),
                    limit.clamp(1, HANDLES_MAX)
                ],
            )
            .await
    }
}
