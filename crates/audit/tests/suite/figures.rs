//! Figures that are kept as the ledger grows are those that an audit counts in the end.

use cleanbill_audit::{Figures, FiguresRequest, FolderSource, Report};
use cleanbill_ledger::Grower;
use cleanbill_ledger::leaf::{Done, Filing, FilingAnswer, FilingClass, Leaf, LeafType};
use proptest::prelude::*;
use serde_json::Value;

use crate::authority::{Authority, END, MONDAY, checkpoint_of, pins, policy};

/// Sixteen days with submissions, one of them answered and one overdue, and an entry of a kind that
/// nobody knows.
fn busy() -> Authority {
    let mut authority = Authority::unsealed();
    let filing = |day| {
        Leaf::Filing(Filing {
            class: FilingClass::Text,
            region: Some("XA-A".to_owned()),
            day,
            due: day + 30,
            commitment: [7; 32],
        })
    };
    let day = MONDAY + 15;
    let first = authority.put(&filing(day));
    authority.put(&filing(day));
    authority.put(&Leaf::FilingAnswer(FilingAnswer {
        filing: first,
        day,
        done: Done::Answered([8; 32]),
    }));
    authority.entries.push(vec![0x82, 0x01, 0x18, 0x63]);
    authority.seal(END);
    authority
}

/// Publishes the first entries alone.
fn publish(authority: &Authority, size: usize) {
    let entries = &authority.entries[..size];
    for (id, bytes) in Grower::empty().append(entries).unwrap() {
        authority.write(&format!("ledger/{}", id.path()), &bytes);
    }
    let signed = checkpoint_of(entries, &[0, 1, 2], END);
    authority.write("ledger/checkpoint", signed.to_text().as_bytes());
    authority.write("ledger/cosigned", signed.to_text().as_bytes());
}

fn go_on(authority: &Authority, figures: &mut Figures) -> bool {
    let source = FolderSource::new(authority.folder.path());
    let (policy, pins) = (policy(), pins());
    let request = FiguresRequest {
        source: &source,
        policy: &policy,
        pins: &pins,
        now: END + 60,
    };
    figures.go_on(&request).unwrap()
}

/// What a report counts, without what only an audit can tell.
fn counts(report: &Report) -> Value {
    let mut json: Value = serde_json::from_str(&report.to_json()).unwrap();
    let fields = json.as_object_mut().unwrap();
    for judged in ["findings", "finding_counts", "staff"] {
        assert!(fields.remove(judged).is_some(), "{judged}");
    }
    json
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn figures_are_those_of_an_audit_however_the_ledger_grew(
        mut sizes in prop::collection::vec(1_usize..100, 0..8),
    ) {
        let authority = busy();
        sizes.sort_unstable();
        let mut figures = Figures::default();
        for size in sizes {
            publish(&authority, size.min(authority.entries.len()));
            prop_assert!(!go_on(&authority, &mut figures));
            prop_assert!(figures.is_whole());
        }
        publish(&authority, authority.entries.len());
        go_on(&authority, &mut figures);
        let report = figures.report(&policy(), END + 60).unwrap();
        prop_assert_eq!(counts(&report), counts(&authority.audit()));
        prop_assert!(report.findings.is_empty());
    }
}

#[test]
fn what_is_counted_is_all_of_it_and_no_more_than_once() {
    let authority = busy();
    let mut figures = Figures::default();
    for _ in 0..3 {
        assert!(!go_on(&authority, &mut figures));
    }
    assert_eq!(figures.counted(), authority.entries.len() as u64);
    let report = figures.report(&policy(), END + 60).unwrap();
    assert_eq!((report.filings.filed, report.filings.answered), (2, 1));
    assert_eq!(report.leaves["unreadable"], 1);
    assert_eq!(report.policies[0].id, "example.concert");
    let kinds = figures.kinds();
    assert!(kinds.has(0, Some(LeafType::Filing)) && kinds.has(0, None));
    assert!(!kinds.has(0, Some(LeafType::Release)) && !kinds.has(1, None));
}

#[test]
fn entries_that_do_not_come_to_the_root_are_counted_and_said_not_to() {
    let authority = busy();
    let mut other = authority.entries.clone();
    other[3] = other[4].clone();
    let signed = checkpoint_of(&other, &[0, 1, 2], END);
    authority.write("ledger/cosigned", signed.to_text().as_bytes());
    let mut figures = Figures::default();
    go_on(&authority, &mut figures);
    assert!(!figures.is_whole());
    assert_eq!(figures.counted(), authority.entries.len() as u64);
}

#[test]
fn a_long_ledger_is_read_in_steps() {
    let mut authority = busy();
    authority
        .entries
        .resize(66_000, vec![0x82, 0x01, 0x18, 0x63]);
    publish(&authority, 66_000);
    let mut figures = Figures::default();
    assert!(go_on(&authority, &mut figures));
    assert_eq!(figures.counted(), 65_536);
    assert!(!figures.is_whole());
    let half = figures.report(&policy(), END + 60).unwrap();
    assert_eq!(half.leaves.values().sum::<u64>(), 65_536);
    assert!(!go_on(&authority, &mut figures));
    assert_eq!(figures.counted(), 66_000);
    assert!(figures.is_whole());
    let report = figures.report(&policy(), END + 60).unwrap();
    assert_eq!(report.leaves.values().sum::<u64>(), 66_000);
    assert_eq!(report.grounds, half.grounds);
}

#[test]
fn a_ledger_that_went_back_is_counted_anew() {
    let authority = busy();
    let mut figures = Figures::default();
    go_on(&authority, &mut figures);
    publish(&authority, 20);
    go_on(&authority, &mut figures);
    assert_eq!(figures.counted(), 20);
    let mut anew = Figures::default();
    go_on(&authority, &mut anew);
    let told = [&figures, &anew].map(|one| one.report(&policy(), END + 60).unwrap().to_json());
    assert_eq!(told[0], told[1]);
}

#[test]
fn a_file_that_is_missing_leaves_what_was_counted() {
    let authority = busy();
    let mut figures = Figures::default();
    publish(&authority, 40);
    go_on(&authority, &mut figures);
    publish(&authority, authority.entries.len());
    let width = authority.entries.len();
    let bundle = format!("ledger/tile/entries/000.p/{width}");
    let bytes = authority.read(&bundle);
    authority.remove(&bundle);
    go_on(&authority, &mut figures);
    assert_eq!(figures.counted(), 40);
    assert!(!figures.is_whole());
    authority.write(&bundle, &bytes);
    go_on(&authority, &mut figures);
    assert!(figures.is_whole());
}
