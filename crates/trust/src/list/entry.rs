//! The entry that the EU gateway hands out, and with it most national lists.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_x509::{Certificate, parse_certificate};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::SkippedEntry;
use super::error::EntryError;
use super::json::parse_entry;
use crate::signer::{Country, Kid};

/// `{kid, timestamp, country, certificateType, thumbprint, signature, rawData}`; of these,
/// `timestamp` and `thumbprint` say nothing that the certificate does not.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'a> {
    /// Base64.
    #[serde(borrow, default)]
    kid: Option<Cow<'a, str>>,
    #[serde(borrow)]
    country: Cow<'a, str>,
    #[serde(borrow)]
    certificate_type: Cow<'a, str>,
    /// Base64 of the certificate in DER.
    #[serde(borrow)]
    raw_data: Cow<'a, str>,
    /// Base64 of a CMS message about `raw_data`.
    #[serde(borrow, default)]
    signature: Option<Cow<'a, str>>,
}

/// What certificates a gateway keeps (DCC gateway, `TrustedPartyEntity.CertificateType`).
pub(super) enum Kind {
    /// `DSC`: signs passes, under this kid.
    Signer(Kid),
    /// `CSCA`: signs signers.
    Authority,
    /// `UPLOAD`: signs what a country uploads.
    Uploader,
    /// `AUTHENTICATION`: a country's connections; no part in passes.
    Connection,
}

/// One entry, read.
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) country: Country,
    pub(super) certificate: Certificate,
    /// The upload message, if the entry has one.
    pub(super) message: Option<Vec<u8>>,
}

/// Reads every entry of a list; those that cannot be are put into `skipped`.
pub(super) fn read_entries(entries: &[&RawValue], skipped: &mut Vec<SkippedEntry>) -> Vec<Entry> {
    let mut read = Vec::with_capacity(entries.len());
    for (ordinal, entry) in entries.iter().enumerate() {
        let mut kid = None;
        let outcome = parse_entry::<Fields<'_>>(entry).and_then(|fields| {
            kid = fields.kid.as_deref().and_then(decode_kid);
            read_entry(&fields, kid.clone())
        });
        match outcome {
            Ok(entry) => read.push(entry),
            Err(error) => skipped.push(SkippedEntry {
                ordinal,
                kid,
                error,
            }),
        }
    }
    read
}

fn read_entry(fields: &Fields<'_>, kid: Option<Kid>) -> Result<Entry, EntryError> {
    let kind = match &*fields.certificate_type {
        "DSC" => Kind::Signer(kid.ok_or(EntryError::Kid)?),
        "CSCA" => Kind::Authority,
        "UPLOAD" => Kind::Uploader,
        "AUTHENTICATION" => Kind::Connection,
        _ => return Err(EntryError::CertificateType),
    };
    let country = Country::new(&fields.country).ok_or(EntryError::Country)?;
    let der = STANDARD
        .decode(&*fields.raw_data)
        .map_err(|_| EntryError::Base64)?;
    let message = match fields.signature.as_deref() {
        None | Some("") => None,
        Some(text) => Some(STANDARD.decode(text).map_err(|_| EntryError::Base64)?),
    };
    Ok(Entry {
        kind,
        country,
        certificate: parse_certificate(&der)?,
        message,
    })
}

fn decode_kid(text: &str) -> Option<Kid> {
    STANDARD
        .decode(text)
        .ok()
        .and_then(|bytes| Kid::new(&bytes))
}
