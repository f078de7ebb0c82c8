use std::fmt;

use cleanbill_seal::{KeyRing, TokenUse};

use crate::Entropy;

pub(crate) use base16ct::lower::encode_string as to_hex;

/// A random secret that is handed out once, in a link or to a holder's device; only a keyed hash of
/// it is kept. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub(crate) fn draw(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parse_hex(text).map(Self)
    }

    /// As 64 hexadecimal digits.
    #[must_use]
    pub fn to_text(&self) -> String {
        to_hex(&self.0)
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Under what it is kept.
    pub(crate) fn tag(&self, ring: &KeyRing, token_use: TokenUse) -> [u8; 16] {
        tag_of(ring, token_use, &self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The tag of any secret, as tables keep it.
pub(crate) fn tag_of(ring: &KeyRing, token_use: TokenUse, secret: &[u8]) -> [u8; 16] {
    let [tag @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
        ring.token_tag(token_use, secret);
    tag
}

pub(crate) fn parse_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let read = base16ct::mixed::decode(text, &mut bytes).ok()?;
    (read.len() == 32).then_some(bytes)
}
