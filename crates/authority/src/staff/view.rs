//! Offices and officers as others see them: numbers, no names.

use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{OfficeKind, Role};

use crate::{Authority, AuthorityError, Caller};

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeView {
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// What sort of office.
    pub kind: OfficeKind,
    /// Since when, Unix seconds.
    pub opened_at: i64,
    /// When it was closed, Unix seconds.
    pub closed_at: Option<i64>,
}

/// An officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerView {
    /// The stable number that holders see.
    pub number: i64,
    /// The office of the last appointment.
    pub office: String,
    /// As what.
    pub role: Role,
    /// Since when, Unix seconds.
    pub since: i64,
    /// When the appointment ended, Unix seconds.
    pub ended_at: Option<i64>,
    /// How many keys they sign with.
    pub keys: usize,
}

/// All offices and officers, as signed acts made them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffView {
    /// The hash of the founding act.
    pub founding: [u8; 32],
    /// Offices, by name.
    pub offices: Vec<OfficeView>,
    /// Officers, by number.
    pub officers: Vec<OfficerView>,
    /// Rows that no signed act in force stands behind: proposals that wait, and what somebody wrote
    /// past the acts.
    pub rejected_rows: usize,
}

impl Authority {
    /// Offices and officers.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Staff`].
    pub async fn staff(&self, caller: &Caller) -> Result<StaffView, AuthorityError> {
        caller.may(Permission::ReadStaff)?;
        let known = self.known_staff().await?;
        let staff = known.verified.staff();
        let offices = staff.offices().map(|office| OfficeView {
            name: office.spec.name.clone(),
            region: office.spec.region.clone(),
            kind: office.spec.kind,
            opened_at: office.origin.at,
            closed_at: office.closed_at,
        });
        let officers = staff.officers().filter_map(|(number, officer)| {
            let last = officer.appointments.last()?;
            let held = officer.keys.iter().filter(|key| key.ends_at.is_none());
            Some(OfficerView {
                number,
                office: last.office.clone(),
                role: last.role,
                since: last.origin.at,
                ended_at: last.ends_at,
                keys: held.count(),
            })
        });
        Ok(StaffView {
            founding: known.founding,
            offices: offices.collect(),
            officers: officers.collect(),
            rejected_rows: known.verified.rejected().len(),
        })
    }
}
