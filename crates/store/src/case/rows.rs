//! Rows of appeals.

use cleanbill_issuer::registry::{ActId, LeafId, OfficeId, OfficerId, OfficerKeyId, RowId};
use cleanbill_issuer::staff::KeyForm;
use cleanbill_redress::case::{
    Author, CaseId, CaseKind, CaseState, CaseStep, ExtensionReason, Outcome,
};
use cleanbill_seal::CaseKeyRow;

use crate::StoreError;
use crate::field::{Columns, Field, Sink};
use crate::table::{Stored, stored};

/// An appeal, as it was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealRow {
    /// Its key.
    pub id: CaseId,
    /// What it is against.
    pub kind: CaseKind,
    /// Whether an act waits for the decision.
    pub contests: bool,
    /// Keyed tag of what it is against.
    pub subject_tag: [u8; 16],
    /// Keyed tag of the holder who appeals.
    pub owner_tag: Option<[u8; 16]>,
    /// Keyed tag of the code that follows it.
    pub code_tag: [u8; 16],
    /// Its leaf.
    pub leaf: LeafId,
    /// The appeal, sealed.
    pub sealed: Vec<u8>,
}

stored!(
    AppealRow, "appeal", true;
    id, kind, contests, subject_tag, owner_tag, code_tag, leaf, sealed
);

/// A step in the order of its columns.
pub(super) struct StepColumns {
    appeal: CaseId,
    step: i16,
    state: CaseState,
    officer: Option<OfficerId>,
    at: i64,
    due_at: i64,
    reason: Option<ExtensionReason>,
    outcome: Option<Outcome>,
    lead: Option<CaseId>,
}

stored!(
    StepColumns, "appeal_step", true;
    appeal, step, state, officer, at, due_at, reason, outcome, lead
);

impl From<&(CaseId, CaseStep)> for StepColumns {
    fn from((appeal, step): &(CaseId, CaseStep)) -> Self {
        Self {
            appeal: *appeal,
            step: step.step,
            state: step.state,
            officer: step.officer,
            at: step.at,
            due_at: step.due_at,
            reason: step.reason,
            outcome: step.outcome,
            lead: step.lead,
        }
    }
}

impl StepColumns {
    pub(super) const fn step(&self) -> CaseStep {
        CaseStep {
            step: self.step,
            state: self.state,
            officer: self.officer,
            at: self.at,
            due_at: self.due_at,
            reason: self.reason,
            outcome: self.outcome,
            lead: self.lead,
        }
    }
}

/// What is appealed against, by its tag.
pub(super) struct SubjectColumns {
    pub(super) tag: [u8; 16],
    pub(super) appeal: CaseId,
}

stored!(SubjectColumns, "appeal_subject", true; tag, appeal);

/// Something said in writing, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// In which appeal.
    pub appeal: CaseId,
    /// Its key.
    pub id: RowId,
    /// Who wrote it.
    pub author: Author,
    /// On which day, days since 1970-01-01.
    pub day: i32,
    /// The text, sealed.
    pub sealed: Vec<u8>,
}

stored!(TextRow, "appeal_text", true; appeal, id, author, day, sealed);

/// A decision with its signature, as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// On which appeal.
    pub appeal: CaseId,
    /// Who decided.
    pub officer: OfficerId,
    /// Their office at that time.
    pub office: OfficeId,
    /// With which key.
    pub key: OfficerKeyId,
    /// How it signs.
    pub form: KeyForm,
    /// Authenticator data of a passkey; empty for a raw signature.
    pub authenticator_data: Vec<u8>,
    /// Client data of a passkey; empty for a raw signature.
    pub client_data: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
    /// When, Unix seconds.
    pub at: i64,
    /// The act that undoes what was in force; the signature is over that one then.
    pub restores: Option<ActId>,
    /// Its leaf.
    pub leaf: LeafId,
    /// The decision, sealed.
    pub sealed: Vec<u8>,
}

stored!(
    DecisionRow, "appeal_decision", true;
    appeal, officer, office, key, form, authenticator_data, client_data, signature, at, restores,
    leaf, sealed
);

/// Somebody may act in one appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MandateForCase {
    /// The appeal.
    pub appeal: CaseId,
    /// Key of the mandate.
    pub id: RowId,
    /// Keyed tag of the code that they act with.
    pub tag: [u8; 16],
    /// Since when, Unix seconds.
    pub at: i64,
    /// Until when, Unix seconds.
    pub ends_at: i64,
    /// When it was taken back, Unix seconds.
    pub ended_at: Option<i64>,
}

/// A mandate in the order of its columns.
pub(super) struct MandateColumns {
    appeal: CaseId,
    id: RowId,
    tag: [u8; 16],
    at: i64,
    ends_at: i64,
}

stored!(MandateColumns, "appeal_mandate", true; appeal, id, tag, at, ends_at);

impl From<&MandateForCase> for MandateColumns {
    fn from(mandate: &MandateForCase) -> Self {
        Self {
            appeal: mandate.appeal,
            id: mandate.id,
            tag: mandate.tag,
            at: mandate.at,
            ends_at: mandate.ends_at,
        }
    }
}

/// The end of a mandate in the order of its columns.
pub(super) struct MandateEndColumns {
    pub(super) appeal: CaseId,
    pub(super) mandate: RowId,
    pub(super) at: i64,
}

stored!(MandateEndColumns, "appeal_mandate_end", true; appeal, mandate, at);

/// An officer looked at an appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookRow {
    /// Which appeal.
    pub appeal: CaseId,
    /// Who.
    pub officer: OfficerId,
    /// Their office at that time.
    pub office: OfficeId,
    /// On which day, days since 1970-01-01.
    pub day: i32,
}

stored!(LookRow, "appeal_look", true; appeal, officer, office, day);
stored!(CaseKeyRow, "case_key", true; appeal, wrapped);
