//! Building our own: the self-signed authority (CSCA) of a country, and document signers (DSC).
//!
//! The profile is that of *EU DCC Public Key Certificate Governance*, kept on as WHO SMART Trust
//! 1.3.0, *Certificate Governance*, and of HCERT 1.1.1 §5: version 3, critical basic constraints
//! and key usage, key identifiers, and for a signer the extended key usages of the specified arc.

use cleanbill_crypto::{
    Algorithm, CertificateAlgorithm, PublicKey, SignError, Signer, ecdsa, sha256,
};

use crate::certificate::Certificate;
use crate::der::{DerError, Reader, tag};
use crate::error::BuildError;
use crate::extensions::{KeyUsage, oid};
use crate::name;
use crate::time::render_time;
use crate::usage::{DccUsage, SPECIFIED_ARC};
use crate::writer::{bit_string, element, sequence};

/// RFC 5280 §4.1.2.2: at most 20 octets.
const SERIAL_MAX_OCTETS: usize = 20;
/// RFC 5280 Appendix A.1: `ub-common-name`, `ub-organization-name`.
const NAME_MAX_CHARACTERS: usize = 64;
/// RFC 7093 §2, method 1: the leftmost 160 bits of a SHA-256.
const KEY_ID_OCTETS: usize = 20;

/// What a certificate is to say.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    /// Whom it is given to.
    pub subject: Subject<'a>,
    /// Serial number: 1 to 20 octets, big-endian, positive; at least 8 random ones (CA/Browser
    /// Forum BR §7.1, RFC 5280 §4.1.2.2). The highest bit must be clear, or there be at most 19.
    pub serial: &'a [u8],
    /// First second of validity, Unix seconds, not before 1950.
    pub not_before: i64,
    /// Last second of validity, Unix seconds, not after 9999.
    pub not_after: i64,
    /// Which kind it is.
    pub profile: Profile<'a>,
}

/// The name of a subject.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Two upper-case letters (ISO 3166-1 alpha-2).
    pub country: &'a str,
    /// The organisation, 1 to 64 characters.
    pub organization: Option<&'a str>,
    /// The name, 1 to 64 characters.
    pub common_name: &'a str,
}

/// The kinds of certificate that we make.
#[derive(Clone, Copy, Debug)]
pub enum Profile<'a> {
    /// A country's signing authority, signed by its own key.
    Authority,
    /// A signer of passes under an authority.
    Signer {
        /// Certificate of the authority that signs.
        authority: &'a Certificate,
        /// Key of the signer.
        public_key: &'a PublicKey,
        /// What the signer may sign; named in the extended key usage.
        usage: DccUsage,
    },
    /// A key to which keys of messages are encrypted, vouched for by an authority.
    Encryption {
        /// Certificate of the authority that signs.
        authority: &'a Certificate,
        /// The key.
        public_key: &'a PublicKey,
    },
}

/// Builds a certificate and has it signed: by the authority's key in all profiles.
///
/// # Errors
/// [`BuildError`] if the template states what no certificate can, if `issuer_signer` is not the
/// authority's, or if it does not sign.
pub fn build_certificate(
    template: &Template<'_>,
    issuer_signer: &dyn Signer,
) -> Result<Vec<u8>, BuildError> {
    if let Profile::Signer { authority, .. } | Profile::Encryption { authority, .. } =
        template.profile
    {
        check_authority(authority, issuer_signer)?;
    }
    let algorithm = CertificateAlgorithm::from(issuer_signer.algorithm()).to_der();
    let tbs = signed_part(template, &algorithm, issuer_signer.public_key())?;
    let signature = certificate_signature(issuer_signer, &tbs)?;
    Ok(sequence(&[&tbs, &algorithm, &bit_string(&signature)]))
}

fn check_authority(authority: &Certificate, signer: &dyn Signer) -> Result<(), BuildError> {
    if !authority.is_ca() || !authority.key_usage().is_none_or(KeyUsage::key_cert_sign) {
        return Err(BuildError::NotAuthority);
    }
    let key = authority
        .public_key()
        .map_err(|_| BuildError::ForeignSigner)?;
    if key.to_spki_der() == signer.public_key().to_spki_der() {
        Ok(())
    } else {
        Err(BuildError::ForeignSigner)
    }
}

/// `TBSCertificate` (RFC 5280 §4.1).
fn signed_part(
    template: &Template<'_>,
    algorithm: &[u8],
    issuer_key: &PublicKey,
) -> Result<Vec<u8>, BuildError> {
    let subject = distinguished_name(&template.subject)?;
    let (issuer, subject_key) = match template.profile {
        Profile::Authority => (subject.as_slice(), issuer_key),
        Profile::Signer {
            authority,
            public_key,
            ..
        }
        | Profile::Encryption {
            authority,
            public_key,
        } => (authority.subject().raw(), public_key),
    };
    let version_3 = element(tag::constructed(0), &[&element(tag::INTEGER, &[&[2]])]);
    Ok(sequence(&[
        &version_3,
        &serial_number(template.serial)?,
        algorithm,
        issuer,
        &validity(template.not_before, template.not_after)?,
        &subject,
        subject_key.to_spki_der(),
        &extensions(template.profile, subject_key, issuer_key),
    ]))
}

fn serial_number(serial: &[u8]) -> Result<Vec<u8>, BuildError> {
    let leading_zeros = serial.iter().take_while(|octet| **octet == 0).count();
    let magnitude = serial.get(leading_zeros..).unwrap_or_default();
    let first = magnitude.first().ok_or(BuildError::Serial)?;
    let sign: &[u8] = if *first >= 0x80 { &[0] } else { &[] };
    if sign.len() + magnitude.len() > SERIAL_MAX_OCTETS {
        return Err(BuildError::Serial);
    }
    Ok(element(tag::INTEGER, &[sign, magnitude]))
}

