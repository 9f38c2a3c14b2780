//! A throw-away PostgreSQL cluster: loopback only, no password, nothing synced to disk, gone when the tests end.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::install::{is_root, on_path};

/// PostgreSQL refuses to run as root; the package brings this account.
const ACCOUNT: &str = "postgres";

/// A running cluster. Dropping it stops the server; its folder is the caller's to delete.
pub struct Postgres {
    bin: PathBuf,
    data: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes and starts a cluster below `folder`. The error says which command failed and what it said.
    pub fn start(folder: &Path) -> Result<Self, String> {
        let bin = programs().ok_or("PostgreSQL is not installed")?;
        let data = folder.join("postgres");
        fs::create_dir(&data).map_err(|error| format!("{}: {error}", data.display()))?;
        give(&data)?;
        let cluster = Postgres { bin, data, port: free_port()? };
        cluster.command("initdb", &["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])?;
        cluster.configure().map_err(|error| format!("postgresql.conf: {error}"))?;
        cluster.command("pg_ctl", &["start", "-s", "-w", "-t", "60", "-l", &cluster.log()])?;
        Ok(cluster)
    }

    /// Stops a cluster that an earlier run left below `folder`, if there is one.
    pub fn stop_stale(folder: &Path) {
        let data = folder.join("postgres");
        if let (true, Some(bin)) = (data.join("postmaster.pid").exists(), programs()) {
            drop(Postgres { bin, data, port: 0 });
        }
    }

    /// Where the tests find it: as its superuser, so that each test can create a database of its own.
    pub fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn configure(&self) -> std::io::Result<()> {
        let mut file = OpenOptions::new().append(true).open(self.data.join("postgresql.conf"))?;
        writeln!(file, "listen_addresses = '127.0.0.1'\nport = {}\nunix_socket_directories = ''", self.port)?;
        writeln!(file, "max_connections = 200\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off")
    }

    fn log(&self) -> String {
        self.data.join("server.log").display().to_string()
    }

    fn command(&self, program: &str, args: &[&str]) -> Result<(), String> {
        let said = self.data.with_extension("out");
        let out = fs::File::create(&said).map_err(|error| error.to_string())?;
        let err = out.try_clone().map_err(|error| error.to_string())?;
        let mut command = as_account(&self.bin.join(program));
        command.arg("-D").arg(&self.data).args(args).stdin(Stdio::null()).stdout(out).stderr(err);
        command.current_dir(self.data.parent().unwrap_or(&self.data));
        match command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{program} ended with {status}: {}", self.words(&said))),
            Err(error) => Err(format!("could not start {program}: {error}")),
        }
    }

    fn words(&self, said: &Path) -> String {
        let texts = [fs::read_to_string(said), fs::read_to_string(self.log())];
        texts.into_iter().flatten().collect::<String>().trim().replace('\n', " | ")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Err(error) = self.command("pg_ctl", &["stop", "-s", "-w", "-m", "immediate"]) {
            eprintln!("xtask: {error}");
        }
    }
}

/// The folder of the server's programs: on `PATH`, or the newest version where Debian keeps them beside each other.
pub fn programs() -> Option<PathBuf> {
    if let Some(found) = on_path("initdb") {
        return found.parent().map(Path::to_path_buf);
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let version = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let newest =
        versions.map(|entry| entry.path()).filter(|folder| folder.join("bin/initdb").is_file()).max_by_key(version)?;
    Some(newest.join("bin"))
}

fn as_account(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", ACCOUNT, "--"]).arg(program);
    command
}

fn give(data: &Path) -> Result<(), String> {
    if !is_root() {
        return Ok(());
    }
    let status = Command::new("chown").arg(ACCOUNT).arg(data).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("there is no account {ACCOUNT} to run the server as, and root may not")),
    }
}

/// A loopback port that nobody uses at this moment.
pub fn free_port() -> Result<u16, String> {
    let bound = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    bound.map(|address| address.port()).map_err(|error| format!("no free loopback port: {error}"))
}
