//! What is said, with facts, without them, and with hostile ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::HashSet;

use cleanbill_policy::{Ages, Asked, Doubt, Essential, Failure, Place, Policy, Requirement};
use cleanbill_verifier::{DoorReason, Fact, Note, Reason, Saying, SkipReason, Verdict};
use cleanbill_wording::{Label, Language, Term, Wording};

/// 19 November 2021, 20:00 UTC.
const AT: i64 = 1_637_352_000;

fn all() -> impl Iterator<Item = Wording> {
    Language::ALL.into_iter().map(Wording::new)
}

fn policy(requirement: Requirement) -> Reason {
    Reason::Policy(Failure::Requirement(requirement))
}

/// Reasons with all their facts, and one of what each has to say.
fn reasons() -> Vec<(Reason, &'static str)> {
    let age = |from, below| {
        policy(Requirement::Age {
            wanted: Ages { from, below },
        })
    };
    vec![
        (Reason::NotYetValid { issued_at: AT }, "2021"),
        (Reason::Expired { expired_at: AT }, "2021"),
        (
            Reason::DataTooOld {
                age_days: 12,
                max_days: 8,
            },
            "12",
        ),
        (
            policy(Requirement::Complete {
                dose: Some(1),
                doses: Some(3),
            }),
            "3",
        ),
        (
            policy(Requirement::Product {
                found: Some("EU/1/20/1528".to_owned()),
                wanted: Vec::new(),
            }),
            "EU/1/20/1528",
        ),
        (policy(Requirement::CountsFrom { from: Some(AT) }), "2021"),
        (policy(Requirement::CountsUntil { until: Some(AT) }), "2021"),
        (policy(Requirement::OpenUntil { until: AT }), "2021"),
        (age(12, Some(18)), "18"),
        (age(12, None), "12"),
        (age(0, Some(6)), "6"),
        (
            Reason::PolicyOpen(Doubt::NoRules {
                country: "AT".to_owned(),
            }),
            "AT",
        ),
    ]
}

#[test]
fn what_a_reason_knows_is_said_in_every_language() {
    for wording in all() {
        for (reason, fact) in reasons() {
            let text = wording.sentence(&reason);
            assert!(text.contains(fact), "{text}");
            assert!(!text.contains(['{', '}', '$']), "{text}");
        }
        let reason = policy(Requirement::CountsFrom { from: Some(AT) });
        assert!(wording.remedy(&reason).contains("2021"));
        let note = Note::ConsecutivePolicy { number: 3 };
        assert!(wording.note(note).contains('3'));
    }
}

/// Each ground, method and result once.
const POLICY: &str = r#"
format = 1
id = "test.concert"
version = 1
title = { en = "Concerts" }
reason = "a test"
region = "DE"
places = ["concert"]
signed_at = 2021-11-12T12:00:00+01:00
from = 2021-11-22T00:00:00+01:00
until = 2022-01-31T00:00:00+01:00
announcement = { at = 2021-11-12T12:00:00+01:00 }

[[accept]]
ground = "vaccination"
for_months = 12

[[accept]]
ground = "recovery"
for_months = 6

[[accept]]
ground = "test"
methods = ["pcr", "antigen"]
for_hours = 48

[[accept]]
ground = "test"
methods = ["antibody"]
result = "positive"
for_days = 90

[[accept]]
ground = "exemption"

[door]
on_system_fault = "manual"
data_age_max_days = 8
"#;

/// What the verifier says of each ground, method and result is one of our terms, and each of our
/// terms is one of those.
#[test]
fn terms_are_said_in_the_language_of_the_sentence() {
    let mut reasons = Vec::new();
    for term in Policy::parse(POLICY).unwrap().accept {
        reasons.push(Reason::Policy(Failure::Ground(term.ground())));
        if let Asked::Test { methods, result } = term.asked {
            reasons.extend(methods.iter().map(|method| {
                policy(Requirement::Method {
                    found: Some(*method),
                    wanted: Vec::new(),
                })
            }));
            reasons.push(policy(Requirement::Result {
                found: Some(result),
                wanted: result,
            }));
        }
    }
    let mut said = HashSet::new();
    for reason in &reasons {
        let facts = reason.facts();
        let [(_, Fact::Term(name))] = facts.as_slice() else {
            panic!("{facts:?}");
        };
        said.insert(Term::parse(name).unwrap());
        for wording in all() {
            let text = wording.sentence(reason);
            assert!(text.contains(&wording.term(name)), "{text}");
            assert!(!text.contains(name), "{text}");
        }
    }
    assert_eq!(said.len(), Term::ALL.len());
    let english = Wording::new(Language::English);
    assert_eq!(english.term("no-such-term"), "no-such-term");
}

