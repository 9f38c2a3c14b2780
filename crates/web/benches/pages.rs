//! Pages of an organisation of 100,000 records, asked for 200 times a second over loopback: latency, CPU and size.
//! Figures are printed, not judged. Run with `cargo bench -p surety-web`.

use isms::{authority::Role, field::Choice};
use service::Service;
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const RATE: u64 = 200;
const SECONDS: u64 = 5;
const PATHS: [&str; 6] = [
    "/risks?q=-is%3Aclosed",
    "/risks?q=power+-is%3Aclosed+sort%3A-changed",
    "/risks?q=owner%3APER-7+sort%3Atitle",
    "/controls?q=cost_yearly%3E5000+sort%3A-cost_yearly",
    "/risks/RSK-17",
    "/find?q=power",
];

/// CPU seconds of this process so far (user and system).
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 = after.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// One request on a fresh connection; the answer's size on the wire.
async fn get(address: std::net::SocketAddr, path: &str, cookie: &str) -> (u16, usize) {
    let mut link = TcpStream::connect(address).await.expect("connects");
    let ask = format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\nCookie: surety={cookie}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    );
    link.write_all(ask.as_bytes()).await.expect("sends");
    let mut answer = Vec::new();
    link.read_to_end(&mut answer).await.expect("answers");
    let status = String::from_utf8_lossy(answer.get(9..12).unwrap_or_default()).parse().unwrap_or(0);
    (status, answer.len())
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = ledger::Ledger::open(&format!("sqlite:{}/bench.db", folder.path().display())).await.expect("opens");
    let service = Service::new(ledger);
    let viewer = service::testing::fill(&service).await.expect("fills");
    let roles: Vec<Role> = Role::OPTIONS.iter().filter_map(|o| Role::from_word(o.value)).collect();
    let account = service.enrol(viewer.org, "bench@example.org", None, &roles).await.expect("enrols");
    let link = service.one_time_link(account).await.expect("link");
    let cookie = service.enter(&link).await.expect("enters").token;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, web::router(service, web::Options::default())).await });
    println!(
        "{:<50} {:>8} {:>8} {:>8} {:>10} {:>9}",
        "200 requests a second for 5 s, 100,000 records", "p50", "p99", "max", "CPU each", "gzip"
    );
    for path in PATHS {
        let (status, size) = get(address, path, &cookie).await;
        assert_eq!(status, 200, "{path}");
        measure(address, path, &cookie, size).await;
    }
}

/// An open loop: requests start on time whether or not earlier ones have been answered. CPU includes the asking side.
async fn measure(address: std::net::SocketAddr, path: &'static str, cookie: &str, size: usize) {
    let (start, before) = (Instant::now(), cpu());
    let mut running = Vec::new();
    for n in 0..RATE * SECONDS {
        tokio::time::sleep_until((start + Duration::from_micros(n * 1_000_000 / RATE)).into()).await;
        let cookie = cookie.to_owned();
        running.push(tokio::spawn(async move {
            let begun = Instant::now();
            get(address, path, &cookie).await;
            begun.elapsed()
        }));
    }
    let mut times = Vec::new();
    for request in running {
        times.push(request.await.expect("finishes"));
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let each = (cpu() - before) / times.len() as f64 * 1e3;
    println!(
        "{path:<50} {:>8.1?} {:>8.1?} {:>8.1?} {each:>7.2} ms {:>6.1} kB",
        at(0.5),
        at(0.99),
        at(1.0),
        size as f64 / 1e3
    );
}
