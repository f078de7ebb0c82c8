//! As much DER as public keys and algorithm identifiers need (ITU-T X.690): one-byte tags, definite
//! minimal lengths. Nothing here allocates or recurses.

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;

/// The constructed context-specific tag `[number]`.
pub(crate) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// A cursor over the elements of one DER value.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) const fn remaining(self) -> usize {
        self.0.len()
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The tag of the next element.
    pub(crate) fn peek(self) -> Option<u8> {
        self.0.first().copied()
    }

    /// Takes the next element, which must have this tag, and returns its content.
    pub(crate) fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (&found, rest) = self.0.split_first()?;
        let (length, rest) = take_length(rest)?;
        let (content, rest) = rest.split_at_checked(length)?;
        (found == tag).then(|| {
            self.0 = rest;
            content
        })
    }

    /// Takes the next element if it has this tag. `Some(None)` if it is absent.
    pub(crate) fn take_optional(&mut self, tag: u8) -> Option<Option<&'a [u8]>> {
        match self.peek() {
            Some(found) if found == tag => self.take(tag).map(Some),
            _ => Some(None),
        }
    }

    /// Takes an `INTEGER` that is not negative, without its sign byte (zero: no bytes at all).
    pub(crate) fn take_unsigned(&mut self) -> Option<&'a [u8]> {
        match self.take(INTEGER)? {
            [] => None,
            [0] => Some(&[]),
            [0, magnitude @ ..] => magnitude.first().filter(|&&b| b >= 0x80).map(|_| magnitude),
            magnitude => magnitude.first().filter(|&&b| b < 0x80).map(|_| magnitude),
        }
    }
}

/// The length octets in their shortest form, up to 65,535.
fn take_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    match bytes {
        [short @ 0..=0x7f, rest @ ..] => Some((usize::from(*short), rest)),
        [0x81, length @ 0x80..=0xff, rest @ ..] => Some((usize::from(*length), rest)),
        [0x82, high @ 1..=0xff, low, rest @ ..] => {
            Some((usize::from(u16::from_be_bytes([*high, *low])), rest))
        }
        _ => None,
    }
}

/// Encodes one element.
pub(crate) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(length + 6);
    out.push(tag);
    let octets = length.to_be_bytes();
    let significant = octets
        .iter()
        .position(|&b| b != 0)
        .map_or(&[][..], |at| octets.split_at(at).1);
    match significant {
        [] => out.push(0),
        [short @ ..=0x7f] => out.push(*short),
        long => {
            // At most eight octets, so the sum stays below 0x89.
            out.push(0x80 + u8::try_from(long.len()).unwrap_or(0));
            out.extend_from_slice(long);
        }
    }
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

/// Encodes a big-endian number as an `INTEGER`.
pub(crate) fn unsigned(magnitude: &[u8]) -> Vec<u8> {
    match trim(magnitude) {
        [] => element(INTEGER, &[&[0]]),
        number @ [0x80..=0xff, ..] => element(INTEGER, &[&[0], number]),
        number => element(INTEGER, &[number]),
    }
}

/// A big-endian number without its leading zero bytes.
pub(crate) fn trim(magnitude: &[u8]) -> &[u8] {
    let zeros = magnitude.iter().take_while(|&&b| b == 0).count();
    magnitude.split_at(zeros).1
}

#[cfg(test)]
mod tests {
    use super::{INTEGER, Reader, SEQUENCE, element, trim, unsigned};

    #[test]
    fn lengths_are_minimal() {
        assert_eq!(Reader::new(&[0x30, 0x00]).take(SEQUENCE), Some(&[][..]));
        assert_eq!(Reader::new(&[0x30, 0x81, 0x01, 0xff]).take(SEQUENCE), None);
        assert_eq!(Reader::new(&[0x30, 0x82, 0x00, 0x80]).take(SEQUENCE), None);
        assert_eq!(Reader::new(&[0x30, 0x80, 0x00, 0x00]).take(SEQUENCE), None);
        assert_eq!(
            Reader::new(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]).take(SEQUENCE),
            None
        );
        assert_eq!(Reader::new(&[0x30]).take(SEQUENCE), None);
        assert_eq!(Reader::new(&[]).take(SEQUENCE), None);
    }

    #[test]
    fn integers_are_minimal_and_not_negative() {
        let read = |bytes: &[u8]| Reader::new(bytes).take_unsigned().map(<[u8]>::to_vec);
        assert_eq!(read(&[2, 1, 0]), Some(vec![]));
        assert_eq!(read(&[2, 1, 0x7f]), Some(vec![0x7f]));
        assert_eq!(read(&[2, 2, 0, 0x80]), Some(vec![0x80]));
        assert_eq!(read(&[2, 0]), None, "no content");
        assert_eq!(read(&[2, 1, 0x80]), None, "negative");
        assert_eq!(read(&[2, 2, 0, 0x7f]), None, "needless sign byte");
        assert_eq!(read(&[2, 2, 0, 0]), None, "needless sign byte");
    }

    #[test]
    fn what_is_written_is_read() {
        for length in [0_usize, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff] {
            let content = vec![0x55; length];
            let mut reader_over = element(INTEGER, &[&content]);
            reader_over.push(0xaa);
            let mut reader = Reader::new(&reader_over);
            assert_eq!(reader.take(INTEGER), Some(&content[..]), "{length}");
            assert_eq!(reader.remaining(), 1);
        }
        for number in [&[][..], &[0, 0], &[0x7f], &[0x80], &[0, 0xff, 1]] {
            let encoded = unsigned(number);
            assert_eq!(Reader::new(&encoded).take_unsigned(), Some(trim(number)));
        }
    }

    #[test]
    fn a_wrong_tag_takes_nothing() {
        let mut reader = Reader::new(&[0x02, 0x01, 0x05]);
        assert_eq!(reader.take(SEQUENCE), None);
        assert_eq!(reader.take_optional(SEQUENCE), Some(None));
        assert_eq!(reader.take_unsigned(), Some(&[5][..]));
    }
}
