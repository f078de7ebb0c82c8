//! What is shown to whoever filed, to officers and to everybody: plain values, which a page draws.

use cleanbill_redress::filing::{
    Content, ExtensionReason, FollowCode, Kind, Publication, RemovalReason, State, Visibility,
};

/// Something was filed.
#[derive(Debug, Clone)]
pub struct Filed {
    /// The code by which its answer is read; nobody has it a second time.
    pub code: FollowCode,
    /// The number of its entry in the ledger, once it has one.
    pub entry: Option<u64>,
    /// The receipt (C2SP tlog-proof), if the ledger was quick; else it is asked for by the code.
    pub receipt: Option<String>,
}

/// Why and until when an answer was put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtensionView {
    /// The day on which it was put off.
    pub day: i32,
    /// Why.
    pub reason: ExtensionReason,
}

/// Why it is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemovalView {
    /// The day on which it was removed.
    pub day: i32,
    /// Why.
    pub reason: RemovalReason,
}

/// How a filing stands, for whoever has its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowView {
    /// The number of its entry in the ledger, once it has one.
    pub entry: Option<u64>,
    /// What it is.
    pub kind: Kind,
    /// The region; `None` for the authority.
    pub region: Option<String>,
    /// For whose eyes.
    pub visibility: Visibility,
    /// The day on which it was filed.
    pub day: i32,
    /// The last day on which an answer is in time.
    pub due: i32,
    /// Where it stands.
    pub state: State,
    /// Whether nobody answered in time.
    pub is_overdue: bool,
    /// Whether the public sees it.
    pub publication: Publication,
    /// That it was put off.
    pub extension: Option<ExtensionView>,
    /// That it is not shown.
    pub removal: Option<RemovalView>,
    /// The day of the answer.
    pub answered_on: Option<i32>,
    /// The answer.
    pub answer: Option<String>,
    /// The receipt of the filing (C2SP tlog-proof), once it is published.
    pub receipt: Option<String>,
}

/// A filing that waits for its answer, for officers of the addressee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingView {
    /// The number of its entry in the ledger.
    pub entry: u64,
    /// The last day on which an answer is in time.
    pub due: i32,
    /// Whether that has passed.
    pub is_overdue: bool,
}

/// What the public sees of a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownView {
    /// The number of its entry in the ledger.
    pub entry: u64,
    /// The region; `None` for the authority.
    pub region: Option<String>,
    /// The day on which it was filed.
    pub day: i32,
    /// The last day on which an answer is in time.
    pub due: i32,
    /// What was filed.
    pub content: Content,
    /// The answer, once there is one.
    pub answer: Option<String>,
}

/// How filings of a region stand; a count below ten is not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountsView {
    /// The region; `None` for the authority.
    pub region: Option<String>,
    /// How many were filed.
    pub filed: Option<u64>,
    /// How many were answered.
    pub answered: Option<u64>,
    /// How many of them late.
    pub late: Option<u64>,
    /// How many wait beyond their day.
    pub overdue: Option<u64>,
}
