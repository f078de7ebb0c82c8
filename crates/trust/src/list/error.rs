//! Why a list, or one entry of it, is not used.

use cleanbill_crypto::{KeyError, VerifyError};
use cleanbill_jose::json::JsonError;
use cleanbill_jose::{JwkError, SetError};
use cleanbill_x509::{PemError, X509Error};

use super::gdhcn::ProofError;

/// Why a list is refused whole.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// More bytes than the limit.
    #[error("a list of {actual} bytes, more than {max}")]
    TooLarge {
        /// Size of the list in bytes.
        actual: usize,
        /// Most bytes allowed.
        max: usize,
    },
    /// More entries than the limit.
    #[error("a list of more than {max} entries")]
    TooMany {
        /// Most entries allowed.
        max: usize,
    },
    /// There is no first line with the signature.
    #[error("no first line with a signature")]
    NoSignatureLine,
    /// The first line is not base64.
    #[error("the signature of the list is not base64")]
    SignatureEncoding,
    /// The list was not signed with the key given, or has been changed since.
    #[error("signature of the list: {0}")]
    Signature(#[source] VerifyError),
    /// Not JSON, or JSON of another form.
    #[error("not the JSON of such a list, at line {line}, column {column}")]
    Json {
        /// Line of the JSON, counted from 1; 0 if unknown.
        line: usize,
        /// Column, counted from 1; 0 if unknown.
        column: usize,
    },
    /// Not a JSON Web Key Set.
    #[error("{0}")]
    JwkSet(#[from] SetError),
    /// Loose JSON: a member given twice, or nested too deep.
    #[error("{0}")]
    StrictJson(#[source] JsonError),
    /// No DID document of a trust list, or one that is not for exactly one signer.
    #[error("not a DID document of a trust list")]
    NotDocument,
    /// A DID document that names no context, one that is not known, or brings its own: its members
    /// could mean anything.
    #[error("a DID document with a context that is not known")]
    Context,
    /// The proof of a DID document does not hold.
    #[error("{0}")]
    Proof(#[from] ProofError),
    /// Broken PEM.
    #[error("{0}")]
    Pem(#[from] PemError),
}

impl ListError {
    /// Stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "trust.list.too-large",
            Self::TooMany { .. } => "trust.list.too-many",
            Self::NoSignatureLine => "trust.list.no-signature-line",
            Self::SignatureEncoding => "trust.list.signature-encoding",
            Self::Signature(_) => "trust.list.signature",
            Self::Json { .. } => "trust.list.json",
            Self::JwkSet(error) => error.code(),
            Self::StrictJson(error) => error.code(),
            Self::NotDocument => "trust.list.not-document",
            Self::Context => "trust.list.context",
            Self::Proof(error) => error.code(),
            Self::Pem(error) => error.code(),
        }
    }
}

/// Why an entry is skipped.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// A field is missing, twice there, or of another type.
    #[error("not the fields of an entry")]
    Fields,
    /// The kid is not base64 of 1 to 64 bytes.
    #[error("not a key identifier")]
    Kid,
    /// The country is not two letters.
    #[error("not a country")]
    Country,
    /// What it is for, whose, or its kid is not said, or said twice in different ways.
    #[error("its name and its members disagree")]
    Identity,
    /// A domain of the WHO's network that is not known here.
    #[error("a domain that is not known")]
    Domain,
    /// The name of a document, not a key.
    #[error("a reference to another document")]
    Reference,
    /// A type of certificate that has no part in passes.
    #[error("a type of certificate that is not known")]
    CertificateType,
    /// The certificate is not base64.
    #[error("the certificate is not base64")]
    Base64,
    /// Something else than a certificate: a key, a request.
    #[error("not a certificate")]
    NotCertificate,
    /// The certificate cannot be read.
    #[error("{0}")]
    Certificate(#[from] X509Error),
    /// The key cannot be used.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// The JSON Web Key cannot be used.
    #[error("{0}")]
    Jwk(#[from] JwkError),
    /// The certificate beside the key is of another key.
    #[error("the certificate is of another key")]
    KeyDiffers,
    /// The issuer is no `https` address without a slash at its end, or too long.
    #[error("not the address of an issuer")]
    Issuer,
    /// The certificates beside the key are no chain, or do not name the issuer.
    #[error("the certificates are not the issuer's")]
    Certificates,
    /// The `use` of the key is neither `sig` nor made of `r`, `v` and `t`.
    #[error("a key for another use")]
    Use,
}

impl EntryError {
    /// Stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fields => "trust.entry.fields",
            Self::Kid => "trust.entry.kid",
            Self::Country => "trust.entry.country",
            Self::Identity => "trust.entry.identity",
            Self::Domain => "trust.entry.domain",
            Self::Reference => "trust.entry.reference",
            Self::CertificateType => "trust.entry.certificate-type",
            Self::Base64 => "trust.entry.base64",
            Self::NotCertificate => "trust.entry.not-certificate",
            Self::Certificate(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Jwk(error) => error.code(),
            Self::KeyDiffers => "trust.entry.key-differs",
            Self::Issuer => "trust.entry.issuer",
            Self::Certificates => "trust.entry.certificates",
            Self::Use => "trust.entry.use",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cleanbill_jsonld::JsonLdError;

    use super::*;

    #[test]
    fn codes_are_unique() {
        let codes = [
            ListError::TooLarge { actual: 0, max: 0 }.code(),
            ListError::TooMany { max: 0 }.code(),
            ListError::NoSignatureLine.code(),
            ListError::SignatureEncoding.code(),
            ListError::Signature(VerifyError::Invalid).code(),
            ListError::Json { line: 0, column: 0 }.code(),
            ListError::JwkSet(SetError::NotSet).code(),
            ListError::Pem(PemError::NoBlock).code(),
            EntryError::Fields.code(),
            EntryError::Kid.code(),
            EntryError::Country.code(),
            EntryError::CertificateType.code(),
            EntryError::Base64.code(),
            EntryError::NotCertificate.code(),
            EntryError::Certificate(X509Error::Version).code(),
            EntryError::Key(KeyError::Malformed).code(),
            EntryError::Jwk(JwkError::NotObject).code(),
            EntryError::KeyDiffers.code(),
            EntryError::Issuer.code(),
            EntryError::Certificates.code(),
            EntryError::Use.code(),
            EntryError::Identity.code(),
            EntryError::Domain.code(),
            EntryError::Reference.code(),
            ListError::StrictJson(JsonError::Malformed).code(),
            ListError::NotDocument.code(),
            ListError::Context.code(),
            ProofError::Missing.code(),
            ProofError::Form.code(),
            ProofError::Jws.code(),
            ProofError::Algorithm.code(),
            ProofError::OtherSigner.code(),
            ProofError::Canonical(JsonLdError::Dropped { count: 1 }).code(),
            ProofError::Signature(VerifyError::Invalid).code(),
        ];
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    }
}
