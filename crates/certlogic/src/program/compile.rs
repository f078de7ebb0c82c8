//! From an expression to what is evaluated.

use cleanbill_order::Arrange;

use super::access::{Fragment, Table};
use crate::DateTime;
use crate::date::DateError;
use crate::expr::{Comparison, Expr, TimeUnit, VarPath};

/// An expression with its paths and constants made ready. It has the shape of its [`Expr`], so that
/// places in one are places in the other.
#[derive(Debug)]
pub(crate) enum Node {
    Boolean(bool),
    Number(f64),
    Text(Box<str>),
    List(Box<[Node]>),
    /// A slot of the table; `None` for the whole data.
    Slot(Option<u32>),
    /// In a lambda: its whole scope, or what is below `accumulator` or `current`.
    Scope,
    Accumulator(Box<[Fragment]>),
    Current(Box<[Fragment]>),
    /// In a lambda: any other path.
    Nothing,
    If(Box<[Node; 3]>),
    Equal(Box<[Node; 2]>),
    And(Box<[Node]>),
    Not(Box<Node>),
    Compare(Comparison, Box<[Node]>),
    CompareDates(Comparison, Box<[Node]>),
    In(Box<[Node; 2]>),
    /// `in` an array of literals.
    InConstants(Box<Node>, Constants),
    Plus(Box<[Node; 2]>),
    PlusTime(Box<Node>, i64, TimeUnit),
    /// `plusTime` of a date of the table, which is read once.
    SlotPlusTime(u32, i64, TimeUnit),
    /// `plusTime` of a literal.
    Date(Result<DateTime, DateError>),
    Reduce(Box<[Node; 3]>),
    ExtractFromUvci(Box<Node>, i64),
    DccDateOfBirth(Box<Node>),
}

/// An array of literals, ready for looking up.
#[derive(Debug, Default)]
pub(crate) struct Constants {
    /// Sorted.
    pub(crate) texts: Box<[Box<str>]>,
    pub(crate) numbers: Box<[f64]>,
    pub(crate) has_true: bool,
    pub(crate) has_false: bool,
}

/// Compiles an expression; its paths go into the table.
pub(crate) fn compile(expr: &Expr, table: &mut Table) -> Node {
    Compiler {
        table,
        in_lambda: false,
    }
    .node(expr)
}

struct Compiler<'t> {
    table: &'t mut Table,
    in_lambda: bool,
}

impl Compiler<'_> {
    fn node(&mut self, expr: &Expr) -> Node {
        match expr {
            Expr::Boolean(value) => Node::Boolean(*value),
            #[expect(clippy::cast_precision_loss, reason = "at most 2^53 - 1")]
            Expr::Integer(value) => Node::Number(*value as f64),
            Expr::Text(text) => Node::Text(text.clone()),
            Expr::List(items) => Node::List(self.nodes(items)),
            Expr::Var(path) => self.var(path),
            Expr::If(operands) => Node::If(self.array(operands)),
            Expr::Equal(operands) => Node::Equal(self.array(operands)),
            Expr::And(operands) => Node::And(self.nodes(operands)),
            Expr::Not(operand) => Node::Not(self.boxed(operand)),
            Expr::Compare(comparison, operands) => Node::Compare(*comparison, self.nodes(operands)),
            Expr::CompareDates(comparison, operands) => {
                Node::CompareDates(*comparison, self.nodes(operands))
            }
            Expr::In(operands) => self.membership(operands),
            Expr::Plus(operands) => Node::Plus(self.array(operands)),
            Expr::PlusTime { date, amount, unit } => self.plus_time(date, *amount, *unit),
            Expr::Reduce(operands) => self.reduce(operands),
            Expr::ExtractFromUvci { uvci, index } => {
                Node::ExtractFromUvci(self.boxed(uvci), *index)
            }
            Expr::DccDateOfBirth(operand) => Node::DccDateOfBirth(self.boxed(operand)),
        }
    }

    fn nodes(&mut self, exprs: &[Expr]) -> Box<[Node]> {
        exprs.iter().map(|expr| self.node(expr)).collect()
    }

    fn array<const N: usize>(&mut self, exprs: &[Expr; N]) -> Box<[Node; N]> {
        Box::new(exprs.each_ref().map(|expr| self.node(expr)))
    }

    fn boxed(&mut self, expr: &Expr) -> Box<Node> {
        Box::new(self.node(expr))
    }

    fn var(&mut self, path: &VarPath) -> Node {
        if !self.in_lambda {
            return Node::Slot(self.table.slot(path));
        }
        let mut fragments = path.fragments();
        let first = fragments.next();
        let rest = fragments.map(Fragment::new).collect();
        match first {
            None => Node::Scope,
            Some("accumulator") => Node::Accumulator(rest),
            Some("current") => Node::Current(rest),
            Some(_) => Node::Nothing,
        }
    }

    fn membership(&mut self, operands: &[Expr; 2]) -> Node {
        let [_, haystack] = operands;
        match haystack {
            Expr::List(items) => match constants(items) {
                Some(constants) => {
                    let [needle, _] = operands;
                    Node::InConstants(self.boxed(needle), constants)
                }
                None => Node::In(self.array(operands)),
            },
            _ => Node::In(self.array(operands)),
        }
    }

    fn plus_time(&mut self, date: &Expr, amount: i64, unit: TimeUnit) -> Node {
        if let Expr::Text(text) = date {
            let date = DateTime::parse_rounding_up(text);
            return Node::Date(date.and_then(|date| date.plus(amount, unit)));
        }
        match self.node(date) {
            Node::Slot(Some(slot)) => Node::SlotPlusTime(self.table.date(slot), amount, unit),
            node => Node::PlusTime(Box::new(node), amount, unit),
        }
    }

    fn reduce(&mut self, operands: &[Expr; 3]) -> Node {
        let [operand, lambda, initial] = operands;
        let operand = self.node(operand);
        let around = core::mem::replace(&mut self.in_lambda, true);
        let lambda = self.node(lambda);
        self.in_lambda = around;
        Node::Reduce(Box::new([operand, lambda, self.node(initial)]))
    }
}

/// The items, if all are literals and none an array, which would equal nothing.
fn constants(items: &[Expr]) -> Option<Constants> {
    let mut found = Constants::default();
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Expr::Text(text) => texts.push(text.clone()),
            #[expect(clippy::cast_precision_loss, reason = "at most 2^53 - 1")]
            Expr::Integer(value) => numbers.push(*value as f64),
            Expr::Boolean(true) => found.has_true = true,
            Expr::Boolean(false) => found.has_false = true,
            _ => return None,
        }
    }
    texts.arrange();
    found.texts = texts.into();
    found.numbers = numbers.into();
    Some(found)
}
