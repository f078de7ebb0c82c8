//! One-time links by which officers register the keys that acts then appoint them with.

use cleanbill_crypto::sha256;
use cleanbill_issuer::act::{ActKind, AppointSpec, Body};
use cleanbill_issuer::registry::OfficerId;
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Role, StaffError};
use cleanbill_seal::{KeyRing, TokenUse};
use cleanbill_store::{CeremonyRow, InvitationRow};
use cleanbill_webauthn::CreationOptions;

use super::key::HeldKey;
use super::token::tag_of;
use super::{CEREMONY_KEY, CEREMONY_LOGIN, NewKey, Token, WAITING_SECS, read_blobs, write_blobs};
use crate::{Authority, AuthorityError, Caller};

/// How long a link can be used.
pub(super) const LINK_SECS: i64 = 7 * 86_400;
/// How long a browser waits for a passkey.
const PASSKEY_MILLIS: u32 = 300_000;

/// Whom a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The office's name.
    pub office: String,
    /// As what.
    pub role: Role,
    /// An officer of that office and role who registers a further key; nobody for a new one.
    pub officer: Option<i64>,
}

/// A key that was registered, and waits for the act that appoints its officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// SHA-256 of the public key. Its owner reads it to whoever proposes the appointment.
    pub fingerprint: [u8; 32],
    /// The number that the officer will have.
    pub officer: i64,
    /// The office's name.
    pub office: String,
    /// As what.
    pub role: Role,
    /// By what they will sign in at an OpenID provider, if they told by the same link.
    pub login: Option<[u8; 16]>,
}

/// What the key has to answer to: of the link, so that it is as fresh and as secret.
pub(super) fn challenge_of(token: &Token) -> [u8; 32] {
    let domain = b"cleanbill registration 1".as_slice();
    sha256(&[domain, token.bytes()].concat())
}

impl Authority {
    /// Makes a link by which somebody registers the key that they will sign with.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`]; [`StaffError::NoOffice`], [`StaffError::NotAppointed`].
    pub async fn invite(
        &self,
        caller: &Caller,
        invited: &Invited,
        now: i64,
    ) -> Result<Token, AuthorityError> {
        caller.may(Permission::Staff)?;
        let known = self.known_staff().await?;
        let (staff, directory) = (known.verified.staff(), known.verified.directory());
        let office = staff.office(&invited.office);
        let is_open = office.is_some_and(|office| office.closed_at.is_none());
        let office = directory.office_id(&invited.office).filter(|_| is_open);
        let office = office.ok_or(StaffError::NoOffice)?;
        let officer = match invited.officer {
            None => None,
            Some(number) => {
                let mut roles = staff.roles_at(number, now);
                let holds = roles.any(|held| held == (invited.office.as_str(), invited.role));
                let id = directory.officer_id(number).filter(|_| holds);
                Some(id.ok_or(StaffError::NotAppointed)?)
            }
        };
        let token = Token::draw(self.inner.entropy.as_ref());
        let row = InvitationRow {
            tag: token.tag(&self.inner.ring, TokenUse::Invitation),
            officer,
            office: Some(office),
            role: Some(invited.role),
            at: now,
            expires_at: now.saturating_add(LINK_SECS),
        };
        self.inner.store.invite(&row).await?;
        Ok(token)
    }

    /// What a page hands to `navigator.credentials.create` for whoever has the link. The same
    /// challenge is what a raw key signs.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a link that is none, or no more.
    pub async fn registration_options(
        &self,
        token: &Token,
        now: i64,
    ) -> Result<serde_json::Value, AuthorityError> {
        let tag = token.tag(&self.inner.ring, TokenUse::Invitation);
        let invitation = self.inner.store.invitation(&tag, now).await?;
        invitation.ok_or(AuthorityError::NotFound)?;
        let rp = self.inner.options.relying_parties.first();
        let mut user_handle = [0; 32];
        self.inner.entropy.fill(&mut user_handle);
        let options = CreationOptions {
            rp: rp.ok_or(AuthorityError::NotFound)?,
            rp_name: self.inner.signing.issuer.issuer(),
            challenge: &challenge_of(token),
            user_handle: &user_handle,
            user_name: "officer",
            user_display_name: "officer",
            exclude: &[],
            timeout_millis: PASSKEY_MILLIS,
        };
        Ok(options.to_json())
    }

