//! Invented rows.

use cleanbill_health::Ground;
use cleanbill_issuer::Form;
use cleanbill_issuer::act::{ActKind, ActState, LegalBasis, NoticeChannel, Reason};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{
    AccessId, AccessRow, ActId, ActRow, AppointmentRow, ApprovalRow, Changeset, EpochId, EventId,
    EventRow, HolderId, LeafId, LeafRow, Lookup, LookupKind, OfficeId, OfficeRow, OfficerId,
    OfficerKeyId, OfficerKeyRow, OfficerRow, PassId, PassRow, PersonRow, RowId, Shard, StepRow,
    TallyChange, TallyKey,
};
use cleanbill_issuer::staff::{KeyForm, OfficeKind, Purpose, Role, Source};
use cleanbill_store::Store;

pub(crate) const SHARD: Shard = Shard(0);
pub(crate) const NOW: i64 = 1_800_000_000;
/// The officers 1 to 4 sit in the offices 11 to 14; the fourth is a reviewer.
pub(crate) const OFFICERS: [(i64, i64); 4] = [(1, 11), (2, 12), (3, 13), (4, 14)];

/// Draws keys, and invents rows for them.
pub(crate) struct Scribe {
    next: i64,
    noise: u64,
}

/// What an issued pass is made of.
#[derive(Clone)]
pub(crate) struct Issued {
    pub(crate) person: PersonRow,
    pub(crate) event: EventRow,
    pub(crate) pass: PassRow,
    pub(crate) act: ActRow,
    pub(crate) access: AccessRow,
    pub(crate) leaf: LeafRow,
    pub(crate) person_match: [u8; 16],
}

impl Scribe {
    pub(crate) async fn of(store: &Store) -> Self {
        let ids = store.reserve_ids(SHARD, 100_000).await.unwrap();
        Self {
            next: ids.start.max(1_000),
            noise: ids.start.cast_unsigned(),
        }
    }

    pub(crate) fn id(&mut self) -> i64 {
        self.next += 1;
        self.next
    }

