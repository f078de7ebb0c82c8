//! The holder's door: a code collects a pass, once, and lets its holder see their own record.
//!
//! Nobody is found here by name, phone, document or any id: who has neither code nor token has
//! nothing to ask with.

mod export;
mod own;

use std::fmt;

use cleanbill_issuer::registry::{AccessId, AccessRow, Changeset, HolderId, PassId, Shard};
use cleanbill_issuer::registry::{OfficeId, OfficerId};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Purpose, Role};
use cleanbill_seal::{CollectionCode, Scope, SealError, TokenUse};
use cleanbill_store::{SessionRow, SignedIn, StoreError};

use crate::acts::Ids;
use crate::records::text_of;
use crate::staff::Token;
use crate::{Authority, AuthorityError, Caller};

/// The number of the first code of a pass; each further one voids those before it.
pub(crate) const FIRST_CODE: u8 = 1;

/// A holder who came in by a token. Only [`Authority::holder`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    pub(crate) shard: Shard,
    pub(crate) key: HolderId,
}

/// What a code gives. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Collected {
    /// What is drawn as a QR code: `HC1:…`.
    pub text: String,
    /// The secret of the pass's commitment.
    pub receipt: [u8; 32],
    /// That the pass is in the public ledger, where there is one: a C2SP tlog-proof, with the place
    /// in its batch and the secret that opens it.
    pub proof: Option<String>,
    /// Opens the holder's own record from now on. A device that holds passes of a family has one
    /// for each of them.
    pub token: Token,
    /// Until when the token counts, Unix seconds.
    pub expires_at: i64,
}

impl fmt::Debug for Collected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Collected(..)")
    }
}

impl Authority {
    /// A new code for a pass, to be handed to its holder: those before it are void.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::NotFound`]; [`AuthorityError::CodeUsed`]
    /// after 254 codes: issue the pass again; [`AuthorityError::Store`] with `store.conflict` where
    /// somebody else was handed one at the same time.
    pub async fn new_code(
        &self,
        caller: &Caller,
        pass: &str,
        now: i64,
    ) -> Result<CollectionCode, AuthorityError> {
        caller.may(Permission::Print)?;
        let (shard, facts) = self.pass_facts(pass).await?;
        let store = &self.inner.store;
        let version = self.unused_code(shard, facts.id).await?;
        let next = version.checked_add(1).ok_or(AuthorityError::CodeUsed)?;
        let access = self.look(caller, shard, facts.holder, Purpose::Print, None, now);
        let set = Changeset {
            name: "new-code",
            shard,
            accesses: vec![access.await?],
            collections: vec![(facts.id, version, now)],
            ..Changeset::default()
        };
        store.apply(&set).await?;
        Ok(self.inner.ring.collection_code(shard, facts.id, next)?)
    }

    /// Gives the pass of a code, once, and a token for the holder's own record. `source` is whom
    /// the door counts as one (an address, hashed): so many tries a minute.
    ///
    /// A code that is mistyped, used, replaced, or of an erased person: all are the same error.
    ///
    /// # Errors
    /// [`AuthorityError::RateLimited`], [`AuthorityError::CodeUsed`], [`AuthorityError::Store`].
    pub async fn collect(
        &self,
        code: &str,
        source: [u8; 16],
        now: i64,
    ) -> Result<Collected, AuthorityError> {
        let inner = &self.inner;
        inner.collects.take(source, now)?;
        // What is no code is looked for all the same: the answer takes as long.
        let nobody = (Shard::default(), PassId(i64::MAX), FIRST_CODE);
        let parsed = inner.ring.parse_collection_code(code);
        let (shard, pass, version) = parsed.unwrap_or(nobody);
        let facts = inner.store.pass(shard, pass).await?;
        let used = inner.store.collected_at(shard, pass, version).await?;
        let facts = facts.filter(|_| used.is_none());
        let facts = facts.ok_or(AuthorityError::CodeUsed)?;
        self.release(shard, facts.act).await?;
        let access = self.own_look(shard, facts.holder, None, now).await?;
        let opened = match self.open(shard, &access, Scope::Record).await {
            Err(AuthorityError::Seal(SealError::Erased)) => return Err(AuthorityError::CodeUsed),
            opened => opened?,
        };
        let text = text_of(&opened, pass)?;
        let receipt = *opened.key().commitment_secret(pass)?;
        let proof = self.pass_receipt(shard, facts.act, receipt);
        let proof = if facts.light { None } else { proof.await? };
        let expires_at = now.saturating_add(inner.options.holder_session_secs);
        let token = Token::draw(inner.entropy.as_ref());
        let session = SessionRow {
            tag: token.tag(&inner.ring, TokenUse::Session),
            who: SignedIn::Holder(shard, facts.holder),
            at: now,
            expires_at,
        };
        inner.store.begin_session(&session).await?;
        // Last, so that nothing after it can fail: of two who come at once, one gets here.
        let set = Changeset {
            name: "collect",
            shard,
            collections: vec![(pass, version, now)],
            ..Changeset::default()
        };
        match inner.store.apply(&set).await {
            Ok(_) => Ok(Collected {
                text,
                receipt,
                proof,
                token,
                expires_at,
            }),
            Err(StoreError::Conflict { .. }) => {
                inner.store.end_session(&session.tag).await?;
                Err(AuthorityError::CodeUsed)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The holder whose token this is.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a token that is none, or no more, or an officer's.
    pub async fn holder(&self, token: &Token, now: i64) -> Result<Holder, AuthorityError> {
        let tag = token.tag(&self.inner.ring, TokenUse::Session);
        let session = self.inner.store.session(&tag, now).await?;
        match session.map(|session| session.who) {
            Some(SignedIn::Holder(shard, key)) => Ok(Holder { shard, key }),
            _ => Err(AuthorityError::NotFound),
        }
    }

    /// Ends a holder's token.
    ///
    /// # Errors
    /// [`AuthorityError::Store`].
    pub async fn forget_holder(&self, token: &Token) -> Result<(), AuthorityError> {
        let tag = token.tag(&self.inner.ring, TokenUse::Session);
        self.inner.store.end_session(&tag).await?;
        Ok(())
    }

    /// A holder's own look.
    pub(crate) async fn own_look(
        &self,
        shard: Shard,
        holder: HolderId,
        act: Option<cleanbill_issuer::registry::ActId>,
        now: i64,
    ) -> Result<AccessRow, AuthorityError> {
        Ok(AccessRow {
            id: AccessId(Ids::reserve(self, shard, 1).await?.take()?),
            holder,
            officer: OfficerId(0),
            office: OfficeId(0),
            // Nobody's: it says nothing where there is no officer.
            role: Role::Desk,
            purpose: Purpose::Own,
            basis: None,
            act,
            at: now,
            visible_at: now,
        })
    }
}
