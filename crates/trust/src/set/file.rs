//! The file: roots, manifest and targets side by side, nothing verified yet.

use cleanbill_cose::cbor::{CborError, Reader, Value, encode_deterministic};

use super::{Fault, Limits, Part, SetError};

/// What every format begins with: tag 55799 (self-described CBOR, RFC 8949 §3.4.6), an array of
/// five, the name.
const MAGIC: &[u8] = b"\xd9\xd9\xf7\x85\x6dcleanbill-set";
const NAME: &str = "cleanbill-set";
const SELF_DESCRIBED: u64 = 55_799;
/// The format written and read here.
pub(super) const FORMAT: i64 = 1;

/// A set that has been taken apart.
pub(super) struct File<'b> {
    /// COSE_Sign messages.
    pub(super) roots: Vec<&'b [u8]>,
    /// The array of them as it is encoded, which the manifest covers by its digest.
    pub(super) roots_encoded: &'b [u8],
    /// A COSE_Sign1 message.
    pub(super) manifest: &'b [u8],
    pub(super) targets: Vec<&'b [u8]>,
}

impl<'b> File<'b> {
    pub(super) fn parse(bytes: &'b [u8]) -> Result<Self, SetError> {
        let limits = Limits::DEFAULT;
        if bytes.len() > limits.size_max_bytes {
            return Err(SetError::TooLarge {
                size_bytes: bytes.len(),
                size_max_bytes: limits.size_max_bytes,
            });
        }
        if MAGIC.starts_with(bytes) {
            return Err(SetError::Truncated);
        }
        let body = bytes.strip_prefix(MAGIC).ok_or(SetError::NotASet)?;
        let mut reader = Reader::new(body, &limits.file()).map_err(refused)?;
        match reader.value().map_err(refused)? {
            Value::Int(FORMAT) => {}
            Value::Int(found) => {
                let part = Part::File;
                return Err(SetError::UnsupportedFormat { part, found });
            }
            _ => return Err(Fault::Field { label: 1 }.of(Part::File)),
        }
        let start = reader.position();
        let roots = byte_strings(&mut reader, "roots", limits.roots_max)?;
        let roots_encoded = body.get(start..reader.position()).unwrap_or_default();
        let manifest = reader.bytes().map_err(refused)?;
        let targets = byte_strings(&mut reader, "targets", limits.targets_max)?;
        reader.finish().map_err(refused)?;
        let file = Self {
            roots,
            roots_encoded,
            manifest,
            targets,
        };
        file.check_deterministic(bytes.len())?;
        Ok(file)
    }

    /// The parts are definite byte strings in definite arrays, so what is left to choose is how
    /// long the heads are: the shortest encoding is the deterministic one.
    fn check_deterministic(&self, len: usize) -> Result<(), SetError> {
        let array = |items: &[&[u8]]| {
            let items_len: usize = items.iter().map(|item| item_len(item.len())).sum();
            head_len(items.len()) + items_len
        };
        let shortest = MAGIC.len()
            + head_len(FORMAT as usize)
            + array(&self.roots)
            + item_len(self.manifest.len())
            + array(&self.targets);
        if len == shortest {
            Ok(())
        } else {
            Err(Fault::NotDeterministic.of(Part::File))
        }
    }
}

/// Puts a set together.
pub(super) fn encode(roots: &[&[u8]], manifest: &[u8], targets: &[&[u8]]) -> Vec<u8> {
    let set = Value::Array(vec![
        Value::from(NAME),
        Value::Int(FORMAT),
        array(roots),
        Value::from(manifest),
        array(targets),
    ]);
    encode_deterministic(&Value::Tag(SELF_DESCRIBED, Box::new(set)))
}

/// The array of the roots, which the manifest covers by its digest.
pub(super) fn encode_roots(roots: &[&[u8]]) -> Vec<u8> {
    encode_deterministic(&array(roots))
}

fn array<'b>(items: &[&'b [u8]]) -> Value<'b> {
    Value::Array(items.iter().map(|item| Value::from(*item)).collect())
}

fn byte_strings<'b>(
    reader: &mut Reader<'b>,
    what: &'static str,
    max: usize,
) -> Result<Vec<&'b [u8]>, SetError> {
    let count = reader.array_len().map_err(refused)?;
    if count > max as u64 {
        return Err(Fault::TooMany { what, max }.of(Part::File));
    }
    (0..count)
        .map(|_| reader.bytes().map_err(refused))
        .collect()
}

fn refused(error: CborError) -> SetError {
    match error {
        CborError::Truncated { .. } => SetError::Truncated,
        error => Fault::from(error).of(Part::File),
    }
}

/// Length of a byte string with its head.
const fn item_len(len: usize) -> usize {
    head_len(len) + len
}

/// Length of the shortest head with this argument (RFC 8949 §3).
const fn head_len(argument: usize) -> usize {
    match argument {
        0..=23 => 1,
        24..=0xff => 2,
        0x100..=0xffff => 3,
        _ => 5,
    }
}
