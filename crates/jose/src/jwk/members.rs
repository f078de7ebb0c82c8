//! The members that make the key itself (RFC 7518, section 6; RFC 8037, section 2).

use cleanbill_crypto::{Curve, PublicKey};
use serde_json::{Map, Value};

use super::JwkError;
use crate::encoding::{base64url, to_base64url};

/// A departure from RFC 7518 that keys in use show and that is tolerated, as it leaves no doubt
/// about the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Deviation {
    /// A number has one zero byte before it, the sign of a two's complement: coordinates in most
    /// keys of the WHO network, the modulus of its RSA keys.
    LeadingZero {
        /// The name of the member.
        member: &'static str,
    },
    /// A coordinate lacks its leading zero byte: some issuers in the directory of the VCI.
    MissingZero {
        /// The name of the member.
        member: &'static str,
    },
}

/// The members of a key, decoded, in canonical form.
#[derive(Clone, Debug)]
pub(super) struct Material {
    numbers: Numbers,
    deviations: Vec<Deviation>,
}

#[derive(Clone, Debug)]
enum Numbers {
    Ec {
        curve: Curve,
        x: Vec<u8>,
        y: Vec<u8>,
    },
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    Ed25519 {
        x: [u8; 32],
    },
}

impl Material {
    pub(super) fn read(members: &Map<String, Value>) -> Result<Self, JwkError> {
        let mut deviations = Vec::new();
        let numbers = match required(members, "kty")? {
            "EC" => {
                let curve = match required(members, "crv")? {
                    "P-256" => Curve::P256,
                    "P-384" => Curve::P384,
                    _ => return Err(JwkError::UnknownCurve),
                };
                let x = coordinate(members, "x", curve, &mut deviations)?;
                let y = coordinate(members, "y", curve, &mut deviations)?;
                Numbers::Ec { curve, x, y }
            }
            "RSA" => {
                let n = unsigned(members, "n", &mut deviations)?;
                let e = unsigned(members, "e", &mut deviations)?;
                Numbers::Rsa { n, e }
            }
            "OKP" => {
                if required(members, "crv")? != "Ed25519" {
                    return Err(JwkError::UnknownCurve);
                }
                let x = bytes(members, "x")?;
                let actual = x.len();
                let x = x.try_into().map_err(|_| JwkError::CoordinateLength {
                    member: "x",
                    expected: 32,
                    actual,
                })?;
                Numbers::Ed25519 { x }
            }
            _ => return Err(JwkError::UnknownKeyType),
        };
        Ok(Self {
            numbers,
            deviations,
        })
    }

    pub(super) fn public_key(&self) -> Result<PublicKey, JwkError> {
        Ok(match &self.numbers {
            Numbers::Ec { curve, x, y } => {
                let point = [&[4], &x[..], &y[..]].concat();
                PublicKey::from_ec_point((*curve).into(), &point)?
            }
            Numbers::Rsa { n, e } => PublicKey::from_rsa_components(n, e)?,
            Numbers::Ed25519 { x } => PublicKey::from_ed25519(x)?,
        })
    }

    pub(super) fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }

    /// The required members in the order of their names, without white space (RFC 7638, section 3).
    pub(super) fn canonical_json(&self) -> String {
        match &self.numbers {
            Numbers::Ec { curve, x, y } => {
                let crv = match curve {
                    Curve::P256 => "P-256",
                    Curve::P384 => "P-384",
                    Curve::P521 => "P-521",
                };
                let (x, y) = (to_base64url(x), to_base64url(y));
                format!(r#"{{"crv":"{crv}","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
            Numbers::Rsa { n, e } => {
                let (n, e) = (to_base64url(n), to_base64url(e));
                format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
            }
            Numbers::Ed25519 { x } => {
                let x = to_base64url(x);
                format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)
            }
        }
    }
}

/// A member that is a text, if it is there.
pub(super) fn text<'a>(
    members: &'a Map<String, Value>,
    member: &'static str,
) -> Result<Option<&'a str>, JwkError> {
    match members.get(member) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(JwkError::WrongType { member }),
    }
}

fn required<'a>(
    members: &'a Map<String, Value>,
    member: &'static str,
) -> Result<&'a str, JwkError> {
    text(members, member)?.ok_or(JwkError::MissingMember { member })
}

fn bytes(members: &Map<String, Value>, member: &'static str) -> Result<Vec<u8>, JwkError> {
    base64url(required(members, member)?).ok_or(JwkError::Base64 { member })
}

/// A coordinate, as long as the curve asks for (RFC 7518, section 6.2.1.2), give or take one
/// leading zero byte. The curve still decides whether the point is one.
fn coordinate(
    members: &Map<String, Value>,
    member: &'static str,
    curve: Curve,
    deviations: &mut Vec<Deviation>,
) -> Result<Vec<u8>, JwkError> {
    let mut number = bytes(members, member)?;
    let expected = curve.coordinate_bytes();
    let actual = number.len();
    if actual == expected + 1 && number.first() == Some(&0) {
        number.remove(0);
        deviations.push(Deviation::LeadingZero { member });
    } else if actual + 1 == expected {
        number.insert(0, 0);
        deviations.push(Deviation::MissingZero { member });
    }
    if number.len() == expected {
        Ok(number)
    } else {
        Err(JwkError::CoordinateLength {
            member,
            expected,
            actual,
        })
    }
}

/// A `Base64urlUInt`, which has no leading zero bytes (RFC 7518, section 2), give or take one.
fn unsigned(
    members: &Map<String, Value>,
    member: &'static str,
    deviations: &mut Vec<Deviation>,
) -> Result<Vec<u8>, JwkError> {
    let mut number = bytes(members, member)?;
    if let [0, rest @ ..] = &number[..] {
        if rest.first() == Some(&0) {
            return Err(JwkError::Base64 { member });
        }
        number.remove(0);
        deviations.push(Deviation::LeadingZero { member });
    }
    Ok(number)
}
