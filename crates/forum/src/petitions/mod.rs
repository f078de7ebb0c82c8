//! Petitions: vouchers exchanged, signatures taken and released in batches.
//!
//! ```text
//! office   open → vouchers, on paper                       ledger: the petition (leaf 17)
//! anybody  exchange(voucher, blinded) → blind signatures   once a voucher, idempotent
//! anybody  sign(petition, signature)                       waits, unordered, without a time
//! chores   release, hourly                                 ledger: counts (18), batches (19)
//! ```
//!
//! What is kept of an exchange is a hash, so that the same can be answered again; of a signature
//! what will be public. No call takes an address, and none is kept ([ADR 0026]).
//!
//! [ADR 0026]: ../../../../docs/adr/0026-petitions.md

mod answer;
mod error;
mod exchange;
mod port;
mod release;
mod view;

use std::sync::Arc;

use cleanbill_ledger::leaf;
use cleanbill_ledger::object::object_digest;
use cleanbill_redress::petition::{
    EXCHANGED_MAX, OperatorKey, Petition, PetitionId, VOUCHER_SECRET_BYTES, Voucher, check_text,
};
use cleanbill_store::{PetitionDoor, PetitionRow, Store, VoucherRow};

pub use answer::AnswerView;
pub use error::PetitionsError;
pub use exchange::Blinded;
pub use port::{PetitionKeys, Randomness};
pub use release::{BATCH_MIN, Released};
pub use view::PetitionView;

/// Most vouchers that are made at once: of a print job.
pub const VOUCHERS_MAX: usize = 100_000;

/// The service of petitions. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Petitions {
    door: PetitionDoor,
    keys: Arc<dyn PetitionKeys>,
    randomness: Arc<dyn Randomness>,
}

/// What is put to signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The epoch: vouchers of it sign this petition.
    pub epoch: i32,
    /// The text.
    pub text: String,
    /// The regions whose vouchers count.
    pub regions: Vec<String>,
    /// At how many signatures an answer is owed, ascending.
    pub thresholds: Vec<leaf::Threshold>,
    /// First day on which it is signed, days since 1970-01-01.
    pub opens: i32,
    /// Last day.
    pub closes: i32,
}

impl Petitions {
    /// Petitions of this store, with the operator's keys from `keys`.
    #[must_use]
    pub fn new(
        store: &Store,
        keys: Arc<dyn PetitionKeys>,
        randomness: Arc<dyn Randomness>,
    ) -> Self {
        Self {
            door: store.petitions(),
            keys,
            randomness,
        }
    }

    /// Puts a petition to signature: makes its key, keeps it, then writes the petition, its text
    /// and its leaf. Whoever is killed in between has a key that nothing uses.
    ///
    /// # Errors
    /// [`PetitionsError::EpochBegun`] once a voucher of the epoch was exchanged: who exchanged
    /// could not sign this one. [`PetitionsError::Past`], [`PetitionsError::EpochFull`], and the
    /// rules of petitions.
    pub async fn open(&self, draft: Draft, today: i32) -> Result<Petition, PetitionsError> {
        check_text(&draft.text)?;
        if draft.opens < today {
            return Err(PetitionsError::Past);
        }
        if self.door.is_begun(draft.epoch).await? {
            return Err(PetitionsError::EpochBegun);
        }
        if self.door.petitions_of(draft.epoch).await?.len() >= EXCHANGED_MAX {
            return Err(PetitionsError::EpochFull);
        }
        let key = self.generate_key().await?;
        let modulus = key.modulus();
        let mut regions = draft.regions;
        regions.sort_unstable();
        regions.dedup();
        let petition = Petition::of_leaf(leaf::Petition {
            epoch: u32::try_from(draft.epoch).map_err(|_| PetitionsError::Past)?,
            text: object_digest(draft.text.as_bytes()),
            modulus: modulus.try_into().map_err(|_| PetitionsError::KeyMissing)?,
            regions,
            thresholds: draft.thresholds,
            opens: draft.opens,
            closes: draft.closes,
        })?;
        self.keys.keep(&petition.id(), &key)?;
        let row = PetitionRow {
            id: petition.id().0,
            epoch: draft.epoch,
            record: petition.encode(),
            text: draft.text.into_bytes(),
        };
        self.door.open(&row, petition.leaf().text).await?;
        Ok(petition)
    }

    async fn generate_key(&self) -> Result<OperatorKey, PetitionsError> {
        let randomness = self.randomness.clone();
        // Looking for primes takes a second.
        let made = tokio::task::spawn_blocking(move || {
            OperatorKey::generate(&mut |bytes: &mut [u8]| randomness.fill(bytes))
        });
        Ok(made.await.map_err(|_| PetitionsError::Broken)??)
    }

    /// Makes vouchers to be printed and handed out. They are given here and nowhere again.
    ///
    /// # Errors
    /// [`PetitionsError::VoucherCount`], [`PetitionsError::UnknownRegion`] where no petition of the
    /// epoch is for this region.
    pub async fn issue_vouchers(
        &self,
        epoch: i32,
        region: &str,
        count: usize,
    ) -> Result<Vec<Voucher>, PetitionsError> {
        if !(1..=VOUCHERS_MAX).contains(&count) {
            return Err(PetitionsError::VoucherCount);
        }
        if self.petitions_for(epoch, region).await?.is_empty() {
            return Err(PetitionsError::UnknownRegion);
        }
        let vouchers: Vec<Voucher> = (0..count).map(|_| self.draw_voucher()).collect();
        let rows: Vec<VoucherRow> = vouchers
            .iter()
            .map(|voucher| VoucherRow {
                tag: voucher.tag(),
                epoch,
                region: region.to_owned(),
                exchange: None,
                void: false,
            })
            .collect();
        self.door.put_vouchers(&rows).await?;
        Ok(vouchers)
    }

    /// Makes another voucher for one that was lost before it was exchanged; the lost one is void.
    ///
    /// # Errors
    /// [`PetitionsError::VoucherUsed`], also for one that is not known: there is no second vote.
    pub async fn replace_voucher(&self, lost: &Voucher) -> Result<Voucher, PetitionsError> {
        let other = self.draw_voucher();
        let replaced = self.door.replace_voucher(&lost.tag(), &other.tag()).await?;
        match replaced {
            true => Ok(other),
            false => Err(PetitionsError::VoucherUsed),
        }
    }

    fn draw_voucher(&self) -> Voucher {
        let mut secret = [0; VOUCHER_SECRET_BYTES];
        self.randomness.fill(&mut secret);
        Voucher::new(secret)
    }

    /// The petitions that a voucher of this epoch and region signs, in the order of their names.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn petitions_for(
        &self,
        epoch: i32,
        region: &str,
    ) -> Result<Vec<Petition>, PetitionsError> {
        let rows = self.door.petitions_of(epoch).await?;
        let mut petitions = Vec::with_capacity(rows.len());
        for row in rows {
            let petition = read(&row)?;
            if petition.leaf().regions.iter().any(|one| one == region) {
                petitions.push(petition);
            }
        }
        Ok(petitions)
    }

    async fn petition(&self, id: PetitionId) -> Result<Petition, PetitionsError> {
        let row = self.door.petition(&id.0).await?;
        read(&row.ok_or(PetitionsError::UnknownPetition)?)
    }
}

/// A petition as the database has it, held against its name.
fn read(row: &PetitionRow) -> Result<Petition, PetitionsError> {
    let petition = Petition::parse(&row.record)?;
    match petition.id().0 == row.id {
        true => Ok(petition),
        false => Err(PetitionsError::Broken),
    }
}
