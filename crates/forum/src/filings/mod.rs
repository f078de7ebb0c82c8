//! Public submissions at work: what anybody files, and what officers do about it.
//!
//! ```text
//! challenge ─ work ─┐
//!                   ├─ file ─ queue ─ commit (many at once) ─ ledger ─ receipt
//! form (a budget) ──┘                      │
//!                                       follow ◀─ answer, extend, publish, remove
//! ```
//!
//! Everything that a stranger can fill is bounded: the queue by number and by bytes, the disk by
//! [`Options::room_bytes`], the memory of used work by its window. What cannot be taken is refused
//! before it is taken; what got a receipt is in the database and in the ledger.
//!
//! Nothing here knows who files: no address, no account, and no time finer than a day is kept.

mod admit;
mod board;
mod commit;
mod error;
mod file;
mod follow;
mod ledger;
mod officer;
mod sealed;
mod view;

use std::fmt;
use std::sync::Arc;

use cleanbill_seal::{FilingKey, KeyRing, SealError};
use cleanbill_store::{FilingDoor, Store};
use tokio::sync::{Semaphore, mpsc};
use zeroize::Zeroizing;

use self::admit::Admission;
use self::commit::{Committer, Queued};

pub use admit::Proof;
pub use error::FilingsError;
pub use ledger::{FilingLedger, Later};
pub use officer::Officer;
pub use view::{CountsView, ExtensionView, Filed, FollowView, RemovalView, ShownView, WaitingView};

/// Where randomness comes from: fills the bytes.
pub type Fill = dyn Fn(&mut [u8]) + Send + Sync;

/// How much is taken.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Filings that may wait for the database at one time.
    pub queue: usize,
    /// Bytes of contents that may wait for it, at most 4 GiB.
    pub queue_bytes: u32,
    /// Filings of one transaction.
    pub group: usize,
    /// Bytes of the disk that contents may fill.
    pub room_bytes: u64,
    /// Bytes beyond that for hashes of recordings, which are taken when contents no longer are.
    pub hash_room_bytes: u64,
    /// Filings a second that the machine bears: work gets dearer from a quarter of it on.
    pub borne_per_second: u32,
    /// Filings a minute without work, of all people together.
    pub forms_per_minute: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            queue: 4_096,
            queue_bytes: 64 << 20,
            group: 512,
            room_bytes: 16 << 30,
            hash_room_bytes: 4 << 30,
            borne_per_second: 1_000,
            forms_per_minute: 120,
        }
    }
}

/// Public submissions. Cheap to clone.
#[derive(Clone)]
pub struct Filings {
    inner: Arc<Inner>,
}

struct Inner {
    door: FilingDoor,
    store: Store,
    key: FilingKey,
    ledger: Arc<dyn FilingLedger>,
    fill: Arc<Fill>,
    admission: Admission,
    queue: mpsc::Sender<Queued>,
    /// One permit a byte.
    room: Arc<Semaphore>,
    options: Options,
}

impl fmt::Debug for Filings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filings").finish_non_exhaustive()
    }
}

impl Filings {
    /// Over a registry, its keys and its ledger. It begins to work at once, on the runtime that it
    /// is called on, and ends with the last clone.
    ///
    /// # Errors
    /// [`SealError::NoPurposeKey`] for a ring of an older program.
    pub fn begin(
        store: &Store,
        ring: &KeyRing,
        ledger: Arc<dyn FilingLedger>,
        fill: Arc<Fill>,
        options: Options,
    ) -> Result<Self, SealError> {
        let (queue, queued) = mpsc::channel(options.queue.max(1));
        let mut random = Zeroizing::new([0; 32]);
        fill(random.as_mut_slice());
        let door = store.filings();
        let committer = Committer::new(door.clone(), store.clone(), ledger.clone());
        tokio::spawn(committer.run(queued, options.group));
        let bytes = usize::try_from(options.queue_bytes).unwrap_or(usize::MAX);
        Ok(Self {
            inner: Arc::new(Inner {
                door,
                store: store.clone(),
                key: ring.filing_key()?,
                ledger,
                fill,
                admission: Admission::new(&random, &options),
                queue,
                room: Arc::new(Semaphore::new(bytes.min(Semaphore::MAX_PERMITS))),
                options,
            }),
        })
    }
}
