//! One event becomes one pass, answered at once.

use cleanbill_crypto::sha256;
use cleanbill_issuer::preview;
use cleanbill_issuer::registry::{
    AccessId, AccessRow, ActId, EventId, HolderId, IdempotencyRow, OfficerId, PassId, Shard,
};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Purpose, Role, Source};
use cleanbill_issuer::{Form, PassPreview};
use cleanbill_seal::{CollectionCode, IdKind, PublicId, Scope};
use cleanbill_store::StoreError;

use super::batch::{Hashes, Item};
use super::stream::{Chunk, Setting, keep, keep_with};
use crate::forms::{InForm, code_of};
use crate::intake::Told;
use crate::{Authority, AuthorityError, Caller};

/// A key that whoever asks gives a request, so that asking again does nothing twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// The key, 1 to 128 printable characters; unique an officer.
    pub key: String,
    /// SHA-256 of the request as it came.
    pub request_hash: [u8; 32],
}

/// A pass that was issued, as it is handed over.
///
/// `Debug` shows the public ids only.
#[derive(Clone, PartialEq, Eq)]
pub struct Issued {
    /// The holder.
    pub holder: PublicId,
    /// The event.
    pub event: PublicId,
    /// The pass.
    pub pass: PublicId,
    /// The act.
    pub act: PublicId,
    /// In which form it was issued.
    pub form: Form,
    /// What is drawn as a QR code: `HC1:…`, of a health card `shc:/…`.
    pub text: String,
    /// With what the holder collects the pass, once.
    pub code: CollectionCode,
    /// The secret of the pass's commitment: with it and the pass its leaf in the public ledger is
    /// found. Printed with the pass, beside the code, not in it.
    pub receipt: [u8; 32],
    /// Claim `exp`, Unix seconds; [`NO_END`](cleanbill_issuer::NO_END) of a form without one.
    pub expires_at: i64,
    /// Whether it was issued before, to the same request.
    pub is_repeated: bool,
}

impl std::fmt::Debug for Issued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Issued")
            .field("pass", &self.pass)
            .field("act", &self.act)
            .finish_non_exhaustive()
    }
}

/// The internal keys of one issue.
#[derive(Clone, Copy)]
struct Place {
    shard: Shard,
    holder: HolderId,
    event: EventId,
    pass: PassId,
    act: ActId,
}

impl Place {
    /// As an outcome of a request is kept: no personal data, five integers.
    fn to_bytes(self) -> Vec<u8> {
        let keys = [self.holder.0, self.event.0, self.pass.0, self.act.0];
        let keys = keys.into_iter().flat_map(i64::to_be_bytes);
        self.shard.0.to_be_bytes().into_iter().chain(keys).collect()
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (shard, rest) = bytes.split_first_chunk::<2>()?;
        let (keys, []) = rest.as_chunks::<8>() else {
            return None;
        };
        let [holder, event, pass, act] = keys else {
            return None;
        };
        Some(Self {
            shard: Shard(u16::from_be_bytes(*shard)),
            holder: HolderId(i64::from_be_bytes(*holder)),
            event: EventId(i64::from_be_bytes(*event)),
            pass: PassId(i64::from_be_bytes(*pass)),
            act: ActId(i64::from_be_bytes(*act)),
        })
    }
}

impl Authority {
    /// What a pass would say. Signs nothing and keeps nothing.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Intake`], [`AuthorityError::Issue`].
    pub fn preview(
        &self,
        caller: &Caller,
        told: Told,
        now: i64,
    ) -> Result<PassPreview, AuthorityError> {
        caller.may(Permission::Preview)?;
        let intake = told.check()?;
        Ok(preview(&intake.request, &self.inner.signing.issuer, now)?)
    }

    /// Issues a pass for an event: to the holder of the document, if one is known, else to a new
    /// one. The same request under the same key is answered with the same pass.
    ///
    /// # Errors
    /// [`AuthorityError`].
    pub async fn issue(
        &self,
        caller: &Caller,
        told: Told,
        request: Option<RequestKey>,
        now: i64,
    ) -> Result<Issued, AuthorityError> {
        caller.may(Permission::Issue)?;
        let source = match caller.role {
            Role::Machine => Source::Machine,
            _ => Source::Desk,
        };
        let setting = Setting {
            inner: self.inner.clone(),
            caller: caller.clone(),
            source,
            now,
            stream_form: InForm::Dcc,
        };
        if let Some(request) = &request
            && let Some(before) = self.answered(caller.officer, request).await?
        {
            return self.issued_before(&setting, before).await;
        }
        let issued = self.issue_now(&setting, told, request.as_ref()).await;
        match (issued, &request) {
            // Another copy of the request came through first.
            (Err(AuthorityError::Store(StoreError::KeyUsed)), Some(request)) => {
                let before = self.answered(caller.officer, request).await?;
                let before = before.ok_or(AuthorityError::Store(StoreError::KeyUsed))?;
                self.issued_before(&setting, before).await
            }
            (issued, _) => issued,
        }
    }

