//! The sequencer: what it holds, how it begins, and a round of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use cleanbill_crypto::Signer;
use cleanbill_ledger::count::BlindingKey;
use cleanbill_ledger::object::{CHECKPOINT, COSIGNED, POLICY};
use cleanbill_ledger::{Grower, LedgerPolicy, SignedCheckpoint};
use cleanbill_publish::files::Destination;
use cleanbill_store::LedgerDoor;

use crate::{LedgerFiles, SequencerError};

/// What a sequencer is told.
#[derive(Clone)]
pub struct Options {
    /// The log's key: Ed25519, of the policy's log.
    pub signer: Arc<dyn Signer + Send + Sync>,
    /// Log, witnesses and quorum.
    pub policy: LedgerPolicy,
    /// What hides counts.
    pub blinding: BlindingKey,
    /// Of rounds in which nothing waits, one in so many makes a batch of padding, so that a batch
    /// says of nobody that they were there. 0 for none.
    pub cover_one_in: u32,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("origin", &self.policy.origin())
            .finish_non_exhaustive()
    }
}

/// The sequencer of a ledger: one at a time, in one place.
pub struct Sequencer {
    pub(crate) door: LedgerDoor,
    pub(crate) to: Arc<Destination>,
    pub(crate) options: Options,
    /// The right edge of what is published.
    pub(crate) grower: Grower,
    /// The newest checkpoint that is published, as it lies there.
    pub(crate) checkpoint: Option<SignedCheckpoint>,
    /// The newest one that has the quorum.
    pub(crate) cosigned: Option<SignedCheckpoint>,
    /// How far each witness is, by its name.
    pub(crate) seen: BTreeMap<String, u64>,
}

impl std::fmt::Debug for Sequencer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sequencer")
            .field("size", &self.grower.size())
            .finish_non_exhaustive()
    }
}

/// What a round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Leaves that got their place.
    pub placed: usize,
    /// Rows that are no leaves: somebody wrote them who is not this program. They are left out, and
    /// somebody has to look.
    pub rejected: usize,
    /// Whether more leaves wait.
    pub is_more: bool,
    /// Entries under the newest published checkpoint.
    pub size: u64,
}

impl Sequencer {
    /// Takes up the ledger where it is published, or begins one.
    ///
    /// # Errors
    /// [`SequencerError`]: above all where registry and publication do not agree.
    pub async fn open(
        door: LedgerDoor,
        to: Arc<Destination>,
        options: Options,
    ) -> Result<Self, SequencerError> {
        let head = door.head().await?;
        let files = LedgerFiles::new(to.clone());
        let checkpoint = files.checkpoint(CHECKPOINT).await?;
        let cosigned = files.checkpoint(COSIGNED).await?;
        let grower = match &checkpoint {
            Some(signed) => {
                let verified = options.policy.verify_log_only(signed);
                verified.map_err(SequencerError::OtherLog)?;
                resume(&door, &files, head.size, signed).await?
            }
            None if head.published > 0 => {
                let published = head.published;
                return Err(SequencerError::Gone { published });
            }
            None => Grower::empty(),
        };
        let told = options.policy.to_text();
        let was = to.fetch(POLICY).await?;
        to.replace(POLICY, told.as_bytes(), was.as_deref()).await?;
        let mut sequencer = Self {
            door,
            to,
            options,
            grower,
            checkpoint,
            cosigned,
            seen: BTreeMap::new(),
        };
        // A crash may have come between a file and the row that says so.
        sequencer
            .door
            .set_published(sequencer.grower.size())
            .await?;
        if let Some(cosigned) = sequencer.verified_cosigned() {
            sequencer.door.set_cosigned(cosigned).await?;
        } else {
            sequencer.cosigned = None;
        }
        Ok(sequencer)
    }

    fn verified_cosigned(&self) -> Option<u64> {
        let cosigned = self.cosigned.as_ref()?;
        let verified = self.options.policy.verify(cosigned).ok()?;
        Some(verified.checkpoint.size)
    }

    /// Entries under the newest published checkpoint.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.grower.size()
    }

    /// Entries under the newest checkpoint with a quorum.
    #[must_use]
    pub fn cosigned_size(&self) -> u64 {
        self.cosigned.as_ref().map_or(0, |one| one.checkpoint.size)
    }

    /// What reads the published files.
    #[must_use]
    pub fn files(&self) -> LedgerFiles {
        LedgerFiles::new(self.to.clone())
    }

    /// Gives what waits its place, tells of the days and weeks that ended, and publishes: at `now`
    /// (Unix seconds), with padding that `fill` draws.
    ///
    /// # Errors
    /// [`SequencerError`]; the next round goes on where this one stopped.
    pub async fn round(
        &mut self,
        now: i64,
        fill: &mut (dyn FnMut(&mut [u8]) + Send),
    ) -> Result<Round, SequencerError> {
        let mut round = self.place(now, fill).await?;
        self.tell_days(now).await?;
        self.publish().await?;
        round.size = self.size();
        Ok(round)
    }
}

/// The right edge of what is published, from its tiles and the registry's entries.
async fn resume(
    door: &LedgerDoor,
    files: &LedgerFiles,
    held: u64,
    signed: &SignedCheckpoint,
) -> Result<Grower, SequencerError> {
    let size = signed.checkpoint.size;
    if size > held {
        return Err(SequencerError::Behind {
            published: size,
            held,
        });
    }
    let tiles = files.tiles(cleanbill_ledger::tiles_for_root(size)).await?;
    let begun = size - size % u64::from(cleanbill_ledger::TILE_WIDTH);
    let mut last = door.entries(begun).await?;
    last.truncate(usize::try_from(size - begun).unwrap_or(0));
    match Grower::resume(size, &tiles, last) {
        Ok(grower) if grower.root() == signed.checkpoint.root => Ok(grower),
        _ => Err(SequencerError::TwoTrees { size }),
    }
}
