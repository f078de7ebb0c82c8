//! Attacks by officers and on what they sign.

use cleanbill_audit::{ActFinding, Finding};
use cleanbill_cose::record::{bytes, encode_record, int};
use cleanbill_issuer::act::{ActKind, Body};
use cleanbill_issuer::staff::Role;
use cleanbill_ledger::leaf::{Act, BlindedAct, Leaf, LeafSigner};

use crate::authority::{Authority, END, START, codes};
use crate::officers::{
    ALL, HEAD_A, HEAD_B, MINISTRY, REVIEWER, act, appointment, content, founding, signed,
};

/// What is found if this is the last leaf.
fn with(leaf: &Leaf) -> Vec<&'static str> {
    let mut authority = Authority::unsealed();
    authority.put(leaf);
    authority.seal(END);
    codes(&authority.audit())
}

fn configure() -> Body {
    Body::Configure {
        name: "cap.nation".to_owned(),
        value: "900".to_owned(),
    }
}

const AT: i64 = END - 600;

#[test]
fn g07_an_act_signed_by_one_office_is_named() {
    assert_eq!(with(&act(configure(), &[MINISTRY, HEAD_B], AT)), [""; 0]);
    for signers in [
        &[MINISTRY][..],
        &[MINISTRY, MINISTRY],
        &[MINISTRY, REVIEWER],
    ] {
        assert_eq!(with(&act(configure(), signers, AT)), ["audit.act-approval"]);
    }
}

#[test]
fn g07_signatures_are_verified_again() {
    let honest = act(configure(), &[MINISTRY, HEAD_B], AT);
    let Leaf::Act(honest) = honest else {
        panic!("an act")
    };
    for number in 0..2 {
        let mut forged = honest.clone();
        let last = forged.approvals[number].signature.len() - 1;
        forged.approvals[number].signature[last] ^= 1;
        assert_eq!(with(&Leaf::Act(forged)), ["audit.act-approval"]);
    }
    // Signatures over something else.
    let other = act(
        Body::Configure {
            name: "x".to_owned(),
            value: "1".to_owned(),
        },
        &[MINISTRY, HEAD_B],
        AT,
    );
    let Leaf::Act(other) = other else {
        panic!("an act")
    };
    let swapped = Act {
        content: honest.content.clone(),
        approvals: other.approvals,
    };
    assert_eq!(with(&Leaf::Act(swapped)), ["audit.act-approval"]);
    // What is no act at all.
    let odd = Act {
        content: encode_record(vec![int(1)]),
        approvals: Vec::new(),
    };
    assert_eq!(with(&Leaf::Act(odd)), ["audit.act-malformed"]);
}

#[test]
fn g07_nobody_founds_twice_or_signs_before_the_founding() {
    assert_eq!(with(&act(founding(), &ALL, AT)), ["audit.act-approval"]);
    let mut authority = Authority::unsealed();
    authority.entries.remove(0);
    authority.seal(END);
    let found = codes(&authority.audit());
    assert!(found.contains(&"audit.no-founding"), "{found:?}");
    // The founding act that is known from outside is the one that counts.
    let authority = Authority::honest();
    let report = authority
        .audit_with(|request| request.founding = Some([1; 32]))
        .report;
    assert!(codes(&report).contains(&"audit.act-approval"));
    let known = content(MINISTRY, founding(), START).hash();
    let report = authority
        .audit_with(|request| request.founding = Some(known))
        .report;
    assert_eq!(codes(&report), [""; 0]);
}

#[test]
fn an_appointed_officer_signs_only_what_comes_after() {
    let mut authority = Authority::unsealed();
    let spec = appointment(10, "Ministry", Role::OfficeHead);
    authority.put(&act(Body::Appoint(Box::new(spec)), &[HEAD_A, HEAD_B], AT));
    let dismiss = Body::Dismiss {
        officer: 10,
        office: "Ministry".to_owned(),
    };
    authority.put(&act(dismiss, &[HEAD_A, HEAD_B], AT + 10));
    authority.put(&act(configure(), &[10, HEAD_B], AT + 5));
    authority.put(&act(configure(), &[10, HEAD_B], AT + 20));
    authority.seal(END);
    let report = authority.audit();
    let index = authority.entries.len() as u64 - 1;
    let named = ActFinding::Approval {
        index,
        kind: "configure",
        cause: "approval.not-appointed",
    };
    assert_eq!(report.findings, [Finding::Act(named)]);
}

