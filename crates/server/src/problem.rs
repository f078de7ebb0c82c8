//! Errors as clients see them: problem details (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cleanbill_audit::BrowseError;
use cleanbill_authority::AuthorityError;
use cleanbill_forum::filings::FilingsError;
use cleanbill_forum::links::LinksError;
use cleanbill_forum::petitions::PetitionsError;
use cleanbill_issuer::{IssueError, LightError};
use cleanbill_ledger::TileError;
use cleanbill_oblivious::ObliviousError;
use cleanbill_paper::PaperError;
use cleanbill_precheck::TokenError;
use cleanbill_redress::case::CaseError;
use cleanbill_redress::filing::FilingError;
use cleanbill_redress::petition::PetitionError;
use cleanbill_seal::SealError;
use cleanbill_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ServerError;

/// The type of the problem by which clients fetch keys again (RFC 9458, section 5.3).
const UNKNOWN_KEY: &str = "https://iana.org/assignments/http-problem-types#ohttp-key";
/// The media type of a problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request was refused (RFC 9457). Says nothing of anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Where the code is explained.
    #[serde(rename = "type")]
    #[schema(rename = "type", example = "/docs/errors#authority.forbidden")]
    pub kind: String,
    /// What is wrong.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// The stable code.
    #[schema(example = "authority.forbidden")]
    pub code: String,
    /// The member of the request at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What to do about it.
    pub remedy: String,
}

/// Why an answer is a refusal: for the log, and for who is shown a page.
#[derive(Debug, Clone)]
pub(crate) struct Refused(pub(crate) ServerError);

impl ServerError {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Authority(error) => status_of(error),
            Self::Filings(error) => filings_status(error),
            Self::Petitions(error) => petition_status(error),
            Self::Links(error) => links_status(error),
            Self::Paper(error) => paper_status(error),
            Self::Draw(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NotSignedIn | Self::SignIn | Self::SignCount | Self::Certificate => {
                StatusCode::UNAUTHORIZED
            }
            Self::Token(TokenError::Replayed) | Self::SubjectGone => StatusCode::GONE,
            Self::Token(TokenError::Sign(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Token(_) => StatusCode::UNAUTHORIZED,
            Self::Message(_) => StatusCode::BAD_REQUEST,
            Self::Sealed(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Csrf | Self::NotOblivious => StatusCode::FORBIDDEN,
            Self::Oblivious(error) => oblivious_status(error),
            Self::NoRoute | Self::NoProvider | Self::NoFilings | Self::NoLinks | Self::NoLedger => {
                StatusCode::NOT_FOUND
            }
            Self::Browse(BrowseError::Tile(TileError::Index { .. })) => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::MediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Ceremony
            | Self::Json { .. }
            | Self::Parameter
            | Self::Header { .. }
            | Self::Broken => StatusCode::BAD_REQUEST,
            Self::Field { .. } | Self::Digest | Self::NoLight(_) | Self::Receipt(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Provider | Self::NoPolicies | Self::NotReady => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Audit(_) | Self::Browse(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::ClockBehind | Self::ClockAhead => StatusCode::SERVICE_UNAVAILABLE,
            Self::Defect => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Authority(AuthorityError::Seal(error)) => error.remedy(),
            Self::Petitions(error) => error.remedy(),
            Self::Oblivious(error) => error.remedy(),
            Self::NotOblivious => "ask without a relay",
            Self::NotSignedIn | Self::SignIn | Self::Ceremony => "sign in again",
            Self::NoProvider => "sign in with a passkey",
            Self::Provider => "sign in with a passkey, or try again in a moment",
            Self::SignCount => {
                "try once more; if it stays, have the key replaced by an act, and find out"
            }
            Self::Certificate => {
                "connect with the machine's own certificate, straight to the service"
            }
            Self::Token(_) | Self::SubjectGone => "ask the service provider for a new token",
            Self::Sealed(_) => "fetch the identity document, ask for a new token, and seal it anew",
            Self::Csrf => "send the token that the sign-in gave",
            Self::ClockBehind => "tell who runs the service: its clock has to be set",
            Self::ClockAhead => {
                "tell who runs the service: its clock has to be set, or, if it is right, the \
                 service started again"
            }
            Self::Broken | Self::Digest | Self::Timeout => "send it again",
            Self::RateLimited { .. }
            | Self::Filings(FilingsError::Busy { .. } | FilingsError::Budget { .. }) => {
                "wait as long as retry-after says"
            }
            Self::Filings(FilingsError::Full) => "file the hash, and keep the file",
            _ => remedy_of(self.status()),
        }
    }

    /// When it may work, in seconds.
    pub(crate) fn retry_after_secs(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after_secs } => Some(*retry_after_secs),
            Self::Authority(
                AuthorityError::RateLimited { retry_after_secs }
                | AuthorityError::Seal(SealError::RateLimited { retry_after_secs }),
            ) => Some(u64::from(*retry_after_secs)),
            Self::Filings(
                FilingsError::Busy { again_secs } | FilingsError::Budget { again_secs },
            ) => Some(u64::from(*again_secs)),
            _ => None,
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::Authority(AuthorityError::Intake(error)) => error.field(),
            Self::Field { field } => field,
            Self::Header { name } => name,
            _ => return None,
        };
        Some(field.to_owned()).filter(|field| !field.is_empty())
    }

    /// As it is sent.
    #[must_use]
    pub fn problem(&self) -> Problem {
        Problem {
            kind: match self {
                Self::Oblivious(ObliviousError::UnknownKey) => UNKNOWN_KEY.to_owned(),
                _ => format!("/docs/errors#{}", self.code()),
            },
            title: self.to_string(),
            status: self.status().as_u16(),
            code: self.code().to_owned(),
            field: self.field(),
            remedy: self.remedy().to_owned(),
        }
    }
}

fn remedy_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "ask an officer whose role may do this",
        StatusCode::NOT_FOUND => "see that it was copied without mistake",
        StatusCode::CONFLICT => "look at how things stand now, and ask again",
        StatusCode::GONE => "ask for a new one",
        StatusCode::SERVICE_UNAVAILABLE => "try again in a moment",
        StatusCode::INTERNAL_SERVER_ERROR => "tell who runs the service, with the request's id",
        _ => "correct the request; /docs says what belongs where",
    }
}

