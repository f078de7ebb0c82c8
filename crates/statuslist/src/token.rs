//! What a status list token says, whichever way it came (section 5).

use crate::{Status, StatusList, StatusListError, StatusReference};

/// The claims of a status list token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusListToken {
    /// `sub`: the address of the list, and its name.
    pub subject: String,
    /// `iat`, in Unix seconds.
    pub issued_at: i64,
    /// `exp`, in Unix seconds: the first instant at which the list no longer counts.
    pub expires_at: Option<i64>,
    /// `ttl`: for how many seconds a copy may be used before the next is fetched.
    pub time_to_live_secs: Option<u64>,
    /// `status_list`.
    pub list: StatusList,
}

impl StatusListToken {
    /// The status of a token that refers to this list (section 8.3, steps 3 to 6).
    ///
    /// # Errors
    /// [`StatusListError::OtherList`], [`StatusListError::Expired`],
    /// [`StatusListError::OutOfRange`].
    pub fn check(&self, reference: &StatusReference, at: i64) -> Result<Status, StatusListError> {
        if self.subject != reference.uri {
            return Err(StatusListError::OtherList);
        }
        match self.expires_at {
            Some(expires_at) if expires_at <= at => Err(StatusListError::Expired { expires_at }),
            _ => self.list.status(reference.index),
        }
    }

    /// From when on the next list should be fetched, in Unix seconds, if `fetched_at` was when
    /// this one was (section 13.7): after `ttl`, and at `exp` at the latest.
    #[must_use]
    pub fn refresh_at(&self, fetched_at: i64) -> Option<i64> {
        let ttl = self.time_to_live_secs.map(i64::try_from);
        let stale = ttl.map(|ttl| fetched_at.saturating_add(ttl.unwrap_or(i64::MAX)));
        match (stale, self.expires_at) {
            (Some(stale), Some(expires_at)) => Some(stale.min(expires_at)),
            (stale, expires_at) => stale.or(expires_at),
        }
    }
}
