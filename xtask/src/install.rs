//! What the tests need from the machine. On Debian as root it is installed; elsewhere a line says what is missing.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::summary::Summary;
use crate::{browser, postgres};

/// Installs the packages that are missing where that is ours to do. What stays missing is told by whoever needs it.
pub fn missing(summary: &mut Summary) {
    let mut packages = Vec::new();
    if env::var_os("SURETY_TEST_POSTGRES").is_none() && postgres::programs().is_none() {
        packages.push("postgresql");
    }
    if env::var_os("SURETY_TEST_WEBDRIVER").is_none() {
        packages.extend(browser::chromium().is_none().then_some("chromium"));
        packages.extend(browser::driver().is_none().then_some("chromium-driver"));
    }
    packages.extend((!has_mail_server()).then_some("python3-aiosmtpd"));
    if packages.is_empty() || !ours_to_install() {
        return;
    }
    summary.step("package lists", apt().arg("update"));
    let mut install = apt();
    install.args(["install", "--yes", "--no-install-recommends"]).args(&packages);
    summary.step(&format!("install {}", packages.join(", ")), &mut install);
}

/// Whether the tests of mail have a server to send to.
fn has_mail_server() -> bool {
    let has = |python: &&str| {
        Command::new(python).args(["-c", "import aiosmtpd"]).output().is_ok_and(|output| output.status.success())
    };
    ["/usr/bin/python3", "python3"].iter().any(has)
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["--quiet", "-o", "Acquire::Retries=3"]);
    command
}

fn ours_to_install() -> bool {
    is_root() && Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some()
}

/// True when this process may do anything, which PostgreSQL refuses and Chromium wants its sandbox switched off for.
pub fn is_root() -> bool {
    let asked = Command::new("id").arg("-u").output();
    asked.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The first file of that name in the folders of `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
