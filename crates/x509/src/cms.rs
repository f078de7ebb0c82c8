//! Signed messages of trust gateways (CMS SignedData, RFC 5652 §5).
//!
//! Who hands a certificate to a gateway signs it; the gateway hands out the signature beside the
//! certificate. The message mostly lacks the content (*detached*), and has the certificate of the
//! one who signed.

use cleanbill_crypto::{AlgorithmError, CertificateAlgorithm, Hash, KeyError, VerifyError, sha256};

use crate::ber;
use crate::certificate::{Certificate, parse_certificate};
use crate::der::{DerError, Element, Reader, tag};
use crate::error::X509Error;
use crate::limits::Limits;

/// id-signedData, 1.2.840.113549.1.7.2.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// id-messageDigest, 1.2.840.113549.1.9.4.
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
/// id-sha256, 2.16.840.1.101.3.4.2.1.
const SHA_256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
/// rsaEncryption, 1.2.840.113549.1.1.1: as a signature algorithm, PKCS #1 v1.5 with the digest
/// algorithm of the message (RFC 3370 §3.2).
const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

/// Why a message is not believed.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CmsError {
    /// More bytes than [`Limits::message_size_max_bytes`].
    #[error("{actual} bytes, more than the {max} that a message may have")]
    TooLarge {
        /// Size of the input in bytes.
        actual: usize,
        /// Most bytes allowed.
        max: usize,
    },
    /// Not the elements that a message has (X.690).
    #[error("not the encoding of a signed message: {0}")]
    Encoding(#[from] DerError),
    /// Another type of content than SignedData (§3).
    #[error("not SignedData")]
    NotSignedData,
    /// None, or several, have signed (§5.3).
    #[error("not signed by exactly one")]
    SignerCount,
    /// More certificates than [`Limits::message_certificates_max`].
    #[error("more than {max} certificates")]
    TooManyCertificates {
        /// Most allowed.
        max: usize,
    },
    /// A certificate in the message cannot be read.
    #[error("certificate in the message: {0}")]
    Certificate(#[source] X509Error),
    /// The certificate of the one who signed is not in the message (§5.3 `sid`).
    #[error("the signer's certificate is not in the message")]
    SignerMissing,
    /// The message has a content, and it is not the one that it is to vouch for.
    #[error("the message is about something else")]
    ContentDiffers,
    /// The digest algorithm is not SHA-256.
    #[error("digest algorithm not supported")]
    DigestAlgorithm,
    /// The signed attributes have no message digest, or a digest of something else (§11.2).
    #[error("the digest is not that of the content")]
    Digest,
    /// The signature algorithm is not supported.
    #[error("signature algorithm: {0}")]
    Algorithm(#[source] AlgorithmError),
    /// The signer's key cannot be used.
    #[error("key of the signer: {0}")]
    Key(#[source] KeyError),
    /// The signature was not made with the signer's key.
    #[error("signature: {0}")]
    Signature(#[source] VerifyError),
}

impl CmsError {
    /// Stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "cms.too-large",
            Self::Encoding(_) => "cms.encoding",
            Self::NotSignedData => "cms.not-signed-data",
            Self::SignerCount => "cms.signer-count",
            Self::TooManyCertificates { .. } => "cms.too-many-certificates",
            Self::Certificate(_) => "cms.certificate",
            Self::SignerMissing => "cms.signer-missing",
            Self::ContentDiffers => "cms.content-differs",
            Self::DigestAlgorithm => "cms.digest-algorithm",
            Self::Digest => "cms.digest",
            Self::Algorithm(_) => "cms.algorithm",
            Self::Key(_) => "cms.key",
            Self::Signature(_) => "cms.signature",
        }
    }
}

/// A message that somebody signed, not verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedMessage {
    content: Option<Box<[u8]>>,
    signer: Certificate,
    sha256_digest: bool,
    /// The signed attributes with the tag of a SET, over which the signature then is (§5.4).
    attributes: Option<Box<[u8]>>,
    algorithm: Result<CertificateAlgorithm, AlgorithmError>,
    signature: Box<[u8]>,
}

/// Reads a message that one party signed, in BER or DER.
///
/// # Errors
/// [`CmsError`] if it is none, if it lacks the signer's certificate, or beyond [`Limits::DEFAULT`].
pub fn parse_signed_message(ber: &[u8]) -> Result<SignedMessage, CmsError> {
    let limits = &Limits::DEFAULT;
    let max = limits.message_size_max_bytes;
    if ber.len() > max {
        return Err(CmsError::TooLarge {
            actual: ber.len(),
            max,
        });
    }
    let der = ber::to_der(ber, limits.message_depth_max)?;

    // ContentInfo ::= SEQUENCE { contentType OID, content [0] EXPLICIT SignedData }
    let mut info = Reader::new(&der).expect(tag::SEQUENCE)?.reader();
    if info.expect(tag::OID)?.content != SIGNED_DATA {
        return Err(CmsError::NotSignedData);
    }
    let mut wrapper = info.expect(tag::constructed(0))?.reader();
    info.finish()?;
    let mut data = wrapper.expect(tag::SEQUENCE)?.reader();
    wrapper.finish()?;

    // SignedData ::= SEQUENCE { version, digestAlgorithms SET, encapContentInfo,
    //   [0] certificates, [1] crls, signerInfos SET }
    data.expect(tag::INTEGER)?;
    data.expect(tag::SET)?;
    let content = read_content(&data.expect(tag::SEQUENCE)?)?;
    let certificates = read_certificates(data.optional(tag::constructed(0))?, limits)?;
    data.optional(tag::constructed(1))?;
    let mut signers = data.expect(tag::SET)?.reader();
    data.finish()?;
    let signer = signers
        .optional(tag::SEQUENCE)?
        .ok_or(CmsError::SignerCount)?;
    signers.finish().map_err(|_| CmsError::SignerCount)?;
    read_signer(&signer, content, &certificates)
}

/// `EncapsulatedContentInfo ::= SEQUENCE { eContentType OID, [0] EXPLICIT OCTET STRING OPTIONAL }`.
fn read_content<'a>(info: &Element<'a>) -> Result<Option<&'a [u8]>, DerError> {
    let mut fields = info.reader();
    fields.expect(tag::OID)?;
    let wrapper = fields.optional(tag::constructed(0))?;
    fields.finish()?;
    let Some(wrapper) = wrapper else {
        return Ok(None);
    };
    let mut wrapper = wrapper.reader();
    let content = wrapper.expect(tag::OCTET_STRING)?.content;
    wrapper.finish()?;
    Ok(Some(content))
}

