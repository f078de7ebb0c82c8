//! Where vouchers are exchanged and signatures given in: through a relay, or at the authority's own
//! database.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_forum::petitions::Blinded;
use cleanbill_redress::petition::{EXCHANGED_MAX, Petition, PetitionId, Signature, Voucher};
use serde_json::{Value, json};

use super::published::Published;
use super::{Office, today};
use crate::args::{PetitionExchangeOptions, RelayOptions, StoreOptions};
use crate::error::{CliError, RelayFault};
use crate::home::Home;
use crate::relay::Relay;

/// One of both.
pub(super) enum Counter {
    Relay(Relay),
    Office(Office),
}

impl Counter {
    pub(super) fn of(
        home: &Home,
        published: &Published,
        relay: &RelayOptions,
        store: &StoreOptions,
    ) -> Result<Self, CliError> {
        Ok(match Relay::of(relay, &published.authorities)? {
            Some(relay) => Self::Relay(relay),
            None => Self::Office(Office::at(home, store)?),
        })
    }

    /// What a voucher is exchanged for; nothing that is not in the ledger.
    pub(super) fn petitions(
        &self,
        published: &Published,
        voucher: &Voucher,
        options: &PetitionExchangeOptions,
    ) -> Result<Vec<Petition>, CliError> {
        match (self, options.epoch, &options.region) {
            // Asked for nothing: the voucher goes there with the exchange alone.
            (_, Some(epoch), Some(region)) => published.of_voucher(epoch, region),
            (Self::Relay(_), _, _) => Err(CliError::NoPetitions),
            (Self::Office(office), _, _) => {
                let told = office.petitions.petitions_of_voucher(voucher);
                let told = office.wait(told)?;
                published.check(&told)?;
                Ok(told)
            }
        }
    }

    /// Exchanges a voucher.
    pub(super) fn exchange(
        &self,
        voucher: &Voucher,
        blinded: Vec<Blinded>,
    ) -> Result<Vec<Blinded>, CliError> {
        let relay = match self {
            Self::Office(office) => {
                let asked = office.petitions.exchange(voucher, blinded, today());
                return office.wait(asked);
            }
            Self::Relay(relay) => relay,
        };
        let blinded = blinded.into_iter().map(|(petition, message)| {
            json!({"petition": petition.to_string(), "message": STANDARD.encode(message)})
        });
        let blinded: Vec<Value> = blinded.collect();
        let body = json!({"voucher": voucher.to_code(), "blinded": blinded});
        let answer = relay.ask("/api/v1/petitions/exchange", &body)?;
        let each = answer.as_array().filter(|all| all.len() <= EXCHANGED_MAX);
        let each = each.and_then(|all| all.iter().map(blind_signature).collect());
        Ok(each.ok_or(RelayFault::Answer)?)
    }

    /// Gives a signature in.
    pub(super) fn sign(&self, petition: PetitionId, given: &Signature) -> Result<(), CliError> {
        match self {
            Self::Office(office) => {
                let taken = office.petitions.sign(petition, given, today());
                office.wait(taken)
            }
            Self::Relay(relay) => {
                let path = format!("/api/v1/petitions/{petition}/signatures");
                let body = json!({"signature": STANDARD.encode(given.to_bytes())});
                relay.ask(&path, &body).map(drop)
            }
        }
    }
}

fn blind_signature(told: &Value) -> Option<Blinded> {
    let petition = PetitionId::parse(told.get("petition")?.as_str()?)?;
    let message = STANDARD.decode(told.get("message")?.as_str()?).ok()?;
    Some((petition, message))
}
