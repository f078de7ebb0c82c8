//! How acts go on: guarantee G08's property over random acts and clocks.

use cleanbill_issuer::act::machine::{
    APPROVE_WITHIN_DAYS, Course, DECIDE_WITHIN_DAYS, ObjectionPeriod, PROPOSE_WITHIN_SECS,
};
use cleanbill_issuer::act::{ActContent, ActError, ActState, Body, NoticeChannel, Reason, Touched};
use cleanbill_issuer::approval::{CheckedApprovals, check_approvals};
use cleanbill_issuer::registry::{ActId, OfficerId, StepRow};
use proptest::prelude::*;

use super::world::{HEAD_A, HEAD_B, REVIEWER, World, handle, office, rps};
use crate::authority::{DAY, NOW};
use cleanbill_issuer::staff::OfficeKind;

const BY: OfficerId = OfficerId(1);
const ID: ActId = ActId(77);

/// Four acts, each with approvals that suffice: an ordinary revocation, one that acts at once, a
/// withdrawal, and one that takes nothing away.
fn acts() -> Vec<(ActContent, CheckedApprovals)> {
    let world = World::new();
    let staff = world.verify().unwrap();
    let plain = world.revocation(HEAD_A, vec![handle(1)], NOW);
    let forgery = ActContent {
        reason: Some(Reason::Forgery),
        evidence: Some([1; 32]),
        ..plain.clone()
    };
    let lot = ActContent {
        reason: Some(Reason::LotWithdrawn),
        body: Body::WithdrawValue {
            product: "P".to_owned(),
            lot: None,
            touched: Touched::of(&[]),
        },
        ..plain.clone()
    };
    let spec = office("Clinic C", "XX-C", OfficeKind::Clinic);
    let opening = world.content(HEAD_A, Body::OpenOffice(spec), NOW);
    [plain, forgery, lot, opening]
        .into_iter()
        .map(|act| {
            let hash = act.hash();
            let sign = |by: &i64| world.approval(*by, &hash, NOW);
            let approvals: Vec<_> = [HEAD_A, HEAD_B, REVIEWER].iter().map(sign).collect();
            let checked = check_approvals(&act, &approvals, staff.staff(), &rps()).unwrap();
            (act, checked)
        })
        .collect()
}

#[derive(Debug, Clone, Copy)]
enum Move {
    Propose,
    Approve,
    Notice(i64),
    TakeEffect,
    Drop,
    Contest,
    Decide(bool),
    Lapse,
    Undo,
}

fn moves() -> impl Strategy<Value = Vec<(Move, i64)>> {
    let one = prop_oneof![
        Just(Move::Approve),
        (14..=90_i64).prop_map(Move::Notice),
        Just(Move::TakeEffect),
        Just(Move::TakeEffect),
        Just(Move::Drop),
        Just(Move::Contest),
        any::<bool>().prop_map(Move::Decide),
        Just(Move::Lapse),
        Just(Move::Undo),
        Just(Move::Propose),
    ];
    // The clock goes on by some days, stays, or jumps back.
    let jump = prop_oneof![3 => 0..40 * DAY, 1 => Just(0), 1 => -30 * DAY..0];
    proptest::collection::vec((one, jump), 1..24)
}

fn go(
    course: &Course<'_>,
    checked: &CheckedApprovals,
    what: Move,
    now: i64,
) -> Result<StepRow, ActError> {
    match what {
        Move::Propose => course.propose(BY, now),
        Move::Approve => course.approve(checked, BY, now),
        Move::Notice(days) => {
            let period = ObjectionPeriod::from_days(days).unwrap();
            course.notice(NoticeChannel::Letter, period, BY, now)
        }
        Move::TakeEffect => course.take_effect(now),
        Move::Drop => course.drop_act(BY, now),
        Move::Contest => course.contest(now),
        Move::Decide(stands) => course.decide(stands, BY, now),
        Move::Lapse => course.lapse(now),
        Move::Undo => {
            let restore = ActContent {
                reason: None,
                body: Body::Restore {
                    undoes: course.content.hash(),
                },
                ..course.content.clone()
            };
            course.undo(&restore, BY, now)
        }
    }
}

fn offset() -> impl Strategy<Value = i64> {
    -20 * DAY..40 * DAY
}