/// `[0] IMPLICIT SET OF CertificateChoices`, of which certificates only.
fn read_certificates(
    set: Option<Element<'_>>,
    limits: &Limits,
) -> Result<Vec<Certificate>, CmsError> {
    let mut certificates = Vec::new();
    let Some(set) = set else {
        return Ok(certificates);
    };
    let max = limits.message_certificates_max;
    let mut set = set.reader();
    while !set.is_at_end() {
        if certificates.len() >= max {
            return Err(CmsError::TooManyCertificates { max });
        }
        let certificate = set.expect(tag::SEQUENCE)?;
        certificates.push(parse_certificate(certificate.der).map_err(CmsError::Certificate)?);
    }
    Ok(certificates)
}

/// `SignerInfo ::= SEQUENCE { version, sid, digestAlgorithm, [0] signedAttrs, signatureAlgorithm,
/// signature OCTET STRING, [1] unsignedAttrs }`.
fn read_signer(
    info: &Element<'_>,
    content: Option<&[u8]>,
    certificates: &[Certificate],
) -> Result<SignedMessage, CmsError> {
    let mut fields = info.reader();
    fields.expect(tag::INTEGER)?;
    let signer = find_signer(&fields.any()?, certificates)?.ok_or(CmsError::SignerMissing)?;
    let digest = fields
        .expect(tag::SEQUENCE)?
        .reader()
        .expect(tag::OID)?
        .content;
    let attributes = fields.optional(tag::constructed(0))?;
    let algorithm = read_algorithm(&fields.expect(tag::SEQUENCE)?)?;
    let signature = fields.expect(tag::OCTET_STRING)?.content;
    fields.optional(tag::constructed(1))?;
    fields.finish()?;
    Ok(SignedMessage {
        content: content.map(Into::into),
        signer: signer.clone(),
        sha256_digest: digest == SHA_256,
        attributes: attributes.map(|attributes| as_set(&attributes)),
        algorithm,
        signature: signature.into(),
    })
}

