//! A Token Status List as a mechanism.

use std::sync::Arc;

use cleanbill_crypto::PublicKey;
use cleanbill_statuslist::{
    Status, StatusListCwt, StatusListError, StatusListJwt, StatusListToken, StatusReference,
};

use crate::{Answer, Mechanism, Subject};

/// Verifies a status list in a JWT with its issuer's key, and reads it.
///
/// # Errors
/// [`StatusListError`]: signature, claims, or list.
pub fn verify_jwt(
    jwt: &StatusListJwt<'_>,
    key: &PublicKey,
) -> Result<StatusListToken, StatusListError> {
    jwt.verify_with(|jws| jws.verify(key).is_ok())
}

/// Verifies a status list in a CWT with its issuer's key, and reads it.
///
/// # Errors
/// [`StatusListError`]: signature, claims, or list.
pub fn verify_cwt(
    cwt: &StatusListCwt<'_>,
    key: &PublicKey,
) -> Result<StatusListToken, StatusListError> {
    cwt.verify_with(|message| {
        let algorithm = message.algorithm();
        algorithm.is_ok_and(|algorithm| message.verify(algorithm, key).is_ok())
    })
}

/// The entry of one pass in a verified status list.
///
/// A [`Subject`] has no index: the reference stands in the pass's own signed claims. So this
/// answers for the pass whose reference it was made with, and is asked about no other.
#[derive(Clone, Debug)]
pub struct StatusEntry {
    list: Arc<StatusListToken>,
    reference: StatusReference,
}

impl StatusEntry {
    /// The entry to which `reference` points, in a list whose signature was verified.
    #[must_use]
    pub const fn new(list: Arc<StatusListToken>, reference: StatusReference) -> Self {
        Self { list, reference }
    }

    /// What the entry says at the instant `at` (Unix seconds), so that *suspended* can be told from
    /// *invalid*.
    ///
    /// # Errors
    /// [`StatusListError`]: another list, an expired one, no such entry.
    pub fn status(&self, at: i64) -> Result<Status, StatusListError> {
        self.list.check(&self.reference, at)
    }
}

impl Mechanism for StatusEntry {
    fn name(&self) -> &'static str {
        "status-list"
    }

    /// *Suspended* is revoked for now. A list that cannot answer, and a value whose meaning is not
    /// agreed on, cover nothing.
    fn look_up(&self, _subject: &Subject<'_>, at: i64) -> Answer {
        match self.status(at) {
            Ok(Status::Valid) => Answer::NotRevoked,
            Ok(Status::Invalid | Status::Suspended) => Answer::Revoked,
            Ok(Status::ApplicationSpecific(_) | Status::Unassigned(_)) | Err(_) => {
                Answer::NotCovered
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use cleanbill_crypto::Signer;
    use cleanbill_statuslist::{Bits, Limits, StatusList};
    use cleanbill_testkit::FixedKey;

    use super::*;

    #[test]
    fn only_the_issuers_key_verifies() {
        let (ours, theirs) = (FixedKey::new(1), FixedKey::new(2));
        let limits = Limits::default();
        let token = StatusListToken {
            subject: "https://x.example/1".to_owned(),
            issued_at: 0,
            expires_at: None,
            time_to_live_secs: None,
            list: StatusList::new(Bits::One, 8, &limits).unwrap(),
        };
        let refused = Err(StatusListError::Signature);
        let algorithm = ours.algorithm();
        let sign = |message: &[u8]| ours.sign(message);
        let jwt = token.to_jwt(algorithm.jose_name(), "k", sign).unwrap();
        let jwt = StatusListJwt::parse(&jwt, &limits).unwrap();
        assert_eq!(verify_jwt(&jwt, ours.public_key()), Ok(token.clone()));
        assert_eq!(verify_jwt(&jwt, theirs.public_key()), refused);
        let cwt = token.to_cwt(algorithm.cose_id(), b"k", sign).unwrap();
        let cwt = StatusListCwt::parse(&cwt, &limits).unwrap();
        assert_eq!(verify_cwt(&cwt, ours.public_key()), Ok(token));
        assert_eq!(verify_cwt(&cwt, theirs.public_key()), refused);
    }

    #[test]
    fn the_entry_decides() {
        let mut list = StatusList::new(Bits::Four, 8, &Limits::default()).unwrap();
        for (index, value) in [(1, 1), (2, 2), (3, 3), (4, 4)] {
            list.set(index, Status::from_value(value)).unwrap();
        }
        let list = Arc::new(StatusListToken {
            subject: "https://x.example/1".to_owned(),
            issued_at: 0,
            expires_at: Some(100),
            time_to_live_secs: None,
            list,
        });
        let look_up = |index, uri: &str, at| {
            let uri = uri.to_owned();
            let entry = StatusEntry::new(Arc::clone(&list), StatusReference { index, uri });
            entry.look_up(&Subject::default(), at)
        };
        let answers = [0, 1, 2, 3, 4, 8].map(|index| look_up(index, "https://x.example/1", 99));
        let expected = [
            Answer::NotRevoked,
            Answer::Revoked,
            Answer::Revoked,
            Answer::NotCovered,
            Answer::NotCovered,
            Answer::NotCovered,
        ];
        assert_eq!(answers, expected);
        assert_eq!(look_up(1, "https://x.example/2", 99), Answer::NotCovered);
        assert_eq!(look_up(1, "https://x.example/1", 100), Answer::NotCovered);
    }
}
