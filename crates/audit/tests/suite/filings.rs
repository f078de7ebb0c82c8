//! Attacks on what anybody filed: dropped, edited, dated back, answered twice, silenced.

use cleanbill_audit::{FolderSource, Search, SearchRequest, search};
use cleanbill_ledger::leaf::{
    Done, ExtensionReason, Filing, FilingAnswer, FilingClass, Leaf, Removal, RemovalReason,
};

use crate::authority::{Authority, DAY, END, MONDAY, START, codes, given, policy};

/// The day on which the honest days end.
const TODAY: i32 = MONDAY + 16;

fn filing(day: i32, commitment: u8) -> Leaf {
    Leaf::Filing(Filing {
        class: FilingClass::Text,
        region: Some("XA-1".to_owned()),
        day,
        due: day + 30,
        commitment: [commitment; 32],
    })
}

fn sealed(day: i32) -> Leaf {
    Leaf::Filing(Filing {
        class: FilingClass::Sealed,
        region: None,
        day,
        due: day + 30,
        commitment: [9; 32],
    })
}

fn answer(filing: u64, day: i32) -> Leaf {
    let done = Done::Answered([1; 32]);
    Leaf::FilingAnswer(FilingAnswer { filing, day, done })
}

fn extension(filing: u64, day: i32, due: i32) -> Leaf {
    let reason = ExtensionReason::Expert;
    let done = Done::Extended { due, reason };
    Leaf::FilingAnswer(FilingAnswer { filing, day, done })
}

fn removal(filing: u64, day: i32) -> Leaf {
    let reason = RemovalReason::Spam;
    Leaf::Removal(Removal {
        filing,
        day,
        reason,
    })
}

/// What is found where these leaves follow the honest days, which are so many.
fn with(last: impl FnOnce(&mut Authority)) -> Vec<&'static str> {
    let mut authority = Authority::unsealed();
    last(&mut authority);
    authority.seal(END);
    codes(&authority.audit())
}

#[test]
fn an_answered_filing_is_counted_and_nothing_is_found() {
    let mut authority = Authority::unsealed();
    let first = authority.put(&filing(TODAY, 1));
    let second = authority.put(&filing(TODAY, 1));
    authority.put(&extension(first, TODAY, TODAY + 60));
    authority.put(&answer(first, TODAY));
    authority.put(&removal(second, TODAY));
    authority.seal(END);
    let report = authority.audit();
    assert_eq!(codes(&report), [""; 0]);
    assert_eq!((report.filings.filed, report.filings.answered), (2, 1));
    assert!(report.filings.overdue.is_empty());
}

/// G06: what got a receipt and is not in the tree is found by whoever has the receipt.
#[test]
fn g06_a_dropped_filing_is_found_with_its_receipt() {
    let mut promised = Authority::unsealed();
    let index = promised.put(&filing(TODAY, 1));
    let receipt = Authority::receipt(&promised.entries, index, END);
    let mut dropped = Authority::unsealed();
    dropped.put(&filing(TODAY, 2));
    dropped.seal(END);
    let audited = dropped.audit_with(|request| {
        request.compared = vec![given("my receipt", receipt.clone())];
    });
    assert!(codes(&audited.report).contains(&"audit.omitted-entry"));
    // Whoever's filing is there finds nothing.
    promised.seal(END);
    let audited = promised.audit_with(|request| {
        request.compared = vec![given("my receipt", receipt)];
    });
    assert_eq!(codes(&audited.report), [""; 0]);
}

/// G06: an edited filing is not what its hash in the cosigned tree says.
#[test]
fn g06_an_edited_filing_is_found() {
    let mut authority = Authority::unsealed();
    let index = authority.put(&filing(TODAY, 1));
    authority.seal(END);
    let before = authority.entries[index as usize].clone();
    let after = filing(TODAY, 2).encode();
    let path = std::fs::read_dir(authority.folder.path().join("ledger/tile/entries")).unwrap();
    let mut edited = 0;
    for file in path {
        let path = file.unwrap().path();
        let files = match path.is_dir() {
            true => std::fs::read_dir(&path)
                .unwrap()
                .map(|file| file.unwrap().path())
                .collect(),
            false => vec![path],
        };
        for path in files {
            let mut bytes = std::fs::read(&path).unwrap();
            let at = bytes.windows(before.len()).position(|part| part == before);
            if let Some(at) = at {
                bytes[at..at + after.len()].copy_from_slice(&after);
                std::fs::write(&path, bytes).unwrap();
                edited += 1;
            }
        }
    }
    assert_eq!(edited, 1);
    assert!(codes(&authority.audit()).contains(&"audit.edited-leaf"));
}

