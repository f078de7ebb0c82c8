//! What appeals are about, how they end and why: closed lists (G07, G09, G12).

use cleanbill_cose::closed_list;

closed_list! {
    /// What an appeal is against.
    CaseKind {
        /// An act that takes something away: a revocation, a refusal to issue again.
        Act = 1, "act";
        /// A refusal to issue, to correct or to hand over, that no act of two offices stands for.
        Refusal = 2, "refusal";
        /// A look at one's record.
        Look = 3, "look";
        /// A refusal at a door, with the slip that names nobody.
        Door = 4, "door";
    }
}

closed_list! {
    /// Where a case stands. What happens to a case is a new step; none is ever changed.
    CaseState {
        /// It was filed; the clock runs.
        Filed = 1, "filed";
        /// The clock runs longer, once, for a reason of [`ExtensionReason`].
        Extended = 2, "extended";
        /// It is decided together with another one like it.
        Joined = 3, "joined";
        /// A reviewer decided, and signed.
        Decided = 4, "decided";
        /// The appellant took it back.
        Withdrawn = 5, "withdrawn";
        /// Nobody decided in time: the contested act lapsed with it (G09).
        Lapsed = 6, "lapsed";
        /// The authority took back what was appealed against, before anybody decided.
        Settled = 7, "settled";
    }
}

impl CaseState {
    /// Whether somebody still owes an answer.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Filed | Self::Extended | Self::Joined)
    }
}

closed_list! {
    /// What was decided.
    Outcome {
        /// The appellant is right: the act lapses, or is undone.
        Upheld = 1, "upheld";
        /// The appellant is right in part. What takes away is not done in part: the act lapses, or
        /// is undone, and what was right of it is a new act.
        Partly = 2, "partly";
        /// The act stands.
        Dismissed = 3, "dismissed";
        /// There is nothing here that could be decided; why is in [`Ending`].
        Inadmissible = 4, "inadmissible";
    }
}

impl Outcome {
    /// Whether the act stands.
    #[must_use]
    pub const fn stands(self) -> bool {
        matches!(self, Self::Dismissed | Self::Inadmissible)
    }

    /// Whether what was appealed against was judged, so that it is not judged again (G09: new
    /// evidence, new act).
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Inadmissible)
    }
}

closed_list! {
    /// Why there is nothing that could be decided.
    Ending {
        /// What is appealed against is no act, refusal, look or check of this authority.
        NotOurs = 1, "not-ours";
        /// It is about somebody else, and there is no mandate.
        NotOwn = 2, "not-own";
        /// It was decided before, and nothing is new.
        DecidedBefore = 3, "decided-before";
        /// The slip or paper cannot be read, and who filed it cannot be asked.
        Unreadable = 4, "unreadable";
        /// Nothing is asked for.
        NothingAsked = 5, "nothing-asked";
    }
}

closed_list! {
    /// What a reviewer found: the reasons of a decision, of which it names at least one.
    Finding {
        /// What the act says happened did not happen so.
        FactsWrong = 1, "facts-wrong";
        /// There is no evidence on file for what the act says.
        NoEvidence = 2, "no-evidence";
        /// It is about another person, pass or event.
        WrongPerson = 3, "wrong-person";
        /// No ground of law carries it.
        NoBasis = 4, "no-basis";
        /// Something milder would have done.
        NotProportionate = 5, "not-proportionate";
        /// Notice, hearing, signatures or time limits were not kept.
        ProcedureBroken = 6, "procedure-broken";
        /// The rule was read wrongly, was not in force, or asks what a guarantee forbids.
        RuleMisapplied = 7, "rule-misapplied";
        /// Nobody needed to look.
        NoPurpose = 8, "no-purpose";
        /// A court decided so.
        CourtForAppellant = 9, "court-for-appellant";
        /// What the act says happened is proven.
        FactsProven = 20, "facts-proven";
        /// A ground of law carries it, and nothing milder would do.
        BasisCarries = 21, "basis-carries";
        /// Notice, hearing, signatures and time limits were kept.
        ProcedureKept = 22, "procedure-kept";
        /// The rule was in force, and was read as it is written.
        RuleApplied = 23, "rule-applied";
        /// The look was needed for what it says.
        PurposeProven = 24, "purpose-proven";
        /// A court decided so.
        CourtAgainstAppellant = 25, "court-against-appellant";
    }
}

impl Finding {
    /// Whether it speaks for the appellant; else it speaks for the act.
    #[must_use]
    pub const fn is_for_appellant(self) -> bool {
        self.number() < 20
    }

    /// Whether it can be found in a case of this kind.
    #[must_use]
    pub fn fits(self, kind: CaseKind) -> bool {
        match self {
            Self::RuleMisapplied | Self::RuleApplied => kind == CaseKind::Door,
            Self::NoPurpose | Self::PurposeProven => kind == CaseKind::Look,
            Self::WrongPerson => kind != CaseKind::Door,
            _ => true,
        }
    }

    /// Whether a court found it.
    #[must_use]
    pub const fn is_of_court(self) -> bool {
        matches!(self, Self::CourtForAppellant | Self::CourtAgainstAppellant)
    }
}

closed_list! {
    /// Why a case takes longer, once.
    ExtensionReason {
        /// Evidence was asked for, and is not here yet.
        Evidence = 1, "evidence";
        /// An expert was asked.
        Expert = 2, "expert";
        /// The appellant asked for time.
        AppellantAsked = 3, "appellant-asked";
        /// The appellant is heard on a day that is set.
        Hearing = 4, "hearing";
        /// A court has the same question before it.
        Court = 5, "court";
        /// What was filed is being translated.
        Translation = 6, "translation";
    }
}

closed_list! {
    /// How an appeal came in.
    FiledBy {
        /// From the holder's own device.
        Wallet = 1, "wallet";
        /// On paper, at a desk.
        Desk = 2, "desk";
        /// By somebody with a mandate.
        Representative = 3, "representative";
        /// By the code of a printed form or slip.
        Form = 4, "form";
    }
}

closed_list! {
    /// Who wrote a text of a case.
    Author {
        /// Who appeals, or who acts for them.
        Appellant = 1, "appellant";
        /// The reviewer.
        Reviewer = 2, "reviewer";
    }
}

closed_list! {
    /// What a court ordered on one act.
    CourtEffect {
        /// It is set aside.
        SetAside = 1, "set-aside";
        /// It stands.
        Stands = 2, "stands";
    }
}
