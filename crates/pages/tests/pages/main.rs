//! Every page in every language: whole, tied together, and deaf to what is written into it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use cleanbill_ledger::leaf::LeafType;
use cleanbill_pages::{
    Answering, AppealCounts, AppealForm, AppealShown, Board, Count, DecisionShown, EndedCount,
    Filed, FilingCount, FilingFilled, FilingForm, FilingShown, Frame, OpenCount, PetitionShown,
    Place, Problem, SignForm, TextShown,
};
use cleanbill_redress::case::{Author, CaseKind, CaseState, Finding, Outcome};
use cleanbill_redress::petition::Phase;
use cleanbill_wording::{Language, PageText, Trouble, Wording};

mod ledger;

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
        is_small_group: true,
        answering: Answering::default(),
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
    let filed = Filed {
        code: "0123-4567",
        due: 20_030,
        receipt: Some(text),
    };
    let without = Filed {
        receipt: None,
        ..filed
    };
    let states = CaseState::ALL.iter().map(|state| AppealShown {
        state: *state,
        decision: None,
        ..case
    });
    let mut pages = vec![
        at(Place::Home).home(),
        at(Place::File).filed(&filed),
        at(Place::File).filed(&without),
        at(Place::Follow).filing(&filing),
        at(Place::Follow).filing(&answered),
        at(Place::Follow).filing(&overdue),
        at(Place::Petitions).petitions(&[]),
        at(Place::Petitions).petitions(&[petition]),
        at(Place::Petitions).signed(),
        at(Place::Appeal).appealed(&case, Some("0123")),
    ];
    pages.extend(boards(at(Place::Board), text, &petition));
    for problem in problems() {
        pages.push(at(Place::Appeal).appeal(&AppealForm {
            kinds: CaseKind::ALL,
            kind: "door",
            code: text,
            grounds: text,
            problem,
        }));
        pages.push(at(Place::File).file(&FilingForm {
            regions: &regions,
            filled: FilingFilled {
                to: text,
                text,
                had_document: true,
                hash: text,
                size: text,
                reading: "shown",
            },
            problem,
        }));
        pages.push(at(Place::Follow).follow(text, problem.as_ref()));
        let filled = SignForm {
            signature: text,
            problem,
        };
        pages.push(at(Place::Petitions).petition(&petition, &filled));
        pages.extend(problem.map(|problem| at(Place::File).problem(&problem)));
    }
    pages.extend(states.map(|case| at(Place::Follow).appealed(&case, Some("0123"))));
    pages.extend(
        ledger::pages(wording, text)
            .into_iter()
            .map(|(_, page)| page),
    );
    pages
}

/// None, one of no field, and one of a field of each form.
fn problems() -> impl Iterator<Item = Option<Problem<'static>>> {
    let of = |trouble, field, again_secs| Problem {
        code: "filing.full",
        trouble,
        field,
        again_secs,
    };
    let fields = ["code", "grounds", "kind", "signature", "text", "document"];
    let of_fields = fields.map(|field| Some(of(Trouble::Text, Some(field), None)));
    let others = [None, Some(of(Trouble::TooMuch, None, Some(17)))];
    others.into_iter().chain(of_fields)
}

fn boards(frame: Frame<'_>, text: &str, petition: &PetitionShown<'_>) -> [String; 2] {
    let counted = [None, Some(text)].map(|region| FilingCount {
        region,
        filed: Count::of(1_234),
        overdue: Count::of(3),
        answered: Count::of(0),
        late: Count::of(10),
    });
    let open = [0, 9].map(|age_band| OpenCount {
        kind: CaseKind::Door,
        age_band,
        count: Count::of(12),
    });
    let ends = CaseState::ALL.iter().map(|state| (*state, None));
    let decided = Outcome::ALL
        .iter()
        .map(|outcome| (CaseState::Decided, Some(*outcome)));
    let ended: Vec<_> = ends
        .chain(decided)
        .map(|(state, outcome)| EndedCount {
            kind: CaseKind::Act,
            state,
            outcome,
            count: Count::of(31),
        })
        .collect();
    let appeals = AppealCounts {
        overdue: Count::of(5),
        late: Count::of(0),
        open: &[],
        ended: &[],
    };
    let empty = frame.board(&Board {
        appeals,
        filings: &[],
        petitions: &[],
    });
    let full = frame.board(&Board {
        appeals: AppealCounts {
            open: &open,
            ended: &ended,
            ..appeals
        },
        filings: &counted,
        petitions: &[*petition],
    });
    [empty, full]
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
                ["/public", "/ledger", "/published", "/verify/"]
                    .iter()
                    .any(|own| address.starts_with(own))
                    || page.contains(&format!("id=\"{}\"", &address[1..])),
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
                let explained = values(control, "aria-describedby");
                for text in explained.iter().flat_map(|ids| ids.split(' ')) {
                    assert!(ids.contains(&text), "{control}");
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
        is_small_group: false,
        answering: Answering::default(),
    };
    let petition_page = frame.petition(&petition, &SignForm::default());
    for page in [petition_page, frame.petitions(&[petition])] {
        let body = page.split("<main").nth(1).unwrap();
        assert!(!body.contains(['\u{202E}', '\u{2066}']), "{body}");
    }
}

