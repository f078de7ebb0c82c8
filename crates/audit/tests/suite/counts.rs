//! Attacks on counts: small cells, false sums, days left out, signing outside.

use cleanbill_audit::{Finding, LeafFinding};
use cleanbill_ledger::count::BlindingKey;
use cleanbill_ledger::leaf::{Announcement, DocumentKind, EndOfKey, KeyEnd, Leaf, Subject};
use cleanbill_ledger::table::{Cell, Table};

use crate::authority::{Authority, DAY, END, KID, MONDAY, START, codes};

/// What is found if the honest days end with this.
fn with(last: impl FnOnce(&mut Authority)) -> Vec<&'static str> {
    let mut authority = Authority::unsealed();
    last(&mut authority);
    authority.seal(END);
    codes(&authority.audit())
}

fn table(day: i32) -> Table {
    let counts = Authority::counts(Subject::Issuance);
    Table::new(Subject::Issuance, day, &counts, &BlindingKey::new([7; 32])).0
}

/// Whether an entry is an opening of this subject.
fn opens(entry: &[u8], subject: Subject) -> bool {
    matches!(Leaf::parse(entry), Ok(Leaf::Opening(opening)) if opening.subject == subject)
}

#[test]
fn g14_a_cell_of_nine_is_named() {
    let mut small = table(MONDAY + 16);
    small.rows[0].cells[0].count = 9;
    assert_eq!(
        with(|authority| authority.table(&small)),
        ["audit.small-cell"]
    );
    small.rows[0].cells[0].count = 10;
    assert_eq!(with(|authority| authority.table(&small)), [""; 0]);
    let mut twice = table(MONDAY + 16);
    let again = Cell {
        detail: vec!["Clinic A".to_owned()],
        count: 11,
    };
    twice.rows[0].cells.push(again);
    assert_eq!(
        with(|authority| authority.table(&twice)),
        ["audit.object-differs"]
    );
}

#[test]
fn g14_a_small_sum_and_a_small_flip_count_are_named() {
    let small = with(|authority| {
        let mut opening = authority.opening(Subject::Issuance, MONDAY + 14);
        opening.sums = vec![cleanbill_ledger::leaf::OpenedSum {
            what: 4,
            region: None,
            total: 8,
            blinding: cleanbill_ledger::count::Blinding::from_bytes([1; 32]).unwrap(),
        }];
        authority.put(&Leaf::Opening(opening));
    });
    assert_eq!(small, ["audit.small-cell"]);
    let small = with(|authority| {
        authority.put(&Leaf::Announcement(Announcement {
            kind: DocumentKind::Rules,
            document: [1; 32],
            starts_at: END + 30 * DAY,
            urgent: false,
            gained: Some(3),
            lost: None,
        }));
    });
    assert_eq!(small, ["audit.small-cell"]);
}

#[test]
fn g06_an_opening_that_does_not_open_is_named() {
    let mut authority = Authority::unsealed();
    let spoilt = authority
        .entries
        .iter()
        .position(|entry| opens(entry, Subject::Issuance));
    let spoilt = spoilt.unwrap();
    let Ok(Leaf::Opening(mut opening)) = Leaf::parse(&authority.entries[spoilt]) else {
        panic!("an opening");
    };
    opening.sums[0].total += 1;
    authority.entries[spoilt] = Leaf::Opening(opening.clone()).encode();
    authority.seal(END);
    let report = authority.audit();
    let named = LeafFinding::Opening {
        index: spoilt as u64,
        subject: Subject::Issuance,
        what: opening.sums[0].what,
        region: opening.sums[0].region.clone(),
    };
    assert!(
        report.findings.contains(&Finding::Leaf(named)),
        "{:?}",
        codes(&report)
    );
}

#[test]
fn weeks_are_opened_in_order_after_their_days() {
    let early = with(|authority| {
        let opening = authority.opening(Subject::Looks, MONDAY + 14);
        authority.put(&Leaf::Opening(opening));
    });
    assert!(early.contains(&"audit.opening-order"), "{early:?}");
    let again = with(|authority| {
        let mut opening = authority.opening(Subject::Looks, MONDAY + 7);
        opening.sums.clear();
        authority.put(&Leaf::Opening(opening));
    });
    assert_eq!(again, ["audit.opening-order"]);
    // Long after its end a week has to be open, if keys signed passes in it.
    let mut late = Authority::new();
    for day in 0..7 {
        for _ in 0..30 {
            late.batch(MONDAY + day, 10);
        }
        late.signatures += 300;
        late.counter(MONDAY + day);
    }
    late.summary(Subject::Looks, MONDAY);
    let end = END + 20 * DAY;
    late.seal(end);
    let report = late.audit_with(|request| request.now = end + 1).report;
    let found = codes(&report);
    assert_eq!(found, ["audit.day-missing", "audit.opening-missing"]);
}

#[test]
fn days_come_in_order_and_none_is_left_out() {
    let skipped = with(|authority| authority.table(&table(MONDAY + 17)));
    assert_eq!(skipped, ["audit.day-missing"]);
    let again = with(|authority| authority.table(&table(MONDAY + 15)));
    assert_eq!(again, ["audit.day-order"]);
}

