//! The tables of a policy's document, as they are written: nothing is judged yet.

use std::collections::BTreeMap;

use toml::value::Datetime;

use super::accept;
use super::fields::{Fields, Found, Read};
use crate::PolicyError;

/// The whole document.
pub(super) struct Document {
    pub(super) id: String,
    pub(super) version: u32,
    pub(super) title: BTreeMap<String, String>,
    pub(super) reason: String,
    pub(super) region: String,
    pub(super) places: Vec<String>,
    pub(super) law: Option<String>,
    pub(super) alternative: Option<String>,
    pub(super) signed_at: Datetime,
    pub(super) from: Datetime,
    pub(super) until: Datetime,
    pub(super) disease: Option<String>,
    pub(super) accept: Vec<accept::Accept>,
    pub(super) rules: Vec<String>,
    pub(super) destination: Option<String>,
    pub(super) no_pass: Option<NoPassTable>,
    pub(super) door: DoorTable,
    pub(super) announcement: Option<AnnouncementTable>,
    pub(super) extension: Option<ExtensionTable>,
}

impl Document {
    /// All fields but `format`, which has been looked at.
    pub(super) fn read(mut fields: Fields<'_>) -> Result<Self, PolicyError> {
        fields.take::<u32>("format")?;
        let document = Self {
            id: fields.take("id")?,
            version: fields.take("version")?,
            title: fields.take("title")?,
            reason: fields.take("reason")?,
            region: fields.take("region")?,
            places: fields.take("places")?,
            law: fields.find("law")?,
            alternative: fields.find("alternative")?,
            signed_at: fields.take("signed_at")?,
            from: fields.take("from")?,
            until: fields.take("until")?,
            disease: fields.find("disease")?,
            accept: fields.find("accept")?.unwrap_or_default(),
            rules: fields.find("rules")?.unwrap_or_default(),
            destination: fields.find("destination")?,
            no_pass: fields.find("no_pass")?,
            door: fields.take("door")?,
            announcement: fields.find("announcement")?,
            extension: fields.find("extension")?,
        };
        fields.finish()?;
        Ok(document)
    }
}

/// `[no_pass]`
pub(super) struct NoPassTable {
    pub(super) under_age: u16,
    pub(super) companions: Vec<String>,
}

impl Read for NoPassTable {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        let mut fields = found.fields()?;
        let table = Self {
            under_age: fields.find("under_age")?.unwrap_or_default(),
            companions: fields.find("companions")?.unwrap_or_default(),
        };
        fields.finish()?;
        Ok(table)
    }
}

/// `[door]`
pub(super) struct DoorTable {
    pub(super) shows: Option<Vec<String>>,
    pub(super) on_system_fault: String,
    pub(super) data_age_max_days: u16,
}

impl Read for DoorTable {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        let mut fields = found.fields()?;
        let table = Self {
            shows: fields.find("shows")?,
            on_system_fault: fields.take("on_system_fault")?,
            data_age_max_days: fields.take("data_age_max_days")?,
        };
        fields.finish()?;
        Ok(table)
    }
}

/// `[announcement]`
pub(super) struct AnnouncementTable {
    pub(super) at: Datetime,
    pub(super) urgent: bool,
}

impl Read for AnnouncementTable {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        let mut fields = found.fields()?;
        let table = Self {
            at: fields.take("at")?,
            urgent: fields.find("urgent")?.unwrap_or_default(),
        };
        fields.finish()?;
        Ok(table)
    }
}

/// `[extension]`
pub(super) struct ExtensionTable {
    pub(super) number: u16,
    pub(super) reason: String,
    pub(super) rehearsal: String,
}

impl Read for ExtensionTable {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        let mut fields = found.fields()?;
        let table = Self {
            number: fields.take("number")?,
            reason: fields.take("reason")?,
            rehearsal: fields.take("rehearsal")?,
        };
        fields.finish()?;
        Ok(table)
    }
}
