//! All issued passes, and which are revoked: universe file, national filter, exact list.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufWriter;

use cleanbill_issuer::act::Handle;
use cleanbill_publish::universe::{
    ClosedEpoch, Found, Spool, Summary, UniverseReader, write_universe,
};
use cleanbill_publish::{Edition, build_filter};
use cleanbill_revocation::Limits;
use cleanbill_revocation::exact::ExactList;

use super::{Approved, CardRevocations, Finding, Publishing, PublishingError};

/// Passes that are read together.
pub(super) const PAGE_PASSES: u32 = 16_384;
/// How long before a run the interval ends that its filter covers, seconds: a pass that was signed
/// may still wait for its transaction. Ten times what a request may take.
const OPEN_SECS: i64 = 600;

/// What takes passes away in a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocations {
    /// The national filter; `None` where no pass was issued that one could cover.
    pub filter: Option<Vec<u8>>,
    /// The exact list of what the filter does not cover.
    pub exact: Vec<u8>,
    /// The revocation lists of health cards, one a key.
    pub cards: Vec<CardRevocations>,
    /// How many passes the filter covers, and how many of them it revokes.
    pub universe: Option<Summary>,
    /// What was found among the passes.
    pub findings: Vec<Finding>,
}

/// What is known of a key epoch while its passes are read.
struct Epoch {
    spool: Spool,
    from: i64,
    /// The end of the interval, which never goes back: all of the universe stays covered.
    until: i64,
    /// The end of the interval in the universe before.
    was_closed: Option<i64>,
    is_any: bool,
}

impl Publishing {
    /// Builds the national filter over all passes of the registry and of the universe before, and
    /// the exact list of what it does not cover; then keeps what is remembered from now on. The
    /// version of the filter is above `version_floor` and above all that this publisher built.
    ///
    /// # Errors
    /// [`PublishingError`]; until all is built, nothing is kept.
    pub async fn revocations(
        &self,
        approved: &Approved,
        version_floor: u32,
        now: i64,
    ) -> Result<Revocations, PublishingError> {
        let mut findings = Vec::new();
        let until = self.closed_until(now).await?;
        let epochs = self.epochs(until, &mut findings).await?;
        let covered = RefCell::new(BTreeSet::new());
        let mut closed = Vec::new();
        let (mut missing, mut late) = (0, 0);
        for (kid, epoch) in epochs {
            if !epoch.is_any {
                continue;
            }
            let passes = epoch.spool.sort(|key| {
                let is_revoked = approved.passes.contains(key);
                if is_revoked {
                    covered.borrow_mut().insert(*key);
                }
                is_revoked
            })?;
            (missing, late) = (missing + passes.missing, late + passes.late);
            let until = epoch.until;
            closed.push(ClosedEpoch {
                kid: kid.into(),
                from: epoch.from.min(until),
                until,
                passes,
            });
        }
        if missing > 0 {
            findings.push(Finding::PassesVanished { passes: missing });
        }
        if late > 0 {
            findings.push(Finding::PassesLate { passes: late });
        }
        let exact = self.exact(approved, &covered.into_inner(), now)?;
        let cards = self.cards(approved).await?;
        let built = if closed.is_empty() {
            None
        } else {
            let last = self.folder.version()?.max(version_floor);
            let version = last.checked_add(1).ok_or(PublishingError::Version)?;
            // A version that is lost is better than one that is used twice.
            self.folder.write_version(version)?;
            let edition = Edition {
                version,
                issued_at: now,
            };
            let mut file = self.folder.new_universe()?;
            let out = BufWriter::new(file.as_file_mut());
            write_universe(out, &self.options.issuer, closed)?;
            let built = build_filter(file.as_file_mut(), edition)?;
            Some((file, built))
        };
        self.remember(approved)?;
        let (filter, universe) = match built {
            Some((file, built)) => {
                self.folder.put_universe(file)?;
                (Some(built.bytes), Some(built.universe))
            }
            None => (None, None),
        };
        Ok(Revocations {
            filter,
            exact,
            cards,
            universe,
            findings,
        })
    }

    fn remember(&self, approved: &Approved) -> Result<(), PublishingError> {
        for (act, passes) in &approved.touched {
            if self.folder.touched(act)?.as_ref() != Some(passes) {
                self.folder.write_touched(act, passes)?;
            }
        }
        self.folder.write_memory(&approved.memory)
    }

