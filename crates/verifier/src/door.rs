//! All that a door may see.

use cleanbill_crypto::VerifyError;
use cleanbill_hcert::{Dcc, HcertError};

use crate::{Reason, Report, Verdict};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DoorReason {
    /// Genuine and in date.
    Good,
    /// Not a health pass.
    NotAPass,
    /// A pass, but not readable.
    Unreadable,
    /// The scanner types into another keyboard layout, or changes codes in another way.
    ScannerSettings,
    /// Altered or forged.
    NotGenuine,
    /// Not valid at this time.
    NotInDate,
    /// Genuine, and still not to be accepted.
    NotValid,
    /// Could not be checked; the holder is not to blame.
    NotCheckable,
}

impl DoorReason {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "door.good",
            Self::NotAPass => "door.not-a-pass",
            Self::Unreadable => "door.unreadable",
            Self::ScannerSettings => "door.scanner-settings",
            Self::NotGenuine => "door.not-genuine",
            Self::NotInDate => "door.not-in-date",
            Self::NotValid => "door.not-valid",
            Self::NotCheckable => "door.not-checkable",
        }
    }

    /// One plain English sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Good => "Genuine and in date.",
            Self::NotAPass => "This is not a health pass.",
            Self::Unreadable => "The code cannot be read. Scan again.",
            Self::ScannerSettings => "The scanner is set up wrongly. The holder is not to blame.",
            Self::NotGenuine => "The code is not genuine.",
            Self::NotInDate => "The pass is not in date.",
            Self::NotValid => "The pass is not valid.",
            Self::NotCheckable => "The pass could not be checked here. The holder is not to blame.",
        }
    }

    const fn of(reason: &Reason) -> Self {
        match reason {
            Reason::NotAPass => Self::NotAPass,
            Reason::Decode(HcertError::NotDcc { .. } | HcertError::NoHcertClaim) => {
                Self::NotCheckable
            }
            Reason::Decode(_) => Self::Unreadable,
            Reason::Mangled(_) => Self::ScannerSettings,
            Reason::Signature(VerifyError::Unsupported { .. }) => Self::NotCheckable,
            Reason::Signature(_) => Self::NotGenuine,
            Reason::NotYetValid { .. } | Reason::Expired { .. } => Self::NotInDate,
            Reason::NoExpiry
            | Reason::AbsurdDate
            | Reason::DateNotANumber
            | Reason::Schema(_)
            | Reason::KeyUsage => Self::NotValid,
            Reason::FormatNotSupported(crate::Format::Link) => Self::NotAPass,
            Reason::FormatNotSupported(_)
            | Reason::NoSigners
            | Reason::NoKid
            | Reason::UnknownKey
            | Reason::UnusableKey(_)
            | Reason::Algorithm(_) => Self::NotCheckable,
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
    /// Why.
    pub reason: DoorReason,
}

impl DoorVerdict {
    /// What the door may see of `report`, checked with data that is `data_age_secs` old.
    #[must_use]
    pub fn new(report: &Report, data_age_secs: Option<i64>) -> Self {
        let verdict = report.verdict();
        let (action, reason) = match verdict {
            Verdict::Accepted | Verdict::NoCheckInForce => (Action::Admit, DoorReason::Good),
            Verdict::Authentic => (Action::Manual, DoorReason::Good),
            Verdict::Refused => (Action::Refuse, door_reason(report)),
            Verdict::Undetermined => (Action::Manual, door_reason(report)),
        };
        let shown = matches!(verdict, Verdict::Accepted | Verdict::Authentic);
        let dcc = report
            .pass
            .as_ref()
            .map(|pass| &pass.reading.dcc)
            .filter(|_| shown);
        Self {
            verdict,
            action,
            name: dcc.and_then(full_name),
            birth_date: dcc.and_then(|dcc| dcc.birth_date.clone()),
            data_age_secs,
            reason,
        }
    }
}

fn door_reason(report: &Report) -> DoorReason {
    report
        .reason()
        .map_or(DoorReason::NotCheckable, DoorReason::of)
}

/// The name in the holder's script, else the transliterated one.
fn full_name(dcc: &Dcc) -> Option<String> {
    let name = &dcc.name;
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
