//! Where a set proves that its tightenings were told before (guarantee G14).

use cleanbill_ledger::leaf::{DocumentKind, Leaf};
use cleanbill_ledger::{LedgerPolicy, TlogProof};
use cleanbill_policy::{Announcement, Announcements};
use cleanbill_trust::set::{OpenedSet, TargetType};

use super::{BundleError, documents};

/// Most proofs that are looked at: one for each policy that a set may have.
const PROOFS_MAX: usize = 512;

/// The announcements of a set.
///
/// Where the set is in a ledger, each is a C2SP tlog-proof: that the leaf with the policy's digest
/// lies under a checkpoint that the quorum cosigned. When that was is the witnesses' word, so that
/// nobody can date one back. Where there is no ledger, a policy is taken at its own word, which its
/// publisher signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAnnouncements(Option<Vec<Told>>);

/// A policy that people were told of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    document: [u8; 32],
    urgent: bool,
    cosigned_at: i64,
    is_witnessed: bool,
    gained: Option<u64>,
    lost: Option<u64>,
}

/// What people were told of a policy: the result of its rehearsal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rehearsed {
    /// When the witnesses had signed that it was told, Unix seconds; `None` in a demonstration,
    /// where none has to.
    pub told_at: Option<i64>,
    /// Whether it was told as urgent.
    pub urgent: bool,
    /// Holders who are let in by it and were not before; `None`: fewer than ten, or not counted.
    pub gained: Option<u64>,
    /// Holders who are not let in any more.
    pub lost: Option<u64>,
}

impl SetAnnouncements {
    /// Those of a set that is in no ledger: each policy's own word.
    #[must_use]
    pub const fn declared() -> Self {
        Self(None)
    }

    /// Those that a set proves under its ledger's policy, which the caller has checked; `None`: it
    /// is in no ledger.
    ///
    /// # Errors
    /// [`BundleError::Documents`].
    pub fn of(set: &OpenedSet<'_>, ledger: Option<&LedgerPolicy>) -> Result<Self, BundleError> {
        let Some(ledger) = ledger else {
            return Ok(Self::declared());
        };
        let proofs = documents(set, &TargetType::ANNOUNCEMENTS, "announcements.v1")?;
        Ok(Self::proven(proofs.iter().map(String::as_str), ledger))
    }

    /// What was told of the policy with this digest, the first time.
    #[must_use]
    pub fn rehearsed(&self, digest: &[u8; 32]) -> Option<Rehearsed> {
        let told = self.0.iter().flatten();
        let told = told.filter(|told| told.document == *digest);
        let first = told.min_by_key(|told| told.cosigned_at)?;
        Some(Rehearsed {
            told_at: first.is_witnessed.then_some(first.cosigned_at),
            urgent: first.urgent,
            gained: first.gained,
            lost: first.lost,
        })
    }

    /// Those of these tlog-proofs that hold under a ledger's policy. What does not hold proves
    /// nothing, and does no harm.
    #[must_use]
    pub fn proven<'t>(proofs: impl IntoIterator<Item = &'t str>, ledger: &LedgerPolicy) -> Self {
        let proofs = proofs.into_iter().take(PROOFS_MAX);
        Self(Some(
            proofs.filter_map(|proof| told(proof, ledger)).collect(),
        ))
    }
}

fn told(proof: &str, ledger: &LedgerPolicy) -> Option<Told> {
    let proof = TlogProof::parse(proof.as_bytes()).ok()?;
    let entry = proof.extra.as_deref()?;
    let Leaf::Announcement(leaf) = Leaf::parse(entry).ok()? else {
        return None;
    };
    let cosigned = proof.verify(entry, ledger).ok()?;
    (leaf.kind == DocumentKind::Policies).then_some(Told {
        document: leaf.document,
        urgent: leaf.urgent,
        cosigned_at: cosigned.cosigned_at,
        is_witnessed: !cosigned.witnesses.is_empty(),
        gained: leaf.gained,
        lost: leaf.lost,
    })
}

impl Announcements for SetAnnouncements {
    fn proves(&self, digest: &[u8; 32], announcement: &Announcement) -> bool {
        let Some(told) = &self.0 else {
            return true;
        };
        told.iter().any(|told| {
            // Who was told of an ordinary change was not told that it comes in a day; and urgent
            // ones are counted in public.
            told.document == *digest
                && told.cosigned_at <= announcement.at
                && (told.urgent || !announcement.urgent)
        })
    }
}
