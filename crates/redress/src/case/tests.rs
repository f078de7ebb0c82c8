//! Random cases under random clocks, beside the acts that wait for them.

use cleanbill_issuer::act::machine::{Course, ObjectionPeriod};
use cleanbill_issuer::act::{ActContent, ActState, Body, LegalBasis, NoticeChannel, Reason};
use cleanbill_issuer::registry::{ActId, OfficerId, Shard, StepRow};
use proptest::prelude::*;

use super::*;

const START: i64 = 1_625_097_600;
const BY: OfficerId = OfficerId(7);

fn filing(kind: CaseKind, contests: bool) -> Filing {
    Filing { kind, contests }
}

#[derive(Debug, Clone, Copy)]
enum Move {
    Extend(ExtensionReason, i64),
    Join,
    Decide(Outcome),
    Withdraw,
    Settle,
    Lapse,
    TakeEffect,
}

fn moves() -> impl Strategy<Value = Vec<(Move, i64)>> {
    let one = prop_oneof![
        (0..ExtensionReason::ALL.len(), -1..40_i64)
            .prop_map(|(reason, days)| Move::Extend(ExtensionReason::ALL[reason], days)),
        Just(Move::Join),
        (0..Outcome::ALL.len()).prop_map(|outcome| Move::Decide(Outcome::ALL[outcome])),
        Just(Move::Withdraw),
        Just(Move::Settle),
        Just(Move::Lapse),
        Just(Move::TakeEffect),
    ];
    // Clocks go back as well.
    proptest::collection::vec((one, -2 * DAY_SECS..20 * DAY_SECS), 0..12)
}

fn try_move(course: &CaseCourse<'_>, one: Move, now: i64) -> Option<CaseStep> {
    match one {
        Move::Extend(reason, days) => course.extend(reason, days, BY, now).ok(),
        Move::Join => course.join(CaseId(99), BY, now).ok(),
        Move::Decide(outcome) => course.decide(outcome, BY, now).ok(),
        Move::Withdraw => course.withdraw(now).ok(),
        Move::Settle => course.settle(BY, now).ok(),
        Move::Lapse => course.lapse(now).ok(),
        Move::TakeEffect => None,
    }
}

