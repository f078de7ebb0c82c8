//! A record, opened: what a holder and the officers who serve them see.

use std::fmt;

use cleanbill_issuer::act::LegalBasis;
use cleanbill_issuer::holder::{EventRecord, PersonRecord};
use cleanbill_issuer::staff::{Purpose, Role, Source};
use cleanbill_issuer::{Field, Form};
use cleanbill_seal::PublicId;

use super::PassStatus;
use crate::acts::ActView;

/// A version of who somebody is.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonVersion {
    /// 1 for the first; the highest holds.
    pub version: i32,
    /// Since when, Unix seconds.
    pub at: i64,
    /// The number of the officer who wrote it.
    pub officer: Option<i64>,
    /// The name of their office.
    pub office: String,
    /// The fields that differ from the version before.
    pub changed: Vec<Field>,
    /// What it says.
    pub person: PersonRecord,
}

/// A health event.
#[derive(Clone, PartialEq, Eq)]
pub struct EventView {
    /// Its public id.
    pub id: PublicId,
    /// The event that it corrects.
    pub corrects: Option<PublicId>,
    /// Whether another one stands in its place.
    pub is_corrected: bool,
    /// The name of the office that vouches for it.
    pub office: String,
    /// Where it was told from.
    pub source: Source,
    /// When it was entered, Unix seconds.
    pub at: i64,
    /// The fields that differ from the event that it corrects.
    pub changed: Vec<Field>,
    /// What it says.
    pub event: EventRecord,
}

/// A pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassView {
    /// Its public id.
    pub id: PublicId,
    /// The event that it stands on.
    pub event: PublicId,
    /// The pass that it takes the place of.
    pub replaces: Option<PublicId>,
    /// Whether it is a light pass.
    pub light: bool,
    /// In which form it was issued.
    pub form: Form,
    /// Claim `iat`, Unix seconds.
    pub issued_at: i64,
    /// Claim `exp`, Unix seconds.
    pub expires_at: i64,
    /// Where it stands.
    pub status: PassStatus,
}

/// A look at the record (G11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessView {
    /// Its public id, by which an appeal names it.
    pub id: PublicId,
    /// The number of the officer who looked; nobody where it was the holder.
    pub officer: Option<i64>,
    /// The name of their office.
    pub office: Option<String>,
    /// Their role.
    pub role: Option<Role>,
    /// What for.
    pub purpose: Purpose,
    /// On which ground of law.
    pub basis: Option<LegalBasis>,
    /// In the course of which act.
    pub act: Option<PublicId>,
    /// When, Unix seconds.
    pub at: i64,
}

/// Somebody who may act for the holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateView {
    /// Its public id.
    pub id: PublicId,
    /// For whom.
    pub holder: PublicId,
    /// Who may.
    pub representative: PublicId,
    /// Whether they may also ask for corrections and object.
    pub may_act: bool,
    /// Until when, Unix seconds: its own end, or the earlier one that an act gave it.
    pub ends_at: i64,
}

/// A holder's record. `Debug` shows who it is by id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Whose.
    pub holder: PublicId,
    /// Who they are: the newest version first.
    pub versions: Vec<PersonVersion>,
    /// What happened, the oldest first.
    pub events: Vec<EventView>,
    /// Their passes, the oldest first.
    pub passes: Vec<PassView>,
    /// Who looked, as far as the holder may see it by now, the newest first.
    pub accesses: Vec<AccessView>,
    /// The acts about them, the oldest first; those that a court keeps from them are left out.
    pub acts: Vec<ActView>,
    /// Who may act for them, and for whom they may.
    pub mandates: Vec<MandateView>,
    /// Whether they gave a delivery channel.
    pub has_channel: bool,
}

impl Record {
    /// Who they are now.
    #[must_use]
    pub fn person(&self) -> Option<&PersonRecord> {
        self.versions.first().map(|version| &version.person)
    }
}

macro_rules! hidden {
    ($($view:ident, $shown:ident;)+) => {$(
        impl fmt::Debug for $view {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($view))
                    .field(stringify!($shown), &self.$shown)
                    .finish_non_exhaustive()
            }
        }
    )+};
}

hidden! {
    PersonVersion, version;
    EventView, id;
    Record, holder;
}
