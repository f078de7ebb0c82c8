//! The targets that revoke.

use std::collections::BTreeMap;

use cleanbill_cose::cbor::{Value, encode_deterministic};
use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::gateway::{Batch, GatewayBatches};
use cleanbill_revocation::national::{Chain, Limits as NationalLimits};
use cleanbill_revocation::rid::{RidList, RidLists};
use cleanbill_revocation::signer_removed::{RemovedSigner, RemovedSigners};
use cleanbill_revocation::slices::{
    MemorySlices, Partition, Slices, SlicesError, parse_overview, parse_partitions,
};
use cleanbill_revocation::{Limits, Revocation};
use cleanbill_trust::set::{OpenedSet, Target, TargetType};

use super::{BundleError, documents, read_array};

const EXACT: &str = "revocation-exact.v1";
const NATIONAL: &str = "revocation-national.v1";
const BATCHES: &str = "revocation-batches.v1";
const CARDS: &str = "revocation-cards.v1";
const SLICES: &str = "revocation-slices.v1";
const REMOVED: &str = "signers-removed.v1";

/// All mechanisms that the set has data for, the removal of signers first.
pub(super) fn read(set: &OpenedSet<'_>) -> Result<Revocation, BundleError> {
    let mut revocation = Revocation::new();
    let limits = Limits::DEFAULT;
    if let Ok(bytes) = set.target(&TargetType::SIGNERS_REMOVED) {
        let removed =
            read_removed_signers(bytes).ok_or(BundleError::Documents { target: REMOVED })?;
        revocation.push(RemovedSigners::new(removed));
    }
    if let Ok(bytes) = set.target(&TargetType::REVOCATION_NATIONAL) {
        revocation.push(read_national(bytes)?);
    }
    if let Ok(bytes) = set.target(&TargetType::REVOCATION_EXACT) {
        let list = ExactList::parse(bytes, &limits);
        revocation.push(list.map_err(|error| unreadable(EXACT, error.code()))?);
    }
    if let Ok(bytes) = set.target(&TargetType::REVOCATION_SLICES) {
        let slices = read_slices(bytes, &limits)?;
        let published = set.manifest().issued_at;
        let complete = slices.check_complete(published);
        complete.map_err(|error| unreadable(SLICES, error.code()))?;
        revocation.push(slices);
    }
    let mut batches = GatewayBatches::new();
    let texts = documents(set, &TargetType::REVOCATION_BATCHES, BATCHES)?;
    for (index, text) in texts.iter().enumerate() {
        let batch = Batch::parse(text.as_bytes(), &limits);
        let batch = batch.map_err(|error| unreadable(BATCHES, error.code()))?;
        batches.insert(&index.to_string(), batch);
    }
    if !batches.is_empty() {
        revocation.push(batches);
    }
    let texts = documents(set, &TargetType::REVOCATION_CARDS, CARDS)?;
    if !texts.is_empty() {
        let mut lists = RidLists::new();
        for text in &texts {
            let list = RidList::parse(text.as_bytes(), &limits);
            let inserted = list.and_then(|list| lists.insert(list));
            inserted.map_err(|error| unreadable(CARDS, error.code()))?;
        }
        revocation.push(lists);
    }
    Ok(revocation)
}

const fn unreadable(target: &'static str, code: &'static str) -> BundleError {
    BundleError::Revocation { target, code }
}

/// The version of the set's national filter with its deltas; `None` if it has none. Whoever
/// installs a set holds it against the one installed before: a newer set must not bring an older
/// filter.
///
/// # Errors
/// [`BundleError`], as [`Bundle::read`](crate::Bundle::read) gives it.
pub fn national_version(set: &OpenedSet<'_>) -> Result<Option<u32>, BundleError> {
    match set.target(&TargetType::REVOCATION_NATIONAL) {
        Ok(bytes) => Ok(Some(read_national(bytes)?.tip().version)),
        Err(_) => Ok(None),
    }
}

fn read_national(bytes: &[u8]) -> Result<Chain, BundleError> {
    let items = read_array(bytes).ok_or(BundleError::Documents { target: NATIONAL })?;
    let [Value::Bytes(filter), Value::Bytes(deltas)] = items.as_slice() else {
        return Err(BundleError::Documents { target: NATIONAL });
    };
    // The set's own version never goes back, and the filter with it.
    Chain::open(filter, deltas, 0, &NationalLimits::DEFAULT)
        .map_err(|error| unreadable(NATIONAL, error.code()))
}

/// The filter and the file of its deltas in a target of type `revocation-national.v1`; `None` if it
/// is none. The opposite of [`national_target`]; neither file is read.
#[must_use]
pub fn national_parts(bytes: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    match read_array(bytes)?.as_slice() {
        [Value::Bytes(filter), Value::Bytes(deltas)] => Some((filter.to_vec(), deltas.to_vec())),
        _ => None,
    }
}

