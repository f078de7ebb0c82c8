//! What citizens are told of an error, by its code.

use axum::http::StatusCode;
use cleanbill_pages::{Place, Problem};
use cleanbill_wording::Trouble;

use crate::ServerError;

/// An error, as it is told on the pages of a place.
pub(super) fn problem(place: Place, error: &ServerError) -> Problem<'static> {
    let (trouble, field) = match error {
        ServerError::Field { field } => of_field(field),
        _ => {
            let known = by_place(place, error.code()).or_else(|| by_code(error.code()));
            known.unwrap_or_else(|| (by_status(error.status()), None))
        }
    };
    Problem {
        code: error.code(),
        trouble,
        field,
        again_secs: error.retry_after_secs(),
    }
}

type Told = (Trouble, Option<&'static str>);

/// A field that is not what it should be, by its name.
fn of_field(field: &'static str) -> Told {
    let trouble = match field {
        "hash" => Trouble::Hash,
        "size" => Trouble::Size,
        "kind" => Trouble::Kind,
        "code" => Trouble::Notice,
        "signature" => Trouble::Signature,
        "commitment" => Trouble::Commitment,
        _ => Trouble::Refused,
    };
    (trouble, Some(field))
}

/// Codes that mean one thing here and another there.
fn by_place(place: Place, code: &str) -> Option<Told> {
    match (place, code) {
        (Place::Appeal, "authority.not-found") => Some((Trouble::NoticeUnknown, Some("code"))),
        (Place::Petitions, "server.no-route") => Some((Trouble::PetitionUnknown, None)),
        (Place::Ledger, "server.too-large" | "server.broken") => {
            Some((Trouble::Receipt, Some("receipt")))
        }
        (Place::Ledger, "ledger-tile.index") => Some((Trouble::Entry, None)),
        (Place::Ledger, code) => of_receipt(code),
        _ => None,
    }
}

/// What is wrong with a receipt.
fn of_receipt(code: &str) -> Option<Told> {
    let told = match code {
        "receipt.no-slot" | "receipt.not-in-batch" | "receipt.not-filed" => {
            (Trouble::Commitment, Some("commitment"))
        }
        "ledger-policy.origin" => (Trouble::ReceiptOrigin, Some("receipt")),
        "ledger-note.not-signed"
        | "ledger-note.signature"
        | "ledger-proof.index"
        | "ledger-proof.length"
        | "ledger-proof.root" => (Trouble::ReceiptFalse, Some("receipt")),
        _ => {
            let families = [
                "receipt.",
                "ledger-proof.",
                "ledger-note.",
                "record.",
                "cbor.",
            ];
            let is_of_one = families.iter().any(|family| code.starts_with(family));
            return is_of_one.then_some((Trouble::Receipt, Some("receipt")));
        }
    };
    Some(told)
}

/// Codes that say more than their status.
fn by_code(code: &str) -> Option<Told> {
    let told = match code {
        "filing.empty" => (Trouble::Empty, Some("text")),
        "filing.too-long" => (Trouble::TooLong, Some("text")),
        "filing.text" => (Trouble::Text, Some("text")),
        "filing.document" => (Trouble::Document, Some("document")),
        "filing.addressee" => (Trouble::Addressee, Some("to")),
        "filing.code"
        | "filing.not-found"
        | "authority.not-found"
        | "seal.unknown-id"
        | "seal.unknown-code" => (Trouble::Code, Some("code")),
        "filing.busy" | "filing.budget" | "server.busy" => (Trouble::TooMuch, None),
        "filing.full" => (Trouble::Full, Some("hash")),
        "case.slip" => (Trouble::Slip, Some("code")),
        "case.text" => (Trouble::Grounds, Some("grounds")),
        "case.state" | "case.overdue" | "act.state" => (Trouble::CaseEnded, None),
        "appeal.known" => (Trouble::AppealKnown, None),
        "appeal.not-appealable" => (Trouble::NotAppealable, None),
        "petition.unknown" => (Trouble::PetitionUnknown, None),
        "petition.not-open" => (Trouble::PetitionClosed, None),
        "petition.signature" => (Trouble::Signature, Some("signature")),
        "petition.serial-taken" => (Trouble::SignatureTaken, None),
        "server.no-filings" => (Trouble::NoFilings, None),
        "server.no-ledger" => (Trouble::NoLedger, None),
        "server.no-route" | "server.method" => (Trouble::Nowhere, None),
        "server.too-large" => (Trouble::TooLong, None),
        "server.broken" => (Trouble::Broken, None),
        "server.timeout" => (Trouble::Timeout, None),
        _ => return None,
    };
    Some(told)
}

/// What a status says where a code says no more.
fn by_status(status: StatusCode) -> Trouble {
    match status {
        StatusCode::TOO_MANY_REQUESTS => Trouble::TooOften,
        StatusCode::SERVICE_UNAVAILABLE => Trouble::Unavailable,
        status if status.is_server_error() => Trouble::Fault,
        _ => Trouble::Refused,
    }
}

#[cfg(test)]
mod tests;
