//! Guarantee G06 at the command line: what is not in the ledger that everybody sees is not
//! installed, and what was seen of it is not forgotten.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use cleanbill_crypto::Signer;
use cleanbill_ledger::SignedCheckpoint;
use cleanbill_testkit::{FixedKey, FixedLedger};
use cleanbill_trust::TrustStore;
use cleanbill_trust::set::{
    Inclusion, LedgerEvidence, PublicationKey, Root, RootPins, SetContent, SetDraft, SignedSet,
    Target, TargetType, build_root, root_fingerprint,
};

use crate::sandbox::{Ran, Sandbox};

const DAY: i64 = 86_400;

#[expect(
    clippy::disallowed_methods,
    reason = "the command reads the clock of this machine too"
)]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_secs().try_into().unwrap()
}

/// An authority with a ledger, beside the command line: all keys are the test's own.
struct Authority {
    root: Vec<u8>,
    ledger: FixedLedger,
    now: i64,
}

impl Authority {
    fn new(ledger: FixedLedger) -> Self {
        let now = now();
        let (root_key, publication) = (FixedKey::new(1), FixedKey::new(2));
        let root = Root {
            version: 1,
            issued_at: now - 100 * DAY,
            expires_at: now + 100 * DAY,
            threshold: 1,
            keys: vec![root_key.public_key().clone()],
            publication_keys: vec![PublicationKey {
                key: publication.public_key().clone(),
                not_before: now - 100 * DAY,
                not_after: now + 100 * DAY,
            }],
        };
        let root = build_root(&root, None, &[&root_key]).unwrap();
        Self { root, ledger, now }
    }

    /// The same authority with another tree.
    fn with(&self, ledger: FixedLedger) -> Self {
        Self {
            root: self.root.clone(),
            ledger,
            now: self.now,
        }
    }

    /// A verifier that pins the root, and nothing else.
    fn verifier(&self) -> Sandbox {
        let sandbox = Sandbox::empty();
        std::fs::create_dir(sandbox.path("data")).unwrap();
        let pin = root_fingerprint(&self.root).unwrap();
        sandbox.write("data/pins", format!("{pin}\n"));
        sandbox
    }

    /// A set that names the ledger or does not, with whatever evidence is made of its leaf.
    fn set(
        &mut self,
        version: u32,
        names: bool,
        evidence: impl FnOnce(&mut FixedLedger, Vec<u8>) -> Option<LedgerEvidence>,
    ) -> Vec<u8> {
        let mut targets = vec![Target::dcc_signers(&TrustStore::default())];
        if names {
            targets.push(Target {
                kind: TargetType::LEDGER_POLICY,
                critical: true,
                content: self.ledger.policy().to_text().into_bytes(),
            });
        }
        let content = SetContent {
            roots: &[&self.root[..]],
            version,
            issued_at: self.now - DAY,
            expires_at: self.now + 30 * DAY,
            targets: &targets,
            ledger: None,
        };
        let draft = SetDraft::new(content).unwrap();
        let evidence = evidence(&mut self.ledger, draft.leaf().encode());
        draft.finish(evidence, &FixedKey::new(2)).unwrap()
    }

    /// A set as it should be.
    fn honest(&mut self, version: u32) -> Vec<u8> {
        let at = self.now - DAY + 60;
        self.set(version, true, |ledger, leaf| {
            let index = ledger.put(&leaf);
            Some(evidence(ledger, index, at))
        })
    }

