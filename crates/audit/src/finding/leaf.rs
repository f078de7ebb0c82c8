use cleanbill_ledger::leaf::Subject;
use thiserror::Error;

use super::Severity;

/// About a leaf, or what it names.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LeafFinding {
    /// An entry that is no leaf.
    #[error("leaf {index} is not a leaf of the schema [{cause}]")]
    Schema {
        /// The leaf.
        index: u64,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// A count of people below ten.
    #[error("leaf {index} tells a count of {count}, and none below 10 may be told")]
    SmallCell {
        /// The leaf, or the one that names the table.
        index: u64,
        /// The count.
        count: u64,
    },
    /// What a leaf names by its hash is not published.
    #[error("leaf {index} names {path}, which is not there")]
    Missing {
        /// The leaf.
        index: u64,
        /// Where it should lie.
        path: String,
    },
    /// What a leaf names by its hash is something else.
    #[error("{path} is not what leaf {index} says [{cause}]")]
    Differs {
        /// The leaf.
        index: u64,
        /// Where it lies.
        path: String,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// Days out of their order.
    #[error("leaf {index} is of day {day}, after one of day {before}")]
    DayOrder {
        /// The leaf.
        index: u64,
        /// Its day, since 1970-01-01.
        day: i32,
        /// The day before it in the ledger.
        before: i32,
    },
    /// A day was left out.
    #[error("the counts of {} have no day {day}", .subject.name())]
    DayMissing {
        /// Of what.
        subject: Subject,
        /// The first day that is missing, since 1970-01-01.
        day: i32,
    },
    /// A leaf that says to be older than what stands before it.
    #[error("leaf {index} says to be {hours} hours older than what stands before it")]
    BackDated {
        /// The leaf.
        index: u64,
        /// By how much.
        hours: i64,
    },
    /// A sum that does not open what it must.
    #[error(
        "leaf {index} opens a sum of {} wrongly: {what}, {}",
        .subject.name(),
        .region.as_deref().unwrap_or("all regions")
    )]
    Opening {
        /// The leaf.
        index: u64,
        /// Of what.
        subject: Subject,
        /// Ground, kind or purpose.
        what: u8,
        /// The region; `None` for all.
        region: Option<String>,
    },
    /// A week that was not opened, out of its order, or before its days were counted.
    #[error("leaf {index} opens week {week} of {} out of its order", .subject.name())]
    OpeningOrder {
        /// The leaf.
        index: u64,
        /// Of what.
        subject: Subject,
        /// Its Monday, since 1970-01-01.
        week: i32,
    },
    /// A week that ended long ago and was not opened.
    #[error("week {week} of {} was not opened", .subject.name())]
    OpeningMissing {
        /// Of what.
        subject: Subject,
        /// Its Monday, since 1970-01-01.
        week: i32,
    },
    /// An announcement that came too late for what it announces.
    #[error(
        "leaf {index} announces a change {hours} hours before it starts, and {hours_min} is the \
         least"
    )]
    AnnouncedLate {
        /// The leaf.
        index: u64,
        /// Hours from when it came into the ledger.
        hours: i64,
        /// The least.
        hours_min: i64,
    },
    /// A change of witnesses that came too late.
    #[error("leaf {index} changes the witnesses {days} days before, and 30 is the least")]
    WitnessesLate {
        /// The leaf.
        index: u64,
        /// Days from when it came into the ledger.
        days: i64,
    },
}

impl LeafFinding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Schema { .. } => "audit.schema",
            Self::SmallCell { .. } => "audit.small-cell",
            Self::Missing { .. } => "audit.object-missing",
            Self::Differs { .. } => "audit.object-differs",
            Self::DayOrder { .. } => "audit.day-order",
            Self::DayMissing { .. } => "audit.day-missing",
            Self::BackDated { .. } => "audit.back-dated",
            Self::Opening { .. } => "audit.opening",
            Self::OpeningOrder { .. } => "audit.opening-order",
            Self::OpeningMissing { .. } => "audit.opening-missing",
            Self::AnnouncedLate { .. } => "audit.announced-late",
            Self::WitnessesLate { .. } => "audit.witnesses-late",
        }
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::BackDated { .. } | Self::DayOrder { .. } => Severity::Anomaly,
            Self::Missing { .. } | Self::DayMissing { .. } | Self::OpeningMissing { .. } => {
                Severity::Omission
            }
            _ => Severity::Proof,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Schema { .. } => "Update this program; if it stays so, publish the leaf",
            Self::SmallCell { .. } => {
                "Do not repeat the number; tell the data protection authority"
            }
            Self::Missing { .. } | Self::DayMissing { .. } | Self::OpeningMissing { .. } => {
                "Ask the authority for it, in public"
            }
            Self::BackDated { .. } | Self::DayOrder { .. } => "Ask the authority why",
            Self::Differs { .. }
            | Self::Opening { .. }
            | Self::OpeningOrder { .. }
            | Self::AnnouncedLate { .. }
            | Self::WitnessesLate { .. } => {
                "Publish the leaf with its proof: it is signed, and cannot be taken back"
            }
        }
    }
}
