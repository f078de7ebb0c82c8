//! The German list: a line with the signature, then the JSON that was signed.
//!
//! ```text
//! CQjqMS1uKYOT…+dsw==                         base64 of r‖s, ES256 over what follows
//! {"certificates":[{"certificateType":"DSC","country":"CH","kid":"++TReQ3yT7E=",
//!   "rawData":"MIIH8D…","signature":"MIAGCS…","thumbprint":"fbe4…","timestamp":"2022-…"},…]}
//! ```
//!
//! Source: the distribution service of the CovPass and Corona-Warn apps,
//! `Digitaler-Impfnachweis/certification-apis` (`dsc-update`).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::{Algorithm, PublicKey};
use serde::Deserialize;

use super::entry::{Kind, read_entries};
use super::error::ListError;
use super::json::{Entries, check_size, parse_list as parse_json};
use super::limits::Limits;
use super::{ImportedList, ListSignature};
use crate::signer::{SignerRecord, TrustedSigner};

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    certificates: Entries<'a>,
}

/// Reads a list. With a `key`, the list must have been signed with it; without, the list is read
/// unverified, and the result says so.
///
/// # Errors
/// [`ListError`] if the signature is not that of the JSON, byte for byte, or the JSON not that of a
/// list.
pub fn parse_list(
    bytes: &[u8],
    key: Option<&PublicKey>,
    limits: &Limits,
) -> Result<ImportedList, ListError> {
    check_size(bytes, limits)?;
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or(ListError::NoSignatureLine)?;
    let (line, rest) = bytes.split_at(end);
    let json = rest.get(1..).unwrap_or_default();
    let signature = STANDARD.decode(line.trim_ascii_end());
    let signature = signature.map_err(|_| ListError::SignatureEncoding)?;
    let verified = match key {
        Some(key) => {
            key.verify(Algorithm::Es256, json, &signature)
                .map_err(ListError::Signature)?;
            ListSignature::Verified
        }
        None => ListSignature::NotChecked,
    };
    let document: Document<'_> = parse_json(json)?;
    let entries = document.certificates.bounded(limits)?;
    let mut list = ImportedList::new(verified);
    for entry in read_entries(&entries, &mut list.skipped) {
        match entry.kind {
            Kind::Signer(kid) => {
                list.signers
                    .push(TrustedSigner::new(SignerRecord::from_certificate(
                        kid,
                        Some(entry.country),
                        &entry.certificate,
                    )))
            }
            Kind::Authority => list.authorities.push(entry.certificate),
            Kind::Uploader | Kind::Connection => {}
        }
    }
    Ok(list)
}
