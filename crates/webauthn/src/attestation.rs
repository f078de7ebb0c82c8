//! The attestation object (section 6.5.4): authenticator data, and who vouches for it.

use cleanbill_cose::cbor::{CborError, Key, Value, parse_value};
use cleanbill_crypto::VerifyError;
use thiserror::Error;

use crate::CredentialKey;
use crate::limits::{self, ATTESTATION_OBJECT_MAX_BYTES, CERTIFICATES_MAX, SIGNATURE_MAX_BYTES};

/// What an authenticator said of where it comes from (section 6.5.3). None of it makes a credential
/// better here.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attestation {
    /// Nothing (section 8.7), which is what [`CreationOptions`](crate::CreationOptions) asks for.
    None,
    /// `packed`, signed with the credential's own key (section 8.2, self attestation): the
    /// signature was verified and shows that the authenticator holds the key.
    PackedSelf,
    /// `packed` with certificates (section 8.2). **Not verified**: neither the signature nor the
    /// chain; what is here is what the browser handed over.
    PackedUnverified {
        /// The certificates as DER, the attestation's first, as they came.
        certificates: Vec<Vec<u8>>,
    },
}

/// Why an attestation object is refused. Steps are those of section 7.1.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AttestationError {
    /// Not one CBOR item within the limits (step 12).
    #[error("{0}")]
    Cbor(#[from] CborError),
    /// Not a map of `fmt`, `authData` and `attStmt`, and nothing else (step 12, section 6.5.4).
    #[error("not an attestation object")]
    NotObject,
    /// Another format than `none` and `packed`, which nobody asked for (step 18).
    #[error("the attestation is of a format that is not read")]
    Format,
    /// The statement does not have the members of its format (step 19, sections 8.2 and 8.7).
    #[error("the attestation statement is malformed")]
    Statement,
    /// Self attestation with another algorithm than the credential's (step 19, section 8.2).
    #[error("the self attestation is of algorithm {id}, its key is of another")]
    Algorithm {
        /// The COSE algorithm number of the statement.
        id: i64,
    },
    /// Self attestation whose signature is not the credential's (step 19, section 8.2).
    #[error("self attestation: {0}")]
    Signature(VerifyError),
}

impl AttestationError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cbor(error) => error.code(),
            Self::NotObject => "webauthn.attestation-object",
            Self::Format => "webauthn.attestation-format",
            Self::Statement => "webauthn.attestation-statement",
            Self::Algorithm { .. } => "webauthn.attestation-algorithm",
            Self::Signature(_) => "webauthn.attestation-signature",
        }
    }
}

/// An attestation object, taken apart.
pub(crate) struct AttestationObject<'b> {
    pub(crate) authenticator_data: Vec<u8>,
    format: String,
    statement: Value<'b>,
}

impl<'b> AttestationObject<'b> {
    /// Section 7.1, step 12.
    pub(crate) fn parse(bytes: &'b [u8]) -> Result<Self, AttestationError> {
        let object = parse_value(bytes, &limits::cbor(ATTESTATION_OBJECT_MAX_BYTES))?;
        let format = object.member("fmt").and_then(Value::as_text);
        let data = object.member("authData").and_then(Value::as_bytes);
        let statement = object.member("attStmt");
        let (Some(format), Some(data), Some(statement), Some(3)) =
            (format, data, statement, object.as_map().map(<[_]>::len))
        else {
            return Err(AttestationError::NotObject);
        };
        Ok(Self {
            authenticator_data: data.to_vec(),
            format: format.to_owned(),
            statement: statement.clone(),
        })
    }

    /// Section 7.1, steps 18 and 19, for the formats that are read.
    pub(crate) fn verify(
        &self,
        key: &CredentialKey,
        client_data_hash: &[u8; 32],
    ) -> Result<Attestation, AttestationError> {
        let members = self.statement.as_map().ok_or(AttestationError::Statement)?;
        match self.format.as_str() {
            // Section 8.7: the statement is an empty map.
            "none" if members.is_empty() => Ok(Attestation::None),
            "none" => Err(AttestationError::Statement),
            "packed" => self.verify_packed(members, key, client_data_hash),
            _ => Err(AttestationError::Format),
        }
    }

    /// Section 8.2.
    fn verify_packed(
        &self,
        members: &[(Key<'_>, Value<'_>)],
        key: &CredentialKey,
        client_data_hash: &[u8; 32],
    ) -> Result<Attestation, AttestationError> {
        let id = self.statement.member("alg").and_then(Value::as_int);
        let signature = self.statement.member("sig").and_then(Value::as_bytes);
        let (Some(id), Some(signature)) = (id, signature) else {
            return Err(AttestationError::Statement);
        };
        if let Some(chain) = self.statement.member("x5c") {
            if members.len() != 3 {
                return Err(AttestationError::Statement);
            }
            return packed_chain(chain);
        }
        if members.len() != 2 || signature.len() > SIGNATURE_MAX_BYTES {
            return Err(AttestationError::Statement);
        }
        // Section 8.2, self attestation: first the algorithm, then the signature.
        if id != key.algorithm().cose_id() {
            return Err(AttestationError::Algorithm { id });
        }
        let signed = [self.authenticator_data.as_slice(), client_data_hash].concat();
        key.verify(&signed, signature)
            .map_err(AttestationError::Signature)?;
        Ok(Attestation::PackedSelf)
    }
}

fn packed_chain(chain: &Value<'_>) -> Result<Attestation, AttestationError> {
    let certificates = chain.as_array().ok_or(AttestationError::Statement)?;
    if certificates.is_empty() || certificates.len() > CERTIFICATES_MAX {
        return Err(AttestationError::Statement);
    }
    let certificates = certificates
        .iter()
        .map(|certificate| certificate.as_bytes().map(<[u8]>::to_vec))
        .collect::<Option<Vec<_>>>()
        .ok_or(AttestationError::Statement)?;
    Ok(Attestation::PackedUnverified { certificates })
}
