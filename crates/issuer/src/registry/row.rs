//! The rows of the registry, as plain data. None holds personal data in the clear.

use super::{
    AccessId, ActId, EpochId, EventId, HolderId, JobId, LeafId, MandateId, OfficeId, OfficerId,
    OfficerKeyId, PassId, RowId,
};
use crate::Form;
use crate::act::{ActKind, ActState, LegalBasis, NoticeChannel, Reason};
use crate::leaf::LeafKind;
use crate::staff::{AlarmKind, KeyForm, OfficeKind, Purpose, Role, Source};
use cleanbill_health::Ground;

/// An act, as it was proposed. It is never changed; what happens to it are [`StepRow`]s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// Its key.
    pub id: ActId,
    /// What is done.
    pub kind: ActKind,
    /// Whose record it is about.
    pub holder: Option<HolderId>,
    /// The pass that it is about.
    pub pass: Option<PassId>,
    /// What else it is about: an act that is undone, an office, an officer, an epoch, a job.
    pub target: Option<RowId>,
    /// Who did or proposed it.
    pub officer: OfficerId,
    /// Their office at that time.
    pub office: OfficeId,
    /// The region of that office, ISO 3166-2 or a country's code.
    pub region: String,
    /// Why, for what takes a pass away.
    pub reason: Option<Reason>,
    /// On which ground of law.
    pub basis: Option<LegalBasis>,
    /// SHA-256 of the evidence on file.
    pub evidence: Option<[u8; 32]>,
    /// When it was proposed, Unix seconds.
    pub at: i64,
    /// What else it says, as canonical CBOR without personal data (`crate::act::Body`).
    pub body: Vec<u8>,
    /// Its hash: what approvals sign.
    pub hash: [u8; 32],
}

/// What became of an act. Steps of one act are numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// The act.
    pub act: ActId,
    /// 1 for the first.
    pub step: i16,
    /// The state that it enters.
    pub state: ActState,
    /// Who moved it; nobody where time did.
    pub officer: Option<OfficerId>,
    /// When, Unix seconds.
    pub at: i64,
    /// From when on the act takes effect, known once notice was given.
    pub effective_at: Option<i64>,
    /// How notice was given.
    pub channel: Option<NoticeChannel>,
}

/// An officer's signature over an act's hash, kept as it was made so that anybody can verify it
/// again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalRow {
    /// The act.
    pub act: ActId,
    /// Who signed.
    pub officer: OfficerId,
    /// Their office at that time.
    pub office: OfficeId,
    /// With which key.
    pub key: OfficerKeyId,
    /// How it signs.
    pub form: KeyForm,
    /// Authenticator data of a passkey; empty for a raw signature.
    pub authenticator_data: Vec<u8>,
    /// Client data of a passkey; empty for a raw signature.
    pub client_data: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
    /// When, Unix seconds.
    pub at: i64,
}

/// A reviewer's signature that a contested act stands, kept as it was made so that anybody can
/// verify it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulingRow {
    /// The act.
    pub act: ActId,
    /// Who decided and signed.
    pub officer: OfficerId,
    /// Their office at that time.
    pub office: OfficeId,
    /// With which key.
    pub key: OfficerKeyId,
    /// How it signs.
    pub form: KeyForm,
    /// Authenticator data of a passkey; empty for a raw signature.
    pub authenticator_data: Vec<u8>,
    /// Client data of a passkey; empty for a raw signature.
    pub client_data: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
    /// When, Unix seconds.
    pub at: i64,
    /// What was signed: canonical CBOR of a [`Ruling`](crate::ruling::Ruling).
    pub body: Vec<u8>,
}

/// Who looked at a person's record, and why (G11). The holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// Its key.
    pub id: AccessId,
    /// Whose record.
    pub holder: HolderId,
    /// Who looked.
    pub officer: OfficerId,
    /// Their office at that time.
    pub office: OfficeId,
    /// Their role at that time.
    pub role: Role,
    /// What for.
    pub purpose: Purpose,
    /// On which ground of law.
    pub basis: Option<LegalBasis>,
    /// In the course of which act.
    pub act: Option<ActId>,
    /// When, Unix seconds.
    pub at: i64,
    /// From when on the holder sees it: `at`, or later by a court's order, at most 90 days.
    pub visible_at: i64,
}

