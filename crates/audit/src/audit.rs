//! The audit itself.

use cleanbill_issuer::caps::Caps;
use cleanbill_ledger::{
    Checkpoint, Hash, LedgerPolicy, POLICY_SIZE_MAX_BYTES, SignedCheckpoint, TileId, TileKind,
};
use cleanbill_publish::files::HEAD;
use cleanbill_trust::set::{Floor, RootPins, SignedSet};
use cleanbill_webauthn::RelyingParty;

use crate::book::{Book, Context, given_set};
use crate::finding::{LogFinding, SetFinding, Shown};
use crate::findings::Findings;
use crate::log::{
    Edge, Heads, Walk, Watched, edge_at, hashes_of, is_consistent, read_heads, walk,
    watch_checkpoint, watch_receipt,
};
use crate::policies::check_policies;
use crate::read::read_entry;
use crate::report::{Report, Seen};
use crate::source::{Source, SourceError};
use crate::{AuditError, State};

/// How a proof of logging begins (C2SP tlog-proof).
const PROOF: &[u8] = b"c2sp.org/tlog-proof@v1\n";
/// Longest head of a set, in bytes, as for verifiers.
const HEAD_MAX_BYTES: u64 = 5 << 20;

/// A file that somebody gave to compare.
#[derive(Clone, Debug)]
pub struct Given {
    /// How it is called in findings.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What is to be audited, and by what.
pub struct Request<'a> {
    /// Where the authority publishes.
    pub source: &'a dyn Source,
    /// Which log and witnesses are believed; the source's own word if `None`.
    pub policy: Option<LedgerPolicy>,
    /// The roots that verifiers pin; that of the first set if `None`.
    pub roots: Option<RootPins>,
    /// A checkpoint of an earlier audit: only what is new is read.
    pub since: Option<Vec<u8>>,
    /// What an earlier audit remembered: only what is new is read, and nothing is missed.
    pub state: Option<State>,
    /// Checkpoints of verifiers and wallets, and receipts.
    pub compared: Vec<Given>,
    /// Sets that somebody was shown.
    pub sets: Vec<Given>,
    /// Whose passkeys officers use; those that the founding act names if empty.
    pub rps: Vec<RelyingParty>,
    /// The hash of the founding act, where it is known.
    pub founding: Option<Hash>,
    /// How many passes may be taken away a day.
    pub caps: Caps,
    /// Whether every filter is built again, or the newest alone.
    pub all_filters: bool,
    /// This machine's time, Unix seconds.
    pub now: i64,
    /// Told how many leaves were read, and how many there are.
    pub progress: &'a dyn Fn(u64, u64),
}

/// What came of an audit.
pub struct Audit {
    /// What was found and counted.
    pub report: Report,
    /// What to remember; `None` if not every leaf could be read.
    pub state: Option<State>,
}

/// Audits an authority from its published files alone.
///
/// # Errors
/// [`AuditError`], if it could not be done. Whatever is wrong with the authority is in the report.
pub fn audit(request: Request<'_>) -> Result<Audit, AuditError> {
    let mut findings = Findings::default();
    // First of all what is newest, so that nothing new that appears meanwhile seems unledgered.
    let head = request.source.fetch(HEAD, HEAD_MAX_BYTES)?;
    let names = request.source.list("sets")?;
    let policy = policy(request.source, request.policy.as_ref(), &mut findings)?;
    let Some(heads) = read_heads(request.source, &policy, request.now, &mut findings)? else {
        if findings
            .gravest()
            .is_none_or(|found| found < crate::Severity::Omission)
        {
            let path = "ledger/checkpoint";
            return Err(AuditError::NoLedger { path });
        }
        let report = Report::without_tree(&policy, findings);
        return Ok(Audit {
            report,
            state: None,
        });
    };
    Run::new(&request, &policy, &heads, findings)?.go(head.as_deref(), names.as_deref())
}

