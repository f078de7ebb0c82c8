//! Offices, and officers who sign with keys in files instead of tokens.

use std::path::Path;

use cleanbill_authority::{
    Authority, AuthorityError, FoundingDraft, Invited, NewKey, OfficerSignature, Proposal,
};
use cleanbill_crypto::Signer;
use cleanbill_issuer::IssueError;
use cleanbill_issuer::act::OfficeSpec;
use cleanbill_issuer::staff::{OfficeKind, Role};
use cleanbill_signer::{KeyType, SoftwareKey};

use crate::atomic::{self, Access};
use crate::error::{CliError, ServeError};

const MINISTRY: &str = "Demonstration ministry";
const NORTH: &str = "Clinic North";
const OFFICES: [(&str, &str, OfficeKind); 5] = [
    (MINISTRY, "XX", OfficeKind::Authority),
    (NORTH, "XX-N", OfficeKind::Clinic),
    ("Clinic South", "XX-S", OfficeKind::Clinic),
    ("Desk", "XX-N", OfficeKind::Desk),
    ("Review board", "XX", OfficeKind::Review),
];
/// Who is appointed beside the two founders: the name of the key, the office, the role.
const OFFICERS: [(&str, &str, Role); 5] = [
    ("machine", NORTH, Role::Machine),
    ("nurse", NORTH, Role::Clinic),
    ("south", "Clinic South", Role::OfficeHead),
    ("desk", "Desk", Role::Desk),
    ("reviewer", "Review board", Role::Reviewer),
];
/// A machine's key counts for so many days.
const KEY_DAYS: u16 = 30;
/// The acts follow one another by seconds and end now.
const BEGUN_BEFORE_SECS: i64 = 120;

/// Founds the authority and appoints its officers. Gives the key of the machine.
pub(super) async fn found(
    authority: &Authority,
    folder: &Path,
    now: i64,
) -> Result<String, CliError> {
    let mut at = now - BEGUN_BEFORE_SECS;
    let mut next = || {
        at += 1;
        at
    };
    let link = authority.begin_founding(next()).await.map_err(told)?;
    let heads = [make_key(folder, "ministry")?, make_key(folder, "north")?];
    let [ministry, north] = &heads;
    let offices = OFFICES.map(|(name, region, kind)| OfficeSpec {
        name: name.to_owned(),
        region: region.to_owned(),
        kind,
    });
    let draft = FoundingDraft {
        offices: offices.to_vec(),
    };
    let new = new_key(ministry, &authority.registration_challenge(&link))?;
    let second = authority.found(&link, draft, &new, next()).await;
    let second = second.map_err(told)?;
    let new = new_key(north, &authority.registration_challenge(&second))?;
    authority
        .join_founding(&second, &new, next())
        .await
        .map_err(told)?;
    let act = authority
        .founding_act(&second, next())
        .await
        .map_err(told)?;
    for (number, head) in (1..).zip(&heads) {
        let signature = OfficerSignature::Raw(raw(head, &act.hash)?);
        let signed = authority.sign_founding(&second, number, &signature, next());
        signed.await.map_err(told)?;
    }
    let mut machine = None;
    for (name, office, role) in OFFICERS {
        let key = make_key(folder, name)?;
        let number = appoint(authority, &heads, &key, (office, role), &mut next);
        let number = number.await?;
        machine = machine.or((role == Role::Machine).then_some(number));
    }
    let head = authority.caller(2, now).await.map_err(told)?;
    let key = authority.give_machine_key(&head, machine.unwrap_or_default(), KEY_DAYS, now);
    key.await.map_err(told)
}

/// The ministry proposes, the clinic approves. Gives the officer's number.
async fn appoint(
    authority: &Authority,
    [ministry, north]: &[SoftwareKey; 2],
    key: &SoftwareKey,
    (office, role): (&str, Role),
    next: &mut impl FnMut() -> i64,
) -> Result<i64, CliError> {
    let proposer = authority.caller(1, next()).await.map_err(told)?;
    let invited = Invited {
        office: office.to_owned(),
        role,
        officer: None,
    };
    let link = authority.invite(&proposer, &invited, next()).await;
    let link = link.map_err(told)?;
    let new = new_key(key, &authority.registration_challenge(&link))?;
    let registered = authority.register(&link, &new, next()).await;
    let registered = registered.map_err(told)?;
    let proposal = Proposal::Appoint {
        key: registered.fingerprint,
        login: None,
    };
    let at = next();
    let content = authority.prepare(&proposer, &proposal, at).await;
    let signature = OfficerSignature::Raw(raw(ministry, &content.map_err(told)?.hash())?);
    let act = authority.propose(&proposer, &proposal, at, &signature, next());
    let act = act.await.map_err(told)?;
    let approver = authority.caller(2, next()).await.map_err(told)?;
    let signature = OfficerSignature::Raw(raw(north, &act.hash)?);
    let approved = authority.approve(&approver, act.id.as_str(), &signature, next());
    approved.await.map_err(told)?;
    Ok(registered.officer)
}

fn make_key(folder: &Path, name: &str) -> Result<SoftwareKey, CliError> {
    let made = |error| CliError::MakeKey { error };
    let key = SoftwareKey::generate(KeyType::P256).map_err(made)?;
    let pem = key.to_pkcs8_pem().map_err(made)?;
    let path = folder.join(format!("{name}.pem"));
    atomic::write(&path, pem.as_bytes(), Access::Secret)?;
    Ok(key)
}

fn new_key(key: &SoftwareKey, challenge: &[u8; 32]) -> Result<NewKey, CliError> {
    Ok(NewKey::Raw {
        public_key: key.public_key().to_spki_der().to_vec(),
        signature: raw(key, challenge)?,
    })
}

fn raw(key: &SoftwareKey, message: &[u8; 32]) -> Result<Vec<u8>, CliError> {
    key.sign(message).map_err(|error| CliError::Issue {
        error: IssueError::Cose(error.into()),
    })
}

fn told(error: AuthorityError) -> CliError {
    ServeError::from(error).into()
}
