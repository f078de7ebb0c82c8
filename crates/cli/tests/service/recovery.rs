//! Point-in-time recovery on PostgreSQL, with the key store in a cluster of its own.

use cleanbill_testkit::cluster::Cluster;
use serde_json::json;

use crate::http::Ask;
use crate::people::{Issued, Request, Staff};
use crate::process::{Place, Service};

const ARCHIVING: [&str; 3] = [
    "fsync=off",
    "archive_mode=on",
    "archive_command=mkdir -p ../archive && test ! -f ../archive/%f && cp %p ../archive/%f",
];

fn issue(service: &Service, staff: &Staff) -> [Issued; 3] {
    [(); 3].map(|()| Request::new().issue(service, &staff.clinic))
}

/// Waits until all that was written is in the archive.
fn archive(cluster: &Cluster) {
    let file = cluster.sql(
        "postgres",
        "SELECT pg_walfile_name(pg_current_wal_insert_lsn())",
    );
    cluster.sql("postgres", "SELECT pg_switch_wal()");
    let is_there = "SELECT COALESCE(last_archived_wal >= '#', false) FROM pg_stat_archiver";
    cluster.wait_until(&is_there.replace('#', &file));
}

/// Takes a base backup forward to a restore point, and no further.
fn recover(mut backup: Cluster, archive: &str, point: &str) -> Cluster {
    let settings = format!(
        "restore_command = 'cp {archive}/%f %p'\nrecovery_target_name = '{point}'\n\
         recovery_target_action = 'promote'\n"
    );
    backup.append("postgresql.auto.conf", &settings);
    backup.append("recovery.signal", "");
    backup.start_again();
    backup.wait_until("SELECT NOT pg_is_in_recovery()");
    backup
}

#[test]
fn a_registry_is_taken_back_to_a_moment_and_the_erased_stay_erased() {
    let (Some(mut cluster), Some(key_cluster)) =
        (Cluster::start_with(&ARCHIVING), Cluster::start())
    else {
        return;
    };
    let keys = key_cluster.new_database();
    let options = |url: &str| {
        [
            "--database".into(),
            url.to_owned(),
            "--key-database".into(),
            keys.clone(),
        ]
    };
    let place = Place::new();
    let serve = |url: &str| place.serve(&options(url).each_ref().map(String::as_str));
    let url = cluster.new_database();
    let service = serve(&url);
    let mut staff = Staff::found(&service);

    let before = issue(&service, &staff);
    let backup = cluster.base_backup(&[], &["fsync=off"]);
    let since = issue(&service, &staff);
    cluster.sql(
        "postgres",
        "SELECT pg_create_restore_point('before-the-accident')",
    );
    // Started anew it draws a new run of keys, of which the copy knows nothing.
    service.stop();
    let service = serve(&url);
    let erased = &before[0];
    let erase = json!({"kind": "erase", "holder": erased.holder(), "basis": "erasure"});
    assert_eq!(staff.act(&service, erase)["state"], "effective");
    let lost = issue(&service, &staff);
    archive(&cluster);
    service.stop();
    cluster.stop();

    let recovered = recover(backup, &cluster.path("archive"), "before-the-accident");
    let url = recovered.url("t0");
    // It would give keys a second time that people hold on paper: it does not start like this.
    let serving = ["serve"]
        .map(str::to_owned)
        .into_iter()
        .chain(options(&url));
    let serving: Vec<_> = serving.collect();
    let serving: Vec<_> = serving.iter().map(String::as_str).collect();
    place.fails(&serving, "older than its key store");
    let restoring = ["restore", "--recovered"].map(str::to_owned).into_iter();
    let restoring: Vec<_> = restoring.chain(options(&url)).collect();
    place.run(&restoring.iter().map(String::as_str).collect::<Vec<_>>());

    let service = serve(&url);
    let me = Ask::get("/api/v1/me").by(&staff.clinic.token);
    service.ask(&me).refused(401, "server.not-signed-in");
    staff.sign_in(&service);
    for pass in before[1..].iter().chain(&since) {
        pass.is_there(&service, &staff.clinic);
    }
    // The act of erasing is lost with the rest, and the person stays erased.
    let answer = erased.request.send(&service, &staff.clinic.token).unwrap();
    answer.refused(410, "seal.erased");
    for pass in &lost {
        let again = pass.request.issue(&service, &staff.clinic);
        assert_eq!(again.answer["repeated"], false);
        for part in ["pass", "holder", "collection_code"] {
            assert_ne!(again.answer[part], pass.answer[part], "{part}");
        }
        again.is_there(&service, &staff.clinic);
    }
}
