//! Certification requests (PKCS #10, RFC 2986): how the key of a signer, which stays where it is,
//! reaches the authority that certifies it, which is never online.

use cleanbill_crypto::{
    AlgorithmError, CertificateAlgorithm, KeyError, PublicKey, Signer, VerifyError,
};

use crate::build::{Subject, certificate_signature, distinguished_name};
use crate::der::{DerError, Reader, tag};
use crate::error::{BuildError, X509Error};
use crate::limits::Limits;
use crate::name::Name;
use crate::writer::{bit_string, element, sequence};

/// Who asks for a certificate of which key. That the asker holds the key was checked; nothing else
/// was: the name is what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRequest {
    /// The name that is asked for.
    pub subject: Name,
    /// The key to be certified.
    pub public_key: PublicKey,
}

/// Why bytes are not a request that can be answered.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateRequestError {
    /// More bytes than a request may have.
    #[error("{actual} bytes, more than the {max} that a request may have")]
    TooLarge {
        /// Size of the input in bytes.
        actual: usize,
        /// Most bytes allowed.
        max: usize,
    },
    /// Not the elements that a request has (RFC 2986 §4).
    #[error("not the encoding of a certification request: {0}")]
    Der(#[from] DerError),
    /// A version other than 1 (RFC 2986 §4.1).
    #[error("not version 1 of a certification request")]
    Version,
    /// The name has more attributes than any name in use.
    #[error("the name in the request is too long")]
    Name,
    /// The key cannot be used.
    #[error("key in the request: {0}")]
    Key(#[source] KeyError),
    /// The algorithm of the signature is not supported.
    #[error("signature algorithm of the request: {0}")]
    Algorithm(#[source] AlgorithmError),
    /// The signature was not made with the key that is to be certified: who asks may not hold it.
    #[error("the request is not signed with its own key: {0}")]
    Signature(#[source] VerifyError),
}

impl CertificateRequestError {
    /// Stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "x509.request.too-large",
            Self::Der(error) => error.code(),
            Self::Version => "x509.request.version",
            Self::Name => "x509.request.name",
            Self::Key(_) => "x509.request.key",
            Self::Algorithm(_) => "x509.request.algorithm",
            Self::Signature(_) => "x509.request.signature",
        }
    }
}

/// Builds a request for a certificate of the signer's own key.
///
/// # Errors
/// [`BuildError`] if the name is none that a certificate can state, or the signer does not sign.
pub fn build_request(subject: &Subject<'_>, signer: &dyn Signer) -> Result<Vec<u8>, BuildError> {
    // CertificationRequestInfo ::= SEQUENCE { version INTEGER 0, subject Name,
    //   subjectPKInfo, [0] IMPLICIT SET OF attributes }
    let info = sequence(&[
        &element(tag::INTEGER, &[&[0]]),
        &distinguished_name(subject)?,
        signer.public_key().to_spki_der(),
        &element(tag::constructed(0), &[]),
    ]);
    let algorithm = CertificateAlgorithm::from(signer.algorithm()).to_der();
    let signature = certificate_signature(signer, &info)?;
    Ok(sequence(&[&info, &algorithm, &bit_string(&signature)]))
}

/// Reads a request in DER, and checks that it is signed with the key it names. Its attributes, in
/// which it may ask for extensions, are not looked at: the authority decides those.
///
/// # Errors
/// [`CertificateRequestError`].
pub fn parse_request(der: &[u8]) -> Result<CertificateRequest, CertificateRequestError> {
    let limits = &Limits::DEFAULT;
    let (actual, max) = (der.len(), limits.certificate_size_max_bytes);
    if actual > max {
        return Err(CertificateRequestError::TooLarge { actual, max });
    }
    // CertificationRequest ::= SEQUENCE { info, signatureAlgorithm, signature BIT STRING }
    let mut input = Reader::new(der);
    let mut outer = input.expect(tag::SEQUENCE)?.reader();
    input.finish()?;
    let info = outer.expect(tag::SEQUENCE)?;
    let algorithm = outer.expect(tag::SEQUENCE)?;
    let signature = outer.expect(tag::BIT_STRING)?;
    outer.finish()?;

    let mut fields = info.reader();
    if fields.expect(tag::INTEGER)?.content != [0] {
        return Err(CertificateRequestError::Version);
    }
    let name = fields.expect(tag::SEQUENCE)?;
    let subject = Name::parse(&name, limits).map_err(|error| match error {
        X509Error::Der(error) => CertificateRequestError::Der(error),
        _ => CertificateRequestError::Name,
    })?;
    let spki = fields.expect(tag::SEQUENCE)?;
    fields.optional(tag::constructed(0))?;
    fields.finish()?;

    let public_key = PublicKey::from_spki_der(spki.der).map_err(CertificateRequestError::Key)?;
    let algorithm = CertificateAlgorithm::from_der(algorithm.der)
        .map_err(CertificateRequestError::Algorithm)?;
    public_key
        .verify_certificate(algorithm, info.der, signature.octet_aligned_bits()?)
        .map_err(CertificateRequestError::Signature)?;
    Ok(CertificateRequest {
        subject,
        public_key,
    })
}
