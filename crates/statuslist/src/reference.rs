//! Where a token says that its status stands (section 6).

use cleanbill_cose::cbor::{Value as Cbor, parse_value};
use cleanbill_jose::json;
use serde_json::Value as Json;

use crate::StatusListError;

/// The CWT label of `status` (section 6.3).
const STATUS: i64 = 65_535;

/// Claims of a token that refers to a list fit a QR code many times over.
const CLAIMS_SIZE_MAX_BYTES: usize = 64 * 1024;
const CLAIMS_DEPTH_MAX: usize = 32;

/// What a token says of its status: look into the list at `uri`, at `index`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusReference {
    /// `idx`.
    pub index: u64,
    /// `uri`: the list, whose `sub` is the same text.
    pub uri: String,
}

impl StatusReference {
    /// Reads the reference from the claims of a JWT: all of `payload` (section 6.2).
    ///
    /// # Errors
    /// [`StatusListError::Json`]; [`StatusListError::NoReference`] if there is no such claim, or a
    /// malformed one.
    pub fn from_jwt_claims(payload: &[u8]) -> Result<Self, StatusListError> {
        let claims = json::parse(payload, CLAIMS_SIZE_MAX_BYTES, CLAIMS_DEPTH_MAX)?;
        let list = claims.get("status").and_then(|it| it.get("status_list"));
        let list = list.ok_or(StatusListError::NoReference)?;
        let index = list.get("idx").and_then(Json::as_u64);
        let uri = list.get("uri").and_then(Json::as_str);
        Self::new(index, uri)
    }

    /// Reads the reference from the claims of a CWT: all of `payload` (section 6.3).
    ///
    /// # Errors
    /// [`StatusListError::Cbor`]; [`StatusListError::NoReference`] if there is no such claim, or a
    /// malformed one.
    pub fn from_cwt_claims(payload: &[u8]) -> Result<Self, StatusListError> {
        let limits = cleanbill_cose::Limits {
            size_max_bytes: CLAIMS_SIZE_MAX_BYTES,
            depth_max: CLAIMS_DEPTH_MAX,
            ..cleanbill_cose::Limits::default()
        };
        let claims = parse_value(payload, &limits)?;
        let list = claims.field(STATUS).and_then(|it| it.member("status_list"));
        let list = list.ok_or(StatusListError::NoReference)?;
        let index = list.member("idx").and_then(Cbor::as_int);
        let uri = list.member("uri").and_then(Cbor::as_text);
        Self::new(index.and_then(|index| u64::try_from(index).ok()), uri)
    }

    fn new(index: Option<u64>, uri: Option<&str>) -> Result<Self, StatusListError> {
        match (index, uri) {
            (Some(index), Some(uri)) => Ok(Self {
                index,
                uri: uri.to_owned(),
            }),
            _ => Err(StatusListError::NoReference),
        }
    }
}
