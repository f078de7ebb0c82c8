//! Files and messages that carry cards.
//!
//! ```text
//! .smart-health-card      {"verifiableCredential": ["eyJ6…", "eyJ6…"]}
//! $health-cards-issue     {"resourceType": "Parameters", "parameter": [
//!                           {"name": "verifiableCredential", "valueString": "eyJ6…"}, …]}
//! ```

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_jose::json::JsonError;
use thiserror::Error;

use crate::Limits;
use crate::tape::{Node, Tape};

/// Why a file or message has no cards.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FileError {
    /// Not JSON, or beyond the limits.
    #[error("file of health cards: {0}")]
    Json(#[from] JsonError),
    /// No list of cards in it, or an empty one.
    #[error("no health card in the file")]
    NoCards,
    /// More cards than [`Limits::cards_max`].
    #[error("{actual} health cards in the file, at most {max} are read")]
    TooMany {
        /// The most that are read.
        max: usize,
        /// How many there are.
        actual: usize,
    },
}

impl FileError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Json(_) => "shc.file.json",
            Self::NoCards => "shc.file.no-cards",
            Self::TooMany { .. } => "shc.file.too-many",
        }
    }
}

/// What a text that carries cards, or is part of one, looks like.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// `shc:/…`: the text of a code.
    Code,
    /// A compact JWS.
    Jws,
    /// A `.smart-health-card` file.
    File,
    /// The answer of a FHIR server to `$health-cards-issue`.
    FhirParameters,
    /// A payload, not signed.
    Payload,
    /// A FHIR bundle, not signed.
    FhirBundle,
}

/// Tells what a text is by its outermost members; `None` if it has nothing of a health card. White
/// space around it makes no difference.
#[must_use]
pub fn detect(text: &str, limits: &Limits) -> Option<Container> {
    let text = text.trim();
    if crate::numeric::strip_prefix(text).is_some() {
        return Some(Container::Code);
    }
    if is_card(text) {
        return Some(Container::Jws);
    }
    if !text.starts_with('{') {
        return None;
    }
    let tape = Tape::parse(text.as_bytes(), limits.file_bytes_max, limits).ok()?;
    let root = tape.root();
    let resource = root.text_of("resourceType");
    match resource.as_deref() {
        Some("Bundle") => Some(Container::FhirBundle),
        Some("Parameters") => Some(Container::FhirParameters),
        Some(_) => None,
        None if root.get("verifiableCredential").is_some() => Some(Container::File),
        None if root.get("iss").is_some() && root.get("vc").is_some() => Some(Container::Payload),
        None => None,
    }
}

/// Whether a text is a compact JWS that means to be a card: its header speaks of compression, or
/// its payload, uncompressed, of a bundle.
fn is_card(text: &str) -> bool {
    let mut parts = text.split('.').map(|part| URL_SAFE_NO_PAD.decode(part));
    // A header that starts with {" in base64url.
    let (true, Some(Ok(header)), Some(Ok(payload))) =
        (text.starts_with("eyJ"), parts.next(), parts.next())
    else {
        return false;
    };
    let has = |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).any(|found| found == name);
    parts.next().is_some()
        && parts.next().is_none()
        && (has(&header, b"\"zip\"") || has(&payload, b"\"fhirBundle\""))
}

/// The cards of a `.smart-health-card` file, each a compact JWS; `None` for an item that is no
/// text.
///
/// # Errors
/// [`FileError`].
pub fn parse_file(bytes: &[u8], limits: &Limits) -> Result<Vec<Option<String>>, FileError> {
    let tape = Tape::parse(bytes, limits.file_bytes_max, limits)?;
    bounded(
        tape.root()
            .list("verifiableCredential")
            .map(Node::string)
            .collect(),
        limits,
    )
}

/// The cards in the answer of a FHIR server to `$health-cards-issue`, each a compact JWS; `None`
/// for a parameter without its value.
///
/// # Errors
/// [`FileError`].
pub fn parse_parameters(bytes: &[u8], limits: &Limits) -> Result<Vec<Option<String>>, FileError> {
    let tape = Tape::parse(bytes, limits.file_bytes_max, limits)?;
    let parameters = tape.root().list("parameter");
    let cards = parameters.filter(|parameter| {
        parameter
            .get("name")
            .is_some_and(|name| name.is("verifiableCredential"))
    });
    let value = |parameter: Node<'_>| parameter.get("valueString").and_then(Node::string);
    bounded(cards.map(value).collect(), limits)
}

fn bounded(cards: Vec<Option<String>>, limits: &Limits) -> Result<Vec<Option<String>>, FileError> {
    let (max, actual) = (limits.cards_max, cards.len());
    match actual {
        0 => Err(FileError::NoCards),
        _ if actual > max => Err(FileError::TooMany { max, actual }),
        _ => Ok(cards),
    }
}
