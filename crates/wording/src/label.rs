use crate::names::names;

names! {
    /// What stands beside a value on the command line and the slip. Labels begin small, as they
    /// would inside a sentence; the slip's are titles and sentences.
    Label {
        WhatToDo = "what-to-do",
        Source = "source",
        SignedBy = "signed-by",
        Holder = "holder",
        Born = "born",
        Note = "note",
        NotProven = "not-proven",
        Key = "key",
        Policy = "policy",
        Rule = "rule",
        Version = "version",
        CheckedAt = "checked-at",
        ValidUntil = "valid-until",
        Place = "place",
        DataAge = "data-age",
        // Fills in `number`.
        Days = "days",
        // Fills in `number`.
        ConsecutivePolicy = "consecutive-policy",
        // The slip of a pass that was refused.
        SlipTitle = "slip-title",
        // The slip of a pass of which nothing could be determined.
        SlipTitleUnchecked = "slip-title-unchecked",
        SlipNoIdentity = "slip-no-identity",
        SlipObjection = "slip-objection",
        StageDecode = "stage-decode",
        StageSignature = "stage-signature",
        StageTime = "stage-time",
        StageSchema = "stage-schema",
        StageKeyUsage = "stage-key-usage",
        StageRevocation = "stage-revocation",
        StageData = "stage-data",
        StageRules = "stage-rules",
        OutcomePassed = "outcome-passed",
        OutcomeFailed = "outcome-failed",
        OutcomeOpen = "outcome-open",
        OutcomeSkipped = "outcome-skipped",
        ExplainWanted = "explain-wanted",
        ExplainFound = "explain-found",
        ExplainWouldPass = "explain-would-pass",
        ForeignRule = "foreign-rule",
        // Fills in `number`.
        Term = "term",
        RequirementDisease = "requirement-disease",
        RequirementComplete = "requirement-complete",
        RequirementProduct = "requirement-product",
        RequirementMethod = "requirement-method",
        RequirementResult = "requirement-result",
        RequirementCountsFrom = "requirement-counts-from",
        RequirementCountsUntil = "requirement-counts-until",
        RequirementOpenUntil = "requirement-open-until",
        RequirementAge = "requirement-age",
        NotSaid = "answer-not-said",
        Yes = "yes",
        No = "no",
    }
}

names! {
    /// What each language calls by its own name inside a sentence: the texts of
    /// [`Fact::Term`](cleanbill_verifier::Fact::Term).
    Term {
        Vaccination = "ground-vaccination",
        Recovery = "ground-recovery",
        Test = "ground-test",
        Exemption = "ground-exemption",
        Pcr = "method-pcr",
        Antigen = "method-antigen",
        Antibody = "method-antibody",
        Negative = "result-negative",
        Positive = "result-positive",
    }
}

impl Term {
    /// The term of that name; `None` if there is none.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|term| term.id() == id)
    }
}
