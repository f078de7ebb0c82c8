use std::collections::BTreeMap;

use cleanbill_issuer::registry::{
    ActRow, AppointmentRow, EpochRow, LoginRow, OfficeRow, OfficerKeyRow, OfficerRow, ProductRow,
};

use super::ActFile;
use crate::database::Database;
use crate::insert::AUTHORITY;
use crate::link::args;
use crate::{Store, StoreError};

/// Everything about offices and officers, with the acts that it rests on: the whole of it, so that
/// who may do what is worked out from signed acts and not from rows alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffRows {
    /// Offices.
    pub offices: Vec<OfficeRow>,
    /// Officers.
    pub officers: Vec<OfficerRow>,
    /// Their keys.
    pub keys: Vec<OfficerKeyRow>,
    /// Appointments, begun and ended.
    pub appointments: Vec<AppointmentRow>,
    /// Logins.
    pub logins: Vec<LoginRow>,
    /// The acts about them: foundations, appointments, dismissals, offices opened and closed.
    pub acts: Vec<ActFile>,
}

impl Database {
    pub(crate) async fn staff_rows(&self) -> Result<StaffRows, StoreError> {
        // Acts last: a row whose act came after the acts were read would look unsigned.
        let offices = self
            .all(
                "SELECT id, name, region, kind, act FROM office WHERE shard = 0 ORDER BY id",
                args![],
            )
            .await?;
        let officers = self
            .all(
                "SELECT id, number, act FROM officer WHERE shard = 0 ORDER BY id",
                args![],
            )
            .await?;
        let keys = self
            .all(
                "SELECT id, officer, form, credential_id, public_key, rp_id, act
                 FROM officer_key WHERE shard = 0 ORDER BY id",
                args![],
            )
            .await?;
        let appointments = self
            .all(
                "SELECT id, officer, office, role, begins, act, at
                 FROM appointment WHERE shard = 0 ORDER BY id",
                args![],
            )
            .await?;
        let logins = self
            .all(
                "SELECT id, officer, tag, act FROM login WHERE shard = 0 ORDER BY id",
                args![],
            )
            .await?;
        let acts: Vec<ActRow> = self
            .all(
                "SELECT id, kind, holder, pass, target, officer, office, region, reason, basis,
                     evidence, at, body, hash
                 FROM act WHERE shard = 0 AND kind > 1 AND kind IN (6, 7, 8, 9, 24) ORDER BY id",
                args![],
            )
            .await?;
        Ok(StaffRows {
            offices,
            officers,
            keys,
            appointments,
            logins,
            acts: self.files(AUTHORITY, acts).await?,
        })
    }
}

impl Store {
    /// Everything about offices and officers.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn staff_rows(&self) -> Result<StaffRows, StoreError> {
        self.registry.staff_rows().await
    }

    /// The epochs of the keys that sign passes.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn epochs(&self) -> Result<Vec<EpochRow>, StoreError> {
        self.all(
            "SELECT id, kid, certificate, not_before, not_after, act
             FROM epoch WHERE shard = 0 ORDER BY id",
            args![],
        )
        .await
    }

    /// The products, each with every day of approval that was set, the last act last.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn products(&self) -> Result<Vec<ProductRow>, StoreError> {
        self.all(
            "SELECT code, approved_on, act FROM product WHERE shard = 0 ORDER BY code, act",
            args![],
        )
        .await
    }

    /// All settings.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let rows = self
            .registry
            .rows("SELECT name, value FROM setting WHERE shard = 0", args![])
            .await?;
        rows.iter()
            .map(|row| {
                let pair = row.text(0).zip(row.text(1));
                let pair = pair.map(|(name, value)| (name.to_owned(), value.to_owned()));
                pair.ok_or(StoreError::Unreadable {
                    table: "setting",
                    column: 0,
                })
            })
            .collect()
    }
}
