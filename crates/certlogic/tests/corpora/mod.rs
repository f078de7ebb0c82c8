//! Where the corpora are.

use std::path::{Path, PathBuf};

/// A folder of the corpora; `None`, said in one line, if there is none.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let corpora = std::env::var_os("CLEANBILL_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"),
        PathBuf::from,
    );
    let folder = corpora.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no corpora at {}", folder.display());
    None
}
