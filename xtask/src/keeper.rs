//! The keeper: a second process of this program that starts the services and waits for its standard input to end.
//!
//! The pipe ends when the chore lets go of it, and just as well when the chore is interrupted or killed: clean-up has one
//! path, needs no signal handler, and the services outlive nobody.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use crate::browser::{self, WebDriver};
use crate::postgres::Postgres;
use crate::summary::Summary;

/// The chore's name on the command line, not for people.
pub const CHORE: &str = "keep-services";
const PREFIX: &str = "surety-test-";

/// The chore's end of the pipe. Dropping it ends the services and waits until they are gone.
pub struct Keeper(Child);

impl Keeper {
    /// Starts what the environment does not name already. Adds what the tests must be told to `given`; what is missing
    /// or did not start goes to the summary.
    pub fn start(summary: &mut Summary, given: &mut Vec<(String, String)>) -> Option<Self> {
        let wanted =
            ["SURETY_TEST_POSTGRES", "SURETY_TEST_WEBDRIVER"].into_iter().filter(|name| env::var_os(name).is_none());
        let spawned = env::current_exe().and_then(|own| {
            let mut command = Command::new(own);
            command.arg(CHORE).args(wanted).stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0).spawn()
        });
        let mut child = match spawned {
            Ok(child) => child,
            Err(error) => {
                summary.fail("services", &error.to_string());
                return None;
            }
        };
        let said = child.stdout.take();
        for line in said.into_iter().flat_map(|said| BufReader::new(said).lines()).map_while(Result::ok) {
            if !hear(&line, summary, given) {
                return Some(Keeper(child));
            }
        }
        summary.fail("services", "their keeper ended early");
        Some(Keeper(child))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// One line of the keeper: word, name, rest, with tabs between them. False at the last line.
fn hear(line: &str, summary: &mut Summary, given: &mut Vec<(String, String)>) -> bool {
    let mut fields = line.splitn(3, '\t');
    let (word, name, rest) = (fields.next(), fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
    match word {
        Some("set") => given.push((name.to_owned(), rest.to_owned())),
        Some("skip") => summary.skip(name, rest),
        Some("fail") => summary.fail(name, rest),
        _ => return false,
    }
    true
}

/// The keeper's own life: sweep, start, tell, wait, stop, delete.
pub fn keep(wanted: &[String]) -> ExitCode {
    sweep(&env::temp_dir());
    let folder = env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
    if let Err(error) = fs::create_dir(&folder) {
        tell(&["fail", "services", &format!("{}: {error}", folder.display())]);
        return ExitCode::FAILURE;
    }
    let wants = |name: &str| wanted.iter().any(|wanted| wanted == name);
    let postgres = wants("SURETY_TEST_POSTGRES").then(|| start_postgres(&folder)).flatten();
    let driver = wants("SURETY_TEST_WEBDRIVER").then(|| start_driver(&folder)).flatten();
    tell(&["ready"]);
    let _ = io::stdin().lock().read_to_end(&mut Vec::new());
    drop((postgres, driver));
    match fs::remove_dir_all(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn start_postgres(folder: &Path) -> Option<Postgres> {
    if crate::postgres::programs().is_none() {
        tell(&["skip", "tests on PostgreSQL", "it is not installed"]);
        return None;
    }
    match Postgres::start(folder) {
        Ok(postgres) => {
            tell(&["set", "SURETY_TEST_POSTGRES", &postgres.address()]);
            Some(postgres)
        }
        Err(why) => {
            tell(&["fail", "PostgreSQL", &why]);
            None
        }
    }
}

fn start_driver(folder: &Path) -> Option<WebDriver> {
    let (Some(chromium), Some(_)) = (browser::chromium(), browser::driver()) else {
        tell(&["skip", "browser stories", "chromium or chromedriver is not installed"]);
        return None;
    };
    match WebDriver::start(folder) {
        Ok(driver) => {
            tell(&["set", "SURETY_TEST_WEBDRIVER", &driver.address()]);
            tell(&["set", "SURETY_TEST_CHROMIUM", &chromium.display().to_string()]);
            Some(driver)
        }
        Err(why) => {
            tell(&["fail", "chromedriver", &why]);
            None
        }
    }
}

/// Nobody may be listening any more; the end of standard input says so soon enough.
fn tell(fields: &[&str]) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{}", fields.join("\t")).and_then(|()| out.flush());
}

/// Clears what runs left behind whose keeper was killed: only folders of our own account, whose process is gone.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for stale in entries.flatten().map(|entry| entry.path()).filter(|path| is_stale(path)) {
        Postgres::stop_stale(&stale);
        WebDriver::stop_stale(&stale);
        let _ = fs::remove_dir_all(&stale);
    }
}

fn is_stale(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let Some(pid) = name.and_then(|name| name.strip_prefix(PREFIX)?.parse::<u32>().ok()) else { return false };
    let lives = Command::new("kill").args(["-0", &pid.to_string()]).stderr(Stdio::null()).status();
    owned_by_us(path) && lives.is_ok_and(|status| !status.success())
}

fn owned_by_us(path: &Path) -> bool {
    let us = Command::new("id").arg("-u").output();
    let us = us.ok().and_then(|output| String::from_utf8(output.stdout).ok()?.trim().parse::<u32>().ok());
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir() && Some(meta.uid()) == us)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_keeper_tells_reaches_tests_and_summary() {
        let (mut summary, mut given) = (Summary::default(), Vec::new());
        assert!(hear("set\tSURETY_TEST_POSTGRES\tpostgres://a@b:1/c", &mut summary, &mut given));
        assert!(hear("skip\tbrowser stories\tnot installed", &mut summary, &mut given));
        assert!(!hear("ready", &mut summary, &mut given));
        assert_eq!(given, [("SURETY_TEST_POSTGRES".to_owned(), "postgres://a@b:1/c".to_owned())]);
        assert_eq!(summary.close(), ExitCode::SUCCESS);
        let mut summary = Summary::default();
        assert!(hear("fail\tPostgreSQL\tinitdb ended", &mut summary, &mut given));
        assert_eq!(summary.close(), ExitCode::FAILURE);
    }
}
