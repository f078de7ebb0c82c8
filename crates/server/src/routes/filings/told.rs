//! What somebody files, as they say it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_forum::filings::{FilingsError, Proof};
use cleanbill_redress::filing::{
    Addressee, Challenge, Content, FileKind, FilingError, Request, Visibility,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::ServerError;
use crate::routes::proposals::hash;

/// Something to be filed. There is no place for a name in it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FilingTold {
    /// The region that it is addressed to; without one, the authority.
    region: Option<String>,
    /// `open`: its officers read it. `shown`: the public may as well. `sealed`: nobody can try
    /// contents against the ledger.
    visibility: String,
    /// A text of up to 65,536 bytes.
    text: Option<String>,
    /// Or a document.
    document: Option<DocumentTold>,
    /// Or the hash of a recording.
    recording: Option<RecordingTold>,
    /// The work that was done for it; without it, it draws on a budget that all people share.
    work: Option<WorkTold>,
}

/// A document of up to 4 MiB. Its name is not asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentTold {
    /// `pdf`, `png`, `jpeg` or `plain`.
    kind: String,
    /// The file, base64.
    base64: String,
}

/// A recording, which stays with whoever made it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordingTold {
    /// SHA-256, hexadecimal.
    sha256: String,
    /// Its size, bytes.
    size_bytes: u64,
}

/// Work.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkTold {
    /// As it was given, base64.
    challenge: String,
    /// The counter that will do.
    counter: u64,
}

impl FilingTold {
    /// What is filed, and what is shown for it.
    pub(super) fn read(self) -> Result<(Request, Proof), ServerError> {
        let visibility = match self.visibility.as_str() {
            "open" => Visibility::Open,
            "shown" => Visibility::Shown,
            "sealed" => Visibility::Sealed,
            _ => return Err(field("visibility")),
        };
        let content = match (self.text, self.document, self.recording) {
            (Some(text), None, None) => Content::text(text).map_err(rule)?,
            (None, Some(document), None) => document.read()?,
            (None, None, Some(recording)) => {
                let sha256 = hash(&recording.sha256, "sha256")?;
                Content::recording(sha256, recording.size_bytes).map_err(rule)?
            }
            _ => return Err(rule(FilingError::Empty)),
        };
        let addressee = Addressee::new(self.region.as_deref()).map_err(rule)?;
        let request = Request::new(addressee, visibility, content).map_err(rule)?;
        let proof = match self.work {
            Some(work) => work.read()?,
            None => Proof::Form,
        };
        Ok((request, proof))
    }
}

impl DocumentTold {
    fn read(self) -> Result<Content, ServerError> {
        let kind = FileKind::from_name(&self.kind).ok_or_else(|| field("kind"))?;
        let bytes = STANDARD.decode(&self.base64);
        let bytes = bytes.map_err(|_| field("base64"))?;
        Content::document(kind, bytes).map_err(rule)
    }
}

impl WorkTold {
    fn read(&self) -> Result<Proof, ServerError> {
        let bytes = STANDARD.decode(&self.challenge);
        let bytes = bytes.map_err(|_| rule(FilingError::Challenge))?;
        Ok(Proof::Work {
            challenge: Challenge::parse(&bytes).map_err(rule)?,
            counter: self.counter,
        })
    }
}

const fn field(field: &'static str) -> ServerError {
    ServerError::Field { field }
}

pub(super) fn rule(error: FilingError) -> ServerError {
    FilingsError::from(error).into()
}
