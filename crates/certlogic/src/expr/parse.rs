//! JSON to expression, noting every fault (CertLogic specification 1.3, "Validation").

use serde_json::{Map, Value};

use super::{
    Comparison, Expr, ExprPath, INTEGER_MAX, Step, TimeUnit, ValidationError, ValidationErrorKind,
    VarPath,
};
use crate::Limits;
use ValidationErrorKind as Kind;

/// All faults of an expression within the default [`Limits`], in the order written; none if it is
/// valid.
#[must_use]
pub fn validate(json: &Value) -> Vec<ValidationError> {
    validate_within(json, &Limits::default())
}

/// All faults of an expression, at most [`Limits::errors_max`], in the order written.
#[must_use]
pub fn validate_within(json: &Value, limits: &Limits) -> Vec<ValidationError> {
    let mut parser = Parser::new(limits, limits.errors_max.max(1));
    parser.expression(json, 0);
    parser.errors
}

impl Expr {
    /// Reads an expression.
    ///
    /// # Errors
    /// The first [`ValidationError`] in the order written.
    pub fn parse(json: &Value, limits: &Limits) -> Result<Self, ValidationError> {
        let mut parser = Parser::new(limits, 1);
        let expression = parser.expression(json, 0);
        let fault = parser.errors.into_iter().next();
        match (expression, fault) {
            (Some(expression), None) => Ok(expression),
            (_, Some(error)) => Err(error),
            (None, None) => Err(ValidationError {
                path: ExprPath::default(),
                kind: Kind::Null,
            }),
        }
    }
}

struct Parser<'l> {
    limits: &'l Limits,
    errors: Vec<ValidationError>,
    errors_max: usize,
    nodes: usize,
    path: ExprPath,
}

impl<'l> Parser<'l> {
    fn new(limits: &'l Limits, errors_max: usize) -> Self {
        let path = ExprPath::default();
        Self {
            limits,
            errors: Vec::new(),
            errors_max,
            nodes: 0,
            path,
        }
    }

    fn fail<T>(&mut self, kind: Kind) -> Option<T> {
        if !self.is_over() {
            self.errors.push(ValidationError {
                path: self.path.clone(),
                kind,
            });
        }
        None
    }

    fn is_over(&self) -> bool {
        self.errors.len() >= self.errors_max
    }

    fn expression(&mut self, json: &Value, depth: usize) -> Option<Expr> {
        if self.is_over() {
            return None;
        }
        self.nodes += 1;
        if self.nodes > self.limits.nodes_max {
            self.fail::<()>(Kind::TooManyNodes {
                max: self.limits.nodes_max,
            });
            self.errors_max = self.errors.len();
            return None;
        }
        if depth > self.limits.depth_max {
            return self.fail(Kind::TooDeep {
                max: self.limits.depth_max,
            });
        }
        match json {
            Value::Null => self.fail(Kind::Null),
            Value::Bool(value) => Some(Expr::Boolean(*value)),
            Value::Number(number) => match integer(number) {
                Ok(value) => Some(Expr::Integer(value)),
                Err(kind) => self.fail(kind),
            },
            Value::String(text) => Some(Expr::Text(text.as_str().into())),
            Value::Array(items) => self.items(items, items.len(), depth).map(Expr::List),
            Value::Object(members) => self.operation(members, depth),
        }
    }

    /// The first `count` of `items`; all are looked at, whichever fails.
    fn items(&mut self, items: &[Value], count: usize, depth: usize) -> Option<Vec<Expr>> {
        let mut read = Some(Vec::new());
        for (index, item) in items.iter().take(count).enumerate() {
            if self.is_over() {
                return None;
            }
            self.path.push(Step::Index(index));
            let expression = self.expression(item, depth + 1);
            self.path.pop();
            match (expression, &mut read) {
                (Some(expression), Some(list)) => list.push(expression),
                _ => read = None,
            }
        }
        read
    }

    fn operation(&mut self, members: &Map<String, Value>, depth: usize) -> Option<Expr> {
        let mut entries = members.iter();
        let (Some((operator, operands)), None) = (entries.next(), entries.next()) else {
            return self.fail(Kind::NotOneMember {
                found: members.len(),
            });
        };
        if operator == "var" {
            return self.var(operands);
        }
        let Value::Array(operands) = operands else {
            return self.fail(Kind::OperandsNotArray);
        };
        let Some(form) = Form::of(operator) else {
            return self.fail(Kind::UnknownOperator);
        };
        let (operator, min, max) = form.arity();
        let counted = (min..=max).contains(&operands.len());
        if !counted {
            self.fail::<()>(Kind::OperandCount {
                operator,
                found: operands.len(),
            });
            if matches!(form, Form::Not) {
                return None;
            }
        }
        self.path.push(Step::Operation(operator));
        let read = self.operands(form, operands, max, depth);
        self.path.pop();
        read.filter(|_| counted)
    }

    fn operands(
        &mut self,
        form: Form,
        operands: &[Value],
        max: usize,
        depth: usize,
    ) -> Option<Expr> {
        match form {
            Form::PlusTime => self.plus_time(operands, depth),
            Form::ExtractFromUvci => self.extract_from_uvci(operands, depth),
            _ => {
                let read = self.items(operands, max, depth)?;
                build(form, read)
            }
        }
    }

    fn var(&mut self, operand: &Value) -> Option<Expr> {
        let Value::String(text) = operand else {
            return self.fail(Kind::VarNotText);
        };
        let too_long = text.len() > self.limits.var_path_bytes_max
            || text.split('.').count() > self.limits.var_fragments_max;
        if too_long {
            return self.fail(Kind::VarPathTooLong);
        }
        match VarPath::parse(text) {
            Some(path) => Some(Expr::Var(path)),
            None => self.fail(Kind::VarPathFormat),
        }
    }

