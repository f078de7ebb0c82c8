//! A JSON Web Key Set (RFC 7517 §5), as Switzerland and others hand out the signers of the DCC.
//!
//! ```text
//! {"keys":[{"kid":"++TReQ3yT7E=","use":"rvt","alg":"ES256","kty":"EC","crv":"P-256",
//!           "x":"…","y":"…","x5c":["MIIH8D…"]},…]}
//! ```
//!
//! `use` says what the key may sign: any of `r` recovery, `v` vaccination, `t` test; `sig`, or
//! nothing, for all. Whoever fetches a set answers for where it came from: it has no signature.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cleanbill_crypto::sha256;
use cleanbill_jose::{Jwk, JwkError, JwkSet};
use cleanbill_x509::{Certificate, DccUsage, parse_certificate};

use super::error::{EntryError, ListError};
use super::limits::Limits;
use super::{ImportedList, ListSignature, SkippedEntry};
use crate::signer::{Country, Kid, SignerRecord, TrustedSigner};

/// Base64 with padding or without.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
/// Both alphabets occur.
const ENGINES: [GeneralPurpose; 2] = [
    GeneralPurpose::new(&alphabet::STANDARD, LENIENT),
    GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT),
];
/// Bytes of a DCC key identifier (HCERT 1.1.1 §3.2.3).
const DCC_KID_BYTES: usize = 8;

/// Reads a set. A key with a certificate (`x5c`) is valid as long as that, and of its country; one
/// without has no end, and the `country` given.
///
/// A kid that is base64 of 8 bytes stands for those, as the DCC carries them in binary; every other
/// kid stands for its characters.
///
/// # Errors
/// [`ListError`] if it is not a set of keys, or beyond the limits.
pub fn parse_list(
    bytes: &[u8],
    country: Option<Country>,
    limits: &Limits,
) -> Result<ImportedList, ListError> {
    let limits = cleanbill_jose::Limits {
        set_bytes_max: limits.size_max_bytes,
        keys_max: limits.entries_max,
        ..cleanbill_jose::Limits::default()
    };
    let set = JwkSet::parse(bytes, &limits)?;
    let mut list = ImportedList::new(ListSignature::Absent);
    for (ordinal, entry) in set.entries().iter().enumerate() {
        let kid = entry.as_ref().ok().and_then(Jwk::kid).and_then(read_kid);
        match read_key(entry, kid.clone(), country) {
            Ok(record) => list.signers.push(TrustedSigner::new(record)),
            Err(error) => list.skipped.push(SkippedEntry {
                ordinal,
                kid,
                error,
            }),
        }
    }
    Ok(list)
}

fn read_key(
    entry: &Result<Jwk, JwkError>,
    kid: Option<Kid>,
    country: Option<Country>,
) -> Result<SignerRecord, EntryError> {
    let jwk = entry.as_ref().map_err(Clone::clone)?;
    let kid = kid.ok_or(EntryError::Kid)?;
    let usage = read_use(jwk.key_use())?;
    let Some(der) = jwk.certificates().first() else {
        let spki = jwk.public_key()?.to_spki_der();
        return Ok(SignerRecord {
            kid,
            country,
            thumbprint: sha256(spki),
            spki: spki.into(),
            usage: usage.unwrap_or(DccUsage::ANY),
            not_before: i64::MIN,
            not_after: i64::MAX,
        });
    };
    let certificate = parse_certificate(der)?;
    check_same_key(jwk, &certificate)?;
    let stated = certificate.subject().country().and_then(Country::new);
    let record = SignerRecord::from_certificate(kid, stated.or(country), &certificate);
    Ok(SignerRecord {
        usage: usage.unwrap_or(record.usage),
        ..record
    })
}

/// The first certificate of `x5c` has to be that of the key (RFC 7517 §4.7).
fn check_same_key(jwk: &Jwk, certificate: &Certificate) -> Result<(), EntryError> {
    if *jwk.public_key()? == certificate.public_key()? {
        Ok(())
    } else {
        Err(EntryError::KeyDiffers)
    }
}

/// What `use` allows; `None` if it does not say.
fn read_use(key_use: Option<&str>) -> Result<Option<DccUsage>, EntryError> {
    let letters = match key_use {
        None | Some("sig") => return Ok(None),
        Some(letters) => letters,
    };
    let mut usage: Option<DccUsage> = None;
    for letter in letters.chars() {
        let one = match letter {
            'r' => DccUsage::RECOVERY,
            'v' => DccUsage::VACCINATION,
            't' => DccUsage::TEST,
            _ => return Err(EntryError::Use),
        };
        usage = Some(usage.map_or(one, |usage| usage.union(one)));
    }
    usage.map(Some).ok_or(EntryError::Use)
}

fn read_kid(text: &str) -> Option<Kid> {
    let binary = ENGINES.iter().find_map(|engine| {
        engine
            .decode(text)
            .ok()
            .filter(|bytes| bytes.len() == DCC_KID_BYTES)
    });
    Kid::new(binary.as_deref().unwrap_or(text.as_bytes()))
}
