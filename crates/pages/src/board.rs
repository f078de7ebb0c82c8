//! The public counts.

use cleanbill_redress::case::CaseKind;
use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::appeal::kind;
use crate::count::Count;
use crate::filing::region;
use crate::frame::Frame;

/// Appeals of a kind.
#[derive(Debug, Clone, Copy)]
pub struct CaseCount {
    /// What they are against.
    pub kind: CaseKind,
    /// How many wait for a decision.
    pub open: Count,
    /// How many of them wait too long.
    pub overdue: Count,
    /// How many were decided.
    pub decided: Count,
}

/// Submissions to a region, or to the whole authority.
#[derive(Debug, Clone, Copy)]
pub struct FilingCount<'a> {
    /// The region; `None` for the whole authority.
    pub region: Option<&'a str>,
    /// How many there are.
    pub filed: Count,
    /// How many wait too long for their answer.
    pub overdue: Count,
    /// How many were answered.
    pub answered: Count,
}

/// All counts.
#[derive(Debug, Clone, Copy)]
pub struct Board<'a> {
    /// Appeals by kind.
    pub cases: &'a [CaseCount],
    /// Submissions by addressee.
    pub filings: &'a [FilingCount<'a>],
}

impl Frame<'_> {
    /// The public counts.
    #[must_use]
    pub fn board(&self, board: &Board<'_>) -> String {
        let cases = board.cases.iter().map(|row| {
            let name = html! { (self.say(kind(row.kind))) };
            (name, [row.open, row.overdue, row.decided])
        });
        let filings = board.filings.iter().map(|row| {
            let name = match row.region {
                Some(name) => region(name),
                None => html! { (self.say(PageText::FileToAuthority)) },
            };
            (name, [row.filed, row.overdue, row.answered])
        });
        let content = html! {
            p.lead { (self.say(PageText::BoardIntro)) }
            (self.counts(PageText::BoardCases,
                [PageText::BoardKind, PageText::BoardOpen], cases.collect()))
            (self.counts(PageText::BoardFilings,
                [PageText::BoardPlace, PageText::BoardFiled], filings.collect()))
        };
        self.page(&self.say(PageText::BoardTitle), &content)
    }

    /// A table of counts; the first two columns are called by their own names.
    fn counts(
        &self,
        title: PageText,
        [first, second]: [PageText; 2],
        rows: Vec<(Markup, [Count; 3])>,
    ) -> Markup {
        let columns = [second, PageText::BoardOverdue, PageText::BoardAnswered];
        html! {
            h2 { (self.say(title)) }
            @if rows.is_empty() {
                p { (self.say(PageText::BoardNone)) }
            } @else {
                table {
                    thead {
                        tr {
                            th scope="col" { (self.say(first)) }
                            @for column in columns {
                                th scope="col" { (self.say(column)) }
                            }
                        }
                    }
                    tbody {
                        @for (name, counts) in rows {
                            tr {
                                th scope="row" { (name) }
                                @for count in counts {
                                    td { (count.markup(self)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
