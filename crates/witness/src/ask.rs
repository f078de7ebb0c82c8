//! Asking a witness, which may be hostile.

use std::time::Duration;

use cleanbill_fetch::{Address, AddressError, AnswerError, Bounds, body};
use cleanbill_ledger::{AddCheckpoint, NoteSignature, TREE_SIZE_MAX};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Response, StatusCode, Url};

use crate::error::AskError;

/// The same for everybody.
const USER_AGENT: &str = "cleanbill-ledger";
/// The longest answer that is read, in bytes: 16 signatures of the longest kind.
const ANSWER_SIZE_MAX_BYTES: usize = 65_536;
/// The longest size in an answer of 409, in bytes.
const SIZE_SIZE_MAX_BYTES: usize = 20;
/// The most signatures that a witness answers with.
const SIGNATURES_MAX: usize = 16;

/// How long a witness may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskLimits {
    /// Until it is connected.
    pub connect: Duration,
    /// All in all.
    pub request: Duration,
}

impl Default for AskLimits {
    /// 3 and 5 seconds: passes wait for their checkpoint, not for one slow witness.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            request: Duration::from_secs(5),
        }
    }
}

/// Asks witnesses; keeps connections for the next time.
#[derive(Clone, Debug)]
pub struct WitnessClient {
    /// With the certificates of the system.
    encrypted: reqwest::Client,
    /// For witnesses on this machine.
    plain: reqwest::Client,
}

impl WitnessClient {
    /// A client.
    ///
    /// # Errors
    /// [`AskError::Client`].
    pub fn new(limits: AskLimits) -> Result<Self, AskError> {
        let bounds = Bounds {
            user_agent: Some(USER_AGENT),
            connect: limits.connect,
            read: None,
            whole: Some(limits.request),
        };
        let client = |is_encrypted| bounds.client(is_encrypted, b"");
        Ok(Self {
            encrypted: client(true).map_err(|_| AskError::Client)?,
            plain: client(false).map_err(|_| AskError::Client)?,
        })
    }

    /// Asks the witness at `address`, its submission prefix, to cosign. What comes back is not
    /// verified: the caller knows the witness's key.
    ///
    /// # Errors
    /// [`AskError`]; [`AskError::Conflict`] tells from which size the proof should start.
    pub async fn ask(
        &self,
        address: &str,
        request: &AddCheckpoint,
    ) -> Result<Vec<NoteSignature>, AskError> {
        let (url, is_encrypted) = url_of(address)?;
        let client = if is_encrypted {
            &self.encrypted
        } else {
            &self.plain
        };
        let sent = client.post(url).body(request.to_text()).send().await;
        let response = sent.map_err(|error| fault(error.into()))?;
        match response.status() {
            StatusCode::OK => parse_answer(&read(response, ANSWER_SIZE_MAX_BYTES).await?),
            StatusCode::CONFLICT => Err(conflict(response).await?),
            StatusCode::FORBIDDEN => Err(AskError::Forbidden),
            StatusCode::NOT_FOUND => Err(AskError::UnknownLog),
            StatusCode::UNPROCESSABLE_ENTITY => Err(AskError::Inconsistent),
            status if status.is_redirection() => Err(AskError::Redirect),
            status => Err(AskError::Status {
                status: status.as_u16(),
            }),
        }
    }
}

/// Where the witness takes checkpoints, and whether it is asked through TLS.
fn url_of(prefix: &str) -> Result<(Url, bool), AskError> {
    let prefix = Address::parse_folder(prefix).map_err(|error| match error {
        AddressError::PlainHttp => AskError::PlainHttp,
        _ => AskError::Address,
    })?;
    let url = prefix.url().join("add-checkpoint");
    Ok((url.map_err(|_| AskError::Address)?, prefix.is_encrypted()))
}

/// Signature lines, each with its newline.
fn parse_answer(bytes: &[u8]) -> Result<Vec<NoteSignature>, AskError> {
    let lines = str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.strip_suffix('\n'))
        .ok_or(AskError::Malformed)?;
    let mut signatures = Vec::new();
    for line in lines.split('\n') {
        let signature = NoteSignature::parse_line(line).ok();
        let signature = signature.filter(|_| signatures.len() < SIGNATURES_MAX);
        signatures.push(signature.ok_or(AskError::Malformed)?);
    }
    Ok(signatures)
}

/// The size in an answer of 409. Without one nothing was told.
async fn conflict(response: Response) -> Result<AskError, AskError> {
    let media_type = response.headers().get(CONTENT_TYPE);
    let is_size = media_type.is_some_and(|it| it.as_bytes() == b"text/x.tlog.size");
    if !is_size {
        return Ok(AskError::Status { status: 409 });
    }
    let bytes = read(response, SIZE_SIZE_MAX_BYTES).await?;
    let size = str::from_utf8(&bytes)
        .ok()
        .and_then(|text| text.strip_suffix('\n'))
        .filter(|text| *text == "0" || !text.starts_with(['0', '+']))
        .and_then(|text| text.parse().ok())
        .filter(|size| *size <= TREE_SIZE_MAX);
    size.map(|size| AskError::Conflict { size })
        .ok_or(AskError::Malformed)
}

async fn read(mut response: Response, max: usize) -> Result<Vec<u8>, AskError> {
    body(&mut response, max as u64).await.map_err(fault)
}

fn fault(error: AnswerError) -> AskError {
    match error {
        AnswerError::TooLarge { max_bytes } => AskError::TooLarge {
            max: usize::try_from(max_bytes).unwrap_or(usize::MAX),
        },
        AnswerError::TooSlow => AskError::TooSlow,
        AnswerError::Unreachable => AskError::Unreachable,
        _ => AskError::Broken,
    }
}
