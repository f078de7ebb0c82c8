//! The manifest: what a set consists of, said by a publication key.

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{TagForm, parse_sign1};

use super::fields::{self, Fields};
use super::form::{parse_deterministic, parse_message, read_header};
use super::{Digest, Fault, LedgerEvidence, Limits, Part, Root, SetError, TargetType};

const ROOTS: i64 = 5;
const TARGETS: i64 = 6;
const CHECKPOINT: i64 = 7;
const INCLUSION_PROOF: i64 = 8;

/// The manifest of a set.
///
/// ```cddl
/// manifest = {
///   1: 1,                            ; format
///   2: 1..4294967295,                ; version
///   3: time,                         ; issued_at
///   4: time,                         ; expires_at, at least 8 days later
///   5: bstr .size 32,                ; SHA-256 of the set's array of roots, as encoded there
///   6: [* target],                   ; ascending by type, each type once
///   ? (7: bstr, 8: bstr),            ; ledger checkpoint, inclusion proof
///   * nint => any,                   ; may be ignored; any other label refuses the set
/// }
/// target = [type: tstr, critical: bool, sha-256: bstr .size 32, size: uint]
/// ```
///
/// The leaf in the ledger is of the manifest without labels 7 and 8, which are known only
/// afterwards; everything else, what may be ignored too, is covered by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Version. It never goes back as long as the root stays the same: [`Floor`](super::Floor).
    pub version: u32,
    /// When it was made, Unix seconds.
    pub issued_at: i64,
    /// Its last second, Unix seconds; at least 8 days after `issued_at`.
    pub expires_at: i64,
    /// The digest of the set's array of roots. It binds a manifest to its root.
    pub roots: Digest,
    /// What the set holds, ascending by type.
    pub targets: Vec<TargetEntry>,
    /// That the manifest is in the ledger, as opaque bytes:
    /// [`check_ledgered`](crate::ledger::check_ledgered) reads them.
    pub ledger: Option<LedgerEvidence>,
}

/// A line of the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetEntry {
    /// What the target holds.
    pub kind: TargetType,
    /// Whether a verifier that does not understand the type has to refuse the set.
    pub critical: bool,
    /// The target's digest.
    pub digest: Digest,
    /// The target's size in bytes.
    pub size_bytes: u32,
}

