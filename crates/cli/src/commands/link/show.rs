//! `cleanbill link show`: what a link says, without a network.

use cleanbill_shlink::{HealthLink, Scheme};
use serde_json::{Value, json};

use crate::args::LinkShowOptions;
use crate::clock::{self, render_time};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{BAD, FAINT, GOOD, OPEN, RESET, STRONG, harmless, line};

/// Good for a link that may be followed; "refused" for one that must not.
pub(super) fn run(options: &LinkShowOptions) -> Result<Exit, CliError> {
    let link = super::read(&options.link)?;
    let now = options.at.unwrap_or_else(clock::now);
    match options.json {
        true => line(&render_json(&link, now).to_string())?,
        false => line(&render(&link, now))?,
    }
    Ok(match link.target() {
        Ok(_) => Exit::Good,
        Err(_) => Exit::Refused,
    })
}

const fn kind(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Smart => "SMART Health Link",
        Scheme::Verifiable => "Verifiable Health Link",
    }
}

fn render(link: &HealthLink, now: i64) -> String {
    let payload = link.payload();
    let mut rows = Vec::new();
    let mut row = |name: &str, text: String| rows.push(format!("  {name:<9} {text}"));
    if let Some(label) = &payload.label {
        row("label", harmless(label));
    }
    row("address", harmless(&payload.url));
    match link.target() {
        Ok(address) => row("host", address.authority().to_owned()),
        Err(error) => row("host", format!("none to be asked: {error}")),
    }
    row("leads to", leads_to(link).to_owned());
    if payload.flags.passcode {
        row("passcode", "is asked for".to_owned());
    }
    match payload.expires_at {
        Some(expires_at) if link.has_expired(now) => {
            row("ended", render_time(expires_at));
        }
        Some(expires_at) => row("until", render_time(expires_at)),
        None => row("until", "not said".to_owned()),
    }
    row(
        "key",
        "256 bits, in the link: whoever has it reads the files".to_owned(),
    );
    if let Some(viewer) = link.viewer() {
        row(
            "viewer",
            format!("{}, which is not needed", harmless(viewer)),
        );
    }
    for finding in link.findings() {
        let style = if finding.blocks() { BAD } else { OPEN };
        rows.push(format!(
            "  {}!{RESET} {} {}[{}]{RESET}",
            style.render(),
            finding.sentence(),
            FAINT.render(),
            finding.code()
        ));
    }
    let (mark, style) = match link.target() {
        Ok(_) => ("✔", GOOD),
        Err(_) => ("✘", BAD),
    };
    let head = format!(
        "{}{mark}{RESET} {}{}{RESET}",
        style.render(),
        STRONG.render(),
        kind(link.scheme())
    );
    format!(
        "{head}\n{}\n  Nothing was asked. The link itself says nothing about anybody's health.",
        rows.join("\n")
    )
}

fn leads_to(link: &HealthLink) -> &'static str {
    let flags = link.payload().flags;
    match (flags.direct, flags.long_term) {
        (true, false) => "one encrypted file",
        (true, true) => "one encrypted file, which can change",
        (false, false) => "a list of encrypted files",
        (false, true) => "a list of encrypted files, which can change",
    }
}

/// The key is left out: output goes to logs.
fn render_json(link: &HealthLink, now: i64) -> Value {
    let payload = link.payload();
    let target = link.target();
    let blocked_by = link.findings().iter().find(|finding| finding.blocks());
    let findings: Vec<_> = link.findings().iter().map(|one| one.code()).collect();
    json!({
        "kind": match link.scheme() { Scheme::Smart => "shlink", Scheme::Verifiable => "vhlink" },
        "url": payload.url,
        "host": target.as_ref().ok().map(|address| address.authority()),
        "refused": target.as_ref().err().map(|error| error.code()),
        "direct": payload.flags.direct,
        "long_term": payload.flags.long_term,
        "passcode": payload.flags.passcode,
        "label": payload.label,
        "expires_at": payload.expires_at,
        "expired": link.has_expired(now),
        "version": payload.version,
        "viewer": link.viewer(),
        "blocked_by": blocked_by.map(|finding| finding.code()),
        "findings": findings,
    })
}
