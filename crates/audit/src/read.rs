//! What can be said of one entry alone: its schema, and the files that it names. Done by several
//! threads at once.

use std::io::Read as _;

use cleanbill_cose::Limits as CborLimits;
use cleanbill_cose::cbor::{Value, parse_value};
use cleanbill_ledger::Hash;
use cleanbill_ledger::batch::{Batch, SLOT_BYTES, SLOTS_MAX, batch_path};
use cleanbill_ledger::count::CELL_MIN;
use cleanbill_ledger::leaf::{BatchLeaf, BlindedAct, KeyEnd, Leaf, RevocationSet, Summary};
use cleanbill_ledger::object::{object_digest, object_path};
use cleanbill_ledger::table::{TABLE_MAX_BYTES, Table};
use cleanbill_redress::petition::{Batch as PetitionBatch, TEXT_MAX_BYTES};
use sha2::{Digest, Sha256};

use crate::finding::LeafFinding;
use crate::log::PREFIX;
use crate::source::{Source, SourceError, SourceFault};

/// Longest private key that is published, in bytes.
const KEY_MAX_BYTES: u64 = 1 << 16;
/// Longest list of revoked passes, in bytes: 15 million.
pub(crate) const LIST_MAX_BYTES: u64 = 256 << 20;

/// An entry that was read.
pub(crate) struct Read {
    /// The leaf; `None` if it is none.
    pub(crate) leaf: Option<Leaf>,
    /// The table that a summary names.
    pub(crate) table: Option<Table>,
    /// What is wrong with the entry, and with what it names.
    pub(crate) findings: Vec<LeafFinding>,
}

/// Reads an entry and the files that it names.
pub(crate) fn read_entry(
    source: &dyn Source,
    index: u64,
    entry: &[u8],
) -> Result<Read, SourceError> {
    let mut read = Read {
        leaf: None,
        table: None,
        findings: Vec::new(),
    };
    let leaf = match Leaf::parse(entry) {
        Ok(leaf) => leaf,
        Err(error) => {
            let cause = error.code();
            read.findings.push(match small_cell_of_leaf(entry) {
                Some(count) => LeafFinding::SmallCell { index, count },
                None => LeafFinding::Schema { index, cause },
            });
            return Ok(read);
        }
    };
    let found = match &leaf {
        Leaf::Batch(leaf) => check_batch(source, index, leaf)?,
        Leaf::Summary(leaf) => {
            let table = read_table(source, index, leaf)?;
            table.map_or_else(Some, |table| {
                read.table = Some(table);
                None
            })
        }
        Leaf::Revocations(leaf) => check_list(source, index, leaf)?,
        Leaf::KeyEnd(leaf) => check_key(source, index, leaf)?,
        Leaf::BlindedAct(leaf) => small_count(index, leaf),
        Leaf::Petition(leaf) => check_object(source, index, &leaf.text, TEXT_MAX_BYTES)?,
        Leaf::Signatures(leaf) => {
            check_object(source, index, &leaf.batch, PetitionBatch::BYTES_MAX)?
        }
        Leaf::PetitionAnswer(leaf) => check_object(source, index, &leaf.answer, TEXT_MAX_BYTES)?,
        _ => None,
    };
    read.findings.extend(found);
    read.leaf = Some(leaf);
    Ok(read)
}

/// A file that is named by its SHA-256, or what is wrong with it.
pub(crate) fn fetch_object(
    source: &dyn Source,
    index: u64,
    path: &str,
    digest: &Hash,
    size_max_bytes: u64,
) -> Result<Result<Vec<u8>, LeafFinding>, SourceError> {
    let path = format!("{PREFIX}{path}");
    let differs = |cause| LeafFinding::Differs {
        index,
        path: path.clone(),
        cause,
    };
    Ok(match source.fetch(&path, size_max_bytes) {
        Ok(Some(bytes)) if object_digest(&bytes) == *digest => Ok(bytes),
        Ok(Some(_)) => Err(differs("audit.object-differs")),
        Ok(None) => Err(LeafFinding::Missing { index, path }),
        Err(error) if is_too_large(&error) => Err(differs(error.code())),
        Err(error) => return Err(error),
    })
}