impl Manifest {
    /// The document: what the publication key signs.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut fields = fields::head(self.version, self.issued_at, self.expires_at);
        let targets = self.targets.iter().map(TargetEntry::value).collect();
        fields.push((ROOTS, Value::from(&self.roots.as_bytes()[..])));
        fields.push((TARGETS, Value::Array(targets)));
        if let Some(ledger) = &self.ledger {
            fields.push((CHECKPOINT, Value::from(ledger.checkpoint.as_slice())));
            fields.push((INCLUSION_PROOF, Value::from(&ledger.inclusion_proof[..])));
        }
        fields::encode(fields)
    }

    /// Verifies the message under the publication keys of `root`. Beside the manifest comes the
    /// digest that the ledger has of it.
    pub(super) fn verify(message: &[u8], root: &Root) -> Result<(Self, Digest), SetError> {
        let malformed = |fault: Fault| fault.of(Part::Manifest);
        let signed = parse_sign1(message, &Limits::DEFAULT.message());
        let signed = signed.map_err(|error| malformed(error.into()))?;
        parse_message(message).map_err(malformed)?;
        if signed.tags() != TagForm::Sign1 {
            return Err(malformed(Fault::Header));
        }
        let (algorithm, found) = read_header(signed.header()).map_err(malformed)?;
        let mut named = root.publication_keys.iter();
        let named = named
            .find(|named| Digest::of_key(&named.key) == found)
            .ok_or(SetError::UnknownPublicationKey { found })?;
        let verified = signed.verify(algorithm, &named.key);
        verified.map_err(|_| SetError::WrongSignature {
            part: Part::Manifest,
            valid: 0,
            required: 1,
        })?;
        let manifest = Self::parse(signed.payload())?;
        if manifest.issued_at < named.not_before || manifest.expires_at > named.not_after {
            return Err(SetError::PublicationKeyOutsideValidity {
                not_before: named.not_before,
                not_after: named.not_after,
            });
        }
        let ledger_digest = digest_without_ledger(signed.payload()).map_err(malformed)?;
        Ok((manifest, ledger_digest))
    }

    fn parse(document: &[u8]) -> Result<Self, SetError> {
        let mut fields = Fields::parse(document, Part::Manifest)?;
        let version = fields.version()?;
        let (issued_at, expires_at) = fields.life()?;
        let roots = fields.take(ROOTS);
        let roots = roots.as_ref().and_then(read_digest);
        let roots = roots.ok_or_else(|| fields.invalid(ROOTS))?;
        let max = Limits::DEFAULT.targets_max;
        let targets = fields.items(TARGETS, "targets", max)?;
        let targets: Option<Vec<_>> = targets.iter().map(TargetEntry::read).collect();
        let targets = targets.ok_or_else(|| fields.invalid(TARGETS))?;
        let ledger = match (fields.take(CHECKPOINT), fields.take(INCLUSION_PROOF)) {
            (None, None) => None,
            (Some(Value::Bytes(checkpoint)), Some(Value::Bytes(proof))) => Some(LedgerEvidence {
                checkpoint: checkpoint.into(),
                inclusion_proof: proof.into(),
            }),
            _ => return Err(fields.invalid(CHECKPOINT)),
        };
        fields.finish()?;
        let manifest = Self {
            version,
            issued_at,
            expires_at,
            roots,
            targets,
            ledger,
        };
        manifest.check_order()?;
        Ok(manifest)
    }

    fn check_order(&self) -> Result<(), SetError> {
        let mut pairs = self.targets.windows(2);
        let wrong = pairs.find_map(|pair| match pair {
            [a, b] if a.kind >= b.kind => Some(b.kind.clone()),
            _ => None,
        });
        match wrong {
            Some(kind) => Err(SetError::TargetOrder { kind }),
            None => Ok(()),
        }
    }
}

impl TargetEntry {
    /// The line for these bytes, if their size can be written.
    pub(super) fn of(kind: TargetType, critical: bool, content: &[u8]) -> Option<Self> {
        Some(Self {
            kind,
            critical,
            digest: Digest::of(content),
            size_bytes: u32::try_from(content.len()).ok()?,
        })
    }

    /// Whether these bytes are the target.
    #[must_use]
    pub fn matches(&self, content: &[u8]) -> bool {
        u32::try_from(content.len()) == Ok(self.size_bytes) && Digest::of(content) == self.digest
    }

    fn value(&self) -> Value<'_> {
        Value::Array(vec![
            Value::from(self.kind.as_str()),
            Value::Bool(self.critical),
            Value::from(&self.digest.as_bytes()[..]),
            Value::Int(i64::from(self.size_bytes)),
        ])
    }

    fn read(value: &Value<'_>) -> Option<Self> {
        match value.as_array() {
            Some(
                [
                    Value::Text(kind),
                    Value::Bool(critical),
                    digest,
                    Value::Int(size),
                ],
            ) => Some(Self {
                kind: TargetType::new(kind)?,
                critical: *critical,
                digest: read_digest(digest)?,
                size_bytes: u32::try_from(*size).ok()?,
            }),
            _ => None,
        }
    }
}

/// The digest of a document without labels 7 and 8.
fn digest_without_ledger(document: &[u8]) -> Result<Digest, Fault> {
    let Value::Map(mut fields) = parse_deterministic(document)? else {
        return Err(Fault::NotFields);
    };
    fields
        .retain(|(label, _)| *label != Key::Int(CHECKPOINT) && *label != Key::Int(INCLUSION_PROOF));
    Ok(Digest::of(&encode_deterministic(&Value::Map(fields))))
}

fn read_digest(value: &Value<'_>) -> Option<Digest> {
    value.as_bytes().and_then(Digest::from_slice)
}
