//! The port through which somebody else says whether a set may leave.

use cleanbill_trust::set::OpenedSet;

/// Looks at a set before it becomes public: whether what it holds was approved, say.
///
/// [`PublishedSet`](super::PublishedSet) cannot be made without one, and nothing else can be
/// published; so there is no way around it.
pub trait Gatekeeper {
    /// Looks at a set that was opened: signatures, versions, times and digests are right, and a
    /// verifier would load it.
    ///
    /// # Errors
    /// [`Refusal`] if it must not leave.
    fn check(&self, set: &OpenedSet<'_>) -> Result<(), Refusal>;
}

/// Why a gatekeeper does not let a set leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The stable code of the cause.
    pub code: &'static str,
}

/// For sets without acts that need approval: an import of foreign signers, a demonstration.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoApprovalNeeded;

impl Gatekeeper for NoApprovalNeeded {
    fn check(&self, _: &OpenedSet<'_>) -> Result<(), Refusal> {
        Ok(())
    }
}
