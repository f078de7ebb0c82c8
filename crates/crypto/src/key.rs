//! Public keys: every rule that does not depend on who does the arithmetic.

use core::fmt;
use core::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

use crate::algorithm::{Algorithm, CertificateAlgorithm, Curve, Hash, Scheme};
use crate::backend::{self, KeyMaterial, Verifier};
use crate::error::{KeyError, VerifyError};
use crate::spki::{self, CurveForm, RsaUsage, Spki};
use crate::{der, ed25519};

/// The smallest RSA modulus accepted, in bits (NIST SP 800-131A revision 2, section 3).
const RSA_BITS_MIN: u16 = 2048;
/// The largest RSA modulus accepted, in bits: the passes in use have 2048 and 3072, certification
/// authorities 4096; beyond that a signature only costs time.
const RSA_BITS_MAX: u16 = 4096;
/// The longest RSA public exponent accepted, in bytes. 65537 is what is in use; four bytes are what
/// every backend takes.
const RSA_EXPONENT_MAX_BYTES: usize = 4;

/// What sort of key a public key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// A point on P-256.
    P256,
    /// A point on P-384.
    P384,
    /// A point on P-521; verifies certificates, and what travel documents sign with ES512.
    P521,
    /// An RSA key.
    Rsa {
        /// Length of the modulus in bits, 2048 to 4096.
        bits: u16,
    },
    /// A point on edwards25519.
    Ed25519,
}

impl KeyKind {
    /// The elliptic curve, if it is one of those that ECDSA uses.
    #[must_use]
    pub const fn curve(self) -> Option<Curve> {
        match self {
            Self::P256 => Some(Curve::P256),
            Self::P384 => Some(Curve::P384),
            Self::P521 => Some(Curve::P521),
            Self::Rsa { .. } | Self::Ed25519 => None,
        }
    }

    /// The length of every signature under such a key in the form of JOSE and COSE, in bytes.
    #[must_use]
    pub fn signature_bytes(self) -> usize {
        match self {
            Self::P256 | Self::Ed25519 => 64,
            Self::P384 => 96,
            Self::P521 => 132,
            Self::Rsa { bits } => usize::from(bits).div_ceil(8),
        }
    }
}

impl From<Curve> for KeyKind {
    fn from(curve: Curve) -> Self {
        match curve {
            Curve::P256 => Self::P256,
            Curve::P384 => Self::P384,
            Curve::P521 => Self::P521,
        }
    }
}

/// A public key, verified by the backend of the platform.
pub type PublicKey = VerifyingKey<backend::Default>;

/// A public key, parsed and checked once, verified by backend `V`.
///
/// Cloning is cheap: clones share the parsed key. Two keys are equal if their canonical
/// `SubjectPublicKeyInfo` is. `Debug` shows the kind only.
pub struct VerifyingKey<V>(Arc<Inner<V>>);

struct Inner<V> {
    kind: KeyKind,
    usage: RsaUsage,
    spki: Box<[u8]>,
    verifier: V,
}

impl<V: Verifier> VerifyingKey<V> {
    /// Reads a DER `SubjectPublicKeyInfo` (RFC 5280, section 4.1.2.7): EC on a named curve
    /// (RFC 5480), RSA (RFC 3279; absent parameters are tolerated), RSASSA-PSS (RFC 4055), Ed25519
    /// (RFC 8410).
    ///
    /// # Errors
    /// [`KeyError`], if it is none of these or not a safe key of its kind.
    pub fn from_spki_der(spki: &[u8]) -> Result<Self, KeyError> {
        Self::from_spki(spki, CurveForm::Named)
    }

    /// Reads a `SubjectPublicKeyInfo` as [`from_spki_der`](Self::from_spki_der) does, and one whose
    /// curve is written out in numbers, as ICAO Doc 9303, part 12, asks of those who sign travel
    /// documents: each number has to be that of a curve which is known by name. The key that comes
    /// of it is the same as one that names the curve.
    ///
    /// # Errors
    /// As [`from_spki_der`](Self::from_spki_der); [`KeyError::CurveParameters`] if the numbers only
    /// resemble those of a known curve.
    pub fn from_travel_spki_der(spki: &[u8]) -> Result<Self, KeyError> {
        Self::from_spki(spki, CurveForm::NamedOrWritten)
    }

    fn from_spki(spki: &[u8], form: CurveForm) -> Result<Self, KeyError> {
        match spki::parse(spki, form)? {
            Spki::Ec { curve, point } => Self::from_ec_point(curve.into(), point),
            Spki::Rsa {
                modulus,
                exponent,
                usage,
            } => Self::from_rsa(modulus, exponent, usage),
            Spki::Ed25519(key) => Self::from_ed25519(key),
        }
    }

