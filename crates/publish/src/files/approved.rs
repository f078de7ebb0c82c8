//! A gatekeeper that lets a set leave only if it takes away what approved acts take away, and
//! nothing else of ours (guarantee G07).

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::gateway::Batch;
use cleanbill_revocation::national::{Chain, Limits as NationalLimits};
use cleanbill_revocation::rid::RidList;
use cleanbill_revocation::signer_removed::RemovedSigner;
use cleanbill_revocation::slices::parse_overview;
use cleanbill_revocation::{KeyHash, Limits};
use cleanbill_trust::set::{OpenedSet, TargetType};
use cleanbill_verifier::bundle::{
    national_parts, read_documents, read_removed_signers, slices_overview,
};
use thiserror::Error;

use super::{Gatekeeper, Refusal};
use crate::universe::UniverseReader;

/// What approved acts take away, and whose passes are ours.
#[derive(Clone, Copy, Debug)]
pub struct ApprovedRevocations<'a> {
    /// Claim `iss` of our passes.
    pub issuer: &'a str,
    /// Key identifier and SHA-256 of the certificate of each of our signers.
    pub signers: &'a [([u8; 8], [u8; 32])],
    /// The keys of ours that sign health cards: key identifier, and thumbprint (RFC 7638), which
    /// the cards name.
    pub card_keys: &'a BTreeMap<[u8; 8], [u8; 32]>,
    /// The passes that are taken away.
    pub passes: &'a BTreeSet<KeyHash>,
    /// Our signers that are taken away, likewise.
    pub withdrawn: &'a BTreeSet<([u8; 8], [u8; 32])>,
    /// The universe file that the set's filter was built from.
    pub universe: &'a Path,
}

/// Why a set does not take away what approved acts do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnapprovedError {
    /// A pass is revoked that no approved act takes away.
    #[error("the set revokes a pass that no approved act takes away")]
    Pass,
    /// A signer of ours is removed that no approved act takes away.
    #[error("the set removes a signer of ours that no approved act takes away")]
    Signer,
    /// A list of others revokes passes of ours: that takes an act of its own.
    #[error("a list of others revokes passes of our signers")]
    List,
    /// What an approved act takes away is missing.
    #[error("the set lacks what an approved act takes away")]
    Missing,
    /// The filter is of another universe than the one at hand, or cannot be read.
    #[error("the filter of the set is not built from the universe at hand")]
    Universe,
}

impl UnapprovedError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pass => "publisher.unapproved-pass",
            Self::Signer => "publisher.unapproved-signer",
            Self::List => "publisher.unapproved-list",
            Self::Missing => "publisher.missing",
            Self::Universe => "publisher.universe",
        }
    }
}

impl Gatekeeper for ApprovedRevocations<'_> {
    fn check(&self, set: &OpenedSet<'_>) -> Result<(), Refusal> {
        self.check_set(set)
            .map_err(|error| Refusal { code: error.code() })
    }
}

