//! An expression as a sentence.

use super::fields::{self, Noun};
use crate::expr::{Comparison, Expr, TimeUnit, VarPath};

/// A rule's logic in plain English, such as "if there is a vaccination, then the date of
/// vaccination plus 14 days is not after now".
///
/// Fields of the EU DCC and the external parameters have words of their own; other paths are named
/// as they are. Its length is in proportion to the expression's.
#[must_use]
pub fn describe(expr: &Expr) -> String {
    let mut words = Words {
        text: String::new(),
        in_lambda: false,
    };
    if let Expr::List(_) = expr {
        words.value(expr);
    } else {
        words.condition(expr, true);
    }
    words.text
}

/// What has to be so for the expression to be true (or false).
pub(super) fn condition(expr: &Expr, wanted: bool) -> String {
    let mut words = Words {
        text: String::new(),
        in_lambda: false,
    };
    words.condition(expr, wanted);
    words.text
}

/// What the expression stands for.
pub(super) fn value(expr: &Expr) -> String {
    let mut words = Words {
        text: String::new(),
        in_lambda: false,
    };
    words.value(expr);
    words.text
}

/// Whether what the path names are many.
pub(super) fn is_plural(path: &VarPath) -> bool {
    matches!(fields::noun(path), Noun::Entries(_))
}

struct Words {
    text: String,
    in_lambda: bool,
}

impl Words {
    fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn condition(&mut self, expr: &Expr, wanted: bool) {
        match expr {
            Expr::Boolean(value) if *value == wanted => self.say("nothing is asked"),
            Expr::Boolean(_) => self.say("it is never met"),
            Expr::Var(path) => self.presence(path, wanted),
            Expr::Not(operand) => self.condition(operand, !wanted),
            Expr::And(operands) => self.all(operands, wanted),
            Expr::If(operands) => self.choice(operands, wanted),
            Expr::Equal(operands) => {
                let [left, right] = operands.as_ref();
                self.value(left);
                self.say(if wanted { " is " } else { " is not " });
                self.value(right);
            }
            Expr::In(operands) => self.membership(operands, wanted),
            Expr::Compare(comparison, operands) => {
                self.relation(operands, integer_relation(*comparison, wanted), wanted);
            }
            Expr::CompareDates(comparison, operands) => {
                self.relation(operands, date_relation(*comparison, wanted), wanted);
            }
            other => {
                self.value(other);
                self.say(if wanted {
                    " is neither 0 nor empty"
                } else {
                    " is 0 or empty"
                });
            }
        }
    }

    fn presence(&mut self, path: &VarPath, wanted: bool) {
        if self.in_lambda {
            self.lambda_variable(path);
            self.say(if wanted { " is given" } else { " is not given" });
            return;
        }
        let (start, words, end) = match fields::noun(path) {
            Noun::Entry(words) if wanted => ("there is ", words, ""),
            Noun::Entry(words) => {
                let bare = words
                    .trim_start_matches("an ")
                    .trim_start_matches("a ")
                    .to_owned();
                ("there is no ", bare, "")
            }
            Noun::Entries(words) if wanted => ("there are ", words.to_owned(), ""),
            Noun::Entries(words) => ("there are no ", words.to_owned(), ""),
            Noun::Field(words) if wanted => ("", words, " is given"),
            Noun::Field(words) => ("", words, " is not given"),
        };
        self.say(start);
        self.say(&words);
        self.say(end);
    }

    fn all(&mut self, operands: &[Expr], wanted: bool) {
        if !wanted {
            self.say("it is not so that ");
        }
        for (index, operand) in operands.iter().enumerate() {
            if index > 0 {
                self.say(" and ");
            }
            self.grouped(operand, true);
        }
    }

    /// A condition among others: in brackets if it has parts of its own.
    fn grouped(&mut self, expr: &Expr, wanted: bool) {
        let mut inner = expr;
        while let Expr::Not(operand) = inner {
            inner = operand;
        }
        let brackets = matches!(inner, Expr::If(_) | Expr::And(_));
        self.say(if brackets { "(" } else { "" });
        self.condition(expr, wanted);
        self.say(if brackets { ")" } else { "" });
    }

    fn choice(&mut self, operands: &[Expr; 3], wanted: bool) {
        let [guard, then, otherwise] = operands;
        let is = |expr: &Expr, value: bool| *expr == Expr::Boolean(value);
        let either = is(then, true) || guard == then;
        if either && is(otherwise, false) {
            return self.condition(guard, wanted);
        }
        match (either, is(otherwise, true), is(otherwise, false), wanted) {
            (true, _, _, true) => self.joined("either ", (guard, true), " or ", (otherwise, true)),
            (true, _, _, false) => self.joined("", (guard, false), " and ", (otherwise, false)),
            (_, true, _, false) => self.joined("", (guard, true), " but ", (then, false)),
            (_, true, _, true) => self.joined("if ", (guard, true), ", then ", (then, true)),
            (_, _, true, true) => self.joined("", (guard, true), " and ", (then, true)),
            (_, _, true, false) => self.joined("either ", (guard, false), " or ", (then, false)),
            _ => {
                self.joined("if ", (guard, true), ", then ", (then, wanted));
                self.say(", otherwise ");
                self.grouped(otherwise, wanted);
            }
        }
    }

    fn joined(&mut self, start: &str, first: (&Expr, bool), join: &str, second: (&Expr, bool)) {
        self.say(start);
        self.grouped(first.0, first.1);
        self.say(join);
        if join == ", then " && matches!(second.0, Expr::And(_)) {
            self.condition(second.0, second.1);
        } else {
            self.grouped(second.0, second.1);
        }
    }

