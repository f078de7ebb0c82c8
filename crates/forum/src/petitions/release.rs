//! What is released: batches of signatures, and how many vouchers there are.

use cleanbill_crypto::sha256;
use cleanbill_ledger::leaf::{Leaf, SIGNATURES_MAX, Signatures, VoucherCount, Vouchers};
use cleanbill_ledger::object::object_digest;
use cleanbill_redress::petition::{Batch, Petition, Phase, Signature};
use cleanbill_store::{FileKind, LedgerFile, Release, Told};

use super::{Petitions, PetitionsError, read};

/// Fewer signatures are not released while a petition is open: nobody is alone in a batch.
pub const BATCH_MIN: u32 = 32;

/// What was released at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Released {
    /// Batches.
    pub batches: u64,
    /// Signatures in them.
    pub signatures: u64,
}

impl Petitions {
    /// Releases what waits: of an open petition at least [`BATCH_MIN`] signatures, of a closed one
    /// all. To be called at fixed times, so that when a batch appears tells nothing.
    ///
    /// # Errors
    /// Those of the database; what was released before stays so.
    pub async fn release(&self, today: i32) -> Result<Released, PetitionsError> {
        let mut released = Released::default();
        for row in self.door.petitions().await? {
            let petition = read(&row)?;
            let phase = Phase::of(&petition, today);
            let min = match phase {
                // However late: a recount names it, and nothing that was taken is lost.
                Phase::Closed => 1,
                Phase::Open | Phase::Announced => u64::from(BATCH_MIN),
            };
            while self.door.waiting(&row.id, BATCH_MIN).await? >= min {
                let count = self.release_batch(&petition, row.epoch, today).await?;
                if count == 0 {
                    break;
                }
                released.batches += 1;
                released.signatures += count;
            }
        }
        Ok(released)
    }

    async fn release_batch(
        &self,
        petition: &Petition,
        epoch: i32,
        today: i32,
    ) -> Result<u64, PetitionsError> {
        let id = petition.id().0;
        let release = self.door.begin_release(&id, epoch, SIGNATURES_MAX).await?;
        if release.signatures.is_empty() {
            return Ok(0);
        }
        let told = told(petition, &release, today)?;
        let count = release.signatures.len() as u64;
        release.write(told).await?;
        Ok(count)
    }
}

/// What the ledger is told: counts, if they are others than before, then the batch.
fn told(petition: &Petition, release: &Release, today: i32) -> Result<Told, PetitionsError> {
    let regions: Vec<VoucherCount> = release
        .vouchers
        .iter()
        .map(|count| VoucherCount::told(&count.region, count.issued, count.exchanged))
        .collect();
    let mut counts = Vouchers {
        epoch: petition.leaf().epoch,
        day: 0,
        regions,
    };
    // The day is no count.
    let digest = sha256(&Leaf::Vouchers(counts.clone()).encode());
    counts.day = today;
    let is_new = release.told != Some(digest) && !counts.regions.is_empty();
    let vouchers = is_new.then(|| (Leaf::Vouchers(counts).encode(), digest));
    let signatures = release.signatures.iter().map(|waiting| {
        let bytes = [waiting.serial.as_slice(), &waiting.body].concat();
        Signature::parse(&bytes)
    });
    let batch = Batch::new(petition.id(), signatures.collect::<Result<_, _>>()?)?;
    let object = batch.encode();
    let leaf = Signatures {
        petition: petition.id().0,
        day: today,
        batch: object_digest(&object),
        count: u32::try_from(batch.signatures().len()).map_err(|_| PetitionsError::Broken)?,
    };
    let file = LedgerFile {
        kind: FileKind::Object,
        digest: leaf.batch,
        body: object,
    };
    Ok(Told {
        day: today,
        vouchers,
        batch: Some((Leaf::Signatures(leaf).encode(), file)),
    })
}
