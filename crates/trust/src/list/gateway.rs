//! The trust list of the EU gateway (`/trustList[/type[/country]]`) and of those built after it.
//!
//! ```text
//! [{"kid":"++TReQ3yT7E=","timestamp":"2022-07-20T10:15:27+02:00","country":"CH",
//!   "certificateType":"DSC","thumbprint":"fbe4…","signature":"MIAGCS…","rawData":"MIIH8D…"},…]
//! ```
//!
//! The list as a whole has no signature. Each entry has a message of who uploaded it (CMS), and
//! each signer a certificate of its authority; both are looked into here, and what was found is
//! told beside the signer. What to make of it is the caller's to say: of 610 signers in a list that
//! is good, four have a message with a digest that is not supported and one lacks the uploader's
//! certificate.
//!
//! Source: eu-digital-green-certificates/dgc-gateway, `TrustListDto`.

use std::collections::HashSet;

use cleanbill_x509::{Certificate, ChainError, CmsError, parse_signed_message};

use super::entry::{Entry, Kind, read_entries};
use super::error::ListError;
use super::json::{Entries, check_size, parse_list as parse_json};
use super::limits::Limits;
use super::{ImportedList, ListSignature};
use crate::chain::Authorities;
use crate::signer::{SignerRecord, TrustedSigner};

/// A list, and what speaks for each of its signers.
#[derive(Clone, Debug)]
pub struct GatewayList {
    /// What the list holds.
    pub list: ImportedList,
    /// What was found about each of `list.signers`, in the same order.
    pub evidence: Vec<Evidence>,
}

/// What speaks for one signer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Whether its certificate is from an authority that is known.
    pub chain: Chain,
    /// Whether who uploaded it signed for it.
    pub upload: Upload,
}

/// What became of the check of a signer's certificate against the authorities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chain {
    /// It was not checked: there are no authorities, neither in the list nor given.
    NotChecked,
    /// It is from an authority that is in the list or was given.
    Holds {
        /// SHA-256 of the authority's certificate.
        authority: [u8; 32],
    },
    /// It is not.
    Broken(ChainError),
}

/// What became of the check of an upload message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Upload {
    /// The entry has no message.
    Absent,
    /// The message is about this certificate and was signed with the key of the uploader's
    /// certificate that it brings along. Unless that is registered, anybody may have made it.
    Signed {
        /// SHA-256 of the uploader's certificate.
        uploader: [u8; 32],
        /// Whether the list has that certificate as one that a country uploads with.
        registered: bool,
    },
    /// The message is broken, about something else, or of a kind that is not supported.
    Broken(CmsError),
}

/// Reads a list, and checks what speaks for each signer: chains at the instant `at` (Unix seconds)
/// against the authorities of the list and those of `authorities`, which may be empty.
///
/// # Errors
/// [`ListError`] if it is not the JSON of such a list. What is wrong with one entry is told in
/// [`ImportedList::skipped`], or in its [`Evidence`].
pub fn parse_list(
    bytes: &[u8],
    authorities: &[Certificate],
    at: i64,
    limits: &Limits,
) -> Result<GatewayList, ListError> {
    check_size(bytes, limits)?;
    let entries = parse_json::<Entries<'_>>(bytes)?.bounded(limits)?;
    let mut list = ImportedList::new(ListSignature::Absent);
    let mut uploaders = HashSet::new();
    let mut signers = Vec::new();
    for entry in read_entries(&entries, &mut list.skipped) {
        match entry.kind {
            Kind::Signer(ref kid) => signers.push((kid.clone(), entry)),
            Kind::Authority => list.authorities.push(entry.certificate),
            Kind::Uploader => {
                uploaders.insert(entry.certificate.thumbprint());
            }
            Kind::Connection => {}
        }
    }
    let authorities = Authorities::new([authorities, list.authorities.as_slice()].concat());
    let mut evidence = Vec::with_capacity(signers.len());
    for (kid, entry) in signers {
        evidence.push(Evidence {
            chain: check_chain(&entry.certificate, &authorities, at),
            upload: check_upload(&entry, &uploaders),
        });
        let record = SignerRecord::from_certificate(kid, Some(entry.country), &entry.certificate);
        list.signers.push(TrustedSigner::new(record));
    }
    Ok(GatewayList { list, evidence })
}

fn check_chain(signer: &Certificate, authorities: &Authorities, at: i64) -> Chain {
    if authorities.is_empty() {
        return Chain::NotChecked;
    }
    match authorities.check(signer, at) {
        Ok(authority) => Chain::Holds {
            authority: authority.thumbprint(),
        },
        Err(error) => Chain::Broken(error),
    }
}

fn check_upload(entry: &Entry, uploaders: &HashSet<[u8; 32]>) -> Upload {
    let Some(message) = &entry.message else {
        return Upload::Absent;
    };
    let uploader = parse_signed_message(message)
        .and_then(|message| Ok(message.verify(entry.certificate.der())?.thumbprint()));
    match uploader {
        Ok(uploader) => Upload::Signed {
            uploader,
            registered: uploaders.contains(&uploader),
        },
        Err(error) => Upload::Broken(error),
    }
}
