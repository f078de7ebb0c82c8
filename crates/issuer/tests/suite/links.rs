//! Signed links read back as they were.

use cleanbill_cose::DateClaim;
use cleanbill_crypto::Signer;
use cleanbill_hcert::{Decoder, HealthLinks, Limits, Payload, read_payload};
use cleanbill_issuer::{IssueError, KeyEpoch, issue_links};

use super::authority::{DAY, NOW, TestKey, authority};

fn links() -> HealthLinks {
    HealthLinks::new(vec!["vhlink:/e30".to_owned()])
}

#[test]
fn what_is_signed_reads_back() {
    let (key, epoch) = (TestKey::new(), *authority().epoch());
    for end in [None, Some(NOW + DAY)] {
        let text = issue_links(&links(), "XXX", &epoch, end, NOW, &key).unwrap();
        let mut decoder = Decoder::default();
        let envelope = decoder.decode(&text).unwrap();
        let algorithm = envelope.cose.algorithm().unwrap();
        assert_eq!(envelope.cose.verify(algorithm, key.public_key()), Ok(()));
        assert_eq!(envelope.claims.expires_at, end.map(DateClaim::At));
        let read = read_payload(&envelope, &Limits::default());
        assert_eq!(read, Ok(Payload::Links(links())));
    }
}

#[test]
fn nothing_is_signed_that_has_ended_or_by_a_key_that_has() {
    let (key, epoch) = (TestKey::new(), *authority().epoch());
    let ended = issue_links(&links(), "XXX", &epoch, Some(NOW), NOW, &key);
    assert_eq!(ended, Err(IssueError::Expired));
    let late = KeyEpoch {
        not_after: NOW - 1,
        ..epoch
    };
    let found = issue_links(&links(), "XXX", &late, None, NOW, &key);
    assert!(matches!(found, Err(IssueError::KeyWindow { .. })));
}