    pub(crate) fn noise<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| {
            self.noise = self.noise.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.noise;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (z >> 24).to_le_bytes()[0]
        })
    }

    pub(crate) fn act(&mut self, kind: ActKind, holder: Option<HolderId>) -> ActRow {
        ActRow {
            id: ActId(self.id()),
            kind,
            holder,
            pass: None,
            target: None,
            officer: OfficerId(1),
            office: OfficeId(11),
            region: "XX-01".into(),
            reason: kind.takes_away().then_some(Reason::EnteredInError),
            basis: kind.takes_away().then_some(LegalBasis::PassLaw),
            evidence: None,
            at: NOW,
            body: vec![0xa0],
            hash: self.noise(),
        }
    }

    pub(crate) fn leaf(&mut self, act: ActId) -> LeafRow {
        LeafRow {
            id: LeafId(self.id()),
            kind: LeafKind::HolderAct,
            act: Some(act),
            body: self.noise::<32>().to_vec(),
        }
    }

    pub(crate) fn access(&mut self, holder: HolderId, act: Option<ActId>) -> AccessRow {
        AccessRow {
            id: AccessId(self.id()),
            holder,
            officer: OfficerId(1),
            office: OfficeId(11),
            role: Role::Clinic,
            purpose: Purpose::Issue,
            basis: Some(LegalBasis::PassLaw),
            act,
            at: NOW,
            visible_at: NOW,
        }
    }

    pub(crate) fn issued(&mut self) -> Issued {
        let holder = HolderId(self.id());
        let mut act = self.act(ActKind::Issue, Some(holder));
        let event = EventId(self.id());
        let pass = PassId(self.id());
        act.pass = Some(pass);
        Issued {
            person: PersonRow {
                holder,
                version: 1,
                act: act.id,
                sealed: self.noise::<120>().to_vec(),
            },
            event: EventRow {
                id: event,
                holder,
                corrects: None,
                office: OfficeId(11),
                source: Source::Desk,
                product_tag: self.noise(),
                lot_tag: self.noise(),
                act: act.id,
                sealed: self.noise::<90>().to_vec(),
            },
            pass: PassRow {
                id: pass,
                holder,
                event,
                replaces: None,
                act: act.id,
                handle: self.noise(),
                epoch: EpochId(7),
                light: false,
                form: Form::Dcc,
                issued_at: NOW,
                expires_at: NOW + 1_000,
                sealed: self.noise::<300>().to_vec(),
            },
            access: self.access(holder, Some(act.id)),
            leaf: self.leaf(act.id),
            act,
            person_match: self.noise(),
        }
    }

    /// A changeset that proposes an act, with whatever it needs.
    pub(crate) fn proposed(&mut self, act: &ActRow) -> Changeset {
        let accesses = act
            .holder
            .map(|holder| self.access(holder, Some(act.id)))
            .into_iter()
            .collect();
        Changeset {
            name: "propose",
            accesses,
            leaves: vec![self.leaf(act.id)],
            acts: vec![act.clone()],
            steps: vec![step(act.id, 1, ActState::Proposed)],
            ..Changeset::default()
        }
    }

    /// A changeset that approves an act by these of [`OFFICERS`].
    pub(crate) fn approved(&mut self, act: ActId, by: &[usize]) -> Changeset {
        Changeset {
            name: "approve",
            approvals: by
                .iter()
                .map(|&i| self.approval(act, OFFICERS[i]))
                .collect(),
            steps: vec![step(act, 2, ActState::Approved)],
            ..Changeset::default()
        }
    }

    pub(crate) fn approval(&mut self, act: ActId, (officer, office): (i64, i64)) -> ApprovalRow {
        ApprovalRow {
            act,
            officer: OfficerId(officer),
            office: OfficeId(office),
            key: OfficerKeyId(officer + 20),
            form: KeyForm::Raw,
            authenticator_data: Vec::new(),
            client_data: Vec::new(),
            signature: self.noise::<64>().to_vec(),
            at: NOW,
        }
    }

    /// The founding of an authority: [`OFFICERS`], each with office, key and role.
    pub(crate) fn founded(&mut self) -> Changeset {
        let act = self.act(ActKind::Found, None);
        let mut changeset = self.proposed(&act);
        changeset.name = "found";
        changeset.approvals = [0, 1].map(|i| self.approval(act.id, OFFICERS[i])).to_vec();
        changeset.steps.push(step(act.id, 2, ActState::Approved));
        changeset.steps.push(step(act.id, 3, ActState::Effective));
        for (officer, office) in OFFICERS {
            let review = officer == 4;
            changeset.offices.push(OfficeRow {
                id: OfficeId(office),
                name: format!("Office number {office}"),
                region: "XX-01".into(),
                kind: if review {
                    OfficeKind::Review
                } else {
                    OfficeKind::Authority
                },
                act: act.id,
            });
            changeset.officers.push(OfficerRow {
                id: OfficerId(officer),
                number: officer * 100,
                act: act.id,
            });
            changeset.officer_keys.push(OfficerKeyRow {
                id: OfficerKeyId(officer + 20),
                officer: OfficerId(officer),
                form: KeyForm::Raw,
                credential_id: Vec::new(),
                public_key: self.noise::<91>().to_vec(),
                rp_id: String::new(),
                act: act.id,
            });
            changeset.appointments.push(AppointmentRow {
                id: RowId(officer + 30),
                officer: OfficerId(officer),
                office: OfficeId(office),
                role: if review {
                    Role::Reviewer
                } else {
                    Role::OfficeHead
                },
                begins: true,
                act: act.id,
                at: NOW,
            });
        }
        changeset
    }
}

pub(crate) fn step(act: ActId, number: i16, state: ActState) -> StepRow {
    let noticed = state == ActState::Noticed;
    StepRow {
        act,
        step: number,
        state,
        officer: (state != ActState::Effective).then_some(OfficerId(1)),
        at: NOW,
        effective_at: noticed.then_some(NOW + 1_209_600),
        channel: noticed.then_some(NoticeChannel::Record),
    }
}

pub(crate) fn tally(lot: &str) -> TallyKey {
    TallyKey {
        day: 20_833,
        office: OfficeId(11),
        ground: Ground::Vaccination,
        product: "EU/1/20/1528".into(),
        lot: lot.into(),
    }
}

/// A changeset that issues these.
pub(crate) fn issuing(issued: &[Issued]) -> Changeset {
    let mut changeset = Changeset {
        name: "issue",
        ..Changeset::default()
    };
    let (mut handles, mut persons) = (Vec::new(), Vec::new());
    for one in issued {
        changeset.leaves.push(one.leaf.clone());
        changeset.accesses.push(one.access.clone());
        changeset.acts.push(one.act.clone());
        changeset.persons.push(one.person.clone());
        changeset.events.push(one.event.clone());
        changeset.passes.push(one.pass.clone());
        handles.push(Lookup {
            hash: one.pass.handle,
            target: one.pass.id.0,
        });
        persons.push(Lookup {
            hash: one.person_match,
            target: one.person.holder.0,
        });
    }
    changeset.lookups.insert(LookupKind::Handle, handles);
    changeset.lookups.insert(LookupKind::PersonMatch, persons);
    let count = i64::try_from(issued.len()).unwrap();
    let change = TallyChange {
        issued: count,
        ..TallyChange::default()
    };
    changeset.tallies.insert(tally("L1"), change);
    changeset
        .activity
        .insert((OfficerId(1), 500_000), (count, count));
    changeset
}
