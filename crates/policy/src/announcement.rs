//! That a tightening was told before.

/// What a policy says of its own announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announcement {
    /// When it was published, Unix seconds.
    pub at: i64,
    /// Whether the short notice is claimed: 24 hours, and then a life of 14 days at the most.
    pub urgent: bool,
}

/// Where announcements are proven.
///
/// The digest is the one of [`Policy::digest`](crate::Policy::digest): of all that the policy
/// says, without when it was signed and announced.
pub trait Announcements {
    /// Whether the policy with this digest was told of at the announcement's time at the latest;
    /// and, if the short notice is claimed, as urgent.
    fn proves(&self, digest: &[u8; 32], announcement: &Announcement) -> bool;
}

/// Takes the policy's own word, which its publisher signed: for drafts, and for sets that are in no
/// public ledger. What proves it to strangers is the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Declared;

impl Announcements for Declared {
    fn proves(&self, _digest: &[u8; 32], _announcement: &Announcement) -> bool {
        true
    }
}