    /// What a raw key signs to be registered by this link.
    #[must_use]
    pub fn registration_challenge(&self, token: &Token) -> [u8; 32] {
        challenge_of(token)
    }

    /// Registers a key by a link, which is used up. It signs nothing before an act of two offices
    /// appoints its officer.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a link that is none, or no more; what is wrong with the
    /// key; [`StaffError::KeyTwice`].
    pub async fn register(
        &self,
        token: &Token,
        key: &NewKey,
        now: i64,
    ) -> Result<Registered, AuthorityError> {
        let inner = &self.inner;
        let tag = token.tag(&inner.ring, TokenUse::Invitation);
        let row = inner.store.invitation(&tag, now).await?;
        let row = row.ok_or(AuthorityError::NotFound)?;
        let held = key.verify(&challenge_of(token), &inner.options.relying_parties)?;
        let known = self.known_staff().await?;
        if known.key_id(&held.spec.hash()).is_some() {
            return Err(StaffError::KeyTwice.into());
        }
        let directory = known.verified.directory();
        let office = row.office.and_then(|office| directory.office(office));
        let (office, role) = office.zip(row.role).ok_or(AuthorityError::NotFound)?;
        let officer = match row.officer {
            Some(officer) => directory.officer(officer).ok_or(AuthorityError::NotFound)?,
            None => self.fresh_number().await?,
        };
        let registered = Registered {
            fingerprint: held.spec.hash(),
            officer,
            office: office.to_owned(),
            role,
            login: None,
        };
        // Whoever comes second with the same link finds none.
        let taken = inner.store.take_invitation(&tag, now).await?;
        taken.ok_or(AuthorityError::NotFound)?;
        self.keep_key(token, held, &registered, row.officer, now)
            .await?;
        Ok(registered)
    }

    async fn keep_key(
        &self,
        token: &Token,
        held: HeldKey,
        registered: &Registered,
        officer: Option<OfficerId>,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let body = Body::Appoint(Box::new(AppointSpec {
            officer: registered.officer,
            office: registered.office.clone(),
            role: registered.role,
            key: Some(held.spec),
            login: None,
        }));
        let state = write_blobs(&[&body.encode(), &held.credential_id]);
        let state = state.ok_or(AuthorityError::Damaged)?;
        let ring = &self.inner.ring;
        // By the key, for the act; by the link, for who made it.
        let by_key = tag_of(ring, TokenUse::Ceremony, &registered.fingerprint);
        let by_link = token.tag(ring, TokenUse::Ceremony);
        for tag in [by_key, by_link] {
            let row = CeremonyRow {
                tag,
                kind: CEREMONY_KEY,
                officer,
                act: None,
                state: state.clone(),
                expires_at: now.saturating_add(WAITING_SECS),
            };
            // A key that is registered again by another link takes the place of itself.
            self.inner.store.take_ceremony(&tag, now).await?;
            self.inner.store.begin_ceremony(&row).await?;
        }
        Ok(())
    }

    /// What came of a link: the key that was registered by it, if one was.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Store`].
    pub async fn registered(
        &self,
        caller: &Caller,
        token: &Token,
        now: i64,
    ) -> Result<Option<Registered>, AuthorityError> {
        caller.may(Permission::Staff)?;
        let tag = token.tag(&self.inner.ring, TokenUse::Ceremony);
        let found = self.waiting_key(&tag, now).await?;
        let login = self.waiting_login(token, now).await?;
        Ok(found.and_then(|(spec, _)| {
            Some(Registered {
                fingerprint: spec.key.as_ref()?.hash(),
                officer: spec.officer,
                office: spec.office,
                role: spec.role,
                login,
            })
        }))
    }

