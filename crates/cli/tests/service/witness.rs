//! A witness as a process: made, asked, killed, started again.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicU64, Ordering};

use cleanbill_ledger::{
    AddCheckpoint, Checkpoint, Hash, KeyUse, SignedCheckpoint, VerifierKey, consistency_path,
    leaf_hash, root_of, verify_cosignature,
};
use cleanbill_testkit::FixedEdKey;
use cleanbill_witness::{AskError, AskLimits, WitnessClient};
use tokio::runtime::{Builder, Runtime};

use crate::process::{Place, Service};

const ORIGIN: &str = "ledger.example/north";
const NAME: &str = "university.example/witness";

fn log_key() -> FixedEdKey {
    FixedEdKey::new(0)
}

fn log_vkey() -> String {
    let key = VerifierKey::new(ORIGIN, KeyUse::Log, &log_key().public_bytes());
    key.unwrap().to_string()
}

/// The leaves of a log; with `fork` below `size` those of another history.
fn leaves(fork: u64, size: u64) -> Vec<Hash> {
    let leaf = |index| {
        let side = if index < fork { "leaf" } else { "fork" };
        leaf_hash(format!("{side} {index}").as_bytes())
    };
    (0..size).map(leaf).collect()
}

fn request(fork: u64, old: u64, new: u64) -> AddCheckpoint {
    let leaves = leaves(fork, new);
    let checkpoint = Checkpoint {
        origin: ORIGIN.into(),
        size: new,
        root: root_of(&leaves),
        extensions: Vec::new(),
    };
    AddCheckpoint {
        old_size: old,
        proof: consistency_path(&leaves, old as usize).unwrap_or_default(),
        checkpoint: SignedCheckpoint::sign(checkpoint, &log_key()).unwrap(),
    }
}

const HONEST: u64 = u64::MAX;

/// A data folder with a witness of one log, and its key.
fn made() -> (Place, VerifierKey) {
    let place = Place::empty();
    let log = log_vkey();
    let told = place.run(&["witness", "init", "--name", NAME, "--log", &log]);
    let key = told.lines().map(str::trim).find(|line| line.contains('+'));
    (place, VerifierKey::parse(key.unwrap()).unwrap())
}

fn started(place: &Place) -> Service {
    let mut command = place.command();
    command.args(["witness", "serve", "--listen", "127.0.0.1:0"]);
    Service::start(command)
}

struct Asking {
    runtime: Runtime,
    client: WitnessClient,
}

impl Asking {
    fn new() -> Self {
        Self {
            runtime: Builder::new_current_thread().enable_all().build().unwrap(),
            client: WitnessClient::new(AskLimits::default()).unwrap(),
        }
    }

    fn ask(&self, service: &Service, request: &AddCheckpoint) -> Result<usize, AskError> {
        self.ask_at(&format!("http://{}", service.address), request)
    }

    fn ask_at(&self, address: &str, request: &AddCheckpoint) -> Result<usize, AskError> {
        let asked = self.client.ask(address, request);
        self.runtime.block_on(asked).map(|lines| lines.len())
    }
}

