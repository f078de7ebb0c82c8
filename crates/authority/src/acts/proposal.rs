//! What an officer proposes, in the words of the API: passes, holders and acts by public id.

use cleanbill_issuer::act::{ActKind, Handle, LegalBasis, OfficeSpec, Reason, Recipient};

/// Why passes are taken away (G07).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Why {
    /// One of the closed reasons.
    pub reason: Reason,
    /// On which ground of law.
    pub basis: LegalBasis,
    /// SHA-256 of the evidence on file.
    pub evidence: Option<[u8; 32]>,
}

/// An act that officers sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// Takes back passes of one holder.
    Revoke {
        /// Their public ids.
        passes: Vec<String>,
        /// Why.
        why: Why,
    },
    /// Refuses to issue a pass again.
    RefuseReissue {
        /// Its public id.
        pass: String,
        /// Why.
        why: Why,
    },
    /// Withdraws signing keys, and all that they signed.
    WithdrawKey {
        /// The numbers of their epochs.
        epochs: Vec<i64>,
        /// Why.
        why: Why,
    },
    /// Withdraws a product or a lot, and the passes issued for it before this act.
    WithdrawValue {
        /// Product code.
        product: String,
        /// Lot number; `None` is the whole product.
        lot: Option<String>,
        /// Why.
        why: Why,
    },
    /// Takes over revocations made elsewhere, as far as they touch passes of ours.
    ImportRevocations {
        /// SHA-256 of the list.
        source: [u8; 32],
        /// The handles on it.
        handles: Vec<Handle>,
        /// Why.
        why: Why,
    },
    /// Undoes an act that took passes away.
    Restore {
        /// Its public id.
        act: String,
    },
    /// Appoints the owner of a key that was registered by a link.
    Appoint {
        /// SHA-256 of the key.
        key: [u8; 32],
        /// Keyed tag of how they sign in at an OpenID provider.
        login: Option<[u8; 16]>,
    },
    /// Ends an officer's appointment and all their keys.
    Dismiss {
        /// Their number.
        officer: i64,
    },
    /// Opens an office.
    OpenOffice(OfficeSpec),
    /// Closes an office.
    CloseOffice {
        /// Its name.
        office: String,
    },
    /// Destroys a holder's data key.
    Erase {
        /// The holder's public id.
        holder: String,
        /// On which ground of law.
        basis: LegalBasis,
    },
    /// Hands a record to a court or a body named by law.
    Disclose {
        /// The holder's public id.
        holder: String,
        /// To whom.
        recipient: Recipient,
        /// On which ground of law.
        basis: LegalBasis,
        /// For how many days a court keeps the holder from seeing it: at most 90.
        delay_days: i64,
    },
    /// Declares a key that will sign passes.
    DeclareKey {
        /// Its certificate (DSC), DER, at most 4,000 bytes.
        certificate: Vec<u8>,
        /// `notBefore`, Unix seconds.
        not_before: i64,
        /// `notAfter`, Unix seconds.
        not_after: i64,
    },
    /// Approves a product.
    ApproveProduct {
        /// Product code.
        product: String,
        /// From which day on, days since 1970-01-01.
        approved_on: i32,
    },
    /// Changes a setting.
    Configure {
        /// One of [`SETTING_NAMES`](super::SETTING_NAMES).
        name: String,
        /// Its new value, a whole number.
        value: String,
    },
}

impl Proposal {
    /// What kind of act it is.
    #[must_use]
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Revoke { .. } => ActKind::Revoke,
            Self::RefuseReissue { .. } => ActKind::RefuseReissue,
            Self::WithdrawKey { .. } => ActKind::WithdrawKey,
            Self::WithdrawValue { .. } => ActKind::WithdrawValue,
            Self::ImportRevocations { .. } => ActKind::ImportRevocations,
            Self::Restore { .. } => ActKind::Restore,
            Self::Appoint { .. } => ActKind::Appoint,
            Self::Dismiss { .. } => ActKind::Dismiss,
            Self::OpenOffice(_) => ActKind::OpenOffice,
            Self::CloseOffice { .. } => ActKind::CloseOffice,
            Self::Erase { .. } => ActKind::Erase,
            Self::Disclose { .. } => ActKind::Disclose,
            Self::DeclareKey { .. } => ActKind::DeclareKey,
            Self::ApproveProduct { .. } => ActKind::ApproveProduct,
            Self::Configure { .. } => ActKind::Configure,
        }
    }

    pub(super) const fn why(&self) -> Option<Why> {
        match self {
            Self::Revoke { why, .. }
            | Self::RefuseReissue { why, .. }
            | Self::WithdrawKey { why, .. }
            | Self::WithdrawValue { why, .. }
            | Self::ImportRevocations { why, .. } => Some(*why),
            _ => None,
        }
    }

    pub(super) const fn basis(&self) -> Option<LegalBasis> {
        match self {
            Self::Erase { basis, .. } | Self::Disclose { basis, .. } => Some(*basis),
            _ => match self.why() {
                Some(why) => Some(why.basis),
                None => None,
            },
        }
    }
}
