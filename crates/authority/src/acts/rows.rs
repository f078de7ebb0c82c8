//! The rows that acts about offices and officers make.

use cleanbill_issuer::act::{ActContent, ActKeys, AppointSpec, Body, OfficeSpec};
use cleanbill_issuer::approval::{Approval, CheckedApprovals};
use cleanbill_issuer::leaf;
use cleanbill_issuer::registry::{
    ActId, AppointmentRow, ApprovalRow, Changeset, LeafId, LeafRow, LoginRow, OfficeId, OfficeRow,
    OfficerId, OfficerKeyId, OfficerKeyRow, OfficerRow, RowId, Shard,
};
use cleanbill_issuer::staff::{Appointment, StaffError};
use cleanbill_seal::{KeyRing, TokenUse};
use cleanbill_store::{ActFile, StaffRows};

use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError};

/// Internal keys that were reserved, handed out one by one.
pub(crate) struct Ids {
    next: i64,
    end: i64,
}

impl Ids {
    pub(crate) async fn reserve(
        authority: &Authority,
        shard: Shard,
        count: usize,
    ) -> Result<Self, AuthorityError> {
        let count = u32::try_from(count).map_err(|_| AuthorityError::Damaged)?;
        let inner = &authority.inner;
        let ids = inner.ids.take(&inner.store, shard, count).await?;
        Ok(Self {
            next: ids.start,
            end: ids.end,
        })
    }

    /// # Errors
    /// [`AuthorityError::Damaged`] where fewer were reserved: a defect.
    pub(crate) fn take(&mut self) -> Result<i64, AuthorityError> {
        if self.next >= self.end {
            return Err(AuthorityError::Damaged);
        }
        let id = self.next;
        self.next += 1;
        Ok(id)
    }
}

/// The secret that blinds the leaf of an act.
pub(crate) fn leaf_secret(ring: &KeyRing, act_hash: &[u8; 32]) -> [u8; 32] {
    ring.token_tag(TokenUse::ActLeaf, act_hash)
}

/// Whom a row of an appointment is about.
pub(super) struct Place {
    pub(super) act: ActId,
    /// The time that the act was signed at.
    pub(super) at: i64,
}

impl Place {
    pub(super) fn open(
        &self,
        set: &mut Changeset,
        spec: &OfficeSpec,
        ids: &mut Ids,
    ) -> Result<OfficeId, AuthorityError> {
        let id = OfficeId(ids.take()?);
        set.offices.push(OfficeRow {
            id,
            name: spec.name.clone(),
            region: spec.region.clone(),
            kind: spec.kind,
            act: self.act,
        });
        Ok(id)
    }

    /// Appoints: `known` is the officer's row, `appoints` whether this is more than a further key.
    pub(super) fn appoint(
        &self,
        set: &mut Changeset,
        (spec, credential_id): (&AppointSpec, &[u8]),
        office: OfficeId,
        (known, appoints): (Option<OfficerId>, bool),
        ids: &mut Ids,
    ) -> Result<OfficerId, AuthorityError> {
        let act = self.act;
        let officer = match known {
            Some(officer) => officer,
            None => {
                let id = OfficerId(ids.take()?);
                let number = spec.officer;
                set.officers.push(OfficerRow { id, number, act });
                id
            }
        };
        if appoints {
            set.appointments.push(AppointmentRow {
                id: RowId(ids.take()?),
                officer,
                office,
                role: spec.role,
                begins: true,
                act,
                at: self.at,
            });
        }
        if let Some(key) = &spec.key {
            set.officer_keys.push(OfficerKeyRow {
                id: OfficerKeyId(ids.take()?),
                officer,
                form: key.form,
                credential_id: credential_id.to_vec(),
                public_key: key.public_key.clone(),
                rp_id: key.rp_id.clone(),
                act,
            });
        }
        if let Some(tag) = spec.login {
            let id = RowId(ids.take()?);
            set.logins.push(LoginRow {
                id,
                officer,
                tag,
                act,
            });
        }
        Ok(officer)
    }

    /// Ends the appointments to an office: of one officer, or of all.
    pub(super) fn end(
        &self,
        set: &mut Changeset,
        known: &KnownStaff,
        office: &str,
        only: Option<i64>,
        ids: &mut Ids,
    ) -> Result<(), AuthorityError> {
        let directory = known.verified.directory();
        let office_id = directory.office_id(office).ok_or(StaffError::NoOffice)?;
        for (number, held) in held_at(known, office, only) {
            let officer = directory.officer_id(number);
            set.appointments.push(AppointmentRow {
                id: RowId(ids.take()?),
                officer: officer.ok_or(StaffError::NotAppointed)?,
                office: office_id,
                role: held.role,
                begins: false,
                act: self.act,
                at: self.at,
            });
        }
        Ok(())
    }
}

