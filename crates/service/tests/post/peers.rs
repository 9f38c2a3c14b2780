//! The peers: a mail server in Python, a receiver of webhooks, and Python as a second opinion.

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode, response::IntoResponse};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/post/smtp.py");
const MISSING: &str =
    "no mail server: these tests need Python 3 with aiosmtpd (Debian: apt-get install python3-aiosmtpd)";
/// The system's own first: that is the one packages are installed for.
const PYTHONS: [&str; 2] = ["/usr/bin/python3", "python3"];
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server that runs as long as this lives.
pub struct Server {
    child: Child,
    pub port: u16,
    letters: mpsc::Receiver<String>,
}

impl Server {
    pub fn plain() -> Server {
        Server::start(&["plain".as_ref()])
    }

    pub fn encrypted(cert: &Path, key: &Path) -> Server {
        Server::start(&["tls".as_ref(), cert, key])
    }

    fn start(arguments: &[&Path]) -> Server {
        let python = PYTHONS.into_iter().find(|python| has_mail_server(python)).expect(MISSING);
        let mut child = Command::new(python)
            .arg(SCRIPT)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect(MISSING);
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = said.next().and_then(|line| line.ok()?.parse().ok());
        let port = port.expect("the mail server says its port");
        let (tell, letters) = mpsc::channel();
        std::thread::spawn(move || said.map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Server { child, port, letters }
    }

    /// The next letter it took.
    pub fn letter(&self) -> Value {
        serde_json::from_str(&self.letters.recv_timeout(PATIENCE).expect("a letter arrives")).unwrap()
    }

    /// How many more it took.
    pub fn waiting(&self) -> usize {
        self.letters.try_iter().count()
    }
}

fn has_mail_server(python: &str) -> bool {
    Command::new(python).args(["-c", "import aiosmtpd"]).output().is_ok_and(|output| output.status.success())
}

impl Drop for Server {
    fn drop(&mut self) {
        // It would wait minutes for connections that failed half-way.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a program in Python answers to a text.
pub fn python(program: &str, given: &str) -> String {
    let mut child = Command::new("python3")
        .args(["-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("these tests need python3");
    child.stdin.take().unwrap().write_all(given.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// A call that a receiver got.
pub struct Got {
    pub id: String,
    pub timestamp: String,
    pub signature: String,
    pub body: Vec<u8>,
}

#[derive(Clone)]
pub struct Receiver {
    address: String,
    answers: Arc<Mutex<Vec<u16>>>,
    got: Arc<Mutex<Vec<Got>>>,
}

impl Receiver {
    /// A receiver that gives these answers one after the other.
    pub async fn answering<const N: usize>(answers: [u16; N]) -> Receiver {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mut answers = answers.to_vec();
        answers.reverse();
        let receiver = Receiver { address, answers: Arc::new(Mutex::new(answers)), got: Arc::default() };
        let router = Router::new().fallback(receive).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    pub fn got(&self) -> Vec<Got> {
        std::mem::take(&mut self.got.lock().unwrap())
    }
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> impl IntoResponse {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    assert_eq!(text("content-type"), "application/json");
    let (id, timestamp, signature) = (text("webhook-id"), text("webhook-timestamp"), text("webhook-signature"));
    receiver.got.lock().unwrap().push(Got { id, timestamp, signature, body: body.to_vec() });
    let answer = receiver.answers.lock().unwrap().pop().unwrap_or(200);
    (StatusCode::from_u16(answer).unwrap(), [("location", "/hook")], "x".repeat(100_000))
}
