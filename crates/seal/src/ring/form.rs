//! The form of a ring: canonical CBOR, every key wrapped, all of it under one check.
//!
//! ```text
//! ["cleanbill ring", 1, ring id h'16', id of the key-encryption key h'8',
//!  [[epoch, created_at, wrapped h'60'], …],      the epochs that seal data keys
//!  [[purpose, wrapped h'60'], …],                all other keys, one a purpose
//!  check h'60']                                  SHA-256 of all before it, wrapped
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use cleanbill_cose::Limits;
use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};

use crate::aead::{Randomness, Secret, WRAPPED_BYTES};
use crate::kek::{self, Kek};
use crate::{EPOCHS_MAX, SealError};

const NAME: &str = "cleanbill ring";
const VERSION: i64 = 1;
/// 80 bytes an epoch, and the rest.
pub(super) const SIZE_MAX_BYTES: usize = 131_072;

const LIMITS: Limits = Limits {
    size_max_bytes: SIZE_MAX_BYTES,
    depth_max: 4,
    items_max: 4 * EPOCHS_MAX + 64,
};

/// What a key of the ring is for; the numbers never change their meaning.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Purpose {
    PublicId = 1,
    CollectionCode = 2,
    Tag = 3,
    Session = 4,
    LookupPerson = 18,
    LookupDocument = 19,
    LookupRecord = 20,
    /// Wraps the data keys of appeals, and nothing else.
    Cases = 32,
    /// Tags of appeals: of what, by whom, under which code.
    CaseTag = 33,
    /// Seals what anybody filed, and nothing else.
    Filings = 34,
}

impl Purpose {
    /// Those that every ring has.
    const FIRST: [Self; 7] = [
        Self::PublicId,
        Self::CollectionCode,
        Self::Tag,
        Self::Session,
        Self::LookupPerson,
        Self::LookupDocument,
        Self::LookupRecord,
    ];
    /// Those that a ring may lack that was made by an older program.
    const LATER: [Self; 3] = [Self::Cases, Self::CaseTag, Self::Filings];

    /// All of them.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Self::FIRST.into_iter().chain(Self::LATER)
    }
}

#[derive(Clone)]
pub(super) struct Epoch {
    pub(super) created_at: i64,
    pub(super) key: Secret,
}

/// A ring with its keys in the clear; they are wiped when it is dropped.
#[derive(Clone)]
pub(super) struct Contents {
    pub(super) id: [u8; 16],
    pub(super) epochs: BTreeMap<i32, Epoch>,
    /// By the number of the purpose.
    pub(super) keys: BTreeMap<u8, Secret>,
}

/// What a key is bound to: this ring and the place in it.
fn bound(id: &[u8; 16], purpose: u8, epoch: i32, created_at: i64) -> Vec<u8> {
    let mut aad = b"cleanbill/ring/1".to_vec();
    aad.extend_from_slice(id);
    aad.push(purpose);
    aad.extend_from_slice(&epoch.to_be_bytes());
    aad.extend_from_slice(&created_at.to_be_bytes());
    aad
}

/// The purposes of what is no key of [`Purpose`].
const EPOCH: u8 = 0;
const CHECK: u8 = 255;

fn bytes(bytes: &[u8]) -> Value<'_> {
    Value::Bytes(Cow::Borrowed(bytes))
}

fn sha256(input: &[u8]) -> Result<[u8; 32], SealError> {
    let hash = digest(&SHA256, input);
    hash.as_ref()
        .first_chunk()
        .copied()
        .ok_or(SealError::Failed)
}

pub(super) fn encode(
    contents: &Contents,
    kek: &dyn Kek,
    randomness: Randomness<'_>,
) -> Result<Vec<u8>, SealError> {
    let kek_id = kek.id();
    let mut epochs = Vec::new();
    for (number, epoch) in &contents.epochs {
        let aad = bound(&contents.id, EPOCH, *number, epoch.created_at);
        let wrapped = kek::wrap(kek, &aad, &epoch.key, randomness)?;
        epochs.push(Value::Array(vec![
            Value::Int(i64::from(*number)),
            Value::Int(epoch.created_at),
            Value::Bytes(Cow::Owned(wrapped.to_vec())),
        ]));
    }
    let mut keys = Vec::new();
    for (purpose, key) in &contents.keys {
        let aad = bound(&contents.id, *purpose, 0, 0);
        let wrapped = kek::wrap(kek, &aad, key, randomness)?;
        keys.push(Value::Array(vec![
            Value::Int(i64::from(*purpose)),
            Value::Bytes(Cow::Owned(wrapped.to_vec())),
        ]));
    }
    let mut items = vec![
        Value::from(NAME),
        Value::Int(VERSION),
        bytes(&contents.id),
        bytes(&kek_id),
        Value::Array(epochs),
        Value::Array(keys),
    ];
    let digest = sha256(&encode_deterministic(&Value::Array(items.clone())))?;
    let aad = bound(&contents.id, CHECK, 0, 0);
    let check = kek::wrap(kek, &aad, &digest, randomness)?;
    items.push(bytes(&check));
    Ok(encode_deterministic(&Value::Array(items)))
}

