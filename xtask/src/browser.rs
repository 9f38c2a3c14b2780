//! A real browser for the stories: Chromium with its driver, and the accessibility rules of axe-core.

use std::fs;
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::install::on_path;
use crate::postgres::free_port;
use crate::summary::Summary;

/// The accessibility rules, fetched by name when the tests run and never committed; the digest pins the exact package.
const AXE: &str = "axe-core@4.14.1";
const AXE_DIGEST: &str =
    "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==";
const PID_FILE: &str = "webdriver.pid";

/// A running driver. Dropping it ends the driver and every browser that it started.
pub struct WebDriver {
    child: Child,
    port: u16,
}

impl WebDriver {
    /// Starts the driver and waits until it answers; browsers keep their profiles below `folder`.
    pub fn start(folder: &Path) -> Result<Self, String> {
        let program = driver().ok_or("chromedriver is not installed")?;
        let port = free_port()?;
        let mut command = Command::new(program);
        command.arg(format!("--port={port}")).env("TMPDIR", folder).current_dir(folder).process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().map_err(|error| format!("could not start chromedriver: {error}"))?;
        let _ = fs::write(folder.join(PID_FILE), child.id().to_string());
        let mut driver = WebDriver { child, port };
        driver.wait()?;
        Ok(driver)
    }

    /// Ends a driver that an earlier run left, if that process is still one.
    pub fn stop_stale(folder: &Path) {
        let Ok(pid) = fs::read_to_string(folder.join(PID_FILE)) else { return };
        let Ok(asked) = Command::new("ps").args(["-o", "comm=", "-p", &pid]).output() else { return };
        if asked.stdout.trim_ascii() == b"chromedriver" {
            end(&pid);
        }
    }

    /// Where WebDriver clients find it.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn wait(&mut self) -> Result<(), String> {
        for _ in 0..150 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("chromedriver ended with {status}"));
            }
            sleep(Duration::from_millis(100));
        }
        Err(format!("chromedriver did not listen on port {} within 15 s", self.port))
    }
}

impl Drop for WebDriver {
    fn drop(&mut self) {
        end(&self.child.id().to_string());
        for _ in 0..50 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            sleep(Duration::from_millis(100));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks a driver's whole process group to end.
fn end(pid: &str) {
    let _ = Command::new("kill").args(["-TERM", "--", &format!("-{pid}")]).stderr(Stdio::null()).status();
}

/// The browser, under any of the names that systems give it.
pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path)
}

/// The driver that belongs to the browser.
pub fn driver() -> Option<PathBuf> {
    on_path("chromedriver")
}

/// The accessibility rules as one script below the target folder, fetched once.
pub fn axe(target: &Path, summary: &mut Summary) -> Option<PathBuf> {
    if let Some(own) = std::env::var_os("SURETY_TEST_AXE") {
        return Some(own.into());
    }
    let folder = target.join("axe").join(AXE.replace('@', "-"));
    let script = folder.join("package/axe.min.js");
    if script.is_file() {
        return Some(script);
    }
    match fetch_axe(&folder) {
        Ok(()) => Some(script),
        Err(why) => {
            summary.skip("accessibility rules in browser stories", &why);
            None
        }
    }
}

fn fetch_axe(folder: &Path) -> Result<(), String> {
    let npm = on_path("npm").ok_or("npm is missing, which fetches axe-core")?;
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let said = output(Command::new(npm).args(["pack", AXE, "--json", "--pack-destination"]).arg(folder))?;
    if !said.contains(AXE_DIGEST) {
        return Err(format!("npm fetched an {AXE} whose digest is not {AXE_DIGEST}"));
    }
    let archive = folder.join(format!("{}.tgz", AXE.replace('@', "-")));
    output(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(folder).arg("package/axe.min.js")).map(drop)
}

fn output(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| format!("could not start {program}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', " | ");
    Err(format!("{program} ended with {}: {said}", output.status))
}
