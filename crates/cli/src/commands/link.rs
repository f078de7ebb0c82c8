//! `cleanbill link`: health links shown, followed and made.

mod fetch;
mod make;
mod share;
mod show;

use std::path::Path;

use cleanbill_hcert::{Decoder, HealthLinks, Payload, read_payload};
use cleanbill_shlink::{HealthLink, Limits};

use crate::args::LinkAction;
use crate::bundle::{read_bounded, read_text};
use crate::check;
use crate::commands::audit::AUTHORITIES_MAX_BYTES;
use crate::error::{CliError, LinkFault};
use crate::exit::Exit;

/// `cleanbill link`.
pub(crate) fn run(action: &LinkAction) -> Result<Exit, CliError> {
    match action {
        LinkAction::Show(options) => show::run(options),
        LinkAction::Fetch(options) => fetch::run(options),
        LinkAction::Make(options) => make::run(options),
        LinkAction::Share(options) => share::run(options),
        LinkAction::End(options) => share::end(options),
    }
}

/// The one link that an argument names.
fn read(argument: &str) -> Result<HealthLink, CliError> {
    let texts = check::read_texts(&[argument.to_owned()])?;
    let [text] = &texts[..] else {
        return Err(CliError::NotOnePass);
    };
    let signed = signed_link(text)?;
    let text = signed.as_deref().unwrap_or(text.trim());
    let link = HealthLink::parse(text, &Limits::default());
    Ok(link.map_err(LinkFault::from)?)
}

/// The one link that a signed code carries (claim −260, key 5); `None` for any other text. Whether
/// the signature counts is what `cleanbill verify` says.
fn signed_link(text: &str) -> Result<Option<String>, CliError> {
    let mut decoder = Decoder::default();
    let Ok(envelope) = decoder.decode(text) else {
        return Ok(None);
    };
    match read_payload(&envelope, &cleanbill_hcert::Limits::default()) {
        Ok(Payload::Links(HealthLinks { links, .. })) => match <[String; 1]>::try_from(links) {
            Ok([link]) => Ok(Some(link)),
            Err(_) => Err(CliError::NotOnePass),
        },
        _ => Ok(None),
    }
}

/// Certificate authorities that are believed besides those of the system.
fn authorities(path: Option<&Path>) -> Result<Vec<u8>, CliError> {
    let bytes = path.map(|path| read_bounded(path, AUTHORITIES_MAX_BYTES));
    Ok(bytes.transpose()?.unwrap_or_default())
}

/// A file of one line, without its end: a passcode, a token, a code.
fn read_line(path: &Path) -> Result<String, CliError> {
    let text = read_text(path)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
