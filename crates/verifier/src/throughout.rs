//! Whether a pass is accepted at every instant of a window: what a light pass may be issued on.
//!
//! Between two instants at which something turns, a verdict stays as it is, so it is asked for once
//! after each:
//!
//! * the pass's own beginning and end;
//! * the beginning and end of every policy, and of every day, by which ages change;
//! * what the terms say themselves: from when, until when, open until when;
//! * where a policy names business rules, every hour's minute and second at which a date of the
//!   pass, of a rule or of its life stands: CertLogic moves dates by whole hours at the least, so a
//!   comparison with the clock can turn at no other.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use cleanbill_cose::DateClaim;
use cleanbill_hcert::light::LIGHT_LIFE_MAX_SECS;
use cleanbill_health::{Event, parse_time};
use cleanbill_policy::{Policy, Requirement};
use serde_json::Value as Json;

use crate::{Asked, CLOCK_LEEWAY_SECS, Content, Door, Report, Verdict, Verifier};

const HOUR_SECS: i64 = 3_600;

/// Why no light pass may be issued for a window.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Interruption {
    /// The verifier answers for no door, so no policy can be asked.
    #[error("no door was named, so no policy can be asked")]
    NoDoor,
    /// The window ends before it begins, is over, or is longer than a light pass may live.
    #[error("the window is over, or longer than a light pass may be")]
    Window,
    /// The code is a light pass, one of another scheme, or none that can be read.
    #[error("the code is no full pass")]
    NotAFullPass,
    /// No check is in force.
    #[error("no check is in force in all of the window")]
    NoCheckInForce {
        /// When, Unix seconds.
        at: i64,
    },
    /// Another policy comes into force.
    #[error("another policy comes into force within the window")]
    PolicyChanges {
        /// When, Unix seconds.
        at: i64,
    },
    /// The pass is not accepted.
    #[error("the pass is not accepted in all of the window")]
    NotAccepted {
        /// When, Unix seconds.
        at: i64,
    },
}

impl Interruption {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoDoor => "light.no-door",
            Self::Window => "light.window",
            Self::NotAFullPass => "light.not-a-full-pass",
            Self::NoCheckInForce { .. } => "light.no-check-in-force",
            Self::PolicyChanges { .. } => "light.policy-changes",
            Self::NotAccepted { .. } => "light.not-accepted",
        }
    }
}

impl<'d> Verifier<'d> {
    /// The policy under which the full pass `text` lets its holder in, or the holder needs no pass,
    /// at every instant of `window` (Unix seconds, both ends good) that is not before `now`; one
    /// and the same in all of it. The seconds that a door's clock may be behind are looked at too.
    ///
    /// `clock` is what the device's clock shows, by which the age of the data is judged.
    ///
    /// # Errors
    /// [`Interruption`], with the first instant at which it is not so.
    pub fn accepts_throughout(
        &mut self,
        text: &str,
        window: &RangeInclusive<i64>,
        now: i64,
        clock: i64,
    ) -> Result<&'d Policy, Interruption> {
        let door = self.door().ok_or(Interruption::NoDoor)?;
        let (begins, ends) = (*window.start(), *window.end());
        let start = begins.max(now);
        if start > ends || ends.saturating_sub(begins) > LIGHT_LIFE_MAX_SECS {
            return Err(Interruption::Window);
        }
        let policy = door
            .policy(start)
            .ok_or(Interruption::NoCheckInForce { at: start })?;
        let early = begins.saturating_sub(CLOCK_LEEWAY_SECS).max(now);
        let looked_at = early..=ends;
        let mut waiting: BTreeSet<i64> = [early, start, ends].into();
        waiting.extend(turns_of_door(&door, policy, &looked_at));
        let mut seen = BTreeSet::new();
        while let Some(at) = waiting.pop_first() {
            if !looked_at.contains(&at) || !seen.insert(at) {
                continue;
            }
            match door.policy(at) {
                Some(other) if other.digest() == policy.digest() => {}
                // Before it begins it counts only where the same policy is in force.
                _ if at < begins => continue,
                Some(_) => return Err(Interruption::PolicyChanges { at }),
                None => return Err(Interruption::NoCheckInForce { at }),
            }
            let report = self.verify_as_of(text, at, clock);
            check_full(&report)?;
            if !matches!(report.verdict(), Verdict::Accepted | Verdict::NoPassNeeded) {
                return Err(Interruption::NotAccepted { at });
            }
            let turns = turns_of_pass(&report, &door, policy, &looked_at);
            waiting.extend(turns.into_iter().filter(|turn| !seen.contains(turn)));
        }
        Ok(policy)
    }
}

