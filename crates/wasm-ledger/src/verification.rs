use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_ledger::object::{CHECKPOINT, COSIGNED};
use cleanbill_ledger::{LedgerPolicy, NOTE_SIZE_MAX_BYTES, TileId};
use serde::Serialize;

use crate::asked::Asked;
use crate::heads::{Head, Heads, read_head};
use crate::memory::Memory;
use crate::newer::Newer;
use crate::receipt::{Promised, check_receipt, read_receipt};
use crate::report::{Check, Count, Report, TreeAnswer, verdict};
use crate::tree::Tree;
use crate::watched::Watched;
use crate::{Begin, Finding, Outcome, WasmLedgerError};

/// Most receipts that are looked for at once.
const RECEIPTS_MAX: usize = 16;

/// A file that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wanted {
    /// Where it lies, below the ledger.
    pub path: String,
    /// Most bytes that are read of it.
    pub size_max_bytes: usize,
}

/// What is being done.
enum Stage {
    /// The checkpoint with the quorum is wanted.
    Cosigned,
    /// The newest checkpoint is wanted.
    Newest { cosigned: Head },
    /// Files of the tree are wanted.
    Tree,
    /// The tiles are wanted that lead from the tree to the newest one.
    Newer(Newer),
    /// No more is wanted.
    Done,
}

/// The verification of a ledger from its published files.
pub struct Verification {
    policy: LedgerPolicy,
    demonstration: bool,
    clock: i64,
    memory: Option<Memory>,
    receipts: Vec<Result<Promised, Finding>>,
    stage: Stage,
    heads: Option<Heads>,
    tree: Option<Tree>,
    newer: Result<(), Finding>,
}

impl Verification {
    /// Begins. Nothing is read yet: [`wanted`](Self::wanted) says what is needed.
    ///
    /// # Errors
    /// [`WasmLedgerError::Policy`], [`WasmLedgerError::Remembered`],
    /// [`WasmLedgerError::Receipts`]. A receipt that proves nothing is no error.
    pub fn begin(begin: &Begin) -> Result<Self, WasmLedgerError> {
        if begin.receipts.len() > RECEIPTS_MAX {
            return Err(WasmLedgerError::Receipts {
                actual: begin.receipts.len(),
                max: RECEIPTS_MAX,
            });
        }
        let policy = LedgerPolicy::parse(&begin.policy)?;
        let memory = begin.remembered.as_ref();
        let memory = memory.map(|remembered| Memory::read(remembered, &policy));
        let receipts = begin.receipts.iter();
        Ok(Self {
            demonstration: begin.demonstration,
            clock: begin.clock,
            memory: memory.transpose()?,
            receipts: receipts.map(|text| read_receipt(text, &policy)).collect(),
            policy,
            stage: Stage::Cosigned,
            heads: None,
            tree: None,
            newer: Err(Finding::Unfinished),
        })
    }

    /// The file that is wanted next, and after it those that will be, as far as that is known: a
    /// host may fetch them meanwhile. None once all is read.
    #[must_use]
    pub fn wanted(&self) -> Vec<Wanted> {
        let note = |path: &str| Wanted {
            path: path.to_owned(),
            size_max_bytes: NOTE_SIZE_MAX_BYTES,
        };
        let tile = |tile: TileId| Wanted {
            path: tile.path(),
            size_max_bytes: Asked::size_max_bytes(tile),
        };
        match &self.stage {
            Stage::Cosigned => vec![note(COSIGNED), note(CHECKPOINT)],
            Stage::Newest { .. } => vec![note(CHECKPOINT)],
            Stage::Tree => {
                let tiles = self.tree.as_ref().map(Tree::wanted).unwrap_or_default();
                tiles.into_iter().map(tile).collect()
            }
            Stage::Newer(newer) => newer.wanted().into_iter().map(tile).collect(),
            Stage::Done => Vec::new(),
        }
    }

    /// Takes the file that is wanted next; `None` if it is not there.
    ///
    /// # Errors
    /// [`WasmLedgerError::Unexpected`] for any other file.
    pub fn take(&mut self, path: &str, bytes: Option<&[u8]>) -> Result<(), WasmLedgerError> {
        if self
            .wanted()
            .first()
            .is_none_or(|wanted| wanted.path != path)
        {
            return Err(WasmLedgerError::Unexpected);
        }
        match &mut self.stage {
            Stage::Cosigned => {
                let cosigned = read_head(bytes, &self.policy);
                self.stage = Stage::Newest { cosigned };
            }
            Stage::Newest { cosigned } => {
                let newest = read_head(bytes, &self.policy);
                let heads = Heads::new(cosigned.take(), newest, &self.policy);
                self.begin_tree(&heads);
                self.heads = Some(heads);
            }
            Stage::Tree => {
                if let Some(tree) = &mut self.tree {
                    tree.take(bytes);
                }
            }
            Stage::Newer(newer) => newer.take(bytes),
            Stage::Done => {}
        }
        self.go_on();
        Ok(())
    }

