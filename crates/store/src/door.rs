//! The server's own small tables: who is signed in, who may sign in, what was begun. All of them
//! know tokens by keyed tags only.

use cleanbill_issuer::registry::{ActId, HolderId, OfficeId, OfficerId, RowId, Shard};
use cleanbill_issuer::staff::Role;

use crate::field::{Columns, Field, Sink};
use crate::insert::{AUTHORITY, insert};
use crate::link::{Arg, args};
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// Who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignedIn {
    /// An officer.
    Officer(OfficerId),
    /// A holder.
    Holder(Shard, HolderId),
}

/// Somebody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRow {
    /// Keyed hash of the session's token.
    pub tag: [u8; 16],
    /// Who.
    pub who: SignedIn,
    /// Since when, Unix seconds.
    pub at: i64,
    /// Until when, Unix seconds.
    pub expires_at: i64,
}

/// A session as its columns.
struct SessionColumns {
    tag: [u8; 16],
    officer: Option<OfficerId>,
    holder_shard: Option<i32>,
    holder: Option<HolderId>,
    at: i64,
    expires_at: i64,
}

stored!(
    SessionColumns, "session", false;
    tag, officer, holder_shard, holder, at, expires_at
);

impl SessionColumns {
    fn row(self) -> Result<SessionRow, StoreError> {
        let shard = self
            .holder_shard
            .and_then(|shard| u16::try_from(shard).ok());
        let who = match (self.officer, shard, self.holder) {
            (Some(officer), None, None) => SignedIn::Officer(officer),
            (None, Some(shard), Some(holder)) => SignedIn::Holder(Shard(shard), holder),
            _ => {
                return Err(StoreError::Unreadable {
                    table: "session",
                    column: 1,
                });
            }
        };
        Ok(SessionRow {
            tag: self.tag,
            who,
            at: self.at,
            expires_at: self.expires_at,
        })
    }
}

/// A key that a machine signs in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiKeyRow {
    /// Its key.
    pub id: RowId,
    /// The machine, as an officer.
    pub officer: OfficerId,
    /// Keyed hash of the key.
    pub tag: [u8; 16],
    /// SHA-256 of the client certificate that must come with it.
    pub certificate: Option<[u8; 32]>,
    /// Since when, Unix seconds.
    pub at: i64,
    /// Until when, Unix seconds.
    pub expires_at: i64,
}

stored!(ApiKeyRow, "api_key", false; id, officer, tag, certificate, at, expires_at);

/// A one-time link by which an officer registers the key that they will sign with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvitationRow {
    /// Keyed hash of the link's token.
    pub tag: [u8; 16],
    /// Who is invited; nobody yet for the first of all.
    pub officer: Option<OfficerId>,
    /// The office that they are to work in.
    pub office: Option<OfficeId>,
    /// The role that they are to have.
    pub role: Option<Role>,
    /// Since when, Unix seconds.
    pub at: i64,
    /// Until when, Unix seconds.
    pub expires_at: i64,
}

stored!(InvitationRow, "invitation", false; tag, officer, office, role, at, expires_at);

/// A sign-in or a signature that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CeremonyRow {
    /// Keyed hash of the ceremony's token.
    pub tag: [u8; 16],
    /// What is being done, 1 to 99; the server numbers them.
    pub kind: u8,
    /// By whom, where that is known.
    pub officer: Option<OfficerId>,
    /// The act that is being signed.
    pub act: Option<ActId>,
    /// What the server has to remember, at most 4,096 bytes without personal data.
    pub state: Vec<u8>,
    /// Until when, Unix seconds.
    pub expires_at: i64,
}

stored!(CeremonyRow, "ceremony", false; tag, kind, officer, act, state, expires_at);

impl Store {
    /// Keeps one row.
    async fn keep<T: Stored>(&self, row: &T) -> Result<(), StoreError> {
        let mut link = self.registry.begin().await?;
        insert(&mut link, AUTHORITY, std::slice::from_ref(row)).await?;
        link.commit().await
    }

    /// Deletes rows; gives how many.
    async fn delete(
        &self,
        name: &'static str,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<u64, StoreError> {
        let statements = [(sql, args)];
        let touched = self.registry.change(name, self.attempts, &statements);
        Ok(touched.await?.into_iter().sum())
    }

