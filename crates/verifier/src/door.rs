//! All that a door may see.

use cleanbill_crypto::VerifyError;
use cleanbill_hcert::HcertError;
use cleanbill_hcert::dcc::PersonName;
use cleanbill_policy::{OnSystemFault, Shown};

use crate::{Asked, FaultMeaning, Format, Note, Outcome, Reason, Report, Saying, Verdict};

/// What the door does. Without a policy nobody is let in by the verifier's word alone: staff
/// decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Let in.
    Admit,
    /// Do not let in.
    Refuse,
    /// A person decides.
    Manual,
}

impl Action {
    /// The name that JSON uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admit => "admit",
            Self::Refuse => "refuse",
            Self::Manual => "manual",
        }
    }
}

/// Why, in words that tell nothing of the ground: a closed list (guarantee G04). The full
/// [`Reason`] is the holder's.
///
/// Expired, revoked, and refused by the policy are one reason: which of them it is tells what the
/// pass was given for, as a test ends sooner than a vaccination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DoorReason {
    /// Genuine and in date; no policy was asked.
    Good,
    /// The policy lets the holder in.
    Accepted,
    /// The person needs no pass here.
    NoPassNeeded,
    /// Nobody may be asked for a pass here.
    NoCheckInForce,
    /// Not a health pass.
    NotAPass,
    /// A pass, but not readable.
    Unreadable,
    /// The scanner types into another keyboard layout, or changes codes in another way.
    ScannerSettings,
    /// Altered or forged.
    NotGenuine,
    /// Genuine, and not to be accepted here and now.
    NotValid,
    /// Could not be checked; the holder is not to blame.
    NotCheckable,
    /// A code for other doors than this; the holder's full pass may do.
    OtherPolicy,
    /// The verifier's data is too old; the holder is not to blame.
    DataTooOld,
    /// The device's clock is wrong; the holder is not to blame.
    ClockWrong,
    /// The pass is not of the person whose document was shown.
    DocumentDiffers,
    /// The document could not be read, or does not say enough to compare.
    DocumentUnreadable,
}

