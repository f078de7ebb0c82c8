//! Writing a universe file, record by record.

use std::io::{BufWriter, Write};

use super::hashing::Hashing;
use super::{EpochHeader, Record, START, Summary, Tally};
use crate::PublishError;

/// Writes a universe file and checks that what is written keeps its grammar.
pub struct UniverseWriter<W: Write> {
    stream: BufWriter<Hashing<W>>,
    epochs_left: u16,
    current: Option<EpochHeader>,
    tally: Tally,
    epochs: u64,
    issued: u64,
    revoked: u64,
}

impl<W: Write> UniverseWriter<W> {
    /// Starts a file of the passes of `issuer` (claim `iss`, 1 to 255 bytes) in so many epochs.
    ///
    /// # Errors
    /// [`PublishError::Field`] for the issuer, [`PublishError::Io`].
    pub fn new(stream: W, issuer: &str, epochs: u16) -> Result<Self, PublishError> {
        let size = u8::try_from(issuer.len()).ok().filter(|size| *size > 0);
        let size = size.ok_or(PublishError::Field { field: "issuer" })?;
        let mut stream = BufWriter::with_capacity(1 << 16, Hashing::new(stream));
        stream.write_all(START)?;
        stream.write_all(&[size])?;
        stream.write_all(issuer.as_bytes())?;
        stream.write_all(&epochs.to_le_bytes())?;
        Ok(Self {
            stream,
            epochs_left: epochs,
            current: None,
            tally: Tally::default(),
            epochs: 0,
            issued: 0,
            revoked: 0,
        })
    }

    /// Starts the next epoch; its records follow.
    ///
    /// # Errors
    /// [`PublishError::Count`] if records of the epoch before are missing or this is one epoch too
    /// many, [`PublishError::Order`], [`PublishError::Field`], [`PublishError::Io`].
    pub fn begin(&mut self, header: EpochHeader) -> Result<(), PublishError> {
        self.end_epoch()?;
        self.epochs_left = self.epochs_left.checked_sub(1).ok_or(PublishError::Count)?;
        if let Some(field) = header.odd_field() {
            return Err(PublishError::Field { field });
        }
        if (self.current.as_ref()).is_some_and(|last| last.kid >= header.kid) {
            return Err(PublishError::Order {
                what: "epochs",
                at: self.epochs,
            });
        }
        self.stream.write_all(&[header.kid.len() as u8])?;
        self.stream.write_all(&header.kid)?;
        self.stream.write_all(&header.from.to_le_bytes())?;
        self.stream.write_all(&header.until.to_le_bytes())?;
        self.stream.write_all(&header.issued.to_le_bytes())?;
        self.stream.write_all(&header.revoked.to_le_bytes())?;
        self.epochs += 1;
        self.current = Some(header);
        self.tally = Tally::default();
        Ok(())
    }

    /// Writes the next record of the epoch.
    ///
    /// # Errors
    /// [`PublishError::Order`] unless its key is greater than the last one,
    /// [`PublishError::Count`] before the first epoch, [`PublishError::Io`].
    pub fn push(&mut self, record: Record) -> Result<(), PublishError> {
        if self.current.is_none() {
            return Err(PublishError::Count);
        }
        let at = self.tally.issued;
        if !self.tally.add(record) {
            return Err(PublishError::Order { what: "keys", at });
        }
        self.stream.write_all(&record.key)?;
        self.stream.write_all(&[u8::from(record.revoked)])?;
        Ok(())
    }

    /// Ends the file and flushes it.
    ///
    /// # Errors
    /// [`PublishError::Count`] if epochs or records are missing, [`PublishError::Io`].
    pub fn finish(mut self) -> Result<Summary, PublishError> {
        self.end_epoch()?;
        if self.epochs_left > 0 {
            return Err(PublishError::Count);
        }
        self.stream.flush()?;
        let hashing = self
            .stream
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        Ok(Summary {
            digest: hashing.digest(),
            issued: self.issued,
            revoked: self.revoked,
        })
    }

    fn end_epoch(&mut self) -> Result<(), PublishError> {
        if (self.current.as_ref()).is_some_and(|header| !self.tally.is(header)) {
            return Err(PublishError::Count);
        }
        self.issued += self.tally.issued;
        self.revoked += self.tally.revoked;
        self.tally.issued = 0;
        self.tally.revoked = 0;
        Ok(())
    }
}
