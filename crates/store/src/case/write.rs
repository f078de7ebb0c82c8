//! What becomes of appeals in one transaction.

use cleanbill_issuer::registry::{RowId, Shard};
use cleanbill_redress::case::{CaseId, CaseState, CaseStep, Outcome};

use super::rows::{
    AppealRow, DecisionRow, LookRow, MandateColumns, MandateEndColumns, MandateForCase,
    StepColumns, SubjectColumns, TextRow,
};
use crate::StoreError;
use crate::insert::{insert, insert_with};
use crate::link::{Link, args};

/// What becomes of appeals, in the shard of the changeset that it is written with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseChange {
    /// Appeals.
    pub appeals: Vec<AppealRow>,
    /// Steps of appeals; a step that is there already is a conflict.
    pub steps: Vec<(CaseId, CaseStep)>,
    /// What is said in writing.
    pub texts: Vec<TextRow>,
    /// Decisions.
    pub decisions: Vec<DecisionRow>,
    /// Mandates.
    pub mandates: Vec<MandateForCase>,
    /// Ends of mandates: the appeal, the mandate and when.
    pub mandate_ends: Vec<(CaseId, RowId, i64)>,
    /// Looks; one that is there already is the same look.
    pub looks: Vec<LookRow>,
}

impl CaseChange {
    pub(crate) async fn write(&self, link: &mut Link, shard: Shard) -> Result<(), StoreError> {
        insert_with(link, shard, &self.looks, "ON CONFLICT DO NOTHING").await?;
        insert(link, shard, &self.appeals).await?;
        let subjects: Vec<_> = self
            .appeals
            .iter()
            .map(|appeal| SubjectColumns {
                tag: appeal.subject_tag,
                appeal: appeal.id,
            })
            .collect();
        insert(link, shard, &subjects).await?;
        insert(link, shard, &self.texts).await?;
        // The trigger on the steps asks for them.
        insert(link, shard, &self.decisions).await?;
        let steps: Vec<_> = self.steps.iter().map(StepColumns::from).collect();
        insert(link, shard, &steps).await?;
        for (appeal, step) in &self.steps {
            follow(link, shard, *appeal, step).await?;
        }
        let mandates: Vec<_> = self.mandates.iter().map(MandateColumns::from).collect();
        insert(link, shard, &mandates).await?;
        let ends = self.mandate_ends.iter();
        let ends = ends.map(|&(appeal, mandate, at)| MandateEndColumns {
            appeal,
            mandate,
            at,
        });
        insert(link, shard, &ends.collect::<Vec<_>>()).await
    }
}

/// Keeps what is open, and what may not be appealed against again, in step with the last step.
async fn follow(
    link: &mut Link,
    shard: Shard,
    appeal: CaseId,
    step: &CaseStep,
) -> Result<(), StoreError> {
    if step.state.is_open() {
        link.run(
            "INSERT INTO appeal_open (shard, appeal, step, due_at, lead)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (shard, appeal) DO UPDATE SET step = excluded.step,
                 due_at = excluded.due_at, lead = COALESCE(excluded.lead, appeal_open.lead)
             WHERE excluded.step > appeal_open.step",
            args![
                shard.0,
                appeal.0,
                step.step,
                step.due_at,
                step.lead.map(|lead| lead.0)
            ],
        )
        .await?;
        return Ok(());
    }
    let key = args![shard.0, appeal.0];
    let gone = "DELETE FROM appeal_open WHERE shard = $1 AND appeal = $2";
    link.run(gone, key).await?;
    // What was not judged can be appealed against again.
    let is_judged = match step.state {
        CaseState::Decided => step.outcome.is_some_and(Outcome::is_final),
        CaseState::Lapsed => true,
        _ => false,
    };
    if !is_judged {
        let free = "DELETE FROM appeal_subject WHERE shard = $1 AND appeal = $2";
        link.run(free, key).await?;
    }
    Ok(())
}