    /// Takes a row out: whoever comes second finds none.
    async fn take<T: Stored>(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<T>, StoreError> {
        let mut link = self.registry.begin().await?;
        let row = link.row(sql, args).await?;
        let row = row.as_ref().map(T::take).transpose()?;
        link.commit().await?;
        Ok(row)
    }

    /// Begins a session.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if there is one of this tag, and those of the database.
    pub async fn begin_session(&self, session: &SessionRow) -> Result<(), StoreError> {
        let (officer, holder_shard, holder) = match session.who {
            SignedIn::Officer(officer) => (Some(officer), None, None),
            SignedIn::Holder(shard, holder) => (None, Some(i32::from(shard.0)), Some(holder)),
        };
        self.keep(&SessionColumns {
            tag: session.tag,
            officer,
            holder_shard,
            holder,
            at: session.at,
            expires_at: session.expires_at,
        })
        .await
    }

    /// A session that still runs.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn session(
        &self,
        tag: &[u8; 16],
        now: i64,
    ) -> Result<Option<SessionRow>, StoreError> {
        let row: Option<SessionColumns> = self
            .one(
                "SELECT tag, officer, holder_shard, holder, at, expires_at FROM session
                 WHERE shard = 0 AND tag = $1 AND expires_at > $2",
                args![tag, now],
            )
            .await?;
        row.map(SessionColumns::row).transpose()
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn end_session(&self, tag: &[u8; 16]) -> Result<bool, StoreError> {
        let sql = "DELETE FROM session WHERE shard = 0 AND tag = $1";
        Ok(self.delete("end-session", sql, args![tag]).await? > 0)
    }

    /// Ends every session of an officer, who was dismissed or whose key was lost.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn end_sessions_of(&self, officer: OfficerId) -> Result<u64, StoreError> {
        let sql = "DELETE FROM session WHERE shard = 0 AND officer = $1";
        self.delete("end-sessions", sql, args![officer.0]).await
    }

    /// Keeps a machine's key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if it is there, and those of the database.
    pub async fn keep_api_key(&self, key: &ApiKeyRow) -> Result<(), StoreError> {
        self.keep(key).await
    }

    /// A machine's key that still counts.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn api_key(&self, tag: &[u8; 16], now: i64) -> Result<Option<ApiKeyRow>, StoreError> {
        self.one(
            "SELECT id, officer, tag, certificate, at, expires_at FROM api_key
             WHERE shard = 0 AND tag = $1 AND expires_at > $2",
            args![tag, now],
        )
        .await
    }

    /// Every machine's key, also those that ran out.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn api_keys(&self) -> Result<Vec<ApiKeyRow>, StoreError> {
        self.all(
            "SELECT id, officer, tag, certificate, at, expires_at FROM api_key
             WHERE shard = 0 ORDER BY id",
            args![],
        )
        .await
    }

    /// Ends a machine's key.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn end_api_key(&self, key: RowId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM api_key WHERE shard = 0 AND id = $1";
        Ok(self.delete("end-api-key", sql, args![key.0]).await? > 0)
    }

    /// Keeps an invitation.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if it is there, and those of the database.
    pub async fn invite(&self, invitation: &InvitationRow) -> Result<(), StoreError> {
        self.keep(invitation).await
    }

    /// An invitation that still counts.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn invitation(
        &self,
        tag: &[u8; 16],
        now: i64,
    ) -> Result<Option<InvitationRow>, StoreError> {
        self.one(
            "SELECT tag, officer, office, role, at, expires_at FROM invitation
             WHERE shard = 0 AND tag = $1 AND expires_at > $2",
            args![tag, now],
        )
        .await
    }

    /// Uses an invitation up: only one caller gets it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn take_invitation(
        &self,
        tag: &[u8; 16],
        now: i64,
    ) -> Result<Option<InvitationRow>, StoreError> {
        self.take(
            "DELETE FROM invitation WHERE shard = 0 AND tag = $1 AND expires_at > $2
             RETURNING tag, officer, office, role, at, expires_at",
            args![tag, now],
        )
        .await
    }

    /// Keeps what was begun.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if it is there, and those of the database.
    pub async fn begin_ceremony(&self, ceremony: &CeremonyRow) -> Result<(), StoreError> {
        self.keep(ceremony).await
    }

    /// Takes up what was begun: only one caller gets it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn take_ceremony(
        &self,
        tag: &[u8; 16],
        now: i64,
    ) -> Result<Option<CeremonyRow>, StoreError> {
        self.take(
            "DELETE FROM ceremony WHERE shard = 0 AND tag = $1 AND expires_at > $2
             RETURNING tag, kind, officer, act, state, expires_at",
            args![tag, now],
        )
        .await
    }

    /// Deletes sessions, invitations and ceremonies that ran out, and answers to requests from
    /// before `answers_before` (Unix seconds).
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn expire(&self, now: i64, answers_before: i64) -> Result<u64, StoreError> {
        let touched = self
            .registry
            .change(
                "expire",
                self.attempts,
                &[
                    (
                        "DELETE FROM session WHERE shard = 0 AND expires_at <= $1",
                        args![now],
                    ),
                    (
                        "DELETE FROM invitation WHERE shard = 0 AND expires_at <= $1",
                        args![now],
                    ),
                    (
                        "DELETE FROM ceremony WHERE shard = 0 AND expires_at <= $1",
                        args![now],
                    ),
                    (
                        "DELETE FROM idempotency WHERE shard = 0 AND at < $1",
                        args![answers_before],
                    ),
                ],
            )
            .await?;
        Ok(touched.into_iter().sum())
    }
}