#[test]
fn g06_a_back_dated_leaf_is_flagged() {
    let late = with(|authority| {
        authority.batch(MONDAY + 3, 12);
    });
    assert_eq!(late, ["audit.back-dated"]);
}

#[test]
fn g06_a_batch_that_is_missing_or_another_one_is_named() {
    let authority = Authority::honest();
    let folder = authority.folder.path().join("ledger/batch");
    let name = std::fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .file_name();
    let path = format!("ledger/batch/{}", name.into_string().unwrap());
    let bytes = authority.read(&path);
    let mut edited = bytes.clone();
    edited[31] ^= 1;
    authority.write(&path, &edited);
    assert_eq!(codes(&authority.audit()), ["audit.object-differs"]);
    authority.write(&path, &[bytes.clone(), vec![0xff; bytes.len()]].concat());
    assert_eq!(codes(&authority.audit()), ["audit.object-differs"]);
    authority.write(&path, &vec![0; 3 << 20]);
    assert_eq!(codes(&authority.audit()), ["audit.object-differs"]);
    authority.remove(&path);
    assert_eq!(codes(&authority.audit()), ["audit.object-missing"]);
}

#[test]
fn g06_signing_outside_the_system_is_named() {
    let outside = with(|authority| {
        authority.signatures += 5_000;
        authority.counter(MONDAY + 16);
    });
    assert_eq!(outside, ["audit.signing-outside"]);
    // Within the slots of batches, and above the passes that a week is opened with.
    let mut authority = Authority::new();
    for day in 0..7 {
        for _ in 0..300 {
            authority.batch(MONDAY + day, 10);
        }
        // Half as many again as there are passes.
        authority.signatures += 4_500;
        authority.counter(MONDAY + day);
    }
    let opening = authority.opening(Subject::Passes, MONDAY);
    authority.put(&Leaf::Opening(opening));
    let at = START + 7 * DAY;
    authority.seal(at);
    let report = authority.audit_with(|request| request.now = at).report;
    assert_eq!(codes(&report), ["audit.more-signatures"]);
}

#[test]
fn g06_counters_never_go_back_and_keys_are_declared() {
    let back = with(|authority| {
        authority.signatures -= 1;
        authority.counter(MONDAY + 16);
    });
    assert_eq!(back, ["audit.counter-back"]);
    let ended = with(|authority| {
        authority.put(&Leaf::KeyEnd(KeyEnd {
            kid: KID,
            certificate: [9; 32],
            end: EndOfKey::Destroyed,
            key: None,
        }));
        authority.signatures += 1;
        authority.counter(MONDAY + 16);
    });
    assert_eq!(ended, ["audit.key-after-end"]);
    let unknown = with(|authority| {
        authority.put(&Leaf::SignerCounter(
            cleanbill_ledger::leaf::SignerCounter {
                kid: *b"secret-1",
                certificate: [8; 32],
                day: MONDAY + 16,
                signatures: 3,
            },
        ));
    });
    assert_eq!(unknown, ["audit.key-undeclared"]);
}

#[test]
fn an_entry_that_is_no_leaf_is_named() {
    let mut authority = Authority::unsealed();
    authority.entries.push(b"no leaf".to_vec());
    authority.seal(END);
    let report = authority.audit();
    assert_eq!(codes(&report), ["audit.schema"]);
    assert_eq!(report.leaves["unreadable"], 1);
}

#[test]
fn a_burst_of_revocations_is_flagged() {
    let burst = with(|authority| {
        let covered = authority.revoked.clone();
        let mut exact: Vec<[u8; 16]> = (1_000..1_250).map(crate::authority::handle).collect();
        exact.sort_unstable();
        let mut list = [covered.clone(), exact.clone()].concat();
        list.sort_unstable();
        let at = END - 600;
        let universe = Authority::universe(&covered);
        let filter = Authority::filter(&universe, 3, at);
        authority.publish_with(at, &[], &universe, &filter, &list, &exact);
    });
    assert_eq!(burst, ["audit.burst"]);
}

#[test]
fn a_rising_share_of_exemptions_is_flagged() {
    let mut authority = Authority::new();
    for day in 0..56 {
        let mut counts = Authority::counts(Subject::Issuance);
        if day >= 28 {
            let row = counts.get_mut(&(4, "XA-A".to_owned())).unwrap();
            row.insert(vec!["Clinic A".to_owned()], 20);
        }
        let key = BlindingKey::new([7; 32]);
        let (table, _) = Table::new(Subject::Issuance, MONDAY + day, &counts, &key);
        authority.table(&table);
    }
    let at = START + 56 * DAY;
    authority.seal(at);
    let report = authority.audit_with(|request| request.now = at).report;
    assert_eq!(codes(&report), ["audit.exemption-share"]);
}

#[test]
fn a_key_with_too_many_passes_is_flagged() {
    let mut authority = Authority::new();
    for day in 0..16 {
        let passes = if day == 15 { 40_000 } else { 1_000 };
        authority.batch(MONDAY + day, passes);
        authority.signatures += passes;
        authority.counter(MONDAY + day);
    }
    authority.seal(END);
    assert_eq!(codes(&authority.audit()), ["audit.key-too-many"]);
}
