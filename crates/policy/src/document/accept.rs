//! `[[accept]]`: one way to be let in.

use cleanbill_health::{Ground, TestMethod, TestResult};
use jiff::civil::Date;
use toml::value::Datetime;

use super::AGE_MAX;
use super::fields::{Found, Read};
use crate::{Ages, Asked, PolicyError, Span, Term, TermFault};

/// Longest count of days or hours: ten years of days, far beyond any ground.
const COUNT_MAX: u16 = 3_660;
/// Most products of a term: four times the EU's value set.
const PRODUCTS_MAX: usize = 256;

pub(super) struct Accept {
    ground: GroundName,
    series: Option<Series>,
    products: Option<Vec<String>>,
    methods: Option<Vec<MethodName>>,
    result: Option<ResultName>,
    from_days: u16,
    for_days: Option<u16>,
    for_months: Option<u16>,
    for_hours: Option<u16>,
    open_until: Option<Datetime>,
    age_from: Option<u16>,
    age_below: Option<u16>,
}

#[derive(Clone, Copy)]
enum GroundName {
    Vaccination,
    Recovery,
    Test,
    Exemption,
}

#[derive(Clone, Copy)]
enum Series {
    Complete,
    Any,
}

#[derive(Clone, Copy)]
enum MethodName {
    Pcr,
    Antigen,
    Antibody,
}

#[derive(Clone, Copy)]
enum ResultName {
    Negative,
    Positive,
}

impl Read for Accept {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        let mut fields = found.fields()?;
        let accept = Self {
            ground: fields.take("ground")?,
            series: fields.find("series")?,
            products: fields.find("products")?,
            methods: fields.find("methods")?,
            result: fields.find("result")?,
            from_days: fields.find("from_days")?.unwrap_or_default(),
            for_days: fields.find("for_days")?,
            for_months: fields.find("for_months")?,
            for_hours: fields.find("for_hours")?,
            open_until: fields.find("open_until")?,
            age_from: fields.find("age_from")?,
            age_below: fields.find("age_below")?,
        };
        fields.finish()?;
        Ok(accept)
    }
}

impl Read for GroundName {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        found.one_of(&[
            ("vaccination", Self::Vaccination),
            ("recovery", Self::Recovery),
            ("test", Self::Test),
            ("exemption", Self::Exemption),
        ])
    }
}

impl Read for Series {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        found.one_of(&[("complete", Self::Complete), ("any", Self::Any)])
    }
}

impl Read for MethodName {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        found.one_of(&[
            ("pcr", Self::Pcr),
            ("antigen", Self::Antigen),
            ("antibody", Self::Antibody),
        ])
    }
}

impl Read for ResultName {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        found.one_of(&[("negative", Self::Negative), ("positive", Self::Positive)])
    }
}

impl Accept {
    pub(super) fn term(self) -> Result<Term, TermFault> {
        let ground = match self.ground {
            GroundName::Vaccination => Ground::Vaccination,
            GroundName::Recovery => Ground::Recovery,
            GroundName::Test => Ground::Test,
            GroundName::Exemption => Ground::Exemption,
        };
        self.check_ground(ground)?;
        let span = self.span()?;
        let ages = self.ages()?;
        let open_until = self.open_until.map(last_day).transpose()?;
        if self.from_days > COUNT_MAX {
            return Err(TermFault::Range { field: "from_days" });
        }
        Ok(Term {
            from_days: self.from_days,
            asked: self.asked(ground)?,
            span,
            open_until,
            ages,
        })
    }

