//! Guarantee G14: change is announced, as attacks.

use cleanbill_policy::{
    Announcement, Announcements, LoadError, PolicySet, RuleBook, Tendency, Tightening,
};

use super::draft::{draft, load, refusal};

const ANNOUNCED: &str = "announcement = { at = 2021-11-12T12:00:00+03:00 }";
const SIGNED: &str = "signed_at = 2021-11-12T12:00:00+03:00";
const FROM: &str = "from = 2021-11-22T00:00:00+03:00";
const UNTIL: &str = "until = 2022-02-01T00:00:00+03:00";

/// The draft changed in the middle of its life, signed and in force a day later.
fn amended(changes: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("version = 1", "version = 2"),
        (SIGNED, "signed_at = 2021-12-01T00:00:00+03:00"),
        (FROM, "from = 2021-12-02T00:00:00+03:00"),
        (ANNOUNCED, ""),
    ];
    all.extend(changes);
    draft(&all)
}

#[test]
fn g14_a_check_where_none_was_needs_its_announcement() {
    assert_eq!(
        refusal(&[draft(&[(ANNOUNCED, "")])]),
        Some("policies.unannounced")
    );
    let late = "announcement = { at = 2021-11-15T00:00:01+03:00 }";
    let set = load(&[draft(&[(ANNOUNCED, late)])]);
    let short = LoadError::ShortNotice {
        hours: 167,
        hours_min: 168,
    };
    assert_eq!(set.refused()[0].error, short);
}

#[test]
fn g14_what_lets_in_fewer_people_needs_its_announcement() {
    // The flips of November 2021: a term halved overnight, a ground gone, the age lowered.
    let tightenings: &[(&str, &str)] = &[
        ("for_months = 12", "for_months = 6"),
        ("for_months = 12", "for_months = 12\nfrom_days = 14"),
        (
            "for_months = 12",
            "for_months = 12\nproducts = [\"Sputnik-V\"]",
        ),
        (
            "for_months = 12",
            "for_months = 12\nopen_until = 2022-01-01",
        ),
        ("for_months = 12", "for_months = 12\nage_below = 60"),
        ("for_hours = 72", "for_hours = 48"),
        ("[[accept]]\nground = \"exemption\"", ""),
        ("under_age = 18", "under_age = 12"),
        ("companions = [\"of-wheelchair-user\"]", "companions = []"),
        (
            "places = [\"concert\"]",
            "places = [\"cinema\", \"concert\"]",
        ),
        ("data_age_max_days = 10", "data_age_max_days = 8"),
    ];
    for change in tightenings {
        let policies = [draft(&[]), amended(&[*change])];
        assert_eq!(
            refusal(&policies),
            Some("policies.unannounced"),
            "{change:?}"
        );
    }
}

#[test]
fn g14_loosening_loads_at_once() {
    let loosenings: &[(&str, &str)] = &[
        ("for_months = 12", "for_months = 13"),
        ("for_months = 6", "for_months = 12"),
        ("for_months = 12", "series = \"any\"\nfor_months = 12"),
        ("for_hours = 72", "for_hours = 96"),
        ("methods = [\"pcr\"]", "methods = [\"pcr\", \"antigen\"]"),
        ("under_age = 18", "under_age = 21"),
        (
            "on_system_fault = \"manual\"",
            "on_system_fault = \"admit\"",
        ),
        (
            "data_age_max_days = 10",
            "data_age_max_days = 10\nshows = [\"name\"]",
        ),
        (UNTIL, "until = 2021-12-20T00:00:00+03:00"),
    ];
    for change in loosenings {
        let set = load(&[draft(&[]), amended(&[*change])]);
        assert_eq!(set.refused(), [], "{change:?}");
        assert_eq!(set.loaded()[1].tendency, Tendency::NotTighter, "{change:?}");
    }
}

#[test]
fn g14_a_chain_of_small_steps_is_compared_step_by_step() {
    let narrower = amended(&[("for_months = 12", "for_months = 11")]);
    let set = load(&[draft(&[]), narrower]);
    assert_eq!(set.loaded().len(), 1);
    // A refused policy is nobody's predecessor.
    let second = amended(&[("for_months = 12", "for_months = 11")])
        .replace("version = 2", "version = 3")
        .replace("2021-12-02", "2021-12-03");
    let first = amended(&[("for_months = 12", "for_months = 11")]);
    let set = load(&[draft(&[]), first, second]);
    assert_eq!(set.loaded().len(), 1);
    assert_eq!(set.refused().len(), 2);
}

fn urgent(from: &str, until: &str, announced: &str) -> String {
    amended(&[("for_months = 12", "for_months = 6")])
        .replace("from = 2021-12-02T00:00:00", &format!("from = {from}"))
        .replace("until = 2022-02-01T00:00:00", &format!("until = {until}"))
        .replace(
            "[door]",
            &format!("[announcement]\nat = {announced}+03:00\nurgent = true\n\n[door]"),
        )
}

