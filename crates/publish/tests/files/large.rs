//! Files of any size that are named by their content, beside whoever publishes.

use std::path::Path;
use std::sync::Arc;

use cleanbill_publish::files::{Destination, FilesError, StoreFault};
use object_store::memory::InMemory;
use sha2::{Digest, Sha256};

/// Three parts, the last one short.
const BYTES: usize = (16 << 20) + 5;
const PATH: &str = "ledger/object/name";

/// A file, and the SHA-256 of what is in it.
fn file(folder: &Path, bytes: &[u8]) -> (std::path::PathBuf, [u8; 32]) {
    let file = folder.join("file");
    std::fs::write(&file, bytes).unwrap();
    (file, Sha256::digest(bytes).into())
}

fn content() -> Vec<u8> {
    (0..BYTES).map(|index| (index % 251) as u8).collect()
}

#[tokio::test]
async fn a_large_file_is_added_beside_a_publisher() {
    let folder = tempfile::tempdir().unwrap();
    let (from, digest) = file(folder.path(), &content());
    let to = folder.path().join("to");
    let publisher = Destination::folder(&to).unwrap();
    let beside = Destination::adding(&to).unwrap();
    beside.put_file(PATH, &from, &digest).await.unwrap();
    assert_eq!(publisher.fetch(PATH).await.unwrap().unwrap(), content());
    // Again is nothing new; and nothing else of the publisher's is touched.
    beside.put_file(PATH, &from, &digest).await.unwrap();
    let refused = beside.replace("index.json", b"mine", None).await;
    assert!(matches!(refused, Err(FilesError::Store { .. })));
    assert_eq!(publisher.fetch("index.json").await.unwrap(), None);
    beside.put("ledger/object/small", b"small").await.unwrap();
}

#[tokio::test]
async fn a_large_file_is_put_into_a_bucket_part_by_part() {
    let folder = tempfile::tempdir().unwrap();
    let (from, digest) = file(folder.path(), &content());
    let to = Destination::store(Arc::new(InMemory::new()));
    to.put_file(PATH, &from, &digest).await.unwrap();
    assert_eq!(to.fetch(PATH).await.unwrap().unwrap(), content());
    // Another one of that name is not overwritten.
    let (other, other_digest) = file(folder.path(), b"shorter");
    let refused = to.put_file(PATH, &other, &other_digest).await;
    assert!(matches!(refused, Err(FilesError::Other { .. })));
    assert_eq!(to.fetch(PATH).await.unwrap().unwrap(), content());
}

#[tokio::test]
async fn a_file_that_changed_since_it_was_named_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let (from, digest) = file(folder.path(), &content());
    let mut changed = content();
    changed[9 << 20] ^= 1;
    std::fs::write(&from, changed).unwrap();
    let on_disk = folder.path().join("to");
    std::fs::create_dir(&on_disk).unwrap();
    let bucket = Destination::store(Arc::new(InMemory::new()));
    for to in [Destination::adding(&on_disk).unwrap(), bucket] {
        let refused = to.put_file(PATH, &from, &digest).await.unwrap_err();
        let expected = FilesError::Store {
            path: PATH.to_owned(),
            fault: StoreFault::Changed,
        };
        assert_eq!(refused.to_string(), expected.to_string());
        assert_eq!(to.fetch(PATH).await.unwrap(), None);
    }
    // Nothing half is left behind.
    let left: Vec<_> = walk(&on_disk);
    assert!(left.is_empty(), "{left:?}");
}

/// All files under a folder.
fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
