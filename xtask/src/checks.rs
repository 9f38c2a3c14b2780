//! The chores themselves: which cargo commands, in which order, with what around them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::keeper::Keeper;
use crate::summary::Summary;
use crate::{browser, install};

/// Names of what the tests look for in their environment.
const GIVEN: [&str; 4] = ["SURETY_TEST_POSTGRES", "SURETY_TEST_WEBDRIVER", "SURETY_TEST_CHROMIUM", "SURETY_TEST_AXE"];

/// Everything that must hold before a change lands. With arguments of its own for the test runner, only the tests.
pub fn test(args: &[String]) -> ExitCode {
    let fast = args.iter().any(|arg| arg == "--fast");
    let args: Vec<String> = args.iter().filter(|arg| *arg != "--fast").cloned().collect();
    let mut summary = Summary::default();
    let mut keeper = None;
    let mut given = Vec::new();
    if fast {
        summary.skip("PostgreSQL and browser tests", "--fast");
    } else {
        install::missing(&mut summary);
        keeper = Keeper::start(&mut summary, &mut given);
        if let Some(axe) = browser::axe(&target(), &mut summary) {
            given.push(("SURETY_TEST_AXE".to_owned(), axe.display().to_string()));
        }
    }
    if args.is_empty() {
        formatting(&mut summary);
        clippy(&mut summary);
    } else {
        summary.skip("formatting, clippy and doc tests", "arguments narrow the run to the tests");
    }
    run(&mut summary, &args, &given, fast);
    drop(keeper);
    summary.close()
}

/// Formatting and clippy.
pub fn lint() -> ExitCode {
    let mut summary = Summary::default();
    formatting(&mut summary);
    clippy(&mut summary);
    summary.close()
}

/// The benchmarks; `--bench '*'` keeps unit tests out of it.
pub fn bench(args: &[String]) -> ExitCode {
    let mut summary = Summary::default();
    summary.step("benchmarks", cargo().args(["bench", "--workspace", "--bench", "*"]).args(args));
    summary.close()
}

/// Tests that compare a committed document with a generated one write it instead when `UPDATE` is set.
pub fn bless(args: &[String]) -> ExitCode {
    let mut summary = Summary::default();
    let mut command = cargo();
    command.args(["test", "--workspace"]).args(args).env("UPDATE", "1").env("INSTA_UPDATE", "always");
    withhold(&mut command);
    summary.step("accept generated documents", &mut command);
    summary.close()
}

/// Builds once with the features of a test run, so that the binary that the browser stories start is the one just
/// built and nothing is compiled twice. The doc tests go first: the closing lines of the tests stay last.
/// A run narrowed to some packages builds just those; a story among them then builds the binary that it starts.
fn run(summary: &mut Summary, args: &[String], given: &[(String, String)], fast: bool) {
    let (name, mut command) = runner(args);
    if !narrow(args) {
        if !summary.step("build", cargo().args(["build", "--workspace", "--bins", "--tests"])) {
            return summary.skip("tests", "the build failed");
        }
        command.env("SURETY_TEST_BIN", target().join("debug").join(format!("surety{}", env::consts::EXE_SUFFIX)));
    }
    if args.is_empty() {
        summary.step("doc tests", cargo().args(["test", "--workspace", "--doc"]));
    }
    if fast {
        withhold(&mut command);
    }
    summary.step(name, command.envs(given.iter().cloned()));
}

fn narrow(args: &[String]) -> bool {
    args.iter().any(|arg| arg.starts_with("-p") || arg.starts_with("--package"))
}

fn runner(args: &[String]) -> (&'static str, Command) {
    let mut command = cargo();
    let name = if works("cargo-nextest", &["nextest", "--version"]) {
        command.args(["nextest", "run", "--no-fail-fast"]);
        "tests (nextest)"
    } else {
        command.arg("test");
        "tests (cargo test)"
    };
    if !narrow(args) {
        command.arg("--workspace");
    }
    command.args(args);
    (name, command)
}

/// Some modules are found by a build script, where `cargo fmt` does not look: every file that git knows is checked.
fn formatting(summary: &mut Summary) {
    if !works("rustfmt", &["--version"]) {
        return summary.skip("formatting", "rustfmt is missing (rustup component add rustfmt)");
    }
    let listed = Command::new("git").args(["ls-files", "*.rs"]).current_dir(root()).output();
    let files = match listed {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
        _ => return summary.skip("formatting", "this is no git checkout, so its files are not listed"),
    };
    let files = files.lines().filter(|file| root().join(file).is_file());
    let mut command = Command::new("rustfmt");
    summary.step("formatting", command.args(["--check", "--edition", "2024"]).args(files).current_dir(root()));
}

fn clippy(summary: &mut Summary) {
    if !works("cargo-clippy", &["--version"]) {
        return summary.skip("clippy", "it is missing (rustup component add clippy)");
    }
    summary.step("clippy", cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]));
}

fn works(program: &str, args: &[&str]) -> bool {
    let status = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Cargo at the root of the checkout, without what `cargo run` set for this program alone: it would make build
/// scripts run again.
fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    for (name, _) in env::vars_os() {
        let ours =
            name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST"));
        if ours {
            command.env_remove(name);
        }
    }
    command
}

fn withhold(command: &mut Command) {
    for name in GIVEN {
        command.env_remove(name);
    }
}

fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// The target folder, whoever chose it: this program lies two levels down in it.
fn target() -> PathBuf {
    match env::current_exe().as_deref().map(|own| own.ancestors().nth(2)) {
        Ok(Some(target)) => target.to_path_buf(),
        _ => root().join("target"),
    }
}
