//! The figures of a ledger, kept as it grows: what its leaves count, without the audit's judgement
//! of them.
//!
//! Whoever shows figures to many reads every leaf once, and remembers what an audit's report would
//! say of all so far. What is remembered grows with days, weeks, offices and what waits for an
//! answer, and with four bytes for each 256 entries; not with entries.

use cleanbill_issuer::caps::Caps;
use cleanbill_ledger::leaf::{Leaf, Publication};
use cleanbill_ledger::table::Table;
use cleanbill_ledger::{Checkpoint, LedgerPolicy};
use cleanbill_trust::set::{Floor, Limits as SetLimits, RootPins, SignedSet};

use crate::AuditError;
use crate::book::{Book, Context};
use crate::findings::Findings;
use crate::kinds::Kinds;
use crate::log::{Edge, Entry, Heads, Walk, Watched, read_heads, walk};
use crate::policies::read_lines;
use crate::read::read_table;
use crate::report::{PolicyLine, Report, Seen};
use crate::source::{Source, SourceError};

/// Most entries of one step: a moment's work.
const STEP_ENTRIES: u64 = 65_536;
/// Most announcements that are remembered: the newest.
const ANNOUNCED_MAX: usize = 256;

/// What is counted so far.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    book: Book,
    edge: Edge,
    kinds: Kinds,
    /// The newest set that the ledger tells of.
    newest: Option<Publication>,
    /// The policies of the set of that version.
    policies: (Option<Floor>, Vec<PolicyLine>),
    heads: Option<Heads>,
    /// Whether what was counted came to the root that the log signed.
    is_sound: bool,
}

/// Where the figures are read from, and what is believed.
#[derive(Clone, Copy)]
pub struct FiguresRequest<'a> {
    /// Where the authority publishes.
    pub source: &'a dyn Source,
    /// The log and its witnesses.
    pub policy: &'a LedgerPolicy,
    /// The roots that a set with policies may be signed under.
    pub pins: &'a RootPins,
    /// This machine's time, Unix seconds.
    pub now: i64,
}

/// What is made of an entry by itself.
struct Told {
    leaf: Option<Leaf>,
    table: Option<Table>,
    number: Option<u8>,
}

impl Figures {
    /// Reads on, from where it is to the newest tree with a quorum, but no more than a step.
    /// Whether there is more.
    ///
    /// # Errors
    /// [`AuditError`]; what was counted before stays.
    pub fn go_on(&mut self, request: &FiguresRequest<'_>) -> Result<bool, AuditError> {
        let mut findings = Findings::default();
        let heads = read_heads(request.source, request.policy, request.now, &mut findings)?;
        let path = "ledger/checkpoint";
        let heads = heads.ok_or(AuditError::NoLedger { path })?;
        let tree = heads.audited.checkpoint.clone();
        if tree.size < self.edge.size() {
            // Another ledger lies there now: nothing that was counted is of it.
            *self = Self::default();
        }
        let end = tree.size.min(self.edge.size().saturating_add(STEP_ENTRIES));
        if self.edge.size() < end {
            self.walk(request, &heads, end, &tree)?;
        }
        if self.edge.size() == tree.size {
            self.is_sound = self.edge.root() == tree.root;
        }
        self.policies(request, &heads)?;
        let is_more = end < tree.size;
        self.heads = Some(heads);
        Ok(is_more)
    }

    fn walk(
        &mut self,
        request: &FiguresRequest<'_>,
        heads: &Heads,
        end: u64,
        tree: &Checkpoint,
    ) -> Result<(), SourceError> {
        let way = Walk {
            source: request.source,
            start: self.edge.clone(),
            size: end,
            root: tree.root,
        };
        let context = context(request, heads);
        let mut findings = Findings::default();
        // On a copy: a walk that breaks off counts nothing twice.
        let (mut book, mut kinds) = (self.book.clone(), self.kinds.clone());
        let mut newest = self.newest.clone();
        let walked = walk(
            &way,
            &mut Watched::default(),
            &mut findings,
            &|index, entry| read(request.source, index, entry),
            &mut |entry, _, findings| {
                kinds.push(entry.index, entry.read.number);
                if let Some(Leaf::Publication(told)) = &entry.read.leaf {
                    newest = Some(told.clone());
                }
                count(&mut book, entry, &context, findings);
                Ok(())
            },
        )?;
        if walked.edge.size() == end {
            book.bound();
            (self.book, self.kinds, self.newest) = (book, kinds, newest);
            self.edge = walked.edge;
        }
        Ok(())
    }

