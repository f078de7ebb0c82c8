//! The canonical N-Quads of documents, one a line of standard input: what another implementation
//! is held against.
//!
//! ```text
//! cargo run -p cleanbill-jsonld --example canonicalise -- CONTEXTS.json < DOCUMENTS.jsonl
//! ```
//!
//! `CONTEXTS.json` is an object of contexts by address. Each line out is a JSON string, or an
//! object with the code of the error.

#![allow(clippy::print_stdout, reason = "a tool of a terminal")]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::BufRead;

use cleanbill_jsonld::{Form, JsonLdError, Limits, to_dataset};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let contexts: BTreeMap<String, Value> = match std::env::args().nth(1) {
        Some(path) => serde_json::from_slice(&std::fs::read(path)?)?,
        None => BTreeMap::new(),
    };
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        println!(
            "{}",
            answer(&document, &contexts).unwrap_or_else(|error| {
                json!({"error": error.code(), "message": error.to_string()})
            })
        );
    }
    Ok(())
}

fn answer(document: &Value, contexts: &BTreeMap<String, Value>) -> Result<Value, JsonLdError> {
    let limits = Limits::default();
    let text = to_dataset(document, contexts, &limits)?.canonicalise(Form::Urdna2015, &limits)?;
    Ok(Value::String(text))
}
