//! Cases as appellants and reviewers see them.

use cleanbill_issuer::act::{ActKind, ActState, LegalBasis, Reason};
use cleanbill_redress::case::{
    Author, CaseKind, CaseState, CourtOrder, Ending, ExtensionReason, FiledBy, Finding, Outcome,
    Subject,
};
use cleanbill_seal::PublicId;

/// Something that was said in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealText {
    /// By whom.
    pub author: Author,
    /// On which day, since 1970-01-01.
    pub day: i32,
    /// What.
    pub text: String,
}

/// An officer looked at the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLook {
    /// Their number.
    pub officer: Option<i64>,
    /// Their office.
    pub office: Option<String>,
    /// On which day, since 1970-01-01.
    pub day: i32,
}

/// A mandate for the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseMandateView {
    /// Its number in the case, from 1.
    pub number: i64,
    /// Since when, Unix seconds.
    pub at: i64,
    /// Until when, Unix seconds.
    pub ends_at: i64,
}

/// A decision whose signature was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionView {
    /// What was decided.
    pub outcome: Outcome,
    /// Why there was nothing to decide.
    pub ending: Option<Ending>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The court's order that it carries out.
    pub order: Option<CourtOrder>,
    /// Number of the reviewer.
    pub officer: i64,
    /// Their office.
    pub office: String,
    /// When, Unix seconds.
    pub at: i64,
    /// How many cases were decided together.
    pub cases: usize,
    /// What was signed.
    pub hash: [u8; 32],
}

/// A case, as its appellant sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealView {
    /// Its number.
    pub number: PublicId,
    /// What it is against.
    pub kind: CaseKind,
    /// The same, with what was told of it.
    pub subject: Subject,
    /// How it came in.
    pub filed_by: FiledBy,
    /// Where it stands.
    pub state: CaseState,
    /// When it was filed, Unix seconds.
    pub filed_at: i64,
    /// By when it is to be decided, Unix seconds.
    pub due_at: i64,
    /// Whether an act waits for the decision.
    pub contests: bool,
    /// Whether its answer is late.
    pub is_overdue: bool,
    /// Why it takes longer.
    pub extension: Option<ExtensionReason>,
    /// The decision.
    pub decision: Option<DecisionView>,
    /// What was said, the oldest first.
    pub texts: Vec<AppealText>,
    /// Who looked.
    pub looks: Vec<CaseLook>,
    /// Who may act in it.
    pub mandates: Vec<CaseMandateView>,
}

/// A case in a reviewer's queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueEntry {
    /// Its number.
    pub number: PublicId,
    /// What it is against.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// By when it is to be decided, Unix seconds.
    pub due_at: i64,
    /// Whether an act waits for the decision.
    pub contests: bool,
    /// Whether its answer is late.
    pub is_overdue: bool,
    /// The number of the case that it is decided with.
    pub lead: Option<PublicId>,
}

/// An act, as a reviewer of an appeal sees it: without whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealedAct {
    /// What kind.
    pub kind: ActKind,
    /// Where it stands.
    pub state: ActState,
    /// From when on it takes effect, Unix seconds.
    pub effective_at: Option<i64>,
    /// Why.
    pub reason: Option<Reason>,
    /// On which ground of law.
    pub basis: Option<LegalBasis>,
    /// SHA-256 of the evidence on file.
    pub evidence: Option<[u8; 32]>,
    /// When it was proposed, Unix seconds.
    pub at: i64,
    /// Who had a part in it: number and office.
    pub parties: Vec<(i64, String)>,
}

/// A case, as its reviewer reads it. Who appeals is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewView {
    /// As in the queue.
    pub entry: QueueEntry,
    /// When it was filed, Unix seconds.
    pub filed_at: i64,
    /// What it is against; of an act there is [`act`](Self::act) instead.
    pub subject: Option<Subject>,
    /// The act.
    pub act: Option<AppealedAct>,
    /// What a court ordered, as the appellant told it.
    pub order: Option<CourtOrder>,
    /// What was said, the oldest first.
    pub texts: Vec<AppealText>,
    /// The decision.
    pub decision: Option<DecisionView>,
    /// Cases that are decided with it.
    pub joined: Vec<PublicId>,
}