    fn plus_time(&mut self, operands: &[Value], depth: usize) -> Option<Expr> {
        let date = self
            .items(operands, 1, depth)
            .and_then(|mut items| items.pop());
        let amount = self.integer(operands.get(1), 1, Kind::AmountNotInteger);
        let unit = operands.get(2).and_then(|unit| {
            let read = unit.as_str().and_then(TimeUnit::parse);
            read.or_else(|| self.fail_at(2, Kind::UnknownTimeUnit))
        });
        Some(Expr::PlusTime {
            date: Box::new(date?),
            amount: amount?,
            unit: unit?,
        })
    }

    fn extract_from_uvci(&mut self, operands: &[Value], depth: usize) -> Option<Expr> {
        let uvci = self
            .items(operands, 1, depth)
            .and_then(|mut items| items.pop());
        let index = self.integer(operands.get(1), 1, Kind::IndexNotInteger);
        Some(Expr::ExtractFromUvci {
            uvci: Box::new(uvci?),
            index: index?,
        })
    }

    fn integer(&mut self, json: Option<&Value>, place: usize, other: Kind) -> Option<i64> {
        let read = match json? {
            Value::Number(number) => integer(number),
            _ => Err(Kind::NotInteger),
        };
        match read {
            Ok(value) => Some(value),
            Err(Kind::NotInteger) => self.fail_at(place, other),
            Err(kind) => self.fail_at(place, kind),
        }
    }

    fn fail_at<T>(&mut self, place: usize, kind: Kind) -> Option<T> {
        self.path.push(Step::Index(place));
        self.fail::<()>(kind);
        self.path.pop();
        None
    }
}

/// JavaScript's integers: `42.0` is one.
fn integer(number: &serde_json::Number) -> Result<i64, Kind> {
    let exact = number.as_i64();
    if let Some(value) = exact.filter(|value| value.unsigned_abs() <= INTEGER_MAX.unsigned_abs()) {
        return Ok(value);
    }
    match number.as_f64() {
        Some(float) if float.fract() != 0.0 => Err(Kind::NotInteger),
        #[expect(clippy::cast_possible_truncation, reason = "an integer below 2^53")]
        Some(float) if float.abs() <= INTEGER_MAX as f64 => Ok(float as i64),
        _ => Err(Kind::IntegerTooLarge),
    }
}

/// An operator with its operands not yet read.
#[derive(Clone, Copy)]
enum Form {
    If,
    Equal,
    And,
    Not,
    Compare(Comparison),
    CompareDates(Comparison),
    In,
    Plus,
    PlusTime,
    Reduce,
    ExtractFromUvci,
    DccDateOfBirth,
}

impl Form {
    fn of(operator: &str) -> Option<Self> {
        Some(match operator {
            "if" => Self::If,
            "===" => Self::Equal,
            "and" => Self::And,
            "!" => Self::Not,
            "<" => Self::Compare(Comparison::Less),
            ">" => Self::Compare(Comparison::Greater),
            "<=" => Self::Compare(Comparison::AtMost),
            ">=" => Self::Compare(Comparison::AtLeast),
            "before" => Self::CompareDates(Comparison::Less),
            "after" => Self::CompareDates(Comparison::Greater),
            "not-after" => Self::CompareDates(Comparison::AtMost),
            "not-before" => Self::CompareDates(Comparison::AtLeast),
            "in" => Self::In,
            "+" => Self::Plus,
            "plusTime" => Self::PlusTime,
            "reduce" => Self::Reduce,
            "extractFromUVCI" => Self::ExtractFromUvci,
            "dccDateOfBirth" => Self::DccDateOfBirth,
            _ => return None,
        })
    }

    /// The operator, and the least and the most operands.
    const fn arity(self) -> (&'static str, usize, usize) {
        match self {
            Self::If => ("if", 3, 3),
            Self::Equal => ("===", 2, 2),
            Self::And => ("and", 2, usize::MAX),
            Self::Not => ("!", 1, 1),
            Self::Compare(comparison) => (comparison.operator(), 2, 3),
            Self::CompareDates(comparison) => (comparison.date_operator(), 2, 3),
            Self::In => ("in", 2, 2),
            Self::Plus => ("+", 2, 2),
            Self::PlusTime => ("plusTime", 3, 3),
            Self::Reduce => ("reduce", 3, 3),
            Self::ExtractFromUvci => ("extractFromUVCI", 2, 2),
            Self::DccDateOfBirth => ("dccDateOfBirth", 1, 1),
        }
    }
}

/// `None` if the operands are not as many as the operator needs, which has been noted.
fn build(form: Form, operands: Vec<Expr>) -> Option<Expr> {
    Some(match form {
        Form::And => Expr::And(operands),
        Form::Compare(comparison) => Expr::Compare(comparison, operands),
        Form::CompareDates(comparison) => Expr::CompareDates(comparison, operands),
        Form::If => Expr::If(Box::new(operands.try_into().ok()?)),
        Form::Reduce => Expr::Reduce(Box::new(operands.try_into().ok()?)),
        Form::Equal => Expr::Equal(Box::new(operands.try_into().ok()?)),
        Form::In => Expr::In(Box::new(operands.try_into().ok()?)),
        Form::Plus => Expr::Plus(Box::new(operands.try_into().ok()?)),
        Form::Not => Expr::Not(Box::new(operands.into_iter().next()?)),
        Form::DccDateOfBirth => Expr::DccDateOfBirth(Box::new(operands.into_iter().next()?)),
        Form::PlusTime | Form::ExtractFromUvci => return None,
    })
}
