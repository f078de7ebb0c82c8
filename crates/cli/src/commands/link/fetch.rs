//! `cleanbill link fetch`: what a link leads to, asked for and decrypted.

use std::path::Path;

use cleanbill_shlink::{
    ContentType, FileSource, FileStatus, HealthLink, Limits, Manifest, ManifestRequest, open_file,
};
use console::Term;
use serde_json::{Value, json};

use crate::args::LinkFetchOptions;
use crate::atomic::{self, Access};
use crate::clock::{self, render_time};
use crate::error::{CliError, LinkFault};
use crate::exit::Exit;
use crate::link_port::LinkPort;
use crate::output::{GOOD, OPEN, RESET, harmless, line};

/// What all files together may have, encrypted and decrypted.
const WHOLE_BYTES_MAX: usize = 128 * 1024 * 1024;
/// Longer files are asked for one by one.
const EMBEDDED_LENGTH_MAX: u64 = 1024 * 1024;
const RECIPIENT_CHARACTERS_MAX: usize = 256;

/// A file that came, decrypted.
struct Fetched {
    name: String,
    content_type: ContentType,
    bytes: Vec<u8>,
    status: Option<FileStatus>,
    last_updated: Option<String>,
}

/// Everything comes and is decrypted before anything is written.
pub(super) fn run(options: &LinkFetchOptions) -> Result<Exit, CliError> {
    if options.out.exists() {
        let path = options.out.clone();
        return Err(LinkFault::FolderExists { path }.into());
    }
    let recipient = options.recipient.trim();
    if recipient.is_empty() || recipient.chars().count() > RECIPIENT_CHARACTERS_MAX {
        return Err(LinkFault::Recipient.into());
    }
    let link = super::read(&options.link)?;
    let address = link.target().map_err(LinkFault::from)?;
    if link.has_expired(clock::now()) && !options.json {
        let ended = link.payload().expires_at.unwrap_or_default();
        let ended = render_time(ended);
        line(&format!(
            "{}!{RESET} the link says that it ended {ended}",
            OPEN.render()
        ))?;
    }
    let authorities = super::authorities(options.ca.as_deref())?;
    let limits = Limits::default();
    let mut port = LinkPort::new(recipient, &options.open, authorities, limits.clone())?;
    let mut files = Files::new(&link, limits);
    if link.payload().flags.direct {
        files.add(&port.direct_file(&address)?, None, None, None)?;
    } else {
        let request = ManifestRequest {
            recipient: recipient.to_owned(),
            passcode: passcode(&link, options.passcode_file.as_deref())?,
            embedded_length_max: Some(EMBEDDED_LENGTH_MAX),
        };
        let manifest = port.manifest(&address, &request)?;
        let manifest = Manifest::parse(&manifest, &files.limits).map_err(LinkFault::from)?;
        for file in manifest.files {
            let Some(content_type) = ContentType::from_name(&file.content_type) else {
                files.passed_over.push(harmless(&file.content_type));
                continue;
            };
            let bytes = match file.source {
                FileSource::Embedded(text) => text.into_bytes(),
                FileSource::Location(address) => port.file(&address)?,
            };
            let status = file.status.or(manifest.status);
            files.add(&bytes, Some(content_type), status, file.last_updated)?;
        }
    }
    files.write(&options.out)?;
    files.tell(options)?;
    Ok(Exit::Good)
}

/// From the file, else the environment, else a prompt; never from an argument, which every user of
/// the machine can read.
fn passcode(link: &HealthLink, file: Option<&Path>) -> Result<Option<String>, CliError> {
    if !link.payload().flags.passcode {
        return Ok(None);
    }
    if let Some(path) = file {
        return super::read_line(path).map(Some);
    }
    if let Ok(passcode) = std::env::var("CLEANBILL_PASSCODE") {
        return Ok(Some(passcode));
    }
    let missing = |_| LinkFault::NoPasscode;
    let term = Term::stderr();
    if !term.is_term() {
        return Err(LinkFault::NoPasscode.into());
    }
    term.write_str("Passcode of the link: ").map_err(missing)?;
    Ok(Some(term.read_secure_line().map_err(missing)?))
}

