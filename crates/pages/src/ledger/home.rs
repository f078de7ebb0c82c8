//! The first page of the ledger: how far it is, what was done lately, and what it comes to.

use cleanbill_wording::PageText;
use maud::{Markup, html};

use super::{EntryLine, FiguresShown};
use crate::board::AppealCounts;
use crate::form::facts;
use crate::frame::{Frame, shown};

/// The tree that is shown.
#[derive(Debug, Clone, Copy)]
pub struct TreeShown<'a> {
    /// The ledger's name.
    pub origin: &'a str,
    /// How many entries it has.
    pub size: u64,
    /// How many of them are counted.
    pub counted: u64,
    /// Whether those that are counted, if all are, come to the root.
    pub is_sound: bool,
    /// The root, hexadecimal.
    pub root: &'a str,
    /// When the quorum had cosigned it, Unix seconds.
    pub cosigned_at: Option<i64>,
    /// By whom.
    pub witnesses: &'a [String],
    /// How many entries there are with those that witnesses have not cosigned yet.
    pub newest: Option<u64>,
    /// Whether fewer than two independent witnesses are asked for.
    pub is_demonstration: bool,
}

/// All of the first page.
#[derive(Debug, Clone, Copy)]
pub struct LedgerShown<'a> {
    /// The tree.
    pub tree: TreeShown<'a>,
    /// The newest entries, without batches.
    pub latest: &'a [EntryLine<'a>],
    /// What they come to.
    pub figures: FiguresShown<'a>,
    /// Appeals, which the ledger hides among other acts.
    pub appeals: AppealCounts<'a>,
    /// Whether a page is there that verifies the ledger in the browser.
    pub has_verify: bool,
}

impl Frame<'_> {
    /// The first page of the ledger.
    #[must_use]
    pub fn ledger(&self, ledger: &LedgerShown<'_>) -> String {
        let content = html! {
            p.lead { (self.say(PageText::LedgerIntro)) }
            (self.ledger_ways(ledger.has_verify))
            (self.tree(&ledger.tree))
            h2 { (self.say(PageText::LedgerLatest)) }
            (self.lately(ledger.latest))
            (self.figures(&ledger.figures))
            h2 { (self.say(PageText::BoardCases)) }
            (self.appeal_counts(&ledger.appeals))
            p { (self.say(PageText::LedgerFloor)) }
        };
        self.page(&self.say(PageText::LedgerMenu), &content)
    }

    fn tree(&self, tree: &TreeShown<'_>) -> Markup {
        let is_counting = tree.counted < tree.size;
        let witnesses = tree
            .witnesses
            .iter()
            .map(|name| html! { bdi { (shown(name)) } });
        let witnesses = listed(witnesses);
        html! {
            h2 { (self.say(PageText::LedgerTree)) }
            @if tree.is_demonstration {
                p.warning { (self.say(PageText::LedgerDemo)) }
            }
            @if !is_counting && !tree.is_sound {
                p.problem role="alert" { (self.say(PageText::LedgerUnsound)) }
            }
            (facts(self, &[
                (PageText::LedgerOrigin, Some(html! { bdi { (shown(tree.origin)) } })),
                (PageText::LedgerSize, Some(html! { (tree.size) })),
                (PageText::LedgerCounted, is_counting.then(|| html! { (tree.counted) })),
                (PageText::LedgerWaiting, tree.newest.map(|size| html! { (size) })),
                (PageText::LedgerCosigned, tree.cosigned_at.map(|at| self.instant(at))),
                (PageText::LedgerWitnesses, witnesses),
                (PageText::LedgerRoot, Some(html! { code.hash dir="ltr" { (tree.root) } })),
            ]))
        }
    }

    fn lately(&self, latest: &[EntryLine<'_>]) -> Markup {
        html! {
            @if latest.is_empty() {
                p { (self.say(PageText::LedgerNoEntries)) }
            }
            ol.entries {
                @for line in latest { li { (self.entry_line(line)) } }
            }
        }
    }
}

/// Several, with a point between them; nothing of none.
fn listed(all: impl Iterator<Item = Markup>) -> Option<Markup> {
    let all: Vec<Markup> = all.collect();
    (!all.is_empty()).then(|| {
        html! {
            @for (at, one) in all.iter().enumerate() {
                @if at > 0 { " · " }
                (one)
            }
        }
    })
}
