//! The manifest of a link: which files it leads to (section "SMART Health Link Manifest File").

use core::fmt;

use cleanbill_jose::json;
use serde_json::{Map, Value, json};

use crate::address::Address;
use crate::error::ManifestError;
use crate::limits::Limits;

/// What may still become of a file, or of a whole manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStatus {
    /// `finalized`: it does not change any more.
    Finalized,
    /// `can-change`.
    CanChange,
    /// `entered-in-error`.
    EnteredInError,
    /// `no-longer-valid`.
    NoLongerValid,
    /// `retracted`.
    Retracted,
}

impl FileStatus {
    const ALL: [Self; 5] = [
        Self::Finalized,
        Self::CanChange,
        Self::EnteredInError,
        Self::NoLongerValid,
        Self::Retracted,
    ];

    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Finalized => "finalized",
            Self::CanChange => "can-change",
            Self::EnteredInError => "entered-in-error",
            Self::NoLongerValid => "no-longer-valid",
            Self::Retracted => "retracted",
        }
    }

    /// Whether whoever shares it says that nobody should rely on it any more.
    #[must_use]
    pub const fn is_withdrawn(self) -> bool {
        matches!(
            self,
            Self::EnteredInError | Self::NoLongerValid | Self::Retracted
        )
    }
}

/// Where a file is.
#[derive(Clone, PartialEq, Eq)]
pub enum FileSource {
    /// `embedded`: here, as a compact JWE.
    Embedded(String),
    /// `location`: there, for an hour at most, perhaps for one request.
    Location(Address),
}

/// One file of a manifest.
#[derive(Clone, PartialEq, Eq)]
pub struct ManifestFile {
    /// `contentType`, as written; see [`ContentType::from_name`](crate::ContentType::from_name).
    pub content_type: String,
    /// `embedded`, else `location`.
    pub source: FileSource,
    /// `lastUpdated`, as written.
    pub last_updated: Option<String>,
    /// `status`; `None` also for one that is not known.
    pub status: Option<FileStatus>,
    /// `fhirVersion`, as written.
    pub fhir_version: Option<String>,
}

/// A manifest. Its addresses lead to health data: `Debug` only counts the files.
#[derive(Clone, PartialEq, Eq)]
pub struct Manifest {
    /// `status` of the whole, which later versions of the specification have.
    pub status: Option<FileStatus>,
    /// `files`.
    pub files: Vec<ManifestFile>,
    /// Whether there is a `list`: a FHIR resource with more about the files. It is not read.
    pub has_list: bool,
}

impl Manifest {
    /// Reads a manifest. Members that are not known are ignored, as the specification asks.
    ///
    /// # Errors
    /// [`ManifestError`]. One bad file spoils the manifest: nobody should show half a record as a
    /// whole one.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, ManifestError> {
        let members = object(bytes, limits.manifest_bytes_max, limits.depth_max)?;
        let Some(Value::Array(entries)) = members.get("files") else {
            return Err(ManifestError::NoFiles);
        };
        if entries.len() > limits.files_max {
            let (max, actual) = (limits.files_max, entries.len());
            return Err(ManifestError::TooManyFiles { max, actual });
        }
        let files = entries.iter().enumerate();
        Ok(Self {
            status: status(&members),
            files: files
                .map(|(index, entry)| file(index, entry))
                .collect::<Result<_, _>>()?,
            has_list: members.contains_key("list"),
        })
    }

    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let files: Vec<_> = self.files.iter().map(ManifestFile::to_value).collect();
        let mut manifest = json!({ "files": files });
        if let (Value::Object(members), Some(status)) = (&mut manifest, self.status) {
            members.insert("status".to_owned(), status.name().into());
        }
        manifest.to_string()
    }
}

impl fmt::Debug for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Manifest")
            .field("status", &self.status)
            .field("files", &self.files.len())
            .finish_non_exhaustive()
    }
}

impl ManifestFile {
    fn to_value(&self) -> Value {
        let mut members = Map::new();
        let mut insert = |name: &str, text: &str| members.insert(name.to_owned(), text.into());
        insert("contentType", &self.content_type);
        match &self.source {
            FileSource::Embedded(text) => insert("embedded", text),
            FileSource::Location(address) => insert("location", address.as_str()),
        };
        let optional = [
            ("lastUpdated", self.last_updated.as_deref()),
            ("status", self.status.map(FileStatus::name)),
            ("fhirVersion", self.fhir_version.as_deref()),
        ];
        for (name, text) in optional {
            if let Some(text) = text {
                insert(name, text);
            }
        }
        Value::Object(members)
    }
}

fn file(index: usize, entry: &Value) -> Result<ManifestFile, ManifestError> {
    let Value::Object(members) = entry else {
        return Err(ManifestError::NotFile { index });
    };
    let text = |name| members.get(name).and_then(Value::as_str);
    let content_type = text("contentType").ok_or(ManifestError::NoContentType { index })?;
    let source = match (text("embedded"), text("location")) {
        (Some(embedded), _) => FileSource::Embedded(embedded.to_owned()),
        (None, Some(location)) => {
            let address = Address::parse(location);
            let fault = |fault| ManifestError::Location { index, fault };
            FileSource::Location(address.map_err(fault)?)
        }
        (None, None) => return Err(ManifestError::NoSource { index }),
    };
    Ok(ManifestFile {
        content_type: content_type.to_owned(),
        source,
        last_updated: text("lastUpdated").map(ToOwned::to_owned),
        status: status(members),
        fhir_version: text("fhirVersion").map(ToOwned::to_owned),
    })
}

fn status(members: &Map<String, Value>) -> Option<FileStatus> {
    let name = members.get("status")?.as_str()?;
    FileStatus::ALL
        .into_iter()
        .find(|status| status.name() == name)
}

pub(crate) fn object(
    bytes: &[u8],
    bytes_max: usize,
    depth_max: usize,
) -> Result<Map<String, Value>, ManifestError> {
    match json::parse(bytes, bytes_max, depth_max)? {
        Value::Object(members) => Ok(members),
        _ => Err(ManifestError::NotObject),
    }
}