/// What the public ledger will say of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafRow {
    /// Its key.
    pub id: LeafId,
    /// What it is.
    pub kind: LeafKind,
    /// Of which act.
    pub act: Option<ActId>,
    /// A commitment (32 bytes), or canonical CBOR (see `leaf`).
    pub body: Vec<u8>,
}

/// A version of what is known of a person: names, birth date, documents' hashes; sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Whose.
    pub holder: HolderId,
    /// 1 for the first; the highest holds.
    pub version: i32,
    /// The act that wrote it.
    pub act: ActId,
    /// The person's record, sealed.
    pub sealed: Vec<u8>,
}

/// A health event; what happened is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its key.
    pub id: EventId,
    /// Whose.
    pub holder: HolderId,
    /// The event that this one corrects.
    pub corrects: Option<EventId>,
    /// The office that vouches for it.
    pub office: OfficeId,
    /// Where it was told from.
    pub source: Source,
    /// Keyed tag of the product, so that a withdrawal finds it unopened.
    pub product_tag: [u8; 8],
    /// Keyed tag of product and lot.
    pub lot_tag: [u8; 8],
    /// The act that wrote it.
    pub act: ActId,
    /// The event's record, sealed.
    pub sealed: Vec<u8>,
}

/// A pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassRow {
    /// Its key.
    pub id: PassId,
    /// Whose.
    pub holder: HolderId,
    /// The event that it stands on.
    pub event: EventId,
    /// The pass that it takes the place of.
    pub replaces: Option<PassId>,
    /// The act that issued it.
    pub act: ActId,
    /// What it is revoked by: SHA-256 of the UCI, first 16 bytes (ADR 0008); of other forms as
    /// [`Form`] says.
    pub handle: [u8; 16],
    /// The epoch of the key that signed it.
    pub epoch: EpochId,
    /// Whether it is a light pass.
    pub light: bool,
    /// In which form it was issued.
    pub form: Form,
    /// Claim `iat`, Unix seconds.
    pub issued_at: i64,
    /// Claim `exp`, Unix seconds; [`NO_END`](crate::NO_END) of a form that has none.
    pub expires_at: i64,
    /// The signed message (`COSE_Sign1`, of a health card its JWS), sealed.
    pub sealed: Vec<u8>,
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRow {
    /// Its key.
    pub id: OfficeId,
    /// What it is called; no person's name.
    pub name: String,
    /// Its region, ISO 3166-2 or a country's code.
    pub region: String,
    /// What sort of office.
    pub kind: OfficeKind,
    /// The act that opened it.
    pub act: ActId,
}

/// An officer: a number, and no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerRow {
    /// Its key.
    pub id: OfficerId,
    /// The stable number that holders see.
    pub number: i64,
    /// The act that first appointed them.
    pub act: ActId,
}

/// The key that an officer signs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerKeyRow {
    /// Its key.
    pub id: OfficerKeyId,
    /// Whose.
    pub officer: OfficerId,
    /// How it signs.
    pub form: KeyForm,
    /// The credential's identifier, at most 1,023 bytes; empty for a raw key.
    pub credential_id: Vec<u8>,
    /// `SubjectPublicKeyInfo`, DER.
    pub public_key: Vec<u8>,
    /// The relying party's identifier; empty for a raw key.
    pub rp_id: String,
    /// The act that appointed the officer with this key.
    pub act: ActId,
}

/// An officer takes up a role in an office, or leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentRow {
    /// Its key.
    pub id: RowId,
    /// Who.
    pub officer: OfficerId,
    /// Where.
    pub office: OfficeId,
    /// As what.
    pub role: Role,
    /// Whether it begins or ends here.
    pub begins: bool,
    /// By which act.
    pub act: ActId,
    /// When, Unix seconds.
    pub at: i64,
}

