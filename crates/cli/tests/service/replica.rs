//! A streaming replica of PostgreSQL, and the service on it when the primary is lost.

use std::os::unix::fs::symlink;
use std::sync::Mutex;

use cleanbill_testkit::cluster::{Cluster, url_at};

use crate::people::{Request, Staff, issue_under_load};
use crate::process::Place;

const FAST: [&str; 1] = ["fsync=off"];

/// A replica that follows this cluster.
fn replica_of(primary: &Cluster) -> Cluster {
    let mut replica = primary.base_backup(&["--write-recovery-conf"], &FAST);
    replica.start_again();
    primary.wait_until("SELECT COUNT(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'");
    replica
}

#[test]
fn the_service_goes_on_with_a_promoted_replica_and_has_lost_nothing() {
    let Some(primary) = Cluster::start_with(&FAST) else {
        return;
    };
    let database = primary.new_database();
    let replica = replica_of(&primary);
    // An answer is given when both have the pass.
    primary.sql(
        "postgres",
        "ALTER SYSTEM SET synchronous_standby_names = '*'",
    );
    primary.sql("postgres", "SELECT pg_reload_conf()");
    primary.wait_until("SELECT COUNT(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'");

    let place = Place::new();
    // As a name in DNS: it leads to whoever is the primary.
    let current = place.path("current");
    symlink(primary.folder(), &current).unwrap();
    let service = place.serve(&["--database", &url_at(&current, "t0")]);
    let staff = Staff::found(&service);

    // A replica takes no writes, and says so.
    let other = Place::copy_of(&place.data());
    let options = ["serve", "--database", &replica.url("t0")];
    other.fails(&options, "[store.read-only]");
    drop((other, database));

    let primary = Mutex::new(primary);
    let (issued, unanswered) =
        issue_under_load(service.address, &staff.clinic.token, |issued, failed| {
            if issued.len() > 15 {
                primary.lock().unwrap().stop();
            }
            failed.len() >= 3
        });
    service.unready("database", "store.unavailable");

    replica.run(
        "pg_ctl",
        &["promote", "--wait", "--pgdata", &replica.data()],
    );
    std::fs::remove_file(&current).unwrap();
    symlink(replica.folder(), &current).unwrap();
    service.ready();
    for pass in &issued {
        pass.is_there(&service, &staff.clinic);
    }
    for request in &unanswered {
        let pass = request.issue(&service, &staff.clinic);
        pass.is_there(&service, &staff.clinic);
    }
    let late = Request::new().issue(&service, &staff.clinic);
    let asked = issued.len() + unanswered.len() + 1;
    let count = "SELECT COUNT(*) FROM cleanbill.pass";
    assert_eq!(replica.sql("t0", count), asked.to_string());

    // The old primary comes back as a new replica, from a new copy.
    let next = replica_of(&replica);
    late.is_there(&service, &staff.clinic);
    assert_eq!(next.sql("t0", count), asked.to_string());
    assert_eq!(next.sql("t0", "SELECT pg_is_in_recovery()"), "t");
}
