//! What makes a link, a manifest or a file unreadable, one enum a stage.

use cleanbill_jose::json::JsonError;
use cleanbill_jose::jwe::JweError;
use thiserror::Error;

use crate::address::AddressFault;
use crate::finding::Finding;

/// Why a text is not a health link. Sections are those of HL7 SMART Health Cards and Links, STU
/// 1.0.0, "Links Specification".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LinkError {
    /// Longer than [`Limits::link_bytes_max`](crate::Limits::link_bytes_max).
    #[error("a link of {actual} bytes, at most {max} are read")]
    TooLong {
        /// The most that is read, in bytes.
        max: usize,
        /// The length found, in bytes.
        actual: usize,
    },
    /// Neither `shlink:/` nor `vhlink:/` at its beginning or behind the `#` of a viewer.
    #[error("not a health link")]
    NotLink,
    /// A scheme stands after something that does not end in `#`.
    #[error("the viewer of the link does not end in #")]
    Viewer,
    /// The payload is not base64url without padding.
    #[error("the payload of the link is not base64url")]
    Base64,
    /// The payload is not JSON, or loose JSON.
    #[error("payload of the link: {0}")]
    Json(#[from] JsonError),
    /// The payload is JSON but no object.
    #[error("the payload of the link is not an object")]
    NotObject,
    /// `url` is missing or not a text.
    #[error("the link has no address")]
    NoUrl,
    /// `key` is missing or not a text.
    #[error("the link has no key")]
    NoKey,
    /// `key` is not 43 characters of base64url for 32 bytes.
    #[error("the key of the link is not 32 bytes in base64url")]
    Key,
    /// The link must not be followed for what was found in it.
    #[error("the link must not be followed: {}", finding.sentence())]
    Blocked {
        /// What was found.
        finding: Finding,
    },
    /// A link to write that breaks a rule.
    #[error("the link would break a rule: {}", finding.sentence())]
    Departs {
        /// Which.
        finding: Finding,
    },
}

impl LinkError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "shlink.too-long",
            Self::NotLink => "shlink.not-link",
            Self::Viewer => "shlink.viewer",
            Self::Base64 => "shlink.base64",
            Self::Json(_) => "shlink.json",
            Self::NotObject => "shlink.not-object",
            Self::NoUrl => "shlink.no-url",
            Self::NoKey => "shlink.no-key",
            Self::Key => "shlink.key",
            Self::Blocked { .. } => "shlink.blocked",
            Self::Departs { .. } => "shlink.departs",
        }
    }
}

/// Why bytes are not a manifest, a request for one or the answer to a wrong passcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// Not JSON, too long, or loose JSON.
    #[error("{0}")]
    Json(#[from] JsonError),
    /// JSON but no object.
    #[error("the manifest is not an object")]
    NotObject,
    /// `files` is missing or not an array.
    #[error("the manifest lists no files")]
    NoFiles,
    /// More files than [`Limits::files_max`](crate::Limits::files_max).
    #[error("a manifest of {actual} files, at most {max} are read")]
    TooManyFiles {
        /// The most that are read.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// An entry of `files` is not an object.
    #[error("file {index} of the manifest is not an object")]
    NotFile {
        /// Which, from 0.
        index: usize,
    },
    /// `contentType` is missing or not a text.
    #[error("file {index} of the manifest has no type")]
    NoContentType {
        /// Which, from 0.
        index: usize,
    },
    /// Neither `location` nor `embedded` is there as a text.
    #[error("file {index} of the manifest is neither there nor anywhere")]
    NoSource {
        /// Which, from 0.
        index: usize,
    },
    /// `location` is not an address to open.
    #[error("file {index} of the manifest: {fault}")]
    Location {
        /// Which, from 0.
        index: usize,
        /// Why not.
        fault: AddressFault,
    },
    /// `recipient` is missing, not a text, empty or too long.
    #[error("the request does not name its recipient")]
    NoRecipient,
    /// `passcode` is not a text, or too long.
    #[error("the passcode of the request is not a text")]
    Passcode,
    /// `embeddedLengthMax` is not a whole number from 0.
    #[error("the longest file to embed is not a number")]
    EmbeddedLengthMax,
}

impl ManifestError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(_) => "shlink-manifest.json",
            Self::NotObject => "shlink-manifest.not-object",
            Self::NoFiles => "shlink-manifest.no-files",
            Self::TooManyFiles { .. } => "shlink-manifest.too-many-files",
            Self::NotFile { .. } => "shlink-manifest.not-file",
            Self::NoContentType { .. } => "shlink-manifest.no-content-type",
            Self::NoSource { .. } => "shlink-manifest.no-source",
            Self::Location { .. } => "shlink-manifest.location",
            Self::NoRecipient => "shlink-manifest.no-recipient",
            Self::Passcode => "shlink-manifest.passcode",
            Self::EmbeddedLengthMax => "shlink-manifest.embedded-length-max",
        }
    }
}

/// Why a file behind a link was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FileError {
    /// Not UTF-8, which a compact JWE always is.
    #[error("the file is not an encrypted text")]
    NotText,
    /// Not decrypted (section "Encrypting and Decrypting Files").
    #[error("{0}")]
    Jwe(#[from] JweError),
}

impl FileError {
    /// The stable code of this error; that of the JWE if it is one.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotText => "shlink-file.not-text",
            Self::Jwe(error) => error.code(),
        }
    }
}
