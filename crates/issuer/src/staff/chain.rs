//! From the founding act, whose hash is known from outside, to every office and officer: what a
//! superuser wrote is not among them.

use std::collections::BTreeSet;

use cleanbill_webauthn::RelyingParty;

use super::{Origin, Role, Staff, StaffError};
use crate::act::machine::Course;
use crate::act::{ActContent, ActKind, ActRecord, ActState, Body, Directory, SignedAct};
use crate::approval::{Approval, Signer, check_approvals, check_founding};
use crate::registry::{
    ActId, AppointmentRow, OfficeId, OfficeRow, OfficerId, OfficerKeyId, OfficerKeyRow, OfficerRow,
    RowId, Shard,
};
use cleanbill_crypto::sha256;

/// The rows of offices and officers, as they lie in the registry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffRows {
    /// Offices.
    pub offices: Vec<OfficeRow>,
    /// Officers.
    pub officers: Vec<OfficerRow>,
    /// Officers' keys.
    pub keys: Vec<OfficerKeyRow>,
    /// Appointments and their ends.
    pub appointments: Vec<AppointmentRow>,
}

/// A row that no signed act stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RejectedRow {
    /// An act.
    Act(ActId),
    /// An office.
    Office(OfficeId),
    /// An officer.
    Officer(OfficerId),
    /// An officer's key.
    Key(OfficerKeyId),
    /// An appointment, or its end.
    Appointment(RowId),
}

/// What was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Which row.
    pub row: RejectedRow,
    /// Why.
    pub why: StaffError,
}

/// Offices and officers that signed acts made, and the rows that say the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifiedStaff {
    staff: Staff,
    directory: Directory,
    rejected: Vec<Rejected>,
}

impl VerifiedStaff {
    /// Offices and officers.
    #[must_use]
    pub const fn staff(&self) -> &Staff {
        &self.staff
    }

    /// Their rows, without those that were rejected.
    #[must_use]
    pub const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The rows that no signed act stands behind: an alarm, each of them.
    #[must_use]
    pub fn rejected(&self) -> &[Rejected] {
        &self.rejected
    }
}

/// Verifies every act that makes offices and officers, back to the founding act, and holds the
/// rows against them.
///
/// `founding` is the hash of the founding act, which whoever verifies knows from outside the
/// database: printed at the founding, and pinned. An act counts if it is in force and was signed,
/// as [`check_approvals`] asks, by officers whom earlier acts appointed; earlier is by the times
/// that were signed. What was left out of the rows altogether cannot be seen here: that the rows
/// are complete is for the ledger to prove.
///
/// # Errors
/// [`StaffError`] of the founding act. All else that is wrong is in
/// [`VerifiedStaff::rejected`].
pub fn verify_staff(
    founding: &[u8; 32],
    acts: &[ActRecord],
    rows: &StaffRows,
    rps: &[RelyingParty],
) -> Result<VerifiedStaff, StaffError> {
    let claimed = Directory::of(&rows.offices, &rows.officers, &rows.keys);
    let mut rejected = Vec::new();
    let mut signed = Vec::with_capacity(acts.len());
    for record in acts {
        match claimed.signed(record, Shard::default()) {
            Ok(act) => signed.push(act),
            Err(error) => rejected.push(Rejected {
                row: RejectedRow::Act(record.row.id),
                why: error.into(),
            }),
        }
    }
    // The founding act first, then by time; the hash makes the order one.
    signed.sort_by_key(|act| (act.hash != *founding, act.content.at, act.hash));
    signed.dedup_by_key(|act| act.hash);
    let mut staff = Staff::default();
    let mut made: BTreeSet<(ActId, [u8; 32])> = BTreeSet::new();
    let mut rest = signed.into_iter();
    let first = rest.next().filter(|act| act.hash == *founding);
    let first = first.ok_or(StaffError::NoFounding)?;
    found(&mut staff, &first, rps)?;
    made.insert((first.id, first.hash));
    for act in rest {
        match extend(&mut staff, &act, rps) {
            Ok(()) => {
                made.insert((act.id, act.hash));
            }
            Err(why) => rejected.push(Rejected {
                row: RejectedRow::Act(act.id),
                why,
            }),
        }
    }
    let directory = check_rows(&staff, rows, &made, &mut rejected);
    Ok(VerifiedStaff {
        staff,
        directory,
        rejected,
    })
}

fn found(staff: &mut Staff, act: &SignedAct, rps: &[RelyingParty]) -> Result<(), StaffError> {
    check_in_force(act)?;
    *staff = Staff::founded(&act.content, &act.approvals, rps)?;
    Ok(())
}

fn extend(staff: &mut Staff, act: &SignedAct, rps: &[RelyingParty]) -> Result<(), StaffError> {
    check_in_force(act)?;
    staff.extend(&act.content, &act.approvals, rps)
}

