//! Text to tape. One pass, no recursion.

use cleanbill_jose::json::JsonError;

use super::{Kind, Node, Tape, Token};
use crate::Limits;

/// Characters of a number beyond which it may not fit a double.
const NUMBER_CHARS_SAFE: usize = 300;

struct Reader<'r> {
    text: &'r str,
    bytes: &'r [u8],
    at: usize,
    tokens: Vec<Token>,
    /// The place of the innermost object or list that is open. As long as one is, its token has
    /// the number of its members or items so far as `end`, and the place of the one around it as
    /// `next`.
    open: Option<u32>,
    /// How many are open.
    depth: usize,
    limits: &'r Limits,
}

type Read<T> = Result<T, JsonError>;

/// Reads one JSON text.
pub(super) fn read(text: &str, limits: &Limits) -> Read<Vec<Token>> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        // A value in ten bytes is what cards have; some have more.
        tokens: Vec::with_capacity((text.len() / 8).min(4_096)),
        open: None,
        depth: 0,
        limits,
    };
    reader.whole()?;
    Ok(reader.tokens)
}

impl Reader<'_> {
    fn whole(&mut self) -> Read<()> {
        self.skip_space();
        self.value()?;
        while let Some(place) = self.open {
            let open = self.tokens.get_mut(place as usize);
            let open = open.ok_or(JsonError::Malformed)?;
            let (kind, is_first) = (open.kind, open.end == 0);
            open.end += 1;
            let (actual, max) = (open.end as usize, self.limits.members_max);
            if kind == Kind::Object && actual > max.saturating_add(1) {
                return Err(JsonError::TooLarge { max, actual });
            }
            self.skip_space();
            match (self.peek(), kind) {
                (Some(b'}'), Kind::Object) | (Some(b']'), Kind::List) => {
                    self.at += 1;
                    self.close(place)?;
                    continue;
                }
                (Some(b','), _) if !is_first => {
                    self.at += 1;
                    self.skip_space();
                }
                (Some(_), _) if is_first => {}
                _ => return Err(JsonError::Malformed),
            }
            if kind == Kind::Object {
                self.name()?;
            }
            self.value()?;
        }
        self.skip_space();
        self.peek().map_or(Ok(()), |_| Err(JsonError::Malformed))
    }

    fn value(&mut self) -> Read<()> {
        match self.peek().ok_or(JsonError::Malformed)? {
            b'"' => self.string(),
            b'{' => self.begin(Kind::Object),
            b'[' => self.begin(Kind::List),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.literal("true", Kind::True),
            b'f' => self.literal("false", Kind::False),
            b'n' => self.literal("null", Kind::Null),
            _ => Err(JsonError::Malformed),
        }
    }

    fn name(&mut self) -> Read<()> {
        if self.peek() != Some(b'"') {
            return Err(JsonError::Malformed);
        }
        self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(JsonError::Malformed);
        }
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    fn begin(&mut self, kind: Kind) -> Read<()> {
        let max = self.limits.depth_max;
        if self.depth >= max {
            return Err(JsonError::TooDeep { max });
        }
        let (place, around) = (self.tokens.len() as u32, self.open);
        self.push(kind, self.at, 0)?;
        if let Some(token) = self.tokens.last_mut() {
            // What is not in anything is in itself.
            token.next = around.unwrap_or(place);
        }
        self.at += 1;
        self.open = Some(place);
        self.depth += 1;
        Ok(())
    }

    fn close(&mut self, place: u32) -> Read<()> {
        let (end, next) = (self.at as u32, self.tokens.len() as u32);
        let Some(token) = self.tokens.get_mut(place as usize) else {
            return Err(JsonError::Malformed);
        };
        self.open = Some(token.next).filter(|around| *around != place);
        self.depth -= 1;
        (token.end, token.next) = (end, next);
        if token.kind == Kind::Object {
            self.check_names(place as usize)?;
        }
        Ok(())
    }

    /// Whether no name of the object is there twice (RFC 8259, section 4).
    fn check_names(&self, object: usize) -> Read<()> {
        let mut one = object + 1;
        while let Some(name) = self.tokens.get(one) {
            let mut other = object + 1;
            while other < one {
                let Some(before) = self.tokens.get(other) else {
                    break;
                };
                if self.is_same(before, name) {
                    return Err(JsonError::DuplicateMember);
                }
                other = self.after_member(other);
            }
            one = self.after_member(one);
        }
        Ok(())
    }

    /// The place after the member whose name is at `name`.
    fn after_member(&self, name: usize) -> usize {
        let value = self.tokens.get(name + 1);
        value.map_or(usize::MAX, |value| value.next as usize)
    }

    fn is_same(&self, one: &Token, other: &Token) -> bool {
        if one.kind == Kind::Text && other.kind == Kind::Text {
            return self.raw(one) == self.raw(other);
        }
        self.plain(one) == self.plain(other)
    }

    fn raw(&self, token: &Token) -> &[u8] {
        let range = token.start as usize..token.end as usize;
        self.bytes.get(range).unwrap_or_default()
    }

    fn plain(&self, token: &Token) -> Option<String> {
        let text = core::str::from_utf8(self.raw(token)).unwrap_or_default();
        let token = Token {
            start: 0,
            end: token.end - token.start,
            ..*token
        };
        let tape = Tape {
            text: text.into(),
            tokens: vec![token],
        };
        Node::new(&tape, 0).string()
    }

    fn string(&mut self) -> Read<()> {
        let start = self.at + 1;
        let mut at = start;
        let mut kind = Kind::Text;
        loop {
            at += plain_len(self.bytes.get(at..).unwrap_or_default());
            match self.bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    kind = Kind::Escaped;
                    at += 2;
                }
                _ => return Err(JsonError::Malformed),
            }
        }
        if kind == Kind::Escaped {
            let quoted = self.text.get(self.at..at + 1).ok_or(JsonError::Malformed)?;
            serde_json::from_str::<String>(quoted).map_err(|_| JsonError::Malformed)?;
        }
        self.at = at + 1;
        self.push(kind, start, at)
    }

    fn number(&mut self) -> Read<()> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let whole = self.digits();
        let leading_zero = self.bytes.get(self.at - whole) == Some(&b'0') && whole > 1;
        let mut is_sound = whole > 0 && !leading_zero;
        if self.peek() == Some(b'.') {
            self.at += 1;
            is_sound &= self.digits() > 0;
        }
        let has_exponent = matches!(self.peek(), Some(b'e' | b'E'));
        if has_exponent {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            is_sound &= self.digits() > 0;
        }
        if is_sound && (has_exponent || self.at - start > NUMBER_CHARS_SAFE) {
            let number = self.text.get(start..self.at);
            let number = number.and_then(|number| number.parse::<f64>().ok());
            is_sound = number.is_some_and(f64::is_finite);
        }
        if !is_sound {
            return Err(JsonError::Malformed);
        }
        self.push(Kind::Number, start, self.at)
    }

    /// Goes over digits, and counts them.
    fn digits(&mut self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }

    fn literal(&mut self, word: &str, kind: Kind) -> Read<()> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(JsonError::Malformed);
        }
        let start = self.at;
        self.at += word.len();
        self.push(kind, start, self.at)
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) -> Read<()> {
        let max = self.limits.values_max;
        let actual = self.tokens.len() + 1;
        if actual > max {
            return Err(JsonError::TooLarge { max, actual });
        }
        // The text is not longer than a u32 counts: checked before.
        self.tokens.push(Token {
            kind,
            start: start as u32,
            end: end as u32,
            next: actual as u32,
        });
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }
}

/// How many bytes come before a quote, a backslash or a control character; all, if none comes.
fn plain_len(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let ends = ends_of_plain(u64::from_le_bytes(*word));
        if ends != 0 {
            return index * 8 + ends.trailing_zeros() as usize / 8;
        }
    }
    let is_end = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    let before = rest.iter().position(is_end).unwrap_or(rest.len());
    words.len() * 8 + before
}

/// The high bit of the lowest of eight bytes that ends a plain text; bits above it mean nothing.
fn ends_of_plain(word: u64) -> u64 {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    // To take n from a byte borrows if it is below n. The quote, 0x22, changes places with 0x20:
    // it and the control characters are then what is below 0x21.
    let quote_or_control = (word ^ (EACH * 0x02)).wrapping_sub(EACH * 0x21);
    let backslash = (word ^ (EACH * b'\\' as u64)).wrapping_sub(EACH);
    // A byte of 0x80 and more is none of them.
    (quote_or_control | backslash) & !word & (EACH * 0x80)
}
