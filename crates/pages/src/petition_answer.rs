//! The answer that a petition is owed, and what was answered.

use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::form::facts;
use crate::frame::{Frame, day, written};

/// Where the answer to a petition stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Answering<'a> {
    /// The day by which an answer is owed, days since 1970-01-01.
    pub due: Option<i32>,
    /// Whether that day is over.
    pub is_overdue: bool,
    /// The answers with their days, in order.
    pub answers: &'a [(i32, String)],
}

impl Frame<'_> {
    pub(crate) fn answering(&self, answering: &Answering<'_>) -> Markup {
        html! {
            @if answering.is_overdue {
                p.state.overdue { (self.say(PageText::FollowOverdue)) }
            }
            @if answering.due.is_some() {
                (facts(self, &[(PageText::FiledDue, answering.due.map(day))]))
            }
            @for (on, answer) in answering.answers {
                h2 { (self.say(PageText::FollowAnswer)) }
                (facts(self, &[(PageText::FollowAnswered, Some(day(*on)))]))
                (written(answer))
            }
        }
    }
}
