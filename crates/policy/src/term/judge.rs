//! One event under one term: every requirement with what it wants and what was found.

use cleanbill_health::{
    Code, Event, Exemption, Person, Recovery, Test, TestMethod, TestResult, Vaccination,
};
use jiff::civil::Date;

use super::{Ages, Asked, Span, Term, is_product};
use crate::moment::Zone;

/// Two clocks that are both right differ by so much: 60 seconds.
const LEEWAY_SECS: i64 = 60;

/// What a term wants of a pass, and what was found there.
#[derive(Clone, PartialEq, Eq)]
pub enum Requirement {
    /// The disease of the policy.
    Disease,
    /// The last dose of its series.
    Complete {
        /// Number of the dose on the pass.
        dose: Option<u32>,
        /// Doses of the series.
        doses: Option<u32>,
    },
    /// One of the products that count.
    Product {
        /// The product on the pass.
        found: Option<String>,
        /// Those that count.
        wanted: Vec<String>,
    },
    /// One of the test methods that count.
    Method {
        /// The pass's.
        found: Option<TestMethod>,
        /// Those that count.
        wanted: Vec<TestMethod>,
    },
    /// The result.
    Result {
        /// The pass's.
        found: Option<TestResult>,
        /// The one that counts.
        wanted: TestResult,
    },
    /// It does not count before this.
    CountsFrom {
        /// First good second, Unix; `None` if the pass does not say.
        from: Option<i64>,
    },
    /// It does not count after this.
    CountsUntil {
        /// Last good second, Unix; `None` if the pass does not say.
        until: Option<i64>,
    },
    /// This way of being let in is closed after a day.
    OpenUntil {
        /// Last good second, Unix.
        until: i64,
    },
    /// An age.
    Age {
        /// The ages that count.
        wanted: Ages,
    },
}

impl Requirement {
    /// The stable code of its not being met.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Disease => "rules.other-disease",
            Self::Complete { .. } => "rules.series-incomplete",
            Self::Product { .. } => "rules.product-not-accepted",
            Self::Method { .. } => "rules.method-not-accepted",
            Self::Result { .. } => "rules.result-not-accepted",
            Self::CountsFrom { .. } => "rules.too-early",
            Self::CountsUntil { .. } => "rules.term-over",
            Self::OpenUntil { .. } => "rules.way-closed",
            Self::Age { .. } => "rules.age",
        }
    }
}

/// Its code: what was found is somebody's.
impl std::fmt::Debug for Requirement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// A requirement and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was asked.
    pub requirement: Requirement,
    /// Whether it is met; `None` if the pass does not say.
    pub met: Option<bool>,
}

/// A pass under one term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermJudgement {
    /// Which term of the policy, from 0.
    pub term: usize,
    /// All its requirements.
    pub checks: Vec<Check>,
}

impl TermJudgement {
    /// `Some(true)` if every requirement is met, `Some(false)` if one is not, `None` if that
    /// cannot be said.
    #[must_use]
    pub fn met(&self) -> Option<bool> {
        let outcomes = || self.checks.iter().map(|check| check.met);
        if outcomes().any(|met| met == Some(false)) {
            Some(false)
        } else if outcomes().any(|met| met.is_none()) {
            None
        } else {
            Some(true)
        }
    }
}

/// The checks of one event under one term, being collected.
struct Judge<'t> {
    term: &'t Term,
    at: i64,
    zone: Zone,
    checks: Vec<Check>,
}

/// All checks of `event`, which is of the term's ground; `None` if it is of another.
pub(crate) fn judge_event(
    term: &Term,
    disease: &Code,
    event: &Event,
    person: &Person,
    at: i64,
    zone: Zone,
) -> Option<Vec<Check>> {
    let mut judge = Judge {
        term,
        at,
        zone,
        checks: Vec::with_capacity(6),
    };
    judge.push(
        Requirement::Disease,
        event.disease().map(|found| found == disease),
    );
    match (&term.asked, event) {
        (Asked::Vaccination { complete, products }, Event::Vaccination(dose)) => {
            judge.vaccination(dose, *complete, products.as_deref());
        }
        (Asked::Recovery, Event::Recovery(recovery)) => judge.recovery(recovery),
        (Asked::Test { methods, result }, Event::Test(test)) => judge.test(test, methods, *result),
        (Asked::Exemption, Event::Exemption(exemption)) => judge.exemption(exemption),
        _ => return None,
    }
    judge.common(person);
    Some(judge.checks)
}

