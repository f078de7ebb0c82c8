//! Trust lists of the WHO's Global Digital Health Certification Network, version 2: DID documents
//! with a signature.
//!
//! ```text
//! {"@context": [did/v1, jws-2020/v1, tng-context/v1],         which contexts: none but these
//!  "id": "did:web:…:v2:trustlist:DCC:DEU:DSC",                domain, participant, usage; "-": any
//!  "controller": "…",
//!  "verificationMethod": [
//!    {"id": "did:web:…:v2:trustlist:DCC:DEU:DSC#aGgTqS0ILXs=",     … and the kid
//!     "type": "JsonWebKey2020", "controller": "…",
//!     "publicKeyJwk": {"kty","crv","x","y","kid","x5c":[signer, its authority]},
//!     "domain": {"code":"#DCC"}, "participant": {"code":"#DEU"}, "keyusage": {"code":"#DSC"}}, …],
//!  "proof": {"type": "JsonWebSignature2020", "jws": "header..signature", …}}
//! ```
//!
//! What is signed is not the JSON but the quads that it stands for (`cleanbill_jsonld`), so two
//! things are asked of a document beside its signature: that it names no context but those that are
//! known here, whose meaning is fixed, and that nothing of it is without a quad. Else whoever
//! carries it could add a key that was never signed.
//!
//! The kid is taken as stated; the key from the certificate, since coordinates are often written
//! with a byte too many, and curves other than P-256 as "UNKNOWN CURVE". Domains are kept apart:
//! what signs for one, signs for that alone. Only the usage `DSC` signs passes; `SCA` are
//! authorities; all others have no part in passes.
//!
//! Sources: WHO SMART Trust 1.3.0, *Trust list* and *DID specification*; W3C DID Core 1.0;
//! *JSON Web Signature 2020* (W3C CCG, 21 July 2022); RFC 7797.

mod contexts;
mod identity;
mod key;
mod proof;

use cleanbill_crypto::PublicKey;
use cleanbill_jose::json::{self, JsonError};
use serde_json::{Map, Value};

pub use identity::{Domain, KeyUse, Participant};
pub use key::{KeyDeviation, ListedKey};
pub use proof::{ProofError, Signer};

use super::error::{EntryError, ListError};
use super::json::check_size;
use super::limits::Limits;
use super::{ImportedList, ListSignature, SkippedEntry};
use crate::scoped::ScopedSigner;
use crate::signer::TrustedSigner;
use identity::Place;

/// How deep such documents are nested: 6.
const DEPTH_MAX: usize = 16;
/// JSON values a key: 25 with two certificates.
const VALUES_PER_KEY: usize = 64;

/// A document, its signature verified if a signer was given.
#[derive(Clone, Debug)]
pub struct Document {
    id: String,
    created: Option<String>,
    signature: ListSignature,
    keys: Vec<ListedKey>,
    skipped: Vec<SkippedEntry>,
}

impl Document {
    /// Its `id`, a DID.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it was signed, as the proof says it (RFC 3339); at most 64 characters.
    #[must_use]
    pub fn created(&self) -> Option<&str> {
        self.created.as_deref()
    }

    /// What is known of its signature.
    #[must_use]
    pub const fn signature(&self) -> ListSignature {
        self.signature
    }

    /// All its keys, of every usage, in their order.
    #[must_use]
    pub fn keys(&self) -> &[ListedKey] {
        &self.keys
    }

    /// The entries that could not be used.
    #[must_use]
    pub fn skipped(&self) -> &[SkippedEntry] {
        &self.skipped
    }

    /// Who may sign what, of all this.
    #[must_use]
    pub fn into_list(self) -> ImportedList {
        let mut list = ImportedList::new(self.signature);
        list.skipped = self.skipped;
        for key in self.keys {
            match (key.usage(), key.domain()) {
                (KeyUse::Signer, Domain::Dcc) => {
                    list.signers.push(TrustedSigner::new(key.dcc_record()));
                }
                (KeyUse::Signer, domain) => {
                    let participant = Some(key.participant().as_str());
                    let scoped = domain.scope().and_then(|scope| {
                        ScopedSigner::new(scope, participant, key.scoped_record())
                    });
                    list.scoped.extend(scoped);
                }
                (KeyUse::Authority, _) => list.authorities.extend(key.into_certificate()),
                _ => {}
            }
        }
        list
    }
}