/// The appointments to an office that stand.
pub(super) fn held_at<'k>(
    known: &'k KnownStaff,
    office: &'k str,
    only: Option<i64>,
) -> impl Iterator<Item = (i64, &'k Appointment)> {
    let officers = known.verified.staff().officers();
    let officers = officers.filter(move |(number, _)| only.is_none_or(|only| only == *number));
    officers.flat_map(move |(number, officer)| {
        let held = officer.appointments.iter();
        let held = held.filter(move |held| held.ends_at.is_none() && held.office == office);
        held.map(move |held| (number, held))
    })
}

/// The founding act, without its steps.
pub(crate) struct FoundRows {
    pub(crate) set: Changeset,
    pub(crate) act: ActId,
    /// The first founder.
    pub(crate) by: OfficerId,
}

/// All rows of the founding act but its steps.
pub(crate) async fn founding_rows(
    authority: &Authority,
    content: &ActContent,
    credential_ids: &[Vec<u8>],
    approvals: &[Approval],
    checked: &CheckedApprovals,
) -> Result<FoundRows, AuthorityError> {
    let Body::Found { offices, officers } = &content.body else {
        return Err(AuthorityError::Damaged);
    };
    let count = 2 + offices.len() + 4 * officers.len();
    let mut ids = Ids::reserve(authority, Shard::default(), count).await?;
    let mut set = Changeset {
        name: "found",
        ..Changeset::default()
    };
    let act = ActId(ids.take()?);
    let place = Place {
        act,
        at: content.at,
    };
    for spec in offices {
        place.open(&mut set, spec, &mut ids)?;
    }
    for (spec, credential_id) in officers.iter().zip(credential_ids) {
        let mut rows = set.offices.iter();
        let office = rows.find(|row| row.name == spec.office).map(|row| row.id);
        let office = office.ok_or(StaffError::NoOffice)?;
        let key = (spec, credential_id.as_slice());
        let officer = place.appoint(&mut set, key, office, (None, true), &mut ids)?;
        let key = set.officer_keys.last().map(|row| row.id);
        let approval = approvals.iter().find(|a| a.officer == spec.officer);
        let (key, approval) = key.zip(approval).ok_or(StaffError::Founders)?;
        set.approvals.push(ApprovalRow {
            act,
            officer,
            office,
            key,
            form: approval.form,
            authenticator_data: approval.authenticator_data.clone(),
            client_data: approval.client_data.clone(),
            signature: approval.signature.clone(),
            at: approval.at,
        });
    }
    let first = set
        .appointments
        .first()
        .map(|row| (row.officer, row.office));
    let (by, office) = first.ok_or(StaffError::Founders)?;
    set.acts.push(content.to_row(ActKeys {
        id: act,
        holder: None,
        pass: None,
        target: None,
        officer: by,
        office,
    }));
    let secret = leaf_secret(&authority.inner.ring, &content.hash());
    set.leaves.push(LeafRow {
        id: LeafId(ids.take()?),
        kind: leaf::leaf_kind(content.kind()),
        act: Some(act),
        body: leaf::authority_act(content, &checked.signers(), approvals, &secret),
    });
    Ok(FoundRows { set, act, by })
}

/// The rows of offices and officers as they will be once this is written.
pub(crate) fn with_changes(rows: &StaffRows, set: &Changeset) -> StaffRows {
    let mut rows = rows.clone();
    rows.offices.extend(set.offices.iter().cloned());
    rows.officers.extend(set.officers.iter().cloned());
    rows.keys.extend(set.officer_keys.iter().cloned());
    rows.appointments.extend(set.appointments.iter().cloned());
    rows.logins.extend(set.logins.iter().cloned());
    rows.acts.extend(set.acts.iter().map(|act| ActFile {
        act: act.clone(),
        steps: Vec::new(),
        approvals: Vec::new(),
        ruling: None,
    }));
    for file in &mut rows.acts {
        let id = file.act.id;
        let steps = set.steps.iter().filter(|step| step.act == id);
        file.steps.extend(steps.cloned());
        let approvals = set.approvals.iter().filter(|approval| approval.act == id);
        file.approvals.extend(approvals.cloned());
    }
    rows
}
