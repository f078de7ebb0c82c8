use cleanbill_ledger::{Checkpoint, LedgerPolicy, SignedCheckpoint};
use serde::Deserialize;

use crate::{Finding, WasmLedgerError};

/// What a device remembers of the last time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// The checkpoint, with its signatures.
    pub checkpoint: String,
    /// The policy under which it was believed (C2SP tlog-policy); that of now where it is not said.
    #[serde(default)]
    pub policy: Option<String>,
}

/// The same, read.
pub(crate) struct Memory {
    pub(crate) checkpoint: Checkpoint,
    /// If it is another than that of now.
    policy: Option<LedgerPolicy>,
}

impl Memory {
    /// Reads what is remembered of the ledger of `policy`: signed by the same log.
    pub(crate) fn read(
        remembered: &Remembered,
        policy: &LedgerPolicy,
    ) -> Result<Self, WasmLedgerError> {
        let wrong = |cause| WasmLedgerError::Remembered { cause };
        let before = remembered.policy.as_deref().map(LedgerPolicy::parse);
        let before = before.transpose().map_err(|error| wrong(error.code()))?;
        let signed = SignedCheckpoint::parse(remembered.checkpoint.as_bytes())
            .map_err(|error| wrong(error.code()))?;
        policy
            .verify_log_only(&signed)
            .map_err(|error| wrong(error.code()))?;
        Ok(Self {
            checkpoint: signed.checkpoint,
            policy: before.filter(|before| before.digest() != policy.digest()),
        })
    }

    /// That the keys are the remembered ones, or that a checkpoint satisfies those as well.
    pub(crate) fn check_keys(&self, signed: &SignedCheckpoint) -> Result<(), Finding> {
        match &self.policy {
            Some(before) if before.verify(signed).is_err() => Err(Finding::KeysChanged),
            _ => Ok(()),
        }
    }
}