proptest! {
    #[test]
    fn g09_a_case_ends_once_and_is_never_owed_later_than_sixty_days(
        kind in 0..CaseKind::ALL.len(),
        contests: bool,
        moves in moves(),
    ) {
        let filing = filing(CaseKind::ALL[kind], contests);
        let mut now = START;
        let mut steps = vec![file(filing, now)];
        for (one, secs) in moves {
            now += secs;
            let course = CaseCourse { filing, steps: &steps };
            let before = course.standing().unwrap();
            let Some(step) = try_move(&course, one, now) else { continue };
            prop_assert!(before.state.unwrap().is_open(), "nothing follows an end");
            steps.push(step);
            let after = CaseCourse { filing, steps: &steps }.standing();
            let after = after.expect("what is done can be read");
            prop_assert!(after.since >= before.since);
            prop_assert!(after.due_at >= before.due_at, "no clock is cut short");
            prop_assert!(after.due_at - after.filed_at <= 60 * DAY_SECS);
            if contests {
                prop_assert_eq!(after.due_at, before.due_at);
                prop_assert!(step.state != CaseState::Decided || now < before.due_at);
            } else {
                prop_assert!(step.state != CaseState::Lapsed, "the answer stays owed");
            }
        }
        let count = |state| steps.iter().filter(|step| step.state == state).count();
        prop_assert!(count(CaseState::Extended) <= 1);
        prop_assert!(count(CaseState::Joined) <= 1);
        let ends = steps.iter().filter(|step| !step.state.is_open()).count();
        prop_assert!(ends <= 1);
    }

    /// Steps that somebody wrote into the rows, not by this machine.
    #[test]
    fn g09_steps_that_no_case_takes_are_refused(
        contests: bool,
        numbers in proptest::collection::vec((1..=7_u8, 0..40_i64, 0..70_i64), 1..5),
    ) {
        let filing = filing(CaseKind::Act, contests);
        let mut steps = vec![file(filing, START)];
        for (index, (state, days, due)) in numbers.into_iter().enumerate() {
            let state = CaseState::from_number(state).unwrap();
            steps.push(CaseStep {
                step: i16::try_from(index + 2).unwrap(),
                state,
                officer: (!ends_by_itself(state)).then_some(BY),
                at: START + days * DAY_SECS,
                due_at: START + due * DAY_SECS,
                reason: (state == CaseState::Extended).then_some(ExtensionReason::Hearing),
                outcome: (state == CaseState::Decided).then_some(Outcome::Dismissed),
                lead: (state == CaseState::Joined).then_some(CaseId(5)),
            });
        }
        if let Ok(standing) = (CaseCourse { filing, steps: &steps }).standing() {
            prop_assert!(standing.due_at <= START + 60 * DAY_SECS);
            let decided = steps.iter().find(|step| step.state == CaseState::Decided);
            if let (true, Some(step)) = (contests, decided) {
                prop_assert!(step.at < START + 30 * DAY_SECS);
            }
        }
    }

    /// The act and its case are moved together, as the authority moves them.
    #[test]
    fn g08_an_objected_revocation_is_never_in_force_without_a_decision(
        objected_after in 0..14_i64,
        moves in moves(),
    ) {
        let content = revocation();
        let mut act = noticed(&content);
        let mut now = START + 2 + objected_after * DAY_SECS;
        act.push(course(&content, &act).contest(now).unwrap());
        let filing = filing(CaseKind::Act, true);
        let mut case = vec![file(filing, now)];
        for (one, secs) in moves {
            now += secs;
            let waiting = CaseCourse { filing, steps: &case };
            let step = try_move(&waiting, one, now);
            let act_course = course(&content, &act);
            let act_step = match (one, step) {
                (Move::Decide(outcome), Some(_)) => act_course.decide(outcome.stands(), BY, now),
                (Move::Settle, Some(_)) => act_course.drop_act(BY, now),
                (Move::Lapse, Some(_)) => {
                    let lapsed = act_course.lapse(now);
                    prop_assert!(lapsed.is_ok(), "the case is due when its act is");
                    lapsed
                }
                // Whoever asks the act alone.
                (Move::TakeEffect, _) => act_course.take_effect(now),
                (_, Some(step)) => {
                    case.push(step);
                    continue;
                }
                _ => continue,
            };
            if let Ok(act_step) = act_step {
                act.push(act_step);
                case.extend(step);
            }
        }
        let standing = course(&content, &act).standing().unwrap();
        let decided = CaseCourse { filing, steps: &case }.standing().unwrap();
        if standing.state == Some(ActState::Effective) {
            prop_assert!(decided.outcome.is_some_and(Outcome::stands));
            // Since when, not the last clock: a move after it may come from one that is behind.
            prop_assert!(standing.since >= START + 2 + 14 * DAY_SECS);
        }
        let upheld = decided.outcome.is_some_and(|outcome| !outcome.stands());
        let ended = decided.state == Some(CaseState::Lapsed) || upheld;
        prop_assert_eq!(ended, standing.state == Some(ActState::Lapsed));
    }
}

/// Whether no officer moves a case there.
fn ends_by_itself(state: CaseState) -> bool {
    use CaseState as S;
    matches!(state, S::Filed | S::Withdrawn | S::Lapsed)
}

fn revocation() -> ActContent {
    ActContent {
        shard: Shard(0),
        officer: 1,
        office: "Clinic North".to_owned(),
        region: "XX".to_owned(),
        reason: Some(Reason::EnteredInError),
        basis: Some(LegalBasis::PassLaw),
        evidence: None,
        at: START,
        body: Body::Revoke {
            handles: vec![[1; 16]],
        },
    }
}

