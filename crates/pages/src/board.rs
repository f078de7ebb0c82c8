//! The public counts.

use cleanbill_redress::case::{CaseKind, CaseState, Outcome};
use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::appeal::kind;
use crate::count::Count;
use crate::filing::region;
use crate::form::facts;
use crate::frame::{Frame, day, shown};
use crate::petition::PetitionShown;

/// Days in a band of ages.
const BAND_DAYS: u32 = 15;
/// The last band has no end.
const BAND_LAST: u8 = 9;

/// Submissions to a region, or to the whole authority.
#[derive(Debug, Clone, Copy)]
pub struct FilingCount<'a> {
    /// The region; `None` for the whole authority.
    pub region: Option<&'a str>,
    /// How many there are.
    pub filed: Count,
    /// How many wait too long for their answer.
    pub overdue: Count,
    /// How many were answered.
    pub answered: Count,
    /// How many of these too late.
    pub late: Count,
}

/// Open appeals of a kind and an age.
#[derive(Debug, Clone, Copy)]
pub struct OpenCount {
    /// What they are against.
    pub kind: CaseKind,
    /// How old: in bands of 15 days, from 0; 9 has no end.
    pub age_band: u8,
    /// How many.
    pub count: Count,
}

/// Appeals of a kind that ended in one way.
#[derive(Debug, Clone, Copy)]
pub struct EndedCount {
    /// What they were against.
    pub kind: CaseKind,
    /// How they ended.
    pub state: CaseState,
    /// What was decided.
    pub outcome: Option<Outcome>,
    /// How many.
    pub count: Count,
}

/// All counts of appeals.
#[derive(Debug, Clone, Copy)]
pub struct AppealCounts<'a> {
    /// Open past their date.
    pub overdue: Count,
    /// Decided past their date, or never.
    pub late: Count,
    /// Open ones; what is below ten is left out.
    pub open: &'a [OpenCount],
    /// Those that ended; what is below ten is left out.
    pub ended: &'a [EndedCount],
}

/// All counts.
#[derive(Debug, Clone, Copy)]
pub struct Board<'a> {
    /// Appeals.
    pub appeals: AppealCounts<'a>,
    /// Submissions by addressee.
    pub filings: &'a [FilingCount<'a>],
    /// Petitions.
    pub petitions: &'a [PetitionShown<'a>],
}

/// How a case ended, in a table.
const fn end(state: CaseState, outcome: Option<Outcome>) -> PageText {
    match (outcome, state) {
        (Some(Outcome::Upheld), _) => PageText::BoardUpheld,
        (Some(Outcome::Partly), _) => PageText::BoardPartly,
        (Some(Outcome::Dismissed), _) => PageText::BoardDismissed,
        (Some(Outcome::Inadmissible), _) => PageText::BoardInadmissible,
        (None, CaseState::Withdrawn) => PageText::BoardWithdrawn,
        (None, CaseState::Lapsed) => PageText::BoardLapsed,
        (None, CaseState::Settled) => PageText::BoardSettled,
        (None, CaseState::Decided) => PageText::CaseDecided,
        (None, CaseState::Filed | CaseState::Extended | CaseState::Joined) => PageText::BoardOpen,
    }
}

/// Days, from the first to the last of a band.
fn days(band: u8) -> Markup {
    let from = u32::from(band) * BAND_DAYS;
    html! {
        bdi dir="ltr" {
            @if band < BAND_LAST {
                (from) "–" (from + BAND_DAYS - 1)
            } @else {
                "≥ " (from)
            }
        }
    }
}

impl Frame<'_> {
    /// The public counts.
    #[must_use]
    pub fn board(&self, board: &Board<'_>) -> String {
        let content = html! {
            p.lead { (self.say(PageText::BoardIntro)) }
            h2 { (self.say(PageText::BoardCases)) }
            (self.appeal_counts(&board.appeals))
            h2 { (self.say(PageText::BoardFilings)) }
            (self.filing_counts(board.filings))
            h2 { (self.say(PageText::PetitionsTitle)) }
            (self.petition_counts(board.petitions))
            p { (self.say(PageText::PetitionRecount)) }
        };
        self.page(&self.say(PageText::BoardTitle), &content)
    }

    pub(crate) fn appeal_counts(&self, counts: &AppealCounts<'_>) -> Markup {
        let kind = |one| html! { (self.say(kind(one))) };
        let open = counts.open.iter().map(|cell| {
            let count = cell.count.markup(self);
            (kind(cell.kind), vec![days(cell.age_band), count])
        });
        let ended = counts.ended.iter().map(|cell| {
            let end = html! { (self.say(end(cell.state, cell.outcome))) };
            (kind(cell.kind), vec![end, cell.count.markup(self)])
        });
        let [against, number] = [PageText::BoardAgainst, PageText::BoardNumber];
        let by_age = [against, PageText::BoardAge, number];
        let by_end = [against, PageText::BoardEnd, number];
        html! {
            (facts(self, &[
                (PageText::BoardOverdue, Some(counts.overdue.markup(self))),
                (PageText::BoardLate, Some(counts.late.markup(self))),
            ]))
            h3 { (self.say(PageText::BoardOpen)) }
            (self.table(PageText::BoardOpen, &by_age, open.collect()))
            h3 { (self.say(PageText::BoardEnded)) }
            (self.table(PageText::BoardEnded, &by_end, ended.collect()))
        }
    }

    fn filing_counts(&self, counts: &[FilingCount<'_>]) -> Markup {
        let rows = counts.iter().map(|row| {
            let name = match row.region {
                Some(name) => region(name),
                None => html! { (self.say(PageText::FileToAuthority)) },
            };
            let counts = [row.filed, row.overdue, row.answered, row.late];
            (name, counts.map(|count| count.markup(self)).into())
        });
        let columns = [
            PageText::BoardPlace,
            PageText::BoardFiled,
            PageText::BoardOverdue,
            PageText::BoardAnswered,
            PageText::BoardAnsweredLate,
        ];
        self.table(PageText::BoardFilings, &columns, rows.collect())
    }

    fn petition_counts(&self, petitions: &[PetitionShown<'_>]) -> Markup {
        let rows = petitions.iter().map(|petition| {
            let name = html! {
                bdi { a href=(self.link(&petition.path())) { (shown(petition.title())) } }
            };
            let counts = vec![
                html! { (petition.signatures) },
                html! { (petition.threshold) },
                day(petition.closes),
            ];
            (name, counts)
        });
        let columns = [
            PageText::PetitionsTitle,
            PageText::PetitionSignatures,
            PageText::PetitionThreshold,
            PageText::PetitionUntil,
        ];
        self.table(PageText::PetitionsTitle, &columns, rows.collect())
    }

    /// A table, which scrolls by itself where the page is narrow.
    pub(crate) fn table(
        &self,
        name: PageText,
        columns: &[PageText],
        rows: Vec<(Markup, Vec<Markup>)>,
    ) -> Markup {
        html! {
            @if rows.is_empty() {
                p { (self.say(PageText::BoardNone)) }
            } @else {
                div.scrolls tabindex="0" role="group" aria-label=(self.say(name)) {
                    table {
                        thead {
                            tr {
                                @for column in columns {
                                    th scope="col" { (self.say(*column)) }
                                }
                            }
                        }
                        tbody {
                            @for (name, cells) in rows {
                                tr {
                                    th scope="row" { (name) }
                                    @for cell in cells { td { (cell) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
