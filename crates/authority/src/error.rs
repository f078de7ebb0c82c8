use cleanbill_fhir::{FhirError, WriteError};
use cleanbill_issuer::act::ActError;
use cleanbill_issuer::approval::ApprovalError;
use cleanbill_issuer::mandate::MandateError;
use cleanbill_issuer::plausibility::EntryError;
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Role, StaffError};
use cleanbill_issuer::{Form, HealthCardError, IcvpError, IssueError, LightError, RequestError};
use cleanbill_redress::case::CaseError;
use cleanbill_seal::{SealError, UnsealError};
use cleanbill_store::StoreError;
use cleanbill_webauthn::{RegistrationError, ResponseError};
use thiserror::Error;

use crate::intake::IntakeError;
use crate::intake::csv::CsvError;

/// Why the authority did not do what was asked. Holds nothing of anybody's.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AuthorityError {
    /// What was told of a person or event cannot be taken.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// A file is not CSV by the template.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// A file is not FHIR.
    #[error(transparent)]
    Fhir(#[from] FhirError),
    /// A file is longer than one that is taken as a whole.
    #[error("the file is longer than {size_max_bytes} bytes")]
    TooLarge {
        /// What is allowed.
        size_max_bytes: u64,
    },
    /// The pass cannot be issued.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The WHO's certificate cannot be issued.
    #[error(transparent)]
    Certificate(#[from] IcvpError),
    /// The health card cannot be issued.
    #[error(transparent)]
    Card(#[from] HealthCardError),
    /// The authority has no key for passes of this form, or none that signs now.
    #[error("there is no key that signs passes of the form {}", form.name())]
    NoFormKey {
        /// The form.
        form: Form,
    },
    /// The key of this form signs another one too: one key, one purpose.
    #[error("the key of the form {} is also that of another form", form.name())]
    FormKeyScope {
        /// The form.
        form: Form,
    },
    /// No light pass can be made.
    #[error(transparent)]
    Light(#[from] LightError),
    /// The act is not one.
    #[error(transparent)]
    Act(#[from] ActError),
    /// Signatures are missing, or do not verify.
    #[error(transparent)]
    Approval(#[from] ApprovalError),
    /// Offices and officers are not what signed acts made.
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// The dose cannot be entered.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// Sealing or opening failed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The database did not take or give it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A mandate, a majority or a disclosure is not allowed so.
    #[error(transparent)]
    Mandate(#[from] MandateError),
    /// An appeal does not go on so.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// What a browser answered is none.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// A passkey cannot be registered.
    #[error(transparent)]
    Registration(#[from] RegistrationError),
    /// The record cannot be written as FHIR.
    #[error(transparent)]
    Export(#[from] WriteError),
    /// The role may not do this.
    #[error("the role {} may not {}", role.name(), permission.name())]
    Forbidden {
        /// The caller's role.
        role: Role,
        /// What would be needed.
        permission: Permission,
    },
    /// The officer has no appointment in force, or is not known.
    #[error("the officer has no appointment in force")]
    NotAppointed,
    /// There is no such thing, or it is not the caller's to see.
    #[error("there is nothing by this name")]
    NotFound,
    /// The authority was not founded: it has no officers yet.
    #[error("the authority has not been founded yet")]
    NotFounded,
    /// The authority was founded; that happens once.
    #[error("the authority was founded already")]
    AlreadyFounded,
    /// There is a founding act in the database, and no file that pins its hash.
    #[error("the founding act is not pinned outside the database")]
    NotPinned,
    /// The file of the founding act's hash cannot be read or written, or holds no hash.
    #[error("the file of the founding act's hash cannot be read or written")]
    Pin,
    /// A key or certificate that the act needs was not registered, or so long ago that it is gone.
    #[error("the key or certificate was not registered, or is not kept any more")]
    KeyGone,
    /// Not a setting, or not a value that it can have.
    #[error("there is no such setting, or it cannot have this value")]
    Setting,
    /// Asked too often.
    #[error("asked too often; again in {retry_after_secs} seconds")]
    RateLimited {
        /// When to ask again, in seconds.
        retry_after_secs: u32,
    },
    /// Nobody looks at a record for this purpose in this way.
    #[error("a record is not opened for this purpose, or not without a ground of law")]
    Purpose,
    /// Passes of several people in one act: each has their own.
    #[error("an act that takes passes away is about one holder")]
    SeveralHolders,
    /// A pass can be taken back as corrected once another stands in its place.
    #[error("the pass was not issued again")]
    NotReplaced,
    /// Nothing differs from what is known.
    #[error("nothing differs from what is known")]
    Unchanged,
    /// Another one stands in its place.
    #[error("another one stands in its place already")]
    Superseded,
    /// The pass was taken back, or notice of that was given.
    #[error("the pass was taken back, or notice of that was given")]
    Revoked,
    /// Issuing the pass again was refused, by an act of two offices that is in force.
    #[error("issuing this pass again was refused, by an act of two offices")]
    ReissueRefused,
    /// The reviewer, or somebody of their office, signed the act; or an officer would decide for
    /// their own office.
    #[error("the officer or their office has a part in what is decided")]
    NotIndependent,
    /// An appeal against this is open, or judged it before (G09).
    #[error("an appeal against this is open, or judged it before")]
    AppealKnown,
    /// No appeal can be against this.
    #[error("this is nothing that an appeal can be against")]
    NotAppealable,
    /// The record was taken before.
    #[error("this record was taken before")]
    AlreadyTaken,
    /// The key of a request was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The collection code is none that can be used; which of these it is, nobody is told.
    #[error("the code is mistyped, was used before, or was replaced by another")]
    CodeUsed,
    /// Two people or events were given where one was meant.
    #[error("more than one holder answers to this document")]
    Ambiguous,
    /// The pass is kept, and its leaf is not under a checkpoint of the public ledger yet (G06).
    #[error("the public ledger does not go on: the pass is kept, and handed over later")]
    NotReleased,
    /// The authority has no public ledger.
    #[error("the authority has no public ledger")]
    NoLedger,
    /// What was stored is not what this program wrote.
    #[error("a stored record cannot be read")]
    Damaged,
}

impl AuthorityError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Intake(error) => error.code(),
            Self::Csv(error) => error.code(),
            Self::Fhir(error) => error.code(),
            Self::TooLarge { .. } => "authority.too-large",
            Self::Issue(error) => error.code(),
            Self::Certificate(error) => error.code(),
            Self::Card(error) => error.code(),
            Self::NoFormKey { .. } => "authority.no-form-key",
            Self::FormKeyScope { .. } => "authority.form-key-scope",
            Self::Light(error) => error.code(),
            Self::Act(error) => error.code(),
            Self::Approval(error) => error.code(),
            Self::Staff(error) => error.code(),
            Self::Entry(error) => error.code(),
            Self::Seal(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Mandate(error) => error.code(),
            Self::Case(error) => error.code(),
            Self::Response(error) => error.code(),
            Self::Registration(error) => error.code(),
            Self::Export(error) => error.code(),
            Self::Forbidden { .. } => "authority.forbidden",
            Self::NotAppointed => "authority.not-appointed",
            Self::NotFound => "authority.not-found",
            Self::NotFounded => "authority.not-founded",
            Self::AlreadyFounded => "authority.already-founded",
            Self::NotPinned => "authority.not-pinned",
            Self::Pin => "authority.pin",
            Self::KeyGone => "authority.key-gone",
            Self::Setting => "authority.setting",
            Self::RateLimited { .. } => "authority.rate-limited",
            Self::Purpose => "authority.purpose",
            Self::SeveralHolders => "authority.several-holders",
            Self::NotReplaced => "authority.not-replaced",
            Self::Unchanged => "authority.unchanged",
            Self::Superseded => "authority.superseded",
            Self::Revoked => "authority.revoked",
            Self::ReissueRefused => "authority.reissue-refused",
            Self::NotIndependent => "authority.not-independent",
            Self::AppealKnown => "appeal.known",
            Self::NotAppealable => "appeal.not-appealable",
            Self::AlreadyTaken => "authority.already-taken",
            Self::KeyReused => "authority.key-reused",
            Self::CodeUsed => "authority.code-used",
            Self::Ambiguous => "authority.ambiguous",
            Self::NotReleased => "authority.not-released",
            Self::NoLedger => "authority.no-ledger",
            Self::Damaged => "authority.damaged",
        }
    }
}

impl From<RequestError> for AuthorityError {
    fn from(error: RequestError) -> Self {
        Self::Intake(error.into())
    }
}

impl From<UnsealError<StoreError>> for AuthorityError {
    fn from(error: UnsealError<StoreError>) -> Self {
        match error {
            UnsealError::Seal(error) => Self::Seal(error),
            UnsealError::Store(error) => Self::Store(error),
            _ => Self::Damaged,
        }
    }
}
