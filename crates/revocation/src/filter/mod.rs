//! The two filters that the EU distributes revocations in.
//!
//! Both may have a pass that nobody revoked, at the rate that they state; neither may lack one that
//! was. Where a reference implementation writes something that can be read in two ways, both count,
//! and the [`Defect`] is named: a filter that is read too narrowly lets the revoked in.

pub mod bloom;
mod bytes;
mod error;
pub mod partial_hash;

pub use bloom::BloomFilter;
pub use error::FilterError;
pub use partial_hash::PartialHashFilter;

use crate::{KeyHash, Limits};

/// What is known to be wrong with filters in circulation, found in one that was still read.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Defect {
    /// Entries that start with zeros and then a byte from 80 on. The reference sorts signed
    /// integers and pads them with zeros: it writes ffff8001 as 00008001. They may be either.
    LostSign {
        /// How many.
        entries: usize,
    },
    /// Entries in the order of signed integers.
    SignedOrder,
    /// Entries in no order.
    Unordered,
    /// The number of hash functions after the identifier of the hash, as the format's README and
    /// older writers have it. Some of those also count bits from the second on; both ways count.
    HeaderOrder,
}

/// The kind of a filter (`SliceType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FilterKind {
    /// `VARHASHLIST`: [`PartialHashFilter`].
    PartialHash,
    /// `BLOOMFILTER`: [`BloomFilter`].
    Bloom,
}

impl FilterKind {
    /// The name in the distributor's JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PartialHash => "VARHASHLIST",
            Self::Bloom => "BLOOMFILTER",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::PartialHash, Self::Bloom]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// A filter of either kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// Prefixes of hashes.
    PartialHash(PartialHashFilter),
    /// Bits.
    Bloom(BloomFilter),
}

impl Filter {
    /// Reads a filter of a known kind.
    ///
    /// # Errors
    /// [`FilterError`].
    pub fn parse(kind: FilterKind, bytes: &[u8], limits: &Limits) -> Result<Self, FilterError> {
        match kind {
            FilterKind::PartialHash => {
                PartialHashFilter::parse(bytes, limits).map(Self::PartialHash)
            }
            FilterKind::Bloom => BloomFilter::parse(bytes, limits).map(Self::Bloom),
        }
    }

    /// Whether the filter has the hash, rightly or by chance.
    #[must_use]
    pub fn may_contain(&self, hash: &KeyHash) -> bool {
        match self {
            Self::PartialHash(filter) => filter.may_contain(hash),
            Self::Bloom(filter) => filter.may_contain(hash),
        }
    }

    /// What is wrong with it.
    #[must_use]
    pub fn defects(&self) -> &[Defect] {
        match self {
            Self::PartialHash(filter) => filter.defects(),
            Self::Bloom(filter) => filter.defects(),
        }
    }
}
