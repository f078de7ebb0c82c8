//! What the publisher remembers, as files: `memory`, `universe`, `version`, `touched/HASH`,
//! `cards/KEY`.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use cleanbill_issuer::act::Handle;
use cleanbill_issuer::publisher::Memory;
use cleanbill_publish::write_file;

use super::PublishingError;
use super::cards::CardList;
use crate::staff::to_hex;

const MEMORY: &str = "memory";
const VERSION: &str = "version";
const UNIVERSE: &str = "universe";
const CARDS: &str = "cards";
/// A million cards that were taken back.
const CARDS_MAX_BYTES: u64 = 16_000_008;
/// A million acts of a few hundred bytes.
const MEMORY_MAX_BYTES: u64 = 1 << 30;

fn failed(error: &std::io::Error) -> PublishingError {
    PublishingError::Folder { kind: error.kind() }
}

/// The folder, held by one publisher at a time.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Locked until dropped.
    _lock: File,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, PublishingError> {
        let touched = path.join("touched");
        fs::create_dir_all(&touched).map_err(|error| failed(&error))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let own = fs::Permissions::from_mode(0o700);
            fs::set_permissions(path, own).map_err(|error| failed(&error))?;
        }
        let mut options = File::options();
        let lock = options.create(true).truncate(false).write(true);
        let lock = lock
            .open(path.join("lock"))
            .map_err(|error| failed(&error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(PublishingError::Busy),
            Err(TryLockError::Error(error)) => return Err(failed(&error)),
        }
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    pub(super) fn universe(&self) -> PathBuf {
        self.path.join(UNIVERSE)
    }

    /// What the runs before remember; a new memory on the first run, and only then.
    pub(super) fn memory(&self, founding: [u8; 32]) -> Result<Memory, PublishingError> {
        match self.read(Path::new(MEMORY), MEMORY_MAX_BYTES)? {
            Some(bytes) => Ok(Memory::parse(&bytes)?),
            None if self.universe().exists() => Err(PublishingError::MemoryLost),
            None => Ok(Memory::new(founding)),
        }
    }

    pub(super) fn write_memory(&self, memory: &Memory) -> Result<(), PublishingError> {
        write_file(&self.path, MEMORY, &memory.encode())?;
        Ok(())
    }

    /// The version of the last filter that was built; 0 before the first.
    pub(super) fn version(&self) -> Result<u32, PublishingError> {
        let Some(bytes) = self.read(Path::new(VERSION), 16)? else {
            return Ok(0);
        };
        let text = String::from_utf8(bytes).unwrap_or_default();
        text.trim().parse().map_err(|_| PublishingError::Version)
    }

    pub(super) fn write_version(&self, version: u32) -> Result<(), PublishingError> {
        write_file(&self.path, VERSION, format!("{version}\n").as_bytes())?;
        Ok(())
    }

    /// The passes that a published act touches.
    pub(super) fn touched(&self, act: &[u8; 32]) -> Result<Option<Vec<Handle>>, PublishingError> {
        let path = Path::new("touched").join(to_hex(act));
        let bytes = self.read(&path, u64::from(super::touched::TOUCHED_MAX) * 16)?;
        Ok(bytes.map(|bytes| bytes.as_chunks::<16>().0.to_vec()))
    }

    pub(super) fn write_touched(
        &self,
        act: &[u8; 32],
        passes: &[Handle],
    ) -> Result<(), PublishingError> {
        let folder = self.path.join("touched");
        write_file(&folder, &to_hex(act), passes.as_flattened())?;
        Ok(())
    }

    /// What was on the list of a key of health cards last; nothing before the first.
    pub(super) fn card_list(&self, key: &[u8; 32]) -> Result<CardList, PublishingError> {
        let path = Path::new(CARDS).join(to_hex(key));
        let Some(bytes) = self.read(&path, CARDS_MAX_BYTES)? else {
            return Ok(CardList::default());
        };
        let kind = ErrorKind::InvalidData;
        CardList::parse(&bytes).ok_or(PublishingError::Folder { kind })
    }

    pub(super) fn write_card_list(
        &self,
        key: &[u8; 32],
        list: &CardList,
    ) -> Result<(), PublishingError> {
        let folder = self.path.join(CARDS);
        fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
        write_file(&folder, &to_hex(key), &list.to_bytes())?;
        Ok(())
    }

    /// A file beside the universe, to be put in its place when it is whole.
    pub(super) fn new_universe(&self) -> Result<tempfile::NamedTempFile, PublishingError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".universe-");
        builder
            .tempfile_in(&self.path)
            .map_err(|error| failed(&error))
    }

    pub(super) fn put_universe(
        &self,
        file: tempfile::NamedTempFile,
    ) -> Result<(), PublishingError> {
        file.as_file().sync_all().map_err(|error| failed(&error))?;
        let put = file.persist(self.universe());
        put.map_err(|error| failed(&error.error))?;
        let folder = File::open(&self.path).and_then(|folder| folder.sync_all());
        folder.map_err(|error| failed(&error))
    }

    fn read(&self, name: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, PublishingError> {
        let file = match File::open(self.path.join(name)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        let mut bytes = Vec::new();
        let mut bounded = file.take(max_bytes + 1);
        bounded
            .read_to_end(&mut bytes)
            .map_err(|error| failed(&error))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > max_bytes {
            let kind = ErrorKind::FileTooLarge;
            return Err(PublishingError::Folder { kind });
        }
        Ok(Some(bytes))
    }
}
