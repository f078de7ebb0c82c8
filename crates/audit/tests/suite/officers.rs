//! Four officers of four offices, with keys of their own.

use cleanbill_crypto::{Signer as _, sha256};
use cleanbill_issuer::act::{ActContent, AppointSpec, Body, KeySpec, OfficeSpec};
use cleanbill_issuer::registry::Shard;
use cleanbill_issuer::staff::{KeyForm, OfficeKind, Role};
use cleanbill_ledger::leaf::{Act, Leaf, LeafApproval};
use cleanbill_testkit::FixedKey;
use cleanbill_webauthn::soft::SoftAuthenticator;

pub(crate) const RP: &str = "pass.example";
const ORIGIN: &str = "https://pass.example";

pub(crate) const HEAD_A: i64 = 1;
pub(crate) const HEAD_B: i64 = 2;
pub(crate) const REVIEWER: i64 = 3;
pub(crate) const MINISTRY: i64 = 4;
pub(crate) const ALL: [i64; 4] = [HEAD_A, HEAD_B, REVIEWER, MINISTRY];

pub(crate) fn key(officer: i64) -> FixedKey {
    FixedKey::new(500 + officer as u32)
}

/// The second head signs with a passkey, the others with keys.
fn form(officer: i64) -> KeyForm {
    if officer == HEAD_B {
        KeyForm::Passkey
    } else {
        KeyForm::Raw
    }
}

pub(crate) fn office_of(officer: i64) -> (&'static str, &'static str) {
    match officer {
        HEAD_A => ("Clinic A", "XA-A"),
        HEAD_B => ("Clinic B", "XA-B"),
        REVIEWER => ("Review board", "XA"),
        _ => ("Ministry", "XA"),
    }
}

pub(crate) fn appointment(officer: i64, office: &str, role: Role) -> AppointSpec {
    let is_passkey = form(officer) == KeyForm::Passkey;
    AppointSpec {
        officer,
        office: office.to_owned(),
        role,
        key: Some(KeySpec {
            form: form(officer),
            public_key: key(officer).public_key().to_spki_der().to_vec(),
            credential: is_passkey.then(|| sha256(&officer.to_be_bytes())),
            rp_id: if is_passkey { RP } else { "" }.to_owned(),
        }),
        login: None,
    }
}

pub(crate) fn founding() -> Body {
    let office = |name: &str, region: &str, kind| OfficeSpec {
        name: name.to_owned(),
        region: region.to_owned(),
        kind,
    };
    Body::Found {
        offices: vec![
            office("Clinic A", "XA-A", OfficeKind::Clinic),
            office("Clinic B", "XA-B", OfficeKind::Clinic),
            office("Review board", "XA", OfficeKind::Review),
            office("Ministry", "XA", OfficeKind::Authority),
        ],
        officers: ALL
            .iter()
            .map(|officer| {
                let role = match *officer {
                    REVIEWER => Role::Reviewer,
                    _ => Role::OfficeHead,
                };
                appointment(*officer, office_of(*officer).0, role)
            })
            .collect(),
    }
}

pub(crate) fn content(by: i64, body: Body, at: i64) -> ActContent {
    let (office, region) = office_of(by);
    ActContent {
        shard: Shard(0),
        officer: by,
        office: office.to_owned(),
        region: region.to_owned(),
        reason: None,
        basis: None,
        evidence: None,
        at,
        body,
    }
}

pub(crate) fn approval(by: i64, hash: &[u8; 32], at: i64) -> LeafApproval {
    let key = key(by);
    let mut approval = LeafApproval {
        officer: by,
        office: office_of(by).0.to_owned(),
        key: sha256(key.public_key().to_spki_der()),
        form: form(by).number(),
        authenticator_data: Vec::new(),
        client_data: Vec::new(),
        signature: Vec::new(),
        at,
    };
    if form(by) == KeyForm::Raw {
        approval.signature = key.sign(hash).unwrap();
    } else {
        let mut soft = SoftAuthenticator::new(&key, &by.to_be_bytes()).unwrap();
        let assertion = soft.assert(RP, ORIGIN, hash).unwrap();
        approval.authenticator_data = assertion.authenticator_data;
        approval.client_data = assertion.client_data_json;
        approval.signature = assertion.signature;
    }
    approval
}

/// The leaf of an act that these officers signed, the first of whom proposed it.
pub(crate) fn act(body: Body, by: &[i64], at: i64) -> Leaf {
    signed(&content(by[0], body, at), by)
}

pub(crate) fn signed(content: &ActContent, by: &[i64]) -> Leaf {
    let hash = content.hash();
    let approve = |officer: &i64| approval(*officer, &hash, content.at + 1);
    Leaf::Act(Act {
        content: content.encode(),
        approvals: by.iter().map(approve).collect(),
    })
}
