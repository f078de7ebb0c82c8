//! A status list token as CWT (section 5.2).

use cleanbill_cose::cbor::{Key, Value, encode_deterministic, parse_value};
use cleanbill_cose::{CoseSign1, parse_sign1};

use crate::list::cbor_limits;
use crate::{Limits, StatusListError, StatusListToken, claims};

/// The COSE header parameter `typ` (RFC 9596 §2).
const TYP: i64 = 16;
const TYPE: &str = "application/statuslist+cwt";
const TAG_SIGN1: u64 = 18;

/// A status list token as `COSE_Sign1`, of the right type, not verified yet.
///
/// ```text
/// 18([<<{1: -7, 16: "application/statuslist+cwt"}>>, {4: h'3132'},
///     <<{2: "https://…", 6: 1686920170, 4: …, 65534: 43200, 65533: {"bits": 1, "lst": h'…'}}>>,
///     h'…'])
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StatusListCwt<'b> {
    message: CoseSign1<'b>,
    limits: Limits,
}

impl<'b> StatusListCwt<'b> {
    /// Reads the form and the header. The claims are read once the signature is verified.
    ///
    /// # Errors
    /// [`StatusListError::Cose`]; [`StatusListError::Type`] if the protected header has another
    /// type or none.
    pub fn parse(bytes: &'b [u8], limits: &Limits) -> Result<Self, StatusListError> {
        let message = parse_sign1(bytes, &cbor_limits(limits))?;
        let protected = message.header().protected_bytes();
        if protected.is_empty() {
            return Err(StatusListError::Type);
        }
        let header = parse_value(protected, &cbor_limits(limits))?;
        let typ = header.field(TYP).and_then(Value::as_text);
        if !typ.is_some_and(|typ| typ.eq_ignore_ascii_case(TYPE)) {
            return Err(StatusListError::Type);
        }
        let limits = limits.clone();
        Ok(Self { message, limits })
    }

    /// The key identifier of the header.
    #[must_use]
    pub fn kid(&self) -> Option<&[u8]> {
        self.message.kid()
    }

    /// Has `verify` check the signature, and reads the claims if it says that it is good. Keys
    /// are no concern of this crate:
    /// `cwt.verify_with(|message| message.verify(algorithm, key).is_ok())`.
    ///
    /// # Errors
    /// [`StatusListError`]: signature, claims, or list.
    pub fn verify_with(
        &self,
        verify: impl FnOnce(&CoseSign1<'b>) -> bool,
    ) -> Result<StatusListToken, StatusListError> {
        if !verify(&self.message) {
            return Err(StatusListError::Signature);
        }
        self.unverified()
    }

    /// Reads the claims, on which nobody can rely.
    ///
    /// # Errors
    /// [`StatusListError`]: claims or list.
    pub fn unverified(&self) -> Result<StatusListToken, StatusListError> {
        claims::from_cbor(self.message.payload(), &self.limits)
    }
}

impl StatusListToken {
    /// The token as tagged CWT, signed by `sign` with the algorithm of this COSE number; an ECDSA
    /// signature is r‖s. Everything but the signature is deterministic.
    ///
    /// # Errors
    /// That of `sign`.
    pub fn to_cwt<E>(
        &self,
        algorithm: i64,
        kid: &[u8],
        sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        let protected = encode_deterministic(&Value::Map(vec![
            (Key::from(1), Value::from(algorithm)),
            (Key::from(4), Value::from(kid)),
            (Key::from(TYP), Value::from(TYPE)),
        ]));
        let payload = claims::to_cbor(self);
        // RFC 9052 §4.4: context, protected header, no external data, payload.
        let signed = encode_deterministic(&Value::Array(vec![
            Value::from("Signature1"),
            Value::from(protected.as_slice()),
            Value::from([].as_slice()),
            Value::from(payload.as_slice()),
        ]));
        let signature = sign(&signed)?;
        let message = Value::Array(vec![
            Value::from(protected.as_slice()),
            Value::Map(Vec::new()),
            Value::from(payload.as_slice()),
            Value::from(signature.as_slice()),
        ]);
        Ok(encode_deterministic(&Value::Tag(
            TAG_SIGN1,
            Box::new(message),
        )))
    }
}
