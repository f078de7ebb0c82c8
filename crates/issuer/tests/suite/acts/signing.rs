//! One approval: what it is a signature over, by whom, with what.

use cleanbill_issuer::act::{ActContent, ActKind};
use cleanbill_issuer::approval::{
    APPROVALS_MAX, Approval, ApprovalError, check_approvals, may_approve, verify_approval,
};
use cleanbill_issuer::staff::{KeyForm, OfficeKind, Role, VerifiedStaff};
use cleanbill_webauthn::RelyingParty;
use cleanbill_webauthn::soft::SoftAuthenticator;

use super::world::{HEAD_A, HEAD_B, ORIGIN, RP, World, handle, rps};
use crate::authority::NOW;

struct Case {
    world: World,
    staff: VerifiedStaff,
    act: ActContent,
}

impl Case {
    fn new() -> Self {
        let world = World::new();
        let act = world.revocation(HEAD_A, vec![handle(1)], NOW);
        let staff = world.verify().unwrap();
        Self { world, staff, act }
    }

    fn verify(&self, approval: &Approval) -> Result<i64, &'static str> {
        self.verify_at(approval, &rps())
    }

    fn verify_at(&self, approval: &Approval, rps: &[RelyingParty]) -> Result<i64, &'static str> {
        let staff = self.staff.staff();
        let signer = verify_approval(&self.act, &self.act.hash(), approval, staff, rps);
        signer
            .map(|signer| signer.officer)
            .map_err(|error| error.code())
    }

    fn by(&self, officer: i64) -> Approval {
        self.world.approval(officer, &self.act.hash(), NOW)
    }

    /// A passkey's approval by an authenticator that was told to lie.
    fn passkey(&self, origin: &str, rp: &str, flags: u8) -> Approval {
        let key = &self.world.officers[&HEAD_B].key;
        let mut soft = SoftAuthenticator::new(key, b"id").unwrap();
        soft.flags = flags;
        let assertion = soft.assert(rp, origin, &self.act.hash()).unwrap();
        Approval {
            authenticator_data: assertion.authenticator_data,
            client_data: assertion.client_data_json,
            signature: assertion.signature,
            ..self.by(HEAD_B)
        }
    }
}

#[test]
fn raw_keys_and_passkeys_approve() {
    let case = Case::new();
    assert_eq!(case.verify(&case.by(HEAD_A)), Ok(HEAD_A));
    assert_eq!(case.verify(&case.by(HEAD_B)), Ok(HEAD_B));
}

#[test]
fn a_passkey_verifies_its_user_at_the_authoritys_page() {
    let case = Case::new();
    assert_eq!(case.verify(&case.passkey(ORIGIN, RP, 0b101)), Ok(HEAD_B));
    let unverified = case.verify(&case.passkey(ORIGIN, RP, 0b001)).unwrap_err();
    assert!(unverified.starts_with("webauthn."), "{unverified}");
    let elsewhere = case.verify(&case.passkey("https://evil.example", RP, 0b101));
    assert!(elsewhere.unwrap_err().starts_with("webauthn."));
    let other = case.verify(&case.passkey(ORIGIN, "evil.example", 0b101));
    assert!(other.unwrap_err().starts_with("webauthn."));
    let rps = vec![
        RelyingParty::new(
            "other.example".to_owned(),
            vec!["https://other.example".to_owned()],
        )
        .unwrap(),
    ];
    let verified = case.verify_at(&case.by(HEAD_B), &rps);
    assert_eq!(verified, Err("approval.relying-party"));
}

#[test]
fn an_approval_is_its_officers_own() {
    let case = Case::new();
    let code = |change: fn(&mut Approval), by: i64| {
        let mut approval = case.by(by);
        change(&mut approval);
        case.verify(&approval).unwrap_err()
    };
    assert_eq!(
        code(|a| a.officer = HEAD_B, HEAD_A),
        "approval.not-appointed"
    );
    assert_eq!(
        code(|a| a.office = "Clinic B".to_owned(), HEAD_A),
        "approval.not-appointed"
    );
    assert_eq!(code(|a| a.key = [0; 32], HEAD_A), "approval.key");
    assert_eq!(code(|a| a.form = KeyForm::Passkey, HEAD_A), "approval.form");
    assert_eq!(code(|a| a.form = KeyForm::Raw, HEAD_B), "approval.form");
    assert_eq!(code(|a| a.client_data = vec![1], HEAD_A), "approval.form");
    assert_eq!(code(|a| a.at -= 1, HEAD_A), "approval.before-act");
    assert_eq!(code(|a| a.signature[9] ^= 1, HEAD_A), "signature.invalid");
    assert_eq!(
        code(|a| a.signature.clear(), HEAD_A).split('.').next(),
        Some("signature")
    );
}

#[test]
fn junk_beside_good_approvals_takes_nothing_from_them() {
    let case = Case::new();
    let check =
        |approvals: &[Approval]| check_approvals(&case.act, approvals, case.staff.staff(), &rps());
    let mut junk = case.by(HEAD_A);
    junk.signature[0] ^= 1;
    let mut approvals = vec![junk.clone(), case.by(HEAD_B), junk.clone(), case.by(HEAD_A)];
    let checked = check(&approvals).unwrap();
    let officers: Vec<i64> = checked.officers().iter().map(|s| s.officer).collect();
    assert_eq!(officers, [HEAD_A, HEAD_B]);
    assert_eq!(checked.act_hash(), case.act.hash());
    approvals.resize(APPROVALS_MAX + 1, junk);
    assert_eq!(check(&approvals), Err(ApprovalError::TooMany));
}

#[test]
fn heads_approve_and_custodians_approve_keys() {
    for kind in ActKind::ALL {
        for role in Role::ALL {
            let is_keys = matches!(kind, ActKind::WithdrawKey | ActKind::DeclareKey);
            let expected = *role == Role::OfficeHead || is_keys && *role == Role::KeyCustodian;
            assert_eq!(may_approve(*kind, *role, OfficeKind::Authority), expected);
            let reviews = expected && !kind.takes_away();
            assert_eq!(may_approve(*kind, *role, OfficeKind::Review), reviews);
        }
    }
}
