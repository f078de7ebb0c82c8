//! The authority: its databases, its keys, and who works in it.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use cleanbill_crypto::Signer;
use cleanbill_issuer::Authority as Issuer;
use cleanbill_issuer::caps::Caps;
use cleanbill_issuer::registry::{EpochId, Shard};
use cleanbill_seal::{KeyRing, OpenLimits, Unsealer};
use cleanbill_store::{KeyDatabase, Store};
use cleanbill_webauthn::RelyingParty;

use crate::forms::Signing;
use crate::ids::IdBlocks;
use crate::rate::Rate;
use crate::staff::StaffCache;
use crate::{AuthorityError, Entropy, FormKeys, LedgerGate};

/// The key that signs passes, and the epoch that it belongs to.
#[derive(Clone)]
pub struct SigningKey {
    /// Country, name and epoch, as passes say them.
    pub issuer: Issuer,
    /// The number of the epoch.
    pub epoch: EpochId,
    /// Signs; counts its signatures.
    pub signer: Arc<dyn Signer + Send + Sync>,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("epoch", &self.epoch)
            .finish_non_exhaustive()
    }
}

/// What an authority is opened with, beside its databases.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many records an officer opens, and a holder of their own.
    pub open_limits: OpenLimits,
    /// The file, outside the databases, that pins the hash of the founding act. Without one nobody
    /// is an officer.
    pub founding: Option<PathBuf>,
    /// For whom officers' passkeys are made: the first for new ones.
    pub relying_parties: Vec<RelyingParty>,
    /// What no setting of the authority can exceed.
    pub caps: Caps,
    /// How often an officer looks for a holder, a minute.
    pub finds_per_minute: u32,
    /// How many collection codes one source tries, a minute.
    pub collects_per_minute: u32,
    /// How long a holder's token counts, seconds.
    pub holder_session_secs: i64,
    /// The keys of the forms beside the EU's.
    pub forms: FormKeys,
    /// The public ledger that passes and acts wait for. Without one nothing waits.
    pub ledger: Option<Arc<dyn LedgerGate>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            open_limits: OpenLimits::default(),
            founding: None,
            relying_parties: Vec::new(),
            caps: Caps::default(),
            finds_per_minute: 30,
            collects_per_minute: 10,
            holder_session_secs: 30 * 86_400,
            forms: FormKeys::default(),
            ledger: None,
        }
    }
}

/// An authority at work. Cheap to clone.
#[derive(Clone)]
pub struct Authority {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) ids: IdBlocks,
    pub(crate) ring: KeyRing,
    pub(crate) unsealer: Unsealer<Store, KeyDatabase>,
    pub(crate) signing: SigningKey,
    pub(crate) entropy: Arc<dyn Entropy>,
    /// Where new holders' rows lie.
    pub(crate) shard: Shard,
    pub(crate) options: Options,
    pub(crate) staff: StaffCache,
    pub(crate) finds: Rate,
    pub(crate) collects: Rate,
}

impl Inner {
    /// All keys that sign passes.
    pub(crate) fn signing(&self) -> Signing<'_> {
        Signing {
            dcc: &self.signing,
            forms: &self.options.forms,
        }
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}

impl Authority {
    /// Over databases that are open and keys that are at hand.
    #[must_use]
    pub fn new(
        store: Store,
        ring: KeyRing,
        signing: SigningKey,
        entropy: Arc<dyn Entropy>,
        options: &Options,
    ) -> Self {
        let unsealer = Unsealer::new(store.clone(), store.keys().clone(), options.open_limits);
        Self {
            inner: Arc::new(Inner {
                unsealer,
                store,
                ids: IdBlocks::default(),
                ring,
                signing,
                entropy,
                shard: Shard::default(),
                staff: StaffCache::default(),
                finds: Rate::new(options.finds_per_minute),
                collects: Rate::new(options.collects_per_minute),
                options: options.clone(),
            }),
        }
    }

    /// The databases, for what has no rules of its own: sessions, jobs, lists without names.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The keys that name and look up.
    #[must_use]
    pub fn ring(&self) -> &KeyRing {
        &self.inner.ring
    }

    /// Whether the databases answer.
    ///
    /// # Errors
    /// [`AuthorityError::Store`].
    pub async fn check_ready(&self) -> Result<(), AuthorityError> {
        Ok(self.inner.store.ready().await?)
    }
}
