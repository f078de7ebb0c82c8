//! What the policy means for the person at the door.

/// What a fault of the system (stale data, a wrong clock, an unknown format) means at this door
/// (guarantee G02). Never "refuse": it is not the holder's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnSystemFault {
    /// Let people in.
    Admit,
    /// A person looks at documents and decides.
    Manual,
}

/// What a door may see beside the answer, to compare it with an identity document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The name.
    pub name: bool,
    /// The date of birth.
    pub birth_date: bool,
}

impl Shown {
    /// Both.
    pub const BOTH: Self = Self {
        name: true,
        birth_date: true,
    };
}

/// A policy's words to its doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorTerms {
    /// What the door may see.
    pub shown: Shown,
    /// What a fault of the system means.
    pub on_system_fault: OnSystemFault,
    /// Oldest data that the door may decide on, in days; at least
    /// [`DATA_AGE_MIN_DAYS`](crate::DATA_AGE_MIN_DAYS).
    pub data_age_max_days: u16,
}
