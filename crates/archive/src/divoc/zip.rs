//! A ZIP archive (PKWARE *APPNOTE* 6.3) with one small file in it, and nothing else.
//!
//! ```text
//! local header │ name │ data │ ? descriptor │ central header │ name │ end of central directory
//! ```
//!
//! Sizes are those of the central directory, as the local header may leave them open. What is not
//! this plain is refused: more files, ZIP64, encryption, parts, comments, bytes before or between.

use cleanbill_inflate::Format;
use thiserror::Error;

/// Section 4.3.7.
const LOCAL: &[u8] = b"PK\x03\x04";
const LOCAL_BYTES: usize = 30;
/// Section 4.3.12.
const CENTRAL: &[u8] = b"PK\x01\x02";
const CENTRAL_BYTES: usize = 46;
/// Section 4.3.16.
const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
/// Section 4.3.9: with its signature, which is optional, and without.
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
const DESCRIPTOR_BYTES: usize = 12;
/// Section 4.4.4: the file is encrypted, its sizes follow it, names are UTF-8.
const FLAG_ENCRYPTED: u16 = 1;
const FLAG_DESCRIPTOR: u16 = 1 << 3;
/// Section 4.4.5.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Why bytes are not such an archive.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ZipError {
    /// A header is missing or does not fit the others.
    #[error("the archive is broken")]
    Malformed,
    /// More than one file, or none.
    #[error("the archive has {entries} files and not one")]
    Entries {
        /// How many its directory counts.
        entries: u16,
    },
    /// Encrypted, in parts, ZIP64, or of another compression than deflate.
    #[error("the archive uses what no pass does")]
    Unsupported,
    /// The file has another name.
    #[error("the file in the archive is not certificate.json")]
    Name,
    /// The file is longer than the bound.
    #[error("the file in the archive has more than {max} bytes")]
    TooLarge {
        /// The bound, in bytes.
        max: usize,
    },
    /// The compressed data is broken, or not as long as the directory says.
    #[error("the compressed file is broken")]
    Corrupt,
    /// The file fails its check sum.
    #[error("the file fails its check sum")]
    CheckSum,
}

impl ZipError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "zip.malformed",
            Self::Entries { .. } => "zip.entries",
            Self::Unsupported => "zip.unsupported",
            Self::Name => "zip.name",
            Self::TooLarge { .. } => "zip.too-large",
            Self::Corrupt => "zip.corrupt",
            Self::CheckSum => "zip.check-sum",
        }
    }
}

/// What the two headers of a file say alike.
#[derive(PartialEq, Eq)]
struct Entry {
    flags: u16,
    method: u16,
    check_sum: u32,
    packed: usize,
    size: usize,
}

/// Unpacks the one file of an archive, which has to have this name.
pub(super) fn unpack(archive: &[u8], name: &[u8], max: usize) -> Result<Vec<u8>, ZipError> {
    let (entry, directory) = read_directory(archive, name)?;
    if entry.flags & FLAG_ENCRYPTED != 0 || !matches!(entry.method, STORED | DEFLATED) {
        return Err(ZipError::Unsupported);
    }
    let data = read_local(archive.get(..directory), name, &entry)?;
    if entry.size > max {
        return Err(ZipError::TooLarge { max });
    }
    let file = match entry.method {
        STORED if entry.size == entry.packed => data.to_vec(),
        STORED => return Err(ZipError::Corrupt),
        _ => inflate(data, entry.size)?,
    };
    if crc32(&file) == entry.check_sum {
        Ok(file)
    } else {
        Err(ZipError::CheckSum)
    }
}

/// The one entry of the central directory, and where the directory begins.
fn read_directory(archive: &[u8], name: &[u8]) -> Result<(Entry, usize), ZipError> {
    let at = archive.len().checked_sub(END_BYTES);
    let (body, end) = archive
        .split_at_checked(at.ok_or(ZipError::Malformed)?)
        .ok_or(ZipError::Malformed)?;
    let end = Fields(end);
    if !end.0.starts_with(END) || end.short(20)? != 0 {
        return Err(ZipError::Malformed);
    }
    let entries = end.short(10)?;
    if end.short(4)? != 0 || end.short(6)? != 0 || end.short(8)? != entries {
        return Err(ZipError::Unsupported);
    }
    if entries != 1 {
        return Err(ZipError::Entries { entries });
    }
    let start = end.long(16)?;
    let directory = body.get(start..).ok_or(ZipError::Malformed)?;
    if directory.len() != end.long(12)? {
        return Err(ZipError::Malformed);
    }
    let fields = Fields(directory);
    if !directory.starts_with(CENTRAL) || fields.long(42)? != 0 {
        return Err(ZipError::Malformed);
    }
    let entry = fields.entry(8, 10, 16)?;
    let rest = directory.get(CENTRAL_BYTES..).ok_or(ZipError::Malformed)?;
    let found = rest.get(..usize::from(fields.short(28)?));
    let found = found.ok_or(ZipError::Malformed)?;
    let extra = usize::from(fields.short(30)?) + usize::from(fields.short(32)?);
    if found.len() + extra != rest.len() {
        return Err(ZipError::Malformed);
    }
    if found != name {
        return Err(ZipError::Name);
    }
    Ok((entry, start))
}

