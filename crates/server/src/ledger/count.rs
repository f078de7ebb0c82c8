//! What the ledger comes to, counted on as it grows.
//!
//! The first who asks after it grew reads on, a step at most; what is left of a long ledger is read
//! behind, and meanwhile the pages say how far the counting is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cleanbill_audit::{AuditError, Figures, FiguresRequest, Kinds, Report};
use tokio::sync::OwnedMutexGuard;

use super::PublicLedger;
use crate::ServerError;
use crate::press::Press;

/// For so long nobody looks whether there is more.
const FRESH: Duration = Duration::from_secs(2);
/// Pages that read files at the same time.
const READ_AT_ONCE: usize = 4;

/// What is counted, as pages show it.
#[derive(Debug)]
pub(crate) struct Counted {
    /// What it comes to.
    pub(super) report: Report,
    /// Which kinds of entries are where.
    pub(super) kinds: Kinds,
    /// How many entries are counted.
    pub(super) entries: u64,
    /// Whether all are, and come to the root.
    pub(super) is_whole: bool,
    /// The root of the tree.
    pub(super) root: cleanbill_ledger::Hash,
    /// How many entries the tree has.
    pub(super) size: u64,
    /// How many there are with those that are not cosigned.
    pub(super) newest: Option<u64>,
}

/// A ledger, and what is counted of it. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Counting(Arc<Inner>);

struct Inner {
    ledger: PublicLedger,
    press: Press,
    /// Held by who counts.
    figures: Arc<tokio::sync::Mutex<Figures>>,
    /// What was counted last, and when that was.
    last: Mutex<Option<(Duration, Arc<Counted>)>>,
}

impl Counting {
    pub(crate) fn new(ledger: PublicLedger) -> Self {
        Self(Arc::new(Inner {
            ledger,
            press: Press::new(READ_AT_ONCE),
            figures: Arc::default(),
            last: Mutex::new(None),
        }))
    }

    pub(super) fn ledger(&self) -> &PublicLedger {
        &self.0.ledger
    }

    pub(super) fn press(&self) -> &Press {
        &self.0.press
    }

    fn last(&self) -> Option<(Duration, Arc<Counted>)> {
        let last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone()
    }

    /// What is counted by now. `now` is the time, Unix seconds; `elapsed` the machine's own.
    ///
    /// # Errors
    /// [`ServerError::Audit`] if nothing can be read.
    pub(super) async fn counted(
        &self,
        now: i64,
        elapsed: Duration,
    ) -> Result<Arc<Counted>, ServerError> {
        let fresh = |last: &(Duration, Arc<Counted>)| elapsed.saturating_sub(last.0) < FRESH;
        match self.last().filter(fresh) {
            Some((_, counted)) => Ok(counted),
            None => self.look(now, elapsed).await,
        }
    }

    /// The same, looking again for an entry that was not there a moment ago.
    ///
    /// # Errors
    /// [`ServerError::Audit`] if nothing can be read.
    pub(super) async fn counted_with(
        &self,
        index: u64,
        now: i64,
        elapsed: Duration,
    ) -> Result<Arc<Counted>, ServerError> {
        let counted = self.counted(now, elapsed).await?;
        match index < counted.size {
            true => Ok(counted),
            false => self.look(now, elapsed).await,
        }
    }

    async fn look(&self, now: i64, elapsed: Duration) -> Result<Arc<Counted>, ServerError> {
        let last = self.last();
        let is_more = match (self.0.figures.clone().try_lock_owned(), last) {
            (Ok(figures), _) => self.step(figures, now, elapsed).await?,
            // Somebody counts: what was counted before is good enough.
            (Err(_), Some((_, counted))) => return Ok(counted),
            (Err(_), None) => {
                let figures = self.0.figures.clone().lock_owned().await;
                match self.last() {
                    Some(_) => false,
                    None => self.step(figures, now, elapsed).await?,
                }
            }
        };
        // Before the rest is counted: who comes first is told how far this step came.
        let (_, counted) = self.last().ok_or(ServerError::NotReady)?;
        if is_more {
            let counting = self.clone();
            tokio::spawn(async move { counting.go_on(now, elapsed).await });
        }
        Ok(counted)
    }

    /// Counts all that is left.
    async fn go_on(&self, now: i64, elapsed: Duration) {
        loop {
            let figures = self.0.figures.clone().lock_owned().await;
            match self.step(figures, now, elapsed).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    tracing::warn!(code = error.code(), "the ledger is not counted on");
                    return;
                }
            }
        }
    }

    /// Counts a step on; whether there is more. It goes on to its end, whoever goes
    /// away meanwhile.
    async fn step(
        &self,
        mut figures: OwnedMutexGuard<Figures>,
        now: i64,
        elapsed: Duration,
    ) -> Result<bool, ServerError> {
        let counting = self.clone();
        let stepped = tokio::task::spawn_blocking(move || {
            let ledger = counting.ledger();
            let is_more = figures.go_on(&FiguresRequest {
                source: ledger.files.as_source(),
                policy: &ledger.policy,
                pins: &ledger.pins,
                now,
            })?;
            if let Some(counted) = Counted::of(&figures, ledger, now) {
                let last = &counting.0.last;
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                *last = Some((elapsed, Arc::new(counted)));
            }
            Ok::<_, AuditError>(is_more)
        });
        let stepped = stepped.await.map_err(|_| ServerError::Defect)?;
        Ok(stepped?)
    }
}

impl Counted {
    fn of(figures: &Figures, ledger: &PublicLedger, now: i64) -> Option<Self> {
        let tree = figures.tree()?;
        Some(Self {
            report: figures.report(&ledger.policy, now)?,
            kinds: figures.kinds().clone(),
            entries: figures.counted(),
            is_whole: figures.is_whole(),
            root: tree.root,
            size: tree.size,
            newest: figures.newest_size(),
        })
    }
}
