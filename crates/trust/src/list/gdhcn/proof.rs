//! The proof of a document: JsonWebSignature2020.

use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::ecdsa::der_to_fixed;
use cleanbill_crypto::{Algorithm, PublicKey, VerifyError, sha256};
use cleanbill_jose::json;
use cleanbill_jsonld::{JsonLdError, Limits, canonicalise};
use serde_json::{Map, Value};

use super::contexts::Known;

/// Longest signature that is looked at, in bytes: that of an RSA key of 8,192 bits and its header.
const TEXT_MAX_BYTES: usize = 2048;
/// Longest date in characters.
const CREATED_MAX: usize = 64;

/// Who has to have signed: a key, and its name if that is known.
#[derive(Clone)]
pub struct Signer {
    key: PublicKey,
    name: Option<String>,
}

impl Signer {
    /// A signer whose proofs name `name` as their `verificationMethod`; any if there is none.
    #[must_use]
    pub const fn new(key: PublicKey, name: Option<String>) -> Self {
        Self { key, name }
    }

    /// The name that its proofs give it, a DID or a DID URL.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Why a proof does not hold.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The document has none.
    #[error("the document has no proof")]
    Missing,
    /// Not a proof of the type JsonWebSignature2020, whose purpose is an assertion.
    #[error("not a proof of the type JsonWebSignature2020 for assertions")]
    Form,
    /// `jws` is not a detached signature over an unencoded payload (RFC 7797 §6).
    #[error("not a detached signature over an unencoded payload")]
    Jws,
    /// The algorithm is not one of ours.
    #[error("signed with an algorithm that is not supported")]
    Algorithm,
    /// The proof names another signer than the one that is believed.
    #[error("signed by another than the signer that was given")]
    OtherSigner,
    /// The document has no canonical form, or holds what no signature covers.
    #[error("{0}")]
    Canonical(#[from] JsonLdError),
    /// The signature is not that signer's, or the document was changed since.
    #[error("the signature of the document: {0}")]
    Signature(#[from] VerifyError),
}

impl ProofError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "trust.proof.missing",
            Self::Form => "trust.proof.form",
            Self::Jws => "trust.proof.jws",
            Self::Algorithm => "trust.proof.algorithm",
            Self::OtherSigner => "trust.proof.other-signer",
            Self::Canonical(error) => error.code(),
            Self::Signature(_) => "trust.proof.signature",
        }
    }
}

/// A proof, taken apart.
pub(super) struct Proof<'a> {
    members: &'a Map<String, Value>,
    header: &'a str,
    algorithm: Algorithm,
    signature: Vec<u8>,
}

impl<'a> Proof<'a> {
    pub(super) fn read(proof: Option<&'a Value>) -> Result<Self, ProofError> {
        let members = match proof {
            None | Some(Value::Null) => return Err(ProofError::Missing),
            Some(Value::Object(members)) => members,
            Some(_) => return Err(ProofError::Form),
        };
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        if text("type") != Some("JsonWebSignature2020")
            || text("proofPurpose") != Some("assertionMethod")
        {
            return Err(ProofError::Form);
        }
        let jws = text("jws").filter(|jws| jws.len() <= TEXT_MAX_BYTES);
        let (header, signature) = jws
            .and_then(|jws| jws.split_once(".."))
            .ok_or(ProofError::Jws)?;
        let signature = URL_SAFE_NO_PAD.decode(signature);
        Ok(Self {
            members,
            header,
            algorithm: algorithm(header)?,
            signature: signature.map_err(|_| ProofError::Jws)?,
        })
    }

    /// When it was made, as it says.
    pub(super) fn created(&self) -> Option<String> {
        let created = self.members.get("created")?.as_str()?;
        (created.len() <= CREATED_MAX).then(|| created.to_owned())
    }

    /// Verifies it over the document without it (JSON Web Signature 2020 §3; Data Integrity's
    /// "create verify hash"): the header, a full stop, and two digests, of the proof without its
    /// signature and of the document.
    pub(super) fn verify(
        &self,
        signer: &Signer,
        document: &Map<String, Value>,
        known: &Known,
        limits: &Limits,
    ) -> Result<(), ProofError> {
        let names = self
            .members
            .get("verificationMethod")
            .and_then(Value::as_str);
        if signer.name.is_some() && signer.name.as_deref() != names {
            return Err(ProofError::OtherSigner);
        }
        let mut options = self.members.clone();
        options.remove("jws");
        let context = document.get("@context").cloned().unwrap_or_default();
        options.insert("@context".to_owned(), context);
        let mut message = format!("{}.", self.header).into_bytes();
        for part in [&options, document] {
            let text = canonicalise(&Value::Object(part.clone()), known, limits)?;
            message.extend_from_slice(&sha256(text.as_bytes()));
        }
        let signature = self.fixed_signature(&signer.key);
        signer.key.verify(self.algorithm, &message, &signature)?;
        Ok(())
    }

    /// The signature as r‖s, as RFC 7518 §3.4 has it. The WHO's software writes it in ASN.1.
    fn fixed_signature(&self, key: &PublicKey) -> Vec<u8> {
        let curve = key.kind().curve();
        let fixed = curve.filter(|_| self.signature.len() != key.kind().signature_bytes());
        fixed
            .and_then(|curve| der_to_fixed(curve, &self.signature))
            .unwrap_or_else(|| self.signature.clone())
    }
}

/// The algorithm of `{"alg": …, "b64": false, "crit": ["b64"]}`.
fn algorithm(header: &str) -> Result<Algorithm, ProofError> {
    let header = URL_SAFE_NO_PAD
        .decode(header)
        .map_err(|_| ProofError::Jws)?;
    let header = json::parse(&header, TEXT_MAX_BYTES, 2).map_err(|_| ProofError::Jws)?;
    let unencoded = header.get("b64") == Some(&Value::Bool(false));
    let critical = header.get("crit") == Some(&serde_json::json!(["b64"]));
    if !unencoded || !critical {
        return Err(ProofError::Jws);
    }
    let name = header.get("alg").and_then(Value::as_str);
    name.and_then(Algorithm::from_jose_name)
        .ok_or(ProofError::Algorithm)
}
