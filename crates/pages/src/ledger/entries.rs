//! Entries in their order, the newest first.

use cleanbill_ledger::leaf::{Leaf, LeafType};
use cleanbill_wording::PageText;
use maud::{Markup, html};

use super::details::headline;
use super::kind::{kind, said};
use super::{ENTRIES, RECEIPT};
use crate::form::Field;
use crate::frame::{Frame, Head};

/// An entry in a list.
#[derive(Debug, Clone, Copy)]
pub struct EntryLine<'a> {
    /// Its number.
    pub index: u64,
    /// What it says; `None` if this program does not know.
    pub leaf: Option<&'a Leaf>,
}

/// Which entries are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindFilter {
    /// All of them.
    All,
    /// Those of a kind.
    Only(LeafType),
    /// Those that this program does not know.
    Unknown,
}

impl KindFilter {
    /// Its name in an address; empty for all.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Only(kind) => kind.name(),
            Self::Unknown => "unknown",
        }
    }

    /// The filter of a name; `None` for what is none.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "" => Some(Self::All),
            "unknown" => Some(Self::Unknown),
            name => LeafType::from_name(name).map(Self::Only),
        }
    }

    /// Whether an entry passes.
    #[must_use]
    pub fn takes(self, leaf: Option<&Leaf>) -> bool {
        match self {
            Self::All => true,
            Self::Only(kind) => leaf.is_some_and(|leaf| leaf.leaf_type() == kind),
            Self::Unknown => leaf.is_none(),
        }
    }
}

/// A page of entries.
#[derive(Debug, Clone, Copy)]
pub struct EntriesShown<'a> {
    /// Which are listed.
    pub filter: KindFilter,
    /// The entries, the newest first.
    pub lines: &'a [EntryLine<'a>],
    /// The next page lists those before this number; `None` on the last page.
    pub older: Option<u64>,
    /// Whether this is not the first page.
    pub has_newer: bool,
}

impl Frame<'_> {
    /// A page of entries.
    #[must_use]
    pub fn entries(&self, page: &EntriesShown<'_>) -> String {
        let content = html! {
            (self.filter(page.filter))
            @if page.lines.is_empty() {
                p { (self.say(PageText::LedgerNoEntries)) }
            }
            ol.entries {
                @for line in page.lines { li { (self.entry_line(line)) } }
            }
            ul.links {
                @if page.has_newer {
                    li {
                        a href=(self.entries_link(page.filter, None)) {
                            (self.say(PageText::LedgerNewer))
                        }
                    }
                }
                @if let Some(before) = page.older {
                    li {
                        a rel="next" href=(self.entries_link(page.filter, Some(before))) {
                            (self.say(PageText::LedgerOlder))
                        }
                    }
                }
                li { a href=(self.link(RECEIPT)) { (self.say(PageText::LedgerReceipt)) } }
            }
        };
        let head = Head {
            title: &self.say(PageText::LedgerEntries),
            path: ENTRIES,
            is_problem: false,
        };
        self.page_of(head, &content)
    }

    fn entries_link(&self, filter: KindFilter, before: Option<u64>) -> String {
        let mut link = self.link(ENTRIES);
        if filter != KindFilter::All {
            link.push_str(&format!("&kind={}", filter.name()));
        }
        if let Some(before) = before {
            link.push_str(&format!("&before={before}"));
        }
        link
    }

    /// A form that is an address, so that a list can be passed on.
    fn filter(&self, chosen: KindFilter) -> Markup {
        let all = [KindFilter::All, KindFilter::Unknown].into_iter();
        let kinds = LeafType::ALL.iter().map(|kind| KindFilter::Only(*kind));
        let options: Vec<_> = all
            .chain(kinds)
            .map(|filter| {
                let text = match filter {
                    KindFilter::All => PageText::LedgerAllKinds,
                    KindFilter::Only(one) => kind(Some(one)),
                    KindFilter::Unknown => kind(None),
                };
                (filter.name(), self.say(text))
            })
            .collect();
        let field = Field::new("kind", PageText::LedgerKind, chosen.name(), None);
        html! {
            form.filter method="get" action=(ENTRIES) {
                input type="hidden" name="lang" value=(self.wording.language().tag());
                (field.choice(self, &options))
                button type="submit" { (self.say(PageText::Show)) }
            }
        }
    }

    /// An entry in plain words.
    pub(super) fn entry_line(&self, line: &EntryLine<'_>) -> Markup {
        let of = line.leaf.map(Leaf::leaf_type);
        let (about, day) = headline(line.leaf);
        html! {
            p {
                strong {
                    (self.say(PageText::LedgerEntry)) " " (self.entry_link(line.index))
                }
                " · " (self.say(kind(of)))
                @if let Some(about) = about { " · " (self.say(about)) }
                @if let Some(day) = day { " · " (day) }
            }
            p { (self.say(said(of))) }
        }
    }
}
