//! Commitments: what a batch holds of a pass, and of an act about one person; and what a leaf holds
//! of something that was filed for the eyes of the addressee alone.
//!
//! ```text
//! of a pass     SHA-256("cleanbill commitment 1"  ‖ secret ‖ SHA-256(COSE_Sign1))
//! of an act     SHA-256("cleanbill blinded act 1" ‖ secret ‖ hash of the act)
//! of a filing   SHA-256("cleanbill sealed filing 1" ‖ secret ‖ SHA-256(content))
//! of an answer  SHA-256("cleanbill sealed answer 1" ‖ secret ‖ SHA-256(answer))
//! ```
//!
//! The secret is derived from what is sealed of the holder, and handed over with the pass: whoever
//! has both can show that the pass is in the ledger, and nobody else can try passes against it.

use cleanbill_crypto::sha256;

/// The commitment to a pass: `secret` (32 bytes) opens it.
#[must_use]
pub fn commit_pass(secret: &[u8; 32], cose: &[u8]) -> [u8; 32] {
    blind(b"cleanbill commitment 1", secret, &sha256(cose))
}

/// The commitment to an act, by its hash: `secret` (32 bytes) opens it.
#[must_use]
pub fn commit_act(secret: &[u8; 32], act_hash: &[u8; 32]) -> [u8; 32] {
    blind(b"cleanbill blinded act 1", secret, act_hash)
}

/// The commitment to what was filed sealed, by the SHA-256 of its content: `secret` (32 random
/// bytes, in the receipt) opens it.
#[must_use]
pub fn commit_filing(secret: &[u8; 32], content: &[u8; 32]) -> [u8; 32] {
    blind(b"cleanbill sealed filing 1", secret, content)
}

/// The commitment to the answer to what was filed sealed, by the SHA-256 of its text: the `secret`
/// of the filing opens it.
#[must_use]
pub fn commit_answer(secret: &[u8; 32], answer: &[u8; 32]) -> [u8; 32] {
    blind(b"cleanbill sealed answer 1", secret, answer)
}

fn blind(domain: &[u8], secret: &[u8; 32], hash: &[u8; 32]) -> [u8; 32] {
    sha256(&[domain, secret.as_slice(), hash.as_slice()].concat())
}
