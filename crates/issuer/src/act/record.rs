//! Acts as rows, and the way back to what was signed.

use std::collections::BTreeMap;

use super::{ActContent, ActError, Body};
use crate::approval::Approval;
use crate::registry::{
    ActId, ActRow, ApprovalRow, HolderId, OfficeId, OfficeRow, OfficerId, OfficerKeyId,
    OfficerKeyRow, OfficerRow, PassId, RowId, RulingRow, Shard, StepRow,
};
use crate::ruling::{Ruling, SignedRuling};
use cleanbill_crypto::sha256;

/// An act with all that became of it, as the rows say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRecord {
    /// The act.
    pub row: ActRow,
    /// Its steps, in the order of their numbers.
    pub steps: Vec<StepRow>,
    /// Its approvals.
    pub approvals: Vec<ApprovalRow>,
    /// That it stands, by a reviewer's word, where the holder objected to it.
    pub ruling: Option<RulingRow>,
}

/// An act as it was signed, with its approvals, in words that need no database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAct {
    /// Its key, for whoever has the database.
    pub id: ActId,
    /// What was signed.
    pub content: ActContent,
    /// Its hash, computed anew.
    pub hash: [u8; 32],
    /// Its steps.
    pub steps: Vec<StepRow>,
    /// Who signed; not verified yet.
    pub approvals: Vec<Approval>,
    /// That it stands, by a reviewer's word; not verified yet.
    pub ruling: Option<SignedRuling>,
}

/// Which row is which office, officer and key.
///
/// It need not be trusted: what it translates to is held against hashes and signatures. A false
/// entry leads to an act that nobody signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Directory {
    pub(crate) offices: BTreeMap<OfficeId, String>,
    pub(crate) officers: BTreeMap<OfficerId, i64>,
    pub(crate) keys: BTreeMap<OfficerKeyId, [u8; 32]>,
}

impl Directory {
    /// Takes the rows by their word.
    #[must_use]
    pub fn of(offices: &[OfficeRow], officers: &[OfficerRow], keys: &[OfficerKeyRow]) -> Self {
        Self {
            offices: offices.iter().map(|o| (o.id, o.name.clone())).collect(),
            officers: officers.iter().map(|o| (o.id, o.number)).collect(),
            keys: keys.iter().map(|k| (k.id, sha256(&k.public_key))).collect(),
        }
    }

    /// The name of an office.
    #[must_use]
    pub fn office(&self, id: OfficeId) -> Option<&str> {
        self.offices.get(&id).map(String::as_str)
    }

    /// The number of an officer.
    #[must_use]
    pub fn officer(&self, id: OfficerId) -> Option<i64> {
        self.officers.get(&id).copied()
    }

    /// SHA-256 of an officer's public key.
    #[must_use]
    pub fn key(&self, id: OfficerKeyId) -> Option<[u8; 32]> {
        self.keys.get(&id).copied()
    }

    /// The key of the row of the office of this name.
    #[must_use]
    pub fn office_id(&self, name: &str) -> Option<OfficeId> {
        let found = self.offices.iter().find(|(_, other)| *other == name);
        found.map(|(id, _)| *id)
    }

    /// The key of the row of the officer of this number.
    #[must_use]
    pub fn officer_id(&self, number: i64) -> Option<OfficerId> {
        let found = self.officers.iter().find(|(_, other)| **other == number);
        found.map(|(id, _)| *id)
    }

    /// The act that the row says, its hash computed anew.
    ///
    /// # Errors
    /// [`ActError::Body`], [`ActError::Unknown`], [`ActError::Hash`], or what
    /// [`ActContent::check`] finds.
    pub fn content(&self, row: &ActRow, shard: Shard) -> Result<ActContent, ActError> {
        let content = ActContent {
            shard,
            officer: self.officer(row.officer).ok_or(ActError::Unknown)?,
            office: self.office(row.office).ok_or(ActError::Unknown)?.to_owned(),
            region: row.region.clone(),
            reason: row.reason,
            basis: row.basis,
            evidence: row.evidence,
            at: row.at,
            body: Body::parse(row.kind, &row.body)?,
        };
        if content.hash() != row.hash {
            return Err(ActError::Hash);
        }
        content.check()?;
        Ok(content)
    }

    /// The act with its approvals and its ruling; those of which officer, office or key is not
    /// known are left out, and so is a ruling that cannot be read.
    ///
    /// # Errors
    /// As [`content`](Self::content).
    pub fn signed(&self, record: &ActRecord, shard: Shard) -> Result<SignedAct, ActError> {
        let content = self.content(&record.row, shard)?;
        let of_this = |row: &&ApprovalRow| row.act == record.row.id;
        let approvals = record.approvals.iter().filter(of_this);
        Ok(SignedAct {
            id: record.row.id,
            hash: record.row.hash,
            content,
            steps: record.steps.clone(),
            approvals: approvals.filter_map(|row| self.approval(row)).collect(),
            ruling: record.ruling.as_ref().and_then(|row| self.ruling(row)),
        })
    }

    fn ruling(&self, row: &RulingRow) -> Option<SignedRuling> {
        Some(SignedRuling {
            ruling: Ruling::parse(&row.body).ok()?,
            approval: Approval {
                officer: self.officer(row.officer)?,
                office: self.office(row.office)?.to_owned(),
                key: self.key(row.key)?,
                form: row.form,
                authenticator_data: row.authenticator_data.clone(),
                client_data: row.client_data.clone(),
                signature: row.signature.clone(),
                at: row.at,
            },
        })
    }

    fn approval(&self, row: &ApprovalRow) -> Option<Approval> {
        Some(Approval {
            officer: self.officer(row.officer)?,
            office: self.office(row.office)?.to_owned(),
            key: self.key(row.key)?,
            form: row.form,
            authenticator_data: row.authenticator_data.clone(),
            client_data: row.client_data.clone(),
            signature: row.signature.clone(),
            at: row.at,
        })
    }
}

/// What a row of an act knows beside what was signed: the internal keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActKeys {
    /// The key of the act.
    pub id: ActId,
    /// Whose record it is about.
    pub holder: Option<HolderId>,
    /// The pass that it is about.
    pub pass: Option<PassId>,
    /// What else it is about.
    pub target: Option<RowId>,
    /// The officer's key.
    pub officer: OfficerId,
    /// The office's key.
    pub office: OfficeId,
}

impl ActContent {
    /// The act as a row.
    #[must_use]
    pub fn to_row(&self, keys: ActKeys) -> ActRow {
        ActRow {
            id: keys.id,
            kind: self.kind(),
            holder: keys.holder,
            pass: keys.pass,
            target: keys.target,
            officer: keys.officer,
            office: keys.office,
            region: self.region.clone(),
            reason: self.reason,
            basis: self.basis,
            evidence: self.evidence,
            at: self.at,
            body: self.body.encode(),
            hash: self.hash(),
        }
    }
}