/// The packed data behind the local header, which fills what is before the directory.
fn read_local<'a>(
    before: Option<&'a [u8]>,
    name: &[u8],
    entry: &Entry,
) -> Result<&'a [u8], ZipError> {
    let before = before.filter(|before| before.starts_with(LOCAL));
    let before = before.ok_or(ZipError::Malformed)?;
    let fields = Fields(before);
    let local = fields.entry(6, 8, 14)?;
    let is_open = entry.flags & FLAG_DESCRIPTOR != 0;
    let is_empty = local.check_sum == 0 && local.packed == 0 && local.size == 0;
    let is_alike = local == *entry
        || is_open && is_empty && local.flags == entry.flags && local.method == entry.method;
    if !is_alike {
        return Err(ZipError::Malformed);
    }
    let start = LOCAL_BYTES + usize::from(fields.short(26)?);
    if before.get(LOCAL_BYTES..start) != Some(name) {
        return Err(ZipError::Name);
    }
    let start = start + usize::from(fields.short(28)?);
    let end = start.checked_add(entry.packed).ok_or(ZipError::Malformed)?;
    let data = before.get(start..end).ok_or(ZipError::Malformed)?;
    let rest = before.get(end..).unwrap_or_default();
    let descriptor = rest.strip_prefix(DESCRIPTOR).unwrap_or(rest);
    match (is_open, rest.len()) {
        (false, 0) => Ok(data),
        (true, _) if descriptor.len() == DESCRIPTOR_BYTES => Ok(data),
        _ => Err(ZipError::Malformed),
    }
}

/// Little-endian numbers at places of a header.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn short(&self, at: usize) -> Result<u16, ZipError> {
        let bytes = self.0.get(at..).and_then(|rest| rest.first_chunk());
        bytes
            .map(|bytes| u16::from_le_bytes(*bytes))
            .ok_or(ZipError::Malformed)
    }

    fn word(&self, at: usize) -> Result<u32, ZipError> {
        let bytes = self.0.get(at..).and_then(|rest| rest.first_chunk());
        bytes
            .map(|bytes| u32::from_le_bytes(*bytes))
            .ok_or(ZipError::Malformed)
    }

    /// A size or a place; all ones say that it stands in a ZIP64 field.
    fn long(&self, at: usize) -> Result<usize, ZipError> {
        match self.word(at)? {
            u32::MAX => Err(ZipError::Unsupported),
            number => usize::try_from(number).map_err(|_| ZipError::Unsupported),
        }
    }

    fn entry(&self, flags: usize, method: usize, sums: usize) -> Result<Entry, ZipError> {
        Ok(Entry {
            flags: self.short(flags)?,
            method: self.short(method)?,
            check_sum: self.word(sums)?,
            packed: self.long(sums + 4)?,
            size: self.long(sums + 8)?,
        })
    }
}

/// One whole deflate stream (RFC 1951) that unpacks to so many bytes, of which nothing is left.
fn inflate(stream: &[u8], size: usize) -> Result<Vec<u8>, ZipError> {
    let file = cleanbill_inflate::inflate(Format::Raw, stream, size);
    file.ok()
        .filter(|file| file.len() == size)
        .ok_or(ZipError::Corrupt)
}

