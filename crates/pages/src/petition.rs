//! Petitions: all of them, one of them, and signing it.

use cleanbill_redress::petition::Phase;
use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::Problem;
use crate::filing::region;
use crate::form::{Field, facts, form};
use crate::frame::{Frame, Head, Place, day, shown, written};
use crate::petition_answer::Answering;
use crate::problem::Kept;

/// Longest signature that is pasted, in characters.
const SIGNATURE_MAX_CHARS: usize = 4_096;

/// A petition as everybody sees it.
#[derive(Debug, Clone, Copy)]
pub struct PetitionShown<'a> {
    /// Its name in addresses, hexadecimal.
    pub id: &'a str,
    /// Its text: the first line is its title.
    pub text: &'a str,
    /// Regions whose people may sign; empty for all.
    pub regions: &'a [String],
    /// First day, days since 1970-01-01.
    pub opens: i32,
    /// Last day.
    pub closes: i32,
    /// How far it is.
    pub phase: Phase,
    /// Signatures that were released.
    pub signatures: u64,
    /// From how many on an answer is owed.
    pub threshold: u64,
    /// Whether fewer people can sign it than a signature hides among.
    pub is_small_group: bool,
    /// Where the answer stands.
    pub answering: Answering<'a>,
}

/// What was filled in before, and why it comes back.
#[derive(Debug, Clone, Copy, Default)]
pub struct SignForm<'a> {
    /// The signature.
    pub signature: &'a str,
    /// Why it comes back.
    pub problem: Option<Problem<'a>>,
}

impl PetitionShown<'_> {
    pub(crate) fn title(&self) -> &str {
        let title = self.text.trim_start().lines().next();
        title.unwrap_or(self.id)
    }

    /// What follows the title.
    fn rest(&self) -> &str {
        let rest = self.text.trim_start().split_once('\n');
        rest.map_or("", |(_, rest)| rest.trim())
    }

    pub(crate) fn path(&self) -> String {
        format!("{}/{}", Place::Petitions.path(), self.id)
    }
}

const fn state(phase: Phase) -> PageText {
    match phase {
        Phase::Announced => PageText::PetitionStateAnnounced,
        Phase::Open => PageText::PetitionStateOpen,
        Phase::Closed => PageText::PetitionStateClosed,
    }
}

impl Frame<'_> {
    /// All petitions.
    #[must_use]
    pub fn petitions(&self, petitions: &[PetitionShown<'_>]) -> String {
        let content = html! {
            @if petitions.is_empty() {
                p { (self.say(PageText::PetitionsNone)) }
            }
            ul.ways {
                @for petition in petitions {
                    li {
                        h2 dir="auto" {
                            a href=(self.link(&petition.path())) { (shown(petition.title())) }
                        }
                        p { (self.say(state(petition.phase))) }
                        (self.standing(petition))
                    }
                }
            }
            p { (self.say(PageText::PetitionRecount)) }
        };
        self.page(&self.say(PageText::PetitionsTitle), &content)
    }

    fn standing(&self, petition: &PetitionShown<'_>) -> Markup {
        let full = petition.threshold.max(1);
        let share = petition.signatures.min(full);
        let signatures = html! {
            (petition.signatures) " "
            progress value=(share) max=(full) aria-hidden="true" {}
        };
        let regions = (!petition.regions.is_empty()).then(|| {
            html! {
                @for (index, name) in petition.regions.iter().enumerate() {
                    @if index > 0 { " · " }
                    (region(name))
                }
            }
        });
        facts(
            self,
            &[
                (PageText::PetitionSignatures, Some(signatures)),
                (
                    PageText::PetitionThreshold,
                    Some(html! { (petition.threshold) }),
                ),
                (PageText::PetitionOpens, Some(day(petition.opens))),
                (PageText::PetitionUntil, Some(day(petition.closes))),
                (PageText::PetitionRegion, regions),
            ],
        )
    }

    /// One petition, with the form to sign it while it is open.
    #[must_use]
    pub fn petition(&self, petition: &PetitionShown<'_>, filled: &SignForm<'_>) -> String {
        let is_open = petition.phase == Phase::Open;
        let fields: &[&str] = if is_open { &["signature"] } else { &[] };
        let problem = filled.problem.map(|problem| problem.among(fields));
        let problem = problem.as_ref();
        let content = html! {
            (self.summary(problem, Kept::All))
            (written(petition.rest()))
            p.state { (self.say(state(petition.phase))) }
            (self.standing(petition))
            (self.answering(&petition.answering))
            @if petition.is_small_group {
                p.warning { (self.say(PageText::PetitionSmall)) }
            }
            @if is_open {
                (self.sign_form(petition, filled.signature, problem))
            }
            (self.recount(petition.id))
        };
        let path = petition.path();
        self.page_of(
            Head {
                title: petition.title(),
                path: &path,
                is_problem: problem.is_some(),
            },
            &content,
        )
    }

    fn sign_form(
        &self,
        petition: &PetitionShown<'_>,
        signature: &str,
        problem: Option<&Problem<'_>>,
    ) -> Markup {
        let label = PageText::SignSignature;
        let signature = Field::new("signature", label, signature, problem).required();
        html! {
            h2 { (self.say(PageText::SignTitle)) }
            p { (self.say(PageText::SignIntro)) }
            pre.keep tabindex="0" dir="ltr" { "cleanbill petition sign" }
            (form(self, &petition.path(), false, PageText::Send,
                &signature.lines(self, SIGNATURE_MAX_CHARS)))
        }
    }

    /// Where the proofs lie, and how anybody counts them.
    fn recount(&self, id: &str) -> Markup {
        html! {
            h2 { (self.say(PageText::PetitionRecount)) }
            p { (self.say(PageText::PetitionProof)) }
            pre.keep tabindex="0" dir="ltr" {
                "cleanbill petition count LEDGER --petition " (id)
            }
        }
    }

    /// A signature was taken.
    #[must_use]
    pub fn signed(&self) -> String {
        let content = html! {
            p.state role="status" { (self.say(PageText::SignTaken)) }
            p { (self.say(PageText::PetitionRecount)) }
        };
        self.page(&self.say(PageText::SignTitle), &content)
    }
}
