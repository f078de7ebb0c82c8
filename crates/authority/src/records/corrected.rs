//! A correction that is asked for again is answered with what it made.

use cleanbill_issuer::registry::{ActId, Changeset, EventId, PassId, Shard};
use cleanbill_issuer::staff::Purpose;
use cleanbill_seal::{IdKind, Scope};
use cleanbill_store::StoreError;

use super::correct::CorrectionDone;
use super::reissue::Reissued;
use crate::acts::Outcome;
use crate::collect::FIRST_CODE;
use crate::forms::code_of;
use crate::issuing::RequestKey;
use crate::{Authority, AuthorityError, Caller};

/// What is kept of a correction: its act, the new event or 0, the new passes.
pub(super) fn outcome(
    shard: Shard,
    act: ActId,
    event: Option<EventId>,
    set: &Changeset,
) -> Outcome {
    let mut keys = vec![act.0, event.map_or(0, |event| event.0)];
    keys.extend(set.passes.iter().map(|pass| pass.id.0));
    Outcome { shard, keys }
}

impl Authority {
    /// Writes a correction; gives what another copy of the request made that came through first.
    pub(super) async fn keep_correction(
        &self,
        caller: &Caller,
        mut set: Changeset,
        made: Outcome,
        request: Option<&RequestKey>,
        now: i64,
    ) -> Result<Option<Outcome>, AuthorityError> {
        set.idempotency = request.map(|request| self.answer(caller, request, &made, now));
        match self.inner.store.apply(&set).await {
            Ok(_) => Ok(None),
            // Somebody else corrected it at the same moment.
            Err(StoreError::Conflict { table: "event" }) => Err(AuthorityError::Superseded),
            Err(error) => self.outcome_after(error, caller, request).await.map(Some),
        }
    }

    /// Opens the record again; that is a look, and written down.
    pub(super) async fn corrected_before(
        &self,
        caller: &Caller,
        before: &Outcome,
        now: i64,
    ) -> Result<CorrectionDone, AuthorityError> {
        let shard = before.shard;
        let [act, event, passes @ ..] = before.keys.as_slice() else {
            return Err(AuthorityError::KeyReused);
        };
        let file = self.inner.store.act(shard, ActId(*act)).await?;
        let holder = file.and_then(|file| file.act.holder);
        let holder = holder.ok_or(AuthorityError::KeyReused)?;
        let look = self.look(caller, shard, holder, Purpose::Correct, None, now);
        let mut access = look.await?;
        access.act = Some(ActId(*act));
        let opened = self.open(shard, &access, Scope::Record).await?;
        let ring = &self.inner.ring;
        let id = |kind, key| ring.public_id(kind, shard, key);
        let again = |pass: &i64| {
            let pass = PassId(*pass);
            let mut rows = opened.rows().passes.iter();
            let row = rows.find(|row| row.id == pass);
            let row = row.ok_or(AuthorityError::Damaged)?;
            let replaces = row.replaces.ok_or(AuthorityError::Damaged)?;
            Ok(Reissued {
                pass: id(IdKind::Pass, pass.0)?,
                replaces: id(IdKind::Pass, replaces.0)?,
                act: id(IdKind::Act, row.act.0)?,
                text: code_of(row.form, row.light, &opened.pass(row)?)?,
                code: ring.collection_code(shard, pass, FIRST_CODE)?,
                receipt: *opened.key().commitment_secret(pass)?,
                expires_at: row.expires_at,
            })
        };
        let event = (*event != 0).then(|| id(IdKind::Event, *event));
        Ok(CorrectionDone {
            act: id(IdKind::Act, *act)?,
            event: event.transpose()?,
            passes: passes
                .iter()
                .map(again)
                .collect::<Result<_, AuthorityError>>()?,
        })
    }
}
