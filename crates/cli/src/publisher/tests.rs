//! Publishing where there is a ledger: told first, shown afterwards.

use std::cell::{Cell, RefCell};
use std::path::Path;

use clap::Parser;
use cleanbill_ledger::LedgerPolicy;
use cleanbill_ledger::leaf::{Announcement, DocumentKind, Leaf, Witnesses};
use cleanbill_policy::Policy;
use cleanbill_testkit::FixedLedger;
use cleanbill_trust::TrustStore;
use cleanbill_trust::set::{Inclusion, LedgerEvidence};
use cleanbill_verifier::Bundle;
use tempfile::TempDir;

use super::*;
use crate::args::PublishOptions;
use crate::bundle::{pins, read_bundle};
use crate::commands::publish::publish;
use crate::digest::digest_of;
use crate::exit::Exit;

/// A ledger whose witnesses are there, or not.
struct Witnessed {
    policy: LedgerPolicy,
    ledger: RefCell<FixedLedger>,
    at: i64,
    away: Cell<bool>,
}

impl Witnessed {
    fn new(ledger: FixedLedger) -> Self {
        Self {
            policy: ledger.policy(),
            ledger: RefCell::new(ledger),
            at: clock::now(),
            away: Cell::new(false),
        }
    }
}

impl LedgerPort for Witnessed {
    fn policy(&self) -> &LedgerPolicy {
        &self.policy
    }

    fn put(&self, leaf: Vec<u8>) -> Result<u64, CliError> {
        Ok(self.ledger.borrow_mut().put(&leaf))
    }

    fn put_object(&self, _: Vec<u8>) -> Result<(), CliError> {
        Ok(())
    }

    fn put_file(&self, file: &Path) -> Result<([u8; 32], u64), CliError> {
        digest_of(file)
    }

    fn evidence(&self, index: u64) -> Result<LedgerEvidence, CliError> {
        if self.away.get() {
            return Err(CliError::UpdateBusy);
        }
        let ledger = self.ledger.borrow();
        let inclusion = Inclusion {
            index,
            hashes: ledger.inclusion(index),
        };
        let note = ledger.cosigned(self.at).to_text().into_bytes();
        Ok(LedgerEvidence::new(note, &inclusion))
    }
}

#[derive(Parser)]
struct Words {
    #[command(flatten)]
    options: PublishOptions,
}

/// A publisher's machine, with a first bundle from before the ledger.
struct Machine {
    folder: TempDir,
    home: Home,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::find(Some(folder.path().join("data")));
        let now = clock::now();
        let publisher = Publisher::find_or_make(&home, now).unwrap();
        let targets = [Target::dcc_signers(&TrustStore::default())];
        let bundle = publisher.publish(&home, &targets, now, 30).unwrap();
        let terms = Terms::default();
        publisher.install(&home, &bundle, &[], &terms).unwrap();
        Self { folder, home }
    }

    fn arg(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.folder.path().join(name), text).unwrap();
        self.arg(name)
    }

    fn publish(&self, words: &[&str], ledger: Option<&Witnessed>) -> Result<Exit, CliError> {
        let out = self.arg("out");
        let words = [&["publish", "--out", &out], words].concat();
        let options = Words::parse_from(words).options;
        publish(
            &self.home,
            &options,
            ledger.map(|ledger| ledger as &dyn LedgerPort),
        )
    }

    fn version(&self) -> String {
        read_text(&self.home.manifest_version()).unwrap()
    }

    /// What the installed bundle holds.
    fn installed(&self) -> Bundle {
        let pins = pins(&self.home, &[]).unwrap();
        let bytes = read_bundle(&self.home.bundle()).unwrap();
        let set = SignedSet::open_installed(&bytes, &pins, Floor::default()).unwrap();
        Bundle::read(&set, &Known::nothing(false)).unwrap()
    }
}

fn two_of_three() -> Witnessed {
    Witnessed::new(FixedLedger::new(&[1, 2, 3], 2))
}

