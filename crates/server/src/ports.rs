//! What the server is given from outside: the clock, the policies in force.

use std::collections::BTreeMap;
use std::time::Duration;

use cleanbill_hcert::light::PolicyMark;
use cleanbill_issuer::LightWindow;
use cleanbill_verifier::{Interruption, Rehearsed};

/// The clocks of the machine, or in tests ones that are set by hand.
pub trait Clock: Send + Sync {
    /// Now, Unix seconds.
    fn now(&self) -> i64;
    /// Time since some moment; it never goes backwards.
    fn elapsed(&self) -> Duration;
}

/// Says whether passes can be signed at this time (Unix seconds): a code if not, such as
/// `keys.no-epoch`.
pub type SignerCheck = dyn Fn(i64) -> Result<(), &'static str> + Send + Sync;

/// What policies say of a full pass, day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The days, each with the policy under which the full pass is accepted throughout.
    pub windows: Vec<(LightWindow, Option<PolicyMark>)>,
    /// Why there is none for the first day that has none.
    pub why: Option<Interruption>,
    /// How far the policy's clocks are ahead of UTC, seconds.
    pub offset_secs: i32,
}

/// A policy of the installed bundle, as it is told: what it asks is in its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFacts {
    /// Its name.
    pub id: String,
    /// Version of the document.
    pub version: u32,
    /// Its title by language tag.
    pub title: BTreeMap<String, String>,
    /// Where it holds.
    pub region: String,
    /// The kinds of place.
    pub places: Vec<&'static str>,
    /// Which consecutive policy it is, from 1.
    pub number: u16,
    /// When it was signed, Unix seconds.
    pub signed_at: i64,
    /// From when on, Unix seconds.
    pub from: i64,
    /// Until when, Unix seconds.
    pub until: i64,
    /// Whether it lets in fewer people than what was before it.
    pub is_tighter: bool,
    /// What people were told of it beforehand, and what its rehearsal found.
    pub rehearsed: Option<Rehearsed>,
}

/// The policies of the installed bundle: asked before light passes are made (ADR 0016), and listed.
pub trait Policies: Send + Sync {
    /// All of them, the latest first.
    fn list(&self) -> Vec<PolicyFacts>;

    /// Asks the policy with this id about a full pass, for so many days from `now` (Unix seconds)
    /// on. Takes the processor's time.
    ///
    /// # Errors
    /// [`Interruption`] where no such policy is in force.
    fn judge(&self, policy: &str, text: &str, days: u16, now: i64) -> Result<Judged, Interruption>;
}
