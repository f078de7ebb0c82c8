//! Answers to petitions, and what they answer to: how many signatures were released on which day.

use cleanbill_issuer::registry::Shard;

use super::{PetitionDoor, put_file};
use crate::StoreError;
use crate::field::{Columns, Field, Sink};
use crate::insert::{AUTHORITY, insert};
use crate::link::args;
use crate::sequencing::{FileKind, LedgerFile};
use crate::table::{Stored, stored};

/// Most days and answers of a petition that are read: it is open for a year.
const LISTED_MAX: u32 = 1_024;

/// Signatures that were released on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PetitionDay {
    /// Name of the petition.
    pub petition: [u8; 32],
    /// The day, since 1970-01-01.
    pub day: i32,
    /// How many.
    pub signatures: i32,
}

stored!(PetitionDay, "petition_day", false; petition, day, signatures);

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PetitionAnswerRow {
    /// Name of the petition.
    pub petition: [u8; 32],
    /// The day, since 1970-01-01.
    pub day: i32,
    /// The answer.
    pub text: Vec<u8>,
}

stored!(PetitionAnswerRow, "petition_answer", false; petition, day, text);

impl PetitionDoor {
    /// Writes an answer, its leaf, and its text as an object of the ledger: all of it or none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if there is one of that day, and those of the database.
    pub async fn answer(
        &self,
        answer: &PetitionAnswerRow,
        leaf: Vec<u8>,
        object: [u8; 32],
    ) -> Result<(), StoreError> {
        let leaf = self.leaf(leaf).await?;
        let text = LedgerFile {
            kind: FileKind::Object,
            digest: object,
            body: answer.text.clone(),
        };
        let mut link = self.0.registry.begin().await?;
        insert(&mut link, AUTHORITY, std::slice::from_ref(answer)).await?;
        put_file(&mut link, &text).await?;
        insert(&mut link, Shard::default(), &[leaf]).await?;
        link.commit().await
    }

    /// The answers to a petition, in their order.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn answers(&self, petition: &[u8; 32]) -> Result<Vec<PetitionAnswerRow>, StoreError> {
        let sql = "SELECT petition, day, text FROM petition_answer
             WHERE shard = 0 AND petition = $1 ORDER BY day LIMIT $2";
        self.0.all(sql, args![petition, LISTED_MAX]).await
    }

    /// How many signatures of a petition were released on which day, in order.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn days(&self, petition: &[u8; 32]) -> Result<Vec<PetitionDay>, StoreError> {
        let sql = "SELECT petition, day, signatures FROM petition_day
             WHERE shard = 0 AND petition = $1 ORDER BY day LIMIT $2";
        self.0.all(sql, args![petition, LISTED_MAX]).await
    }
}
