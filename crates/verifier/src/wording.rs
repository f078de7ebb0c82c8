//! What each reason says to people, and what they can do about it: as messages, whose words are
//! crate `wording`'s.

use cleanbill_archive::recognised::Scheme;
use cleanbill_cose::CoseError;
use cleanbill_crypto::VerifyError;
use cleanbill_hcert::HcertError;
use cleanbill_hcert::dcc::{Fault, Tolerance};
use cleanbill_health::{Ground, TestMethod, TestResult};
use cleanbill_policy::{Doubt, Failure, Requirement};

use crate::{
    Fact, Facts, FaultMeaning, Format, Mangling, Note, Reason, Saying, SkipReason, Verdict,
};

impl Verdict {
    /// The verdict as a title.
    #[must_use]
    pub const fn saying(self) -> Saying {
        match self {
            Self::Accepted => Saying::Accepted,
            Self::Authentic => Saying::Authentic,
            Self::Refused => Saying::Refused,
            Self::Undetermined => Saying::Undetermined,
            Self::NoPassNeeded => Saying::NoPassNeeded,
            Self::NoCheckInForce => Saying::NoCheckInForce,
        }
    }
}

impl Reason {
    /// What is the matter.
    #[must_use]
    pub const fn saying(&self) -> Saying {
        match self {
            Self::NotAPass => Saying::NotAPass,
            Self::FormatNotSupported(Format::Link) => Saying::WebAddress,
            Self::FormatNotSupported(Format::HealthLink) => Saying::HealthLink,
            Self::FormatNotSupported(_) => Saying::FormatNotSupported,
            Self::Recognised(scheme) => recognised(*scheme),
            Self::ForgedAddress(_) => Saying::ForgedAddress,
            Self::Mangled(mangling) => mangled(*mangling),
            Self::Decode(error) => undecoded(error),
            Self::Format(fault) => faulty(fault.means),
            Self::Unsigned => Saying::Unsigned,
            Self::NoSigners => Saying::NoSigners,
            Self::NoKid => Saying::NoKid,
            Self::UnknownKey => Saying::UnknownKey,
            Self::UnusableKey(_) => Saying::UnusableKey,
            Self::Algorithm(CoseError::MissingAlgorithm) => Saying::NoAlgorithm,
            Self::Algorithm(_) => Saying::UnsupportedAlgorithm,
            Self::Signature(VerifyError::AlgorithmMismatch { .. }) => Saying::AlgorithmMismatch,
            Self::Signature(VerifyError::Unsupported { .. }) => Saying::UncheckableSignature,
            Self::Signature(_) => Saying::WrongSignature,
            Self::NotYetValid { .. } => Saying::NotYetValid,
            Self::Expired { .. } => Saying::Expired,
            Self::NoExpiry => Saying::NoExpiry,
            Self::AbsurdDate => Saying::AbsurdDate,
            Self::DateNotANumber => Saying::DateNotANumber,
            Self::LightTooLong => Saying::LightTooLong,
            Self::Schema(fault) => out_of_schema(*fault),
            Self::KeyUsage => Saying::KeyUsage,
            Self::Revoked { .. } => Saying::Revoked,
            Self::SignerRemoved => Saying::SignerRemoved,
            Self::ClockBehind { .. } => Saying::ClockBehind,
            Self::DataTooOld { .. } => Saying::DataTooOld,
            Self::OtherPolicy => Saying::OtherPolicy,
            Self::Policy(failure) => against(failure),
            Self::PolicyOpen(doubt) => open(doubt),
        }
    }

