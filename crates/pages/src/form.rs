//! Fields of forms: each with its label, its hint tied to it, what was wrong with it, and nothing
//! that needs a script.

use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::Problem;
use crate::frame::{Frame, nothing};

/// A field of a form, with what was filled in before.
#[derive(Clone, Copy)]
pub(crate) struct Field<'a> {
    name: &'a str,
    label: PageText,
    hint: Option<PageText>,
    is_required: bool,
    value: &'a str,
    /// What was wrong with it.
    problem: Option<&'a Problem<'a>>,
}

impl<'a> Field<'a> {
    /// One that may be left empty, and has no hint.
    pub(crate) fn new(
        name: &'a str,
        label: PageText,
        value: &'a str,
        problem: Option<&'a Problem<'a>>,
    ) -> Self {
        Self {
            name,
            label,
            hint: None,
            is_required: false,
            value,
            problem: problem.filter(|problem| problem.field == Some(name)),
        }
    }

    pub(crate) const fn hinted(self, hint: PageText) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    pub(crate) const fn required(self) -> Self {
        Self {
            is_required: true,
            ..self
        }
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.name)
    }

    fn problem_id(&self) -> String {
        format!("{}-problem", self.name)
    }

    /// The ids of what explains it.
    fn explained_by(&self) -> Option<String> {
        let problem = self.problem.map(|_| self.problem_id());
        let hint = self.hint.map(|_| self.hint_id());
        match (problem, hint) {
            (Some(problem), Some(hint)) => Some(format!("{problem} {hint}")),
            (problem, hint) => problem.or(hint),
        }
    }

    fn is_wrong(&self) -> Option<&'static str> {
        self.problem.map(|_| "true")
    }

    fn around(&self, frame: &Frame<'_>, control: &Markup) -> Markup {
        html! {
            div.field {
                label for=(self.name) { (frame.say(self.label)) }
                @if let Some(problem) = self.problem {
                    p.wrong id=(self.problem_id()) { (frame.wording.trouble(problem.trouble)) }
                }
                (control)
                @if let Some(hint) = self.hint {
                    p.hint id=(self.hint_id()) { (frame.say(hint)) }
                }
            }
        }
    }

    /// One line.
    pub(crate) fn line(&self, frame: &Frame<'_>, max_chars: usize) -> Markup {
        let control = html! {
            input type="text" id=(self.name) name=(self.name) maxlength=(max_chars)
                value=(self.value)
                autocomplete="off" autocapitalize="none" spellcheck="false" dir="auto"
                required[self.is_required] aria-invalid=[self.is_wrong()]
                aria-describedby=[self.explained_by()];
        };
        self.around(frame, &control)
    }

    /// Many lines.
    pub(crate) fn lines(&self, frame: &Frame<'_>, max_chars: usize) -> Markup {
        let control = html! {
            textarea id=(self.name) name=(self.name) rows="8" maxlength=(max_chars) dir="auto"
                required[self.is_required] aria-invalid=[self.is_wrong()]
                aria-describedby=[self.explained_by()] {
                // A browser passes over the first end of a line.
                "\n" (self.value)
            }
        };
        self.around(frame, &control)
    }

    /// A file. Which one it was, no page can say again.
    pub(crate) fn file(&self, frame: &Frame<'_>, accept: &str) -> Markup {
        let control = html! {
            input type="file" id=(self.name) name=(self.name) accept=(accept)
                aria-invalid=[self.is_wrong()] aria-describedby=[self.explained_by()];
        };
        self.around(frame, &control)
    }

    /// One of a list, by value and text.
    pub(crate) fn choice(&self, frame: &Frame<'_>, options: &[(&str, String)]) -> Markup {
        let control = html! {
            select id=(self.name) name=(self.name)
                aria-invalid=[self.is_wrong()] aria-describedby=[self.explained_by()] {
                @for (value, text) in options {
                    option value=(value) selected[*value == self.value] { (text) }
                }
            }
        };
        self.around(frame, &control)
    }
}

/// A form that is sent, with its button.
pub(crate) fn form(
    frame: &Frame<'_>,
    action: &str,
    has_file: bool,
    button: PageText,
    fields: &Markup,
) -> Markup {
    let encoding = has_file.then_some("multipart/form-data");
    html! {
        form method="post" action=(frame.link(action)) enctype=[encoding] {
            (fields)
            button type="submit" { (frame.say(button)) }
        }
    }
}

/// Names and values, one a line; what is absent is left out.
pub(crate) fn facts(frame: &Frame<'_>, facts: &[(PageText, Option<Markup>)]) -> Markup {
    if facts.iter().all(|(_, value)| value.is_none()) {
        return nothing();
    }
    html! {
        dl {
            @for (name, value) in facts {
                @if let Some(value) = value {
                    dt { (frame.say(*name)) }
                    dd { (value) }
                }
            }
        }
    }
}
