//! Offices and the officers in them.

mod chain;
mod error;
mod list;
mod view;

pub use chain::{Rejected, RejectedRow, StaffRows, VerifiedStaff, makes_staff, verify_staff};
pub use error::StaffError;
pub use list::{AlarmKind, KeyForm, OfficeKind, Purpose, Role, Source};
pub use view::{Appointment, Office, Officer, OfficerKey, Origin, Staff};