/// Reads a ring, and only in the one form that [`encode`] writes.
pub(super) fn decode(input: &[u8], kek: &dyn Kek) -> Result<Contents, SealError> {
    let value = parse_value(input, &LIMITS).map_err(|_| SealError::RingMalformed)?;
    let items = value.as_array().ok_or(SealError::RingMalformed)?;
    match (
        items.first().and_then(Value::as_text),
        items.get(1).and_then(Value::as_int),
    ) {
        (Some(NAME), Some(VERSION)) => {}
        (Some(NAME), Some(version)) => return Err(SealError::RingVersion { version }),
        _ => return Err(SealError::RingMalformed),
    }
    let [_, _, id, kek_id, epochs, keys, check] = items else {
        return Err(SealError::RingMalformed);
    };
    if encode_deterministic(&value) != input {
        return Err(SealError::RingMalformed);
    }
    let id = fixed::<16>(id)?;
    if fixed::<8>(kek_id)? != kek.id() {
        return Err(SealError::WrongKek);
    }
    let before = items.get(..6).ok_or(SealError::RingMalformed)?;
    let digest = sha256(&encode_deterministic(&Value::Array(before.to_vec())))?;
    if *kek.unwrap(&bound(&id, CHECK, 0, 0), &fixed::<WRAPPED_BYTES>(check)?)? != digest {
        return Err(SealError::RingAltered);
    }
    Ok(Contents {
        id,
        epochs: decode_epochs(&id, epochs, kek)?,
        keys: decode_keys(&id, keys, kek)?,
    })
}

fn decode_epochs(
    id: &[u8; 16],
    value: &Value<'_>,
    kek: &dyn Kek,
) -> Result<BTreeMap<i32, Epoch>, SealError> {
    let mut epochs = BTreeMap::new();
    for entry in value.as_array().ok_or(SealError::RingMalformed)? {
        let Some([number, created_at, wrapped]) = entry.as_array() else {
            return Err(SealError::RingMalformed);
        };
        let number = number
            .as_int()
            .and_then(|number| i32::try_from(number).ok())
            .filter(|number| *number > 0)
            .ok_or(SealError::RingMalformed)?;
        let created_at = created_at.as_int().ok_or(SealError::RingMalformed)?;
        let key = kek.unwrap(&bound(id, EPOCH, number, created_at), &fixed(wrapped)?)?;
        if epochs.insert(number, Epoch { created_at, key }).is_some() {
            return Err(SealError::RingMalformed);
        }
    }
    if epochs.is_empty() || epochs.len() > EPOCHS_MAX {
        return Err(SealError::RingMalformed);
    }
    Ok(epochs)
}

fn decode_keys(
    id: &[u8; 16],
    value: &Value<'_>,
    kek: &dyn Kek,
) -> Result<BTreeMap<u8, Secret>, SealError> {
    let mut keys = BTreeMap::new();
    for entry in value.as_array().ok_or(SealError::RingMalformed)? {
        let Some([purpose, wrapped]) = entry.as_array() else {
            return Err(SealError::RingMalformed);
        };
        let purpose = purpose
            .as_int()
            .and_then(|purpose| u8::try_from(purpose).ok())
            .ok_or(SealError::RingMalformed)?;
        let key = kek.unwrap(&bound(id, purpose, 0, 0), &fixed(wrapped)?)?;
        keys.insert(purpose, key);
    }
    let has = |purpose: &Purpose| keys.contains_key(&(*purpose as u8));
    let known = Purpose::all().filter(has).count();
    if Purpose::FIRST.iter().all(has) && known == keys.len() {
        Ok(keys)
    } else {
        Err(SealError::RingMalformed)
    }
}

fn fixed<const N: usize>(value: &Value<'_>) -> Result<[u8; N], SealError> {
    value
        .as_bytes()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(SealError::RingMalformed)
}
