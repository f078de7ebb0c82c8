//! What the ledger is told of a bundle beside the bundle itself: its documents, the passes that it
//! takes away, and what its filter was built over; so that anybody builds the filter again and
//! compares.

use std::path::Path;

use cleanbill_ledger::LedgerPolicy;
use cleanbill_ledger::leaf::{Document, DocumentKind, Leaf, RevocationSet, SignerCounter};
use cleanbill_ledger::object::object_digest;
use cleanbill_revocation::KeyHash;
use cleanbill_trust::set::{LedgerEvidence, Target, TargetType};

use crate::atomic::{self, Access};
use crate::bundle::read_text;
use crate::clock;
use crate::epochs::Register;
use crate::error::CliError;
use crate::home::Home;
use crate::ledger_port::LedgerPort;
use crate::own_ledger::folder;

/// What takes passes away in a bundle: the filter's edition, the passes, and the universe.
pub(super) struct Taken<'a> {
    pub(super) edition: u32,
    pub(super) passes: Vec<KeyHash>,
    pub(super) universe: &'a Path,
}

/// A ledger that is told of documents before it is told of the bundle that holds them.
pub(super) struct Telling<'a> {
    home: &'a Home,
    ledger: &'a dyn LedgerPort,
    targets: &'a [Target],
    taken: Option<Taken<'a>>,
}

impl<'a> Telling<'a> {
    pub(super) const fn new(
        home: &'a Home,
        ledger: &'a dyn LedgerPort,
        targets: &'a [Target],
        taken: Option<Taken<'a>>,
    ) -> Self {
        Self {
            home,
            ledger,
            targets,
            taken,
        }
    }

    /// How often each key that signs passes has signed, by its own counter. A publisher's own
    /// machine has no such key.
    fn tell_counters(&self) -> Result<(), CliError> {
        if !self.home.config().is_file() {
            return Ok(());
        }
        let day = cleanbill_issuer::caps::day_of(clock::now());
        for entry in Register::read(self.home)?.epoch {
            if entry.span.is_none() {
                continue;
            }
            let dsc = entry.certificate(self.home)?;
            let tally = entry.tally(self.home)?;
            let leaf = Leaf::SignerCounter(SignerCounter {
                kid: dsc.kid(),
                certificate: dsc.thumbprint(),
                day,
                signatures: tally.signatures(),
            });
            self.ledger.put(leaf.encode())?;
        }
        Ok(())
    }

    fn tell_all(&self) -> Result<(), CliError> {
        self.tell_counters()?;
        let path = folder(self.home).join("told");
        let mut told = if path.is_file() {
            read_text(&path)?
        } else {
            String::new()
        };
        for target in self.targets {
            let kind = kind_of(&target.kind);
            self.tell(kind, &target.content, &mut told)?;
        }
        if let Some(taken) = &self.taken {
            let (universe, size_bytes) = self.ledger.put_file(taken.universe)?;
            self.tell_of(DocumentKind::Universe, universe, size_bytes, &mut told)?;
            let mut passes = taken.passes.clone();
            passes.sort_unstable();
            passes.dedup();
            let list = passes.as_flattened().to_vec();
            let leaf = Leaf::Revocations(RevocationSet {
                edition: taken.edition,
                list: object_digest(&list),
                size_bytes: list.len() as u64,
                passes: passes.len() as u64,
            });
            self.ledger.put_object(list)?;
            self.ledger.put(leaf.encode())?;
        }
        atomic::write(&path, told.as_bytes(), Access::Public)
    }

    fn tell(&self, kind: DocumentKind, content: &[u8], told: &mut String) -> Result<(), CliError> {
        self.tell_of(kind, object_digest(content), content.len() as u64, told)
    }

    /// A document is told once.
    fn tell_of(
        &self,
        kind: DocumentKind,
        document: [u8; 32],
        size_bytes: u64,
        told: &mut String,
    ) -> Result<(), CliError> {
        let line = cleanbill_trust::set::Digest::from(document).to_string();
        if told.lines().any(|known| known == line) {
            return Ok(());
        }
        let leaf = Leaf::Document(Document {
            kind,
            document,
            size_bytes,
        });
        self.ledger.put(leaf.encode())?;
        told.push_str(&line);
        told.push('\n');
        Ok(())
    }
}

impl LedgerPort for Telling<'_> {
    fn policy(&self) -> &LedgerPolicy {
        self.ledger.policy()
    }

    fn put(&self, leaf: Vec<u8>) -> Result<u64, CliError> {
        self.tell_all()?;
        self.ledger.put(leaf)
    }

    fn put_object(&self, object: Vec<u8>) -> Result<(), CliError> {
        self.ledger.put_object(object)
    }

    fn put_file(&self, file: &Path) -> Result<([u8; 32], u64), CliError> {
        self.ledger.put_file(file)
    }

    fn evidence(&self, index: u64) -> Result<LedgerEvidence, CliError> {
        self.ledger.evidence(index)
    }
}

fn kind_of(target: &TargetType) -> DocumentKind {
    let kinds = [
        (&TargetType::RULES, DocumentKind::Rules),
        (&TargetType::POLICIES, DocumentKind::Policies),
        (&TargetType::VALUE_SETS, DocumentKind::ValueSets),
        (&TargetType::DCC_SIGNERS, DocumentKind::Signers),
        (&TargetType::SIGNERS_REMOVED, DocumentKind::SignersRemoved),
        (
            &TargetType::REVOCATION_BATCHES,
            DocumentKind::ForeignRevocations,
        ),
        (
            &TargetType::REVOCATION_SLICES,
            DocumentKind::ForeignRevocations,
        ),
        (&TargetType::REVOCATION_NATIONAL, DocumentKind::Filter),
        (&TargetType::REVOCATION_EXACT, DocumentKind::ExactList),
    ];
    let known = kinds.into_iter().find(|(known, _)| *known == target);
    known.map_or(DocumentKind::Other, |(_, kind)| kind)
}
