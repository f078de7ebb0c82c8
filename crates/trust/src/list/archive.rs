//! Keys of schemes that publish no list: given one by one, by whoever knows whose they are.

use cleanbill_crypto::{PublicKey, sha256};
use cleanbill_x509::{Certificate, DccUsage};

use crate::list::EntryError;
use crate::scoped::{Scope, ScopedSigner};
use crate::signer::{Country, KID_SIZE_MAX_BYTES, Kid, SignerRecord};

/// A country's authority (CSCA), whose signers' VDS-NC are believed: their certificates are inside
/// the codes. Its kid is the start of its key's SHA-256, and the key is kept in its canonical form:
/// that it wrote out its curve is of no further interest.
///
/// # Errors
/// [`EntryError::Key`] if its key cannot be used; [`EntryError::Issuer`] for a country of more
/// letters than an issuer may have.
pub fn vds_nc_authority(certificate: &Certificate) -> Result<ScopedSigner, EntryError> {
    let key = certificate.travel_document_key()?;
    let digest = sha256(key.to_spki_der());
    let [a, b, c, d, e, f, g, h, ..] = digest;
    let kid = Kid::new(&[a, b, c, d, e, f, g, h]).ok_or(EntryError::Kid)?;
    let stated = certificate.subject().country();
    let record = SignerRecord {
        usage: DccUsage::ANY,
        spki: key.to_spki_der().into(),
        ..SignerRecord::from_certificate(kid, stated.and_then(Country::new), certificate)
    };
    ScopedSigner::new(Scope::VdsNc, stated, record).ok_or(EntryError::Issuer)
}

/// A signer of DIVOC certificates, by the verification method that they name, as `did:india`.
/// `None` if that is empty.
///
/// The kid is that name, or where it is longer than a kid may be, its SHA-256.
#[must_use]
pub fn divoc_signer(method: &str, key: &PublicKey) -> Option<ScopedSigner> {
    let digest;
    let kid = if method.len() <= KID_SIZE_MAX_BYTES {
        method.as_bytes()
    } else {
        digest = sha256(method.as_bytes());
        &digest
    };
    let spki = key.to_spki_der();
    let record = SignerRecord {
        kid: Kid::new(kid)?,
        country: None,
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: i64::MIN,
        not_after: i64::MAX,
        thumbprint: sha256(spki),
    };
    ScopedSigner::new(Scope::Divoc, None, record)
}
