//! What a domestic rule may read of a pass (guarantee G05): kind, product, dose counts, result,
//! dates relative to the clock, and age bands. Checked on the expression, before it ever runs.
//!
//! Every part of a rule has one of a few [`Kind`]s, and each operation takes only some of them.
//! What tells one holder from another has no kind at all, so it cannot occur, in whatever way it
//! is wrapped:
//!
//! * a field outside the list: names, identifiers, issuers, places, the key;
//! * a date of the pass beside a fixed date, or anywhere but in a comparison with the clock:
//!   `dt = 2021-06-13` is one day's queue at one clinic;
//! * a fixed date, also beside the clock: it tells today apart, and then "so many days ago" is a
//!   day of the calendar;
//! * a date moved twice or by centuries, to the end of the calendar, which is a fixed date too;
//! * a date of birth other than in whole years against the clock itself: two shifted comparisons
//!   are a birthday;
//! * `extractFromUVCI`, and `reduce`, which hides what it reads.

use std::fmt;

use cleanbill_certlogic::{Expr, ExprPath, TimeUnit, VarPath};
use thiserror::Error;

/// What a domestic rule must not read.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ForbiddenInput {
    /// A field outside the list.
    #[error("a domestic rule may not read `{field}`")]
    Field {
        /// Its path.
        field: String,
    },
    /// An operation that a domestic rule cannot use.
    #[error("a domestic rule may not use `{operator}`")]
    Operation {
        /// The operation.
        operator: &'static str,
    },
    /// A date of the pass against a fixed date, or against none.
    #[error("a date of the pass may only be compared with the clock")]
    DateNotAgainstClock,
    /// A date of birth other than in whole years against the clock.
    #[error("a date of birth may only be compared in whole years with the clock")]
    ExactBirthDate,
    /// A fixed date: with it a rule reads one day's queue at one clinic.
    #[error("a domestic rule may not hold a fixed date")]
    FixedDate,
    /// A value where the operation has no use for it: what it would do cannot be seen.
    #[error("a value is used where it has no meaning")]
    Misplaced,
}

/// What a rule must not read, and where in the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFault {
    /// The part of the expression.
    pub at: ExprPath,
    /// What it reads.
    pub input: ForbiddenInput,
}

impl fmt::Display for InputFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at {}",
            self.input,
            if self.at.is_root() {
                "the root".into()
            } else {
                self.at.to_string()
            }
        )
    }
}

/// What a part of a rule is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// True or false.
    Truth,
    /// Whether a group or a field is there.
    Presence,
    /// A code or a count of the pass, or a literal.
    Scalar,
    /// Literals, or a value set.
    Codes,
    /// A date of the pass.
    PassDate,
    /// The date of birth, moved by whole years.
    Birth,
    /// The clock as it is.
    Clock,
    /// The clock moved.
    MovedClock,
    /// A fixed date.
    FixedDate,
}

/// The fields that can be compared as they are, by group.
const SCALARS: &[(&str, &[&str])] = &[
    ("v", &["tg", "vp", "mp", "ma", "dn", "sd"]),
    ("t", &["tg", "tt", "ma", "tr"]),
    ("r", &["tg"]),
    ("xm", &["tg"]),
];

/// The dates, by group.
const DATES: &[(&str, &[&str])] = &[
    ("v", &["dt"]),
    ("t", &["sc"]),
    ("r", &["fr", "df", "du"]),
    ("xm", &["df", "du"]),
];

/// Holds a domestic rule to what it may read.
///
/// # Errors
/// The first thing that it must not.
pub fn check_inputs(rule: &Expr) -> Result<(), InputFault> {
    let mut walk = Walk { at: Vec::new() };
    match walk.kind(rule)? {
        Kind::Truth | Kind::Presence => Ok(()),
        // A rule has to be a boolean; what else it is fails when it runs. A literal is honest.
        Kind::Scalar => Ok(()),
        _ => Err(walk.fault(ForbiddenInput::Misplaced)),
    }
}

