//! Keys of SMART Health Cards: the snapshot of the VCI directory, and an issuer's own set.
//!
//! ```text
//! {"directory":"https://…","time":"2026-08-22T04:43:50Z","issuerInfo":[
//!   {"issuer":{"iss":"https://…","name":"…"},"keys":[{"kty":"EC","kid":"…",…}],
//!    "crls":[{"kid":"…","method":"rid","ctr":1,"rids":[]}],"lastRetrieved":"…"},…]}
//! ```
//!
//! The snapshot is signed beside it: `vci_snapshot.sig` is an ECDSA signature in DER over its
//! bytes, with SHA-512, by the P-521 key of `vci_snapshot.crt`. That is all that vouches for it;
//! for an issuer's own set it is the transport. A key counts for its issuer alone, also where two
//! addresses share it.

use cleanbill_crypto::{CertificateAlgorithm, Hash, KeyKind, PublicKey, sha256};
use cleanbill_jose::{Jwk, JwkError, JwkSet};
use cleanbill_shc::{check_certificates, key_id};
use cleanbill_x509::DccUsage;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::{EntryError, ListError};
use super::json::{Entries, check_size, parse_entry};
use super::limits::Limits;
use super::{ImportedList, ListSignature, SkippedEntry};
use crate::scoped::{Scope, ScopedSigner};
use crate::signer::{Kid, SignerRecord};

/// What a snapshot held.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The keys, as [`ImportedList::scoped`].
    pub list: ImportedList,
    /// The revocation lists in it, as they stand: `cleanbill_revocation::rid` reads them.
    pub revocation_lists: Vec<String>,
    /// `time`, as it stands: when it was made.
    pub time: Option<String>,
}

#[derive(Deserialize)]
struct Root<'a> {
    #[serde(default)]
    time: Option<String>,
    #[serde(rename = "issuerInfo", borrow)]
    issuers: Entries<'a>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    issuer: Issuer,
    #[serde(borrow)]
    keys: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    crls: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Issuer {
    iss: String,
}

/// Whether the text is a snapshot, by its outermost members.
#[must_use]
pub fn is_snapshot(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Members {
        #[serde(rename = "issuerInfo")]
        _issuers: serde::de::IgnoredAny,
    }
    serde_json::from_slice::<Members>(bytes).is_ok()
}

/// Reads a snapshot. With its signature and the key that it is held against, it is refused unless
/// they go together.
///
/// # Errors
/// [`ListError`].
pub fn parse_snapshot(
    bytes: &[u8],
    signature: Option<(&[u8], &PublicKey)>,
    limits: &Limits,
) -> Result<Snapshot, ListError> {
    check_size(bytes, limits)?;
    let state = match signature {
        Some((signature, key)) => {
            let algorithm = CertificateAlgorithm::Ecdsa(hash_of(key.kind()));
            let verified = key.verify_certificate(algorithm, bytes, signature);
            verified.map_err(ListError::Signature)?;
            ListSignature::Verified
        }
        None => ListSignature::NotChecked,
    };
    let root: Root<'_> = super::json::parse_list(bytes)?;
    let mut snapshot = Snapshot {
        list: ImportedList::new(state),
        revocation_lists: Vec::new(),
        time: root.time,
    };
    let mut ordinal = 0;
    for entry in root.issuers.bounded(limits)? {
        match parse_entry::<Entry<'_>>(entry) {
            Ok(entry) => {
                let lists = entry.crls.iter().map(|list| list.get().to_owned());
                snapshot.revocation_lists.extend(lists);
                for key in entry.keys {
                    let jwk = Jwk::parse(key.get().as_bytes(), &cleanbill_jose::Limits::default());
                    take(&mut snapshot.list, &jwk, &entry.issuer.iss, ordinal, false);
                    ordinal += 1;
                    bound(ordinal, limits)?;
                }
            }
            Err(error) => {
                let kid = None;
                snapshot.list.skipped.push(SkippedEntry {
                    ordinal,
                    kid,
                    error,
                });
                ordinal += 1;
            }
        }
    }
    Ok(snapshot)
}

/// Reads the set that an issuer publishes at `‹iss›/.well-known/jwks.json`.
///
/// # Errors
/// [`ListError`]
pub fn parse_issuer_keys(
    bytes: &[u8],
    issuer: &str,
    limits: &Limits,
) -> Result<ImportedList, ListError> {
    let limits = cleanbill_jose::Limits {
        set_bytes_max: limits.size_max_bytes,
        keys_max: limits.entries_max,
        ..cleanbill_jose::Limits::default()
    };
    let set = JwkSet::parse(bytes, &limits)?;
    let mut list = ImportedList::new(ListSignature::Absent);
    for (ordinal, jwk) in set.entries().iter().enumerate() {
        take(&mut list, jwk, issuer, ordinal, true);
    }
    Ok(list)
}

const fn bound(keys: usize, limits: &Limits) -> Result<(), ListError> {
    let max = limits.entries_max;
    if keys > max {
        return Err(ListError::TooMany { max });
    }
    Ok(())
}

/// Where nobody else vouches for a key, the certificates beside it have to go with it. The
/// directory vouches for its keys: a certificate that has another address, as some there have,
/// would only turn good cards away.
fn take(
    list: &mut ImportedList,
    jwk: &Result<Jwk, JwkError>,
    issuer: &str,
    ordinal: usize,
    with_certificates: bool,
) {
    let kid = jwk.as_ref().ok().and_then(Jwk::kid);
    let kid = kid.and_then(|kid| Kid::new(&key_id(kid)));
    match read_key(jwk, kid.clone(), issuer, with_certificates) {
        Ok(signer) => list.scoped.push(signer),
        Err(error) => list.skipped.push(SkippedEntry {
            ordinal,
            kid,
            error,
        }),
    }
}

/// Keys without `use` and `alg` count: verifiers that asked for them turned good cards away.
fn read_key(
    jwk: &Result<Jwk, JwkError>,
    kid: Option<Kid>,
    issuer: &str,
    with_certificates: bool,
) -> Result<ScopedSigner, EntryError> {
    let jwk = jwk.as_ref().map_err(Clone::clone)?;
    let kid = kid.ok_or(EntryError::Kid)?;
    let is_address = issuer.starts_with("https://") && !issuer.ends_with('/');
    if !is_address {
        return Err(EntryError::Issuer);
    }
    let signs = jwk.key_use().is_none_or(|key_use| key_use == "sig");
    let key = jwk.public_key()?;
    if !signs || jwk.alg().is_some_and(|alg| alg != "ES256") || key.kind() != KeyKind::P256 {
        return Err(EntryError::Use);
    }
    // Whether they are valid now is not asked: cards outlive the certificate of their key.
    if with_certificates && !check_certificates(jwk, Some(issuer), None).is_empty() {
        return Err(EntryError::Certificates);
    }
    let spki = key.to_spki_der();
    let record = SignerRecord {
        kid,
        country: None,
        thumbprint: sha256(spki),
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: i64::MIN,
        not_after: i64::MAX,
    };
    ScopedSigner::new(Scope::SmartHealthCard, Some(issuer), record).ok_or(EntryError::Issuer)
}

/// The hash that goes with a curve, by its size.
const fn hash_of(kind: KeyKind) -> Hash {
    match kind {
        KeyKind::P521 => Hash::Sha512,
        KeyKind::P384 => Hash::Sha384,
        _ => Hash::Sha256,
    }
}
