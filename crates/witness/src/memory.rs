//! What a witness remembers: of each log the checkpoint that it cosigned last.
//!
//! ```text
//! cleanbill.witness/v1
//! SHA-256 of what follows, in hexadecimal
//!
//! the checkpoint, as the log signed it: origin, size, root
//! ```
//!
//! The file is called by the SHA-256 of the origin. `known` lists which files there were, so that
//! one that is gone is missed.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use base16ct::lower::encode_string as hex;
use cleanbill_crypto::sha256;
use cleanbill_ledger::{NOTE_SIZE_MAX_BYTES, Seen, SignedCheckpoint};

use crate::disk::{Disk, read_file};
use crate::error::WitnessError;

const HEADER: &str = "cleanbill.witness/v1\n";
const KNOWN: &str = "known";
/// The longest list of files: 64 digits and a newline for each of 16,384 logs.
const KNOWN_SIZE_MAX_BYTES: u64 = 65 * 16_384;
/// The longest file: a note, and what stands before it.
const FILE_SIZE_MAX_BYTES: u64 = NOTE_SIZE_MAX_BYTES as u64 + 128;

/// The files of a witness.
pub(crate) struct Memory {
    disk: Arc<dyn Disk>,
    known: Mutex<BTreeSet<String>>,
}

impl Memory {
    /// Opens it. Every file that there ever was has to be there, and as it was written.
    pub(crate) fn open(disk: Arc<dyn Disk>) -> Result<Self, WitnessError> {
        let listed = disk.read(KNOWN, KNOWN_SIZE_MAX_BYTES)?.unwrap_or_default();
        let damaged = || WitnessError::Damaged { log: KNOWN.into() };
        let listed = String::from_utf8(listed).map_err(|_| damaged())?;
        let mut known = BTreeSet::new();
        for line in listed.split_inclusive('\n') {
            let name = line.strip_suffix('\n').filter(|name| is_name(name));
            known.insert(name.ok_or_else(damaged)?.to_owned());
        }
        let mut names: BTreeSet<String> = disk.names()?.into_iter().collect();
        names.retain(|name| is_name(name));
        if let Some(lost) = known.difference(&names).next() {
            return Err(WitnessError::Lost { log: lost.clone() });
        }
        let memory = Self {
            disk,
            known: Mutex::new(known),
        };
        for name in names {
            memory.read(&name)?;
            // One that was written when the power went, before it was listed.
            memory.list(&name)?;
        }
        Ok(memory)
    }

    /// What was cosigned last of a log.
    pub(crate) fn seen(&self, origin: &str) -> Result<Option<Seen>, WitnessError> {
        let found = self.read(&name_of(origin))?;
        if found
            .as_ref()
            .is_some_and(|it| it.checkpoint.origin != origin)
        {
            return Err(WitnessError::Damaged { log: origin.into() });
        }
        Ok(found.map(|it| Seen {
            size: it.checkpoint.size,
            root: it.checkpoint.root,
        }))
    }

    /// Remembers a checkpoint; when this returns, it stays.
    pub(crate) fn remember(&self, checkpoint: &SignedCheckpoint) -> Result<(), WitnessError> {
        let name = name_of(&checkpoint.checkpoint.origin);
        let note = checkpoint.to_text();
        let digest = hex(&sha256(note.as_bytes()));
        let file = format!("{HEADER}{digest}\n\n{note}");
        self.disk.replace(&name, file.as_bytes())?;
        self.list(&name)
    }

    fn list(&self, name: &str) -> Result<(), WitnessError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.contains(name) {
            return Ok(());
        }
        let mut longer = known.clone();
        longer.insert(name.to_owned());
        let text: String = longer.iter().map(|name| format!("{name}\n")).collect();
        self.disk.replace(KNOWN, text.as_bytes())?;
        *known = longer;
        Ok(())
    }

    fn read(&self, name: &str) -> Result<Option<SignedCheckpoint>, WitnessError> {
        let Some(bytes) = self.disk.read(name, FILE_SIZE_MAX_BYTES)? else {
            return Ok(None);
        };
        match parse(&bytes) {
            Some(it) if name_of(&it.checkpoint.origin) == name => Ok(Some(it)),
            _ => Err(WitnessError::Damaged { log: name.into() }),
        }
    }
}

/// The checkpoints that a witness cosigned last, read beside it: nothing is held, nothing written.
///
/// # Errors
/// [`WitnessError::Folder`], [`WitnessError::Damaged`].
pub fn remembered(folder: &Path) -> Result<Vec<SignedCheckpoint>, WitnessError> {
    let mut found = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(error.into()),
    };
    for entry in entries {
        let Ok(name) = entry?.file_name().into_string() else {
            continue;
        };
        if !is_name(&name) {
            continue;
        }
        let bytes = read_file(&folder.join(&name), FILE_SIZE_MAX_BYTES)?.unwrap_or_default();
        match parse(&bytes) {
            Some(it) if name_of(&it.checkpoint.origin) == name => found.push(it),
            _ => return Err(WitnessError::Damaged { log: name }),
        }
    }
    found.sort_by(|one, other| one.checkpoint.origin.cmp(&other.checkpoint.origin));
    Ok(found)
}

fn parse(bytes: &[u8]) -> Option<SignedCheckpoint> {
    let text = str::from_utf8(bytes).ok()?.strip_prefix(HEADER)?;
    let (digest, note) = text.split_once("\n\n")?;
    if digest != hex(&sha256(note.as_bytes())) {
        return None;
    }
    SignedCheckpoint::parse(note.as_bytes()).ok()
}

fn name_of(origin: &str) -> String {
    hex(&sha256(origin.as_bytes()))
}

fn is_name(name: &str) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    name.len() == 64 && name.bytes().all(is_digit)
}
