//! What is random about a link, and what is kept of it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::sha256;

/// 256 random bits in an address or a code; what is kept are hashes, each for a purpose of its own.
pub(super) struct LinkSecret([u8; 32]);

impl LinkSecret {
    pub(super) const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    pub(super) fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the link is found by.
    pub(super) fn address_hash(&self) -> [u8; 32] {
        self.hash(b"cleanbill health link address\0", b"")
    }

    /// What the link is ended by.
    pub(super) fn revocation_hash(&self) -> [u8; 32] {
        self.hash(b"cleanbill health link revocation\0", b"")
    }

    /// What a passcode is recognised by. Passcodes are short: without the address, which is kept
    /// nowhere, nobody can try them against the hash.
    pub(super) fn passcode_hash(&self, passcode: &str) -> [u8; 32] {
        self.hash(b"cleanbill health link passcode\0", passcode.as_bytes())
    }

    fn hash(&self, purpose: &[u8], more: &[u8]) -> [u8; 32] {
        sha256(&[purpose, &self.0, more].concat())
    }
}

/// Which file an address is for, and until when.
///
/// ```text
/// BASE64URL( number, 2 bytes │ Unix seconds, 8 bytes │ proof, 32 bytes )
/// ```
pub(super) struct Ticket {
    pub(super) number: i16,
    until: i64,
}

impl Ticket {
    pub(super) const fn new(number: i16, until: i64) -> Self {
        Self { number, until }
    }

    fn said(&self) -> Vec<u8> {
        [&self.number.to_be_bytes()[..], &self.until.to_be_bytes()].concat()
    }

    /// All inputs have a length of their own, so that none runs into the next.
    fn proof(&self, key: &[u8; 32], path: &[u8; 32]) -> [u8; 32] {
        let purpose = &b"cleanbill health link file\0"[..];
        sha256(&[purpose, key, path, &self.said()].concat())
    }

    pub(super) fn to_text(&self, key: &[u8; 32], path: &[u8; 32]) -> String {
        URL_SAFE_NO_PAD.encode([self.said(), self.proof(key, path).to_vec()].concat())
    }

    /// A ticket that was given out for this link and counts at `now`.
    pub(super) fn parse(text: &str, key: &[u8; 32], path: &[u8; 32], now: i64) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (number, rest) = bytes.split_first_chunk::<2>()?;
        let (until, proof) = rest.split_first_chunk::<8>()?;
        let ticket = Self::new(i16::from_be_bytes(*number), i64::from_be_bytes(*until));
        let expected = ticket.proof(key, path);
        let differing = expected
            .iter()
            .zip(proof)
            .fold(0, |all, (a, b)| all | (a ^ b));
        (proof.len() == expected.len() && differing == 0 && now < ticket.until).then_some(ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_never_give_the_same_hash() {
        let secret = LinkSecret::new([1; 32]);
        let hashes = [
            secret.address_hash(),
            secret.revocation_hash(),
            secret.passcode_hash(""),
            secret.passcode_hash("1234"),
        ];
        for (at, hash) in hashes.iter().enumerate() {
            assert!(!hashes[..at].contains(hash), "{at}");
        }
        assert_eq!(LinkSecret::parse(&secret.to_text()).unwrap().0, secret.0);
        for text in ["", "AAAA", &"A".repeat(42), &"A".repeat(44)] {
            assert!(LinkSecret::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_ticket_is_for_one_file_of_one_link_and_some_minutes() {
        let (key, path) = ([1; 32], [2; 32]);
        let text = Ticket::new(3, 1_000).to_text(&key, &path);
        let number = |text: &str, key, path, now| Ticket::parse(text, key, path, now);
        assert_eq!(number(&text, &key, &path, 999).unwrap().number, 3);
        assert!(number(&text, &key, &path, 1_000).is_none());
        assert!(number(&text, &[9; 32], &path, 999).is_none());
        assert!(number(&text, &key, &[9; 32], 999).is_none());
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let changed = URL_SAFE_NO_PAD.encode(changed);
            assert!(number(&changed, &key, &path, 1).is_none(), "{at}");
            assert!(number(&URL_SAFE_NO_PAD.encode(&bytes[..at]), &key, &path, 1).is_none());
        }
    }
}
