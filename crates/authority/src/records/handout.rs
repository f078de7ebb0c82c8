//! Passes to hand over again: as text for a page or a picture, and as FHIR.

use std::fmt;

use cleanbill_issuer::holder::EventRecord;
use cleanbill_issuer::registry::{AccessRow, HolderId, PassId, Shard};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::Purpose;
use cleanbill_seal::{CollectionCode, Opened, Scope};
use cleanbill_store::PassFacts;

use super::open::{parse_event, parse_person, text_of};
use crate::collect::FIRST_CODE;
use crate::{Authority, AuthorityError, Caller, Holder};

/// A pass to hand over. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Handout {
    /// What is drawn as a QR code: `HC1:…`.
    pub text: String,
    /// The secret of the pass's commitment.
    pub receipt: [u8; 32],
}

impl fmt::Debug for Handout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handout(..)")
    }
}

impl Handout {
    fn of(opened: &Opened, pass: PassId) -> Result<Self, AuthorityError> {
        Ok(Self {
            text: text_of(opened, pass)?,
            receipt: *opened.key().commitment_secret(pass)?,
        })
    }
}

impl Authority {
    /// A pass, to be printed again. The holder sees the look.
    ///
    /// # Errors
    /// As [`open_record`](Self::open_record).
    pub async fn pass_handout(
        &self,
        caller: &Caller,
        pass: &str,
        now: i64,
    ) -> Result<Handout, AuthorityError> {
        let (shard, facts, access) = self.print_look(caller, pass, now).await?;
        let opened = self.open(shard, &access, Scope::Record).await?;
        Handout::of(&opened, facts.id)
    }

    /// One of a holder's own passes, to show or print it again.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for somebody else's pass; as [`own_record`](Self::own_record).
    pub async fn own_pass_handout(
        &self,
        holder: &Holder,
        pass: &str,
        now: i64,
    ) -> Result<Handout, AuthorityError> {
        let facts = self.own_pass(holder, pass).await?;
        let access = self.own_look(holder.shard, holder.key, None, now).await?;
        let opened = self.open(holder.shard, &access, Scope::Record).await?;
        Handout::of(&opened, facts.id)
    }

    /// What a pass stands on, as a FHIR R4 bundle (a document). The holder sees the look.
    ///
    /// # Errors
    /// As [`pass_handout`](Self::pass_handout); [`AuthorityError::Export`].
    pub async fn pass_export(
        &self,
        caller: &Caller,
        pass: &str,
        now: i64,
    ) -> Result<String, AuthorityError> {
        let (shard, facts, access) = self.print_look(caller, pass, now).await?;
        self.event_bundle(shard, &access, &facts, now).await
    }

    /// The same for one of a holder's own passes.
    ///
    /// # Errors
    /// As [`own_pass_handout`](Self::own_pass_handout); [`AuthorityError::Export`].
    pub async fn own_pass_export(
        &self,
        holder: &Holder,
        pass: &str,
        now: i64,
    ) -> Result<String, AuthorityError> {
        let facts = self.own_pass(holder, pass).await?;
        let access = self.own_look(holder.shard, holder.key, None, now).await?;
        self.event_bundle(holder.shard, &access, &facts, now).await
    }

    /// The collection code of a pass that counts now, to be printed on its page: the first that was
    /// not used. Nothing is changed by asking.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::NotFound`]; [`AuthorityError::CodeUsed`]
    /// after 255 codes: issue the pass again.
    pub async fn standing_code(
        &self,
        caller: &Caller,
        pass: &str,
    ) -> Result<CollectionCode, AuthorityError> {
        caller.may(Permission::Print)?;
        let (shard, facts) = self.pass_facts(pass).await?;
        let version = self.unused_code(shard, facts.id).await?;
        Ok(self.inner.ring.collection_code(shard, facts.id, version)?)
    }

    /// The number of the first code of a pass that was neither used nor made void.
    pub(crate) async fn unused_code(
        &self,
        shard: Shard,
        pass: PassId,
    ) -> Result<u8, AuthorityError> {
        let store = &self.inner.store;
        let mut version = FIRST_CODE;
        while store.collected_at(shard, pass, version).await?.is_some() {
            version = version.checked_add(1).ok_or(AuthorityError::CodeUsed)?;
        }
        Ok(version)
    }

    pub(super) async fn print_look(
        &self,
        caller: &Caller,
        pass: &str,
        now: i64,
    ) -> Result<(Shard, PassFacts, AccessRow), AuthorityError> {
        caller.may(Permission::Print)?;
        let (shard, facts) = self.pass_facts(pass).await?;
        self.release(shard, facts.act).await?;
        let look = self.look(caller, shard, facts.holder, Purpose::Print, None, now);
        Ok((shard, facts, look.await?))
    }

    pub(super) async fn own_pass(
        &self,
        holder: &Holder,
        pass: &str,
    ) -> Result<PassFacts, AuthorityError> {
        let (shard, facts) = self.pass_facts(pass).await?;
        let whose: (Shard, HolderId) = (shard, facts.holder);
        if whose == (holder.shard, holder.key) {
            self.release(shard, facts.act).await?;
            Ok(facts)
        } else {
            Err(AuthorityError::NotFound)
        }
    }

    async fn event_bundle(
        &self,
        shard: Shard,
        access: &AccessRow,
        facts: &PassFacts,
        now: i64,
    ) -> Result<String, AuthorityError> {
        let opened = self.open(shard, access, Scope::Record).await?;
        let rows = opened.rows();
        let person = rows.persons.first().ok_or(AuthorityError::Damaged)?;
        let person = parse_person(&opened, person)?;
        let event = rows.events.iter().find(|row| row.id == facts.event);
        let event: EventRecord = parse_event(&opened, event.ok_or(AuthorityError::Damaged)?)?;
        self.bundle(&person, &[&event], now)
    }
}
