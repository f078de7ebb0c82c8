//! The published files of this authority, for the pages of its public ledger.

mod bucket;

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use cleanbill_audit::{FolderSource, ReadSeek, Source, SourceError};
use cleanbill_server::{PublicLedger, PublishedFiles};
use tokio::runtime::Handle;

use self::bucket::Bucket;
use crate::bundle::pins;
use crate::error::CliError;
use crate::home::Home;
use crate::own_ledger::Described;

/// The name of the ledger's folder among what is published.
const LEDGER: &str = "ledger";

/// The ledger of the data folder; `None` if none was begun. A bucket is read by this runtime.
pub(super) fn find(home: &Home, runtime: Handle) -> Result<Option<PublicLedger>, CliError> {
    let Some(described) = Described::find(home)? else {
        return Ok(None);
    };
    let files: Arc<dyn PublishedFiles> = match described.folder() {
        Some(folder) => Arc::new(Shelf::of(&folder, home.folder())),
        None => Arc::new(Bucket {
            ledger: described.reading()?,
            sets: described.reading_beside(LEDGER)?,
            runtime,
        }),
    };
    Ok(Some(PublicLedger {
        files,
        policy: described.policy,
        pins: pins(home, &[])?,
    }))
}

/// What is published in folders: the ledger, and signed sets beside it.
struct Shelf {
    ledger: FolderSource,
    /// The folder around the ledger's, if it is one for what is published.
    sets: Option<FolderSource>,
}

impl Shelf {
    /// Signed sets lie beside a folder of the ledger's name. Nothing of the data folder itself is
    /// published, wherever its ledger is.
    fn of(ledger: &Path, data: &Path) -> Self {
        let beside = ledger.parent().filter(|_| ledger.ends_with(LEDGER));
        let is_data = |folder: &Path| match (folder.canonicalize(), data.canonicalize()) {
            (Ok(folder), Ok(data)) => data.starts_with(folder),
            _ => false,
        };
        Self {
            ledger: FolderSource::new(ledger),
            sets: beside
                .filter(|folder| !is_data(folder))
                .map(FolderSource::new),
        }
    }

    /// Where a path lies, and its path there.
    fn place<'p>(&self, path: &'p str) -> Option<(&FolderSource, &'p str)> {
        match path
            .strip_prefix(LEDGER)
            .and_then(|rest| rest.strip_prefix('/'))
        {
            Some(rest) => Some((&self.ledger, rest)),
            None => self.sets.as_ref().map(|sets| (sets, path)),
        }
    }
}

impl Source for Shelf {
    fn fetch(&self, path: &str, size_max_bytes: u64) -> Result<Option<Vec<u8>>, SourceError> {
        match self.place(path) {
            Some((folder, path)) => folder.fetch(path, size_max_bytes),
            None => Ok(None),
        }
    }

    fn open(
        &self,
        path: &str,
        size_max_bytes: u64,
    ) -> Result<Option<Box<dyn ReadSeek>>, SourceError> {
        match self.place(path) {
            Some((folder, path)) => folder.open(path, size_max_bytes),
            None => Ok(None),
        }
    }

    fn list(&self, folder: &str) -> Result<Option<Vec<String>>, SourceError> {
        match self.place(folder) {
            Some((place, folder)) => place.list(folder),
            None => Ok(Some(Vec::new())),
        }
    }

    fn concurrency(&self) -> usize {
        self.ledger.concurrency()
    }
}

impl PublishedFiles for Shelf {
    fn file(&self, path: &str) -> Result<Option<File>, SourceError> {
        match self.place(path) {
            Some((folder, path)) => folder.file(path),
            None => Ok(None),
        }
    }

    fn as_source(&self) -> &dyn Source {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_lie_beside_the_ledger_and_nothing_of_the_data_folder_does() {
        let data = tempfile::tempdir().unwrap();
        let write = |path: &str| {
            let path = data.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, path.to_str().unwrap()).unwrap();
        };
        for path in [
            "public/ledger/policy",
            "public/index.json",
            "ledger/policy",
            "index.json",
        ] {
            write(path);
        }
        let shelf = |ledger: &str| Shelf::of(&data.path().join(ledger), data.path());
        let has = |shelf: &Shelf, path: &str| shelf.file(path).unwrap().is_some();
        let public = shelf("public/ledger");
        assert!(has(&public, "ledger/policy") && has(&public, "index.json"));
        assert_eq!(public.list("rules").unwrap(), Some(Vec::new()));
        // Its own folder is the data folder's, and another one is not for what is published.
        for other in ["ledger", "public"] {
            assert!(!has(&shelf(other), "index.json"), "{other}");
        }
        assert!(has(&shelf("ledger"), "ledger/policy"));
    }
}