#[test]
fn g06_a_bundle_is_told_to_the_ledger_before_it_is_shown() {
    let (machine, ledger) = (Machine::new(), two_of_three());
    machine.publish(&["--install"], Some(&ledger)).unwrap();
    let found = machine.installed().ledger.unwrap();
    let told = Leaf::parse(&ledger.ledger.borrow().leaf(found.index)).unwrap();
    let Leaf::Publication(told) = told else {
        panic!("{told:?}");
    };
    assert_eq!((told.root_version, told.manifest_version), (1, 2));
    let memory = Memory::read(&machine.home).unwrap().unwrap();
    assert_eq!(memory.newest.checkpoint, found.checkpoint);
    // From now on none is made without it, and none that was made without it leaves.
    for words in [&["--install"][..], &["--announcements", "."]] {
        let error = machine.publish(words, None).unwrap_err();
        assert_eq!(error, LedgerFault::NoneHere.into());
    }
    let publisher = Publisher::find_or_make(&machine.home, ledger.at).unwrap();
    let targets = [Target::dcc_signers(&TrustStore::default())];
    let aside = publisher.publish(&machine.home, &targets, ledger.at, 30);
    let aside = aside.unwrap();
    std::fs::write(machine.arg("aside"), &aside).unwrap();
    let words = [
        "publish",
        "--set",
        &machine.arg("aside"),
        "--to",
        &machine.arg("web"),
    ];
    let options = Words::parse_from(words).options;
    let error = publish(&machine.home, &options, None).unwrap_err();
    assert!(error.to_string().ends_with("[set-ledger.none]"), "{error}");
    let error = publisher.install(&machine.home, &aside, &[], &Terms::default());
    assert!(
        error
            .unwrap_err()
            .to_string()
            .ends_with("[set-ledger.none]")
    );
}

#[test]
fn g06_without_the_witnesses_nothing_leaves() {
    let (machine, ledger) = (Machine::new(), two_of_three());
    ledger.away.set(true);
    let to = machine.arg("web");
    let words = ["--install", "--to", &to];
    machine.publish(&words, Some(&ledger)).unwrap_err();
    assert!(!machine.folder.path().join("out").exists());
    assert!(!machine.folder.path().join("web").exists());
    assert!(machine.installed().ledger.is_none());
    // Its number was told, so it is nobody else's.
    assert_eq!(machine.version(), "2");
    ledger.away.set(false);
    machine.publish(&words, Some(&ledger)).unwrap();
    assert_eq!(machine.installed().version.manifest_version, 2);
    assert!(!machine.home.waiting().exists());
    // The same leaf as before: nobody looks for a bundle that never came out.
    let told = ledger.ledger.borrow();
    let leaves = (0..told.size()).map(|index| Leaf::parse(&told.leaf(index)));
    let sets: Vec<Leaf> = leaves
        .filter_map(Result::ok)
        .filter(|leaf| matches!(leaf, Leaf::Publication(_)))
        .collect();
    assert_eq!(sets.len(), 2);
    assert_eq!(sets[0], sets[1]);
}

#[test]
fn g06_what_was_told_is_another_one_once_something_else_is_to_be_published() {
    let (machine, ledger) = (Machine::new(), two_of_three());
    ledger.away.set(true);
    machine.publish(&["--install"], Some(&ledger)).unwrap_err();
    let changed = ["--install", "--remove-signer", "AQIDBAUGBwg="];
    machine.publish(&changed, Some(&ledger)).unwrap_err();
    assert_eq!(machine.version(), "3");
    ledger.away.set(false);
    // A spoilt file holds nothing up.
    std::fs::write(machine.home.waiting(), b"spoilt").unwrap();
    machine.publish(&changed, Some(&ledger)).unwrap();
    assert_eq!(machine.installed().version.manifest_version, 4);
    // It came out, so the next one is new, with or without a change.
    machine.publish(&["--install"], Some(&ledger)).unwrap();
    assert_eq!(machine.installed().version.manifest_version, 5);
}

#[test]
fn g06_a_publisher_asks_for_two_witnesses_as_a_verifier_does() {
    let (machine, ledger) = (Machine::new(), Witnessed::new(FixedLedger::new(&[1], 1)));
    let before = ledger.ledger.borrow().size();
    let error = machine.publish(&[], Some(&ledger)).unwrap_err();
    let code = "[set-ledger.no-independent-witnesses]";
    assert!(error.to_string().ends_with(code), "{error}");
    // What nobody would take, the ledger is not told.
    assert_eq!(ledger.ledger.borrow().size(), before);
    assert_eq!(machine.version(), "1");
    machine
        .publish(&["--install", "--demo"], Some(&ledger))
        .unwrap();
    let memory = Memory::read(&machine.home).unwrap().unwrap();
    assert!(memory.demonstration);
    // Once there are two, it is none any more.
    let more = ledger.ledger.borrow().with_witnesses(&[1, 2], 2);
    let change = change(&machine, &ledger, &more);
    let more = Witnessed::new(more_of(&ledger, more));
    let words = [
        &["--install", "--witness-change"][..],
        &change_words(&change),
    ]
    .concat();
    machine.publish(&words, Some(&more)).unwrap();
    let memory = Memory::read(&machine.home).unwrap().unwrap();
    assert!(!memory.demonstration);
}

