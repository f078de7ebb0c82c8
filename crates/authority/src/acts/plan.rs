//! A proposal becomes what is signed.

use cleanbill_crypto::sha256;
use cleanbill_issuer::act::{ActContent, ActKind, Body, Handle, Reason, Touched};
use cleanbill_issuer::mandate::disclose;
use cleanbill_issuer::registry::{HolderId, PassId, RowId, Shard};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Purpose, StaffError};
use cleanbill_store::{ActFile, PassFacts};

use super::Proposal;
use super::setting::check_setting;
use crate::staff::{KnownStaff, registered_key};
use crate::{Authority, AuthorityError, Caller};

/// The longest certificate that can be declared, bytes: that of what waits for an act.
const CERTIFICATE_MAX_BYTES: usize = 4_000;

/// Which rows an act is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Subject {
    pub(crate) shard: Shard,
    pub(crate) holder: Option<HolderId>,
    pub(crate) pass: Option<PassId>,
    pub(crate) target: Option<RowId>,
}

/// What will be signed, and about what.
pub(crate) struct Plan {
    pub(crate) content: ActContent,
    pub(crate) subject: Subject,
    /// The act that is undone.
    pub(crate) undone: Option<ActFile>,
}

/// The permission that an act of this kind takes.
pub(crate) const fn permission_of(kind: ActKind) -> Permission {
    match kind {
        ActKind::Issue => Permission::Issue,
        ActKind::Reissue => Permission::Print,
        ActKind::Correct => Permission::Correct,
        ActKind::Revoke | ActKind::ImportRevocations | ActKind::RefuseReissue => Permission::Revoke,
        ActKind::Restore => Permission::Restore,
        ActKind::Appoint
        | ActKind::Dismiss
        | ActKind::OpenOffice
        | ActKind::CloseOffice
        | ActKind::Found => Permission::Staff,
        ActKind::WithdrawKey | ActKind::DeclareKey => Permission::Keys,
        ActKind::WithdrawValue | ActKind::ApproveProduct => Permission::Products,
        ActKind::HandOver | ActKind::Mandate | ActKind::EndMandate => Permission::Mandate,
        ActKind::Erase | ActKind::Disclose => Permission::Erase,
        ActKind::ImportDeliveries | ActKind::HoldEntry => Permission::Deliveries,
        ActKind::Configure => Permission::Configure,
    }
}

/// What the record of the holder of such an act is touched for.
pub(crate) const fn purpose_of(kind: ActKind) -> Purpose {
    match kind {
        ActKind::Issue => Purpose::Issue,
        ActKind::Reissue => Purpose::Print,
        ActKind::Correct => Purpose::Correct,
        ActKind::HandOver | ActKind::Mandate | ActKind::EndMandate => Purpose::HolderAsked,
        ActKind::Erase => Purpose::Erase,
        ActKind::Disclose => Purpose::Disclose,
        _ => Purpose::Revoke,
    }
}

impl Authority {
    /// The content of an act by this caller at this time.
    pub(crate) fn content(caller: &Caller, shard: Shard, body: Body, at: i64) -> ActContent {
        ActContent {
            shard,
            officer: caller.number,
            office: caller.office_name.clone(),
            region: caller.region.clone(),
            reason: None,
            basis: None,
            evidence: None,
            at,
            body,
        }
    }

    pub(crate) async fn plan(
        &self,
        caller: &Caller,
        known: &KnownStaff,
        proposal: &Proposal,
        at: i64,
    ) -> Result<Plan, AuthorityError> {
        let mut subject = Subject::default();
        let mut undone = None;
        let body = match proposal {
            Proposal::Revoke { passes, why } => {
                self.revocation(passes, why.reason, &mut subject).await?
            }
            Proposal::RefuseReissue { pass, .. } => {
                let (shard, facts) = self.pass_facts(pass).await?;
                subject = about(shard, &facts);
                let handle = facts.handle;
                Body::RefuseReissue { handle }
            }
            Proposal::Restore { act } => {
                let (shard, file) = self.act_file(act).await?;
                subject.shard = shard;
                subject.holder = file.act.holder;
                subject.pass = file.act.pass;
                subject.target = Some(RowId(file.act.id.0));
                let undoes = file.act.hash;
                undone = Some(file);
                Body::Restore { undoes }
            }
            Proposal::Erase { holder, .. } => {
                self.about_holder(holder, &mut subject).await?;
                Body::Erase {
                    subject: self.subject_id(&subject)?,
                }
            }
            Proposal::Disclose {
                holder,
                recipient,
                basis,
                delay_days,
            } => {
                self.about_holder(holder, &mut subject).await?;
                let id = self.subject_id(&subject)?;
                disclose(id, *recipient, *basis, *delay_days, at)?
            }
            Proposal::WithdrawValue { product, lot, .. } => {
                let touched = self.touched(product, lot.as_deref(), at).await?;
                Body::WithdrawValue {
                    product: product.clone(),
                    lot: lot.clone(),
                    touched: Touched::of(&touched),
                }
            }
            Proposal::ImportRevocations {
                source, handles, ..
            } => Body::ImportRevocations {
                source: *source,
                touched: Touched::of(&self.touched_by_list(handles).await?),
            },
            other => self.plan_of_authority(known, other, at).await?,
        };
        let mut content = Self::content(caller, subject.shard, body, at);
        content.basis = proposal.basis();
        content.reason = proposal.why().map(|why| why.reason);
        content.evidence = proposal.why().and_then(|why| why.evidence);
        content.check()?;
        Ok(Plan {
            content,
            subject,
            undone,
        })
    }

