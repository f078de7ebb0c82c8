//! What the closed lists of the ledger are called, and what each kind of entry says.

use cleanbill_issuer::act::{ActKind, Reason};
use cleanbill_issuer::staff::Purpose;
use cleanbill_ledger::leaf::{DocumentKind, FilingClass, LeafType, Subject};
use cleanbill_wording::{PageText, Term};

use crate::frame::Frame;

/// A kind of entry; `None` for one that is not known here.
pub(super) const fn kind(kind: Option<LeafType>) -> PageText {
    match kind {
        Some(kind) => words(kind).0,
        None => PageText::LedgerKindUnknown,
    }
}

/// What an entry of this kind says.
pub(super) const fn said(kind: Option<LeafType>) -> PageText {
    match kind {
        Some(kind) => words(kind).1,
        None => PageText::LedgerSaidUnknown,
    }
}

const fn words(kind: LeafType) -> (PageText, PageText) {
    use PageText as P;
    match kind {
        LeafType::Batch => (P::LedgerKindBatch, P::LedgerSaidBatch),
        LeafType::Act => (P::LedgerKindAct, P::LedgerSaidAct),
        LeafType::BlindedAct => (P::LedgerKindBlindedAct, P::LedgerSaidBlindedAct),
        LeafType::Summary => (P::LedgerKindSummary, P::LedgerSaidSummary),
        LeafType::Opening => (P::LedgerKindOpening, P::LedgerSaidOpening),
        LeafType::SignerCounter => (P::LedgerKindSignerCounter, P::LedgerSaidSignerCounter),
        LeafType::Publication => (P::LedgerKindPublication, P::LedgerSaidPublication),
        LeafType::Revocations => (P::LedgerKindRevocations, P::LedgerSaidRevocations),
        LeafType::Document => (P::LedgerKindDocument, P::LedgerSaidDocument),
        LeafType::Announcement => (P::LedgerKindAnnouncement, P::LedgerSaidAnnouncement),
        LeafType::Release => (P::LedgerKindRelease, P::LedgerSaidRelease),
        LeafType::Witnesses => (P::LedgerKindWitnesses, P::LedgerSaidWitnesses),
        LeafType::KeyEnd => (P::LedgerKindKeyEnd, P::LedgerSaidKeyEnd),
        LeafType::Filing => (P::LedgerKindFiling, P::LedgerSaidFiling),
        LeafType::FilingAnswer => (P::LedgerKindFilingAnswer, P::LedgerSaidFilingAnswer),
        LeafType::Removal => (P::LedgerKindRemoval, P::LedgerSaidRemoval),
        LeafType::Petition => (P::LedgerKindPetition, P::LedgerSaidPetition),
        LeafType::Vouchers => (P::LedgerKindVouchers, P::LedgerSaidVouchers),
        LeafType::Signatures => (P::LedgerKindSignatures, P::LedgerSaidSignatures),
        LeafType::PetitionAnswer => (P::LedgerKindPetitionAnswer, P::LedgerSaidPetitionAnswer),
    }
}

/// An act of the authority.
pub(super) const fn act(kind: ActKind) -> PageText {
    match kind {
        ActKind::Found => PageText::LedgerActFound,
        ActKind::OpenOffice => PageText::LedgerActOpenOffice,
        ActKind::CloseOffice => PageText::LedgerActCloseOffice,
        ActKind::Appoint => PageText::LedgerActAppoint,
        ActKind::Dismiss => PageText::LedgerActDismiss,
        ActKind::DeclareKey => PageText::LedgerActDeclareKey,
        ActKind::WithdrawKey => PageText::LedgerActWithdrawKey,
        ActKind::WithdrawValue => PageText::LedgerActWithdrawValue,
        ActKind::ImportRevocations => PageText::LedgerActImportRevocations,
        ActKind::ImportDeliveries => PageText::LedgerActImportDeliveries,
        ActKind::HoldEntry => PageText::LedgerActHoldEntry,
        ActKind::ApproveProduct => PageText::LedgerActApproveProduct,
        ActKind::Configure => PageText::LedgerActConfigure,
        // Acts about one person: none of them stands open in the ledger.
        _ => PageText::LedgerActOther,
    }
}