/// The policy that is believed: the one that was given, or that of the source itself.
pub(crate) fn policy(
    source: &dyn Source,
    given: Option<&LedgerPolicy>,
    findings: &mut Findings,
) -> Result<LedgerPolicy, AuditError> {
    let path = "ledger/policy";
    let published = source.fetch(path, POLICY_SIZE_MAX_BYTES as u64)?;
    let text = published.and_then(|bytes| String::from_utf8(bytes).ok());
    let published = text.map(|text| LedgerPolicy::parse(&text));
    let policy = match given {
        Some(policy) => {
            let same = |other: LedgerPolicy| other.digest() == policy.digest();
            if !published.and_then(Result::ok).is_some_and(same) {
                findings.push(LogFinding::OtherPolicy);
            }
            policy.clone()
        }
        None => {
            findings.push(LogFinding::PolicyFromSource);
            published.ok_or(AuditError::NoLedger { path })??
        }
    };
    let quorum = policy.quorum_min();
    if quorum < cleanbill_trust::ledger::QUORUM_MIN {
        findings.push(LogFinding::FewWitnesses { quorum });
    }
    Ok(policy)
}

/// One audit.
struct Run<'a> {
    request: &'a Request<'a>,
    context: Context<'a>,
    heads: &'a Heads,
    book: Book,
    start: Edge,
    remembered: Option<Checkpoint>,
    watched: Watched,
    findings: Findings,
    shown: Vec<(String, Floor, Hash)>,
}

impl<'a> Run<'a> {
    fn new(
        request: &'a Request<'a>,
        policy: &'a LedgerPolicy,
        heads: &'a Heads,
        findings: Findings,
    ) -> Result<Self, AuditError> {
        let at = heads.cosigned_at.unwrap_or(request.now);
        let context = Context {
            source: request.source,
            policy,
            pins: request.roots.clone(),
            rps: request.rps.clone(),
            founding: request.founding,
            caps: request.caps,
            all_filters: request.all_filters,
            from: 0,
            past: true,
            at,
        };
        let mut run = Self {
            request,
            context,
            heads,
            book: Book::default(),
            start: Edge::default(),
            remembered: None,
            watched: Watched::default(),
            findings,
            shown: Vec::new(),
        };
        run.begin()?;
        run.context.from = run.start.size();
        Ok(run)
    }

