//! An authority with a ledger, both with keys that anybody can make.

use std::sync::LazyLock;

use cleanbill_crypto::Signer;
use cleanbill_ledger::LedgerPolicy;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_testkit::{FixedKey, FixedLedger};
use cleanbill_trust::TrustStore;
use cleanbill_trust::ledger::{Known, LedgerError, LedgerPin, Ledgered, check_ledgered};
use cleanbill_trust::set::{
    Floor, Inclusion, LedgerEvidence, OpenedSet, PublicationKey, Root, RootPins, SetContent,
    SetDraft, SignedSet, Target, TargetType, build_root, root_fingerprint,
};

pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const DAY: i64 = 86_400;

static ROOT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (root_key, publication) = (FixedKey::new(1), FixedKey::new(2));
    let root = Root {
        version: 1,
        issued_at: NOW - 400 * DAY,
        expires_at: NOW + 400 * DAY,
        threshold: 1,
        keys: vec![root_key.public_key().clone()],
        publication_keys: vec![PublicationKey {
            key: publication.public_key().clone(),
            not_before: NOW - 400 * DAY,
            not_after: NOW + 400 * DAY,
        }],
    };
    build_root(&root, None, &[&root_key]).unwrap()
});

/// Three witnesses, two of which are enough.
pub(crate) fn ledger() -> FixedLedger {
    FixedLedger::new(&[1, 2, 3], 2)
}

pub(crate) fn policy_target(policy: &LedgerPolicy) -> Target {
    Target {
        kind: TargetType::LEDGER_POLICY,
        critical: true,
        content: policy.to_text().into_bytes(),
    }
}

/// A set with these targets beside the signers, and whatever evidence is made of its leaf.
pub(crate) fn publish(
    version: u32,
    issued_at: i64,
    targets: &[Target],
    evidence: impl FnOnce(&Leaf) -> Option<LedgerEvidence>,
) -> Vec<u8> {
    let mut all = vec![Target::dcc_signers(&TrustStore::default())];
    all.extend_from_slice(targets);
    let content = SetContent {
        roots: &[&ROOT[..]],
        version,
        issued_at,
        expires_at: issued_at + 30 * DAY,
        targets: &all,
        ledger: None,
    };
    let draft = SetDraft::new(content).unwrap();
    let evidence = evidence(&draft.leaf());
    draft.finish(evidence, &FixedKey::new(2)).unwrap()
}

/// The evidence that the leaf with this number is in a ledger, cosigned by all at `at`.
pub(crate) fn evidence(ledger: &FixedLedger, index: u64, at: i64) -> LedgerEvidence {
    let inclusion = Inclusion {
        index,
        hashes: ledger.inclusion(index),
    };
    LedgerEvidence::new(ledger.cosigned(at).to_text().into_bytes(), &inclusion)
}

/// A set as it should be: told to the ledger, which is then cosigned by all.
pub(crate) fn honest(ledger: &mut FixedLedger, version: u32) -> Vec<u8> {
    publish(version, NOW, &[policy_target(&ledger.policy())], |leaf| {
        let index = ledger.put(&leaf.encode());
        Some(evidence(ledger, index, NOW + 1))
    })
}

pub(crate) fn open(set: &[u8]) -> OpenedSet<'_> {
    let pins = RootPins::from(root_fingerprint(&ROOT).unwrap());
    SignedSet::open(set, &pins, Floor::default(), NOW).unwrap()
}

pub(crate) fn check(set: &[u8], known: &Known) -> Result<Ledgered, LedgerError> {
    check_ledgered(&open(set), known).map(|found| found.expect("it names a ledger"))
}

pub(crate) fn code(set: &[u8], known: &Known) -> &'static str {
    check_ledgered(&open(set), known).map_or_else(|error| error.code(), |_| "taken")
}

/// A verifier that has seen nothing.
pub(crate) fn nothing() -> Known {
    Known::nothing(false)
}

/// A verifier that pins the ledger as it is.
pub(crate) fn pinned(ledger: &FixedLedger) -> Known {
    Known {
        pin: Some(LedgerPin {
            policy: ledger.policy(),
            checkpoint: Some(ledger.checkpoint()),
        }),
        demonstration: false,
    }
}
