use cleanbill_crypto::{PublicKey, Signer, VerifyError};

use crate::cbor::{Reader, Value, encode_deterministic};
use crate::sign1::{protected_header, write_bytes};
use crate::{CoseError, Header, Limits};

const TAG_SIGN: u64 = 98;

/// One payload under several signatures (RFC 9052 §4.1): the k of n of an offline root.
///
/// ```text
/// COSE_Sign = [ Headers, payload: bstr, signatures: [+ [ Headers, signature: bstr ]] ]
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CoseSign<'b> {
    header: Header<'b>,
    payload: &'b [u8],
    signatures: Vec<CoseSignature<'b>>,
}

/// One signer's part of a [`CoseSign`].
#[derive(Debug, Clone, PartialEq)]
pub struct CoseSignature<'b> {
    header: Header<'b>,
    signature: &'b [u8],
}

/// Reads `98([…])` from all of `bytes`; other tags, or none, are refused: nothing in the wild
/// needs them.
///
/// # Errors
/// [`CoseError`]: as [`parse_sign1`](crate::parse_sign1).
pub fn parse_sign<'b>(bytes: &'b [u8], limits: &Limits) -> Result<CoseSign<'b>, CoseError> {
    let mut reader = Reader::new(bytes, limits)?;
    if reader.tag()? != Some(TAG_SIGN) {
        return Err(CoseError::NotSign);
    }
    reader.array_of(4).map_err(|_| CoseError::NotSign)?;
    let header = Header::read(&mut reader, limits)?;
    let payload = reader.bytes().map_err(|_| CoseError::MissingPayload)?;
    let count = reader
        .array_len()
        .map_err(|_| CoseError::MissingSignature)?;
    let mut signatures = Vec::new();
    for _ in 0..count {
        reader.array_of(3).map_err(|_| CoseError::NotSign)?;
        let header = Header::read(&mut reader, limits)?;
        let signature = reader.bytes().map_err(|_| CoseError::MissingSignature)?;
        signatures.push(CoseSignature { header, signature });
    }
    reader.finish()?;
    if signatures.is_empty() {
        return Err(CoseError::MissingSignature);
    }
    Ok(CoseSign {
        header,
        payload,
        signatures,
    })
}

impl<'b> CoseSign<'b> {
    /// The signed content.
    #[must_use]
    pub const fn payload(&self) -> &'b [u8] {
        self.payload
    }

    /// The signatures, in the order of the message.
    #[must_use]
    pub fn signatures(&self) -> &[CoseSignature<'b>] {
        &self.signatures
    }

    /// Checks one of [`CoseSign::signatures`] with one key.
    ///
    /// # Errors
    /// [`VerifyError`] as the key gives it; a signature whose header names no known algorithm is
    /// [`VerifyError::Invalid`].
    pub fn verify(&self, part: &CoseSignature<'b>, key: &PublicKey) -> Result<(), VerifyError> {
        let algorithm = part.header.algorithm().map_err(|_| VerifyError::Invalid)?;
        let message = to_be_signed(
            self.header.protected_bytes(),
            part.header.protected_bytes(),
            self.payload,
        );
        key.verify(algorithm, &message, part.signature)
    }
}

impl<'b> CoseSignature<'b> {
    /// This signer's headers.
    #[must_use]
    pub const fn header(&self) -> &Header<'b> {
        &self.header
    }
}

fn to_be_signed(body: &[u8], signer: &[u8], payload: &[u8]) -> Vec<u8> {
    const FIXED: &[u8] = b"\x85\x69Signature";
    let mut out = FIXED.to_vec();
    for part in [body, signer, &[], payload] {
        write_bytes(part, &mut out);
    }
    out
}

/// Signs `payload` with every `(kid, signer)`: `98([h'', {}, payload, [[<<{alg, kid}>>, {},
/// signature], …]])`.
///
/// # Errors
/// [`CoseError::MissingSignature`] without a signer; [`CoseError::Sign`] as the port gives it.
pub fn sign(payload: &[u8], signers: &[(&[u8], &dyn Signer)]) -> Result<Vec<u8>, CoseError> {
    if signers.is_empty() {
        return Err(CoseError::MissingSignature);
    }
    let mut signatures = Vec::new();
    for (kid, signer) in signers {
        let protected = protected_header(signer.algorithm(), Some(kid));
        let signature = signer.sign(&to_be_signed(&[], &protected, payload))?;
        signatures.push(Value::Array(vec![
            Value::Bytes(protected.into()),
            Value::Map(Vec::new()),
            Value::Bytes(signature.into()),
        ]));
    }
    let message = Value::Array(vec![
        Value::from(&[][..]),
        Value::Map(Vec::new()),
        Value::from(payload),
        Value::Array(signatures),
    ]);
    Ok(encode_deterministic(&Value::Tag(
        TAG_SIGN,
        Box::new(message),
    )))
}