    fn tree(&self) -> &'a Checkpoint {
        &self.heads.audited.checkpoint
    }

    /// Goes on from what is remembered, if the published tree is as large.
    fn begin(&mut self) -> Result<(), AuditError> {
        if let Some(state) = &self.request.state {
            if state.checkpoint.origin != self.context.policy.origin() {
                return Err(AuditError::State);
            }
            self.remembered = Some(state.checkpoint.clone());
            if state.checkpoint.size <= self.tree().size {
                self.book = state.book.clone();
                self.book.acts.restore(&self.context.rps);
                self.start = state.edge.clone();
                return Ok(());
            }
        } else if let Some(note) = &self.request.since {
            let signed = SignedCheckpoint::parse(note);
            let signed = signed.map_err(|error| AuditError::Since {
                cause: error.code(),
            })?;
            let verified = self.context.policy.verify_log_only(&signed);
            verified.map_err(|error| AuditError::Since {
                cause: error.code(),
            })?;
            let at = self
                .context
                .policy
                .verify(&signed)
                .ok()
                .map(|found| found.cosigned_at);
            let tree = signed.checkpoint;
            self.remembered = Some(tree.clone());
            if tree.size <= self.tree().size
                && let Ok(edge) = edge_at(self.request.source, tree.size)?
                && edge.root() == tree.root
            {
                self.start = edge;
                self.context.past = tree.size == 0;
                self.book.keys.is_blind = !self.context.past;
                self.book.clock.at_least(at.unwrap_or(0));
                return Ok(());
            }
        }
        // Whatever is remembered is not what is published: everything is read, and it is named.
        if let Some(tree) = &self.remembered {
            self.watched.root(tree, Shown::Remembered);
        }
        Ok(())
    }

    fn go(mut self, head: Option<&[u8]>, names: Option<&[String]>) -> Result<Audit, AuditError> {
        self.book.tally.nation_cap =
            u64::try_from(self.book.acts.nation_cap(&self.context)).unwrap_or(0);
        self.watch()?;
        let edge = self.walk()?;
        let published = self.tree().size;
        let is_whole = edge.is_some();
        self.watched.finish(published, is_whole, &mut self.findings);
        let mut policies = Vec::new();
        if is_whole {
            self.book.finish(&self.context, &mut self.findings);
            self.book
                .sets
                .finish(names, &self.context, &mut self.findings);
            self.shown_sets();
            let (sets, context) = (&mut self.book.sets, &self.context);
            sets.look_at_newest(context, &mut self.findings)?;
            self.head(head)?;
            policies = self.newest_set()?;
        }
        let seen = Seen {
            policy: self.context.policy,
            heads: self.heads,
            from: self.start.size(),
            is_whole,
            root: self.book.sets.assumed_root(),
            at: self.context.at,
        };
        // Without its past an audit is nothing that another can go on from.
        let state = edge.filter(|_| self.context.past).map(|edge| {
            let mut book = self.book.clone();
            book.clock.at_least(self.heads.cosigned_at.unwrap_or(0));
            State {
                checkpoint: self.heads.audited.checkpoint.clone(),
                note: self.heads.audited.to_text(),
                edge,
                book,
            }
        });
        let report = Report::new(&seen, &self.book, policies, self.findings);
        Ok(Audit { report, state })
    }

    /// What was shown to somebody is looked for on the way; what lies before the way, at once.
    fn watch(&mut self) -> Result<(), SourceError> {
        let (policy, watched) = (self.context.policy, &mut self.watched);
        for given in &self.request.compared {
            let watch = match given.bytes.starts_with(PROOF) {
                true => watch_receipt,
                false => watch_checkpoint,
            };
            watch(
                &given.name,
                &given.bytes,
                policy,
                watched,
                &mut self.findings,
            );
        }
        for given in &self.request.sets {
            let (name, bytes) = (&given.name, &given.bytes);
            let found = given_set(name, bytes, &self.context, watched, &mut self.findings);
            let found = found.map(|(version, manifest)| (name.clone(), version, manifest));
            self.shown.extend(found);
        }
        self.newest()?;
        for (size, root, shown) in self.watched.roots_before(self.start.size()) {
            let old = Checkpoint {
                size,
                root,
                ..self.tree().clone()
            };
            self.hold(&old, self.tree(), shown)?;
        }
        for (index, promised, name) in self.watched.leaves_before(self.start.size()) {
            let tile = TileId {
                kind: TileKind::Hashes { level: 0 },
                index: index / 256,
                width: (self.tree().size - index / 256 * 256).min(256) as u16,
            };
            let hashes = hashes_of(self.request.source, tile)?.unwrap_or_default();
            if hashes.get((index % 256) as usize) != Some(&promised) {
                self.findings.push(LogFinding::OmittedEntry { name, index });
            }
        }
        Ok(())
    }

    /// The newest checkpoint goes on from the audited one.
    fn newest(&mut self) -> Result<(), SourceError> {
        let Some(newest) = &self.heads.newest else {
            return Ok(());
        };
        if newest.size <= self.tree().size {
            self.watched.root(newest, Shown::Newest);
            return Ok(());
        }
        self.hold(self.tree(), newest, Shown::Newest)
    }

    /// Holds two trees against each other by the published tiles of the larger one.
    fn hold(
        &mut self,
        old: &Checkpoint,
        new: &Checkpoint,
        shown: Shown,
    ) -> Result<(), SourceError> {
        let known = old.size;
        match is_consistent(self.request.source, old, new)? {
            Some(true) => {}
            Some(false) => self.findings.push(LogFinding::TwoTrees {
                shown,
                known,
                found: new.size,
            }),
            None => self.findings.push(LogFinding::ProvesNothing {
                shown,
                cause: "ledger-tile.missing",
            }),
        }
        Ok(())
    }

    /// Reads every leaf from the start on; the edge at the end, if they come to the root.
    fn walk(&mut self) -> Result<Option<Edge>, SourceError> {
        let tree = self.tree();
        let way = Walk {
            source: self.request.source,
            start: self.start.clone(),
            size: tree.size,
            root: tree.root,
        };
        let (source, context, book) = (self.request.source, &self.context, &mut self.book);
        let (from, all) = (self.start.size(), tree.size);
        let walked = walk(
            &way,
            &mut self.watched,
            &mut self.findings,
            &|index, entry| read_entry(source, index, entry),
            &mut |entry, watched, findings| {
                let index = entry.index;
                if index.is_multiple_of(256) {
                    (self.request.progress)(index - from, all - from);
                }
                book.take(entry, context, watched, findings)
            },
        )?;
        (self.request.progress)(all - from, all - from);
        if walked.whole {
            return Ok(Some(walked.edge));
        }
        if let Some(old) = self.remembered.clone().filter(|_| self.start.size() > 0)
            && is_consistent(self.request.source, &old, tree)? == Some(false)
        {
            self.findings.push(LogFinding::TwoTrees {
                shown: Shown::Remembered,
                known: old.size,
                found: tree.size,
            });
        }
        Ok(None)
    }

    fn shown_sets(&mut self) {
        let sets = &self.book.sets;
        for (name, version, manifest) in std::mem::take(&mut self.shown) {
            let is_known = self.context.past || sets.tells_of(version);
            if is_known && !sets.is_told(version, &manifest) {
                self.findings.push(SetFinding::Unledgered { name });
            }
        }
    }

    /// What verifiers are handed out is the newest set of the ledger.
    fn head(&mut self, head: Option<&[u8]>) -> Result<(), SourceError> {
        let (Some(head), Some(newest)) = (head, self.book.sets.newest_told()) else {
            return Ok(());
        };
        let pins = self.book.sets.pins(&self.context);
        let name = HEAD.to_owned();
        match SignedSet::open_head(head, &pins, Floor::default()) {
            Err(error) => self.findings.push(SetFinding::Unreadable {
                name,
                cause: error.code(),
            }),
            Ok(opened) if !self.book.sets.tells_of(opened.floor()) => {
                self.findings.push(SetFinding::Unledgered { name });
            }
            Ok(opened) if opened.floor() != newest => self.findings.push(SetFinding::Head {
                found: opened.floor(),
                newest,
            }),
            Ok(opened) => {
                let walked = self.book.sets.newest();
                let own = walked.and_then(|set| SignedSet::head(&set.bytes).ok());
                if own.is_some_and(|own| own != head) {
                    let version = opened.floor();
                    let index = self.tree().size;
                    self.findings.push(SetFinding::Edited { version, index });
                }
            }
        }
        Ok(())
    }

    /// The filter and the policies of the newest set.
    fn newest_set(&mut self) -> Result<Vec<crate::report::PolicyLine>, SourceError> {
        let Some(newest) = self.book.sets.newest().cloned() else {
            return Ok(Vec::new());
        };
        let pins = self.book.sets.pins(&self.context);
        let Ok(set) = SignedSet::open_installed(&newest.bytes, &pins, Floor::default()) else {
            return Ok(Vec::new());
        };
        if !self.context.all_filters {
            self.book
                .sets
                .filter(&set, &self.context, &mut self.findings)?;
        }
        let (book, context) = (&self.book, &self.context);
        Ok(check_policies(&set, book, context, &mut self.findings))
    }
}
