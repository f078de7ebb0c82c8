//! The evaluation itself.

use std::rc::Rc;

use super::access::{Fragment, Slots, Table};
use super::compile::{Constants, Node};
use super::error::{EvaluationError, EvaluationErrorKind as Kind};
use crate::Limits;
use crate::date::{DateError, DateTime};
use crate::expr::{Comparison, ExprPath, INTEGER_MAX, Step, TimeUnit};
use crate::value::{List, Pair, Repr};

/// How deep what an expression builds may be nested.
const BUILT_DEPTH_MAX: usize = 64;
/// Below this many texts, looking at each is faster than searching.
const SCAN_MAX: usize = 8;
const UVCI_PREFIX: &str = "URN:UVCI:";

/// A fault on its way out: the path is noted step by step, so that success costs nothing for it.
struct Fault {
    kind: Kind,
    innermost: Vec<Step>,
}

type Outcome<T> = Result<T, Box<Fault>>;

fn fault<T>(kind: Kind) -> Outcome<T> {
    Err(Box::new(Fault {
        kind,
        innermost: Vec::new(),
    }))
}

/// Notes that the fault is in an operand.
fn within<T>(outcome: Outcome<T>, operator: &'static str, index: usize) -> Outcome<T> {
    outcome.map_err(|mut fault| {
        fault
            .innermost
            .extend([Step::Index(index), Step::Operation(operator)]);
        fault
    })
}

/// The data of the lambda that is being evaluated.
struct Frame<'a> {
    accumulator: Repr<'a>,
    current: Repr<'a>,
}

/// Two operands, maybe three.
type Compared<'a> = (Repr<'a>, Repr<'a>, Option<Repr<'a>>);

/// Evaluates expressions over one table of paths.
pub(crate) struct Machine<'a, 's> {
    table: &'s Table,
    slots: &'s mut Slots<'a>,
    limits: &'s Limits,
    steps: u32,
}

impl<'a, 's> Machine<'a, 's> {
    pub(crate) fn new(table: &'s Table, slots: &'s mut Slots<'a>, limits: &'s Limits) -> Self {
        Self {
            table,
            slots,
            limits,
            steps: limits.steps_max,
        }
    }

    pub(crate) fn run(&mut self, node: &'a Node) -> Result<Repr<'a>, EvaluationError> {
        self.steps = self.limits.steps_max;
        self.value(node, None).map_err(|fault| EvaluationError {
            path: ExprPath::from_innermost(fault.innermost),
            kind: fault.kind,
        })
    }

    /// How many steps the last run left.
    pub(crate) const fn steps_left(&self) -> u32 {
        self.steps
    }

    fn spend(&mut self, steps: usize) -> Outcome<()> {
        let rest = u32::try_from(steps)
            .ok()
            .and_then(|steps| self.steps.checked_sub(steps));
        match rest {
            Some(rest) => {
                self.steps = rest;
                Ok(())
            }
            None => fault(Kind::TooManySteps {
                max: self.limits.steps_max,
            }),
        }
    }

    fn value(&mut self, node: &'a Node, frame: Option<&Frame<'a>>) -> Outcome<Repr<'a>> {
        self.spend(1)?;
        Ok(match node {
            Node::Boolean(value) => Repr::Boolean(*value),
            Node::Number(value) => Repr::Number(*value),
            Node::Text(text) => Repr::Text(text),
            Node::Slot(slot) => self.slots.value(self.table, *slot),
            Node::If(operands) => return self.choose(operands, frame),
            Node::And(operands) => return self.and(operands, frame),
            Node::Not(operand) => Repr::Boolean(!self.truth(operand, "!", 0, frame)?),
            Node::Equal(operands) => {
                let [left, right] = self.pair(operands, "===", frame)?;
                Repr::Boolean(left.is_identical(&right))
            }
            Node::InConstants(needle, constants) => {
                let needle = self.operand(needle, "in", 0, frame)?;
                Repr::Boolean(constants.contain(&needle))
            }
            Node::In(operands) => {
                let [needle, haystack] = self.pair(operands, "in", frame)?;
                Repr::Boolean(self.contains(&haystack, &needle)?)
            }
            Node::Compare(comparison, operands) => {
                return self.compare(*comparison, operands, frame);
            }
            Node::CompareDates(comparison, operands) => {
                return self.compare_dates(*comparison, operands, frame);
            }
            Node::SlotPlusTime(date, amount, unit) => match self.slots.date(self.table, *date) {
                Ok(date) => Repr::Date(plus(date, *amount, *unit)?),
                Err(other) => {
                    return fault(Kind::DateNotText {
                        found: other.kind(),
                    });
                }
            },
            Node::Date(date) => Repr::Date(dated(*date)?),
            Node::PlusTime(date, amount, unit) => {
                let text = self.text_of_date(date, "plusTime", frame)?;
                Repr::Date(plus(DateTime::parse_rounding_up(text), *amount, *unit)?)
            }
            Node::DccDateOfBirth(date) => {
                let text = self.text_of_date(date, "dccDateOfBirth", frame)?;
                Repr::Date(dated(DateTime::parse_date_of_birth(text))?)
            }
            Node::Plus(operands) => Repr::Number(self.sum(operands, frame)?),
            Node::Reduce(operands) => return self.reduce(operands, frame),
            Node::ExtractFromUvci(uvci, index) => {
                match self.operand(uvci, "extractFromUVCI", 0, frame)? {
                    Repr::Null => Repr::Null,
                    Repr::Text(uvci) => extract(uvci, *index),
                    other => {
                        return fault(Kind::UvciNotText {
                            found: other.kind(),
                        });
                    }
                }
            }
            Node::List(items) => self.list(items, frame)?,
            Node::Scope => self.scope(frame)?,
            Node::Accumulator(path) => follow(frame.map(|frame| &frame.accumulator), path),
            Node::Current(path) => follow(frame.map(|frame| &frame.current), path),
            Node::Nothing => Repr::Null,
        })
    }

