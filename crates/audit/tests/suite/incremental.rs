//! The day after: only what is new is read, and nothing is missed.

use cleanbill_audit::{AuditError, FolderSource, ReadSeek, Source, SourceError, State, audit};
use cleanbill_ledger::leaf::{Leaf, Subject};
use std::sync::Mutex;

use crate::authority::{Authority, DAY, END, MONDAY, checkpoint_of, codes, request};

/// A folder, and what was asked of it.
struct Noting(FolderSource, Mutex<Vec<String>>);

impl Source for Noting {
    fn fetch(&self, path: &str, max: u64) -> Result<Option<Vec<u8>>, SourceError> {
        self.1.lock().unwrap().push(path.to_owned());
        self.0.fetch(path, max)
    }

    fn open(&self, path: &str, max: u64) -> Result<Option<Box<dyn ReadSeek>>, SourceError> {
        self.1.lock().unwrap().push(path.to_owned());
        self.0.open(path, max)
    }

    fn list(&self, folder: &str) -> Result<Option<Vec<String>>, SourceError> {
        self.0.list(folder)
    }

    fn concurrency(&self) -> usize {
        2
    }
}

fn remembered(authority: &Authority) -> State {
    let state = authority.audit_with(|_| {}).state.unwrap();
    // As a file.
    State::from_json(&state.to_json()).unwrap()
}

/// One more day, with an opening of what was hidden before.
fn next_day(authority: &mut Authority) {
    for day in 16..21 {
        authority.batch(MONDAY + day, 20);
        authority.signatures += 20;
        for subject in [Subject::Issuance, Subject::Acts, Subject::Looks] {
            authority.summary(subject, MONDAY + day);
        }
        authority.counter(MONDAY + day);
    }
    for subject in [
        Subject::Issuance,
        Subject::Acts,
        Subject::Looks,
        Subject::Passes,
    ] {
        let opening = authority.opening(subject, MONDAY + 14);
        authority.put(&Leaf::Opening(opening));
    }
    authority.publish(END + 5 * DAY, &[]);
    authority.seal(END + 5 * DAY + 60);
}

#[test]
fn a_days_audit_reads_what_is_new_and_comes_to_the_same() {
    let mut authority = Authority::honest();
    for _ in 0..600 {
        authority.batch(MONDAY + 15, 12);
        authority.signatures += 12;
    }
    authority.seal(END);
    let state = remembered(&authority);
    next_day(&mut authority);
    let now = END + 5 * DAY + 100;
    let whole = authority.audit_with(|request| request.now = now).report;
    assert_eq!(codes(&whole), [""; 0]);

    let source = Noting(FolderSource::new(authority.folder.path()), Mutex::default());
    let mut asked = request(&source);
    asked.state = Some(state);
    asked.now = now;
    let day = audit(asked).unwrap();
    assert_eq!(codes(&day.report), [""; 0]);
    // What it comes to is the same.
    assert_eq!(day.report.grounds, whole.grounds);
    assert_eq!(day.report.passes.opened, whole.passes.opened);
    assert_eq!(day.report.staff.officers, 4);
    let tree = day.report.tree.unwrap();
    assert!(tree.from > 600 && tree.whole);
    let asked = source.1.lock().unwrap();
    let bundles = asked
        .iter()
        .filter(|path| path.contains("/entries/"))
        .count();
    assert_eq!(bundles, 1, "{asked:?}");
    assert_eq!(
        asked
            .iter()
            .filter(|path| path.starts_with("ledger/batch/"))
            .count(),
        5
    );
}

#[test]
fn with_a_checkpoint_alone_the_past_is_not_judged() {
    let mut authority = Authority::honest();
    let since = authority.read("ledger/cosigned");
    next_day(&mut authority);
    let now = END + 5 * DAY + 100;
    let report = authority.audit_with(|request| {
        request.since = Some(since.clone());
        request.now = now;
    });
    assert_eq!(codes(&report.report), [""; 0]);
    assert!(report.report.tree.unwrap().from > 100);
    assert!(report.state.is_none(), "nothing to go on from");
    // Another log's, or nobody's.
    let odd = authority.try_audit(|request| request.since = Some(b"x".to_vec()));
    assert!(matches!(odd.map(|_| ()), Err(AuditError::Since { .. })));
}

