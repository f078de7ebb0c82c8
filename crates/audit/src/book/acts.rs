//! Acts of the authority: every signature verified again, from the founding act on.

use std::collections::BTreeMap;

use cleanbill_issuer::act::{ActContent, ActKind, Body};
use cleanbill_issuer::approval::{Approval, check_approvals, check_own_approval};
use cleanbill_issuer::caps::{day_of, is_withdrawal};
use cleanbill_issuer::leaf::{LeafKind, leaf_kind};
use cleanbill_issuer::staff::{KeyForm, OfficeKind, Role, Staff, makes_staff};
use cleanbill_issuer::sunset::HOLD_SECS;
use cleanbill_ledger::leaf::{Act, BlindedAct, LeafApproval, LeafSigner};
use cleanbill_webauthn::RelyingParty;
use serde::{Deserialize, Serialize};

use super::Context;
use crate::finding::ActFinding;
use crate::findings::Findings;

/// Most days of withdrawals that are remembered: those on which an act may still get signed.
const DAYS_KEPT: i32 = 60;

/// Who is an officer, and what they did.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Acts {
    /// The acts that made officers, as they were signed: from them the officers are known again.
    made: Vec<Made>,
    #[serde(skip)]
    staff: Option<Staff>,
    /// By the day on which they were proposed.
    #[serde(with = "crate::pairs")]
    withdrawals: BTreeMap<i32, u64>,
    /// What withdrawals since the last list touch at the most.
    pub(crate) touched: u64,
    /// Keys that acts withdrew: identifier, and when the act was proposed, Unix seconds.
    pub(crate) withdrawn: Vec<([u8; 8], i64)>,
    /// Declared keys, and when their certificates end.
    #[serde(default)]
    ends: Vec<([u8; 8], i64)>,
    /// What signed acts of configuration lower: passes of the nation, withdrawals.
    nation_cap: Option<i64>,
    withdrawal_cap: Option<i64>,
    #[serde(skip)]
    unchecked: u64,
    rp_ids: Vec<String>,
}

/// An act that made officers.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Made {
    content: Vec<u8>,
    approvals: Vec<MadeApproval>,
}

/// An approval of it: officer, office, key, form, data, signature, time.
type MadeApproval = (i64, String, [u8; 32], u8, Vec<u8>, Vec<u8>, Vec<u8>, i64);

/// A key that begins to sign: its identifier and its certificate's SHA-256.
pub(crate) type Declared = ([u8; 8], [u8; 32]);

impl Acts {
    /// Makes the officers again that were known when this was written.
    pub(crate) fn restore(&mut self, rps: &[RelyingParty]) {
        let rps = self.rps(rps);
        let mut staff: Option<Staff> = None;
        for made in &self.made {
            let Ok(content) = ActContent::parse(&made.content) else {
                continue;
            };
            let approvals: Vec<Approval> = made.approvals.iter().filter_map(approval_of).collect();
            match &mut staff {
                None => staff = Staff::founded(&content, &approvals, &rps).ok(),
                // What was signed when it was written is signed now.
                Some(staff) => drop(staff.extend(&content, &approvals, &rps)),
            }
        }
        self.staff = staff;
    }

    /// Passes that may be taken away on a day.
    pub(crate) fn nation_cap(&self, context: &Context<'_>) -> i64 {
        let most = context.caps.nation;
        self.nation_cap.map_or(most, |cap| cap.min(most))
    }

    /// Officers that serve, and offices that are open.
    pub(crate) fn staff(&self) -> Option<&Staff> {
        self.staff.as_ref()
    }

    /// An act that was told openly; the key that it declares, if it does.
    pub(crate) fn take(
        &mut self,
        index: u64,
        act: &Act,
        context: &Context<'_>,
        findings: &mut Findings,
    ) -> Option<Declared> {
        let read = ActContent::parse(&act.content).map_err(|error| error.code());
        let read = read.and_then(|content| match content.check() {
            Ok(()) => Ok(content),
            Err(error) => Err(error.code()),
        });
        let content = match read {
            Ok(content) => content,
            Err(cause) => {
                findings.push(ActFinding::Malformed { index, cause });
                return None;
            }
        };
        let kind = content.kind();
        let is_blinded = matches!(kind, ActKind::WithdrawValue | ActKind::ImportRevocations);
        if leaf_kind(kind) != LeafKind::AuthorityAct || is_blinded {
            let kind = kind.name();
            findings.push(ActFinding::Open { index, kind });
            return None;
        }
        let told: Vec<MadeApproval> = act.approvals.iter().map(told).collect();
        let approvals: Vec<Approval> = told.iter().filter_map(approval_of).collect();
        self.verify(index, &content, &approvals, context, findings)?;
        if makes_staff(kind) {
            self.made.push(Made {
                content: act.content.clone(),
                approvals: told,
            });
        }
        self.effect(&content)
    }

