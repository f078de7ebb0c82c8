//! One way to be let in: a ground, and the terms on which it counts.

mod coverage;
mod judge;

use cleanbill_health::{Code, CodeSystem, Ground, TestMethod, TestResult};
use jiff::civil::Date;

pub(crate) use judge::judge_event;
pub use judge::{Check, Requirement, TermJudgement};

/// How long a ground counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Whole days; the last one to its end.
    Days(u16),
    /// Calendar months: from the 31st to the last day of a shorter month, to that day's end.
    Months(u16),
    /// Hours from the minute of the sample.
    Hours(u16),
}

/// The ages to which a term is open, in completed years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages {
    /// The youngest.
    pub from: u16,
    /// The first that is too old; `None`: no end.
    pub below: Option<u16>,
}

impl Ages {
    /// Everybody.
    pub const ALL: Self = Self {
        from: 0,
        below: None,
    };
}

/// What else a term asks, by ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A dose.
    Vaccination {
        /// Whether it has to end its series.
        complete: bool,
        /// Products that count, of the EU's register and value set, or of the WHO's tables; `None`:
        /// any.
        products: Option<Vec<String>>,
    },
    /// A recovery.
    Recovery,
    /// A test.
    Test {
        /// Methods that count.
        methods: Vec<TestMethod>,
        /// What it must have found.
        result: TestResult,
    },
    /// A medical exemption; its own dates say when it counts.
    Exemption,
}

/// One way to be let in. There is no field for a name, a number or an office: a policy cannot tell
/// one holder from another (guarantee G05).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The ground and what it needs.
    pub asked: Asked,
    /// Days after the event from which on it counts.
    pub from_days: u16,
    /// How long it counts; `None`: as long as the pass itself says.
    pub span: Option<Span>,
    /// Last day on which this way is open; `None`: as long as the policy.
    pub open_until: Option<Date>,
    /// Ages to which it is open.
    pub ages: Ages,
}

impl Term {
    /// The ground.
    #[must_use]
    pub const fn ground(&self) -> Ground {
        match self.asked {
            Asked::Vaccination { .. } => Ground::Vaccination,
            Asked::Recovery => Ground::Recovery,
            Asked::Test { .. } => Ground::Test,
            Asked::Exemption => Ground::Exemption,
        }
    }

    /// Whether whoever fulfils `other` fulfils this term too, on every day from `from` on.
    #[must_use]
    pub fn covers(&self, other: &Self, from: Date) -> bool {
        coverage::covers(self, other, from)
    }
}

/// Whether it is one of these, by the EU's codes or the WHO's, which do not collide.
pub(crate) fn is_product(code: &Code, products: &[String]) -> bool {
    let is_listed = matches!(code.system, CodeSystem::EuProduct | CodeSystem::WhoProduct);
    is_listed && products.contains(&code.value)
}
