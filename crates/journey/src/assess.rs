//! All checks, and what they come to.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::sha256;
use cleanbill_health::{Event, Ground, Record, TestMethod};
use cleanbill_policy::{Failure, Place, PolicySet, Region, RuleBook};
use cleanbill_precheck::{
    AcceptedKind, CheckResult, CheckType, Conditions, ResultItem, ResultKind, overall,
};
use cleanbill_revocation::Revocation;
use cleanbill_trust::{ScopedStore, TrustStore};
use cleanbill_verifier::{
    DataTimes, Door, DoorReason, DoorVerdict, Freshness, Outcome, Reason, Report, Verdict, Verifier,
};
use cleanbill_wording::{Language, Wording};

use crate::identity::Identity;
use crate::item::{because, of_report, result_of, technical};
use crate::{destination, window};

/// Data that is older than this decides nothing: as old as any policy may allow at least
/// (guarantee G02).
const DATA_AGE_MAX_DAYS: u16 = 8;
/// The hash of a structure check is not that of the pass, or is missing.
const HASH: &str = "precheck.hash";

/// What is decided on: one published set.
#[derive(Debug, Clone, Copy)]
pub struct Data<'d> {
    /// The signers of the EU's certificate that are believed.
    pub trust: &'d TrustStore,
    /// The signers of other passes, each within its scope.
    pub networks: &'d ScopedStore,
    /// The ways in which passes are revoked.
    pub revocation: &'d Revocation,
    /// The rules of all countries that publish theirs.
    pub rules: &'d RuleBook,
    /// The policies that hold.
    pub policies: &'d PolicySet,
    /// When it was published.
    pub times: DataTimes,
}

impl<'d> Data<'d> {
    fn verifier(&self) -> Verifier<'d> {
        Verifier::new(self.trust)
            .with_networks(self.networks)
            .with_revocation(self.revocation)
    }
}

/// What came of a check. Nothing in it names the traveller; the checks are the holder's to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Each check, for the holder.
    pub items: Vec<ResultItem>,
    /// All together.
    pub result: CheckResult,
    /// For the carrier: why, from a closed list that tells nothing of the ground.
    pub reason: DoorReason,
    words: String,
}

impl Assessment {
    fn new(items: Vec<ResultItem>, reason: DoorReason, wording: &Wording) -> Self {
        let result = overall(&items);
        // What no reason was found for is open, and never good.
        let reason = match (result, reason) {
            (CheckResult::Ok, _) => DoorReason::Good,
            (_, DoorReason::Good | DoorReason::Accepted) => DoorReason::NotCheckable,
            (_, reason) => reason,
        };
        Self {
            items,
            result,
            reason,
            words: wording.door(reason),
        }
    }

    /// The one check that the carrier is told.
    #[must_use]
    pub fn for_carrier(&self) -> ResultItem {
        ResultItem {
            identifier: self.reason.code().to_owned(),
            result: self.result,
            kind: ResultKind::Technical,
            details: self.words.clone(),
        }
    }
}

/// Checks the text of a pass against the conditions of a booking, as far as `check` says, while
/// the clock shows `now` (Unix seconds).
///
/// Genuineness and rules are judged for the moment at which the pass is shown (`validationClock`),
/// its own dates for the whole window too. Revocation is what is known now.
#[must_use]
pub fn assess(
    text: &str,
    check: CheckType,
    conditions: &Conditions,
    data: &Data<'_>,
    now: i64,
) -> Assessment {
    let language = conditions.language.as_deref().and_then(Language::parse);
    let wording = &Wording::new(language.unwrap_or(Language::English));
    let at = conditions.validation_clock.unwrap_or(now);
    let mut verifier = data.verifier();
    let report = verifier.verify_as_of(text, at, now);
    let mut found = Found {
        items: Vec::new(),
        reason: DoorReason::Good,
    };
    if check == CheckType::Structure {
        found.structure(text, &report, conditions, wording);
    } else {
        found.genuine(&report, data, now, wording);
        found.identity(&report, conditions, wording);
    }
    let ends = window::check(&mut verifier, text, conditions, now, wording);
    found.take(ends, DoorReason::NotValid);
    found.kind(&report, conditions, wording);
    if check == CheckType::Full && report.verdict() == Verdict::Authentic {
        found.rules((text, &report), conditions, (data, at), wording);
        found.policy((text, at, now), conditions, data, wording);
    }
    Assessment::new(found.items, found.reason, wording)
}

/// What was found so far, and the first reason for the carrier.
struct Found {
    items: Vec<ResultItem>,
    reason: DoorReason,
}

impl Found {
    fn push(&mut self, item: ResultItem, reason: DoorReason) {
        if item.result != CheckResult::Ok && self.reason == DoorReason::Good {
            self.reason = reason;
        }
        self.items.push(item);
    }

    /// Several checks of one kind: `refused` is the reason where one says no, and that it could
    /// not be checked where the worst is open.
    fn take(&mut self, items: Vec<ResultItem>, refused: DoorReason) {
        let fails = |item: &ResultItem| item.result == CheckResult::Failed;
        let reason = match items.iter().any(fails) {
            true => refused,
            false => DoorReason::NotCheckable,
        };
        for item in items {
            self.push(item, reason);
        }
    }

