//! The keys of an epoch in any order, brought into theirs: on the disk, in little memory.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, Write};

use cleanbill_revocation::KeyHash;
use tempfile::TempDir;

use super::{EpochHeader, Record, Summary, UniverseWriter};
use crate::PublishError;

/// One file for each first byte of a key: of 100,000,000 passes each has 6 MB.
const FILES: usize = 256;
const FILE_BUFFER_BYTES: usize = 1 << 13;
/// A key and where it was found.
const ENTRY_BYTES: usize = 17;

/// Where a key was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Among the passes that are known to be issued now.
    Now,
    /// As [`Now`](Self::Now), in an interval that was closed when the universe before was made.
    NowAndClosed,
    /// In the universe before.
    Before,
}

impl Found {
    const fn bits(self) -> u8 {
        match self {
            Self::Now => 1,
            Self::NowAndClosed => 3,
            Self::Before => 4,
        }
    }
}

/// Takes keys in any order, each as often as it comes.
pub struct Spool {
    folder: TempDir,
    files: Vec<BufWriter<File>>,
}

/// The keys of an epoch in their order, each once, on the disk.
#[derive(Debug)]
pub struct Sorted {
    file: File,
    /// How many keys there are.
    pub issued: u64,
    /// How many of them are revoked.
    pub revoked: u64,
    /// How many were in the universe before, and are not known to be issued now. They are kept: a
    /// filter answers at random about a pass that it was not built from.
    pub missing: u64,
    /// How many are of an interval that was closed, and were not in the universe before.
    pub late: u64,
}

impl Spool {
    /// An empty one, in a temporary folder.
    ///
    /// # Errors
    /// [`PublishError::Io`].
    pub fn create() -> Result<Self, PublishError> {
        let folder = tempfile::tempdir()?;
        let mut files = Vec::with_capacity(FILES);
        for number in 0..FILES {
            let path = folder.path().join(number.to_string());
            let mut options = File::options();
            let file = options.read(true).write(true).create_new(true).open(path)?;
            files.push(BufWriter::with_capacity(FILE_BUFFER_BYTES, file));
        }
        Ok(Self { folder, files })
    }

    /// Adds a key.
    ///
    /// # Errors
    /// [`PublishError::Io`].
    pub fn push(&mut self, key: &KeyHash, found: Found) -> Result<(), PublishError> {
        let [first, ..] = *key;
        if let Some(file) = self.files.get_mut(usize::from(first)) {
            file.write_all(key)?;
            file.write_all(&[found.bits()])?;
        }
        Ok(())
    }

    /// Puts them in order. One file after another is held in memory.
    ///
    /// # Errors
    /// [`PublishError::Io`].
    pub fn sort(self, is_revoked: impl Fn(&KeyHash) -> bool) -> Result<Sorted, PublishError> {
        let mut out = BufWriter::new(tempfile::tempfile_in(self.folder.path())?);
        let mut sorted = Sorted {
            file: out.get_ref().try_clone()?,
            issued: 0,
            revoked: 0,
            missing: 0,
            late: 0,
        };
        for buffered in self.files {
            let mut file = buffered
                .into_inner()
                .map_err(std::io::IntoInnerError::into_error)?;
            file.rewind()?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            let (entries, _) = bytes.as_chunks_mut::<ENTRY_BYTES>();
            entries.sort_unstable();
            for same in entries.chunk_by(|[one @ .., _], [next @ .., _]| one == next) {
                let bits = same.iter().fold(0, |bits, [.., found]| bits | found);
                let Some([key @ .., _]) = same.first() else {
                    continue;
                };
                let revoked = is_revoked(key);
                sorted.issued += 1;
                sorted.revoked += u64::from(revoked);
                sorted.missing += u64::from(bits == Found::Before.bits());
                sorted.late += u64::from(bits == Found::NowAndClosed.bits());
                out.write_all(key)?;
                out.write_all(&[u8::from(revoked)])?;
            }
        }
        out.flush()?;
        Ok(sorted)
    }
}

