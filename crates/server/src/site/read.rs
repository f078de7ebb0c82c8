//! Reading a site: what its release names, and nothing else.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::{Asset, SiteError};

/// The list of files and their hashes.
const RELEASE: &str = "release.json";
/// That the release is in the public ledger: beside it, as it is known only afterwards.
const PROOF: &str = "release.tlog-proof";
/// Most files of a site.
const FILES_MAX: usize = 256;
/// Largest file, bytes.
const FILE_MAX_BYTES: u64 = 16 << 20;
/// Largest list of files, and largest proof, bytes.
const SMALL_MAX_BYTES: u64 = 256 << 10;
/// Longest name, characters.
const NAME_MAX: usize = 128;

/// The files of a site by name, read once. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site(Arc<BTreeMap<String, Asset>>);

/// What is at a path.
#[derive(Debug)]
pub(crate) enum Found<'s> {
    /// A file.
    File(&'s Asset),
    /// A folder with a page in it; its address ends with a stroke.
    Folder(String),
}

impl Site {
    /// Reads a folder that a build made, and holds every file against its release.
    ///
    /// # Errors
    /// [`SiteError`].
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        let release = read(folder, RELEASE, SMALL_MAX_BYTES)?;
        let names: BTreeMap<String, String> =
            serde_json::from_slice(&release).map_err(|_| SiteError::Release)?;
        if names.is_empty() || names.len() > FILES_MAX {
            return Err(SiteError::Release);
        }
        let mut files = BTreeMap::new();
        for (number, (name, digest)) in (1..).zip(names) {
            if !is_name(&name) {
                return Err(SiteError::Name { number });
            }
            let asset = Asset::new(&name, read(folder, &name, FILE_MAX_BYTES)?);
            if asset.digest() != digest {
                return Err(SiteError::Altered { name });
            }
            files.insert(name, asset);
        }
        files.insert(RELEASE.to_owned(), Asset::new(RELEASE, release));
        if folder.join(PROOF).is_file() {
            let proof = read(folder, PROOF, SMALL_MAX_BYTES)?;
            files.insert(PROOF.to_owned(), Asset::new(PROOF, proof));
        }
        Ok(Self(Arc::new(files)))
    }

    /// Whether there is a page in this folder of the site.
    #[must_use]
    pub fn has_page(&self, folder: &str) -> bool {
        self.0.contains_key(&format!("{folder}/index.html"))
    }

    /// What is at the path of an address; nothing where it has a stroke too many, a dot, an escape.
    pub(crate) fn find(&self, path: &str) -> Option<Found<'_>> {
        let name = path.strip_prefix('/')?;
        let of_folder = || self.0.get(&format!("{name}index.html"));
        let is_folder = name.ends_with('/');
        if let Some(file) = self.0.get(name).or_else(|| is_folder.then(of_folder)?) {
            return Some(Found::File(file));
        }
        self.has_page(name)
            .then(|| Found::Folder(format!("/{name}/")))
    }
}

/// Plain names in folders of the site: nothing hidden, nothing above, nothing that has to be
/// escaped in an address.
fn is_name(name: &str) -> bool {
    let is_plain = |part: &str| {
        let mut bytes = part.bytes();
        !part.starts_with('.')
            && bytes.len() > 0
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    name.len() <= NAME_MAX && name != RELEASE && name != PROOF && name.split('/').all(is_plain)
}

fn read(folder: &Path, name: &str, max: u64) -> Result<Vec<u8>, SiteError> {
    let failed = |error: std::io::Error| SiteError::Unreadable {
        name: name.to_owned(),
        kind: error.kind(),
    };
    let file = File::open(folder.join(name)).map_err(failed)?;
    let mut bytes = Vec::new();
    let read = file.take(max + 1).read_to_end(&mut bytes);
    read.map_err(failed)?;
    if bytes.len() as u64 > max {
        return Err(SiteError::TooLarge {
            name: name.to_owned(),
            max,
        });
    }
    Ok(bytes)
}
