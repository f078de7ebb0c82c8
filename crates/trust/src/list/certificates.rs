//! Certificates in a file: PEM with any number of blocks, or one in DER.

use cleanbill_x509::{Certificate, X509Error, is_pem, parse_certificate, parse_pem};

use super::error::{EntryError, ListError};
use super::json::check_size;
use super::limits::Limits;
use super::{ImportedList, ListSignature, SkippedEntry};
use crate::signer::{Country, Kid, SignerRecord, TrustedSigner};

/// The label of a certificate, and the older one of RFC 7468 §5.2.
const LABELS: [&str; 2] = ["CERTIFICATE", "X509 CERTIFICATE"];

/// Reads the certificates of one file. Their kid is the one that the DCC derives, their country
/// that of the subject. A certificate authority goes to [`ImportedList::authorities`], and to the
/// signers too only if its key usage has `digitalSignature`; every other certificate is a signer.
///
/// # Errors
/// [`ListError`] if the file is too large, or PEM that is broken.
pub fn parse_file(bytes: &[u8], limits: &Limits) -> Result<ImportedList, ListError> {
    check_size(bytes, limits)?;
    let mut list = ImportedList::new(ListSignature::Absent);
    if !is_pem(bytes) {
        add(&mut list, 0, parse_certificate(bytes));
        return Ok(list);
    }
    let blocks = parse_pem(bytes)?;
    if blocks.len() > limits.entries_max {
        return Err(ListError::TooMany {
            max: limits.entries_max,
        });
    }
    for (ordinal, block) in blocks.iter().enumerate() {
        if LABELS.contains(&block.label.as_str()) {
            add(&mut list, ordinal, parse_certificate(&block.der));
        } else {
            skip(&mut list, ordinal, EntryError::NotCertificate);
        }
    }
    Ok(list)
}

fn add(list: &mut ImportedList, ordinal: usize, certificate: Result<Certificate, X509Error>) {
    let certificate = match certificate {
        Ok(certificate) => certificate,
        Err(error) => return skip(list, ordinal, error.into()),
    };
    let signs_too = certificate
        .key_usage()
        .is_some_and(|usage| usage.digital_signature());
    if !certificate.is_ca() || signs_too {
        let country = certificate.subject().country().and_then(Country::new);
        let kid = Kid::from(certificate.kid());
        let record = SignerRecord::from_certificate(kid, country, &certificate);
        list.signers.push(TrustedSigner::new(record));
    }
    if certificate.is_ca() {
        list.authorities.push(certificate);
    }
}

fn skip(list: &mut ImportedList, ordinal: usize, error: EntryError) {
    list.skipped.push(SkippedEntry {
        ordinal,
        kid: None,
        error,
    });
}
