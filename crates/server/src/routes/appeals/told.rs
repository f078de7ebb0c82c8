//! An appeal, as it is told.

use cleanbill_authority::{Against, NewAppeal};
use cleanbill_redress::case::{CourtEffect, CourtOrder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;

/// What a court ordered.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderTold {
    /// The court's name.
    court: String,
    /// The number of the order.
    number: String,
    /// Its day, days since 1970-01-01.
    day: i32,
    /// `set-aside` or `stands`.
    effect: String,
}

impl OrderTold {
    pub(super) fn order(&self) -> Result<CourtOrder, ServerError> {
        let effect = CourtEffect::from_name(&self.effect);
        Ok(CourtOrder {
            court: self.court.clone(),
            number: self.number.clone(),
            day: self.day,
            effect: effect.ok_or(ServerError::Field { field: "effect" })?,
        })
    }

    pub(super) fn of(order: &CourtOrder) -> Self {
        Self {
            court: order.court.clone(),
            number: order.number.clone(),
            day: order.day,
            effect: order.effect.name().to_owned(),
        }
    }
}

/// A refusal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefusalTold {
    /// The office that refused.
    office: String,
    /// The day, days since 1970-01-01.
    day: i32,
}

/// An appeal. One of `act`, `pass`, `refusal` and `look`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Appealing {
    /// Against this act, by id.
    act: Option<String>,
    /// Against whatever takes this pass of the holder's away, by its id: an act about it, or the
    /// withdrawal of a lot, a product or a key.
    pass: Option<String>,
    /// Against a refusal.
    refusal: Option<RefusalTold>,
    /// Against this look, by the id of its entry.
    look: Option<String>,
    /// In one's own words, at most 16,384 bytes.
    text: Option<String>,
    /// What a court ordered on it.
    order: Option<OrderTold>,
}

impl Appealing {
    pub(super) fn new_appeal(&self) -> Result<NewAppeal<'_>, ServerError> {
        let against = match (&self.act, &self.pass, &self.refusal, &self.look) {
            (Some(act), None, None, None) => Against::Act(act),
            (None, Some(pass), None, None) => Against::Pass(pass),
            (None, None, Some(refusal), None) => Against::Refusal {
                office: &refusal.office,
                day: refusal.day,
            },
            (None, None, None, Some(look)) => Against::Look(look),
            _ => return Err(ServerError::Field { field: "act" }),
        };
        Ok(NewAppeal {
            against,
            text: self.text.as_deref(),
            order: self.order.as_ref().map(OrderTold::order).transpose()?,
        })
    }
}
