//! Petitions: all of them, one of them, and signing it.

use cleanbill_redress::petition::Phase;
use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::filing::region;
use crate::form::{Field, facts, form};
use crate::frame::{Frame, Place, day, shown, written};

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
}

impl PetitionShown<'_> {
    fn title(&self) -> &str {
        let title = self.text.trim_start().lines().next();
        title.unwrap_or(self.id)
    }

    /// What follows the title.
    fn rest(&self) -> &str {
        let rest = self.text.trim_start().split_once('\n');
        rest.map_or("", |(_, rest)| rest.trim())
    }

    fn path(&self) -> String {
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
                    @if index > 0 { ", " }
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
    pub fn petition(&self, petition: &PetitionShown<'_>) -> String {
        let signature = Field {
            name: "signature",
            label: PageText::SignSignature,
            hint: None,
            is_required: true,
        };
        let content = html! {
            (written(petition.rest()))
            p.state { (self.say(state(petition.phase))) }
            (self.standing(petition))
            @if petition.phase == Phase::Open {
                h2 { (self.say(PageText::SignTitle)) }
                p { (self.say(PageText::SignIntro)) }
                pre.keep tabindex="0" dir="ltr" { "cleanbill petition sign" }
                (form(self, &petition.path(), false, PageText::Send,
                    &signature.lines(self, SIGNATURE_MAX_CHARS)))
            }
            p { (self.say(PageText::PetitionRecount)) }
            pre.keep tabindex="0" dir="ltr" {
                "cleanbill petition count URL --petition " (petition.id)
            }
        };
        self.page(petition.title(), &content)
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