pub(crate) const fn is_too_large(error: &SourceError) -> bool {
    matches!(error.fault, SourceFault::TooLarge { .. })
}

/// The file of a batch: as many slots as the leaf says, under its root.
fn check_batch(
    source: &dyn Source,
    index: u64,
    leaf: &BatchLeaf,
) -> Result<Option<LeafFinding>, SourceError> {
    let path = format!("{PREFIX}{}", batch_path(&leaf.root));
    let differs = |cause| LeafFinding::Differs {
        index,
        path: path.clone(),
        cause,
    };
    let size_max_bytes = (SLOTS_MAX * SLOT_BYTES) as u64;
    let file = match source.fetch(&path, size_max_bytes) {
        Ok(Some(file)) => file,
        Ok(None) => return Ok(Some(LeafFinding::Missing { index, path })),
        Err(error) if is_too_large(&error) => return Ok(Some(differs(error.code()))),
        Err(error) => return Err(error),
    };
    Ok(match Batch::parse(&file) {
        Err(error) => Some(differs(error.code())),
        Ok(batch) if batch.slots().len() != leaf.slots as usize => {
            Some(differs("ledger.batch-size"))
        }
        Ok(batch) => (batch.root() != leaf.root).then(|| differs("audit.object-differs")),
    })
}

/// The table that a summary names, or what is wrong with it.
pub(crate) fn read_table(
    source: &dyn Source,
    index: u64,
    leaf: &Summary,
) -> Result<Result<Table, LeafFinding>, SourceError> {
    let path = object_path(&leaf.table);
    let object = fetch_object(source, index, &path, &leaf.table, TABLE_MAX_BYTES as u64)?;
    let object = match object {
        Ok(object) => object,
        Err(finding) => return Ok(Err(finding)),
    };
    let differs = |cause| LeafFinding::Differs {
        index,
        path: format!("{PREFIX}{path}"),
        cause,
    };
    Ok(match Table::parse(&object) {
        Ok(table) if (table.subject, table.day) != (leaf.subject, leaf.day) => {
            Err(differs("audit.object-differs"))
        }
        Ok(_) if u32::try_from(object.len()) != Ok(leaf.size_bytes) => {
            Err(differs("audit.object-differs"))
        }
        Ok(table) => Ok(table),
        Err(error) => Err(match small_cell_of_table(&object) {
            Some(count) => LeafFinding::SmallCell { index, count },
            None => differs(error.code()),
        }),
    })
}

/// A list of handles: its digest and size, in ascending order. It is not held in memory.
fn check_list(
    source: &dyn Source,
    index: u64,
    leaf: &RevocationSet,
) -> Result<Option<LeafFinding>, SourceError> {
    let path = format!("{PREFIX}{}", object_path(&leaf.list));
    let differs = |cause| LeafFinding::Differs {
        index,
        path: path.clone(),
        cause,
    };
    let max = leaf.size_bytes.min(LIST_MAX_BYTES);
    let mut file = match source.open(&path, max) {
        Ok(Some(file)) => file,
        Ok(None) => return Ok(Some(LeafFinding::Missing { index, path })),
        Err(error) if is_too_large(&error) => return Ok(Some(differs(error.code()))),
        Err(error) => return Err(error),
    };
    let (mut hash, mut size, mut last) = (Sha256::new(), 0_u64, None::<[u8; 16]>);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let failed = |error: std::io::Error| SourceError {
            path: path.clone(),
            fault: SourceFault::Io(error.kind()),
        };
        let mut filled = 0;
        // A whole number of handles at a time.
        while filled < buffer.len() {
            let rest = buffer.get_mut(filled..).unwrap_or_default();
            match file.read(rest).map_err(failed)? {
                0 => break,
                count => filled += count,
            }
        }
        let read = buffer.get(..filled).unwrap_or_default();
        let (handles, odd) = read.as_chunks::<16>();
        if !odd.is_empty() || handles.iter().any(|next| !ascends(&mut last, next)) {
            return Ok(Some(differs("revocation.exact.order")));
        }
        hash.update(read);
        size += filled as u64;
        if filled < buffer.len() {
            break;
        }
    }
    let digest: Hash = hash.finalize().into();
    let is_same = digest == leaf.list && size == leaf.size_bytes;
    Ok((!is_same).then(|| differs("audit.object-differs")))
}

