//! `cleanbill link share` and `end`: encrypted files through the service of an authority.

use std::path::Path;

use cleanbill_shlink::{Flags, HealthLink, LinkKey, Payload, Scheme};
use serde_json::{Map, Value, json};

use super::make::{drawn, encrypted};
use super::{authorities, read_line};
use crate::args::{LinkEndOptions, LinkShareOptions};
use crate::atomic::{self, Access};
use crate::clock;
use crate::commands::draw::Pictures;
use crate::error::{CliError, LinkFault, RelayFault};
use crate::exit::Exit;
use crate::output::line;
use crate::relay::Relay;

/// How long a link lives unless it is said otherwise.
const LIFETIME_SECS: i64 = 7 * 86_400;

/// The key is drawn here and goes into the link alone.
pub(super) fn run(options: &LinkShareOptions) -> Result<Exit, CliError> {
    let key = LinkKey::new(drawn());
    let expires_at = options
        .expires
        .unwrap_or_else(|| clock::now().saturating_add(LIFETIME_SECS));
    let passcode = options
        .passcode_file
        .as_deref()
        .map(read_line)
        .transpose()?;
    let files = options.files.iter().map(|path| {
        let (content_type, sealed) = encrypted(path, &key)?;
        Ok(json!({ "content_type": content_type.name(), "encrypted": sealed }))
    });
    let mut told = Map::new();
    let files = files.collect::<Result<Vec<Value>, CliError>>()?;
    told.insert("files".to_owned(), files.into());
    told.insert("expires_at".to_owned(), expires_at.into());
    told.insert("direct".to_owned(), options.direct.into());
    if let Some(passcode) = &passcode {
        told.insert("passcode".to_owned(), passcode.as_str().into());
    }
    let token = read_line(&options.token)?;
    let service = service(&options.service, options.ca.as_deref())?;
    let made = service.ask_as(&token, "/api/v1/own/links", &Value::Object(told))?;
    let text_of = |name| made.get(name).and_then(Value::as_str);
    let code = text_of("revocation").ok_or(RelayFault::Answer)?;
    // First what nobody has a second time.
    let kept = format!("{code}\n");
    atomic::write(&options.code, kept.as_bytes(), Access::Secret)?;
    let payload = Payload {
        flags: Flags {
            passcode: passcode.is_some(),
            direct: options.direct,
            ..Flags::default()
        },
        label: options.label.clone(),
        expires_at: Some(expires_at),
        ..Payload::new(text_of("url").ok_or(RelayFault::Answer)?, key)
    };
    let mut link = HealthLink::new(Scheme::Smart, payload).map_err(LinkFault::from)?;
    if let Some(viewer) = &options.viewer {
        link = link.with_viewer(viewer).map_err(LinkFault::from)?;
    }
    let text = link.to_string();
    Pictures::draw(&text, &options.pictures)?.write()?;
    line(&text)?;
    Ok(Exit::Good)
}

/// Ends a link by the code that `share` wrote.
pub(super) fn end(options: &LinkEndOptions) -> Result<Exit, CliError> {
    let code = read_line(&options.code)?;
    let service = service(&options.service, options.ca.as_deref())?;
    service.ask("/api/v1/links/revoke", &json!({ "revocation": code }))?;
    line("The link is ended, and its files are deleted.")?;
    Ok(Exit::Good)
}

fn service(address: &str, ca: Option<&Path>) -> Result<Relay, CliError> {
    Relay::direct(address, &authorities(ca)?)
}
