//! The offices and officers of an authority, as signed acts made them.

use std::collections::BTreeMap;

use super::{KeyForm, OfficeKind, Role};
use crate::act::{ActContent, ActError, AppointSpec, Body, KeySpec, OfficeSpec};
use crate::approval::Signer;

use super::StaffError;

/// Which act made something, and who signed that act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The act's hash.
    pub act: [u8; 32],
    /// When it was signed, Unix seconds.
    pub at: i64,
    /// Who signed.
    pub signers: Vec<Signer>,
    /// Whether it is the founding act, which is known from outside.
    pub is_founding: bool,
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Name, region and kind.
    pub spec: OfficeSpec,
    /// What opened it.
    pub origin: Origin,
    /// When it was closed, Unix seconds.
    pub closed_at: Option<i64>,
}

/// Somebody's role in an office for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The office's name.
    pub office: String,
    /// As what.
    pub role: Role,
    /// What began it.
    pub origin: Origin,
    /// When it ended, Unix seconds.
    pub ends_at: Option<i64>,
}

/// A key that an officer signs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerKey {
    /// The key.
    pub spec: KeySpec,
    /// What appointed the officer with it.
    pub origin: Origin,
    /// When it was retired, Unix seconds.
    pub ends_at: Option<i64>,
}

/// An officer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Officer {
    /// Their appointments, in the order of their beginning.
    pub appointments: Vec<Appointment>,
    /// Their keys.
    pub keys: Vec<OfficerKey>,
}

/// The offices and officers that signed acts made, and no others: whoever has a value of this type
/// got it from [`verify_staff`](super::verify_staff), or from [`Staff::founded`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Staff {
    offices: BTreeMap<String, Office>,
    officers: BTreeMap<i64, Officer>,
}

/// After `origin`, and before what ended it: an act signed in the second of an appointment cannot
/// stand on it, so that no act stands on itself.
const fn holds_at(origin: &Origin, ends_at: Option<i64>, at: i64) -> bool {
    let ended = match ends_at {
        Some(end) => at >= end,
        None => false,
    };
    at > origin.at && !ended
}

impl Staff {
    /// The office of this name, open or closed.
    #[must_use]
    pub fn office(&self, name: &str) -> Option<&Office> {
        self.offices.get(name)
    }

    /// All offices, by name.
    pub fn offices(&self) -> impl Iterator<Item = &Office> {
        self.offices.values()
    }

    /// The officer of this number, serving or not.
    #[must_use]
    pub fn officer(&self, number: i64) -> Option<&Officer> {
        self.officers.get(&number)
    }

    /// All officers, by number.
    pub fn officers(&self) -> impl Iterator<Item = (i64, &Officer)> {
        self.officers
            .iter()
            .map(|(number, officer)| (*number, officer))
    }

    /// The officer's appointment to an office at a time, Unix seconds.
    #[must_use]
    pub fn appointment_at(&self, officer: i64, office: &str, at: i64) -> Option<&Appointment> {
        let open = holds_at_office(self.offices.get(office)?, at);
        let officer = self.officers.get(&officer)?;
        let held = |a: &&Appointment| a.office == office && holds_at(&a.origin, a.ends_at, at);
        officer.appointments.iter().find(held).filter(|_| open)
    }

    /// All that an officer is at a time: offices and roles.
    pub fn roles_at(&self, officer: i64, at: i64) -> impl Iterator<Item = (&str, Role)> {
        let appointments = self
            .officers
            .get(&officer)
            .map(|o| o.appointments.as_slice());
        appointments
            .unwrap_or_default()
            .iter()
            .filter(move |a| holds_at(&a.origin, a.ends_at, at))
            .filter(move |a| {
                self.offices
                    .get(&a.office)
                    .is_some_and(|o| holds_at_office(o, at))
            })
            .map(|a| (a.office.as_str(), a.role))
    }

    /// The officer's key of this SHA-256 at a time.
    #[must_use]
    pub fn key_at(&self, officer: i64, hash: &[u8; 32], at: i64) -> Option<&OfficerKey> {
        let keys = &self.officers.get(&officer)?.keys;
        keys.iter()
            .find(|key| holds_at(&key.origin, key.ends_at, at) && key.spec.hash() == *hash)
    }

    /// Checks that an act names the region of its office, by which caps are counted.
    ///
    /// # Errors
    /// [`ActError::Region`], also where there is no such office.
    pub fn check_region(&self, act: &ActContent) -> Result<(), ActError> {
        match self.office(&act.office) {
            Some(office) if office.spec.region == act.region => Ok(()),
            _ => Err(ActError::Region),
        }
    }

    /// Whether anybody ever signed with this key.
    fn has_key(&self, hash: &[u8; 32]) -> bool {
        let mut keys = self.officers.values().flat_map(|officer| &officer.keys);
        keys.any(|key| key.spec.hash() == *hash)
    }

