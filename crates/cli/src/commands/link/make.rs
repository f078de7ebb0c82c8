//! `cleanbill link make`: a file encrypted for any web server, and the link that opens it.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_shlink::{ContentType, Flags, HealthLink, LinkKey, Payload, Scheme, seal_file};
use serde_json::Value;

use crate::args::LinkMakeOptions;
use crate::atomic::{self, Access};
use crate::bundle::read_bounded;
use crate::commands::draw::Pictures;
use crate::entropy;
use crate::error::{CliError, LinkFault};
use crate::exit::Exit;
use crate::output::line;

/// Longest file to share, bytes.
const FILE_MAX_BYTES: u64 = 8 * 1024 * 1024;

/// A web server without a program behind it answers `GET` alone: one file, no passcode (flag U).
pub(super) fn run(options: &LinkMakeOptions) -> Result<Exit, CliError> {
    let key = LinkKey::new(drawn());
    let (_, sealed) = encrypted(&options.file, &key)?;
    let name = URL_SAFE_NO_PAD.encode(drawn::<32>());
    let payload = Payload {
        flags: Flags {
            long_term: options.long_term,
            direct: true,
            ..Flags::default()
        },
        label: options.label.clone(),
        expires_at: options.expires,
        ..Payload::new(
            &format!("{}/{name}", options.url.trim_end_matches('/')),
            key.clone(),
        )
    };
    let mut link = HealthLink::new(Scheme::Smart, payload).map_err(LinkFault::from)?;
    if let Some(viewer) = &options.viewer {
        link = link.with_viewer(viewer).map_err(LinkFault::from)?;
    }
    let text = link.to_string();
    let pictures = Pictures::draw(&text, &options.pictures)?;
    atomic::write(&options.out.join(name), sealed.as_bytes(), Access::Public)?;
    pictures.write()?;
    line(&text)?;
    Ok(Exit::Good)
}

/// Fresh random bytes.
pub(super) fn drawn<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    entropy::fill(&mut bytes);
    bytes
}

/// What a file is, and the file encrypted under a fresh nonce.
pub(super) fn encrypted(path: &Path, key: &LinkKey) -> Result<(ContentType, String), CliError> {
    let bytes = read_bounded(path, FILE_MAX_BYTES)?;
    let unknown = || LinkFault::UnknownFile { path: path.into() };
    let content_type = content_type(&bytes).ok_or_else(unknown)?;
    let sealed = seal_file(&bytes, content_type, key, &drawn());
    Ok((content_type, sealed.map_err(LinkFault::from)?))
}

/// What is in a file, by the members that each type has to have.
pub(super) fn content_type(bytes: &[u8]) -> Option<ContentType> {
    let Value::Object(members) = serde_json::from_slice(bytes).ok()? else {
        return None;
    };
    if members
        .get("verifiableCredential")
        .is_some_and(Value::is_array)
    {
        Some(ContentType::SmartHealthCard)
    } else if members.get("resourceType").is_some_and(Value::is_string) {
        Some(ContentType::Fhir)
    } else if members.contains_key("access_token") {
        Some(ContentType::SmartApiAccess)
    } else {
        None
    }
}