#[test]
fn g14_urgent_tightening_is_short_and_not_repeated() {
    let day = urgent(
        "2021-12-02T12:00:00",
        "2021-12-16T12:00:00",
        "2021-12-01T12:00:00",
    );
    let set = load(&[draft(&[]), day.clone()]);
    let loaded = &set.loaded()[1];
    let vaccination = Tightening::Accepts(cleanbill_health::Ground::Vaccination);
    assert_eq!(loaded.tendency, Tendency::Tighter(vec![vaccination]));
    let hasty = urgent(
        "2021-12-02T12:00:00",
        "2021-12-16T12:00:00",
        "2021-12-01T12:00:01",
    );
    assert_eq!(refusal(&[draft(&[]), hasty]), Some("policies.short-notice"));
    let long = urgent(
        "2021-12-02T12:00:00",
        "2021-12-16T12:00:01",
        "2021-12-01T12:00:00",
    );
    assert_eq!(refusal(&[draft(&[]), long]), Some("policy.urgent-too-long"));
    let again = urgent(
        "2021-12-16T12:00:00",
        "2021-12-20T12:00:00",
        "2021-12-10T12:00:00",
    )
    .replace("version = 2", "version = 3")
    .replace("signed_at = 2021-12-01", "signed_at = 2021-12-10");
    assert_eq!(
        refusal(&[draft(&[]), day, again]),
        Some("policies.urgent-twice")
    );
}

#[test]
fn g14_nothing_longer_continues_an_urgent_policy_unannounced() {
    let first = draft(&[
        (UNTIL, "until = 2021-12-06T00:00:00+03:00"),
        (
            ANNOUNCED,
            "announcement = { at = 2021-11-20T12:00:00+03:00, urgent = true }",
        ),
    ]);
    let report = "ab".repeat(32);
    let extension =
        format!("[extension]\nnumber = 2\nreason = \"x\"\nrehearsal = \"{report}\"\n\n[door]");
    let second =
        amended(&[("[door]", &extension)]).replace("from = 2021-12-02", "from = 2021-12-06");
    assert_eq!(refusal(std::slice::from_ref(&first)), None);
    assert_eq!(refusal(&[first, second]), Some("policies.unannounced"));
}

#[test]
fn g14_another_time_zone_is_another_term() {
    let east = draft(&[]).replace("+03:00", "+09:00");
    let shifted = amended(&[]).replace(
        "from = 2021-12-02T00:00:00+03:00",
        "from = 2021-12-02T06:00:00+09:00",
    );
    assert_eq!(
        refusal(&[draft(&[]), shifted]),
        Some("policies.unannounced")
    );
    let nowhere = east.replace(
        "from = 2021-11-22T00:00:00+09:00",
        "from = 2021-11-22T00:00:00+23:59",
    );
    assert_eq!(refusal(&[nowhere]), Some("policy.field"));
}

#[test]
fn g14_a_new_set_keeps_what_holds() {
    let strict = draft(&[
        ("test.concert", "test.strict"),
        (
            "[[accept]]\nground = \"test\"\nmethods = [\"pcr\"]\nfor_hours = 72",
            "",
        ),
    ]);
    let loose = amended(&[("test.concert", "test.loose")]);
    let at = super::draft::time("2021-12-10T00:00:00+03:00");
    let both = load(&[strict.clone(), loose.clone()]);
    assert_eq!(both.refused(), []);
    let lost = |installed: &PolicySet, new: &[String], at: i64| {
        let lost = installed.losses(&load(new), at);
        lost.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    // Taking the looser policy away is a tightening by the one that lies beneath.
    assert_eq!(
        lost(&both, std::slice::from_ref(&strict), at),
        ["test.loose v2"]
    );
    assert_eq!(
        lost(&both, &[strict.clone(), loose.clone()], at),
        Vec::<String>::new()
    );
    // Where nothing lies beneath, nobody is asked any more.
    assert_eq!(
        lost(&load(std::slice::from_ref(&strict)), &[], at),
        Vec::<String>::new()
    );
    // The same name for something else, and one that just ended, which numbers count on.
    let changed = loose.replace("for_hours = 72", "for_hours = 48");
    assert_eq!(
        lost(&both, &[strict.clone(), changed], at),
        ["test.loose v2"]
    );
    let after = super::draft::time("2022-02-05T00:00:00+03:00");
    assert_eq!(lost(&both, &[], after).len(), 2);
}

#[test]
fn g14_an_announcement_has_to_be_proven() {
    struct Nowhere;
    impl Announcements for Nowhere {
        fn proves(&self, _: &[u8; 32], _: &Announcement) -> bool {
            false
        }
    }
    let text = draft(&[]);
    let set = PolicySet::load([text.as_str()], &RuleBook::default(), &Nowhere, i64::MAX);
    assert_eq!(set.refused()[0].error, LoadError::UnprovenAnnouncement);
}

#[test]
fn a_set_refuses_doubles_and_what_was_signed_after_it() {
    let one = draft(&[]);
    assert_eq!(
        refusal(&[one.clone(), one.clone()]),
        Some("policies.duplicate")
    );
    let other = draft(&[("test.concert", "test.other")]);
    assert_eq!(refusal(&[one.clone(), other]), Some("policies.ambiguous"));
    let set = PolicySet::load(
        [one.as_str()],
        &RuleBook::default(),
        &super::draft::NoQuestions,
        super::draft::time("2021-11-12T11:59:59+03:00"),
    );
    assert_eq!(set.refused()[0].error, LoadError::SignedAfterSet);
}
