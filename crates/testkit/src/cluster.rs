//! A PostgreSQL cluster of a test's own: made in a temporary folder, reached through a socket
//! there, run by a user who is not root, gone with the test.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;

/// Where Debian puts each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The newest PostgreSQL that Debian's packages have put on this machine.
fn programs() -> Option<PathBuf> {
    let entries = fs::read_dir(VERSIONS).ok()?.filter_map(Result::ok);
    let versions = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let folder = PathBuf::from(format!("{VERSIONS}/{}/bin", versions.max()?));
    folder.join("initdb").exists().then_some(folder)
}

/// User and group to run it as: PostgreSQL refuses root.
fn unprivileged() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let ids = |name: &str| {
        let line = users
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    Some(ids("postgres").or_else(|| ids("nobody")).unwrap())
}

/// A folder that the server's user owns, and nobody else looks into.
fn own_folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("cleanbill-pg").tempdir();
    let folder = folder.unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    if let Some((user, group)) = unprivileged() {
        chown(folder.path(), Some(user), Some(group)).unwrap();
    }
    folder
}

/// A cluster: its data, and its server while that runs.
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    server: Option<Child>,
    settings: Vec<String>,
    databases: AtomicU32,
}

impl Cluster {
    /// Makes and starts one; `None`, with the reason printed, where PostgreSQL is not installed.
    pub fn start() -> Option<Self> {
        // Commits wait for no disk, which no test here can tell.
        Self::start_with(&["fsync=off", "full_page_writes=off"])
    }

    /// The same with settings, each `NAME=VALUE`.
    pub fn start_with(settings: &[&str]) -> Option<Self> {
        let Some(programs) = programs() else {
            println!("skipped: no PostgreSQL in {VERSIONS} (Debian package postgresql)");
            return None;
        };
        let mut cluster = Self::in_folder(own_folder(), programs, settings);
        cluster.run(
            "initdb",
            &[
                "--no-sync",
                "--no-instructions",
                "--no-locale",
                "--encoding=UTF8",
                "--auth=trust",
                "--username=postgres",
                "--pgdata",
                &cluster.data(),
            ],
        );
        cluster.start_again();
        Some(cluster)
    }

    fn in_folder(folder: TempDir, programs: PathBuf, settings: &[&str]) -> Self {
        Self {
            folder,
            programs,
            server: None,
            settings: settings.iter().map(ToString::to_string).collect(),
            databases: AtomicU32::new(0),
        }
    }

    /// Where all of it lies: the data in `data`, the socket, the log.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The data.
    pub fn data(&self) -> String {
        self.path("data")
    }

    /// A path in the cluster's folder.
    pub fn path(&self, name: &str) -> String {
        self.folder().join(name).to_str().unwrap().to_owned()
    }

    /// Runs one of PostgreSQL's programs as the server's user; what it printed.
    pub fn run(&self, program: &str, arguments: &[&str]) -> String {
        let output = unprivileged_command(&self.programs.join(program))
            .args(arguments)
            .current_dir(self.folder())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {told}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The address of a database.
    pub fn url(&self, database: &str) -> String {
        url_at(self.folder(), database)
    }

    /// The address of a new database.
    pub fn new_database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        self.sql("postgres", &format!("CREATE DATABASE t{number}"));
        self.url(&format!("t{number}"))
    }

    /// Runs SQL as the superuser; the rows, columns between `|`.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        let folder = self.folder().to_str().unwrap();
        let options = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"];
        let place = ["-U", "postgres", "-h", folder, "-d", database, "-c", sql];
        let rows = self.run("psql", &[&options[..], &place].concat());
        rows.trim_end().to_owned()
    }

    /// A copy of a running cluster, as `pg_basebackup` makes it; not started. With
    /// `--write-recovery-conf`
    /// it is a replica, which follows this one.
    pub fn base_backup(&self, more: &[&str], settings: &[&str]) -> Self {
        let copy = Self::in_folder(own_folder(), self.programs.clone(), settings);
        let socket = self.folder().to_str().unwrap();
        let to = copy.data();
        let options = ["-U", "postgres", "-h", socket, "-D", &to];
        let fast = ["--checkpoint=fast", "--no-sync"];
        copy.run("pg_basebackup", &[&options[..], &fast, more].concat());
        copy
    }

    /// Writes into a file of the data folder, which the server's user owns then.
    pub fn append(&self, file: &str, text: &str) {
        use std::io::Write;
        let path = self.folder().join("data").join(file);
        let mut options = fs::File::options();
        let mut opened = options.create(true).append(true).open(&path).unwrap();
        opened.write_all(text.as_bytes()).unwrap();
        if let Some((user, group)) = unprivileged() {
            chown(&path, Some(user), Some(group)).unwrap();
        }
    }

    /// Stops it at once, as a power cut does.
    pub fn stop(&mut self) {
        let Some(mut server) = self.server.take() else {
            return;
        };
        let stopped = unprivileged_command(&self.programs.join("pg_ctl"))
            .args(["stop", "--mode=immediate", "--wait", "--pgdata"])
            .arg(self.data())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        drop(stopped);
        drop(server.kill());
        drop(server.wait());
    }

    /// Starts it, also again after [`Cluster::stop`]. There is no TCP.
    pub fn start_again(&mut self) {
        let mut command = unprivileged_command(&self.programs.join("postgres"));
        command.arg("-D").arg(self.data());
        command.arg("-k").arg(self.folder());
        for setting in [
            "listen_addresses=",
            "shared_buffers=32MB",
            "max_connections=60",
        ] {
            command.args(["-c", setting]);
        }
        for setting in &self.settings {
            command.args(["-c", setting]);
        }
        let log = fs::File::create(self.folder().join("log")).unwrap();
        let server = command
            .current_dir(self.folder())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.server = Some(server.unwrap());
        self.wait();
    }

    /// Waits until it answers: pg_isready asks, and `timeout` bounds it.
    fn wait(&self) {
        let ready = Command::new("timeout")
            .args(["60", "sh", "-c"])
            .arg("until \"$0\" -q -h \"$1\" -U postgres; do sleep 0.05; done")
            .arg(self.programs.join("pg_isready"))
            .arg(self.folder())
            .status()
            .unwrap();
        let log = fs::read_to_string(self.folder().join("log")).unwrap_or_default();
        assert!(ready.success(), "PostgreSQL did not start: {log}");
    }

    /// Waits until a query gives `true`, for at most a minute.
    pub fn wait_until(&self, sql: &str) {
        let folder = self.folder();
        let is_true = Command::new("timeout")
            .args(["60", "sh", "-c"])
            .arg(concat!(
                "until [ \"$(\"$0\" -XAtq -U postgres -h \"$1\" -d postgres -c \"$2\")\" = t ]; ",
                "do sleep 0.05; done",
            ))
            .arg(self.programs.join("psql"))
            .arg(folder)
            .arg(sql)
            .status()
            .unwrap();
        assert!(is_true.success(), "never so: {sql}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The address of a database whose server listens on a socket in this folder.
pub fn url_at(folder: &Path, database: &str) -> String {
    format!(
        "postgres://postgres@localhost/{database}?host={}",
        folder.display()
    )
}

/// A command that runs as somebody who is not root, and dies with this process.
fn unprivileged_command(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=QUIT");
    if let Some((user, group)) = unprivileged() {
        command
            .arg(format!("--reuid={user}"))
            .arg(format!("--regid={group}"))
            .arg("--clear-groups");
    }
    command.arg("--").arg(program);
    command
}
