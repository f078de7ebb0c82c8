//! Trust lists as others publish them, read into signers.
//!
//! | module | what | who vouches for it |
//! |---|---|---|
//! | [`german`] | signature line, then JSON | one ES256 key, which has to be known |
//! | [`gateway`] | JSON array of the EU gateway | each entry: its uploader (CMS), its authority |
//! | [`jwks`] | JSON Web Key Set, as Switzerland has it | nobody; the transport |
//! | [`gdhcn`] | signed DID documents of the WHO's network | its signer, who has to be known |
//! | [`vci`] | snapshot of the VCI directory; an issuer's own keys | its signature; the transport |
//! | [`nzcp`] | DID document of New Zealand's issuer | nobody; the transport |
//! | [`archive`] | single keys for VDS-NC and DIVOC | nobody; whoever brings them |
//! | [`certificates`] | certificates in PEM or DER | nobody; whoever brings the file |
//!
//! Every list is read whole or refused whole, but for single entries: one that cannot be used is
//! [skipped](ImportedList::skipped) and said, and never spoils the rest. A kid is taken as the list
//! states it: some state another than the one that the certificate gives.

pub mod archive;
pub mod certificates;
mod entry;
mod error;
pub mod gateway;
pub mod gdhcn;
pub mod german;
mod json;
pub mod jwks;
mod limits;
pub mod nzcp;
pub mod vci;

use cleanbill_x509::Certificate;

pub use error::{EntryError, ListError};
pub use limits::Limits;

use crate::ScopedSigner;
use crate::signer::{Kid, TrustedSigner};

/// What a list held.
#[derive(Clone, Debug)]
pub struct ImportedList {
    /// Those who sign passes, in the order of the list. Keys are not looked at yet: one may turn
    /// out to be unusable when it is first needed.
    pub signers: Vec<TrustedSigner>,
    /// Those who sign passes of other kinds, each within its scope.
    pub scoped: Vec<ScopedSigner>,
    /// The signing authorities (CSCA) of countries, as far as the list has them.
    pub authorities: Vec<Certificate>,
    /// The entries that could not be used, in the order of the list.
    pub skipped: Vec<SkippedEntry>,
    /// What is known of the list's own signature.
    pub signature: ListSignature,
}

impl ImportedList {
    const fn new(signature: ListSignature) -> Self {
        Self {
            signers: Vec::new(),
            scoped: Vec::new(),
            authorities: Vec::new(),
            skipped: Vec::new(),
            signature,
        }
    }
}

/// What is known of the signature over a whole list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListSignature {
    /// It was verified with the key given.
    Verified,
    /// It is there, and was not verified as no key was given.
    NotChecked,
    /// The format has none.
    Absent,
}

/// An entry that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedEntry {
    /// Its place in the list, counted from 0.
    pub ordinal: usize,
    /// The key identifier that it states, if that could be read.
    pub kid: Option<Kid>,
    /// Why.
    pub error: EntryError,
}
