//! JSON (RFC 8259) as a tape: one flat list of values over the text, strict, bounded and fast.
//!
//! ```text
//! {"a":[1,"x"]}      Object(1..5)  Text "a"  List(3..5)  Number 1  Text "x"
//! ```
//!
//! A card is read at every door: building a tree of maps and strings takes longer than all else
//! but the signature. Texts stay where they are until somebody asks for one.

mod node;
mod reader;

use cleanbill_jose::json::JsonError;

use crate::Limits;
pub(crate) use node::{Kind, Node};

/// One JSON text, read.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Tape {
    text: Box<str>,
    tokens: Vec<Token>,
}

/// A value on the tape.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Token {
    kind: Kind,
    /// Where the value starts and ends in the text; of a text what is between the quotes.
    start: u32,
    end: u32,
    /// The place on the tape of what follows the value and all that is in it.
    next: u32,
}

impl Tape {
    /// Reads one JSON text.
    pub(crate) fn parse(
        bytes: &[u8],
        bytes_max: usize,
        limits: &Limits,
    ) -> Result<Self, JsonError> {
        let actual = bytes.len();
        if actual > bytes_max || u32::try_from(actual).is_err() {
            let max = bytes_max.min(u32::MAX as usize);
            return Err(JsonError::TooLarge { max, actual });
        }
        let text = core::str::from_utf8(bytes).map_err(|_| JsonError::Malformed)?;
        let tokens = reader::read(text, limits)?;
        let text = text.into();
        Ok(Self { text, tokens })
    }

    /// The outermost value.
    pub(crate) fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    /// The text as it was read.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    fn token(&self, place: u32) -> Token {
        // Places come from the tape itself; the first value is always there.
        let token = self.tokens.get(place as usize).copied();
        token.unwrap_or(Token {
            kind: Kind::Null,
            start: 0,
            end: 0,
            next: u32::MAX,
        })
    }

    fn slice(&self, token: Token) -> &str {
        let range = token.start as usize..token.end as usize;
        self.text.get(range).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