    /// Acts about offices, officers, keys, products and settings.
    async fn plan_of_authority(
        &self,
        known: &KnownStaff,
        proposal: &Proposal,
        at: i64,
    ) -> Result<Body, AuthorityError> {
        let staff = known.verified.staff();
        Ok(match proposal {
            Proposal::WithdrawKey { epochs, .. } => {
                let keys = self.keys_of_epochs(epochs).await?;
                Body::WithdrawKey { keys }
            }
            Proposal::Appoint { key, login } => {
                let (mut spec, _) = registered_key(self, key, at).await?;
                spec.login = *login;
                Body::Appoint(Box::new(spec))
            }
            Proposal::Dismiss { officer } => {
                let mut held = staff.roles_at(*officer, at);
                let (office, _) = held.next().ok_or(StaffError::NotAppointed)?;
                Body::Dismiss {
                    officer: *officer,
                    office: office.to_owned(),
                }
            }
            Proposal::OpenOffice(spec) => {
                if staff.office(&spec.name).is_some() {
                    return Err(StaffError::OfficeTwice.into());
                }
                Body::OpenOffice(spec.clone())
            }
            Proposal::CloseOffice { office } => {
                let open = staff.office(office).filter(|o| o.closed_at.is_none());
                open.ok_or(StaffError::NoOffice)?;
                Body::CloseOffice {
                    office: office.clone(),
                }
            }
            Proposal::DeclareKey {
                certificate,
                not_before,
                not_after,
            } => {
                if certificate.is_empty() || certificate.len() > CERTIFICATE_MAX_BYTES {
                    return Err(AuthorityError::Setting);
                }
                let hash = sha256(certificate);
                let (kid, _) = hash.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
                Body::DeclareKey {
                    kid: *kid,
                    certificate: hash,
                    not_before: *not_before,
                    not_after: *not_after,
                }
            }
            Proposal::ApproveProduct {
                product,
                approved_on,
            } => Body::ApproveProduct {
                product: product.clone(),
                approved_on: *approved_on,
            },
            Proposal::Configure { name, value } => {
                check_setting(name, value)?;
                Body::Configure {
                    name: name.clone(),
                    value: value.clone(),
                }
            }
            _ => return Err(AuthorityError::Damaged),
        })
    }

    /// Passes of one holder: each person has their own act, notice and appeal.
    async fn revocation(
        &self,
        passes: &[String],
        reason: Reason,
        subject: &mut Subject,
    ) -> Result<Body, AuthorityError> {
        let mut handles: Vec<Handle> = Vec::with_capacity(passes.len());
        if passes.len() > cleanbill_issuer::act::HANDLES_MAX {
            return Err(cleanbill_issuer::act::ActError::Passes.into());
        }
        for pass in passes {
            let (shard, facts) = self.pass_facts(pass).await?;
            match subject.holder {
                None => *subject = about(shard, &facts),
                Some(holder) if (holder, subject.shard) == (facts.holder, shard) => {
                    subject.pass = subject.pass.filter(|first| *first == facts.id);
                }
                Some(_) => return Err(AuthorityError::SeveralHolders),
            }
            if reason == Reason::Corrected {
                let all = self.inner.store.passes_of(shard, facts.holder).await?;
                if !all.iter().any(|pass| pass.replaces == Some(facts.id)) {
                    return Err(AuthorityError::NotReplaced);
                }
            }
            handles.push(facts.handle);
        }
        Ok(Body::revoke(handles))
    }
}

fn about(shard: Shard, facts: &PassFacts) -> Subject {
    Subject {
        shard,
        holder: Some(facts.holder),
        pass: Some(facts.id),
        target: None,
    }
}
