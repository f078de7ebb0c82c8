//! Policies: read, loaded as a set, asked what is in force, and judging a pass.
#![no_main]

use cleanbill_health::{Event, Person, Record, Vaccination};
use cleanbill_policy::{Declared, Place, Policy, PolicySet, Region, RuleBook};

libfuzzer_sys::fuzz_target!(|text: &str| {
    // Two documents of one input are compared with one another.
    let documents: Vec<&str> = text.split("\n---\n").collect();
    let rules = RuleBook::default();
    let set = PolicySet::load(documents.iter().copied(), &rules, &Declared, i64::MAX);
    assert_eq!(set.loaded().len() + set.refused().len(), documents.len().min(513));
    let region = Region::parse("RU-TA").expect("a region");
    for loaded in set.loaded() {
        let policy = &loaded.policy;
        assert!(policy.until - policy.from <= cleanbill_policy::LIFE_MAX_SECS);
        for place in Place::ALL {
            let _ = set.in_force(place, &region, policy.from);
        }
        let _ = policy.judge_record(&record(), policy.from);
    }
    for document in documents {
        if let (Ok(one), Ok(two)) = (Policy::parse(document), Policy::parse(document)) {
            assert_eq!(one.digest(), two.digest());
        }
    }
});

fn record() -> Record {
    Record {
        person: Person::default(),
        events: vec![Event::Vaccination(Vaccination::default())],
    }
}
