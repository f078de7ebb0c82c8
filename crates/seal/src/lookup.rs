//! Keyed hashes: what leads to a row, or tells two things equal, without saying what it is.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use cleanbill_issuer::registry::LookupKind;

use crate::KeyRing;

/// What a token that was handed out is for; the same token under another use is another tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum TokenUse {
    /// A signed-in session.
    Session = 1,
    /// The key of a machine.
    ApiKey = 2,
    /// An invitation to register a key.
    Invitation = 3,
    /// A ceremony of a passkey that has begun.
    Ceremony = 4,
    /// The hash of an act, whose tag blinds the act's leaf.
    ActLeaf = 5,
}

/// What a tag of the tag key is of.
#[repr(u8)]
enum Tagged {
    Product = 1,
    Lot = 2,
    Login = 3,
    Request = 4,
}

impl KeyRing {
    /// The look-up hash of `fields`, with the key of its kind. Names, dates and numbers must be
    /// given in one spelling each: what differs in a byte is not found.
    ///
    /// For a handle the one field is the UCI, and the hash has no key (ADR 0008).
    #[must_use]
    pub fn lookup_hash(&self, kind: LookupKind, fields: &[&[u8]]) -> [u8; 16] {
        let key = match kind {
            LookupKind::Handle => return cut(digest(&SHA256, &fields.concat()).as_ref()),
            LookupKind::PersonMatch => &self.persons,
            LookupKind::Document => &self.documents,
            LookupKind::Record => &self.records,
        };
        keyed(key, kind.number(), fields)
    }

    /// The tag of a product, by which a withdrawal finds events without opening them.
    #[must_use]
    pub fn product_tag(&self, product: &str) -> [u8; 8] {
        keyed(&self.tags, Tagged::Product as u8, &[product.as_bytes()])
    }

    /// The tag of a lot of a product.
    #[must_use]
    pub fn lot_tag(&self, product: &str, lot: &str) -> [u8; 8] {
        let fields = [product.as_bytes(), lot.as_bytes()];
        keyed(&self.tags, Tagged::Lot as u8, &fields)
    }

    /// The tag of a log-in: an OpenID provider and its name for somebody.
    #[must_use]
    pub fn login_tag(&self, provider: &str, subject: &str) -> [u8; 16] {
        let fields = [provider.as_bytes(), subject.as_bytes()];
        keyed(&self.tags, Tagged::Login as u8, &fields)
    }

    /// The tag of the key that somebody gave a request, so that it is carried out once.
    #[must_use]
    pub fn request_tag(&self, key: &str) -> [u8; 16] {
        keyed(&self.tags, Tagged::Request as u8, &[key.as_bytes()])
    }

    /// The tag under which a token is kept: who reads the database cannot use the token.
    #[must_use]
    pub fn token_tag(&self, token_use: TokenUse, token: &[u8]) -> [u8; 32] {
        keyed(&self.sessions, token_use as u8, &[token])
    }
}

/// HMAC-SHA-256 of the number of a use and of all fields, each after its length, so that no two
/// lists of fields are the same bytes.
pub(crate) fn keyed<const N: usize>(key: &hmac::Key, number: u8, fields: &[&[u8]]) -> [u8; N] {
    let mut context = hmac::Context::with_key(key);
    context.update(&[number]);
    for field in fields {
        context.update(&(field.len() as u64).to_be_bytes());
        context.update(field);
    }
    cut(context.sign().as_ref())
}

/// The first bytes of a hash, which is longer.
fn cut<const N: usize>(hash: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    for (to, from) in bytes.iter_mut().zip(hash) {
        *to = *from;
    }
    bytes
}