#[test]
fn a_code_is_never_in_an_address() {
    for (_, page) in all_pages("Text") {
        for form in page.split("<form").skip(1) {
            let form = form.split("</form").next().unwrap();
            let head = form.split('>').next().unwrap();
            // What is chosen of a list is no code, and may be passed on.
            let is_typed = ["<textarea", "type=\"text\"", "type=\"file\""]
                .iter()
                .any(|field| form.contains(field));
            assert_eq!(
                head.contains("method=\"post\""),
                is_typed || !form.contains("<select")
            );
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

/// Nothing that was filled in is lost, to the letter.
#[test]
fn a_form_comes_back_with_what_was_in_it() {
    let text = "\nFirst line\n\n  <b>second & last</b>\u{202E}";
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    for language in Language::ALL {
        let wording = Wording::new(language);
        let frame = Frame {
            wording: &wording,
            place: Place::File,
        };
        let problem = Problem {
            code: "filing.text",
            trouble: Trouble::Text,
            field: Some("text"),
            again_secs: None,
        };
        let regions = ["North".to_owned(), "South".to_owned()];
        let page = frame.file(&FilingForm {
            regions: &regions,
            filled: FilingFilled {
                to: "South",
                text,
                hash: "ab",
                size: "12",
                reading: "shown",
                had_document: true,
            },
            problem: Some(problem),
        });
        // The first end of a line is the browser's.
        assert!(page.contains(&format!(">\n{escaped}</textarea>")), "{page}");
        assert!(page.contains("<option value=\"South\" selected>"), "{page}");
        assert!(page.contains("<option value=\"shown\" selected>"), "{page}");
        assert_eq!(page.matches(" selected").count(), 2);
        assert_eq!(
            values(&page, "value")[3..],
            ["ab", "12", "sealed", "shown"],
            "{page}"
        );
        let control = page.split("<textarea").nth(1).unwrap();
        let control = control.split('>').next().unwrap();
        assert_eq!(values(control, "aria-invalid"), ["true"]);
        assert_eq!(
            values(control, "aria-describedby"),
            ["text-problem text-hint"]
        );
        assert_eq!(page.matches("aria-invalid").count(), 1);
        let summary = page.split("role=\"alert\"").nth(1).unwrap();
        assert!(summary.contains("href=\"#text\""), "{page}");
        let again = wording.page(PageText::ErrorAgain);
        assert!(page.contains(&again), "{page}");
    }
}

#[test]
fn a_small_group_is_warned_of_and_others_are_not() {
    let wording = Wording::new(Language::Arabic);
    let frame = Frame {
        wording: &wording,
        place: Place::Petitions,
    };
    let petition = |is_small_group| PetitionShown {
        id: "00ff",
        text: "Title",
        regions: &[],
        opens: 0,
        closes: 1,
        phase: Phase::Closed,
        signatures: 0,
        threshold: 0,
        is_small_group,
        answering: Answering::default(),
    };
    let warning = wording.page(PageText::PetitionSmall);
    for is_small in [true, false] {
        let page = frame.petition(&petition(is_small), &SignForm::default());
        assert_eq!(page.contains(&warning), is_small, "{page}");
    }
}

/// Each kind of entry has words of its own, in the list and on its page, in every language.
#[test]
fn every_kind_of_entry_is_told_in_words_of_its_own() {
    let leaves = ledger::leaves("Text");
    let mut kinds: Vec<_> = leaves.iter().map(|leaf| leaf.leaf_type().name()).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), LeafType::ALL.len());
    for language in Language::ALL {
        let wording = Wording::new(language);
        let pages = ledger::pages(&wording, "Text");
        let list = &pages
            .iter()
            .find(|(name, _)| name == "ledger-entries")
            .unwrap()
            .1;
        for (number, leaf) in leaves.iter().enumerate() {
            let name = format!("ledger-entry-{number}");
            let page = &pages.iter().find(|(one, _)| *one == name).unwrap().1;
            for part in ["kind", "said"] {
                let id = format!("page-ledger-{part}-{}", leaf.leaf_type().name());
                let text = PageText::ALL.iter().find(|text| text.id() == id).unwrap();
                let said = wording.page(*text);
                assert!(
                    page.contains(&said) && list.contains(&said),
                    "{language:?} {id}"
                );
            }
        }
    }
}

/// A number of people below ten is neither written nor drawn.
#[test]
fn g14_no_small_count_of_people_is_told_or_drawn() {
    let wording = Wording::new(Language::English);
    let pages = ledger::pages(&wording, "Text");
    let page = &pages.iter().find(|(name, _)| name == "ledger").unwrap().1;
    let below = wording.below(10);
    // Exemptions of five weeks and in the table of a week, a day, late answers, people let in.
    let small_counts = 9;
    assert!(
        page.matches(below.as_str()).count() >= small_counts,
        "{page}"
    );
    for (name, small) in [
        ("7", "<td>7</td>"),
        ("9", "<td>9</td>"),
        ("4", "<td>4 <svg"),
    ] {
        assert!(!page.contains(small), "{name}");
    }
    let titles = values_of_titles(page);
    assert!(titles.iter().any(|title| title.ends_with(": 0")));
    let small = |title: &&String| {
        let count: u64 = title.rsplit(": ").next().unwrap().parse().unwrap_or(10);
        (1..10).contains(&count)
    };
    assert_eq!(titles.iter().filter(small).count(), 0, "{titles:?}");
}

fn values_of_titles(page: &str) -> Vec<String> {
    let titles = page.split("<title>").skip(2);
    titles
        .map(|title| title.split("</title>").next().unwrap().to_owned())
        .collect()
}
