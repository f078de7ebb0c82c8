//! The petitions of a ledger, as everybody sees them: before a device asks anything of an
//! authority, it takes their keys from here.

use cleanbill_ledger::LedgerPolicy;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_redress::petition::Petition;

use crate::AuditError;
use crate::finding::{Finding, Severity};
use crate::findings::Findings;
use crate::log::{Edge, Walk, Watched, read_heads, walk};
use crate::source::Source;

/// What is looked for, and where.
pub struct PetitionsRequest<'a> {
    /// Where the authority publishes, or a copy of it.
    pub source: &'a dyn Source,
    /// Which log and witnesses are believed. The source's own word would be worth nothing: whoever
    /// tags people shows each a ledger of their own.
    pub policy: &'a LedgerPolicy,
    /// This machine's time, Unix seconds.
    pub now: i64,
    /// Told how many leaves were read, and how many there are.
    pub progress: &'a dyn Fn(u64, u64),
}

/// The petitions of a ledger.
#[derive(Clone, Debug)]
pub struct PublishedPetitions {
    /// In the order in which they were opened.
    pub petitions: Vec<Petition>,
    /// When the quorum had signed, Unix seconds; none where the policy asks for nobody.
    pub cosigned_at: Option<i64>,
    /// Who cosigned.
    pub witnesses: Vec<String>,
    /// What is wrong with the ledger, the gravest first.
    pub findings: Vec<Finding>,
    is_whole: bool,
}

impl PublishedPetitions {
    /// Whether every leaf lies under a root that the policy's quorum cosigned, and nothing is
    /// missing or proven against the log.
    #[must_use]
    pub fn holds(&self) -> bool {
        // Too few cosignatures are among them.
        let is_grave = |finding: &Finding| finding.severity() >= Severity::Omission;
        self.is_whole && !self.findings.iter().any(is_grave)
    }
}

/// Reads the petitions of a whole ledger, held against its cosigned root.
///
/// # Errors
/// [`AuditError`], if it cannot be read, or is none.
pub fn petitions_of(request: &PetitionsRequest<'_>) -> Result<PublishedPetitions, AuditError> {
    let mut findings = Findings::default();
    let heads = read_heads(request.source, request.policy, request.now, &mut findings)?;
    let path = "ledger/checkpoint";
    let heads = heads.ok_or(AuditError::NoLedger { path })?;
    let tree = &heads.audited.checkpoint;
    let way = Walk {
        source: request.source,
        start: Edge::default(),
        size: tree.size,
        root: tree.root,
    };
    let read = |_: u64, entry: &[u8]| Ok(petition_of(entry));
    let mut petitions = Vec::new();
    let mut watched = Watched::default();
    let walked = walk(
        &way,
        &mut watched,
        &mut findings,
        &read,
        &mut |entry, _, _| {
            (request.progress)(entry.index + 1, tree.size);
            petitions.extend(entry.read);
            Ok(())
        },
    )?;
    Ok(PublishedPetitions {
        petitions,
        cosigned_at: heads.cosigned_at,
        witnesses: heads.witnesses.clone(),
        findings: findings.finish().0,
        is_whole: walked.whole,
    })
}

/// A petition whose rules are broken can be signed by nobody, and is left out.
fn petition_of(entry: &[u8]) -> Option<Petition> {
    match Leaf::parse(entry) {
        Ok(Leaf::Petition(leaf)) => Petition::of_leaf(leaf).ok(),
        _ => None,
    }
}