fn validity(not_before: i64, not_after: i64) -> Result<Vec<u8>, BuildError> {
    if not_after < not_before {
        return Err(BuildError::Validity);
    }
    let time = |at| {
        render_time(at)
            .map(|(tag, text)| element(tag, &[text.as_bytes()]))
            .ok_or(BuildError::Validity)
    };
    Ok(sequence(&[&time(not_before)?, &time(not_after)?]))
}

pub(crate) fn distinguished_name(subject: &Subject<'_>) -> Result<Vec<u8>, BuildError> {
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    if subject.country.len() != 2 || !letters(subject.country) {
        return Err(BuildError::Country);
    }
    let attribute = |oid: &[u8], kind, text: &str| {
        if !(1..=NAME_MAX_CHARACTERS).contains(&text.chars().count()) {
            return Err(BuildError::Name);
        }
        let pair = sequence(&[
            &element(tag::OID, &[oid]),
            &element(kind, &[text.as_bytes()]),
        ]);
        Ok(element(tag::SET, &[&pair]))
    };
    let mut sets = attribute(name::COUNTRY, tag::PRINTABLE_STRING, subject.country)?;
    if let Some(organization) = subject.organization {
        sets.extend(attribute(
            name::ORGANIZATION,
            tag::UTF8_STRING,
            organization,
        )?);
    }
    sets.extend(attribute(
        name::COMMON_NAME,
        tag::UTF8_STRING,
        subject.common_name,
    )?);
    Ok(sequence(&[&sets]))
}

/// `[3] EXPLICIT SEQUENCE OF Extension`.
fn extensions(profile: Profile<'_>, subject_key: &PublicKey, issuer_key: &PublicKey) -> Vec<u8> {
    let id_of = |authority: &Certificate| {
        authority
            .subject_key_id()
            .map_or_else(|| key_id(issuer_key), <[u8]>::to_vec)
    };
    let (constraints, usage, authority_key_id) = match profile {
        // cA TRUE, pathLenConstraint 0: only signers below it.
        Profile::Authority => (
            sequence(&[
                &element(tag::BOOLEAN, &[&[0xff]]),
                &element(tag::INTEGER, &[&[0]]),
            ]),
            KeyUsage::AUTHORITY,
            key_id(issuer_key),
        ),
        Profile::Signer { authority, .. } => {
            (sequence(&[]), KeyUsage::DIGITAL_SIGNATURE, id_of(authority))
        }
        Profile::Encryption { authority, .. } => {
            (sequence(&[]), KeyUsage::KEY_ENCIPHERMENT, id_of(authority))
        }
    };
    let mut list = [
        extension(oid::BASIC_CONSTRAINTS, true, &constraints),
        extension(oid::KEY_USAGE, true, &key_usage(usage)),
        extension(
            oid::SUBJECT_KEY_ID,
            false,
            &element(tag::OCTET_STRING, &[&key_id(subject_key)]),
        ),
        extension(
            oid::AUTHORITY_KEY_ID,
            false,
            &sequence(&[&element(tag::primitive(0), &[&authority_key_id])]),
        ),
    ]
    .concat();
    if let Profile::Signer { usage, .. } = profile {
        list.extend(extension(
            oid::EXTENDED_KEY_USAGE,
            false,
            &extended_key_usage(usage),
        ));
    }
    element(tag::constructed(3), &[&sequence(&[&list])])
}

fn extension(oid: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let flag = if critical {
        element(tag::BOOLEAN, &[&[0xff]])
    } else {
        Vec::new()
    };
    sequence(&[
        &element(tag::OID, &[oid]),
        &flag,
        &element(tag::OCTET_STRING, &[value]),
    ])
}

/// A BIT STRING of named bits ends at the last one that is set (X.690 §11.2.2).
fn key_usage(usage: KeyUsage) -> Vec<u8> {
    let bits = usage.first_octet();
    element(tag::BIT_STRING, &[&[bits.trailing_zeros() as u8, bits]])
}

fn extended_key_usage(usage: DccUsage) -> Vec<u8> {
    let named = [
        (usage.allows_test(), 1),
        (usage.allows_vaccination(), 2),
        (usage.allows_recovery(), 3),
    ];
    let purposes: Vec<u8> = named
        .iter()
        .filter(|(held, _)| *held)
        .flat_map(|(_, arc)| element(tag::OID, &[SPECIFIED_ARC, &[*arc]]))
        .collect();
    sequence(&[&purposes])
}

/// The identifier of a key (RFC 7093 §2, method 1): over the bits of the key, without algorithm.
fn key_id(key: &PublicKey) -> Vec<u8> {
    let digest = sha256(key_bits(key.to_spki_der()).unwrap_or_default());
    digest.iter().copied().take(KEY_ID_OCTETS).collect()
}

/// `SubjectPublicKeyInfo ::= SEQUENCE { algorithm SEQUENCE, subjectPublicKey BIT STRING }`.
fn key_bits(spki: &[u8]) -> Result<&[u8], DerError> {
    let mut fields = Reader::new(spki).expect(tag::SEQUENCE)?.reader();
    fields.expect(tag::SEQUENCE)?;
    fields.expect(tag::BIT_STRING)?.octet_aligned_bits()
}

/// Signs, and turns the signature of JOSE into that of X.509 where they differ.
pub(crate) fn certificate_signature(signer: &dyn Signer, tbs: &[u8]) -> Result<Vec<u8>, SignError> {
    let signature = signer.sign(tbs)?;
    match signer.algorithm() {
        Algorithm::Es256 | Algorithm::Es384 => {
            ecdsa::fixed_to_der(&signature).ok_or(SignError::Malformed)
        }
        _ => Ok(signature),
    }
}
