//! Token Status List (draft-ietf-oauth-status-list-17): whether one of many tokens still holds,
//! as one, two, four or eight bits at the token's index.
//!
//! ```text
//! referenced token    { …, "status": {"status_list": {"idx": 5, "uri": "https://…/1"}} }
//!                                       │
//! status list token   { "sub": "https://…/1", "iat": …, "exp": …, "ttl": …,
//!                       "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"} }     as JWT or CWT
//!                                       │ base64url, zlib
//! list                b9 a3 = 1011_1001 1010_0011: index 5 is bit 5 of the first byte
//! ```
//!
//! ```
//! use cleanbill_statuslist::{Limits, Status, StatusList};
//!
//! // Section 4.1 of the draft.
//! let list = StatusList::parse_json(
//!     br#"{"bits": 1, "lst": "eNrbuRgAAhcBXQ"}"#,
//!     &Limits::default(),
//! )?;
//! assert_eq!(list.status(5)?, Status::Invalid);
//! assert_eq!(list.status(6)?, Status::Valid);
//! # Ok::<(), cleanbill_statuslist::StatusListError>(())
//! ```
//!
//! The index is a stable identifier of the token: fit for a paper pass, never for one that may not
//! be recognised.

mod claims;
mod cwt;
mod error;
mod inflate;
mod jwt;
mod limits;
mod list;
mod reference;
mod status;
mod token;

pub use cwt::StatusListCwt;
pub use error::{Claim, StatusListError};
pub use jwt::StatusListJwt;
pub use limits::Limits;
pub use list::StatusList;
pub use reference::StatusReference;
pub use status::{Bits, Status};
pub use token::StatusListToken;
