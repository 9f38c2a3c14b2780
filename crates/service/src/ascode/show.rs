//! A plan for people and for programs.

use super::{Plan, RecordDiff, Verb};
use serde_json::{Value, json};
use std::fmt::Write;

/// Whether colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paint(pub bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Added.
    pub fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    /// Taken away, or wrong.
    pub fn red(self, text: &str) -> String {
        self.with("31", text)
    }

    /// Changed.
    pub fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    /// Beside the point.
    pub fn dim(self, text: &str) -> String {
        self.with("2", text)
    }
}

/// Longest value on one line, in characters.
const WIDTH: usize = 100;

/// The plan as text, with the counts at its end.
pub fn text(plan: &Plan, paint: Paint) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_text(plan, paint, &mut out);
    out
}

fn write_text(plan: &Plan, paint: Paint, out: &mut String) -> std::fmt::Result {
    for problem in &plan.problems {
        writeln!(out, "{} {problem}", paint.red("error:"))?;
    }
    for note in &plan.notes {
        writeln!(out, "{} {note}", paint.dim("note:"))?;
    }
    for conflict in &plan.conflicts {
        writeln!(
            out,
            "{} {} {} was changed in the folder and on the server",
            paint.red("conflict:"),
            conflict.key,
            conflict.field
        )?;
        for (side, value) in [("was", &conflict.base), ("folder", &conflict.ours), ("server", &conflict.theirs)] {
            writeln!(out, "    {side:<7} {}", short(value))?;
        }
    }
    for change in &plan.changes {
        record(change, paint, out)?;
    }
    for kept in &plan.kept {
        writeln!(
            out,
            "{} {} {}: {} (folder: {})",
            paint.dim("kept:"),
            kept.key,
            kept.field,
            short(&kept.theirs),
            short(&kept.ours)
        )?;
    }
    if !plan.missing.is_empty() {
        let shown: Vec<&str> = plan.missing.iter().take(10).map(String::as_str).collect();
        let more =
            if plan.missing.len() > 10 { format!(" and {} more", plan.missing.len() - 10) } else { String::new() };
        writeln!(
            out,
            "{} missing from the folder, not retired without --prune: {}{more}",
            paint.dim("kept:"),
            shown.join(", ")
        )?;
    }
    counts(plan, out)
}

fn record(change: &RecordDiff, paint: Paint, out: &mut String) -> std::fmt::Result {
    let title = format!("{} {}", change.key, change.title);
    let head = match change.verb {
        Verb::Create => paint.green(&format!("+ {title}")),
        Verb::Change => paint.yellow(&format!("~ {title}")),
        Verb::Retire => paint.red(&format!("- {title}")),
    };
    writeln!(out, "{head}")?;
    for field in &change.fields {
        let (name, before, after) = (&field.field, short(&field.before), short(&field.after));
        match (field.before.is_null(), field.after.is_null()) {
            (true, _) => writeln!(out, "    {}", paint.green(&format!("+ {name}: {after}")))?,
            (_, true) => writeln!(out, "    {}", paint.red(&format!("- {name}: {before}")))?,
            _ => writeln!(out, "    {}", paint.yellow(&format!("~ {name}: {before} -> {after}")))?,
        }
    }
    Ok(())
}

fn counts(plan: &Plan, out: &mut String) -> std::fmt::Result {
    if !plan.is_sound() {
        let (problems, conflicts) = (plan.problems.len(), plan.conflicts.len());
        let hint = if conflicts > 0 { "; choose a side with --ours or --theirs" } else { "" };
        return writeln!(
            out,
            "{}, {}: nothing can be applied{hint}",
            many(problems, "error"),
            many(conflicts, "conflict")
        );
    }
    let count = |verb| plan.changes.iter().filter(|c| c.verb == verb).count();
    let marked =
        if plan.request.migrate && !plan.changes.is_empty() { " (a migrating act: guards are bypassed)" } else { "" };
    match plan.changes.is_empty() {
        true => writeln!(out, "no changes"),
        false => writeln!(
            out,
            "{} to create, {} to change, {} to retire{marked}",
            count(Verb::Create),
            count(Verb::Change),
            count(Verb::Retire)
        ),
    }
}

fn many(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A value on one line, cut where it is long.
pub fn short(value: &Value) -> String {
    let text = match value {
        Value::Null => return "(empty)".into(),
        Value::String(s) => s.replace('\n', " "),
        Value::Array(items) if items.iter().all(|i| !i.is_object()) => {
            items.iter().map(short).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    let clean: String = text.chars().filter(|c| !c.is_control()).take(WIDTH).collect();
    if text.chars().count() > WIDTH { format!("{clean}…") } else { clean }
}

/// The plan for programs.
pub fn json(plan: &Plan) -> Value {
    let changes = plan.changes.iter().map(|c| {
        let fields = c.fields.iter().map(|f| json!({ "field": f.field, "before": f.before, "after": f.after }));
        let verb = match c.verb {
            Verb::Create => "create",
            Verb::Change => "change",
            Verb::Retire => "retire",
        };
        json!({ "action": verb, "key": c.key, "kind": c.kind, "title": c.title, "fields": fields.collect::<Vec<_>>() })
    });
    json!({
        "sound": plan.is_sound(),
        "migrate": plan.request.migrate,
        "errors": plan.problems,
        "conflicts": plan.conflicts,
        "changes": changes.collect::<Vec<_>>(),
        "kept": plan.kept,
        "missing": plan.missing,
        "notes": plan.notes,
    })
}
