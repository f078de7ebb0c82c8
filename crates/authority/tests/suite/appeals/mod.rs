//! G07 to G11, appeals: filed, decided, lapsed, and attacked. Each case runs on SQLite and on
//! PostgreSQL.

mod acting;
mod attacks;
mod many;
mod representing;

use cleanbill_authority::{
    Against, Asker, AuthorityError, DecisionTold, FiledCase, FollowCode, Holder, Issued, NewAppeal,
    NewMandate, PassStatus, Proposal, ReviewView,
};
use cleanbill_issuer::act::{ActError, ActState, LegalBasis, Reason};
use cleanbill_issuer::approval::ApprovalError;
use cleanbill_issuer::registry::Changeset;
use cleanbill_issuer::staff::Role;
use cleanbill_redress::case::{
    CaseError, CaseId, CaseKind, CaseState, CaseStep, CourtEffect, CourtOrder, DoorSlip, Ending,
    ExtensionReason, Finding, Outcome, Subject,
};
use cleanbill_seal::IdKind;
use cleanbill_store::{CaseChange, DecisionRow, StoreError};
use cleanbill_testkit::cluster::Cluster;

use crate::g07::status;
use crate::world::{DAY, MINISTRY, NORTH, World, options, revoke};

/// Whom the door counts as one.
const SOURCE: [u8; 16] = [3; 16];

/// An authority on SQLite, or in a database of the cluster.
async fn world(cluster: Option<&Cluster>) -> World {
    let folder = tempfile::tempdir().unwrap();
    if let Some(cluster) = cluster {
        std::fs::write(folder.path().join("database"), cluster.new_database()).unwrap();
    }
    let options = cleanbill_authority::Options {
        collects_per_minute: 600,
        ..options(folder.path())
    };
    let mut world = World::founded_with(folder, &options).await;
    world.staff().await;
    world
}

macro_rules! on_both {
    ($all:ident: $($case:ident),+ $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                cases::$case(world(None).await).await;
            }
        )+

        #[test]
        fn $all() {
            let Some(cluster) = Cluster::start() else { return };
            let runtime = tokio::runtime::Runtime::new().unwrap();
            $(
                println!("{}", stringify!($case));
                runtime.block_on(async { cases::$case(world(Some(&cluster)).await).await });
            )+
        }
    };
}

on_both! { appeals_on_postgres:
    g08_filing_changes_neither_pass_nor_verdict_and_the_act_waits,
    g09_an_overdue_case_lapses_with_its_act,
    g09_an_upheld_appeal_undoes_what_is_in_force,
    g09_a_dismissed_appeal_lets_the_act_take_effect,
    g09_one_appeal_an_act_and_what_was_judged_stays_judged,
    g09_a_withdrawal_lets_nothing_through,
    g07_a_reviewer_with_a_part_in_it_decides_nothing,
    g09_a_forged_or_dated_back_decision_is_none,
    g08_whom_a_withdrawal_touches_appeals_for_themselves,
    g10_a_mandate_opens_one_case_and_ends,
    g10_a_representative_appeals_for_their_client_and_nobody_else,
    g11_a_look_is_appealed_against_and_the_reviewers_look_is_seen,
    g12_a_door_appeal_names_nobody,
    g09_like_cases_are_decided_together,
    g09_a_court_is_followed_and_what_is_dropped_is_settled,
}

async fn holder(world: &World, pass: &Issued) -> Holder {
    let code = pass.code.as_str();
    let collected = world.authority.collect(code, [9; 16], world.now).await;
    let token = collected.unwrap().token;
    world.authority.holder(&token, world.now).await.unwrap()
}

/// A pass, its holder, and the notice of its revocation by the north and the south.
async fn noticed(world: &mut World, surname: &str) -> (Issued, Holder, String) {
    let pass = world.issue(surname).await;
    let holder = holder(world, &pass).await;
    let proposal = revoke(&pass, Reason::EnteredInError);
    let act = world.enact(&proposal, NORTH, "south").await.unwrap();
    let act = world.notice(&act, NORTH).await.unwrap();
    (pass, holder, act.id.to_string())
}

fn against(act: &str) -> NewAppeal<'_> {
    NewAppeal {
        against: Against::Act(act),
        text: Some("I was there, and have the paper."),
        order: None,
    }
}

async fn try_file(world: &World, holder: &Holder, act: &str) -> Result<FiledCase, AuthorityError> {
    let (authority, new) = (&world.authority, against(act));
    authority.file_appeal(holder, &new, world.now).await
}

async fn file(world: &World, holder: &Holder, act: &str) -> FiledCase {
    try_file(world, holder, act).await.unwrap()
}

fn told(outcome: Outcome) -> DecisionTold<'static> {
    DecisionTold {
        outcome,
        ending: (outcome == Outcome::Inadmissible).then_some(Ending::NothingAsked),
        findings: match outcome {
            Outcome::Upheld => vec![Finding::FactsWrong],
            Outcome::Partly => vec![Finding::NoEvidence, Finding::ProcedureKept],
            Outcome::Dismissed => vec![Finding::FactsProven],
            Outcome::Inadmissible => Vec::new(),
        },
        order: None,
        reasons: "The register of the clinic shows the dose.",
    }
}

/// Decides as `by`, signed by the key of `signer`, as if at `at`.
async fn decide_at(
    world: &World,
    (by, signer): (&str, &str),
    number: &str,
    told: &DecisionTold<'_>,
    at: i64,
) -> Result<ReviewView, AuthorityError> {
    let caller = world.caller(by).await;
    let authority = &world.authority;
    let prepared = authority
        .prepare_decision(&caller, number, told, at)
        .await?;
    let signature = world.people[signer].sign(&prepared.hash);
    let signed = (at, &signature);
    authority
        .decide_appeal(&caller, number, told, signed, world.now)
        .await
}

async fn decide(
    world: &World,
    number: &str,
    outcome: Outcome,
) -> Result<ReviewView, AuthorityError> {
    let by = ("reviewer", "reviewer");
    decide_at(world, by, number, &told(outcome), world.now).await
}

async fn state_of(world: &World, act: &str) -> ActState {
    let north = world.caller(NORTH).await;
    world.authority.act(&north, act).await.unwrap().state
}

fn by_code(filed: &FiledCase) -> Asker<'_> {
    Asker::Code {
        code: &filed.code,
        number: None,
        source: SOURCE,
    }
}

async fn pass_status(world: &mut World, pass: &Issued) -> PassStatus {
    let (holder, pass) = (pass.holder.to_string(), pass.pass.to_string());
    status(world, &holder, &pass).await
}

fn key_of(world: &World, number: &str) -> (cleanbill_issuer::registry::Shard, CaseId) {
    let ring = world.authority.ring();
    let (shard, key) = ring.parse_public_id(IdKind::Appeal, number).unwrap();
    (shard, CaseId(key))
}

mod cases {
    pub(super) use super::acting::*;
    pub(super) use super::attacks::*;
    pub(super) use super::many::*;
    pub(super) use super::representing::*;
}
