//! That a release of the software is in the ledger, checked offline: so nobody can be given one
//! that others do not see.

use thiserror::Error;

use crate::leaf::{Leaf, Release};
use crate::object::object_digest;
use crate::policy::{Cosigned, LedgerPolicy};
use crate::proof::TlogProof;
use crate::receipt::{Receipt, ReceiptError};

/// Why a file is not a release that everybody can see.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReleaseError {
    /// Its receipt.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// The receipt is of another kind of entry.
    #[error("the receipt is not that of a release")]
    NotRelease,
    /// The release is another file.
    #[error("the receipt is that of another file")]
    OtherFile,
    /// The release is for something else.
    #[error("the receipt is that of a release for something else")]
    OtherTarget,
}

impl ReleaseError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Receipt(error) => error.code(),
            Self::NotRelease => "release.not-release",
            Self::OtherFile => "release.other-file",
            Self::OtherTarget => "release.other-target",
        }
    }
}

/// A release that is in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// What the ledger says of it.
    pub release: Release,
    /// The number of its leaf, from 0: a later release has a larger one.
    pub index: u64,
    /// The checkpoint that it is under, and since when.
    pub cosigned: Cosigned,
}

/// Checks under `policy` that `file` is the release for `target` whose receipt `proof` is.
///
/// # Errors
/// [`ReleaseError`].
pub fn check_release(
    file: &[u8],
    target: &str,
    proof: &TlogProof,
    policy: &LedgerPolicy,
) -> Result<Released, ReleaseError> {
    let received = Receipt::check(proof, None, policy)?;
    let Leaf::Release(release) = received.leaf else {
        return Err(ReleaseError::NotRelease);
    };
    if release.file != object_digest(file) {
        return Err(ReleaseError::OtherFile);
    }
    if release.target != target {
        return Err(ReleaseError::OtherTarget);
    }
    Ok(Released {
        release,
        index: received.index,
        cosigned: received.cosigned,
    })
}
