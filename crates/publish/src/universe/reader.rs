//! Reading a universe file, record by record.

use std::io::{BufReader, Read};

use super::hashing::Hashing;
use super::{EpochHeader, Record, START, Summary, Tally};
use crate::PublishError;

/// Reads a universe file and checks its grammar. Holds one record at a time, whatever the file
/// announces.
pub struct UniverseReader<R: Read> {
    stream: BufReader<Hashing<R>>,
    issuer: Box<str>,
    epochs_left: u16,
    current: Option<EpochHeader>,
    tally: Tally,
    epochs: u64,
    issued: u64,
    revoked: u64,
}

impl<R: Read> UniverseReader<R> {
    /// Reads the beginning.
    ///
    /// # Errors
    /// [`PublishError::NotAUniverse`], or what else is wrong with the first bytes.
    pub fn new(stream: R) -> Result<Self, PublishError> {
        let mut stream = BufReader::with_capacity(1 << 16, Hashing::new(stream));
        if array(&mut stream)? != *START {
            return Err(PublishError::NotAUniverse);
        }
        let issuer = short(&mut stream)?;
        let issuer = std::str::from_utf8(&issuer)
            .ok()
            .filter(|issuer| !issuer.is_empty())
            .ok_or(PublishError::Field { field: "issuer" })?
            .into();
        Ok(Self {
            epochs_left: u16::from_le_bytes(array(&mut stream)?),
            stream,
            issuer,
            current: None,
            tally: Tally::default(),
            epochs: 0,
            issued: 0,
            revoked: 0,
        })
    }

    /// The issuer (claim `iss`) of all passes.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Goes to the next epoch, over the records of this one that were not read; `None` after the
    /// last one.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn next_epoch(&mut self) -> Result<Option<EpochHeader>, PublishError> {
        while self.next_record()?.is_some() {}
        let Some(left) = self.epochs_left.checked_sub(1) else {
            return Ok(None);
        };
        self.epochs_left = left;
        let header = EpochHeader {
            kid: short(&mut self.stream)?,
            from: i64::from_le_bytes(array(&mut self.stream)?),
            until: i64::from_le_bytes(array(&mut self.stream)?),
            issued: u64::from_le_bytes(array(&mut self.stream)?),
            revoked: u64::from_le_bytes(array(&mut self.stream)?),
        };
        if let Some(field) = header.odd_field() {
            return Err(PublishError::Field { field });
        }
        if (self.current.as_ref()).is_some_and(|last| last.kid >= header.kid) {
            return Err(PublishError::Order {
                what: "epochs",
                at: self.epochs,
            });
        }
        self.epochs += 1;
        self.issued = (self.issued.checked_add(header.issued)).ok_or(PublishError::TooLarge)?;
        self.revoked = (self.revoked.checked_add(header.revoked)).ok_or(PublishError::TooLarge)?;
        self.tally = Tally::default();
        self.current = Some(header.clone());
        Ok(Some(header))
    }

    /// The next record of the epoch; `None` after the last one.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn next_record(&mut self) -> Result<Option<Record>, PublishError> {
        let Some(header) = &self.current else {
            return Ok(None);
        };
        if self.tally.issued == header.issued {
            return match self.tally.is(header) {
                true => Ok(None),
                false => Err(PublishError::Count),
            };
        }
        let [key @ .., status] = array::<17>(&mut self.stream)?;
        let revoked = match status {
            0 => false,
            1 => true,
            _ => return Err(PublishError::Field { field: "status" }),
        };
        let record = Record { key, revoked };
        let at = self.tally.issued;
        match self.tally.add(record) {
            true => Ok(Some(record)),
            false => Err(PublishError::Order { what: "keys", at }),
        }
    }

    /// Reads what is left and makes sure that nothing follows.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn finish(mut self) -> Result<Summary, PublishError> {
        while self.next_epoch()?.is_some() {}
        if self.stream.read(&mut [0])? != 0 {
            return Err(PublishError::TrailingBytes);
        }
        Ok(Summary {
            digest: self.stream.into_inner().digest(),
            issued: self.issued,
            revoked: self.revoked,
        })
    }
}

/// As many bytes as the array has.
fn array<const N: usize>(stream: &mut impl Read) -> Result<[u8; N], PublishError> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// As many bytes as the first one says: at most 255.
fn short(stream: &mut impl Read) -> Result<Box<[u8]>, PublishError> {
    let [size] = array(stream)?;
    let mut bytes = vec![0; size.into()];
    stream.read_exact(&mut bytes)?;
    Ok(bytes.into())
}
