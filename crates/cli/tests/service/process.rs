//! A data folder, and the service as a process in it.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::http::{Answer, Ask};

/// Asks until there is an answer, for a minute at most.
pub(crate) fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    for _ in 0..3_000 {
        if let Some(found) = ask() {
            return found;
        }
        std::thread::park_timeout(Duration::from_millis(20));
    }
    panic!("{what}: not within a minute")
}

/// A folder of a test's own, with a data folder of an authority in it.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// With the keys of a new authority, and nothing else.
    pub(crate) fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        place.run(&["init"]);
        place
    }

    /// With a copy of another data folder.
    pub(crate) fn copy_of(other: &Path) -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let mut copying = Command::new("cp");
        let copied = copying.arg("-a").arg(other).arg(place.data()).status();
        let copied = copied.unwrap();
        assert!(copied.success());
        place
    }

    /// Without anything.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// The binary, in this folder, with a clean environment.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cleanbill"));
        command.env_clear().current_dir(self.folder.path());
        command.arg("--data").arg(self.data());
        command
    }

    /// Runs a command that has to succeed; what it printed.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = self.command().args(arguments).output().unwrap();
        let told = told(&output);
        assert!(output.status.success(), "{arguments:?}: {told}");
        told
    }

    /// Runs a command that has to fail with these words and a hint.
    pub(crate) fn fails(&self, arguments: &[&str], words: &str) {
        let program = env!("CARGO_BIN_EXE_cleanbill");
        // What should have failed must not go on for ever.
        let mut command = Command::new("timeout");
        command.args(["60", program, "--data"]).arg(self.data());
        let output = command.args(arguments).output().unwrap();
        let told = told(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(words) && told.contains("hint: "), "{told}");
    }

    /// Starts the service; it answers when this returns.
    pub(crate) fn serve(&self, options: &[&str]) -> Service {
        let mut command = self.command();
        command.args(SERVE).args(options);
        Service::start(command)
    }

    /// How many signatures a key epoch has counted.
    pub(crate) fn signatures(&self, epoch: usize) -> u64 {
        let listed = self.run(&["keys", "list", "--json"]);
        let line = listed.lines().nth(epoch - 1).unwrap();
        let row: Value = serde_json::from_str(line).unwrap();
        row["signatures"].as_u64().unwrap()
    }
}

/// How every service here is started. What the proxy says of who asks is believed.
pub(crate) const SERVE: [&str; 7] = [
    "serve",
    "--listen",
    "127.0.0.1:0",
    "--origin",
    "http://localhost:8080",
    "--trusted-proxy",
    "127.0.0.1",
];

fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// A service that answers, until it is dropped.
pub(crate) struct Service {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Where the pages of whoever checks are.
    pub(crate) check: Option<SocketAddr>,
    /// The secret of the first founder, where nobody works here yet.
    pub(crate) link: Option<String>,
    log: Arc<Mutex<String>>,
}

impl Service {
    /// Starts it, and waits until it says that it is there.
    pub(crate) fn start(mut command: Command) -> Self {
        let pipes = command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = pipes.stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (writing, mut stderr) = (log.clone(), child.stderr.take().unwrap());
        let logging = std::thread::spawn(move || {
            let mut block = [0; 4_096];
            while let Ok(count @ 1..) = stderr.read(&mut block) {
                let text = String::from_utf8_lossy(&block[..count]);
                writing.lock().unwrap().push_str(&text);
            }
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("Ctrl-C stops it.") {
            if stdout.read_line(&mut said).unwrap() == 0 {
                logging.join().unwrap();
                let log = log.lock().unwrap();
                panic!("it did not start: {said}{log}");
            }
        }
        std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
        let address = said.split("listening on http://").nth(1).unwrap();
        let address = address.lines().next().unwrap();
        let check = said.lines().find_map(|line| line.split_once("/check/ "));
        let check = check.map(|(address, _)| address.trim().trim_start_matches("http://"));
        let is_secret = |line: &&str| line.len() == 64 && !line.contains(' ');
        Self {
            child,
            address: address.parse().unwrap(),
            check: check.map(|address| address.parse().unwrap()),
            link: said
                .lines()
                .map(str::trim)
                .find(is_secret)
                .map(str::to_owned),
            log,
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// All that it logged so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits for a line of the log with this code.
    pub(crate) fn logged(&self, code: &str) {
        let wanted = format!("\"code\":\"{code}\"");
        until(&wanted, || self.log().contains(&wanted).then_some(()));
    }

    pub(crate) fn ask(&self, ask: &Ask<'_>) -> Answer {
        let answer = ask.send(self.address);
        answer.unwrap_or_else(|error| panic!("{}: {error}: {}", ask.path, self.log()))
    }

    /// What `/health/ready` says: the status, and each part.
    pub(crate) fn readiness(&self) -> (u16, Value) {
        let answer = self.ask(&Ask::get("/health/ready"));
        (answer.status, answer.json())
    }

    /// Waits until it is ready.
    pub(crate) fn ready(&self) {
        until("ready", || (self.readiness().0 == 200).then_some(()));
    }

    /// It is not ready, because of this part alone, and says the code.
    pub(crate) fn unready(&self, part: &str, code: &str) {
        let (status, parts) = until("not ready", || {
            let readiness = self.readiness();
            (readiness.0 != 200).then_some(readiness)
        });
        assert_eq!((status, parts[part].as_str()), (503, Some(code)), "{parts}");
        let wrong = parts.as_object().unwrap().values();
        assert_eq!(wrong.filter(|state| *state != "ok").count(), 1, "{parts}");
        // It lives all the same: starting it anew would not help.
        assert_eq!(self.ask(&Ask::get("/health/live")).status, 204);
    }

    /// Kills it as a power cut does.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and waits until it has.
    pub(crate) fn stop(mut self) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(asked.success());
        let ended = self.child.wait().unwrap();
        assert!(ended.success(), "{ended}: {}", self.log());
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
