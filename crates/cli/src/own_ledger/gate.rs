//! The ledger inside the service: rounds of the sequencer, and who waits for them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cleanbill_authority::{AuthorityError, Later, LedgerGate};
use cleanbill_forum::filings::{FilingLedger, FilingsError};
use cleanbill_ledger::TlogProof;
use cleanbill_publish::files::Destination;
use cleanbill_sequencer::{LedgerFiles, Options, Sequencer, SequencerError};
use cleanbill_store::Store;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::Witnesses;
use crate::error::{CliError, LedgerFault};

/// Rounds are this far apart at the most, while nobody waits.
const ROUND_EVERY: Duration = Duration::from_millis(250);
/// And so far at least.
const ROUND_LEAST: Duration = Duration::from_millis(20);
/// Witnesses are asked this far apart at least, while no act waits for them.
const COSIGN_EVERY: Duration = Duration::from_secs(5);
/// A round that takes longer keeps nobody: its sequencer may have stopped.
const ROUND_MOST: Duration = Duration::from_secs(1);
/// After a failure.
const AGAIN_AFTER: Duration = Duration::from_secs(2);

/// Rounds that go on as long as this is held.
pub(crate) struct Going(Option<JoinHandle<()>>);

impl Going {
    pub(crate) const fn of(task: Option<JoinHandle<()>>) -> Self {
        Self(task)
    }
}

impl Drop for Going {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

/// What the authority waits for.
pub(crate) struct Gate {
    rounds: watch::Receiver<u64>,
    hurry: Arc<Notify>,
    /// Whether an act waits for the witnesses.
    wanted: Arc<AtomicBool>,
    /// How often the witnesses had signed all that an act waited for.
    answered: watch::Receiver<u64>,
    files: LedgerFiles,
}

impl Gate {
    /// A gate before a ledger that another process keeps going.
    pub(crate) fn beside(files: Destination) -> Self {
        let (_, rounds) = watch::channel(0);
        let (_, answered) = watch::channel(0);
        Self {
            rounds,
            answered,
            hurry: Arc::new(Notify::new()),
            wanted: Arc::default(),
            files: LedgerFiles::new(Arc::new(files)),
        }
    }
}

impl Gate {
    /// Changes whenever the witnesses have signed all that an act waited for.
    pub(crate) fn answered(&self) -> watch::Receiver<u64> {
        self.answered.clone()
    }

    /// That a leaf that stands for itself is under a cosigned checkpoint; `None` while it is not.
    /// The proof carries the leaf.
    pub(crate) async fn proof(
        &self,
        index: u64,
        leaf: &[u8],
    ) -> Result<Option<TlogProof>, CliError> {
        let evidence = self.files.cosigned_evidence(index).await;
        let evidence = evidence.map_err(|error| LedgerFault::Sequencer { error })?;
        Ok(evidence.map(|evidence| TlogProof {
            extra: Some(leaf.to_vec()),
            index,
            hashes: evidence.hashes,
            checkpoint: evidence.checkpoint.to_text(),
        }))
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate").finish_non_exhaustive()
    }
}

impl LedgerGate for Gate {
    fn next_round(&self) -> Later<'_, ()> {
        let mut rounds = self.rounds.clone();
        rounds.borrow_and_update();
        Box::pin(async move {
            let changed = tokio::time::timeout(ROUND_MOST, rounds.changed()).await;
            // A sequencer in another process says nothing here.
            if matches!(changed, Ok(Err(_))) {
                tokio::time::sleep(ROUND_EVERY).await;
            }
        })
    }

    fn hurry(&self) {
        self.hurry.notify_one();
    }

    fn hurry_witnesses(&self) {
        self.wanted.store(true, Ordering::Relaxed);
        self.hurry.notify_one();
    }

    fn receipt<'a>(
        &'a self,
        index: u64,
        entry: &'a [u8],
        slot: Option<&'a [u8; 32]>,
        secret: Option<[u8; 32]>,
    ) -> Later<'a, Result<Option<String>, AuthorityError>> {
        Box::pin(async move {
            match self.files.receipt(index, entry, slot, secret).await {
                Ok(proof) => Ok(proof.map(|proof| proof.to_text())),
                Err(error) => {
                    tracing::error!(code = error.code(), "a receipt cannot be made");
                    Err(AuthorityError::NotReleased)
                }
            }
        })
    }
}

