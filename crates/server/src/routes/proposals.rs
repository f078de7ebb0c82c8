//! Proposals, in the words of the API.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_authority::{Proposal, Why};
use cleanbill_issuer::act::{Reason, Recipient};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::ServerError;
use crate::routes::beginning::Office;
use crate::routes::holders::legal_basis;

/// Why passes are taken away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhyTold {
    /// One of the closed reasons, such as `entered-in-error`.
    reason: String,
    /// On which ground of law, such as `pass-law`.
    basis: String,
    /// SHA-256 of the evidence on file, hexadecimal.
    evidence: Option<String>,
}

impl WhyTold {
    fn why(self) -> Result<Why, ServerError> {
        let reason = Reason::from_name(&self.reason);
        Ok(Why {
            reason: reason.ok_or(ServerError::Field { field: "reason" })?,
            basis: legal_basis(&self.basis)?,
            evidence: self
                .evidence
                .map(|digits| hash(&digits, "evidence"))
                .transpose()?,
        })
    }
}

pub(crate) fn hash(digits: &str, field: &'static str) -> Result<[u8; 32], ServerError> {
    let wrong = || ServerError::Field { field };
    bytes(digits)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(wrong)
}

/// Bytes of their hexadecimal digits; `None` for all else.
pub(crate) fn bytes(digits: &str) -> Option<Vec<u8>> {
    base16ct::mixed::decode_vec(digits).ok()
}

/// What is proposed.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum ProposalTold {
    /// Take back passes of one holder.
    Revoke {
        /// Their ids.
        passes: Vec<String>,
        /// Why.
        why: WhyTold,
    },
    /// Refuse to issue a pass again.
    RefuseReissue {
        /// Its id.
        pass: String,
        /// Why.
        why: WhyTold,
    },
    /// Withdraw signing keys, and all that they signed.
    WithdrawKey {
        /// The numbers of their epochs.
        epochs: Vec<i64>,
        /// Why.
        why: WhyTold,
    },
    /// Withdraw a product or a lot.
    WithdrawValue {
        /// Product code.
        product: String,
        /// Lot; without it the whole product.
        lot: Option<String>,
        /// Why.
        why: WhyTold,
    },
    /// Take over revocations made elsewhere.
    ImportRevocations {
        /// SHA-256 of the list, hexadecimal.
        source: String,
        /// The handles on it, 32 hexadecimal digits each.
        handles: Vec<String>,
        /// Why.
        why: WhyTold,
    },
    /// Undo an act that took passes away.
    Restore {
        /// Its id.
        act: String,
    },
    /// Appoint the owner of a key that was registered by a link.
    Appoint {
        /// SHA-256 of the key, hexadecimal, as its owner reads it out.
        key: String,
        /// By what the owner will also sign in at the OpenID provider, hexadecimal, as they read it
        /// out.
        login: Option<String>,
    },
    /// End an officer's appointment and all their keys.
    Dismiss {
        /// Their number.
        officer: i64,
    },
    /// Open an office.
    OpenOffice {
        /// The office.
        office: Office,
    },
    /// Close an office.
    CloseOffice {
        /// Its name.
        office: String,
    },
    /// Destroy a holder's data key.
    Erase {
        /// Their id.
        holder: String,
        /// On which ground of law.
        basis: String,
    },
    /// Hand a record to a court or a body named by law.
    Disclose {
        /// Whose, by id.
        holder: String,
        /// `court`, `police`, `supervisor` or `other`.
        recipient: String,
        /// On which ground of law.
        basis: String,
        /// For how many days a court keeps the holder from seeing it, at most 90.
        delay_days: i64,
    },
    /// Declare a key that will sign passes.
    DeclareKey {
        /// Its certificate, DER in base64.
        certificate: String,
        /// Unix seconds.
        not_before: i64,
        /// Unix seconds.
        not_after: i64,
    },
    /// Approve a product.
    ApproveProduct {
        /// Product code.
        product: String,
        /// From which day on, days since 1970-01-01.
        approved_on: i32,
    },
    /// Change a setting.
    Configure {
        /// Which.
        name: String,
        /// Its new value.
        value: String,
    },
}

impl ProposalTold {
    pub(crate) fn proposal(self) -> Result<Proposal, ServerError> {
        Ok(match self {
            Self::Revoke { passes, why } => Proposal::Revoke {
                passes,
                why: why.why()?,
            },
            Self::RefuseReissue { pass, why } => Proposal::RefuseReissue {
                pass,
                why: why.why()?,
            },
            Self::WithdrawKey { epochs, why } => Proposal::WithdrawKey {
                epochs,
                why: why.why()?,
            },
            Self::WithdrawValue { product, lot, why } => Proposal::WithdrawValue {
                product,
                lot,
                why: why.why()?,
            },
            Self::ImportRevocations {
                source,
                handles,
                why,
            } => Proposal::ImportRevocations {
                source: hash(&source, "source")?,
                handles: handles
                    .iter()
                    .map(|handle| handle_of(handle))
                    .collect::<Result<_, _>>()?,
                why: why.why()?,
            },
            other => other.of_authority()?,
        })
    }

    /// Those that take no pass away.
    fn of_authority(self) -> Result<Proposal, ServerError> {
        let unexpected = ServerError::Field { field: "kind" };
        Ok(match self {
            Self::Restore { act } => Proposal::Restore { act },
            Self::Appoint { key, login } => Proposal::Appoint {
                key: hash(&key, "key")?,
                login: login.as_deref().map(login_of).transpose()?,
            },
            Self::Dismiss { officer } => Proposal::Dismiss { officer },
            Self::OpenOffice { office } => Proposal::OpenOffice(office.spec()?),
            Self::CloseOffice { office } => Proposal::CloseOffice { office },
            Self::Erase { holder, basis } => Proposal::Erase {
                holder,
                basis: legal_basis(&basis)?,
            },
            Self::Disclose {
                holder,
                recipient,
                basis,
                delay_days,
            } => Proposal::Disclose {
                holder,
                recipient: Recipient::from_name(&recipient)
                    .ok_or(ServerError::Field { field: "recipient" })?,
                basis: legal_basis(&basis)?,
                delay_days,
            },
            Self::DeclareKey {
                certificate,
                not_before,
                not_after,
            } => Proposal::DeclareKey {
                certificate: STANDARD
                    .decode(certificate)
                    .map_err(|_| ServerError::Field {
                        field: "certificate",
                    })?,
                not_before,
                not_after,
            },
            Self::ApproveProduct {
                product,
                approved_on,
            } => Proposal::ApproveProduct {
                product,
                approved_on,
            },
            Self::Configure { name, value } => Proposal::Configure { name, value },
            _ => return Err(unexpected),
        })
    }
}

fn login_of(digits: &str) -> Result<[u8; 16], ServerError> {
    let wrong = ServerError::Field { field: "login" };
    handle_of(digits).map_err(|_| wrong)
}

fn handle_of(digits: &str) -> Result<[u8; 16], ServerError> {
    let wrong = || ServerError::Field { field: "handles" };
    bytes(digits)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(wrong)
}