#[test]
fn what_is_not_known_leaves_no_hole() {
    for wording in all() {
        for saying in Saying::ALL {
            let text = wording.say(*saying, &[]);
            assert!(!text.contains(['{', '}', '$']), "{text}");
            assert_ne!(text, saying.id());
        }
    }
    let english = Wording::new(Language::English);
    let unknown = Requirement::Complete {
        dose: Some(1),
        doses: None,
    };
    assert_eq!(
        english.sentence(&policy(unknown)),
        "The vaccination is not complete yet."
    );
    let unknown = policy(Requirement::CountsFrom { from: None });
    assert_eq!(
        english.sentence(&unknown),
        "The pass does not count here yet."
    );
    assert_eq!(english.remedy(&unknown), "The holder can come back later.");
}

#[test]
fn some_sentences_word_for_word() {
    let expired = Reason::Expired { expired_at: AT };
    for (language, sentence, remedy) in [
        (
            Language::English,
            "The pass expired on 19 November 2021, 21:00.",
            "Compare the device's clock with the right time. The holder can renew the pass.",
        ),
        (
            Language::Russian,
            "Срок действия пропуска истёк 19 ноября 2021 г., 21:00.",
            "Сверьте часы устройства с точным временем. Владелец может обновить пропуск.",
        ),
        (
            Language::French,
            "Le pass a expiré le 19 novembre 2021 à 21:00.",
            "Comparez l’horloge de l’appareil avec l’heure exacte. \
             Le titulaire peut renouveler le pass.",
        ),
        (
            Language::German,
            "Der Nachweis ist am 19. November 2021, 21:00 Uhr abgelaufen.",
            "Vergleichen Sie die Uhr des Geräts mit der genauen Zeit. \
             Die Person kann den Nachweis erneuern lassen.",
        ),
        (
            Language::Spanish,
            "El pase caducó el 19 de noviembre de 2021, 21:00.",
            "Compare el reloj del dispositivo con la hora exacta. \
             El titular puede renovar el pase.",
        ),
        (
            Language::Arabic,
            "انتهت صلاحية الشهادة في \u{2068}19 تشرين الثاني/نوفمبر 2021، الساعة 21:00\u{2069}.",
            "يُرجى مقارنة ساعة الجهاز بالوقت الصحيح. يمكن لحامل الشهادة تجديدها.",
        ),
    ] {
        let wording = Wording::new(language).at_offset(3_600);
        assert_eq!(wording.language(), language);
        assert_eq!(wording.sentence(&expired), sentence);
        assert_eq!(wording.remedy(&expired), remedy);
    }
    let english = Wording::new(Language::English);
    assert_eq!(
        english.sentence(&expired),
        "The pass expired on 19 November 2021, 20:00 UTC."
    );
    assert_eq!(english.verdict(Verdict::Refused), "Not accepted");
    assert_eq!(
        english.skipped(SkipReason::NoPolicy),
        "Not looked at: no policy is chosen."
    );
    assert_eq!(english.place(Place::Gym), "gym");
    assert_eq!(english.essential(Essential::Court), "court");
    assert_eq!(english.label(Label::WhatToDo), "what to do");
    assert_eq!(english.numbered(Label::Term, 2), "way to be let in 2");
}

#[test]
fn ages_are_said_in_full() {
    let english = Wording::new(Language::English);
    let said = |from, below| {
        english.sentence(&policy(Requirement::Age {
            wanted: Ages { from, below },
        }))
    };
    assert_eq!(said(0, Some(6)), "Such a pass lets in only people under 6.");
    assert_eq!(
        said(12, Some(18)),
        "Such a pass lets in only people aged 12 or over and under 18."
    );
    assert_eq!(
        said(18, None),
        "Such a pass lets in only people aged 18 or over."
    );
    assert_eq!(
        english.say(Saying::AgeNotAccepted, &[]),
        "Such a pass does not let in people of this age."
    );
}

