use proptest::prelude::*;

use super::NameAgreement::{Differs, Partly, Same, Spelling, Unknown};
use super::*;

fn holder<'a>(surname: &'a str, forename: &'a str, birth_date: &'a str) -> PassHolder<'a> {
    PassHolder {
        surname: Some(surname).filter(|text| !text.is_empty()),
        forename: Some(forename).filter(|text| !text.is_empty()),
        birth_date,
        ..PassHolder::default()
    }
}

fn names(one: (&str, &str), other: (&str, &str)) -> (NameAgreement, NameAgreement) {
    let limits = Limits::default();
    let (one, other) = (holder(one.0, one.1, ""), holder(other.0, other.1, ""));
    let found = compare_holders(&one, &other, &limits);
    assert_eq!(compare_holders(&other, &one, &limits), found, "either way");
    (found.surname, found.forename)
}

#[test]
fn one_name_in_several_spellings() {
    let same = |one, other| names((one, "Anna"), (other, "ANNA")).0;
    assert_eq!(same("Müller", "MÜLLER"), Same);
    assert_eq!(same("Müller-Lüdenscheidt", "Müller Lüdenscheidt"), Same);
    assert_eq!(same("O'Connor", "OCONNOR"), Same);
    assert_eq!(same("Dr. Müller", "Müller"), Same);
    for spelling in ["MUELLER", "MULLER", "Muller"] {
        assert_eq!(same("Müller", spelling), Spelling, "{spelling}");
    }
    assert_eq!(same("Щербакова", "SHCHERBAKOVA"), Spelling);
    assert_eq!(same("Юлиев", "IULIEV"), Spelling);
    assert_eq!(same("Юлиев", "YULIEV"), Spelling);
    // The capital of ß is SS.
    assert_eq!(same("Weiß", "WEISS"), Same);
    assert_eq!(same("Øster", "OESTER"), Spelling);
}

#[test]
fn two_names_stay_two() {
    let found = |one, other| names((one, "Anna"), (other, "Anna")).0;
    for (one, other) in [
        ("Müller", "Möller"),
        // Nobody wrote an umlaut: these are two names.
        ("MUELLER", "MULLER"),
        ("Bauer", "Baur"),
        ("Müller", "Müllers"),
        ("Ivanov", "Ivanova"),
        ("Müller", "Meier-Müller"),
    ] {
        assert_eq!(found(one, other), Differs, "{one} {other}");
    }
}

#[test]
fn forenames_may_be_missing_but_not_the_first() {
    let found = |one, other| names(("Beispiel", one), ("Beispiel", other)).1;
    assert_eq!(found("Anna Maria", "ANNA-MARIA"), Same);
    assert_eq!(found("Anna Maria", "Anna"), Partly);
    assert_eq!(found("Anna Maria", "Maria Anna"), Partly);
    assert_eq!(found("Jörg Peter", "JOERG"), Partly);
    assert_eq!(found("Anna Maria", "Maria"), Differs);
    assert_eq!(found("Anna Maria", "Anna Lena"), Differs);
    assert_eq!(found("Anna", "Anne"), Differs);
}

#[test]
fn somebody_with_one_name_has_it_in_either_place() {
    assert_eq!(names(("Sukarno", ""), ("", "SUKARNO")), (Same, Same));
    assert_eq!(
        names(("Anna Beispiel", ""), ("Beispiel", "Anna")),
        (Same, Same)
    );
    let missing = Unknown(Why::PartMissing);
    assert_eq!(
        names(("Beispiel", ""), ("Beispiel", "Anna")),
        (missing, missing)
    );
    assert_eq!(
        names(("Muster", ""), ("Beispiel", "Anna")),
        (Differs, Differs)
    );
    let nothing = Unknown(Why::NoName);
    assert_eq!(names(("", ""), ("", "")), (nothing, nothing));
}

#[test]
fn names_that_nobody_can_read_decide_nothing() {
    let (surname, forename) = names(("Beispiel", "文"), ("Beispiel", "Anna"));
    assert_eq!((surname, forename), (Same, Unknown(Why::UnknownLetter)));
    let long = "A".repeat(161);
    let (surname, _) = names((&long, "Anna"), ("Beispiel", "Anna"));
    assert_eq!(surname, Unknown(Why::NameTooLong));
}

#[test]
fn birth_dates_agree_as_far_as_both_are_known() {
    use BirthDateAgreement as B;
    for (one, other, expected) in [
        ("1964-08-12", "1964-08-12", B::Same),
        ("1964", "1964", B::Same),
        ("1964-08-12", "1964-08", B::Compatible),
        ("1964-08-12", "1964", B::Compatible),
        ("1964-08-12", "1964-12-08", B::Differs),
        ("1964-08", "1964-09-12", B::Differs),
        ("1964", "1965", B::Differs),
        ("", "1964", B::Unknown(Why::BirthDateUnknown)),
        ("12.08.1964", "1964", B::Unknown(Why::BirthDateMalformed)),
    ] {
        assert_eq!(compare_birth_dates(one, other), expected, "{one} {other}");
        assert_eq!(compare_birth_dates(other, one), expected, "{other} {one}");
    }
}

fn letters() -> impl Strategy<Value = String> {
    "[A-Za-zÄÖÜäöüßÅåéèЖЮЯЩйё' -]{0,24}"
}

proptest! {
    #[test]
    fn which_is_first_makes_no_difference(
        names in prop::collection::vec(letters(), 4),
        dates in prop::collection::vec("(19[0-9]{2}(-0[1-9](-[0-2][1-9])?)?)?", 2),
    ) {
        let one = holder(&names[0], &names[1], &dates[0]);
        let other = holder(&names[2], &names[3], &dates[1]);
        let limits = Limits::default();
        let found = compare_holders(&one, &other, &limits);
        prop_assert_eq!(compare_holders(&other, &one, &limits), found);
    }

    #[test]
    fn everybody_is_the_same_as_themselves(surname in letters(), forename in letters()) {
        let one = holder(&surname, &forename, "1964-08-12");
        let found = compare_holders(&one, &one, &Limits::default());
        prop_assert!(!found.contradicts(), "{found:?}");
        prop_assert_eq!(found.birth_date, BirthDateAgreement::Same);
    }

    #[test]
    fn whatever_comes_is_answered_in_bounded_time(one in "\\PC{0,200}", other in "\\PC{0,200}") {
        let (one, other) = (holder(&one, &other, &one), holder(&other, &one, &other));
        let _ = compare_holders(&one, &other, &Limits::default());
    }
}
