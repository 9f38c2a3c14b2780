//! `import instructions`: Markdown from a folder or checked-out repository, kept in step with what stands here.

use crate::{
    cli::{Global, ImportInstructions},
    failure::{FINE, Outcome, WRONG},
    open::Opened,
    out,
};
use serde_json::{Value, json};
use service::import::instructions::{Fate, Item, Options, Plan, Source};

/// Brings them, or shows what would come.
pub async fn run(global: &Global, args: &ImportInstructions) -> Outcome {
    let source = Source::folder(&args.dir)?;
    let options = Options { team: args.team.clone(), retire: args.retire, theirs: args.theirs.clone(), request: None };
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(args.person.as_deref()).await?;
    let plan = opened.service.plan_instructions(&viewer, &source, &options).await?;
    let write = !args.dry_run && !plan.request.commands.is_empty();
    let act = match write {
        true => opened.service.perform(&viewer, plan.request.clone()).await?.act.map(|a| a.seq),
        false => None,
    };
    match global.json {
        true => out::json(&as_json(&plan, act)),
        false => as_text(&plan, act, args.dry_run),
    }
    Ok(if plan.is_sound() { FINE } else { WRONG })
}

/// What becomes of it: done, or to be done.
fn word(fate: &Fate, done: bool) -> &'static str {
    match (fate, done) {
        (Fate::New, true) => "created",
        (Fate::New, false) => "would create",
        (Fate::Changed, true) => "changed",
        (Fate::Changed, false) => "would change",
        (Fate::Same, _) => "unchanged",
        (Fate::Level, _) => "same on both sides",
        (Fate::Kept, _) => "changed here, kept",
        (Fate::Conflict, _) => "changed on both sides, kept",
        (Fate::Gone, _) => "file gone, kept",
        (Fate::Retired, true) => "file gone, retired",
        (Fate::Retired, false) => "file gone, would retire",
        (Fate::Closed, _) => "retired here, kept",
        (Fate::Faulty(_), _) => "does not read",
    }
}

fn as_text(plan: &Plan, act: Option<i64>, dry_run: bool) {
    let paint = out::paint();
    let at = plan.revision.get(..12).map_or_else(String::new, |short| format!(" at {short}"));
    out::line(&format!("{}{at}:", plan.repository));
    plan.items.iter().filter(|i| i.fate != Fate::Same).for_each(|item| one(item, act.is_some()));
    plan.notes.iter().for_each(|n| out::line(&format!("{} {n}", paint.dim("note:"))));
    let same = plan.count(|f| *f == Fate::Same);
    let end = match (act, dry_run, plan.request.commands.is_empty()) {
        (Some(act), ..) => format!("brought as act {act}"),
        (None, _, true) => "nothing to write".into(),
        (None, true, false) => "dry run, nothing was written".into(),
        (None, false, false) => "nothing was different".into(),
    };
    out::line(&format!("{} instructions, {same} unchanged; {} other files: {end}", plan.items.len(), plan.others));
    if plan.count(|f| *f == Fate::Conflict) > 0 {
        out::line(
            "what changed on both sides waits for you: make both say the same, or take the file with --theirs KEY",
        );
    }
}

fn one(item: &Item, done: bool) {
    let paint = out::paint();
    let word = match item.fate {
        Fate::Conflict | Fate::Faulty(_) => paint.red(word(&item.fate, done)),
        Fate::New => paint.green(word(&item.fate, done)),
        _ => paint.yellow(word(&item.fate, done)),
    };
    let change =
        item.change.filter(|_| matches!(item.fate, Fate::Changed | Fate::Conflict)).map_or_else(String::new, |c| {
            format!(" ({} paragraphs changed, {} added, {} removed)", c.changed, c.added, c.removed)
        });
    out::line(&format!("{}: {word} {} {}{change}", item.path, item.key.as_deref().unwrap_or_default(), item.title));
    if let Fate::Faulty(why) = &item.fate {
        why.iter().take(5).for_each(|line| out::line(&format!("    {line}")));
    }
    item.notes.iter().take(5).for_each(|line| out::line(&format!("    {} {line}", paint.dim("note:"))));
}

fn as_json(plan: &Plan, act: Option<i64>) -> Value {
    let item = |i: &Item| {
        let faults = if let Fate::Faulty(why) = &i.fate { why.clone() } else { Vec::new() };
        let change = i.change.map(|c| json!({ "changed": c.changed, "added": c.added, "removed": c.removed }));
        json!({
            "path": i.path, "key": i.key, "title": i.title, "fate": word(&i.fate, act.is_some()), "change": change,
            "faults": faults, "notes": i.notes,
        })
    };
    json!({
        "repository": plan.repository, "revision": plan.revision, "items": plan.items.iter().map(item).collect::<Vec<_>>(),
        "others": plan.others, "notes": plan.notes, "act": act,
    })
}
