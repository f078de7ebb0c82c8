//! Many filings in one transaction, and their receipts.

use std::sync::Arc;

use cleanbill_issuer::registry::{LeafId, Shard};
use cleanbill_store::{FilingDoor, NewFiling, Store};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use super::FilingsError;
use super::ledger::FilingLedger;

/// Keys that are reserved at a time.
const KEYS: u32 = 4_096;
/// Rounds of the ledger that a receipt is waited for.
const ROUNDS_MAX: usize = 8;

/// A filing that waits for the database.
pub(super) struct Queued {
    pub(super) filing: NewFiling,
    /// What opens its commitment, where it is sealed.
    pub(super) secret: Option<[u8; 32]>,
    /// Its bytes of the queue.
    pub(super) room: OwnedSemaphorePermit,
    pub(super) done: oneshot::Sender<Result<Placed, FilingsError>>,
}

/// A filing that was written.
pub(super) struct Placed {
    pub(super) entry: Option<u64>,
    pub(super) receipt: Option<String>,
}

/// A filing that waits for its receipt.
struct Told {
    id: LeafId,
    leaf: Vec<u8>,
    secret: Option<[u8; 32]>,
    done: oneshot::Sender<Result<Placed, FilingsError>>,
}

/// Writes what is queued. There is one, so that what comes while a transaction is under way goes
/// into the next one together.
pub(super) struct Committer {
    door: FilingDoor,
    store: Store,
    ledger: Arc<dyn FilingLedger>,
    keys: std::ops::Range<i64>,
}

impl Committer {
    pub(super) fn new(door: FilingDoor, store: Store, ledger: Arc<dyn FilingLedger>) -> Self {
        Self {
            door,
            store,
            ledger,
            keys: 0..0,
        }
    }

    /// Goes on until nobody can file any more.
    pub(super) async fn run(mut self, mut queued: mpsc::Receiver<Queued>, group: usize) {
        let mut waiting = Vec::new();
        while queued.recv_many(&mut waiting, group.max(1)).await > 0 {
            self.commit(std::mem::take(&mut waiting)).await;
        }
    }

    async fn commit(&mut self, queued: Vec<Queued>) {
        let (mut filings, mut told, mut rooms) = (Vec::new(), Vec::new(), Vec::new());
        for Queued {
            mut filing,
            secret,
            room,
            done,
        } in queued
        {
            match self.next_key().await {
                Ok(id) => filing.id = id,
                Err(error) => {
                    let _ = done.send(Err(error));
                    continue;
                }
            }
            told.push(Told {
                id: filing.id,
                leaf: filing.leaf.clone(),
                secret,
                done,
            });
            filings.push(filing);
            rooms.push(room);
        }
        let written = self.door.file(&filings).await;
        drop((filings, rooms));
        match written {
            Ok(taken) => {
                let mut filed = Vec::with_capacity(told.len());
                for (told, is_taken) in told.into_iter().zip(taken) {
                    match is_taken {
                        true => filed.push(told),
                        false => drop(told.done.send(Err(FilingsError::Full))),
                    }
                }
                self.ledger.hurry();
                tokio::spawn(give_receipts(
                    self.door.clone(),
                    self.store.clone(),
                    self.ledger.clone(),
                    filed,
                ));
            }
            Err(error) => {
                for told in told {
                    let _ = told.done.send(Err(error.clone().into()));
                }
            }
        }
    }

    async fn next_key(&mut self) -> Result<LeafId, FilingsError> {
        if self.keys.is_empty() {
            self.keys = self.store.reserve_ids(Shard::default(), KEYS).await?;
        }
        self.keys.next().map(LeafId).ok_or(FilingsError::Damaged)
    }
}

/// Waits for the ledger, and answers each as soon as its entry is published. After some rounds the
/// others are answered without a receipt: they are filed all the same, and ask for it later.
async fn give_receipts(
    door: FilingDoor,
    store: Store,
    ledger: Arc<dyn FilingLedger>,
    mut waiting: Vec<Told>,
) {
    for round in 0..=ROUNDS_MAX {
        match try_receipts(&door, &store, &*ledger, waiting).await {
            Ok(left) => waiting = left,
            Err(left) => {
                waiting = left;
                break;
            }
        }
        if waiting.is_empty() {
            return;
        }
        if round < ROUNDS_MAX {
            ledger.hurry();
            ledger.next_round().await;
        }
    }
    for told in waiting {
        let _ = told.done.send(Ok(Placed {
            entry: None,
            receipt: None,
        }));
    }
}

/// Gives back those that wait further; as an error if nothing can be read.
async fn try_receipts(
    door: &FilingDoor,
    store: &Store,
    ledger: &dyn FilingLedger,
    waiting: Vec<Told>,
) -> Result<Vec<Told>, Vec<Told>> {
    let ids = || waiting.iter().map(|told| told.id);
    let (Some(first), Some(last)) = (ids().min(), ids().max()) else {
        return Ok(waiting);
    };
    let (Ok(entries), Ok(head)) = (
        door.entries_of(first, last).await,
        store.ledger_head().await,
    ) else {
        return Err(waiting);
    };
    let mut left = Vec::new();
    for told in waiting {
        let entry = entries
            .get(&told.id)
            .filter(|entry| **entry < head.published);
        let receipt = match entry {
            Some(entry) => ledger.receipt(*entry, &told.leaf, told.secret).await,
            None => Ok(None),
        };
        match receipt {
            Ok(Some(receipt)) => {
                let _ = told.done.send(Ok(Placed {
                    entry: entry.copied(),
                    receipt: Some(receipt),
                }));
            }
            Ok(None) | Err(_) => left.push(told),
        }
    }
    Ok(left)
}
