//! The revocation lists of health cards: `rid` by `rid`, for whoever reads cards.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_issuer::act::Handle;
use cleanbill_issuer::rid_of;
use cleanbill_shc::crl_json;

use super::passes::PAGE_PASSES;
use super::{Approved, Publishing, PublishingError};

/// The list of one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRevocations {
    /// The key, as cards name it: its thumbprint (RFC 7638) in base64url.
    pub kid: String,
    /// `ctr`: one more with each change; 0 where nothing was ever taken back.
    pub version: u64,
    /// The list, as it is published at `‹iss›/.well-known/crl/‹kid›.json`.
    pub json: String,
}

impl Publishing {
    /// The lists of all keys of health cards: the cards that approved acts take away. Whoever
    /// deletes the row of a card that was on a list does not get it off: what was listed is
    /// remembered, and stays as long as an approved act takes it away.
    pub(super) async fn cards(
        &self,
        approved: &Approved,
    ) -> Result<Vec<CardRevocations>, PublishingError> {
        let mut lists = Vec::new();
        for signer in &self.options.signers {
            let Some(key) = signer.card_key else { continue };
            let kid = URL_SAFE_NO_PAD.encode(key);
            let before = self.folder.card_list(&key)?;
            let mut taken: BTreeSet<Handle> = BTreeSet::new();
            let listed = before.handles.iter().copied();
            taken.extend(listed.filter(|handle| approved.passes.contains(handle)));
            for shard in self.reader.shards().await? {
                let mut after = None;
                loop {
                    let page = self.reader.handles(shard, signer.epoch, after, PAGE_PASSES);
                    let page = page.await?;
                    let Some(last) = page.last() else { break };
                    after = Some(last.id);
                    let handles = page.iter().map(|pass| pass.handle);
                    taken.extend(handles.filter(|handle| approved.passes.contains(handle)));
                }
            }
            let handles: Vec<Handle> = taken.into_iter().collect();
            let is_same = handles == before.handles;
            let version = before.version.saturating_add(u64::from(!is_same));
            let rids: Vec<String> = handles.iter().map(rid_of).collect();
            if !is_same {
                let list = CardList { version, handles };
                self.folder.write_card_list(&key, &list)?;
            }
            lists.push(CardRevocations {
                json: crl_json(&kid, version, &rids).to_string(),
                kid,
                version,
            });
        }
        Ok(lists)
    }
}

/// What is remembered of a list: its version, and the cards on it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct CardList {
    pub(super) version: u64,
    /// Ascending, each once.
    pub(super) handles: Vec<Handle>,
}

impl CardList {
    /// The version, eight bytes, big-endian; then the handles.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.version.to_be_bytes().to_vec();
        bytes.extend_from_slice(self.handles.as_flattened());
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (version, handles) = bytes.split_first_chunk::<8>()?;
        let (handles, []) = handles.as_chunks::<16>() else {
            return None;
        };
        Some(Self {
            version: u64::from_be_bytes(*version),
            handles: handles.to_vec(),
        })
    }
}
