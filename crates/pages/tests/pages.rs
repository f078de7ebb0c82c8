//! Every page in every language: whole, tied together, and deaf to what is written into it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use cleanbill_pages::{
    AppealForm, AppealShown, Board, Count, DecisionShown, Filed, FilingCount, FilingForm,
    FilingShown, Frame, PetitionShown, Place, Problem, TextShown,
};
use cleanbill_redress::case::{Author, CaseKind, CaseState, Finding, Outcome};
use cleanbill_redress::petition::Phase;
use cleanbill_wording::{Language, Wording};

/// What somebody hostile writes wherever something can be written.
const HOSTILE: &str =
    "<script>alert(1)</script><img src=//x onerror=1>\" onclick=\"x' &lt; \u{202E}gnp.exe\u{2066}";

/// All pages, with `text` wherever somebody's text stands.
fn pages(wording: &Wording, text: &str) -> Vec<String> {
    let at = |place| Frame { wording, place };
    let regions = [text.to_owned()];
    let petition = PetitionShown {
        id: "00ff",
        text,
        regions: &regions,
        opens: 20_000,
        closes: 20_030,
        phase: Phase::Open,
        signatures: 41,
        threshold: 100_000,
    };
    let filing = FilingShown {
        filed: 20_000,
        due: 20_030,
        is_extended: false,
        is_overdue: false,
        answer: None,
        receipt: Some(text),
    };
    let answered = FilingShown {
        answer: Some((20_010, text)),
        ..filing
    };
    let overdue = FilingShown {
        is_overdue: true,
        ..filing
    };
    let texts = [TextShown {
        author: Author::Reviewer,
        text,
    }];
    let case = AppealShown {
        kind: CaseKind::Act,
        state: CaseState::Decided,
        filed: 20_000,
        due: 20_030,
        is_overdue: false,
        decision: Some(DecisionShown {
            outcome: Outcome::Upheld,
            findings: Finding::ALL,
            day: 20_009,
        }),
        texts: &texts,
    };
    let counted = [None, Some(text)].map(|region| FilingCount {
        region,
        filed: Count::of(1_234),
        overdue: Count::of(3),
        answered: Count::of(0),
    });
    let filed = Filed {
        code: "0123-4567",
        due: 20_030,
        receipt: Some(text),
    };
    let problem = Problem {
        code: "filing.full",
        sentence: text,
        remedy: text,
    };
    let kinds = AppealForm {
        kinds: CaseKind::ALL,
    };
    let states = CaseState::ALL.iter().map(|state| AppealShown {
        state: *state,
        decision: None,
        ..case
    });
    let mut pages = vec![
        at(Place::Home).home(),
        at(Place::File).file(&FilingForm { regions: &regions }),
        at(Place::File).filed(&filed),
        at(Place::Follow).follow(),
        at(Place::Follow).follow_unknown(),
        at(Place::Follow).filing(&filing),
        at(Place::Follow).filing(&answered),
        at(Place::Follow).filing(&overdue),
        at(Place::Petitions).petitions(&[]),
        at(Place::Petitions).petitions(&[petition]),
        at(Place::Petitions).petition(&petition),
        at(Place::Petitions).signed(),
        at(Place::Appeal).appeal(&kinds),
        at(Place::Appeal).appealed(&case, Some("0123")),
        at(Place::Board).board(&Board {
            appeals_overdue: Count::of(0),
            filings: &[],
        }),
        at(Place::Board).board(&Board {
            appeals_overdue: Count::of(5),
            filings: &counted,
        }),
        at(Place::File).problem(&problem),
    ];
    pages.extend(states.map(|case| at(Place::Follow).appealed(&case, Some("0123"))));
    pages
}

fn all_pages(text: &str) -> Vec<(Language, String)> {
    let languages = Language::ALL.into_iter();
    let pages = languages.flat_map(|language| {
        let wording = Wording::new(language);
        let pages = pages(&wording, text).into_iter();
        pages.map(move |page| (language, page)).collect::<Vec<_>>()
    });
    pages.collect()
}

/// The values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let name = format!(" {attribute}=\"");
    let parts = page.split(name.as_str()).skip(1);
    parts.map(|part| part.split('"').next().unwrap()).collect()
}

#[test]
fn every_page_is_said_in_its_language() {
    for (language, page) in all_pages("Text") {
        let tag = language.tag();
        assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
        let direction = if tag == "ar" { "rtl" } else { "ltr" };
        let head = format!("<html lang=\"{tag}\" dir=\"{direction}\">");
        assert!(page.contains(&head), "{page}");
        // A message that is missing is said by its name.
        let without_paths = page.replace("/public", "");
        assert!(!without_paths.contains("page-"), "{page}");
        assert_eq!(page.matches("<h1 ").count(), 1);
        assert_eq!(page.matches("aria-current=\"page\"").count(), 1);
    }
}

#[test]
fn nothing_is_loaded_but_the_style_and_nothing_runs() {
    for (_, page) in all_pages("Text") {
        for forbidden in [
            "<script",
            "<img",
            "<iframe",
            "<object",
            "style=",
            "javascript:",
            "src=",
        ] {
            assert!(!page.contains(forbidden), "{forbidden}: {page}");
        }
        for address in values(&page, "href")
            .into_iter()
            .chain(values(&page, "action"))
        {
            assert!(
                address.starts_with("/public") || address == "#content",
                "{address}"
            );
        }
    }
}

#[test]
fn every_field_has_its_label_and_every_hint_its_field() {
    for (_, page) in all_pages("Text") {
        let ids = values(&page, "id");
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{page}");
        let labels = values(&page, "for");
        for part in ["<input", "<select", "<textarea"] {
            for control in page.split(part).skip(1) {
                let control = control.split('>').next().unwrap();
                if control.contains("type=\"hidden\"") {
                    continue;
                }
                let id = values(control, "id")[0];
                assert!(labels.contains(&id), "{control}");
                for hint in values(control, "aria-describedby") {
                    assert!(ids.contains(&hint), "{control}");
                }
            }
        }
    }
}

#[test]
fn what_somebody_wrote_is_text_and_turns_nothing_around() {
    for (_, page) in all_pages(HOSTILE) {
        for forbidden in ["<script", "<img", "onclick=\"", "\" on"] {
            assert!(!page.contains(forbidden), "{forbidden}: {page}");
        }
    }
    // Except where it is kept word for word: a receipt that is copied must be the one that was
    // given, and it comes from us.
    let wording = Wording::new(Language::English);
    let frame = Frame {
        wording: &wording,
        place: Place::Petitions,
    };
    let petition = PetitionShown {
        id: "00ff",
        text: HOSTILE,
        regions: &[HOSTILE.to_owned()],
        opens: 0,
        closes: 1,
        phase: Phase::Closed,
        signatures: 0,
        threshold: 0,
    };
    for page in [frame.petition(&petition), frame.petitions(&[petition])] {
        let body = page.split("<main").nth(1).unwrap();
        assert!(!body.contains(['\u{202E}', '\u{2066}']), "{body}");
    }
}

#[test]
fn a_code_is_never_in_an_address() {
    for (_, page) in all_pages("Text") {
        for form in page.split("<form").skip(1) {
            let head = form.split('>').next().unwrap();
            assert!(head.contains("method=\"post\""), "{head}");
        }
    }
}

#[test]
fn no_cell_below_ten_is_told() {
    for count in 0..30 {
        let told = Count::of(count);
        let expected = match count {
            1..=9 => Count::Below,
            _ => Count::Told(count),
        };
        assert_eq!(told, expected);
    }
}
