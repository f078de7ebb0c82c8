use std::io::ErrorKind;

use cleanbill_audit::{AuditError, BrowseError};
use cleanbill_authority::AuthorityError;
use cleanbill_forum::filings::FilingsError;
use cleanbill_forum::links::LinksError;
use cleanbill_forum::petitions::PetitionsError;
use cleanbill_ledger::receipt::ReceiptError;
use cleanbill_oblivious::ObliviousError;
use cleanbill_paper::PaperError;
use cleanbill_precheck::{MessageError, SchemeError, TokenError};
use cleanbill_qr::WriteError;
use cleanbill_verifier::Interruption;
use cleanbill_webauthn::RelyingPartyError;
use thiserror::Error;

/// Why a request is refused. Holds nothing of anybody's.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ServerError {
    /// What the authority says.
    #[error(transparent)]
    Authority(#[from] AuthorityError),
    /// What the service of filings says.
    #[error(transparent)]
    Filings(#[from] FilingsError),
    /// Nothing is filed here.
    #[error("nothing is filed here: this authority has no public ledger")]
    NoFilings,
    /// This authority has no public ledger.
    #[error("this authority has no public ledger")]
    NoLedger,
    /// The ledger cannot be counted.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// A published file cannot be shown.
    #[error(transparent)]
    Browse(#[from] BrowseError),
    /// What is wrong with a receipt.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// What petitions say.
    #[error(transparent)]
    Petitions(#[from] PetitionsError),
    /// What the service of health links says.
    #[error(transparent)]
    Links(#[from] LinksError),
    /// No health links are served.
    #[error("no health links are served here")]
    NoLinks,
    /// What is wrong with a request that a relay brought.
    #[error(transparent)]
    Oblivious(#[from] ObliviousError),
    /// No route that may be asked through a relay.
    #[error("this cannot be asked through a relay")]
    NotOblivious,
    /// A token of the pre-check is not believed.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// A message of the pre-check is not taken.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// A sealed pass is not opened.
    #[error(transparent)]
    Sealed(#[from] SchemeError),
    /// The subject is not waited for, or not any more.
    #[error("the subject is not waited for, or not any more")]
    SubjectGone,
    /// No page can be made of a pass.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// No picture can be made of a pass.
    #[error(transparent)]
    Draw(#[from] WriteError),
    /// No light pass can be made: no policy lets the holder in on any of the days.
    #[error("no light pass can be made: {0}")]
    NoLight(#[from] Interruption),
    /// No policies are at hand.
    #[error("this service has no policies to ask")]
    NoPolicies,
    /// Nobody is signed in, or not any more.
    #[error("this needs a sign-in")]
    NotSignedIn,
    /// The sign-in failed; which part, is not told.
    #[error("the sign-in did not succeed")]
    SignIn,
    /// Nobody signs in by an OpenID provider here.
    #[error("no OpenID provider is set up here")]
    NoProvider,
    /// The OpenID provider does not answer, or not as it should.
    #[error("the OpenID provider does not answer")]
    Provider,
    /// What was begun is not known, was finished before, or took too long.
    #[error("what was begun is over")]
    Ceremony,
    /// A passkey has not counted on since it was last used.
    #[error("this passkey has not counted on since the last sign-in: it may have been copied")]
    SignCount,
    /// The key of a machine came without the certificate that it is bound to.
    #[error("this key counts only with the certificate that it is bound to")]
    Certificate,
    /// A session in a cookie without the token that a page of ours sends along.
    #[error("the header x-cleanbill-csrf is missing or wrong")]
    Csrf,
    /// No such route.
    #[error("there is nothing at this address")]
    NoRoute,
    /// The route has no such method.
    #[error("this address does not take this method")]
    Method,
    /// The body is not said to be what it should be.
    #[error("the content type has to be {wanted}")]
    MediaType {
        /// What it should be.
        wanted: &'static str,
    },
    /// The body is not JSON as the description of the API says.
    #[error("the body is not the JSON that belongs here, at line {line}, column {column}")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A parameter of the address is not what it should be.
    #[error("a parameter of the address is not what it should be")]
    Parameter,
    /// A header is missing or not what it should be.
    #[error("the header {name} is missing or not what it should be")]
    Header {
        /// Which.
        name: &'static str,
    },
    /// A member of the body is not what it should be.
    #[error("{field} is not what it should be")]
    Field {
        /// Which.
        field: &'static str,
    },
    /// The body is too long.
    #[error("the body is longer than {max} bytes")]
    TooLarge {
        /// The most that is read, bytes.
        max: u64,
    },
    /// The request was not complete in time.
    #[error("the request took too long")]
    Timeout,
    /// The body broke off.
    #[error("the body broke off")]
    Broken,
    /// What arrived does not have the digest that was announced.
    #[error("the body is not the one that content-digest announces")]
    Digest,
    /// Too many requests.
    #[error("too many requests")]
    RateLimited {
        /// Seconds to wait.
        retry_after_secs: u64,
    },
    /// Too many wait for what takes the processor's time.
    #[error("too many wait for a page or a picture")]
    Busy,
    /// The clock is behind what was written already.
    #[error("the clock of the service is behind what it wrote before")]
    ClockBehind,
    /// The clock ran ahead of the machine's own time.
    #[error("the clock of the service jumped ahead")]
    ClockAhead,
    /// The service cannot work now.
    #[error("the service is not ready")]
    NotReady,
    /// A defect of this program.
    #[error("this program has a defect")]
    Defect,
}

impl ServerError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Authority(error) => error.code(),
            Self::Filings(error) => error.code(),
            Self::NoFilings => "server.no-filings",
            Self::NoLedger => "server.no-ledger",
            Self::Audit(error) => error.code(),
            Self::Browse(error) => error.code(),
            Self::Receipt(error) => error.code(),
            Self::Petitions(error) => error.code(),
            Self::Links(error) => error.code(),
            Self::NoLinks => "server.no-links",
            Self::Oblivious(error) => error.code(),
            Self::NotOblivious => "server.not-oblivious",
            Self::Token(error) => error.code(),
            Self::Message(error) => error.code(),
            Self::Sealed(error) => error.code(),
            Self::SubjectGone => "server.subject-gone",
            Self::Paper(error) => error.code(),
            Self::Draw(error) => error.code(),
            Self::NoLight(error) => error.code(),
            Self::NoPolicies => "server.no-policies",
            Self::NotSignedIn => "server.not-signed-in",
            Self::SignIn => "server.sign-in",
            Self::NoProvider => "server.no-provider",
            Self::Provider => "server.provider",
            Self::Ceremony => "server.ceremony",
            Self::SignCount => "server.sign-count",
            Self::Certificate => "server.certificate",
            Self::Csrf => "server.csrf",
            Self::NoRoute => "server.no-route",
            Self::Method => "server.method",
            Self::MediaType { .. } => "server.media-type",
            Self::Json { .. } => "server.json",
            Self::Parameter => "server.parameter",
            Self::Header { .. } => "server.header",
            Self::Field { .. } => "server.field",
            Self::TooLarge { .. } => "server.too-large",
            Self::Timeout => "server.timeout",
            Self::Broken => "server.broken",
            Self::Digest => "server.digest",
            Self::RateLimited { .. } => "server.rate-limited",
            Self::Busy => "server.busy",
            Self::ClockBehind => "server.clock-behind",
            Self::ClockAhead => "server.clock-ahead",
            Self::NotReady => "server.not-ready",
            Self::Defect => "server.defect",
        }
    }
}

/// Why the service does not start.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StartError {
    /// The address cannot be listened on.
    #[error("the address cannot be listened on: {kind:?}")]
    Listen {
        /// What the system says.
        kind: ErrorKind,
    },
    /// Certificate and key of TLS cannot be used.
    #[error("certificate and key of TLS cannot be used: {kind:?}")]
    Tls {
        /// What the system says.
        kind: ErrorKind,
    },
    /// Plain HTTP on an address that others reach.
    #[error("plain HTTP on an address that others reach")]
    Plain,
    /// Not an address or a range of addresses.
    #[error("not an address or a range of addresses such as 10.1.0.0/16")]
    Network,
    /// The OpenID provider cannot be used as it is set up.
    #[error("the OpenID provider cannot be used: {what} is not what it should be")]
    Oidc {
        /// Which setting.
        what: &'static str,
    },
    /// Passkeys cannot be asked for.
    #[error(transparent)]
    RelyingParty(#[from] RelyingPartyError),
    /// The key of the validation service cannot be used, or none be made.
    #[error("the key of the validation service cannot be used")]
    ValidationKey,
    /// Counts cannot be kept.
    #[error("the counts cannot be kept")]
    Metrics,
    /// The service broke off.
    #[error("the service broke off: {kind:?}")]
    Broken {
        /// What the system says.
        kind: ErrorKind,
    },
}

impl StartError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Listen { .. } => "server.listen",
            Self::Tls { .. } => "server.tls",
            Self::Plain => "server.plain",
            Self::Network => "server.network",
            Self::Oidc { .. } => "server.oidc",
            Self::RelyingParty(error) => error.code(),
            Self::ValidationKey => "server.validation-key",
            Self::Metrics => "server.metrics",
            Self::Broken { .. } => "server.broke-off",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Listen { .. } => "choose another address, or stop what listens there",
            Self::Tls { .. } => "give a chain of certificates and its private key, both in PEM",
            Self::Plain => {
                "give a certificate and key, listen on 127.0.0.1 behind a proxy that has them, or \
                 say that plain HTTP is meant"
            }
            Self::Network => "write 10.1.0.0/16, 2001:db8::/32 or one address",
            Self::Oidc { .. } => {
                "issuer is https://…, claim one that is never given to somebody else (sub), \
                 redirect a page of one of the origins, authorities certificates in PEM"
            }
            Self::RelyingParty(_) => {
                "rp_id is the domain, and every origin https://HOST in it, as browsers write it"
            }
            Self::ValidationKey => {
                "give the signing key and its own certificate as precheck init made them"
            }
            Self::Metrics | Self::Broken { .. } => "report it if it stays",
        }
    }
}
