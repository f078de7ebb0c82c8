//! The keys of issuers: sets of JWK at `‹iss›/.well-known/jwks.json`.
//!
//! ```text
//! {"keys": [{"kty": "EC", "kid": "3Kfdg-XwP-7g…", "use": "sig", "alg": "ES256", "crv": "P-256",
//!            "x": "…", "y": "…", "x5c": ["…"], "crlVersion": 1}]}
//! ```
//!
//! Source: HL7 SMART Health Cards and Links 1.0.0, "Determining keys associated with an issuer".

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::KeyKind;
use cleanbill_jose::{Jwk, JwkError};
use cleanbill_x509::{Certificate, parse_certificate};
use serde_json::{Map, Value};

use crate::Limits;
use crate::examine::{Examination, IssuerKey, Path};
use crate::finding::{Finding, FindingKind};
use crate::tape::{Node, Tape};

/// Members of private keys (RFC 7518, section 6).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
/// Length of a SHA-256 thumbprint in bytes.
const THUMBPRINT_BYTES: usize = 32;

/// What trust lists know a key by: the 32 bytes that `kid` encodes, else its characters.
#[must_use]
pub fn key_id(kid: &str) -> Vec<u8> {
    let thumbprint = URL_SAFE_NO_PAD.decode(kid).ok();
    let thumbprint = thumbprint.filter(|bytes| bytes.len() == THUMBPRINT_BYTES);
    thumbprint.unwrap_or_else(|| kid.as_bytes().to_vec())
}

/// What is wrong with a published set of keys, of `issuer` if that is known, at the instant `at`
/// (Unix seconds) if one is given.
///
/// Verifiers take keys without `use` and `alg`; issuers have to write them.
#[must_use]
pub fn examine_keys(
    text: &str,
    issuer: Option<&str>,
    at: Option<i64>,
    limits: &Limits,
) -> Vec<Finding> {
    let mut found = Examination::default();
    let tape = Tape::parse(text.as_bytes(), limits.file_bytes_max, limits).ok();
    let root = tape.as_ref().map(Tape::root);
    let path = &Path::TOP.name("keys");
    let mut count = 0;
    for (index, key) in root
        .into_iter()
        .flat_map(|root| root.list("keys"))
        .enumerate()
    {
        let key = Key {
            node: key,
            path: path.item(index),
            limits,
        };
        key.examine(issuer, at, &mut found);
        count += 1;
    }
    if count == 0 {
        found.note(FindingKind::KeyForm, path, limits);
    }
    found.findings
}

struct Key<'k> {
    node: Node<'k>,
    path: Path<'k>,
    limits: &'k Limits,
}

impl Key<'_> {
    fn note(&self, found: &mut Examination, kind: FindingKind) {
        found.note(kind, &self.path, self.limits);
    }

    /// A text member; its absence is a finding.
    fn want(&self, name: &'static str, found: &mut Examination) -> Option<String> {
        let text = self.node.get(name).and_then(Node::string);
        if text.is_none() {
            found.note(FindingKind::KeyForm, &self.path.name(name), self.limits);
        }
        text
    }

    fn examine(&self, issuer: Option<&str>, at: Option<i64>, found: &mut Examination) {
        if PRIVATE.iter().any(|name| self.node.get(name).is_some()) {
            self.note(found, FindingKind::KeyPrivate);
        }
        let kid = self.want("kid", found);
        for (name, wanted, kind) in [
            ("kty", "EC", FindingKind::KeyType),
            ("alg", "ES256", FindingKind::KeyAlg),
            ("use", "sig", FindingKind::KeyUse),
        ] {
            if self.want(name, found).is_some_and(|value| value != wanted) {
                self.note(found, kind);
            }
        }
        if self.node.get("crv").is_some_and(|curve| !curve.is("P-256")) {
            self.note(found, FindingKind::KeyCurve);
        }
        let jwk = match self.public_part() {
            Ok(jwk) => jwk,
            Err(_) => return self.note(found, FindingKind::KeyUnusable),
        };
        match jwk.thumbprint() {
            Ok(thumbprint) => {
                if kid.is_some_and(|kid| kid != URL_SAFE_NO_PAD.encode(thumbprint)) {
                    self.note(found, FindingKind::KeyKid);
                }
            }
            // A curve that is not ours has been told.
            Err(JwkError::UnknownCurve) => {}
            Err(_) => self.note(found, FindingKind::KeyUnusable),
        }
        for kind in check_certificates(&jwk, issuer, at) {
            found.note(kind, &self.path.name("x5c"), self.limits);
        }
    }

    /// The key without what should not be there.
    fn public_part(&self) -> Result<Jwk, JwkError> {
        let members = serde_json::from_str::<Value>(self.node.raw());
        let members = members.map_err(|_| JwkError::NotObject)?;
        let Value::Object(members) = members else {
            return Err(JwkError::NotObject);
        };
        let is_public = |(name, _): &(String, Value)| !PRIVATE.contains(&name.as_str());
        let members: Map<String, Value> = members.into_iter().filter(is_public).collect();
        Jwk::from_members(members, &cleanbill_jose::Limits::default())
    }
}

/// What is wrong with the certificates of a key (`x5c`): they have to make a chain, the first one
/// be of the key and name the issuer's address among its subject's alternative names, and be valid.
#[must_use]
pub fn check_certificates(jwk: &Jwk, issuer: Option<&str>, at: Option<i64>) -> Vec<FindingKind> {
    let chain = jwk.certificates().iter().map(|der| parse_certificate(der));
    let Ok(chain) = chain.collect::<Result<Vec<Certificate>, _>>() else {
        return vec![FindingKind::KeyCertificates];
    };
    let Some(leaf) = chain.first() else {
        return Vec::new();
    };
    let mut kinds = Vec::new();
    let is_of_key = match (jwk.public_key(), leaf.public_key()) {
        (Ok(one), Ok(other)) => one.kind() == KeyKind::P256 && *one == other,
        _ => false,
    };
    let names_issuer = match issuer {
        Some(issuer) => leaf.subject_uris().any(|uri| uri == issuer),
        None => leaf.subject_uris().next().is_some(),
    };
    let mut links = chain.iter().zip(chain.iter().skip(1));
    let is_chain = links.all(|(one, next)| one.check_issued_by(next).is_ok());
    if !(is_of_key && names_issuer && is_chain) {
        kinds.push(FindingKind::KeyCertificates);
    }
    if at.is_some_and(|at| at < leaf.not_before() || at > leaf.not_after()) {
        kinds.push(FindingKind::KeyCertificateTime);
    }
    kinds
}

/// The keys of a set on P-256, by their `kid`: those of `issuer`, or of whoever it may be.
///
/// # Errors
/// [`SetError`](cleanbill_jose::SetError) if it is not a set of keys; single keys that cannot be
/// used are left out, and named by [`examine_keys`].
pub fn parse_keys(
    bytes: &[u8],
    issuer: Option<&str>,
) -> Result<Vec<IssuerKey>, cleanbill_jose::SetError> {
    let set = cleanbill_jose::JwkSet::parse(bytes, &cleanbill_jose::Limits::default())?;
    let key = |jwk: &Jwk| {
        let key = jwk
            .public_key()
            .ok()
            .filter(|key| key.kind() == KeyKind::P256)?;
        Some(IssuerKey {
            issuer: issuer.map(str::to_owned),
            kid: jwk.kid()?.to_owned(),
            key: key.clone(),
        })
    };
    Ok(set.keys().filter_map(key).collect())
}
