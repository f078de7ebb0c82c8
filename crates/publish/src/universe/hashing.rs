//! Streams that hash what goes through them.

use std::io::{Read, Result, Write};

use sha2::{Digest, Sha256};

/// A reader or writer and the digest of what went through it.
pub(super) struct Hashing<S> {
    stream: S,
    hash: Sha256,
}

impl<S> Hashing<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream,
            hash: Sha256::new(),
        }
    }

    pub(super) fn digest(self) -> [u8; 32] {
        self.hash.finalize().into()
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let count = self.stream.read(into)?;
        self.hash.update(into.get(..count).unwrap_or_default());
        Ok(count)
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, from: &[u8]) -> Result<usize> {
        let count = self.stream.write(from)?;
        self.hash.update(from.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> Result<()> {
        self.stream.flush()
    }
}
