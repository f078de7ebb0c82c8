//! The slip for the holder: rule, version, time, reason, remedy; and nobody's name.

use cleanbill_policy::Failure;
use cleanbill_verifier::{Asked, GateAnswer, GateTime, Note, Reason, Report, Verdict};
use cleanbill_wording::{Label, Wording};

use super::explain::{name, title};
use super::harmless;

/// The slip, several plain lines that end in an empty one.
pub(crate) fn slip(answer: &GateAnswer, time: GateTime, wording: &Wording) -> String {
    let verdict = answer.door.verdict;
    let mut lines = Vec::new();
    match verdict {
        Verdict::Refused => lines.push(wording.label(Label::SlipTitle)),
        Verdict::Undetermined => lines.push(wording.label(Label::SlipTitleUnchecked)),
        _ => {}
    }
    lines.push(format!(
        "{}: {}",
        wording.verdict(verdict),
        wording.door(answer.door.reason)
    ));
    if let Some(report) = &answer.report {
        if let Some(reason) = report.reason() {
            lines.push(format!("{} [{}]", wording.sentence(reason), reason.code()));
            lines.push(fact(wording, Label::WhatToDo, &wording.remedy(reason)));
        }
        lines.extend(under(report, wording));
    }
    lines.push(fact(wording, Label::CheckedAt, &wording.instant(time.at)));
    if let Some(age) = answer.door.data_age_secs {
        lines.push(fact(wording, Label::DataAge, &wording.days(age / 86_400)));
    }
    // Where nothing was decided, there is nothing to object to.
    if verdict == Verdict::Refused {
        lines.push(wording.label(Label::SlipObjection));
    }
    lines.push(wording.label(Label::SlipNoIdentity));
    lines.push(String::new());
    lines.join("\n")
}

/// The policy, and the rule if one said no.
fn under(report: &Report, wording: &Wording) -> Vec<String> {
    let Asked::Policy(policy) = &report.asked else {
        return Vec::new();
    };
    let text = format!("{} ({})", title(policy, wording), name(policy));
    let mut lines = vec![fact(wording, Label::Policy, &harmless(&text))];
    if policy.number > 1 {
        let number = policy.number;
        lines.push(wording.note(Note::ConsecutivePolicy { number }));
    }
    if let Some(Reason::Policy(Failure::Rule { rule })) = report.reason() {
        lines.push(fact(wording, Label::Rule, &rule.to_string()));
    }
    lines
}

fn fact(wording: &Wording, label: Label, value: &str) -> String {
    format!("{}: {value}", wording.label(label))
}

#[cfg(test)]
mod tests {
    use cleanbill_verifier::{Action, DoorReason, DoorVerdict};
    use cleanbill_wording::Language;

    use super::*;

    #[test]
    fn only_a_refusal_is_titled_one_and_can_be_objected_to() {
        let time = GateTime { at: 0, clock: 0 };
        for language in Language::ALL {
            let wording = Wording::new(language);
            for (verdict, titled) in [
                (Verdict::Refused, Some(Label::SlipTitle)),
                (Verdict::Undetermined, Some(Label::SlipTitleUnchecked)),
                (Verdict::Accepted, None),
            ] {
                let door = DoorVerdict {
                    verdict,
                    action: Action::Manual,
                    name: None,
                    birth_date: None,
                    data_age_secs: None,
                    data_ageing: false,
                    consecutive_policy: None,
                    reason: DoorReason::NotCheckable,
                };
                let text = slip(&GateAnswer { door, report: None }, time, &wording);
                let has = |label| text.lines().any(|line| line == wording.label(label));
                for label in [Label::SlipTitle, Label::SlipTitleUnchecked] {
                    assert_eq!(has(label), titled == Some(label), "{text}");
                }
                assert_eq!(has(Label::SlipObjection), verdict == Verdict::Refused);
                assert!(has(Label::SlipNoIdentity), "{text}");
            }
        }
    }
}
