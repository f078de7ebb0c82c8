//! The way to the witnesses, over HTTP.

use std::future::Future;
use std::pin::Pin;

use cleanbill_ledger::{AddCheckpoint, PolicyWitness};
use cleanbill_sequencer::{AskWitness, Asked};
use cleanbill_witness::{AskError, AskLimits, WitnessClient};

use crate::error::{CliError, LedgerFault};

/// Asks over HTTP.
pub(crate) struct Witnesses(WitnessClient);

impl Witnesses {
    pub(crate) fn new() -> Result<Self, CliError> {
        let client = WitnessClient::new(AskLimits::default());
        Ok(Self(client.map_err(|error| LedgerFault::Ask { error })?))
    }
}

impl AskWitness for Witnesses {
    fn ask<'a>(
        &'a self,
        witness: &'a PolicyWitness,
        request: &'a AddCheckpoint,
    ) -> Pin<Box<dyn Future<Output = Asked> + Send + 'a>> {
        Box::pin(async move {
            let Some(address) = &witness.url else {
                return Asked::Failed(AskError::Address.code());
            };
            match self.0.ask(address, request).await {
                Ok(signatures) => Asked::Cosigned(signatures),
                Err(AskError::Conflict { size }) => Asked::Seen(size),
                Err(error) => Asked::Failed(error.code()),
            }
        })
    }
}
