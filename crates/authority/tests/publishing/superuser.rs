//! Somebody who can write every row of the database, without its triggers and grants.

use std::collections::BTreeSet;

use cleanbill_authority::ActView;
use cleanbill_crypto::Signer;
use cleanbill_issuer::act::{Handle, Reason};
use cleanbill_issuer::staff::Role;
use cleanbill_testkit::cluster::Cluster;

use crate::support::{Published, handle_of, key_of, on_both, publish, write};
use crate::world::{DAY, NORTH, Person, World, options, revoke};

/// An authority with one honest revocation that is published, and people whom somebody is after.
pub(crate) struct Scene<'c> {
    pub(crate) world: World,
    pub(crate) cluster: Option<&'c Cluster>,
    pub(crate) honest: ActView,
    /// The pass of the honest revocation, then the victims'.
    pub(crate) passes: Vec<Handle>,
    pub(crate) victims: Vec<cleanbill_authority::Issued>,
}

impl<'c> Scene<'c> {
    pub(crate) async fn new(cluster: Option<&'c Cluster>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        if let Some(cluster) = cluster {
            std::fs::write(folder.path().join("database"), cluster.new_database()).unwrap();
        }
        let options = options(folder.path());
        let mut world = World::founded_with(folder, &options).await;
        world.staff().await;
        let guilty = world.issue("Guilty").await;
        let mut passes = vec![handle_of(&world, &guilty).await];
        let mut victims = Vec::new();
        for surname in ["Aa", "Bb"] {
            let victim = world.issue(surname).await;
            passes.push(handle_of(&world, &victim).await);
            victims.push(victim);
        }
        let proposal = revoke(&guilty, Reason::EnteredInError);
        let honest = world.enact(&proposal, NORTH, "south").await.unwrap();
        world.notice(&honest, NORTH).await.unwrap();
        world.now += 15 * DAY;
        world.authority.take_due_effects(world.now).await.unwrap();
        let mut scene = Self {
            world,
            cluster,
            honest,
            passes,
            victims,
        };
        scene.publishes(&[]).await;
        scene
    }

    pub(crate) async fn write(&self, statements: &[String]) {
        write(&self.world, self.cluster, statements).await;
    }

    /// An act against a victim that one officer signed, a month ago.
    async fn proposed(&mut self) -> i64 {
        let victim = revoke(&self.victims[0], Reason::EnteredInError);
        let act = self.world.propose(&victim, NORTH).await.unwrap();
        self.world.now += 30 * DAY;
        key_of(&self.world, &act)
    }

    /// Publishes the honest revocation, nobody's else, and names these alarms.
    pub(crate) async fn publishes(&mut self, alarms: &[&str]) -> Published {
        self.world.now += 60;
        let published = publish(&self.world, &self.passes).await;
        assert_eq!(published.alarms, alarms);
        assert_eq!(published.revoked(), BTreeSet::from([self.passes[0]]));
        published
    }
}

/// The steps of a course that went by the book, as rows.
fn steps(act: i64) -> Vec<String> {
    let at = format!("(SELECT at FROM act WHERE shard = 0 AND id = {act})");
    let step = |step: i32, state: i32, after: i64, effective: &str, channel: &str| {
        format!(
            "INSERT INTO act_step (shard, act, step, state, officer, at, effective_at, channel)
             SELECT 0, {act}, {step}, {state}, NULL, {at} + {after}, {effective}, {channel}"
        )
    };
    let effective = format!("{at} + {}", 20 + 14 * DAY);
    vec![
        step(2, 2, 10, "NULL", "NULL"),
        step(3, 3, 20, &effective, "2"),
        step(4, 4, 20 + 14 * DAY, &effective, "NULL"),
    ]
}

/// The signature of another officer under another act, copied.
fn copied(from: i64, to: i64) -> String {
    format!(
        "INSERT INTO approval (shard, act, officer, office, key, form, authenticator_data,
             client_data, signature, at)
         SELECT shard, {to}, officer, office, key, form, authenticator_data, client_data,
             signature, (SELECT at + 5 FROM act WHERE shard = 0 AND id = {to})
         FROM approval WHERE shard = 0 AND act = {from}
             AND officer NOT IN (SELECT officer FROM approval WHERE shard = 0 AND act = {to})"
    )
}