/// Policy and proof of a change that was told 40 days ago and is in force since yesterday.
fn change(machine: &Machine, old: &Witnessed, new: &FixedLedger) -> [String; 2] {
    const DAY: i64 = 86_400;
    let leaf = Leaf::Witnesses(Witnesses {
        old: old.policy.digest(),
        new: new.policy().digest(),
        from: old.at - DAY,
    });
    let mut ledger = old.ledger.borrow_mut();
    let index = ledger.put(&leaf.encode());
    let proof = ledger.proof(index, old.at - 40 * DAY).to_text();
    [
        machine.write("old-policy", &old.policy.to_text()),
        machine.write("change.tlog-proof", &proof),
    ]
}

fn change_words(change: &[String; 2]) -> [&str; 2] {
    [&change[0], &change[1]]
}

/// The tree of one ledger with the witnesses of another.
fn more_of(old: &Witnessed, new: FixedLedger) -> FixedLedger {
    let mut all = new.clone();
    for index in all.size()..old.ledger.borrow().size() {
        all.put(&old.ledger.borrow().leaf(index));
    }
    all
}

#[test]
fn g06_other_witnesses_need_the_word_of_the_old_ones() {
    let (machine, ledger) = (Machine::new(), two_of_three());
    machine.publish(&["--install"], Some(&ledger)).unwrap();
    let new = ledger.ledger.borrow().with_witnesses(&[2, 3, 4], 2);
    let change = change(&machine, &ledger, &new);
    let new = Witnessed::new(more_of(&ledger, new));
    let error = machine.publish(&["--install"], Some(&new)).unwrap_err();
    assert!(
        error.to_string().ends_with("[witness-change.not-proven]"),
        "{error}"
    );
    let words = [
        &["--install", "--witness-change"][..],
        &change_words(&change),
    ]
    .concat();
    machine.publish(&words, Some(&new)).unwrap();
    // It stays in the bundles from then on, for verifiers that come later.
    machine.publish(&["--install"], Some(&new)).unwrap();
    let memory = Memory::read(&machine.home).unwrap().unwrap();
    assert_eq!(memory.policy, new.policy);
}

#[test]
fn g14_a_tightening_is_published_with_the_proof_that_it_was_told() {
    const DAY: i64 = 86_400;
    let (machine, ledger) = (Machine::new(), two_of_three());
    let day = |days: i64| clock::render_time(ledger.at + days * DAY);
    let text = format!(
        r#"
format = 1
id = "test.concert"
version = 1
title = {{ en = "Concerts" }}
reason = "a test"
region = "XX"
places = ["concert"]
signed_at = {signed}
from = {from}
until = {until}
announcement = {{ at = {signed} }}

[[accept]]
ground = "vaccination"

[door]
on_system_fault = "manual"
data_age_max_days = 10
"#,
        signed = day(-1),
        from = day(7),
        until = day(60),
    );
    let policies = machine.write("policy.toml", &text);
    let policy = Policy::parse(&text).unwrap();
    let words = ["--install", "--policies", &policies];
    let refused = machine.publish(&words, Some(&ledger)).unwrap_err();
    assert_eq!(refused, CliError::PoliciesRefused { count: 1 });
    let leaf = Leaf::Announcement(Announcement {
        kind: DocumentKind::Policies,
        document: *policy.digest(),
        starts_at: policy.from,
        urgent: false,
        gained: None,
        lost: None,
    });
    let index = ledger.put(leaf.encode()).unwrap();
    let proof = ledger.ledger.borrow().proof(index, ledger.at - 2 * DAY);
    let proof = machine.write("told.tlog-proof", &proof.to_text());
    let words = [&words[..], &["--announcements", &proof]].concat();
    machine.publish(&words, Some(&ledger)).unwrap();
    // It stands from then on, as the policy does.
    machine.publish(&["--install"], Some(&ledger)).unwrap();
    let policies = machine.installed().policies;
    assert_eq!((policies.loaded().len(), policies.refused().len()), (1, 0));
}
