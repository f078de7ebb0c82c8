//! A folder of its own for each test, with an authority in it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A data folder and the binary.
pub(crate) struct Sandbox {
    folder: TempDir,
}

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Sandbox {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with an authority of country XX.
    pub(crate) fn new() -> Self {
        let sandbox = Self::empty();
        sandbox.run(&["init"]).succeeded();
        sandbox
    }

    /// A folder with an authority of Russia as of November 2021, and the ready policies installed.
    pub(crate) fn november() -> Self {
        let sandbox = Self::empty();
        let init = ["init", "--country", "RU", "--at", "2021-11-01"];
        sandbox.run(&init).succeeded();
        let out = sandbox.arg("bundle.cbset");
        let publish = ["publish", "--install", "--out", &out, "--policies"];
        let pack = repository("policies/ru-2021");
        sandbox.run(&[&publish[..], &[&pack]].concat()).succeeded();
        sandbox
    }

    /// A pass as of 20 November 2021.
    pub(crate) fn november_pass(&self, born: &str, ground: &[&str]) -> String {
        let person = [
            "issue",
            "--at",
            "2021-11-20",
            "--surname",
            "Eriksson",
            "--forename",
            "Anna Maria",
            "--birth-date",
            born,
        ];
        let ran = self.run(&[&person[..], ground].concat());
        ran.succeeded().out.trim_end().to_owned()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn arg(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        self.arg(name)
    }

    /// The binary, to be started in this folder with a clean environment.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(binary());
        command.env_clear().current_dir(self.folder.path());
        command.args(["--data", &self.arg("data")]);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command();
        command.args(arguments);
        feed(command, input)
    }

    /// A fresh vaccination pass of this authority.
    pub(crate) fn issue(&self) -> String {
        self.issue_for("Beispiel", "Anna")
    }

    pub(crate) fn issue_for(&self, surname: &str, forename: &str) -> String {
        let person = [
            "issue",
            "--surname",
            surname,
            "--forename",
            forename,
            "--birth-date",
            "1980-01-02",
        ];
        let ground = [
            "vaccination",
            "--dose",
            "2",
            "--doses",
            "2",
            "--date",
            "2021-06-11",
        ];
        let ran = self.run(&[&person[..], &ground].concat());
        ran.succeeded().out.trim_end().to_owned()
    }

    /// `verify --json` of these arguments, a value a line.
    pub(crate) fn json(&self, arguments: &[&str]) -> (i32, Vec<Value>) {
        let ran = self.run(&[&["verify", "--json"], arguments].concat());
        let lines = ran
            .out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        (ran.code, lines.collect())
    }
}

/// A path of this repository.
pub(crate) fn repository(path: &str) -> String {
    format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_cleanbill"))
}

pub(crate) fn feed(mut command: Command, input: &[u8]) -> Ran {
    let pipes = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A command that does not read its input closes it; that is its right.
        scope.spawn(move || stdin.write_all(input).ok());
        Ran::from(child.wait_with_output().unwrap())
    })
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        let code = output.status.code().expect("not killed by a signal");
        Self {
            code,
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Ran {
    pub(crate) fn succeeded(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    /// Wrong arguments.
    pub(crate) fn usage(self) {
        assert_eq!(self.code, 64, "{}{}", self.out, self.err);
    }

    /// Failed with this exit code, and with these words and a hint on standard error.
    pub(crate) fn failed(self, code: i32, words: &str) -> Self {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(self.err.contains(words), "{}", self.err);
        assert!(self.err.contains("hint: "), "{}", self.err);
        self
    }
}
