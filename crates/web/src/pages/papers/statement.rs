//! The Statement of Applicability as a paper (ISO/IEC 27001, 6.1.3 d): which controls are necessary, why, whether they are carried out, and what was
//! excluded for which reason.

use super::{
    approvals,
    desk::Desk,
    grid::{Grid, Shape, Value},
    say::plain,
    writer::{Cover, Paper, Rests, Status, Writer},
};
use crate::{
    fault::{Fault, Result},
    pages::applicability::{heading, in_short, say as line_words},
};
use isms::{
    analysis::{
        applicability::{Applies, Line, Statement, told},
        assured::Status as Stands,
        outline::Point,
    },
    control::Applicability,
    record::Record,
};
use serde_json::json;
use service::applicability::Asked;
use std::collections::{HashMap, HashSet};

/// Writes it, by what is in force; by the draft only where nothing ever was.
pub async fn write(desk: &Desk<'_>, key: &str, status: &Status) -> Result<Paper> {
    let record = desk.view.by_key(key).and_then(|r| r.typed::<Applicability>());
    let record = record.ok_or_else(|| Fault::missing(format!("statement {key}")))?;
    if matches!(status, Status::Issued { .. }) && record.in_force.is_none() {
        return Err(Fault::bad(desk.w.t("soa-not-in-force")));
    }
    let isms = desk.isms();
    let library = desk.service.library(desk.isms()).await?;
    let asked = Asked::by_record(isms, &library, record)?;
    let assurance = desk.service.assurance(isms);
    let statement = asked.statement(&assurance, false);
    let called = |id| desk.get(id).map(|r| r.key().to_string());
    let told = told::statement(&assurance, Some(record), &statement, &called);
    let hash = told.get("lines_hash").and_then(|h| h.as_str()).unwrap_or_default().to_owned();
    let mut writer = Writer::new(desk);
    short(&mut writer, record, &statement);
    lines(&mut writer, &asked, &statement);
    rest(&mut writer, &statement);
    method(&mut writer, &asked, &hash);
    let name = format!("statement-of-applicability-{}", key.to_lowercase());
    let cover = cover(desk, record, &asked);
    let rests = Rests { model: "applicability 1".into(), seed: String::new(), input_hash: hash };
    let fields = json!({ "document": "statement-of-applicability", "about": [key] });
    Ok(writer.finish_on(cover, status, &name, rests, fields))
}

fn cover(desk: &Desk<'_>, record: &Record<Applicability>, asked: &Asked<'_>) -> Cover {
    let (w, shelf) = (&desk.w, &asked.shelf.catalogue);
    let edition = match &record.in_force {
        Some(e) => {
            let since = w.datetime(e.since, desk.tz);
            w.tn("edition-in-force", &[("n", e.number.into()), ("since", since.into())])
        }
        None => w.t("soa-never-in-force"),
    };
    let scope = record.head.scope.map(|s| desk.title(s.id())).unwrap_or_else(|| w.t("soa-whole"));
    let facts = vec![
        (w.t("soa-framework"), format!("{} {}", shelf.title, shelf.version)),
        (w.t("soa-scope"), scope),
        (w.t("soa-version"), edition),
    ];
    Cover { title: record.head.title.clone(), subtitle: w.t("paper-statement-about"), facts, contents: false }
}

/// The totals, and who approved the version.
fn short(writer: &mut Writer<'_>, record: &Record<Applicability>, statement: &Statement<'_>) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    let t = &statement.totals;
    writer.section("paper-in-short");
    writer.say(in_short(w, t));
    let body = record.counts().unwrap_or(&record.body);
    writer.say(plain(&body.introduction.0));
    let columns = vec![(w.t("soa-status"), Shape::Wide(3)), (w.t("soa-lines"), Shape::Number)];
    let mut grid = Grid::new(w.t("soa-how-well"), w.t("soa-how-well"), columns);
    for status in Stands::ALL.into_iter().rev() {
        grid.rows.push(vec![Value::Text(line_words::status(w, status)), Value::Count(t.of(status) as f64)]);
    }
    grid.rows.push(vec![Value::Text(w.t("soa-undetermined")), Value::Count(t.undetermined as f64)]);
    grid.rows.push(vec![Value::Text(w.t("soa-excluded")), Value::Count(t.excluded as f64)]);
    writer.grid(&grid, "soa-none");
    let columns = vec![(w.t("soa-version"), Shape::Record(3)), (w.t("paper-approval"), Shape::Wide(3))];
    let mut grid = Grid::new(w.t("paper-approval"), w.t("paper-approval"), columns);
    grid.rows.push(vec![desk.record(record.head.id), approvals::all(desk, record.head.id)]);
    writer.grid(&grid, "soa-none");
}

