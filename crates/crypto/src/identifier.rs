//! `AlgorithmIdentifier` of keys and of X.509 signatures: object identifiers and parameters.

use crate::algorithm::{CertificateAlgorithm, Curve, Hash};
use crate::der::{self, NULL, OID, Reader, SEQUENCE, context};
use crate::error::AlgorithmError;

/// id-ecPublicKey, 1.2.840.10045.2.1 (RFC 5480).
pub(crate) const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// rsaEncryption, 1.2.840.113549.1.1.1 (RFC 3279).
pub(crate) const RSA_ENCRYPTION: &[u8] = &pkcs1(1);
/// id-RSASSA-PSS, 1.2.840.113549.1.1.10 (RFC 4055).
pub(crate) const RSASSA_PSS: &[u8] = &pkcs1(10);
/// id-Ed25519, 1.3.101.112 (RFC 8410).
pub(crate) const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
/// id-mgf1, 1.2.840.113549.1.1.8 (RFC 4055).
const MGF1: &[u8] = &pkcs1(8);

/// An arc of PKCS #1, 1.2.840.113549.1.1.
const fn pkcs1(arc: u8) -> [u8; 9] {
    [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, arc]
}

/// An `AlgorithmIdentifier`, taken apart.
pub(crate) struct Identifier<'a> {
    pub(crate) oid: &'a [u8],
    /// What follows the object identifier: at most one element.
    pub(crate) parameters: Reader<'a>,
}

impl<'a> Identifier<'a> {
    /// Takes an `AlgorithmIdentifier`.
    pub(crate) fn take(reader: &mut Reader<'a>) -> Option<Self> {
        let mut parameters = Reader::new(reader.take(SEQUENCE)?);
        let oid = parameters.take(OID).filter(|oid| !oid.is_empty())?;
        let mut rest = parameters;
        if let Some(tag) = rest.peek() {
            rest.take(tag)?;
        }
        rest.is_empty().then_some(Self { oid, parameters })
    }

    pub(crate) fn parameters_absent(&self) -> bool {
        self.parameters.is_empty()
    }

    pub(crate) fn parameters_null(&self) -> bool {
        let mut parameters = self.parameters;
        parameters.take(NULL).is_some_and(<[u8]>::is_empty)
    }
}

impl Curve {
    const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    /// The object identifier of the named curve (RFC 5480, section 2.1.1.1).
    pub(crate) const fn oid(self) -> &'static [u8] {
        match self {
            Self::P256 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
            Self::P384 => &[0x2b, 0x81, 0x04, 0x00, 0x22],
            Self::P521 => &[0x2b, 0x81, 0x04, 0x00, 0x23],
        }
    }

    pub(crate) fn from_oid(oid: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|curve| curve.oid() == oid)
    }
}

impl Hash {
    /// The object identifier (RFC 4055, section 2.1).
    const fn oid(self) -> [u8; 9] {
        let arc = match self {
            Self::Sha256 => 1,
            Self::Sha384 => 2,
            Self::Sha512 => 3,
        };
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, arc]
    }

    const fn ecdsa_oid(self) -> [u8; 8] {
        let arc = match self {
            Self::Sha256 => 2,
            Self::Sha384 => 3,
            Self::Sha512 => 4,
        };
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, arc]
    }

    const fn pkcs1_oid(self) -> [u8; 9] {
        match self {
            Self::Sha256 => pkcs1(11),
            Self::Sha384 => pkcs1(12),
            Self::Sha512 => pkcs1(13),
        }
    }
}

