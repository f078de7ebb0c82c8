//! Who works in the authority: founded by two offices, extended by signed acts, and known from
//! those acts alone. What a superuser writes into the rows makes nobody an officer (G07).

mod blobs;
mod draft;
mod founding;
mod invitation;
mod key;
mod known;
mod machine_key;
mod pin;
mod token;
mod view;

pub use founding::{FoundingAct, FoundingDraft};
pub use invitation::{Invited, Registered};
pub use key::{NewKey, OfficerSignature};
pub use known::SignInKey;
pub use token::Token;
pub use view::{OfficeView, OfficerView, StaffView};

pub(crate) use blobs::{read_blobs, write_blobs};
pub(crate) use invitation::registered_key;
pub(crate) use key::verify_signed;
pub(crate) use known::{KnownStaff, StaffCache, act_record};
pub(crate) use pin::read as pinned_founding;
pub(crate) use token::{tag_of, to_hex};

/// Kinds of ceremony that the authority keeps; those below are the server's.
pub(crate) const CEREMONY_FOUNDING: u8 = 91;
/// A key that somebody registered and nobody appointed yet.
pub(crate) const CEREMONY_KEY: u8 = 92;
/// A certificate that is proposed and not declared yet.
pub(crate) const CEREMONY_CERTIFICATE: u8 = 93;

/// By which subject of an OpenID provider somebody with a link will sign in.
pub(crate) const CEREMONY_LOGIN: u8 = 94;

/// How long what waits for an act is kept: a day longer than an act waits for signatures.
pub(crate) const WAITING_SECS: i64 = 31 * 86_400;
