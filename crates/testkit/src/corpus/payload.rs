//! Payloads of the corpus: CBOR and JSON, with or without the claims around.

use cleanbill_cose::cbor::{CborError, Value, parse_value};
use cleanbill_cose::{HCERT_CLAIM, Limits};
use cleanbill_hcert::dcc::parse_json;
use cleanbill_hcert::{Reading, find_dcc, read_dcc};
use serde_json::Value as Json;

use super::outcome::Miss;

/// Reads the CBOR of a case: a DCC, or claims with one.
pub(super) fn parse_cbor(bytes: &[u8]) -> Result<Value<'_>, Miss> {
    let value = parse_value(bytes, &Limits::default());
    let value = value.map_err(|error: CborError| Miss::Broken(error.code()))?;
    let Some(hcert) = value.untagged().field(HCERT_CLAIM) else {
        return Ok(value);
    };
    let dcc = find_dcc(hcert).map_err(|error| Miss::Broken(error.code()))?;
    Ok(dcc.clone())
}

/// The JSON of a case in the CBOR data model.
pub(super) fn from_json(json: &Json) -> Result<Value<'static>, Miss> {
    parse_json(json.to_string().as_bytes(), &Limits::default())
        .map_err(|error| Miss::Broken(error.code()))
}

/// The payload as types.
pub(super) fn read(payload: &Value<'_>) -> Result<Reading, Miss> {
    read_dcc(payload).map_err(|error| Miss::Broken(error.code()))
}

/// The first departure from the schema, if there is one.
pub(super) fn check_schema(reading: &Reading) -> Result<(), Miss> {
    match reading.findings.first() {
        Some(finding) => Err(Miss::Broken(finding.fault.code())),
        None => Ok(()),
    }
}