/// A closed epoch with its keys.
#[derive(Debug)]
pub struct ClosedEpoch {
    /// The key identifier on the passes.
    pub kid: Box<[u8]>,
    /// First issue time, Unix seconds.
    pub from: i64,
    /// Last issue time, Unix seconds.
    pub until: i64,
    /// Its passes.
    pub passes: Sorted,
}

/// Writes the universe file of closed epochs, which are put in the order of their kids.
///
/// # Errors
/// As [`UniverseWriter`].
pub fn write_universe(
    out: impl Write,
    issuer: &str,
    mut epochs: Vec<ClosedEpoch>,
) -> Result<Summary, PublishError> {
    epochs.sort_by(|one, other| one.kid.cmp(&other.kid));
    let count = u16::try_from(epochs.len()).map_err(|_| PublishError::TooLarge)?;
    let mut writer = UniverseWriter::new(out, issuer, count)?;
    for epoch in epochs {
        let Sorted {
            mut file,
            issued,
            revoked,
            ..
        } = epoch.passes;
        writer.begin(EpochHeader {
            kid: epoch.kid,
            from: epoch.from,
            until: epoch.until,
            issued,
            revoked,
        })?;
        file.rewind()?;
        let mut entries = BufReader::with_capacity(1 << 16, file);
        for _ in 0..issued {
            let mut entry = [0; ENTRY_BYTES];
            entries.read_exact(&mut entry)?;
            let [key @ .., status] = entry;
            writer.push(Record {
                key,
                revoked: status == 1,
            })?;
        }
    }
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::universe::UniverseReader;

    fn key(number: u32) -> KeyHash {
        let mut key = [0; 16];
        for (byte, seed) in key
            .iter_mut()
            .zip(number.wrapping_mul(2_654_435_761).to_be_bytes())
        {
            *byte = seed;
        }
        key[12..].copy_from_slice(&number.to_be_bytes());
        key
    }

    #[test]
    fn keys_come_out_in_order_each_once() {
        let mut spool = Spool::create().unwrap();
        for number in (0..5_000).rev().chain(2_000..3_000) {
            spool.push(&key(number), Found::Now).unwrap();
        }
        let passes = spool.sort(|key| key[15].is_multiple_of(4)).unwrap();
        assert_eq!((passes.issued, passes.missing, passes.late), (5_000, 0, 0));
        let epochs = vec![ClosedEpoch {
            kid: vec![1].into(),
            from: 5,
            until: 9,
            passes,
        }];
        let mut file = Vec::new();
        let summary = write_universe(&mut file, "XX", epochs).unwrap();
        assert_eq!((summary.issued, summary.revoked), (5_000, 1_250));
        let mut reader = UniverseReader::new(file.as_slice()).unwrap();
        reader.next_epoch().unwrap();
        let mut keys = Vec::new();
        while let Some(record) = reader.next_record().unwrap() {
            assert_eq!(record.revoked, record.key[15].is_multiple_of(4));
            keys.push(record.key);
        }
        let mut expected: Vec<_> = (0..5_000).map(key).collect();
        expected.sort_unstable();
        assert_eq!(keys, expected);
        assert_eq!(reader.finish().unwrap(), summary);
    }

    #[test]
    fn g07_a_pass_that_vanished_is_kept_and_counted() {
        let mut spool = Spool::create().unwrap();
        spool.push(&key(1), Found::Before).unwrap();
        spool.push(&key(1), Found::NowAndClosed).unwrap();
        spool.push(&key(2), Found::Before).unwrap();
        spool.push(&key(3), Found::NowAndClosed).unwrap();
        spool.push(&key(4), Found::Now).unwrap();
        let sorted = spool.sort(|_| false).unwrap();
        assert_eq!((sorted.issued, sorted.missing, sorted.late), (4, 1, 1));
    }
}
