//! Petitions as a page or the API shows them.

use cleanbill_redress::petition::{AnswerClock, Petition, Phase, SMALL_GROUP};

use super::{AnswerView, Petitions, PetitionsError, read};

/// More released signatures than this are not counted for a list: the recount has the number.
const COUNTED_MAX: u32 = 1_000_000;

/// A petition, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PetitionView {
    /// The petition.
    pub petition: Petition,
    /// Its text.
    pub text: String,
    /// Where it stands today.
    pub phase: Phase,
    /// How many signatures were released; what waits is not told.
    pub released: u64,
    /// The clocks of its thresholds.
    pub clocks: Vec<AnswerClock>,
    /// What was answered, in order.
    pub answers: Vec<AnswerView>,
}

impl Petitions {
    /// All petitions, in the order of their names.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn list(&self, today: i32) -> Result<Vec<PetitionView>, PetitionsError> {
        let rows = self.door.petitions().await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            let petition = read(&row)?;
            let answering = self.answering(&petition, today).await?;
            let released = self.door.released(&row.id, COUNTED_MAX).await?;
            views.push(PetitionView {
                phase: Phase::of(&petition, today),
                text: String::from_utf8(row.text).map_err(|_| PetitionsError::Broken)?,
                released,
                clocks: answering.clocks,
                answers: answering.answers,
                petition,
            });
        }
        Ok(views)
    }

    /// Whether so few can sign a petition that a signature says much about who gave it, as the
    /// recount has it: fewer than [`SMALL_GROUP`] vouchers of its regions.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn is_small_group(&self, petition: &Petition) -> Result<bool, PetitionsError> {
        let leaf = petition.leaf();
        let epoch = i32::try_from(leaf.epoch).map_err(|_| PetitionsError::Broken)?;
        let mut issued = 0;
        for region in &leaf.regions {
            let missing = SMALL_GROUP - issued;
            let max = u32::try_from(missing).unwrap_or(u32::MAX);
            issued += self.door.issued(epoch, region, max).await?;
            if issued >= SMALL_GROUP {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