/// CRC-32 (ISO/IEC 8802-3, as section 4.4.7 has it).
fn crc32(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    let step = |sum: u32| {
        if sum & 1 == 1 {
            sum >> 1 ^ POLYNOMIAL
        } else {
            sum >> 1
        }
    };
    let byte = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum));
    !bytes.iter().fold(u32::MAX, byte)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAME: &[u8] = b"certificate.json";

    /// An archive as DIVOC makes them: sizes in the descriptor; or with sizes in the header.
    pub(in super::super) fn pack(file: &[u8], is_open: bool) -> Vec<u8> {
        let data = miniz_oxide::deflate::compress_to_vec(file, 9);
        let flags: u16 = if is_open { FLAG_DESCRIPTOR } else { 0 };
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let sums = [crc32(file).to_le_bytes(), length(&data), length(file)].concat();
        let head = [&[20, 0][..], &flags.to_le_bytes(), &[8, 0, 0, 0, 0, 0]].concat();
        let names = [u8::try_from(NAME.len()).unwrap(), 0, 0, 0];
        let local_sums = if is_open { vec![0; 12] } else { sums.clone() };
        let mut out = [LOCAL, &head, &local_sums, &names, NAME, &data].concat();
        if is_open {
            out.extend([DESCRIPTOR, &sums].concat());
        }
        let start = length(&out);
        let central = [CENTRAL, &[20, 0], &head, &sums, &names, &[0; 14], NAME].concat();
        let end = [
            END,
            &[0; 4],
            &[1, 0, 1, 0],
            &length(&central),
            &start,
            &[0, 0],
        ]
        .concat();
        [out, central, end].concat()
    }

    #[test]
    fn the_check_sum_is_the_one_of_the_catalogue() {
        // The check value of CRC-32/ISO-HDLC.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn one_file_is_unpacked_within_its_bound() {
        let file = vec![b'x'; 5_000];
        for is_open in [true, false] {
            let archive = pack(&file, is_open);
            assert_eq!(unpack(&archive, NAME, 5_000).unwrap(), file);
            let max = 4_999;
            assert_eq!(unpack(&archive, NAME, max), Err(ZipError::TooLarge { max }));
            assert_eq!(unpack(&archive, b"other.json", 5_000), Err(ZipError::Name));
        }
    }

    #[test]
    fn a_claimed_size_is_never_believed() {
        let mut archive = pack(&[b'x'; 5_000], true);
        let central = archive.len() - END_BYTES - CENTRAL_BYTES - NAME.len();
        for (claimed, error) in [
            (4_999_u32, ZipError::Corrupt),
            (5_001, ZipError::Corrupt),
            (u32::MAX - 1, ZipError::TooLarge { max: 5_001 }),
            (u32::MAX, ZipError::Unsupported),
        ] {
            archive[central + 24..central + 28].copy_from_slice(&claimed.to_le_bytes());
            assert_eq!(unpack(&archive, NAME, 5_001), Err(error), "{claimed}");
        }
    }

    #[test]
    fn what_is_not_this_plain_is_refused() {
        let good = pack(b"{}", true);
        let end = good.len() - END_BYTES;
        let central = end - CENTRAL_BYTES - NAME.len();
        let with = |at: usize, bytes: &[u8]| {
            let mut archive = good.clone();
            archive[at..at + bytes.len()].copy_from_slice(bytes);
            unpack(&archive, NAME, 100)
        };
        let entries = |entries| Err(ZipError::Entries { entries });
        assert_eq!(with(end + 8, &[2, 0, 2, 0]), entries(2));
        assert_eq!(with(end + 8, &[0, 0, 0, 0]), entries(0));
        assert_eq!(with(end + 4, &[1, 0]), Err(ZipError::Unsupported));
        assert_eq!(
            with(central + 8, &[9, 0]),
            Err(ZipError::Unsupported),
            "encrypted"
        );
        assert_eq!(
            with(central + 10, &[14, 0]),
            Err(ZipError::Unsupported),
            "LZMA"
        );
        assert_eq!(with(central + 16, &[0; 4]), Err(ZipError::CheckSum));
        assert_eq!(
            with(central + 42, &[1]),
            Err(ZipError::Malformed),
            "not at the start"
        );
        assert_eq!(with(8, &[0, 0]), Err(ZipError::Malformed), "two methods");
        assert_eq!(with(30, b"x"), Err(ZipError::Name), "two names");
        for odd in [[&good[..], b"\0"].concat(), [b"\0", &good[..]].concat()] {
            assert_eq!(unpack(&odd, NAME, 100), Err(ZipError::Malformed));
        }
        for end in 0..good.len() {
            assert!(unpack(&good[..end], NAME, 100).is_err(), "{end}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_archive_or_an_error(bytes: Vec<u8>) {
            let _ = unpack(&bytes, NAME, 1_000);
        }

        #[test]
        fn what_is_packed_is_unpacked(file: Vec<u8>, is_open: bool) {
            prop_assert_eq!(unpack(&pack(&file, is_open), NAME, file.len()).unwrap(), file);
        }

        #[test]
        fn a_changed_byte_never_panics(at in 0_usize..150, to: u8) {
            let mut archive = pack(b"{\"a\":[1,2,3]}", true);
            let at = at % archive.len();
            archive[at] = to;
            let _ = unpack(&archive, NAME, 100);
        }
    }
}
