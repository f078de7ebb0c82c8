//! What acts speak of, by public id, product or lot.

use cleanbill_issuer::act::Handle;
use cleanbill_issuer::registry::{EventId, HolderId, LookupKind, PassId, Shard};
use cleanbill_seal::IdKind;
use cleanbill_store::PassFacts;

use super::Subject;
use crate::{Authority, AuthorityError};

impl Authority {
    /// The pass of a public id.
    pub(crate) async fn pass_facts(
        &self,
        pass: &str,
    ) -> Result<(Shard, PassFacts), AuthorityError> {
        let (shard, key) = self.inner.ring.parse_public_id(IdKind::Pass, pass)?;
        let facts = self.inner.store.pass(shard, PassId(key)).await?;
        Ok((shard, facts.ok_or(AuthorityError::NotFound)?))
    }

    /// The holder of a public id.
    pub(crate) async fn holder_key(
        &self,
        holder: &str,
    ) -> Result<(Shard, HolderId), AuthorityError> {
        let (shard, key) = self.inner.ring.parse_public_id(IdKind::Holder, holder)?;
        let holder = HolderId(key);
        if self.inner.store.has_holder(shard, holder).await? {
            Ok((shard, holder))
        } else {
            Err(AuthorityError::NotFound)
        }
    }

    /// Key identifier and SHA-256 of the certificate of each epoch, in order, each once.
    pub(super) async fn keys_of_epochs(
        &self,
        epochs: &[i64],
    ) -> Result<Vec<([u8; 8], [u8; 32])>, AuthorityError> {
        let rows = self.inner.store.epochs().await?;
        let mut keys = Vec::with_capacity(epochs.len());
        for number in epochs {
            let row = rows.iter().find(|row| row.id.0 == *number);
            let row = row.ok_or(AuthorityError::NotFound)?;
            keys.push((row.kid, cleanbill_crypto::sha256(&row.certificate)));
        }
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    pub(super) async fn about_holder(
        &self,
        holder: &str,
        subject: &mut Subject,
    ) -> Result<(), AuthorityError> {
        let (shard, holder) = self.holder_key(holder).await?;
        subject.shard = shard;
        subject.holder = Some(holder);
        Ok(())
    }

    pub(super) fn subject_id(&self, subject: &Subject) -> Result<[u8; 16], AuthorityError> {
        let holder = subject.holder.ok_or(AuthorityError::NotFound)?;
        self.act_subject(IdKind::Holder, subject.shard, holder.0)
    }

    /// A public id as acts carry it: the 16 bytes that its characters spell (RFC 4648, section 6).
    pub(crate) fn act_subject(
        &self,
        kind: IdKind,
        shard: Shard,
        key: i64,
    ) -> Result<[u8; 16], AuthorityError> {
        let id = self.inner.ring.public_id(kind, shard, key)?;
        let letters = id.as_str().bytes().enumerate();
        let bits = letters.fold(0_u128, |bits, (index, letter)| {
            let value = u128::from(match letter {
                b'a'..=b'z' => letter - b'a',
                _ => letter.saturating_sub(b'2').saturating_add(26),
            });
            match 123_usize.checked_sub(5 * index) {
                Some(shift) => bits | value << shift,
                // The last letter has three bits.
                None => bits | value >> 2,
            }
        });
        Ok(bits.to_be_bytes())
    }

    /// The handles of the passes that stand on a product or lot and were issued before `before`:
    /// all that the withdrawal of it touches. Whoever publishes it asks with the time of the act.
    ///
    /// # Errors
    /// [`AuthorityError::Store`].
    pub async fn touched(
        &self,
        product: &str,
        lot: Option<&str>,
        before: i64,
    ) -> Result<Vec<Handle>, AuthorityError> {
        let inner = &self.inner;
        let tag = match lot {
            Some(lot) => inner.ring.lot_tag(product, lot),
            None => inner.ring.product_tag(product),
        };
        let mut handles = Vec::new();
        let mut after: Option<EventId> = None;
        loop {
            let page = inner
                .store
                .events_tagged(inner.shard, &tag, lot.is_none(), after);
            let (events, next) = page.await?;
            for event in &events {
                let passes = inner.store.passes_of(inner.shard, event.holder).await?;
                let of_event = passes.iter().filter(|pass| {
                    pass.event == event.id && !pass.light && pass.issued_at < before
                });
                handles.extend(of_event.map(|pass| pass.handle));
            }
            match next {
                Some(next) => after = Some(next),
                None => return Ok(handles),
            }
        }
    }

    /// Which of these handles are passes of ours: what the import of a list touches.
    ///
    /// # Errors
    /// [`AuthorityError::Store`].
    pub async fn touched_by_list(&self, handles: &[Handle]) -> Result<Vec<Handle>, AuthorityError> {
        let inner = &self.inner;
        let mut ours = Vec::new();
        for some in handles.chunks(1_024) {
            let found = inner.store.find(inner.shard, LookupKind::Handle, some);
            ours.extend(found.await?.into_iter().map(|lookup| lookup.hash));
        }
        Ok(ours)
    }
}
