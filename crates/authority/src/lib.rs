//! The authority at work: its acts, composed of the issuer's rules, the store, seals and keys.
//!
//! ```text
//! request ─ Caller (role, permission) ─ Intake ─ issuer: state machine, approvals
//!         ─ seal: data key, look-ups ─ signer ─ one Changeset {record, access entry, leaf} ─ store
//! ```
//!
//! * [`Authority`] is what the command line and the server call; nothing here knows of HTTP.
//! * [`Caller`] is an officer as signed acts made them; each call checks what their role may do.
//! * [`intake`] takes what was told: rows of CSV, resources of FHIR, a request.
//! * The clock is an argument, randomness a port ([`Entropy`]).

mod acts;
mod appeals;
mod authority;
mod caller;
mod collect;
mod entropy;
mod error;
mod forms;
mod ids;
pub mod intake;
mod issuing;
mod jobs;
mod ledger;
pub mod publishing;
mod rate;
mod records;
mod staff;
pub mod sunset;
mod token_kek;

pub use acts::{ActFilter, ActStepView, ActView, Due, NewMandate, Proposal, SETTING_NAMES, Why};
pub use appeals::{
    Against, AppealBoard, AppealText, AppealView, AppealedAct, Asker, CaseLook, CaseMandateView,
    DecisionTold, DecisionView, EndedCell, FiledCase, FollowCode, NewAppeal, OpenCell,
    PreparedDecision, QueueEntry, ReviewView,
};
pub use authority::{Authority, Options, SigningKey};
pub use caller::Caller;
pub use collect::{Collected, Holder};
pub use entropy::Entropy;
pub use error::AuthorityError;
pub use forms::{FormKey, FormKeys, InForm};
pub use issuing::{Issued, JobEnd, Progressing, RequestKey, request_hash};
pub use jobs::{DELIVERY_COLUMNS, DELIVERY_JOB, DELIVERY_LIST_MAX_BYTES, ImportKind};
pub use ledger::{Later, LedgerGate};
pub use records::{
    AccessView, Correction, CorrectionDone, EventView, Handout, LightDraft, MandateView, NewPerson,
    OwnLook, OwnLooks, PassStatus, PassView, PersonVersion, Query, Record, Reissued,
};
pub use staff::{
    FoundingAct, FoundingDraft, Invited, NewKey, OfficeView, OfficerSignature, OfficerView,
    Registered, SignInKey, StaffView, Token,
};
pub use token_kek::TokenKek;
