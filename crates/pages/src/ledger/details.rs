//! What an entry tells, fact by fact.

use cleanbill_issuer::act::{ActContent, ActKind, Reason};
use cleanbill_ledger::leaf::{
    Act, Announcement, BlindedAct, Done, EndOfKey, Filing, FilingAnswer, Leaf, LeafSigner, Opening,
    Petition, Vouchers,
};
use cleanbill_wording::PageText;
use maud::{Markup, html};

use super::kind::{act, document, filing, reason, subject};
use super::{digits, hash, object};
use crate::count::Count;
use crate::frame::{Frame, day, shown};

/// Names of facts, and what they are; those that are absent are not shown.
type Facts = Vec<(PageText, Option<Markup>)>;

/// Seconds of a day.
const DAY_SECS: i64 = 86_400;

/// What a list says of an entry beside its kind: which act or document it is, and its day.
pub(super) fn headline(leaf: Option<&Leaf>) -> (Option<PageText>, Option<Markup>) {
    let on = |at: i64| i32::try_from(at.div_euclid(DAY_SECS)).ok();
    let (kind, date) = match leaf {
        Some(Leaf::Act(told)) => {
            let content = ActContent::parse(&told.content).ok();
            let kind = content.as_ref().map(|content| act(content.body.kind()));
            (kind, content.and_then(|content| on(content.at)))
        }
        Some(Leaf::BlindedAct(told)) => {
            let kind = ActKind::from_number(told.kind).map(act);
            (kind, on(told.at))
        }
        Some(Leaf::Batch(told)) => (None, Some(told.day)),
        Some(Leaf::Summary(told)) => (Some(subject(told.subject)), Some(told.day)),
        Some(Leaf::Opening(told)) => (Some(subject(told.subject)), Some(told.week)),
        Some(Leaf::SignerCounter(told)) => (None, Some(told.day)),
        Some(Leaf::Publication(told)) => (None, on(told.issued_at)),
        Some(Leaf::Document(told)) => (Some(document(told.kind)), None),
        Some(Leaf::Announcement(told)) => (Some(document(told.kind)), None),
        Some(Leaf::Filing(told)) => (None, Some(told.day)),
        Some(Leaf::FilingAnswer(told)) => (None, Some(told.day)),
        Some(Leaf::Removal(told)) => (None, Some(told.day)),
        Some(Leaf::Petition(told)) => (None, Some(told.opens)),
        Some(Leaf::Vouchers(told)) => (None, Some(told.day)),
        Some(Leaf::Signatures(told)) => (None, Some(told.day)),
        Some(Leaf::PetitionAnswer(told)) => (None, Some(told.day)),
        _ => (None, None),
    };
    (kind, date.map(day))
}

fn number(count: impl Into<u64>) -> Option<Markup> {
    let count = count.into();
    Some(html! { (count) })
}

fn text(text: &str) -> Option<Markup> {
    Some(html! { bdi { (shown(text)) } })
}

