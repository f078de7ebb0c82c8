use std::path::{Path, PathBuf};

/// The folder of third-party cases: `CLEANBILL_CORPORA`, else `../shared/corpora`, both as seen
/// from the root of the project. `None` if it is not there.
#[must_use]
pub fn corpora() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let named = std::env::var_os("CLEANBILL_CORPORA");
    let folder = root.join(named.unwrap_or_else(|| "../shared/corpora".into()));
    folder.is_dir().then_some(folder)
}

/// Says in one line that `what` is skipped, and why.
#[expect(clippy::print_stderr, reason = "a skip is never silent")]
pub fn skip(what: &str) {
    eprintln!("skipped: {what}: the corpora are not there (set CLEANBILL_CORPORA)");
}
