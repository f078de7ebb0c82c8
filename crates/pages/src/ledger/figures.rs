//! What the ledger comes to: every figure in a table, and beside it as a plot.

use cleanbill_ledger::leaf::DocumentKind;
use cleanbill_policy::Place as PolicyPlace;
use cleanbill_wording::{Label, PageText};
use maud::{Markup, html};

use super::kind::document;
use super::plot::{Bar, bars, share};
use crate::count::Count;
use crate::form::facts;
use crate::frame::{Frame, day, day_text, shown};

/// Counts of a week by what is counted.
#[derive(Debug, Clone, Copy)]
pub struct WeekShown<'a> {
    /// The Monday, days since 1970-01-01.
    pub week: i32,
    /// How many, by name.
    pub counts: &'a [(&'a str, u64)],
}

/// A policy of the newest publication.
#[derive(Debug, Clone, Copy)]
pub struct PolicyShown<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its version.
    pub version: u32,
    /// Where it holds.
    pub region: &'a str,
    /// At which kinds of place, by name.
    pub places: &'a [&'static str],
    /// From when on, Unix seconds.
    pub from: i64,
    /// Until when, Unix seconds.
    pub until: i64,
    /// Whether it holds now.
    pub in_force: bool,
    /// Which consecutive one it is.
    pub extension: u16,
}

/// A change that was announced.
#[derive(Debug, Clone, Copy)]
pub struct ChangeShown {
    /// Its entry.
    pub index: u64,
    /// Whether policies change; else rules.
    pub is_policy: bool,
    /// When it was told, Unix seconds.
    pub known_at: i64,
    /// From when on it is in force, Unix seconds.
    pub starts_at: i64,
    /// Days between the two.
    pub notice_days: i64,
    /// Whether the short notice was claimed.
    pub urgent: bool,
    /// How many people it lets in that were kept out; `None` below ten.
    pub gained: Option<u64>,
    /// How many it keeps out that were let in; `None` below ten.
    pub lost: Option<u64>,
}

/// A key that signs passes.
#[derive(Debug, Clone, Copy)]
pub struct KeyShown<'a> {
    /// Its identifier, hexadecimal.
    pub kid: &'a str,
    /// The last day that was counted, as a date.
    pub day: &'a str,
    /// Its signatures.
    pub signatures: u64,
    /// Whether it ended.
    pub ended: bool,
}

/// What anybody filed.
#[derive(Debug, Clone, Copy, Default)]
pub struct FilingsShown {
    /// How many were filed.
    pub filed: u64,
    /// How many were answered.
    pub answered: u64,
    /// How many of them too late.
    pub late: u64,
    /// How many wait beyond their day.
    pub overdue: u64,
}

/// All figures.
#[derive(Debug, Clone, Copy)]
pub struct FiguresShown<'a> {
    /// Health events by ground.
    pub grounds: &'a [(&'a str, u64)],
    /// The same by week.
    pub weeks: &'a [WeekShown<'a>],
    /// Health events by office.
    pub offices: &'a [(&'a str, u64)],
    /// Exemptions by class.
    pub exemptions: &'a [(&'a str, u64)],
    /// Passes that openings told, and slots of batches.
    pub passes: (u64, u64),
    /// Revocations by reason.
    pub reasons: &'a [(&'a str, u64)],
    /// The same by week.
    pub revocations: &'a [WeekShown<'a>],
    /// Passes that lists take away, by day.
    pub taken: &'a [(&'a str, u64)],
    /// Looks by purpose.
    pub looks: &'a [(&'a str, u64)],
    /// Policies of the newest publication.
    pub policies: &'a [PolicyShown<'a>],
    /// What was announced, the newest first.
    pub changes: &'a [ChangeShown],
    /// What anybody filed.
    pub filings: FilingsShown,
    /// Keys that sign passes.
    pub keys: &'a [KeyShown<'a>],
    /// Entries by kind.
    pub kinds: &'a [(&'a str, u64)],
}

