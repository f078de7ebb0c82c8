//! Offices and the officers in them.

mod list;

pub use list::{AlarmKind, KeyForm, OfficeKind, Purpose, Role, Source};
