//! The beginning: two people of two offices register keys, and sign one act.
//!
//! ```text
//! begin_founding ─ link ─ found: offices, one key ─ link ─ join_founding: the second's key
//!                                      both: founding_act ─ hash ─ sign_founding ─ pinned
//! ```

use cleanbill_issuer::act::machine::Course;
use cleanbill_issuer::act::{ActContent, AppointSpec, OfficeSpec};
use cleanbill_issuer::approval::{ApprovalError, check_founding, verify_signature};
use cleanbill_issuer::staff::{KeyForm, StaffError};
use cleanbill_seal::TokenUse;
use cleanbill_store::{CeremonyRow, InvitationRow};
use cleanbill_webauthn::{Descriptor, RequestOptions};

use super::draft::Draft;
use super::invitation::{LINK_SECS, challenge_of};
use super::key::HeldKey;
use super::{CEREMONY_FOUNDING, KnownStaff, NewKey, OfficerSignature, Token, pin};
use crate::acts::{FoundRows, founding_rows};
use crate::{Authority, AuthorityError};

/// Offices that the first founder can name.
const OFFICES_MAX: usize = 8;
/// How long the founders have to sign, from when they first read the act.
const SIGN_WITHIN_SECS: i64 = 540;

/// What the first founder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundingDraft {
    /// Two to eight offices. The first founder heads the first of them, the second the second; the
    /// others stand empty until acts appoint somebody.
    pub offices: Vec<OfficeSpec>,
}

/// The founding act, as its founders read and sign it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundingAct {
    /// What both sign.
    pub hash: [u8; 32],
    /// Its time, Unix seconds.
    pub at: i64,
    /// The offices.
    pub offices: Vec<OfficeSpec>,
    /// The founders: number, office, SHA-256 of the key.
    pub founders: Vec<(i64, String, [u8; 32])>,
    /// Who has signed.
    pub signed: Vec<i64>,
}

impl Authority {
    /// The one-time link for the first founder. A new one does not void another: until the
    /// authority is founded, whoever has one can found it, once.
    ///
    /// # Errors
    /// [`AuthorityError::AlreadyFounded`], [`AuthorityError::NotPinned`].
    pub async fn begin_founding(&self, now: i64) -> Result<Token, AuthorityError> {
        self.check_unfounded().await?;
        self.founding_link(now).await
    }

    async fn founding_link(&self, now: i64) -> Result<Token, AuthorityError> {
        let token = Token::draw(self.inner.entropy.as_ref());
        let row = InvitationRow {
            tag: token.tag(&self.inner.ring, TokenUse::Invitation),
            officer: None,
            office: None,
            role: None,
            at: now,
            expires_at: now.saturating_add(LINK_SECS),
        };
        self.inner.store.invite(&row).await?;
        Ok(token)
    }

    async fn check_unfounded(&self) -> Result<(), AuthorityError> {
        match self.is_founded().await? {
            true => Err(AuthorityError::AlreadyFounded),
            false => Ok(()),
        }
    }

    /// The first founder names the offices and registers a key. Gives the link for the second one;
    /// both sign with it.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a link that is none, or no more; what is wrong with the key
    /// or the offices; [`AuthorityError::AlreadyFounded`].
    pub async fn found(
        &self,
        token: &Token,
        draft: FoundingDraft,
        key: &NewKey,
        now: i64,
    ) -> Result<Token, AuthorityError> {
        self.check_unfounded().await?;
        let is_sized = (2..=OFFICES_MAX).contains(&draft.offices.len());
        let names = |index: usize| draft.offices.get(index).map(|office| &office.name);
        if !is_sized || names(0) == names(1) {
            return Err(StaffError::Founders.into());
        }
        let mut founding = Draft {
            at: now,
            offices: draft.offices,
            officers: Vec::new(),
            credential_ids: Vec::new(),
            approvals: Vec::new(),
        };
        let held = self.founders_key(token, key, now).await?;
        founding.add(held)?;
        founding.content()?.check()?;
        self.take_founding_link(token, now).await?;
        let second = self.founding_link(now).await?;
        self.keep_draft(&second, &founding, now).await?;
        Ok(second)
    }

