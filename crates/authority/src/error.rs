use cleanbill_fhir::FhirError;
use cleanbill_issuer::IssueError;
use cleanbill_issuer::RequestError;
use cleanbill_issuer::act::ActError;
use cleanbill_issuer::approval::ApprovalError;
use cleanbill_issuer::plausibility::EntryError;
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Role, StaffError};
use cleanbill_seal::{SealError, UnsealError};
use cleanbill_store::StoreError;
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
    /// The pass cannot be issued.
    #[error(transparent)]
    Issue(#[from] IssueError),
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
    /// The record was taken before.
    #[error("this record was taken before")]
    AlreadyTaken,
    /// The key of a request was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The collection code was used.
    #[error("the code was used before, or replaced by another")]
    CodeUsed,
    /// Two people or events were given where one was meant.
    #[error("more than one holder answers to this document")]
    Ambiguous,
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
            Self::Issue(error) => error.code(),
            Self::Act(error) => error.code(),
            Self::Approval(error) => error.code(),
            Self::Staff(error) => error.code(),
            Self::Entry(error) => error.code(),
            Self::Seal(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Forbidden { .. } => "authority.forbidden",
            Self::NotAppointed => "authority.not-appointed",
            Self::NotFound => "authority.not-found",
            Self::NotFounded => "authority.not-founded",
            Self::AlreadyTaken => "authority.already-taken",
            Self::KeyReused => "authority.key-reused",
            Self::CodeUsed => "authority.code-used",
            Self::Ambiguous => "authority.ambiguous",
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