    async fn issue_now(
        &self,
        setting: &Setting,
        told: Told,
        request: Option<&RequestKey>,
    ) -> Result<Issued, AuthorityError> {
        let intake = told.check()?;
        let hashes = Hashes::of(&setting.line(), &intake);
        let chunk = Chunk {
            items: vec![Item {
                row: 1,
                intake,
                hashes,
            }],
            refused: Vec::new(),
            rows: 1,
        };
        let batch = self.make_chunk(setting, chunk).await?;
        let Some((_, made)) = batch.made.first() else {
            let refused = batch.refused.first();
            let error = refused.map_or(AuthorityError::Damaged, |refused| refused.error.clone());
            // What looked wrong is kept all the same.
            keep(setting, batch, None).await?;
            return Err(error);
        };
        let place = Place {
            shard: setting.inner.shard,
            holder: made.pass.holder,
            event: made.event.id,
            pass: made.pass.id,
            act: made.act.id,
        };
        let (secret, expires_at) = (*made.secret, made.signed.expires_at);
        let form = made.signed.form;
        let text = code_of(form, false, &made.signed.bytes)?;
        let idempotency = request.map(|request| IdempotencyRow {
            officer: setting.caller.officer,
            key_tag: setting.inner.ring.request_tag(&request.key),
            request_hash: request.request_hash,
            at: setting.now,
            outcome: place.to_bytes(),
        });
        keep_with(setting, batch, None, idempotency).await?;
        self.release(place.shard, place.act).await?;
        self.issued(place, (form, text), secret, expires_at, false)
    }

    fn issued(
        &self,
        place: Place,
        (form, text): (Form, String),
        receipt: [u8; 32],
        expires_at: i64,
        is_repeated: bool,
    ) -> Result<Issued, AuthorityError> {
        let ring = &self.inner.ring;
        let id = |kind, key| ring.public_id(kind, place.shard, key);
        Ok(Issued {
            holder: id(IdKind::Holder, place.holder.0)?,
            event: id(IdKind::Event, place.event.0)?,
            pass: id(IdKind::Pass, place.pass.0)?,
            act: id(IdKind::Act, place.act.0)?,
            form,
            text,
            code: ring.collection_code(place.shard, place.pass, 1)?,
            receipt,
            expires_at,
            is_repeated,
        })
    }

    /// What was answered to this request before.
    async fn answered(
        &self,
        officer: OfficerId,
        request: &RequestKey,
    ) -> Result<Option<Place>, AuthorityError> {
        let tag = self.inner.ring.request_tag(&request.key);
        let Some(row) = self.inner.store.idempotency(officer, &tag).await? else {
            return Ok(None);
        };
        if row.request_hash != request.request_hash {
            return Err(AuthorityError::KeyReused);
        }
        let place = Place::parse(&row.outcome).ok_or(AuthorityError::Damaged)?;
        Ok(Some(place))
    }

    /// Opens the pass that was issued before; that is a look, and written down.
    async fn issued_before(
        &self,
        setting: &Setting,
        place: Place,
    ) -> Result<Issued, AuthorityError> {
        self.release(place.shard, place.act).await?;
        let access = AccessRow {
            id: AccessId(self.reserve(1).await?),
            holder: place.holder,
            officer: setting.caller.officer,
            office: setting.caller.office,
            role: setting.caller.role,
            purpose: Purpose::Issue,
            basis: None,
            act: Some(place.act),
            at: setting.now,
            visible_at: setting.now,
        };
        let inner = &self.inner;
        let opened = inner
            .unsealer
            .open(&inner.ring, place.shard, &access, Scope::Record)
            .await?;
        let row = opened.rows().passes.iter().find(|row| row.id == place.pass);
        let row = row.ok_or(AuthorityError::Damaged)?;
        let text = code_of(row.form, row.light, &opened.pass(row)?)?;
        let secret = opened.key().commitment_secret(place.pass)?;
        self.issued(place, (row.form, text), *secret, row.expires_at, true)
    }
}

/// The hash by which a repeated request is recognised.
#[must_use]
pub fn request_hash(request: &[u8]) -> [u8; 32] {
    sha256(request)
}
