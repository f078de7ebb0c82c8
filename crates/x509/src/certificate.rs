//! One certificate, read leniently (RFC 5280 §4.1).

use std::ops::Range;

use cleanbill_crypto::{AlgorithmError, CertificateAlgorithm, KeyError, PublicKey, sha256};

use crate::der::{DerError, Element, Reader, tag};
use crate::deviation::{Deviation, Deviations};
use crate::error::X509Error;
use crate::extensions::{Extensions, KeyUsage};
use crate::limits::Limits;
use crate::name::Name;
use crate::time::parse_time;
use crate::usage::DccUsage;

/// An X.509 certificate: the bytes as they came, and what they say.
///
/// That it could be read says nothing of its signature: see
/// [`check_issued_by`](Certificate::check_issued_by) and [`check_chain`](crate::check_chain).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    der: Box<[u8]>,
    thumbprint: [u8; 32],
    tbs: Range<usize>,
    serial: Range<usize>,
    spki: Range<usize>,
    signature: Range<usize>,
    algorithm: Result<CertificateAlgorithm, AlgorithmError>,
    issuer: Name,
    subject: Name,
    not_before: i64,
    not_after: i64,
    pub(crate) extensions: Extensions,
    deviations: Deviations,
}

/// Reads one certificate in DER.
///
/// Tolerates what the signers of real passes show, and notes it: [`Certificate::deviations`].
/// Algorithm, key and period are read, not judged: they may be unsupported, unusable and over.
///
/// # Errors
/// [`X509Error`] if the bytes are not one certificate, or beyond [`Limits::DEFAULT`].
pub fn parse_certificate(der: &[u8]) -> Result<Certificate, X509Error> {
    let limits = &Limits::DEFAULT;
    let max = limits.certificate_size_max_bytes;
    if der.len() > max {
        return Err(X509Error::TooLarge {
            actual: der.len(),
            max,
        });
    }
    let mut deviations = Deviations::default();

    // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue BIT STRING }
    let mut input = Reader::new(der);
    let mut outer = input.expect(tag::SEQUENCE)?.reader();
    input.finish()?;
    let tbs = outer.expect(tag::SEQUENCE)?;
    let outer_algorithm = outer.expect(tag::SEQUENCE)?;
    let signature = outer.expect(tag::BIT_STRING)?;
    outer.finish()?;
    signature.octet_aligned_bits()?;

    // TBSCertificate ::= SEQUENCE { [0] version, serialNumber, signature, issuer, validity,
    //   subject, subjectPublicKeyInfo, [1] [2] unique identifiers, [3] extensions }
    let mut fields = tbs.reader();
    read_version(&mut fields, &mut deviations)?;
    let serial = fields.expect(tag::INTEGER)?;
    note_serial(&serial, &mut deviations)?;
    let algorithm = fields.expect(tag::SEQUENCE)?;
    if algorithm.der != outer_algorithm.der {
        return Err(X509Error::AlgorithmsDiffer);
    }
    let issuer = Name::parse(&fields.expect(tag::SEQUENCE)?, limits)?;
    let mut validity = fields.expect(tag::SEQUENCE)?.reader();
    let not_before = parse_time(&validity.any()?, &mut deviations)?;
    let not_after = parse_time(&validity.any()?, &mut deviations)?;
    validity.finish()?;
    let subject = Name::parse(&fields.expect(tag::SEQUENCE)?, limits)?;
    let spki = fields.expect(tag::SEQUENCE)?;
    fields.optional(tag::primitive(1))?;
    fields.optional(tag::primitive(2))?;
    let extensions = Extensions::parse(&mut fields, limits, &mut deviations)?;
    fields.finish()?;

    Ok(Certificate {
        der: der.into(),
        thumbprint: sha256(der),
        tbs: tbs.span(),
        serial: serial.content_span(),
        spki: spki.span(),
        // The first octet of a BIT STRING counts its unused bits: none here.
        signature: signature.content_span().start + 1..signature.content_span().end,
        algorithm: read_algorithm(&algorithm, &mut deviations)?,
        issuer,
        subject,
        not_before,
        not_after,
        extensions,
        deviations,
    })
}

impl Certificate {
    /// The certificate as it was read.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The signed part: `tbsCertificate` with its tag and length.
    pub fn tbs(&self) -> &[u8] {
        self.slice(&self.tbs)
    }

    /// SHA-256 of [`Certificate::der`].
    pub const fn thumbprint(&self) -> [u8; 32] {
        self.thumbprint
    }

    /// The key identifier that the DCC derives: the first 8 bytes of the thumbprint (HCERT 1.1.1
    /// §3.2.3 and *Certificate Governance*). A list may state another one, and then that one holds.
    pub const fn kid(&self) -> [u8; 8] {
        let [a, b, c, d, e, f, g, h, ..] = self.thumbprint;
        [a, b, c, d, e, f, g, h]
    }

    /// Whom it was given to.
    pub const fn subject(&self) -> &Name {
        &self.subject
    }

    /// Who gave it.
    pub const fn issuer(&self) -> &Name {
        &self.issuer
    }

    /// Whether issuer and subject are the same. It then may, or may not, be self-signed.
    pub fn is_self_issued(&self) -> bool {
        self.issuer.is_same_as(&self.subject)
    }

