//! The acts of an authority: what each is, what it needs, how it goes on.

mod list;

pub use list::{ActKind, ActState, LegalBasis, NoticeChannel, Reason};