    /// Verifies the signatures; `None` if they do not suffice, or cannot be verified.
    fn verify(
        &mut self,
        index: u64,
        content: &ActContent,
        approvals: &[Approval],
        context: &Context<'_>,
        findings: &mut Findings,
    ) -> Option<()> {
        let kind = content.kind();
        if let Body::Found { officers, .. } = &content.body {
            let keys = officers.iter().filter_map(|officer| officer.key.as_ref());
            self.rp_ids = keys
                .map(|key| key.rp_id.clone())
                .filter(|id| !id.is_empty())
                .collect();
            self.rp_ids.sort_unstable();
            self.rp_ids.dedup();
        }
        let rps = self.rps(&context.rps);
        let verified = match &mut self.staff {
            None if kind == ActKind::Found => {
                if context
                    .founding
                    .is_some_and(|known| known != content.hash())
                {
                    Err("staff.no-founding")
                } else {
                    Staff::founded(content, approvals, &rps)
                        .map(|staff| self.staff = Some(staff))
                        .map_err(|error| error.code())
                }
            }
            None if context.past => {
                findings.push(ActFinding::NoFounding { index });
                return None;
            }
            None => {
                self.unchecked += 1;
                return None;
            }
            Some(staff) if makes_staff(kind) => staff
                .extend(content, approvals, &rps)
                .map_err(|error| error.code()),
            Some(staff) => {
                let region = staff.check_region(content).map_err(|error| error.code());
                if !kind.needs_two_offices() && approvals.is_empty() {
                    let kind = kind.name();
                    findings.push(ActFinding::Unsigned { index, kind });
                    region
                } else if kind.needs_two_offices() {
                    let checked = check_approvals(content, approvals, staff, &rps);
                    region.and(checked.map(|_| ()).map_err(|error| error.code()))
                } else {
                    let checked = check_own_approval(content, approvals, staff, &rps);
                    region.and(checked.map(|_| ()).map_err(|error| error.code()))
                }
            }
        };
        if let Err(cause) = verified {
            let kind = kind.name();
            findings.push(ActFinding::Approval { index, kind, cause });
            return None;
        }
        Some(())
    }

    /// What follows from an act that is signed.
    fn effect(&mut self, content: &ActContent) -> Option<Declared> {
        match &content.body {
            Body::WithdrawKey { keys } => {
                let keys = keys.iter().map(|(kid, _)| (*kid, content.at));
                self.withdrawn.extend(keys);
                self.withdrawal(day_of(content.at), None);
            }
            Body::Configure { name, value } => {
                let value = value.parse().ok().filter(|value: &i64| *value >= 0);
                match name.as_str() {
                    "cap.nation" => self.nation_cap = value.or(self.nation_cap),
                    "cap.withdrawals" => self.withdrawal_cap = value.or(self.withdrawal_cap),
                    _ => {}
                }
            }
            Body::DeclareKey {
                kid,
                certificate,
                not_after,
                ..
            } => {
                self.ends.push((*kid, *not_after));
                return Some((*kid, *certificate));
            }
            _ => {}
        }
        None
    }

    /// Whether every key of this identifier ended so long before `at` that it may be published: a
    /// set takes it off first, and nobody loses a pass by that (guarantee G13).
    pub(crate) fn is_over(&self, kid: &[u8; 8], at: i64) -> bool {
        let mut ends = self.ends.iter().filter(|(ended, _)| ended == kid);
        let is_over = |(_, end): &([u8; 8], i64)| end.saturating_add(HOLD_SECS) < at;
        ends.clone().next().is_some() && ends.all(is_over)
    }

    /// A withdrawal that touches so many passes at the most; `None` if that is not told.
    fn withdrawal(&mut self, day: i32, touched: Option<u64>) {
        let count = self.withdrawals.entry(day).or_default();
        *count = count.saturating_add(1);
        self.touched = self.touched.saturating_add(touched.unwrap_or(u64::MAX));
    }

