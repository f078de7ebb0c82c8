//! `cleanbill card issue`.

use std::io::Read;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::Signer;
use cleanbill_hcert::read_dcc;
use cleanbill_health::{Record, card_content};
use cleanbill_issuer::{PassRequest, preview};
use cleanbill_shc::{
    Container, Content, Draft, Limits, code_text, detect, file_json, kid, parse_unsigned,
    write_card,
};

use crate::args::IssueCardOptions;
use crate::atomic::{self, Access};
use crate::authority::previewing;
use crate::bundle::read_bounded;
use crate::clock;
use crate::commands::draw::Pictures;
use crate::entropy;
use crate::error::{CardFault, CliError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::line;

/// Bytes of a revocation identifier: as many as the specification's example has.
const RID_BYTES: usize = 8;

/// Prints the text of the code unless it is written elsewhere.
pub(super) fn run(home: &Home, options: &IssueCardOptions) -> Result<Exit, CliError> {
    let now = options.at.unwrap_or_else(clock::now);
    let content = content(home, &options.json, now)?;
    let mut random = [0; RID_BYTES];
    entropy::fill(&mut random);
    let rid = URL_SAFE_NO_PAD.encode(random);
    let key = super::key(home)?;
    let draft = Draft {
        issuer: &options.iss,
        not_before: now,
        expires_at: options.until,
        rid: Some(&rid),
        content: &content,
    };
    let failed = |error| CliError::from(CardFault::Write { error });
    let jws = write_card(&draft, &key).map_err(failed)?;
    let kid = kid(key.public_key()).map_err(failed)?;
    // A card has only characters that digits stand for.
    let code = code_text(&jws).unwrap_or_default();
    let pictures = Pictures::draw(&code, &options.pictures)?;
    pictures.write()?;
    if let Some(path) = &options.text {
        atomic::write(path, format!("{code}\n").as_bytes(), Access::Secret)?;
    }
    if let Some(path) = &options.file {
        atomic::write(path, file_json(&[jws]).as_bytes(), Access::Secret)?;
    }
    let pictures = [&options.pictures.png, &options.pictures.svg];
    let mut files = [&options.text, &options.file]
        .into_iter()
        .chain(pictures)
        .flatten()
        .peekable();
    if files.peek().is_none() {
        line(&code)?;
    }
    for path in files {
        line(&format!("{}: key {kid}, revoked by {rid}", path.display()))?;
    }
    Ok(Exit::Good)
}

/// What the card is to say. A request goes the way of every request: what the authority would not
/// put into another pass is not put into a card.
fn content(home: &Home, path: &Path, now: i64) -> Result<Content, CliError> {
    let limits = &Limits::DEFAULT;
    let json = read(path, limits.payload_bytes_max as u64)?;
    let text = String::from_utf8_lossy(&json);
    if detect(&text, limits) == Some(Container::FhirBundle) {
        let read = parse_unsigned(&text, limits).map_err(|_| CliError::Malformed {
            path: path.into(),
            detail: "not JSON",
        })?;
        return Ok(read.content);
    }
    let is_dcc = serde_json::from_slice::<serde_json::Value>(&json)
        .is_ok_and(|value| value.get("nam").is_some());
    let request = match is_dcc {
        true => PassRequest::from_dcc_json(&json),
        false => PassRequest::from_json(&json),
    };
    let request = request.map_err(|error| CliError::Issue {
        error: error.into(),
    })?;
    let (authority, _) = previewing(home, now)?;
    let shown = preview(&request, &authority, now).map_err(|error| CliError::Issue { error })?;
    let value = shown.dcc.to_value();
    let reading = read_dcc(&value).map_err(|_| CliError::Malformed {
        path: path.into(),
        detail: "no pass",
    })?;
    let content = card_content(&Record::from(&reading.dcc));
    content.map_err(|error| CardFault::Content { error }.into())
}

fn read(path: &Path, size_max_bytes: u64) -> Result<Vec<u8>, CliError> {
    if path != Path::new("-") {
        return read_bounded(path, size_max_bytes);
    }
    let mut json = Vec::new();
    let stdin = std::io::stdin().lock();
    stdin
        .take(size_max_bytes)
        .read_to_end(&mut json)
        .map_err(|error| CliError::Input { kind: error.kind() })?;
    Ok(json)
}
