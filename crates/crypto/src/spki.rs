//! `SubjectPublicKeyInfo` (RFC 5280, section 4.1.2.7), read and written.

use crate::algorithm::{Curve, Hash};
use crate::curve_parameters;
use crate::der::{self, BIT_STRING, NULL, OID, Reader, SEQUENCE};
use crate::error::KeyError;
use crate::identifier::{self, Identifier};

/// A public key as found in a `SubjectPublicKeyInfo`; its numbers are not judged yet.
pub(crate) enum Spki<'a> {
    Ec {
        curve: Curve,
        point: &'a [u8],
    },
    Rsa {
        modulus: &'a [u8],
        exponent: &'a [u8],
        usage: RsaUsage,
    },
    Ed25519(&'a [u8; 32]),
}

/// What an RSA key may be used for, by its own object identifier.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum RsaUsage {
    /// rsaEncryption: every RSA signature.
    Any,
    /// id-RSASSA-PSS: RSASSA-PSS only; with parameters, with that hash only (RFC 4055,
    /// section 3.3).
    Pss(Option<Hash>),
}

/// How a key may say which curve it is on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum CurveForm {
    /// By its name only (RFC 5480, section 2.1.1).
    Named,
    /// By its name, or by all its numbers ([`curve_parameters`]).
    NamedOrWritten,
}

/// Reads a `SubjectPublicKeyInfo`.
///
/// Tolerated: absent parameters of rsaEncryption (must be NULL, RFC 3279, section 2.3.1).
pub(crate) fn parse(der: &[u8], form: CurveForm) -> Result<Spki<'_>, KeyError> {
    let mut outer = Reader::new(der);
    let mut inner = Reader::new(outer.take(SEQUENCE).ok_or(KeyError::Malformed)?);
    if !outer.is_empty() {
        return Err(KeyError::TrailingBytes {
            count: outer.remaining(),
        });
    }
    let identifier = Identifier::take(&mut inner).ok_or(KeyError::Malformed)?;
    let key = match inner.take(BIT_STRING).and_then(<[u8]>::split_first) {
        Some((0, key)) if inner.is_empty() => key,
        _ => return Err(KeyError::Malformed),
    };
    match identifier.oid {
        identifier::EC_PUBLIC_KEY => Ok(Spki::Ec {
            curve: curve(identifier.parameters, form)?,
            point: key,
        }),
        identifier::RSA_ENCRYPTION => {
            if !identifier.parameters_absent() && !identifier.parameters_null() {
                return Err(KeyError::Parameters);
            }
            rsa(key, RsaUsage::Any)
        }
        identifier::RSASSA_PSS if identifier.parameters_absent() => rsa(key, RsaUsage::Pss(None)),
        identifier::RSASSA_PSS => {
            let hash = identifier::pss_hash(identifier.parameters).ok_or(KeyError::Parameters)?;
            rsa(key, RsaUsage::Pss(Some(hash)))
        }
        identifier::ED25519 => {
            if !identifier.parameters_absent() {
                return Err(KeyError::Parameters);
            }
            key.try_into()
                .map(Spki::Ed25519)
                .map_err(|_| KeyError::Ed25519Encoding)
        }
        _ => Err(KeyError::UnknownAlgorithm),
    }
}

/// `ECParameters`, of which RFC 5480, section 2.1.1, allows the named curve only.
fn curve(mut parameters: Reader<'_>, form: CurveForm) -> Result<Curve, KeyError> {
    match parameters.peek() {
        Some(OID) => parameters
            .take(OID)
            .and_then(Curve::from_oid)
            .ok_or(KeyError::UnknownCurve),
        Some(SEQUENCE) if form == CurveForm::Named => Err(KeyError::ExplicitCurve),
        Some(SEQUENCE) => {
            let written = parameters.take(SEQUENCE).ok_or(KeyError::Malformed)?;
            curve_parameters::curve(written)
        }
        _ => Err(KeyError::Parameters),
    }
}

/// `RSAPublicKey` (RFC 8017, appendix A.1.1).
fn rsa(key: &[u8], usage: RsaUsage) -> Result<Spki<'_>, KeyError> {
    let mut outer = Reader::new(key);
    let mut inner = Reader::new(outer.take(SEQUENCE).ok_or(KeyError::Malformed)?);
    let modulus = inner.take_unsigned().ok_or(KeyError::Malformed)?;
    let exponent = inner.take_unsigned().ok_or(KeyError::Malformed)?;
    if !inner.is_empty() || !outer.is_empty() {
        return Err(KeyError::Malformed);
    }
    Ok(Spki::Rsa {
        modulus,
        exponent,
        usage,
    })
}

/// Writes a key as its one canonical `SubjectPublicKeyInfo`.
pub(crate) fn encode(key: &Spki<'_>) -> Vec<u8> {
    let oid = |oid: &[u8]| der::element(OID, &[oid]);
    let (identifier, key) = match key {
        Spki::Ec { curve, point } => (
            [oid(identifier::EC_PUBLIC_KEY), oid(curve.oid())].concat(),
            point.to_vec(),
        ),
        Spki::Rsa {
            modulus,
            exponent,
            usage,
        } => {
            let identifier = match usage {
                RsaUsage::Any => {
                    [oid(identifier::RSA_ENCRYPTION), der::element(NULL, &[])].concat()
                }
                RsaUsage::Pss(None) => oid(identifier::RSASSA_PSS),
                RsaUsage::Pss(Some(hash)) => [
                    oid(identifier::RSASSA_PSS),
                    identifier::pss_parameters(*hash),
                ]
                .concat(),
            };
            let numbers = [der::unsigned(modulus), der::unsigned(exponent)];
            (identifier, der::element(SEQUENCE, &[&numbers.concat()]))
        }
        Spki::Ed25519(key) => (oid(identifier::ED25519), key.to_vec()),
    };
    der::element(
        SEQUENCE,
        &[
            &der::element(SEQUENCE, &[&identifier]),
            &der::element(BIT_STRING, &[&[0], &key]),
        ],
    )
}
