//! Revocation batches of the EU gateway.
//!
//! ```text
//! GET /revocation-list            {"more": false, "batches": [{"batchId": "…", "country": "XA",
//!                                   "date": "2022-06-01T00:00:00Z", "deleted": false}, …]}
//! GET /revocation-list/‹batchId›  Base64 of CMS around
//!                                 {"country": "XA", "expires": "2022-11-01T00:00:00Z",
//!                                  "kid": "++TReQ3yT7E=", "hashType": "SIGNATURE",
//!                                  "entries": [{"hash": "y8XxqG…=="}, …]}
//! ```
//!
//! A hash is SHA-256 of the identifier, of country and identifier, or of (a part of) the signature,
//! cut to 16 bytes. Source: eu-digital-green-certificates/dgc-gateway, `BatchDto`, `BatchListDto`.

mod batch;
mod error;
mod listing;
mod message;

use std::collections::BTreeMap;

pub use batch::Batch;
pub use error::GatewayError;
pub use listing::{BatchListing, BatchReference};
pub use message::{SignedBatch, parse_signed_batch};

use crate::{Answer, Mechanism, Subject};

/// `None` stands for `UNKNOWN_KID`.
type Kid = Option<Vec<u8>>;

/// The batches that were fetched and not deleted since, by identifier.
///
/// Any batch may revoke any pass whose kid it names: a country is not held against it, as `co` of
/// a pass may be another than that of its issuer. Whose batches are taken in is the caller's part.
#[derive(Clone, Debug, Default)]
pub struct GatewayBatches {
    by_kid: BTreeMap<Kid, BTreeMap<String, Batch>>,
    kids: BTreeMap<String, Kid>,
    /// When the batches of a country expire: what it covers, and until when.
    countries: BTreeMap<String, BTreeMap<String, i64>>,
}

impl GatewayBatches {
    /// No batch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many batches there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kids.is_empty()
    }

    /// Takes a batch, in place of one with the same identifier.
    pub fn insert(&mut self, batch_id: &str, batch: Batch) {
        self.remove(batch_id);
        let (id, kid) = (batch_id.to_owned(), batch.kid.clone());
        let expiries = self.countries.entry(batch.country.clone()).or_default();
        expiries.insert(id.clone(), batch.expires_at);
        self.kids.insert(id.clone(), kid.clone());
        self.by_kid.entry(kid).or_default().insert(id, batch);
    }

    /// Drops a batch: its passes are good again. Whether there was one.
    pub fn remove(&mut self, batch_id: &str) -> bool {
        let Some(kid) = self.kids.remove(batch_id) else {
            return false;
        };
        if let Some(batches) = self.by_kid.get_mut(&kid) {
            batches.remove(batch_id);
        }
        for expiries in self.countries.values_mut() {
            expiries.remove(batch_id);
        }
        self.by_kid.retain(|_, batches| !batches.is_empty());
        self.countries.retain(|_, expiries| !expiries.is_empty());
        true
    }

    /// Follows a page of the gateway's list: drops what was deleted, and gives those identifiers
    /// that remain to be fetched.
    pub fn apply<'l>(&mut self, listing: &'l BatchListing) -> Vec<&'l str> {
        let mut missing = Vec::new();
        for reference in &listing.batches {
            if reference.deleted {
                self.remove(&reference.batch_id);
            } else if !self.kids.contains_key(&reference.batch_id) {
                missing.push(reference.batch_id.as_str());
            }
        }
        missing
    }

    fn in_force<'s>(&'s self, kid: &Kid, at: i64) -> impl Iterator<Item = &'s Batch> + use<'s> {
        let batches = self.by_kid.get(kid).into_iter().flat_map(BTreeMap::values);
        batches.filter(move |batch| batch.expires_at > at)
    }

    fn has_country(&self, country: Option<&str>, at: i64) -> bool {
        let country = country.map(str::to_ascii_uppercase);
        country
            .and_then(|country| self.countries.get(&country))
            .is_some_and(|expiries| expiries.values().any(|expires_at| *expires_at > at))
    }
}

impl Mechanism for GatewayBatches {
    fn name(&self) -> &'static str {
        "eu-gateway"
    }

    /// Covers the kids that a batch in force names, and the countries that have one in force.
    fn look_up(&self, subject: &Subject<'_>, at: i64) -> Answer {
        let kid = Some(subject.kid.to_vec());
        let mut is_covered =
            self.has_country(subject.country, at) || self.has_country(subject.issuer, at);
        for batch in self.in_force(&kid, at) {
            is_covered = true;
            if batch.contains(subject) {
                return Answer::Revoked;
            }
        }
        if self
            .in_force(&None, at)
            .any(|batch| batch.contains(subject))
        {
            return Answer::Revoked;
        }
        if is_covered {
            Answer::NotRevoked
        } else {
            Answer::NotCovered
        }
    }
}
