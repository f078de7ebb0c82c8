//! A PostgreSQL cluster of a test's own: made in a temporary folder, reached through a socket
//! there, run by a user who is not root, gone with the test.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

/// The newest PostgreSQL that Debian's packages have put on this machine.
fn programs() -> Option<PathBuf> {
    let mut versions: Vec<_> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| {
            let version: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            Some(version)
        })
        .collect();
    versions.sort_unstable();
    let version = versions.pop()?;
    let folder = PathBuf::from(format!("/usr/lib/postgresql/{version}/bin"));
    folder.join("initdb").exists().then_some(folder)
}

/// User and group to run it as: PostgreSQL refuses root.
fn unprivileged() -> Option<(u32, u32)> {
    let me = fs::metadata("/proc/self").unwrap().uid();
    if me != 0 {
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

pub(crate) struct Cluster {
    pub(crate) folder: TempDir,
    programs: PathBuf,
    server: Child,
    databases: AtomicU32,
}

impl Cluster {
    /// Starts one; `None`, with the reason printed, where PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            println!("skipped: no PostgreSQL in /usr/lib/postgresql (Debian package postgresql)");
            return None;
        };
        let folder = tempfile::Builder::new()
            .prefix("cleanbill-pg")
            .tempdir()
            .unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
        if let Some((user, group)) = unprivileged() {
            chown(folder.path(), Some(user), Some(group)).unwrap();
        }
        let data = folder.path().join("data");
        let made = unprivileged_command(&programs.join("initdb"))
            .args([
                "--no-sync",
                "--no-instructions",
                "--no-locale",
                "--encoding=UTF8",
            ])
            .args(["--auth=trust", "--username=postgres", "--pgdata"])
            .arg(&data)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let server = serve(&programs, folder.path());
        let cluster = Self {
            folder,
            programs,
            server,
            databases: AtomicU32::new(0),
        };
        cluster.wait();
        Some(cluster)
    }

    /// Waits until it answers: pg_isready asks, and `timeout` bounds it.
    fn wait(&self) {
        let ready = Command::new("timeout")
            .args(["60", "sh", "-c"])
            .arg("until \"$0\" -q -h \"$1\" -U postgres; do sleep 0.05; done")
            .arg(self.programs.join("pg_isready"))
            .arg(self.folder.path())
            .status()
            .unwrap();
        assert!(ready.success(), "PostgreSQL did not start");
    }

    /// The address of a database.
    pub(crate) fn url(&self, database: &str) -> String {
        let folder = self.folder.path().display();
        format!("postgres://postgres@localhost/{database}?host={folder}")
    }

    /// The address of a new database.
    pub(crate) async fn new_database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let mut connection = PgConnection::connect(&self.url("postgres")).await.unwrap();
        let create = format!("CREATE DATABASE t{number}");
        sqlx::raw_sql(AssertSqlSafe(create))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        self.url(&format!("t{number}"))
    }

    /// Stops it at once, as a power cut does.
    pub(crate) fn stop(&mut self) {
        let stopped = unprivileged_command(&self.programs.join("pg_ctl"))
            .args(["stop", "--mode=immediate", "--wait", "--pgdata"])
            .arg(self.folder.path().join("data"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        drop(stopped);
        drop(self.server.kill());
        drop(self.server.wait());
    }

    /// Starts it again after [`Cluster::stop`].
    pub(crate) fn start_again(&mut self) {
        self.server = serve(&self.programs, self.folder.path());
        self.wait();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
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

/// No TCP; commits wait for no disk, which no test here can tell.
fn serve(programs: &Path, folder: &Path) -> Child {
    unprivileged_command(&programs.join("postgres"))
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-k")
        .arg(folder)
        .args(["-c", "listen_addresses="])
        .args(["-c", "fsync=off", "-c", "full_page_writes=off"])
        .args(["-c", "shared_buffers=32MB", "-c", "max_connections=60"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join("log")).unwrap())
        .spawn()
        .unwrap()
}
