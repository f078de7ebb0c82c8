//! The end of a scheme, with its registry: what two offices decided, keys that end, records that
//! are purged (G13). When any of it may be done are rules of [`cleanbill_issuer::sunset`].

use std::path::Path;

use cleanbill_crypto::sha256;
use cleanbill_issuer::publisher::signed_settings;
use cleanbill_issuer::sunset::{Decision, PURGE_FROM};
use cleanbill_ledger::leaf::{EndOfKey, KeyEnd, Leaf};
use cleanbill_store::{FileKind, LedgerFile, PublisherReader, PurgeCounts, Store, StoreError};
use cleanbill_webauthn::RelyingParty;

use crate::publishing::{PublishingError, configurations, verified_staff};

/// The hash of the founding act that a file outside the registry pins.
///
/// # Errors
/// [`PublishingError::NotPinned`].
pub fn founding(pinned: &Path) -> Result<[u8; 32], PublishingError> {
    let pinned = crate::staff::pinned_founding(pinned);
    pinned.ok().flatten().ok_or(PublishingError::NotPinned)
}

/// The newest act in force that decides when the records are purged, verified back to the founding
/// act: two offices signed it. The table of settings is not asked, which whoever writes rows
/// writes.
///
/// # Errors
/// [`PublishingError::Staff`], [`PublishingError::Store`].
pub async fn decision(
    reader: &PublisherReader,
    founding: &[u8; 32],
    rps: &[RelyingParty],
) -> Result<Option<Decision>, PublishingError> {
    // What is wrong with other rows is the publisher's to tell.
    let mut findings = Vec::new();
    let staff = verified_staff(reader, founding, rps, &mut findings).await?;
    let acts = configurations(reader, &mut findings).await?;
    let (settings, _) = signed_settings(&staff, &acts, rps);
    Ok(settings.get(PURGE_FROM).map(|setting| Decision {
        act: setting.act,
        at: setting.at,
        from: setting.value,
    }))
}

/// Tells the ledger the end of a signing key: that it is published, with the key itself (PKCS #8),
/// or that it was destroyed. The key is there before the leaf that names it, and whoever is killed
/// in between tells it again: there is one leaf.
///
/// # Errors
/// Those of the database.
pub async fn tell_key_end(
    store: &Store,
    kid: [u8; 8],
    certificate: [u8; 32],
    published: Option<&[u8]>,
) -> Result<(), StoreError> {
    let key = published.map(sha256);
    if let (Some(body), Some(digest)) = (published, key) {
        let file = LedgerFile {
            kind: FileKind::Object,
            digest,
            body: body.to_vec(),
        };
        store.sequencing().put_file(&file).await?;
    }
    let end = match key {
        Some(_) => EndOfKey::Published,
        None => EndOfKey::Destroyed,
    };
    let leaf = Leaf::KeyEnd(KeyEnd {
        kid,
        certificate,
        end,
        key,
    });
    store.put_ledger_leaf_once(leaf.encode()).await
}

/// Purges a registry: first every data key, so that no record opens again, then all that leads to
/// people. Gives what is left. Whoever is killed at any moment runs it again.
///
/// `at` is now, Unix seconds; `tell` is told how many data keys are destroyed so far.
///
/// # Errors
/// Those of the databases; what was destroyed by then stays destroyed.
pub async fn purge(
    store: &Store,
    at: i64,
    tell: &mut (dyn FnMut(u64) + Send),
) -> Result<PurgeCounts, StoreError> {
    store.begin_purge(at).await?;
    let mut destroyed = 0;
    loop {
        let more = store.purge_keys().await?;
        if more == 0 {
            break;
        }
        destroyed += more;
        tell(destroyed);
    }
    store.forget_purged_keys().await?;
    store.purge_registry().await?;
    store.purge_counts().await
}
