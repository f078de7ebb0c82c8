//! What went wrong, and what can be done about it.

use cleanbill_wording::PageText;
use maud::html;

use crate::form::facts;
use crate::frame::Frame;

/// An error as people are told of it.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// Its code: a row of `docs/ERROR_CODES.md`.
    pub code: &'a str,
    /// What is the matter, in English.
    pub sentence: &'a str,
    /// What to do about it, in English.
    pub remedy: &'a str,
}

impl Frame<'_> {
    /// Something did not work.
    #[must_use]
    pub fn problem(&self, problem: &Problem<'_>) -> String {
        let code = html! { code dir="ltr" { (problem.code) } };
        let content = html! {
            div.problem role="alert" lang="en" dir="ltr" {
                p { strong { (problem.sentence) } }
                p { (problem.remedy) }
            }
            p { (self.say(PageText::ErrorBack)) }
            (facts(self, &[(PageText::ErrorCode, Some(code))]))
        };
        self.page(&self.say(PageText::ErrorTitle), &content)
    }
}
