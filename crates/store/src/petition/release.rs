//! Releasing signatures: out of those that wait, into the ledger, in one transaction.

use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{LeafId, LeafRow, Shard};

use super::{PetitionDay, PetitionDoor, RegionVouchers, put_file};
use crate::StoreError;
use crate::field::{Columns, Field, Sink};
use crate::insert::{AUTHORITY, insert, insert_with};
use crate::link::{Link, args};
use crate::sequencing::LedgerFile;
use crate::table::{Stored, stored};

/// Keys of leaves that a release needs: of the counts, and of the batch.
const LEAVES: u32 = 2;

/// A signature that leaves those that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingSignature {
    /// Its serial.
    pub serial: [u8; 32],
    /// Randomizer and signature.
    pub body: Vec<u8>,
}

/// A transaction that releases signatures. Whoever drops it has released nothing.
pub struct Release {
    link: Link,
    ids: std::ops::Range<i64>,
    petition: [u8; 32],
    epoch: i32,
    /// The signatures, in the order of their serials.
    pub signatures: Vec<WaitingSignature>,
    /// The vouchers of the epoch, by region.
    pub vouchers: Vec<RegionVouchers>,
    /// Hash of the counts that the ledger was told last.
    pub told: Option<[u8; 32]>,
}

impl std::fmt::Debug for Release {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Release")
            .field("signatures", &self.signatures.len())
            .finish_non_exhaustive()
    }
}

/// What a release tells the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// The day, since 1970-01-01.
    pub day: i32,
    /// The leaf of the counts of vouchers, and its hash, if they are others than before.
    pub vouchers: Option<(Vec<u8>, [u8; 32])>,
    /// The leaf of the batch, and the batch; none where nothing waited.
    pub batch: Option<(Vec<u8>, LedgerFile)>,
}

struct ReleasedRow {
    petition: [u8; 32],
    serial: [u8; 32],
}

stored!(ReleasedRow, "petition_released", false; petition, serial);

struct ToldRow {
    epoch: i32,
    digest: [u8; 32],
}

stored!(ToldRow, "petition_told", false; epoch, digest);

impl PetitionDoor {
    /// Begins to release up to `max` signatures of a petition.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn begin_release(
        &self,
        petition: &[u8; 32],
        epoch: i32,
        max: u32,
    ) -> Result<Release, StoreError> {
        let ids = self.0.reserve_ids(Shard::default(), LEAVES).await?;
        let mut link = self.0.registry.begin().await?;
        // Given in a second time while the first was being released.
        link.run(
            "DELETE FROM petition_waiting WHERE shard = 0 AND petition = $1
                 AND serial IN (SELECT serial FROM petition_released
                     WHERE shard = 0 AND petition = $1)",
            args![petition],
        )
        .await?;
        let rows = link
            .rows(
                "DELETE FROM petition_waiting WHERE shard = 0 AND petition = $1
                     AND serial IN (SELECT serial FROM petition_waiting
                         WHERE shard = 0 AND petition = $1 ORDER BY serial LIMIT $2)
                 RETURNING serial, body",
                args![petition, max],
            )
            .await?;
        let mut signatures = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut columns = Columns::of(row, "petition_waiting");
            signatures.push(WaitingSignature {
                serial: columns.take()?,
                body: columns.take()?,
            });
        }
        signatures.sort_unstable_by_key(|signature| signature.serial);
        let vouchers = vouchers(&mut link, epoch).await?;
        let told = "SELECT epoch, digest FROM petition_told WHERE shard = 0 AND epoch = $1";
        let told = link.row(told, args![epoch]).await?;
        let told = told.as_ref().map(ToldRow::take).transpose()?;
        Ok(Release {
            link,
            ids,
            petition: *petition,
            epoch,
            signatures,
            vouchers,
            told: told.map(|told| told.digest),
        })
    }
}

async fn vouchers(link: &mut Link, epoch: i32) -> Result<Vec<RegionVouchers>, StoreError> {
    let rows = link
        .rows(
            "SELECT region, COUNT(*), COUNT(exchange) FROM petition_voucher
             WHERE shard = 0 AND epoch = $1 AND NOT void GROUP BY region ORDER BY region",
            args![epoch],
        )
        .await?;
    let mut counts = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut columns = Columns::of(row, "petition_voucher");
        let region: String = columns.take()?;
        let (issued, exchanged): (i64, i64) = (columns.take()?, columns.take()?);
        counts.push(RegionVouchers {
            region,
            issued: u64::try_from(issued).unwrap_or(0),
            exchanged: u64::try_from(exchanged).unwrap_or(0),
        });
    }
    Ok(counts)
}

/// Adds signatures to those of their day.
async fn count_day(
    link: &mut Link,
    petition: [u8; 32],
    day: i32,
    count: usize,
) -> Result<(), StoreError> {
    let row = PetitionDay {
        petition,
        day,
        signatures: i32::try_from(count).unwrap_or(i32::MAX),
    };
    let more = "ON CONFLICT (shard, petition, day) DO UPDATE
        SET signatures = petition_day.signatures + excluded.signatures";
    insert_with(link, AUTHORITY, &[row], more).await
}

impl Release {
    /// Writes what the ledger is told, and ends the transaction.
    ///
    /// # Errors
    ///
    /// Those of the database; then nothing is released.
    pub async fn write(mut self, told: Told) -> Result<(), StoreError> {
        let link = &mut self.link;
        let released: Vec<ReleasedRow> = self
            .signatures
            .iter()
            .map(|signature| ReleasedRow {
                petition: self.petition,
                serial: signature.serial,
            })
            .collect();
        insert(link, AUTHORITY, &released).await?;
        let mut leaves = Vec::new();
        if let Some((leaf, digest)) = told.vouchers {
            let row = ToldRow {
                epoch: self.epoch,
                digest,
            };
            let anew = "ON CONFLICT (shard, epoch) DO UPDATE SET digest = excluded.digest";
            insert_with(link, AUTHORITY, &[row], anew).await?;
            leaves.push(leaf);
        }
        if let Some((leaf, file)) = told.batch {
            put_file(link, &file).await?;
            count_day(link, self.petition, told.day, released.len()).await?;
            leaves.push(leaf);
        }
        let rows: Vec<LeafRow> = self
            .ids
            .zip(leaves)
            .map(|(id, body)| LeafRow {
                id: LeafId(id),
                kind: LeafKind::Ledger,
                act: None,
                body,
            })
            .collect();
        insert(link, Shard::default(), &rows).await?;
        self.link.commit().await
    }
}