    /// Whether a link is one.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a link that is none, or no more.
    pub async fn check_link(&self, token: &Token, now: i64) -> Result<(), AuthorityError> {
        let tag = token.tag(&self.inner.ring, TokenUse::Invitation);
        let invitation = self.inner.store.invitation(&tag, now).await?;
        invitation.map(drop).ok_or(AuthorityError::NotFound)
    }

    /// Keeps by which subject of an OpenID provider whoever has a link will sign in, until the act
    /// that appoints them says so: a keyed tag of both. Before that it opens nothing.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a link that is none, or no more;
    /// [`AuthorityError::AlreadyTaken`] for a subject by which another officer signs in.
    pub async fn bind_login(
        &self,
        token: &Token,
        provider: &str,
        subject: &str,
        now: i64,
    ) -> Result<[u8; 16], AuthorityError> {
        self.check_link(token, now).await?;
        match self.officer_of_login(provider, subject).await {
            Ok(_) => return Err(AuthorityError::AlreadyTaken),
            Err(AuthorityError::NotAppointed) => {}
            Err(error) => return Err(error),
        }
        let login = self.inner.ring.login_tag(provider, subject);
        let row = CeremonyRow {
            tag: login_place(&self.inner.ring, token),
            kind: CEREMONY_LOGIN,
            officer: None,
            act: None,
            state: login.to_vec(),
            expires_at: now.saturating_add(WAITING_SECS),
        };
        self.inner.store.take_ceremony(&row.tag, now).await?;
        self.inner.store.begin_ceremony(&row).await?;
        Ok(login)
    }

    async fn waiting_login(
        &self,
        token: &Token,
        now: i64,
    ) -> Result<Option<[u8; 16]>, AuthorityError> {
        let tag = login_place(&self.inner.ring, token);
        let row = self.inner.store.ceremony(&tag, now).await?;
        let row = row.filter(|row| row.kind == CEREMONY_LOGIN);
        Ok(row.and_then(|row| row.state.try_into().ok()))
    }

    async fn waiting_key(
        &self,
        tag: &[u8; 16],
        now: i64,
    ) -> Result<Option<(AppointSpec, Vec<u8>)>, AuthorityError> {
        let row = self.inner.store.ceremony(tag, now).await?;
        let row = row.filter(|row| row.kind == CEREMONY_KEY);
        let Some(row) = row else { return Ok(None) };
        let read = || {
            let blobs: [Vec<u8>; 2] = read_blobs(&row.state)?.try_into().ok()?;
            let [body, credential_id] = blobs;
            match Body::parse(ActKind::Appoint, &body).ok()? {
                Body::Appoint(spec) => Some((*spec, credential_id)),
                _ => None,
            }
        };
        read().map(Some).ok_or(AuthorityError::Damaged)
    }

    /// A number that no officer has, and none who is about to be appointed.
    async fn fresh_number(&self) -> Result<i64, AuthorityError> {
        let known = self.known_staff().await?;
        loop {
            let mut bytes = [0; 4];
            self.inner.entropy.fill(&mut bytes);
            let number = 100_000_000 + i64::from(u32::from_be_bytes(bytes) % 900_000_000);
            let is_waiting = known.rows.acts.iter().any(|file| {
                let body = Body::parse(file.act.kind, &file.act.body);
                matches!(body, Ok(Body::Appoint(spec)) if spec.officer == number)
            });
            if known.verified.staff().officer(number).is_none() && !is_waiting {
                return Ok(number);
            }
        }
    }
}

/// Under what the login of a link is kept.
fn login_place(ring: &KeyRing, token: &Token) -> [u8; 16] {
    let of = [b"login".as_slice(), token.bytes()].concat();
    tag_of(ring, TokenUse::Ceremony, &of)
}

/// The appointment and credential of a registered key, by its SHA-256.
pub(crate) async fn registered_key(
    authority: &Authority,
    fingerprint: &[u8; 32],
    now: i64,
) -> Result<(AppointSpec, Vec<u8>), AuthorityError> {
    let tag = tag_of(&authority.inner.ring, TokenUse::Ceremony, fingerprint);
    let found = authority.waiting_key(&tag, now).await?;
    found.ok_or(AuthorityError::KeyGone)
}
