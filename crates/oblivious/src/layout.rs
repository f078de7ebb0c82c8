//! The layout of a binary HTTP message (RFC 9292, section 3.1), looked at before it is read: how
//! long each part is, and that nothing but padding is behind.

use crate::ObliviousError;

/// Longest method, scheme, authority or path, bytes.
const WORD_MAX_BYTES: u64 = 2_048;
/// Longest section of header or trailer fields, bytes: each field takes more room than it says.
const FIELDS_MAX_BYTES: u64 = 16_384;

/// Which way a message goes.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    Request,
    Response,
}

/// Looks through a message of known length. One of indeterminate length is not taken: it has no
/// bound before its end.
pub(crate) fn check_layout(message: &[u8], way: Way) -> Result<(), ObliviousError> {
    let mut rest = Rest(message);
    let framing = rest.number()?;
    match (way, framing) {
        (Way::Request, 0) => {
            for _ in 0..4 {
                rest.part(WORD_MAX_BYTES)?;
            }
        }
        // No informational ones: nothing here sends them.
        (Way::Response, 1) if (200..600).contains(&rest.number()?) => {}
        _ => return Err(ObliviousError::Message),
    }
    rest.part_or_end(FIELDS_MAX_BYTES)?;
    rest.part_or_end(message.len() as u64)?;
    rest.part_or_end(FIELDS_MAX_BYTES)?;
    match rest.0.iter().all(|byte| *byte == 0) {
        true => Ok(()),
        false => Err(ObliviousError::Message),
    }
}

/// What is not looked at yet.
struct Rest<'m>(&'m [u8]);

impl Rest<'_> {
    /// A variable-length integer (RFC 9000, section 16).
    fn number(&mut self) -> Result<u64, ObliviousError> {
        let first = self.0.first().ok_or(ObliviousError::Message)?;
        let length = 1 << (first >> 6);
        let (digits, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(ObliviousError::Message)?;
        self.0 = rest;
        let number = digits
            .iter()
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        // The two highest bits told the length.
        let bits = 8 * digits.len() as u32 - 2;
        Ok(number & ((1 << bits) - 1))
    }

    fn part(&mut self, max: u64) -> Result<(), ObliviousError> {
        let length = self.number()?;
        if length > max {
            let max = usize::try_from(max).unwrap_or(usize::MAX);
            return Err(ObliviousError::TooLong { max });
        }
        let length = usize::try_from(length).map_err(|_| ObliviousError::Message)?;
        let rest = self.0.get(length..).ok_or(ObliviousError::Message)?;
        self.0 = rest;
        Ok(())
    }

    /// A message may end where all that would follow is empty (RFC 9292, section 3.8).
    fn part_or_end(&mut self, max: u64) -> Result<(), ObliviousError> {
        match self.0.is_empty() {
            true => Ok(()),
            false => self.part(max),
        }
    }
}
