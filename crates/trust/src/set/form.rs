//! The one form in which a set's COSE messages are accepted, so that nothing beside the signed
//! bytes can carry anything.

use cleanbill_cose::Header;
use cleanbill_cose::cbor::{Key, Value, encode_deterministic, parse_value};
use cleanbill_crypto::Algorithm;

use super::{Digest, Fault, Limits};

/// Parses a message or document and asserts that it is deterministically encoded.
pub(super) fn parse_deterministic(bytes: &[u8]) -> Result<Value<'_>, Fault> {
    let value = parse_value(bytes, &Limits::DEFAULT.message())?;
    if encode_deterministic(&value) == bytes {
        Ok(value)
    } else {
        Err(Fault::NotDeterministic)
    }
}

/// Parses a COSE message and asserts that it is deterministically encoded and that its unprotected
/// headers are empty. They are the only maps of a message: protected ones are wrapped in bytes.
pub(super) fn parse_message(bytes: &[u8]) -> Result<Value<'_>, Fault> {
    fn has_unprotected(value: &Value<'_>) -> bool {
        match value {
            Value::Array(items) => items.iter().any(has_unprotected),
            Value::Tag(_, inner) => has_unprotected(inner),
            Value::Map(entries) => !entries.is_empty(),
            _ => false,
        }
    }
    let message = parse_deterministic(bytes)?;
    if has_unprotected(&message) {
        return Err(Fault::Header);
    }
    Ok(message)
}

/// Asserts that a header is `<<{1: alg, 4: digest of the key}>>` and nothing more.
pub(super) fn read_header(header: &Header<'_>) -> Result<(Algorithm, Digest), Fault> {
    let algorithm = header.algorithm()?;
    let key = header
        .kid()
        .and_then(Digest::from_slice)
        .ok_or(Fault::Header)?;
    let expected = encode_deterministic(&Value::Map(vec![
        (Key::Int(1), Value::Int(algorithm.cose_id())),
        (Key::Int(4), Value::from(&key.as_bytes()[..])),
    ]));
    if header.protected_bytes() == expected {
        Ok((algorithm, key))
    } else {
        Err(Fault::Header)
    }
}
