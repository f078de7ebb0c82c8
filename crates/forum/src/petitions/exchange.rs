//! What anybody does: exchange a voucher, give a signature in.

use std::sync::Arc;

use cleanbill_redress::petition::{
    EXCHANGED_MAX, OperatorKey, Petition, PetitionError, PetitionId, Phase, Signature, Voucher,
    exchange_digest,
};
use cleanbill_store::{Exchanged, Taken};

use super::{Petitions, PetitionsError};

/// A blinded message, or the answer to it.
pub type Blinded = (PetitionId, Vec<u8>);

impl Petitions {
    /// Exchanges a voucher for one blind signature under every petition of its epoch and region.
    /// The same again gives the same answer.
    ///
    /// # Errors
    /// [`PetitionsError::VoucherUnknown`], [`PetitionsError::VoucherUsed`],
    /// [`PetitionsError::ExchangeSet`]; [`PetitionError::NotOpen`] once all petitions are closed.
    pub async fn exchange(
        &self,
        voucher: &Voucher,
        blinded: Vec<Blinded>,
        today: i32,
    ) -> Result<Vec<Blinded>, PetitionsError> {
        let row = self.door.voucher(&voucher.tag()).await?;
        let row = row.filter(|row| !row.void);
        let row = row.ok_or(PetitionsError::VoucherUnknown)?;
        let petitions = self.petitions_for(row.epoch, &row.region).await?;
        if blinded.len() > EXCHANGED_MAX || !is_set(&petitions, &blinded) {
            return Err(PetitionsError::ExchangeSet);
        }
        let is_closed = |petition: &Petition| Phase::of(petition, today) == Phase::Closed;
        if petitions.iter().all(is_closed) {
            return Err(PetitionError::NotOpen.into());
        }
        let mut keys = Vec::with_capacity(petitions.len());
        for petition in &petitions {
            keys.push(self.keys.key(&petition.id())?);
        }
        let epoch = u32::try_from(row.epoch).map_err(|_| PetitionsError::Broken)?;
        let digest = exchange_digest(epoch, &blinded);
        // Signed before it is written down, so that no voucher is used up by a message that cannot
        // be signed; and handed over only after.
        let signed = self.blind_sign(keys, blinded).await?;
        match self.door.exchange(&voucher.tag(), &digest).await? {
            Exchanged::Granted => Ok(signed),
            Exchanged::Used => Err(PetitionsError::VoucherUsed),
            Exchanged::Unknown => Err(PetitionsError::VoucherUnknown),
        }
    }

    /// The petitions that a voucher signs, in the order of their names.
    ///
    /// # Errors
    /// [`PetitionsError::VoucherUnknown`].
    pub async fn petitions_of_voucher(
        &self,
        voucher: &Voucher,
    ) -> Result<Vec<Petition>, PetitionsError> {
        let row = self.door.voucher(&voucher.tag()).await?;
        let row = row.filter(|row| !row.void);
        let row = row.ok_or(PetitionsError::VoucherUnknown)?;
        self.petitions_for(row.epoch, &row.region).await
    }

    async fn blind_sign(
        &self,
        keys: Vec<Arc<OperatorKey>>,
        blinded: Vec<Blinded>,
    ) -> Result<Vec<Blinded>, PetitionsError> {
        let randomness = self.randomness.clone();
        let signed = tokio::task::spawn_blocking(move || {
            let mut draw = |bytes: &mut [u8]| randomness.fill(bytes);
            let pairs = keys.iter().zip(blinded);
            pairs
                .map(|(key, (petition, message))| {
                    let signed = key.blind_sign(&message, &mut draw)?;
                    Ok((petition, signed))
                })
                .collect::<Result<Vec<_>, PetitionError>>()
        });
        Ok(signed.await.map_err(|_| PetitionsError::Broken)??)
    }

    /// Takes a signature. It waits until it is released with others; the same again is no error.
    ///
    /// # Errors
    /// [`PetitionError::Signature`] for one that does not verify, [`PetitionError::NotOpen`],
    /// [`PetitionsError::UnknownPetition`], [`PetitionsError::SerialTaken`].
    pub async fn sign(
        &self,
        petition: PetitionId,
        signature: &Signature,
        today: i32,
    ) -> Result<(), PetitionsError> {
        let petition = self.petition(petition).await?;
        if Phase::of(&petition, today) != Phase::Open {
            return Err(PetitionError::NotOpen.into());
        }
        if !signature.is_of(&petition) {
            return Err(PetitionError::Signature.into());
        }
        let body = [
            signature.randomizer.as_slice(),
            signature.signature.as_slice(),
        ]
        .concat();
        let (id, serial) = (petition.id().0, &signature.serial);
        match self.door.take_signature(&id, serial, &body).await? {
            Taken::Waits => Ok(()),
            Taken::Other => Err(PetitionsError::SerialTaken),
        }
    }
}

/// Whether there is one message for each petition, in the order of their names.
fn is_set(petitions: &[Petition], blinded: &[Blinded]) -> bool {
    let wanted = petitions.iter().map(Petition::id);
    wanted.eq(blinded.iter().map(|(petition, _)| *petition))
}
