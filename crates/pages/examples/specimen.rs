//! Writes pages in all languages to a folder, to be looked at: `specimen FOLDER`.
#![allow(clippy::unwrap_used, reason = "it is for looking, and does not ship")]

use std::path::Path;

use cleanbill_pages::{
    AppealForm, AppealShown, Board, Count, DecisionShown, Filed, FilingCount, FilingForm,
    FilingShown, Frame, PetitionShown, Place, Problem, STYLE, TextShown,
};
use cleanbill_redress::case::{Author, CaseKind, CaseState, Finding, Outcome};
use cleanbill_redress::petition::Phase;
use cleanbill_wording::{Language, Wording};

const RECEIPT: &str = "c2sp.org/tlog-proof@v1\nextra AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n\
    index 4711\nTm90aGluZyBpcyBwcm92ZW4gYnkgdGhpcyBzcGVjaW1lbi4=\n\nledger.example/demonstration\n4712\n";

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for language in Language::ALL {
        let wording = Wording::new(language);
        for (name, page) in pages(&wording) {
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
    });
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
            at(Place::File).file(&FilingForm { regions: &regions }),
        ),
        (
            "filed",
            at(Place::File).filed(&Filed {
                code: "4F7K-Q0RM-9ZXA-31TB",
                due: 20_810,
                receipt: Some(RECEIPT),
            }),
        ),
        ("follow", at(Place::Follow).follow_unknown()),
        ("overdue", at(Place::Follow).filing(&filing)),
        (
            "petitions",
            at(Place::Petitions).petitions(&[first, second]),
        ),
        ("petition", at(Place::Petitions).petition(&first)),
        (
            "appeal",
            at(Place::Appeal).appeal(&AppealForm {
                kinds: CaseKind::ALL,
            }),
        ),
        (
            "appealed",
            at(Place::Appeal).appealed(&case, Some("4F7K-Q0RM")),
        ),
        (
            "board",
            at(Place::Board).board(&Board {
                appeals_overdue: Count::of(4),
                filings: &filings,
            }),
        ),
        (
            "problem",
            at(Place::File).problem(&Problem {
                code: "filing.too-large",
                sentence: "the document is larger than 4 MB",
                remedy: "File its fingerprint instead, or a smaller copy",
            }),
        ),
    ]
}
