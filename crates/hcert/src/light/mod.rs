//! The light pass: Cleanbill's own short-lived pass without a ground (ADR 0016).
//!
//! ```text
//! claims = { 1: iss, 4: exp, 5: nbf, -260: { -70048: light } }       ; and nothing else
//! light  = { "lv": 1,                        ; version of this layout
//!            "nam": { ? "fn", ? "fnt", ? "gn", ? "gnt" },  "dob": tstr,     ; as in a DCC
//!            "ci": tstr,                     ; a fresh handle, written like a UVCI
//!            "p": { "id": tstr, "v": uint, "d": bstr .size 16 } }   ; the policy it is for
//! ```
//!
//! What may not be said is the point of it, so reading is strict: no tolerance, and every member
//! that is not listed here, in the pass, in claim −260 or among the claims, is a finding. There is
//! no issue time: it would tell which codes were made together, and when.

mod read;

use cleanbill_cose::cbor::{Key, Value};

use crate::HcertError;
use crate::dcc::{Finding, PersonName};
use crate::inflate::store;

pub use read::read_light;

/// The key of a light pass inside claim −260. Below −65536, where RFC 8392 §9.1.1 leaves the
/// numbers of claims for private use; the formats of the EU and WHO have small ones.
pub const LIGHT_KEY: i64 = -70_048;

/// The version of the layout.
pub const LIGHT_LAYOUT: i64 = 1;

/// The longest life of a light pass in seconds: 48 hours, from `nbf` to `exp` (guarantee G04).
pub const LIGHT_LIFE_MAX_SECS: i64 = 48 * 3_600;

/// The policy that a light pass was issued for, as the pass names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PolicyMark {
    /// `id`: what the policy is called, for people.
    pub id: String,
    /// `v`: its version, for people.
    pub version: u32,
    /// `d`: the first 16 bytes of SHA-256 of what it says. This alone decides.
    pub digest: [u8; 16],
}

/// One light pass. What is missing or has an unusable type is empty and has a [`Finding`].
///
/// `Debug` tells nothing: all of it is somebody's.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct LightPass {
    /// `nam`: whose pass it is.
    pub name: PersonName,
    /// `dob`, as in a DCC.
    pub birth_date: Option<String>,
    /// `ci`: at least 128 random bits of its own, no other pass has it.
    pub handle: Option<String>,
    /// `p`: what it is for.
    pub policy: Option<PolicyMark>,
}

impl std::fmt::Debug for LightPass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LightPass").finish_non_exhaustive()
    }
}

/// A light pass as read, with all that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LightReading {
    /// The pass.
    pub light: LightPass,
    /// Departures from the layout. One that has any is not to be accepted.
    pub findings: Vec<Finding>,
}

impl LightPass {
    /// The value under [`LIGHT_KEY`]. Of two passes whose names, policies and lengths of handles
    /// are the same, the encodings are of the same length.
    #[must_use]
    pub fn to_value(&self) -> Value<'_> {
        let mut members = vec![
            (Key::from("lv"), Value::Int(LIGHT_LAYOUT)),
            (Key::from("nam"), self.name.to_value()),
        ];
        for (name, text) in [("dob", &self.birth_date), ("ci", &self.handle)] {
            if let Some(text) = text {
                members.push((Key::from(name), Value::from(text.as_str())));
            }
        }
        if let Some(policy) = &self.policy {
            members.push((Key::from("p"), policy.to_value()));
        }
        Value::Map(members)
    }
}

impl PolicyMark {
    fn to_value(&self) -> Value<'_> {
        Value::Map(vec![
            (Key::from("id"), Value::from(self.id.as_str())),
            (Key::from("v"), Value::Int(self.version.into())),
            (Key::from("d"), Value::from(&self.digest[..])),
        ])
    }
}

/// The code for a signed light pass: as [`encode`](crate::encode), but in a zlib stream that stores
/// and does not compress (RFC 1951 §3.2.4). So its length tells the length of what is inside and
/// nothing else; compressed it would differ from code to code.
///
/// # Errors
/// [`HcertError::Inflate`] for a message of more than 65 535 bytes.
pub fn encode_light(cose_sign1: &[u8]) -> Result<String, HcertError> {
    let mut text = String::from(crate::PREFIX);
    text.push_str(&crate::base45::encode(&store(cose_sign1)?));
    Ok(text)
}

#[cfg(test)]
mod tests;
