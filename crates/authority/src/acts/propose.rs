//! The first half of an act: who proposes it reads its hash, and signs.

use cleanbill_issuer::act::machine::{Course, PROPOSE_WITHIN_SECS};
use cleanbill_issuer::act::{ActContent, ActError, ActKeys, ActKind, Body};
use cleanbill_issuer::approval::{Approval, ApprovalError, Signer, may_approve};
use cleanbill_issuer::leaf::{self, LeafKind};
use cleanbill_issuer::registry::{
    AccessId, AccessRow, ActId, Changeset, HolderId, IdempotencyRow, LeafId, LeafRow,
};
use cleanbill_issuer::staff::{OfficeKind, Role};
use cleanbill_seal::TokenUse;
use cleanbill_store::{CaseChange, CeremonyRow, StoreError};

use super::plan::{permission_of, purpose_of};
use super::rows::{Ids, leaf_secret};
use super::view::course;
use super::{ActView, Proposal, Subject};
use crate::staff::{
    CEREMONY_CERTIFICATE, KnownStaff, OfficerSignature, WAITING_SECS, tag_of, to_hex, verify_signed,
};
use crate::{Authority, AuthorityError, Caller};

/// An act that is written: what it says and what it is about.
pub(crate) struct NewAct<'a> {
    pub(crate) content: &'a ActContent,
    pub(crate) subject: Subject,
    pub(crate) now: i64,
}

/// Keys that [`Authority::write_act`] takes at most: of the act, its leaf, its access entry.
pub(crate) const IDS_PER_ACT: usize = 3;

impl Authority {
    /// Adds an act with its leaf and, where it is about a holder, its access entry. Of an act that
    /// two offices sign the leaf names both, and is written once they have.
    pub(crate) fn write_act(
        &self,
        set: &mut Changeset,
        caller: &Caller,
        known: &KnownStaff,
        new: &NewAct<'_>,
        ids: &mut Ids,
    ) -> Result<ActId, AuthorityError> {
        let NewAct {
            content,
            subject,
            now,
        } = *new;
        let id = ActId(ids.take()?);
        set.acts.push(content.to_row(ActKeys {
            id,
            holder: subject.holder,
            pass: subject.pass,
            target: subject.target,
            officer: caller.officer,
            office: caller.office,
        }));
        let by = [Signer {
            officer: caller.number,
            office: caller.office_name.clone(),
            role: caller.role,
        }];
        let kind = content.kind();
        let is_told = !kind.needs_two_offices() && leaf::leaf_kind(kind) != LeafKind::Commitment;
        if is_told {
            let leaf = LeafId(ids.take()?);
            set.leaves
                .push(self.leaf(known, content, (&by, &[]), (leaf, id)));
        }
        if let Some(holder) = subject.holder {
            set.accesses.push(AccessRow {
                id: AccessId(ids.take()?),
                holder,
                officer: caller.officer,
                office: caller.office,
                role: caller.role,
                purpose: purpose_of(content.kind()),
                basis: content.basis,
                act: Some(id),
                at: now,
                visible_at: visible_at(content, now),
            });
        }
        let hour = i32::try_from(now.div_euclid(3_600)).unwrap_or(i32::MAX);
        let done = set.activity.entry((caller.officer, hour)).or_default();
        done.0 += 1;
        done.1 += i64::from(subject.holder.is_some());
        Ok(id)
    }

    /// The leaf of an act that these officers signed, or did, with their signatures.
    pub(super) fn leaf(
        &self,
        known: &KnownStaff,
        content: &ActContent,
        (signers, approvals): (&[Signer], &[Approval]),
        (id, act): (LeafId, ActId),
    ) -> LeafRow {
        let secret = leaf_secret(&self.inner.ring, &content.hash());
        let kind = leaf::leaf_kind(content.kind());
        let staff = known.verified.staff();
        LeafRow {
            id,
            kind,
            act: Some(act),
            body: match kind {
                LeafKind::HolderAct => leaf::holder_act(content, signers, staff, &secret),
                _ => leaf::authority_act(content, signers, approvals, &secret),
            },
        }
    }

    /// What an officer signs to propose an act at `at`: its content, with its hash. Nothing is
    /// written; the same proposal at the same time has the same hash, for ten minutes.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`]; [`AuthorityError::Act`]; what is wrong with the proposal.
    pub async fn prepare(
        &self,
        caller: &Caller,
        proposal: &Proposal,
        at: i64,
    ) -> Result<ActContent, AuthorityError> {
        let known = self.known_staff().await?;
        may_propose(caller, &known, proposal.kind())?;
        Ok(self.plan(caller, &known, proposal, at).await?.content)
    }

    /// What a page hands to `navigator.credentials.get` so that the officer signs this hash.
    ///
    /// # Errors
    /// [`AuthorityError::Approval`] where no relying party is set.
    pub async fn signing_options(
        &self,
        caller: &Caller,
        hash: &[u8; 32],
        now: i64,
    ) -> Result<serde_json::Value, AuthorityError> {
        let known = self.known_staff().await?;
        self.request_options(hash, &known.descriptors(caller.number, now))
    }

