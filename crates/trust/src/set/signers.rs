//! The target `dcc-signers.v1`: who may sign EU Digital COVID Certificates.

use cleanbill_cose::cbor::{CborError, Reader, Value, encode_deterministic};
use cleanbill_x509::DccUsage;

use super::{Fault, Limits, Part, SetError, TargetType, spki};
use crate::{Country, Kid, SignerRecord, TrustStore, TrustedSigner};

/// Writes the target of type [`TargetType::DCC_SIGNERS`].
///
/// ```cddl
/// dcc-signers = [* signer]           ; ascending, each once
/// signer = [
///   kid: bstr .size (1..64),
///   country: tstr .regexp "[A-Z]{2}" / null,
///   usage: 1..7,                     ; 1 test, 2 vaccination, 4 recovery
///   not_before: int / null,          ; Unix seconds; null: open
///   not_after: int / null,
///   thumbprint: bstr .size 32,       ; SHA-256 of certificate or bare key
///   form: 0..5 / null,               ; P-256, P-384, RSA-2048, -3072, -4096, Ed25519
///   key: bstr,                       ; x‖y, n (e = 65537) or the key; form null: SPKI in DER
/// ]
/// ```
///
/// The order is that of [`SignerRecord`]: kid, country (none first), SPKI, usage, times (open:
/// outermost), thumbprint; bytes compare as bytes.
pub fn encode_signers(store: &TrustStore) -> Vec<u8> {
    let signers = store.signers().iter().map(|signer| value(signer));
    encode_deterministic(&Value::Array(signers.collect()))
}

/// One signer, as both targets of signers write it.
pub(super) fn value(signer: &SignerRecord) -> Value<'_> {
    let bound = |secs, open| match secs {
        secs if secs == open => Value::Null,
        secs => Value::Int(secs),
    };
    let (form, key) = spki::shorten(&signer.spki);
    Value::Array(vec![
        Value::from(signer.kid.as_bytes()),
        signer
            .country
            .as_ref()
            .map_or(Value::Null, |country| Value::from(country.as_str())),
        Value::Int(i64::from(signer.usage.bits())),
        bound(signer.not_before, i64::MIN),
        bound(signer.not_after, i64::MAX),
        Value::from(&signer.thumbprint[..]),
        form.map_or(Value::Null, |form| Value::Int(form as i64)),
        Value::from(key),
    ])
}

/// Reads the target of type [`TargetType::DCC_SIGNERS`]: the opposite of [`encode_signers`], and
/// nothing but what that writes.
///
/// # Errors
/// [`SetError::Malformed`].
pub fn parse_signers(target: &[u8]) -> Result<TrustStore, SetError> {
    read_all(target).map_err(|fault| fault.of(Part::Target(TargetType::DCC_SIGNERS)))
}

fn read_all(target: &[u8]) -> Result<TrustStore, Fault> {
    let limits = Limits::DEFAULT;
    let mut reader = Reader::new(target, &limits.signers())?;
    let count = reader.array_len()?;
    if count > limits.signers_max as u64 {
        let (what, max) = ("signers", limits.signers_max);
        return Err(Fault::TooMany { what, max });
    }
    let mut signers = Vec::new();
    for ordinal in 1..=count as usize {
        let signer = read_signer(&mut reader)?.ok_or(Fault::Signer { ordinal })?;
        signers.push(TrustedSigner::new(signer));
    }
    reader.finish()?;
    let store = TrustStore::new(signers);
    // Order, repetition, heads, forms of keys: whatever could be written in two ways.
    if encode_signers(&store) != target {
        return Err(Fault::NotDeterministic);
    }
    Ok(store)
}

/// The opposite of [`value`]; `None` for a field that is not of its type and range.
pub(super) fn read_signer(reader: &mut Reader<'_>) -> Result<Option<SignerRecord>, CborError> {
    reader.array_of(8)?;
    let kid = reader.bytes()?;
    let country = reader.value()?;
    let usage = reader.value()?;
    let (not_before, not_after) = (reader.value()?, reader.value()?);
    let thumbprint = reader.bytes()?;
    let form = reader.value()?;
    let key = reader.bytes()?;
    let record = || {
        let form = nullable(&form, |form| usize::try_from(form.as_int()?).ok())?;
        let spki = spki::restore(form, key)?;
        (spki.len() <= Limits::DEFAULT.spki_size_max_bytes).then_some(())?;
        Some(SignerRecord {
            kid: Kid::new(kid)?,
            country: nullable(&country, |code| Country::new(code.as_text()?))?,
            spki,
            usage: DccUsage::from_bits(u8::try_from(usage.as_int()?).ok()?)?,
            not_before: nullable(&not_before, |secs| secs.as_int())?.unwrap_or(i64::MIN),
            not_after: nullable(&not_after, |secs| secs.as_int())?.unwrap_or(i64::MAX),
            thumbprint: thumbprint.try_into().ok()?,
        })
    };
    Ok(record())
}

/// `Some(None)` for null, `None` for what `read` does not take.
pub(super) fn nullable<'v, T>(
    value: &'v Value<'_>,
    read: impl FnOnce(&'v Value<'_>) -> Option<T>,
) -> Option<Option<T>> {
    match value {
        Value::Null => Some(None),
        value => read(value).map(Some),
    }
}