#[test]
fn an_act_about_a_person_is_not_told_openly() {
    let open = act(Body::revoke(vec![[1; 16]]), &[HEAD_A, HEAD_B], AT);
    let found = with(&open);
    assert!(
        found == ["audit.act-malformed"] || found == ["audit.act-open"],
        "{found:?}"
    );
    let hold = Body::HoldEntry {
        office: "Clinic A".to_owned(),
        product: "P".to_owned(),
        lot: "L".to_owned(),
        held: true,
    };
    assert_eq!(with(&act(hold.clone(), &[HEAD_A], AT)), [""; 0]);
    assert_eq!(
        with(&signed(&content(HEAD_A, hold, AT), &[])),
        ["audit.act-unsigned"]
    );
}

fn blinded(signers: &[(i64, &str, Role)], count: Option<i64>) -> Leaf {
    let count = count.map_or(cleanbill_cose::cbor::Value::Null, int);
    Leaf::BlindedAct(BlindedAct {
        kind: ActKind::ImportRevocations.number(),
        signers: signers
            .iter()
            .map(|(officer, office, role)| LeafSigner {
                officer: *officer,
                office: (*office).to_owned(),
                role: role.number(),
            })
            .collect(),
        region: "XA".to_owned(),
        reason: Some(1),
        basis: Some(1),
        at: AT,
        body: encode_record(vec![bytes(&[1; 32]), count]),
        blinded: [2; 32],
    })
}

#[test]
fn g07_a_withdrawal_names_two_offices_and_a_reviewer() {
    let head_a = (HEAD_A, "Clinic A", Role::OfficeHead);
    let head_b = (HEAD_B, "Clinic B", Role::OfficeHead);
    let reviewer = (REVIEWER, "Review board", Role::Reviewer);
    assert_eq!(
        with(&blinded(&[head_a, head_b, reviewer], Some(12))),
        [""; 0]
    );
    for signers in [
        &[head_a, reviewer][..],
        &[head_a, head_b],
        &[head_a, head_b, (REVIEWER, "Review board", Role::OfficeHead)],
        &[head_a, (7, "Clinic B", Role::OfficeHead), reviewer],
        &[],
    ] {
        assert_eq!(
            with(&blinded(signers, None)),
            ["audit.act-signers"],
            "{signers:?}"
        );
    }
    // The number of passes is told from ten on.
    assert_eq!(
        with(&blinded(&[head_a, head_b, reviewer], Some(9))),
        ["audit.small-cell"]
    );
}

#[test]
fn g07_withdrawals_and_passes_are_counted_against_the_caps() {
    let mut authority = Authority::unsealed();
    let head_a = (HEAD_A, "Clinic A", Role::OfficeHead);
    let head_b = (HEAD_B, "Clinic B", Role::OfficeHead);
    let reviewer = (REVIEWER, "Review board", Role::Reviewer);
    for _ in 0..11 {
        authority.put(&blinded(&[head_a, head_b, reviewer], Some(12)));
    }
    authority.seal(END);
    assert_eq!(codes(&authority.audit()), ["audit.withdrawal-cap"]);

    // Ten more passes a week later, where one a day may be.
    let mut authority = Authority::unsealed();
    authority.revoked = (0..30).map(crate::authority::handle).collect();
    authority.revoked.sort_unstable();
    authority.publish(AT, &[]);
    authority.seal(END);
    assert_eq!(codes(&authority.audit()), [""; 0]);
    let strict = authority.audit_with(|request| request.caps.nation = 1);
    assert_eq!(codes(&strict.report), ["audit.burst", "audit.nation-cap"]);
}
