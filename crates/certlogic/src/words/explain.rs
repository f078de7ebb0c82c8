//! Why an expression is not met.

use core::fmt;

use super::describe;
use crate::expr::{Expr, ExprPath, Step, VarPath};
use crate::program::{Machine, Slots, Table, compile};
use crate::value::{Data, Repr, json_number};
use crate::{DateTime, EvaluationError, Limits};

/// How much of a text found is shown, in characters.
const SHOWN_MAX: usize = 80;

/// A part of an expression that keeps it from being true.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmet {
    /// Its place.
    pub path: ExprPath,
    /// What would have to be so: "the date of vaccination plus 14 days is not after now".
    pub words: String,
    /// What is so: "the date of vaccination plus 14 days is 2021-05-15; now is 2021-05-02". This
    /// is the holder's own data.
    pub found: String,
    /// Why the part cannot be evaluated, if it cannot.
    pub error: Option<EvaluationError>,
}

/// Without what was found: that is a person's.
impl fmt::Debug for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unmet")
            .field("path", &self.path.to_string())
            .field("words", &self.words)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// The parts that keep an expression from being true over the data, in the order written; none if
/// it is true.
///
/// Goes down through `if`, `and` and `!`. Of alternatives all are named: it is enough that one of
/// them is met. All evaluations together take at most [`Limits::steps_max`] steps, and at most
/// [`Limits::errors_max`] parts are named.
#[must_use]
pub fn explain(expr: &Expr, data: Data<'_>, limits: &Limits) -> Vec<Unmet> {
    let mut explainer = Explainer {
        data,
        limits: limits.clone(),
        path: ExprPath::default(),
        found: Vec::new(),
    };
    explainer.part(expr, true);
    explainer.found
}

struct Explainer<'d> {
    data: Data<'d>,
    /// Its steps are those that are left.
    limits: Limits,
    path: ExprPath,
    found: Vec<Unmet>,
}