/// The one mapping of the authority's errors to statuses.
fn status_of(error: &AuthorityError) -> StatusCode {
    match error {
        AuthorityError::Issue(error) => issue_status(error),
        AuthorityError::Light(error) => light_status(error),
        AuthorityError::Seal(error) => seal_status(error),
        AuthorityError::Store(error) => store_status(error),
        AuthorityError::Forbidden { .. } | AuthorityError::NotAppointed => StatusCode::FORBIDDEN,
        AuthorityError::NotFound | AuthorityError::NoLedger => StatusCode::NOT_FOUND,
        AuthorityError::NotIndependent
        | AuthorityError::Purpose
        | AuthorityError::Case(CaseError::NotIndependent) => StatusCode::FORBIDDEN,
        AuthorityError::NotFounded
        | AuthorityError::AlreadyFounded
        | AuthorityError::AlreadyTaken
        | AuthorityError::Ambiguous
        | AuthorityError::SeveralHolders
        | AuthorityError::Superseded
        | AuthorityError::Revoked
        | AuthorityError::ReissueRefused
        | AuthorityError::AppealKnown
        | AuthorityError::Unchanged => StatusCode::CONFLICT,
        AuthorityError::CodeUsed | AuthorityError::KeyGone => StatusCode::GONE,
        AuthorityError::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
        AuthorityError::NotPinned | AuthorityError::NotReleased => StatusCode::SERVICE_UNAVAILABLE,
        AuthorityError::Damaged | AuthorityError::Pin => StatusCode::INTERNAL_SERVER_ERROR,
        // What was told, or what a rule refuses.
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The mapping of what the service of filings says.
const fn filings_status(error: &FilingsError) -> StatusCode {
    match error {
        FilingsError::Rule(error) => rule_status(error),
        FilingsError::Store(error) => store_status(error),
        FilingsError::Seal(error) => seal_status(error),
        FilingsError::Budget { .. } => StatusCode::TOO_MANY_REQUESTS,
        FilingsError::Busy { .. } | FilingsError::Full | FilingsError::NoReceipt => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        FilingsError::NotFound => StatusCode::NOT_FOUND,
        FilingsError::Moved => StatusCode::CONFLICT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The mapping of what the service of health links says.
const fn links_status(error: &LinksError) -> StatusCode {
    match error {
        LinksError::Store(error) => store_status(error),
        LinksError::NotFound => StatusCode::NOT_FOUND,
        LinksError::Passcode { .. } => StatusCode::UNAUTHORIZED,
        LinksError::Full => StatusCode::SERVICE_UNAVAILABLE,
        LinksError::Damaged => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const fn rule_status(error: &FilingError) -> StatusCode {
    match error {
        FilingError::State { .. } | FilingError::NotShown | FilingError::WorkUsed => {
            StatusCode::CONFLICT
        }
        FilingError::ChallengeOver => StatusCode::GONE,
        FilingError::ClockBehind => StatusCode::SERVICE_UNAVAILABLE,
        FilingError::History { .. } | FilingError::Record(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const fn oblivious_status(error: &ObliviousError) -> StatusCode {
    match error {
        ObliviousError::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        ObliviousError::UnknownKey | ObliviousError::Closed | ObliviousError::Message => {
            StatusCode::BAD_REQUEST
        }
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A page that cannot be made of a sound pass is a fault of ours, and of the record otherwise.
const fn paper_status(error: &PaperError) -> StatusCode {
    match error {
        PaperError::Writer { .. } | PaperError::Unreadable { .. } | PaperError::CreatedAt => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        PaperError::NotAFullPass | PaperError::NotALightPass => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const fn petition_status(error: &PetitionsError) -> StatusCode {
    use PetitionsError as P;
    match error {
        P::VoucherUnknown | P::UnknownPetition | P::UnknownRegion => StatusCode::NOT_FOUND,
        P::VoucherUsed
        | P::SerialTaken
        | P::EpochBegun
        | P::EpochFull
        | P::NothingOwed
        | P::Petition(PetitionError::NotOpen) => StatusCode::CONFLICT,
        P::KeyMissing => StatusCode::SERVICE_UNAVAILABLE,
        P::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        P::Store(error) => store_status(error),
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const fn light_status(error: &LightError) -> StatusCode {
    match error {
        LightError::Clock | LightError::KeyWindow { .. } | LightError::Cose(_) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        LightError::Entropy => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const fn issue_status(error: &IssueError) -> StatusCode {
    match error {
        IssueError::Clock | IssueError::KeyWindow { .. } | IssueError::Cose(_) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const fn seal_status(error: &SealError) -> StatusCode {
    match error {
        SealError::UnknownId | SealError::UnknownCode => StatusCode::NOT_FOUND,
        SealError::Erased => StatusCode::GONE,
        SealError::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
        SealError::TooLong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

const fn store_status(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Unavailable
        | StoreError::Full
        | StoreError::Disk
        | StoreError::ReadOnly
        | StoreError::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
        StoreError::Conflict { .. }
        | StoreError::LookupTaken { .. }
        | StoreError::KeyUsed
        | StoreError::JobMoved
        | StoreError::CapReached { .. } => StatusCode::CONFLICT,
        StoreError::TwoOffices | StoreError::Reviewer => StatusCode::FORBIDDEN,
        StoreError::TooMany { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for ServerError {
    fn into_response(self) -> Response {
        let problem = self.problem();
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if let Some(retry_after_secs) = self.retry_after_secs() {
            headers.insert(header::RETRY_AFTER, retry_after_secs.into());
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        response.extensions_mut().insert(Refused(self));
        response
    }
}