#[test]
fn g06_a_tree_that_does_not_go_on_from_the_remembered_one_is_named() {
    let mut authority = Authority::honest();
    let state = remembered(&authority);
    let since = authority.read("ledger/cosigned");
    // Another past, of which everything is published.
    authority.entries[20] = authority.entries[21].clone();
    authority.seal(END);
    let split = |authority: &Authority, with_state: bool| {
        let (state, since) = (state.clone(), since.clone());
        let audit = authority.audit_with(|request| match with_state {
            true => request.state = Some(state),
            false => request.since = Some(since),
        });
        codes(&audit.report)
    };
    assert!(
        split(&authority, false).contains(&"audit.split-view"),
        "{:?}",
        split(&authority, false)
    );
    assert!(
        split(&authority, true).contains(&"audit.root"),
        "{:?}",
        split(&authority, true)
    );
    // And one that is larger.
    authority.counter(MONDAY + 16);
    authority.seal(END);
    assert!(
        split(&authority, false).contains(&"audit.two-trees"),
        "{:?}",
        split(&authority, false)
    );
    assert!(
        split(&authority, true).contains(&"audit.two-trees"),
        "{:?}",
        split(&authority, true)
    );
    // And one that is smaller.
    authority.entries.truncate(100);
    authority.seal(END);
    assert!(split(&authority, false).contains(&"audit.rollback"));
    assert!(split(&authority, true).contains(&"audit.rollback"));
}

#[test]
fn a_checkpoint_from_before_the_start_is_compared_by_tiles() {
    let mut authority = Authority::honest();
    let state = remembered(&authority);
    let old = checkpoint_of(&authority.entries[..70], &[], END).to_text();
    let mut other = authority.entries[..70].to_vec();
    other[4] = b"another".to_vec();
    let forked = checkpoint_of(&other, &[], END).to_text();
    let receipt = Authority::receipt(&authority.entries, 30, END);
    next_day(&mut authority);
    let report = authority
        .audit_with(|request| {
            request.state = Some(state);
            request.now = END + 5 * DAY + 100;
            request.compared = vec![
                crate::authority::given("old", old),
                crate::authority::given("receipt", receipt),
                crate::authority::given("forked", forked),
            ];
        })
        .report;
    assert_eq!(codes(&report), ["audit.two-trees"]);
    assert!(report.findings[0].to_string().contains("forked"));
}

#[test]
fn a_state_that_was_damaged_is_none() {
    let authority = Authority::honest();
    let json = remembered(&authority).to_json();
    assert!(State::from_json(&json).is_ok());
    let text = String::from_utf8(json).unwrap();
    for odd in [
        "",
        "{}",
        &text[..text.len() - 2],
        &text.replace("\"format\":1", "\"format\":2"),
        &text.replacen("\"size\":", "\"size\":1", 1),
    ] {
        assert!(matches!(
            State::from_json(odd.as_bytes()),
            Err(AuditError::State)
        ));
    }
}

#[test]
fn a_day_without_a_set_looks_at_the_newest_one() {
    let mut authority = Authority::honest();
    let state = remembered(&authority);
    authority.counter(MONDAY + 16);
    authority.seal(END + 30);
    let day = |authority: &Authority| {
        let state = Some(state.clone());
        authority.audit_with(|request| request.state = state).report
    };
    let report = day(&authority);
    assert_eq!(codes(&report), [""; 0]);
    assert_eq!(report.policies.len(), 1);
    let other = authority.read("sets/1.1.cbset");
    authority.write("sets/1.2.cbset", &other);
    assert_eq!(codes(&day(&authority)), ["audit.set-edited"]);
    authority.remove("sets/1.2.cbset");
    assert_eq!(codes(&day(&authority)), ["audit.set-missing"]);
}
