//! Reading DER one element at a time (ITU-T X.690 §8 and §10), by position, without recursion.
//!
//! Only what certificates and CMS messages need: one-octet tags and definite, minimal lengths.
//! Nothing is allocated; an element is a slice of the input and knows where in it it lies.

use std::ops::Range;

/// Identifier octets (X.690 §8.1.2).
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const UTF8_STRING: u8 = 0x0c;
    pub(crate) const PRINTABLE_STRING: u8 = 0x13;
    pub(crate) const T61_STRING: u8 = 0x14;
    pub(crate) const IA5_STRING: u8 = 0x16;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const BMP_STRING: u8 = 0x1e;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;

    /// `[number]` on a primitive type, implicitly tagged.
    pub(crate) const fn primitive(number: u8) -> u8 {
        0x80 | number
    }

    /// `[number]` on a constructed type, or explicitly tagged.
    pub(crate) const fn constructed(number: u8) -> u8 {
        0xa0 | number
    }
}

/// Why bytes are not the DER that was expected.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DerError {
    /// The input ends inside an element.
    #[error("the input ends inside an element, at byte {at}")]
    Truncated {
        /// Position in the input.
        at: usize,
    },
    /// Another element stands here than the type asks for (X.690 §8.1.2).
    #[error("tag {found:#04x} at byte {at} where {expected:#04x} belongs")]
    Tag {
        /// Identifier octet that the type asks for.
        expected: u8,
        /// Identifier octet in the input.
        found: u8,
        /// Position in the input.
        at: usize,
    },
    /// The length is indefinite, not minimal or above four octets (X.690 §10.1).
    #[error("a length that is not DER, at byte {at}")]
    Length {
        /// Position in the input.
        at: usize,
    },
    /// A tag number above 30 (X.690 §8.1.2.4); nothing in these formats has one.
    #[error("a tag of several octets, at byte {at}")]
    LongTag {
        /// Position in the input.
        at: usize,
    },
    /// Bytes follow where the type has ended.
    #[error("bytes follow the last element, at byte {at}")]
    Trailing {
        /// Position in the input.
        at: usize,
    },
    /// Elements are nested deeper than the format has reason to.
    #[error("nested too deep, at byte {at}")]
    TooDeep {
        /// Position in the input.
        at: usize,
    },
    /// The content does not fit its type: a BOOLEAN of two bytes, a BIT STRING with no bit count.
    #[error("content that its type does not allow, at byte {at}")]
    Content {
        /// Position in the input.
        at: usize,
    },
}

impl DerError {
    /// Stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated { .. } => "x509.der.truncated",
            Self::Tag { .. } => "x509.der.tag",
            Self::Length { .. } => "x509.der.length",
            Self::LongTag { .. } => "x509.der.long-tag",
            Self::Trailing { .. } => "x509.der.trailing",
            Self::TooDeep { .. } => "x509.der.too-deep",
            Self::Content { .. } => "x509.der.content",
        }
    }
}

/// One element: identifier, length and content octets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    /// Identifier octet.
    pub(crate) tag: u8,
    /// All its octets.
    pub(crate) der: &'a [u8],
    /// Its content octets.
    pub(crate) content: &'a [u8],
    /// Where it starts in the whole input.
    start: usize,
}

impl<'a> Element<'a> {
    /// Where all its octets lie in the whole input.
    pub(crate) fn span(&self) -> Range<usize> {
        self.start..self.start + self.der.len()
    }

    /// Where its content octets lie in the whole input.
    pub(crate) fn content_span(&self) -> Range<usize> {
        let end = self.start + self.der.len();
        end - self.content.len()..end
    }

    /// Reads the elements inside it.
    pub(crate) fn reader(&self) -> Reader<'a> {
        Reader {
            rest: self.content,
            at: self.content_span().start,
        }
    }

    /// The error that its content does not fit its type.
    pub(crate) const fn bad_content(&self) -> DerError {
        DerError::Content { at: self.start }
    }

    /// A BOOLEAN (X.690 §11.1: 0x00 or 0xff).
    pub(crate) fn boolean(&self) -> Result<bool, DerError> {
        match self.content {
            [0x00] => Ok(false),
            [0xff] => Ok(true),
            _ => Err(self.bad_content()),
        }
    }

    /// The bits of a BIT STRING that fills whole octets (X.690 §8.6.2.2).
    pub(crate) fn octet_aligned_bits(&self) -> Result<&'a [u8], DerError> {
        match self.content {
            [0, bits @ ..] => Ok(bits),
            _ => Err(self.bad_content()),
        }
    }
}