    /// Form alone, of the one pass that the provider knows already by its hash.
    fn structure(
        &mut self,
        text: &str,
        report: &Report,
        conditions: &Conditions,
        wording: &Wording,
    ) {
        let stages = &report.stages;
        for outcome in [&stages.decode, &stages.schema] {
            match outcome {
                Outcome::Failed(reason) => {
                    let item = because(reason, CheckResult::Failed, wording);
                    self.push(item, DoorReason::Unreadable);
                }
                Outcome::Undetermined(reason) => {
                    let item = because(reason, CheckResult::Open, wording);
                    self.push(item, DoorReason::NotCheckable);
                }
                Outcome::Passed | Outcome::Skipped(_) => {}
            }
        }
        let hash = STANDARD.encode(sha256(text.as_bytes()));
        let (result, reason) = match conditions.hash.as_deref() == Some(hash.as_str()) {
            true => (CheckResult::Ok, DoorReason::Good),
            false => (CheckResult::Failed, DoorReason::DocumentDiffers),
        };
        self.push(technical(HASH, result, wording.door(reason)), reason);
    }

    /// The pass itself, and whether the data can decide on it.
    fn genuine(&mut self, report: &Report, data: &Data<'_>, now: i64, wording: &Wording) {
        let reason = DoorVerdict::new(report, None).reason;
        self.push(of_report(report, wording), reason);
        let (reason, told) = match data.times.freshness(now, DATA_AGE_MAX_DAYS) {
            Freshness::Fresh | Freshness::Ageing { .. } => return,
            Freshness::TooOld { age_days, max_days } => (
                Reason::DataTooOld { age_days, max_days },
                DoorReason::DataTooOld,
            ),
            Freshness::ClockBehind { behind_secs } => {
                (Reason::ClockBehind { behind_secs }, DoorReason::ClockWrong)
            }
        };
        self.push(because(&reason, CheckResult::Open, wording), told);
    }

    /// A pass that does not decode names nobody.
    fn identity(&mut self, report: &Report, conditions: &Conditions, wording: &Wording) {
        let Some(pass) = &report.pass else { return };
        let content = &pass.content;
        let identity = Identity::compare(content.name(), content.birth_date(), conditions);
        let reason = identity.door_reason().unwrap_or(DoorReason::Good);
        self.push(identity.item(wording), reason);
    }

    /// Whether it is of a kind that the provider takes.
    fn kind(&mut self, report: &Report, conditions: &Conditions, wording: &Wording) {
        if conditions.kinds.is_empty() {
            return;
        }
        let Some(pass) = &report.pass else { return };
        let record: Record = pass.content.record();
        if record.events.is_empty() {
            // Without a ground nothing can be said of its kind.
            let door = DoorReason::OtherPolicy;
            let item = technical(door.code(), CheckResult::Open, wording.door(door));
            return self.push(item, door);
        }
        let is_taken = |event: &Event| conditions.kinds.iter().any(|kind| suits(*kind, event));
        let [event, ..] = record.events.as_slice() else {
            return;
        };
        if record.events.iter().any(is_taken) {
            return;
        }
        let reason = Reason::Policy(Failure::Ground(event.ground()));
        let item = because(&reason, CheckResult::Failed, wording);
        self.push(item, DoorReason::NotValid);
    }

    /// What the rules of the destination and of the issuer say.
    fn rules(
        &mut self,
        (text, report): (&str, &Report),
        conditions: &Conditions,
        (data, at): (&Data<'_>, i64),
        wording: &Wording,
    ) {
        let (Some(pass), Some(signer)) = (&report.pass, &report.signer) else {
            return;
        };
        let issuer = signer.country.map(|country| country.to_string());
        let asked = destination::Asked {
            text,
            pass,
            kid: &signer.kid,
            conditions,
            issuer: issuer.as_deref(),
            at,
        };
        let rules = destination::check(&asked, data.rules, wording);
        self.take(rules, DoorReason::NotValid);
    }

    /// What a policy for crossing into the region of arrival says, where one is in force.
    fn policy(
        &mut self,
        (text, at, now): (&str, i64, i64),
        conditions: &Conditions,
        data: &Data<'_>,
        wording: &Wording,
    ) {
        let Some(region) = region(conditions) else {
            return;
        };
        let door = Door {
            policies: data.policies,
            rules: data.rules,
            data: data.times,
            place: Place::InternationalTravel,
            region: &region,
        };
        if door.policy(at).is_none() {
            return;
        }
        let report = data.verifier().at_door(door).verify_as_of(text, at, now);
        let result = result_of(report.verdict());
        let told = DoorVerdict::new(&report, None).reason;
        let (identifier, details) = match report.reason() {
            Some(reason) => (reason.code(), wording.sentence(reason)),
            None => (told.code(), wording.door(told)),
        };
        let item = ResultItem {
            identifier: identifier.to_owned(),
            result,
            kind: ResultKind::Destination,
            details,
        };
        self.push(item, told);
    }
}

/// `DE`, or `DE-BY` where the region is named.
fn region(conditions: &Conditions) -> Option<Region> {
    let country = conditions.arrival_country.as_deref()?.to_ascii_uppercase();
    let part = conditions.arrival_region.as_deref().unwrap_or_default();
    let part = part.trim().to_ascii_uppercase();
    let whole = || Region::parse(&country);
    match part.is_empty() {
        true => whole(),
        false => Region::parse(&format!("{country}-{part}")).or_else(whole),
    }
}

fn suits(kind: AcceptedKind, event: &Event) -> bool {
    let method = match event {
        Event::Test(test) => test.method,
        _ => None,
    };
    match kind {
        AcceptedKind::Vaccination => event.ground() == Ground::Vaccination,
        AcceptedKind::Recovery => event.ground() == Ground::Recovery,
        AcceptedKind::Test => event.ground() == Ground::Test,
        AcceptedKind::PcrTest => method == Some(TestMethod::Pcr),
        AcceptedKind::AntigenTest => method == Some(TestMethod::Antigen),
    }
}
