//! What each act says, beside who did it, when and why.

use super::list::ActKind;
use super::spec::{AppointSpec, Corrected, OfficeSpec, Recipient, Touched};
use super::spelling::read;
use cleanbill_cose::record::{WireError, encode_record, parse_record};

/// Most passes that one act names: above any cap of two officers for one day.
pub const HANDLES_MAX: usize = 64;
/// Most offices and officers that one founding act names.
pub const FOUNDERS_MAX: usize = 64;
/// Most signing keys that one act withdraws.
pub const KEYS_MAX: usize = 64;
/// The handle of a pass: SHA-256 of the UCI, first 16 bytes (ADR 0008).
pub type Handle = [u8; 16];
/// A public id: 128 bits that lead to a row only by way of the authority's key.
pub type PublicId = [u8; 16];

/// What an act says. It names everything by what outsiders can know it by, so that what was signed
/// can be checked without the database: passes by handle, officers by number, offices by name, keys
/// by SHA-256, acts by their hash, holders and events by a public id. It holds no personal data.
///
/// As canonical CBOR an array of the fields in the order below; see `docs/DATA_MODEL.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Passes are issued: one, or a sheet of light passes.
    Issue {
        /// Their handles, 1 to [`HANDLES_MAX`].
        handles: Vec<Handle>,
        /// The key identifier that signed.
        kid: [u8; 8],
        /// Whether they are light passes.
        light: bool,
    },
    /// A pass is issued again.
    Reissue {
        /// The new pass.
        handle: Handle,
        /// The pass that it replaces.
        replaces: Handle,
        /// The key identifier that signed.
        kid: [u8; 8],
    },
    /// A record is corrected.
    Correct {
        /// Whose.
        subject: PublicId,
        /// Which record.
        record: Corrected,
    },
    /// Passes are taken back.
    Revoke {
        /// Their handles, 1 to [`HANDLES_MAX`], in order, each once.
        handles: Vec<Handle>,
    },
    /// An act that took passes away is undone.
    Restore {
        /// The hash of that act.
        undoes: [u8; 32],
    },
    /// An officer is appointed.
    Appoint(Box<AppointSpec>),
    /// An appointment ends, and with it all keys of the officer.
    Dismiss {
        /// The officer's number.
        officer: i64,
        /// The office's name.
        office: String,
    },
    /// An office is opened.
    OpenOffice(OfficeSpec),
    /// An office is closed; the appointments to it end.
    CloseOffice {
        /// Its name.
        office: String,
    },
    /// Signing keys are withdrawn.
    WithdrawKey {
        /// Key identifier and SHA-256 of the DSC of each, 1 to [`KEYS_MAX`].
        keys: Vec<([u8; 8], [u8; 32])>,
    },
    /// A product or lot is withdrawn.
    WithdrawValue {
        /// Product code.
        product: String,
        /// Lot number; `None` is the whole product.
        lot: Option<String>,
        /// The passes that stand on it.
        touched: Touched,
    },
    /// Revocations made elsewhere are taken over.
    ImportRevocations {
        /// SHA-256 of the list.
        source: [u8; 32],
        /// The passes of ours on it.
        touched: Touched,
    },
    /// A reissue is refused.
    RefuseReissue {
        /// The pass that was to be issued again.
        handle: Handle,
    },
    /// A child's record passes into their own hands.
    HandOver {
        /// Whose.
        subject: PublicId,
    },
    /// Somebody may act for a holder.
    Mandate {
        /// For whom.
        subject: PublicId,
        /// Who may.
        representative: PublicId,
        /// Whether they may also ask for corrections and appeal, beside looking.
        may_act: bool,
        /// Until when, Unix seconds.
        ends_at: i64,
    },
    /// A mandate ends.
    EndMandate {
        /// The hash of the act that gave it.
        mandate: [u8; 32],
    },
    /// A person's data key is destroyed.
    Erase {
        /// Whose.
        subject: PublicId,
    },
    /// A record is handed over.
    Disclose {
        /// Whose.
        subject: PublicId,
        /// To whom.
        recipient: Recipient,
        /// From when on the holder sees it, Unix seconds.
        visible_at: i64,
    },
    /// A signing key begins to sign.
    DeclareKey {
        /// Its key identifier.
        kid: [u8; 8],
        /// SHA-256 of its DSC.
        certificate: [u8; 32],
        /// `notBefore`, Unix seconds.
        not_before: i64,
        /// `notAfter`, Unix seconds.
        not_after: i64,
    },
    /// A list of delivered doses is taken over.
    ImportDeliveries {
        /// SHA-256 of the list.
        source: [u8; 32],
        /// How many rows of it.
        rows: u32,
        /// How many doses.
        doses: i64,
    },
    /// Entry of a lot at a clinic is held, or goes on.
    HoldEntry {
        /// The clinic's name.
        office: String,
        /// Product code.
        product: String,
        /// Lot number.
        lot: String,
        /// Whether entry is held from now on.
        held: bool,
    },
    /// A product is approved.
    ApproveProduct {
        /// Product code.
        product: String,
        /// From which day on, days since 1970-01-01.
        approved_on: i32,
    },
    /// A setting changes.
    Configure {
        /// Its name.
        name: String,
        /// Its new value.
        value: String,
    },
    /// An authority begins.
    Found {
        /// Its first offices, at least two.
        offices: Vec<OfficeSpec>,
        /// Its first officers, each with a key; all of them sign.
        officers: Vec<AppointSpec>,
    },
}

