//! Guarantee G14, as attacks on its proof: a set in a ledger holds no tightening that nobody was
//! told of.

use cleanbill_crypto::Signer;
use cleanbill_health::parse_time;
use cleanbill_ledger::TlogProof;
use cleanbill_ledger::leaf::{Announcement, DocumentKind, Leaf};
use cleanbill_policy::Policy;
use cleanbill_testkit::{FixedKey, FixedLedger};
use cleanbill_trust::TrustStore;
use cleanbill_trust::ledger::{Known, LedgerError};
use cleanbill_trust::set::{
    Floor, Inclusion, LedgerEvidence, PublicationKey, Root, RootPins, SetContent, SetDraft,
    SignedSet, Target, TargetType, build_root, root_fingerprint,
};
use cleanbill_verifier::bundle::documents_target;
use cleanbill_verifier::{Bundle, BundleError};

/// A check where none was, told on 12 November to begin on the 22nd.
const POLICY: &str = r#"
format = 1
id = "test.concert"
version = 1
title = { en = "Concerts" }
reason = "a test"
region = "RU"
places = ["concert"]
signed_at = 2021-11-12T18:00:00+03:00
from = 2021-11-22T00:00:00+03:00
until = 2022-01-01T00:00:00+03:00
announcement = { at = 2021-11-12T12:00:00+03:00 }

[[accept]]
ground = "vaccination"
for_months = 12

[door]
on_system_fault = "manual"
data_age_max_days = 10
"#;

const TOLD: &str = "2021-11-12T12:00:00+03:00";
const ISSUED: &str = "2021-11-13T12:00:00+03:00";
const DAY: i64 = 86_400;

fn ledger() -> FixedLedger {
    FixedLedger::new(&[1, 2, 3], 2)
}

/// What people are told of a policy.
fn announcement(policy: &str) -> Announcement {
    let policy = Policy::parse(policy).unwrap();
    Announcement {
        kind: DocumentKind::Policies,
        document: *policy.digest(),
        starts_at: policy.from,
        urgent: policy.is_urgent(),
        gained: Some(1_000),
        lost: None,
    }
}

/// Tells it to the ledger, which is cosigned at `at`.
fn told(ledger: &mut FixedLedger, announcement: Announcement, at: &str) -> TlogProof {
    let index = ledger.put(&Leaf::Announcement(announcement).encode());
    ledger.proof(index, parse_time(at).unwrap())
}

/// Loads a set with the policy and these proofs.
fn bundle(
    ledger: &mut FixedLedger,
    policy: &str,
    proofs: &[TlogProof],
) -> Result<Bundle, BundleError> {
    let proofs: Vec<String> = proofs.iter().map(TlogProof::to_text).collect();
    let announcements =
        documents_target(TargetType::ANNOUNCEMENTS, proofs.iter().map(String::as_str));
    load(ledger, policy, Some(announcements))
}

fn load(
    ledger: &mut FixedLedger,
    policy: &str,
    announcements: Option<Target>,
) -> Result<Bundle, BundleError> {
    let issued_at = parse_time(ISSUED).unwrap();
    let (root_key, publication) = (FixedKey::new(1), FixedKey::new(2));
    let root = Root {
        version: 1,
        issued_at,
        expires_at: issued_at + 100 * DAY,
        threshold: 1,
        keys: vec![root_key.public_key().clone()],
        publication_keys: vec![PublicationKey {
            key: publication.public_key().clone(),
            not_before: issued_at,
            not_after: issued_at + 100 * DAY,
        }],
    };
    let root = build_root(&root, None, &[&root_key]).unwrap();
    let mut targets = vec![
        Target::dcc_signers(&TrustStore::default()),
        Target {
            kind: TargetType::LEDGER_POLICY,
            critical: true,
            content: ledger.policy().to_text().into_bytes(),
        },
        documents_target(TargetType::POLICIES, [policy]),
    ];
    targets.extend(announcements);
    let roots = [&root[..]];
    let draft = SetDraft::new(SetContent {
        roots: &roots,
        version: 1,
        issued_at,
        expires_at: issued_at + 30 * DAY,
        targets: &targets,
        ledger: None,
    })
    .unwrap();
    let index = ledger.put(&draft.leaf().encode());
    let inclusion = Inclusion {
        index,
        hashes: ledger.inclusion(index),
    };
    let note = ledger.cosigned(issued_at).to_text().into_bytes();
    let evidence = LedgerEvidence::new(note, &inclusion);
    let set = draft.finish(Some(evidence), &publication).unwrap();
    let pins = RootPins::from(root_fingerprint(&root).unwrap());
    let set = SignedSet::open(&set, &pins, Floor::default(), issued_at).unwrap();
    Bundle::read(&set, &Known::nothing(false))
}

/// With which code the policy is refused; `None` if it holds.
fn refusal(bundle: Result<Bundle, BundleError>) -> Option<&'static str> {
    let policies = bundle.unwrap().policies;
    assert_eq!(policies.loaded().len() + policies.refused().len(), 1);
    policies
        .refused()
        .first()
        .map(|refused| refused.error.code())
}

const UNPROVEN: Option<&str> = Some("policies.unproven-announcement");

