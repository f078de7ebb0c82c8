//! Everything that the verifier has to say to people, as names. The words, in each language, are
//! crate `wording`'s.

macro_rules! sayings {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// Something that is said to people. [`Saying::id`] is the name of the message in every
        /// language; what it fills in comes as [`Facts`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Saying {
            $($(#[$doc])* #[doc = concat!("Message `", $id, "`.")] $name,)*
        }

        impl Saying {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name of the message.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

sayings! {
    // The verdict, as a title.
    Accepted = "verdict-accepted",
    Authentic = "verdict-authentic",
    Refused = "verdict-refused",
    Undetermined = "verdict-undetermined",
    NoPassNeeded = "verdict-no-pass-needed",
    NoCheckInForce = "verdict-no-check-in-force",
    // What the door is told: nothing about the ground.
    DoorGood = "door-good",
    DoorAccepted = "door-accepted",
    DoorNoPassNeeded = "door-no-pass-needed",
    DoorNoCheckInForce = "door-no-check-in-force",
    DoorNotAPass = "door-not-a-pass",
    DoorUnreadable = "door-unreadable",
    DoorScannerSettings = "door-scanner-settings",
    DoorNotGenuine = "door-not-genuine",
    DoorNotValid = "door-not-valid",
    DoorNotCheckable = "door-not-checkable",
    DoorOtherPolicy = "door-other-policy",
    DoorDataTooOld = "door-data-too-old",
    DoorClockWrong = "door-clock-wrong",
    DoorDocumentDiffers = "door-document-differs",
    DoorDocumentUnreadable = "door-document-unreadable",
    // Decoding.
    NotAPass = "not-a-pass",
    WebAddress = "web-address",
    HealthLink = "health-link",
    FormatNotSupported = "format-not-supported",
    RecognisedTwoDDoc = "recognised-2d-doc",
    RecognisedUkDomestic = "recognised-uk-domestic",
    RecognisedIsrael = "recognised-israel",
    RecognisedSingapore = "recognised-singapore",
    RecognisedSwissLight = "recognised-swiss-light",
    RecognisedCoronaCheck = "recognised-coronacheck",
    RecognisedHongKong = "recognised-hong-kong",
    RecognisedValidation = "recognised-validation",
    RecognisedSeal = "recognised-seal",
    RecognisedGosuslugi = "recognised-gosuslugi",
    RecognisedImmuneMos = "recognised-immune-mos",
    RecognisedTousAntiCovid = "recognised-tousanticovid",
    RecognisedChile = "recognised-chile",
    RecognisedPeduliLindungi = "recognised-pedulilindungi",
    ForgedAddress = "forged-address",
    MangledPercent = "mangled-percent",
    MangledLowerCase = "mangled-lower-case",
    MangledSymbology = "mangled-symbology",
    MangledLeadingSpace = "mangled-leading-space",
    MangledRussianKeyboard = "mangled-russian-keyboard",
    MangledGermanKeyboard = "mangled-german-keyboard",
    MangledFrenchKeyboard = "mangled-french-keyboard",
    MangledOtherKeyboard = "mangled-other-keyboard",
    TooLong = "too-long",
    UnknownVersion = "unknown-version",
    OtherDocument = "other-document",
    BadText = "bad-text",
    BadCompression = "bad-compression",
    Damaged = "damaged",
    PartMissing = "part-missing",
    Unsigned = "unsigned",
    // Signature.
    NoSigners = "no-signers",
    NoKid = "no-kid",
    UnknownKey = "unknown-key",
    UnusableKey = "unusable-key",
    NoAlgorithm = "no-algorithm",
    UnsupportedAlgorithm = "unsupported-algorithm",
    AlgorithmMismatch = "algorithm-mismatch",
    UncheckableSignature = "uncheckable-signature",
    WrongSignature = "wrong-signature",
    // Time.
    NotYetValid = "not-yet-valid",
    Expired = "expired",
    NoExpiry = "no-expiry",
    LightTooLong = "light-too-long",
    AbsurdDate = "absurd-date",
    DateNotANumber = "date-not-a-number",
    // Schema and key usage.
    LightPassWrong = "light-pass-wrong",
    NoEntry = "no-entry",
    ManyEntries = "many-entries",
    NoName = "no-name",
    NoBirthDate = "no-birth-date",
    FieldMissing = "field-missing",
    FieldWrong = "field-wrong",
    KeyUsage = "key-usage",
    // Revocation.
    Revoked = "revoked",
    SignerRemoved = "signer-removed",
    // Data and clock.
    ClockBehind = "clock-behind",
    DataTooOld = "data-too-old",
    // The policy.
    GroundNotAccepted = "ground-not-accepted",
    OtherDisease = "other-disease",
    SeriesIncomplete = "series-incomplete",
    ProductNotAccepted = "product-not-accepted",
    MethodNotAccepted = "method-not-accepted",
    ResultNotAccepted = "result-not-accepted",
    TooEarly = "too-early",
    TermOver = "term-over",
    WayClosed = "way-closed",
    AgeNotAccepted = "age-not-accepted",
    RuleFailed = "rule-failed",
    NotSaid = "not-said",
    NotOneEvent = "not-one-event",
    RuleOpen = "rule-open",
    NotADcc = "not-a-dcc",
    NoDestinationRules = "no-destination-rules",
    OtherPolicy = "other-policy",
    // Why a stage was skipped.
    SkippedNotReached = "skipped-not-reached",
    SkippedNoRevocationData = "skipped-no-revocation-data",
    SkippedNotCovered = "skipped-not-covered",
    SkippedNoPolicy = "skipped-no-policy",
    SkippedNoCheckInForce = "skipped-no-check-in-force",
    SkippedNoPassNeeded = "skipped-no-pass-needed",
    // Notes.
    NoteUnprotectedKid = "note-unprotected-kid",
    NoteTags = "note-tags",
    NoteOutsideKeyWindow = "note-outside-key-window",
    NoteOutlivesKey = "note-outlives-key",
    NoteDataAgeing = "note-data-ageing",
    NoteConsecutivePolicy = "note-consecutive-policy",
    NoteAlsoLooksLike = "note-also-looks-like",
    NoteEmptyField = "note-empty-field",
    NoteTaggedDate = "note-tagged-date",
    NoteDecimalDoses = "note-decimal-doses",
    NoteWhiteSpace = "note-white-space",
    NoteUnusual = "note-unusual",
    // What somebody can do.
    AskForTheCode = "remedy-ask-for-the-code",
    OtherVerifier = "remedy-other-verifier",
    ScannerLayout = "remedy-scanner-layout",
    ScanAgain = "remedy-scan-again",
    ShowAllParts = "remedy-show-all-parts",
    ImportList = "remedy-import-list",
    UpdateTrust = "remedy-update-trust",
    UpdateVerifier = "remedy-update-verifier",
    CompareClock = "remedy-compare-clock",
    CompareClockThenRenew = "remedy-compare-clock-then-renew",
    AskForTheOriginal = "remedy-ask-for-the-original",
    AskForCorrection = "remedy-ask-for-correction",
    ObjectToRevocation = "remedy-object-to-revocation",
    AskForANewPass = "remedy-ask-for-a-new-pass",
    SetTheClock = "remedy-set-the-clock",
    UpdateTheData = "remedy-update-the-data",
    OtherGround = "remedy-other-ground",
    CompleteTheSeries = "remedy-complete-the-series",
    OtherTest = "remedy-other-test",
    ComeBackAfter = "remedy-come-back-after",
    Renew = "remedy-renew",
    AskTheAuthority = "remedy-ask-the-authority",
    ShowTheFullPass = "remedy-show-the-full-pass",
}

/// Something that a message fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A count.
    Number(i64),
    /// An instant, Unix seconds.
    Instant(i64),
    /// A text as it stands: a rule's name, a product's code.
    Text(String),
    /// The name of something that each language calls by its own name, such as
    /// `ground-vaccination`.
    Term(&'static str),
}

/// What a message fills in, by name.
pub type Facts = Vec<(&'static str, Fact)>;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_message_has_a_name_of_its_own() {
        let ids: HashSet<&str> = Saying::ALL.iter().map(|saying| saying.id()).collect();
        assert_eq!(ids.len(), Saying::ALL.len());
    }
}
