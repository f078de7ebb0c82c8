//! Entries: page by page, and one by one.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use cleanbill_audit::{Browse, BrowseError};
use cleanbill_ledger::leaf::{Leaf, LeafType};
use cleanbill_ledger::{Hash, leaf_hash};
use cleanbill_pages::{EntriesShown, EntryLine, EntryShown, KindFilter, Place};
use serde::Deserialize;

use super::count::Counted;
use super::{Counting, browse, ledger};
use crate::ServerError;
use crate::app::App;
use crate::public::{Asked, answer};

/// Entries on a page.
const LINES_MAX: usize = 50;
/// Entries on the first page of the ledger.
const LATEST: usize = 10;
/// Most bundles that are read for a page: each is at most 16 MiB, and commonly 50 kB.
const BUNDLES_MAX: usize = 8;
/// Entries of a bundle.
const WIDTH: u64 = 256;

/// Which entries are asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    kind: String,
    before: Option<u64>,
}

/// An entry that was read; `None` if this program does not know what it says.
type Read = (u64, Option<Leaf>);

/// A page of entries, the newest first.
pub(super) async fn list(
    State(app): State<App>,
    asked: Asked,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Response {
    let frame = asked.frame(Place::Ledger);
    let page = async {
        let Query(wanted) = wanted.map_err(|_| ServerError::Parameter)?;
        let filter = KindFilter::from_name(&wanted.kind).ok_or(ServerError::Parameter)?;
        let counting = ledger(&app)?;
        let counted = counting.counted(app.now(), app.clock.elapsed()).await?;
        let before = wanted.before.unwrap_or(counted.size).min(counted.size);
        let has_newer = before < counted.size;
        let size = counted.size;
        let (found, older) = browse(counting, size, move |browse| {
            let scan = Scan {
                browse,
                before,
                lines_max: LINES_MAX,
                has: &|bundle| counted.has(bundle, filter),
                takes: &|leaf| filter.takes(leaf),
            };
            scan.go()
        })
        .await?;
        let lines = found.iter().map(|(index, leaf)| EntryLine {
            index: *index,
            leaf: leaf.as_ref(),
        });
        Ok(frame.entries(&EntriesShown {
            filter,
            lines: &lines.collect::<Vec<_>>(),
            older,
            has_newer,
        }))
    };
    answer(&frame, page.await)
}

/// The newest entries that are no batches.
pub(super) async fn latest(
    counting: &Counting,
    counted: &std::sync::Arc<Counted>,
) -> Result<Vec<Read>, ServerError> {
    let (size, counted) = (counted.size, counted.clone());
    let (found, _) = browse(counting, size, move |browse| {
        let scan = Scan {
            browse,
            before: size,
            lines_max: LATEST,
            has: &|bundle| {
                counted.is_uncounted(bundle) || counted.kinds.has_other(bundle, LeafType::Batch)
            },
            takes: &|leaf| !matches!(leaf, Some(Leaf::Batch(_))),
        };
        scan.go()
    })
    .await?;
    Ok(found)
}

impl Counted {
    /// Whether a bundle may have entries that pass. Of one that is not counted yet, nobody knows.
    fn has(&self, bundle: u64, filter: KindFilter) -> bool {
        self.is_uncounted(bundle)
            || match filter {
                KindFilter::All => true,
                KindFilter::Only(kind) => self.kinds.has(bundle, Some(kind)),
                KindFilter::Unknown => self.kinds.has(bundle, None),
            }
    }

    const fn is_uncounted(&self, bundle: u64) -> bool {
        bundle.saturating_add(1).saturating_mul(WIDTH) > self.entries && self.entries < self.size
    }
}

/// A search backwards.
struct Scan<'a> {
    browse: &'a Browse<'a>,
    /// From the entry before this one.
    before: u64,
    lines_max: usize,
    /// Whether a bundle may have what is looked for.
    has: &'a dyn Fn(u64) -> bool,
    /// Whether an entry is what is looked for.
    takes: &'a dyn Fn(Option<&Leaf>) -> bool,
}

impl Scan<'_> {
    /// What was found, and before which entry to go on; `None` at the beginning of the ledger.
    fn go(&self) -> Result<(Vec<Read>, Option<u64>), BrowseError> {
        let (mut found, mut before, mut read) = (Vec::new(), self.before, 0);
        while before > 0 {
            let bundle = (before - 1) / WIDTH;
            let first = bundle * WIDTH;
            if !(self.has)(bundle) {
                before = first;
                continue;
            }
            if read == BUNDLES_MAX {
                break;
            }
            read += 1;
            let entries = self.browse.bundle(bundle)?;
            let numbered: Vec<(u64, &Vec<u8>)> = (first..before).zip(&entries).collect();
            for (index, entry) in numbered.into_iter().rev() {
                let leaf = Leaf::parse(entry).ok();
                if !(self.takes)(leaf.as_ref()) {
                    continue;
                }
                if found.len() == self.lines_max {
                    return Ok((found, Some(index + 1)));
                }
                found.push((index, leaf));
            }
            before = first;
        }
        Ok((found, Some(before).filter(|before| *before > 0)))
    }
}

/// All that an entry's page shows.
struct Proven {
    entry: Vec<u8>,
    path: Vec<Hash>,
}

/// One entry.
pub(super) async fn one(
    State(app): State<App>,
    asked: Asked,
    Path(entry): Path<String>,
) -> Response {
    let frame = asked.frame(Place::Ledger);
    let page = async {
        let index = number(&entry).ok_or(ServerError::NoRoute)?;
        let counting = ledger(&app)?;
        let counted = counting.counted(app.now(), app.clock.elapsed()).await?;
        let read = move |browse: &Browse<'_>| {
            Ok(Proven {
                entry: browse.entry(index)?,
                path: browse.proof(index)?,
            })
        };
        let proven = browse(counting, counted.size, read).await?;
        let leaf = Leaf::parse(&proven.entry).ok();
        Ok(frame.entry(&EntryShown {
            index,
            leaf: leaf.as_ref(),
            bytes: &proven.entry,
            hash: leaf_hash(&proven.entry),
            size: counted.size,
            root: counted.root,
            path: &proven.path,
        }))
    };
    answer(&frame, page.await)
}

/// A number as addresses have it: one number, one address.
fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
