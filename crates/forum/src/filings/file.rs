//! Filing: looked at, let in, queued, and answered with a receipt.

use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::registry::LeafId;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_redress::filing::{Content, FollowCode, Request, Visibility};
use cleanbill_store::NewFiling;
use tokio::sync::oneshot;

use super::commit::Queued;
use super::view::Filed;
use super::{Filings, FilingsError, Proof};

/// When to come again where the queue is full, seconds.
const QUEUE_AGAIN_SECS: u32 = 2;

impl Filings {
    /// Files something, at `now` (Unix seconds). When it answers, what was filed is in the database
    /// with its leaf, and nobody takes it back; mostly it is in the published ledger too, and the
    /// receipt comes along.
    ///
    /// # Errors
    /// [`FilingsError::Rule`] for a region that is none and for work that does not count,
    /// [`FilingsError::Budget`], [`FilingsError::Busy`] and [`FilingsError::Full`]; then nothing
    /// was kept.
    pub async fn file(
        &self,
        request: Request,
        proof: Proof,
        now: i64,
    ) -> Result<Filed, FilingsError> {
        self.check_region(request.addressee.region()).await?;
        let busy = |_| FilingsError::Busy {
            again_secs: QUEUE_AGAIN_SECS,
        };
        // Room comes first, so that no work is used up for nothing.
        let size = u32::try_from(request.content.size_bytes()).unwrap_or(u32::MAX);
        let room = self.inner.room.clone().try_acquire_many_owned(size);
        let room = room.map_err(|_| FilingsError::Busy {
            again_secs: QUEUE_AGAIN_SECS,
        })?;
        let place = self.inner.queue.try_reserve().map_err(busy)?;
        self.admit(&proof, &request.digest(), now)?;
        let (code, filing, secret) = self.prepare(&request, now)?;
        let (done, told) = oneshot::channel();
        place.send(Queued {
            filing,
            secret,
            room,
            done,
        });
        // Whoever is gone by now took the answer with them.
        let placed = told.await.map_err(|_| FilingsError::Busy {
            again_secs: QUEUE_AGAIN_SECS,
        })??;
        Ok(Filed {
            code,
            entry: placed.entry,
            receipt: placed.receipt,
        })
    }

    /// A region is one that offices lie in: nobody writes into the ledger what they like.
    async fn check_region(&self, region: Option<&str>) -> Result<(), FilingsError> {
        let Some(region) = region else {
            return Ok(());
        };
        match self.inner.door.regions().await?.contains(region) {
            true => Ok(()),
            false => Err(cleanbill_redress::filing::FilingError::Addressee.into()),
        }
    }

    /// The rows of a filing, without its key yet.
    fn prepare(
        &self,
        request: &Request,
        now: i64,
    ) -> Result<(FollowCode, NewFiling, Option<[u8; 32]>), FilingsError> {
        let (mut random, mut secret) = ([0; 16], [0; 32]);
        (self.inner.fill)(&mut random);
        (self.inner.fill)(&mut secret);
        let code = FollowCode::new(random);
        let follow = code.hash();
        let leaf = request.leaf(day_of(now), &secret);
        let options = &self.inner.options;
        let room_bytes = match request.content {
            Content::Recording { .. } => options.room_bytes.saturating_add(options.hash_room_bytes),
            Content::Text(_) | Content::Document(..) => options.room_bytes,
        };
        let filing = NewFiling {
            id: LeafId(0),
            follow,
            day: leaf.day,
            due: leaf.due,
            region: leaf.region.clone().unwrap_or_default(),
            visibility: request.visibility.number(),
            kind: request.content.kind().number(),
            sealed: self.seal_content(&follow, &secret, &request.content)?,
            leaf: Leaf::Filing(leaf).encode(),
            room_bytes,
            is_asked: request.visibility == Visibility::Shown,
        };
        let is_sealed = request.visibility == Visibility::Sealed;
        Ok((code, filing, is_sealed.then_some(secret)))
    }
}
