//! Who asks: an officer in an office, in one role.

use cleanbill_issuer::registry::{OfficeId, OfficerId};
use cleanbill_issuer::role::{Permission, permissions};
use cleanbill_issuer::staff::Role;

use crate::AuthorityError;

/// An officer who signed in, as they stand at this moment. Only
/// [`Authority::caller`](crate::Authority::caller) makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub(crate) officer: OfficerId,
    pub(crate) number: i64,
    pub(crate) office: OfficeId,
    pub(crate) office_name: String,
    pub(crate) region: String,
    pub(crate) role: Role,
}

impl Caller {
    /// The officer's stable number, which holders see.
    #[must_use]
    pub const fn number(&self) -> i64 {
        self.number
    }

    /// The officer's key in the registry.
    #[must_use]
    pub const fn officer(&self) -> OfficerId {
        self.officer
    }

    /// The office's key in the registry.
    #[must_use]
    pub const fn office(&self) -> OfficeId {
        self.office
    }

    /// The office's name.
    #[must_use]
    pub fn office_name(&self) -> &str {
        &self.office_name
    }

    /// The office's region, ISO 3166-2 or a country's code.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Checks that the role may do this.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`].
    pub fn may(&self, permission: Permission) -> Result<(), AuthorityError> {
        if permissions(self.role).contains(&permission) {
            Ok(())
        } else {
            let role = self.role;
            Err(AuthorityError::Forbidden { role, permission })
        }
    }
}