fn course<'a>(content: &'a ActContent, steps: &'a [StepRow]) -> Course<'a> {
    Course {
        id: ActId(3),
        content,
        steps,
    }
}

/// Proposed, approved, and noticed with the shortest period.
fn noticed(content: &ActContent) -> Vec<StepRow> {
    let step = |step, state| StepRow {
        act: ActId(3),
        step,
        state,
        officer: Some(BY),
        at: START + 1,
        effective_at: None,
        channel: None,
    };
    let mut steps = vec![step(1, ActState::Proposed), step(2, ActState::Approved)];
    let (channel, period) = (NoticeChannel::Record, ObjectionPeriod::SHORTEST);
    let notice = course(content, &steps).notice(channel, period, BY, START + 2);
    steps.push(notice.unwrap());
    steps
}

#[test]
fn g12_a_door_case_is_filed_on_a_day() {
    let door = file(filing(CaseKind::Door, false), START + 12_345);
    assert_eq!(door.at, START);
    let look = file(filing(CaseKind::Look, false), START + 12_345);
    assert_eq!(look.at, START + 12_345);
}

#[test]
fn g09_an_overdue_case_stays_owed_where_no_act_waits() {
    let filing = filing(CaseKind::Look, false);
    let steps = vec![file(filing, START)];
    let course = CaseCourse {
        filing,
        steps: &steps,
    };
    let late = START + 31 * DAY_SECS;
    assert!(course.standing().unwrap().is_overdue(late));
    assert!(matches!(course.lapse(late), Err(CaseError::State { .. })));
    assert!(course.decide(Outcome::Upheld, BY, late).is_ok());
    assert_eq!(
        course.extend(ExtensionReason::Expert, 30, BY, late),
        Err(CaseError::Extension)
    );
}

#[test]
fn only_like_cases_are_joined() {
    let (act, look) = (filing(CaseKind::Act, false), filing(CaseKind::Look, false));
    let first = vec![file(act, START)];
    let other = vec![file(look, START)];
    fn course(filing: Filing, steps: &[CaseStep]) -> CaseCourse<'_> {
        CaseCourse { filing, steps }
    }
    let lead = (CaseId(1), &course(act, &first));
    assert_eq!(may_join((CaseId(2), &course(act, &first)), lead), Ok(()));
    let refused = Err(CaseError::NotAlike);
    assert_eq!(may_join((CaseId(2), &course(look, &other)), lead), refused);
    assert_eq!(may_join((CaseId(1), &course(act, &first)), lead), refused);
    let mut joined = first.clone();
    joined.push(course(act, &first).join(CaseId(1), BY, START).unwrap());
    let joined = (CaseId(3), &course(act, &joined));
    assert_eq!(may_join((CaseId(2), &course(act, &first)), joined), refused);
    assert_eq!(may_join(joined, lead), refused);
}

#[test]
fn g10_a_mandate_is_for_one_case_and_ends() {
    let mandate = CaseMandate::new(CaseId(4), START + DAY_SECS, START).unwrap();
    assert!(mandate.covers(CaseId(4), START));
    assert!(!mandate.covers(CaseId(5), START));
    assert!(!mandate.covers(CaseId(4), START + DAY_SECS));
    let ended = CaseMandate {
        ended_at: Some(START + 9),
        ..mandate
    };
    assert!(ended.covers(CaseId(4), START + 8) && !ended.covers(CaseId(4), START + 9));
    let long = START + (CASE_MANDATE_MAX_DAYS + 1) * DAY_SECS;
    assert!(CaseMandate::new(CaseId(4), long, START).is_err());
    assert!(CaseMandate::new(CaseId(4), START, START).is_err());
}

fn decision(outcome: Outcome, findings: &[Finding]) -> Decision {
    Decision {
        kind: CaseKind::Act,
        cases: vec![DecidedCase {
            number: [1; 16],
            subject: [2; 32],
            reasons: [3; 32],
        }],
        acts: vec![[4; 32]],
        outcome,
        ending: (outcome == Outcome::Inadmissible).then_some(Ending::DecidedBefore),
        findings: findings.to_vec(),
        order: None,
        officer: 4,
        office: "Review board".to_owned(),
        at: START,
    }
}

