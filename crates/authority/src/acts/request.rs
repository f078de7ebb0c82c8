//! Requests that may come again: the key that an officer gave, and what was answered.

use cleanbill_issuer::registry::{IdempotencyRow, Shard};
use cleanbill_store::StoreError;

use crate::issuing::RequestKey;
use crate::{Authority, AuthorityError, Caller};

/// What is kept of an answer: a shard and keys of rows, and nothing of anybody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) shard: Shard,
    /// What each of them is, the kind of request says.
    pub(crate) keys: Vec<i64>,
}

impl Outcome {
    fn to_bytes(&self) -> Vec<u8> {
        let keys = self.keys.iter().flat_map(|key| key.to_be_bytes());
        self.shard.0.to_be_bytes().into_iter().chain(keys).collect()
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (shard, rest) = bytes.split_first_chunk::<2>()?;
        let (keys, []) = rest.as_chunks::<8>() else {
            return None;
        };
        Some(Self {
            shard: Shard(u16::from_be_bytes(*shard)),
            keys: keys.iter().map(|key| i64::from_be_bytes(*key)).collect(),
        })
    }
}

impl Authority {
    /// What was answered to this request before.
    ///
    /// # Errors
    /// [`AuthorityError::KeyReused`] where the key came with another request.
    pub(crate) async fn outcome_of(
        &self,
        caller: &Caller,
        request: Option<&RequestKey>,
    ) -> Result<Option<Outcome>, AuthorityError> {
        let Some(request) = request else {
            return Ok(None);
        };
        let tag = self.inner.ring.request_tag(&request.key);
        let Some(row) = self.inner.store.idempotency(caller.officer, &tag).await? else {
            return Ok(None);
        };
        if row.request_hash != request.request_hash {
            return Err(AuthorityError::KeyReused);
        }
        let outcome = Outcome::parse(&row.outcome);
        outcome.map(Some).ok_or(AuthorityError::Damaged)
    }

    /// The row that keeps an answer.
    pub(crate) fn answer(
        &self,
        caller: &Caller,
        request: &RequestKey,
        outcome: &Outcome,
        now: i64,
    ) -> IdempotencyRow {
        IdempotencyRow {
            officer: caller.officer,
            key_tag: self.inner.ring.request_tag(&request.key),
            request_hash: request.request_hash,
            at: now,
            outcome: outcome.to_bytes(),
        }
    }

    /// What another copy of the request was answered that came through first.
    pub(crate) async fn outcome_after(
        &self,
        error: StoreError,
        caller: &Caller,
        request: Option<&RequestKey>,
    ) -> Result<Outcome, AuthorityError> {
        match error {
            StoreError::KeyUsed => {
                let before = self.outcome_of(caller, request).await?;
                before.ok_or(AuthorityError::Store(StoreError::KeyUsed))
            }
            error => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        for keys in [vec![], vec![7], vec![i64::MAX, -1, 0]] {
            let outcome = Outcome {
                shard: Shard(513),
                keys,
            };
            let bytes = outcome.to_bytes();
            assert_eq!(Outcome::parse(&bytes), Some(outcome));
            assert_eq!(Outcome::parse(&bytes[..bytes.len() - 1]), None);
        }
        assert_eq!(Outcome::parse(&[]), None);
    }
}
