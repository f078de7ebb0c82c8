//! Taking big-endian numbers off the front.

use super::FilterError;

pub(super) fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], FilterError> {
    let (head, tail) = rest.split_first_chunk().ok_or(FilterError::Cut)?;
    *rest = tail;
    Ok(*head)
}

/// A number that the format has as signed 32 bits and that cannot be negative.
pub(super) fn take_count(rest: &mut &[u8]) -> Result<u32, FilterError> {
    let count = i32::from_be_bytes(take(rest)?);
    u32::try_from(count).map_err(|_| FilterError::Negative)
}

/// A rate of false positives: any number from 0 to 1.
pub(super) fn take_rate(rest: &mut &[u8]) -> Result<f32, FilterError> {
    let rate = f32::from_be_bytes(take(rest)?);
    if (0.0..=1.0).contains(&rate) {
        Ok(rate)
    } else {
        Err(FilterError::Rate)
    }
}

pub(super) fn take_version(rest: &mut &[u8]) -> Result<(), FilterError> {
    match i16::from_be_bytes(take(rest)?) {
        1 => Ok(()),
        version => Err(FilterError::Version { version }),
    }
}

pub(super) fn check_size(bytes: &[u8], max: usize) -> Result<(), FilterError> {
    let actual = bytes.len();
    if actual > max {
        return Err(FilterError::TooLarge { actual, max });
    }
    Ok(())
}