    /// What somebody can do now.
    #[must_use]
    pub const fn remedy(&self) -> Saying {
        match self {
            Self::NotAPass
            | Self::FormatNotSupported(Format::Link | Format::HealthLink)
            | Self::ForgedAddress(_) => Saying::AskForTheCode,
            Self::Recognised(scheme) if !scheme.is_pass() => Saying::AskForTheCode,
            Self::FormatNotSupported(_)
            | Self::Recognised(_)
            | Self::Decode(HcertError::NotDcc { .. } | HcertError::NoHcertClaim) => {
                Saying::OtherVerifier
            }
            Self::Mangled(_) => Saying::ScannerLayout,
            Self::Decode(HcertError::UnknownVersion { .. })
            | Self::UnusableKey(_)
            | Self::Signature(VerifyError::Unsupported { .. }) => Saying::UpdateVerifier,
            Self::Decode(_) => Saying::ScanAgain,
            Self::Format(fault) => match fault.means {
                FaultMeaning::Damaged | FaultMeaning::TooLong => Saying::ScanAgain,
                FaultMeaning::UnknownVersion => Saying::UpdateVerifier,
                FaultMeaning::PartMissing => Saying::ShowAllParts,
                FaultMeaning::Missing
                | FaultMeaning::Wrong
                | FaultMeaning::NoName
                | FaultMeaning::NoEntry => Saying::AskForCorrection,
            },
            Self::Unsigned => Saying::AskForTheCode,
            Self::NoSigners => Saying::ImportList,
            Self::UnknownKey => Saying::UpdateTrust,
            Self::OtherPolicy | Self::LightTooLong | Self::Schema(Fault::LightPass) => {
                Saying::ShowTheFullPass
            }
            Self::NotYetValid { .. } => Saying::CompareClock,
            Self::Expired { .. } => Saying::CompareClockThenRenew,
            Self::Signature(_) => Saying::AskForTheOriginal,
            Self::NoKid
            | Self::Algorithm(_)
            | Self::NoExpiry
            | Self::AbsurdDate
            | Self::DateNotANumber
            | Self::Schema(_)
            | Self::KeyUsage => Saying::AskForCorrection,
            Self::Revoked { .. } => Saying::ObjectToRevocation,
            Self::SignerRemoved => Saying::AskForANewPass,
            Self::ClockBehind { .. } => Saying::SetTheClock,
            Self::DataTooOld { .. } => Saying::UpdateTheData,
            Self::Policy(failure) => remedy_against(failure),
            Self::PolicyOpen(Doubt::NotSaid(_) | Doubt::NotOneEvent) => Saying::AskForCorrection,
            Self::PolicyOpen(Doubt::NoRules { .. }) => Saying::UpdateTheData,
            Self::PolicyOpen(_) => Saying::AskTheAuthority,
        }
    }

    /// What both messages fill in.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::NotYetValid { issued_at } => vec![("from", Fact::Instant(*issued_at))],
            Self::Expired { expired_at } => vec![("until", Fact::Instant(*expired_at))],
            Self::DataTooOld { age_days, max_days } => vec![
                ("age", Fact::Number(*age_days)),
                ("max", Fact::Number(*max_days)),
            ],
            Self::Policy(failure) => failure_facts(failure),
            Self::PolicyOpen(Doubt::Rule { rule, .. }) => {
                vec![("rule", Fact::Text(rule.to_string()))]
            }
            Self::PolicyOpen(Doubt::NoRules { country }) => {
                vec![("country", Fact::Text(country.clone()))]
            }
            _ => Vec::new(),
        }
    }
}

const fn mangled(mangling: Mangling) -> Saying {
    match mangling {
        Mangling::PercentEscaped => Saying::MangledPercent,
        Mangling::LowerCase => Saying::MangledLowerCase,
        Mangling::SymbologyIdentifier => Saying::MangledSymbology,
        Mangling::LeadingSpace => Saying::MangledLeadingSpace,
        Mangling::RussianKeyboard => Saying::MangledRussianKeyboard,
        Mangling::GermanKeyboard => Saying::MangledGermanKeyboard,
        Mangling::FrenchKeyboard => Saying::MangledFrenchKeyboard,
        Mangling::OtherKeyboard => Saying::MangledOtherKeyboard,
    }
}

const fn undecoded(error: &HcertError) -> Saying {
    match error {
        HcertError::TooLong { .. } => Saying::TooLong,
        HcertError::UnknownVersion { .. } => Saying::UnknownVersion,
        HcertError::NotDcc { .. } | HcertError::NoHcertClaim => Saying::OtherDocument,
        HcertError::Base45(_) => Saying::BadText,
        HcertError::Inflate(_) => Saying::BadCompression,
        _ => Saying::Damaged,
    }
}