    /// An act that touches passes: its signatures are not told, but who made them.
    pub(crate) fn take_blinded(
        &mut self,
        index: u64,
        act: &BlindedAct,
        context: &Context<'_>,
        findings: &mut Findings,
    ) {
        let kind = ActKind::from_number(act.kind).filter(|kind| is_withdrawal(*kind));
        let Some(kind) = kind.filter(|kind| *kind != ActKind::WithdrawKey) else {
            let cause = "act.kind";
            findings.push(ActFinding::Malformed { index, cause });
            return;
        };
        self.withdrawal(day_of(act.at), Some(touched(act)));
        let Some(staff) = &self.staff else {
            if context.past {
                findings.push(ActFinding::NoFounding { index });
            } else {
                self.unchecked += 1;
            }
            return;
        };
        if let Err(why) = check_signers(act, kind, staff) {
            findings.push(ActFinding::BlindedSigners { index, why });
        }
    }

    /// Counts withdrawals, and tells of what was not checked.
    pub(crate) fn finish(&mut self, context: &Context<'_>, findings: &mut Findings) {
        let most = context.caps.withdrawals;
        let max = self.withdrawal_cap.map_or(most, |cap| cap.min(most));
        let max = u64::try_from(max).unwrap_or(0);
        for (day, count) in &self.withdrawals {
            if *count > max {
                let (day, count) = (*day, *count);
                findings.push(ActFinding::WithdrawalCap { day, count, max });
            }
        }
        let today = day_of(context.at);
        self.withdrawals
            .retain(|day, _| *day > today.saturating_sub(DAYS_KEPT));
        if self.unchecked > 0 {
            let acts = self.unchecked;
            findings.push(ActFinding::NotChecked { acts });
        }
    }

    /// The given relying parties, or those of the founders' keys.
    fn rps(&self, given: &[RelyingParty]) -> Vec<RelyingParty> {
        if !given.is_empty() {
            return given.to_vec();
        }
        let of = |id: &String| RelyingParty::new(id.clone(), vec![format!("https://{id}")]).ok();
        self.rp_ids.iter().filter_map(of).collect()
    }
}

/// How many passes a withdrawal touches at the most: nine where the number is not told.
fn touched(act: &BlindedAct) -> u64 {
    let limits = cleanbill_cose::Limits::default();
    let body = cleanbill_cose::cbor::parse_value(&act.body, &limits).ok();
    let count = body.and_then(|body| body.as_array()?.last()?.as_int());
    count
        .and_then(|count| u64::try_from(count).ok())
        .unwrap_or(9)
}

fn check_signers(act: &BlindedAct, kind: ActKind, staff: &Staff) -> Result<(), &'static str> {
    let heads: Vec<&LeafSigner> = act
        .signers
        .iter()
        .filter(|signer| signer.role == Role::OfficeHead.number())
        .collect();
    let apart = |one: &LeafSigner| {
        let other =
            |other: &&LeafSigner| other.office != one.office && other.officer != one.officer;
        heads.iter().any(other)
    };
    if !heads.iter().any(|one| apart(one)) {
        return Err("two heads of different offices have to sign");
    }
    if !act
        .signers
        .iter()
        .any(|one| one.role == Role::Reviewer.number())
    {
        return Err("no reviewer signed");
    }
    for signer in &act.signers {
        let held = staff.appointment_at(signer.officer, &signer.office, act.at);
        let Some(held) = held.filter(|held| held.role.number() == signer.role) else {
            return Err("somebody was not what they signed as");
        };
        let kind_of = staff.office(&held.office).map(|office| office.spec.kind);
        let is_apart = matches!(kind_of, Some(OfficeKind::Review | OfficeKind::Audit));
        if held.role == Role::OfficeHead && is_apart && kind.takes_away() {
            return Err("who reviews or audits takes no pass away");
        }
    }
    Ok(())
}

fn told(approval: &LeafApproval) -> MadeApproval {
    (
        approval.officer,
        approval.office.clone(),
        approval.key,
        approval.form,
        approval.authenticator_data.clone(),
        approval.client_data.clone(),
        approval.signature.clone(),
        approval.at,
    )
}

fn approval_of(told: &MadeApproval) -> Option<Approval> {
    let (officer, office, key, form, authenticator_data, client_data, signature, at) = told.clone();
    Some(Approval {
        officer,
        office,
        key,
        form: KeyForm::from_number(form)?,
        authenticator_data,
        client_data,
        signature,
        at,
    })
}
