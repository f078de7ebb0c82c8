//! What stands around every page.

use cleanbill_wording::{Language, PageText, Wording};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The page that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where all begins.
    Home,
    /// Filing an appeal.
    Appeal,
    /// Writing to the authority.
    File,
    /// All petitions.
    Petitions,
    /// Following a case.
    Follow,
    /// The public counts.
    Board,
    /// The public ledger.
    Ledger,
}

impl Place {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::Home,
        Self::Appeal,
        Self::File,
        Self::Petitions,
        Self::Follow,
        Self::Board,
        Self::Ledger,
    ];

    /// Its path.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "/public",
            Self::Appeal => "/public/appeal",
            Self::File => "/public/file",
            Self::Petitions => "/public/petitions",
            Self::Follow => "/public/follow",
            Self::Board => "/public/board",
            Self::Ledger => "/ledger",
        }
    }

    const fn name(self) -> PageText {
        match self {
            Self::Home => PageText::Title,
            Self::Appeal => PageText::MenuAppeal,
            Self::File => PageText::MenuFile,
            Self::Petitions => PageText::MenuPetitions,
            Self::Follow => PageText::MenuFollow,
            Self::Board => PageText::MenuBoard,
            Self::Ledger => PageText::LedgerMenu,
        }
    }
}

/// In which language a page is, and where in the menu.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The language.
    pub wording: &'a Wording,
    /// Where it is.
    pub place: Place,
}

/// What stands above a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head<'a> {
    pub(crate) title: &'a str,
    /// Its own path: where it is found in another language.
    pub(crate) path: &'a str,
    /// Whether it says that something did not work.
    pub(crate) is_problem: bool,
}

impl Frame<'_> {
    /// What a page says.
    pub(crate) fn say(&self, text: PageText) -> String {
        self.wording.page(text)
    }

    /// An address of ours in the same language.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{path}?lang={}", self.wording.language().tag())
    }

    /// The whole page, at the path of its place.
    pub(crate) fn page(&self, title: &str, content: &Markup) -> String {
        self.page_of(
            Head {
                title,
                path: self.place.path(),
                is_problem: false,
            },
            content,
        )
    }

    /// The whole page.
    pub(crate) fn page_of(&self, head: Head<'_>, content: &Markup) -> String {
        let title = head.title;
        let language = self.wording.language();
        let site = self.say(PageText::Title);
        let page = html! {
            (DOCTYPE)
            html lang=(language.tag()) dir=(direction(language)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="robots" content="noindex";
                    title {
                        @if head.is_problem { (self.say(PageText::ErrorTitle)) " · " }
                        (shown(title))
                        @if self.place != Place::Home { " · " (site) }
                    }
                    link rel="stylesheet" href="/public/style.css";
                }
                body {
                    a.skip href="#content" { (self.say(PageText::Skip)) }
                    header {
                        (self.menu())
                        (self.languages(head.path))
                    }
                    main id="content" {
                        h1 dir="auto" { (shown(title)) }
                        (content)
                    }
                }
            }
        };
        page.into_string()
    }

    fn menu(&self) -> Markup {
        html! {
            nav aria-label=(self.say(PageText::Menu)) {
                ul {
                    @for place in Place::ALL {
                        li {
                            a href=(self.link(place.path()))
                                aria-current=[(place == self.place).then_some("page")] {
                                (self.say(place.name()))
                            }
                        }
                    }
                }
            }
        }
    }

    /// Each language by its own name; the page begins anew in it.
    fn languages(&self, path: &str) -> Markup {
        html! {
            nav.languages aria-label=(self.say(PageText::Language)) {
                ul {
                    @for language in Language::ALL {
                        li {
                            a href={ (path) "?lang=" (language.tag()) }
                                lang=(language.tag()) dir=(direction(language))
                                hreflang=(language.tag())
                                aria-current=[self.is(language).then_some("true")] {
                                (language.own_name())
                            }
                        }
                    }
                }
            }
        }
    }

    fn is(&self, language: Language) -> bool {
        self.wording.language() == language
    }
}

const fn direction(language: Language) -> &'static str {
    if language.is_right_to_left() {
        "rtl"
    } else {
        "ltr"
    }
}

/// A day, days since 1970-01-01, as everybody reads it the same way: `2026-11-23`.
pub(crate) fn day_text(day: i32) -> String {
    let date = Date::constant(1970, 1, 1).checked_add(day.days());
    date.map_or_else(|_| day.to_string(), |date| date.to_string())
}

/// The same for machines too.
pub(crate) fn day(day: i32) -> Markup {
    let text = day_text(day);
    html! { time datetime=(text) dir="ltr" { (text) } }
}

/// What somebody wrote, as they wrote it: line by line, in its own direction.
pub(crate) fn written(text: &str) -> Markup {
    html! {
        div.written dir="auto" {
            @for line in text.lines() {
                p { (shown(line)) }
            }
        }
    }
}

/// A text without what turns the page around it: marks that override the direction, and characters
/// that show nothing.
pub(crate) fn shown(text: &str) -> Markup {
    let hidden = |c: &char| {
        c.is_control() && *c != '\t'
            || matches!(
                c,
                '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
                    | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}'
            )
    };
    let kept: String = text.chars().filter(|c| !hidden(c)).collect();
    html! { (kept) }
}

/// A text to be kept word for word: a receipt, a code.
pub(crate) fn verbatim(text: &str) -> Markup {
    html! { pre.keep tabindex="0" dir="ltr" { (text) } }
}

/// Nothing.
pub(crate) fn nothing() -> Markup {
    PreEscaped(String::new())
}
