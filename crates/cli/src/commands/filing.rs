//! `cleanbill filing`: what anybody files, from the command line.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_redress::filing::{
    Addressee, Challenge, Content, DIFFICULTY_MAX, DOCUMENT_MAX_BYTES, FileKind, FilingError,
    FollowCode, Request, TEXT_MAX_BYTES, Visibility, solve,
};
use serde_json::{Map, Value, json};

use crate::args::{FiledAs, FiledFor, FilingAction, FilingFileOptions, FilingFollowOptions};
use crate::atomic::{self, Access};
use crate::bundle::{read_bounded, read_text};
use crate::clock::render_date;
use crate::commands::audit::AUTHORITIES_MAX_BYTES;
use crate::digest::digest_of;
use crate::error::{CliError, RelayFault};
use crate::exit::Exit;
use crate::hex::hex;
use crate::output::{FAINT, GOOD, OPEN, RESET, harmless, line};
use crate::relay::Relay;

const DAY_SECS: i64 = 86_400;
/// More than the dearest work is expected to take, by a factor that leaves nobody without luck.
const TRIES_MAX: u64 = 64 << DIFFICULTY_MAX;
/// Longest receipt, bytes.
const RECEIPT_MAX_BYTES: usize = 1 << 20;

/// `cleanbill filing`.
pub(crate) fn run(action: &FilingAction) -> Result<Exit, CliError> {
    match action {
        FilingAction::File(options) => file(options),
        FilingAction::Follow(options) => follow(options),
    }
}

const fn refused(error: FilingError) -> CliError {
    CliError::Filing { error }
}

fn remote(options: &crate::args::RemoteOptions) -> Result<Relay, CliError> {
    let ca = options.ca.as_deref();
    let authorities = ca.map(|path| read_bounded(path, AUTHORITIES_MAX_BYTES));
    let authorities = authorities.transpose()?.unwrap_or_default();
    match (&options.service, Relay::of(&options.relay, &authorities)?) {
        (_, Some(relay)) => Ok(relay),
        (Some(service), None) => Relay::direct(service, &authorities),
        // Arguments ask for one of both.
        (None, None) => Err(RelayFault::Address.into()),
    }
}

fn file(options: &FilingFileOptions) -> Result<Exit, CliError> {
    let request = request(options)?;
    let remote = remote(&options.remote)?;
    let given = remote.ask("/api/v1/filings/challenge", &json!({}))?;
    let challenge = text_of(&given, "challenge").ok_or(RelayFault::Answer)?;
    let parsed = STANDARD.decode(challenge).ok();
    let parsed = parsed.and_then(|bytes| Challenge::parse(&bytes).ok());
    let is_meant = |one: &Challenge| one.difficulty <= DIFFICULTY_MAX;
    // Whoever asks for more work than there is wants a machine that is known by it.
    let parsed = parsed.filter(is_meant).ok_or(RelayFault::Answer)?;
    let counter = solve(&parsed, &request.digest(), TRIES_MAX);
    let counter = counter.ok_or_else(|| refused(FilingError::Work))?;
    let mut told = told(&request);
    let work = json!({"challenge": challenge, "counter": counter});
    told.insert("work".to_owned(), work);
    let filed = remote.ask("/api/v1/filings", &Value::Object(told))?;
    let code = text_of(&filed, "code").and_then(|code| FollowCode::parse(code).ok());
    let code = code.ok_or(RelayFault::Answer)?.to_string();
    // First what nobody has a second time.
    atomic::write(
        &options.code,
        format!("{code}\n").as_bytes(),
        Access::Secret,
    )?;
    line(&format!(
        "{}✔{RESET} it is filed; the code for the answer is in {}",
        GOOD.render(),
        options.code.display()
    ))?;
    match text_of(&filed, "receipt") {
        Some(receipt) => keep(receipt, &options.receipt)?,
        None => line(&format!(
            "{}!{RESET} the ledger was slow: fetch the receipt with `filing follow --receipt`",
            OPEN.render()
        ))?,
    }
    Ok(Exit::Good)
}

