//! A nation of few offices: its founding, its officers with their keys, its rows.

use std::collections::BTreeMap;

use cleanbill_crypto::{Signer as _, sha256};
use cleanbill_issuer::act::{
    ActContent, ActKeys, ActRecord, ActState, AppointSpec, Body, Handle, KeySpec, LegalBasis,
    NoticeChannel, OfficeSpec, Reason,
};
use cleanbill_issuer::approval::{Approval, key_hash};
use cleanbill_issuer::publisher::ShardedAct;
use cleanbill_issuer::registry::{
    ActId, AppointmentRow, ApprovalRow, OfficeId, OfficeRow, OfficerId, OfficerKeyId,
    OfficerKeyRow, OfficerRow, RowId, Shard, StepRow,
};
use cleanbill_issuer::staff::{
    KeyForm, OfficeKind, Role, StaffError, StaffRows, VerifiedStaff, verify_staff,
};
use cleanbill_webauthn::RelyingParty;
use cleanbill_webauthn::soft::SoftAuthenticator;

use crate::authority::{DAY, NOW, TestKey};

pub(crate) const RP: &str = "pass.example";
pub(crate) const ORIGIN: &str = "https://pass.example";
/// When the authority was founded.
pub(crate) const FOUNDED: i64 = NOW - 1_000 * DAY;

/// Heads of two clinics and of the ministry, and a reviewer; the second signs with a passkey.
pub(crate) const HEAD_A: i64 = 1;
pub(crate) const HEAD_B: i64 = 2;
pub(crate) const REVIEWER: i64 = 3;
pub(crate) const MINISTRY: i64 = 4;

pub(crate) struct Officer {
    pub(crate) office: String,
    pub(crate) key: TestKey,
    pub(crate) form: KeyForm,
}

pub(crate) struct World {
    pub(crate) rows: StaffRows,
    pub(crate) acts: Vec<ActRecord>,
    pub(crate) officers: BTreeMap<i64, Officer>,
    pub(crate) founding: [u8; 32],
    next: i64,
}

pub(crate) fn rps() -> Vec<RelyingParty> {
    vec![RelyingParty::new(RP.to_owned(), vec![ORIGIN.to_owned()]).unwrap()]
}

pub(crate) fn office(name: &str, region: &str, kind: OfficeKind) -> OfficeSpec {
    OfficeSpec {
        name: name.to_owned(),
        region: region.to_owned(),
        kind,
    }
}

