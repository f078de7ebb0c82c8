use cleanbill_authority::publishing::PublishingError;
use cleanbill_publish::files::UnapprovedError;
use thiserror::Error;

/// Why nothing is published from a registry.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum RegistryError {
    #[error("{error} [{code}]", code = error.code())]
    Publishing { error: PublishingError },
    #[error("{error} [{code}]", code = error.code())]
    Unapproved { error: UnapprovedError },
    #[error("this authority revokes by approved acts, and lists of revoked passes were given")]
    ListsGiven,
    #[error("the domain or origin of officers' passkeys is none")]
    RelyingParty,
}

impl RegistryError {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Publishing { error } => error.remedy(),
            Self::Unapproved { error } => match error {
                UnapprovedError::List => {
                    "leave them out, and propose an act that takes the list over: it needs two \
                     offices and a reviewer"
                }
                UnapprovedError::Signer => {
                    "leave out --remove-signer, and propose an act that withdraws the key"
                }
                UnapprovedError::Universe => {
                    "the set has a filter of another publisher; publish without --set, or once \
                     with --drop revocation-national.v1 for one that was built from lists"
                }
                _ => "publish without --set: the set is made of the approved acts",
            },
            Self::ListsGiven => {
                "leave out --filter, --deltas and --exact; passes are revoked by acts of two \
                 offices"
            }
            Self::RelyingParty => "--rp-id DOMAIN and --origin https://…, as the service has them",
        }
    }
}

impl From<PublishingError> for RegistryError {
    fn from(error: PublishingError) -> Self {
        Self::Publishing { error }
    }
}