/// Where the walk is.
struct Walk {
    at: Vec<(Option<&'static str>, usize)>,
}

impl Walk {
    fn fault(&self, input: ForbiddenInput) -> InputFault {
        let mut at = ExprPath::default();
        for (operator, index) in &self.at {
            if let Some(operator) = operator {
                at = at.then(cleanbill_certlogic::Step::Operation(operator));
            }
            at = at.then(cleanbill_certlogic::Step::Index(*index));
        }
        InputFault { at, input }
    }

    fn kinds(&mut self, part: &Expr) -> Result<Vec<Kind>, InputFault> {
        let mut kinds = Vec::with_capacity(3);
        for (index, child) in part.children().iter().enumerate() {
            self.at.push((part.operator(), index));
            kinds.push(self.kind(child)?);
            self.at.pop();
        }
        Ok(kinds)
    }

    fn kind(&mut self, part: &Expr) -> Result<Kind, InputFault> {
        let kind = match part {
            Expr::Boolean(_) => Some(Kind::Truth),
            Expr::Integer(_) => Some(Kind::Scalar),
            Expr::Text(text) => Some(if is_date(text) {
                Kind::FixedDate
            } else {
                Kind::Scalar
            }),
            Expr::Var(path) => return self.variable(path),
            Expr::Reduce(_) | Expr::ExtractFromUvci { .. } => {
                let operator = part.operator().unwrap_or_default();
                return Err(self.fault(ForbiddenInput::Operation { operator }));
            }
            _ => {
                let kinds = self.kinds(part)?;
                return self.operation(part, &kinds);
            }
        };
        kind.ok_or_else(|| self.fault(ForbiddenInput::Misplaced))
    }

    fn operation(&self, part: &Expr, kinds: &[Kind]) -> Result<Kind, InputFault> {
        let misplaced = || self.fault(ForbiddenInput::Misplaced);
        match (part, kinds) {
            (Expr::List(_), kinds) => {
                let literal = kinds
                    .iter()
                    .all(|kind| matches!(kind, Kind::Scalar | Kind::FixedDate | Kind::Truth));
                let read = part.children().iter().any(|item| !item.is_constant());
                if literal && !read {
                    Ok(Kind::Codes)
                } else {
                    Err(misplaced())
                }
            }
            (Expr::If(_), [guard, then, otherwise]) => {
                if !can_be_asked(*guard) {
                    return Err(misplaced());
                }
                match (then, otherwise) {
                    (Kind::Truth | Kind::Presence, Kind::Truth | Kind::Presence) => Ok(Kind::Truth),
                    (one, other) if one == other => Ok(*one),
                    _ => Err(misplaced()),
                }
            }
            (Expr::And(_), kinds) if kinds.iter().copied().all(can_be_asked) => Ok(Kind::Truth),
            (Expr::Not(_), [kind]) if can_be_asked(*kind) => Ok(Kind::Truth),
            (Expr::Equal(_), [a, b]) => self.equal(*a, *b),
            (Expr::Compare(..), kinds) if kinds.iter().all(|kind| *kind == Kind::Scalar) => {
                Ok(Kind::Truth)
            }
            (Expr::Plus(_), [Kind::Scalar, Kind::Scalar]) => Ok(Kind::Scalar),
            (Expr::In(_), [Kind::Scalar | Kind::Truth, Kind::Codes]) => Ok(Kind::Truth),
            (Expr::In(_), [Kind::PassDate | Kind::Birth, _]) => {
                Err(self.fault(ForbiddenInput::DateNotAgainstClock))
            }
            (Expr::PlusTime { date, amount, unit }, [kind]) => {
                // Moved twice, or to the end of the calendar, a date can be made a fixed one.
                let once = !matches!(**date, Expr::PlusTime { .. });
                if !once || amount.unsigned_abs() > amount_max(*unit) {
                    return Err(misplaced());
                }
                self.moved(*kind, *unit)
            }
            (Expr::DccDateOfBirth(_), [Kind::Birth]) => Ok(Kind::Birth),
            (Expr::CompareDates(..), kinds) => self.compare_dates(kinds),
            _ => Err(misplaced()),
        }
    }

