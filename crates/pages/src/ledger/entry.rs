//! One entry: what it says, its bytes, and the proof that it is there.

use cleanbill_ledger::Hash;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_wording::PageText;
use maud::{Markup, html};

use super::kind::{kind, said};
use super::{ENTRIES, hash};
use crate::form::facts;
use crate::frame::{Frame, Head};

/// An entry, with all that proves it.
#[derive(Debug, Clone, Copy)]
pub struct EntryShown<'a> {
    /// Its number.
    pub index: u64,
    /// What it says; `None` if this program does not know.
    pub leaf: Option<&'a Leaf>,
    /// The entry itself.
    pub bytes: &'a [u8],
    /// Its hash.
    pub hash: Hash,
    /// How many entries the tree has.
    pub size: u64,
    /// The root of the tree.
    pub root: Hash,
    /// The path from the entry to the root.
    pub path: &'a [Hash],
}

impl Frame<'_> {
    /// One entry.
    #[must_use]
    pub fn entry(&self, entry: &EntryShown<'_>) -> String {
        let of = entry.leaf.map(Leaf::leaf_type);
        let path = format!("{ENTRIES}/{}", entry.index);
        let title = format!("{} {}", self.say(PageText::LedgerEntry), entry.index);
        let content = html! {
            p.state { (self.say(kind(of))) }
            p { (self.say(said(of))) }
            @if let Some(leaf) = entry.leaf {
                (facts(self, &self.details(leaf)))
            }
            h2 { (self.say(PageText::LedgerProof)) }
            p { (self.say(PageText::LedgerProofHint)) }
            (facts(self, &[
                (PageText::LedgerHash, Some(hash(&entry.hash))),
                (PageText::LedgerSize, Some(html! { (entry.size) })),
                (PageText::LedgerRoot, Some(hash(&entry.root))),
            ]))
            ol.path { @for one in entry.path { li { (hash(one)) } } }
            h2 { (self.say(PageText::LedgerBytes)) }
            p { (self.say(PageText::LedgerBytesHint)) }
            pre.keep tabindex="0" dir="ltr" { (base16ct::lower::encode_string(entry.bytes)) }
            (self.neighbours(entry.index, entry.size))
        };
        let head = Head {
            title: &title,
            path: &path,
            is_problem: false,
        };
        self.page_of(head, &content)
    }

    fn neighbours(&self, index: u64, size: u64) -> Markup {
        let before = index.checked_sub(1);
        let after = index.checked_add(1).filter(|after| *after < size);
        let ways = [
            (before, PageText::LedgerEntryBefore),
            (after, PageText::LedgerNextEntry),
        ];
        html! {
            ul.links {
                @for (place, name) in ways {
                    @if let Some(place) = place {
                        li {
                            a href=(self.link(&format!("{ENTRIES}/{place}"))) { (self.say(name)) }
                        }
                    }
                }
                li { a href=(self.link(ENTRIES)) { (self.say(PageText::LedgerEntries)) } }
            }
        }
    }
}
