#[cfg(feature = "soft-authenticator")]
use cleanbill_cose::cbor::Key;
use cleanbill_cose::cbor::Value;
use cleanbill_crypto::{Algorithm, Curve, KeyError, KeyKind, PublicKey, VerifyError, ecdsa};
use thiserror::Error;

/// Labels and values of a COSE_Key (RFC 9052, section 7; RFC 9053, section 7).
mod label {
    pub(super) const KTY: i64 = 1;
    pub(super) const ALG: i64 = 3;
    pub(super) const CRV: i64 = -1;
    pub(super) const X: i64 = -2;
    pub(super) const Y: i64 = -3;
    pub(super) const KTY_OKP: i64 = 1;
    pub(super) const KTY_EC2: i64 = 2;
    pub(super) const CRV_P256: i64 = 1;
    pub(super) const CRV_ED25519: i64 = 6;
}

/// The public key of a credential: P-256, which verifies ES256, or Ed25519, which verifies EdDSA.
///
/// Its stored form is [`to_spki_der`](Self::to_spki_der). The algorithm follows from the key, so
/// that nobody can choose another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CredentialKey(PublicKey);

/// Why a key cannot be a credential's.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CredentialKeyError {
    /// Not a map of a COSE_Key with exactly the members of its type (section 6.5.1.1).
    #[error("the credential public key is no COSE_Key of the algorithm it names")]
    Shape,
    /// The algorithm is neither ES256 nor EdDSA, the two that were asked for (7.1 step 16).
    #[error("the credential public key is for algorithm {id}")]
    Algorithm {
        /// The COSE algorithm number.
        id: i64,
    },
    /// The curve does not go with the algorithm (section 5.8.5).
    #[error("the credential public key is on the COSE curve {id}")]
    Curve {
        /// The COSE curve number.
        id: i64,
    },
    /// A key of another kind than P-256 and Ed25519.
    #[error("a key of kind {kind:?} is not a credential's")]
    Kind {
        /// What it is.
        kind: KeyKind,
    },
    /// Not a safe key of its kind.
    #[error("{0}")]
    Key(#[from] KeyError),
}

impl CredentialKeyError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Shape => "webauthn.key-shape",
            Self::Algorithm { .. } => "webauthn.key-algorithm",
            Self::Curve { .. } => "webauthn.key-curve",
            Self::Kind { .. } => "webauthn.key-kind",
            Self::Key(error) => error.code(),
        }
    }
}

impl CredentialKey {
    /// Reads a stored key: DER `SubjectPublicKeyInfo`.
    ///
    /// # Errors
    /// [`CredentialKeyError::Key`], [`CredentialKeyError::Kind`].
    pub fn from_spki_der(spki: &[u8]) -> Result<Self, CredentialKeyError> {
        Self::new(PublicKey::from_spki_der(spki)?)
    }

    /// Takes a key that was read already.
    ///
    /// # Errors
    /// [`CredentialKeyError::Kind`].
    pub fn new(key: PublicKey) -> Result<Self, CredentialKeyError> {
        match key.kind() {
            KeyKind::P256 | KeyKind::Ed25519 => Ok(Self(key)),
            kind => Err(CredentialKeyError::Kind { kind }),
        }
    }

    /// The key as DER `SubjectPublicKeyInfo`, in one canonical form.
    #[must_use]
    pub fn to_spki_der(&self) -> &[u8] {
        self.0.to_spki_der()
    }

    /// The algorithm of its signatures, ES256 or EdDSA.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self.0.kind() {
            KeyKind::Ed25519 => Algorithm::EdDsa,
            _ => Algorithm::Es256,
        }
    }

    /// Reads a COSE_Key with `alg` and without optional members (section 6.5.1.1).
    pub(crate) fn from_cose(value: &Value<'_>) -> Result<Self, CredentialKeyError> {
        let members = value.as_map().ok_or(CredentialKeyError::Shape)?;
        let int = |label: i64| {
            let value = value.field(label).and_then(Value::as_int);
            value.ok_or(CredentialKeyError::Shape)
        };
        let bytes = |label: i64| {
            let bytes = value.field(label).and_then(Value::as_bytes);
            bytes
                .and_then(|bytes| <&[u8; 32]>::try_from(bytes).ok())
                .ok_or(CredentialKeyError::Shape)
        };
        let (kty, alg, crv) = (int(label::KTY)?, int(label::ALG)?, int(label::CRV)?);
        let (kty_of_alg, crv_of_alg, count) = match Algorithm::from_cose_id(alg) {
            Some(Algorithm::Es256) => (label::KTY_EC2, label::CRV_P256, 5),
            Some(Algorithm::EdDsa) => (label::KTY_OKP, label::CRV_ED25519, 4),
            _ => return Err(CredentialKeyError::Algorithm { id: alg }),
        };
        if kty != kty_of_alg || members.len() != count {
            return Err(CredentialKeyError::Shape);
        }
        if crv != crv_of_alg {
            return Err(CredentialKeyError::Curve { id: crv });
        }
        let key = if kty == label::KTY_OKP {
            PublicKey::from_ed25519(bytes(label::X)?)?
        } else {
            let point = [[4].as_slice(), bytes(label::X)?, bytes(label::Y)?].concat();
            PublicKey::from_ec_point(KeyKind::P256, &point)?
        };
        Self::new(key)
    }

    /// The key as a COSE_Key, as authenticators write it.
    #[cfg(feature = "soft-authenticator")]
    pub(crate) fn to_cose(&self) -> Value<'_> {
        // In the canonical SPKI the raw key stands last: x ‖ y, or the 32 bytes of RFC 8032.
        let spki = self.to_spki_der();
        let last = |count: usize| spki.split_at(spki.len().saturating_sub(count)).1;
        let id = Value::Int(self.algorithm().cose_id());
        if self.0.kind() == KeyKind::Ed25519 {
            return Value::Map(vec![
                (Key::Int(label::KTY), label::KTY_OKP.into()),
                (Key::Int(label::ALG), id),
                (Key::Int(label::CRV), label::CRV_ED25519.into()),
                (Key::Int(label::X), last(32).into()),
            ]);
        }
        let (x, y) = last(64).split_at(32);
        Value::Map(vec![
            (Key::Int(label::KTY), label::KTY_EC2.into()),
            (Key::Int(label::ALG), id),
            (Key::Int(label::CRV), label::CRV_P256.into()),
            (Key::Int(label::X), x.into()),
            (Key::Int(label::Y), y.into()),
        ])
    }

    /// Verifies a signature in the form of section 6.5.5: ECDSA as a DER sequence, Ed25519 as
    /// it is.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
        if self.0.kind() == KeyKind::Ed25519 {
            return self.0.verify(Algorithm::EdDsa, message, signature);
        }
        // One DER for the same numbers: strict, nothing behind.
        let fixed = ecdsa::der_to_fixed(Curve::P256, signature).ok_or(VerifyError::Invalid)?;
        self.0.verify(Algorithm::Es256, message, &fixed)
    }
}
