//! The witness: check, remember, sign.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use cleanbill_crypto::Signer;
use cleanbill_ledger::{
    AddCheckpoint, Judgement, KeyUse, NoteSignature, Seen, VerifierKey, cosign, judge,
};

use crate::disk::Disk;
use crate::error::{AskError, WitnessError};
use crate::log::WitnessedLog;
use crate::memory::Memory;

/// The time, in Unix seconds.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> i64;
}

/// What a witness answers to `add-checkpoint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The cosignature. 200.
    Cosigned(NoteSignature),
    /// Not a request, or an old size above the new one. 400.
    Malformed,
    /// No signature by a key that is trusted for the log. 403.
    Forbidden,
    /// No log of this origin is known. 404.
    UnknownLog,
    /// Another tree was cosigned last. 409.
    Conflict {
        /// Its size.
        size: u64,
    },
    /// It is not shown that the log only grew. 422.
    Inconsistent,
    /// The witness cannot remember or sign just now, and so does not. 503.
    Unavailable,
}

/// A witness.
pub struct Witness {
    key: VerifierKey,
    signer: Box<dyn Signer + Send + Sync>,
    clock: Box<dyn Clock>,
    memory: Memory,
    logs: BTreeMap<String, Log>,
}

struct Log {
    keys: Vec<VerifierKey>,
    /// Held from the check to when the new tree is on the disk.
    seen: Mutex<Option<Seen>>,
}

impl Witness {
    /// A witness of this name that remembers on this disk. A log may be given more than once, with
    /// another key each time.
    ///
    /// # Errors
    /// [`WitnessError::Key`] for a name or a signer that no witness can have,
    /// [`WitnessError::OwnKey`]; [`WitnessError::Damaged`] and [`WitnessError::Lost`] if what it
    /// remembers is not what it wrote: starting anew, it could cosign a second tree.
    pub fn open(
        name: &str,
        signer: Box<dyn Signer + Send + Sync>,
        logs: &[WitnessedLog],
        disk: Arc<dyn Disk>,
        clock: Box<dyn Clock>,
    ) -> Result<Self, WitnessError> {
        let key = VerifierKey::of_signer(name, KeyUse::Witness, signer.as_ref())
            .map_err(|error| WitnessError::Key { error })?;
        let is_own = |log: &&WitnessedLog| log.key().key_bytes() == key.key_bytes();
        if let Some(log) = logs.iter().find(is_own) {
            return Err(WitnessError::OwnKey {
                log: log.origin().into(),
            });
        }
        let memory = Memory::open(disk)?;
        let mut known: BTreeMap<String, Log> = BTreeMap::new();
        for log in logs {
            let origin = log.origin();
            if let Some(known) = known.get_mut(origin) {
                known.keys.push(log.key().clone());
                continue;
            }
            let fresh = Log {
                keys: vec![log.key().clone()],
                seen: Mutex::new(memory.seen(origin)?),
            };
            known.insert(origin.to_owned(), fresh);
        }
        Ok(Self {
            key,
            signer,
            clock,
            memory,
            logs: known,
        })
    }

    /// The key under which its cosignatures verify.
    #[must_use]
    pub const fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// The logs that it knows, and the tree that it cosigned last of each.
    pub fn logs(&self) -> impl Iterator<Item = (&str, Option<Seen>)> {
        self.logs
            .iter()
            .map(|(origin, log)| (origin.as_str(), *held(&log.seen)))
    }

    /// Who it is, for people: name, key, logs.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut text = format!("name {}\nvkey {}\n", self.key.name(), self.key);
        for (origin, seen) in self.logs() {
            let size = seen.map_or(0, |seen| seen.size);
            // Writing to a text does not fail.
            let _ = writeln!(text, "log {origin}\nsize {size}");
        }
        text
    }

    /// Answers the body of one `add-checkpoint`. Blocks while the disk writes.
    #[must_use]
    pub fn add_checkpoint(&self, body: &[u8]) -> Answer {
        let Ok(request) = AddCheckpoint::parse(body) else {
            return Answer::Malformed;
        };
        let Some(log) = self.logs.get(&request.checkpoint.checkpoint.origin) else {
            return Answer::UnknownLog;
        };
        let mut seen = held(&log.seen);
        match judge(&request, Some(&log.keys), seen.as_ref()) {
            Judgement::Cosign => match self.cosign(&request, &mut seen) {
                Ok(signature) => Answer::Cosigned(signature),
                Err(code) => {
                    tracing::error!(code, "nothing is cosigned");
                    Answer::Unavailable
                }
            },
            Judgement::UnknownOrigin => Answer::UnknownLog,
            Judgement::WrongSignature => Answer::Forbidden,
            Judgement::Malformed => Answer::Malformed,
            Judgement::Conflict { size } => Answer::Conflict { size },
            Judgement::Inconsistent => {
                // Signed by the log, and not what it signed before: perhaps proof of a second tree.
                let checkpoint = request.checkpoint.to_text();
                let code = AskError::Inconsistent.code();
                tracing::warn!(code, checkpoint, "not cosigned");
                Answer::Inconsistent
            }
        }
    }

    fn cosign(
        &self,
        request: &AddCheckpoint,
        seen: &mut Option<Seen>,
    ) -> Result<NoteSignature, &'static str> {
        let tree = &request.checkpoint.checkpoint;
        let new = Seen {
            size: tree.size,
            root: tree.root,
        };
        if *seen != Some(new) {
            let remembered = self.memory.remember(&request.checkpoint);
            remembered.map_err(|error| error.code())?;
            *seen = Some(new);
        }
        let (name, at) = (self.key.name(), self.clock.now());
        cosign(&request.checkpoint, name, at, self.signer.as_ref()).map_err(|error| error.code())
    }
}

impl core::fmt::Debug for Witness {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Witness")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// Whoever held it and panicked had not changed it by halves: it is written in one step.
fn held(seen: &Mutex<Option<Seen>>) -> std::sync::MutexGuard<'_, Option<Seen>> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
