//! Telling the ledger something from the command line, beside a service that runs or without one.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use cleanbill_ledger::object::{COSIGNED, object_digest, object_path};
use cleanbill_ledger::receipt::Receipt;
use cleanbill_ledger::{LedgerPolicy, TlogProof};
use cleanbill_sequencer::{Evidence, LedgerFiles, Sequencer, SequencerError};
use cleanbill_store::{FileKind, LedgerFile, Store, StoreConfig};
use cleanbill_trust::set::{Inclusion, LedgerEvidence};
use tokio::runtime::Runtime;

use super::{Described, Witnesses};
use crate::clock;
use crate::digest::digest_of;
use crate::entropy;
use crate::error::{CliError, LedgerFault};
use crate::home::Home;
use crate::ledger_port::LedgerPort;

/// How long a service that sequences, and its witnesses, are waited for.
const WAIT_MAX: Duration = Duration::from_secs(60);
/// Between two rounds of `cleanbill ledger run`.
const ROUND_EVERY: Duration = Duration::from_millis(500);
/// How often it is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The authority's ledger, to be told something.
pub(crate) struct OwnLedger {
    runtime: Runtime,
    store: Store,
    described: Described,
    files: LedgerFiles,
    /// This process's own sequencer, where no service runs one.
    sequencer: Option<tokio::sync::Mutex<Sequencer>>,
    witnesses: Witnesses,
}

impl OwnLedger {
    /// The ledger of the data folder; `None` if none was begun.
    pub(crate) fn find(home: &Home, store: &StoreConfig) -> Result<Option<Self>, CliError> {
        let Some(described) = Described::find(home)? else {
            return Ok(None);
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| CliError::Threads)?;
        let options = described.options(home)?;
        let opened = runtime.block_on(async {
            let opened = Store::open(store).await;
            let store = opened.map_err(|error| fault(SequencerError::Store(error)))?;
            // Whoever holds the folder sequences.
            let sequencer = match described.destination() {
                Ok(to) => {
                    let door = store.sequencing();
                    let opened = Sequencer::open(door, Arc::new(to), options).await;
                    Some(tokio::sync::Mutex::new(opened.map_err(fault)?))
                }
                Err(CliError::Files { error }) if error.code() == "publish.busy" => None,
                Err(error) => return Err(error),
            };
            Ok::<_, CliError>((store, sequencer))
        });
        let (store, sequencer) = opened?;
        let files = LedgerFiles::new(Arc::new(described.reading()?));
        Ok(Some(Self {
            runtime,
            store,
            described,
            files,
            sequencer,
            witnesses: Witnesses::new()?,
        }))
    }

    /// The ledger of the data folder.
    pub(crate) fn required(home: &Home, store: &StoreConfig) -> Result<Self, CliError> {
        Ok(Self::find(home, store)?.ok_or(LedgerFault::NotBegun)?)
    }

    /// One round of this process's own sequencer, with the witnesses asked; `false` where a service
    /// sequences.
    async fn round(&self) -> Result<bool, CliError> {
        let Some(sequencer) = &self.sequencer else {
            return Ok(false);
        };
        let mut sequencer = sequencer.lock().await;
        loop {
            let mut fill = |bytes: &mut [u8]| entropy::fill(bytes);
            let round = sequencer
                .round(clock::now(), &mut fill)
                .await
                .map_err(fault)?;
            if round.rejected > 0 {
                return Err(LedgerFault::Rejected {
                    rows: round.rejected,
                }
                .into());
            }
            if !round.is_more {
                break;
            }
        }
        let (_, failed) = sequencer.cosign(&self.witnesses).await.map_err(fault)?;
        for (witness, code) in failed {
            anstream::eprintln!("! witness {witness} does not cosign [{code}]");
        }
        Ok(true)
    }

    /// Everything that waits, into the published ledger.
    pub(crate) fn run_once(&self) -> Result<(u64, u64), CliError> {
        self.runtime.block_on(async {
            if !self.round().await? {
                return Err(LedgerFault::Busy.into());
            }
            let head = self.store.ledger_head().await;
            let head = head.map_err(SequencerError::from).map_err(fault)?;
            Ok((head.published, head.cosigned))
        })
    }

    /// Between two calls of [`run_once`](Self::run_once).
    pub(crate) fn wait_for_next_round(&self) {
        self.runtime.block_on(tokio::time::sleep(ROUND_EVERY));
    }

