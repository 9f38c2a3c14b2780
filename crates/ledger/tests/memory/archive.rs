//! Archives: complete, verifiable alone, restored whole or not at all.

use std::io::{Read, Write};

use ledger::archive::{self, ArchiveReport};
use ledger::{Checkpoint, Error, Mode};
use proptest::prelude::*;

use crate::facts::{batch, exposure};
use crate::stage::{self, ORG, Stage, answer, change, draft, each};

/// A short history with something of everything.
pub async fn fill(stage: &Stage) {
    let ledger = &stage.ledger;
    stage.append(ORG, vec![change(1, 1, "{\"title\":\"Grüße \\u0000\"}"), change(2, 1, "two")]).await;
    let mut raw = change(3, 1, "");
    raw.body = vec![0xff, 0, 0xfe];
    let facts = batch(Mode::Snapshot, &[exposure(1, "a", 1), exposure(1, "b", 2)]);
    stage.append_all(ORG, vec![raw, change(1, 2, "new")], vec![facts], vec![answer("seen")]).await;
    let file = ledger.put_file(ORG, vec![7; 5000], "application/pdf", "person", 5).await.unwrap();
    ledger.put_file(ORG, vec![], "text/plain", "person", 5).await.unwrap();
    ledger.stamp_file(ORG, &file.hash, &[0xff, 1]).await.unwrap();
    let root = ledger.verify(ORG).await.unwrap().tree_root;
    ledger.put_checkpoint(ORG, &Checkpoint { seq: 2, root, note: "signed".into(), at: 9 }).await.unwrap();
    let facts = batch(Mode::Snapshot, &[exposure(1, "b", 3)]);
    let mut append = ledger.begin(ORG).await.unwrap();
    append.next_keys("RSK", 12).await.unwrap();
    append.seal(draft(9000), vec![change(2, 2, "2")], vec![facts], vec![]).await.unwrap();
    append.seal(draft(9001), vec![], vec![], vec![]).await.unwrap();
    append.commit().await.unwrap();
}

async fn written(stage: &Stage) -> Vec<u8> {
    let mut bytes = Vec::new();
    archive::write(&stage.ledger, ORG, &mut bytes).await.unwrap();
    bytes
}

fn unpack(bytes: &[u8]) -> Vec<String> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn pack(lines: &[String]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    lines.iter().for_each(|line| writeln!(out, "{line}").unwrap());
    out.finish().unwrap()
}

async fn restored(bytes: &[u8], target: &Stage, report: &ArchiveReport) {
    target.forget_orgs().await;
    let restored = archive::restore(&target.ledger, bytes).await.unwrap();
    assert_eq!((restored.head, restored.tree_root), (report.head, report.tree_root));
    target.sound(ORG).await;
    assert_eq!(unpack(&written(target).await), unpack(bytes), "what was restored gives the same archive again");
    let mut append = target.ledger.begin(ORG).await.unwrap();
    assert_eq!(append.next_keys("RSK", 1).await.unwrap(), 13);
    drop(append);
    let twice = archive::restore(&target.ledger, bytes).await.unwrap_err();
    assert!(matches!(twice, Error::Taken { .. }), "{twice}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_trip_over_both_engines_keeps_every_hash() {
    each(async |stage| {
        fill(stage).await;
        let large = (0..225_000u32).flat_map(u32::to_be_bytes).collect();
        stage.ledger.put_file(ORG, large, "image/png", "connector", 6).await.unwrap();
        let bytes = written(stage).await;
        let report = archive::verify(&bytes[..]);
        assert!(report.is_sound(), "{:?}", report.problems);
        let here = stage.ledger.verify(ORG).await.unwrap();
        assert_eq!((here.head, here.tree_root, here.acts), (report.head, report.tree_root, report.acts));
        restored(&bytes, &stage::sqlite().await, &report).await;
        if let Some(target) = stage::postgres().await {
            restored(&bytes, &target, &report).await;
            target.remove().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_reordered_invented_and_edited_lines_are_found() {
    let stage = stage::sqlite().await;
    fill(&stage).await;
    let lines = unpack(&written(&stage).await);
    let target = stage::sqlite().await;
    target.forget_orgs().await;
    let mut variants = Vec::new();
    for n in 0..lines.len() {
        let mut removed = lines.clone();
        removed.remove(n);
        let mut doubled = lines.clone();
        doubled.insert(n, lines[n].clone());
        variants.extend([removed, doubled, lines[..n].to_vec()]);
        if n > 0 {
            let mut swapped = lines.clone();
            swapped.swap(n - 1, n);
            variants.push(swapped);
        }
    }
    for (n, variant) in variants.iter().enumerate() {
        let bytes = pack(variant);
        let report = archive::verify(&bytes[..]);
        assert!(!report.is_sound(), "variant {n} passed");
        assert!(archive::restore(&target.ledger, &bytes[..]).await.is_err());
        assert!(target.ledger.orgs().await.unwrap().is_empty(), "all or nothing");
    }
    let act = lines.iter().position(|line| line.contains("\"seq\":2,\"at\"")).unwrap();
    let mut edited = lines.clone();
    edited[act] = edited[act].replace("because", "perhaps");
    let report = archive::verify(&pack(&edited)[..]);
    assert_eq!(report.problems.named[0].act, Some(2));
    insta::assert_snapshot!(report.problems.named[0].what.split(" is ").next().unwrap(), @"hash of the act");
    let change = lines.iter().position(|line| line.contains("\"version\":2")).unwrap();
    edited = lines.clone();
    edited[change] = edited[change].replace("\"new\"", "\"old\"");
    let report = archive::verify(&pack(&edited)[..]);
    assert_eq!(report.problems.named[0].act, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn any_flipped_or_missing_byte_is_found_and_bombs_do_not_fill_memory() {
    let stage = stage::sqlite().await;
    fill(&stage).await;
    let bytes = written(&stage).await;
    let original = unpack(&bytes);
    let config = ProptestConfig { cases: 120, failure_persistence: None, ..Default::default() };
    let flips = (0..bytes.len(), 0..8u32);
    let outcome = proptest::test_runner::TestRunner::new(config).run(&flips, |(at, bit)| {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << bit;
        // A few bits of the gzip header carry no content; everything else must be noticed.
        let harmless = archive::verify(&flipped[..]).is_sound();
        prop_assert!(!harmless || unpack(&flipped) == original);
        prop_assert!(!archive::verify(&bytes[..at]).is_sound());
        Ok(())
    });
    outcome.unwrap();
    let bomb = pack(&["[".repeat(100 << 20)]);
    let report = archive::verify(&bomb[..]);
    assert!(report.problems.named[0].what.contains("longer than"), "{:?}", report.problems);
    let mut trailing = bytes.clone();
    trailing.extend(pack(&["{}".into()]));
    assert!(!archive::verify(&trailing[..]).is_sound());
    assert!(!archive::verify(&b""[..]).is_sound());
}
