//! The layout in which the EU distributes revocations to those who check: by kid, by the leading
//! digits of the hash, by expiry.
//!
//! ```text
//! GET /lists                          [{"kid": "…", "mode": "VECTOR", "hashTypes": ["UCI"],
//!                                       "expires": "…", "lastUpdated": "…"}]
//! GET /lists/‹kid›/partitions         [{"kid": "…", "id": "a", "x": "a", "y": null,
//!                                       "lastUpdated": "…", "expired": "…", "chunks":
//!                                       {"b": {"2022-12-01T00:00:00Z": {"type": "BLOOMFILTER",
//!                                        "version": "1.0", "hash": "‹SHA-256 of the slice›"}}}}]
//! GET /lists/‹kid›/partitions/‹id›/slices    gzip of tar of slices
//! ```
//!
//! | mode | x | y | chunk |
//! |---|---|---|---|
//! | `POINT` | | | first hex digit |
//! | `VECTOR` | first | | second |
//! | `COORDINATE` | first | second | third |
//!
//! A slice is a [`Filter`] over those hashes of a chunk that expire
//! together. It is named by its own SHA-256, and that is how it is asked for: through
//! [`SliceSource`], from wherever it is kept. Source:
//! eu-digital-green-certificates/dgca-revocation-distribution-service.

mod archive;
mod error;
mod overview;
mod partition;
mod source;

use std::collections::BTreeMap;

use cleanbill_crypto::sha256;

pub use archive::read_archive;
pub use error::SlicesError;
pub use overview::{KidOverview, Mode, parse_overview};
pub use partition::{Coordinates, Partition, SliceReference, parse_partitions};
pub use source::{Digest, MemorySlices, SliceSource};

use crate::filter::Filter;
use crate::{Answer, KeyHash, Limits, Mechanism, Subject};

/// Everything that a distributor hands out, with its slices in `S`.
#[derive(Clone, Debug)]
pub struct Slices<S> {
    kids: BTreeMap<Vec<u8>, KidSlices>,
    source: S,
    limits: Limits,
}

/// What there is of one kid.
#[derive(Clone, Debug)]
struct KidSlices {
    overview: KidOverview,
    /// `None` until they were fetched.
    chunks: Option<BTreeMap<Coordinates, Vec<SliceReference>>>,
}

/// Whether a hash is in the slices of a kid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Yes,
    No,
    /// A slice that would have to be looked into is not there.
    Unknown,
}

impl<S> Slices<S> {
    /// The kids of an overview, whose partitions are still to be added.
    #[must_use]
    pub fn new(overview: Vec<KidOverview>, source: S, limits: Limits) -> Self {
        let mut kids = BTreeMap::new();
        for overview in overview {
            let chunks = None;
            kids.insert(overview.kid.clone(), KidSlices { overview, chunks });
        }
        Self {
            kids,
            source,
            limits,
        }
    }

    /// Takes all partitions of a kid, in place of those that there are.
    ///
    /// # Errors
    /// [`SlicesError::UnknownKid`] if the overview does not have the kid or a partition is of
    /// another; [`SlicesError::Coordinates`] if one does not fit the kid's mode;
    /// [`SlicesError::TooMany`].
    pub fn set_partitions(
        &mut self,
        kid: &[u8],
        partitions: Vec<Partition>,
    ) -> Result<(), SlicesError> {
        let slices = self.kids.get_mut(kid).ok_or(SlicesError::UnknownKid)?;
        let mode = slices.overview.mode;
        let mut chunks: BTreeMap<Coordinates, Vec<SliceReference>> = BTreeMap::new();
        let (mut actual, max) = (0, self.limits.slices_max);
        for partition in partitions {
            if partition.kid != kid {
                return Err(SlicesError::UnknownKid);
            }
            for (coordinates, references) in partition.chunks {
                if !mode.fits(&coordinates) {
                    return Err(SlicesError::Coordinates);
                }
                actual += references.len();
                if actual > max {
                    return Err(SlicesError::TooMany { actual, max });
                }
                chunks.entry(coordinates).or_default().extend(references);
            }
        }
        slices.chunks = Some(chunks);
        Ok(())
    }

    /// The slices in force at the instant `at` (Unix seconds) that have to be there for every pass
    /// to be looked up: what is to be fetched.
    pub fn digests(&self, at: i64) -> impl Iterator<Item = &Digest> + '_ {
        let kids = self
            .kids
            .values()
            .filter(move |kid| kid.overview.expires_at > at);
        kids.filter_map(|kid| kid.chunks.as_ref())
            .flat_map(BTreeMap::values)
            .flatten()
            .filter(move |reference| reference.expires_at > at)
            .map(|reference| &reference.digest)
    }

    /// Where the slices are.
    pub const fn source_mut(&mut self) -> &mut S {
        &mut self.source
    }
}

impl<S: SliceSource> Slices<S> {
    /// Whether every pass of these kids can be looked up at the instant `at` (Unix seconds): all
    /// partitions and slices in force are there and can be read. Where one is missing its passes
    /// are [`Answer::NotCovered`], which refuses nobody; so whoever publishes or loads a whole
    /// layout asks this first.
    ///
    /// # Errors
    /// [`SlicesError::Incomplete`].
    pub fn check_complete(&self, at: i64) -> Result<(), SlicesError> {
        let in_force = |kid: &&KidSlices| kid.overview.expires_at > at;
        for kid in self.kids.values().filter(in_force) {
            let chunks = kid.chunks.as_ref().ok_or(SlicesError::Incomplete)?;
            let mut references = chunks.values().flatten();
            let readable = |reference: &SliceReference| {
                reference.expires_at <= at || self.filter(reference).is_some()
            };
            if !references.all(readable) {
                return Err(SlicesError::Incomplete);
            }
        }
        Ok(())
    }

    fn find(&self, kid: &KidSlices, hash: &KeyHash, at: i64) -> Found {
        let Some(chunks) = &kid.chunks else {
            return Found::Unknown;
        };
        let references = chunks.get(&kid.overview.mode.coordinates(hash));
        let mut found = Found::No;
        for reference in references.into_iter().flatten() {
            if reference.expires_at <= at {
                continue;
            }
            match self.filter(reference) {
                Some(filter) if filter.may_contain(hash) => return Found::Yes,
                Some(_) => {}
                None => found = Found::Unknown,
            }
        }
        found
    }

    /// The filter of a slice, if it is there, is what its name says, and can be read.
    fn filter(&self, reference: &SliceReference) -> Option<Filter> {
        let bytes = self.source.slice(&reference.digest)?;
        if sha256(&bytes) != reference.digest {
            return None;
        }
        Filter::parse(reference.kind, &bytes, &self.limits).ok()
    }
}

impl<S: SliceSource> Mechanism for Slices<S> {
    fn name(&self) -> &'static str {
        "eu-slices"
    }

    /// Covers the kids of the overview until they expire, as far as the slices are there.
    fn look_up(&self, subject: &Subject<'_>, at: i64) -> Answer {
        let kid = self.kids.get(subject.kid);
        let Some(kid) = kid.filter(|kid| kid.overview.expires_at > at) else {
            return Answer::NotCovered;
        };
        let mut answer = Answer::NotCovered;
        let mut is_complete = true;
        for hash_type in &kid.overview.hash_types {
            for hash in hash_type.hashes(subject) {
                match self.find(kid, hash, at) {
                    Found::Yes => return Answer::Revoked,
                    Found::No => answer = Answer::NotRevoked,
                    Found::Unknown => is_complete = false,
                }
            }
        }
        if is_complete {
            answer
        } else {
            Answer::NotCovered
        }
    }
}
