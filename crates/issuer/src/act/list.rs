//! What an authority can do, why, and on which ground of law: closed lists (G07, G12).

use cleanbill_cose::closed_list;

closed_list! {
    /// What an authority can do. Everything that changes what is known or published is one of
    /// these.
    ActKind {
        /// A pass is issued for an event.
        Issue = 1, "issue";
        /// A pass is issued again for the same event: lost, key rotated, corrected.
        Reissue = 2, "reissue";
        /// A field of a person or an event is corrected; the old value stays (G10).
        Correct = 3, "correct";
        /// A pass is taken back (G07).
        Revoke = 4, "revoke";
        /// A revocation is undone.
        Restore = 5, "restore";
        /// An officer is appointed to an office and a role, with the key that they sign with.
        Appoint = 6, "appoint";
        /// An appointment ends.
        Dismiss = 7, "dismiss";
        /// An office is opened.
        OpenOffice = 8, "open-office";
        /// An office is closed; the appointments to it end.
        CloseOffice = 9, "close-office";
        /// A signing key is withdrawn, and with it every pass that it signed (G07).
        WithdrawKey = 10, "withdraw-key";
        /// A product or lot is withdrawn, and with it the passes that stand on it (G07).
        WithdrawValue = 11, "withdraw-value";
        /// A batch of revocations made elsewhere that touches passes of ours is taken over (G07).
        ImportRevocations = 12, "import-revocations";
        /// A reissue that was asked for is refused (G07: a revocation of what it touches).
        RefuseReissue = 13, "refuse-reissue";
        /// The record of a child passes into their own hands at majority.
        HandOver = 14, "hand-over";
        /// Somebody may act for a holder.
        Mandate = 15, "mandate";
        /// A mandate ends.
        EndMandate = 16, "end-mandate";
        /// A person's data key is destroyed (G10).
        Erase = 17, "erase";
        /// A record is handed to a court or a body named by law (G11).
        Disclose = 18, "disclose";
        /// A signing key begins to sign.
        DeclareKey = 19, "declare-key";
        /// A list of doses delivered to clinics is taken over.
        ImportDeliveries = 20, "import-deliveries";
        /// Entry of a lot at a clinic is stopped, or let go on.
        HoldEntry = 21, "hold-entry";
        /// A product is approved from a day on.
        ApproveProduct = 22, "approve-product";
        /// A setting of the authority changes.
        Configure = 23, "configure";
        /// The first officers of an authority, who sign each other in.
        Found = 24, "found";
    }
}

impl ActKind {
    /// Whether the act needs two officers of different offices, each of whom signs its hash with
    /// their own key (G07): all that takes a pass away, and all that makes officers.
    #[must_use]
    pub const fn needs_two_offices(self) -> bool {
        match self {
            Self::Revoke
            | Self::Appoint
            | Self::Dismiss
            | Self::OpenOffice
            | Self::CloseOffice
            | Self::WithdrawKey
            | Self::WithdrawValue
            | Self::ImportRevocations
            | Self::RefuseReissue
            | Self::Erase
            | Self::Disclose
            | Self::DeclareKey
            | Self::ApproveProduct
            | Self::Configure
            | Self::Found => true,
            Self::Issue
            | Self::Reissue
            | Self::Correct
            | Self::Restore
            | Self::HandOver
            | Self::Mandate
            | Self::EndMandate
            | Self::ImportDeliveries
            | Self::HoldEntry => false,
        }
    }

    /// Whether the act takes passes away, so that it is noticed, waits out the objection period and
    /// counts against the caps (G07, G08).
    #[must_use]
    pub const fn takes_away(self) -> bool {
        matches!(
            self,
            Self::Revoke
                | Self::WithdrawKey
                | Self::WithdrawValue
                | Self::ImportRevocations
                | Self::RefuseReissue
        )
    }
}

