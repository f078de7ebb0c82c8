//! Two servers on one database: each with a data folder and a signing key of its own.

use cleanbill_testkit::cluster::Cluster;
use serde_json::{Value, json};

use crate::http::Ask;
use crate::people::{Issued, Request, Staff, path_of};
use crate::process::{Place, Service};

/// What both threads say, asked at the same moment.
fn at_once<T: Send>(one: impl FnOnce() -> T + Send, two: impl FnOnce() -> T + Send) -> [T; 2] {
    let gate = std::sync::Barrier::new(2);
    std::thread::scope(|scope| {
        let two = scope.spawn(|| {
            gate.wait();
            two()
        });
        gate.wait();
        [one(), two.join().unwrap()]
    })
}

/// Two servers that started at the same moment on an empty database.
fn start_both(cluster: &Cluster) -> ([Place; 2], [Service; 2]) {
    let one = Place::new();
    // The ring is made once, and brought to the other by hand.
    one.serve(&["--database", &cluster.new_database()]).stop();
    let two = Place::copy_of(&one.data());
    two.run(&["keys", "rotate", "--lead-days", "0"]);
    let url = cluster.new_database();
    let start = |place: &Place| place.serve(&["--database", &url]);
    let services = at_once(|| start(&one), || start(&two));
    // Whoever copies the data folder whole has the same key, and its counter.
    one.fails(&["serve", "--database", &url], "[epoch.counter-in-use]");
    ([one, two], services)
}

#[test]
fn two_servers_on_one_database_do_everything_once() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let (places, servers) = start_both(&cluster);
    let [one, two] = &servers;
    let staff = Staff::found(one);
    // Who founded the authority is pinned outside the database, on each machine.
    let me = Ask::get("/api/v1/me").by(&staff.clinic.token);
    two.ask(&me).refused(503, "authority.not-pinned");
    let pin = |place: &Place| place.path("data/founding");
    std::fs::copy(pin(&places[0]), pin(&places[1])).unwrap();
    two.ask(&me).succeeded();

    let mut kids = std::collections::BTreeSet::new();
    for turn in 0..15 {
        let (request, token) = (Request::new(), staff.clinic.token.as_str());
        let answers = at_once(
            || request.send(one, token).unwrap(),
            || request.send(two, token).unwrap(),
        );
        let [first, second] = answers.map(|answer| answer.succeeded());
        assert_eq!(first["pass"], second["pass"]);
        assert_eq!(first["text"], second["text"]);
        assert_ne!(first["repeated"], second["repeated"], "turn {turn}");
        // Each signs with its own key.
        for server in [one, two] {
            let alone = Request::new().issue(server, &staff.clinic);
            kids.insert((server.address, kid(&places[0], &alone)));
        }
    }
    assert_eq!(kids.len(), 2);
    let count = cluster.sql("t1", "SELECT COUNT(*) FROM cleanbill.pass");
    assert_eq!(count, "45");
    approvals_race(&servers, &staff);
}

/// The key identifier of a pass, as anybody reads it.
fn kid(place: &Place, pass: &Issued) -> String {
    let output = place
        .command()
        .args(["verify", "--json", pass.text()])
        .output();
    let report: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    report["protected"]["kid"]
        .as_str()
        .map_or_else(|| report.to_string(), str::to_owned)
}

/// Both servers are told the same at the same moment: one act, one approval, one effect.
fn approvals_race(servers: &[Service; 2], staff: &Staff) {
    let [one, two] = servers;
    let [proposer, approver] = &staff.heads;
    for turn in 0..5 {
        let office = json!({"name": format!("West {turn}"), "region": "XX", "kind": "clinic"});
        let signed = proposer.sign_proposal(one, json!({"kind": "open-office", "office": office}));
        let ask = Ask::post("/api/v1/acts", signed).by(&proposer.token);
        let ask = ask.with_key("k1");
        let proposed = at_once(|| one.ask(&ask), || two.ask(&ask));
        let made = proposed.iter().find(|answer| answer.status == 200);
        let act = made.expect("one is proposed").json();
        for answer in &proposed {
            assert!(answer.status == 200 || answer.status == 409, "{answer:?}");
            assert!(answer.status == 409 || answer.json()["act"] == act["act"]);
        }
        let [first, second] = [one, two].map(|at| approver.sign_act(at, &act));
        let (path, token) = (path_of(&act, "approve"), approver.token.as_str());
        let answers = at_once(
            || one.ask(&Ask::post(&path, first).by(token).with_key("k1")),
            || two.ask(&Ask::post(&path, second).by(token).with_key("k1")),
        );
        assert!(
            answers.iter().any(|answer| answer.status == 200),
            "{answers:?}"
        );
        for answer in &answers {
            assert!(matches!(answer.status, 200 | 409 | 422), "{answer:?}");
        }
        let path = format!("/api/v1/acts/{}", act["act"].as_str().unwrap());
        for server in servers {
            let act = server.ask(&Ask::get(&path).by(&proposer.token)).succeeded();
            assert_eq!(act["state"], "effective");
            assert_eq!(act["approvals"].as_array().unwrap().len(), 2, "{act}");
            let steps: Vec<_> = act["steps"].as_array().unwrap().iter().collect();
            let states: Vec<_> = steps.iter().map(|step| step["state"].clone()).collect();
            assert_eq!(states, ["proposed", "approved", "effective"]);
        }
    }
}
