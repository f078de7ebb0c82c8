//! Whether one term lets in everybody whom another does.

use jiff::civil::Date;

use super::{Ages, Asked, Span, Term};

/// Whether whoever fulfils `old` fulfils `new`, on every day from `from` on. Errs on the side of
/// "no": what cannot be compared counts as a loss.
pub(super) fn covers(new: &Term, old: &Term, from: Date) -> bool {
    let closed = |term: &Term| term.open_until.is_some_and(|last| last < from);
    if closed(old) {
        return true;
    }
    let as_long_open = match (new.open_until, old.open_until) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(new), Some(old)) => new >= old,
    };
    asks_no_more(&new.asked, &old.asked)
        && new.from_days <= old.from_days
        && lasts_as_long(new.span, old.span)
        && as_long_open
        && are_as_wide(new.ages, old.ages)
}

fn asks_no_more(new: &Asked, old: &Asked) -> bool {
    match (new, old) {
        (
            Asked::Vaccination {
                complete: new_complete,
                products: new_products,
            },
            Asked::Vaccination { complete, products },
        ) => {
            (*complete || !new_complete)
                && match (new_products, products) {
                    (None, _) => true,
                    (Some(_), None) => false,
                    (Some(new), Some(old)) => old.iter().all(|product| new.contains(product)),
                }
        }
        (
            Asked::Test {
                methods: new_methods,
                result: new_result,
            },
            Asked::Test { methods, result },
        ) => new_result == result && methods.iter().all(|method| new_methods.contains(method)),
        (Asked::Recovery, Asked::Recovery) | (Asked::Exemption, Asked::Exemption) => true,
        _ => false,
    }
}

fn lasts_as_long(new: Option<Span>, old: Option<Span>) -> bool {
    match (new, old) {
        (new, old) if new == old => true,
        (Some(new), Some(old)) => shortest_hours(new) >= longest_hours(old),
        // As long as the pass says against a span: neither is sure to be the longer.
        _ => false,
    }
}

/// Hours that a span has at the least: a day of the event counts in part.
fn shortest_hours(span: Span) -> u32 {
    match span {
        Span::Hours(hours) => hours.into(),
        Span::Days(days) => u32::from(days) * 24,
        // Twelve months have 365 days at the least; fewer months 28 days each.
        Span::Months(months) => {
            let months = u32::from(months);
            (months / 12 * 365 + months % 12 * 28) * 24
        }
    }
}

/// Hours that a span has at the most.
fn longest_hours(span: Span) -> u32 {
    match span {
        Span::Hours(hours) => hours.into(),
        Span::Days(days) => (u32::from(days) + 1) * 24,
        Span::Months(months) => {
            let months = u32::from(months);
            (months / 12 * 366 + months % 12 * 31 + 1) * 24
        }
    }
}

fn are_as_wide(new: Ages, old: Ages) -> bool {
    let end = match (new.below, old.below) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(new), Some(old)) => new >= old,
    };
    new.from <= old.from && end
}

#[cfg(test)]
mod tests {
    use cleanbill_health::{TestMethod, TestResult};
    use jiff::civil::date;

    use super::*;

    fn vaccination(complete: bool, span: Span) -> Term {
        Term {
            asked: Asked::Vaccination {
                complete,
                products: None,
            },
            from_days: 14,
            span: Some(span),
            open_until: None,
            ages: Ages::ALL,
        }
    }

    #[test]
    fn a_weaker_term_covers_a_stronger_one_and_not_the_reverse() {
        let day = date(2021, 11, 22);
        let base = vaccination(true, Span::Months(6));
        let weaker = [
            vaccination(false, Span::Months(6)),
            vaccination(true, Span::Months(12)),
            vaccination(true, Span::Days(190)),
            Term {
                from_days: 0,
                ..base.clone()
            },
        ];
        for other in weaker {
            assert!(covers(&other, &base, day), "{other:?}");
            assert!(!covers(&base, &other, day), "{other:?}");
        }
        let narrower = [
            Term {
                open_until: Some(date(2022, 2, 1)),
                ..base.clone()
            },
            Term {
                ages: Ages {
                    from: 18,
                    below: None,
                },
                ..base.clone()
            },
            Term {
                asked: Asked::Vaccination {
                    complete: true,
                    products: Some(vec!["EU/1/20/1528".into()]),
                },
                ..base.clone()
            },
            Term {
                span: None,
                ..base.clone()
            },
        ];
        for other in narrower {
            assert!(!covers(&other, &base, day), "{other:?}");
        }
    }

    #[test]
    fn a_way_that_was_closed_is_no_loss() {
        let test = Term {
            asked: Asked::Test {
                methods: vec![TestMethod::Pcr],
                result: TestResult::Negative,
            },
            from_days: 0,
            span: Some(Span::Hours(72)),
            open_until: Some(date(2022, 1, 31)),
            ages: Ages::ALL,
        };
        let other = vaccination(true, Span::Months(6));
        assert!(covers(&other, &test, date(2022, 2, 1)));
        assert!(!covers(&other, &test, date(2022, 1, 31)));
    }
}
