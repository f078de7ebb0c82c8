//! Light passes of a full one (G04, ADR 0016): asked of a policy by the caller, signed and kept.
//!
//! Their rows hang on the act that issued the full pass: they say no more than it does, and it was
//! that act that found a reason. A batch that a holder fetches needs no officer.

use std::fmt;

use cleanbill_hcert::light::PolicyMark;
use cleanbill_hcert::{Dcc, Decoder, find_dcc, read_dcc};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{
    Changeset, LeafId, LeafRow, Lookup, LookupKind, PassId, PassRow, Shard,
};
use cleanbill_issuer::{Form, IssuedLight, LightBatch, LightWindow, issue_light_batch};
use cleanbill_seal::{Opened, Place, Scope, commitment};
use cleanbill_store::PassFacts;

use super::PassStatus;
use super::open::text_of;
use super::reissue::pass_status;
use crate::acts::Ids;
use crate::{Authority, AuthorityError, Caller, Holder};

/// Keys that one light pass takes: of the pass and of its leaf.
const IDS_PER_LIGHT: usize = 2;

/// A full pass for which light ones are about to be made. `Debug` shows nothing of it.
pub struct LightDraft {
    shard: Shard,
    facts: PassFacts,
    opened: Opened,
    text: String,
}

impl fmt::Debug for LightDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LightDraft(..)")
    }
}

impl LightDraft {
    /// The text of the full pass, which a policy is asked about.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Authority {
    /// Opens a pass, so that light ones can be made of it for its holder, who sees the look.
    ///
    /// # Errors
    /// As [`pass_handout`](Self::pass_handout); [`AuthorityError::Revoked`] where it was taken
    /// back or notice of that was given; [`AuthorityError::NotFound`], also for a light pass, a
    /// pass of another form than the EU's, and one that is over.
    pub async fn light_draft(
        &self,
        caller: &Caller,
        pass: &str,
        now: i64,
    ) -> Result<LightDraft, AuthorityError> {
        let (shard, facts, access) = self.print_look(caller, pass, now).await?;
        let opened = self.open(shard, &access, Scope::Record).await?;
        self.draft_of(shard, facts, opened, now).await
    }

    /// The same for one of a holder's own passes.
    ///
    /// # Errors
    /// As [`light_draft`](Self::light_draft); [`AuthorityError::NotFound`] for somebody else's.
    pub async fn own_light_draft(
        &self,
        holder: &Holder,
        pass: &str,
        now: i64,
    ) -> Result<LightDraft, AuthorityError> {
        let facts = self.own_pass(holder, pass).await?;
        let access = self.own_look(holder.shard, holder.key, None, now).await?;
        let opened = self.open(holder.shard, &access, Scope::Record).await?;
        self.draft_of(holder.shard, facts, opened, now).await
    }

    async fn draft_of(
        &self,
        shard: Shard,
        facts: PassFacts,
        opened: Opened,
        now: i64,
    ) -> Result<LightDraft, AuthorityError> {
        if facts.light || facts.form != Form::Dcc {
            return Err(AuthorityError::NotFound);
        }
        let known = self.known_staff().await?;
        let acts = self.inner.store.acts_of(shard, facts.holder).await?;
        let takings = self.takings(&known, shard, &acts).await?;
        let events = self.inner.store.events_of(shard, facts.holder).await?;
        let row = opened.rows().passes.iter().find(|row| row.id == facts.id);
        let row = row.ok_or(AuthorityError::Damaged)?;
        match pass_status(self, &opened, (&takings, &events), row, now) {
            PassStatus::Valid | PassStatus::Replaced => {}
            PassStatus::Expired => return Err(AuthorityError::NotFound),
            PassStatus::Noticed { .. } | PassStatus::Revoked { .. } => {
                return Err(AuthorityError::Revoked);
            }
        }
        let text = text_of(&opened, facts.id)?;
        Ok(LightDraft {
            shard,
            facts,
            opened,
            text,
        })
    }

    /// Makes the light passes of a draft: one for each window for which a policy was found under
    /// which the full pass is accepted throughout (the caller's word), and keeps them.
    ///
    /// # Errors
    /// [`AuthorityError::Light`]; then nothing was made. [`AuthorityError::Store`].
    pub async fn issue_light(
        &self,
        draft: &LightDraft,
        judged: &[(LightWindow, Option<PolicyMark>)],
        now: i64,
    ) -> Result<LightBatch, AuthorityError> {
        let inner = &self.inner;
        let windows: Vec<LightWindow> = judged.iter().map(|(window, _)| *window).collect();
        let mut ask = |window: LightWindow| {
            let mut judged = judged.iter();
            judged.find_map(|(of, mark)| (*of == window).then(|| mark.clone())?)
        };
        let batch = issue_light_batch(
            &full_pass(&draft.text)?,
            &windows,
            &mut ask,
            &inner.signing.issuer,
            now,
            &mut |bytes| inner.entropy.fill(bytes),
            inner.signing.signer.as_ref(),
        )?;
        if batch.passes.is_empty() {
            return Ok(batch);
        }
        let count = batch.passes.len() * IDS_PER_LIGHT;
        let mut ids = Ids::reserve(self, draft.shard, count).await?;
        let mut set = Changeset {
            name: "light",
            shard: draft.shard,
            ..Changeset::default()
        };
        for light in &batch.passes {
            self.keep_light(&mut set, draft, light, &mut ids, now)?;
        }
        inner.store.apply(&set).await?;
        let leaves: Vec<LeafId> = set.leaves.iter().map(|leaf| leaf.id).collect();
        self.release_leaves(draft.shard, &leaves).await?;
        Ok(batch)
    }

    fn keep_light(
        &self,
        set: &mut Changeset,
        draft: &LightDraft,
        light: &IssuedLight,
        ids: &mut Ids,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let facts = &draft.facts;
        let pass = PassId(ids.take()?);
        let key = draft.opened.key();
        let secret = key.commitment_secret(pass)?;
        set.leaves.push(LeafRow {
            id: LeafId(ids.take()?),
            kind: LeafKind::Commitment,
            // The act that the row names has its own leaf, of the full pass.
            act: None,
            body: commitment(&secret, &light.cose).to_vec(),
        });
        let mut nonce = [0; 12];
        self.inner.entropy.fill(&mut nonce);
        let place = Place::pass(draft.shard, facts.holder, pass);
        set.passes.push(PassRow {
            id: pass,
            holder: facts.holder,
            event: facts.event,
            replaces: None,
            act: facts.act,
            handle: light.lookup_key,
            epoch: self.inner.signing.epoch,
            light: true,
            form: Form::Dcc,
            // The pass itself does not say it: it would tie the codes of a batch together.
            issued_at: now,
            expires_at: light.window.expires_at,
            sealed: key.seal(place, &light.cose, nonce)?,
        });
        let lookups = set.lookups.entry(LookupKind::Handle).or_default();
        lookups.push(Lookup {
            hash: light.lookup_key,
            target: pass.0,
        });
        Ok(())
    }
}

/// What a pass of ours says.
fn full_pass(text: &str) -> Result<Dcc, AuthorityError> {
    let damaged = |_| AuthorityError::Damaged;
    let mut decoder = Decoder::default();
    let envelope = decoder.decode(text).map_err(damaged)?;
    let payload = envelope.claims.hcert.as_ref();
    let payload = find_dcc(payload.ok_or(AuthorityError::Damaged)?).map_err(damaged)?;
    Ok(read_dcc(payload).map_err(damaged)?.dcc)
}