impl ApprovedRevocations<'_> {
    /// As [`check`](Gatekeeper::check), with the cause.
    ///
    /// # Errors
    /// [`UnapprovedError`].
    pub fn check_set(&self, set: &OpenedSet<'_>) -> Result<(), UnapprovedError> {
        self.check_signers(set)?;
        self.check_lists(set)?;
        self.check_cards(set)?;
        let exact = self.check_exact(set)?;
        let covered = self.check_filter(set)?;
        if covered.union(&exact).count() == self.passes.len() {
            Ok(())
        } else {
            Err(UnapprovedError::Missing)
        }
    }

    fn is_ours(&self, kid: &[u8]) -> bool {
        self.signers.iter().any(|(own, _)| own == kid)
    }

    fn check_signers(&self, set: &OpenedSet<'_>) -> Result<(), UnapprovedError> {
        let removed = match set.target(&TargetType::SIGNERS_REMOVED) {
            Ok(bytes) => read_removed_signers(bytes).ok_or(UnapprovedError::Signer)?,
            Err(_) => Vec::new(),
        };
        for signer in removed.iter().filter(|signer| self.is_ours(&signer.kid)) {
            let approved = |(kid, thumbprint): &([u8; 8], [u8; 32])| {
                *kid == *signer.kid && signer.thumbprint == Some(*thumbprint)
            };
            // Another's signer with the same kid is named by its thumbprint, and not ours.
            let foreign = signer
                .thumbprint
                .is_some_and(|one| self.signers.iter().all(|(_, own)| *own != one));
            if !foreign && !self.withdrawn.iter().any(approved) {
                return Err(UnapprovedError::Signer);
            }
        }
        let is_removed = |(kid, thumbprint): &([u8; 8], [u8; 32])| {
            let is_it = |signer: &RemovedSigner| {
                *signer.kid == *kid && signer.thumbprint == Some(*thumbprint)
            };
            removed.iter().any(is_it)
        };
        if self.withdrawn.iter().all(is_removed) {
            Ok(())
        } else {
            Err(UnapprovedError::Missing)
        }
    }

    /// What other countries revoke of theirs is theirs; of ours it takes an act.
    fn check_lists(&self, set: &OpenedSet<'_>) -> Result<(), UnapprovedError> {
        let list = |_| UnapprovedError::List;
        if let Ok(bytes) = set.target(&TargetType::REVOCATION_BATCHES) {
            for text in read_documents(bytes).ok_or(UnapprovedError::List)? {
                let batch = Batch::parse(text.as_bytes(), &Limits::DEFAULT);
                let kid = batch.map_err(|_| UnapprovedError::List)?.kid;
                // Without a kid it speaks of everybody's passes.
                if kid.is_none_or(|kid| self.is_ours(&kid)) {
                    return Err(UnapprovedError::List);
                }
            }
        }
        if let Ok(bytes) = set.target(&TargetType::REVOCATION_SLICES) {
            let overview = slices_overview(bytes).ok_or(UnapprovedError::List)?;
            let kids = parse_overview(overview.as_bytes(), &Limits::DEFAULT).map_err(list)?;
            if kids.iter().any(|one| self.is_ours(&one.kid)) {
                return Err(UnapprovedError::List);
            }
        }
        Ok(())
    }

    /// Lists of health cards: what one of a key of ours names is approved.
    fn check_cards(&self, set: &OpenedSet<'_>) -> Result<(), UnapprovedError> {
        let Ok(bytes) = set.target(&TargetType::REVOCATION_CARDS) else {
            return Ok(());
        };
        let own: Vec<String> = self
            .card_keys
            .values()
            .map(|key| URL_SAFE_NO_PAD.encode(key))
            .collect();
        for text in read_documents(bytes).ok_or(UnapprovedError::List)? {
            let list = RidList::parse(text.as_bytes(), &Limits::DEFAULT);
            let list = list.map_err(|_| UnapprovedError::List)?;
            let is_approved = |rid: &str| {
                let handle = URL_SAFE_NO_PAD.decode(rid).ok();
                let handle = handle.and_then(|bytes| KeyHash::try_from(bytes).ok());
                handle.is_some_and(|handle| self.passes.contains(&handle))
            };
            if own.iter().any(|kid| kid == list.kid()) && !list.rids().all(is_approved) {
                return Err(UnapprovedError::Pass);
            }
        }
        Ok(())
    }

    /// The passes on the exact list; all of them are approved.
    fn check_exact(&self, set: &OpenedSet<'_>) -> Result<BTreeSet<KeyHash>, UnapprovedError> {
        let Ok(bytes) = set.target(&TargetType::REVOCATION_EXACT) else {
            return Ok(BTreeSet::new());
        };
        let list = ExactList::parse(bytes, &Limits::DEFAULT).map_err(|_| UnapprovedError::Pass)?;
        let keys: BTreeSet<KeyHash> = list.keys().iter().copied().collect();
        if keys.is_subset(self.passes) {
            Ok(keys)
        } else {
            Err(UnapprovedError::Pass)
        }
    }

    /// The passes that the filter revokes: it is asked about every pass of its universe.
    fn check_filter(&self, set: &OpenedSet<'_>) -> Result<BTreeSet<KeyHash>, UnapprovedError> {
        let mut revoked = BTreeSet::new();
        let Ok(bytes) = set.target(&TargetType::REVOCATION_NATIONAL) else {
            return Ok(revoked);
        };
        let unknown = |_| UnapprovedError::Universe;
        let (filter, deltas) = national_parts(bytes).ok_or(UnapprovedError::Universe)?;
        let chain = Chain::open(&filter, &deltas, 0, &NationalLimits::DEFAULT)
            .map_err(|_| UnapprovedError::Universe)?;
        let file = File::open(self.universe).map_err(|_| UnapprovedError::Universe)?;
        let mut reader = UniverseReader::new(file).map_err(unknown)?;
        if chain.filter().coverage().issuer() != self.issuer || reader.issuer() != self.issuer {
            return Err(UnapprovedError::Universe);
        }
        while reader.next_epoch().map_err(unknown)?.is_some() {
            while let Some(record) = reader.next_record().map_err(unknown)? {
                let approved = self.passes.contains(&record.key);
                match (chain.holds(&record.key), approved) {
                    (true, true) => revoked.insert(record.key),
                    (true, false) => return Err(UnapprovedError::Pass),
                    (false, true) => return Err(UnapprovedError::Missing),
                    (false, false) => false,
                };
            }
        }
        let summary = reader.finish().map_err(unknown)?;
        if chain.filter().parts().universe == summary.digest {
            Ok(revoked)
        } else {
            Err(UnapprovedError::Universe)
        }
    }
}