pub(crate) fn handle(number: u32) -> Handle {
    let [handle @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
        sha256(&number.to_be_bytes());
    handle
}

fn credential_id(number: i64) -> Vec<u8> {
    number.to_be_bytes().to_vec()
}

impl World {
    pub(crate) fn new() -> Self {
        let offices = vec![
            office("Clinic A", "XX-A", OfficeKind::Clinic),
            office("Clinic B", "XX-B", OfficeKind::Clinic),
            office("Review board", "XX", OfficeKind::Review),
            office("Ministry", "XX", OfficeKind::Authority),
        ];
        let mut world = Self {
            rows: StaffRows::default(),
            acts: Vec::new(),
            officers: BTreeMap::new(),
            founding: [0; 32],
            next: 1,
        };
        let officers = vec![
            world.spec(HEAD_A, "Clinic A", Role::OfficeHead, KeyForm::Raw),
            world.spec(HEAD_B, "Clinic B", Role::OfficeHead, KeyForm::Passkey),
            world.spec(REVIEWER, "Review board", Role::Reviewer, KeyForm::Raw),
            world.spec(MINISTRY, "Ministry", Role::OfficeHead, KeyForm::Raw),
        ];
        let body = Body::Found { offices, officers };
        let all = [HEAD_A, HEAD_B, REVIEWER, MINISTRY];
        let id = world.staff_act(body, MINISTRY, &all, FOUNDED);
        world.founding = world.record(id).row.hash;
        world
    }

    fn id(&mut self) -> i64 {
        self.next += 1;
        self.next
    }

    pub(crate) fn record(&mut self, id: ActId) -> &mut ActRecord {
        self.acts.iter_mut().find(|act| act.row.id == id).unwrap()
    }

    /// A new officer with a new key; who they are is known at once, whether they are appointed is
    /// another matter.
    pub(crate) fn spec(
        &mut self,
        number: i64,
        office: &str,
        role: Role,
        form: KeyForm,
    ) -> AppointSpec {
        let key = TestKey::numbered(u32::try_from(number).unwrap());
        let spec = AppointSpec {
            officer: number,
            office: office.to_owned(),
            role,
            key: Some(KeySpec {
                form,
                public_key: key.public_key().to_spki_der().to_vec(),
                credential: (form == KeyForm::Passkey).then(|| sha256(&credential_id(number))),
                rp_id: if form == KeyForm::Passkey { RP } else { "" }.to_owned(),
            }),
            login: None,
        };
        let office = office.to_owned();
        self.officers.insert(number, Officer { office, key, form });
        spec
    }

    pub(crate) fn region(&self, office: &str) -> String {
        let row = self.rows.offices.iter().find(|row| row.name == office);
        row.map_or("XX".to_owned(), |row| row.region.clone())
    }

    pub(crate) fn content(&self, by: i64, body: Body, at: i64) -> ActContent {
        let office = self.officers[&by].office.clone();
        ActContent {
            shard: Shard(0),
            officer: by,
            region: self.region(&office),
            office,
            reason: None,
            basis: None,
            evidence: None,
            at,
            body,
        }
    }

    pub(crate) fn approval(&self, by: i64, hash: &[u8; 32], at: i64) -> Approval {
        let officer = &self.officers[&by];
        let mut approval = Approval {
            officer: by,
            office: officer.office.clone(),
            key: key_hash(officer.key.public_key().to_spki_der()),
            form: officer.form,
            authenticator_data: Vec::new(),
            client_data: Vec::new(),
            signature: Vec::new(),
            at,
        };
        match officer.form {
            KeyForm::Raw => approval.signature = officer.key.sign(hash).unwrap(),
            KeyForm::Passkey => {
                let mut soft = SoftAuthenticator::new(&officer.key, &credential_id(by)).unwrap();
                let assertion = soft.assert(RP, ORIGIN, hash).unwrap();
                approval.authenticator_data = assertion.authenticator_data;
                approval.client_data = assertion.client_data_json;
                approval.signature = assertion.signature;
            }
        }
        approval
    }

    fn approval_row(&self, act: ActId, by: i64, hash: &[u8; 32], at: i64) -> ApprovalRow {
        let approval = self.approval(by, hash, at);
        ApprovalRow {
            act,
            officer: OfficerId(1_000_000 + by),
            office: self.office_id(&approval.office),
            key: OfficerKeyId(2_000_000 + by),
            form: approval.form,
            authenticator_data: approval.authenticator_data,
            client_data: approval.client_data,
            signature: approval.signature,
            at,
        }
    }

    pub(crate) fn office_id(&self, name: &str) -> OfficeId {
        let row = self.rows.offices.iter().find(|row| row.name == name);
        row.map_or(OfficeId(9), |row| row.id)
    }

    /// Rows of an act that these officers signed, with these steps and times behind `at`.
    pub(crate) fn act(
        &mut self,
        content: &ActContent,
        signers: &[i64],
        steps: &[(ActState, i64)],
    ) -> ActRecord {
        let id = ActId(self.id());
        let keys = ActKeys {
            id,
            holder: None,
            pass: None,
            target: None,
            officer: OfficerId(1_000_000 + content.officer),
            office: self.office_id(&content.office),
        };
        let row = content.to_row(keys);
        let approve = |by: &i64| self.approval_row(id, *by, &row.hash, content.at + 1);
        let approvals = signers.iter().map(approve).collect();
        let mut effective_at = None;
        let mut rows = Vec::new();
        for (index, (state, at)) in steps.iter().enumerate() {
            let channel = (*state == ActState::Noticed).then_some(NoticeChannel::Record);
            let takes_away = content.kind().takes_away();
            match state {
                ActState::Noticed if content.acts_at_once() => effective_at = Some(*at),
                ActState::Noticed => effective_at = Some(*at + 14 * DAY),
                ActState::Effective if !takes_away => effective_at = Some(*at),
                _ => {}
            }
            rows.push(StepRow {
                act: id,
                step: i16::try_from(index + 1).unwrap(),
                state: *state,
                officer: None,
                at: *at,
                effective_at,
                channel,
            });
        }
        ActRecord {
            row,
            steps: rows,
            approvals,
            ruling: None,
        }
    }

    /// An act that makes offices or officers, in force from `at` on, with the rows that it makes.
    pub(crate) fn staff_act(&mut self, body: Body, by: i64, signers: &[i64], at: i64) -> ActId {
        // The rows that the act itself makes come first: a founder's office is among them.
        let act = ActId(self.next + 1);
        let saved = self.next;
        self.next += 1_000;
        self.make_rows(&body, act, at);
        let after = self.next;
        self.next = saved;
        let content = self.content(by, body, at);
        let steps = [
            (ActState::Proposed, at),
            (ActState::Approved, at + 1),
            (ActState::Effective, at + 1),
        ];
        let record = self.act(&content, signers, &steps);
        self.next = after;
        self.acts.push(record);
        act
    }

    fn make_rows(&mut self, body: &Body, act: ActId, at: i64) {
        match body {
            Body::Found { offices, officers } => {
                offices.iter().for_each(|spec| self.office_row(spec, act));
                officers
                    .iter()
                    .for_each(|spec| self.officer_rows(spec, act, at));
            }
            Body::OpenOffice(spec) => self.office_row(spec, act),
            Body::Appoint(spec) => self.officer_rows(spec, act, at),
            _ => {}
        }
    }

    pub(crate) fn office_row(&mut self, spec: &OfficeSpec, act: ActId) {
        let id = OfficeId(self.id());
        self.rows.offices.push(OfficeRow {
            id,
            name: spec.name.clone(),
            region: spec.region.clone(),
            kind: spec.kind,
            act,
        });
    }

    pub(crate) fn officer_rows(&mut self, spec: &AppointSpec, act: ActId, at: i64) {
        let officer = OfficerId(1_000_000 + spec.officer);
        if self.rows.officers.iter().all(|row| row.id != officer) {
            self.rows.officers.push(OfficerRow {
                id: officer,
                number: spec.officer,
                act,
            });
        }
        let key = spec.key.as_ref().unwrap();
        let is_passkey = key.form == KeyForm::Passkey;
        self.rows.keys.push(OfficerKeyRow {
            id: OfficerKeyId(2_000_000 + spec.officer),
            officer,
            form: key.form,
            credential_id: if is_passkey {
                credential_id(spec.officer)
            } else {
                Vec::new()
            },
            public_key: key.public_key.clone(),
            rp_id: key.rp_id.clone(),
            act,
        });
        let row = AppointmentRow {
            id: RowId(self.id()),
            officer,
            office: self.office_id(&spec.office),
            role: spec.role,
            begins: true,
            act,
            at,
        };
        self.rows.appointments.push(row);
    }

    /// Appoints an officer by the heads of a clinic and the ministry.
    pub(crate) fn appoint(&mut self, number: i64, office: &str, role: Role, at: i64) -> ActId {
        let spec = self.spec(number, office, role, KeyForm::Raw);
        let by = [MINISTRY, HEAD_B];
        self.staff_act(Body::Appoint(Box::new(spec)), by[0], &by, at)
    }

    pub(crate) fn verify(&self) -> Result<VerifiedStaff, StaffError> {
        verify_staff(&self.founding, &self.acts, &self.rows, &rps())
    }

    pub(crate) fn revocation(&self, by: i64, handles: Vec<Handle>, at: i64) -> ActContent {
        ActContent {
            reason: Some(Reason::EnteredInError),
            basis: Some(LegalBasis::PassLaw),
            ..self.content(by, Body::revoke(handles), at)
        }
    }

    /// The rows of an act that takes away, signed and noticed at `content.at`, in force since.
    pub(crate) fn in_force(&mut self, content: &ActContent, signers: &[i64]) -> ShardedAct {
        let at = content.at;
        let wait = if content.acts_at_once() { 0 } else { 14 * DAY };
        let steps = [
            (ActState::Proposed, at),
            (ActState::Approved, at + 1),
            (ActState::Noticed, at + 2),
            (ActState::Effective, at + 2 + wait),
        ];
        ShardedAct {
            shard: content.shard,
            record: self.act(content, signers, &steps),
            touched: Vec::new(),
        }
    }
}
