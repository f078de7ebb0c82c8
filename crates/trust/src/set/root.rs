//! The root: who may publish, said by k of n keys that are kept offline.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::{CoseSign, parse_sign};
use cleanbill_crypto::PublicKey;

use super::fields::{self, Fields};
use super::form::{parse_message, read_header};
use super::{Digest, Fault, Limits, Part, RootPins, SetError};

const THRESHOLD: i64 = 5;
const KEYS: i64 = 6;
const PUBLICATION_KEYS: i64 = 7;

/// A root document: one version of who may publish, and of who may say so.
///
/// ```cddl
/// root = {
///   1: 1,                            ; format
///   2: 1..4294967295,                ; version
///   3: time,                         ; issued_at
///   4: time,                         ; expires_at, at least 8 days later
///   5: uint,                         ; threshold k, 1 to the number of root keys
///   6: [+ spki],                     ; root keys, ascending
///   7: [+ [spki, not_before: time, not_after: time]],   ; publication keys, ascending
///   * nint => any,                   ; may be ignored; any other label refuses the set
/// }
/// spki = bstr                        ; canonical DER, RFC 5280 §4.1.2.7
/// time = 0..253402300799             ; Unix seconds
/// ```
///
/// Version 1 is signed by k of its own keys; each later one by k of its own *and* k of those of the
/// version before it (TUF §5.3.4), every signature by a key of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// Version, from 1 in steps of 1.
    pub version: u32,
    /// When it was made, Unix seconds.
    pub issued_at: i64,
    /// Its last second, Unix seconds; at least 8 days after `issued_at`.
    pub expires_at: i64,
    /// How many root keys have to sign: k, at least 1.
    pub threshold: u8,
    /// The n root keys, in any order, each once.
    pub keys: Vec<PublicKey>,
    /// The keys that may sign manifests, in any order, none of them a root key.
    pub publication_keys: Vec<PublicationKey>,
}

/// A key that may sign manifests, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationKey {
    /// The key.
    pub key: PublicKey,
    /// First second in which a manifest of it may be issued, Unix seconds.
    pub not_before: i64,
    /// Last second in which a manifest of it may be in force, Unix seconds; no later than the
    /// root's. Whoever finds the key afterwards cannot use it, whatever date they write.
    pub not_after: i64,
}

impl Root {
    /// The document: what root keys sign.
    pub fn encode(&self) -> Vec<u8> {
        let spki = |key: &PublicKey| key.to_spki_der().to_vec();
        let mut keys: Vec<_> = self.keys.iter().map(spki).collect();
        keys.sort_unstable();
        let mut publication_keys: Vec<_> = self
            .publication_keys
            .iter()
            .map(|named| (spki(&named.key), named.not_before, named.not_after))
            .collect();
        publication_keys.sort_unstable();
        let bytes = |spki: Vec<u8>| Value::Bytes(spki.into());
        let named = |(spki, not_before, not_after)| {
            let times = [not_before, not_after].map(Value::Int);
            Value::Array([bytes(spki)].into_iter().chain(times).collect())
        };
        let mut fields = fields::head(self.version, self.issued_at, self.expires_at);
        fields.extend([
            (THRESHOLD, Value::Int(i64::from(self.threshold))),
            (KEYS, Value::Array(keys.into_iter().map(bytes).collect())),
            (
                PUBLICATION_KEYS,
                Value::Array(publication_keys.into_iter().map(named).collect()),
            ),
        ]);
        fields::encode(fields)
    }

    fn parse(document: &[u8]) -> Result<Self, SetError> {
        let max = Limits::DEFAULT.keys_max;
        let mut fields = Fields::parse(document, Part::Root)?;
        let version = fields.version()?;
        let (issued_at, expires_at) = fields.life()?;
        let threshold = fields.int(THRESHOLD)?;
        let keys = fields.items(KEYS, "root keys", max)?;
        let named = fields.items(PUBLICATION_KEYS, "publication keys", max)?;
        let root = Self {
            version,
            issued_at,
            expires_at,
            threshold: u8::try_from(threshold).map_err(|_| fields.invalid(THRESHOLD))?,
            keys: keys
                .iter()
                .map(|key| read_key(key, KEYS).map_err(|fault| fault.of(Part::Root)))
                .collect::<Result<_, _>>()?,
            publication_keys: named
                .iter()
                .map(|named| PublicationKey::read(named).map_err(|fault| fault.of(Part::Root)))
                .collect::<Result<_, _>>()?,
        };
        fields.finish()?;
        root.check().map_err(|fault| fault.of(Part::Root))?;
        Ok(root)
    }

    fn check(&self) -> Result<(), Fault> {
        if !(1..=self.keys.len()).contains(&usize::from(self.threshold)) {
            return Err(Fault::Field { label: THRESHOLD });
        }
        if self.publication_keys.is_empty() {
            let label = PUBLICATION_KEYS;
            return Err(Fault::Field { label });
        }
        let named = || self.publication_keys.iter().map(|named| &named.key);
        let ascending = is_ascending(self.keys.iter()) && is_ascending(named());
        if !ascending || named().any(|key| self.keys.contains(key)) {
            return Err(Fault::KeyRepeated);
        }
        let times_fit = |named: &PublicationKey| {
            (0..=named.not_after).contains(&named.not_before) && named.not_after <= self.expires_at
        };
        if !self.publication_keys.iter().all(times_fit) {
            return Err(Fault::KeyTimes);
        }
        Ok(())
    }
}

