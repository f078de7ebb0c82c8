//! The signed set: the one file that tells a verifier whom to believe, read and written.
//!
//! ```text
//! root, k of n keys ──► publication key ──► manifest ──► targets
//! ```
//!
//! A verifier pins the fingerprint of a root and loads the set in one read. The set carries the
//! roots that came after the pinned one, so keys can be replaced without visiting a device; a
//! manifest, signed by a publication key that the newest root names; and the targets, of which the
//! manifest gives type, digest and size. The idea, and the rules of rotation, are those of The
//! Update Framework (TUF 1.0.31 §5.3); the messages are COSE (RFC 9052), all of it one
//! deterministic CBOR item (RFC 8949 §4.2.1):
//!
//! ```cddl
//! signed-set = #6.55799([
//!   "cleanbill-set",                  ; these and the tag are the first 18 bytes of every format
//!   1,                                ; format
//!   roots: [+ bstr .cbor COSE_Sign_Tagged],     ; payload: root, ascending versions
//!   manifest: bstr .cbor COSE_Sign1_Tagged,     ; payload: manifest
//!   targets: [* bstr],                ; in the order of the manifest
//! ])
//! ```
//!
//! Headers are `<<{1: alg, 4: SHA-256 of the key's SPKI}>>`, protected; all others are empty. The
//! manifest covers roots and targets by their digests, so no byte of a set can change unnoticed.
//! [`Root`], [`Manifest`] and [`encode_signers`] show the rest of the grammar; `docs/SIGNED_SET.md`
//! has all of it in one place, with the rules.
//!
//! Reading: [`SignedSet::open`]. Writing: [`build_root`], [`build_set`]; [`SetDraft`], where the
//! ledger is told of a set before it is signed. Both are pure: bytes and
//! `now` (Unix seconds) come in, bytes go out. Remembering the highest version seen belongs to
//! whatever installs a set; it passes that [`Floor`] in.

mod build;
mod digest;
mod draft;
mod error;
mod evidence;
mod fault;
mod fields;
mod file;
mod form;
mod head;
mod limits;
mod manifest;
mod open;
mod pins;
mod root;
mod scoped;
mod signers;
mod spki;
mod target;

pub use build::{
    BuildError, SetContent, Target, build_root, build_set, join_root_signatures, sign_root,
};
pub use digest::{Digest, NotADigest};
pub use draft::SetDraft;
pub use error::{Part, SetError};
pub use evidence::{Inclusion, LedgerEvidence};
pub use fault::Fault;
pub use head::OpenedHead;
pub use limits::Limits;
pub use manifest::{Manifest, TargetEntry};
pub use open::{Floor, OpenedSet, SignedSet};
pub use pins::RootPins;
pub use root::{PublicationKey, Root, root_fingerprint, verify_root};
pub use scoped::{encode_scoped_signers, parse_scoped_signers};
pub use signers::{encode_signers, parse_signers};
pub use target::TargetType;

/// Shortest life of a root and of a manifest, in seconds: 8 days. Verifiers may be without network
/// for 7 (guarantee G02); nothing may ask for data that is fresher than this.
pub const LIFETIME_MIN_SECS: i64 = 8 * 24 * 60 * 60;

/// How far a device's clock may be behind the one that issued, in seconds: 10 minutes, what an
/// unsynchronised quartz clock loses in a few months. Expiry has no tolerance.
pub const CLOCK_SKEW_MAX_SECS: i64 = 10 * 60;