impl DoorReason {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Good,
        Self::Accepted,
        Self::NoPassNeeded,
        Self::NoCheckInForce,
        Self::NotAPass,
        Self::Unreadable,
        Self::ScannerSettings,
        Self::NotGenuine,
        Self::NotValid,
        Self::NotCheckable,
        Self::OtherPolicy,
        Self::DataTooOld,
        Self::ClockWrong,
        Self::DocumentDiffers,
        Self::DocumentUnreadable,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "door.good",
            Self::Accepted => "door.accepted",
            Self::NoPassNeeded => "door.no-pass-needed",
            Self::NoCheckInForce => "door.no-check-in-force",
            Self::NotAPass => "door.not-a-pass",
            Self::Unreadable => "door.unreadable",
            Self::ScannerSettings => "door.scanner-settings",
            Self::NotGenuine => "door.not-genuine",
            Self::NotValid => "door.not-valid",
            Self::NotCheckable => "door.not-checkable",
            Self::OtherPolicy => "door.other-policy",
            Self::DataTooOld => "door.data-too-old",
            Self::ClockWrong => "door.clock-wrong",
            Self::DocumentDiffers => "door.document-differs",
            Self::DocumentUnreadable => "door.document-unreadable",
        }
    }

    /// What the door is told.
    #[must_use]
    pub const fn saying(self) -> Saying {
        match self {
            Self::Good => Saying::DoorGood,
            Self::Accepted => Saying::DoorAccepted,
            Self::NoPassNeeded => Saying::DoorNoPassNeeded,
            Self::NoCheckInForce => Saying::DoorNoCheckInForce,
            Self::NotAPass => Saying::DoorNotAPass,
            Self::Unreadable => Saying::DoorUnreadable,
            Self::ScannerSettings => Saying::DoorScannerSettings,
            Self::NotGenuine => Saying::DoorNotGenuine,
            Self::NotValid => Saying::DoorNotValid,
            Self::NotCheckable => Saying::DoorNotCheckable,
            Self::OtherPolicy => Saying::DoorOtherPolicy,
            Self::DataTooOld => Saying::DoorDataTooOld,
            Self::ClockWrong => Saying::DoorClockWrong,
            Self::DocumentDiffers => Saying::DoorDocumentDiffers,
            Self::DocumentUnreadable => Saying::DoorDocumentUnreadable,
        }
    }

    const fn of(reason: &Reason) -> Self {
        match reason {
            Reason::NotAPass | Reason::FormatNotSupported(Format::Link) => Self::NotAPass,
            Reason::Recognised(scheme) if !scheme.is_pass() => Self::NotAPass,
            Reason::Decode(
                HcertError::NotDcc { .. }
                | HcertError::NoHcertClaim
                | HcertError::UnknownVersion { .. },
            )
            | Reason::Signature(VerifyError::Unsupported { .. })
            | Reason::FormatNotSupported(_)
            | Reason::Recognised(_)
            | Reason::NoSigners
            | Reason::NoKid
            | Reason::UnknownKey
            | Reason::UnusableKey(_)
            | Reason::Algorithm(_)
            | Reason::PolicyOpen(_) => Self::NotCheckable,
            Reason::Decode(_) => Self::Unreadable,
            Reason::Format(fault) => match fault.means {
                FaultMeaning::UnknownVersion => Self::NotCheckable,
                FaultMeaning::Damaged | FaultMeaning::TooLong | FaultMeaning::PartMissing => {
                    Self::Unreadable
                }
                FaultMeaning::Missing
                | FaultMeaning::Wrong
                | FaultMeaning::NoName
                | FaultMeaning::NoEntry => Self::NotValid,
            },
            Reason::OtherPolicy => Self::OtherPolicy,
            Reason::Mangled(_) => Self::ScannerSettings,
            Reason::Signature(_) | Reason::ForgedAddress(_) | Reason::Unsigned => Self::NotGenuine,
            Reason::NotYetValid { .. }
            | Reason::Expired { .. }
            | Reason::NoExpiry
            | Reason::AbsurdDate
            | Reason::DateNotANumber
            | Reason::LightTooLong
            | Reason::Schema(_)
            | Reason::KeyUsage
            | Reason::Revoked { .. }
            | Reason::SignerRemoved
            | Reason::Policy(_) => Self::NotValid,
            Reason::ClockBehind { .. } => Self::ClockWrong,
            Reason::DataTooOld { .. } => Self::DataTooOld,
        }
    }
}

/// What a door sees of a pass. A type of its own, so that nothing else can slip through.
///
/// Name and birth date are there to be compared with an identity document, and only if the
/// signature is right and the pass is not refused; `Debug` hides them.
#[derive(Clone, PartialEq, Eq)]
pub struct DoorVerdict {
    /// The verdict.
    pub verdict: Verdict,
    /// What to do.
    pub action: Action,
    /// Forename and surname as on the pass.
    pub name: Option<String>,
    /// `YYYY-MM-DD`, or as much of it as is known.
    pub birth_date: Option<String>,
    /// Age of the verifier's data in seconds; `None` if it has none.
    pub data_age_secs: Option<i64>,
    /// Whether the data is past half of what the policy allows: time to update.
    pub data_ageing: bool,
    /// The how-many-th consecutive policy asks here, from 2; `None` for a first one (guarantee
    /// G13).
    pub consecutive_policy: Option<u16>,
    /// Why.
    pub reason: DoorReason,
}

