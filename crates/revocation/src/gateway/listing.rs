//! A page of the gateway's list of batches.

use serde_json::Value;

use super::GatewayError;
use super::batch::country;
use crate::{Limits, json};

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchListing {
    /// Whether there is a next page, from the date of the last batch on.
    pub more: bool,
    /// The batches, in the gateway's order.
    pub batches: Vec<BatchReference>,
}

/// A batch on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchReference {
    /// Under which it is fetched; a UUID with the gateway, opaque here.
    pub batch_id: String,
    /// Who uploaded it: two capital letters.
    pub country: String,
    /// When it was uploaded or deleted, in Unix seconds.
    pub changed_at: i64,
    /// Whether it was deleted.
    pub deleted: bool,
}

/// Longest identifier in bytes: a UUID has 36.
const BATCH_ID_MAX_BYTES: usize = 64;

impl BatchListing {
    /// Reads a page. Members that are not known are ignored; `more` and `deleted` are false if
    /// they are not there.
    ///
    /// # Errors
    /// [`GatewayError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, GatewayError> {
        let page = json::parse(bytes, limits.json_size_max_bytes)?;
        let batches = page.get("batches").and_then(Value::as_array);
        let batches = batches.ok_or(GatewayError::Members)?;
        let (actual, max) = (batches.len(), limits.batches_max);
        if actual > max {
            return Err(GatewayError::TooMany { actual, max });
        }
        let batches: Result<Vec<_>, _> = batches.iter().map(reference).collect();
        Ok(Self {
            more: flag(&page, "more")?,
            batches: batches?,
        })
    }
}

fn reference(item: &Value) -> Result<BatchReference, GatewayError> {
    let text = |name| json::text(item, name).ok_or(GatewayError::Members);
    let batch_id = text("batchId")?;
    if !(1..=BATCH_ID_MAX_BYTES).contains(&batch_id.len()) {
        return Err(GatewayError::Members);
    }
    Ok(BatchReference {
        batch_id: batch_id.to_owned(),
        country: country(text("country")?)?,
        changed_at: json::instant(text("date")?).ok_or(GatewayError::Instant)?,
        deleted: flag(item, "deleted")?,
    })
}

fn flag(value: &Value, name: &str) -> Result<bool, GatewayError> {
    match value.get(name) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(GatewayError::Members),
    }
}
