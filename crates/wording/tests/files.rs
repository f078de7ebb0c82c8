//! The files of all languages: whole, alike, and in their language.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cleanbill_policy::{Essential, Place};
use cleanbill_verifier::Saying;
use cleanbill_wording::{Label, Language, PageText, Term, Trouble, Wording};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// Messages that fill in facts, and which: the rest fill in none.
const FILLED: &[(&str, &[&str])] = &[
    ("age-not-accepted", &["below", "from"]),
    ("consecutive-policy", &["number"]),
    ("data-too-old", &["age", "max"]),
    ("days", &["number"]),
    ("expired", &["until"]),
    ("ground-not-accepted", &["ground"]),
    ("method-not-accepted", &["method"]),
    ("no-destination-rules", &["country"]),
    ("not-yet-valid", &["from"]),
    ("note-also-looks-like", &["format"]),
    ("note-consecutive-policy", &["number"]),
    ("page-board-below", &["number"]),
    ("page-error-wait", &["number"]),
    ("note-data-ageing", &["age", "max"]),
    ("product-not-accepted", &["product"]),
    ("remedy-come-back-after", &["from"]),
    ("result-not-accepted", &["result"]),
    ("rule-failed", &["rule"]),
    ("rule-open", &["rule"]),
    ("series-incomplete", &["dose", "doses"]),
    ("term", &["number"]),
    ("term-over", &["until"]),
    ("too-early", &["from"]),
    ("way-closed", &["until"]),
];

/// Messages that are rightly the same as in English.
const SAME_AS_ENGLISH: &[(&str, &[&str])] = &[
    ("ru", &[]),
    (
        "fr",
        &[
            "source",
            "version",
            "stage-signature",
            "ground-vaccination",
            "ground-test",
            "place-concert",
        ],
    ),
    ("de", &[]),
    ("es", &["no", "place-hotel"]),
    ("ar", &[]),
];

/// Latin words that other scripts keep: names and codes, and the command to type.
const KEPT_IN_LATIN: &[&str] = &[
    "QR",
    "PCR",
    "COVID",
    "cleanbill",
    "trust",
    "import",
    "SHA",
    "PDF",
    "PNG",
    "JPEG",
    "kB",
    "MB",
    "A",
    "F",
    "CBOR",
    "RFC",
    "C",
    "SP",
    // Names of schemes.
    "D",
    "Doc",
    "NHS",
    "Pass",
    "HealthCert",
    "CoronaCheck",
    "Gosuslugi",
    "immune",
    "mos",
    "ru",
    "TousAntiCovid",
    "Pase",
    "de",
    "Movilidad",
    "PeduliLindungi",
];

/// One form of a message: its value, or one of its attributes.
#[derive(Debug, Default)]
struct Form {
    name: String,
    text: String,
    variables: BTreeSet<String>,
}

type Messages = BTreeMap<String, Vec<Form>>;

fn source(language: Language, file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    std::fs::read_to_string(folder.join(language.tag()).join(file)).unwrap()
}

fn messages(language: Language, file: &str) -> Messages {
    let text = source(language, file);
    let resource = fluent_syntax::parser::parse(text.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{language:?} {file}: {errors:?}"));
    let mut messages = Messages::new();
    for entry in &resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Term(_) | Entry::Junk { .. } => panic!("{language:?} {file}: {entry:?}"),
            _ => continue,
        };
        let value = message.value.as_ref().expect("a value");
        let mut forms = vec![form("", value)];
        let attributes = message.attributes.iter();
        forms.extend(attributes.map(|attribute| form(attribute.id.name, &attribute.value)));
        let before = messages.insert(message.id.name.to_owned(), forms);
        assert!(before.is_none(), "{language:?} {file}: {}", message.id.name);
    }
    messages
}

fn form(name: &str, pattern: &Pattern<&str>) -> Form {
    let mut form = Form {
        name: name.to_owned(),
        ..Form::default()
    };
    walk(pattern, &mut form);
    form
}

fn walk(pattern: &Pattern<&str>, form: &mut Form) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                form.text.push_str(value);
                form.text.push(' ');
            }
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => {
                    form.variables.insert(variable(inline));
                }
                Expression::Select { selector, variants } => {
                    form.variables.insert(variable(selector));
                    for variant in variants {
                        walk(&variant.value, form);
                    }
                }
            },
        }
    }
}