/// G06: an answer, or a filing, that says to be older than what stands before it.
#[test]
fn g06_a_back_dated_answer_is_found() {
    let answered = with(|authority| {
        let index = authority.put(&filing(TODAY, 1));
        authority.put(&answer(index, TODAY - 2));
    });
    assert_eq!(answered, ["audit.back-dated"]);
    let filed = with(|authority| {
        authority.put(&filing(TODAY - 2, 1));
    });
    assert_eq!(filed, ["audit.back-dated"]);
}

#[test]
fn what_no_filing_waits_for_is_found() {
    type Leaves = fn(u64) -> Vec<Leaf>;
    let cases: [(Leaves, &str); 9] = [
        (|at| vec![answer(at, TODAY), answer(at, TODAY)], "answer"),
        (|_| vec![answer(0, TODAY)], "answer"),
        (|at| vec![answer(at + 9, TODAY)], "answer"),
        (|at| vec![extension(at, TODAY, TODAY + 61)], "answer"),
        (|at| vec![extension(at, TODAY, TODAY + 30)], "answer"),
        (
            |at| {
                let once = extension(at, TODAY, TODAY + 31);
                vec![once, extension(at, TODAY, TODAY + 32)]
            },
            "answer",
        ),
        (|at| vec![removal(at, TODAY), removal(at, TODAY)], "removal"),
        (|_| vec![removal(0, TODAY)], "removal"),
        (|at| vec![sealed(TODAY), removal(at + 1, TODAY)], "removal"),
    ];
    for (number, (leaves, code)) in cases.into_iter().enumerate() {
        let found = with(|authority| {
            let index = authority.put(&filing(TODAY, 1));
            for leaf in leaves(index) {
                authority.put(&leaf);
            }
        });
        assert_eq!(found, [format!("audit.filing-{code}")], "case {number}");
    }
}

/// Nobody has to say so: a day that passed without an answer is in the leaves.
#[test]
fn what_nobody_answered_in_time_is_counted_by_region() {
    let day = (START / DAY) as i32;
    let mut authority = Authority::new();
    let late = authority.put(&filing(day, 1));
    authority.put(&filing(day, 2));
    authority.put(&sealed(day));
    let at = START + 31 * DAY;
    authority.put(&answer(late, day + 31));
    authority.seal(at);
    let report = authority.audit_with(|request| request.now = at).report;
    assert_eq!((report.filings.answered, report.filings.late), (1, 1));
    let overdue: Vec<_> = report.filings.overdue.into_iter().collect();
    assert_eq!(overdue, [(String::new(), 1), ("XA-1".to_owned(), 1)]);
}

fn look_for(authority: &Authority, commitment: u8) -> Search {
    let source = FolderSource::new(authority.folder.path());
    search(&SearchRequest {
        source: &source,
        policy: Some(policy()),
        digest: [commitment; 32],
        now: END + 60,
        progress: &|_, _| {},
    })
    .unwrap()
}

/// Years later: whether a recording is the one that was filed, from published files alone.
#[test]
fn what_was_filed_is_found_by_its_hash_and_nothing_else() {
    let mut authority = Authority::unsealed();
    let first = authority.put(&filing(TODAY, 1));
    authority.put(&filing(TODAY, 2));
    let again = authority.put(&filing(TODAY, 1));
    authority.put(&answer(again, TODAY));
    authority.seal(END);
    let searched = look_for(&authority, 1);
    assert!(searched.is_whole && searched.findings.is_empty());
    let found: Vec<_> = searched.found.iter().map(|one| one.index).collect();
    assert_eq!(found, [first, again]);
    let answered: Vec<_> = searched.found.iter().map(|one| one.answered_on).collect();
    assert_eq!(answered, [None, Some(TODAY)]);
    assert!(look_for(&authority, 3).found.is_empty());
    // A ledger that was tampered with proves no absence.
    authority.entries[first as usize] = filing(TODAY, 3).encode();
    let tiles = cleanbill_ledger::Grower::empty()
        .append(&authority.entries)
        .unwrap();
    for (id, bytes) in tiles {
        authority.write(&format!("ledger/{}", id.path()), &bytes);
    }
    let searched = look_for(&authority, 1);
    assert!(!searched.is_whole && !searched.findings.is_empty());
}
