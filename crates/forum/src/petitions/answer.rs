//! The answer that a petition is owed once enough people signed it.

use cleanbill_ledger::leaf::{Leaf, PetitionAnswer};
use cleanbill_ledger::object::object_digest;
use cleanbill_redress::petition::{
    AnswerClock, ClockState, Petition, PetitionId, check_text, clocks,
};
use cleanbill_store::{PetitionAnswerRow, PetitionDay};

use super::{Petitions, PetitionsError};
use crate::filings::Officer;

/// An answer to a petition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerView {
    /// On which day, days since 1970-01-01.
    pub day: i32,
    /// The answer.
    pub text: String,
}

/// Where the answers to a petition stand.
pub(super) struct Answering {
    pub(super) clocks: Vec<AnswerClock>,
    pub(super) answers: Vec<AnswerView>,
}

impl Petitions {
    /// Answers a petition: every threshold that was reached and is owed one. The answer is
    /// published with its leaf.
    ///
    /// A petition of one region is answered by that region's office or the authority's, one of more
    /// regions by the authority's.
    ///
    /// # Errors
    /// [`PetitionsError::UnknownPetition`], also for an officer who does not answer it;
    /// [`PetitionsError::NothingOwed`], [`PetitionsError::Petition`] for a text that is none.
    pub async fn answer(
        &self,
        officer: &Officer,
        petition: PetitionId,
        text: &str,
        today: i32,
    ) -> Result<(), PetitionsError> {
        let petition = self.petition(petition).await?;
        if !is_addressed(officer, &petition) {
            return Err(PetitionsError::UnknownPetition);
        }
        check_text(text)?;
        let answering = self.answering(&petition, today).await?;
        let is_owed =
            |clock: &AnswerClock| matches!(clock.state, ClockState::Owed | ClockState::Overdue);
        if !answering.clocks.iter().any(is_owed) {
            return Err(PetitionsError::NothingOwed);
        }
        let (id, digest) = (petition.id().0, object_digest(text.as_bytes()));
        let leaf = Leaf::PetitionAnswer(PetitionAnswer {
            petition: id,
            day: today,
            answer: digest,
        });
        let row = PetitionAnswerRow {
            petition: id,
            day: today,
            text: text.as_bytes().to_vec(),
        };
        Ok(self.door.answer(&row, leaf.encode(), digest).await?)
    }

    /// Clocks and answers of a petition. What a clock of this machine that went back has not seen
    /// yet is no reason to show nothing: the latest day that is known counts then.
    pub(super) async fn answering(
        &self,
        petition: &Petition,
        today: i32,
    ) -> Result<Answering, PetitionsError> {
        let id = petition.id().0;
        let (days, rows) = (self.door.days(&id).await?, self.door.answers(&id).await?);
        let released: Vec<(i32, u64)> = days.iter().map(counted).collect();
        let answered: Vec<i32> = rows.iter().map(|row| row.day).collect();
        let known = released
            .iter()
            .map(|(day, _)| *day)
            .chain(answered.iter().copied());
        let today = known.fold(today, i32::max);
        let mut answers = Vec::with_capacity(rows.len());
        for row in rows {
            let text = String::from_utf8(row.text).map_err(|_| PetitionsError::Broken)?;
            answers.push(AnswerView { day: row.day, text });
        }
        Ok(Answering {
            clocks: clocks(petition, &released, &answered, today)?,
            answers,
        })
    }
}

fn counted(day: &PetitionDay) -> (i32, u64) {
    (day.day, u64::try_from(day.signatures).unwrap_or(0))
}

fn is_addressed(officer: &Officer, petition: &Petition) -> bool {
    match petition.leaf().regions.as_slice() {
        [region] => officer.is_of_authority || *region == officer.region,
        _ => officer.is_of_authority,
    }
}
