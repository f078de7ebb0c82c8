//! From BER to DER, as far as CMS messages need it (ITU-T X.690 §8.1.3.6, §8.7.3).
//!
//! Gateways hand out messages with indefinite lengths and octet strings in pieces; with those made
//! definite and whole, the message can be read like anything else.

use crate::der::{DerError, tag};
use crate::writer::push_length;

/// The flag of a constructed encoding in an identifier octet.
const CONSTRUCTED: u8 = 0x20;
/// An octet string in pieces.
const CONSTRUCTED_OCTET_STRING: u8 = tag::OCTET_STRING | CONSTRUCTED;

/// Rewrites one element, which must be the whole input, with definite and minimal lengths and octet
/// strings in one piece. What is DER already comes out as it went in. `depth_max` bounds the
/// nesting.
pub(crate) fn to_der(input: &[u8], depth_max: usize) -> Result<Vec<u8>, DerError> {
    let mut source = Source { input, at: 0 };
    let der = source.element(depth_max)?;
    if source.at == input.len() {
        Ok(der)
    } else {
        Err(DerError::Trailing { at: source.at })
    }
}

struct Source<'a> {
    input: &'a [u8],
    at: usize,
}

impl Source<'_> {
    fn byte(&mut self) -> Result<u8, DerError> {
        let byte = self
            .input
            .get(self.at)
            .ok_or(DerError::Truncated { at: self.at })?;
        self.at += 1;
        Ok(*byte)
    }

    fn element(&mut self, depth_left: usize) -> Result<Vec<u8>, DerError> {
        let at = self.at;
        let depth_left = depth_left.checked_sub(1).ok_or(DerError::TooDeep { at })?;
        let tag = self.byte()?;
        if tag & 0x1f == 0x1f {
            return Err(DerError::LongTag { at });
        }
        let end = self.end(at)?;
        let mut content = Vec::new();
        if tag & CONSTRUCTED == 0 {
            let end = end.ok_or(DerError::Length { at })?;
            content.extend_from_slice(self.input.get(self.at..end).unwrap_or_default());
            self.at = end;
        } else {
            while !self.at_end(end)? {
                let inner = self.element(depth_left)?;
                if tag == CONSTRUCTED_OCTET_STRING {
                    content.extend_from_slice(piece(&inner, at)?);
                } else {
                    content.extend(inner);
                }
            }
        }
        let tag = if tag == CONSTRUCTED_OCTET_STRING {
            tag::OCTET_STRING
        } else {
            tag
        };
        let mut der = vec![tag];
        push_length(&mut der, content.len());
        der.extend(content);
        Ok(der)
    }

    /// Reads length octets: where the content ends, or `None` if it says so itself.
    fn end(&mut self, at: usize) -> Result<Option<usize>, DerError> {
        let first = self.byte()?;
        let length = match first {
            0x80 => return Ok(None),
            0..0x80 => usize::from(first),
            0x81..=0x84 => {
                let mut length = 0;
                for _ in 0x80..first {
                    length = length << 8 | usize::from(self.byte()?);
                }
                length
            }
            _ => return Err(DerError::Length { at }),
        };
        let end = self
            .at
            .checked_add(length)
            .filter(|end| *end <= self.input.len());
        end.map(Some).ok_or(DerError::Truncated { at })
    }

    /// Whether the content of a constructed element is at its end; takes the two octets that say so
    /// where the length did not.
    fn at_end(&mut self, end: Option<usize>) -> Result<bool, DerError> {
        match end {
            Some(end) if self.at > end => Err(DerError::Truncated { at: end }),
            Some(end) => Ok(self.at == end),
            None if self
                .input
                .get(self.at..)
                .is_some_and(|rest| rest.starts_with(&[0, 0])) =>
            {
                self.at += 2;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}

/// The content of one piece of an octet string.
fn piece(der: &[u8], at: usize) -> Result<&[u8], DerError> {
    let element = crate::der::Reader::new(der).any()?;
    if element.tag == tag::OCTET_STRING {
        Ok(element.content)
    } else {
        Err(DerError::Tag {
            expected: tag::OCTET_STRING,
            found: element.tag,
            at,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn indefinite_lengths_and_pieces_are_made_whole() {
        let ber = [
            0x30, 0x80, 0x02, 0x81, 0x01, 0x05, 0x24, 0x80, 0x04, 0x02, 1, 2, 0x04, 0x01, 3, 0, 0,
            0xa0, 0x80, 0, 0, 0, 0,
        ];
        let der = [
            0x30, 0x0a, 0x02, 0x01, 0x05, 0x04, 0x03, 1, 2, 3, 0xa0, 0x00,
        ];
        assert_eq!(to_der(&ber, 3), Ok(der.to_vec()));
        assert_eq!(to_der(&der, 3), Ok(der.to_vec()));
    }

    #[test]
    fn what_is_not_ber_is_refused() {
        assert_eq!(to_der(&[], 9), Err(DerError::Truncated { at: 0 }));
        assert_eq!(
            to_der(&[0x30, 0x80, 0], 9),
            Err(DerError::Truncated { at: 3 })
        );
        assert_eq!(
            to_der(&[0x04, 0x80, 0, 0], 9),
            Err(DerError::Length { at: 0 })
        );
        assert_eq!(
            to_der(&[0x04, 0x85, 0, 0, 0, 0, 0], 9),
            Err(DerError::Length { at: 0 })
        );
        assert_eq!(
            to_der(&[0x04, 0x02, 0], 9),
            Err(DerError::Truncated { at: 0 })
        );
        assert_eq!(
            to_der(&[0x04, 0x84, 255, 255, 255, 255], 9),
            Err(DerError::Truncated { at: 0 })
        );
        assert_eq!(
            to_der(&[0x1f, 0x01, 0x00], 9),
            Err(DerError::LongTag { at: 0 })
        );
        assert_eq!(
            to_der(&[0x05, 0x00, 0x00], 9),
            Err(DerError::Trailing { at: 2 })
        );
        // An inner element that reaches beyond the outer one.
        assert_eq!(
            to_der(&[0x30, 0x02, 0x04, 0x01, 7], 9),
            Err(DerError::Truncated { at: 4 })
        );
        // A piece of an octet string that is none.
        let pieces = [0x24, 0x80, 0x05, 0x00, 0, 0];
        assert_eq!(
            to_der(&pieces, 9),
            Err(DerError::Tag {
                expected: 4,
                found: 5,
                at: 0
            })
        );
        assert_eq!(
            to_der(&[0x30, 0x80].repeat(99), 9),
            Err(DerError::TooDeep { at: 18 })
        );
    }

    proptest! {
        #[test]
        fn never_panics(
            bytes in proptest::collection::vec(
                prop_oneof![Just(0x30_u8), Just(0x80), Just(0), Just(4), Just(0x24), any::<u8>()],
                0..40,
            )
        ) {
            if let Ok(der) = to_der(&bytes, 8) {
                prop_assert_eq!(to_der(&der, 8), Ok(der.clone()));
            }
        }
    }
}