async fn steps_without_signatures(mut scene: Scene<'_>) {
    let act = scene.proposed().await;
    scene.publishes(&[]).await;
    scene.write(&steps(act)).await;
    scene.publishes(&["approval.second"]).await;
    // Nor without the first one's.
    let none = format!("DELETE FROM approval WHERE act = {act}");
    scene.write(&[none]).await;
    scene.publishes(&["approval.proposer"]).await;
}

async fn signatures_of_another_act(mut scene: Scene<'_>) {
    let act = scene.proposed().await;
    let honest = key_of(&scene.world, &scene.honest);
    let mut rows = steps(act);
    rows.insert(0, copied(honest, act));
    scene.write(&rows).await;
    scene.publishes(&["signature.invalid"]).await;
    // The passes of an act that was signed, exchanged for a victim's.
    let victim: String = scene.passes[2]
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let guilty: String = scene.passes[0]
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let exchanged = if scene.cluster.is_some() {
        format!(
            "UPDATE act SET body = decode(replace(encode(body, 'hex'), lower('{guilty}'),
                 lower('{victim}')), 'hex') WHERE id = {honest}"
        )
    } else {
        format!(
            "UPDATE act SET body = unhex(replace(hex(body), '{guilty}', '{victim}'))
             WHERE id = {honest}"
        )
    };
    scene.write(&[exchanged]).await;
    let found = ["act.hash", "publisher.changed", "signature.invalid"];
    scene.publishes(&found).await;
}

async fn one_office(mut scene: Scene<'_>) {
    let world = &mut scene.world;
    let appointed = world.appoint("north-two", "Clinic North", Role::OfficeHead);
    appointed.await.unwrap();
    let victim = revoke(&scene.victims[0], Reason::EnteredInError);
    let act = world.enact(&victim, NORTH, "north-two").await.unwrap();
    world.now += 30 * DAY;
    let rows = steps(key_of(world, &act));
    scene.write(&rows).await;
    scene.publishes(&["approval.second"]).await;
}

/// An officer of the superuser's own, with a key of their own, whose signatures are right.
async fn an_officer_of_ones_own(mut scene: Scene<'_>) {
    let act = scene.proposed().await;
    let mole = Person::new(None);
    let hash = hash_of(&scene, act).await;
    let hex = |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    let bytes = |hex: &str| match scene.cluster {
        Some(_) => format!("decode('{hex}', 'hex')"),
        None => format!("unhex('{hex}')"),
    };
    let key = bytes(&hex(mole.key.public_key().to_spki_der()));
    let signature = match mole.sign(&hash) {
        cleanbill_authority::OfficerSignature::Raw(signature) => bytes(&hex(&signature)),
        cleanbill_authority::OfficerSignature::Passkey(_) => unreachable!("the key is a raw one"),
    };
    let empty = bytes("");
    let south = "(SELECT id FROM office WHERE name = 'Clinic South')";
    let by = "(SELECT act FROM office WHERE name = 'Clinic South')";
    let (at, head) = (crate::world::START + 100, Role::OfficeHead.number());
    let yes = if scene.cluster.is_some() { "true" } else { "1" };
    let mut rows = vec![
        format!("INSERT INTO officer (shard, id, number, act) SELECT 0, 900001, 66, {by}"),
        format!(
            "INSERT INTO officer_key
                 (shard, id, officer, form, credential_id, public_key, rp_id, act)
             SELECT 0, 900002, 900001, 2, {empty}, {key}, '', {by}"
        ),
        format!(
            "INSERT INTO appointment (shard, id, officer, office, role, begins, act, at)
             SELECT 0, 900003, 900001, {south}, {head}, {yes}, {by}, {at}"
        ),
        format!(
            "INSERT INTO approval (shard, act, officer, office, key, form, authenticator_data,
                 client_data, signature, at)
             SELECT 0, {act}, 900001, {south}, 900002, 2, {empty}, {empty}, {signature}, at + 5
             FROM act WHERE id = {act}"
        ),
    ];
    rows.extend(steps(act));
    scene.write(&rows).await;
    let found = ["approval.second", "staff.row", "staff.row", "staff.row"];
    scene.publishes(&found).await;
}

