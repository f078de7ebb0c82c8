//! Keys of schemes that publish no list: given one by one, by whoever knows whose they are.

use cleanbill_crypto::{PublicKey, sha256};
use cleanbill_x509::{Certificate, DccUsage};

use crate::scoped::{Scope, ScopedSigner};
use crate::signer::{Country, KID_SIZE_MAX_BYTES, Kid, SignerRecord};

/// A country's authority (CSCA), whose signers' VDS-NC are believed: their certificates are inside
/// the codes. Its kid is the start of its key's SHA-256.
#[must_use]
pub fn vds_nc_authority(certificate: &Certificate) -> Option<ScopedSigner> {
    let digest = sha256(certificate.spki());
    let kid = Kid::new(digest.first_chunk::<8>()?)?;
    let country = certificate.subject().country().and_then(Country::new);
    let record = SignerRecord {
        usage: DccUsage::ANY,
        ..SignerRecord::from_certificate(kid, country, certificate)
    };
    ScopedSigner::new(Scope::VdsNc, certificate.subject().country(), record)
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