fn variable(expression: &InlineExpression<&str>) -> String {
    match expression {
        InlineExpression::VariableReference { id } => id.name.to_owned(),
        InlineExpression::FunctionReference { id, arguments } => {
            assert_eq!(id.name, "PLURAL");
            variable(&arguments.positional[0])
        }
        other => panic!("neither text nor a fact: {other:?}"),
    }
}

fn facts_of(id: &str) -> BTreeSet<String> {
    FILLED
        .iter()
        .find(|(name, _)| *name == id)
        .map(|(_, facts)| facts.iter().map(|&fact| fact.to_owned()).collect())
        .unwrap_or_default()
}

fn all(language: Language) -> Messages {
    let mut all = messages(language, "messages.ftl");
    for file in ["interface.ftl", "pages.ftl", "troubles.ftl"] {
        for (id, forms) in messages(language, file) {
            assert!(all.insert(id.clone(), forms).is_none(), "{id} is in two");
        }
    }
    all
}

#[test]
fn every_language_has_every_message_and_no_other() {
    let said: BTreeSet<String> = Saying::ALL
        .iter()
        .map(|saying| saying.id())
        .chain(Term::ALL.iter().map(|term| term.id()))
        .map(str::to_owned)
        .collect();
    let labels = Label::ALL.iter().map(|label| label.id().to_owned());
    let places = Place::ALL.map(|place| format!("place-{}", place.name()));
    let essentials = Essential::ALL.map(|essential| format!("essential-{}", essential.name()));
    let shown: BTreeSet<String> = labels.chain(places).chain(essentials).collect();
    let pages = PageText::ALL.iter().map(|text| text.id().to_owned());
    let pages: BTreeSet<String> = pages.collect();
    assert_eq!(pages.len(), PageText::ALL.len());
    let troubles = Trouble::ALL.iter();
    let troubles: BTreeSet<String> = troubles
        .flat_map(|trouble| [trouble.id().to_owned(), trouble.remedy_id()])
        .collect();
    assert_eq!(troubles.len(), 2 * Trouble::ALL.len());
    assert!(said.is_disjoint(&shown));
    let count = Label::ALL.len() + Place::ALL.len() + Essential::ALL.len();
    assert_eq!(shown.len(), count);

    for language in Language::ALL {
        let ids = |file| -> BTreeSet<String> { messages(language, file).into_keys().collect() };
        assert_eq!(ids("messages.ftl"), said, "{language:?}");
        assert_eq!(ids("interface.ftl"), shown, "{language:?}");
        assert_eq!(ids("pages.ftl"), pages, "{language:?}");
        assert_eq!(ids("troubles.ftl"), troubles, "{language:?}");
    }
}

#[test]
fn every_language_fills_in_the_same_facts_and_can_do_without() {
    let english = all(Language::English);
    for (id, _) in FILLED {
        assert!(english.contains_key(*id), "{id}");
    }
    for language in Language::ALL {
        for (id, forms) in all(language) {
            assert_eq!(forms[0].variables, facts_of(&id), "{language:?} {id}");
            let last = forms.last().unwrap();
            assert_eq!(last.variables, BTreeSet::new(), "{language:?} {id}");
            let shape = |forms: &[Form]| -> Vec<(String, BTreeSet<String>)> {
                let parts = forms.iter();
                parts
                    .map(|f| (f.name.clone(), f.variables.clone()))
                    .collect()
            };
            assert_eq!(shape(&forms), shape(&english[&id]), "{language:?} {id}");
        }
    }
}

/// Selecting by the number itself is right in every language but Arabic, whose rules
/// `intl_pluralrules` has wrong.
#[test]
fn arabic_plurals_are_its_own() {
    for language in Language::ALL {
        for file in ["messages.ftl", "interface.ftl", "pages.ftl"] {
            let text = source(language, file);
            let is_arabic = language == Language::Arabic;
            assert_eq!(text.contains("{ PLURAL($"), is_arabic);
            let by_number = ["{ $age ->", "{ $number ->"];
            assert!(!is_arabic || by_number.iter().all(|select| !text.contains(select)));
        }
    }
}

