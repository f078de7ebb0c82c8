//! Somebody who writes rows, and an act that a holder objected to: without the signature of a
//! reviewer who has no part in it nothing of it is published (G08, G09).

use std::collections::BTreeSet;

use cleanbill_authority::{
    Against, DecisionTold, Invited, NewAppeal, OfficerSignature, PassStatus, Proposal,
};
use cleanbill_issuer::act::Reason;
use cleanbill_issuer::ruling::Ruling;
use cleanbill_issuer::staff::{OfficeKind, Role};
use cleanbill_redress::case::{Finding, Outcome};

use crate::superuser::Scene;
use crate::support::{key_of, on_both, publish};
use crate::world::{DAY, NORTH, Person, office, revoke};

/// An act that a holder objected to.
struct Contested {
    key: i64,
    hash: [u8; 32],
    /// The case.
    number: String,
    /// When the holder objected.
    at: i64,
}

impl Contested {
    /// What a reviewer signs who lets it stand.
    fn ruling(&self, (officer, office): (i64, &str), at: i64) -> Ruling {
        Ruling {
            acts: vec![self.hash],
            stands: true,
            decision: [6; 32],
            officer,
            office: office.to_owned(),
            at,
        }
    }

    /// The steps say that somebody decided: the act is in force.
    fn in_force(&self) -> String {
        format!(
            "INSERT INTO act_step (shard, act, step, state, officer, at, effective_at, channel)
             SELECT shard, act, step + 1, 4, NULL, effective_at, effective_at, NULL
             FROM act_step WHERE act = {} ORDER BY step DESC LIMIT 1",
            self.key
        )
    }
}

/// A notice that its holder objected to; the publisher saw that, and the objection period is over.
async fn contested(scene: &mut Scene<'_>) -> Contested {
    let proposal = revoke(&scene.victims[0], Reason::EnteredInError);
    let world = &mut scene.world;
    let act = world.enact(&proposal, NORTH, "south").await.unwrap();
    let act = world.notice(&act, NORTH).await.unwrap();
    let code = scene.victims[0].code.as_str();
    let collected = world.authority.collect(code, [9; 16], world.now).await;
    let token = collected.unwrap().token;
    let holder = world.authority.holder(&token, world.now).await.unwrap();
    let new = NewAppeal {
        against: Against::Act(act.id.as_str()),
        text: None,
        order: None,
    };
    let at = world.now;
    let filed = world
        .authority
        .file_appeal(&holder, &new, at)
        .await
        .unwrap();
    let contested = Contested {
        key: key_of(world, &act),
        hash: act.hash,
        number: filed.number.to_string(),
        at,
    };
    scene.publishes(&[]).await;
    scene.world.now += 15 * DAY;
    contested
}

/// The row of a ruling, signed with the key of `signer` as if by `by`.
async fn row(
    scene: &Scene<'_>,
    act: &Contested,
    ruling: &Ruling,
    (by, signer): (&str, &Person),
) -> String {
    let caller = scene.world.caller(by).await;
    let OfficerSignature::Raw(signature) = signer.sign(&ruling.hash()) else {
        unreachable!("the key is a raw one")
    };
    let bytes = |bytes: &[u8]| {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match scene.cluster {
            Some(_) => format!("decode('{hex}', 'hex')"),
            None => format!("unhex('{hex}')"),
        }
    };
    let (officer, office) = (caller.officer().0, caller.office().0);
    let (empty, signature, body) = (bytes(&[]), bytes(&signature), bytes(&ruling.encode()));
    format!(
        "INSERT INTO act_ruling (shard, act, officer, office, key, form, authenticator_data,
             client_data, signature, at, body)
         SELECT 0, {}, {officer}, {office}, id, 2, {empty}, {empty}, {signature}, {}, {body}
         FROM officer_key WHERE officer = {officer}",
        act.key, ruling.at
    )
}

/// Writes a ruling, and steps that follow it.
async fn rule(scene: &Scene<'_>, act: &Contested, ruling: &Ruling, by: (&str, &str)) {
    let signer = &scene.world.people[by.1];
    let row = row(scene, act, ruling, (by.0, signer)).await;
    let old = format!("DELETE FROM act_ruling WHERE act = {}", act.key);
    let kept = scene.world.authority.store();
    let (shard, key) = (
        cleanbill_issuer::registry::Shard(0),
        cleanbill_issuer::registry::ActId(act.key),
    );
    let file = kept.act(shard, key).await.unwrap().unwrap();
    let mut rows = Vec::new();
    if file.ruling.is_some() {
        rows.push(old);
    }
    rows.push(row);
    if file.steps.len() == 4 {
        rows.push(act.in_force());
    }
    scene.write(&rows).await;
}

