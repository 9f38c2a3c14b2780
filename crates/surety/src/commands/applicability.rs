//! `applicability`: a Statement of Applicability in short, as JSON or as CSV, so that an outsider can count it again.

use crate::{
    cli::{Applicability, Global},
    failure::{FINE, Failure, Outcome},
    open::{Opened, as_of},
    out,
};
use isms::{
    analysis::{
        applicability::{Applies, Line, Statement, Totals, missing, told},
        assured::{Assurance, Status},
    },
    control::Applicability as Record,
    isms::Isms,
    outer::Names,
};
use report::sheet::{Cell, Sheet};
use service::{applicability::Asked, library::Library};

/// Tells of one statement, or of all in short.
pub async fn run(global: &Global, wish: &Applicability) -> Outcome {
    let opened = Opened::open(global).await?;
    let isms = opened.service.isms(opened.org.id, as_of(global.as_of.as_deref())?).await?;
    let library = opened.service.library(&isms).await?;
    let assurance = opened.service.assurance(&isms);
    let Some(name) = &wish.statement else {
        all(&isms, &library, &assurance);
        return Ok(FINE);
    };
    let asked = Asked::named(&isms, &library, name)?;
    let statement = asked.statement(&assurance, false);
    if global.json {
        out::json(&told::statement(&assurance, asked.record, &statement, &|id| isms.key(id)));
    } else if wish.csv {
        let csv = report::sheet::to_csv(&sheet(&isms, &assurance, &statement));
        out::say(&String::from_utf8_lossy(&csv.map_err(|e| Failure::said(e.to_string()))?));
    } else {
        say(&isms, &assurance, &statement);
    }
    Ok(FINE)
}

fn all(isms: &Isms, library: &Library, assurance: &Assurance<'_>) {
    let row = |r: &isms::record::Record<Record>| {
        let totals = Asked::by_record(isms, library, r).map(|a| in_short(&a.statement(assurance, false).totals));
        vec![format!("SOA-{}", r.head.number), totals.unwrap_or_else(|e| e.to_string()), r.head.title.clone()]
    };
    let rows: Vec<Vec<String>> = isms.all::<Record>().map(row).collect();
    out::table(&["statement", "lines", "title"], &rows);
}

fn in_short(t: &Totals) -> String {
    format!(
        "{} lines: {} apply, {} excluded, {} undetermined; {} passed",
        t.lines,
        t.applicable,
        t.excluded,
        t.undetermined,
        t.of(Status::Passed)
    )
}

/// What a line says in words, unknown where nothing is known.
fn status(line: &Line<'_>) -> &'static str {
    match line.applies {
        Applies::Yes => line.status.word(),
        Applies::No => "excluded",
        Applies::Undetermined => "undetermined",
    }
}

fn keys(isms: &Isms, ids: impl Iterator<Item = isms::values::RecordId>) -> String {
    ids.filter_map(|id| isms.key(id)).collect::<Vec<_>>().join(" ")
}

fn lacks(isms: &Isms, assurance: &Assurance<'_>, line: &Line<'_>) -> String {
    let Some(lack) = missing(assurance, line) else { return String::new() };
    let at = lack.record().and_then(|id| isms.key(id)).unwrap_or_default();
    format!("{} {at}", lack.word()).trim_end().to_owned()
}

fn say(isms: &Isms, assurance: &Assurance<'_>, statement: &Statement<'_>) {
    let row = |l: &Line<'_>| {
        let controls = keys(isms, l.through.iter().map(|t| t.control));
        vec![l.point.id.clone(), status(l).to_owned(), controls, lacks(isms, assurance, l), l.point.title.clone()]
    };
    let rows: Vec<Vec<String>> = statement.lines.iter().map(row).collect();
    out::table(&["line", "status", "controls", "missing", "title"], &rows);
    out::line(&in_short(&statement.totals));
    for status in Status::ALL {
        out::line(&format!("{:>6}  {}", statement.totals.of(status), status.word()));
    }
    out::line(&format!("act {}, {} {}", isms.moment.seq, statement.outline.id, statement.outline.version));
}

fn sheet(isms: &Isms, assurance: &Assurance<'_>, statement: &Statement<'_>) -> Sheet {
    let names = [
        "line",
        "title",
        "applies",
        "status",
        "reasons",
        "ruling",
        "controls",
        "automated",
        "accepted",
        "against",
        "missing",
    ];
    let row = |l: &Line<'_>| {
        let reasons =
            l.reasons.iter().map(|r| r.record().and_then(|id| isms.key(id)).unwrap_or_else(|| r.word().into()));
        let text = |t: String| Cell::Text(t);
        vec![
            text(l.point.id.clone()),
            text(l.point.title.clone()),
            text(l.applies.word().into()),
            text(status(l).into()),
            text(reasons.collect::<Vec<_>>().join(" ")),
            text(l.deviation.map(|d| isms::field::Choice::word(&d.ruling).to_owned()).unwrap_or_default()),
            text(keys(isms, l.through.iter().map(|t| t.control))),
            text(if l.automated { "yes" } else { "no" }.into()),
            text(if l.accepted { "yes" } else { "no" }.into()),
            text(keys(isms, l.contradictions.iter().map(|c| c.record()))),
            text(lacks(isms, assurance, l)),
        ]
    };
    let headers = names.iter().map(|n| (*n).to_owned()).collect();
    Sheet { title: statement.outline.id.clone(), headers, rows: statement.lines.iter().map(row).collect() }
}