impl PublicationKey {
    fn read(value: &Value<'_>) -> Result<Self, Fault> {
        match value.as_array() {
            Some([key, Value::Int(not_before), Value::Int(not_after)]) => Ok(Self {
                key: read_key(key, PUBLICATION_KEYS)?,
                not_before: *not_before,
                not_after: *not_after,
            }),
            _ => Err(Fault::Field {
                label: PUBLICATION_KEYS,
            }),
        }
    }
}

/// A key in its canonical form, so that none can pass for two.
fn read_key(value: &Value<'_>, label: i64) -> Result<PublicKey, Fault> {
    let spki = value.as_bytes().ok_or(Fault::Field { label })?;
    let key = PublicKey::from_spki_der(spki)?;
    if key.to_spki_der() == spki {
        Ok(key)
    } else {
        Err(Fault::NotDeterministic)
    }
}

fn is_ascending<'k>(keys: impl Iterator<Item = &'k PublicKey>) -> bool {
    keys.map(PublicKey::to_spki_der).is_sorted_by(|a, b| a < b)
}

/// A root message whose signatures nobody has checked.
struct SignedRoot<'b>(CoseSign<'b>);

impl<'b> SignedRoot<'b> {
    fn parse(message: &'b [u8]) -> Result<Self, SetError> {
        let malformed = |fault: Fault| fault.of(Part::Root);
        let limits = Limits::DEFAULT;
        let signed = parse_sign(message, &limits.message());
        let signed = signed.map_err(|error| malformed(error.into()))?;
        let parts = parse_message(message).map_err(malformed)?;
        let body = parts.untagged().as_array().and_then(<[_]>::first);
        if body != Some(&Value::from(&[][..])) {
            return Err(malformed(Fault::Header));
        }
        if signed.signatures().len() > limits.keys_max {
            let (what, max) = ("signatures", limits.keys_max);
            return Err(malformed(Fault::TooMany { what, max }));
        }
        Ok(Self(signed))
    }

    fn fingerprint(&self) -> Digest {
        Digest::of(self.0.payload())
    }

    /// TUF §5.3.4 and §5.3.5: the next version, signed by k of its own keys and k of the previous
    /// root's.
    fn verify(&self, previous: Option<&Root>) -> Result<Root, SetError> {
        let root = Root::parse(self.0.payload())?;
        if let Some(previous) = previous {
            let expected = previous.version.saturating_add(1);
            if previous.version == root.version || expected != root.version {
                let found = root.version;
                return Err(SetError::RootGap { expected, found });
            }
        }
        let roots = || previous.into_iter().chain([&root]);
        let signers = self.valid_signers(roots().flat_map(|root| &root.keys))?;
        for root in roots() {
            let valid = root.keys.iter().filter(|key| signers.contains(key));
            let (valid, required) = (valid.count(), usize::from(root.threshold));
            if valid < required {
                let part = Part::Root;
                return Err(SetError::WrongSignature {
                    part,
                    valid,
                    required,
                });
            }
        }
        Ok(root)
    }

    /// Those of `keys` that have a right signature here, each once, however often they signed.
    fn valid_signers<'k>(
        &self,
        keys: impl Iterator<Item = &'k PublicKey>,
    ) -> Result<Vec<&'k PublicKey>, SetError> {
        let keys: Vec<_> = keys.map(|key| (Digest::of_key(key), key)).collect();
        let mut valid = Vec::new();
        for signature in self.0.signatures() {
            let header = read_header(signature.header());
            let (_, id) = header.map_err(|fault| fault.of(Part::Root))?;
            let Some((_, key)) = keys.iter().find(|(key_id, _)| *key_id == id) else {
                continue;
            };
            if !valid.contains(key) && self.0.verify(signature, key).is_ok() {
                valid.push(*key);
            }
        }
        Ok(valid)
    }
}

/// Verifies one root message: with the root before it, as its next version; without, by its own
/// keys alone, which says that it is whole and not whose it is.
///
/// # Errors
/// [`SetError::Malformed`] and the like, [`SetError::RootGap`], [`SetError::WrongSignature`].
pub fn verify_root(message: &[u8], previous: Option<&Root>) -> Result<Root, SetError> {
    SignedRoot::parse(message)?.verify(previous)
}

/// The fingerprint of the root in a message: the digest of its document, which is what verifiers
/// pin. It says nothing of the signatures.
///
/// # Errors
/// [`SetError::Malformed`], if there is no such message.
pub fn root_fingerprint(message: &[u8]) -> Result<Digest, SetError> {
    Ok(SignedRoot::parse(message)?.fingerprint())
}

/// Walks from the newest pinned root to the newest of all, which it returns with its fingerprint
/// (TUF §5.3.3 to §5.3.9). Roots before the pinned one are not looked into: verifiers that pin an
/// older one need them.
pub(super) fn walk(messages: &[&[u8]], pins: &RootPins) -> Result<(Root, Digest), SetError> {
    let chain = messages
        .iter()
        .map(|message| SignedRoot::parse(message))
        .collect::<Result<Vec<_>, _>>()?;
    let newest = chain.last().map(SignedRoot::fingerprint);
    let newest = newest.ok_or(Fault::NoRoot.of(Part::File))?;
    let start = chain
        .iter()
        .rposition(|signed| pins.contains(&signed.fingerprint()))
        .ok_or(SetError::UnknownRoot { found: newest })?;
    let mut trusted = None;
    for signed in chain.iter().skip(start) {
        trusted = Some(signed.verify(trusted.as_ref())?);
    }
    let root = trusted.ok_or(SetError::UnknownRoot { found: newest })?;
    Ok((root, newest))
}
