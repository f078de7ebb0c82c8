//! Offices, and officers who sign with keys in files instead of tokens.

use std::path::Path;

use cleanbill_authority::{
    ActView, Authority, AuthorityError, Caller, FoundingDraft, Invited, NewKey, OfficerSignature,
    Proposal,
};
use cleanbill_crypto::Signer;
use cleanbill_issuer::IssueError;
use cleanbill_issuer::act::{ActState, OfficeSpec};
use cleanbill_issuer::staff::{OfficeKind, Role};
use cleanbill_signer::{KeyType, SoftwareKey};

use crate::atomic::{self, Access};
use crate::authority::read_key;
use crate::error::{CliError, ServeError};

const MINISTRY: &str = "Demonstration ministry";
pub(super) const NORTH: &str = "Clinic North";
pub(super) const SOUTH: &str = "Clinic South";
pub(super) const BOARD: &str = "Review board";
pub(super) const DESK: &str = "Desk";
const OFFICES: [(&str, &str, OfficeKind); 5] = [
    (MINISTRY, "XX", OfficeKind::Authority),
    (NORTH, "XX-N", OfficeKind::Clinic),
    (SOUTH, "XX-S", OfficeKind::Clinic),
    (DESK, "XX-N", OfficeKind::Desk),
    (BOARD, "XX", OfficeKind::Review),
];
/// The names of the keys of the two founders, who are the first officers.
const FOUNDERS: [&str; 2] = ["ministry", "north"];
/// Who is appointed beside the two founders: the name of the key, the office, the role.
const OFFICERS: [(&str, &str, Role); 5] = [
    ("machine", NORTH, Role::Machine),
    ("nurse", NORTH, Role::Clinic),
    ("south", SOUTH, Role::OfficeHead),
    ("desk", DESK, Role::Desk),
    ("reviewer", BOARD, Role::Reviewer),
];
/// A machine's key counts for so many days.
const KEY_DAYS: u16 = 30;

/// How often the ledger is waited for: a busy machine writes it slowly.
const WAITS_MAX: usize = 16;

/// How long founding takes: its acts follow one another by seconds.
pub(super) const FOUNDING_SECS: i64 = 120;

/// Somebody who works here.
pub(super) struct Officer {
    /// The name of their key.
    name: &'static str,
    number: i64,
    key: SoftwareKey,
}

/// Everybody who works here.
pub(super) struct Staff(Vec<Officer>);

impl Staff {
    /// The two who founded the authority, by the keys that lie there.
    pub(super) fn founders(folder: &Path) -> Result<Self, CliError> {
        let founder = |(name, number): (&'static str, i64)| {
            let key = read_key(&folder.join(format!("{name}.pem")))?;
            Ok(Officer { name, number, key })
        };
        let founders = FOUNDERS.into_iter().zip(1..).map(founder);
        founders.collect::<Result<_, CliError>>().map(Self)
    }

    /// The officer whose key has this name.
    fn of(&self, name: &str) -> Result<&Officer, CliError> {
        let found = self.0.iter().find(|officer| officer.name == name);
        found.ok_or_else(|| told(AuthorityError::NotFound))
    }

    /// As whom they call.
    pub(super) async fn caller(
        &self,
        authority: &Authority,
        name: &str,
        now: i64,
    ) -> Result<Caller, CliError> {
        let number = self.of(name)?.number;
        authority.caller(number, now).await.map_err(told)
    }

    /// Their signature under what they do.
    pub(super) fn sign(&self, name: &str, hash: &[u8; 32]) -> Result<OfficerSignature, CliError> {
        Ok(OfficerSignature::Raw(raw(&self.of(name)?.key, hash)?))
    }

    /// One proposes an act and another approves it, each at a time of their own.
    pub(super) async fn enact(
        &self,
        authority: &Authority,
        (by, second): (&str, &str),
        proposal: &Proposal,
        next: &mut impl FnMut() -> i64,
    ) -> Result<ActView, CliError> {
        let proposer = self.caller(authority, by, next()).await?;
        let at = next();
        let content = authority.prepare(&proposer, proposal, at).await;
        let signature = self.sign(by, &content.map_err(told)?.hash())?;
        let act = authority.propose(&proposer, proposal, at, &signature, next());
        let act = act.await.map_err(told)?;
        let approver = self.caller(authority, second, next()).await?;
        let signature = self.sign(second, &act.hash)?;
        let approved = authority.approve(&approver, act.id.as_str(), &signature, next());
        let mut act = approved.await.map_err(told)?;
        // What comes next in the story may need it.
        for _ in 0..WAITS_MAX {
            if act.state != ActState::Approved || act.kind.takes_away() {
                break;
            }
            let waited = authority.await_effect(act.id.as_str(), next());
            act = waited.await.map_err(told)?;
        }
        Ok(act)
    }

    /// A key for the machine of the clinic in the north.
    pub(super) async fn machine_key(
        &self,
        authority: &Authority,
        now: i64,
    ) -> Result<String, CliError> {
        let head = self.caller(authority, "north", now).await?;
        let machine = self.of("machine")?.number;
        let key = authority.give_machine_key(&head, machine, KEY_DAYS, now);
        key.await.map_err(told)
    }
}

/// Founds the authority and appoints its officers, from `begun_at` on.
pub(super) async fn found(
    authority: &Authority,
    folder: &Path,
    begun_at: i64,
) -> Result<Staff, CliError> {
    let mut at = begun_at;
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
    let founders = FOUNDERS.into_iter().zip(1..).zip(heads);
    let officer = |((name, number), key)| Officer { name, number, key };
    let mut staff = Staff(founders.map(officer).collect());
    for (name, office, role) in OFFICERS {
        let key = make_key(folder, name)?;
        let number = appoint(authority, &staff, &key, (office, role), &mut next);
        let number = number.await?;
        staff.0.push(Officer { name, number, key });
    }
    Ok(staff)
}

/// The ministry proposes, the clinic approves. Gives the officer's number.
async fn appoint(
    authority: &Authority,
    staff: &Staff,
    key: &SoftwareKey,
    (office, role): (&str, Role),
    next: &mut impl FnMut() -> i64,
) -> Result<i64, CliError> {
    let proposer = staff.caller(authority, "ministry", next()).await?;
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
    let by = ("ministry", "north");
    staff.enact(authority, by, &proposal, next).await?;
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

pub(super) fn told(error: AuthorityError) -> CliError {
    ServeError::from(error).into()
}