impl Explainer<'_> {
    /// Names what keeps a part from being as wanted.
    fn part(&mut self, expr: &Expr, wanted: bool) {
        if self.found.len() >= self.limits.errors_max {
            return;
        }
        match self.truth(expr) {
            Ok(Some(truth)) if truth == wanted => {}
            Ok(Some(_)) => {
                let before = self.found.len();
                self.below(expr, wanted);
                if self.found.len() == before {
                    // No single part is at fault, or the steps are used up.
                    self.note(expr, wanted, None);
                }
            }
            Ok(None) => self.note(expr, wanted, None),
            Err(error) => self.note(expr, wanted, Some(error)),
        }
    }

    /// A part that was evaluated to the opposite of what is wanted.
    fn below(&mut self, expr: &Expr, wanted: bool) {
        match expr {
            Expr::If(operands) => self.choice(operands, wanted),
            Expr::Not(operand) => self.child("!", 0, operand, !wanted),
            Expr::And(operands) if wanted => {
                for (index, operand) in operands.iter().enumerate() {
                    // After a falsy operand the others need not make sense.
                    if let Ok(Some(false)) = self.truth(operand) {
                        self.child("and", index, operand, true);
                    }
                }
            }
            other => self.note(other, wanted, None),
        }
    }

    fn choice(&mut self, operands: &[Expr; 3], wanted: bool) {
        let [guard, then, otherwise] = operands;
        let Ok(Some(guarded)) = self.truth(guard) else {
            return self.child("if", 0, guard, wanted);
        };
        let (index, taken) = if guarded { (1, then) } else { (2, otherwise) };
        // `if` is also how CertLogic says "or": then the guard would have done as well.
        let either = !guarded && wanted && (*then == Expr::Boolean(true) || then == guard);
        if either || taken.is_constant() {
            self.child("if", 0, guard, !guarded);
        }
        if !taken.is_constant() {
            self.child("if", index, taken, wanted);
        }
    }

    fn child(&mut self, operator: &'static str, index: usize, expr: &Expr, wanted: bool) {
        self.path.push(Step::Operation(operator));
        self.path.push(Step::Index(index));
        self.part(expr, wanted);
        self.path.pop();
        self.path.pop();
    }

    fn note(&mut self, expr: &Expr, wanted: bool, error: Option<EvaluationError>) {
        let error = error.map(|error| EvaluationError {
            path: error
                .path
                .steps()
                .iter()
                .fold(self.path.clone(), |path, step| path.then(*step)),
            kind: error.kind,
        });
        let words = describe::condition(expr, wanted);
        let found = self.found_in(expr);
        self.found.push(Unmet {
            path: self.path.clone(),
            words,
            found,
            error,
        });
    }

    fn truth(&mut self, expr: &Expr) -> Result<Option<bool>, EvaluationError> {
        self.evaluate(expr, |value| value.truth())
    }

    fn evaluate<T>(
        &mut self,
        expr: &Expr,
        read: impl FnOnce(&Repr<'_>) -> T,
    ) -> Result<T, EvaluationError> {
        let mut table = Table::default();
        let node = compile(expr, &mut table);
        let mut slots = Slots::new(&table, self.data);
        let mut machine = Machine::new(&table, &mut slots, &self.limits);
        let outcome = machine.run(&node).map(|value| read(&value));
        let left = machine.steps_left();
        self.limits.steps_max = left;
        outcome
    }

    /// The values of what a part compares, or else of its variables.
    fn found_in(&mut self, expr: &Expr) -> String {
        let mut sentences: Vec<String> = Vec::new();
        let operands = match expr {
            Expr::CompareDates(_, operands) => operands.as_slice(),
            _ => &[],
        };
        for operand in operands.iter().filter(|operand| !is_literal_date(operand)) {
            if let Ok(Some(date)) = self.evaluate(operand, as_date) {
                sentences.push(format!(
                    "{} is {}",
                    describe::value(operand),
                    show_date(date)
                ));
            }
        }
        if sentences.is_empty() {
            for path in data_paths(expr) {
                let variable = Expr::Var(path.clone());
                if let Ok(shown) = self.evaluate(&variable, show) {
                    let verb = if describe::is_plural(path) {
                        "are"
                    } else {
                        "is"
                    };
                    sentences.push(format!("{} {verb} {shown}", describe::value(&variable)));
                }
            }
        }
        sentences.join("; ")
    }
}

/// The distinct paths from the data's root, without the value sets, which are long and not the
/// holder's.
fn data_paths(expr: &Expr) -> Vec<&VarPath> {
    let mut paths = Vec::new();
    for variable in expr.variables() {
        let of_data = variable.scope == crate::Scope::Data;
        let listed = variable.path.as_str().starts_with("external.valueSets");
        if of_data && !listed && !paths.contains(&variable.path) && paths.len() < 16 {
            paths.push(variable.path);
        }
    }
    paths
}

fn is_literal_date(expr: &Expr) -> bool {
    matches!(expr, Expr::PlusTime { date, .. } if date.is_constant())
}

fn as_date(value: &Repr<'_>) -> Option<DateTime> {
    match value {
        Repr::Date(date) => Some(*date),
        _ => None,
    }
}

/// Only the day, if it is midnight.
fn show_date(date: DateTime) -> String {
    let text = date.to_string();
    let day = text.strip_suffix("T00:00:00.000Z").map(str::to_owned);
    day.unwrap_or_else(|| text.replace(".000Z", "Z"))
}

fn show(value: &Repr<'_>) -> String {
    match value {
        Repr::Null => "missing".to_owned(),
        Repr::Boolean(value) => value.to_string(),
        Repr::Number(value) => json_number(*value).to_string(),
        Repr::Text("") => "empty".to_owned(),
        Repr::Text(text) => text
            .chars()
            .filter(|c| !c.is_control())
            .take(SHOWN_MAX)
            .collect(),
        Repr::Date(date) => show_date(*date),
        Repr::Array(items) if items.is_empty() => "empty".to_owned(),
        Repr::Array(items) => format!("a list of {}", items.len()),
        _ if value.truth() == Some(false) => "empty".to_owned(),
        _ => "there".to_owned(),
    }
}
