//! One organisation of 100,000 records: loading, memory, register pages, changes, acts. Figures are printed, not judged:
//! machines are shared. Run with `cargo bench -p surety-service`; the targets stand beside each line.

use isms::{
    authority::{Role, Sight},
    field::Choice,
    isms::Isms,
    values::RecordId,
    view::View,
};
use serde_json::json;
use service::{AsOf, Command, Request, Service, Subject, Viewer};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

fn resident() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split_whitespace().nth(1).and_then(|p| p.parse::<f64>().ok()).unwrap_or(f64::NAN) * 4096.0 / 1e6
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn time<T>(rounds: usize, mut work: impl FnMut(usize) -> T) -> Duration {
    median(
        (0..rounds)
            .map(|n| {
                let start = Instant::now();
                std::hint::black_box(work(n));
                start.elapsed()
            })
            .collect(),
    )
}

fn say(what: &str, found: impl std::fmt::Debug, target: &str) {
    println!("{what:<58} {found:>12.2?}   target {target}");
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}/bench.db", folder.path().display());
    let viewer =
        service::testing::fill(&Service::new(ledger::Ledger::open(&url).await.expect("opens"))).await.expect("fills");

    let before = resident();
    let service = Service::new(ledger::Ledger::open(&url).await.expect("opens"));
    let start = Instant::now();
    let isms = service.isms(viewer.org, AsOf::Now).await.expect("loads");
    say("load from SQLite", start.elapsed(), "<= 1 s");
    println!(
        "{:<58} {:>9.0} MB   ({} records; the allocator keeps what the import freed)",
        "resident before and after loading",
        resident() - before,
        isms.len()
    );
    registers(&isms);
    changes(&isms);
    acts(&service, &viewer).await;
    past(&service, &viewer).await;
}

fn registers(isms: &Arc<Isms>) {
    let roles = Role::OPTIONS.iter().filter_map(|o| Role::from_word(o.value)).collect();
    let view = View::new(isms.clone(), Sight { roles, ..Sight::default() });
    let risk = isms::kind::by_name("risk").expect("kind");
    for text in [
        "-is:closed",
        "owner:PER-7 sort:title",
        "power -is:closed sort:-changed",
        "text:supplier sort:owner",
        "tag:tag7",
    ] {
        let query = view.query(risk, text).expect("parses");
        let first = Instant::now();
        view.page(risk, &query, 0, 100);
        let first = first.elapsed();
        let page = time(50, |_| view.page(risk, &query, 0, 100).rows.len());
        say(&format!("page of 100 of 30,000 risks, {text}"), page, &format!("<= 2 ms (first time {first:.1?})"));
    }
}

fn changes(isms: &Arc<Isms>) {
    let risk = isms::kind::by_name("risk").expect("kind");
    let records: Vec<_> = isms.table(risk).iter().take(500).cloned().collect();
    say("one act applied to the value", time(200, |n| isms.with(std::slice::from_ref(&records[n])).len()), "<= 1 ms");
    let before = resident();
    let held: Vec<Isms> = (0..10).map(|n| isms.with(&records[n * 50..n * 50 + 50])).collect();
    println!("{:<58} {:>9.1} MB   target <= 50 MB", "ten more values of 50 changes each", resident() - before);
    drop(held);
    say("all rules, from nothing", time(3, |_| isms::rules::run(isms).len()), "-");
    let known = isms::rules::run(isms);
    let id: Vec<RecordId> = records.iter().map(|r| r.head().id).collect();
    say("rules after one change", time(20, |n| isms::rules::rerun(isms, isms, &known, &id[n..=n]).len()), "-");
}

async fn acts(service: &Service, viewer: &Viewer) {
    let mut times = Vec::new();
    for n in 0..100 {
        let patch = json!({ "vulnerability": format!("changed {n}") });
        let edit = Command::Edit { subject: Subject::Key(format!("RSK-{}", n * 7 + 1)), version: None, patch };
        let start = Instant::now();
        service.perform(viewer, Request::one("api", edit)).await.expect("edits");
        times.push(start.elapsed());
    }
    say("a write with its act on SQLite, median", median(times), "<= 5 ms");
}

async fn past(service: &Service, viewer: &Viewer) {
    let before = resident();
    let head = service.isms(viewer.org, AsOf::Now).await.expect("now").moment.seq;
    let mut times = Vec::new();
    for back in 1..=10 {
        let start = Instant::now();
        service.isms(viewer.org, AsOf::Seq(head - back * 9)).await.expect("past");
        times.push(start.elapsed());
    }
    say("a past value, nine acts further back, median", median(times), "-");
    println!("{:<58} {:>9.1} MB   target <= 50 MB", "ten past values held", resident() - before);
}