#[test]
fn g09_a_decision_rests_on_findings_that_carry_it() {
    use Finding as F;
    let check = |outcome, findings: &[F]| decision(outcome, findings).check();
    let refused = Err(CaseError::Findings);
    assert_eq!(check(Outcome::Upheld, &[F::FactsWrong, F::NoBasis]), Ok(()));
    assert_eq!(check(Outcome::Upheld, &[]), refused);
    assert_eq!(
        check(Outcome::Upheld, &[F::NoBasis, F::FactsWrong]),
        refused
    );
    assert_eq!(
        check(Outcome::Upheld, &[F::FactsWrong, F::FactsWrong]),
        refused
    );
    assert_eq!(check(Outcome::Upheld, &[F::FactsProven]), refused);
    assert_eq!(check(Outcome::Dismissed, &[F::FactsProven]), Ok(()));
    assert_eq!(
        check(Outcome::Dismissed, &[F::FactsWrong, F::FactsProven]),
        refused
    );
    assert_eq!(
        check(Outcome::Partly, &[F::FactsWrong, F::ProcedureKept]),
        Ok(())
    );
    assert_eq!(check(Outcome::Partly, &[F::FactsWrong]), refused);
    assert_eq!(check(Outcome::Inadmissible, &[]), Ok(()));
    // A rule of a door decides nothing on an act.
    assert_eq!(check(Outcome::Dismissed, &[F::RuleApplied]), refused);
    // Acts are named once, in order, by what is against acts, and no more of them than cases.
    for acts in [vec![[4; 32], [4; 32]], vec![[4; 32], [5; 32]]] {
        let mut named = decision(Outcome::Upheld, &[F::FactsWrong]);
        named.acts = acts;
        assert_eq!(named.check(), refused);
    }
    let mut elsewhere = decision(Outcome::Upheld, &[F::FactsWrong]);
    elsewhere.kind = CaseKind::Refusal;
    assert_eq!(elsewhere.check(), refused);
    elsewhere.acts.clear();
    assert_eq!(elsewhere.check(), Ok(()));
    let mut unnamed = decision(Outcome::Inadmissible, &[]);
    unnamed.ending = None;
    assert_eq!(unnamed.check(), refused);
}

#[test]
fn a_court_orders_one_case_and_the_decision_follows_it() {
    let order = CourtOrder {
        court: "Administrative Court North".to_owned(),
        number: "3 K 112/26".to_owned(),
        day: 20_000,
        effect: CourtEffect::SetAside,
    };
    let with = |outcome, findings: &[Finding]| Decision {
        order: Some(order.clone()),
        ..decision(outcome, findings)
    };
    let carried = with(Outcome::Upheld, &[Finding::CourtForAppellant]);
    assert_eq!(carried.check(), Ok(()));
    let refused = Err(CaseError::Order);
    assert_eq!(with(Outcome::Upheld, &[Finding::NoBasis]).check(), refused);
    let against = with(Outcome::Dismissed, &[Finding::CourtAgainstAppellant]);
    assert_eq!(against.check(), refused);
    let claimed = decision(Outcome::Upheld, &[Finding::CourtForAppellant]);
    assert_eq!(claimed.check(), refused);
    let mut two = carried.clone();
    two.cases.push(DecidedCase {
        number: [2; 16],
        ..two.cases[0]
    });
    assert_eq!(two.check(), refused);
    for number in ["", " 3", "3;K", "№3", &"9".repeat(41)] {
        let number = number.to_owned();
        assert!(
            CourtOrder {
                number,
                ..order.clone()
            }
            .check()
            .is_err()
        );
    }
}

