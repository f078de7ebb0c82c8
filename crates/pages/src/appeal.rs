//! Appeals: filing one, and what came of it.

use cleanbill_redress::case::{Author, CaseKind, CaseState, Finding, Outcome};
use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::Problem;
use crate::form::{Field, facts, form};
use crate::frame::{Frame, Place, day, verbatim, written};
use crate::problem::Kept;

/// Longest grounds, in characters: as many as there are bytes in the longest that are taken.
const GROUNDS_MAX_CHARS: usize = 16_384;
/// Longest code or slip that is read.
const CODE_MAX_CHARS: usize = 4_096;

/// What can be appealed against on this page.
#[derive(Debug, Clone, Copy)]
pub struct AppealForm<'a> {
    /// The kinds that can be filed with nothing but a code or slip.
    pub kinds: &'a [CaseKind],
    /// The kind that was chosen before, by name.
    pub kind: &'a str,
    /// The code or slip that was filled in before.
    pub code: &'a str,
    /// The grounds that were filled in before.
    pub grounds: &'a str,
    /// Why it comes back.
    pub problem: Option<Problem<'a>>,
}

/// A decision as who appealed sees it.
#[derive(Debug, Clone, Copy)]
pub struct DecisionShown<'a> {
    /// What was decided.
    pub outcome: Outcome,
    /// Why.
    pub findings: &'a [Finding],
    /// When, days since 1970-01-01.
    pub day: i32,
}

/// A text of a case.
#[derive(Debug, Clone, Copy)]
pub struct TextShown<'a> {
    /// Who wrote it.
    pub author: Author,
    /// What.
    pub text: &'a str,
}

/// A case as who filed it sees it.
#[derive(Debug, Clone, Copy)]
pub struct AppealShown<'a> {
    /// What it is against.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// When it was filed, days since 1970-01-01.
    pub filed: i32,
    /// By when it is decided.
    pub due: i32,
    /// Whether it is overdue.
    pub is_overdue: bool,
    /// What was decided.
    pub decision: Option<DecisionShown<'a>>,
    /// What was written in it.
    pub texts: &'a [TextShown<'a>],
}

pub(crate) const fn kind(kind: CaseKind) -> PageText {
    match kind {
        CaseKind::Act => PageText::CaseAct,
        CaseKind::Refusal => PageText::CaseRefusal,
        CaseKind::Look => PageText::CaseLook,
        CaseKind::Door => PageText::CaseDoor,
    }
}

const fn state(state: CaseState) -> PageText {
    match state {
        CaseState::Filed => PageText::CaseFiled,
        CaseState::Extended => PageText::CaseExtended,
        CaseState::Joined => PageText::CaseJoined,
        CaseState::Decided => PageText::CaseDecided,
        CaseState::Withdrawn => PageText::CaseWithdrawn,
        CaseState::Lapsed => PageText::CaseLapsed,
        CaseState::Settled => PageText::CaseSettled,
    }
}

const fn outcome(outcome: Outcome) -> PageText {
    match outcome {
        Outcome::Upheld => PageText::OutcomeUpheld,
        Outcome::Partly => PageText::OutcomePartly,
        Outcome::Dismissed => PageText::OutcomeDismissed,
        Outcome::Inadmissible => PageText::OutcomeInadmissible,
    }
}

const fn finding(finding: Finding) -> PageText {
    match finding {
        Finding::FactsWrong => PageText::FindingFactsWrong,
        Finding::NoEvidence => PageText::FindingNoEvidence,
        Finding::WrongPerson => PageText::FindingWrongPerson,
        Finding::NoBasis => PageText::FindingNoBasis,
        Finding::NotProportionate => PageText::FindingNotProportionate,
        Finding::ProcedureBroken => PageText::FindingProcedureBroken,
        Finding::RuleMisapplied => PageText::FindingRuleMisapplied,
        Finding::NoPurpose => PageText::FindingNoPurpose,
        Finding::CourtForAppellant => PageText::FindingCourtForAppellant,
        Finding::FactsProven => PageText::FindingFactsProven,
        Finding::BasisCarries => PageText::FindingBasisCarries,
        Finding::ProcedureKept => PageText::FindingProcedureKept,
        Finding::RuleApplied => PageText::FindingRuleApplied,
        Finding::PurposeProven => PageText::FindingPurposeProven,
        Finding::CourtAgainstAppellant => PageText::FindingCourtAgainstAppellant,
    }
}

impl Frame<'_> {
    /// The form for an appeal.
    #[must_use]
    pub fn appeal(&self, filled: &AppealForm<'_>) -> String {
        let problem = filled.problem;
        let problem = problem.map(|problem| problem.among(&["kind", "code", "grounds"]));
        let problem = problem.as_ref();
        let field = |name, label, value| Field::new(name, label, value, problem).required();
        let kinds = filled.kinds.iter();
        let kinds: Vec<_> = kinds
            .map(|one| (one.name(), self.say(kind(*one))))
            .collect();
        let code = field("code", PageText::AppealCode, filled.code);
        let grounds = field("grounds", PageText::AppealGrounds, filled.grounds);
        let fields = html! {
            (field("kind", PageText::AppealKind, filled.kind).choice(self, &kinds))
            (code.hinted(PageText::AppealCodeHint).lines(self, CODE_MAX_CHARS))
            (grounds.hinted(PageText::AppealGroundsHint).lines(self, GROUNDS_MAX_CHARS))
        };
        let content = html! {
            (self.summary(problem, Kept::All))
            p.lead { (self.say(PageText::AppealIntro)) }
            (form(self, Place::Appeal.path(), false, PageText::Send, &fields))
        };
        self.form_page(&self.say(PageText::AppealTitle), problem, &content)
    }

    /// An appeal, where it stands and what was decided. With its `code`, it can be taken back.
    #[must_use]
    pub fn appealed(&self, case: &AppealShown<'_>, code: Option<&str>) -> String {
        let due = case.state.is_open().then(|| day(case.due));
        let content = html! {
            p.state.overdue[case.is_overdue] role="status" { (self.say(state(case.state))) }
            (facts(self, &[
                (PageText::AppealKind, Some(html! { (self.say(kind(case.kind))) })),
                (PageText::FollowFiled, Some(day(case.filed))),
                (PageText::FiledDue, due),
            ]))
            @if let Some(decision) = &case.decision {
                (self.decision(decision))
            }
            @for text in case.texts {
                h2 {
                    @match text.author {
                        Author::Appellant => (self.say(PageText::AppealGrounds)),
                        Author::Reviewer => (self.say(PageText::FollowAnswer)),
                    }
                }
                (written(text.text))
            }
            @if let Some(code) = code {
                h2 { (self.say(PageText::FiledCode)) }
                (verbatim(code))
                p { (self.say(PageText::FiledCodeHint)) }
                @if case.state.is_open() {
                    (self.withdrawal(code))
                }
            }
        };
        self.page(&self.say(PageText::AppealTitle), &content)
    }

    fn withdrawal(&self, code: &str) -> Markup {
        let code = html! { input type="hidden" name="code" value=(code); };
        form(
            self,
            "/public/appeal/withdraw",
            false,
            PageText::AppealWithdraw,
            &code,
        )
    }

    fn decision(&self, decision: &DecisionShown<'_>) -> Markup {
        html! {
            h2 { (self.say(outcome(decision.outcome))) }
            (facts(self, &[(PageText::FollowAnswered, Some(day(decision.day)))]))
            h3 { (self.say(PageText::Findings)) }
            ul {
                @for one in decision.findings {
                    li { (self.say(finding(*one))) }
                }
            }
        }
    }
}
