//! Keys of machines: secrets that a program of an office calls with.

use cleanbill_issuer::registry::RowId;
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::Role;
use cleanbill_seal::TokenUse;
use cleanbill_store::ApiKeyRow;

use super::token::Token;
use crate::{Authority, AuthorityError, Caller};

/// What a machine's key begins with, so that scanners for lost secrets find it.
const PREFIX: &str = "cbk_";
const DAY_SECS: i64 = 86_400;

impl Authority {
    /// Gives a machine of the caller's own office a key that counts for so many days: its text,
    /// which is shown this once.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`]; [`AuthorityError::NotAppointed`] where `officer` is no
    /// machine of that office.
    pub async fn give_machine_key(
        &self,
        caller: &Caller,
        officer: i64,
        days: u16,
        now: i64,
    ) -> Result<String, AuthorityError> {
        caller.may(Permission::ApiKeys)?;
        let machine = self.caller(officer, now).await?;
        if machine.role() != Role::Machine || machine.office() != caller.office() {
            return Err(AuthorityError::NotAppointed);
        }
        let key = Token::draw(self.inner.entropy.as_ref());
        let row = ApiKeyRow {
            id: RowId(self.reserve(1).await?),
            officer: machine.officer(),
            tag: key.tag(&self.inner.ring, TokenUse::ApiKey),
            certificate: None,
            at: now,
            expires_at: now.saturating_add(i64::from(days) * DAY_SECS),
        };
        self.inner.store.keep_api_key(&row).await?;
        Ok(format!("{PREFIX}{}", key.to_text()))
    }

    /// The machine that has this key. A key that is bound to a certificate counts nowhere but
    /// behind it, and so not here.
    ///
    /// # Errors
    /// [`AuthorityError::NotAppointed`] for a text that is no key, one that nobody was given, that
    /// ran out or is bound to a certificate, and where its owner is no machine any more.
    pub async fn machine(&self, key: &str, now: i64) -> Result<Caller, AuthorityError> {
        let token = key.strip_prefix(PREFIX).and_then(Token::parse);
        let token = token.ok_or(AuthorityError::NotAppointed)?;
        let tag = token.tag(&self.inner.ring, TokenUse::ApiKey);
        let row = self.inner.store.api_key(&tag, now).await?;
        let row = row.filter(|row| row.certificate.is_none());
        let row = row.ok_or(AuthorityError::NotAppointed)?;
        let machine = self.caller_of(row.officer, now).await?;
        if machine.role() != Role::Machine {
            return Err(AuthorityError::NotAppointed);
        }
        Ok(machine)
    }
}
