//! The WHO's network: its documents together, and what was found in them.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_trust::list::gateway::Chain;
use cleanbill_trust::list::gdhcn::{Document, Domain, KeyUse, ListedKey};
use cleanbill_trust::{Authorities, ScopedSigner, TrustedSigner};
use cleanbill_x509::Certificate;

use super::table;
use crate::error::CliError;
use crate::output::line;

/// Documents that were read. The tree of lists says most things three times: in the document of a
/// use, in that of its participant, in that of its domain.
#[derive(Default)]
pub(super) struct Network(Vec<Document>);

/// What is told of one domain and use.
#[derive(Default)]
struct Row {
    keys: BTreeSet<[u8; 32]>,
    participants: BTreeSet<String>,
    ended: BTreeSet<[u8; 32]>,
    unproven: BTreeSet<[u8; 32]>,
    departing: BTreeSet<[u8; 32]>,
}

impl Network {
    pub(super) fn add(&mut self, document: Document) {
        self.0.push(document);
    }

    /// Who may sign what: EU certificates, and others.
    pub(super) fn into_list(self) -> (Vec<TrustedSigner>, Vec<ScopedSigner>) {
        let (mut signers, mut scoped) = (Vec::new(), Vec::new());
        for document in self.0 {
            let list = document.into_list();
            signers.extend(list.signers);
            scoped.extend(list.scoped);
        }
        (signers, scoped)
    }

    /// One row a domain and use. Chains are checked against the authorities of the lists, each for
    /// its own domain and participant, and against those given.
    pub(super) fn tell(&self, given: &[Certificate], now: i64) -> Result<(), CliError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let authorities = self.authorities(given);
        let mut rows: BTreeMap<(Domain, KeyUse), Row> = BTreeMap::new();
        for key in self.keys() {
            let row = rows.entry((key.domain(), key.usage())).or_default();
            let id = key.thumbprint();
            row.keys.insert(id);
            row.participants
                .insert(key.participant().as_str().to_owned());
            if key.not_after() < now {
                row.ended.insert(id);
            }
            if !key.deviations().is_empty() {
                row.departing.insert(id);
            }
            // Of whose end is past it is told; whether its authority lives is another matter.
            let at = now.min(key.not_after());
            let known = authorities.get(&owner(key));
            if key.usage() == KeyUse::Signer
                && known.is_none_or(|known| !matches!(key.chain(known, at), Chain::Holds { .. }))
            {
                row.unproven.insert(id);
            }
        }
        let mut shown = table::new_table(&[
            "domain",
            "use",
            "participants",
            "keys",
            "of these ended",
            "loosely written",
            "without a listed authority",
        ]);
        for ((domain, usage), row) in rows {
            let signs = usage == KeyUse::Signer;
            shown.add_row([
                domain.code().to_owned(),
                usage.code().to_owned(),
                row.participants.len().to_string(),
                row.keys.len().to_string(),
                row.ended.len().to_string(),
                row.departing.len().to_string(),
                if signs {
                    row.unproven.len().to_string()
                } else {
                    "–".to_owned()
                },
            ]);
        }
        line(&shown.to_string())
    }

    fn keys(&self) -> impl Iterator<Item = &ListedKey> {
        self.0.iter().flat_map(Document::keys)
    }

    fn authorities(&self, given: &[Certificate]) -> BTreeMap<(Domain, String), Authorities> {
        let mut listed: BTreeMap<_, Vec<Certificate>> = BTreeMap::new();
        for key in self.keys() {
            let own = listed.entry(owner(key)).or_insert_with(|| given.to_vec());
            if key.usage() == KeyUse::Authority {
                own.extend(key.certificate().cloned());
            }
        }
        let each = listed.into_iter();
        each.map(|(owner, own)| (owner, Authorities::new(own)))
            .collect()
    }
}

fn owner(key: &ListedKey) -> (Domain, String) {
    (key.domain(), key.participant().as_str().to_owned())
}