    /// Content octets of the serial number, big-endian, two's complement.
    pub fn serial(&self) -> &[u8] {
        self.slice(&self.serial)
    }

    /// First second of validity, Unix seconds.
    pub const fn not_before(&self) -> i64 {
        self.not_before
    }

    /// Last second of validity, Unix seconds.
    pub const fn not_after(&self) -> i64 {
        self.not_after
    }

    /// The `SubjectPublicKeyInfo` as it stands.
    pub fn spki(&self) -> &[u8] {
        self.slice(&self.spki)
    }

    /// Parses the key; keep the result, this is the dear part.
    ///
    /// # Errors
    /// [`KeyError`] if the key is of a kind or size that is not supported.
    pub fn public_key(&self) -> Result<PublicKey, KeyError> {
        PublicKey::from_spki_der(self.spki())
    }

    /// Parses the key as [`Certificate::public_key`] does, also if it writes out the numbers of its
    /// curve, as ICAO Doc 9303, part 12, asks of those who sign travel documents.
    ///
    /// # Errors
    /// [`KeyError`]; [`KeyError::CurveParameters`] if they are not the numbers of a known curve.
    pub fn travel_document_key(&self) -> Result<PublicKey, KeyError> {
        PublicKey::from_travel_spki_der(self.spki())
    }

    /// The algorithm of its signature.
    ///
    /// # Errors
    /// [`AlgorithmError`] if it is not supported.
    pub fn algorithm(&self) -> Result<CertificateAlgorithm, AlgorithmError> {
        self.algorithm
    }

    /// Its signature as it stands, in the form of X.509.
    pub fn signature(&self) -> &[u8] {
        self.slice(&self.signature)
    }

    /// The DCC event types that the key may sign. [`DccUsage::ANY`] without extended key usage, and
    /// with none that is of the DCC.
    pub fn dcc_usage(&self) -> DccUsage {
        self.extensions.dcc_usage.unwrap_or(DccUsage::ANY)
    }

    /// Whether the extended key usage names the purpose of a TLS client (`id-kp-clientAuth`).
    pub const fn client_authentication(&self) -> bool {
        self.extensions.client_authentication
    }

    /// What the key may be used for, if the certificate says.
    pub const fn key_usage(&self) -> Option<KeyUsage> {
        self.extensions.key_usage
    }

    /// Whether its basic constraints say that it is a certificate authority.
    pub const fn is_ca(&self) -> bool {
        matches!(self.extensions.is_ca, Some(true))
    }

    /// The addresses (URI) among the subject's alternative names (RFC 5280 §4.2.1.6), in the order
    /// of the certificate; none if the extension is absent or malformed.
    pub fn subject_uris(&self) -> impl Iterator<Item = &str> {
        self.extensions.subject_uris.iter().map(|uri| &**uri)
    }

    /// The subject key identifier, if it has one.
    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.extensions.subject_key_id.as_deref()
    }

    /// The key identifier of its authority, if it has one.
    pub fn authority_key_id(&self) -> Option<&[u8]> {
        self.extensions.authority_key_id.as_deref()
    }

    /// What in it departs from the specifications, each once.
    pub fn deviations(&self) -> &[Deviation] {
        self.deviations.as_slice()
    }

    /// The ranges were read from these very bytes.
    fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.der.get(range.clone()).unwrap_or_default()
    }
}

/// `[0] EXPLICIT Version DEFAULT v1`. Extensions are read whatever the version.
fn read_version(fields: &mut Reader<'_>, deviations: &mut Deviations) -> Result<(), X509Error> {
    let Some(wrapper) = fields.optional(tag::constructed(0))? else {
        return Ok(());
    };
    let mut wrapper = wrapper.reader();
    let version = wrapper.expect(tag::INTEGER)?;
    wrapper.finish()?;
    match version.content {
        [0] => deviations.note(Deviation::ExplicitDefault),
        [1 | 2] => {}
        _ => return Err(X509Error::Version),
    }
    Ok(())
}

/// The serial number is never calculated with, so that its sign and length do no harm.
fn note_serial(serial: &Element<'_>, deviations: &mut Deviations) -> Result<(), DerError> {
    let first = *serial.content.first().ok_or(serial.bad_content())?;
    if first >= 0x80 {
        deviations.note(Deviation::NegativeSerial);
    }
    if let [0x00, 0x00..=0x7f, ..] | [0xff, 0x80..=0xff, ..] = serial.content {
        deviations.note(Deviation::NonMinimalSerial);
    }
    Ok(())
}

/// Reads the algorithm. One that is not supported is kept as the error that its use will meet:
/// certificates signed with SHA-1 are on trust lists, and being on the list is what counts there.
fn read_algorithm(
    identifier: &Element<'_>,
    deviations: &mut Deviations,
) -> Result<Result<CertificateAlgorithm, AlgorithmError>, DerError> {
    let algorithm = CertificateAlgorithm::from_der(identifier.der);
    if matches!(algorithm, Ok(CertificateAlgorithm::Ecdsa(_))) {
        let mut fields = identifier.reader();
        fields.expect(tag::OID)?;
        if fields.peek() == Some(tag::NULL) {
            deviations.note(Deviation::EcdsaNullParameters);
        }
    }
    Ok(algorithm)
}