pub(super) const fn subject(subject: Subject) -> PageText {
    match subject {
        Subject::Issuance => PageText::LedgerSubjectIssuance,
        Subject::Acts => PageText::LedgerSubjectActs,
        Subject::Looks => PageText::LedgerSubjectLooks,
        Subject::Passes => PageText::LedgerSubjectPasses,
    }
}

pub(super) const fn document(kind: DocumentKind) -> PageText {
    match kind {
        DocumentKind::Rules => PageText::LedgerDocRules,
        DocumentKind::Policies => PageText::LedgerDocPolicies,
        DocumentKind::ValueSets => PageText::LedgerDocValueSets,
        DocumentKind::Signers => PageText::LedgerDocSigners,
        DocumentKind::SignersRemoved => PageText::LedgerDocSignersRemoved,
        DocumentKind::ForeignRevocations => PageText::LedgerDocForeign,
        DocumentKind::Filter => PageText::LedgerDocFilter,
        DocumentKind::ExactList => PageText::LedgerDocExact,
        DocumentKind::Universe => PageText::LedgerDocUniverse,
        DocumentKind::Other => PageText::LedgerOther,
    }
}

pub(super) const fn filing(class: FilingClass) -> PageText {
    match class {
        FilingClass::Text => PageText::LedgerFilingText,
        FilingClass::Document => PageText::LedgerFilingDocument,
        FilingClass::Recording => PageText::LedgerFilingRecording,
        FilingClass::Sealed => PageText::LedgerFilingSealed,
    }
}

pub(super) const fn reason(reason: Reason) -> PageText {
    match reason {
        Reason::EnteredInError => PageText::LedgerReasonEntered,
        Reason::Duplicate => PageText::LedgerReasonDuplicate,
        Reason::Corrected => PageText::LedgerReasonCorrected,
        Reason::ResultWithdrawn => PageText::LedgerReasonResult,
        Reason::LotWithdrawn => PageText::LedgerReasonLot,
        Reason::ProductWithdrawn => PageText::LedgerReasonProduct,
        Reason::KeyCompromised => PageText::LedgerReasonKey,
        Reason::IssuedInError => PageText::LedgerReasonIssued,
        Reason::Forgery => PageText::LedgerReasonForgery,
        Reason::HolderAsked => PageText::LedgerReasonHolder,
    }
}

const fn purpose(purpose: Purpose) -> PageText {
    match purpose {
        Purpose::Issue => PageText::LedgerPurposeIssue,
        Purpose::Print => PageText::LedgerPurposePrint,
        Purpose::Correct => PageText::LedgerPurposeCorrect,
        Purpose::HolderAsked => PageText::LedgerPurposeHolder,
        Purpose::Revoke => PageText::LedgerPurposeRevoke,
        Purpose::Appeal => PageText::LedgerPurposeAppeal,
        Purpose::Disclose => PageText::LedgerPurposeDisclose,
        Purpose::Erase => PageText::LedgerPurposeErase,
        Purpose::Audit => PageText::LedgerPurposeAudit,
        Purpose::Own => PageText::LedgerPurposeOwn,
    }
}

impl Frame<'_> {
    /// A ground by its name in a report.
    pub(super) fn ground(&self, name: &str) -> String {
        match name {
            "vaccination" => self.wording.term(Term::Vaccination.id()),
            "recovery" => self.wording.term(Term::Recovery.id()),
            "test" => self.wording.term(Term::Test.id()),
            "exemption" => self.wording.term(Term::Exemption.id()),
            _ => self.say(PageText::LedgerOther),
        }
    }

    /// A reason by its name in a report.
    pub(super) fn reason(&self, name: &str) -> String {
        self.say(match Reason::from_name(name) {
            Some(known) => reason(known),
            None if name == "opened" => PageText::LedgerOpened,
            None => PageText::LedgerOther,
        })
    }

    /// A purpose by its name in a report.
    pub(super) fn purpose(&self, name: &str) -> String {
        self.say(Purpose::from_name(name).map_or(PageText::LedgerOther, purpose))
    }

    /// A kind of entry by its name in a report.
    pub(super) fn kind_named(&self, name: &str) -> String {
        self.say(kind(LeafType::from_name(name)))
    }
}
