use cleanbill_crypto::{Algorithm, PublicKey, Signer, VerifyError};

use crate::cbor::{Key, Reader, Value, encode_deterministic};
use crate::{CoseError, Header, Limits};

const TAG_SIGN1: u64 = 18;
const TAG_CWT: u64 = 61;

/// Which tags stood before the message. All three occur on real passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagForm {
    /// `18([…])`, as RFC 9052 §4.2 writes it.
    Sign1,
    /// No tag at all.
    Untagged,
    /// `61(18([…]))`, the CWT tag of RFC 8392 §6.
    CwtSign1,
}

/// One signature over one payload (RFC 9052 §4.2).
///
/// ```text
/// COSE_Sign1 = [ Headers, payload: bstr, signature: bstr ]
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CoseSign1<'b> {
    header: Header<'b>,
    payload: &'b [u8],
    signature: &'b [u8],
    tags: TagForm,
}

/// Reads a `COSE_Sign1` message from all of `bytes`.
///
/// # Errors
/// [`CoseError`]: not such a message, malformed headers, a critical header, no payload or
/// signature, or CBOR beyond the limits.
pub fn parse_sign1<'b>(bytes: &'b [u8], limits: &Limits) -> Result<CoseSign1<'b>, CoseError> {
    let mut reader = Reader::new(bytes, limits)?;
    let tags = read_tags(&mut reader)?;
    reader.array_of(4).map_err(|_| CoseError::NotSign1)?;
    let header = Header::read(&mut reader, limits)?;
    let payload = reader.bytes().map_err(|_| CoseError::MissingPayload)?;
    let signature = reader.bytes().map_err(|_| CoseError::MissingSignature)?;
    reader.finish()?;
    if signature.is_empty() {
        return Err(CoseError::MissingSignature);
    }
    Ok(CoseSign1 {
        header,
        payload,
        signature,
        tags,
    })
}

fn read_tags(reader: &mut Reader<'_>) -> Result<TagForm, CoseError> {
    match reader.tag()? {
        None => Ok(TagForm::Untagged),
        Some(TAG_SIGN1) => Ok(TagForm::Sign1),
        Some(TAG_CWT) => match reader.tag()? {
            Some(TAG_SIGN1) => Ok(TagForm::CwtSign1),
            Some(tag) => Err(CoseError::UnexpectedTag { tag }),
            None => Err(CoseError::UnexpectedTag { tag: TAG_CWT }),
        },
        Some(tag) => Err(CoseError::UnexpectedTag { tag }),
    }
}

impl<'b> CoseSign1<'b> {
    /// Both header buckets.
    #[must_use]
    pub const fn header(&self) -> &Header<'b> {
        &self.header
    }

    /// The signed bytes' content: for a pass, the CWT claims.
    #[must_use]
    pub const fn payload(&self) -> &'b [u8] {
        self.payload
    }

    /// The signature: r‖s for ECDSA (RFC 9053 §2.1).
    #[must_use]
    pub const fn signature(&self) -> &'b [u8] {
        self.signature
    }

    /// The tags before the message.
    #[must_use]
    pub const fn tags(&self) -> TagForm {
        self.tags
    }

    /// The algorithm named by the headers.
    ///
    /// # Errors
    /// As [`Header::algorithm`].
    pub fn algorithm(&self) -> Result<Algorithm, CoseError> {
        self.header.algorithm()
    }

    /// The key identifier named by the headers.
    #[must_use]
    pub fn kid(&self) -> Option<&[u8]> {
        self.header.kid()
    }

    /// The bytes that the signature covers: `Sig_structure` (RFC 9052 §4.4). Made once, it
    /// serves every candidate key.
    #[must_use]
    pub fn to_be_signed(&self) -> Vec<u8> {
        to_be_signed(self.header.protected_bytes(), self.payload)
    }

    /// Checks the signature with one key.
    ///
    /// # Errors
    /// [`VerifyError`] as the key gives it; an unusable algorithm is the caller's to ask for
    /// first with [`CoseSign1::algorithm`].
    pub fn verify(&self, algorithm: Algorithm, key: &PublicKey) -> Result<(), VerifyError> {
        key.verify(algorithm, &self.to_be_signed(), self.signature)
    }
}

fn to_be_signed(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    const FIXED: &[u8] = b"\x84\x6aSignature1";
    const HEADS_MAX_BYTES: usize = 19;
    let len = FIXED.len() + protected.len() + payload.len() + HEADS_MAX_BYTES;
    let mut out = Vec::with_capacity(len);
    out.extend_from_slice(FIXED);
    for part in [protected, &[], payload] {
        write_bytes(part, &mut out);
    }
    out
}

/// A definite byte string (RFC 8949 §3.1, major type 2).
pub(crate) fn write_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    crate::cbor::write_deterministic(&Value::from(bytes), out);
}

/// The protected header `{1: alg, 4: kid}`; without a kid, `{1: alg}`.
pub(crate) fn protected_header(algorithm: Algorithm, kid: Option<&[u8]>) -> Vec<u8> {
    let mut entries = vec![(Key::Int(1), Value::Int(algorithm.cose_id()))];
    if let Some(kid) = kid {
        entries.push((Key::Int(4), Value::from(kid)));
    }
    encode_deterministic(&Value::Map(entries))
}

/// Signs `payload` as `18([<<{1: alg, 4: kid}>>, {}, payload, signature])`.
///
/// # Errors
/// [`CoseError::Sign`] as the port gives it.
pub fn sign1(kid: &[u8], payload: &[u8], signer: &dyn Signer) -> Result<Vec<u8>, CoseError> {
    let protected = protected_header(signer.algorithm(), Some(kid));
    let signature = signer.sign(&to_be_signed(&protected, payload))?;
    let message = Value::Array(vec![
        Value::from(protected.as_slice()),
        Value::Map(Vec::new()),
        Value::from(payload),
        Value::from(signature.as_slice()),
    ]);
    Ok(encode_deterministic(&Value::Tag(
        TAG_SIGN1,
        Box::new(message),
    )))
}
