//! Writing to the authority.

use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use cleanbill_forum::filings::{FilingsError, Proof};
use cleanbill_issuer::caps::day_of;
use cleanbill_pages::{Filed, FilingFilled, FilingForm, Frame, Place};
use cleanbill_redress::filing::{
    ANSWER_WITHIN_DAYS, Addressee, Content, DOCUMENT_MAX_BYTES, FileKind, FilingError, Request,
    TEXT_MAX_BYTES, Visibility,
};
use tokio::sync::OwnedSemaphorePermit;

use super::answer::{Wrong, answer, answer_form};
use super::language::Asked;
use crate::ServerError;
use crate::app::App;
use crate::routes::filings::filings;
use crate::routes::proposals::hash;

/// Longest field that is no text and no document.
const FIELD_MAX_BYTES: usize = 256;
/// A browser holds a text to as many UTF-16 units as it may have bytes, of up to three bytes each,
/// and ends lines with two characters: nothing that somebody typed is cut off.
const TYPED_MAX_BYTES: usize = 3 * TEXT_MAX_BYTES;
/// Documents that are longer wait for one of a few places, so that no crowd fills the memory.
const SHORT_BYTES: usize = 65_536;

/// The form.
pub(super) async fn form(State(app): State<App>, asked: Asked) -> Response {
    let frame = asked.frame(Place::File);
    let page = async {
        let regions = regions(&app).await?;
        Ok(frame.file(&FilingForm {
            regions: &regions,
            filled: FilingFilled::default(),
            problem: None,
        }))
    };
    answer(&frame, page.await)
}

async fn regions(app: &App) -> Result<Vec<String>, ServerError> {
    Ok(filings(app)?.regions().await?.into_iter().collect())
}

/// What was filled in.
#[derive(Default)]
struct Filled {
    to: String,
    text: String,
    document: Vec<u8>,
    /// Whether there was one, also if it was let go of.
    had_document: bool,
    hash: String,
    size: String,
    reading: String,
}

/// Files it.
pub(super) async fn file(
    State(app): State<App>,
    asked: Asked,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let frame = asked.frame(Place::File);
    let mut filled = Filled::default();
    let outcome = match form {
        Ok(form) => try_file(&app, &frame, form, &mut filled).await,
        Err(_) => Err(ServerError::Broken.into()),
    };
    // Also where the list cannot be read, the choice stays.
    let regions = match (&outcome, regions(&app).await) {
        (Ok(_), _) => Vec::new(),
        (Err(_), Ok(regions)) => regions,
        (Err(_), Err(_)) => vec![filled.to.clone()],
    };
    answer_form(&frame, outcome, |problem| {
        frame.file(&FilingForm {
            regions: &regions,
            filled: filled.again(),
            problem: Some(problem),
        })
    })
}

async fn try_file(
    app: &App,
    frame: &Frame<'_>,
    form: Multipart,
    filled: &mut Filled,
) -> Result<String, Wrong> {
    let _place = filled.read(app, form).await?;
    let now = app.now();
    let request = filled.request()?;
    let filed = filings(app)?.file(request, Proof::Form, now).await?;
    Ok(frame.filed(&Filed {
        code: &filed.code.to_string(),
        due: day_of(now).saturating_add(ANSWER_WITHIN_DAYS),
        receipt: filed.receipt.as_deref(),
    }))
}

impl Filled {
    /// Reads the fields that the form has, all of them, also behind one that is wrong; others are
    /// passed over. With the place that a long document took.
    async fn read(
        &mut self,
        app: &App,
        mut form: Multipart,
    ) -> Result<Option<OwnedSemaphorePermit>, Wrong> {
        let (mut first, mut place) = (None, None);
        while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            let (name, read) = match name.as_str() {
                "to" => ("to", text(field, FIELD_MAX_BYTES, &mut self.to).await),
                "text" => ("text", text(field, TYPED_MAX_BYTES, &mut self.text).await),
                "hash" => ("hash", text(field, FIELD_MAX_BYTES, &mut self.hash).await),
                "size" => ("size", text(field, FIELD_MAX_BYTES, &mut self.size).await),
                "reading" => (
                    "reading",
                    text(field, FIELD_MAX_BYTES, &mut self.reading).await,
                ),
                "document" => ("document", self.document(app, field, &mut place).await),
                _ => continue,
            };
            if let Err(error) = read {
                first.get_or_insert(Wrong::at(name, error));
            }
        }
        first.map_or(Ok(place), Err)
    }

    async fn document(
        &mut self,
        app: &App,
        mut field: Field<'_>,
        place: &mut Option<OwnedSemaphorePermit>,
    ) -> Result<(), ServerError> {
        let mut refused = None;
        while let Some(part) = field.chunk().await.map_err(|error| broken(&error))? {
            self.had_document |= !part.is_empty();
            let size = self.document.len() + part.len();
            if size > DOCUMENT_MAX_BYTES {
                let max = DOCUMENT_MAX_BYTES as u64;
                refused.get_or_insert(ServerError::TooLarge { max });
            } else if size > SHORT_BYTES && place.is_none() {
                *place = app.long_bodies.clone().try_acquire_owned().ok();
                if place.is_none() {
                    refused.get_or_insert(ServerError::Busy);
                }
            }
            match refused {
                // The rest is let go of while it comes.
                Some(_) => self.document = Vec::new(),
                None => self.document.extend_from_slice(&part),
            }
        }
        refused.map_or(Ok(()), Err)
    }

    fn request(&mut self) -> Result<Request, Wrong> {
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
            [false, true, false] => {
                let document = std::mem::take(&mut self.document);
                Content::document(kind_of(&document), document)
            }
            [false, false, true] => {
                let sha256 = hash(self.hash.trim(), "hash")?;
                let size = self.size.trim().parse().ok().filter(|size| *size > 0);
                let size = size.ok_or(ServerError::Field { field: "size" })?;
                Content::recording(sha256, size)
            }
            _ => Err(FilingError::Empty),
        };
        let request = Request::new(addressee, visibility, content.map_err(rule)?);
        Ok(request.map_err(rule)?)
    }

    /// What the form comes back with.
    fn again(&self) -> FilingFilled<'_> {
        FilingFilled {
            to: &self.to,
            text: &self.text,
            had_document: self.had_document,
            hash: &self.hash,
            size: &self.size,
            reading: &self.reading,
        }
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

/// Reads a field to its end; of one that is too long, nothing is kept.
pub(crate) async fn text(
    mut field: Field<'_>,
    max: usize,
    into: &mut String,
) -> Result<(), ServerError> {
    let (mut all, mut is_too_long) = (Vec::new(), false);
    while let Some(part) = field.chunk().await.map_err(|error| broken(&error))? {
        is_too_long |= all.len() + part.len() > max;
        if !is_too_long {
            all.extend_from_slice(&part);
        }
    }
    if is_too_long {
        return Err(ServerError::TooLarge { max: max as u64 });
    }
    *into = String::from_utf8(all).map_err(|_| ServerError::Broken)?;
    Ok(())
}

/// A form that is longer than is read at all, or that broke off.
pub(crate) fn broken(error: &MultipartError) -> ServerError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ServerError::TooLarge {
            max: super::BODY_MAX_BYTES as u64,
        },
        _ => ServerError::Broken,
    }
}