    /// Tells a leaf, waits until it is cosigned, and gives the proof of it, which carries the leaf.
    pub(crate) fn tell(&self, leaf: Vec<u8>) -> Result<TlogProof, CliError> {
        let index = self.put(leaf.clone())?;
        let evidence = self.cosigned(index)?;
        Ok(TlogProof {
            extra: Some(leaf),
            index,
            hashes: evidence.hashes,
            checkpoint: evidence.checkpoint.to_text(),
        })
    }

    /// The same as a receipt.
    pub(crate) fn receipt(&self, leaf: Vec<u8>) -> Result<TlogProof, CliError> {
        let proof = self.tell(leaf.clone())?;
        let receipt = Receipt {
            leaf,
            slot: None,
            secret: None,
        };
        Ok(TlogProof {
            extra: Some(receipt.encode()),
            ..proof
        })
    }

    fn cosigned(&self, index: u64) -> Result<Evidence, CliError> {
        self.runtime.block_on(async {
            let begun = clock::stopwatch();
            loop {
                self.round().await?;
                if let Some(evidence) = self.files.cosigned_evidence(index).await.map_err(fault)? {
                    return Ok(evidence);
                }
                if begun.elapsed() > WAIT_MAX {
                    return Err(LedgerFault::NoQuorum.into());
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        })
    }

    /// Where the ledger is described.
    pub(crate) const fn described(&self) -> &Described {
        &self.described
    }

    /// How far it is: entries that have their place, are published, are cosigned.
    pub(crate) fn head(&self) -> Result<cleanbill_store::LedgerHead, CliError> {
        let head = self.runtime.block_on(self.store.ledger_head());
        head.map_err(SequencerError::from).map_err(fault)
    }

    /// The newest cosigned checkpoint.
    pub(crate) fn newest(&self) -> Result<Option<cleanbill_ledger::SignedCheckpoint>, CliError> {
        let read = self.files.checkpoint(COSIGNED);
        self.runtime.block_on(read).map_err(fault)
    }
}

impl LedgerPort for OwnLedger {
    fn policy(&self) -> &LedgerPolicy {
        &self.described.policy
    }

    fn is_demonstration(&self) -> bool {
        self.described.place.demo
    }

    fn put(&self, leaf: Vec<u8>) -> Result<u64, CliError> {
        self.runtime.block_on(async {
            let failed = |error| fault(SequencerError::Store(error));
            let id = self.store.put_ledger_leaf(leaf).await.map_err(failed)?;
            let shard = cleanbill_issuer::registry::Shard::default();
            let begun = clock::stopwatch();
            loop {
                self.round().await?;
                let entries = self
                    .store
                    .entries_of_leaf(shard, id)
                    .await
                    .map_err(failed)?;
                if let Some(index) = entries.first() {
                    return Ok(*index);
                }
                if begun.elapsed() > WAIT_MAX {
                    return Err(LedgerFault::NotPlaced.into());
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        })
    }

    fn put_object(&self, object: Vec<u8>) -> Result<(), CliError> {
        let file = LedgerFile {
            kind: FileKind::Object,
            digest: object_digest(&object),
            body: object,
        };
        let door = self.store.sequencing();
        let put = self.runtime.block_on(door.put_file(&file));
        put.map_err(SequencerError::from).map_err(fault)
    }

    fn put_file(&self, file: &Path) -> Result<([u8; 32], u64), CliError> {
        let (digest, size) = digest_of(file)?;
        // Not by way of the database, which a nation's list would fill.
        let to = self.described.adding()?;
        let path = object_path(&digest);
        let put = self.runtime.block_on(to.put_file(&path, file, &digest));
        put.map_err(|error| CliError::Files { error })?;
        Ok((digest, size))
    }

    fn evidence(&self, index: u64) -> Result<LedgerEvidence, CliError> {
        let evidence = self.cosigned(index)?;
        let checkpoint = evidence.checkpoint.to_text().into_bytes();
        let inclusion = Inclusion {
            index: evidence.index,
            hashes: evidence.hashes,
        };
        Ok(LedgerEvidence::new(checkpoint, &inclusion))
    }
}

fn fault(error: SequencerError) -> CliError {
    LedgerFault::Sequencer { error }.into()
}
