//! The public counts.

use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::count::Count;
use crate::filing::region;
use crate::form::facts;
use crate::frame::Frame;

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
    /// Appeals that wait too long for their decision.
    pub appeals_overdue: Count,
    /// Submissions by addressee.
    pub filings: &'a [FilingCount<'a>],
}

impl Frame<'_> {
    /// The public counts.
    #[must_use]
    pub fn board(&self, board: &Board<'_>) -> String {
        let filings = board.filings.iter().map(|row| {
            let name = match row.region {
                Some(name) => region(name),
                None => html! { (self.say(PageText::FileToAuthority)) },
            };
            (name, [row.filed, row.overdue, row.answered])
        });
        let content = html! {
            p.lead { (self.say(PageText::BoardIntro)) }
            h2 { (self.say(PageText::BoardCases)) }
            (facts(self, &[
                (PageText::BoardOverdue, Some(board.appeals_overdue.markup(self))),
            ]))
            h2 { (self.say(PageText::BoardFilings)) }
            (self.counts(filings.collect()))
        };
        self.page(&self.say(PageText::BoardTitle), &content)
    }

    fn counts(&self, rows: Vec<(Markup, [Count; 3])>) -> Markup {
        let columns = [
            PageText::BoardFiled,
            PageText::BoardOverdue,
            PageText::BoardAnswered,
        ];
        html! {
            @if rows.is_empty() {
                p { (self.say(PageText::BoardNone)) }
            } @else {
                table {
                    thead {
                        tr {
                            th scope="col" { (self.say(PageText::BoardPlace)) }
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
