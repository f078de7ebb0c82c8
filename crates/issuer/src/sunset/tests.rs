use super::*;

const DAY: i64 = 86_400;
const NOW: i64 = 20_000 * DAY;

fn key() -> KeyFacts {
    KeyFacts {
        place: KeyPlace::Shared,
        retired: true,
        ended: false,
        certificate_ends: NOW - HOLD_SECS - 1,
        passes_end: None,
        lists: vec![false, false],
        removed: true,
    }
}

fn purge() -> PurgeFacts {
    PurgeFacts {
        founding: [7; 32],
        decision: Some(Decision {
            act: [1; 32],
            at: NOW - NOTICE_SECS,
            from: NOW,
        }),
        has_set: true,
        policies_end: Some(NOW - CONTINUED_SECS),
        rehearsal: Some(Rehearsal {
            founding: [7; 32],
            at: NOW - REHEARSAL_MAX_SECS,
            is_clean: true,
        }),
    }
}

#[test]
fn g13_a_key_is_published_only_when_nobody_goes_by_it() {
    assert_eq!(unmet_to_publish(&key(), NOW), []);
    let refused = |change: &dyn Fn(&mut KeyFacts)| {
        let mut facts = key();
        change(&mut facts);
        unmet_to_publish(&facts, NOW)
    };
    let token = refused(&|facts| facts.place = KeyPlace::Token);
    assert_eq!(token, [Unmet::InToken]);
    let file = refused(&|facts| facts.place = KeyPlace::File);
    assert_eq!(file, [Unmet::NotShared]);
    assert_eq!(refused(&|facts| facts.ended = true), [Unmet::Ended]);
    assert_eq!(refused(&|facts| facts.retired = false), [Unmet::NotRetired]);
    assert_eq!(refused(&|facts| facts.lists.clear()), [Unmet::NoList]);
    assert_eq!(refused(&|facts| facts.removed = false), [Unmet::NotRemoved]);
    let on_list = refused(&|facts| facts.lists = vec![false, true, false, true]);
    let of = |number| Unmet::OnList { number };
    assert_eq!(on_list, [of(2), of(4)]);
    // Not expired means that the hold has not begun either.
    let valid = refused(&|facts| facts.certificate_ends = NOW);
    let until = NOW + HOLD_SECS;
    assert_eq!(
        valid,
        [
            Unmet::CertificateValid { until: NOW },
            Unmet::Hold { until }
        ]
    );
    // To the second, from the certificate or from the last pass, whichever ends later.
    for change in [
        (|facts, end| facts.certificate_ends = end) as fn(&mut KeyFacts, i64),
        |facts, end| facts.passes_end = Some(end),
    ] {
        let held = refused(&|facts| change(facts, NOW - HOLD_SECS));
        assert_eq!(held, [Unmet::Hold { until: NOW }]);
        assert_eq!(refused(&|facts| change(facts, NOW - HOLD_SECS - 1)), []);
    }
    let earlier = refused(&|facts| facts.passes_end = Some(0));
    assert_eq!(earlier, [], "an early pass shortens no hold");
    let never = refused(&|facts| facts.passes_end = Some(i64::MAX));
    assert_eq!(never, [Unmet::Hold { until: i64::MAX }]);
}

#[test]
fn a_key_is_destroyed_at_any_time_once_it_is_retired() {
    let facts = KeyFacts {
        place: KeyPlace::Token,
        certificate_ends: i64::MAX,
        lists: Vec::new(),
        ..key()
    };
    assert_eq!(unmet_to_destroy(&facts), []);
    let signs = KeyFacts {
        retired: false,
        ..facts
    };
    assert_eq!(unmet_to_destroy(&signs), [Unmet::NotRetired]);
}

#[test]
fn g13_records_are_purged_only_when_policies_have_ended() {
    assert_eq!(unmet_to_purge(&purge(), NOW), []);
    let refused = |change: &dyn Fn(&mut PurgeFacts)| {
        let mut facts = purge();
        change(&mut facts);
        unmet_to_purge(&facts, NOW)
    };
    let none = refused(&|facts| facts.policies_end = None);
    assert_eq!(none, [], "there never was one");
    let until = NOW + 1;
    let holds = refused(&|facts| facts.policies_end = Some(until));
    assert_eq!(holds, [Unmet::PolicyInForce { until }]);
    let continues = refused(&|facts| facts.policies_end = Some(NOW - CONTINUED_SECS + 1));
    assert_eq!(continues, [Unmet::PolicyContinues { until }]);
    assert_eq!(refused(&|facts| facts.has_set = false), [Unmet::NoSet]);
}

#[test]
fn g13_records_are_purged_only_as_two_offices_decided_in_public() {
    let with = |decision: Option<Decision>| {
        let facts = PurgeFacts {
            decision,
            ..purge()
        };
        unmet_to_purge(&facts, NOW)
    };
    let decision = purge().decision.unwrap();
    assert_eq!(with(None), [Unmet::NotDecided]);
    let back = Decision {
        from: 0,
        ..decision
    };
    assert_eq!(with(Some(back)), [Unmet::NotDecided]);
    let from = NOW + 1;
    let later = Decision { from, ..decision };
    assert_eq!(with(Some(later)), [Unmet::NotYet { from }]);
    // Whatever day it names, it is public for 30 days first.
    let hasty = Decision {
        at: NOW - NOTICE_SECS + 1,
        from: 1,
        ..decision
    };
    assert_eq!(with(Some(hasty)), [Unmet::NotYet { from }]);
}

#[test]
fn g13_records_are_purged_only_after_a_rehearsal() {
    let with = |change: &dyn Fn(&mut Rehearsal)| {
        let mut facts = purge();
        facts.rehearsal.iter_mut().for_each(change);
        unmet_to_purge(&facts, NOW)
    };
    let elsewhere = with(&|rehearsal| rehearsal.founding = [8; 32]);
    assert_eq!(elsewhere, [Unmet::RehearsedElsewhere]);
    for at in [NOW - REHEARSAL_MAX_SECS - 1, NOW + 1] {
        let old = with(&|rehearsal| rehearsal.at = at);
        assert_eq!(old, [Unmet::RehearsalOld]);
    }
    let failed = with(&|rehearsal| rehearsal.is_clean = false);
    assert_eq!(failed, [Unmet::RehearsalFailed]);
    let facts = PurgeFacts {
        rehearsal: None,
        ..purge()
    };
    assert_eq!(unmet_to_purge(&facts, NOW), [Unmet::NotRehearsed]);
}

#[test]
fn codes_are_unique() {
    let all = [
        Unmet::NotRetired,
        Unmet::Ended,
        Unmet::InToken,
        Unmet::NotShared,
        Unmet::CertificateValid { until: 1 },
        Unmet::Hold { until: 1 },
        Unmet::NoList,
        Unmet::OnList { number: 1 },
        Unmet::NotRemoved,
        Unmet::NotDecided,
        Unmet::NotYet { from: 1 },
        Unmet::PolicyInForce { until: 1 },
        Unmet::PolicyContinues { until: 1 },
        Unmet::NoSet,
        Unmet::NotRehearsed,
        Unmet::RehearsedElsewhere,
        Unmet::RehearsalOld,
        Unmet::RehearsalFailed,
    ];
    let mut codes: Vec<_> = all.iter().map(Unmet::code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all.len());
    assert!(codes.iter().all(|code| code.starts_with("sunset.")));
}