/// Whether bytes look like a DID document of a trust list, and like no other: that it has the name
/// of one, nothing more.
#[must_use]
pub fn is_document(bytes: &[u8], limits: &Limits) -> bool {
    json::parse(bytes, limits.size_max_bytes, DEPTH_MAX).is_ok_and(|value| {
        let id = value.get("id").and_then(Value::as_str);
        id.and_then(Place::of).is_some()
    })
}

/// Reads a document. With a `signer`, its proof has to be that signer's; without, the document is
/// read unverified, and the result says so.
///
/// # Errors
/// [`ListError`] if it is no such document, names another context, holds anything that no signature
/// covers, or has no valid proof. What is wrong with one key is told in [`Document::skipped`].
pub fn parse_document(
    bytes: &[u8],
    signer: Option<&Signer>,
    limits: &Limits,
) -> Result<Document, ListError> {
    check_size(bytes, limits)?;
    let mut document = match json::parse(bytes, limits.size_max_bytes, DEPTH_MAX) {
        Ok(Value::Object(document)) => document,
        Ok(_) | Err(JsonError::Malformed) => return Err(ListError::NotDocument),
        Err(error) => return Err(ListError::StrictJson(error)),
    };
    let proof = document.remove("proof");
    let entries = entries(&document)?;
    if entries.len() > limits.entries_max {
        return Err(ListError::TooMany {
            max: limits.entries_max,
        });
    }
    let Some(Value::String(id)) = document.get("id") else {
        return Err(ListError::NotDocument);
    };
    let place = Place::of(id).ok_or(ListError::NotDocument)?;
    let known = contexts::check(document.get("@context"))?;
    let (signature, created) = match signer {
        Some(signer) => {
            let proof = proof::Proof::read(proof.as_ref())?;
            let bounds = bounds(limits);
            proof.verify(signer, &document, &known, &bounds)?;
            (ListSignature::Verified, proof.created())
        }
        None => (ListSignature::NotChecked, None),
    };
    let mut keys = Vec::with_capacity(entries.len());
    let mut skipped = Vec::new();
    for (ordinal, entry) in entries.iter().enumerate() {
        match ListedKey::read(entry, &place) {
            Ok(key) => keys.push(key),
            Err((kid, error)) => skipped.push(SkippedEntry {
                ordinal,
                kid,
                error,
            }),
        }
    }
    Ok(Document {
        id: id.clone(),
        created,
        signature,
        keys,
        skipped,
    })
}

/// `verificationMethod`: an array, or one alone. It may be empty or missing.
fn entries(document: &Map<String, Value>) -> Result<&[Value], ListError> {
    match document.get("verificationMethod") {
        None => Ok(&[]),
        Some(Value::Array(entries)) => Ok(entries),
        Some(one @ (Value::Object(_) | Value::String(_))) => Ok(core::slice::from_ref(one)),
        Some(_) => Err(ListError::NotDocument),
    }
}

/// What the canonical form of a list may cost.
fn bounds(limits: &Limits) -> cleanbill_jsonld::Limits {
    cleanbill_jsonld::Limits {
        values_max: limits.entries_max.saturating_mul(VALUES_PER_KEY),
        depth_max: DEPTH_MAX,
        quads_max: limits.entries_max.saturating_mul(VALUES_PER_KEY),
        bytes_max: limits.size_max_bytes.saturating_mul(16),
        ..cleanbill_jsonld::Limits::DEFAULT
    }
}

/// The signer of the lists, out of the DID document that it publishes: its key and the name that
/// proofs give it. That document is believed as it is: get it on a way that you trust.
///
/// # Errors
/// [`ListError::NotDocument`] if it is no DID document with exactly one key that can be used.
pub fn parse_signer(bytes: &[u8], limits: &Limits) -> Result<Signer, ListError> {
    check_size(bytes, limits)?;
    let parsed = json::parse(bytes, limits.size_max_bytes, DEPTH_MAX);
    let Ok(Value::Object(document)) = parsed else {
        return Err(ListError::NotDocument);
    };
    let mut found: Vec<(Option<&str>, PublicKey)> = Vec::new();
    for entry in entries(&document)? {
        if let Some(key) = key::public_key(entry) {
            found.push((entry.get("id").and_then(Value::as_str), key));
        }
    }
    match <[_; 1]>::try_from(found) {
        Ok([(name, key)]) => Ok(Signer::new(key, name.map(str::to_owned))),
        Err(_) => Err(ListError::NotDocument),
    }
}

/// Why an entry is skipped, and its kid as far as it is known.
type Refusal = (Option<crate::Kid>, EntryError);
