//! What the ledger will say, and what it will not.

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::parse_value;
use cleanbill_crypto::sha256;
use cleanbill_issuer::act::{ActContent, ActKind, Body, Touched};
use cleanbill_issuer::approval::{Approval, Signer};
use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::leaf::{
    HolderAct, LeafKind, authority_act, blinded, commitment, holder_act, leaf_kind,
};
use cleanbill_issuer::staff::{KeyForm, Role};
use cleanbill_ledger::leaf::Leaf;

use super::bodies::{content, every_body};
use super::world::{HEAD_A, HEAD_B, World, handle};
use crate::authority::{DAY, NOW};

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn signers() -> Vec<Signer> {
    [(HEAD_A, "Clinic A"), (HEAD_B, "Clinic B")]
        .map(|(officer, office)| Signer {
            officer,
            office: office.to_owned(),
            role: Role::OfficeHead,
        })
        .to_vec()
}

fn approvals() -> Vec<Approval> {
    vec![Approval {
        officer: HEAD_A,
        office: "Clinic A".to_owned(),
        key: [1; 32],
        form: KeyForm::Raw,
        authenticator_data: Vec::new(),
        client_data: Vec::new(),
        signature: vec![5; 64],
        at: NOW,
    }]
}

#[test]
fn a_commitment_is_opened_by_its_secret() {
    let secret = [7; 32];
    let expected = [
        &b"cleanbill commitment 1"[..],
        &secret,
        &sha256(b"the message"),
    ]
    .concat();
    assert_eq!(commitment(&secret, b"the message"), sha256(&expected));
    assert_ne!(commitment(&[8; 32], b"the message"), sha256(&expected));
    assert_ne!(blinded(&secret, &sha256(b"the message")), sha256(&expected));
}

#[test]
fn g06_an_act_about_a_person_leaks_nobody() {
    let staff = World::new().verify().unwrap();
    for body in every_body() {
        if leaf_kind(body.kind()) != LeafKind::HolderAct {
            continue;
        }
        let act = content(body);
        let leaf = holder_act(&act, &signers(), staff.staff(), &[9; 32]);
        let read = parse_value(&leaf, &Limits::default()).unwrap();
        assert_eq!(read.as_array().unwrap().len(), 7);
        let told = HolderAct::parse(&leaf).unwrap();
        assert_eq!((told.kind, told.day), (act.kind(), day_of(act.at)));
        assert_eq!(told.blinded, blinded(&[9; 32], &act.hash()));
        for secret in [
            &b"Clinic"[..],
            &handle(1),
            &[2; 16],
            &[9; 16],
            &act.hash(),
            &[9; 32],
        ] {
            assert!(!contains(&leaf, secret), "{:?}", act.kind());
        }
        assert!(contains(&leaf, b"XX-A") && contains(&leaf, b"XX-B"));
        // The time of day is not there: any second of the day gives the same but for the blinding.
        let mut later = act.clone();
        later.at = NOW - NOW % DAY;
        let other = holder_act(&later, &signers(), staff.staff(), &[9; 32]);
        assert_eq!(leaf[..leaf.len() - 32], other[..other.len() - 32]);
        // Another pass, another person, another officer: the same leaf but for the blinding.
        let mut elsewhere = act.clone();
        elsewhere.officer = 99;
        let other = holder_act(&elsewhere, &signers(), staff.staff(), &[9; 32]);
        assert_eq!(leaf[..leaf.len() - 32], other[..other.len() - 32]);
    }
}

#[test]
fn an_act_that_touches_passes_hides_small_numbers() {
    let few: Vec<_> = (0..9).map(handle).collect();
    let many: Vec<_> = (0..10).map(handle).collect();
    let told = |touched: &[_]| {
        let body = Body::WithdrawValue {
            product: "EU/1/20/1528".to_owned(),
            lot: Some("L-1".to_owned()),
            touched: Touched::of(touched),
        };
        let act = content(body);
        let leaf = authority_act(&act, &signers(), &approvals(), &[9; 32]);
        assert!(!contains(&leaf, &Touched::of(touched).hash));
        assert!(
            !contains(&leaf, &act.hash()),
            "the hash of small lists can be tried"
        );
        let Leaf::BlindedAct(leaf) = Leaf::parse(&leaf).unwrap() else {
            panic!("another leaf");
        };
        assert_eq!(leaf.signers.len(), 2);
        let body = parse_value(&leaf.body, &Limits::default()).unwrap();
        body.as_array().unwrap()[2].as_int()
    };
    assert_eq!(told(&few), None);
    assert_eq!(told(&many), Some(10));
}

#[test]
fn g06_any_other_act_of_the_authority_is_told_as_it_was_signed() {
    for body in every_body() {
        if leaf_kind(body.kind()) != LeafKind::AuthorityAct {
            continue;
        }
        let act = content(body);
        let leaf = authority_act(&act, &signers(), &approvals(), &[9; 32]);
        match Leaf::parse(&leaf).unwrap() {
            Leaf::Act(told) => {
                let read = ActContent::parse(&told.content).unwrap();
                assert_eq!(read.hash(), act.hash(), "{:?}", act.kind());
                assert_eq!(told.approvals.len(), 1);
                assert_eq!(told.approvals[0].signature, approvals()[0].signature);
            }
            Leaf::BlindedAct(_) => assert!(matches!(
                act.kind(),
                ActKind::WithdrawValue | ActKind::ImportRevocations
            )),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn passes_have_commitments() {
    let kinds = ActKind::ALL
        .iter()
        .filter(|kind| leaf_kind(**kind) == LeafKind::Commitment);
    assert_eq!(
        kinds.copied().collect::<Vec<_>>(),
        [ActKind::Issue, ActKind::Reissue]
    );
    // Whatever takes one person's pass away tells no office.
    for kind in [
        ActKind::Revoke,
        ActKind::RefuseReissue,
        ActKind::Erase,
        ActKind::Disclose,
    ] {
        assert_eq!(leaf_kind(kind), LeafKind::HolderAct);
    }
}