closed_list! {
    /// Where an act stands. What happens to an act is a new [step](crate::registry::StepRow); none
    /// is ever changed.
    ActState {
        /// Written down and signed by who proposes it; nothing follows from it yet.
        Proposed = 1, "proposed";
        /// Signed by as many as have to.
        Approved = 2, "approved";
        /// The holder was told; the objection period runs.
        Noticed = 3, "noticed";
        /// In force.
        Effective = 4, "effective";
        /// Taken back by who proposed it, or refused by who should have approved it.
        Dropped = 5, "dropped";
        /// Contested: it waits for the decision (G08).
        Contested = 6, "contested";
        /// Ended without effect: the appeal was upheld, or not decided in time (G09).
        Lapsed = 7, "lapsed";
        /// Was in force, and is undone by a later act.
        Undone = 8, "undone";
    }
}

closed_list! {
    /// Why a pass may be taken away: clinical and technical reasons, and no others (G07).
    Reason {
        /// The event never happened, or not to this person: entered by mistake.
        EnteredInError = 1, "entered-in-error";
        /// The same event was entered twice; another pass of the holder stays.
        Duplicate = 2, "duplicate";
        /// A field was wrong and the pass was issued again.
        Corrected = 3, "corrected";
        /// The result of the test was withdrawn by the laboratory.
        ResultWithdrawn = 4, "result-withdrawn";
        /// The lot was withdrawn: spoilt, or ineffective.
        LotWithdrawn = 5, "lot-withdrawn";
        /// The product lost its approval.
        ProductWithdrawn = 6, "product-withdrawn";
        /// The key that signed was compromised.
        KeyCompromised = 7, "key-compromised";
        /// The software signed what it should not have.
        IssuedInError = 8, "issued-in-error";
        /// Proven forgery: evidence on file, and an independent reviewer's signature.
        Forgery = 9, "forgery";
        /// The holder asked for it (lost, stolen, copied).
        HolderAsked = 10, "holder-asked";
    }
}

impl Reason {
    /// Whether it acts at once, without an objection period: a proven forgery, a compromised key,
    /// or the holder's own wish (G08).
    #[must_use]
    pub const fn acts_at_once(self) -> bool {
        matches!(
            self,
            Self::Forgery | Self::KeyCompromised | Self::HolderAsked
        )
    }

    /// Whether evidence on file and a reviewer's signature are needed beside the two officers'.
    #[must_use]
    pub const fn needs_reviewer(self) -> bool {
        matches!(self, Self::Forgery)
    }
}

closed_list! {
    /// On which ground of law an act rests or a record is read.
    LegalBasis {
        /// The law that the pass itself rests on.
        PassLaw = 1, "pass-law";
        /// The law on medical products: approval, withdrawal, pharmacovigilance.
        MedicinesLaw = 2, "medicines-law";
        /// The holder's consent, or wish.
        Consent = 3, "consent";
        /// The right to correction (GDPR, article 16, or the like).
        Correction = 4, "correction";
        /// The right to erasure (GDPR, article 17, or the like).
        Erasure = 5, "erasure";
        /// The end of the retention period.
        Retention = 6, "retention";
        /// A court's order in one case.
        CourtOrder = 7, "court-order";
        /// An order of the data protection authority.
        SupervisoryOrder = 8, "supervisory-order";
        /// Parental responsibility, guardianship or a mandate.
        Representation = 9, "representation";
        /// The authority's own rules of procedure.
        Procedure = 10, "procedure";
    }
}

closed_list! {
    /// How a holder is told.
    NoticeChannel {
        /// The delivery channel that the holder gave.
        Delivery = 1, "delivery";
        /// Shown in the holder's record, where they look.
        Record = 2, "record";
        /// Handed over or told in person.
        InPerson = 3, "in-person";
        /// A letter.
        Letter = 4, "letter";
        /// Public notice, where a withdrawal touches more people than can be written to.
        Public = 5, "public";
    }
}
