//! Writing to the authority.

use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::response::Response;
use cleanbill_forum::filings::{FilingsError, Proof};
use cleanbill_issuer::caps::day_of;
use cleanbill_pages::{Filed, FilingForm, Frame, Place};
use cleanbill_redress::filing::{
    ANSWER_WITHIN_DAYS, Addressee, Content, DOCUMENT_MAX_BYTES, FileKind, FilingError, Request,
    TEXT_MAX_BYTES, Visibility,
};

use super::answer::answer;
use super::language::Asked;
use crate::ServerError;
use crate::app::App;
use crate::routes::filings::filings;
use crate::routes::proposals::hash;

/// Longest field that is no text and no document.
const FIELD_MAX_BYTES: usize = 256;

/// The form.
pub(super) async fn form(State(app): State<App>, asked: Asked) -> Response {
    let frame = asked.frame(Place::File);
    let page = async {
        let regions: Vec<String> = filings(&app)?.regions().await?.into_iter().collect();
        Ok(frame.file(&FilingForm { regions: &regions }))
    };
    answer(&frame, page.await)
}

/// What was filled in.
#[derive(Default)]
struct Filled {
    to: String,
    text: String,
    document: Vec<u8>,
    hash: String,
    size: String,
    reading: String,
}

/// Files it.
pub(super) async fn file(
    State(app): State<App>,
    asked: Asked,
    filled: Result<Multipart, MultipartRejection>,
) -> Response {
    let frame = asked.frame(Place::File);
    answer(&frame, try_file(&app, &frame, filled).await)
}

async fn try_file(
    app: &App,
    frame: &Frame<'_>,
    filled: Result<Multipart, MultipartRejection>,
) -> Result<String, ServerError> {
    let filings = filings(app)?;
    let place = app.long_bodies.clone().try_acquire_owned();
    let _place = place.map_err(|_| ServerError::Busy)?;
    let filled = Filled::read(filled.map_err(|_| ServerError::Broken)?).await?;
    let now = app.now();
    let filed = filings.file(filled.request()?, Proof::Form, now).await?;
    Ok(frame.filed(&Filed {
        code: &filed.code.to_string(),
        due: day_of(now).saturating_add(ANSWER_WITHIN_DAYS),
        receipt: filed.receipt.as_deref(),
    }))
}

impl Filled {
    /// Reads the fields that the form has; others are passed over.
    async fn read(mut form: Multipart) -> Result<Self, ServerError> {
        let mut filled = Self::default();
        while let Some(field) = form.next_field().await.map_err(|_| ServerError::Broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "to" => filled.to = text(field, FIELD_MAX_BYTES).await?,
                // A browser ends lines with two characters.
                "text" => filled.text = text(field, 2 * TEXT_MAX_BYTES).await?,
                "document" => filled.document = bytes(field, DOCUMENT_MAX_BYTES).await?,
                "hash" => filled.hash = text(field, FIELD_MAX_BYTES).await?,
                "size" => filled.size = text(field, FIELD_MAX_BYTES).await?,
                "reading" => filled.reading = text(field, FIELD_MAX_BYTES).await?,
                _ => {}
            }
        }
        Ok(filled)
    }

    fn request(self) -> Result<Request, ServerError> {
        let region = Some(self.to.as_str()).filter(|name| !name.is_empty());
        let addressee = Addressee::new(region).map_err(rule)?;
        let visibility = match self.reading.as_str() {
            "shown" => Visibility::Shown,
            _ => Visibility::Sealed,
        };
        let text = self.text.replace("\r\n", "\n");
        let has = [
            !text.trim().is_empty(),
            !self.document.is_empty(),
            !self.hash.trim().is_empty(),
        ];
        let content = match has {
            [true, false, false] => Content::text(text),
            [false, true, false] => Content::document(kind_of(&self.document), self.document),
            [false, false, true] => {
                let sha256 = hash(self.hash.trim(), "hash")?;
                let size = self.size.trim().parse();
                let size = size.map_err(|_| ServerError::Field { field: "size" })?;
                Content::recording(sha256, size)
            }
            _ => Err(FilingError::Empty),
        };
        Request::new(addressee, visibility, content.map_err(rule)?).map_err(rule)
    }
}

fn rule(error: FilingError) -> ServerError {
    FilingsError::from(error).into()
}

/// What a file is by how it begins: what a browser says of it is not asked.
fn kind_of(bytes: &[u8]) -> FileKind {
    let kinds: [(&[u8], FileKind); 3] = [
        (b"%PDF-", FileKind::Pdf),
        (b"\x89PNG\r\n\x1a\n", FileKind::Png),
        (b"\xff\xd8\xff", FileKind::Jpeg),
    ];
    let known = kinds.iter().find(|(begin, _)| bytes.starts_with(begin));
    known.map_or(FileKind::Plain, |(_, kind)| *kind)
}

async fn bytes(mut field: Field<'_>, max: usize) -> Result<Vec<u8>, ServerError> {
    let mut all = Vec::new();
    while let Some(part) = field.chunk().await.map_err(|_| ServerError::Broken)? {
        if all.len() + part.len() > max {
            return Err(ServerError::TooLarge { max: max as u64 });
        }
        all.extend_from_slice(&part);
    }
    Ok(all)
}

async fn text(field: Field<'_>, max: usize) -> Result<String, ServerError> {
    String::from_utf8(bytes(field, max).await?).map_err(|_| ServerError::Broken)
}
