//! An acknowledged act survives `kill -9` at any instant: ten kills, or as many as `SURETY_TEST_KILLS` says.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use ledger::Ledger;

use crate::stage::{ORG, change, draft, sqlite};

const CHILD: &str = "SURETY_LEDGER_CHILD";

/// Appends until it is killed, telling every act after its commit. Runs only as a child of the test below.
#[tokio::test]
#[ignore = "started by acknowledged_acts_survive_kill_9"]
async fn child() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let ledger = Ledger::open(&url).await.unwrap();
    loop {
        let mut append = ledger.begin(ORG).await.unwrap();
        let version = append.head().seq + 1;
        let act = append.seal(draft(version), vec![change(1, version, "x")], vec![], vec![]).await.unwrap();
        append.commit().await.unwrap();
        println!("sealed {}", act.seq);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_acts_survive_kill_9() {
    let stage = sqlite().await;
    stage.ledger.close().await;
    let rounds = std::env::var("SURETY_TEST_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10u64);
    for round in 0..rounds {
        let round = round % 10;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["durability::child", "--exact", "--ignored", "--nocapture"])
            .env(CHILD, &stage.options.url)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let sealed = |line: &String| line.rsplit_once("sealed ").and_then(|(_, seq)| seq.parse::<i64>().ok());
        let first = lines.by_ref().find_map(|line| sealed(&line)).unwrap();
        std::thread::sleep(Duration::from_micros(round * round * 700));
        child.kill().unwrap();
        let last = lines.filter_map(|line| sealed(&line)).last().unwrap_or(first);
        child.wait().unwrap();
        let ledger = Ledger::open(&stage.options.url).await.unwrap();
        let head = ledger.head(ORG).await.unwrap();
        assert!(head.seq >= last, "act {last} was acknowledged, the chain ends at {}", head.seq);
        let report = ledger.verify(ORG).await.unwrap();
        assert!(report.is_sound(), "{:?}", report.problems);
        assert_eq!(report.acts as i64, head.seq);
        ledger.close().await;
    }
}