    /// Takes a point on P-256, P-384 or P-521 in SEC 1 form, compressed or not (SEC 1, section
    /// 2.3.3). The hybrid form and the point at infinity are refused.
    ///
    /// # Errors
    /// [`KeyError::NotElliptic`] for other kinds, [`KeyError::Point`] if the bytes are not such a
    /// point, [`KeyError::UnsupportedCurve`] if the backend does not know the curve.
    pub fn from_ec_point(kind: KeyKind, sec1: &[u8]) -> Result<Self, KeyError> {
        let curve = kind.curve().ok_or(KeyError::NotElliptic)?;
        let width = curve.coordinate_bytes();
        let decompressed;
        let point = match sec1 {
            [4, coordinates @ ..] if coordinates.len() == 2 * width => sec1,
            [2 | 3, x @ ..] if x.len() == width => {
                decompressed = V::decompress(curve, sec1)?;
                &decompressed
            }
            _ => return Err(KeyError::Point { curve }),
        };
        let verifier = V::new(&KeyMaterial::Ec { curve, point })?;
        Ok(Self::assemble(
            kind,
            RsaUsage::Any,
            &Spki::Ec { curve, point },
            verifier,
        ))
    }

    /// Takes an RSA key of 2048 to 4096 bits: modulus and public exponent big-endian, leading zero
    /// bytes ignored.
    ///
    /// # Errors
    /// [`KeyError::RsaSize`], [`KeyError::RsaModulus`] or [`KeyError::RsaExponent`].
    pub fn from_rsa_components(modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        Self::from_rsa(modulus, exponent, RsaUsage::Any)
    }

    fn from_rsa(modulus: &[u8], exponent: &[u8], usage: RsaUsage) -> Result<Self, KeyError> {
        let (modulus, exponent) = (der::trim(modulus), der::trim(exponent));
        let bits = modulus.first().map_or(0, |high| {
            modulus.len().saturating_mul(8) - high.leading_zeros() as usize
        });
        let bits = u16::try_from(bits)
            .ok()
            .filter(|bits| (RSA_BITS_MIN..=RSA_BITS_MAX).contains(bits))
            .ok_or(KeyError::RsaSize {
                bits,
                min: RSA_BITS_MIN,
                max: RSA_BITS_MAX,
            })?;
        if is_even(modulus) {
            return Err(KeyError::RsaModulus);
        }
        if is_even(exponent) || exponent == [1] || exponent.len() > RSA_EXPONENT_MAX_BYTES {
            return Err(KeyError::RsaExponent);
        }
        let verifier = V::new(&KeyMaterial::Rsa { modulus, exponent })?;
        let spki = Spki::Rsa {
            modulus,
            exponent,
            usage,
        };
        Ok(Self::assemble(
            KeyKind::Rsa { bits },
            usage,
            &spki,
            verifier,
        ))
    }

    /// Takes an Ed25519 public key as RFC 8032, section 5.1.5, encodes it.
    ///
    /// # Errors
    /// [`KeyError::Ed25519SmallOrder`] for a point of small order; [`KeyError::Ed25519Encoding`]
    /// for an encoding that is not canonical, and from backends that decode the point now for one
    /// that is not on the curve (under which the others verify nothing).
    pub fn from_ed25519(key: &[u8; 32]) -> Result<Self, KeyError> {
        ed25519::check(key)?;
        let verifier = V::new(&KeyMaterial::Ed25519(key))?;
        Ok(Self::assemble(
            KeyKind::Ed25519,
            RsaUsage::Any,
            &Spki::Ed25519(key),
            verifier,
        ))
    }

    fn assemble(kind: KeyKind, usage: RsaUsage, spki: &Spki<'_>, verifier: V) -> Self {
        let spki = spki::encode(spki).into_boxed_slice();
        Self(Arc::new(Inner {
            kind,
            usage,
            spki,
            verifier,
        }))
    }