#[test]
fn plurals_follow_each_language() {
    for (language, days) in [
        (Language::English, &["0 days", "1 day", "2 days"][..]),
        (Language::French, &["0 jour", "1 jour", "2 jours"]),
        (Language::German, &["0 Tage", "1 Tag", "2 Tage"]),
        (Language::Spanish, &["0 días", "1 día", "2 días"]),
    ] {
        let wording = Wording::new(language);
        for (number, text) in (0..).zip(days) {
            assert_eq!(wording.days(number), *text);
        }
    }
    let russian = Wording::new(Language::Russian);
    for (number, text) in [
        (0, "0 дней"),
        (1, "1 день"),
        (2, "2 дня"),
        (5, "5 дней"),
        (11, "11 дней"),
        (14, "14 дней"),
        (21, "21 день"),
        (22, "22 дня"),
        (111, "111 дней"),
    ] {
        assert_eq!(russian.days(number), text);
    }
    let arabic = Wording::new(Language::Arabic);
    for (number, text) in [
        (0, "0 يوم"),
        (1, "يوم واحد"),
        (2, "يومان"),
        (3, "3 أيام"),
        (10, "10 أيام"),
        (11, "11 يومًا"),
        (99, "99 يومًا"),
        (100, "100 يوم"),
        (101, "101 يوم"),
        (103, "103 أيام"),
        (180, "180 يومًا"),
    ] {
        assert_eq!(without_marks(&arabic.days(number)), text);
    }
}

#[test]
fn plurals_inside_sentences_follow_too() {
    let said = |language, age_days| {
        let reason = Reason::DataTooOld {
            age_days,
            max_days: 8,
        };
        without_marks(&Wording::new(language).sentence(&reason))
    };
    assert!(said(Language::Russian, 21).contains("21 день;"));
    assert!(said(Language::Russian, 22).contains("22 дня;"));
    assert!(said(Language::Russian, 11).contains("11 дней;"));
    assert!(said(Language::Arabic, 9).contains("9 أيام،"));
    assert!(said(Language::Arabic, 12).contains("12 يومًا،"));
    assert!(said(Language::Arabic, 101).contains("101 يوم،"));
}

fn without_marks(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// Each word in small letters between spaces.
fn words(text: &str) -> String {
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    format!(" {} ", words.join(" "))
}

#[test]
fn the_door_is_told_nothing_of_the_ground() {
    for wording in all() {
        for reason in DoorReason::ALL {
            let text = words(&wording.door(reason));
            for term in Term::ALL {
                let term = words(&wording.term(term.id()));
                assert!(!text.contains(&term), "{text}: {term}");
            }
            assert!(!text.contains(|c: char| c.is_numeric()), "{text}");
        }
    }
}

#[test]
fn isolation_marks_stand_in_right_to_left_languages_only() {
    for wording in all() {
        for (reason, _) in reasons() {
            let text = wording.sentence(&reason);
            let starts = text.matches('\u{2068}').count();
            assert_eq!(starts, text.matches('\u{2069}').count(), "{text}");
            assert_eq!(starts > 0, wording.language().is_right_to_left(), "{text}");
        }
    }
}

#[test]
fn a_hostile_text_neither_steers_nor_floods() {
    let hostile = format!(
        "A\u{1b}[2J\n\u{202E}\u{2069}\u{200F}{{ $rule }}{}",
        "x".repeat(10_000)
    );
    for wording in all() {
        let facts = [("rule", Fact::Text(hostile.clone()))];
        let text = wording.say(Saying::RuleFailed, &facts);
        assert!(text.contains("A[2J{ $rule }xxx"), "{text}");
        assert!(!text.contains(|c: char| c.is_control()), "{text:?}");
        assert!(!text.contains(['\u{202E}', '\u{200F}']), "{text:?}");
        assert!(text.matches('\u{2069}').count() <= 1, "{text:?}");
        assert!(text.chars().count() < 200);
    }
}

#[test]
fn a_wording_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Wording::new(Language::Arabic));
}

#[test]
fn facts_that_a_message_does_not_know_change_nothing() {
    for wording in all() {
        let facts = [("until", Fact::Instant(AT)), ("age", Fact::Number(3))];
        for saying in [Saying::Renew, Saying::NotAPass, Saying::DoorGood] {
            assert_eq!(wording.say(saying, &facts), wording.say(saying, &[]));
        }
    }
}
