//! The petitions of the public ledger: the only place that their keys are taken from.
//!
//! Whoever hands out a key of one's own to each would know everybody again by the signature under
//! it. A key in the ledger is the same for all, or the witnesses have signed two ledgers.

use cleanbill_audit::{Limits, PetitionsRequest, petitions_of, source_of};
use cleanbill_redress::petition::{Petition, PetitionId};

use crate::args::TrustedLedger;
use crate::bundle::read_bounded;
use crate::clock;
use crate::commands::audit::{AUTHORITIES_MAX_BYTES, progress};
use crate::commands::receipt::policy_of;
use crate::error::CliError;
use crate::home::Home;

/// The petitions of a ledger that its witnesses vouch for.
pub(super) struct Published {
    petitions: Vec<Petition>,
    /// Certificate authorities, for whatever else is asked.
    pub(super) authorities: Vec<u8>,
}

impl Published {
    /// Reads the whole ledger, and holds it against its cosigned root.
    pub(super) fn of(home: &Home, trusted: &TrustedLedger) -> Result<Self, CliError> {
        let failed = |error| CliError::Audit { error };
        let policy = policy_of(home, trusted.policy.as_deref())?;
        let authorities = trusted.ca.as_deref();
        let authorities = authorities.map(|path| read_bounded(path, AUTHORITIES_MAX_BYTES));
        let authorities = authorities.transpose()?.unwrap_or_default();
        let source = source_of(&trusted.ledger, &authorities, &Limits::DEFAULT);
        let source = source.map_err(|error| failed(error.into()))?;
        let bar = progress();
        let told = |read: u64, all: u64| {
            bar.set_length(all);
            bar.set_position(read);
        };
        let published = petitions_of(&PetitionsRequest {
            source: source.as_ref(),
            policy: &policy,
            now: clock::now(),
            progress: &told,
        });
        bar.finish_and_clear();
        let published = published.map_err(failed)?;
        if !published.holds() {
            let code = published.findings.first().map_or("none", |one| one.code());
            return Err(CliError::LedgerUnsound { code });
        }
        Ok(Self {
            petitions: published.petitions,
            authorities,
        })
    }

    /// One of them.
    pub(super) fn petition(&self, id: PetitionId) -> Result<&Petition, CliError> {
        let mut each = self.petitions.iter();
        let found = each.find(|petition| petition.id() == id);
        found.ok_or(CliError::PetitionNotPublished { id })
    }

    /// Those that a voucher is exchanged for, in the order of their names.
    pub(super) fn of_voucher(&self, epoch: u32, region: &str) -> Result<Vec<Petition>, CliError> {
        let is_meant = |petition: &&Petition| {
            let leaf = petition.leaf();
            leaf.epoch == epoch && leaf.regions.iter().any(|one| one == region)
        };
        let mut meant: Vec<Petition> = self.petitions.iter().filter(is_meant).cloned().collect();
        meant.sort_unstable_by_key(Petition::id);
        meant.dedup();
        match meant.is_empty() {
            true => Err(CliError::NoPetitions),
            false => Ok(meant),
        }
    }

    /// Whether all of these are in the ledger: a name is a hash of the whole record, key included.
    pub(super) fn check(&self, told: &[Petition]) -> Result<(), CliError> {
        let mut each = told.iter();
        each.try_for_each(|petition| self.petition(petition.id()).map(drop))
    }
}