/// The national filter with the file of its deltas, for whoever publishes. Critical: whoever does
/// not know it would accept revoked passes.
#[must_use]
pub fn national_target(filter: &[u8], deltas: &[u8]) -> Target {
    let items = vec![Value::from(filter), Value::from(deltas)];
    Target {
        kind: TargetType::REVOCATION_NATIONAL,
        critical: true,
        content: encode_deterministic(&Value::Array(items)),
    }
}

/// `[overview: tstr, partitions: [* tstr], archives: [* bstr]]`.
fn read_slices(bytes: &[u8], limits: &Limits) -> Result<Slices<MemorySlices>, BundleError> {
    let documents = || BundleError::Documents { target: SLICES };
    let failed = |error: SlicesError| unreadable(SLICES, error.code());
    let items = read_array(bytes).ok_or_else(documents)?;
    let [
        Value::Text(overview),
        Value::Array(partitions),
        Value::Array(archives),
    ] = items.as_slice()
    else {
        return Err(documents());
    };
    let mut source = MemorySlices::new();
    for archive in archives {
        let archive = archive.as_bytes().ok_or_else(documents)?;
        source.insert_archive(archive, limits).map_err(failed)?;
    }
    let kids = parse_overview(overview.as_bytes(), limits).map_err(failed)?;
    let mut slices = Slices::new(kids, source, limits.clone());
    let mut by_kid: BTreeMap<Vec<u8>, Vec<Partition>> = BTreeMap::new();
    for text in partitions {
        let text = text.as_text().ok_or_else(documents)?;
        for partition in parse_partitions(text.as_bytes(), limits).map_err(failed)? {
            by_kid
                .entry(partition.kid.clone())
                .or_default()
                .push(partition);
        }
    }
    for (kid, partitions) in by_kid {
        slices.set_partitions(&kid, partitions).map_err(failed)?;
    }
    Ok(slices)
}

/// The overview in a target of type `revocation-slices.v1`; `None` if it is none.
#[must_use]
pub fn slices_overview(bytes: &[u8]) -> Option<String> {
    match read_array(bytes)?.as_slice() {
        [Value::Text(overview), ..] => Some(overview.to_string()),
        _ => None,
    }
}

/// What a distributor hands out, for whoever publishes: the overview, the partitions of its kids,
/// and the archives of slices. Critical: whoever does not know it would accept revoked passes.
#[must_use]
pub fn slices_target(overview: &str, partitions: &[&str], archives: &[&[u8]]) -> Target {
    let partitions = partitions.iter().map(|text| Value::from(*text)).collect();
    let archives = archives.iter().map(|bytes| Value::from(*bytes)).collect();
    let items = vec![
        Value::from(overview),
        Value::Array(partitions),
        Value::Array(archives),
    ];
    Target {
        kind: TargetType::REVOCATION_SLICES,
        critical: true,
        content: encode_deterministic(&Value::Array(items)),
    }
}

/// The signers that are removed, for whoever publishes. Critical likewise.
#[must_use]
pub fn removed_signers_target(signers: &[RemovedSigner]) -> Target {
    Target {
        kind: TargetType::SIGNERS_REMOVED,
        critical: true,
        content: encode_deterministic(&Value::Array(signers.iter().map(line_of).collect())),
    }
}

/// `[kid, country / null, thumbprint / null, from]`.
fn line_of(signer: &RemovedSigner) -> Value<'_> {
    let country = signer.country.as_deref();
    let thumbprint = signer.thumbprint.as_ref();
    Value::Array(vec![
        Value::from(signer.kid.as_slice()),
        country.map_or(Value::Null, Value::from),
        thumbprint.map_or(Value::Null, |digest| Value::from(&digest[..])),
        Value::Int(signer.from),
    ])
}

/// The signers that a target of type `signers-removed.v1` names; `None` if it is none. The opposite
/// of [`removed_signers_target`].
#[must_use]
pub fn read_removed_signers(bytes: &[u8]) -> Option<Vec<RemovedSigner>> {
    read_array(bytes)?.iter().map(read_signer).collect()
}

fn read_signer(line: &Value<'_>) -> Option<RemovedSigner> {
    let [Value::Bytes(kid), country, thumbprint, Value::Int(from)] = line.as_array()? else {
        return None;
    };
    Some(RemovedSigner {
        kid: kid.to_vec(),
        country: match country {
            Value::Null => None,
            Value::Text(country) => Some(country.to_string()),
            _ => return None,
        },
        thumbprint: match thumbprint {
            Value::Null => None,
            Value::Bytes(digest) => Some(digest.as_ref().try_into().ok()?),
            _ => return None,
        },
        from: *from,
    })
}
