//! Which log is believed, and how many of which witnesses it takes (C2SP tlog-policy).

mod error;
mod parse;
mod quorum;

use std::fmt::Write as _;

use cleanbill_crypto::sha256;

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::cosignature::verify_cosignature;
use crate::hash::Hash;
use crate::key::VerifierKey;

pub use error::{PolicyError, PolicyTextError};
use quorum::Quorum;

/// The longest policy that is read, in bytes.
pub const POLICY_SIZE_MAX_BYTES: usize = 65_536;

/// The most witnesses of a policy. The specification recommends to support 32.
pub const WITNESSES_MAX: usize = 64;

/// The most groups of a policy. The specification recommends to support 32.
pub const GROUPS_MAX: usize = 64;

/// A policy: one log, its witnesses, and the quorum.
///
/// Stricter than the specification: the text is UTF-8, has exactly one log, and no witness has the
/// log's key. Comments and spacing are not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerPolicy {
    log: VerifierKey,
    log_url: Option<String>,
    witnesses: Vec<PolicyWitness>,
    quorum: Quorum,
}

/// A witness of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyWitness {
    /// What the policy calls it.
    pub name: String,
    /// The key under which its cosignatures verify.
    pub key: VerifierKey,
    /// Where it can be asked: the prefix before `/add-checkpoint`.
    pub url: Option<String>,
}

/// A checkpoint that satisfies a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// What the checkpoint says.
    pub checkpoint: Checkpoint,
    /// When the quorum had signed, in Unix seconds: the earliest instant at which the cosignatures
    /// up to then satisfy the policy. 0 where the policy asks for none, since nobody vouches for a
    /// time then; [`LedgerPolicy::quorum_min`] tells.
    pub cosigned_at: i64,
    /// The witnesses that cosigned, as the policy names them, in its order.
    pub witnesses: Vec<String>,
}

impl LedgerPolicy {
    /// Reads a policy.
    ///
    /// # Errors
    /// [`PolicyTextError`].
    pub fn parse(text: &str) -> Result<Self, PolicyTextError> {
        parse::parse(text)
    }

    /// The policy in which `count` of these witnesses suffice; none are asked for if it is 0.
    ///
    /// # Errors
    /// [`PolicyTextError`], where the text of that policy could not be read.
    pub fn threshold(
        log: &VerifierKey,
        log_url: Option<&str>,
        witnesses: &[PolicyWitness],
        count: usize,
    ) -> Result<Self, PolicyTextError> {
        let mut text = String::new();
        write_log(&mut text, log, log_url);
        let mut names = String::new();
        for witness in witnesses {
            write_witness(&mut text, witness);
            names.push(' ');
            names.push_str(&witness.name);
        }
        text.push_str(&if count == 0 {
            "quorum none\n".to_owned()
        } else {
            format!("group witnesses {count}{names}\nquorum witnesses\n")
        });
        Self::parse(&text)
    }

    /// The policy as it is written: without comments, one space between words.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        write_log(&mut text, &self.log, self.log_url.as_deref());
        for witness in &self.witnesses {
            write_witness(&mut text, witness);
        }
        self.quorum.write(&mut text, &self.witnesses);
        text
    }

    /// The SHA-256 digest of [`to_text`](Self::to_text).
    #[must_use]
    pub fn digest(&self) -> Hash {
        sha256(self.to_text().as_bytes())
    }

    /// The log's key.
    #[must_use]
    pub const fn log(&self) -> &VerifierKey {
        &self.log
    }

    /// Where the log can be read.
    #[must_use]
    pub fn log_url(&self) -> Option<&str> {
        self.log_url.as_deref()
    }

    /// The origin of the log's checkpoints: the name of its key.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.log.name()
    }

    /// The witnesses, in the order of the text.
    #[must_use]
    pub fn witnesses(&self) -> &[PolicyWitness] {
        &self.witnesses
    }

    /// The fewest witnesses that satisfy the quorum; 0 if it asks for none.
    #[must_use]
    pub fn quorum_min(&self) -> usize {
        self.quorum.witnesses_min()
    }

    /// Verifies that a checkpoint is the log's, and that the quorum cosigned it. A witness counts
    /// once, with its earliest cosignature. Cosignatures by others are ignored. Whether a time lies
    /// in the future is the caller's to judge.
    ///
    /// # Errors
    /// [`PolicyError`]; a signature by a key of the policy that does not verify spoils the
    /// checkpoint, as C2SP signed-note recommends.
    pub fn verify(&self, checkpoint: &SignedCheckpoint) -> Result<Cosigned, PolicyError> {
        self.verify_log_only(checkpoint)?;
        let mut times = vec![None; self.witnesses.len()];
        for signature in &checkpoint.note.signatures {
            let known = self.witnesses.iter().zip(&mut times);
            for (witness, time) in known.filter(|(witness, _)| witness.key.names(signature)) {
                let at = verify_cosignature(&checkpoint.note, signature, &witness.key)
                    .map_err(PolicyError::Witness)?;
                *time = Some(time.map_or(at, |earlier: i64| earlier.min(at)));
            }
        }
        let missing = PolicyError::Quorum {
            found: times.iter().flatten().count(),
            min: self.quorum_min(),
        };
        let cosigned_at = self.quorum.reached_at(&times).ok_or(missing)?;
        let cosigners = self.witnesses.iter().zip(&times);
        Ok(Cosigned {
            checkpoint: checkpoint.checkpoint.clone(),
            cosigned_at,
            witnesses: cosigners
                .filter(|(_, time)| time.is_some())
                .map(|(witness, _)| witness.name.clone())
                .collect(),
        })
    }

    /// Verifies that a checkpoint is the log's, whoever cosigned it.
    ///
    /// # Errors
    /// [`PolicyError::Origin`], [`PolicyError::Log`].
    pub fn verify_log_only(&self, checkpoint: &SignedCheckpoint) -> Result<(), PolicyError> {
        if checkpoint.checkpoint.origin != self.origin() {
            return Err(PolicyError::Origin);
        }
        checkpoint.verify_log(&self.log).map_err(PolicyError::Log)
    }
}

fn write_log(text: &mut String, log: &VerifierKey, url: Option<&str>) {
    let _ = write!(text, "log {log}");
    end_line(text, url);
}

fn write_witness(text: &mut String, witness: &PolicyWitness) {
    let _ = write!(text, "witness {} {}", witness.name, witness.key);
    end_line(text, witness.url.as_deref());
}

fn end_line(text: &mut String, url: Option<&str>) {
    if let Some(url) = url {
        text.push(' ');
        text.push_str(url);
    }
    text.push('\n');
}