proptest! {
    #[test]
    fn g08_nothing_takes_effect_before_its_time(which in 0..4_usize, moves in moves()) {
        thread_local! {
            static ACTS: Vec<(ActContent, CheckedApprovals)> = acts();
        }
        ACTS.with(|acts| {
            let (act, checked) = &acts[which];
            let mut now = NOW;
            let mut steps: Vec<StepRow> = Vec::new();
            steps.push(Course { id: ID, content: act, steps: &[] }.propose(BY, now).unwrap());
            let mut contested = false;
            for (what, jump) in moves {
                now += jump;
                let course = Course { id: ID, content: act, steps: &steps };
                let Ok(step) = go(&course, checked, what, now) else { continue };
                let last = steps.last().unwrap();
                prop_assert!(step.at >= last.at, "time went back");
                prop_assert_eq!(step.step, last.step + 1);
                if step.state == ActState::Effective && act.kind().takes_away() {
                    let noticed = steps.iter().find(|s| s.state == ActState::Noticed).unwrap();
                    prop_assert_eq!(step.effective_at, noticed.effective_at, "it moved");
                    prop_assert!(step.at >= noticed.effective_at.unwrap());
                    if !act.acts_at_once() {
                        prop_assert!(step.at >= noticed.at + 14 * DAY);
                    }
                    prop_assert!(!contested || matches!(what, Move::Decide(true)));
                }
                contested = step.state == ActState::Contested;
                steps.push(step);
                // What was written is what is read, by the publisher too.
                let course = Course { id: ID, content: act, steps: &steps };
                let standing = course.standing().unwrap();
                prop_assert_eq!(standing.state, steps.last().map(|step| step.state));
            }
            Ok(())
        })?;
    }

    /// Whatever steps a superuser writes: what is read as in force was noticed long enough ago.
    #[test]
    fn g08_written_steps_are_no_shortcut(
        which in 0..3_usize,
        steps in proptest::collection::vec(
            (0..8_usize, offset(), proptest::option::of(offset()), any::<bool>()),
            0..7,
        ),
    ) {
        thread_local! {
            static ACTS: Vec<(ActContent, CheckedApprovals)> = acts();
        }
        ACTS.with(|acts| {
            let act = &acts[which].0;
            let rows: Vec<StepRow> = steps.iter().enumerate().map(|(index, step)| StepRow {
                act: ID,
                step: i16::try_from(index + 1).unwrap(),
                state: ActState::ALL[step.0],
                officer: None,
                at: NOW + step.1,
                effective_at: step.2.map(|at| NOW + at),
                channel: step.3.then_some(NoticeChannel::Record),
            }).collect();
            let standing = Course { id: ID, content: act, steps: &rows }.standing();
            if let Ok(standing) = standing
                && standing.state == Some(ActState::Effective)
                && !act.acts_at_once()
            {
                prop_assert!(standing.since >= act.at + 14 * DAY);
            }
            Ok(())
        })?;
    }
}

/// Every state and every move: which of them is allowed, for an act that takes away.
#[test]
fn every_move_from_every_state() {
    let (act, checked) = acts().swap_remove(0);
    let moves = [
        Move::Propose,
        Move::Approve,
        Move::Notice(14),
        Move::TakeEffect,
        Move::Drop,
        Move::Contest,
        Move::Decide(true),
        Move::Decide(false),
        Move::Lapse,
        Move::Undo,
    ];
    let paths: [(&[Move], &str); 9] = [
        (&[], "P---------"),
        (&[Move::Propose], "-A--D---L-"),
        (&[Move::Propose, Move::Approve], "--N-D-----"),
        (
            &[Move::Propose, Move::Approve, Move::Notice(14)],
            "---EDC----",
        ),
        (
            &[
                Move::Propose,
                Move::Approve,
                Move::Notice(14),
                Move::TakeEffect,
            ],
            "---------U",
        ),
        (
            &[
                Move::Propose,
                Move::Approve,
                Move::Notice(14),
                Move::Contest,
            ],
            "----D-EXL-",
        ),
        (&[Move::Propose, Move::Drop], "----------"),
        (&[Move::Propose, Move::Lapse], "----------"),
        (
            &[
                Move::Propose,
                Move::Approve,
                Move::Notice(14),
                Move::TakeEffect,
                Move::Undo,
            ],
            "----------",
        ),
    ];
    for (path, allowed) in paths {
        let mut steps = Vec::new();
        let mut now = NOW;
        for what in path {
            let course = Course {
                id: ID,
                content: &act,
                steps: &steps,
            };
            let step = go(&course, &checked, *what, now).unwrap();
            steps.push(step);
            now += 31 * DAY;
        }
        for (what, mark) in moves.iter().zip(allowed.chars()) {
            let course = Course {
                id: ID,
                content: &act,
                steps: &steps,
            };
            let done = go(&course, &checked, *what, now);
            assert_eq!(done.is_ok(), mark != '-', "{path:?} {what:?} {done:?}");
        }
    }
}

