//! Health links that are served: encrypted files that a holder made, for whoever gets the link
//! (HL7 SMART Health Cards and Links, STU 1.0.0).
//!
//! ```text
//! holder   make(encrypted files, passcode, end)  → the random part of an address, a code to end it
//! anybody  manifest(address, recipient, passcode) → files, or an address for minutes for each
//!          direct_file(address, recipient)        → the one file of a link without a list
//! holder   revoke(code)                           → nothing is there any more
//! ```
//!
//! The key that opens the files is in the link and never comes here, and what is kept of the
//! address is a hash: whoever takes the database away has ciphertext, and can try no passcodes.
//! Nothing is written of who asks.

mod error;
mod secret;

use std::fmt;
use std::sync::Arc;

use cleanbill_shlink::{ContentType, ManifestRequest, check_sealed};
use cleanbill_store::{
    HEALTH_LINK_ROWS_BYTES, HealthLinkDoor, HealthLinkFileRow, HealthLinkRow, Passage, Store,
};

use self::secret::{LinkSecret, Ticket};
use crate::filings::Fill;

pub use error::LinksError;

/// Wrong passcodes that a link bears in its whole life.
pub const ATTEMPTS: i16 = 5;
/// Most files of a link.
pub const FILES_MAX: usize = 8;
/// Most bytes of all files of a link together, encrypted.
pub const FILES_MAX_BYTES: usize = 4_000_000;
/// How long a link lives at most, seconds: 90 days.
pub const LIFETIME_MAX_SECS: i64 = 90 * 86_400;
/// Shortest and longest passcode, in characters. With five attempts four digits are guessed once in
/// two thousand links.
pub const PASSCODE_CHARACTERS: std::ops::RangeInclusive<usize> = 4..=64;
/// How long the address of a single file counts, seconds. The specification allows an hour.
pub const LOCATION_SECS: i64 = 300;

/// A list of files.
const LISTED: u8 = 1;
/// One file without a list.
const DIRECT: u8 = 2;

/// A link to be made.
#[derive(Clone)]
pub struct NewLink {
    /// Its files, each encrypted by whoever made it: compact JWE.
    pub files: Vec<(ContentType, String)>,
    /// The passcode, if one is asked for.
    pub passcode: Option<String>,
    /// Whether its address is that of its one file (flag U).
    pub is_direct: bool,
    /// When it ends, Unix seconds.
    pub expires_at: i64,
}

/// A link that was made.
#[derive(Clone)]
pub struct MadeLink {
    /// The random part of its address: 43 characters. It is nowhere else.
    pub path: String,
    /// The code that ends it: 43 characters. It is nowhere else.
    pub revocation: String,
}

/// A file of a manifest.
#[derive(Clone)]
pub struct ServedFile {
    /// What it is.
    pub content_type: ContentType,
    /// Where it is.
    pub source: ServedSource,
}

/// Where a file of a manifest is.
#[derive(Clone)]
pub enum ServedSource {
    /// Here.
    Embedded(String),
    /// At the link's own address with this behind it, for [`LOCATION_SECS`].
    Ticket(String),
}

/// The service of health links. Cheap to clone.
#[derive(Clone)]
pub struct Links {
    door: HealthLinkDoor,
    fill: Arc<Fill>,
    room_bytes: u64,
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Links").finish_non_exhaustive()
    }
}

impl Links {
    /// Over a registry; all links together take at most `room_bytes`.
    #[must_use]
    pub fn new(store: &Store, fill: Arc<Fill>, room_bytes: u64) -> Self {
        Self {
            door: store.health_links(),
            fill,
            room_bytes,
        }
    }

    fn draw(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        (self.fill)(&mut bytes);
        bytes
    }

    /// Keeps encrypted files under an address that nobody guesses.
    ///
    /// # Errors
    /// [`LinksError`] for a rule that is broken, [`LinksError::Full`] where there is no room.
    pub async fn make(&self, link: &NewLink, now: i64) -> Result<MadeLink, LinksError> {
        let size = check(link, now)?;
        let (path, revocation) = (LinkSecret::new(self.draw()), LinkSecret::new(self.draw()));
        let passcode = link.passcode.as_deref();
        let row = HealthLinkRow {
            path: path.address_hash(),
            revocation: revocation.revocation_hash(),
            form: if link.is_direct { DIRECT } else { LISTED },
            passcode: passcode.map(|passcode| path.passcode_hash(passcode)),
            attempts: ATTEMPTS,
            ticket: self.draw(),
            expires_at: link.expires_at,
            size,
        };
        let files = (1..).zip(&link.files);
        let files = files.map(|(number, (content_type, sealed))| HealthLinkFileRow {
            path: row.path,
            number,
            kind: kind_of(*content_type),
            sealed: sealed.clone().into_bytes(),
        });
        let files: Vec<_> = files.collect();
        match self.door.keep(&row, &files, self.room_bytes, now).await? {
            true => Ok(MadeLink {
                path: path.to_text(),
                revocation: revocation.to_text(),
            }),
            false => Err(LinksError::Full),
        }
    }