#[test]
fn records_read_as_they_were_written_and_every_byte_counts() {
    let mut ours = decision(
        Outcome::Partly,
        &[Finding::FactsWrong, Finding::BasisCarries],
    );
    ours.cases.push(DecidedCase {
        number: [9; 16],
        ..ours.cases[0]
    });
    assert_eq!(Decision::parse(&ours.encode()), Ok(ours.clone()));
    // Whatever is changed in a decision changes what was signed.
    let signed = ours.hash();
    for index in 0..ours.encode().len() {
        let mut altered = ours.encode();
        altered[index] ^= 1;
        let other = Decision::parse(&altered).map(|decision| decision.hash());
        assert_ne!(other, Ok(signed));
    }
    let slip = DoorSlip {
        policy: "xx.places".to_owned(),
        version: 3,
        rule: Some("VR-XX-0001@1.0.0".to_owned()),
        code: None,
        day: 18_900,
    };
    for subject in [
        Subject::Act([5; 32]),
        Subject::Refusal {
            office: "Desk".to_owned(),
            day: 18_900,
        },
        Subject::Look([6; 16]),
        Subject::Door(slip),
    ] {
        let appeal = Appeal {
            number: [1; 16],
            subject,
            row: Some(9),
            parties: vec![Party {
                officer: 4,
                office: "Desk".to_owned(),
            }],
            filed_by: FiledBy::Desk,
            day: 18_901,
            order: None,
        };
        appeal.check().unwrap();
        let encoded = appeal.encode();
        assert_eq!(Appeal::parse(&encoded), Ok(appeal.clone()));
        for index in 0..encoded.len() {
            let mut altered = encoded.clone();
            altered[index] ^= 1;
            assert_ne!(Appeal::parse(&altered), Ok(appeal.clone()));
            assert!(Appeal::parse(&encoded[..index]).is_err());
        }
    }
    let mut other = ours.clone();
    other.at += 1;
    assert_ne!(other.hash(), ours.hash());
    let mut other = ours.clone();
    other.cases[1].reasons = [0; 32];
    assert_ne!(other.hash(), ours.hash());
}

/// A slip as `cleanbill gate` prints it, in English and in Russian.
#[test]
fn a_slip_is_read_in_any_language() {
    let english = "Why this pass was not accepted\nrefused: see the slip\n\
         The pass does not meet rule VR-XX-0001@1.0.0. [rules.rule-failed]\nwhat to do: ask\n\
         policy: Places of 'culture' (v2) (xx.places v3)\nrule: VR-XX-0001@1.0.0\n\
         checked at: 1 Jul 2021, 12:00 UTC\nThis slip names nobody.\n";
    let slip = DoorSlip::parse(english, 18_809).unwrap();
    assert_eq!((slip.policy.as_str(), slip.version), ("xx.places", 3));
    assert_eq!(slip.rule.as_deref(), Some("VR-XX-0001@1.0.0"));
    assert_eq!(slip.code.as_deref(), Some("rules.rule-failed"));
    let russian = "правила: Места (xx.places v3)\nпроверено: 1 июля 2021 г., 12:00\n";
    let slip = DoorSlip::parse(russian, 18_809).unwrap();
    assert_eq!((slip.version, slip.rule, slip.code), (3, None, None));
    for hostile in [
        "",
        "(xx.places)",
        "(xx.places v0)",
        "(XX v1)",
        "a (xx.a v1)\nb (xx.b v1)",
        "(<script> v1)",
        &format!("{} (xx.places v1)", "a".repeat(5_000)),
    ] {
        assert_eq!(
            DoorSlip::parse(hostile, 18_809),
            Err(CaseError::Slip),
            "{hostile}"
        );
    }
    assert!(DoorSlip::parse("(xx.places v1)", 0).is_err());
}

#[test]
fn texts_are_bounded_and_print() {
    assert!(check_text("I was never tested that day.\nАня").is_ok());
    for text in [
        "",
        " \n",
        "a\u{202e}b",
        "a\u{0}",
        &"a".repeat(TEXT_MAX_BYTES + 1),
    ] {
        assert_eq!(check_text(text), Err(CaseError::Text));
    }
}