#[test]
fn g14_a_tightening_holds_with_the_proof_that_it_was_told() {
    let mut ledger = ledger();
    let proof = told(&mut ledger, announcement(POLICY), TOLD);
    assert_eq!(refusal(bundle(&mut ledger, POLICY, &[proof])), None);
}

#[test]
fn g14_its_own_word_is_not_enough_in_a_ledger() {
    assert_eq!(refusal(bundle(&mut ledger(), POLICY, &[])), UNPROVEN);
    assert_eq!(refusal(load(&mut ledger(), POLICY, None)), UNPROVEN);
}

#[test]
fn g14_an_announcement_is_as_old_as_the_witnesses_say() {
    // Told a second later than the policy says; the proof is right otherwise.
    let mut ledger = ledger();
    let late = told(
        &mut ledger,
        announcement(POLICY),
        "2021-11-12T12:00:01+03:00",
    );
    let dated_back = refusal(bundle(&mut ledger, POLICY, std::slice::from_ref(&late)));
    assert_eq!(dated_back, UNPROVEN);
    // One of three witnesses that says an earlier time moves nothing.
    let mut colluding = late;
    let at = parse_time(TOLD).unwrap();
    let by = [(1, at), (2, at + 1), (3, at + 1)];
    colluding.checkpoint = ledger.cosigned_by(&by).to_text();
    colluding.hashes = ledger.inclusion(colluding.index);
    assert_eq!(refusal(bundle(&mut ledger, POLICY, &[colluding])), UNPROVEN);
}

#[test]
fn g14_another_policys_announcement_proves_nothing() {
    let mut ledger = ledger();
    let milder = POLICY.replace("for_months = 12", "for_months = 24");
    let other = told(&mut ledger, announcement(&milder), TOLD);
    let rules = Announcement {
        kind: DocumentKind::Rules,
        ..announcement(POLICY)
    };
    let rules = told(&mut ledger, rules, TOLD);
    let mut exchanged = other.clone();
    exchanged.extra = Some(Leaf::Announcement(announcement(POLICY)).encode());
    let mut bare = told(&mut ledger, announcement(POLICY), TOLD);
    bare.extra = None;
    let all = [other, rules, exchanged, bare];
    assert_eq!(refusal(bundle(&mut ledger, POLICY, &all)), UNPROVEN);
    // Among them the right one counts.
    let right = told(&mut ledger, announcement(POLICY), TOLD);
    let all = [&all[..], &[right]].concat();
    assert_eq!(refusal(bundle(&mut ledger, POLICY, &all)), None);
}

#[test]
fn g14_an_announcement_counts_under_the_pinned_witnesses_alone() {
    let mut ledger = ledger();
    let mut elsewhere = FixedLedger::new(&[7, 8, 9], 2);
    let proof = told(&mut elsewhere, announcement(POLICY), TOLD);
    assert_eq!(refusal(bundle(&mut ledger, POLICY, &[proof])), UNPROVEN);
    let mut few = told(&mut ledger, announcement(POLICY), TOLD);
    let at = parse_time(TOLD).unwrap();
    few.checkpoint = ledger.cosigned_by(&[(1, at), (1, at - 1)]).to_text();
    assert_eq!(refusal(bundle(&mut ledger, POLICY, &[few])), UNPROVEN);
}

#[test]
fn g14_what_comes_in_a_day_was_told_as_urgent() {
    let urgent = POLICY
        .replace(
            "at = 2021-11-12T12:00:00+03:00 }",
            "at = 2021-11-12T12:00:00+03:00, urgent = true }",
        )
        .replace("from = 2021-11-22", "from = 2021-11-14")
        .replace("until = 2022-01-01", "until = 2021-11-20");
    let mut ledger = ledger();
    let quiet = Announcement {
        urgent: false,
        ..announcement(&urgent)
    };
    let quiet = told(&mut ledger, quiet, TOLD);
    assert_eq!(refusal(bundle(&mut ledger, &urgent, &[quiet])), UNPROVEN);
    let loud = told(&mut ledger, announcement(&urgent), TOLD);
    assert_eq!(refusal(bundle(&mut ledger, &urgent, &[loud])), None);
}

#[test]
fn proofs_that_cannot_be_read_refuse_the_set_or_prove_nothing() {
    let target = |content: Vec<u8>| {
        let announcements = Target {
            kind: TargetType::ANNOUNCEMENTS,
            critical: false,
            content,
        };
        load(&mut ledger(), POLICY, Some(announcements))
    };
    assert_eq!(
        target(vec![0x00]).unwrap_err().code(),
        "bundle.not-documents"
    );
    let texts = documents_target(TargetType::ANNOUNCEMENTS, ["", "c2sp.org/tlog-proof@v1\n"]);
    assert_eq!(refusal(target(texts.content)), UNPROVEN);
}

#[test]
fn g06_a_bundle_is_read_under_the_known_ledger_alone() {
    let mut one = FixedLedger::new(&[1], 1);
    let error = bundle(&mut one, POLICY, &[]).unwrap_err();
    let refused = LedgerError::NoIndependentWitnesses { quorum: 1 };
    assert_eq!(error, BundleError::Ledger(refused));
}