fn course_of<'a>(content: &'a ActContent, steps: &'a [StepRow]) -> Course<'a> {
    Course {
        id: ID,
        content,
        steps,
    }
}

#[test]
fn the_clock_is_asked() {
    let (act, checked) = acts().swap_remove(0);
    assert_eq!(
        course_of(&act, &[]).propose(BY, NOW - 1),
        Err(ActError::ClockBehind)
    );
    let late = course_of(&act, &[]).propose(BY, NOW + PROPOSE_WITHIN_SECS + 1);
    assert_eq!(late, Err(ActError::Signed));
    let mut steps = vec![course_of(&act, &[]).propose(BY, NOW).unwrap()];
    let lapses = NOW + APPROVE_WITHIN_DAYS * DAY;
    assert_eq!(
        course_of(&act, &steps).lapse(lapses - 1),
        Err(ActError::NotYet { at: lapses })
    );
    assert!(course_of(&act, &steps).lapse(lapses).is_ok());
    steps.push(course_of(&act, &steps).approve(&checked, BY, NOW).unwrap());
    let period = ObjectionPeriod::default();
    let noticed = course_of(&act, &steps)
        .notice(NoticeChannel::Delivery, period, BY, NOW + 5)
        .unwrap();
    steps.push(noticed);
    let at = NOW + 5 + 14 * DAY;
    assert_eq!(
        course_of(&act, &steps).take_effect(at - 1),
        Err(ActError::NotYet { at })
    );
    assert!(course_of(&act, &steps).take_effect(at).is_ok());
    steps.push(course_of(&act, &steps).contest(NOW + 6).unwrap());
    assert_eq!(
        course_of(&act, &steps).take_effect(at).unwrap_err().code(),
        "act.state"
    );
    assert_eq!(
        course_of(&act, &steps).decide(true, BY, at - 1),
        Err(ActError::NotYet { at })
    );
    let overdue = NOW + 6 + DECIDE_WITHIN_DAYS * DAY;
    assert!(course_of(&act, &steps).lapse(overdue).is_ok());
}

#[test]
fn approvals_and_restorations_are_of_the_act() {
    let acts = acts();
    let (plain, forgery) = (&acts[0], &acts[1]);
    let step = Course {
        id: ID,
        content: &plain.0,
        steps: &[],
    }
    .propose(BY, NOW)
    .unwrap();
    let steps = [step];
    let course = Course {
        id: ID,
        content: &plain.0,
        steps: &steps,
    };
    assert_eq!(
        course.approve(&forgery.1, BY, NOW),
        Err(ActError::Approvals)
    );
    assert_eq!(course.undo(&forgery.0, BY, NOW), Err(ActError::Approvals));
}

#[test]
fn an_act_of_one_officer_has_no_steps() {
    let world = World::new();
    let body = Body::Issue {
        handles: vec![handle(1)],
        kid: [0; 8],
        light: false,
    };
    let act = world.content(HEAD_A, body, NOW);
    let course = Course {
        id: ID,
        content: &act,
        steps: &[],
    };
    assert_eq!(course.standing().unwrap().state, Some(ActState::Effective));
    assert_eq!(course.propose(BY, NOW).unwrap_err().code(), "act.state");
}

#[test]
fn the_period_is_two_weeks_to_three_months() {
    assert_eq!(ObjectionPeriod::from_days(13), None);
    assert_eq!(ObjectionPeriod::from_days(91), None);
    assert_eq!(ObjectionPeriod::default().secs(), 14 * DAY);
}
