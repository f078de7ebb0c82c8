//! Fields of fixed layout, taken one after the other; all integers are little-endian.

use super::NationalError;

/// What is left of the bytes to be read.
pub(super) struct Fields<'a> {
    rest: &'a [u8],
    size: usize,
}

impl<'a> Fields<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            size: bytes.len(),
        }
    }

    /// The next `count` bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], NationalError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or(NationalError::Truncated { at: self.size })?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], NationalError> {
        let (taken, rest) = self
            .rest
            .split_first_chunk::<N>()
            .ok_or(NationalError::Truncated { at: self.size })?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(super) fn u8(&mut self) -> Result<u8, NationalError> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16, NationalError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, NationalError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, NationalError> {
        self.array().map(u64::from_le_bytes)
    }

    /// Unix seconds from 1970 to the end of 9999.
    pub(super) fn time(&mut self, field: &'static str) -> Result<i64, NationalError> {
        i64::try_from(self.u64()?)
            .ok()
            .filter(|time| (0..=super::TIME_MAX).contains(time))
            .ok_or(NationalError::Field { field })
    }

    /// A version: 1 and up.
    pub(super) fn version(&mut self, field: &'static str) -> Result<u32, NationalError> {
        match self.u32()? {
            0 => Err(NationalError::Field { field }),
            version => Ok(version),
        }
    }

    /// Checks the first bytes of a format and its number.
    pub(super) fn start(&mut self, magic: &[u8; 8], format: u8) -> Result<(), NationalError> {
        if self.array::<8>()? != *magic {
            return Err(NationalError::Magic);
        }
        match self.u8()? {
            found if found == format => Ok(()),
            found => Err(NationalError::Format { found }),
        }
    }

    /// How many bytes are left.
    pub(super) const fn left(&self) -> usize {
        self.rest.len()
    }

    /// Nothing may be left.
    pub(super) const fn finish(&self) -> Result<(), NationalError> {
        match self.rest.len() {
            0 => Ok(()),
            count => Err(NationalError::TrailingBytes { count }),
        }
    }
}
