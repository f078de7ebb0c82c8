//! Writes pages in all languages to a folder, to be looked at: `specimen FOLDER`.
#![allow(clippy::unwrap_used, reason = "it is for looking, and does not ship")]

use std::path::Path;

use cleanbill_pages::{
    Answering, AppealCounts, AppealForm, AppealShown, Board, Count, DecisionShown, EndedCount,
    Filed, FilingCount, FilingFilled, FilingForm, FilingShown, Frame, OpenCount, PetitionShown,
    Place, Problem, STYLE, SignForm, TextShown,
};
use cleanbill_redress::case::{Author, CaseKind, CaseState, Finding, Outcome};
use cleanbill_redress::petition::Phase;
use cleanbill_wording::{Language, Trouble, Wording};

#[path = "../tests/pages/ledger.rs"]
mod ledger;

const RECEIPT: &str = "c2sp.org/tlog-proof@v1\nextra AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n\
    index 4711\nTm90aGluZyBpcyBwcm92ZW4gYnkgdGhpcyBzcGVjaW1lbi4=\n\nledger.example/demonstration\n4712\n";

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for language in Language::ALL {
        let wording = Wording::new(language);
        let pages = pages(&wording).into_iter();
        let pages = pages.map(|(name, page)| (name.to_owned(), page));
        for (name, page) in pages.chain(ledger::pages(&wording, "Clinic A")) {
            let style = format!("<style>{STYLE}</style>");
            let link = "<link rel=\"stylesheet\" href=\"/public/style.css\">";
            let name = format!("{name}-{}.html", language.tag());
            std::fs::write(folder.join(name), page.replace(link, &style)).unwrap();
        }
    }
}

fn pages(wording: &Wording) -> Vec<(&'static str, String)> {
    let at = |place| Frame { wording, place };
    let regions = ["North".to_owned(), "South".to_owned()];
    let petition = |text, signatures| PetitionShown {
        id: "5e4c0f",
        text,
        regions: &regions,
        opens: 20_780,
        closes: 20_840,
        phase: Phase::Open,
        signatures,
        threshold: 100_000,
        is_small_group: signatures < 100,
        answering: Answering::default(),
    };
    let first = petition(
        "Answer appeals within a week\n\nThirty days are a long time.",
        41_233,
    );
    let second = petition("أعيدوا فتح المكتبة\n\nمن أجل الجميع.", 12);
    let findings = [Finding::NoEvidence, Finding::ProcedureBroken];
    let texts = [
        TextShown {
            author: Author::Appellant,
            text: "I was ill in May, not in March.\nThe paper says so.",
        },
        TextShown {
            author: Author::Reviewer,
            text: "The paper is right.",
        },
    ];
    let case = AppealShown {
        kind: CaseKind::Act,
        state: CaseState::Decided,
        filed: 20_780,
        due: 20_810,
        is_overdue: false,
        decision: Some(DecisionShown {
            outcome: Outcome::Upheld,
            findings: &findings,
            day: 20_790,
        }),
        texts: &texts,
    };
    let filings = [None, Some("North")].map(|region| FilingCount {
        region,
        filed: Count::of(1_211),
        overdue: Count::of(17),
        answered: Count::of(902),
        late: Count::of(3),
    });
    let open = [0, 1, 9].map(|age_band| OpenCount {
        kind: CaseKind::Act,
        age_band,
        count: Count::of(40),
    });
    let ended = [
        (CaseState::Decided, Some(Outcome::Upheld)),
        (CaseState::Decided, Some(Outcome::Inadmissible)),
        (CaseState::Lapsed, None),
    ]
    .map(|(state, outcome)| EndedCount {
        kind: CaseKind::Door,
        state,
        outcome,
        count: Count::of(17),
    });
    let problem = |trouble, field, again_secs| Problem {
        code: "filing.text",
        trouble,
        field,
        again_secs,
    };
    let long = "We have waited for an answer since March.\n".repeat(30);
    let unknown = problem(Trouble::Code, Some("code"), None);
    let empty_board = Board {
        appeals: AppealCounts {
            overdue: Count::of(0),
            late: Count::of(0),
            open: &[],
            ended: &[],
        },
        filings: &[],
        petitions: &[],
    };
    let appeal_form = AppealForm {
        kinds: CaseKind::ALL,
        kind: "",
        code: "",
        grounds: "",
        problem: None,
    };
    let filing = FilingShown {
        filed: 20_700,
        due: 20_730,
        is_extended: true,
        is_overdue: true,
        answer: None,
        receipt: Some(RECEIPT),
    };
    vec![
        ("home", at(Place::Home).home()),
        (
            "file",
            at(Place::File).file(&FilingForm {
                regions: &regions,
                filled: FilingFilled::default(),
                problem: None,
            }),
        ),
        (
            "file-again",
            at(Place::File).file(&FilingForm {
                regions: &regions,
                filled: FilingFilled {
                    to: "South",
                    text: &long,
                    had_document: true,
                    ..FilingFilled::default()
                },
                problem: Some(problem(Trouble::Text, Some("text"), None)),
            }),
        ),
        (
            "filed",
            at(Place::File).filed(&Filed {
                code: "4F7K-Q0RM-9ZXA-31TB",
                due: 20_810,
                receipt: Some(RECEIPT),
            }),
        ),
        ("follow", at(Place::Follow).follow("", None)),
        (
            "follow-again",
            at(Place::Follow).follow("4F7K-Q0RM", Some(&unknown)),
        ),
        ("overdue", at(Place::Follow).filing(&filing)),
        (
            "petitions",
            at(Place::Petitions).petitions(&[first, second]),
        ),
        (
            "petition",
            at(Place::Petitions).petition(&first, &SignForm::default()),
        ),
        (
            "petition-again",
            at(Place::Petitions).petition(
                &second,
                &SignForm {
                    signature: "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA",
                    problem: Some(problem(Trouble::Signature, Some("signature"), None)),
                },
            ),
        ),
        ("petitions-none", at(Place::Petitions).petitions(&[])),
        ("appeal", at(Place::Appeal).appeal(&appeal_form)),
        (
            "appeal-again",
            at(Place::Appeal).appeal(&AppealForm {
                kind: "door",
                code: "policy",
                grounds: &long,
                problem: Some(problem(Trouble::Slip, Some("code"), None)),
                ..appeal_form
            }),
        ),
        (
            "appealed",
            at(Place::Appeal).appealed(&case, Some("4F7K-Q0RM")),
        ),
        (
            "board",
            at(Place::Board).board(&Board {
                appeals: AppealCounts {
                    overdue: Count::of(4),
                    late: Count::of(30),
                    open: &open,
                    ended: &ended,
                },
                filings: &filings,
                petitions: &[first, second],
            }),
        ),
        ("board-empty", at(Place::Board).board(&empty_board)),
        (
            "problem",
            at(Place::File).problem(&problem(Trouble::TooMuch, None, Some(17))),
        ),
    ]
}