/// `SignerIdentifier ::= CHOICE { SEQUENCE { issuer, serialNumber }, [0] subjectKeyIdentifier }`.
fn find_signer<'a>(
    sid: &Element<'_>,
    certificates: &'a [Certificate],
) -> Result<Option<&'a Certificate>, DerError> {
    if sid.tag == tag::primitive(0) {
        let key_id = Some(sid.content);
        return Ok(certificates
            .iter()
            .find(|one| one.subject_key_id() == key_id));
    }
    let mut fields = sid.reader();
    let issuer = fields.expect(tag::SEQUENCE)?.der;
    let serial = fields.expect(tag::INTEGER)?.content;
    fields.finish()?;
    let is_meant = |one: &&Certificate| one.issuer().raw() == issuer && one.serial() == serial;
    Ok(certificates.iter().find(is_meant))
}

fn read_algorithm(
    identifier: &Element<'_>,
) -> Result<Result<CertificateAlgorithm, AlgorithmError>, DerError> {
    if identifier.reader().expect(tag::OID)?.content == RSA_ENCRYPTION {
        return Ok(Ok(CertificateAlgorithm::RsaPkcs1(Hash::Sha256)));
    }
    Ok(CertificateAlgorithm::from_der(identifier.der))
}

/// Attributes are in the message under `[0] IMPLICIT`, and signed under the tag of SET OF (§5.4).
fn as_set(attributes: &Element<'_>) -> Box<[u8]> {
    let rest = attributes.der.get(1..).unwrap_or_default();
    [&[tag::SET], rest].concat().into()
}

impl SignedMessage {
    /// Verifies that the message vouches for this content: `content` is what was signed, and the
    /// key of the certificate in the message signed it. Gives that certificate, whose own authority
    /// and period remain to be checked: anybody can make a message that agrees with itself.
    ///
    /// # Errors
    /// [`CmsError`].
    pub fn verify(&self, content: &[u8]) -> Result<&Certificate, CmsError> {
        if self.content.as_deref().is_some_and(|ours| ours != content) {
            return Err(CmsError::ContentDiffers);
        }
        if !self.sha256_digest {
            return Err(CmsError::DigestAlgorithm);
        }
        let signed = match &self.attributes {
            Some(attributes) => {
                if message_digest(attributes)? != Some(&sha256(content)) {
                    return Err(CmsError::Digest);
                }
                attributes
            }
            None => content,
        };
        let algorithm = self.algorithm.map_err(CmsError::Algorithm)?;
        let key = self.signer.public_key().map_err(CmsError::Key)?;
        key.verify_certificate(algorithm, signed, &self.signature)
            .map_err(CmsError::Signature)?;
        Ok(&self.signer)
    }
}

/// The value of the one message digest in `SET OF SEQUENCE { type OID, values SET }` (§11.2).
fn message_digest(attributes: &[u8]) -> Result<Option<&[u8]>, DerError> {
    let mut attributes = Reader::new(attributes).expect(tag::SET)?.reader();
    let mut digest = None;
    while !attributes.is_at_end() {
        let mut attribute = attributes.expect(tag::SEQUENCE)?.reader();
        if attribute.expect(tag::OID)?.content != MESSAGE_DIGEST {
            continue;
        }
        let mut values = attribute.expect(tag::SET)?.reader();
        let value = values.expect(tag::OCTET_STRING)?;
        values.finish()?;
        if digest.replace(value.content).is_some() {
            return Err(value.bad_content());
        }
    }
    Ok(digest)
}