    /// The policies of the newest set, read again when there is another.
    fn policies(&mut self, request: &FiguresRequest<'_>, heads: &Heads) -> Result<(), SourceError> {
        let Some(told) = &self.newest else {
            return Ok(());
        };
        let version = Floor {
            root_version: told.root_version,
            manifest_version: told.manifest_version,
        };
        if self.policies.0 != Some(version) {
            let path = cleanbill_publish::files::set_path(version);
            let max = SetLimits::DEFAULT.size_max_bytes as u64;
            let Some(bytes) = request.source.fetch(&path, max)? else {
                return Ok(());
            };
            let opened = SignedSet::open_installed(&bytes, request.pins, Floor::default());
            let lines = opened
                .ok()
                .map(|set| read_lines(&set, &self.book, heads_at(heads, request.now)));
            self.policies = (Some(version), lines.unwrap_or_default());
        }
        let at = heads_at(heads, request.now);
        for line in &mut self.policies.1 {
            line.in_force = (line.from..line.until).contains(&at);
        }
        Ok(())
    }

    /// How many entries are counted.
    #[must_use]
    pub const fn counted(&self) -> u64 {
        self.edge.size()
    }

    /// Whether all entries of the newest tree with a quorum are counted, and come to its root.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let size = self.tree().map(|tree| tree.size);
        self.is_sound && size == Some(self.edge.size())
    }

    /// The newest tree with a quorum of witnesses; without any, the newest.
    #[must_use]
    pub fn tree(&self) -> Option<&Checkpoint> {
        Some(&self.heads.as_ref()?.audited.checkpoint)
    }

    /// How many entries the newest tree has, where that is another one.
    #[must_use]
    pub fn newest_size(&self) -> Option<u64> {
        Some(self.heads.as_ref()?.newest.as_ref()?.size)
    }

    /// Which kinds of entries are where.
    #[must_use]
    pub const fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// What is counted, as an audit's report has it; without findings, officers and offices, which
    /// only an audit can tell. `None` before the first step.
    #[must_use]
    pub fn report(&self, policy: &LedgerPolicy, now: i64) -> Option<Report> {
        let heads = self.heads.as_ref()?;
        let seen = Seen {
            policy,
            heads,
            from: 0,
            is_whole: self.is_whole(),
            root: None,
            at: heads_at(heads, now),
        };
        let policies = self.policies.1.clone();
        Some(Report::new(
            &seen,
            &self.book,
            policies,
            Findings::default(),
        ))
    }
}

/// When the tree was cosigned; else this machine's time.
fn heads_at(heads: &Heads, now: i64) -> i64 {
    heads.cosigned_at.unwrap_or(now)
}

fn context<'a>(request: &FiguresRequest<'a>, heads: &Heads) -> Context<'a> {
    Context {
        source: request.source,
        policy: request.policy,
        pins: None,
        rps: Vec::new(),
        founding: None,
        caps: Caps::default(),
        all_filters: false,
        from: 0,
        past: true,
        at: heads_at(heads, request.now),
    }
}

fn read(source: &dyn Source, index: u64, entry: &[u8]) -> Result<Told, SourceError> {
    let leaf = Leaf::parse(entry).ok();
    let table = match &leaf {
        Some(Leaf::Summary(summary)) => read_table(source, index, summary)?.ok(),
        _ => None,
    };
    Ok(Told {
        number: leaf.as_ref().map(|leaf| leaf.leaf_type().number()),
        leaf,
        table,
    })
}

/// Takes in what a leaf counts. It does what `Book::take` does but for judging: signatures, sums
/// and sets are an audit's.
fn count(book: &mut Book, entry: Entry<Told>, context: &Context<'_>, findings: &mut Findings) {
    let Told { leaf, table, .. } = entry.read;
    book.tally.leaf(leaf.as_ref());
    let Some(leaf) = leaf else { return };
    book.clock.look(entry.index, &leaf, context.at, findings);
    match &leaf {
        Leaf::Batch(batch) => book.keys.add_slots(batch.day, batch.slots),
        Leaf::Summary(summary) => book.count_day(summary, table.as_ref()),
        Leaf::Opening(opening) => {
            book.tally.opening(opening);
            book.keys.add_opened(opening);
        }
        Leaf::SignerCounter(counter) => book.keys.count(counter, findings),
        Leaf::Revocations(list) => {
            let day = book.clock.day();
            let acts = &book.acts;
            book.tally
                .revoked(day, list.edition, list.passes, acts, findings);
        }
        Leaf::Announcement(told) => book.announcement(entry.index, told, context, findings),
        Leaf::KeyEnd(end) => book.keys.end(end),
        Leaf::Filing(filing) => book.filings.file(entry.index, filing),
        Leaf::FilingAnswer(answer) => book.filings.answer(entry.index, answer, context, findings),
        _ => {}
    }
}

impl Book {
    /// The table of a day, unless that day or a later one was told before.
    fn count_day(&mut self, summary: &cleanbill_ledger::leaf::Summary, table: Option<&Table>) {
        if self.next_day(summary.subject, summary.day).is_some()
            && let Some(table) = table
        {
            self.tally.table(table);
        }
    }

    /// Forgets what is too old to be shown.
    fn bound(&mut self) {
        self.tally.bound();
        let old = self.announced.len().saturating_sub(ANNOUNCED_MAX);
        self.announced.drain(..old);
    }
}