    async fn founders_key(
        &self,
        token: &Token,
        key: &NewKey,
        now: i64,
    ) -> Result<HeldKey, AuthorityError> {
        let tag = token.tag(&self.inner.ring, TokenUse::Invitation);
        let row = self.inner.store.invitation(&tag, now).await?;
        row.filter(|row| row.office.is_none())
            .ok_or(AuthorityError::NotFound)?;
        key.verify(&challenge_of(token), &self.inner.options.relying_parties)
    }

    async fn take_founding_link(&self, token: &Token, now: i64) -> Result<(), AuthorityError> {
        let tag = token.tag(&self.inner.ring, TokenUse::Invitation);
        let row = self.inner.store.take_invitation(&tag, now).await?;
        row.map(|_| ()).ok_or(AuthorityError::NotFound)
    }

    /// The second founder registers a key.
    ///
    /// # Errors
    /// As [`found`](Self::found).
    pub async fn join_founding(
        &self,
        token: &Token,
        key: &NewKey,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let held = self.founders_key(token, key, now).await?;
        let mut draft = self.draft(token, now).await?;
        draft.add(held)?;
        draft.content()?.check()?;
        self.take_founding_link(token, now).await?;
        self.keep_draft(token, &draft, now).await
    }

    async fn draft(&self, token: &Token, now: i64) -> Result<Draft, AuthorityError> {
        let tag = token.tag(&self.inner.ring, TokenUse::Ceremony);
        let row = self.inner.store.ceremony(&tag, now).await?;
        let row = row.filter(|row| row.kind == CEREMONY_FOUNDING);
        let row = row.ok_or(AuthorityError::NotFound)?;
        Draft::read(&row.state).ok_or(AuthorityError::Damaged)
    }

    async fn keep_draft(
        &self,
        token: &Token,
        draft: &Draft,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let tag = token.tag(&self.inner.ring, TokenUse::Ceremony);
        let row = CeremonyRow {
            tag,
            kind: CEREMONY_FOUNDING,
            officer: None,
            act: None,
            state: draft.write()?,
            expires_at: now.saturating_add(LINK_SECS),
        };
        self.inner.store.take_ceremony(&tag, now).await?;
        Ok(self.inner.store.begin_ceremony(&row).await?)
    }

    /// What both founders sign. Nine minutes after it was first read, its time and its hash are
    /// new, and signatures over the old one are gone.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`]; [`StaffError::Founders`] before the second one joined.
    pub async fn founding_act(
        &self,
        token: &Token,
        now: i64,
    ) -> Result<FoundingAct, AuthorityError> {
        let mut draft = self.draft(token, now).await?;
        if draft.officers.len() < 2 {
            return Err(StaffError::Founders.into());
        }
        if now.saturating_sub(draft.at) > SIGN_WITHIN_SECS || now < draft.at {
            draft.at = now;
            draft.approvals.clear();
            self.keep_draft(token, &draft, now).await?;
        }
        let founder = |spec: &AppointSpec| {
            let key = spec.key.as_ref().map(cleanbill_issuer::act::KeySpec::hash);
            (spec.officer, spec.office.clone(), key.unwrap_or_default())
        };
        Ok(FoundingAct {
            hash: draft.content()?.hash(),
            at: draft.at,
            founders: draft.officers.iter().map(founder).collect(),
            signed: draft.approvals.iter().map(|a| a.officer).collect(),
            offices: draft.offices,
        })
    }

