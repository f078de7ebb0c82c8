//! Bodies and hashes: one spelling, everything bound.

use std::collections::BTreeSet;

use cleanbill_issuer::act::{
    ActContent, ActError, ActKind, AppointSpec, Body, Corrected, HANDLES_MAX, KeySpec, LegalBasis,
    OfficeSpec, Reason, Recipient, Touched,
};
use cleanbill_issuer::registry::Shard;
use cleanbill_issuer::staff::{KeyForm, OfficeKind, Role};
use proptest::prelude::*;

use super::world::handle;
use crate::authority::{DAY, NOW};

fn spec(form: KeyForm) -> AppointSpec {
    let is_passkey = form == KeyForm::Passkey;
    AppointSpec {
        officer: 7,
        office: "Clinic A".to_owned(),
        role: Role::Clinic,
        key: Some(KeySpec {
            form,
            public_key: vec![1, 2, 3],
            credential: is_passkey.then_some([4; 32]),
            rp_id: if is_passkey { "pass.example" } else { "" }.to_owned(),
        }),
        login: is_passkey.then_some([5; 16]),
    }
}

/// At least one body of each kind.
pub(super) fn every_body() -> Vec<Body> {
    let text = |text: &str| text.to_owned();
    let place = OfficeSpec {
        name: text("Clinic A"),
        region: text("XX-A"),
        kind: OfficeKind::Clinic,
    };
    let touched = Touched::of(&[handle(1), handle(2)]);
    let (kid, subject, hash) = ([1; 8], [2; 16], [3; 32]);
    vec![
        Body::Issue {
            handles: vec![[1; 16], [2; 16]],
            kid,
            light: true,
        },
        Body::Reissue {
            handle: handle(1),
            replaces: handle(2),
            kid,
        },
        Body::Correct {
            subject,
            record: Corrected::Person { version: 2 },
        },
        Body::Correct {
            subject,
            record: Corrected::Event {
                wrong: [5; 16],
                right: [6; 16],
            },
        },
        Body::revoke(vec![handle(2), handle(1), handle(2)]),
        Body::Restore { undoes: hash },
        Body::Appoint(Box::new(spec(KeyForm::Raw))),
        Body::Appoint(Box::new(spec(KeyForm::Passkey))),
        Body::Appoint(Box::new(AppointSpec {
            key: None,
            ..spec(KeyForm::Raw)
        })),
        Body::Dismiss {
            officer: 7,
            office: text("Clinic A"),
        },
        Body::OpenOffice(place.clone()),
        Body::CloseOffice {
            office: text("Clinic A"),
        },
        Body::WithdrawKey {
            keys: vec![(kid, hash)],
        },
        Body::WithdrawValue {
            product: text("P"),
            lot: None,
            touched,
        },
        Body::WithdrawValue {
            product: text("P"),
            lot: Some(text("L")),
            touched,
        },
        Body::ImportRevocations {
            source: hash,
            touched,
        },
        Body::RefuseReissue { handle: handle(1) },
        Body::HandOver { subject },
        Body::Mandate {
            subject,
            representative: [9; 16],
            may_act: true,
            ends_at: NOW + DAY,
        },
        Body::EndMandate { mandate: hash },
        Body::Erase { subject },
        Body::Disclose {
            subject,
            recipient: Recipient::Court,
            visible_at: NOW,
        },
        Body::DeclareKey {
            kid,
            certificate: hash,
            not_before: 0,
            not_after: 1,
        },
        Body::ImportDeliveries {
            source: hash,
            rows: 3,
            doses: 300,
        },
        Body::HoldEntry {
            office: text("Clinic A"),
            product: text("P"),
            lot: text("L"),
            held: true,
        },
        Body::ApproveProduct {
            product: text("P"),
            approved_on: -5,
        },
        Body::Configure {
            name: text("majority"),
            value: text("18"),
        },
        Body::Found {
            offices: vec![place],
            officers: vec![spec(KeyForm::Passkey)],
        },
    ]
}

/// An act with this body, and a reason, basis and evidence that it can have.
pub(super) fn content(body: Body) -> ActContent {
    let reason = match body.kind() {
        ActKind::Revoke | ActKind::ImportRevocations | ActKind::RefuseReissue => {
            Some(Reason::Duplicate)
        }
        ActKind::WithdrawKey => Some(Reason::KeyCompromised),
        ActKind::WithdrawValue => Some(Reason::LotWithdrawn),
        _ => None,
    };
    let basis = match body.kind() {
        ActKind::Erase => LegalBasis::Retention,
        _ => LegalBasis::PassLaw,
    };
    ActContent {
        shard: Shard(0),
        officer: 1,
        office: "Clinic A".to_owned(),
        region: "XX-A".to_owned(),
        reason,
        basis: Some(basis),
        evidence: None,
        at: NOW,
        body,
    }
}

#[test]
fn every_body_reads_back() {
    let mut kinds = BTreeSet::new();
    for body in every_body() {
        let bytes = body.encode();
        assert_eq!(Body::parse(body.kind(), &bytes), Ok(body.clone()));
        assert_eq!(content(body.clone()).check(), Ok(()), "{body:?}");
        kinds.insert(body.kind());
        // Nothing behind, nothing missing.
        let long = [&bytes[..], &[0]].concat();
        assert!(Body::parse(body.kind(), &long).is_err());
        assert!(Body::parse(body.kind(), &bytes[..bytes.len() - 1]).is_err());
    }
    assert_eq!(kinds.len(), ActKind::ALL.len(), "a body of every kind");
}

