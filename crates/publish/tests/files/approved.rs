//! G07 at the last door: a set that takes away what no approved act does, does not leave.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_publish::files::{ApprovedRevocations, Certificates, FilesError, PublishedSet};
use cleanbill_publish::{Edition, build_filter};
use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::signer_removed::RemovedSigner;
use cleanbill_revocation::{KeyHash, Limits};
use cleanbill_trust::set::{Target, TargetType};
use cleanbill_verifier::bundle::{documents_target, national_target, removed_signers_target};

use crate::support::{NOW, bundle, key, pins, signers, universe};

type Signer = ([u8; 8], [u8; 32]);

/// Signer 1 is ours; its passes 0 to 299 are approved to be revoked, and one on no filter.
struct Approved {
    passes: BTreeSet<KeyHash>,
    withdrawn: BTreeSet<Signer>,
    universe: PathBuf,
    _folder: tempfile::TempDir,
}

const OURS: [Signer; 1] = [([1; 8], [1; 32])];

impl Approved {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("universe");
        std::fs::write(&path, universe(0).into_inner()).unwrap();
        Self {
            passes: (0..300).chain([5_000]).map(key).collect(),
            withdrawn: BTreeSet::new(),
            universe: path,
            _folder: folder,
        }
    }

    fn check(&self, targets: &[Target]) -> Result<(), &'static str> {
        let gate = ApprovedRevocations {
            issuer: "XA",
            signers: &OURS,
            card_keys: &BTreeMap::from([([9; 8], CARD_KEY)]),
            passes: &self.passes,
            withdrawn: &self.withdrawn,
            universe: &self.universe,
        };
        let targets = [&[signers(0..3)][..], targets].concat();
        let none = Certificates::default();
        match PublishedSet::new(bundle(1, &targets), &pins(), NOW, &none, &gate) {
            Ok(_) => Ok(()),
            Err(FilesError::Refused { code }) => Err(code),
            Err(other) => panic!("{other:?}"),
        }
    }
}

/// What cards of ours name their key by.
const CARD_KEY: [u8; 32] = [7; 32];

/// A list of health cards that were taken back.
fn cards(key: [u8; 32], handles: &[KeyHash]) -> Target {
    let rids: Vec<String> = handles.iter().map(|h| URL_SAFE_NO_PAD.encode(h)).collect();
    let kid = URL_SAFE_NO_PAD.encode(key);
    let rids = rids.join(r#"",""#);
    let rids = if rids.is_empty() {
        rids
    } else {
        format!("\"{rids}\"")
    };
    let list = format!(r#"{{"kid":"{kid}","method":"rid","ctr":1,"rids":[{rids}]}}"#);
    documents_target(TargetType::REVOCATION_CARDS, [list.as_str()])
}

/// G07: nobody gets a card of ours on a list but by an act.
#[test]
fn g07_a_list_of_cards_names_what_acts_take_away() {
    let approved = Approved::new();
    let (taken, other) = (key(3), key(4_000));
    let with = |cards| approved.check(&[filter(0), exact(&[5_000]), cards]);
    assert_eq!(with(cards(CARD_KEY, &[taken])), Ok(()));
    assert_eq!(with(cards(CARD_KEY, &[])), Ok(()));
    let refused = Err("publisher.unapproved-pass");
    assert_eq!(with(cards(CARD_KEY, &[taken, other])), refused);
    // What others take back of theirs is theirs.
    assert_eq!(with(cards([8; 32], &[other])), Ok(()));
}

fn filter(day: u32) -> Target {
    let edition = Edition {
        version: 1,
        issued_at: NOW,
    };
    national_target(&build_filter(universe(day), edition).unwrap().bytes, &[])
}

fn exact(numbers: &[u64]) -> Target {
    let keys = numbers.iter().map(|number| key(*number)).collect();
    let list = ExactList::new(NOW, vec![vec![1; 8]], keys, &Limits::DEFAULT).unwrap();
    Target {
        kind: TargetType::REVOCATION_EXACT,
        critical: true,
        content: list.to_bytes(),
    }
}

fn removed(kid: [u8; 8], thumbprint: Option<[u8; 32]>) -> Target {
    removed_signers_target(&[RemovedSigner {
        kid: kid.to_vec(),
        country: Some("XA".to_owned()),
        thumbprint,
        from: NOW,
    }])
}

fn batch(kid: &str) -> Target {
    let text = format!(
        r#"{{"country":"XB","expires":"2030-01-01T00:00:00Z","kid":"{kid}","hashType":"UCI",
            "entries":[{{"hash":"AAAAAAAAAAAAAAAAAAAAAA=="}}]}}"#
    );
    documents_target(TargetType::REVOCATION_BATCHES, [text.as_str()])
}

#[test]
fn what_was_approved_leaves() {
    let approved = Approved::new();
    assert_eq!(approved.check(&[filter(0), exact(&[5_000])]), Ok(()));
    // Others may revoke theirs.
    let foreign = [batch("AgICAgICAgI="), removed([2; 8], Some([2; 32]))];
    let all = [&[filter(0), exact(&[5_000])][..], &foreign].concat();
    assert_eq!(approved.check(&all), Ok(()));
}

#[test]
fn g07_a_set_that_revokes_more_does_not_leave() {
    let approved = Approved::new();
    // Ten passes more in the filter, one more on the list.
    let more = std::fs::write(&approved.universe, universe(1).into_inner());
    more.unwrap();
    let refused = approved.check(&[filter(1), exact(&[5_000])]);
    assert_eq!(refused, Err("publisher.unapproved-pass"));
    let approved = Approved::new();
    let refused = approved.check(&[filter(0), exact(&[5_000, 5_001])]);
    assert_eq!(refused, Err("publisher.unapproved-pass"));
    // A filter of another universe than the one at hand: nobody could say what it revokes.
    let refused = approved.check(&[filter(1), exact(&[5_000])]);
    assert!(matches!(
        refused,
        Err("publisher.unapproved-pass" | "publisher.universe")
    ));
}

#[test]
fn g08_a_set_that_revokes_less_does_not_leave() {
    let approved = Approved::new();
    assert_eq!(approved.check(&[filter(0)]), Err("publisher.missing"));
    let refused = approved.check(&[exact(&[5_000])]);
    assert_eq!(refused, Err("publisher.missing"));
}

#[test]
fn g07_no_signer_of_ours_is_removed_without_an_act() {
    let mut approved = Approved::new();
    let with = |removed: Target| [filter(0), exact(&[5_000]), removed];
    for one in [removed([1; 8], Some([1; 32])), removed([1; 8], None)] {
        let refused = approved.check(&with(one));
        assert_eq!(refused, Err("publisher.unapproved-signer"));
    }
    // Somebody else's signer may have the same eight bytes.
    assert_eq!(
        approved.check(&with(removed([1; 8], Some([9; 32])))),
        Ok(())
    );
    approved.withdrawn.insert(OURS[0]);
    assert_eq!(
        approved.check(&with(removed([1; 8], Some([1; 32])))),
        Ok(())
    );
    let refused = approved.check(&[filter(0), exact(&[5_000])]);
    assert_eq!(refused, Err("publisher.missing"));
}

#[test]
fn g07_a_list_of_others_touches_no_pass_of_ours() {
    let approved = Approved::new();
    for kid in ["AQEBAQEBAQE=", "UNKNOWN_KID"] {
        let refused = approved.check(&[filter(0), exact(&[5_000]), batch(kid)]);
        assert_eq!(refused, Err("publisher.unapproved-list"), "{kid}");
    }
}