    fn membership(&mut self, operands: &[Expr; 2], wanted: bool) {
        let [needle, haystack] = operands;
        self.value(needle);
        self.say(if wanted { " is " } else { " is not " });
        match haystack {
            Expr::List(items) if items.len() == 1 => items.iter().for_each(|item| self.value(item)),
            Expr::List(items) => {
                self.say("one of ");
                self.enumeration(items, " or ");
            }
            other => {
                self.say("on ");
                self.value(other);
            }
        }
    }

    fn enumeration(&mut self, items: &[Expr], last: &str) {
        for (index, item) in items.iter().enumerate() {
            match index {
                0 => {}
                _ if index + 1 == items.len() => self.say(last),
                _ => self.say(", "),
            }
            self.value(item);
        }
    }

    /// `relation` is how the first is to the second; with three operands it holds twice.
    fn relation(&mut self, operands: &[Expr], relation: &str, wanted: bool) {
        let three = operands.len() > 2;
        let prefix = three && !wanted;
        self.say(if prefix { "it is not so that " } else { "" });
        for (index, operand) in operands.iter().enumerate() {
            match index {
                0 => {}
                1 => self.say(&format!(" {relation} ")),
                _ => self.say(&format!(", which {relation} ")),
            }
            self.value(operand);
        }
    }

    fn value(&mut self, expr: &Expr) {
        match expr {
            Expr::Boolean(value) => self.say(if *value { "true" } else { "false" }),
            Expr::Integer(value) => self.say(&value.to_string()),
            Expr::Text(text) => self.literal(text),
            Expr::List(items) if items.is_empty() => self.say("an empty list"),
            Expr::List(items) => {
                self.say("the list of ");
                self.enumeration(items, " and ");
            }
            Expr::Var(path) => self.variable(path),
            Expr::PlusTime { date, amount, unit } => self.plus_time(date, *amount, *unit),
            Expr::Plus(operands) => self.plus(operands),
            Expr::DccDateOfBirth(operand) => {
                self.value(operand);
                self.say(" (its last day, if it is not exact)");
            }
            Expr::ExtractFromUvci { uvci, index } => {
                self.say(&format!("part {} of ", index.saturating_add(1)));
                self.value(uvci);
            }
            Expr::If(operands) => {
                let [guard, then, otherwise] = operands.as_ref();
                self.value(then);
                self.say(" if ");
                self.grouped(guard, true);
                self.say(", otherwise ");
                self.value(otherwise);
            }
            Expr::Reduce(operands) => self.reduce(operands),
            other => {
                self.say("whether ");
                self.grouped(other, true);
            }
        }
    }

    fn literal(&mut self, text: &str) {
        match fields::code(text) {
            Some(words) => self.say(words),
            None if text.is_empty() => self.say("empty"),
            None => self.say(text),
        }
    }

    fn variable(&mut self, path: &VarPath) {
        if self.in_lambda {
            return self.lambda_variable(path);
        }
        match fields::noun(path) {
            Noun::Entry(words) | Noun::Field(words) => self.say(&words),
            Noun::Entries(words) => {
                self.say("the ");
                self.say(words);
            }
        }
    }

    fn lambda_variable(&mut self, path: &VarPath) {
        let text = path.as_str();
        let (name, rest) = text.split_once('.').unwrap_or((text, ""));
        self.say(match name {
            "accumulator" => "the result so far",
            "current" => "the item",
            "" => "the result so far with the item",
            _ => return self.say("nothing"),
        });
        if !rest.is_empty() {
            self.say(&format!(" at \u{201c}{rest}\u{201d}"));
        }
    }

    fn plus_time(&mut self, date: &Expr, amount: i64, unit: TimeUnit) {
        self.value(date);
        if amount == 0 {
            return;
        }
        self.say(if amount > 0 { " plus " } else { " minus " });
        let count = amount.unsigned_abs();
        let plural = if count == 1 { "" } else { "s" };
        self.say(&format!("{count} {}{plural}", unit.as_str()));
    }

    fn plus(&mut self, operands: &[Expr; 2]) {
        let [left, right] = operands;
        self.value(left);
        match right {
            Expr::Integer(value) if *value < 0 => {
                self.say(&format!(" minus {}", value.unsigned_abs()));
            }
            _ => {
                self.say(" plus ");
                self.value(right);
            }
        }
    }

    fn reduce(&mut self, operands: &[Expr; 3]) {
        let [operand, lambda, initial] = operands;
        self.say("the result of going through ");
        self.value(operand);
        self.say(", starting with ");
        self.value(initial);
        self.say(" and each time taking (");
        let around = core::mem::replace(&mut self.in_lambda, true);
        self.value(lambda);
        self.in_lambda = around;
        self.say(")");
    }
}

const fn integer_relation(comparison: Comparison, wanted: bool) -> &'static str {
    match (comparison, wanted) {
        (Comparison::Less, true) => "is less than",
        (Comparison::Less, false) => "is not less than",
        (Comparison::Greater, true) => "is more than",
        (Comparison::Greater, false) => "is not more than",
        (Comparison::AtMost, true) => "is at most",
        (Comparison::AtMost, false) => "is more than",
        (Comparison::AtLeast, true) => "is at least",
        (Comparison::AtLeast, false) => "is less than",
    }
}

const fn date_relation(comparison: Comparison, wanted: bool) -> &'static str {
    match (comparison, wanted) {
        (Comparison::Less, true) | (Comparison::AtLeast, false) => "is before",
        (Comparison::Less, false) | (Comparison::AtLeast, true) => "is not before",
        (Comparison::Greater, true) | (Comparison::AtMost, false) => "is after",
        (Comparison::Greater, false) | (Comparison::AtMost, true) => "is not after",
    }
}
