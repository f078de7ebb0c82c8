//! The proof: what is signed, with what, by whom.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::{Algorithm, sha256};
use cleanbill_jose::json;
use cleanbill_jsonld::canonicalise;
use serde_json::{Map, Value};

use super::contexts::{Known, SECURITY};
use super::{DivocError, ProofPart};

/// How much a certificate of a code may take to canonicalise. The published one makes 45 statements
/// about eight things.
const LIMITS: cleanbill_jsonld::Limits = cleanbill_jsonld::Limits {
    values_max: 2_048,
    depth_max: 12,
    contexts_max: 512,
    context_depth_max: 8,
    terms_max: 50_000,
    bytes_max: 1 << 20,
    quads_max: 2_048,
    blank_nodes_max: 256,
    hash_work_max: 100_000,
    hash_depth_max: 32,
    dropped_max: 1,
};
/// Most bytes of a JWS header.
const HEADER_MAX_BYTES: usize = 256;

/// A proof with the bytes that it signs.
pub(super) struct Proof {
    pub(super) method: String,
    pub(super) algorithm: Algorithm,
    pub(super) signed: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

/// Reads the proof of a certificate, and makes the bytes to verify of both.
pub(super) fn read_proof(certificate: &Map<String, Value>) -> Result<Proof, DivocError> {
    let mut document = certificate.clone();
    let Some(Value::Object(mut options)) = document.remove("proof") else {
        return Err(DivocError::NotCertificate);
    };
    let jws = options.remove("jws");
    let jws = jws.as_ref().and_then(Value::as_str);
    let (algorithm, header, signature) = read_jws(jws)?;
    let text = |part: ProofPart| options.get(part.name()).and_then(Value::as_str);
    let suite = match algorithm {
        Algorithm::EdDsa => "Ed25519Signature2018",
        _ => "RsaSignature2018",
    };
    if text(ProofPart::Type) != Some(suite) {
        return Err(wrong(ProofPart::Type));
    }
    if text(ProofPart::Purpose) != Some("assertionMethod") {
        return Err(wrong(ProofPart::Purpose));
    }
    let method = text(ProofPart::Method).filter(|method| !method.is_empty());
    let method = method.ok_or(wrong(ProofPart::Method))?.to_owned();
    options.insert("@context".to_owned(), Value::from(SECURITY));
    let mut signed = header.as_bytes().to_vec();
    signed.push(b'.');
    for part in [options, document] {
        let canonical = canonicalise(&Value::Object(part), &Known, &LIMITS)?;
        signed.extend(sha256(canonical.as_bytes()));
    }
    Ok(Proof {
        method,
        algorithm,
        signed,
        signature,
    })
}

/// A JWS without payload (RFC 7515, appendix F), which is signed as it is (RFC 7797).
fn read_jws(jws: Option<&str>) -> Result<(Algorithm, &str, Vec<u8>), DivocError> {
    let (header, signature) = jws
        .and_then(|jws| jws.split_once(".."))
        .ok_or(wrong(ProofPart::Signature))?;
    let decode = |text: &str, part| URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong(part));
    let fields = decode(header, ProofPart::Header)?;
    let fields = json::parse(&fields, HEADER_MAX_BYTES, 2)?;
    let name = fields.get("alg").and_then(Value::as_str);
    let algorithm = match name.and_then(Algorithm::from_jose_name) {
        Some(algorithm @ (Algorithm::Ps256 | Algorithm::EdDsa)) => algorithm,
        _ => return Err(wrong(ProofPart::Header)),
    };
    let is_plain = fields.get("b64") == Some(&Value::Bool(false));
    let critical = fields.get("crit").and_then(Value::as_array);
    let only = |critical: &Vec<Value>| matches!(critical.as_slice(), [one] if one == "b64");
    if !is_plain || !critical.is_some_and(only) {
        return Err(wrong(ProofPart::Header));
    }
    Ok((algorithm, header, decode(signature, ProofPart::Signature)?))
}

const fn wrong(part: ProofPart) -> DivocError {
    DivocError::Proof { part }
}
