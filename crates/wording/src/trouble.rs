use crate::names::names;

names! {
    /// What citizens are told when a page could not do what they asked: each has a sentence, and
    /// under its name with `-remedy` behind it what they can do.
    Trouble {
        Empty = "trouble-empty",
        TooLong = "trouble-too-long",
        Text = "trouble-text",
        Document = "trouble-document",
        Addressee = "trouble-addressee",
        Hash = "trouble-hash",
        Size = "trouble-size",
        Kind = "trouble-kind",
        Notice = "trouble-notice",
        NoticeUnknown = "trouble-notice-unknown",
        Slip = "trouble-slip",
        Grounds = "trouble-grounds",
        AppealKnown = "trouble-appeal-known",
        NotAppealable = "trouble-not-appealable",
        CaseEnded = "trouble-case-ended",
        Code = "trouble-code",
        PetitionUnknown = "trouble-petition-unknown",
        PetitionClosed = "trouble-petition-closed",
        Signature = "trouble-signature",
        SignatureTaken = "trouble-signature-taken",
        TooOften = "trouble-too-often",
        TooMuch = "trouble-too-much",
        Full = "trouble-full",
        NoFilings = "trouble-no-filings",
        Broken = "trouble-broken",
        Timeout = "trouble-timeout",
        Nowhere = "trouble-nowhere",
        Refused = "trouble-refused",
        Unavailable = "trouble-unavailable",
        Fault = "trouble-fault",
        NoLedger = "trouble-no-ledger",
        Entry = "trouble-entry",
        Receipt = "trouble-receipt",
        ReceiptOrigin = "trouble-receipt-origin",
        ReceiptFalse = "trouble-receipt-false",
        Commitment = "trouble-commitment",
    }
}

impl Trouble {
    /// The name of the message that says what to do.
    #[must_use]
    pub fn remedy_id(self) -> String {
        format!("{}-remedy", self.id())
    }
}