    /// What a page hands to `navigator.credentials.get` so that a founder signs.
    ///
    /// # Errors
    /// As [`founding_act`](Self::founding_act).
    pub async fn founding_options(
        &self,
        token: &Token,
        officer: i64,
        now: i64,
    ) -> Result<serde_json::Value, AuthorityError> {
        let act = self.founding_act(token, now).await?;
        let draft = self.draft(token, now).await?;
        let of = draft.officers.iter().zip(&draft.credential_ids);
        let is_passkey = |spec: &AppointSpec| {
            let key = spec.key.as_ref();
            spec.officer == officer && key.is_some_and(|key| key.form == KeyForm::Passkey)
        };
        let allow: Vec<_> = of
            .filter(|(spec, _)| is_passkey(spec))
            .map(|(_, id)| Descriptor {
                id: id.clone(),
                transports: Vec::new(),
            })
            .collect();
        self.request_options(&act.hash, &allow)
    }

    pub(crate) fn request_options(
        &self,
        challenge: &[u8; 32],
        allow: &[Descriptor],
    ) -> Result<serde_json::Value, AuthorityError> {
        let rp = self.inner.options.relying_parties.first();
        let options = RequestOptions {
            rp: rp.ok_or(ApprovalError::RelyingParty)?,
            challenge,
            allow,
            timeout_millis: 300_000,
        };
        Ok(options.to_json())
    }

    /// A founder signs. Once both have, the act is written, and its hash is pinned in the file that
    /// the options name: it is given here. Whoever checks what this authority publishes needs it.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`]; [`AuthorityError::Approval`]; [`AuthorityError::Pin`] where
    /// the act is written and the file is not: write it by hand.
    pub async fn sign_founding(
        &self,
        token: &Token,
        officer: i64,
        signature: &OfficerSignature,
        now: i64,
    ) -> Result<Option<[u8; 32]>, AuthorityError> {
        self.check_unfounded().await?;
        let mut draft = self.draft(token, now).await?;
        let content = draft.content()?;
        let hash = content.hash();
        let rps = &self.inner.options.relying_parties;
        let spec = draft.officers.iter().find(|spec| spec.officer == officer);
        let spec = spec.ok_or(ApprovalError::Founder)?;
        let key = spec.key.as_ref().ok_or(ApprovalError::Founder)?;
        if !signature.may_be_of(key) {
            return Err(ApprovalError::Key.into());
        }
        let approval = signature.approval(officer, &spec.office, key.hash(), now);
        verify_signature(&approval, &hash, key, rps)?;
        draft.approvals.retain(|other| other.officer != officer);
        draft.approvals.push(approval);
        if draft.officers.len() < 2 || draft.approvals.len() < draft.officers.len() {
            self.keep_draft(token, &draft, now).await?;
            return Ok(None);
        }
        self.complete_founding(&draft, &content, now).await?;
        let tag = token.tag(&self.inner.ring, TokenUse::Ceremony);
        self.inner.store.take_ceremony(&tag, now).await?;
        Ok(Some(hash))
    }

    async fn complete_founding(
        &self,
        draft: &Draft,
        content: &ActContent,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let rps = &self.inner.options.relying_parties;
        let checked = check_founding(content, &draft.approvals, rps)?;
        let path = self.inner.options.founding.as_deref();
        let path = path.ok_or(AuthorityError::Pin)?;
        let FoundRows { mut set, act, by } = founding_rows(
            self,
            content,
            &draft.credential_ids,
            &draft.approvals,
            &checked,
        )
        .await?;
        for step in 0..3 {
            let steps = set.steps.clone();
            let course = Course {
                id: act,
                content,
                steps: &steps,
            };
            set.steps.push(match step {
                0 => course.propose(by, now)?,
                1 => course.approve(&checked, by, now)?,
                _ => course.take_effect(now)?,
            });
        }
        // What would not verify again is not written.
        let rows = crate::acts::with_changes(&cleanbill_store::StaffRows::default(), &set);
        KnownStaff::verify(content.hash(), rows, rps)?;
        self.inner.store.apply(&set).await?;
        pin::write(path, &content.hash())
    }
}