    /// What sort of key this is.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.0.kind
    }

    /// The key as DER `SubjectPublicKeyInfo` in one canonical form: points uncompressed, parameters
    /// as the specifications want them.
    #[must_use]
    pub fn to_spki_der(&self) -> &[u8] {
        &self.0.spki
    }

    /// Verifies a signature in the form of JOSE and COSE: for ECDSA r‖s (RFC 9053, section 2.1).
    ///
    /// The algorithm has to go with the key: ES256 with P-256, ES384 with P-384, PS256 with RSA,
    /// EdDSA with Ed25519. One more pair is accepted, as RFC 9053 binds the hash and not the curve
    /// and passes in use have it: ES256 with P-384, whose r‖s has 96 bytes.
    ///
    /// # Errors
    /// [`VerifyError`]; only [`VerifyError::Invalid`] speaks about the arithmetic.
    pub fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        let fits = match (algorithm, self.kind()) {
            (Algorithm::Es256, KeyKind::P256 | KeyKind::P384)
            | (Algorithm::Es384, KeyKind::P384)
            | (Algorithm::EdDsa, KeyKind::Ed25519) => true,
            (Algorithm::Ps256, KeyKind::Rsa { .. }) => self.permits_pss(Hash::Sha256),
            _ => false,
        };
        self.verify_scheme(algorithm.scheme(), fits, message, signature)
    }

    /// Verifies an ECDSA signature r‖s, hash and curve bound to each other (RFC 7518, section 3.4):
    /// SHA-256 with P-256 (ES256), SHA-384 with P-384 (ES384), SHA-512 with P-521 (ES512). For
    /// formats that have ES512, which [`Algorithm`] has not.
    ///
    /// # Errors
    /// [`VerifyError`]; [`VerifyError::AlgorithmMismatch`] for a key on another curve.
    pub fn verify_jose_ecdsa(
        &self,
        hash: Hash,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        let bound = match hash {
            Hash::Sha256 => KeyKind::P256,
            Hash::Sha384 => KeyKind::P384,
            Hash::Sha512 => KeyKind::P521,
        };
        let fits = self.kind() == bound;
        self.verify_scheme(Scheme::EcdsaFixed(hash), fits, message, signature)
    }

    /// Verifies the signature of an X.509 certificate or list over its encoded `tbs` part; an ECDSA
    /// signature is a DER sequence (RFC 3279, section 2.2.3).
    ///
    /// # Errors
    /// [`VerifyError`]; [`VerifyError::Unsupported`] where the backend cannot.
    pub fn verify_certificate(
        &self,
        algorithm: CertificateAlgorithm,
        tbs: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        let fits = match (algorithm, self.kind()) {
            (CertificateAlgorithm::Ecdsa(_), kind) => kind.curve().is_some(),
            (CertificateAlgorithm::RsaPkcs1(_), KeyKind::Rsa { .. }) => {
                self.0.usage == RsaUsage::Any
            }
            (CertificateAlgorithm::RsaPss(hash), KeyKind::Rsa { .. }) => self.permits_pss(hash),
            (CertificateAlgorithm::Ed25519, kind) => kind == KeyKind::Ed25519,
            _ => false,
        };
        self.verify_scheme(algorithm.scheme(), fits, tbs, signature)
    }

    /// Verifies an RSASSA-PSS signature with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes:
    /// what RSABSSA-SHA384-PSS makes (RFC 9474, section 4.4).
    ///
    /// # Errors
    /// [`VerifyError`]; [`VerifyError::AlgorithmMismatch`] for a key that is not RSA.
    pub fn verify_blind_rsa(&self, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
        let is_rsa = matches!(self.kind(), KeyKind::Rsa { .. });
        let fits = is_rsa && self.permits_pss(Hash::Sha384);
        self.verify_scheme(Scheme::RsaPss(Hash::Sha384), fits, message, signature)
    }

    fn verify_scheme(
        &self,
        scheme: Scheme,
        fits: bool,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        let key = self.kind();
        if !fits {
            return Err(VerifyError::AlgorithmMismatch { scheme, key });
        }
        let (expected, actual) = (key.signature_bytes(), signature.len());
        if !matches!(scheme, Scheme::EcdsaDer(_)) && actual != expected {
            return Err(VerifyError::SignatureLength { expected, actual });
        }
        match self.0.verifier.verify(scheme, message, signature) {
            Some(true) => Ok(()),
            Some(false) => Err(VerifyError::Invalid),
            None => Err(VerifyError::Unsupported { scheme, key }),
        }
    }

    /// Whether the key's own identifier lets it verify RSASSA-PSS with this hash.
    fn permits_pss(&self, hash: Hash) -> bool {
        match self.0.usage {
            RsaUsage::Any | RsaUsage::Pss(None) => true,
            RsaUsage::Pss(Some(only)) => only == hash,
        }
    }
}

fn is_even(number: &[u8]) -> bool {
    number.last().is_none_or(|low| low % 2 == 0)
}

impl<V> Clone for VerifyingKey<V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<V> PartialEq for VerifyingKey<V> {
    fn eq(&self, other: &Self) -> bool {
        self.0.spki == other.0.spki
    }
}

impl<V> Eq for VerifyingKey<V> {}

impl<V> StdHash for VerifyingKey<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.spki.hash(state);
    }
}

impl<V> fmt::Debug for VerifyingKey<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PublicKey").field(&self.0.kind).finish()
    }
}
