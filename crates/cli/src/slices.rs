//! What a distributor of revocations hands out, as files in a folder, told by their content.

use std::path::Path;

use cleanbill_trust::set::Target;
use cleanbill_verifier::bundle::slices_target;
use serde_json::Value;

use crate::bundle::read_bounded;
use crate::error::CliError;

/// As large as a signed set may be, which has to hold it.
const SIZE_MAX_BYTES: u64 = 16 << 20;
/// RFC 1952 §2.3.1.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The target of a folder: `/lists`, the `partitions` of its kids and the archives of their slices.
pub(crate) fn target(folder: &Path) -> Result<Target, CliError> {
    let failed = |error: std::io::Error| CliError::Read {
        path: folder.into(),
        kind: error.kind(),
    };
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .map_err(failed)?
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    let (mut overview, mut partitions, mut archives) = (None, Vec::new(), Vec::new());
    for entry in entries {
        if !entry.file_type().map_err(failed)?.is_file() {
            continue;
        }
        let path = entry.path();
        let bytes = read_bounded(&path, SIZE_MAX_BYTES)?;
        let unknown = || CliError::UnknownSlices { path: path.clone() };
        if bytes.starts_with(&GZIP) {
            archives.push(bytes);
            continue;
        }
        let text = String::from_utf8(bytes).map_err(|_| unknown())?;
        let json: Value = serde_json::from_str(&text).map_err(|_| unknown())?;
        let first = json.as_array().and_then(|items| items.first());
        match first {
            Some(item) if item.get("chunks").is_some() => partitions.push(text),
            Some(item) if item.get("mode").is_some() && overview.is_none() => {
                overview = Some(text);
            }
            _ => return Err(unknown()),
        }
    }
    let overview = overview.ok_or_else(|| CliError::NoSlices {
        path: folder.into(),
    })?;
    let partitions: Vec<&str> = partitions.iter().map(String::as_str).collect();
    let archives: Vec<&[u8]> = archives.iter().map(Vec::as_slice).collect();
    Ok(slices_target(&overview, &partitions, &archives))
}