    /// The last second in which no pass can be issued any more: long enough ago, and before every
    /// import that still runs, whose passes bear the time at which it was started.
    async fn closed_until(&self, now: i64) -> Result<i64, PublishingError> {
        let ended = now.saturating_sub(OPEN_SECS);
        let running = self.reader.oldest_running_job().await?;
        Ok(running.map_or(ended, |at| ended.min(at.saturating_sub(1))))
    }

    /// The passes of each of our signers, those of the universe before among them.
    async fn epochs(
        &self,
        until: i64,
        findings: &mut Vec<Finding>,
    ) -> Result<BTreeMap<Vec<u8>, Epoch>, PublishingError> {
        let mut epochs = BTreeMap::new();
        self.passes_before(until, &mut epochs)?;
        let mut is_unknown = false;
        for shard in self.reader.shards().await? {
            for number in self.reader.epochs_issued(shard).await? {
                let mut signers = self.options.signers.iter();
                let Some(signer) = signers.find(|signer| signer.epoch == number) else {
                    is_unknown = true;
                    continue;
                };
                // Few of them are taken back, and others read them by lists of their own: those
                // that are stand in the exact list.
                if signer.card_key.is_some() {
                    continue;
                }
                let epoch = match epochs.entry(signer.kid.to_vec()) {
                    std::collections::btree_map::Entry::Occupied(held) => held.into_mut(),
                    std::collections::btree_map::Entry::Vacant(free) => {
                        free.insert(Epoch::new(until)?)
                    }
                };
                let mut after = None;
                loop {
                    let page = self.reader.handles(shard, number, after, PAGE_PASSES);
                    let page = page.await?;
                    let Some(last) = page.last() else { break };
                    after = Some(last.id);
                    let until = epoch.until;
                    for pass in page.iter().filter(|pass| pass.issued_at <= until) {
                        epoch.push(&pass.handle, pass.issued_at)?;
                    }
                }
            }
        }
        if is_unknown {
            findings.push(Finding::UnknownEpoch);
        }
        Ok(epochs)
    }

    /// Whoever deletes the row of a pass must not make the filter answer about it at random: what
    /// was in a universe stays in all that follow.
    fn passes_before(
        &self,
        until: i64,
        epochs: &mut BTreeMap<Vec<u8>, Epoch>,
    ) -> Result<(), PublishingError> {
        let file = match File::open(self.folder.universe()) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(PublishingError::Folder { kind: error.kind() }),
        };
        let mut reader = UniverseReader::new(file)?;
        while let Some(header) = reader.next_epoch()? {
            let mut epoch = Epoch::new(until.max(header.until))?;
            epoch.from = header.from;
            epoch.was_closed = Some(header.until);
            while let Some(record) = reader.next_record()? {
                epoch.spool.push(&record.key, Found::Before)?;
                epoch.is_any = true;
            }
            epochs.insert(header.kid.to_vec(), epoch);
        }
        reader.finish()?;
        Ok(())
    }

    fn exact(
        &self,
        approved: &Approved,
        covered: &BTreeSet<Handle>,
        now: i64,
    ) -> Result<Vec<u8>, PublishingError> {
        let signers = self.options.signers.iter();
        let kids = signers.map(|signer| match signer.card_key {
            Some(key) => key.to_vec(),
            None => signer.kid.to_vec(),
        });
        let kids = kids.collect();
        let keys = approved.passes.difference(covered).copied().collect();
        let list = ExactList::new(now, kids, keys, &Limits::DEFAULT)?;
        Ok(list.to_bytes())
    }
}

impl Epoch {
    fn new(until: i64) -> Result<Self, PublishingError> {
        Ok(Self {
            spool: Spool::create()?,
            from: i64::MAX,
            until,
            was_closed: None,
            is_any: false,
        })
    }

    fn push(&mut self, key: &Handle, issued_at: i64) -> Result<(), PublishingError> {
        let was_closed = self.was_closed.is_some_and(|until| issued_at <= until);
        let found = if was_closed {
            Found::NowAndClosed
        } else {
            Found::Now
        };
        self.spool.push(key, found)?;
        // A time that no pass of this key can bear is none that the header says.
        self.from = self.from.min(issued_at.max(0));
        self.is_any = true;
        Ok(())
    }
}