/// Why a code that is recognised is not verified.
const fn recognised(scheme: Scheme) -> Saying {
    match scheme {
        Scheme::FranceTwoDDoc => Saying::RecognisedTwoDDoc,
        Scheme::UkDomestic => Saying::RecognisedUkDomestic,
        Scheme::IsraelGreenPass => Saying::RecognisedIsrael,
        Scheme::SingaporeHealthCert => Saying::RecognisedSingapore,
        Scheme::SwissLight => Saying::RecognisedSwissLight,
        Scheme::NetherlandsDomestic => Saying::RecognisedCoronaCheck,
        Scheme::HongKong => Saying::RecognisedHongKong,
        Scheme::EuValidation => Saying::RecognisedValidation,
        Scheme::IcaoSeal => Saying::RecognisedSeal,
        Scheme::Gosuslugi => Saying::RecognisedGosuslugi,
        Scheme::MoscowImmune => Saying::RecognisedImmuneMos,
        Scheme::FranceWallet => Saying::RecognisedTousAntiCovid,
        Scheme::ChileMobilityPass => Saying::RecognisedChile,
        Scheme::IndonesiaPeduliLindungi => Saying::RecognisedPeduliLindungi,
        _ => Saying::FormatNotSupported,
    }
}

const fn faulty(means: FaultMeaning) -> Saying {
    match means {
        FaultMeaning::Damaged => Saying::Damaged,
        FaultMeaning::TooLong => Saying::TooLong,
        FaultMeaning::UnknownVersion => Saying::UnknownVersion,
        FaultMeaning::PartMissing => Saying::PartMissing,
        FaultMeaning::Missing => Saying::FieldMissing,
        FaultMeaning::Wrong => Saying::FieldWrong,
        FaultMeaning::NoName => Saying::NoName,
        FaultMeaning::NoEntry => Saying::NoEntry,
    }
}

const fn out_of_schema(fault: Fault) -> Saying {
    match fault {
        Fault::LightPass => Saying::LightPassWrong,
        Fault::NoEntry => Saying::NoEntry,
        Fault::ManyEntries => Saying::ManyEntries,
        Fault::NoName => Saying::NoName,
        Fault::NoBirthDate => Saying::NoBirthDate,
        Fault::Missing => Saying::FieldMissing,
        _ => Saying::FieldWrong,
    }
}

const fn against(failure: &Failure) -> Saying {
    match failure {
        Failure::Ground(_) => Saying::GroundNotAccepted,
        Failure::Requirement(requirement) => match requirement {
            Requirement::Disease => Saying::OtherDisease,
            Requirement::Complete { .. } => Saying::SeriesIncomplete,
            Requirement::Product { .. } => Saying::ProductNotAccepted,
            Requirement::Method { .. } => Saying::MethodNotAccepted,
            Requirement::Result { .. } => Saying::ResultNotAccepted,
            Requirement::CountsFrom { .. } => Saying::TooEarly,
            Requirement::CountsUntil { .. } => Saying::TermOver,
            Requirement::OpenUntil { .. } => Saying::WayClosed,
            Requirement::Age { .. } => Saying::AgeNotAccepted,
        },
        Failure::Rule { .. } => Saying::RuleFailed,
    }
}

const fn open(doubt: &Doubt) -> Saying {
    match doubt {
        Doubt::NotSaid(_) => Saying::NotSaid,
        Doubt::NotOneEvent => Saying::NotOneEvent,
        Doubt::Rule { .. } => Saying::RuleOpen,
        Doubt::NotADcc => Saying::NotADcc,
        Doubt::NoRules { .. } => Saying::NoDestinationRules,
    }
}

const fn remedy_against(failure: &Failure) -> Saying {
    match failure {
        Failure::Requirement(requirement) => match requirement {
            Requirement::Complete { .. } => Saying::CompleteTheSeries,
            Requirement::Method { .. } | Requirement::Result { .. } => Saying::OtherTest,
            Requirement::CountsFrom { .. } => Saying::ComeBackAfter,
            Requirement::CountsUntil { .. } => Saying::Renew,
            _ => Saying::OtherGround,
        },
        Failure::Ground(_) => Saying::OtherGround,
        Failure::Rule { .. } => Saying::AskTheAuthority,
    }
}

fn failure_facts(failure: &Failure) -> Facts {
    match failure {
        Failure::Ground(ground) => vec![("ground", Fact::Term(ground_term(*ground)))],
        Failure::Requirement(requirement) => requirement.facts_of(),
        Failure::Rule { rule } => vec![("rule", Fact::Text(rule.to_string()))],
    }
}

