//! Text documents of one kind: files, and the files of folders.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::bundle::read_bounded;
use crate::error::CliError;

/// Longest document: far above any rule, policy or value set.
const SIZE_MAX_BYTES: u64 = 1 << 20;
/// Deepest folder.
const DEPTH_MAX: usize = 8;
/// Tests lie beside the rules that countries publish.
const TESTS: &str = "tests";

/// A document and where it was read.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// All files that are given, and of all files with this extension in folders that
/// are, in the order of their names.
pub(crate) fn read_all(paths: &[PathBuf], extension: &str) -> Result<Vec<Document>, CliError> {
    let files = files(paths, extension)?.into_iter();
    files
        .map(|path| {
            let text = read(&path)?;
            Ok(Document { path, text })
        })
        .collect()
}

/// The paths of the same.
fn files(paths: &[PathBuf], extension: &str) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            collect(path, extension, DEPTH_MAX, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn read(path: &Path) -> Result<String, CliError> {
    let bytes = read_bounded(path, SIZE_MAX_BYTES)?;
    String::from_utf8(bytes).map_err(|_| CliError::NotText { path: path.into() })
}

/// Symbolic links are not followed: a folder that somebody sent may lead anywhere.
fn collect(
    folder: &Path,
    extension: &str,
    depth: usize,
    files: &mut Vec<PathBuf>,
) -> Result<(), CliError> {
    let failed = |error: std::io::Error| CliError::Read {
        path: folder.into(),
        kind: error.kind(),
    };
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .map_err(failed)?
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        if kind.is_dir() && path.file_name() == Some(OsStr::new(TESTS)) {
            continue;
        }
        if kind.is_dir() && depth > 0 {
            collect(&path, extension, depth - 1, files)?;
        } else if kind.is_file() && path.extension() == Some(OsStr::new(extension)) {
            files.push(path);
        }
    }
    Ok(())
}
