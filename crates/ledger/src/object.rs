//! Where objects lie that leaves name by their hash.

use std::fmt::Write;

use cleanbill_crypto::sha256;

use crate::hash::Hash;

/// Where the newest checkpoint lies, under the ledger's prefix (C2SP tlog-tiles).
pub const CHECKPOINT: &str = "checkpoint";
/// Where the newest checkpoint lies that has the quorum of witnesses.
pub const COSIGNED: &str = "cosigned";
/// Where the policy lies: log, witnesses, quorum (C2SP tlog-policy).
pub const POLICY: &str = "policy";

/// Where the object with this SHA-256 lies, under the ledger's prefix.
#[must_use]
pub fn object_path(digest: &Hash) -> String {
    path_of("object", digest)
}

/// The hash that an object is named by.
#[must_use]
pub fn object_digest(object: &[u8]) -> Hash {
    sha256(object)
}

pub(crate) fn path_of(folder: &str, hash: &Hash) -> String {
    let mut path = format!("{folder}/");
    for byte in hash {
        // Writing to a text never fails.
        let _ = write!(path, "{byte:02x}");
    }
    path
}