impl Frame<'_> {
    /// What an entry tells.
    pub(super) fn details(&self, leaf: &Leaf) -> Facts {
        use PageText as P;
        match leaf {
            Leaf::Batch(leaf) => vec![
                (P::LedgerDay, Some(day(leaf.day))),
                (P::LedgerPlacesNumber, number(leaf.slots)),
                (P::LedgerFile, Some(object("batch", &leaf.root))),
            ],
            Leaf::Act(leaf) => self.act(leaf),
            Leaf::BlindedAct(leaf) => self.blinded_act(leaf),
            Leaf::Summary(leaf) => vec![
                (P::LedgerSubject, self.words(subject(leaf.subject))),
                (P::LedgerDay, Some(day(leaf.day))),
                (P::LedgerTable, Some(object("object", &leaf.table))),
            ],
            Leaf::Opening(leaf) => self.opening(leaf),
            Leaf::SignerCounter(leaf) => vec![
                (P::LedgerKey, Some(digits(&leaf.kid))),
                (P::LedgerCertificate, Some(hash(&leaf.certificate))),
                (P::LedgerDay, Some(day(leaf.day))),
                (P::LedgerSignatures, number(leaf.signatures)),
            ],
            Leaf::KeyEnd(leaf) => vec![
                (P::LedgerKey, Some(digits(&leaf.kid))),
                (P::LedgerCertificate, Some(hash(&leaf.certificate))),
                (
                    P::LedgerEnd,
                    self.words(match leaf.end {
                        EndOfKey::Published => P::LedgerEndPublished,
                        EndOfKey::Destroyed => P::LedgerEndDestroyed,
                    }),
                ),
                (
                    P::LedgerFile,
                    leaf.key.as_ref().map(|key| object("object", key)),
                ),
            ],
            Leaf::Announcement(leaf) => self.announcement(leaf),
            _ => self
                .published(leaf)
                .unwrap_or_else(|| self.of_citizens(leaf)),
        }
    }

    fn words(&self, text: PageText) -> Option<Markup> {
        let text = self.say(text);
        Some(html! { (text) })
    }

    /// What is told about publications.
    fn published(&self, leaf: &Leaf) -> Option<Facts> {
        use PageText as P;
        Some(match leaf {
            Leaf::Publication(leaf) => {
                let version = format!("{}.{}", leaf.root_version, leaf.manifest_version);
                vec![
                    (P::LedgerVersion, text(&version)),
                    (P::LedgerAt, Some(self.instant(leaf.issued_at))),
                    (P::LedgerFingerprint, Some(hash(&leaf.manifest))),
                ]
            }
            Leaf::Revocations(leaf) => vec![
                (P::LedgerVersion, number(leaf.edition)),
                (
                    P::LedgerPassesNumber,
                    Some(Count::of(leaf.passes).markup(self)),
                ),
                (P::LedgerList, Some(object("object", &leaf.list))),
            ],
            Leaf::Document(leaf) => vec![
                (P::LedgerWhat, self.words(document(leaf.kind))),
                (P::LedgerFingerprint, Some(hash(&leaf.document))),
            ],
            Leaf::Release(leaf) => vec![
                (P::LedgerVersion, text(&leaf.version)),
                (P::LedgerTarget, text(&leaf.target)),
                (P::LedgerFingerprint, Some(hash(&leaf.file))),
            ],
            Leaf::Witnesses(leaf) => vec![
                (P::LedgerStarts, Some(self.instant(leaf.from))),
                (P::LedgerOldWitnesses, Some(hash(&leaf.old))),
                (P::LedgerNewWitnesses, Some(hash(&leaf.new))),
            ],
            _ => return None,
        })
    }

    /// What is told about what anybody files or signs.
    fn of_citizens(&self, leaf: &Leaf) -> Facts {
        use PageText as P;
        match leaf {
            Leaf::Filing(leaf) => self.filing_facts(leaf),
            Leaf::FilingAnswer(leaf) => self.filing_answer(leaf),
            Leaf::Removal(leaf) => vec![
                (P::LedgerFiling, Some(self.entry_link(leaf.filing))),
                (P::LedgerDay, Some(day(leaf.day))),
                (
                    P::LedgerReason,
                    Some(html! { code dir="ltr" { (leaf.reason.name()) } }),
                ),
            ],
            Leaf::Petition(leaf) => self.petition_facts(leaf),
            Leaf::Vouchers(leaf) => self.vouchers(leaf),
            Leaf::Signatures(leaf) => vec![
                (P::LedgerPetition, Some(hash(&leaf.petition))),
                (P::LedgerDay, Some(day(leaf.day))),
                (P::LedgerSignatures, number(leaf.count)),
                (P::LedgerFile, Some(object("object", &leaf.batch))),
            ],
            Leaf::PetitionAnswer(leaf) => vec![
                (P::LedgerPetition, Some(hash(&leaf.petition))),
                (P::LedgerDay, Some(day(leaf.day))),
                (P::LedgerFile, Some(object("object", &leaf.answer))),
            ],
            _ => Vec::new(),
        }
    }

    fn act(&self, leaf: &Act) -> Facts {
        let content = ActContent::parse(&leaf.content).ok();
        let content = content.as_ref();
        let kind = content.map(|content| act(content.body.kind()));
        let signers = leaf.approvals.iter();
        let signers = signers.map(|one| (one.officer, one.office.as_str()));
        vec![
            (
                PageText::LedgerAct,
                self.words(kind.unwrap_or(PageText::LedgerActOther)),
            ),
            (
                PageText::LedgerAt,
                content.map(|content| self.instant(content.at)),
            ),
            (
                PageText::LedgerRegion,
                content.and_then(|content| text(&content.region)),
            ),
            (PageText::LedgerSigned, Some(self.signers(signers))),
        ]
    }

    fn blinded_act(&self, leaf: &BlindedAct) -> Facts {
        let kind = ActKind::from_number(leaf.kind).map_or(PageText::LedgerActOther, act);
        let why = leaf.reason.and_then(Reason::from_number);
        let signers = leaf.signers.iter();
        let signers = signers.map(|one: &LeafSigner| (one.officer, one.office.as_str()));
        vec![
            (PageText::LedgerAct, self.words(kind)),
            (
                PageText::LedgerReason,
                why.and_then(|why| self.words(reason(why))),
            ),
            (PageText::LedgerAt, Some(self.instant(leaf.at))),
            (PageText::LedgerRegion, text(&leaf.region)),
            (PageText::LedgerSigned, Some(self.signers(signers))),
        ]
    }

    /// Officers have numbers here and no names.
    fn signers<'s>(&self, signers: impl Iterator<Item = (i64, &'s str)>) -> Markup {
        html! {
            ul.plain {
                @for (officer, office) in signers {
                    li {
                        bdi { (shown(office)) } ", " (self.say(PageText::LedgerOfficer)) " "
                        bdi { (officer) }
                    }
                }
            }
        }
    }

    fn opening(&self, leaf: &Opening) -> Facts {
        let sums = html! {
            ul.plain {
                @for sum in &leaf.sums {
                    li {
                        bdi { (shown(sum.region.as_deref().unwrap_or("–"))) }
                        " · " bdi { (sum.what) } ": "
                        strong { (Count::of(sum.total).markup(self)) }
                    }
                }
            }
        };
        vec![
            (PageText::LedgerSubject, self.words(subject(leaf.subject))),
            (PageText::LedgerWeek, Some(day(leaf.week))),
            (PageText::LedgerSums, Some(sums)),
        ]
    }

    fn announcement(&self, leaf: &Announcement) -> Facts {
        let urgent = leaf.urgent.then(|| self.yes(true));
        vec![
            (PageText::LedgerWhat, self.words(document(leaf.kind))),
            (PageText::LedgerStarts, Some(self.instant(leaf.starts_at))),
            (PageText::LedgerUrgent, urgent),
            (PageText::LedgerGained, Some(self.people(leaf.gained))),
            (PageText::LedgerLost, Some(self.people(leaf.lost))),
            (PageText::LedgerFingerprint, Some(hash(&leaf.document))),
        ]
    }

    /// A count of people that is told, or is below ten.
    pub(super) fn people(&self, count: Option<u64>) -> Markup {
        count.map_or(Count::Below, Count::of).markup(self)
    }

    fn filing_facts(&self, leaf: &Filing) -> Facts {
        let region = leaf.region.as_deref();
        let to = match region {
            Some(region) => text(region),
            None => self.words(PageText::FileToAuthority),
        };
        vec![
            (PageText::LedgerClass, self.words(filing(leaf.class))),
            (PageText::FileTo, to),
            (PageText::FollowFiled, Some(day(leaf.day))),
            (PageText::FiledDue, Some(day(leaf.due))),
            (PageText::LedgerFingerprint, Some(hash(&leaf.commitment))),
        ]
    }

    fn filing_answer(&self, leaf: &FilingAnswer) -> Facts {
        let (step, due, answer) = match &leaf.done {
            Done::Answered(answer) => (PageText::LedgerAnswered, None, Some(hash(answer))),
            Done::Extended { due, .. } => (PageText::LedgerExtended, Some(day(*due)), None),
        };
        vec![
            (PageText::LedgerFiling, Some(self.entry_link(leaf.filing))),
            (PageText::LedgerDay, Some(day(leaf.day))),
            (PageText::LedgerStep, self.words(step)),
            (PageText::FiledDue, due),
            (PageText::LedgerFingerprint, answer),
        ]
    }

    fn petition_facts(&self, leaf: &Petition) -> Facts {
        let threshold = leaf.thresholds.first();
        vec![
            (PageText::PetitionOpens, Some(day(leaf.opens))),
            (PageText::PetitionUntil, Some(day(leaf.closes))),
            (
                PageText::PetitionThreshold,
                threshold.and_then(|one| number(one.signatures)),
            ),
            (PageText::LedgerEpoch, number(leaf.epoch)),
            (PageText::LedgerFile, Some(object("object", &leaf.text))),
        ]
    }

    fn vouchers(&self, leaf: &Vouchers) -> Facts {
        let regions = html! {
            ul.plain {
                @for one in &leaf.regions {
                    li {
                        bdi { (shown(&one.region)) } ": "
                        (self.say(PageText::LedgerIssued)) " ≤ " (one.issued_max) ", "
                        (self.say(PageText::LedgerExchanged)) " ≤ " (one.exchanged_max)
                    }
                }
            }
        };
        vec![
            (PageText::LedgerEpoch, number(leaf.epoch)),
            (PageText::LedgerDay, Some(day(leaf.day))),
            (PageText::LedgerRegion, Some(regions)),
        ]
    }
}
