//! Where everything lies that is published.

use cleanbill_wording::PageText;
use maud::html;

use super::FILES;
use crate::frame::{Frame, Head, verbatim};

impl Frame<'_> {
    /// How anybody gets a copy of all, and audits it. `address` is where this service is.
    #[must_use]
    pub fn download(&self, address: &str, has_verify: bool) -> String {
        let files = [
            ("ledger/checkpoint", PageText::LedgerFileCheckpoint, true),
            ("ledger/cosigned", PageText::LedgerFileCosigned, true),
            ("ledger/policy", PageText::LedgerFilePolicy, true),
            ("ledger/tile/L/N", PageText::LedgerFileTiles, false),
            ("ledger/tile/entries/N", PageText::LedgerFileEntries, false),
            (
                "ledger/batch/…, ledger/object/…",
                PageText::LedgerFileBatches,
                false,
            ),
            ("current.cbset", PageText::LedgerFileSet, true),
            ("index.json", PageText::LedgerFileIndex, true),
        ];
        let content = html! {
            p.lead { (self.say(PageText::LedgerDownloadIntro)) }
            p { (self.say(PageText::LedgerAuditFrom)) }
            (verbatim(&format!("cleanbill audit {address}{FILES}/")))
            h2 { (self.say(PageText::LedgerFiles)) }
            dl {
                @for (path, about, is_one) in files {
                    dt {
                        code dir="ltr" {
                            @if is_one {
                                a href={ (FILES) "/" (path) } { (FILES) "/" (path) }
                            } @else {
                                (FILES) "/" (path)
                            }
                        }
                    }
                    dd { (self.say(about)) }
                }
            }
            (self.ledger_ways(has_verify))
        };
        let head = Head {
            title: &self.say(PageText::LedgerDownload),
            path: FILES,
            is_problem: false,
        };
        self.page_of(head, &content)
    }
}
