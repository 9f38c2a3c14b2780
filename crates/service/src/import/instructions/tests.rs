//! Bringing instructions and keeping them in step.

use super::*;
use crate::{Subject, clock::SetClock};
use isms::authority::Role;
use ledger::Ledger;
use std::sync::Arc;

struct Rig {
    service: Service,
    viewer: Viewer,
    _folder: tempfile::TempDir,
}

fn file(path: &str, text: &str) -> File {
    File { path: path.into(), bytes: text.as_bytes().to_vec() }
}

fn source(files: &[(&str, &str)]) -> Source {
    Source::of("git.example/how", files.iter().map(|(path, text)| file(path, text)).collect())
}

const RESTORE: &str = "---\nteam: TEA-1\ncarries_out: [RQT-1]\n---\n# Restore\n\nAfter a loss.\n\n## Steps\n\n1. Fetch the copy\n2. Play it back\n";

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(
            Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap(),
            clock,
        );
        let org = service.found("acme", "Acme").await.unwrap();
        let viewer = Viewer::system(org, None);
        let rig = Rig { service, viewer, _folder: folder };
        let create = |kind: &str, fields| Command::Create { kind: kind::by_name(kind).unwrap(), fields };
        rig.act(vec![
            create("team", json!({ "title": "Grid", "line": "first", "key": "TEA-1" })),
            create("guideline", json!({ "title": "Copies", "purpose": "x", "key": "GDL-1" })),
            create("requirement", json!({ "title": "Restored", "guideline": "GDL-1", "number": "1", "text": "Within a day", "key": "RQT-1" })),
        ])
        .await;
        rig
    }

    async fn act(&self, commands: Vec<Command>) {
        let request = Request { via: "test", migrate: true, commands, ..Request::default() };
        self.service.perform(&self.viewer, request).await.unwrap();
    }

    async fn plan(&self, source: &Source, options: &Options) -> Plan {
        self.service.plan_instructions(&self.viewer, source, options).await.unwrap()
    }

    /// Brings it; what became of each file, in order.
    async fn bring(&self, source: &Source, options: &Options) -> Vec<Fate> {
        let plan = self.plan(source, options).await;
        let fates = plan.items.iter().map(|i| i.fate.clone()).collect();
        if !plan.request.commands.is_empty() {
            self.service.perform(&self.viewer, plan.request).await.unwrap();
        }
        fates
    }

    async fn acts(&self) -> i64 {
        self.service.isms(self.viewer.org, AsOf::Now).await.unwrap().moment.seq
    }

    async fn edit(&self, key: &str, patch: Value) {
        self.act(vec![Command::Edit { subject: Subject::from(key), version: None, patch }]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_brought_once_and_kept_in_step() {
    let (rig, plain) = (Rig::new().await, Options::default());
    let first = source(&[("readme.md", "# About us\n\nWe are many."), ("restore.md", RESTORE)]);
    let plan = rig.plan(&first, &plain).await;
    assert_eq!((plan.others, plan.items.len(), &plan.items[0].fate), (1, 1, &Fate::New));
    let before = rig.acts().await;
    assert_eq!(rig.bring(&first, &plain).await, [Fate::New]);
    assert_eq!(rig.acts().await, before + 1, "one act");
    assert_eq!(rig.bring(&first, &plain).await, [Fate::Same]);
    assert_eq!(rig.acts().await, before + 1, "the same again changes nothing");

    let second = source(&[("restore.md", &RESTORE.replace("Play it back", "Play it back and look at it"))]);
    let plan = rig.plan(&second, &plain).await;
    let change = plan.items[0].change.unwrap();
    assert_eq!((&plan.items[0].fate, change.changed, change.added), (&Fate::Changed, 1, 0));
    assert_eq!(rig.bring(&second, &plain).await, [Fate::Changed]);

    rig.edit("IST-1", json!({ "purpose": "After a loss, or to try it." })).await;
    assert_eq!(rig.bring(&second, &plain).await, [Fate::Kept], "changed here only");
    let view = rig.service.view(&rig.viewer, AsOf::Now).await.unwrap();
    assert_eq!(sources(&view)[0].changed_here.len(), 1);
    let third = source(&[("restore.md", &RESTORE.replace("After a loss", "After any loss"))]);
    let plan = rig.plan(&third, &plain).await;
    assert_eq!((&plan.items[0].fate, plan.is_sound(), plan.request.commands.len()), (&Fate::Conflict, false, 0));
    assert!(plan.items[0].here.contains("or to try it") && plan.items[0].there.contains("any loss"));
    let theirs = Options { theirs: vec!["IST-1".into()], ..Options::default() };
    assert_eq!(rig.bring(&third, &theirs).await, [Fate::Changed]);
    assert_eq!(rig.bring(&third, &plain).await, [Fate::Same]);

    // What was mended here and carried over into the file is level again.
    rig.edit("IST-1", json!({ "purpose": "After every loss." })).await;
    let level = source(&[("restore.md", &RESTORE.replace("After a loss", "After every loss"))]);
    assert_eq!(rig.bring(&level, &plain).await, [Fate::Level]);
    assert_eq!(rig.bring(&level, &plain).await, [Fate::Same]);

    let moved = source(&[("deep/again.md", &RESTORE.replace("After a loss", "After every loss"))]);
    assert_eq!(rig.bring(&moved, &plain).await, [Fate::Level], "a file that only moved is the same instruction");
    assert_eq!(rig.bring(&source(&[]), &plain).await, [Fate::Gone]);
    let retire = Options { retire: true, ..Options::default() };
    assert_eq!(rig.bring(&source(&[]), &retire).await, [Fate::Retired]);
    assert_eq!(rig.bring(&moved, &plain).await, [Fate::Closed], "what was retired here stays so");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_read_stops_nothing_else() {
    let rig = Rig::new().await;
    let mut all = source(&[
        ("a.md", RESTORE),
        (
            "b.md",
            "---\nkind: instruction\ncarries_out: [RQT-9, Restored, '1']\nworkflow: javascript:x\nteam: Nobody\n---\n# B\n\n1. Do\n",
        ),
        ("c.md", "---\nkey: [\n---\n# C\n\n## Steps\n\n1. Do\n"),
        ("twin.md", &RESTORE.replace("team: TEA-1", "key: IST-1")),
    ]);
    all.files.push(File { path: "d.md".into(), bytes: b"# \xff".to_vec() });
    let options = Options { team: Some("TEA-1".into()), ..Options::default() };
    let plan = rig.plan(&all, &options).await;
    assert_eq!((plan.count(|f| *f == Fate::New), plan.count(|f| matches!(f, Fate::Faulty(_)))), (3, 2));
    let notes = plan.items.iter().find(|i| i.path == "b.md").unwrap().notes.join("\n");
    assert!(notes.contains("\"RQT-9\" is no requirement here") && notes.contains("javascript"), "{notes}");
    rig.service.perform(&rig.viewer, plan.request).await.unwrap();
    let view = rig.service.view(&rig.viewer, AsOf::Now).await.unwrap();
    let b = view.all::<Instruction>().find(|r| r.body.source.ends_with("#b.md")).unwrap();
    assert_eq!((b.body.carries_out.len(), b.body.written_by.is_some(), b.body.workflow.0.as_str()), (1, true, ""));
    all.files.push(file("claim.md", &RESTORE.replace("team: TEA-1", "key: IST-1")));
    let plan = rig.plan(&all, &options).await;
    assert_eq!((plan.count(|f| *f == Fate::Same), plan.count(|f| matches!(f, Fate::Faulty(_)))), (3, 3));
    let claim = plan.items.iter().find(|i| i.path == "claim.md").map(|i| &i.fate);
    assert!(matches!(claim, Some(Fate::Faulty(why)) if why[0].contains("is brought from")), "{claim:?}");
    let wrong = Options { team: Some("PER-1".into()), ..Options::default() };
    assert!(rig.service.plan_instructions(&rig.viewer, &all, &wrong).await.is_err());
    let employee = Viewer { roles: vec![Role::Employee], system: false, ..rig.viewer.clone() };
    let new = source(&[("new.md", RESTORE)]);
    assert!(matches!(rig.service.plan_instructions(&employee, &new, &options).await, Err(Error::Denied(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_files_are_one_act() {
    let rig = Rig::new().await;
    let files = (0..1_000).map(|n| file(&format!("{n}.md"), &RESTORE.replace("# Restore", &format!("# Restore {n}"))));
    let all = Source::of("big", files.collect());
    let before = rig.acts().await;
    assert!(rig.bring(&all, &Options::default()).await.iter().all(|f| *f == Fate::New));
    assert_eq!(rig.acts().await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_and_brought_back_changes_nothing() {
    let rig = Rig::new().await;
    rig.bring(&source(&[("restore.md", RESTORE)]), &Options::default()).await;
    let create = |key: &str, fields: Value| {
        let mut fields = fields;
        fields["key"] = json!(key);
        Command::Create { kind: kind::of::<Instruction>(), fields }
    };
    rig.act(vec![
        create("IST-2", json!({ "title": "../Lock: up", "purpose": "In the evening.\n\n- all doors\n- all windows", "tags": ["site"],
            "written_by": "TEA-1", "carries_out": ["RQT-1"], "lives_in": "The round", "workflow": "https://tickets.example/1",
            "procedure": [{ "what": "Turn the key", "who": "Guard", "takes": 5.5 }, { "what": "Pull\n\nTwice" }],
            "leaves_behind": "A line in the book.", "state": "in-force" })),
        create("IST-3", json!({ "title": "No steps yet", "purpose": "Later." })),
    ])
    .await;
    rig.edit("IST-2", json!({ "purpose": "At night." })).await;
    let before = rig.acts().await;
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("how");
    for (drafts, expected) in [(false, vec!["IST-2.md"]), (true, vec!["IST-1.md", "IST-2.md", "IST-3.md"])] {
        let view = rig.service.view(&rig.viewer, AsOf::Now).await.unwrap();
        let files = export::files(&view, drafts);
        assert_eq!(export::write(&dir, &files, false).unwrap().written, expected);
        let again = export::write(&dir, &files, false).unwrap();
        assert_eq!((again.written.len(), again.same), (0, expected.len()), "written once");
        let plan = rig.plan(&Source::folder(&dir).unwrap(), &Options::default()).await;
        assert!(plan.request.commands.is_empty() && plan.is_sound(), "{:?}", plan.items);
        assert_eq!((plan.items.len(), plan.others), (expected.len(), 0));
    }
    assert_eq!(rig.acts().await, before);

    // Read as any other folder, the words are the same too.
    let text = std::fs::read_to_string(dir.join("IST-2.md")).unwrap();
    let plan = rig.plan(&Source::of("else", vec![file("lock.md", &text)]), &Options::default()).await;
    assert_eq!(
        (&plan.items[0].fate, plan.items[0].here == plan.items[0].there),
        (&Fate::Level, true),
        "{:?}",
        plan.items
    );

    // Someone's work is never overwritten unasked, and nothing is written beside it then.
    std::fs::write(dir.join("IST-2.md"), text.replace("At night", "At dawn")).unwrap();
    let plan = rig.plan(&Source::folder(&dir).unwrap(), &Options::default()).await;
    assert_eq!(plan.count(|f| *f == Fate::Same), 2, "what was changed is read");
    rig.edit("IST-3", json!({ "purpose": "Soon." })).await;
    let files = export::files(&rig.service.view(&rig.viewer, AsOf::Now).await.unwrap(), true);
    let refused = export::write(&dir, &files, false).unwrap_err().to_string();
    assert!(refused.contains("IST-2.md: it was changed since it was written"), "{refused}");
    assert!(std::fs::read_to_string(dir.join("IST-3.md")).unwrap().contains("Later."));
    assert_eq!(export::write(&dir, &files, true).unwrap().written, ["IST-2.md", "IST-3.md"]);
    #[cfg(unix)]
    {
        std::fs::remove_file(dir.join("IST-3.md")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("elsewhere.md"), dir.join("IST-3.md")).unwrap();
        let refused = export::write(&dir, &files, true).unwrap_err().to_string();
        assert!(refused.contains("IST-3.md: expected a plain file"), "{refused}");
        assert!(!folder.path().join("elsewhere.md").exists());
    }
    let left = std::fs::read_dir(&dir)
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(left.count(), 0);
}