    /// How many entries were read.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.tree.as_ref().map_or(0, Tree::read)
    }

    /// How many entries the tree has, once that is known.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        let audited = self.heads.as_ref()?.audited.as_ref().ok()?;
        Some(audited.checkpoint.size)
    }

    fn begin_tree(&mut self, heads: &Heads) {
        let mut watched = Watched::default();
        if let Some(memory) = &self.memory {
            watched.watch_root(memory.checkpoint.size);
        }
        if let Ok(Some(newest)) = &heads.newest {
            watched.watch_root(newest.size);
        }
        for promised in self.receipts.iter().flatten() {
            promised.watch(&mut watched);
        }
        let audited = heads.audited.as_ref().ok();
        self.tree = audited.map(|signed| Tree::new(&signed.checkpoint, watched));
        self.stage = Stage::Tree;
    }

    /// Goes to the next stage once one has all that it wants.
    fn go_on(&mut self) {
        if matches!(self.stage, Stage::Tree) && self.tree.as_ref().is_none_or(Tree::is_done) {
            self.stage = self.after_tree();
        }
        if let Stage::Newer(newer) = &self.stage
            && newer.is_done()
        {
            self.newer = newer.check();
            self.stage = Stage::Done;
        }
    }

    fn after_tree(&mut self) -> Stage {
        let heads = self.heads.as_ref();
        let Some((heads, tree)) = heads.zip(self.tree.as_ref()) else {
            self.newer = Err(Finding::NotProven);
            return Stage::Done;
        };
        self.newer = match (&heads.audited, &heads.newest) {
            (_, Err(finding)) => Err(finding.clone()),
            (_, Ok(None)) => Err(Finding::NoNewer),
            (Ok(audited), Ok(Some(newest))) if newest.size > audited.checkpoint.size => {
                let old = audited.checkpoint.clone();
                return Stage::Newer(Newer::new(old, newest.clone()));
            }
            (_, Ok(Some(newest))) => tree.check_begins_with(newest),
        };
        Stage::Done
    }

    /// What came of it, as far as it went.
    #[must_use]
    pub fn report(&self) -> Report {
        let checks = self.checks();
        let tree = self.tree.as_ref();
        let receipts = self.receipts.iter();
        let receipts: Vec<_> = receipts.map(|one| check_receipt(one, tree)).collect();
        let verdict = verdict(&checks, &receipts);
        let counts = tree.map(|tree| tree.counts().collect()).unwrap_or_default();
        let counts: Vec<(&'static str, u64)> = counts;
        let is_proven = |check: &Check| {
            let is_open = check.name == "time" && check.outcome == Outcome::Undetermined;
            is_open || matches!(check.outcome, Outcome::Passed | Outcome::Skipped)
        };
        Report {
            verdict,
            origin: self.policy.origin().to_owned(),
            quorum: self.policy.quorum_min(),
            tree: self.tree_answer(),
            remember: verdict != Outcome::Failed && checks.iter().all(is_proven),
            counts: counts
                .into_iter()
                .map(|(kind, count)| Count { kind, count })
                .collect(),
            checks,
            receipts,
        }
    }

    fn checks(&self) -> Vec<Check> {
        let heads = self.heads.as_ref().ok_or(Finding::Unfinished);
        let tree = self.tree.as_ref();
        let tree = tree.ok_or(match &heads {
            Ok(_) => Finding::NotProven,
            Err(finding) => finding.clone(),
        });
        let of_heads =
            |check: &dyn Fn(&Heads) -> Result<(), Finding>| heads.clone().and_then(check);
        let of_tree = |check: &dyn Fn(&Tree) -> Result<(), Finding>| tree.clone().and_then(check);
        let grown = match &self.memory {
            None => Err(Finding::FirstTime),
            Some(memory) => of_tree(&|tree| tree.check_begins_with(&memory.checkpoint)),
        };
        let keys = match &self.memory {
            None => Err(Finding::FirstTime),
            Some(memory) => of_heads(&|heads| match &heads.audited {
                Ok(signed) => memory.check_keys(signed),
                Err(_) => Err(Finding::NotProven),
            }),
        };
        let witnesses = of_heads(&|heads| heads.check_witnesses(&self.policy, self.demonstration));
        vec![
            Check::new("signature", of_heads(&Heads::check_signature)),
            Check::new("witnesses", witnesses),
            Check::new("keys", keys),
            Check::new("time", of_heads(&|heads| heads.check_time(self.clock))),
            Check::new("entries", of_tree(&Tree::check_entries)),
            Check::new("leaves", of_tree(&Tree::check_leaves)),
            Check::new("grown", grown),
            Check::new("newest", self.newer.clone()),
        ]
    }

    fn tree_answer(&self) -> Option<TreeAnswer> {
        let heads = self.heads.as_ref()?;
        let signed = heads.audited.as_ref().ok()?;
        let tree = &signed.checkpoint;
        Some(TreeAnswer {
            size: tree.size,
            root: STANDARD.encode(tree.root),
            cosigned_at: heads.cosigned_at(),
            witnesses: heads.witnesses(&self.policy),
            checkpoint: signed.to_text(),
        })
    }
}
