//! Guarantee G05: renaming or re-ranking holders never changes a verdict.

use cleanbill_policy::Place;
use cleanbill_verifier::Verdict;
use proptest::prelude::*;

use super::world::{Draft, RU_2021, World, dose, exemption, recovery};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn g05_another_name_is_the_same_verdict(
        surname in "[A-Z]{1,20}",
        forename in "[A-Z]{1,20}",
        day in 1..29_u8,
        entry in 0..3_usize,
    ) {
        let world = World::new(&RU_2021, "2021-11-30", "RU");
        let born = format!("1964-08-{day:02}");
        let entries = [
            dose("Sputnik-V", 2, 2, "2021-06-01"),
            recovery("2021-03-01"),
            exemption("2021-12-02", "2022-02-01"),
        ];
        let of = |name: [&str; 2], born: &str| {
            let draft = Draft { name, born, ..Draft::of(entries[entry].clone()) };
            let code = draft.signed(&world.key);
            let report = world.check(Place::Theatre, &code, "2021-12-01");
            (report.verdict(), report.reason().map(|reason| reason.code()))
        };
        let base = of(["PREZIDENT", "PERVYJ"], "1964-08-01");
        prop_assert_eq!(&base, &of([&surname, &forename], &born));
        let expected = [Verdict::Accepted, Verdict::Refused, Verdict::Refused];
        prop_assert_eq!(base.0, expected[entry]);
    }
}