    fn check_ground(&self, ground: Ground) -> Result<(), TermFault> {
        let only = |field, given: bool, of: &[Ground]| {
            if given && !of.contains(&ground) {
                Err(TermFault::OtherGround { field, ground })
            } else {
                Ok(())
            }
        };
        let dated = &[Ground::Vaccination, Ground::Recovery][..];
        let timed = &[Ground::Vaccination, Ground::Recovery, Ground::Test][..];
        only("series", self.series.is_some(), &[Ground::Vaccination])?;
        only("products", self.products.is_some(), &[Ground::Vaccination])?;
        only("methods", self.methods.is_some(), &[Ground::Test])?;
        only("result", self.result.is_some(), &[Ground::Test])?;
        only("from_days", self.from_days != 0, dated)?;
        only("for_days", self.for_days.is_some(), timed)?;
        only("for_months", self.for_months.is_some(), timed)?;
        only("for_hours", self.for_hours.is_some(), &[Ground::Test])?;
        let spanned = self
            .for_days
            .or(self.for_months)
            .or(self.for_hours)
            .is_some();
        if ground == Ground::Test && !spanned {
            return Err(TermFault::Missing { field: "for_hours" });
        }
        Ok(())
    }

    fn asked(self, ground: Ground) -> Result<Asked, TermFault> {
        Ok(match ground {
            Ground::Vaccination => Asked::Vaccination {
                complete: !matches!(self.series, Some(Series::Any)),
                products: products(self.products)?,
            },
            Ground::Recovery => Asked::Recovery,
            Ground::Exemption => Asked::Exemption,
            Ground::Test => Asked::Test {
                methods: methods(self.methods)?,
                result: match self.result {
                    Some(ResultName::Positive) => TestResult::Positive,
                    Some(ResultName::Negative) | None => TestResult::Negative,
                },
            },
        })
    }

    fn span(&self) -> Result<Option<Span>, TermFault> {
        let span = match (self.for_days, self.for_months, self.for_hours) {
            (None, None, None) => return Ok(None),
            (Some(days), None, None) => Span::Days(days),
            (None, Some(months), None) => Span::Months(months),
            (None, None, Some(hours)) => Span::Hours(hours),
            _ => return Err(TermFault::ManySpans),
        };
        let (field, count) = match span {
            Span::Days(count) => ("for_days", count),
            Span::Months(count) => ("for_months", count),
            Span::Hours(count) => ("for_hours", count),
        };
        if (1..=COUNT_MAX).contains(&count) {
            Ok(Some(span))
        } else {
            Err(TermFault::Range { field })
        }
    }

    fn ages(&self) -> Result<Ages, TermFault> {
        let ages = Ages {
            from: self.age_from.unwrap_or(0),
            below: self.age_below,
        };
        if ages.from > AGE_MAX {
            return Err(TermFault::Range { field: "age_from" });
        }
        match ages.below {
            Some(below) if below <= ages.from || below > AGE_MAX => {
                Err(TermFault::Range { field: "age_below" })
            }
            _ => Ok(ages),
        }
    }
}

fn products(products: Option<Vec<String>>) -> Result<Option<Vec<String>>, TermFault> {
    let Some(products) = products else {
        return Ok(None);
    };
    let good = |product: &String| {
        (1..=64).contains(&product.len()) && product.bytes().all(|byte| byte.is_ascii_graphic())
    };
    if (1..=PRODUCTS_MAX).contains(&products.len()) && products.iter().all(good) {
        Ok(Some(products))
    } else {
        Err(TermFault::Range { field: "products" })
    }
}

fn methods(names: Option<Vec<MethodName>>) -> Result<Vec<TestMethod>, TermFault> {
    let names = names.ok_or(TermFault::Missing { field: "methods" })?;
    if names.is_empty() || names.len() > TestMethod::ALL.len() {
        return Err(TermFault::Range { field: "methods" });
    }
    let method = |name| match name {
        MethodName::Pcr => TestMethod::Pcr,
        MethodName::Antigen => TestMethod::Antigen,
        MethodName::Antibody => TestMethod::Antibody,
    };
    Ok(names.into_iter().map(method).collect())
}

fn last_day(datetime: Datetime) -> Result<Date, TermFault> {
    let day = match (datetime.date, datetime.time) {
        (Some(_), None) => cleanbill_health::parse_date(&datetime.to_string()),
        _ => None,
    };
    day.ok_or(TermFault::Range {
        field: "open_until",
    })
}
