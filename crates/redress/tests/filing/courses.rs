use cleanbill_redress::filing::{
    Course, ExtensionReason, FilingError, Publication, RemovalReason, Standing, State, Step,
    Visibility,
};
use proptest::prelude::*;

const DAY: i32 = 20_000;

fn course(visibility: Visibility, steps: &[Step]) -> Course<'_> {
    Course {
        filed_on: DAY,
        visibility,
        steps,
    }
}

fn standing(steps: &[Step]) -> Standing {
    course(Visibility::Shown, steps).standing().unwrap()
}

#[test]
fn an_answer_is_put_off_once_and_for_thirty_days_at_the_most() {
    let extend = |steps: &[Step], by, today| {
        course(Visibility::Open, steps).extend(by, ExtensionReason::Expert, today)
    };
    for by in [i32::MIN, -1, 0, 31, i32::MAX] {
        assert_eq!(extend(&[], by, DAY), Err(FilingError::Extension), "{by}");
    }
    // Not when it is overdue already.
    assert_eq!(extend(&[], 30, DAY + 31), Err(FilingError::Extension));
    let put_off = extend(&[], 30, DAY + 30).unwrap();
    assert_eq!(standing(&[put_off]).due, DAY + 60);
    let again = extend(&[put_off], 1, DAY + 30);
    let from = State::Extended;
    assert_eq!(again, Err(FilingError::State { from }));
}

#[test]
fn a_filing_is_overdue_by_itself_and_stays_late() {
    let open = standing(&[]);
    assert!(!open.is_overdue(DAY + 30));
    assert!(open.is_overdue(DAY + 31));
    let late = course(Visibility::Open, &[]).answer(DAY + 31).unwrap();
    assert!(standing(&[late]).is_overdue(DAY + 40));
    let in_time = course(Visibility::Open, &[]).answer(DAY + 30).unwrap();
    assert!(!standing(&[in_time]).is_overdue(DAY + 400));
}

/// G06: nobody dates an answer back before what was done already.
#[test]
fn g06_a_back_dated_answer_is_none() {
    let before = course(Visibility::Open, &[]).answer(DAY - 1);
    assert_eq!(before, Err(FilingError::ClockBehind));
    let reason = ExtensionReason::Files;
    let put_off = course(Visibility::Open, &[]).extend(10, reason, DAY + 20);
    let steps = [put_off.unwrap(), Step::Answered { day: DAY + 19 }];
    assert_eq!(
        course(Visibility::Open, &steps).standing(),
        Err(FilingError::History { step: 2 })
    );
}

#[test]
fn only_what_was_meant_to_be_shown_is_shown_and_what_was_removed_stays_so() {
    for visibility in [Visibility::Open, Visibility::Sealed] {
        let quiet = course(visibility, &[]);
        assert_eq!(quiet.publish(DAY), Err(FilingError::NotShown));
        let removed = quiet.remove(RemovalReason::Spam, DAY);
        assert_eq!(removed, Err(FilingError::NotShown));
    }
    let shown = course(Visibility::Shown, &[]).publish(DAY + 1).unwrap();
    assert_eq!(standing(&[shown]).publication, Publication::Published);
    let steps = [shown];
    let removed = course(Visibility::Shown, &steps).remove(RemovalReason::CourtOrder, DAY + 2);
    let steps = [shown, removed.unwrap()];
    assert_eq!(standing(&steps).publication, Publication::Removed);
    let after = course(Visibility::Shown, &steps);
    assert_eq!(after.publish(DAY + 3), Err(FilingError::NotShown));
    // It is answered all the same.
    assert!(after.answer(DAY + 3).is_ok());
}

#[derive(Debug, Clone, Copy)]
enum Try {
    Answer,
    Extend(i32),
    Publish,
    Remove,
}

proptest! {
    /// Whatever officers try on whatever days: what is written is a history that can be read, an
    /// answer comes once, and nobody has more than sixty days.
    #[test]
    fn what_is_tried_in_any_order_leaves_a_history(
        visibility in prop::sample::select(vec![
            Visibility::Open, Visibility::Shown, Visibility::Sealed,
        ]),
        tries in prop::collection::vec((prop_oneof![
            Just(Try::Answer),
            (-5_i32..40).prop_map(Try::Extend),
            Just(Try::Publish),
            Just(Try::Remove),
        ], -3_i32..80), 0..12),
    ) {
        let mut steps = Vec::new();
        for (attempt, after) in tries {
            let course = course(visibility, &steps);
            let today = DAY + after;
            let step = match attempt {
                Try::Answer => course.answer(today),
                Try::Extend(by) => course.extend(by, ExtensionReason::Volume, today),
                Try::Publish => course.publish(today),
                Try::Remove => course.remove(RemovalReason::Threat, today),
            };
            steps.extend(step.ok());
            prop_assert!(self::course(visibility, &steps).standing().is_ok());
        }
        let standing = course(visibility, &steps).standing().unwrap();
        let answers = steps.iter().filter(|step| matches!(step, Step::Answered { .. }));
        prop_assert!(answers.count() <= 1);
        prop_assert!(standing.due <= DAY + 60);
        prop_assert!(steps.is_sorted_by_key(Step::day));
        if visibility != Visibility::Shown {
            prop_assert_eq!(standing.publication, Publication::NotAsked);
        }
        prop_assert!(standing.answered_on.is_some() || standing.is_overdue(DAY + 61));
    }
}
