//! The targets that revoke.

use cleanbill_cose::cbor::{Value, encode_deterministic};
use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::gateway::{Batch, GatewayBatches};
use cleanbill_revocation::national::{Chain, Limits as NationalLimits};
use cleanbill_revocation::signer_removed::{RemovedSigner, RemovedSigners};
use cleanbill_revocation::{Limits, Revocation};
use cleanbill_trust::set::{OpenedSet, Target, TargetType};

use super::{BundleError, documents, read_array};

const EXACT: &str = "revocation-exact.v1";
const NATIONAL: &str = "revocation-national.v1";
const BATCHES: &str = "revocation-batches.v1";
const REMOVED: &str = "signers-removed.v1";

/// All mechanisms that the set has data for, the removal of signers first.
pub(super) fn read(set: &OpenedSet<'_>) -> Result<Revocation, BundleError> {
    let mut revocation = Revocation::new();
    let limits = Limits::DEFAULT;
    if let Ok(bytes) = set.target(&TargetType::SIGNERS_REMOVED) {
        let removed = read_removed(bytes).ok_or(BundleError::Documents { target: REMOVED })?;
        revocation.push(RemovedSigners::new(removed));
    }
    if let Ok(bytes) = set.target(&TargetType::REVOCATION_NATIONAL) {
        revocation.push(read_national(bytes)?);
    }
    if let Ok(bytes) = set.target(&TargetType::REVOCATION_EXACT) {
        let list = ExactList::parse(bytes, &limits);
        revocation.push(list.map_err(|error| unreadable(EXACT, error.code()))?);
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

fn read_removed(bytes: &[u8]) -> Option<Vec<RemovedSigner>> {
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
