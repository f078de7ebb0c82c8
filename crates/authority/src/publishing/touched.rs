//! The passes that an act touches and does not name: found without any key, proven by the hash that
//! was signed.

use std::collections::BTreeMap;

use cleanbill_crypto::sha256;
use cleanbill_issuer::act::{Body, Handle, Touched};
use cleanbill_issuer::publisher::{Fate, Wanted};
use cleanbill_issuer::registry::Shard;

use super::{Publishing, PublishingError};

/// Most passes that one act touches: 64 MiB of handles.
pub(super) const TOUCHED_MAX: u32 = 1 << 22;

impl Publishing {
    /// The passes that are touched; `None` where they are not to be found.
    pub(super) async fn passes_touched(
        &self,
        wanted: &Wanted,
    ) -> Result<Option<Vec<Handle>>, PublishingError> {
        let touched = match &wanted.body {
            Body::WithdrawValue { touched, .. } | Body::ImportRevocations { touched, .. } => {
                *touched
            }
            _ => return Ok(None),
        };
        let is_it = |passes: &Vec<Handle>| Touched::of(passes) == touched;
        if touched.passes > TOUCHED_MAX {
            return Err(PublishingError::TooManyTouched {
                passes_max: TOUCHED_MAX,
            });
        }
        if let Some(passes) = self.folder.touched(&wanted.hash)?.filter(is_it) {
            return Ok(Some(passes));
        }
        let memory = self.folder.memory(self.founding)?;
        let known = memory.act(&wanted.hash).map(|known| known.fate());
        let found = match &wanted.body {
            Body::WithdrawValue { lot, .. } => {
                self.passes_of_tag(wanted, lot.is_some(), touched).await?
            }
            Body::ImportRevocations { source, .. } => self.passes_of_list(source, is_it).await?,
            _ => None,
        };
        match (found, known) {
            (None, Some(Fate::Published)) => Err(PublishingError::TouchedLost),
            (found, _) => Ok(found),
        }
    }

    /// Those of the tag, of all tags of events, whose passes were signed. A tag's key is one of the
    /// seals, which the publisher does not have; so the passes of every tag that are as many as
    /// were signed are tried.
    async fn passes_of_tag(
        &self,
        wanted: &Wanted,
        of_lot: bool,
        touched: Touched,
    ) -> Result<Option<Vec<Handle>>, PublishingError> {
        if wanted.at == 0 {
            return Ok(None);
        }
        if touched.passes == 0 {
            return Ok(Some(Vec::new()));
        }
        let mut counts: BTreeMap<[u8; 8], u32> = BTreeMap::new();
        self.each_tagged(wanted, of_lot, |tag, _| {
            *counts.entry(tag).or_default() += 1;
        })
        .await?;
        counts.retain(|_, count| *count == touched.passes);
        for tag in counts.into_keys() {
            let mut passes = Vec::new();
            self.each_tagged(wanted, of_lot, |found, handle| {
                if found == tag {
                    passes.push(handle);
                }
            })
            .await?;
            if Touched::of(&passes) == touched {
                return Ok(Some(passes));
            }
        }
        Ok(None)
    }

    async fn each_tagged(
        &self,
        wanted: &Wanted,
        of_lot: bool,
        mut each: impl FnMut([u8; 8], Handle),
    ) -> Result<(), PublishingError> {
        let mut after = None;
        loop {
            let page = self.reader.tagged(wanted.shard, after, wanted.at);
            let (passes, next) = page.await?;
            for pass in passes {
                let tag = if of_lot {
                    pass.lot_tag
                } else {
                    pass.product_tag
                };
                each(tag, pass.handle);
            }
            match next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }

    /// Those on the list with this hash that are passes of ours.
    async fn passes_of_list(
        &self,
        source: &[u8; 32],
        is_it: impl Fn(&Vec<Handle>) -> bool,
    ) -> Result<Option<Vec<Handle>>, PublishingError> {
        let mut lists = self.options.lists.iter();
        let list = lists.find(|(bytes, _)| sha256(bytes) == *source);
        let Some((_, named)) = list else {
            return Ok(None);
        };
        let mut named = named.clone();
        named.sort_unstable();
        named.dedup();
        let mut ours = Vec::new();
        for shard in self.reader.shards().await? {
            self.each_handle(shard, |handle| {
                if named.binary_search(&handle).is_ok() {
                    ours.push(handle);
                }
            })
            .await?;
        }
        Ok(Some(ours).filter(is_it))
    }

    async fn each_handle(
        &self,
        shard: Shard,
        mut each: impl FnMut(Handle),
    ) -> Result<(), PublishingError> {
        for epoch in self.reader.epochs_issued(shard).await? {
            let mut after = None;
            loop {
                let page = self
                    .reader
                    .handles(shard, epoch, after, super::passes::PAGE_PASSES);
                let page = page.await?;
                let Some(last) = page.last() else { break };
                after = Some(last.id);
                page.iter().for_each(|pass| each(pass.handle));
            }
        }
        Ok(())
    }
}