impl Frame<'_> {
    pub(super) fn figures(&self, figures: &FiguresShown<'_>) -> Markup {
        use PageText as P;
        let ground = |name: &str| self.ground(name);
        let reason = |name: &str| self.reason(name);
        let plain = |name: &str| shown(name).into_string();
        let (passes, slots) = figures.passes;
        html! {
            h2 { (self.say(P::LedgerGrounds)) }
            (self.named(P::LedgerGrounds, P::LedgerGround, figures.grounds, &ground))
            (self.weekly("grounds", P::LedgerWeeks, P::LedgerGround, figures.weeks, &ground))
            (facts(self, &[
                (P::LedgerPasses, Some(Count::of(passes).markup(self))),
                (P::LedgerSlots, Some(html! { (slots) })),
            ]))
            h2 { (self.say(P::LedgerExemptions)) }
            (self.named(P::LedgerExemptions, P::LedgerClass, figures.exemptions, &plain))
            h2 { (self.say(P::LedgerReasons)) }
            (self.named(P::LedgerReasons, P::LedgerReason, figures.reasons, &reason))
            (self.weekly("revoked", P::LedgerRevocations, P::LedgerReason, figures.revocations,
                &reason))
            h3 { (self.say(P::LedgerTaken)) }
            (self.named(P::LedgerTaken, P::LedgerDay, figures.taken, &plain))
            h2 { (self.say(P::LedgerPolicies)) }
            (self.policies(figures.policies))
            h2 { (self.say(P::LedgerChanges)) }
            (self.changes(figures.changes))
            h2 { (self.say(P::LedgerLooks)) }
            (self.named(P::LedgerLooks, P::LedgerPurpose, figures.looks,
                &|name| self.purpose(name)))
            h2 { (self.say(P::BoardFilings)) }
            (self.filed_counts(figures.filings))
            h2 { (self.say(P::LedgerOffices)) }
            (self.named(P::LedgerOffices, P::LedgerOffice, figures.offices, &plain))
            h2 { (self.say(P::LedgerKeys)) }
            (self.keys(figures.keys))
            h2 { (self.say(P::LedgerByKind)) }
            (self.kinds(figures.kinds))
        }
    }

    /// Counts by name, each with a bar beside it.
    fn named(
        &self,
        about: PageText,
        column: PageText,
        counts: &[(&str, u64)],
        name: &dyn Fn(&str) -> String,
    ) -> Markup {
        let told = |count: u64| matches!(Count::of(count), Count::Told(_));
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let rows = counts.iter().map(|(id, count)| {
            // What is not told as a number is not drawn either.
            let drawn = if told(*count) { *count } else { 0 };
            let cell = html! { (Count::of(*count).markup(self)) " " (share(drawn, most)) };
            (html! { bdi { (name(id)) } }, vec![cell])
        });
        self.table(about, &[column, PageText::BoardNumber], rows.collect())
    }

    /// Counts by week: a plot, and the same figures as a table.
    fn weekly(
        &self,
        id: &str,
        about: PageText,
        column: PageText,
        weeks: &[WeekShown<'_>],
        name: &dyn Fn(&str) -> String,
    ) -> Markup {
        let mut series: Vec<&str> = weeks
            .iter()
            .flat_map(|week| week.counts.iter().map(|(name, _)| *name))
            .collect();
        series.sort_unstable();
        series.dedup();
        if series.is_empty() {
            return html! {};
        }
        let drawn = |week: &WeekShown<'_>| Bar {
            name: day_text(week.week),
            parts: series.iter().map(|one| told_of(week, one)).collect(),
        };
        let bars_drawn: Vec<Bar> = weeks.iter().map(drawn).collect();
        let names: Vec<String> = series.iter().map(|one| name(one)).collect();
        let rows = weeks.iter().rev().flat_map(|week| {
            week.counts.iter().map(|(id, count)| {
                let cells = vec![html! { bdi { (name(id)) } }, Count::of(*count).markup(self)];
                (day(week.week), cells)
            })
        });
        let columns = [PageText::LedgerWeek, column, PageText::BoardNumber];
        html! {
            h3 { (self.say(about)) }
            (bars(id, &self.say(about), &names, &bars_drawn))
            details {
                summary { (self.say(PageText::LedgerAsTable)) }
                (self.table(about, &columns, rows.collect()))
            }
        }
    }

    fn policies(&self, policies: &[PolicyShown<'_>]) -> Markup {
        let rows = policies.iter().map(|policy| {
            let places = policy.places.iter().map(|name| self.policy_place(name));
            let places: Vec<String> = places.collect();
            let title = html! {
                bdi { (shown(policy.title)) } " " bdi { "v" (policy.version) }
            };
            let cells = vec![
                html! { bdi { (shown(policy.region)) } },
                html! { (places.join(", ")) },
                self.instant(policy.from),
                self.instant(policy.until),
                self.yes(policy.in_force),
                html! { (policy.extension) },
            ];
            (title, cells)
        });
        let columns = [
            PageText::LedgerPolicy,
            PageText::LedgerRegion,
            PageText::LedgerPlaces,
            PageText::LedgerFrom,
            PageText::LedgerUntil,
            PageText::LedgerInForce,
            PageText::LedgerTerm,
        ];
        self.table(PageText::LedgerPolicies, &columns, rows.collect())
    }

    fn policy_place(&self, name: &str) -> String {
        let known = PolicyPlace::ALL
            .into_iter()
            .find(|place| place.name() == name);
        known.map_or_else(|| name.to_owned(), |place| self.wording.place(place))
    }

    /// Yes or no.
    pub(super) fn yes(&self, is_so: bool) -> Markup {
        let label = if is_so { Label::Yes } else { Label::No };
        html! { (self.wording.label(label)) }
    }

    fn changes(&self, changes: &[ChangeShown]) -> Markup {
        let rows = changes.iter().map(|change| {
            let kind = match change.is_policy {
                true => DocumentKind::Policies,
                false => DocumentKind::Rules,
            };
            let cells = vec![
                html! { (self.say(document(kind))) },
                self.instant(change.known_at),
                self.instant(change.starts_at),
                html! { (change.notice_days) },
                self.yes(change.urgent),
                self.people(change.gained),
                self.people(change.lost),
            ];
            (self.entry_link(change.index), cells)
        });
        let columns = [
            PageText::LedgerEntry,
            PageText::LedgerWhat,
            PageText::LedgerTold,
            PageText::LedgerStarts,
            PageText::LedgerNotice,
            PageText::LedgerUrgent,
            PageText::LedgerGained,
            PageText::LedgerLost,
        ];
        self.table(PageText::LedgerChanges, &columns, rows.collect())
    }

    fn filed_counts(&self, filings: FilingsShown) -> Markup {
        let count = |count: u64| Some(Count::of(count).markup(self));
        facts(
            self,
            &[
                (PageText::BoardFiled, count(filings.filed)),
                (PageText::BoardAnswered, count(filings.answered)),
                (PageText::BoardAnsweredLate, count(filings.late)),
                (PageText::BoardOverdue, count(filings.overdue)),
            ],
        )
    }

    fn keys(&self, keys: &[KeyShown<'_>]) -> Markup {
        let rows = keys.iter().map(|key| {
            let cells = vec![
                html! { bdi { (key.day) } },
                html! { (Count::of(key.signatures).markup(self)) },
                self.yes(key.ended),
            ];
            (html! { code dir="ltr" { (key.kid) } }, cells)
        });
        let columns = [
            PageText::LedgerKey,
            PageText::LedgerUntil,
            PageText::LedgerSignatures,
            PageText::LedgerEnded,
        ];
        self.table(PageText::LedgerKeys, &columns, rows.collect())
    }

    /// Entries are no people: few of them are told too.
    fn kinds(&self, kinds: &[(&str, u64)]) -> Markup {
        let most = kinds.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let rows = kinds.iter().map(|(name, count)| {
            let cell = html! { (count) " " (share(*count, most)) };
            (html! { (self.kind_named(name)) }, vec![cell])
        });
        let columns = [PageText::LedgerKind, PageText::BoardNumber];
        self.table(PageText::LedgerByKind, &columns, rows.collect())
    }
}

/// What is drawn of a count: nothing of one that is not told.
fn told_of(week: &WeekShown<'_>, name: &str) -> u64 {
    let found = week.counts.iter().find(|(one, _)| *one == name);
    match found.map(|(_, count)| Count::of(*count)) {
        Some(Count::Told(count)) => count,
        _ => 0,
    }
}
