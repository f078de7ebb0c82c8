//! A published file as an answer: whole, with its type, to be kept as long as it stays as it is.
//! Anybody may read it, pages of others too: it is public, and says nothing of who asks.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::response::Response;
use http_body::{Frame, SizeHint};
use tokio::task::JoinHandle;

use super::ledger;
use super::path::{Kind, kind_of};
use crate::ServerError;
use crate::app::App;

/// The route of all files.
pub(crate) const FILES_ROUTE: &str = "/published/{*path}";
/// What stands before their paths.
const PREFIX: &str = "/published/";
/// One piece of a file: whatever is shorter is read at once.
const PIECE_BYTES: u64 = 256 << 10;

/// A published file. The path is taken as it is asked for, with nothing unescaped.
pub(super) async fn published(
    State(app): State<App>,
    request: Request,
) -> Result<Response, ServerError> {
    let files = ledger(&app)?.ledger().files.clone();
    let path = request.uri().path().strip_prefix(PREFIX);
    let path = path.ok_or(ServerError::NoRoute)?;
    let kind = kind_of(path).ok_or(ServerError::NoRoute)?;
    let (path, is_head) = (path.to_owned(), request.method() == Method::HEAD);
    let opened = tokio::task::spawn_blocking(move || {
        let found = files
            .file(&path)
            .map_err(cleanbill_audit::BrowseError::from)?;
        Ok::<_, ServerError>(found.and_then(|file| Opened::of(file).transpose()))
    });
    let opened = opened.await.map_err(|_| ServerError::Defect)??;
    let opened = opened.ok_or(ServerError::NoRoute)?;
    let opened = opened.map_err(|_| ServerError::NotReady)?;
    Ok(answer(kind, opened, is_head))
}

/// A file that is there, its length, and its first piece.
struct Opened {
    file: File,
    length: u64,
    first: Bytes,
}

impl Opened {
    /// `None` for a folder.
    fn of(mut file: File) -> io::Result<Option<Self>> {
        let about = file.metadata()?;
        if !about.is_file() {
            return Ok(None);
        }
        let length = about.len();
        let first = piece(&mut file, length)?;
        Ok(Some(Self {
            file,
            length,
            first,
        }))
    }
}

/// The next piece of a file that still has so much.
fn piece(file: &mut File, left: u64) -> io::Result<Bytes> {
    let wanted = left.min(PIECE_BYTES);
    let mut bytes = Vec::new();
    file.take(wanted).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == wanted {
        Ok(bytes.into())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

fn answer(kind: Kind, opened: Opened, is_head: bool) -> Response {
    let length = opened.length;
    let body = match is_head {
        true => Body::empty(),
        false => Body::new(Pieces {
            left: length,
            next: Next::Read(Some((opened.file, opened.first))),
        }),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, length.into());
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_TYPE, kind.content_type);
    set(header::CACHE_CONTROL, kind.caching);
    set(header::ACCEPT_RANGES, "none");
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    set(policy, "cross-origin");
    response
}

/// A file, piece by piece. No thread waits for who reads slowly.
struct Pieces {
    /// How much was not handed on yet.
    left: u64,
    next: Next,
}

enum Next {
    /// A piece that was read; nothing once all of it was.
    Read(Option<(File, Bytes)>),
    /// A piece that is being read.
    Reading(JoinHandle<io::Result<(File, Bytes)>>),
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Next::Reading(reading) = &mut self.next {
            let read = ready!(Pin::new(reading).poll(context));
            let read = read.unwrap_or_else(|_| Err(io::ErrorKind::Other.into()));
            self.next = match read {
                Ok(read) => Next::Read(Some(read)),
                Err(error) => {
                    self.next = Next::Read(None);
                    return Poll::Ready(Some(Err(error)));
                }
            };
        }
        let Next::Read(read) = &mut self.next else {
            return Poll::Ready(None);
        };
        let Some((mut file, bytes)) = read.take().filter(|(_, bytes)| !bytes.is_empty()) else {
            return Poll::Ready(None);
        };
        self.left = self.left.saturating_sub(bytes.len() as u64);
        let left = self.left;
        if left > 0 {
            let reading = move || piece(&mut file, left).map(|bytes| (file, bytes));
            self.next = Next::Reading(tokio::task::spawn_blocking(reading));
        }
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
