//! PostgreSQL goes away under load, and comes back.

use std::sync::Mutex;

use cleanbill_testkit::cluster::Cluster;

use crate::people::{Request, Staff, issue_under_load};
use crate::process::Place;

#[test]
fn a_database_that_went_away_under_load_has_lost_and_doubled_nothing() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let url = cluster.new_database();
    let place = Place::new();
    let service = place.serve(&["--database", &url]);
    let staff = Staff::found(&service);
    let cluster = Mutex::new(cluster);
    let (issued, unanswered) =
        issue_under_load(service.address, &staff.clinic.token, |issued, failed| {
            if issued.len() > 15 {
                cluster.lock().unwrap().stop();
            }
            failed.len() >= 3
        });
    let refused = Request::new();
    let answer = refused.send(&service, &staff.clinic.token).unwrap();
    answer.refused(503, "store.unavailable");
    service.logged("store.unavailable");
    service.unready("database", "store.unavailable");

    cluster.lock().unwrap().start_again();
    service.ready();
    for pass in &issued {
        pass.is_there(&service, &staff.clinic);
    }
    for request in unanswered.iter().chain([&refused]) {
        let pass = request.issue(&service, &staff.clinic);
        pass.is_there(&service, &staff.clinic);
    }
    let asked = issued.len() + unanswered.len() + 1;
    let count = |sql: &str| cluster.lock().unwrap().sql("t0", sql);
    for table in ["pass", "event"] {
        let found = count(&format!("SELECT COUNT(*) FROM cleanbill.{table}"));
        assert_eq!(found, asked.to_string(), "{table}");
    }

    // Where the database is away, nothing starts, and says why.
    service.stop();
    cluster.lock().unwrap().stop();
    place.fails(&["serve", "--database", &url], "[store.unavailable]");
}