    /// Does what a verified act says.
    pub(super) fn apply(&mut self, act: &ActContent, origin: &Origin) -> Result<(), StaffError> {
        match &act.body {
            Body::Found { offices, officers } => {
                if !self.offices.is_empty() {
                    return Err(StaffError::SecondFounding);
                }
                offices
                    .iter()
                    .try_for_each(|spec| self.open(spec, origin))?;
                officers
                    .iter()
                    .try_for_each(|spec| self.appoint(spec, origin))
            }
            Body::OpenOffice(spec) => self.open(spec, origin),
            Body::Appoint(spec) => self.appoint(spec, origin),
            Body::Dismiss { officer, office } => self.dismiss(*officer, office, origin.at),
            Body::CloseOffice { office } => self.close(office, origin.at),
            _ => Err(StaffError::Kind { kind: act.kind() }),
        }
    }

    fn open(&mut self, spec: &OfficeSpec, origin: &Origin) -> Result<(), StaffError> {
        if self.offices.contains_key(&spec.name) {
            return Err(StaffError::OfficeTwice);
        }
        let office = Office {
            spec: spec.clone(),
            origin: origin.clone(),
            closed_at: None,
        };
        self.offices.insert(spec.name.clone(), office);
        Ok(())
    }

    fn appoint(&mut self, spec: &AppointSpec, origin: &Origin) -> Result<(), StaffError> {
        let office = self.offices.get(&spec.office).ok_or(StaffError::NoOffice)?;
        if office.closed_at.is_some() || office.origin.at > origin.at {
            return Err(StaffError::NoOffice);
        }
        if !role_fits(spec.role, office.spec.kind) {
            return Err(StaffError::Role { role: spec.role });
        }
        if spec
            .key
            .as_ref()
            .is_some_and(|key| self.has_key(&key.hash()))
        {
            return Err(StaffError::KeyTwice);
        }
        let officer = self.officers.entry(spec.officer).or_default();
        let held = officer.appointments.iter().find(|a| a.ends_at.is_none());
        match held {
            None if spec.key.is_none() => return Err(StaffError::NoKey),
            None => officer.appointments.push(Appointment {
                office: spec.office.clone(),
                role: spec.role,
                origin: origin.clone(),
                ends_at: None,
            }),
            // A further key for what they are.
            Some(held) => {
                let same = held.office == spec.office && held.role == spec.role;
                if !same || spec.key.is_none() {
                    return Err(StaffError::AppointedTwice);
                }
            }
        }
        officer.keys.extend(spec.key.as_ref().map(|key| OfficerKey {
            spec: key.clone(),
            origin: origin.clone(),
            ends_at: None,
        }));
        Ok(())
    }

    fn dismiss(&mut self, officer: i64, office: &str, at: i64) -> Result<(), StaffError> {
        let officer = self
            .officers
            .get_mut(&officer)
            .ok_or(StaffError::NotAppointed)?;
        let held = officer
            .appointments
            .iter_mut()
            .find(|a| a.ends_at.is_none() && a.office == office)
            .ok_or(StaffError::NotAppointed)?;
        held.ends_at = Some(at);
        retire_keys(officer, at);
        Ok(())
    }

    fn close(&mut self, name: &str, at: i64) -> Result<(), StaffError> {
        let office = self.offices.get_mut(name).ok_or(StaffError::NoOffice)?;
        if office.closed_at.is_some() {
            return Err(StaffError::NoOffice);
        }
        office.closed_at = Some(at);
        for officer in self.officers.values_mut() {
            let held = officer
                .appointments
                .iter_mut()
                .find(|a| a.ends_at.is_none());
            if let Some(held) = held
                && held.office == name
            {
                held.ends_at = Some(at);
                retire_keys(officer, at);
            }
        }
        Ok(())
    }
}

fn retire_keys(officer: &mut Officer, at: i64) {
    for key in &mut officer.keys {
        key.ends_at.get_or_insert(at);
    }
}

fn holds_at_office(office: &Office, at: i64) -> bool {
    holds_at(&office.origin, office.closed_at, at)
}

/// A reviewer serves at a body that reviews and nowhere else, an auditor at one that audits; their
/// offices have a head and nobody who issues.
const fn role_fits(role: Role, kind: OfficeKind) -> bool {
    match kind {
        OfficeKind::Review => matches!(role, Role::Reviewer | Role::OfficeHead),
        OfficeKind::Audit => matches!(role, Role::Auditor | Role::OfficeHead),
        OfficeKind::Clinic | OfficeKind::Desk => matches!(
            role,
            Role::Clinic | Role::Desk | Role::OfficeHead | Role::Machine
        ),
        OfficeKind::Authority => !matches!(role, Role::Reviewer),
    }
}

impl OfficerKey {
    /// How it signs.
    #[must_use]
    pub const fn form(&self) -> KeyForm {
        self.spec.form
    }
}