    fn operand(
        &mut self,
        node: &'a Node,
        operator: &'static str,
        index: usize,
        frame: Option<&Frame<'a>>,
    ) -> Outcome<Repr<'a>> {
        within(self.value(node, frame), operator, index)
    }

    fn pair(
        &mut self,
        operands: &'a [Node; 2],
        operator: &'static str,
        frame: Option<&Frame<'a>>,
    ) -> Outcome<[Repr<'a>; 2]> {
        let [left, right] = operands;
        let left = self.operand(left, operator, 0, frame)?;
        Ok([left, self.operand(right, operator, 1, frame)?])
    }

    fn truth(
        &mut self,
        node: &'a Node,
        operator: &'static str,
        index: usize,
        frame: Option<&Frame<'a>>,
    ) -> Outcome<bool> {
        let value = self.operand(node, operator, index, frame)?;
        truth(&value)
    }

    fn choose(&mut self, operands: &'a [Node; 3], frame: Option<&Frame<'a>>) -> Outcome<Repr<'a>> {
        let [guard, then, otherwise] = operands;
        if self.truth(guard, "if", 0, frame)? {
            self.operand(then, "if", 1, frame)
        } else {
            self.operand(otherwise, "if", 2, frame)
        }
    }

    fn and(&mut self, operands: &'a [Node], frame: Option<&Frame<'a>>) -> Outcome<Repr<'a>> {
        let mut last = Repr::Boolean(true);
        for (index, operand) in operands.iter().enumerate() {
            last = self.operand(operand, "and", index, frame)?;
            if !truth(&last)? {
                break;
            }
        }
        Ok(last)
    }

    /// All operands are evaluated before any is judged, as in the reference.
    fn compare(
        &mut self,
        comparison: Comparison,
        operands: &'a [Node],
        frame: Option<&Frame<'a>>,
    ) -> Outcome<Repr<'a>> {
        let (a, b, c) = self.compared(operands, comparison.operator(), frame)?;
        let integer = |value: &Repr<'a>| match value.as_integer() {
            Some(integer) => Ok(integer),
            None => fault(Kind::NotInteger {
                found: value.kind(),
            }),
        };
        let (a, b, c) = (
            integer(&a)?,
            integer(&b)?,
            c.as_ref().map(integer).transpose()?,
        );
        let holds = comparison.holds(a, b) && c.is_none_or(|c| comparison.holds(b, c));
        Ok(Repr::Boolean(holds))
    }

    fn compare_dates(
        &mut self,
        comparison: Comparison,
        operands: &'a [Node],
        frame: Option<&Frame<'a>>,
    ) -> Outcome<Repr<'a>> {
        let (a, b, c) = self.compared(operands, comparison.date_operator(), frame)?;
        let date = |value: &Repr<'a>| match value {
            Repr::Date(date) => Ok(*date),
            other => fault(Kind::NotDateTime {
                found: other.kind(),
            }),
        };
        let (a, b, c) = (date(&a)?, date(&b)?, c.as_ref().map(date).transpose()?);
        let holds = comparison.holds(a, b) && c.is_none_or(|c| comparison.holds(b, c));
        Ok(Repr::Boolean(holds))
    }

    fn contains(&mut self, haystack: &Repr<'a>, needle: &Repr<'a>) -> Outcome<bool> {
        match haystack {
            Repr::Codes(set) => Ok(matches!(needle, Repr::Text(text) if set.contains(text))),
            Repr::Array(items) => {
                self.spend(items.len())?;
                Ok(items
                    .iter()
                    .any(|item| Repr::of_json(item).is_identical(needle)))
            }
            Repr::List(list) => {
                self.spend(list.items.len())?;
                Ok(list.items.iter().any(|item| item.is_identical(needle)))
            }
            other => fault(Kind::InNotList {
                found: other.kind(),
            }),
        }
    }

    fn text_of_date(
        &mut self,
        node: &'a Node,
        operator: &'static str,
        frame: Option<&Frame<'a>>,
    ) -> Outcome<&'a str> {
        match self.operand(node, operator, 0, frame)? {
            Repr::Text(text) => Ok(text),
            other => fault(Kind::DateNotText {
                found: other.kind(),
            }),
        }
    }

    fn sum(&mut self, operands: &'a [Node; 2], frame: Option<&Frame<'a>>) -> Outcome<f64> {
        let [left, right] = self.pair(operands, "+", frame)?;
        let Some(a) = left.as_integer() else {
            return fault(Kind::NotInteger { found: left.kind() });
        };
        let Some(b) = right.as_integer() else {
            return fault(Kind::NotInteger {
                found: right.kind(),
            });
        };
        #[expect(clippy::cast_precision_loss, reason = "2^53 - 1 is exact")]
        if (a + b).abs() > INTEGER_MAX as f64 {
            return fault(Kind::SumTooLarge);
        }
        Ok(a + b)
    }

    fn reduce(&mut self, operands: &'a [Node; 3], frame: Option<&Frame<'a>>) -> Outcome<Repr<'a>> {
        let [operand, lambda, initial] = operands;
        let operand = self.operand(operand, "reduce", 0, frame)?;
        let count = match &operand {
            Repr::Null => 0,
            Repr::Array(items) => items.len(),
            Repr::Codes(set) => set.len(),
            Repr::List(list) => list.items.len(),
            other => {
                return fault(Kind::ReduceNotList {
                    found: other.kind(),
                });
            }
        };
        let mut accumulator = self.operand(initial, "reduce", 2, frame)?;
        for index in 0..count {
            let current = match &operand {
                Repr::Array(items) => items.get(index).map(Repr::of_json),
                Repr::Codes(set) => set.code(index).map(Repr::Text),
                Repr::List(list) => list.items.get(index).cloned(),
                _ => None,
            };
            let frame = Frame {
                accumulator,
                current: current.unwrap_or(Repr::Null),
            };
            accumulator = self.operand(lambda, "reduce", 1, Some(&frame))?;
        }
        Ok(accumulator)
    }

    fn list(&mut self, nodes: &'a [Node], frame: Option<&Frame<'a>>) -> Outcome<Repr<'a>> {
        let mut items = Vec::new();
        let (mut weight, mut depth) = (1_usize, 0);
        for (index, node) in nodes.iter().enumerate() {
            let item = self.value(node, frame).map_err(|mut fault| {
                fault.innermost.push(Step::Index(index));
                fault
            })?;
            let (added, below) = item.weight();
            (weight, depth) = (weight.saturating_add(added), depth.max(below));
            items.push(item);
        }
        self.check_size(weight, depth)?;
        Ok(Repr::List(Rc::new(List {
            items,
            weight,
            depth: depth + 1,
        })))
    }

    fn scope(&mut self, frame: Option<&Frame<'a>>) -> Outcome<Repr<'a>> {
        let Some(Frame {
            accumulator,
            current,
        }) = frame
        else {
            return Ok(Repr::Null);
        };
        let ((a, below_a), (b, below_b)) = (accumulator.weight(), current.weight());
        let (weight, depth) = (a.saturating_add(b).saturating_add(1), below_a.max(below_b));
        self.check_size(weight, depth)?;
        let (accumulator, current) = (accumulator.clone(), current.clone());
        Ok(Repr::Scope(Rc::new(Pair {
            accumulator,
            current,
            weight,
            depth: depth + 1,
        })))
    }

    fn check_size(&self, weight: usize, depth: usize) -> Outcome<()> {
        let max = self.limits.built_items_max;
        if weight > max || depth >= BUILT_DEPTH_MAX {
            return fault(Kind::TooLarge { max });
        }
        Ok(())
    }

    /// The operands of a comparison.
    fn compared(
        &mut self,
        operands: &'a [Node],
        operator: &'static str,
        frame: Option<&Frame<'a>>,
    ) -> Outcome<Compared<'a>> {
        let [a, b, rest @ ..] = operands else {
            return Ok((Repr::Null, Repr::Null, None));
        };
        let a = self.operand(a, operator, 0, frame)?;
        let b = self.operand(b, operator, 1, frame)?;
        let c = match rest.first() {
            Some(c) => Some(self.operand(c, operator, 2, frame)?),
            None => None,
        };
        Ok((a, b, c))
    }
}