impl Judge<'_> {
    fn push(&mut self, requirement: Requirement, met: Option<bool>) {
        self.checks.push(Check { requirement, met });
    }

    fn vaccination(&mut self, dose: &Vaccination, complete: bool, products: Option<&[String]>) {
        if complete {
            let requirement = Requirement::Complete {
                dose: dose.dose,
                doses: dose.doses,
            };
            self.push(requirement, dose.is_complete());
        }
        if let Some(products) = products {
            let found = dose.product.as_ref();
            let requirement = Requirement::Product {
                found: found.map(|code| code.value.clone()),
                wanted: products.to_vec(),
            };
            self.push(requirement, found.map(|code| is_product(code, products)));
        }
        self.days(dose.date, dose.date);
    }

    /// The issuer's own first day counts; its last one where the term names no span.
    fn recovery(&mut self, recovery: &Recovery) {
        let event = recovery.first_positive;
        let counted = event.and_then(|day| self.zone.plus_days(day, self.term.from_days));
        let from = match (counted, recovery.valid_from) {
            (Some(counted), Some(own)) => Some(counted.max(own)),
            (counted, own) => counted.or(own),
        };
        self.from(from.map(|day| self.zone.start(day)));
        let last = match self.term.span {
            Some(span) => event.and_then(|day| self.zone.last_second(day, span)),
            None => recovery.valid_until.map(|day| self.zone.end(day)),
        };
        self.until(last);
    }

    fn test(&mut self, test: &Test, methods: &[TestMethod], wanted: TestResult) {
        let requirement = Requirement::Method {
            found: test.method,
            wanted: methods.to_vec(),
        };
        self.push(
            requirement,
            test.method.map(|found| methods.contains(&found)),
        );
        let requirement = Requirement::Result {
            found: test.result,
            wanted,
        };
        self.push(requirement, test.result.map(|found| found == wanted));
        self.from(test.sampled_at);
        match self.term.span {
            Some(Span::Hours(hours)) => {
                let secs = i64::from(hours) * 3_600;
                self.until(test.sampled_at.map(|at| at.saturating_add(secs)));
            }
            Some(span) => {
                let day = test.sampled_at.and_then(|at| self.zone.day(at));
                self.until(day.and_then(|day| self.zone.last_second(day, span)));
            }
            None => {}
        }
    }

    /// An exemption without dates counts as long as the pass itself.
    fn exemption(&mut self, exemption: &Exemption) {
        if let Some(from) = exemption.valid_from {
            self.from(Some(self.zone.start(from)));
        }
        if let Some(until) = exemption.valid_until {
            self.until(Some(self.zone.end(until)));
        }
    }

    /// From so many days after one day, for a span after another.
    fn days(&mut self, from: Option<Date>, event: Option<Date>) {
        let first = from.and_then(|day| self.zone.plus_days(day, self.term.from_days));
        self.from(first.map(|day| self.zone.start(day)));
        if let Some(span) = self.term.span {
            self.until(event.and_then(|day| self.zone.last_second(day, span)));
        }
    }

    fn from(&mut self, from: Option<i64>) {
        let at = self.at.saturating_add(LEEWAY_SECS);
        self.push(
            Requirement::CountsFrom { from },
            from.map(|from| from <= at),
        );
    }

    fn until(&mut self, until: Option<i64>) {
        let at = self.at;
        self.push(
            Requirement::CountsUntil { until },
            until.map(|until| at <= until),
        );
    }

    fn common(&mut self, person: &Person) {
        if let Some(day) = self.term.open_until {
            let until = self.zone.end(day);
            let met = self.at <= until;
            self.push(Requirement::OpenUntil { until }, Some(met));
        }
        let wanted = self.term.ages;
        if wanted != Ages::ALL {
            let today = self.zone.day(self.at);
            let age = today.and_then(|today| Some(person.birth_date?.age_min(today)));
            let met = age.map(|age| age >= wanted.from && wanted.below.is_none_or(|end| age < end));
            self.push(Requirement::Age { wanted }, met);
        }
    }
}