/// Every line under the framework's own headings.
fn lines(writer: &mut Writer<'_>, asked: &Asked<'_>, statement: &Statement<'_>) {
    let desk = writer.desk;
    let outline = &asked.shelf.outline;
    let points: HashMap<&str, &Point> = outline.requirements.iter().map(|p| (p.id.as_str(), p)).collect();
    let ids: HashSet<&str> = statement.lines.iter().map(|l| l.point.id.as_str()).collect();
    let mut groups: Vec<(String, Grid)> = Vec::new();
    for line in &statement.lines {
        let named = heading(&points, &ids, line.point);
        if groups.last().is_none_or(|(h, _)| *h != named) {
            groups.push((named.clone(), empty(desk, &named, groups.len())));
        }
        if let Some((_, grid)) = groups.last_mut() {
            grid.rows.push(row(desk, line));
        }
    }
    writer.section("soa-lines");
    for (_, grid) in &groups {
        writer.grid(grid, "soa-none");
    }
}

fn empty(desk: &Desk<'_>, heading: &str, at: usize) -> Grid {
    let w = &desk.w;
    let columns = vec![
        (w.t("soa-requirement"), Shape::Wide(4)),
        (w.t("soa-applies-q"), Shape::Wide(2)),
        (w.t("soa-why"), Shape::Wide(4)),
        (w.t("soa-carried-by"), Shape::Wide(2)),
        (w.t("soa-status"), Shape::Wide(2)),
    ];
    let caption = if heading.is_empty() { w.t("soa-lines") } else { heading.to_owned() };
    // The names of worksheets are short and must differ.
    let short: String = heading
        .rsplit('›')
        .next()
        .unwrap_or_default()
        .trim()
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c))
        .take(24)
        .collect();
    Grid::new(format!("{} {short}", at + 1), caption, columns)
}

fn row(desk: &Desk<'_>, line: &Line<'_>) -> Vec<Value> {
    let w = &desk.w;
    let status = match line.applies {
        Applies::Yes => Value::Text(line_words::status(w, line.status)),
        Applies::No => Value::Nothing,
        Applies::Undetermined => Value::Unknown(w.t("unknown")),
    };
    let mut by: Vec<String> = line.through.iter().map(|t| desk.key(t.control)).collect();
    by.extend(line.inherited.and_then(|i| i.provider).map(|p| desk.title(p.id())));
    vec![
        Value::Text(line_words::name(line)),
        Value::Text(line_words::applies(w, line)),
        why(desk, line),
        Value::text(by.join(", ")),
        status,
    ]
}

/// The justification: what was stated, then what it follows from.
fn why(desk: &Desk<'_>, line: &Line<'_>) -> Value {
    let w = &desk.w;
    let stated = line.deviation.map(|d| plain(&d.reason.0));
    let stays = line.inherited.map(|i| plain(&i.stays_with_us.0)).filter(|s| !s.is_empty());
    let stays = stays.map(|s| format!("{}: {s}", w.t("soa-stays")));
    let derived = line.reasons.iter().filter(|r| line.deviation.is_none() || r.record().is_some());
    let derived: Vec<String> =
        derived.map(|r| r.record().map_or_else(|| line_words::reason(w, *r), |id| desk.key(id))).collect();
    let against = line
        .contradictions
        .iter()
        .map(|c| format!("{} {}", w.t(&format!("soa-against-{}", c.word())), desk.key(c.record())));
    let all: Vec<String> = stated
        .into_iter()
        .chain(stays)
        .chain(Some(derived.join(", ")).filter(|d| !d.is_empty()))
        .chain(against)
        .collect();
    if all.is_empty() { Value::Unknown(w.t("soa-no-reason")) } else { Value::Text(all.join("\n")) }
}

/// Omissions, and controls from elsewhere.
fn rest(writer: &mut Writer<'_>, statement: &Statement<'_>) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    let omitted = statement.lines.iter().filter(|l| l.applies == Applies::Yes && l.status == Stands::NoControl);
    let omitted: Vec<String> = omitted.map(line_words::name).collect();
    writer.section("soa-omissions");
    writer.say(w.t(if omitted.is_empty() { "soa-omissions-none" } else { "soa-omissions-note" }));
    writer.bullets(omitted.into_iter().map(|n| n.as_str().into()).collect());
    writer.section("soa-outside");
    writer.say(w.t(if statement.outside.is_empty() { "soa-outside-none" } else { "soa-outside-note" }));
    let named = |id: &isms::values::RecordId| format!("{} {}", desk.key(*id), desk.title(*id)).as_str().into();
    writer.bullets(statement.outside.iter().map(named).collect());
}

fn method(writer: &mut Writer<'_>, asked: &Asked<'_>, hash: &str) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    let record = asked.record.map(|r| desk.key(r.head.id)).unwrap_or_default();
    let lines = vec![
        (w.t("paper-act"), desk.view.moment().seq.to_string()),
        (w.t("paper-day"), w.date(desk.today())),
        (w.t("soa-lines-hash"), hash.to_owned()),
        (w.t("paper-reproduce"), format!("surety applicability {record} --as-of {} --json", desk.view.moment().seq)),
    ];
    writer.method_of(w.t("soa-method"), lines);
}
