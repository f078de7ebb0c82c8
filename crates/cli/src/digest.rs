//! The SHA-256 of a file of any size.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256, SHA256_OUTPUT_LEN};

use crate::error::CliError;

/// What is read at a time.
const BLOCK_BYTES: usize = 1 << 20;

/// The SHA-256 of a file, and its size in bytes.
pub(crate) fn digest_of(path: &Path) -> Result<([u8; SHA256_OUTPUT_LEN], u64), CliError> {
    let failed = |error: std::io::Error| CliError::Read {
        path: path.into(),
        kind: error.kind(),
    };
    let mut file = File::open(path).map_err(failed)?;
    let mut context = Context::new(&SHA256);
    let mut block = vec![0; BLOCK_BYTES];
    let mut size = 0;
    loop {
        let count = file.read(&mut block).map_err(failed)?;
        match block.get(..count) {
            None | Some([]) => break,
            Some(bytes) => {
                context.update(bytes);
                size += bytes.len() as u64;
            }
        }
    }
    let mut digest = [0; SHA256_OUTPUT_LEN];
    digest.copy_from_slice(context.finish().as_ref());
    Ok((digest, size))
}