/// The name of a ground.
#[must_use]
pub(crate) const fn ground_term(ground: Ground) -> &'static str {
    match ground {
        Ground::Vaccination => "ground-vaccination",
        Ground::Recovery => "ground-recovery",
        Ground::Test => "ground-test",
        Ground::Exemption => "ground-exemption",
    }
}

trait RequirementFacts {
    fn facts_of(&self) -> Facts;
}

impl RequirementFacts for Requirement {
    fn facts_of(&self) -> Facts {
        let number = |name, value: Option<u32>| value.map(|n| (name, Fact::Number(n.into())));
        let instant = |name, value: Option<i64>| value.map(|at| (name, Fact::Instant(at)));
        match self {
            Self::Complete { dose, doses } => [number("dose", *dose), number("doses", *doses)]
                .into_iter()
                .flatten()
                .collect(),
            Self::Product { found, .. } => found
                .iter()
                .map(|code| ("product", Fact::Text(code.clone())))
                .collect(),
            Self::Method { found, .. } => found
                .iter()
                .map(|method| ("method", Fact::Term(method_term(*method))))
                .collect(),
            Self::Result { found, .. } => found
                .iter()
                .map(|result| ("result", Fact::Term(result_term(*result))))
                .collect(),
            Self::CountsFrom { from } => instant("from", *from).into_iter().collect(),
            Self::CountsUntil { until } => instant("until", *until).into_iter().collect(),
            Self::OpenUntil { until } => vec![("until", Fact::Instant(*until))],
            Self::Age { wanted } => {
                let from = Some(("from", Fact::Number(wanted.from.into())));
                let below = wanted.below.map(|age| ("below", Fact::Number(age.into())));
                from.into_iter().chain(below).collect()
            }
            Self::Disease => Vec::new(),
        }
    }
}

const fn method_term(method: TestMethod) -> &'static str {
    match method {
        TestMethod::Pcr => "method-pcr",
        TestMethod::Antigen => "method-antigen",
        TestMethod::Antibody => "method-antibody",
    }
}

const fn result_term(result: TestResult) -> &'static str {
    match result {
        TestResult::Negative => "result-negative",
        TestResult::Positive => "result-positive",
    }
}

impl SkipReason {
    /// Why it was not looked at.
    #[must_use]
    pub const fn saying(self) -> Saying {
        match self {
            Self::NotReached => Saying::SkippedNotReached,
            Self::NoRevocationData => Saying::SkippedNoRevocationData,
            Self::NotCovered => Saying::SkippedNotCovered,
            Self::NoPolicy => Saying::SkippedNoPolicy,
            Self::NoCheckInForce => Saying::SkippedNoCheckInForce,
            Self::NoPassNeeded => Saying::SkippedNoPassNeeded,
        }
    }
}

impl Note {
    /// What is worth knowing.
    #[must_use]
    pub const fn saying(self) -> Saying {
        match self {
            Self::Mangled(mangling) => mangled(mangling),
            Self::UnprotectedKid => Saying::NoteUnprotectedKid,
            Self::Tags(_) => Saying::NoteTags,
            Self::SignedOutsideKeyWindow(_) => Saying::NoteOutsideKeyWindow,
            Self::OutlivesKey => Saying::NoteOutlivesKey,
            Self::DataAgeing { .. } => Saying::NoteDataAgeing,
            Self::ConsecutivePolicy { .. } => Saying::NoteConsecutivePolicy,
            Self::AlsoLooksLike(_) => Saying::NoteAlsoLooksLike,
            Self::Tolerated(tolerance) => match tolerance {
                Tolerance::NullAsAbsent => Saying::NoteEmptyField,
                Tolerance::TaggedText => Saying::NoteTaggedDate,
                Tolerance::WholeFloat => Saying::NoteDecimalDoses,
                Tolerance::SurroundingSpace => Saying::NoteWhiteSpace,
                _ => Saying::NoteUnusual,
            },
        }
    }

    /// What the message fills in.
    #[must_use]
    pub fn facts(self) -> Facts {
        match self {
            Self::DataAgeing { age_days, max_days } => vec![
                ("age", Fact::Number(age_days)),
                ("max", Fact::Number(max_days)),
            ],
            Self::ConsecutivePolicy { number } => {
                vec![("number", Fact::Number(number.into()))]
            }
            Self::AlsoLooksLike(format) => vec![("format", Fact::Text(format.title().to_owned()))],
            _ => Vec::new(),
        }
    }
}