/// What came so far.
struct Files<'a> {
    link: &'a HealthLink,
    limits: Limits,
    fetched: Vec<Fetched>,
    /// Types that are not known, in words.
    passed_over: Vec<String>,
    room: usize,
}

impl<'a> Files<'a> {
    fn new(link: &'a HealthLink, limits: Limits) -> Self {
        Self {
            link,
            limits,
            fetched: Vec::new(),
            passed_over: Vec::new(),
            room: WHOLE_BYTES_MAX,
        }
    }

    /// Decrypts one. What the manifest says of its type counts, then what the file itself says,
    /// then what is in it.
    fn add(
        &mut self,
        encrypted: &[u8],
        content_type: Option<ContentType>,
        status: Option<FileStatus>,
        last_updated: Option<String>,
    ) -> Result<(), LinkFault> {
        let opened = open_file(encrypted, &self.link.payload().key, &self.limits)?;
        let too_much = LinkFault::TooMuch {
            max: WHOLE_BYTES_MAX,
        };
        let room = self.room.checked_sub(encrypted.len());
        let room = room.and_then(|room| room.checked_sub(opened.bytes.len()));
        self.room = room.ok_or(too_much)?;
        let content_type = content_type
            .or(opened.content_type)
            .or_else(|| super::make::content_type(&opened.bytes))
            .unwrap_or(ContentType::Fhir);
        let number = self.fetched.len() + 1;
        let kind = match content_type {
            ContentType::SmartHealthCard => "card",
            ContentType::Fhir => "fhir",
            ContentType::SmartApiAccess => "api-access",
        };
        self.fetched.push(Fetched {
            name: format!("{number}-{kind}.{}", content_type.extension()),
            content_type,
            bytes: opened.bytes,
            status,
            last_updated,
        });
        Ok(())
    }

    /// What came is somebody's: nobody else on the machine may read it.
    fn write(&self, folder: &Path) -> Result<(), CliError> {
        atomic::make_folder(folder).map_err(|error| CliError::Write {
            path: folder.into(),
            kind: error.kind(),
        })?;
        let mut files = self.fetched.iter();
        files.try_for_each(|file| {
            atomic::write(&folder.join(&file.name), &file.bytes, Access::Secret)
        })
    }

    fn tell(&self, options: &LinkFetchOptions) -> Result<(), CliError> {
        if options.json {
            return line(&self.to_json().to_string());
        }
        for file in &self.fetched {
            let withdrawn = file.status.filter(|status| status.is_withdrawn());
            let mark = match withdrawn {
                Some(status) => format!("{}! {}{RESET}", OPEN.render(), status.name()),
                None => format!("{}✔{RESET}", GOOD.render()),
            };
            let (name, kind, size) = (&file.name, file.content_type.name(), file.bytes.len());
            line(&format!("{mark} {name}  {kind}  {size} bytes"))?;
        }
        for kind in &self.passed_over {
            line(&format!(
                "{}!{RESET} a file of type {kind} was passed over",
                OPEN.render()
            ))?;
        }
        let folder = options.out.display();
        let found = |kind| self.fetched.iter().any(|file| file.content_type == kind);
        if found(ContentType::SmartHealthCard) {
            line(&format!(
                "Check the cards with `cleanbill verify {folder}`."
            ))?;
        }
        if found(ContentType::Fhir) {
            line("What is FHIR nobody signed: it is worth what whoever shared it is worth.")?;
        }
        if found(ContentType::SmartApiAccess) {
            line("What is api-access opens a record: it was kept and not used.")?;
        }
        Ok(())
    }

    fn to_json(&self) -> Value {
        let files = self.fetched.iter().map(|file| {
            json!({
                "file": file.name,
                "content_type": file.content_type.name(),
                "bytes": file.bytes.len(),
                "status": file.status.map(FileStatus::name),
                "last_updated": file.last_updated,
            })
        });
        json!({ "files": files.collect::<Vec<_>>(), "passed_over": self.passed_over })
    }
}