    fn equal(&self, a: Kind, b: Kind) -> Result<Kind, InputFault> {
        let scalar = |kind| matches!(kind, Kind::Scalar | Kind::Truth);
        let dated = |kind| matches!(kind, Kind::PassDate | Kind::Birth);
        if dated(a) || dated(b) {
            Err(self.fault(ForbiddenInput::DateNotAgainstClock))
        } else if scalar(a) && scalar(b) {
            Ok(Kind::Truth)
        } else {
            Err(self.fault(ForbiddenInput::Misplaced))
        }
    }

    fn moved(&self, kind: Kind, unit: TimeUnit) -> Result<Kind, InputFault> {
        match (kind, unit) {
            (Kind::PassDate, _) | (Kind::Birth, TimeUnit::Year) => Ok(kind),
            (Kind::Clock, _) => Ok(Kind::MovedClock),
            (Kind::Birth, _) => Err(self.fault(ForbiddenInput::ExactBirthDate)),
            _ => Err(self.fault(ForbiddenInput::Misplaced)),
        }
    }

    fn compare_dates(&self, kinds: &[Kind]) -> Result<Kind, InputFault> {
        let any = |wanted: &[Kind]| kinds.iter().any(|kind| wanted.contains(kind));
        let all = |wanted: &[Kind]| kinds.iter().all(|kind| wanted.contains(kind));
        let clocks = [Kind::Clock, Kind::MovedClock];
        if any(&[Kind::Birth]) {
            let fine = all(&[Kind::Birth, Kind::Clock]) && any(&[Kind::Clock]);
            return if fine {
                Ok(Kind::Truth)
            } else {
                Err(self.fault(ForbiddenInput::ExactBirthDate))
            };
        }
        if any(&[Kind::PassDate]) {
            let fine = all(&[Kind::PassDate, Kind::Clock, Kind::MovedClock]) && any(&clocks);
            return if fine {
                Ok(Kind::Truth)
            } else {
                Err(self.fault(ForbiddenInput::DateNotAgainstClock))
            };
        }
        // A clock against a fixed date tells today apart, and with it the fixed day that a date
        // relative to today is. A policy's own life says when its rules hold.
        Err(self.fault(ForbiddenInput::FixedDate))
    }

    fn variable(&self, path: &VarPath) -> Result<Kind, InputFault> {
        let fragments: Vec<&str> = path.fragments().collect();
        let group = |name: &str| SCALARS.iter().any(|(group, _)| *group == name);
        let listed = |table: &[(&str, &[&str])], name: &str, field: &str| {
            table
                .iter()
                .any(|(group, fields)| *group == name && fields.contains(&field))
        };
        match fragments.as_slice() {
            ["external", "validationClock"] => Ok(Kind::Clock),
            ["external", "valueSets", _] => Ok(Kind::Codes),
            ["payload", "dob"] => Ok(Kind::Birth),
            ["payload", name] | ["payload", name, "0"] if group(name) => Ok(Kind::Presence),
            ["payload", name, "0", field] if listed(SCALARS, name, field) => Ok(Kind::Scalar),
            ["payload", name, "0", field] if listed(DATES, name, field) => Ok(Kind::PassDate),
            _ => Err(self.fault(ForbiddenInput::Field {
                field: path.as_str().chars().take(64).collect(),
            })),
        }
    }
}

/// What can stand where a yes or no is wanted: also whether a field of the pass is there.
const fn can_be_asked(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Truth | Kind::Presence | Kind::PassDate | Kind::Scalar
    )
}

/// Farthest that a date may be moved: a century and a half, beyond any term or age.
const fn amount_max(unit: TimeUnit) -> u64 {
    match unit {
        TimeUnit::Year => 150,
        TimeUnit::Month => 150 * 12,
        TimeUnit::Day => 150 * 366,
        TimeUnit::Hour => 150 * 366 * 24,
    }
}

/// A text that CertLogic would read as a date.
fn is_date(text: &str) -> bool {
    let [a, b, c, d, b'-', ..] = text.as_bytes() else {
        return false;
    };
    [a, b, c, d].iter().all(|byte| byte.is_ascii_digit())
}