/// Goes through the elements of one level, from first to last.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Starts at the first byte of an input.
    pub(crate) const fn new(input: &'a [u8]) -> Self {
        Self { rest: input, at: 0 }
    }

    pub(crate) const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// The identifier octet of the next element, if there is one.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Reads the next element, whatever it is.
    pub(crate) fn any(&mut self) -> Result<Element<'a>, DerError> {
        let truncated = DerError::Truncated { at: self.at };
        let (&tag, after_tag) = self.rest.split_first().ok_or(truncated)?;
        if tag & 0x1f == 0x1f {
            return Err(DerError::LongTag { at: self.at });
        }
        let (length, after_length) = read_length(after_tag, self.at)?;
        let content = after_length.get(..length).ok_or(truncated)?;
        let size = self.rest.len() - after_length.len() + length;
        let (der, rest) = self.rest.split_at_checked(size).ok_or(truncated)?;
        let element = Element {
            tag,
            der,
            content,
            start: self.at,
        };
        self.rest = rest;
        self.at += size;
        Ok(element)
    }

    /// Reads the next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Result<Element<'a>, DerError> {
        match self.peek() {
            Some(found) if found != tag => Err(DerError::Tag {
                expected: tag,
                found,
                at: self.at,
            }),
            _ => self.any(),
        }
    }

    /// Reads the next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, DerError> {
        if self.peek() == Some(tag) {
            self.any().map(Some)
        } else {
            Ok(None)
        }
    }

    /// Refuses anything that is left.
    pub(crate) fn finish(self) -> Result<(), DerError> {
        if self.is_at_end() {
            Ok(())
        } else {
            Err(DerError::Trailing { at: self.at })
        }
    }
}

/// Reads length octets (X.690 §8.1.3 and §10.1): the length, and what follows them.
fn read_length(input: &[u8], at: usize) -> Result<(usize, &[u8]), DerError> {
    let (&first, rest) = input.split_first().ok_or(DerError::Truncated { at })?;
    if first < 0x80 {
        return Ok((usize::from(first), rest));
    }
    let count = usize::from(first & 0x7f);
    if !(1..=4).contains(&count) {
        return Err(DerError::Length { at });
    }
    let (octets, rest) = rest
        .split_at_checked(count)
        .ok_or(DerError::Truncated { at })?;
    let length = octets
        .iter()
        .fold(0_u32, |length, octet| length << 8 | u32::from(*octet));
    if length < 0x80 || octets.first() == Some(&0) {
        return Err(DerError::Length { at });
    }
    let length = usize::try_from(length).map_err(|_| DerError::Length { at })?;
    Ok((length, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_elements_know_where_they_lie() {
        let input = [0x30, 0x05, 0x02, 0x01, 0x2a, 0x05, 0x00];
        let mut reader = Reader::new(&input);
        let sequence = reader.expect(tag::SEQUENCE).unwrap();
        reader.finish().unwrap();
        let mut inner = sequence.reader();
        let integer = inner.expect(tag::INTEGER).unwrap();
        assert_eq!((integer.span(), integer.content_span()), (2..5, 4..5));
        assert_eq!(inner.clone().finish(), Err(DerError::Trailing { at: 5 }));
        assert_eq!(
            inner.expect(tag::OID).unwrap_err(),
            DerError::Tag {
                expected: tag::OID,
                found: tag::NULL,
                at: 5
            }
        );
        assert!(inner.optional(tag::NULL).unwrap().is_some());
        assert_eq!(
            inner.expect(tag::NULL).unwrap_err(),
            DerError::Truncated { at: 7 }
        );
    }

    #[test]
    fn lengths_that_are_not_der_are_refused() {
        let refused = |input: &[u8]| Reader::new(input).any().unwrap_err();
        assert_eq!(
            refused(&[0x30, 0x80, 0x00, 0x00]),
            DerError::Length { at: 0 }
        );
        assert_eq!(
            refused(&[0x04, 0x81, 0x01, 0x00]),
            DerError::Length { at: 0 }
        );
        assert_eq!(
            refused(&[0x04, 0x82, 0x00, 0x80]),
            DerError::Length { at: 0 }
        );
        assert_eq!(
            refused(&[0x04, 0x85, 1, 0, 0, 0, 0]),
            DerError::Length { at: 0 }
        );
        assert_eq!(
            refused(&[0x04, 0x84, 0xff, 0xff, 0xff, 0xff]),
            DerError::Truncated { at: 0 }
        );
        assert_eq!(refused(&[0x04, 0x02, 0x00]), DerError::Truncated { at: 0 });
        assert_eq!(refused(&[0x04]), DerError::Truncated { at: 0 });
        assert_eq!(
            refused(&[0x1f, 0x81, 0x00, 0x00]),
            DerError::LongTag { at: 0 }
        );
    }
}