    /// Proposes an act, signed as it was [prepared](Self::prepare) for `at`. The same act proposed
    /// again is the same act. A restoration is in force with it.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare); [`AuthorityError::Approval`].
    pub async fn propose(
        &self,
        caller: &Caller,
        proposal: &Proposal,
        at: i64,
        signature: &OfficerSignature,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        if at > now {
            return Err(ActError::ClockBehind.into());
        }
        if now.saturating_sub(at) > PROPOSE_WITHIN_SECS {
            return Err(ActError::Signed.into());
        }
        let known = self.known_staff().await?;
        may_propose(caller, &known, proposal.kind())?;
        let plan = self.plan(caller, &known, proposal, at).await?;
        let (content, subject) = (&plan.content, plan.subject);
        known.verified.staff().check_region(content)?;
        let hash = content.hash();
        let mut set = Changeset {
            name: "propose",
            shard: subject.shard,
            ..Changeset::default()
        };
        let mut ids = Ids::reserve(self, subject.shard, IDS_PER_ACT).await?;
        let new = NewAct {
            content,
            subject,
            now,
        };
        let act = self.write_act(&mut set, caller, &known, &new, &mut ids)?;
        let rps = &self.inner.options.relying_parties;
        let (_, row) = verify_signed(&known, caller, content, act, signature, now, rps)?;
        set.approvals.push(row);
        let mut cases = CaseChange::default();
        if let Some(undone) = &plan.undone {
            let (shard, hash) = (subject.shard, &undone.act.hash);
            cases = self
                .settle_with_act(shard, hash, caller.officer, now)
                .await?;
            let directory = known.verified.directory();
            let before = directory.content(&undone.act, subject.shard)?;
            let step = course(&before, undone).undo(content, caller.officer, now)?;
            set.steps.push(step);
        } else {
            let fresh = Course {
                id: act,
                content,
                steps: &[],
            };
            set.steps.push(fresh.propose(caller.officer, now)?);
        }
        set.idempotency = Some(IdempotencyRow {
            officer: caller.officer,
            key_tag: self.act_tag(&hash),
            request_hash: hash,
            at: now,
            outcome: act.0.to_be_bytes().to_vec(),
        });
        if let Proposal::DeclareKey { certificate, .. } = proposal {
            self.keep_certificate(certificate, now).await?;
        }
        let act = match self.inner.store.apply_with(&set, &cases).await {
            Ok(_) => act,
            Err(StoreError::KeyUsed) => self.proposed_before(caller, &hash).await?,
            Err(error) => return Err(error.into()),
        };
        let file = self.inner.store.act(subject.shard, act).await?;
        self.act_view(&known, subject.shard, &file.ok_or(AuthorityError::Damaged)?)
    }

    fn act_tag(&self, hash: &[u8; 32]) -> [u8; 16] {
        let key = format!("act {}", to_hex(hash));
        self.inner.ring.request_tag(&key)
    }

    async fn proposed_before(
        &self,
        caller: &Caller,
        hash: &[u8; 32],
    ) -> Result<ActId, AuthorityError> {
        let tag = self.act_tag(hash);
        let row = self.inner.store.idempotency(caller.officer, &tag).await?;
        let row = row.filter(|row| row.request_hash == *hash);
        let key = row.and_then(|row| row.outcome.as_slice().try_into().ok());
        let key = key.ok_or(AuthorityError::KeyReused)?;
        Ok(ActId(i64::from_be_bytes(key)))
    }

    /// Keeps a certificate until the act that declares it is in force.
    async fn keep_certificate(&self, certificate: &[u8], now: i64) -> Result<(), AuthorityError> {
        let hash = cleanbill_crypto::sha256(certificate);
        let tag = tag_of(&self.inner.ring, TokenUse::Ceremony, &hash);
        let row = CeremonyRow {
            tag,
            kind: CEREMONY_CERTIFICATE,
            officer: None,
            act: None,
            state: certificate.to_vec(),
            expires_at: now.saturating_add(WAITING_SECS),
        };
        self.inner.store.take_ceremony(&tag, now).await?;
        Ok(self.inner.store.begin_ceremony(&row).await?)
    }
}

/// From when on a holder sees that this was done: at once, or by a court's order later (G11).
pub(crate) fn visible_at(content: &ActContent, now: i64) -> i64 {
    match content.body {
        Body::Disclose { visible_at, .. } if visible_at > content.at => visible_at.max(now),
        _ => now,
    }
}

/// Whether the act of this holder is one that they may not see yet.
pub(crate) fn is_hidden(body: &Body, holder: Option<HolderId>, now: i64) -> bool {
    match body {
        Body::Disclose { visible_at, .. } => holder.is_some() && *visible_at > now,
        _ => false,
    }
}

fn office_kind(known: &KnownStaff, caller: &Caller) -> Result<OfficeKind, AuthorityError> {
    let office = known.verified.staff().office(&caller.office_name);
    let office = office.ok_or(AuthorityError::NotAppointed)?;
    Ok(office.spec.kind)
}

fn may_propose(caller: &Caller, known: &KnownStaff, kind: ActKind) -> Result<(), AuthorityError> {
    caller.may(permission_of(kind))?;
    let kind_of_office = office_kind(known, caller)?;
    if kind.needs_two_offices() && !may_approve(kind, caller.role, kind_of_office) {
        return Err(ApprovalError::Role.into());
    }
    Ok(())
}

/// Whether an officer may sign an act that another proposed.
pub(super) fn may_sign(
    caller: &Caller,
    known: &KnownStaff,
    content: &ActContent,
) -> Result<(), AuthorityError> {
    let kind_of_office = office_kind(known, caller)?;
    if let Body::Appoint(spec) = &content.body
        && spec.officer == caller.number
    {
        return Err(ApprovalError::Own.into());
    }
    let reviews = content.needs_reviewer()
        && caller.role == Role::Reviewer
        && kind_of_office == OfficeKind::Review;
    if reviews {
        return Ok(());
    }
    may_propose(caller, known, content.kind())
}