impl CertificateAlgorithm {
    /// Reads the DER of an `AlgorithmIdentifier`, the outer sequence included.
    ///
    /// Tolerated, because certificates in use have it: NULL parameters of ECDSA (must be absent,
    /// RFC 5758, section 3.2), absent parameters of RSA (must be NULL, RFC 4055, section 5).
    ///
    /// # Errors
    /// [`AlgorithmError`] for anything else than the algorithms of this enum.
    pub fn from_der(der: &[u8]) -> Result<Self, AlgorithmError> {
        let mut reader = Reader::new(der);
        let identifier = Identifier::take(&mut reader)
            .filter(|_| reader.is_empty())
            .ok_or(AlgorithmError::Malformed)?;
        if identifier.oid == RSASSA_PSS {
            return pss_hash(identifier.parameters)
                .map(Self::RsaPss)
                .ok_or(AlgorithmError::PssParameters);
        }
        let absent = identifier.parameters_absent();
        let (algorithm, fits) = if identifier.oid == ED25519 {
            (Self::Ed25519, absent)
        } else {
            let by_hash = |hash: Hash| match identifier.oid {
                oid if oid == hash.ecdsa_oid() => Some(Self::Ecdsa(hash)),
                oid if oid == hash.pkcs1_oid() => Some(Self::RsaPkcs1(hash)),
                _ => None,
            };
            let algorithm = Hash::ALL
                .into_iter()
                .find_map(by_hash)
                .ok_or(AlgorithmError::Unknown)?;
            (algorithm, absent || identifier.parameters_null())
        };
        fits.then_some(algorithm).ok_or(AlgorithmError::Parameters)
    }

    /// The DER of the `AlgorithmIdentifier`, the outer sequence included, as the specifications
    /// want it.
    #[must_use]
    pub fn to_der(self) -> Vec<u8> {
        let oid = |oid: &[u8]| der::element(OID, &[oid]);
        match self {
            Self::Ecdsa(hash) => der::element(SEQUENCE, &[&oid(&hash.ecdsa_oid())]),
            Self::RsaPkcs1(hash) => der::element(
                SEQUENCE,
                &[&oid(&hash.pkcs1_oid()), &der::element(NULL, &[])],
            ),
            Self::RsaPss(hash) => {
                der::element(SEQUENCE, &[&oid(RSASSA_PSS), &pss_parameters(hash)])
            }
            Self::Ed25519 => der::element(SEQUENCE, &[&oid(ED25519)]),
        }
    }
}

/// Reads `RSASSA-PSS-params` (RFC 4055, section 3.1) and returns the hash if MGF1 uses the same,
/// the salt is as long as its digest and the trailer field is 1. SHA-1, the default, has no value
/// here.
pub(crate) fn pss_hash(mut parameters: Reader<'_>) -> Option<Hash> {
    let mut fields = Reader::new(parameters.take(SEQUENCE)?);
    let hash = take_hash(&mut Reader::new(fields.take(context(0))?))?;
    let mut generator = Reader::new(fields.take(context(1))?);
    let mut generator = Identifier::take(&mut generator).filter(|_| generator.is_empty())?;
    let same = generator.oid == MGF1 && take_hash(&mut generator.parameters)? == hash;
    let salt = take_small(fields.take(context(2))?)?;
    let trailer = fields
        .take_optional(context(3))?
        .map_or(Some(1), take_small)?;
    let fits = same && salt == hash.output_bytes() && trailer == 1;
    (fits && fields.is_empty() && parameters.is_empty()).then_some(hash)
}

/// A hash `AlgorithmIdentifier` and nothing after it; NULL or absent parameters (RFC 4055,
/// section 2.1: both must be accepted).
fn take_hash(reader: &mut Reader<'_>) -> Option<Hash> {
    let identifier = Identifier::take(reader).filter(|_| reader.is_empty())?;
    let fits = identifier.parameters_absent() || identifier.parameters_null();
    Hash::ALL
        .into_iter()
        .find(|hash| fits && hash.oid() == identifier.oid)
}

/// One `INTEGER` below 256 and nothing after it.
fn take_small(content: &[u8]) -> Option<u8> {
    let mut reader = Reader::new(content);
    match reader.take_unsigned().filter(|_| reader.is_empty())? {
        [] => Some(0),
        [value] => Some(*value),
        _ => None,
    }
}

/// `RSASSA-PSS-params` for this hash, MGF1 over it, a salt as long as its digest.
pub(crate) fn pss_parameters(hash: Hash) -> Vec<u8> {
    let null = der::element(NULL, &[]);
    let hash_id = der::element(SEQUENCE, &[&der::element(OID, &[&hash.oid()]), &null]);
    let mgf_id = der::element(SEQUENCE, &[&der::element(OID, &[MGF1]), &hash_id]);
    der::element(
        SEQUENCE,
        &[
            &der::element(context(0), &[&hash_id]),
            &der::element(context(1), &[&mgf_id]),
            &der::element(context(2), &[&der::unsigned(&[hash.output_bytes()])]),
        ],
    )
}

#[cfg(test)]
#[path = "identifier_tests.rs"]
mod tests;
