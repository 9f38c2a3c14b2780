//! Reports, on both engines: issued with their files in one act, settled from then on, and never handed out changed.

use isms::{authority::Role, communication::Report, kind};
use serde_json::{Value, json};
use service::{
    AsOf, Command, Error, Request, Service, Subject, Viewer,
    clock::SetClock,
    report::{Issue, NewFile},
};
use std::{path::Path, sync::Arc};
use uuid::Uuid;

const NAME: &str = "Risk assessment 2026.pdf";

struct Stage {
    service: Service,
    org: Uuid,
    options: ledger::Options,
}

async fn each(story: impl AsyncFn(&Stage)) {
    for scratch in ledger::testing::engines().await.unwrap() {
        let clock = Arc::new(SetClock::at("2026-01-05T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(scratch.ledger.clone(), clock);
        let org = service.found("one", "One").await.unwrap();
        let stage = Stage { service, org, options: scratch.options.clone() };
        story(&stage).await;
    }
}

fn document() -> Vec<u8> {
    b"%PDF-1.7 a document".to_vec()
}

fn paper(moment: i64) -> Issue {
    let fields = json!({
        "title": "Risk assessment 2026", "document": "risk-assessment", "language": "en", "moment": moment,
        "model": "loss-2", "input_hash": "5be7c0de".repeat(8), "about": ["RSK-1"]
    });
    let file = NewFile { name: NAME.into(), media: "application/pdf".into(), bytes: document() };
    Issue { via: "page", reason: "for the committee".into(), fields, files: vec![file], ..Issue::default() }
}

fn edit(patch: Value) -> Request {
    Request::one("page", Command::Edit { subject: Subject::from("RPT-1"), version: None, patch })
}

fn step(name: &str) -> Request {
    let (step, reason) = (name.into(), "it is out of date".into());
    Request::one("page", Command::Step { subject: Subject::from("RPT-1"), version: None, step, reason })
}

impl Stage {
    async fn person(&self, name: &str, role: Role) -> Viewer {
        let fields = json!({ "title": name });
        let made = Command::Create { kind: kind::by_name("person").unwrap(), fields };
        let made = self.service.perform(&Viewer::system(self.org, None), Request::one("page", made)).await.unwrap();
        Viewer { account: None, org: self.org, person: Some(made.touched[0].id), roles: vec![role], system: false }
    }

    async fn officer(&self) -> Viewer {
        let officer = self.person("Miriam", Role::Officer).await;
        let fields = json!({ "title": "Fire", "scenario": "A fire stops the cranes." });
        let risk = Command::Create { kind: kind::by_name("risk").unwrap(), fields };
        self.service.perform(&officer, Request::one("page", risk)).await.unwrap();
        officer
    }

    async fn fetch(&self, viewer: &Viewer) -> service::Result<Vec<u8>> {
        let view = self.service.view(viewer, AsOf::Now).await.unwrap();
        self.service.report_file(&view, "RPT-1", NAME).await.map(|f| f.bytes)
    }
}

fn said<T: std::fmt::Debug>(outcome: service::Result<T>) -> String {
    outcome.unwrap_err().to_string()
}

#[tokio::test]
async fn a_report_is_issued_with_its_files_in_one_act() {
    each(async |s| {
        let officer = s.officer().await;
        let before = s.service.ledger().head(s.org).await.unwrap().seq;
        let issue = Issue { request: Some("once".into()), ..paper(before) };
        let made = s.service.issue(&officer, issue.clone()).await.unwrap();
        assert_eq!((made.touched[0].key.as_str(), made.act.unwrap().seq), ("RPT-1", before + 1));
        assert!(s.service.issue(&officer, issue).await.unwrap().repeated);
        let isms = s.service.isms(s.org, AsOf::Now).await.unwrap();
        let report = isms.all::<Report>().next().unwrap();
        let file = &report.body.files[0];
        assert_eq!((&*report.head.state, file.size, report.body.moment), ("issued", 19, Some(before)));
        assert_eq!(s.fetch(&officer).await.unwrap(), document());
        let board = s.person("Vera", Role::Board).await;
        assert_eq!(s.fetch(&board).await.unwrap(), document());
        let employee = s.person("Emil", Role::Employee).await;
        assert!(matches!(s.fetch(&employee).await, Err(Error::NotFound(_))));
        assert!(s.service.ledger().verify(s.org).await.unwrap().is_sound());

        let (mut archive, elsewhere) = (Vec::new(), ledger::testing::sqlite().await.unwrap());
        ledger::archive::write(s.service.ledger(), s.org, &mut archive).await.unwrap();
        let read = ledger::archive::restore(&elsewhere.ledger, archive.as_slice()).await.unwrap();
        assert!(read.is_sound());
        let there = Service::new(elsewhere.ledger.clone());
        let view = there.view(&Viewer::system(s.org, None), AsOf::Now).await.unwrap();
        assert_eq!(there.report_file(&view, "RPT-1", NAME).await.unwrap().bytes, document());
    })
    .await;
}

#[tokio::test]
async fn what_was_issued_stays_as_it_was() {
    each(async |s| {
        let officer = s.officer().await;
        s.service.issue(&officer, Issue { prepare_only: true, ..paper(1) }).await.unwrap();
        s.service.perform(&officer, edit(json!({ "title": "Risk assessment of 2026" }))).await.unwrap();
        s.service.perform(&officer, step("issue")).await.unwrap();
        for patch in [json!({ "title": "x" }), json!({ "files": [] }), json!({ "moment": 2 }), json!({ "about": [] })] {
            let refused = said(s.service.perform(&officer, edit(patch)).await);
            assert!(refused.contains("RPT-1 is issued: this stays as it was"), "{refused}");
        }
        s.service.perform(&officer, edit(json!({ "audience": ["PER-1"], "tags": ["2026"] }))).await.unwrap();
        s.service.perform(&officer, step("retire")).await.unwrap();
        assert_eq!(s.fetch(&officer).await.unwrap(), document());
        assert!(said(s.service.perform(&officer, step("issue")).await).contains("RPT-1 is withdrawn"));
    })
    .await;
}

#[tokio::test]
async fn approval_is_possible() {
    each(async |s| {
        let officer = s.officer().await;
        let board = s.person("Vera", Role::Board).await;
        s.service.issue(&officer, Issue { prepare_only: true, ..paper(1) }).await.unwrap();
        let refused = said(s.service.perform(&officer, step("approve")).await);
        assert!(refused.contains("needs an approval"), "{refused}");
        let (step, approvers) = ("approve".into(), vec!["PER-2".into()]);
        let ask = Command::Ask { subject: "RPT-1".into(), step, approvers, quorum: None, reason: String::new() };
        s.service.perform(&officer, Request::one("page", ask)).await.unwrap();
        let vote = Command::Vote { approval: "APR-1".into(), approve: true, reason: String::new() };
        s.service.perform(&board, Request::one("page", vote)).await.unwrap();
        let isms = s.service.isms(s.org, AsOf::Now).await.unwrap();
        assert_eq!(&*isms.all::<Report>().next().unwrap().head.state, "issued");
    })
    .await;
}

#[tokio::test]
async fn a_hash_is_never_only_a_claim() {
    each(async |s| {
        let officer = s.officer().await;
        let by_hand = Command::Create { kind: kind::of::<Report>(), fields: json!({ "title": "Forged", "moment": 1 }) };
        assert!(said(s.service.perform(&officer, Request::one("page", by_hand)).await).contains("never written by hand"));
        s.service.issue(&officer, Issue { prepare_only: true, ..paper(1) }).await.unwrap();
        let forged = json!({ "files": [{ "name": "other.pdf", "media": "application/pdf", "size": 3, "hash": "0".repeat(64) }] });
        assert!(said(s.service.perform(&officer, edit(forged)).await).contains("/files/0/hash: other.pdf was not given"));
        let employee = s.person("Emil", Role::Employee).await;
        assert!(matches!(s.service.issue(&employee, paper(1)).await, Err(Error::Denied(_))));
        let odd = NewFile { name: "../x.pdf".into(), media: "text/html; x".into(), bytes: document() };
        let refused = said(s.service.issue(&officer, Issue { files: vec![odd], ..paper(1) }).await);
        assert!(refused.contains("/files/0/name") && refused.contains("/files/0/media"), "{refused}");
        let refused = said(s.service.issue(&officer, Issue { files: Vec::new(), ..paper(99) }).await);
        assert!(refused.contains("/files") && refused.contains("/moment"), "{refused}");
        let kept = s.service.ledger().files(s.org, None, 100).await.unwrap();
        assert_eq!(kept.iter().filter(|f| f.media != "application/jsonl").count(), 1, "nothing refused was kept");
    })
    .await;
}

fn overwrite(folder: &Path, name: &str) {
    let (first, rest) = name.split_at(2);
    std::fs::write(folder.join(first).join(rest), b"%PDF-1.7 a forgery").unwrap();
}

#[tokio::test]
async fn a_changed_file_is_not_handed_out() {
    each(async |s| {
        let officer = s.officer().await;
        s.service.issue(&officer, paper(1)).await.unwrap();
        let isms = s.service.isms(s.org, AsOf::Now).await.unwrap();
        let hash = isms.all::<Report>().next().unwrap().body.files[0].hash.clone();
        let beside = s.options.url.strip_prefix("sqlite:").map(|path| format!("{path}.files").into());
        let files: std::path::PathBuf = s.options.files.clone().or(beside).unwrap();
        overwrite(&files, &hash);
        assert!(said(s.fetch(&officer).await).contains("has changed"));
        assert!(!s.service.ledger().verify(s.org).await.unwrap().is_sound());
    })
    .await;
}
