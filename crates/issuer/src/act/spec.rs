//! What acts speak of: offices, officers, keys, passes too many to name.

use cleanbill_crypto::sha256;

use super::{Handle, PublicId};
use crate::staff::{KeyForm, OfficeKind, Role};
use cleanbill_cose::closed_list;

/// The longest public key of an officer, `SubjectPublicKeyInfo`: RSA of 4,096 bits with room.
pub const SPKI_MAX_BYTES: usize = 640;

closed_list! {
    /// To whom a record is handed.
    Recipient {
        /// A court.
        Court = 1, "court";
        /// The police or a prosecutor.
        Police = 2, "police";
        /// The data protection authority.
        Supervisor = 3, "supervisor";
        /// Another body that a law names.
        Other = 4, "other";
    }
}

/// Passes that an act touches and does not name, as there are too many: how many, and the hash of
/// which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    /// How many passes.
    pub passes: u32,
    /// SHA-256 of `cleanbill touched 1` and of their handles, in order, each once.
    pub hash: [u8; 32],
}

impl Touched {
    /// Counts and hashes `handles`, which may come in any order and more than once.
    #[must_use]
    pub fn of(handles: &[Handle]) -> Self {
        let mut sorted = handles.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut hashed = b"cleanbill touched 1".to_vec();
        hashed.extend_from_slice(sorted.as_flattened());
        Self {
            passes: u32::try_from(sorted.len()).unwrap_or(u32::MAX),
            hash: sha256(&hashed),
        }
    }
}

/// An office, as it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeSpec {
    /// What it is called; by this name acts speak of it, so it occurs once. No `|`.
    pub name: String,
    /// Its region, ISO 3166-2 or a country's code.
    pub region: String,
    /// What sort of office.
    pub kind: OfficeKind,
}

/// A key that an officer will sign with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySpec {
    /// How it signs.
    pub form: KeyForm,
    /// `SubjectPublicKeyInfo`, DER, canonical, at most [`SPKI_MAX_BYTES`].
    pub public_key: Vec<u8>,
    /// SHA-256 of a passkey's credential identifier; `None` for a raw key.
    pub credential: Option<[u8; 32]>,
    /// A passkey's relying party; empty for a raw key.
    pub rp_id: String,
}

impl KeySpec {
    /// By what acts and approvals speak of the key: SHA-256 of `public_key`.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        sha256(&self.public_key)
    }
}

/// An officer, as they are appointed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointSpec {
    /// The officer's stable number, above 0.
    pub officer: i64,
    /// The office's name.
    pub office: String,
    /// As what.
    pub role: Role,
    /// A key that they sign with from now on; needed where they have none. Adding a key to an
    /// appointment that stands is an appointment to the same office and role.
    pub key: Option<KeySpec>,
    /// Keyed tag of a sign-in at an OpenID provider.
    pub login: Option<[u8; 16]>,
}

/// Which record was corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corrected {
    /// The person's, which is now of this version, from 2.
    Person {
        /// The new version.
        version: i32,
    },
    /// An event's; a new one stands in its place.
    Event {
        /// The public id of the event that was wrong.
        wrong: PublicId,
        /// The public id of the event in its place.
        right: PublicId,
    },
}