#[test]
fn a_witness_is_made_once_and_its_key_is_its_owners() {
    let (place, key) = made();
    assert_eq!((key.name(), key.key_use()), (NAME, KeyUse::Witness));
    let file = place.data().join("witness/key.pem");
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let shown = place.run(&["witness", "show"]);
    let expected = format!("name {NAME}\nvkey {key}\nlog {ORIGIN}\nsize 0\n");
    assert_eq!(shown, expected);
    let before = fs::read(&file).unwrap();
    place.fails(&["witness", "init", "--name", "other"], "already a witness");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn what_is_no_witness_does_not_start() {
    let serve = ["witness", "serve", "--listen", "127.0.0.1:0"];
    let place = Place::empty();
    place.fails(&serve, "there is no witness");
    place.fails(&["witness", "show"], "there is no witness");
    place.fails(&["witness", "init", "--name", "a b"], "witness.key");
    place.run(&["witness", "init", "--name", NAME]);
    place.fails(&serve, "no log was named");
    let everywhere = ["witness", "serve", "--listen", "0.0.0.0:0", "--log"];
    let log = log_vkey();
    place.fails(&[&everywhere[..], &[&log]].concat(), "plain HTTP");
    let config = place.data().join("witness/witness.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text.replace("logs = []", "logs = [\"x\"]")).unwrap();
    place.fails(&serve, "witness.log");
}

#[test]
fn it_cosigns_one_history_and_goes_on_after_a_power_cut() {
    let (place, key) = made();
    let asking = Asking::new();
    let service = started(&place);
    let first = request(HONEST, 0, 5);
    let address = format!("http://{}", service.address);
    let lines = asking.client.ask(&address, &first);
    let lines = asking.runtime.block_on(lines).unwrap();
    verify_cosignature(&first.checkpoint.note, &lines[0], &key).unwrap();
    assert_eq!(asking.ask(&service, &request(HONEST, 5, 9)), Ok(1));
    // A second one on the same folder would cosign a second tree.
    let again = ["witness", "serve", "--listen", "127.0.0.1:0"];
    place.fails(&again, "witness.busy");
    assert!(place.run(&["witness", "show"]).ends_with("size 9\n"));
    service.kill();

    let service = started(&place);
    let conflict = Err(AskError::Conflict { size: 9 });
    assert_eq!(asking.ask(&service, &request(HONEST, 0, 9)), conflict);
    assert_eq!(asking.ask(&service, &request(5, 9, 9)), conflict);
    let fork = asking.ask(&service, &request(5, 9, 12));
    assert_eq!(fork, Err(AskError::Inconsistent));
    assert_eq!(asking.ask(&service, &request(HONEST, 9, 12)), Ok(1));
    assert!(service.log().contains("witness-ask.inconsistent"));
    service.stop();
}

#[test]
fn killed_at_any_moment_it_never_cosigns_two_trees() {
    let (place, _) = made();
    let mut known = 0;
    for round in 0..12u64 {
        let service = started(&place);
        let asking = Asking::new();
        // Where it is: what was asked for and not answered may have been cosigned.
        if let Err(AskError::Conflict { size }) = asking.ask(&service, &request(HONEST, 0, 0)) {
            assert!(size >= known, "{size} after {known} was cosigned");
            known = size;
        }
        // What was cosigned before the power went is not cosigned otherwise now.
        if known > 0 {
            let fork = request(known - 1, known, known);
            let answer = asking.ask(&service, &fork);
            assert_eq!(answer, Err(AskError::Conflict { size: known }));
            let fork = request(known - 1, known, known + 3);
            let answer = asking.ask(&service, &fork);
            assert_eq!(answer, Err(AskError::Inconsistent));
        }
        let address = format!("http://{}", service.address);
        let cosigned = AtomicU64::new(known);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let asking = Asking::new();
                loop {
                    let old = cosigned.load(Ordering::SeqCst);
                    let asked = asking.ask_at(&address, &request(HONEST, old, old + 1));
                    if asked.is_err() {
                        break;
                    }
                    cosigned.store(old + 1, Ordering::SeqCst);
                }
            });
            let enough = known + 1 + round % 4;
            while cosigned.load(Ordering::SeqCst) < enough {
                std::thread::yield_now();
            }
            service.kill();
        });
        known = cosigned.load(Ordering::SeqCst);
    }
    assert!(known >= 12);
}

#[test]
fn damaged_or_lost_memory_keeps_it_from_starting() {
    let (place, _) = made();
    let asking = Asking::new();
    let service = started(&place);
    assert_eq!(asking.ask(&service, &request(HONEST, 0, 5)), Ok(1));
    service.stop();
    let files = fs::read_dir(place.data().join("witness/logs")).unwrap();
    let mut files = files.map(|entry| entry.unwrap().path());
    let file = files.find(|path| path.file_name().unwrap().len() == 64);
    let file = file.unwrap();
    let good = fs::read_to_string(&file).unwrap();
    let serve = ["witness", "serve", "--listen", "127.0.0.1:0"];
    fs::write(&file, good.replacen("\n5\n", "\n4\n", 1)).unwrap();
    place.fails(&serve, "witness.damaged");
    place.fails(&["witness", "show"], "witness.damaged");
    fs::remove_file(&file).unwrap();
    place.fails(&serve, "witness.lost");
    fs::write(&file, good).unwrap();
    started(&place).stop();
}