fn ascends(last: &mut Option<[u8; 16]>, next: &[u8; 16]) -> bool {
    let ascends = last.is_none_or(|last| last < *next);
    *last = Some(*next);
    ascends
}

/// That an object is there, and is the one that is named. Signatures of petitions are verified by a
/// recount ([`crate::count_petitions`]).
fn check_object(
    source: &dyn Source,
    index: u64,
    digest: &Hash,
    size_max_bytes: usize,
) -> Result<Option<LeafFinding>, SourceError> {
    let path = object_path(digest);
    let object = fetch_object(source, index, &path, digest, size_max_bytes as u64)?;
    Ok(object.err())
}

fn check_key(
    source: &dyn Source,
    index: u64,
    leaf: &KeyEnd,
) -> Result<Option<LeafFinding>, SourceError> {
    let Some(key) = &leaf.key else {
        return Ok(None);
    };
    let object = fetch_object(source, index, &object_path(key), key, KEY_MAX_BYTES)?;
    Ok(object.err())
}

const LIMITS: CborLimits = CborLimits {
    size_max_bytes: TABLE_MAX_BYTES,
    depth_max: 8,
    items_max: 1 << 20,
};

const fn is_small(count: i64) -> bool {
    0 <= count && count < CELL_MIN as i64
}

/// The number of passes that a withdrawal touches, if it is told though it is small.
fn small_count(index: u64, leaf: &BlindedAct) -> Option<LeafFinding> {
    let body = parse_value(&leaf.body, &LIMITS).ok()?;
    let count = body.as_array()?.last()?.as_int();
    let count = count.filter(|count| is_small(*count))?;
    Some(LeafFinding::SmallCell {
        index,
        count: count.unsigned_abs(),
    })
}

/// A count below ten in an entry that is no leaf for it.
fn small_cell_of_leaf(entry: &[u8]) -> Option<u64> {
    let value = parse_value(entry, &LIMITS).ok()?;
    let fields = value.as_array()?;
    let counts: Vec<i64> = match fields.get(1)?.as_int()? {
        // An opening: [1, 5, subject, week, [[what, region, total, blinding], …]].
        5 => {
            let sums = fields.get(4)?.as_array()?.iter();
            let total = |sum: &Value<'_>| sum.as_array()?.get(2)?.as_int();
            sums.filter_map(total).collect()
        }
        // An announcement: [1, 10, kind, document, starts at, urgent, gained, lost].
        10 => fields.iter().skip(6).filter_map(Value::as_int).collect(),
        _ => return None,
    };
    smallest(counts)
}

/// A count below ten in a table: `[1, subject, day, [row, …]]`, a row being `[what, region, cells,
/// rest]`, a cell `[detail, count]`.
fn small_cell_of_table(object: &[u8]) -> Option<u64> {
    let value = parse_value(object, &LIMITS).ok()?;
    let rows = value.as_array()?.get(3)?.as_array()?;
    let cells = rows
        .iter()
        .filter_map(|row| row.as_array()?.get(2)?.as_array())
        .flatten();
    let count = |cell: &Value<'_>| cell.as_array()?.get(1)?.as_int();
    smallest(cells.filter_map(count).collect())
}

fn smallest(counts: Vec<i64>) -> Option<u64> {
    let small = counts.into_iter().filter(|count| is_small(*count));
    small.min().map(i64::unsigned_abs)
}