#[test]
fn nothing_is_left_in_english() {
    let english = all(Language::English);
    for language in Language::ALL.into_iter().skip(1) {
        let (_, same) = SAME_AS_ENGLISH
            .iter()
            .find(|(tag, _)| *tag == language.tag())
            .unwrap();
        for (id, forms) in all(language) {
            for (form, original) in forms.iter().zip(&english[&id]) {
                let is_same = form.text == original.text && !form.text.trim().is_empty();
                let listed = same.contains(&id.as_str());
                assert_eq!(is_same, listed, "{language:?} {id}: {}", form.text);
            }
        }
    }
}

#[test]
fn each_language_is_in_its_own_script() {
    for language in Language::ALL {
        let own = |c: char| match language {
            Language::Russian => matches!(c, '\u{0410}'..='\u{044F}' | 'Ё' | 'ё'),
            Language::Arabic => matches!(c, '\u{0621}'..='\u{0652}'),
            _ => c.is_ascii_alphabetic() || matches!(c, '\u{00C0}'..='\u{017F}'),
        };
        let is_latin = !matches!(language, Language::Russian | Language::Arabic);
        for (id, forms) in all(language) {
            for form in &forms {
                let words = form
                    .text
                    .split(|c: char| !c.is_alphabetic())
                    .filter(|word| !word.is_empty() && !KEPT_IN_LATIN.contains(word));
                for word in words {
                    let mut letters = word.chars();
                    assert!(letters.all(own), "{language:?} {id}: {word}");
                }
                let letters = form.text.chars().any(own);
                assert!(is_latin || letters, "{language:?} {id}: {}", form.text);
            }
        }
    }
}

#[test]
fn sentences_end_and_labels_do_not() {
    let title = |id: &str| id.starts_with("verdict-") || Term::parse(id).is_some();
    for language in Language::ALL {
        let wording = Wording::new(language);
        for saying in Saying::ALL {
            let text = wording.say(*saying, &[]);
            let command = *saying == Saying::ImportList;
            let ends = text.ends_with('.');
            assert_eq!(ends, !title(saying.id()), "{language:?} {text}");
            assert!(!command || text.ends_with("cleanbill trust import."));
            let first = text.chars().next().unwrap();
            assert!(!first.is_lowercase(), "{language:?} {text}");
        }
        for trouble in Trouble::ALL {
            for text in [wording.trouble(*trouble), wording.trouble_remedy(*trouble)] {
                assert!(text.ends_with('.'), "{language:?} {text}");
            }
        }
        for label in Label::ALL {
            let text = wording.label(*label);
            let sentence = matches!(label, Label::SlipNoIdentity | Label::SlipObjection);
            assert_eq!(text.ends_with('.'), sentence, "{language:?} {text}");
        }
    }
}

#[test]
fn forms_have_no_stray_white_space_and_french_has_its_no_break_spaces() {
    for language in Language::ALL {
        let wording = Wording::new(language);
        let said = Saying::ALL.iter().map(|saying| wording.say(*saying, &[]));
        let labels = Label::ALL.iter().map(|label| wording.label(*label));
        let pages = PageText::ALL.iter().map(|text| wording.page(*text));
        let troubles = Trouble::ALL
            .iter()
            .flat_map(|trouble| [wording.trouble(*trouble), wording.trouble_remedy(*trouble)]);
        for text in said.chain(labels).chain(pages).chain(troubles) {
            assert_eq!(text.trim(), text, "{language:?}");
            assert!(!text.contains("  ") && !text.contains('\n'), "{text}");
            if language == Language::French {
                for sign in [':', ';', '?', '!', '»'] {
                    for (at, _) in text.match_indices(sign) {
                        assert!(text[..at].ends_with('\u{A0}'), "{text}");
                    }
                }
                assert!(!text.contains('\''), "{text}");
            }
        }
    }
}

#[test]
fn every_file_begins_with_its_glossary() {
    for language in Language::ALL {
        let text = source(language, "messages.ftl");
        let head: Vec<&str> = text
            .lines()
            .take_while(|line| line.starts_with('#'))
            .collect();
        let head = head.join("\n");
        for word in [
            "pass",
            "holder",
            "issuer",
            "signer",
            "signature",
            "revoked",
            "policy",
            "rule",
            "ground",
            "verifier",
        ] {
            assert!(head.contains(&format!(" {word} ")), "{language:?} {word}");
        }
    }
}
