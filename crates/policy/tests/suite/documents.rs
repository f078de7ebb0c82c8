//! What is no policy, and by which name it is refused.

use cleanbill_policy::{Place, Policy};

use super::draft::{SOUND, draft, parse};

#[test]
fn the_draft_is_sound() {
    let policy = Policy::parse(SOUND).unwrap();
    assert_eq!(policy.places, [Place::Concert]);
    assert_eq!(policy.accept.len(), 4);
    assert_eq!(policy.title_in("ru"), "Концерты");
    assert_eq!(policy.title_in("ar"), "Concerts");
    assert_eq!(policy.number(), 1);
}

#[test]
fn each_fault_has_its_name() {
    let cases: &[(&str, &str, &str)] = &[
        ("format = 1", "format = 2", "policy.unsupported-format"),
        ("format = 1", "format = \"1\"", "policy.field"),
        ("version = 1", "version = 1\nversion = 2", "policy.syntax"),
        ("version = 1", "version = 0", "policy.field"),
        ("version = 1", "version = 1\nbypass = true", "policy.syntax"),
        (
            "under_age = 18",
            "under_age = 18\nexcept = [\"A\"]",
            "policy.syntax",
        ),
        (
            "for_hours = 72",
            "for_hours = 72\nname = \"A\"",
            "policy.syntax",
        ),
        ("test.concert", "Test Concert", "policy.field"),
        ("reason = \"a test\"", "reason = \"\"", "policy.field"),
        ("\"RU\"", "\"Russia\"", "policy.field"),
        ("{ en = \"Concerts\", ru", "{ ru", "policy.field"),
        ("[\"concert\"]", "[]", "policy.field"),
        (
            "[\"concert\"]",
            "[\"concert\", \"concert\"]",
            "policy.duplicate-place",
        ),
        (
            "[\"concert\"]",
            "[\"balloon-ride\"]",
            "policy.unknown-place",
        ),
        (
            "from = 2021-11-22T00:00:00+03:00",
            "from = 2021-11-22T00:00:00",
            "policy.field",
        ),
        (
            "from = 2021-11-22T00:00:00+03:00",
            "from = 2021-11-22",
            "policy.field",
        ),
        (
            "for_hours = 72",
            "for_hours = 72\nfor_days = 3",
            "policy.term",
        ),
        ("for_hours = 72", "", "policy.term"),
        ("for_hours = 72", "for_hours = 0", "policy.term"),
        ("methods = [\"pcr\"]", "", "policy.term"),
        (
            "methods = [\"pcr\"]",
            "methods = [\"dowsing\"]",
            "policy.syntax",
        ),
        (
            "ground = \"exemption\"",
            "ground = \"deputy\"",
            "policy.syntax",
        ),
        (
            "ground = \"exemption\"",
            "ground = \"exemption\"\nfor_days = 3",
            "policy.term",
        ),
        ("\"manual\"", "\"refuse\"", "policy.field"),
        ("on_system_fault = \"manual\"", "", "policy.syntax"),
        (
            "data_age_max_days = 10",
            "data_age_max_days = 7",
            "policy.data-too-fresh",
        ),
        (
            "data_age_max_days = 10",
            "data_age_max_days = 10\nshows = [\"ground\"]",
            "policy.field",
        ),
        ("of-wheelchair-user", "of-minister", "policy.field"),
    ];
    for (old, new, code) in cases {
        let error = parse(&[(old, new)]).unwrap_err();
        assert_eq!(error.code(), *code, "{new}: {error}");
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn a_fault_is_told_with_its_line() {
    let error = parse(&[("version = 1", "version = 1\nbypass = true")]).unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("line 5:") && text.contains("bypass"),
        "{text}"
    );
}

#[test]
fn a_policy_that_accepts_nothing_is_none() {
    let (head, door) = (
        SOUND.find("[[accept]]").unwrap(),
        SOUND.find("[no_pass]").unwrap(),
    );
    let text = format!("{}{}", &SOUND[..head], &SOUND[door..]);
    let error = Policy::parse(&text).unwrap_err();
    assert_eq!(error.code(), "policy.nothing-accepted");
}

#[test]
fn the_digest_is_of_the_content_and_not_of_its_signature() {
    let digest = |changes: &[(&str, &str)]| *parse(changes).unwrap().digest();
    let base = digest(&[]);
    assert_eq!(
        base,
        digest(&[("signed_at = 2021-11-12T12", "signed_at = 2021-11-13T12")])
    );
    assert_eq!(
        base,
        digest(&[("{ at = 2021-11-12T12", "{ at = 2021-11-10T12")])
    );
    assert_eq!(
        base,
        *Policy::parse(&draft(&[]).replace("\n\n", "\n\n\n"))
            .unwrap()
            .digest()
    );
    assert_ne!(base, digest(&[("for_months = 12", "for_months = 6")]));
    assert_ne!(
        base,
        digest(&[("until = 2022-02-01", "until = 2022-01-31")])
    );
}