impl Constants {
    fn contain(&self, needle: &Repr<'_>) -> bool {
        match needle {
            Repr::Text(text) if self.texts.len() <= SCAN_MAX => {
                self.texts.iter().any(|known| **known == **text)
            }
            Repr::Text(text) => self
                .texts
                .binary_search_by(|known| (**known).cmp(text))
                .is_ok(),
            #[expect(clippy::float_cmp, reason = "JavaScript's own equality")]
            Repr::Number(number) => self.numbers.iter().any(|known| known == number),
            Repr::Boolean(true) => self.has_true,
            Repr::Boolean(false) => self.has_false,
            _ => false,
        }
    }
}

fn truth(value: &Repr<'_>) -> Outcome<bool> {
    match value.truth() {
        Some(truth) => Ok(truth),
        None => fault(Kind::NeitherTruthyNorFalsy {
            found: value.kind(),
        }),
    }
}

fn dated(date: Result<DateTime, DateError>) -> Outcome<DateTime> {
    date.or_else(|error| fault(Kind::Date(error)))
}

fn plus(date: Result<DateTime, DateError>, amount: i64, unit: TimeUnit) -> Outcome<DateTime> {
    dated(date.and_then(|date| {
        if amount == 0 {
            Ok(date)
        } else {
            date.plus(amount, unit)
        }
    }))
}

fn follow<'a>(start: Option<&Repr<'a>>, path: &[Fragment]) -> Repr<'a> {
    let start = start.cloned().unwrap_or(Repr::Null);
    path.iter()
        .fold(start, |value, fragment| fragment.of(&value))
}

/// The fragment of a unique certificate identifier, after an optional `URN:UVCI:` (eHealth Network,
/// "Guidelines on verifiable vaccination certificates", annex 2); null if it has fewer.
fn extract(uvci: &str, index: i64) -> Repr<'_> {
    let bare = uvci.strip_prefix(UVCI_PREFIX).unwrap_or(uvci);
    let index = usize::try_from(index).ok();
    Repr::of_text(index.and_then(|index| bare.split(['/', '#', ':']).nth(index)))
}