async fn hash_of(scene: &Scene<'_>, act: i64) -> [u8; 32] {
    let store = scene.world.authority.store();
    let file = store.act(
        cleanbill_issuer::registry::Shard(0),
        cleanbill_issuer::registry::ActId(act),
    );
    file.await.unwrap().unwrap().act.hash
}

async fn a_revocation_is_deleted(mut scene: Scene<'_>) {
    let honest = key_of(&scene.world, &scene.honest);
    let rows: Vec<String> = ["approval", "act_step", "leaf", "access"]
        .iter()
        .map(|table| format!("DELETE FROM {table} WHERE act = {honest}"))
        .chain([format!("DELETE FROM act WHERE id = {honest}")])
        .collect();
    scene.write(&rows).await;
    scene.publishes(&["publisher.vanished"]).await;
    scene.publishes(&["publisher.vanished"]).await;
}

/// Two offices that agree want no objection; the superuser lets the notice be two weeks old.
async fn the_effect_is_moved_earlier(mut scene: Scene<'_>) {
    let victim = revoke(&scene.victims[0], Reason::EnteredInError);
    let act = scene.world.enact(&victim, NORTH, "south").await.unwrap();
    let key = key_of(&scene.world, &act);
    scene.world.now += 20 * DAY;
    scene.publishes(&[]).await;
    scene.world.notice(&act, NORTH).await.unwrap();
    // Behind the publisher's back: it saw no notice yet.
    let by = 15 * DAY;
    let earlier = [
        format!(
            "UPDATE act_step SET at = at - {by}, effective_at = effective_at - {by}
             WHERE act = {key} AND step = 3"
        ),
        format!(
            "INSERT INTO act_step (shard, act, step, state, officer, at, effective_at, channel)
             SELECT 0, act, 4, 4, NULL, effective_at, effective_at, NULL
             FROM act_step WHERE act = {key} AND step = 3"
        ),
    ];
    scene.write(&earlier).await;
    scene.publishes(&["publisher.back-dated"]).await;
    // Another act: its notice was seen, and is moved after that.
    let other = revoke(&scene.victims[1], Reason::EnteredInError);
    let other = scene.world.enact(&other, NORTH, "south").await.unwrap();
    scene.world.notice(&other, NORTH).await.unwrap();
    let other = key_of(&scene.world, &other);
    scene.publishes(&["publisher.back-dated"]).await;
    let quicker = format!(
        "UPDATE act_step SET effective_at = effective_at - {by} WHERE act = {other} AND step = 3"
    );
    scene.write(&[quicker]).await;
    scene
        .publishes(&["act.history", "publisher.back-dated"])
        .await;
}

/// A filter answers at random about passes that it was not built from: so they are not taken out.
async fn a_pass_is_deleted(mut scene: Scene<'_>) {
    let rows = ["DELETE FROM pass WHERE id = (SELECT MAX(id) FROM pass)".to_owned()];
    scene.write(&rows).await;
    let published = scene.publishes(&["publisher.passes-vanished"]).await;
    assert_eq!(published.covered, 3);
}

/// Caps and periods are not what a table of settings says.
async fn settings_are_written(mut scene: Scene<'_>) {
    let rows: Vec<String> = ["cap.officer", "cap.nation"]
        .iter()
        .map(|name| format!("INSERT INTO setting (shard, name, value) VALUES (0, '{name}', '0')"))
        .collect();
    scene.write(&rows).await;
    scene.publishes(&[]).await;
}

on_both! { g07_a_superuser_of_postgres_publishes_nothing_either:
    g07_steps_without_signatures_publish_nothing: steps_without_signatures,
    g07_signatures_of_another_act_publish_nothing: signatures_of_another_act,
    g07_approvals_of_one_office_publish_nothing: one_office,
    g07_an_officer_made_by_rows_signs_nothing: an_officer_of_ones_own,
    g07_a_revocation_that_is_deleted_stays_published: a_revocation_is_deleted,
    g07_an_effect_is_not_moved_earlier: the_effect_is_moved_earlier,
    g07_a_pass_that_is_deleted_stays_in_the_universe: a_pass_is_deleted,
    g07_settings_that_nobody_signed_change_nothing: settings_are_written,
}
