//! The public ledger, for citizens and journalists: what was done, in words and figures, entry by
//! entry, and the files by which anybody checks it.

mod details;
mod download;
mod entries;
mod entry;
mod figures;
mod home;
mod kind;
mod plot;
mod receipt;

pub use entries::{EntriesShown, EntryLine, KindFilter};
pub use entry::EntryShown;
pub use figures::{ChangeShown, FiguresShown, FilingsShown, KeyShown, PolicyShown, WeekShown};
pub use home::{LedgerShown, TreeShown};
pub use receipt::{Found, ReceiptForm, ReceiptShown};

use cleanbill_ledger::Hash;
use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::frame::Frame;

/// Where entries are.
const ENTRIES: &str = "/ledger/entries";
/// Where somebody searches by receipt.
const RECEIPT: &str = "/ledger/receipt";
/// Where the files are.
const FILES: &str = "/published";
/// Where a browser verifies the ledger by itself.
const VERIFY: &str = "/verify/";

/// A hash as people compare them.
fn hash(hash: &Hash) -> Markup {
    digits(hash)
}

/// Bytes in hexadecimal.
fn digits(bytes: &[u8]) -> Markup {
    html! { code.hash dir="ltr" { (base16ct::lower::encode_string(bytes)) } }
}

/// What is named by its hash, as a link to its file.
fn object(folder: &str, hash: &Hash) -> Markup {
    let name = base16ct::lower::encode_string(hash);
    html! {
        a href={ (FILES) "/ledger/" (folder) "/" (name) } { code.hash dir="ltr" { (name) } }
    }
}

impl Frame<'_> {
    /// Unix seconds, in words.
    fn instant(&self, at: i64) -> Markup {
        html! { bdi { (self.wording.instant(at)) } }
    }

    fn entry_link(&self, index: u64) -> Markup {
        let path = format!("{ENTRIES}/{index}");
        html! { a href=(self.link(&path)) { bdi { (index) } } }
    }

    /// The other pages of the ledger.
    fn ledger_ways(&self, has_verify: bool) -> Markup {
        let ways = [
            (ENTRIES, PageText::LedgerEntries),
            (RECEIPT, PageText::LedgerReceipt),
            (FILES, PageText::LedgerDownload),
        ];
        html! {
            ul.links {
                @for (path, name) in ways {
                    li { a href=(self.link(path)) { (self.say(name)) } }
                }
                @if has_verify {
                    li { a href=(VERIFY) { (self.say(PageText::LedgerVerify)) } }
                }
            }
        }
    }
}
