//! From the registry to what is published: acts verified anew, and filters over all passes (G07).
//!
//! ```text
//! registry (read only) ─ staff, settings, acts ─ issuer::publisher ─┐
//! founding (a file) ────────────────────────────────────────────────┤
//! DATA/publisher/memory ────────────────────────────────────────────┴─ Approved ─ memory
//! registry: handles ─ universe file ─ national filter, exact list ─ Gatekeeper ─ set
//! ```
//!
//! Whoever publishes has the publication key and no key of seals: nothing personal is read here,
//! and nothing is written to the registry.

mod cards;
mod error;
mod finding;
mod folder;
mod passes;
mod select;
mod touched;

use std::path::PathBuf;

use cleanbill_issuer::act::Handle;
use cleanbill_issuer::caps::Caps;
use cleanbill_issuer::registry::EpochId;
use cleanbill_store::{PublisherReader, StoreConfig};
use cleanbill_webauthn::RelyingParty;

pub use cards::CardRevocations;
pub use error::PublishingError;
pub use finding::Finding;
pub use passes::Revocations;
pub use select::Approved;
pub(crate) use select::{configurations, verified_staff};

use folder::Folder;

/// A key that signed passes of the authority, as whoever publishes knows it; the registry is not
/// asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnSigner {
    /// The number of its epoch.
    pub epoch: EpochId,
    /// Its key identifier.
    pub kid: [u8; 8],
    /// SHA-256 of its certificate.
    pub thumbprint: [u8; 32],
    /// Of a key of health cards, what the cards name it by: its thumbprint (RFC 7638).
    pub card_key: Option<[u8; 32]>,
}

/// What the publisher knows beside the registry.
#[derive(Debug, Clone)]
pub struct PublishingOptions {
    /// The file that pins the hash of the founding act.
    pub founding: PathBuf,
    /// Where the publisher keeps what it remembers: nobody who can write rows may write here.
    pub folder: PathBuf,
    /// For whom officers' passkeys were made.
    pub relying_parties: Vec<RelyingParty>,
    /// Whether the authority has a public ledger: then nothing is published of an act whose leaf is
    /// not under a cosigned checkpoint.
    pub is_ledgered: bool,
    /// What no setting of the authority can exceed.
    pub caps: Caps,
    /// Claim `iss` of the passes.
    pub issuer: String,
    /// The keys that signed passes.
    pub signers: Vec<OwnSigner>,
    /// Lists of revocations made elsewhere that acts take over, each as its bytes and the passes
    /// that it names.
    pub lists: Vec<(Vec<u8>, Vec<Handle>)>,
}

/// A publisher over a registry: one at a time.
pub struct Publishing {
    reader: PublisherReader,
    options: PublishingOptions,
    founding: [u8; 32],
    folder: Folder,
}

impl std::fmt::Debug for Publishing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Publishing").finish_non_exhaustive()
    }
}

impl Publishing {
    /// Opens the registry to read, and the folder of what is remembered.
    ///
    /// # Errors
    /// [`PublishingError::NotPinned`], [`PublishingError::Busy`], [`PublishingError::Folder`],
    /// [`PublishingError::Store`].
    pub async fn open(
        store: &StoreConfig,
        options: PublishingOptions,
    ) -> Result<Self, PublishingError> {
        let pinned = crate::staff::pinned_founding(&options.founding);
        let founding = pinned.ok().flatten().ok_or(PublishingError::NotPinned)?;
        let folder = Folder::open(&options.folder)?;
        let reader = PublisherReader::open(store).await?;
        Ok(Self {
            reader,
            options,
            founding,
            folder,
        })
    }

    /// The universe file that the last filter was built from.
    #[must_use]
    pub fn universe(&self) -> PathBuf {
        self.folder.universe()
    }

    /// Closes the registry.
    pub async fn close(self) {
        self.reader.close().await;
    }
}