impl Body {
    /// What kind of act says this.
    #[must_use]
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Issue { .. } => ActKind::Issue,
            Self::Reissue { .. } => ActKind::Reissue,
            Self::Correct { .. } => ActKind::Correct,
            Self::Revoke { .. } => ActKind::Revoke,
            Self::Restore { .. } => ActKind::Restore,
            Self::Appoint(_) => ActKind::Appoint,
            Self::Dismiss { .. } => ActKind::Dismiss,
            Self::OpenOffice(_) => ActKind::OpenOffice,
            Self::CloseOffice { .. } => ActKind::CloseOffice,
            Self::WithdrawKey { .. } => ActKind::WithdrawKey,
            Self::WithdrawValue { .. } => ActKind::WithdrawValue,
            Self::ImportRevocations { .. } => ActKind::ImportRevocations,
            Self::RefuseReissue { .. } => ActKind::RefuseReissue,
            Self::HandOver { .. } => ActKind::HandOver,
            Self::Mandate { .. } => ActKind::Mandate,
            Self::EndMandate { .. } => ActKind::EndMandate,
            Self::Erase { .. } => ActKind::Erase,
            Self::Disclose { .. } => ActKind::Disclose,
            Self::DeclareKey { .. } => ActKind::DeclareKey,
            Self::ImportDeliveries { .. } => ActKind::ImportDeliveries,
            Self::HoldEntry { .. } => ActKind::HoldEntry,
            Self::ApproveProduct { .. } => ActKind::ApproveProduct,
            Self::Configure { .. } => ActKind::Configure,
            Self::Found { .. } => ActKind::Found,
        }
    }

    /// A revocation of these passes: put in order, each once.
    #[must_use]
    pub fn revoke(mut handles: Vec<Handle>) -> Self {
        handles.sort_unstable();
        handles.dedup();
        Self::Revoke { handles }
    }

    /// As canonical CBOR.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_record(self.fields())
    }

    /// Reads what [`encode`](Self::encode) wrote for an act of this kind.
    ///
    /// # Errors
    /// [`WireError`]; other bytes of the same meaning are refused.
    pub fn parse(kind: ActKind, bytes: &[u8]) -> Result<Self, WireError> {
        parse_record(bytes, |fields| read(kind, fields), Self::encode)
    }
}