async fn number_of(scene: &Scene<'_>, name: &str) -> i64 {
    scene.world.caller(name).await.number()
}

async fn victim_status(scene: &mut Scene<'_>) -> PassStatus {
    let desk = scene.world.caller("desk").await;
    let (holder, pass) = (&scene.victims[0].holder, scene.victims[0].pass);
    let purpose = cleanbill_issuer::staff::Purpose::HolderAsked;
    let authority = &scene.world.authority;
    let record = authority
        .open_record(&desk, holder.as_str(), purpose, None, scene.world.now)
        .await
        .unwrap();
    let mut passes = record.passes.iter();
    passes.find(|one| one.id == pass).unwrap().status
}

async fn steps_that_say_so(mut scene: Scene<'_>) {
    let act = contested(&mut scene).await;
    scene.write(&[act.in_force()]).await;
    scene.publishes(&["ruling.missing"]).await;
    // Nor is it told to anybody who asks.
    assert_eq!(victim_status(&mut scene).await, PassStatus::Valid);
    // Nor as one that was undone since, by nobody.
    let undone = format!(
        "UPDATE act_step SET state = 8 WHERE act = {} AND step = 5",
        act.key
    );
    scene.write(&[undone]).await;
    scene.publishes(&["act.history"]).await;
}

async fn an_objection_that_is_deleted(mut scene: Scene<'_>) {
    let act = contested(&mut scene).await;
    let gone = format!("DELETE FROM act_step WHERE act = {} AND step = 4", act.key);
    scene.write(&[gone, act.in_force()]).await;
    scene.publishes(&["ruling.missing"]).await;
    scene.world.now += 90 * DAY;
    scene.publishes(&["ruling.missing"]).await;
}

async fn a_forged_decision(mut scene: Scene<'_>) {
    let act = contested(&mut scene).await;
    let reviewer = (number_of(&scene, "reviewer").await, "Review board");
    let ruling = act.ruling(reviewer, scene.world.now);
    // Signed by somebody else, under the reviewer's name.
    rule(&scene, &act, &ruling, ("reviewer", "south")).await;
    scene.publishes(&["signature.invalid"]).await;
    // Signed by the reviewer, and about another act; or that it lapses.
    let other = Ruling {
        acts: vec![[5; 32]],
        ..ruling.clone()
    };
    rule(&scene, &act, &other, ("reviewer", "reviewer")).await;
    scene.publishes(&["ruling.other"]).await;
    let lapses = Ruling {
        stands: false,
        ..ruling.clone()
    };
    rule(&scene, &act, &lapses, ("reviewer", "reviewer")).await;
    scene.publishes(&["ruling.lapses"]).await;
    // What was signed that it lapses does not say that it stands.
    let signed = row(
        &scene,
        &act,
        &lapses,
        ("reviewer", &scene.world.people["reviewer"]),
    )
    .await;
    let hex = |ruling: &Ruling| -> String {
        ruling
            .encode()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    };
    let swapped = signed.replace(&hex(&lapses), &hex(&ruling));
    let gone = format!("DELETE FROM act_ruling WHERE act = {}", act.key);
    scene.write(&[gone, swapped]).await;
    scene.publishes(&["signature.invalid"]).await;
    assert_eq!(victim_status(&mut scene).await, PassStatus::Valid);
}

async fn a_reviewer_with_a_part_in_it(mut scene: Scene<'_>) {
    // A board that the two who revoke opened and filled.
    let own = Proposal::OpenOffice(office("House board", "XX-A", OfficeKind::Review));
    scene.world.enact(&own, NORTH, "south").await.unwrap();
    scene.world.now += 5;
    let invited = Invited {
        office: "House board".to_owned(),
        role: Role::Reviewer,
        officer: None,
    };
    let world = &mut scene.world;
    let north = world.caller(NORTH).await;
    let token = world.authority.invite(&north, &invited, world.now).await;
    let token = token.unwrap();
    let mut tame = Person::new(None);
    let key = tame.new_key(&world.authority.registration_challenge(&token));
    let registered = world.authority.register(&token, &key, world.now).await;
    let registered = registered.unwrap();
    tame.number = registered.officer;
    world.people.insert("tame", tame);
    let appoint = Proposal::Appoint {
        key: registered.fingerprint,
        login: None,
    };
    world.enact(&appoint, NORTH, "south").await.unwrap();
    world.now += 5;
    let act = contested(&mut scene).await;
    for (name, office) in [("tame", "House board"), ("south", "Clinic South")] {
        let who = (number_of(&scene, name).await, office);
        let ruling = act.ruling(who, scene.world.now);
        rule(&scene, &act, &ruling, (name, name)).await;
        scene.publishes(&["ruling.not-independent"]).await;
    }
}