impl DoorVerdict {
    /// What the door may see of `report`, checked with data that is `data_age_secs` old.
    #[must_use]
    pub fn new(report: &Report, data_age_secs: Option<i64>) -> Self {
        let verdict = report.verdict();
        let policy = match &report.asked {
            Asked::Policy(policy) => Some(policy),
            Asked::Nothing | Asked::NoCheckInForce => None,
        };
        let (action, reason) = match verdict {
            Verdict::Accepted => (Action::Admit, DoorReason::Accepted),
            Verdict::NoPassNeeded => (Action::Admit, DoorReason::NoPassNeeded),
            Verdict::NoCheckInForce => (Action::Admit, DoorReason::NoCheckInForce),
            Verdict::Authentic => (Action::Manual, DoorReason::Good),
            Verdict::Refused => (Action::Refuse, door_reason(report)),
            Verdict::Undetermined => {
                let word = policy.map(|policy| policy.door.on_system_fault);
                let admits = word == Some(OnSystemFault::Admit) && report.is_system_fault();
                let action = if admits {
                    Action::Admit
                } else {
                    Action::Manual
                };
                (action, door_reason(report))
            }
        };
        // Somebody let in on the policy's word while the data is stale is compared with their
        // document too, if the signature is right.
        let compared = match verdict {
            Verdict::Accepted | Verdict::Authentic | Verdict::NoPassNeeded => true,
            Verdict::Undetermined => report.stages.signature == Outcome::Passed,
            Verdict::Refused | Verdict::NoCheckInForce => false,
        };
        let shown = policy.map_or(Shown::BOTH, |policy| policy.door.shown);
        let pass = report.pass.as_ref().filter(|_| compared);
        let content = pass.map(|pass| &pass.content);
        Self {
            verdict,
            action,
            name: content
                .filter(|_| shown.name)
                .and_then(|content| full_name(content.name())),
            birth_date: content
                .filter(|_| shown.birth_date)
                .and_then(|content| content.birth_date().map(str::to_owned)),
            data_age_secs,
            data_ageing: report
                .notes
                .iter()
                .any(|note| matches!(note, Note::DataAgeing { .. })),
            consecutive_policy: policy
                .map(|policy| policy.number)
                .filter(|number| *number > 1),
            reason,
        }
    }

    /// A verdict without a pass: about the person, or about the document.
    #[must_use]
    pub const fn without_pass(
        verdict: Verdict,
        action: Action,
        reason: DoorReason,
        data_age_secs: Option<i64>,
    ) -> Self {
        Self {
            verdict,
            action,
            name: None,
            birth_date: None,
            data_age_secs,
            data_ageing: false,
            consecutive_policy: None,
            reason,
        }
    }

    /// The same once a document was compared: a pass of somebody else lets nobody in, and one that
    /// cannot be compared is for a person to decide.
    #[must_use]
    pub fn compared(self, document: DocumentMatch) -> Self {
        let admitted =
            self.action != Action::Refuse && !matches!(self.verdict, Verdict::NoCheckInForce);
        let (verdict, action, reason) = match document {
            _ if !admitted => return self,
            DocumentMatch::Same => return self,
            DocumentMatch::Differs => (
                Verdict::Refused,
                Action::Refuse,
                DoorReason::DocumentDiffers,
            ),
            DocumentMatch::NotComparable => (
                Verdict::Undetermined,
                Action::Manual,
                DoorReason::DocumentUnreadable,
            ),
        };
        Self {
            data_ageing: self.data_ageing,
            consecutive_policy: self.consecutive_policy,
            ..Self::without_pass(verdict, action, reason, self.data_age_secs)
        }
    }
}

/// What came of comparing the pass with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentMatch {
    /// Name and date of birth are the same person's.
    Same,
    /// They are not.
    Differs,
    /// One of them does not say enough, or could not be read.
    NotComparable,
}

fn door_reason(report: &Report) -> DoorReason {
    report
        .reason()
        .map_or(DoorReason::NotCheckable, DoorReason::of)
}

/// The name in the holder's script, else the transliterated one.
fn full_name(name: &PersonName) -> Option<String> {
    let forename = name
        .forename
        .as_ref()
        .or(name.forename_standardised.as_ref());
    let surname = name.surname.as_ref().or(name.surname_standardised.as_ref());
    let parts: Vec<&str> = [forename, surname]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

impl std::fmt::Debug for DoorVerdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DoorVerdict")
            .field("verdict", &self.verdict)
            .field("action", &self.action)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}
