//! The disk is full, and has room again.

use std::process::Command;

use crate::http::Answer;
use crate::people::{Issued, Request, Staff};
use crate::process::{Place, SERVE, Service};
use crate::registry;

/// A service whose data folder lies on a disk of its own, which is gone with it; `None`, with the
/// reason printed, where none can be mounted.
struct SmallDisk {
    place: Place,
    service: Service,
}

impl SmallDisk {
    fn start() -> Option<Self> {
        if !can_mount() {
            println!(
                "skipped: no file system can be mounted here (needs root, or user namespaces)"
            );
            return None;
        }
        let place = Place::new();
        std::fs::create_dir(place.path("disk")).unwrap();
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "--", "sh", "-c"]);
        command.arg(
            "mount -t tmpfs -o size=24m none \"$0/disk\" && cp -a \"$0/data/.\" \"$0/disk\" && \
             exec \"$@\"",
        );
        command
            .arg(place.path(""))
            .arg(env!("CARGO_BIN_EXE_cleanbill"));
        command.arg("--data").arg(place.path("disk")).args(SERVE);
        let service = Service::start(command);
        Some(Self { place, service })
    }

    /// The disk, as the service sees it.
    fn seen(&self) -> String {
        let folder = self.place.text("disk");
        format!("/proc/{}/root{folder}", self.service.id())
    }

    /// Leaves only so many bytes free.
    fn fill(&self, free: u64) {
        let filled = format!("{}/filled", self.seen());
        let line = "dd if=/dev/zero of=\"$0\" bs=64k 2>/dev/null; truncate -s -\"$1\" \"$0\"";
        let filling = Command::new("sh")
            .args(["-c", line, &filled, &free.to_string()])
            .status();
        assert!(filling.unwrap().success());
    }

    /// A copy of a database at rest: SQLite finds its way out of what others have mounted.
    fn copy(&self, name: &str) -> std::path::PathBuf {
        let copy = self.place.path(name);
        for end in ["", "-wal"] {
            let from = format!("{}/{name}{end}", self.seen());
            let to = format!("{}{end}", copy.display());
            std::fs::copy(from, to).unwrap();
        }
        std::fs::remove_file(format!("{}-shm", copy.display())).ok();
        copy
    }

    fn make_room(&self) {
        std::fs::remove_file(format!("{}/filled", self.seen())).unwrap();
    }
}

fn can_mount() -> bool {
    let mut command = Command::new("unshare");
    command.args([
        "--user",
        "--map-root-user",
        "--mount",
        "--",
        "mount",
        "-t",
        "tmpfs",
        "none",
    ]);
    let output = command.arg("/mnt").output();
    output.is_ok_and(|output| output.status.success())
}

/// Issues until it is refused.
fn issue_until_full(small: &SmallDisk, staff: &Staff) -> (Vec<Issued>, Request, Answer) {
    let mut issued = Vec::new();
    for _ in 0..400 {
        let request = Request::new();
        let answer = request.send(&small.service, &staff.clinic.token).unwrap();
        match Issued::of(&request, &answer) {
            Some(pass) => issued.push(pass),
            None => return (issued, request, answer),
        }
    }
    panic!("the disk is never full")
}

#[test]
fn a_full_disk_is_named_and_nothing_is_lost() {
    let Some(small) = SmallDisk::start() else {
        return;
    };
    let staff = Staff::found(&small.service);
    let service = &small.service;
    small.fill(1 << 20);
    let (issued, refused, answer) = issue_until_full(&small, &staff);
    assert!(!issued.is_empty(), "{answer:?}");
    answer.refused(503, "store.full");
    service.logged("store.full");
    let (status, parts) = service.readiness();
    assert_eq!(
        (status, parts["database"].as_str()),
        (503, Some("store.full")),
        "{parts}"
    );
    assert_eq!(
        (&parts["keys"], &parts["clock"]),
        (&"ok".into(), &"ok".into())
    );
    // Nothing that was acknowledged was lost, and nothing is half there.
    let seen = || small.copy("registry.sqlite");
    let count = i64::try_from(issued.len()).unwrap();
    assert_eq!(registry::passes(&seen()), count);
    // Room again: the same process goes on, and what was refused comes through once.
    small.make_room();
    let late = refused.issue(service, &staff.clinic);
    service.ready();
    late.is_there(service, &staff.clinic);
    let few = issued.len().min(20);
    for pass in issued.iter().rev().take(few) {
        pass.is_there(service, &staff.clinic);
    }
    assert_eq!(registry::passes(&seen()), count + 1);
    assert_eq!(registry::requests(&seen()), count + 1);
}

/// A limit of the process, such as that of a container or a quota, is not a full disk, and not the
/// fault of the database either.
#[test]
fn a_limit_on_files_is_named_and_lifted_while_the_service_runs() {
    let place = Place::new();
    let mut command = Command::new("sh");
    // A write beyond the limit is an error, and does not end the process.
    command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"]);
    command.arg(env!("CARGO_BIN_EXE_cleanbill"));
    command.arg("--data").arg(place.data()).args(SERVE);
    let service = Service::start(command);
    let staff = Staff::found(&service);
    let first = Request::new().issue(&service, &staff.clinic);
    let wal = place.path("data/registry.sqlite-wal");
    let most = std::fs::metadata(wal).unwrap().len();
    limit(&service, &format!("{most}:unlimited"));
    let mut refused = None;
    for _ in 0..40 {
        let request = Request::new();
        let answer = request.send(&service, &staff.clinic.token).unwrap();
        if answer.status != 200 {
            answer.refused(503, "store.disk");
            refused = Some(request);
            break;
        }
    }
    let refused = refused.expect("the limit is never reached");
    service.logged("store.disk");
    service.unready("database", "store.disk");
    limit(&service, "unlimited:unlimited");
    refused
        .issue(&service, &staff.clinic)
        .is_there(&service, &staff.clinic);
    first.is_there(&service, &staff.clinic);
    service.ready();
    service.stop();
    registry::passes(&place.path("data/registry.sqlite"));
}

fn limit(service: &Service, bytes: &str) {
    let limit = Command::new("prlimit")
        .args([
            format!("--pid={}", service.id()),
            format!("--fsize={bytes}"),
        ])
        .status();
    assert!(limit.unwrap().success());
}

/// The counter of the key cannot be written: nothing is signed that was not counted.
#[test]
fn a_counter_that_cannot_be_written_is_named_and_goes_on() {
    let place = Place::new();
    let service = place.serve(&[]);
    let staff = Staff::found(&service);
    // A folder stands where the new counter would be written first.
    let beside = place.path("data/counters/dsc.new");
    std::fs::create_dir(&beside).unwrap();
    service.unready("signer", "epoch.counter-write");
    let refused = Request::new();
    let answer = refused.send(&service, &staff.clinic.token).unwrap();
    answer.refused(503, "sign.refused");
    std::fs::remove_dir(beside).unwrap();
    refused
        .issue(&service, &staff.clinic)
        .is_there(&service, &staff.clinic);
    service.ready();
    service.logged("epoch.counter-write");
}
