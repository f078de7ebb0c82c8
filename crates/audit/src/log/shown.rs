//! Trees that were shown to somebody, held against the published one as it is walked.

use std::collections::BTreeMap;

use cleanbill_ledger::receipt::Receipt;
use cleanbill_ledger::{Checkpoint, Hash, LedgerPolicy, SignedCheckpoint, TlogProof, leaf_hash};

use crate::finding::{LogFinding, Shown};
use crate::findings::Findings;

/// What is looked for on the way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watched {
    roots: BTreeMap<u64, Vec<(Hash, Shown)>>,
    leaves: BTreeMap<u64, Vec<(Hash, String)>>,
}

impl Watched {
    /// Looks for this root at this size.
    pub(crate) fn root(&mut self, tree: &Checkpoint, shown: Shown) {
        let watched = self.roots.entry(tree.size).or_default();
        let known = (tree.root, shown);
        if !watched.contains(&known) {
            watched.push(known);
        }
    }

    /// The smallest size at which there is a root to look at, from `size` on.
    pub(crate) fn next_root(&self, size: u64) -> Option<u64> {
        self.roots.range(size..).next().map(|(size, _)| *size)
    }

    /// Holds the root of the published tree, which gets `published` leaves in the end, against
    /// those that were shown.
    pub(crate) fn at(&mut self, size: u64, root: &Hash, published: u64, findings: &mut Findings) {
        for (known, shown) in self.roots.remove(&size).unwrap_or_default() {
            if known == *root {
                continue;
            }
            findings.push(match size == published {
                true => LogFinding::SplitView { shown, size },
                false => LogFinding::TwoTrees {
                    shown,
                    known: size,
                    found: published,
                },
            });
        }
    }

    /// Holds a leaf against those that were promised.
    pub(crate) fn leaf(&mut self, index: u64, hash: &Hash, findings: &mut Findings) {
        if self.leaves.is_empty() {
            return;
        }
        for (promised, name) in self.leaves.remove(&index).unwrap_or_default() {
            if promised != *hash {
                findings.push(LogFinding::OmittedEntry { name, index });
            }
        }
    }

    /// Trees that end before where the walk begins, to be looked at in another way.
    pub(crate) fn roots_before(&mut self, size: u64) -> Vec<(u64, Hash, Shown)> {
        let later = self.roots.split_off(&size);
        let roots = std::mem::replace(&mut self.roots, later);
        let of_size = |(size, known): (u64, Vec<(Hash, Shown)>)| {
            let known = known.into_iter();
            known.map(move |(root, shown)| (size, root, shown))
        };
        roots.into_iter().flat_map(of_size).collect()
    }

    /// Leaves that lie before where the walk begins.
    pub(crate) fn leaves_before(&mut self, size: u64) -> Vec<(u64, Hash, String)> {
        let later = self.leaves.split_off(&size);
        let leaves = std::mem::replace(&mut self.leaves, later);
        let of_index = |(index, known): (u64, Vec<(Hash, String)>)| {
            let known = known.into_iter();
            known.map(move |(hash, name)| (index, hash, name))
        };
        leaves.into_iter().flat_map(of_index).collect()
    }

    /// What was not met, though the walk came to its end or not: trees that are larger than the
    /// published one.
    pub(crate) fn finish(&mut self, published: u64, is_whole: bool, findings: &mut Findings) {
        let is_beyond = |size: u64| is_whole || size > published;
        for (size, known) in std::mem::take(&mut self.roots) {
            for (_, shown) in known.into_iter().filter(|_| is_beyond(size)) {
                findings.push(LogFinding::Rollback {
                    shown,
                    known: size,
                    found: published,
                });
            }
        }
        for (index, known) in std::mem::take(&mut self.leaves) {
            for (_, name) in known.into_iter().filter(|_| is_beyond(index + 1)) {
                findings.push(LogFinding::OmittedEntry { name, index });
            }
        }
    }
}

/// A checkpoint that a verifier or wallet exported.
pub(crate) fn watch_checkpoint(
    name: &str,
    note: &[u8],
    policy: &LedgerPolicy,
    watched: &mut Watched,
    findings: &mut Findings,
) {
    let shown = Shown::Compared {
        name: name.to_owned(),
    };
    let signed = SignedCheckpoint::parse(note).map_err(|error| error.code());
    let signed = signed.and_then(|signed| {
        let verified = policy.verify_log_only(&signed);
        verified.map(|()| signed).map_err(|error| error.code())
    });
    match signed {
        Ok(signed) => watched.root(&signed.checkpoint, shown),
        Err(cause) => findings.push(LogFinding::ProvesNothing { shown, cause }),
    }
}

/// A receipt: its checkpoint, and the leaf that it promises.
pub(crate) fn watch_receipt(
    name: &str,
    proof: &[u8],
    policy: &LedgerPolicy,
    watched: &mut Watched,
    findings: &mut Findings,
) {
    let shown = Shown::Receipt {
        name: name.to_owned(),
    };
    match read_receipt(proof, policy) {
        Ok((tree, index, leaf)) => {
            watched.root(&tree, shown);
            let promised = (leaf, name.to_owned());
            watched.leaves.entry(index).or_default().push(promised);
        }
        Err(cause) => findings.push(LogFinding::ProvesNothing { shown, cause }),
    }
}

fn read_receipt(
    proof: &[u8],
    policy: &LedgerPolicy,
) -> Result<(Checkpoint, u64, Hash), &'static str> {
    let proof = TlogProof::parse(proof).map_err(|error| error.code())?;
    let receipt = Receipt::of(&proof).map_err(|error| error.code())?;
    let found = Receipt::check(&proof, None, policy).map_err(|error| error.code())?;
    Ok((
        found.cosigned.checkpoint,
        proof.index,
        leaf_hash(&receipt.leaf),
    ))
}