async fn a_decision_that_is_dated_back(mut scene: Scene<'_>) {
    let act = contested(&mut scene).await;
    let reviewer = (number_of(&scene, "reviewer").await, "Review board");
    // Before the objection, and on the day on which the act lapses.
    for at in [act.at - 1, act.at + 30 * DAY] {
        let ruling = act.ruling(reviewer, at);
        rule(&scene, &act, &ruling, ("reviewer", "reviewer")).await;
        scene.publishes(&["ruling.time"]).await;
    }
    let none = [
        format!("DELETE FROM act_ruling WHERE act = {}", act.key),
        format!("DELETE FROM act_step WHERE act = {} AND step = 5", act.key),
    ];
    scene.write(&none).await;
    // Nobody decided, and the publisher saw that. Then the reviewer signs for a day that is past.
    scene.world.now = act.at + 31 * DAY;
    scene.publishes(&[]).await;
    let ruling = act.ruling(reviewer, act.at + 20 * DAY);
    rule(&scene, &act, &ruling, ("reviewer", "reviewer")).await;
    scene.publishes(&["ruling.time"]).await;
    // The objection is moved instead: the publisher remembers when it was.
    let moved = format!(
        "UPDATE act_step SET at = at + {} WHERE act = {} AND step >= 4",
        12 * DAY,
        act.key
    );
    scene.write(&[moved]).await;
    scene.publishes(&["ruling.time"]).await;
}

/// The honest way, so that the attacks are seen to be what is refused.
async fn a_decision_that_is_signed(mut scene: Scene<'_>) {
    let act = contested(&mut scene).await;
    let told = DecisionTold {
        outcome: Outcome::Dismissed,
        ending: None,
        findings: vec![Finding::FactsProven],
        order: None,
        reasons: "The register of the clinic shows the dose.",
    };
    let (world, number) = (&scene.world, act.number.as_str());
    let (authority, reviewer) = (&world.authority, world.caller("reviewer").await);
    let prepared = authority.prepare_decision(&reviewer, number, &told, world.now);
    let signature = world.people["reviewer"].sign(&prepared.await.unwrap().hash);
    let signed = (world.now, &signature);
    let decided = authority.decide_appeal(&reviewer, number, &told, signed, world.now);
    decided.await.unwrap();
    let revoked = victim_status(&mut scene).await;
    assert!(matches!(revoked, PassStatus::Revoked { .. }), "{revoked:?}");
    scene.world.now += 60;
    let published = publish(&scene.world, &scene.passes).await;
    assert_eq!(published.alarms, Vec::<&str>::new());
    let both = BTreeSet::from([scene.passes[0], scene.passes[1]]);
    assert_eq!(published.revoked(), both);
    // What was published stays so, with or without its rows.
    let gone = format!("DELETE FROM act_ruling WHERE act = {}", act.key);
    scene.write(&[gone]).await;
    scene.world.now += 60;
    let published = publish(&scene.world, &scene.passes).await;
    assert_eq!(published.revoked(), both);
}

on_both! { g09_a_superuser_of_postgres_decides_nothing_either:
    g08_steps_that_say_that_somebody_decided_publish_nothing: steps_that_say_so,
    g08_an_objection_that_is_deleted_is_remembered: an_objection_that_is_deleted,
    g09_a_forged_decision_publishes_nothing: a_forged_decision,
    g09_a_reviewer_with_a_part_in_it_publishes_nothing: a_reviewer_with_a_part_in_it,
    g09_a_decision_that_is_dated_back_publishes_nothing: a_decision_that_is_dated_back,
    g09_a_decision_that_is_signed_is_published: a_decision_that_is_signed,
}