#[test]
fn other_spellings_are_refused() {
    // [h'…32 bytes…'] with the array's head one byte longer than it has to be.
    let body = Body::Restore { undoes: [3; 32] };
    let bytes = body.encode();
    let long = [&[0x98, 0x01], &bytes[1..]].concat();
    let error = Body::parse(ActKind::Restore, &long).unwrap_err();
    assert_eq!(error.code(), "record.not-canonical");
    let extra = [&[0x82], &bytes[1..], &[0xf6]].concat();
    let error = Body::parse(ActKind::Restore, &extra).unwrap_err();
    assert_eq!(error.code(), "record.trailing");
}

#[test]
fn the_hash_binds_every_part() {
    let act = content(Body::revoke(vec![handle(1)]));
    let changes: [fn(&mut ActContent); 10] = [
        |a| a.shard = Shard(1),
        |a| a.officer = 2,
        |a| a.office = "Clinic B".to_owned(),
        |a| a.region = "XX-B".to_owned(),
        |a| a.reason = Some(Reason::Corrected),
        |a| a.basis = None,
        |a| a.evidence = Some([0; 32]),
        |a| a.at += 1,
        |a| a.body = Body::revoke(vec![handle(2)]),
        |a| a.body = Body::RefuseReissue { handle: handle(3) },
    ];
    let mut hashes = BTreeSet::from([act.hash()]);
    for change in changes {
        let mut other = act.clone();
        change(&mut other);
        assert!(hashes.insert(other.hash()));
    }
    // Text does not flow from one field into the next.
    let mut moved = act.clone();
    moved.office = "Clinic AX".to_owned();
    moved.region = "X-A".to_owned();
    assert!(hashes.insert(moved.hash()));
    // Acts of one kind are never those of another.
    for body in every_body() {
        assert!(hashes.insert(content(body).hash()));
    }
}

#[test]
fn reasons_are_those_of_the_kind() {
    for body in every_body() {
        let mut act = content(body);
        act.evidence = Some([1; 32]);
        let allowed: Vec<Reason> = Reason::ALL
            .iter()
            .copied()
            .filter(|reason| {
                act.reason = Some(*reason);
                act.basis = Some(LegalBasis::PassLaw);
                let mut wish = act.clone();
                wish.basis = Some(LegalBasis::Consent);
                act.check().is_ok() || wish.check().is_ok()
            })
            .collect();
        assert_eq!(
            allowed.is_empty(),
            !act.kind().takes_away(),
            "{:?}",
            act.kind()
        );
        act.reason = None;
        assert_eq!(
            act.check().is_ok(),
            !act.kind().takes_away() && act.kind() != ActKind::Erase
        );
    }
}

#[test]
fn forgeries_and_wishes_need_what_proves_them() {
    let mut act = content(Body::revoke(vec![handle(1)]));
    act.reason = Some(Reason::Forgery);
    let reason = Reason::Forgery;
    assert_eq!(act.check(), Err(ActError::Evidence { reason }));
    act.evidence = Some([1; 32]);
    assert_eq!(act.check(), Ok(()));
    act.reason = Some(Reason::HolderAsked);
    assert_eq!(act.check().unwrap_err().code(), "act.basis");
    act.basis = Some(LegalBasis::Consent);
    assert_eq!(act.check(), Ok(()));
    act.basis = None;
    assert_eq!(act.check().unwrap_err().code(), "act.basis");
}

#[test]
fn bodies_have_bounds() {
    let code = |body: Body| content(body).check().unwrap_err().code();
    assert_eq!(code(Body::Revoke { handles: vec![] }), "act.passes");
    let twice = vec![handle(1), handle(1)];
    assert_eq!(code(Body::Revoke { handles: twice }), "act.passes");
    let many: Vec<_> = (0..=HANDLES_MAX as u32).map(handle).collect();
    let body = Body::revoke(many);
    assert!(Body::parse(ActKind::Revoke, &body.encode()).is_err());
    assert_eq!(code(body), "act.passes");
    for name in ["", " a", "a|b", "a\u{202e}b", "a\n", &"x".repeat(81)] {
        let office = name.to_owned();
        assert_eq!(code(Body::CloseOffice { office }), "act.name", "{name:?}");
    }
    let late = Body::Disclose {
        subject: [1; 16],
        recipient: Recipient::Police,
        visible_at: NOW + 1,
    };
    assert_eq!(code(late.clone()), "act.disclosure-delay");
    let mut ordered = content(late);
    ordered.basis = Some(LegalBasis::CourtOrder);
    assert_eq!(ordered.check(), Ok(()));
}

#[test]
fn what_is_touched_is_a_set() {
    let some = Touched::of(&[handle(1), handle(2)]);
    assert_eq!(Touched::of(&[handle(2), handle(1), handle(2)]), some);
    assert_ne!(Touched::of(&[handle(1)]), some);
    assert_eq!(some.passes, 2);
}

proptest! {
    #[test]
    fn hostile_bytes_are_read_within_bounds(
        kind in 0..24_usize,
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let kind = ActKind::ALL[kind];
        if let Ok(body) = Body::parse(kind, &bytes) {
            prop_assert_eq!(body.encode(), bytes);
        }
    }

    #[test]
    fn a_flipped_bit_is_another_body_or_none(which in 0..28_usize, bit in any::<usize>()) {
        let body = every_body().swap_remove(which);
        let mut bytes = body.encode();
        let at = bit % (bytes.len() * 8);
        bytes[at / 8] ^= 1 << (at % 8);
        prop_assert_ne!(Body::parse(body.kind(), &bytes), Ok(body));
    }
}
