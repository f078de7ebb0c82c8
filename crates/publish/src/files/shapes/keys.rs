//! The list of signers as a JSON Web Key Set and as the EU gateway has it.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cleanbill_crypto::{KeyKind, PublicKey};
use cleanbill_trust::SignerRecord;
use cleanbill_x509::DccUsage;
use serde_json::{Map, Value, json};

use super::{Certificates, render_json, render_time};

/// Bytes of a DCC key identifier (HCERT 1.1.1 §3.2.3).
const DCC_KID_BYTES: usize = 8;

/// A JSON Web Key Set (RFC 7517 §5) of every signer whose key can be used, `use` as Switzerland has
/// it: `r` recovery, `v` vaccination, `t` test, `sig` for all of them.
pub(super) fn jwks(signers: &[&SignerRecord], certificates: &Certificates) -> Vec<u8> {
    let keys = signers
        .iter()
        .filter_map(|signer| jwk(signer, certificates));
    render_json(&json!({ "keys": keys.collect::<Vec<_>>() }))
}

fn jwk(signer: &SignerRecord, certificates: &Certificates) -> Option<Value> {
    let key = PublicKey::from_spki_der(&signer.spki).ok()?;
    let mut members = material(&key)?;
    members.insert("kid".into(), kid_text(signer.kid.as_bytes())?.into());
    members.insert("use".into(), usage(signer.usage).into());
    if let Some(der) = certificates.find(&signer.thumbprint) {
        members.insert("x5c".into(), json!([STANDARD.encode(der)]));
    }
    Some(Value::Object(members))
}

/// Base64 of a DCC's 8 bytes; any other kid is a text of its own.
fn kid_text(kid: &[u8]) -> Option<String> {
    if kid.len() == DCC_KID_BYTES {
        return Some(STANDARD.encode(kid));
    }
    std::str::from_utf8(kid).ok().map(str::to_owned)
}

fn usage(usage: DccUsage) -> String {
    if usage == DccUsage::ANY {
        return "sig".to_owned();
    }
    let letters = [
        (usage.allows_recovery(), 'r'),
        (usage.allows_vaccination(), 'v'),
        (usage.allows_test(), 't'),
    ];
    letters
        .into_iter()
        .filter_map(|(allowed, letter)| allowed.then_some(letter))
        .collect()
}

/// The members of the key itself (RFC 7518 §6, RFC 8037 §2).
fn material(key: &PublicKey) -> Option<Map<String, Value>> {
    let spki = key.to_spki_der();
    let curve = |kty: &str, crv: &str, alg: &str, coordinates: &[(&str, &[u8])]| {
        let mut members = Map::new();
        for (name, value) in [("kty", kty), ("crv", crv), ("alg", alg)] {
            members.insert(name.into(), value.into());
        }
        for (name, bytes) in coordinates {
            members.insert((*name).into(), URL_SAFE_NO_PAD.encode(bytes).into());
        }
        members
    };
    // The point or key is what the canonical encoding ends with.
    let point = |width: usize| {
        let point = spki.get(spki.len().checked_sub(2 * width)?..)?;
        Some(point.split_at(width))
    };
    match key.kind() {
        KeyKind::P256 => {
            let (x, y) = point(32)?;
            Some(curve("EC", "P-256", "ES256", &[("x", x), ("y", y)]))
        }
        KeyKind::P384 => {
            let (x, y) = point(48)?;
            Some(curve("EC", "P-384", "ES384", &[("x", x), ("y", y)]))
        }
        KeyKind::Ed25519 => {
            let x = spki.get(spki.len().checked_sub(32)?..)?;
            Some(curve("OKP", "Ed25519", "EdDSA", &[("x", x)]))
        }
        KeyKind::Rsa { .. } => {
            let (n, e) = rsa(spki)?;
            let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
            let members = json!({ "kty": "RSA", "alg": "PS256", "n": encode(n), "e": encode(e) });
            members.as_object().cloned()
        }
        // No pass is signed with such a key.
        _ => None,
    }
}

/// Modulus and exponent in a canonical SubjectPublicKeyInfo (RFC 3279 §2.3.1), without the zero
/// that keeps them positive.
fn rsa(spki: &[u8]) -> Option<(&[u8], &[u8])> {
    let (info, _) = element(spki, 0x30)?;
    let (_, after_algorithm) = element(info, 0x30)?;
    let (bits, _) = element(after_algorithm, 0x03)?;
    let (key, _) = element(bits.strip_prefix(&[0])?, 0x30)?;
    let (modulus, rest) = element(key, 0x02)?;
    let (exponent, _) = element(rest, 0x02)?;
    let positive = |bytes| <[u8]>::strip_prefix(bytes, &[0]).unwrap_or(bytes);
    Some((positive(modulus), positive(exponent)))
}

/// The content of the DER element with this tag at the start, and what follows it.
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (head, rest) = bytes.split_at_checked(2)?;
    let &[found, length] = head else { return None };
    if found != tag {
        return None;
    }
    let (len, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81 | 0x82 => {
            let (octets, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            let len = octets
                .iter()
                .fold(0, |len, octet| len << 8 | usize::from(*octet));
            (len, rest)
        }
        _ => return None,
    };
    rest.split_at_checked(len)
}

/// The gateway's trust list (`TrustListDto`): the signers whose certificates are at hand, without
/// upload messages, which are between the countries and their gateway.
pub(super) fn gateway(
    signers: &[&SignerRecord],
    certificates: &Certificates,
    issued_at: i64,
) -> Vec<u8> {
    let entry = |signer: &&SignerRecord| {
        let der = certificates.find(&signer.thumbprint)?;
        let mut thumbprint = String::new();
        for byte in signer.thumbprint {
            write!(thumbprint, "{byte:02x}").ok()?;
        }
        Some(json!({
            "kid": STANDARD.encode(signer.kid.as_bytes()),
            "timestamp": render_time(issued_at),
            "country": signer.country?.as_str(),
            "certificateType": "DSC",
            "thumbprint": thumbprint,
            "rawData": STANDARD.encode(der),
        }))
    };
    render_json(&Value::Array(signers.iter().filter_map(entry).collect()))
}