    /// The files of a link with a list. What is longer than the request allows to embed gets an
    /// address of its own, for minutes.
    ///
    /// # Errors
    /// [`LinksError::NotFound`] for an unknown, ended or disabled link, [`LinksError::Passcode`].
    pub async fn manifest(
        &self,
        path: &str,
        request: &ManifestRequest,
        now: i64,
    ) -> Result<Vec<ServedFile>, LinksError> {
        let path = LinkSecret::parse(path).ok_or(LinksError::NotFound)?;
        let hash = path.address_hash();
        let found = self.door.find(&hash, now).await?;
        if found.is_none_or(|row| row.form != LISTED) {
            return Err(LinksError::NotFound);
        }
        let passcode = request.passcode.as_deref();
        let passcode = passcode.map(|passcode| path.passcode_hash(passcode));
        let row = match self.door.enter(&hash, passcode.as_ref(), now).await? {
            Passage::Open(row) => row,
            Passage::Wrong { remaining } => return Err(LinksError::Passcode { remaining }),
            Passage::Gone => return Err(LinksError::NotFound),
        };
        let embedded_max = request.embedded_length_max.unwrap_or(u64::MAX);
        let files = self.door.files(&hash).await?;
        let files = files.into_iter().map(|file| {
            let content_type = type_of(file.kind).ok_or(LinksError::Damaged)?;
            let source = if file.sealed.len() as u64 <= embedded_max {
                ServedSource::Embedded(text(file.sealed)?)
            } else {
                let ticket = Ticket::new(file.number, now.saturating_add(LOCATION_SECS));
                ServedSource::Ticket(ticket.to_text(&row.ticket, &hash))
            };
            Ok(ServedFile {
                content_type,
                source,
            })
        });
        files.collect()
    }

    /// One file of a manifest, by the address that the manifest gave.
    ///
    /// # Errors
    /// [`LinksError::NotFound`], also for an address that is over.
    pub async fn file(&self, path: &str, ticket: &str, now: i64) -> Result<String, LinksError> {
        let path = LinkSecret::parse(path).ok_or(LinksError::NotFound)?;
        let hash = path.address_hash();
        let row = self.door.find(&hash, now).await?;
        let row = row.ok_or(LinksError::NotFound)?;
        let ticket = Ticket::parse(ticket, &row.ticket, &hash, now);
        let number = ticket.ok_or(LinksError::NotFound)?.number;
        let file = self.door.file(&hash, number).await?;
        text(file.ok_or(LinksError::NotFound)?.sealed)
    }

    /// The one file of a link without a list.
    ///
    /// # Errors
    /// [`LinksError::NotFound`].
    pub async fn direct_file(&self, path: &str, now: i64) -> Result<String, LinksError> {
        let path = LinkSecret::parse(path).ok_or(LinksError::NotFound)?;
        let hash = path.address_hash();
        let row = self.door.find(&hash, now).await?;
        if row.is_none_or(|row| row.form != DIRECT) {
            return Err(LinksError::NotFound);
        }
        let file = self.door.file(&hash, 1).await?;
        text(file.ok_or(LinksError::NotFound)?.sealed)
    }

    /// Ends a link by its code. Its files are deleted.
    ///
    /// # Errors
    /// [`LinksError::NotFound`], also for one that has ended.
    pub async fn revoke(&self, code: &str) -> Result<(), LinksError> {
        let code = LinkSecret::parse(code).ok_or(LinksError::NotFound)?;
        match self.door.revoke(&code.revocation_hash()).await? {
            true => Ok(()),
            false => Err(LinksError::NotFound),
        }
    }
}

/// The rules on a new link; the bytes that it takes.
fn check(link: &NewLink, now: i64) -> Result<i64, LinksError> {
    let count = link.files.len();
    if count == 0 || count > FILES_MAX || link.is_direct && count != 1 {
        return Err(LinksError::Files);
    }
    let size: usize = link.files.iter().map(|(_, sealed)| sealed.len()).sum();
    if size > FILES_MAX_BYTES {
        return Err(LinksError::TooLong);
    }
    for (_, sealed) in &link.files {
        check_sealed(sealed)?;
    }
    if !(now..=now.saturating_add(LIFETIME_MAX_SECS)).contains(&link.expires_at) {
        return Err(LinksError::Lifetime);
    }
    match &link.passcode {
        Some(_) if link.is_direct => return Err(LinksError::PasscodeOfFile),
        Some(passcode) if !PASSCODE_CHARACTERS.contains(&passcode.chars().count()) => {
            return Err(LinksError::PasscodeLength);
        }
        _ => {}
    }
    let size = size as u64 + HEALTH_LINK_ROWS_BYTES;
    i64::try_from(size).map_err(|_| LinksError::TooLong)
}

const fn kind_of(content_type: ContentType) -> u8 {
    match content_type {
        ContentType::SmartHealthCard => 1,
        ContentType::Fhir => 2,
        ContentType::SmartApiAccess => 3,
    }
}

fn type_of(kind: u8) -> Option<ContentType> {
    ContentType::ALL
        .into_iter()
        .find(|content_type| kind_of(*content_type) == kind)
}

fn text(sealed: Vec<u8>) -> Result<String, LinksError> {
    String::from_utf8(sealed).map_err(|_| LinksError::Damaged)
}
