//! Searching by receipt.

use cleanbill_ledger::leaf::Leaf;
use cleanbill_wording::PageText;
use maud::{Markup, html};

use super::RECEIPT;
use super::kind::{kind, said};
use crate::Problem;
use crate::form::{Field, facts, form};
use crate::frame::{Frame, Head, shown, verbatim};
use crate::problem::Kept;

/// Longest receipt that is pasted, in characters: more than any has.
const RECEIPT_MAX_CHARS: usize = 262_144;
/// How an audit calls it that a promised entry is not there.
const OMITTED: &str = "audit.omitted-entry";
/// A commitment, with room for spaces.
const COMMITMENT_MAX_CHARS: usize = 200;

/// What was filled in before, and why it comes back.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReceiptForm<'a> {
    /// The receipt.
    pub receipt: &'a str,
    /// Whether it came as a file, which no page can fill in again.
    pub had_file: bool,
    /// The commitment.
    pub commitment: &'a str,
    /// Why it comes back.
    pub problem: Option<Problem<'a>>,
}

/// What became of what a receipt promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// It is where it was promised to be; in this slot of its batch, if that was checked.
    Here {
        /// The slot, from 0.
        slot: Option<u32>,
    },
    /// It is not under a cosigned checkpoint yet.
    NotYet,
    /// Something else is in its place.
    Omitted,
}

impl Found {
    /// The code of what is not found; that of an omission is an audit's.
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::NotYet => Some("receipt.not-yet"),
            Self::Here { .. } | Self::Omitted => None,
        }
    }
}

/// A receipt that was found to be genuine, and where what it promises is.
#[derive(Debug, Clone, Copy)]
pub struct ReceiptShown<'a> {
    /// What came of it.
    pub found: Found,
    /// The number of its entry.
    pub index: u64,
    /// The entry.
    pub leaf: Option<&'a Leaf>,
    /// How many entries there were when the receipt was made.
    pub size_then: u64,
    /// How many entries the cosigned tree has.
    pub size: u64,
    /// When that was cosigned, Unix seconds.
    pub cosigned_at: Option<i64>,
    /// By whom.
    pub witnesses: &'a [String],
}

impl Frame<'_> {
    fn receipt_page(&self, is_problem: bool, content: &Markup) -> String {
        let head = Head {
            title: &self.say(PageText::LedgerReceipt),
            path: RECEIPT,
            is_problem,
        };
        self.page_of(head, content)
    }

    /// The form.
    #[must_use]
    pub fn receipt_form(&self, filled: &ReceiptForm<'_>) -> String {
        let names = ["receipt", "file", "commitment"];
        let problem = filled.problem.map(|problem| problem.among(&names));
        let problem = problem.as_ref();
        let receipt = Field::new(
            "receipt",
            PageText::LedgerReceiptText,
            filled.receipt,
            problem,
        );
        let file = Field::new("file", PageText::LedgerReceiptFile, "", problem);
        let label = PageText::LedgerCommitment;
        let commitment = Field::new("commitment", label, filled.commitment, problem);
        let commitment = commitment.hinted(PageText::LedgerCommitmentHint);
        let fields = html! {
            (receipt.hinted(PageText::LedgerReceiptHint).lines(self, RECEIPT_MAX_CHARS))
            (file.file(self, ".tlog-proof,text/plain"))
            (commitment.line(self, COMMITMENT_MAX_CHARS))
        };
        let kept = match filled.had_file {
            true => Kept::AllButDocument,
            false => Kept::All,
        };
        let content = html! {
            (self.summary(problem, kept))
            p.lead { (self.say(PageText::LedgerReceiptIntro)) }
            (form(self, RECEIPT, true, PageText::LedgerSearch, &fields))
            p { (self.say(PageText::LedgerReceiptOwn)) }
            (verbatim("cleanbill receipt check RECEIPT --pass PASS"))
        };
        self.receipt_page(problem.is_some(), &content)
    }

    /// Where what a receipt promises is.
    #[must_use]
    pub fn received(&self, told: &ReceiptShown<'_>) -> String {
        let of = told.leaf.map(Leaf::leaf_type);
        let is_batch = matches!(told.leaf, Some(Leaf::Batch(_)));
        let slot = match told.found {
            Found::Here { slot } => slot,
            Found::NotYet | Found::Omitted => None,
        };
        let entry = match told.found {
            Found::Here { .. } => self.entry_link(told.index),
            Found::NotYet | Found::Omitted => html! { bdi { (told.index) } },
        };
        let witnesses = (!told.witnesses.is_empty()).then(|| {
            html! { bdi { (shown(&told.witnesses.join(", "))) } }
        });
        let content = html! {
            (self.found(told.found))
            @if slot.is_some() {
                p { (self.say(PageText::LedgerFoundSlot)) }
            } @else if is_batch && matches!(told.found, Found::Here { .. }) {
                p { (self.say(PageText::LedgerFoundBatch)) }
                (verbatim("cleanbill receipt check RECEIPT --pass PASS"))
            }
            (facts(self, &[
                (PageText::LedgerEntry, Some(entry)),
                (PageText::LedgerKind, Some(html! { (self.say(kind(of))) })),
                (PageText::LedgerSlot, slot.map(|slot| html! { (slot) })),
                (PageText::LedgerSizeThen, Some(html! { (told.size_then) })),
                (PageText::LedgerSize, Some(html! { (told.size) })),
                (PageText::LedgerCosigned, told.cosigned_at.map(|at| self.instant(at))),
                (PageText::LedgerWitnesses, witnesses),
            ]))
            p { (self.say(said(of))) }
            @if told.witnesses.is_empty() {
                p.warning { (self.say(PageText::LedgerDemo)) }
            }
            (self.ledger_ways(false))
        };
        self.receipt_page(false, &content)
    }

    fn found(&self, found: Found) -> Markup {
        let code = |code: Option<&str>| {
            let code = code.map(|code| html! { code dir="ltr" { (code) } });
            facts(self, &[(PageText::ErrorCode, code)])
        };
        html! {
            @match found {
                Found::Here { .. } => {
                    p.state role="status" { (self.say(PageText::LedgerFound)) }
                }
                Found::NotYet => {
                    p.state role="status" { (self.say(PageText::LedgerPromised)) }
                    p { (self.say(PageText::LedgerPromisedHint)) }
                    (code(found.code()))
                }
                Found::Omitted => {
                    div.problem role="alert" {
                        p { strong { (self.say(PageText::LedgerOmitted)) } }
                        p { (self.say(PageText::LedgerOmittedHint)) }
                        (code(Some(OMITTED)))
                    }
                }
            }
        }
    }
}