/// How an officer signs in at an OpenID provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginRow {
    /// Its key.
    pub id: RowId,
    /// Who.
    pub officer: OfficerId,
    /// Keyed hash of the provider and the subject there.
    pub tag: [u8; 16],
    /// By which act.
    pub act: ActId,
}

/// A signing key's epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochRow {
    /// Its number.
    pub id: EpochId,
    /// The key identifier.
    pub kid: [u8; 8],
    /// The DSC, DER.
    pub certificate: Vec<u8>,
    /// `notBefore`, Unix seconds.
    pub not_before: i64,
    /// `notAfter`, Unix seconds.
    pub not_after: i64,
    /// By which act.
    pub act: ActId,
}

/// A product and the day of its approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRow {
    /// Its code in the value set of products.
    pub code: String,
    /// Day of approval, days since 1970-01-01.
    pub approved_on: i32,
    /// By which act.
    pub act: ActId,
}

/// Doses of a lot that reached a clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Its key.
    pub id: RowId,
    /// Where.
    pub office: OfficeId,
    /// Product code.
    pub product: String,
    /// Lot number.
    pub lot: String,
    /// How many doses.
    pub doses: i64,
    /// By which act.
    pub act: ActId,
}

/// Somebody may act for a holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateRow {
    /// Its key.
    pub id: MandateId,
    /// For whom.
    pub holder: HolderId,
    /// Who may.
    pub representative: HolderId,
    /// Whether they may also ask for corrections and file appeals, beside looking.
    pub may_act: bool,
    /// Until when, Unix seconds.
    pub ends_at: i64,
    /// By which act.
    pub act: ActId,
}

/// A mandate ends before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateEndRow {
    /// Which.
    pub mandate: MandateId,
    /// By which act.
    pub act: ActId,
    /// When, Unix seconds.
    pub at: i64,
}

/// Something looked wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlarmRow {
    /// Its key.
    pub id: RowId,
    /// What.
    pub kind: AlarmKind,
    /// At which office.
    pub office: OfficeId,
    /// By which officer.
    pub officer: Option<OfficerId>,
    /// Product code.
    pub product: Option<String>,
    /// Lot number.
    pub lot: Option<String>,
    /// When, Unix seconds.
    pub at: i64,
    /// In which act.
    pub act: Option<ActId>,
}

/// Entry of a lot at a clinic is held; `since` is `None` once it may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryHoldRow {
    /// At which office.
    pub office: OfficeId,
    /// Product code.
    pub product: String,
    /// Lot number.
    pub lot: String,
    /// Since when, Unix seconds.
    pub since: Option<i64>,
    /// The act that let it go on.
    pub act: Option<ActId>,
}

/// A count of events that leads to nobody.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TallyKey {
    /// The day of the act, days since 1970-01-01.
    pub day: i32,
    /// The office.
    pub office: OfficeId,
    /// The ground.
    pub ground: Ground,
    /// Product code; empty where there is none.
    pub product: String,
    /// Lot number; empty where there is none.
    pub lot: String,
}

/// What is added to a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TallyChange {
    /// Events entered.
    pub issued: i64,
    /// Events corrected.
    pub corrected: i64,
    /// Events removed: revoked or entered in error.
    pub removed: i64,
}

/// How far a job is. Written in the transaction of the rows that it counts, so that nothing is lost
/// or done twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobProgress {
    /// The job.
    pub job: JobId,
    /// Rows of the input that were read before; a job that somebody else moved on fails.
    pub rows_before: i64,
    /// Rows of the input read now.
    pub rows_after: i64,
    /// Of the rows between, how many became a pass.
    pub good: i64,
    /// Of the rows between, how many did not.
    pub bad: i64,
}

/// A row of a job's input that was not taken; the row itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobErrorRow {
    /// The job.
    pub job: JobId,
    /// The row's number in the input, from 1.
    pub row: i64,
    /// The field at fault: a name of the template, never its content.
    pub field: String,
    /// The code of the error.
    pub code: String,
}