    /// Publishes a set and the ledger's tiles as static files.
    fn publish(&self, set: &[u8], web: &Path) {
        let write = |path: &str, bytes: &[u8]| {
            let path = web.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        write("current.cbset", &SignedSet::head(set).unwrap());
        let pins = RootPins::from(root_fingerprint(&self.root).unwrap());
        let opened = SignedSet::open_installed(set, &pins, Default::default()).unwrap();
        for entry in &opened.manifest().targets {
            let content = opened.target(&entry.kind).unwrap();
            write(&format!("sets/{}.{}", entry.digest, entry.kind), content);
        }
        for (path, bytes) in self.ledger.tiles() {
            write(&format!("ledger/{path}"), &bytes);
        }
    }
}

fn evidence(ledger: &FixedLedger, index: u64, at: i64) -> LedgerEvidence {
    let inclusion = Inclusion {
        index,
        hashes: ledger.inclusion(index),
    };
    LedgerEvidence::new(ledger.cosigned(at).to_text().into_bytes(), &inclusion)
}

fn install(verifier: &Sandbox, set: &[u8], more: &[&str]) -> Ran {
    let bundle = verifier.write("offered.cbset", set);
    verifier.run(&[&["trust", "install", &bundle], more].concat())
}

fn installed(verifier: &Sandbox) -> Option<Vec<u8>> {
    std::fs::read(verifier.path("data/trust/bundle.cbset")).ok()
}

/// The checkpoints that a verifier remembers, the newest first.
fn exported(verifier: &Sandbox) -> Vec<u64> {
    let file = verifier.arg("seen");
    verifier
        .run(&["trust", "export-checkpoint", &file])
        .succeeded();
    let names = std::iter::once(file.clone()).chain((1..).map(|number| format!("{file}.{number}")));
    let sizes = names.map_while(|name| {
        let text = std::fs::read(&name).ok()?;
        std::fs::remove_file(name).unwrap();
        Some(SignedCheckpoint::parse(&text).unwrap().checkpoint.size)
    });
    sizes.collect()
}

fn two_of_three() -> FixedLedger {
    FixedLedger::new(&[1, 2, 3], 2)
}

#[test]
fn g06_from_the_first_ledger_on_nothing_else_is_installed() {
    let mut authority = Authority::new(two_of_three());
    let verifier = authority.verifier();
    let (before, first) = (authority.set(1, false, |_, _| None), authority.honest(2));
    // Before there is a ledger a bundle is taken, and said to be in none.
    let ran = install(&verifier, &before, &[]).succeeded();
    assert!(ran.err.contains("in no public ledger"), "{}", ran.err);
    verifier
        .run(&["trust", "export-checkpoint", "x"])
        .failed(2, "no checkpoint");
    let ran = install(&verifier, &first, &[]).succeeded();
    for told in [
        "ledger.example/xa",
        "3 of 4",
        "W1, W2, W3; 2 of 3 are needed",
    ] {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    assert_eq!(exported(&verifier), [4]);
    let show = verifier.run(&["trust", "show"]).succeeded();
    assert!(show.out.contains("ledger.example/xa"), "{}", show.out);
    let kept = installed(&verifier);
    let at = authority.now;
    let attacks = [
        (authority.set(3, false, |_, _| None), "[set-ledger.none]"),
        (
            authority.set(3, true, |_, _| None),
            "[set-ledger.no-evidence]",
        ),
        (
            authority.set(3, true, |ledger, _| Some(evidence(ledger, 3, at))),
            "[set-ledger.not-included]",
        ),
        (
            authority.set(3, true, |ledger, leaf| {
                let mut own = ledger.clone();
                let index = own.put(&leaf);
                let mut found = evidence(&own, index, at);
                found.checkpoint = own.cosigned_by(&[(1, at)]).to_text().into_bytes();
                Some(found)
            }),
            "[ledger-policy.quorum]",
        ),
        (
            authority.set(3, true, |ledger, leaf| {
                let mut ahead = ledger.clone();
                let index = ahead.put(&leaf);
                Some(evidence(&ahead, index, at + DAY))
            }),
            "[set-ledger.from-the-future]",
        ),
    ];
    for (set, code) in attacks {
        install(&verifier, &set, &[]).failed(2, code);
        assert_eq!(installed(&verifier), kept);
        // Nor is it believed where it lies.
        let bundle = verifier.arg("offered.cbset");
        if code != "[set-ledger.from-the-future]" {
            verifier
                .run(&["verify", "--trust", &bundle, "HC1:6BF"])
                .failed(2, code);
        }
        verifier.run(&["trust", "show", &bundle]).failed(2, code);
    }
    assert_eq!(exported(&verifier), [4]);
}

#[test]
fn g06_a_ledger_that_goes_back_or_splits_is_named() {
    let mut authority = Authority::new(two_of_three());
    let verifier = authority.verifier();
    let mut fork = authority.with(authority.ledger.clone());
    let (first, second) = (authority.honest(1), authority.honest(2));
    install(&verifier, &second, &[]).succeeded();
    // A newer version of the set, under older checkpoints.
    let at = authority.now;
    let older = fork.set(3, true, |ledger, leaf| {
        let index = ledger.put(&leaf);
        Some(evidence(ledger, index, at))
    });
    install(&verifier, &older, &[]).failed(2, "[set-ledger.rollback]");
    let split = fork.honest(4);
    install(&verifier, &split, &[]).failed(2, "[set-ledger.split-view]");
    install(&verifier, &first, &[]).failed(2, "[set.version-rollback]");
    assert_eq!(installed(&verifier), Some(second));
    assert_eq!(exported(&verifier), [5]);
}

#[test]
fn an_update_proves_that_the_ledger_has_only_grown() {
    let mut authority = Authority::new(two_of_three());
    let (verifier, web) = (authority.verifier(), Sandbox::empty());
    let from = web.arg("web");
    let update = || verifier.run(&["update", "--from", &from]);
    let publish = |authority: &Authority, set: &[u8]| authority.publish(set, &web.path("web"));
    let first = authority.honest(1);
    publish(&authority, &first);
    update().succeeded();
    // Installed from a file: the witnesses' word, so both are kept.
    let second = authority.honest(2);
    let ran = install(&verifier, &second, &[]).succeeded();
    assert!(ran.out.contains("by the witnesses' word"), "{}", ran.out);
    assert_eq!(exported(&verifier), [5, 4]);
    // A tree that begins otherwise, cosigned by whomever.
    let mut fork = authority.with(two_of_three());
    fork.ledger.put(b"another leaf");
    fork.ledger.put(b"and another");
    let forked = fork.honest(3);
    publish(&fork, &forked);
    update().failed(2, "[set-ledger.inconsistent]");
    assert_eq!(installed(&verifier).as_ref(), Some(&second));
    // Without tiles nothing is proven.
    let third = authority.honest(3);
    publish(&authority, &third);
    std::fs::remove_dir_all(web.path("web/ledger/tile")).unwrap();
    update().failed(2, "[update.not-found]");
    publish(&authority, &third);
    let ran = update().succeeded();
    assert!(ran.out.contains("proven by its tiles"), "{}", ran.out);
    assert_eq!(installed(&verifier), Some(third));
    assert_eq!(
        exported(&verifier),
        [6],
        "proven from both, so one is enough"
    );
}

#[test]
fn g06_a_list_from_elsewhere_is_the_one_that_counts() {
    let mut authority = Authority::new(two_of_three());
    let verifier = authority.verifier();
    let ours = verifier.write("ours", authority.ledger.policy().to_text());
    let others = FixedLedger::new(&[7, 8, 9], 2);
    let theirs = verifier.write("theirs", others.policy().to_text());
    // What the first bundle says is not asked.
    let set = authority.honest(1);
    install(&verifier, &set, &["--ledger-policy", &theirs])
        .failed(2, "[witness-change.not-proven]");
    assert_eq!(installed(&verifier), None);
    assert!(!verifier.path("data/trust/ledger").exists());
    let without = authority.set(1, false, |_, _| None);
    install(&verifier, &without, &["--ledger-policy", &ours]).failed(2, "[set-ledger.none]");
    install(&verifier, &set, &["--ledger-policy", &ours]).succeeded();
    let next = authority.honest(2);
    install(&verifier, &next, &["--ledger-policy", &theirs]).failed(2, "is pinned on this machine");
    let odd = verifier.write("odd", "quorum none\n");
    install(&verifier, &next, &["--ledger-policy", &odd]).failed(2, "[ledger-policy.");
    install(&verifier, &next, &["--ledger-policy", &ours]).succeeded();
}

#[test]
fn g06_a_demonstration_says_so_wherever_it_is_shown() {
    let mut authority = Authority::new(FixedLedger::new(&[1], 1));
    let verifier = authority.verifier();
    let (first, second) = (authority.honest(1), authority.honest(2));
    install(&verifier, &first, &[]).failed(2, "[set-ledger.no-independent-witnesses]");
    let words = "demonstration: no independent witnesses";
    let ran = install(&verifier, &first, &["--demo"]).succeeded();
    assert!(ran.out.contains(words), "{}", ran.out);
    // Said once, remembered, and told every time.
    let ran = install(&verifier, &second, &[]).succeeded();
    assert!(ran.out.contains(words), "{}", ran.out);
    let show = verifier.run(&["trust", "show"]).succeeded();
    assert!(show.out.contains(words), "{}", show.out);
    let verify = verifier.run(&["verify", "HC1:6BF"]);
    assert!(verify.err.contains(words), "{}", verify.err);
}

#[test]
fn a_crash_forgets_no_checkpoint() {
    let mut authority = Authority::new(two_of_three());
    let verifier = authority.verifier();
    let (first, second) = (authority.honest(1), authority.honest(2));
    let state = ["data/trust/ledger", "data/trust/floor"];
    let read = || state.map(|name| std::fs::read(verifier.path(name)).unwrap());
    install(&verifier, &first, &[]).succeeded();
    let before = read();
    install(&verifier, &second, &[]).succeeded();
    let after = read();
    // Killed after the bundle, before what is remembered of it: the bundle itself knows.
    let put = |ledger: &[u8], floor: &[u8]| {
        verifier.write(state[0], ledger);
        verifier.write(state[1], floor);
    };
    put(&before[0], &before[1]);
    verifier.run(&["trust", "show"]).succeeded();
    let mut fork = authority.with(two_of_three());
    let at = fork.now;
    let older = fork.set(3, true, |ledger, leaf| {
        let index = ledger.put(&leaf);
        Some(evidence(ledger, index, at))
    });
    install(&verifier, &older, &[]).failed(2, "[set-ledger.rollback]");
    // Killed before the floor.
    put(&after[0], &before[1]);
    install(&verifier, &older, &[]).failed(2, "[set-ledger.rollback]");
    install(&verifier, &second, &[]).succeeded();
    assert_eq!(read()[1], after[1]);
    // Killed at the very first pin: the bundle is its own.
    for name in state {
        std::fs::remove_file(verifier.path(name)).unwrap();
    }
    let unledgered = authority.set(4, false, |_, _| None);
    install(&verifier, &unledgered, &[]).failed(2, "[set-ledger.none]");
    // A file that somebody spoilt is no licence.
    verifier.write(state[0], "demonstration = true\n");
    install(&verifier, &unledgered, &[]).failed(2, "not a ledger's policy");
    verifier
        .run(&["verify", "HC1:6BF"])
        .failed(2, "not a ledger's policy");
}
