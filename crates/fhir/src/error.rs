use core::fmt;
use std::io;

use cleanbill_jose::json::JsonError;
use thiserror::Error;

/// One step into a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the member of this name, one of the specification's.
    Member(&'static str),
    /// To the item of this number, counted from 0.
    Item(u64),
}

/// Where something stands: `entry[3].resource.birthDate`. Names are the specification's only.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Path(pub Vec<Step>);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Member(name) if index == 0 => f.write_str(name)?,
                Step::Member(name) => write!(f, ".{name}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}

/// Why FHIR JSON is refused, or one entry of it. No variant carries what a resource says.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FhirError {
    /// The source of bytes failed.
    #[error("the input could not be read: {kind}")]
    Read {
        /// How.
        kind: io::ErrorKind,
    },
    /// Not JSON, or cut short (RFC 8259; FHIR R4, section 2.6.2, JSON).
    #[error("not JSON after {entries} entries")]
    Malformed {
        /// How many entries were read before.
        entries: u64,
    },
    /// An entry, or another member, is longer than [`Limits::entry_bytes_max`](crate::Limits).
    #[error("entry {entries} or what follows it is longer than {max} bytes")]
    TooLarge {
        /// How many entries were read before.
        entries: u64,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// More entries than [`Limits::entries_max`](crate::Limits).
    #[error("more than {max} entries")]
    TooManyEntries {
        /// The most that is read.
        max: u64,
    },
    /// Not an object whose `resourceType` is `Bundle`.
    #[error("not a FHIR bundle")]
    NotBundle,
    /// A bundle of a type that is not read: a message, a history, a response (R4, `Bundle.type`).
    #[error("a FHIR bundle of a type that is not read")]
    BundleType,
    /// The bundle has a member twice that is read.
    #[error("the bundle has {name} twice")]
    DuplicateMember {
        /// Its name.
        name: &'static str,
    },
    /// The entry is loose JSON: a member twice, too deep.
    #[error("{path}: {fault}")]
    Json {
        /// Where.
        path: Path,
        /// Why.
        fault: JsonError,
    },
    /// An element that the specification requires is not there.
    #[error("{path} is missing")]
    Missing {
        /// Where.
        path: Path,
    },
    /// An element has another JSON type than the specification says.
    #[error("{path} has another type")]
    Type {
        /// Where.
        path: Path,
    },
    /// A text is longer than [`Limits::text_bytes_max`](crate::Limits).
    #[error("{path} is longer than {max} bytes")]
    TooLong {
        /// Where.
        path: Path,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// A list is longer than [`Limits::items_max`](crate::Limits).
    #[error("{path} has more than {max} items")]
    TooMany {
        /// Where.
        path: Path,
        /// The most that is read.
        max: usize,
    },
}

impl FhirError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "fhir.read",
            Self::Malformed { .. } => "fhir.malformed",
            Self::TooLarge { .. } => "fhir.too-large",
            Self::TooManyEntries { .. } => "fhir.too-many-entries",
            Self::NotBundle => "fhir.not-bundle",
            Self::BundleType => "fhir.bundle-type",
            Self::DuplicateMember { .. } => "fhir.duplicate-member",
            Self::Json { fault, .. } => fault.code(),
            Self::Missing { .. } => "fhir.missing",
            Self::Type { .. } => "fhir.type",
            Self::TooLong { .. } => "fhir.too-long",
            Self::TooMany { .. } => "fhir.too-many",
        }
    }
}
