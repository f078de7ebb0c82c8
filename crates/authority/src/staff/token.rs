use std::fmt;

use cleanbill_seal::{KeyRing, TokenUse};

use crate::Entropy;

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

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn parse_hex(text: &str) -> Option<[u8; 32]> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let mut bytes = [0; 32];
    if pairs.len() != bytes.len() {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        let digit = |digit: &u8| char::from(*digit).to_digit(16);
        *byte = u8::try_from(digit(high)? * 16 + digit(low)?).ok()?;
    }
    Some(bytes)
}