fn check_full(report: &Report) -> Result<(), Interruption> {
    match report.pass.as_ref().map(|pass| &pass.content) {
        Some(Content::Dcc(_)) => Ok(()),
        Some(Content::Light(_) | Content::Mapped(_)) | None => Err(Interruption::NotAFullPass),
    }
}

/// First seconds after which something else holds at the door, whoever comes.
fn turns_of_door(door: &Door<'_>, policy: &Policy, window: &RangeInclusive<i64>) -> Vec<i64> {
    let loaded = door.policies.loaded().iter();
    let lives = loaded.flat_map(|loaded| [loaded.policy.from, loaded.policy.until]);
    let mut turns: Vec<i64> = lives.collect();
    let mut day = policy.zone.day(*window.start());
    while let Some(today) = day {
        let begins = policy.zone.start(today);
        if begins > *window.end() {
            break;
        }
        turns.push(begins);
        day = policy.zone.plus_days(today, 1);
    }
    turns
}

/// First seconds after which something else is said of this pass.
fn turns_of_pass(
    report: &Report,
    door: &Door<'_>,
    policy: &Policy,
    window: &RangeInclusive<i64>,
) -> Vec<i64> {
    let mut turns = Vec::new();
    let begins = |from: i64| [from.saturating_sub(CLOCK_LEEWAY_SECS), from];
    let Some(pass) = &report.pass else {
        return turns;
    };
    let issued_at = pass.issued_at.and_then(DateClaim::secs);
    let expires_at = pass.expires_at.and_then(DateClaim::secs);
    turns.extend(issued_at.into_iter().flat_map(begins));
    turns.extend(expires_at.map(|ends| ends.saturating_add(1)));
    if let Asked::Policy(under) = &report.asked
        && let Some(judgement) = &under.judgement
    {
        let checks = judgement.terms.iter().flat_map(|term| &term.checks);
        for check in checks {
            match &check.requirement {
                Requirement::CountsFrom { from } => {
                    turns.extend(from.iter().copied().flat_map(begins))
                }
                Requirement::CountsUntil { until } => {
                    turns.extend(until.map(|until| until.saturating_add(1)));
                }
                Requirement::OpenUntil { until } => turns.push(until.saturating_add(1)),
                _ => {}
            }
        }
    }
    if policy.names_rules() {
        let mut dates: Vec<i64> = [issued_at, expires_at].into_iter().flatten().collect();
        dates.extend(pass.content.record().events.iter().filter_map(sampled_at));
        dates.extend(dates_of_rules(door));
        turns.extend(every_hour(&dates, window));
    }
    turns
}

const fn sampled_at(event: &Event) -> Option<i64> {
    match event {
        Event::Test(test) => test.sampled_at,
        _ => None,
    }
}

/// Every date that stands in a rule, and when each rule begins and ends.
fn dates_of_rules(door: &Door<'_>) -> Vec<i64> {
    let mut dates = Vec::new();
    for compiled in door.rules.rules().rules() {
        let rule = compiled.rule();
        dates.extend([rule.valid_from.as_secs(), rule.valid_to.as_secs()]);
        collect_dates(&rule.logic, &mut dates);
    }
    dates
}

/// The JSON was bounded in depth when it was parsed.
fn collect_dates(json: &Json, dates: &mut Vec<i64>) {
    match json {
        Json::String(text) => dates.extend(parse_time(text)),
        Json::Array(items) => items.iter().for_each(|item| collect_dates(item, dates)),
        Json::Object(members) => members
            .values()
            .for_each(|member| collect_dates(member, dates)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// The same minute and second as each of the dates, in every hour, and the second after; the full
/// hour too, which is that of dates without a time, in every zone by its quarters.
fn every_hour(dates: &[i64], window: &RangeInclusive<i64>) -> Vec<i64> {
    let quarters = [0, 900, 1_800, 2_700];
    let minutes: BTreeSet<i64> = dates
        .iter()
        .map(|date| date.rem_euclid(HOUR_SECS))
        .chain(quarters)
        .flat_map(|secs| [secs, secs + 1])
        .collect();
    let first = window.start() - window.start().rem_euclid(HOUR_SECS);
    let hours = (first..=*window.end()).step_by(HOUR_SECS.unsigned_abs() as usize);
    hours
        .flat_map(|hour| minutes.iter().map(move |secs| hour + secs))
        .collect()
}