impl Staff {
    /// Offices and officers as a founding act makes them, for whoever holds signed acts and no
    /// rows. Whether it is the founding act that is known from outside is the caller's to see to.
    ///
    /// # Errors
    /// [`StaffError`]: another act, too few founders, a signature that is missing or wrong.
    pub fn founded(
        act: &ActContent,
        approvals: &[Approval],
        rps: &[RelyingParty],
    ) -> Result<Self, StaffError> {
        let Body::Found { officers, .. } = &act.body else {
            return Err(StaffError::NoFounding);
        };
        let heads: BTreeSet<&str> = officers
            .iter()
            .filter(|officer| officer.role == Role::OfficeHead)
            .map(|officer| officer.office.as_str())
            .collect();
        if heads.len() < 2 {
            return Err(StaffError::Founders);
        }
        let checked = check_founding(act, approvals, rps)?;
        let mut staff = Self::default();
        staff.apply(act, &origin(act, checked.signers(), true))?;
        Ok(staff)
    }

    /// Does what an act says that is in force, if it was signed, as [`check_approvals`] asks, by
    /// officers whom acts before it appointed.
    ///
    /// # Errors
    /// [`StaffError`].
    pub fn extend(
        &mut self,
        act: &ActContent,
        approvals: &[Approval],
        rps: &[RelyingParty],
    ) -> Result<(), StaffError> {
        let kind = act.kind();
        if !makes_staff(kind) {
            return Err(StaffError::Kind { kind });
        }
        if kind == ActKind::Found {
            return Err(StaffError::SecondFounding);
        }
        self.check_region(act)?;
        let checked = check_approvals(act, approvals, self, rps)?;
        self.apply(act, &origin(act, checked.signers(), false))
    }
}

fn origin(act: &ActContent, signers: Vec<Signer>, is_founding: bool) -> Origin {
    Origin {
        act: act.hash(),
        at: act.at,
        signers,
        is_founding,
    }
}

/// Whether an act of this kind makes offices or officers, or ends them.
#[must_use]
pub const fn makes_staff(kind: ActKind) -> bool {
    matches!(
        kind,
        ActKind::Found
            | ActKind::Appoint
            | ActKind::Dismiss
            | ActKind::OpenOffice
            | ActKind::CloseOffice
    )
}

fn check_in_force(act: &SignedAct) -> Result<(), StaffError> {
    let course = Course {
        id: act.id,
        content: &act.content,
        steps: &act.steps,
    };
    match course.standing()?.state {
        Some(ActState::Effective) => Ok(()),
        _ => Err(StaffError::NotEffective),
    }
}

/// Holds every row against what signed acts made; those that say the same are the directory.
fn check_rows(
    staff: &Staff,
    rows: &StaffRows,
    made: &BTreeSet<(ActId, [u8; 32])>,
    rejected: &mut Vec<Rejected>,
) -> Directory {
    let by = |act: ActId, origin: &Origin| made.contains(&(act, origin.act));
    let mut directory = Directory::default();
    let mut reject = |row: RejectedRow| {
        let why = StaffError::Row;
        rejected.push(Rejected { row, why });
    };
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for row in &rows.offices {
        let office = staff.office(&row.name).filter(|office| {
            let spec = &office.spec;
            by(row.act, &office.origin) && spec.region == row.region && spec.kind == row.kind
        });
        if office.is_some() && names.insert(&row.name) {
            directory.offices.insert(row.id, row.name.clone());
        } else {
            reject(RejectedRow::Office(row.id));
        }
    }
    let mut numbers: BTreeSet<i64> = BTreeSet::new();
    for row in &rows.officers {
        let first = staff
            .officer(row.number)
            .and_then(|o| o.appointments.first());
        let is_made = first.is_some_and(|first| by(row.act, &first.origin));
        if is_made && numbers.insert(row.number) {
            directory.officers.insert(row.id, row.number);
        } else {
            reject(RejectedRow::Officer(row.id));
        }
    }
    for row in &rows.keys {
        let hash = sha256(&row.public_key);
        let keys = directory
            .officer(row.officer)
            .and_then(|number| staff.officer(number))
            .map_or(&[][..], |officer| &officer.keys);
        let is_made = keys.iter().any(|key| {
            let credential = key.spec.credential;
            key.spec.public_key == row.public_key
                && key.spec.form == row.form
                && key.spec.rp_id == row.rp_id
                && credential.is_none_or(|hash| hash == sha256(&row.credential_id))
                && (credential.is_some() || row.credential_id.is_empty())
                && by(row.act, &key.origin)
        });
        if is_made {
            directory.keys.insert(row.id, hash);
        } else {
            reject(RejectedRow::Key(row.id));
        }
    }
    for row in &rows.appointments {
        if !is_appointed(staff, &directory, row, &by) {
            reject(RejectedRow::Appointment(row.id));
        }
    }
    directory
}

fn is_appointed(
    staff: &Staff,
    directory: &Directory,
    row: &AppointmentRow,
    by: &impl Fn(ActId, &Origin) -> bool,
) -> bool {
    let number = directory.officer(row.officer);
    let office = directory.office(row.office);
    let (Some(number), Some(office)) = (number, office) else {
        return false;
    };
    let Some(officer) = staff.officer(number) else {
        return false;
    };
    officer.appointments.iter().any(|made| {
        let same = made.office == office && made.role == row.role;
        same && if row.begins {
            made.origin.at == row.at && by(row.act, &made.origin)
        } else {
            made.ends_at == Some(row.at)
        }
    })
}