impl FilingLedger for Gate {
    fn next_round(&self) -> Later<'_, ()> {
        LedgerGate::next_round(self)
    }

    fn hurry(&self) {
        self.hurry.notify_one();
    }

    fn receipt<'a>(
        &'a self,
        index: u64,
        entry: &'a [u8],
        secret: Option<[u8; 32]>,
    ) -> Later<'a, Result<Option<String>, FilingsError>> {
        Box::pin(async move {
            match self.files.receipt(index, entry, None, secret).await {
                Ok(proof) => Ok(proof.map(|proof| proof.to_text())),
                Err(error) => {
                    tracing::error!(code = error.code(), "a receipt cannot be made");
                    Err(FilingsError::NoReceipt)
                }
            }
        })
    }
}

/// The sequencer of the service.
pub(crate) struct Rounds {
    store: Store,
    to: Arc<Destination>,
    options: Options,
    witnesses: Witnesses,
    done: watch::Sender<u64>,
    hurry: Arc<Notify>,
    wanted: Arc<AtomicBool>,
    answered: watch::Sender<u64>,
}

impl fmt::Debug for Rounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rounds").finish_non_exhaustive()
    }
}

/// A gate, and the rounds that it waits for.
pub(crate) fn sequence(
    store: Store,
    to: Destination,
    options: Options,
    witnesses: Witnesses,
) -> (Gate, Rounds) {
    let to = Arc::new(to);
    let (done, rounds) = watch::channel(0);
    let (answered, answers) = watch::channel(0);
    let hurry = Arc::new(Notify::new());
    let wanted = Arc::<AtomicBool>::default();
    let gate = Gate {
        rounds,
        hurry: hurry.clone(),
        wanted: wanted.clone(),
        answered: answers,
        files: LedgerFiles::new(to.clone()),
    };
    let rounds = Rounds {
        store,
        to,
        options,
        witnesses,
        done,
        hurry,
        wanted,
        answered,
    };
    (gate, rounds)
}

impl Rounds {
    /// Goes on until it is dropped. What fails is tried again: nothing is lost by it.
    pub(crate) async fn run(
        self,
        now: impl Fn() -> Option<i64>,
        mut fill: impl FnMut(&mut [u8]) + Send,
    ) {
        loop {
            if let Err(error) = self.go_on(&now, &mut fill).await {
                tracing::error!(code = error.code(), "the public ledger does not go on");
            }
            tokio::time::sleep(AGAIN_AFTER).await;
        }
    }

    async fn go_on(
        &self,
        now: &impl Fn() -> Option<i64>,
        fill: &mut (dyn FnMut(&mut [u8]) + Send),
    ) -> Result<(), SequencerError> {
        let (door, to) = (self.store.sequencing(), self.to.clone());
        let mut sequencer = Sequencer::open(door, to, self.options.clone()).await?;
        let mut asked: Option<Instant> = None;
        let mut is_owed = false;
        loop {
            // A clock that is wrong dates nothing.
            let Some(now) = now() else {
                tokio::time::sleep(AGAIN_AFTER).await;
                continue;
            };
            let round = sequencer.round(now, fill).await?;
            if round.rejected > 0 {
                tracing::error!(
                    code = "ledger.rejected",
                    rows = round.rejected,
                    "rows that are no leaves"
                );
            }
            self.done.send_modify(|count| *count += 1);
            let is_due = asked.is_none_or(|at| at.elapsed() >= COSIGN_EVERY);
            let is_wanted = self.wanted.swap(false, Ordering::Relaxed);
            is_owed |= is_wanted;
            let is_demo = self.options.policy.quorum_min() == 0;
            if (is_due || is_wanted || is_demo) && sequencer.cosigned_size() < sequencer.size() {
                let (_, failed) = sequencer.cosign(&self.witnesses).await?;
                for (witness, code) in failed {
                    tracing::warn!(witness, code, "a witness does not cosign");
                }
                asked = Some(Instant::now());
                self.done.send_modify(|count| *count += 1);
            }
            if is_owed && sequencer.cosigned_size() == sequencer.size() {
                is_owed = false;
                self.answered.send_modify(|count| *count += 1);
            }
            if !round.is_more {
                let _ = tokio::time::timeout(ROUND_EVERY, self.hurry.notified()).await;
                // Whoever waits shares a round with those who come just now.
                tokio::time::sleep(ROUND_LEAST).await;
            }
        }
    }
}
