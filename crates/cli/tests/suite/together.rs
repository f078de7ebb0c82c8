//! Several passes of one person; and what a validation service needs to start.

use crate::sandbox::Sandbox;

fn dose(sandbox: &Sandbox, born: &str, number: &str, date: &str) -> String {
    let dose = ["vaccination", "--product", "Sputnik-V", "--dose", number];
    let ground = [&dose[..], &["--doses", "2", "--date", date]].concat();
    sandbox.november_pass(born, &ground)
}

#[test]
fn passes_are_taken_together_by_somebodys_word_alone() {
    let sandbox = Sandbox::november();
    let first = dose(&sandbox, "1974-08-12", "1", "2021-06-01");
    let second = dose(&sandbox, "1974-08-12", "2", "2021-06-22");
    let at = ["--at", "2021-11-25"];
    let inspect = |passes: &[&str], more: &[&str]| {
        let together = ["inspect", "--together"];
        sandbox.run(&[&together[..], passes, &at, more].concat())
    };
    let ran = inspect(&[&second, &first], &[]);
    assert!(
        ran.out.contains("The passes name one person."),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("Nothing is taken together"), "{}", ran.out);
    assert!(!ran.out.contains("in 1 of the passes"), "{}", ran.out);

    let ran = inspect(&[&second, &first], &["--same-person"]);
    let doses = ["2021-06-01 dose 1", "2021-06-22 dose 2"];
    let places = doses.map(|dose| ran.out.find(dose).unwrap_or_else(|| panic!("{}", ran.out)));
    assert!(places[0] < places[1]);

    // Nobody's word makes one person of two birth dates.
    let other = dose(&sandbox, "1974-12-08", "2", "2021-06-22");
    let ran = inspect(&[&first, &other], &["--same-person"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("matching.different"), "{}", ran.err);
    assert!(
        ran.out.contains("matching.birth-date-differs"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("in 1 of the passes"), "{}", ran.out);
    let ran = inspect(&[&first], &[]);
    assert!(ran.err.contains("matching.count"), "{}", ran.err);
}

#[test]
fn a_door_judges_passes_together_by_somebodys_word_alone() {
    let sandbox = Sandbox::november();
    let half = |date: &str| dose(&sandbox, "1974-08-12", "1", date);
    let (first, second) = (half("2021-06-01"), half("2021-06-22"));
    let door = ["--place", "concert", "--region", "RU", "--at", "2021-11-25"];
    let verify = |passes: &[&str], more: &[&str]| {
        let together = ["verify", "--together"];
        sandbox.run(&[&together[..], passes, &door, more].concat())
    };
    // Each says that it is the first dose of two: neither lets anybody in.
    let ran = verify(&[&first, &second], &[]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("Nothing is taken together"), "{}", ran.out);
    // Two doses on two days are two, whatever each of them counts.
    let ran = verify(&[&first, &second], &["--same-person"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    // One dose in two passes is one.
    let ran = verify(&[&first, &first], &["--same-person"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    // What is not good by itself makes nothing good.
    let altered = format!("{}000", &second[..second.len() - 3]);
    let ran = verify(&[&first, &altered], &["--same-person"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    let other = dose(&sandbox, "1974-12-08", "2", "2021-06-22");
    let ran = verify(&[&first, &other], &["--same-person"]);
    assert!(ran.err.contains("matching.different"), "{}", ran.err);
    let ran = sandbox.run(&["verify", "--together", &first, &second]);
    assert_eq!(ran.code, 64, "a policy has to be asked");
}

#[test]
fn a_validation_service_starts_for_somebody_who_may_ask_and_with_data() {
    let sandbox = Sandbox::new();
    let folder = sandbox.arg("validation");
    let init = [
        "precheck",
        "init",
        &folder,
        "--url",
        "https://validation.example",
    ];
    sandbox.run(&init).succeeded();
    let again = sandbox.run(&init);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is there already"), "{}", again.err);
    let settings = sandbox.arg("validation/validation.toml");
    let ran = sandbox.run(&["serve", "--validation", &settings]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nobody may ask"), "{}", ran.err);

    let text = std::fs::read_to_string(&settings).unwrap();
    let with_provider = format!("{text}\n[[provider]]\nidentity = \"airline.json\"\n");
    std::fs::write(&settings, with_provider).unwrap();
    std::fs::write(
        sandbox.arg("validation/airline.json"),
        r#"{"id":"https://a.example"}"#,
    )
    .unwrap();
    let ran = sandbox.run(&["serve", "--validation", &settings]);
    assert!(ran.err.contains("precheck.identity-missing"), "{}", ran.err);
}

#[test]
fn an_invitation_that_leads_elsewhere_is_not_followed() {
    let sandbox = Sandbox::new();
    for (invitation, code) in [
        (r#"{"protocol":"other"}"#, "precheck.protocol"),
        (
            r#"{"protocol":"DCCVALIDATION","protocolVersion":"1.0.0","token":"t","subject":"s",
               "serviceIdentity":"http://airline.example/identity"}"#,
            "precheck.address",
        ),
    ] {
        let ran = sandbox.run(&["precheck", "submit", invitation, "HC1:X", "--agree"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(code), "{}", ran.err);
    }
}
