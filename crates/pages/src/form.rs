//! Fields of forms: each with its label, its hint tied to it, and nothing that needs a script.

use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::frame::{Frame, nothing};

/// A field of a form.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: PageText,
    pub(crate) hint: Option<PageText>,
    pub(crate) is_required: bool,
}

impl Field<'_> {
    fn hint_id(&self) -> String {
        format!("{}-hint", self.name)
    }

    fn around(&self, frame: &Frame<'_>, control: &Markup) -> Markup {
        html! {
            div.field {
                label for=(self.name) { (frame.say(self.label)) }
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
                autocomplete="off" autocapitalize="none" spellcheck="false" dir="auto"
                required[self.is_required]
                aria-describedby=[self.hint.map(|_| self.hint_id())];
        };
        self.around(frame, &control)
    }

    /// Many lines.
    pub(crate) fn lines(&self, frame: &Frame<'_>, max_chars: usize) -> Markup {
        let control = html! {
            textarea id=(self.name) name=(self.name) rows="8" maxlength=(max_chars) dir="auto"
                required[self.is_required]
                aria-describedby=[self.hint.map(|_| self.hint_id())] {}
        };
        self.around(frame, &control)
    }

    /// A file.
    pub(crate) fn file(&self, frame: &Frame<'_>, accept: &str) -> Markup {
        let control = html! {
            input type="file" id=(self.name) name=(self.name) accept=(accept)
                aria-describedby=[self.hint.map(|_| self.hint_id())];
        };
        self.around(frame, &control)
    }

    /// One of a list, by value and text; the first is chosen.
    pub(crate) fn choice(&self, frame: &Frame<'_>, options: &[(&str, String)]) -> Markup {
        let control = html! {
            select id=(self.name) name=(self.name) {
                @for (value, text) in options {
                    option value=(value) { (text) }
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
