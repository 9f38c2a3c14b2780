//! The product as a person starts it: the built binary, a free port, an empty folder for its data.

use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::Result;

/// What the product prints once, before the link.
const ANNOUNCEMENT: &str = "sign in once at ";
/// What `surety init` prints before the link.
const FOUNDED: &str = "signs in once at ";
/// A debug build on two busy cores may take its time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `surety`, with its own database. Dropping it ends the process and deletes the data.
#[derive(Debug)]
pub struct App {
    /// Where it listens, such as `http://127.0.0.1:40123`, without a slash at the end.
    pub origin: String,
    /// The one-time link that signs the first person in.
    pub sign_in: String,
    child: Child,
    _data: TempDir,
}

impl App {
    /// The demonstration organisation.
    pub fn demo() -> Result<Self> {
        Self::launch_with(&["demo", "--port", "0"])
    }

    /// Starts the binary with these arguments, in an empty folder that is also its home, and listening on a port that the
    /// system chooses (`--listen 127.0.0.1:0`). The address is the one of the link that it prints.
    pub fn start(args: &[&str]) -> Result<Self> {
        Self::launch_with(&[args, &["--listen", "127.0.0.1:0"]].concat())
    }

    /// An organisation that `surety init` has just founded and that holds nothing else. The address is chosen before it is
    /// served, because the link names it.
    pub fn bare(name: &str, slug: &str, login: &str) -> Result<Self> {
        let data = TempDir::with_prefix("surety-story-")?;
        let listen = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let url = format!("http://{listen}");
        let init = ["init", "--name", name, "--slug", slug, "--login", login, "--url", &url];
        let founded = Command::new(binary()?).args(init).current_dir(data.path()).stdin(Stdio::null()).output()?;
        let said = String::from_utf8_lossy(&founded.stdout).into_owned();
        let sign_in = said.split_once(FOUNDED).and_then(|(_, rest)| rest.split_whitespace().next()).map(str::to_owned);
        let sign_in = sign_in.ok_or_else(|| format!("surety init printed no link; it said:\n{said}"))?;
        let mut serve = Command::new(binary()?);
        serve.args(["serve", "--insecure-cookies", "--listen", &listen]).current_dir(data.path());
        serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = serve.spawn()?;
        let out = child.stdout.take();
        let app = App { origin: url, sign_in, child, _data: data };
        let mut first = String::new();
        out.map(|out| BufReader::new(out).read_line(&mut first)).transpose()?;
        if first.contains(&app.origin) { Ok(app) } else { Err(format!("surety serve said {first:?}").into()) }
    }

    fn launch_with(args: &[&str]) -> Result<Self> {
        let mut command = Command::new(binary()?);
        command.args(args);
        Self::launch(command)
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    fn launch(mut command: Command) -> Result<Self> {
        let data = TempDir::with_prefix("surety-story-")?;
        command.current_dir(data.path()).env("HOME", data.path()).env_remove("RUST_LOG");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().map_err(|error| format!("could not start {command:?}: {error}"))?;
        let mut app = App { origin: String::new(), sign_in: String::new(), child, _data: data };
        app.sign_in = app.wait_for_link()?;
        app.origin = origin(&app.sign_in)?;
        Ok(app)
    }

    /// Both streams are read to their end on threads of their own, so that the product never waits for a reader.
    fn wait_for_link(&mut self) -> Result<String> {
        let (sender, lines) = mpsc::channel();
        read(self.child.stdout.take(), sender.clone());
        read(self.child.stderr.take(), sender);
        let (start, mut said) = (Instant::now(), Vec::new());
        loop {
            let why = match lines.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
                Ok(line) => match link(&line) {
                    Some(link) => return Ok(link),
                    None => {
                        said.push(line);
                        continue;
                    }
                },
                Err(RecvTimeoutError::Timeout) => "did not print",
                Err(RecvTimeoutError::Disconnected) => "ended before it printed",
            };
            return Err(format!("surety {why} \"{ANNOUNCEMENT}ADDRESS\"; it said:\n{}", said.join("\n")).into());
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stream: Option<impl Read + Send + 'static>, sender: Sender<String>) {
    let Some(stream) = stream else { return };
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(std::result::Result::ok) {
            let _ = sender.send(line);
        }
    });
}

fn link(line: &str) -> Option<String> {
    let (_, rest) = line.split_once(ANNOUNCEMENT)?;
    rest.split_whitespace().next().map(str::to_owned)
}

fn origin(link: &str) -> Result<String> {
    let parsed = url::Url::parse(link).map_err(|error| format!("the sign-in link {link:?} is no address: {error}"))?;
    Ok(parsed.origin().ascii_serialization())
}

/// The binary that `cargo xtask test` built and named, or else one that cargo builds now: a test of one crate is not told
/// where the binary of another lies, and one found in the target folder might be of yesterday.
fn binary() -> Result<PathBuf> {
    if let Some(path) = env::var_os("SURETY_TEST_BIN") {
        return Ok(path.into());
    }
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--package", "surety", "--target-dir"]).arg(target()?);
    let status = build.current_dir(env!("CARGO_MANIFEST_DIR")).status()?;
    if !status.success() {
        return Err(format!("cargo could not build surety: {status}").into());
    }
    Ok(target()?.join("debug").join(format!("surety{}", env::consts::EXE_SUFFIX)))
}

/// The target folder: a test runs from `TARGET/debug/deps`.
pub(crate) fn target() -> Result<PathBuf> {
    let own = env::current_exe()?;
    let folder = own.ancestors().nth(3).map(Path::to_path_buf);
    folder.ok_or_else(|| format!("{} is not in a target folder", own.display()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Result<App> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        App::launch(command)
    }

    #[test]
    fn the_link_is_read_and_the_process_ends_with_the_app() -> Result {
        let app = shell("echo hello; echo 'sign in once at http://127.0.0.1:8123/enter/abc' >&2; exec sleep 60")?;
        assert_eq!(app.sign_in, "http://127.0.0.1:8123/enter/abc");
        assert_eq!(app.url("/risks"), "http://127.0.0.1:8123/risks");
        Ok(())
    }

    #[test]
    fn a_product_that_ends_early_is_quoted() {
        let error = shell("echo 'port in use' >&2").map(drop).map_err(|error| error.to_string());
        let expected = "surety ended before it printed \"sign in once at ADDRESS\"; it said:\nport in use";
        assert_eq!(error, Err(expected.to_owned()));
    }
}