fn request(options: &FilingFileOptions) -> Result<Request, CliError> {
    let document = |kind| {
        let bytes = read_bounded(&options.file, DOCUMENT_MAX_BYTES as u64)?;
        Content::document(kind, bytes).map_err(refused)
    };
    let content = match options.kind {
        FiledAs::Text => {
            let bytes = read_bounded(&options.file, TEXT_MAX_BYTES as u64)?;
            let text = String::from_utf8(bytes).map_err(|_| CliError::NotText {
                path: options.file.clone(),
            })?;
            Content::text(text).map_err(refused)?
        }
        FiledAs::Pdf => document(FileKind::Pdf)?,
        FiledAs::Png => document(FileKind::Png)?,
        FiledAs::Jpeg => document(FileKind::Jpeg)?,
        FiledAs::Plain => document(FileKind::Plain)?,
        FiledAs::Recording => {
            let (digest, size_bytes) = digest_of(&options.file)?;
            Content::recording(digest, size_bytes).map_err(refused)?
        }
    };
    let visibility = match options.visibility {
        FiledFor::Open => Visibility::Open,
        FiledFor::Shown => Visibility::Shown,
        FiledFor::Sealed => Visibility::Sealed,
    };
    let addressee = Addressee::new(options.region.as_deref()).map_err(refused)?;
    Request::new(addressee, visibility, content).map_err(refused)
}

/// The request as the service reads it.
fn told(request: &Request) -> Map<String, Value> {
    let visibility = match request.visibility {
        Visibility::Open => "open",
        Visibility::Shown => "shown",
        Visibility::Sealed => "sealed",
    };
    let mut told = Map::new();
    told.insert("visibility".to_owned(), json!(visibility));
    if let Some(region) = request.addressee.region() {
        told.insert("region".to_owned(), json!(region));
    }
    let (name, content) = match &request.content {
        Content::Text(text) => ("text", json!(text)),
        Content::Document(kind, bytes) => {
            let file = json!({"kind": kind.name(), "base64": STANDARD.encode(bytes)});
            ("document", file)
        }
        Content::Recording { sha256, size_bytes } => {
            let hash = json!({"sha256": hex(sha256), "size_bytes": size_bytes});
            ("recording", hash)
        }
    };
    told.insert(name.to_owned(), content);
    told
}

fn keep(receipt: &str, path: &Path) -> Result<(), CliError> {
    if receipt.len() > RECEIPT_MAX_BYTES {
        return Err(RelayFault::Answer.into());
    }
    atomic::write(path, receipt.as_bytes(), Access::Secret)?;
    let path = path.display();
    line(&format!(
        "{}✔{RESET} the receipt is in {path}",
        GOOD.render()
    ))?;
    line(&format!(
        "{}check it with `cleanbill archive verify`, which asks nobody{RESET}",
        FAINT.render()
    ))
}

fn follow(options: &FilingFollowOptions) -> Result<Exit, CliError> {
    let code = FollowCode::parse(read_text(&options.code)?.trim()).map_err(refused)?;
    let remote = remote(&options.remote)?;
    let asked = json!({"code": code.to_string()});
    let view = remote.ask("/api/v1/filings/follow", &asked)?;
    let day = |name: &str| view.get(name).and_then(Value::as_i64);
    let date = |day: i64| render_date(day.saturating_mul(DAY_SECS));
    let state = text_of(&view, "state").ok_or(RelayFault::Answer)?;
    let due = day("due").ok_or(RelayFault::Answer)?;
    let is_overdue = view.get("is_overdue").and_then(Value::as_bool);
    let late = if is_overdue == Some(true) {
        ", overdue"
    } else {
        ""
    };
    line(&format!(
        "{}: an answer is due by {}{late}",
        harmless(state),
        date(due)
    ))?;
    if let (Some(on), Some(answer)) = (day("answered_on"), text_of(&view, "answer")) {
        line(&format!("answered on {}:", date(on)))?;
        for written in answer.lines() {
            line(&harmless(written))?;
        }
    }
    match (&options.receipt, text_of(&view, "receipt")) {
        (Some(path), Some(receipt)) => keep(receipt, path)?,
        (Some(_), None) => line("there is no receipt yet: try again in a moment")?,
        (None, _) => {}
    }
    Ok(Exit::Good)
}

fn text_of<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}
