//! What went wrong, and what can be done about it.

use cleanbill_wording::{PageText, Trouble};
use maud::{Markup, html};

use crate::form::facts;
use crate::frame::{Frame, Head};

/// An error as people are told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem<'a> {
    /// Its code: a row of `docs/ERROR_CODES.md`.
    pub code: &'a str,
    /// What is the matter, and what can be done about it.
    pub trouble: Trouble,
    /// The field of the form that it is about, by name.
    pub field: Option<&'a str>,
    /// In how many seconds it may work.
    pub again_secs: Option<u64>,
}

impl Problem<'_> {
    /// The same, of no field where the form has none of that name.
    pub(crate) fn among(self, fields: &[&str]) -> Self {
        Self {
            field: self.field.filter(|field| fields.contains(field)),
            ..self
        }
    }
}

/// What of a form is still there when it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Everything.
    All,
    /// Everything but the document, which a browser does not take back.
    AllButDocument,
    /// What the browser kept: the form is a page behind.
    Behind,
}

impl Kept {
    const fn says(self) -> &'static [PageText] {
        match self {
            Self::All => &[PageText::ErrorKept],
            Self::AllButDocument => &[PageText::ErrorKept, PageText::ErrorAgain],
            Self::Behind => &[PageText::ErrorBack],
        }
    }
}

impl Frame<'_> {
    /// Something did not work, and there is no form to come back to.
    #[must_use]
    pub fn problem(&self, problem: &Problem<'_>) -> String {
        let title = self.say(PageText::ErrorTitle);
        let content = html! {
            div.problem role="alert" { (self.told(problem, Kept::Behind)) }
        };
        self.page(&title, &content)
    }

    /// What stands above a form that comes back: the problem, tied to its field. It has the focus,
    /// so that whoever hears the page hears this first.
    pub(crate) fn summary(&self, problem: Option<&Problem<'_>>, kept: Kept) -> Markup {
        html! {
            @if let Some(problem) = problem {
                div.problem role="alert" tabindex="-1" autofocus {
                    h2 { (self.say(PageText::ErrorTitle)) }
                    (self.told(problem, kept))
                }
            }
        }
    }

    fn told(&self, problem: &Problem<'_>, kept: Kept) -> Markup {
        let sentence = self.wording.trouble(problem.trouble);
        let again = problem.again_secs.and_then(|secs| i64::try_from(secs).ok());
        let code = html! { code dir="ltr" { (problem.code) } };
        html! {
            p {
                @if let (Some(field), false) = (problem.field, kept == Kept::Behind) {
                    a href={ "#" (field) } { strong { (sentence) } }
                } @else {
                    strong { (sentence) }
                }
            }
            p { (self.wording.trouble_remedy(problem.trouble)) }
            @if let Some(secs) = again {
                p { (self.wording.again_in(secs)) }
            }
            @for text in kept.says() {
                p { (self.say(*text)) }
            }
            (facts(self, &[(PageText::ErrorCode, Some(code))]))
        }
    }

    /// A page of a form, which says in its title if it came back.
    pub(crate) fn form_page(
        &self,
        title: &str,
        problem: Option<&Problem<'_>>,
        content: &Markup,
    ) -> String {
        self.page_of(
            Head {
                title,
                path: self.place.path(),
                is_problem: problem.is_some(),
            },
            content,
        )
    }
}
