//! `import`: registers from spreadsheets; documents in OSCAL are next door.

use crate::{
    cli::{Global, Import, ImportMeasurements, ImportTable},
    failure::{FINE, Failure, Outcome, WRONG},
    open::Opened,
    out,
};
use isms::kind;
use serde_json::{Value, json};
use service::import::{Band, Fate, Options, Ordinal, Outcome as Became, RowReport, Table};
use service::supply::TableOptions;
use std::{fs::File, io::Read, path::Path};

/// Largest file that is read at all, in bytes.
const LARGEST: u64 = 64 << 20;

/// Takes in what others write.
pub async fn run(global: &Global, import: &Import) -> Outcome {
    match import {
        Import::Table(table) => spreadsheet(global, table).await,
        Import::Measurements(args) => measurements(global, args).await,
        Import::Oscal(oscal) => super::import_oscal::run(global, oscal).await,
        Import::Catalogue(table) => super::import_catalogue::catalogue(global, table).await,
        Import::Mapping(table) => super::import_catalogue::mapping(global, table).await,
        Import::Instructions(args) => super::import_instructions::run(global, args).await,
    }
}

pub(super) fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let named = |e: std::io::Error| Failure::said(format!("{}: {e}", file.display()));
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|f| f.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(named)?;
    if read as u64 > LARGEST {
        return Err(Failure::said(format!("{}: expected a file of 64 MiB at most; split it", file.display())));
    }
    Ok(bytes)
}

pub(super) fn name(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// What became of a catalogue.
pub(super) fn word(outcome: Became, dry_run: bool) -> &'static str {
    match (outcome, dry_run) {
        (Became::Created, false) => "created",
        (Became::Created, true) => "would create",
        (Became::Updated, false) => "has a newer version now",
        (Became::Updated, true) => "would have a newer version",
        (Became::Beside, false) => "holds this version beside the one that clauses mean",
        (Became::Beside, true) => "would hold this version beside the one that clauses mean",
        (Became::Same, _) => "was imported already, nothing changes",
    }
}

/// What `--map` says of a column.
fn pair(text: &String) -> Result<(String, String), Failure> {
    let split = text.split_once('=').map(|(column, field)| (column.trim().to_owned(), field.trim().to_owned()));
    split.ok_or_else(|| Failure::said(format!("expected --map COLUMN=FIELD, found {text:?}")))
}

fn options(args: &ImportTable) -> Result<Options, Failure> {
    let kind = kind::by_name(&args.kind)
        .ok_or_else(|| Failure::said(format!("there is no kind {:?}; surety kinds lists them", args.kind)))?;
    if !(args.value_scale.is_finite() && args.value_scale > 0.0) {
        return Err(Failure::said("expected a --value-scale above 0"));
    }
    let ordinal = match &args.ordinal {
        None => Ordinal::five_by_five(args.value_scale),
        Some(file) => Ordinal::read(&name(file), &bytes(file)?, args.value_scale).map_err(|problems| {
            Failure::said(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        })?,
    };
    let map = args.map.iter().map(pair).collect::<Result<_, _>>()?;
    Ok(Options { kind, sheet: args.sheet.clone(), map, ordinal, file: name(&args.file) })
}

async fn measurements(global: &Global, args: &ImportMeasurements) -> Outcome {
    let map = args.map.iter().map(pair).collect::<Result<_, _>>()?;
    let options = TableOptions { sheet: args.sheet.clone(), map, file: name(&args.file) };
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(args.person.as_deref()).await?;
    let table = opened.service.import_measurements(&viewer, &bytes(&args.file)?, &options).await?;
    let write = table.is_sound() && !args.dry_run && !table.request.commands.is_empty();
    let act = if write { opened.service.perform(&viewer, table.request.clone()).await?.act } else { None };
    match global.json {
        true => out::json(&as_json(&table, act.as_ref().map(|a| a.seq))),
        false => {
            let ordinal = Ordinal::five_by_five(1.0);
            let kind = kind::of::<isms::control::SupplierObligation>();
            let shown = Options { kind, sheet: None, map: Vec::new(), ordinal, file: options.file };
            as_text(&table, &shown, act.as_ref().map(|a| a.seq), args.dry_run);
        }
    }
    Ok(if table.is_sound() { FINE } else { WRONG })
}

async fn spreadsheet(global: &Global, args: &ImportTable) -> Outcome {
    let options = options(args)?;
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(args.person.as_deref()).await?;
    let bytes = bytes(&args.file)?;
    let options = numbered_sheet(options, &bytes)?;
    let table = opened.service.import_table(&viewer, &bytes, &options).await?;
    let write = table.is_sound() && !args.dry_run && !table.request.commands.is_empty();
    let act = if write { opened.service.perform(&viewer, table.request.clone()).await?.act } else { None };
    match global.json {
        true => out::json(&as_json(&table, act.as_ref().map(|a| a.seq))),
        false => as_text(&table, &options, act.as_ref().map(|a| a.seq), args.dry_run),
    }
    Ok(if table.is_sound() { FINE } else { WRONG })
}

/// A sheet may be given by its number.
fn numbered_sheet(options: Options, bytes: &[u8]) -> Result<Options, Failure> {
    let number = options.sheet.as_deref().and_then(|s| s.parse::<usize>().ok());
    let Some(number) = number else { return Ok(options) };
    let sheets = formats::table::sheets(bytes).map_err(|e| Failure::said(e.to_string()))?;
    if sheets.contains(&number.to_string()) {
        return Ok(options);
    }
    match number.checked_sub(1).and_then(|i| sheets.get(i)) {
        Some(name) => Ok(Options { sheet: Some(name.clone()), ..options }),
        None => Err(Failure::said(format!("there is no sheet {number}; the workbook has {}", sheets.len()))),
    }
}

fn as_text(table: &Table, options: &Options, act: Option<i64>, dry_run: bool) {
    let paint = out::paint();
    let sheet =
        if table.sheet.is_empty() { options.file.clone() } else { format!("{}, sheet {}", options.file, table.sheet) };
    out::line(&format!("{sheet}, as {}:", options.kind.labels.to_lowercase()));
    let rows: Vec<Vec<String>> = table
        .columns
        .iter()
        .map(|c| vec![format!("  {}", c.header), c.field().unwrap_or("(ignored)").to_owned()])
        .collect();
    out::table(&["  COLUMN", "FIELD"], &rows);
    table.notes.iter().for_each(|n| out::line(&format!("{} {n}", paint.dim("note:"))));
    if table.ordinal {
        out::line("ordinal steps become wide 90 % ranges with low confidence:");
        bands("likelihood", "loss events a year", &options.ordinal.likelihood);
        bands("impact", "loss per event in the organisation's currency", &options.ordinal.impact);
    }
    for row in &table.rows {
        one_row(row, act.is_some());
    }
    let count = |like: fn(&Fate) -> bool| table.count(like);
    let (new, changed) = (count(|f| *f == Fate::Create), count(|f| *f == Fate::Update));
    let (same, faulty) = (count(|f| *f == Fate::Same), count(|f| matches!(f, Fate::Faulty(_))));
    let end = match (act, faulty, dry_run) {
        (Some(act), _, _) => format!("imported as act {act}"),
        (None, 1.., _) => "nothing was written".into(),
        (None, 0, true) => "dry run, nothing was written".into(),
        (None, 0, false) => "nothing to write".into(),
    };
    out::line(&format!("{new} new, {changed} changed, {same} unchanged, {faulty} faulty: {end}"));
}

fn bands(name: &str, unit: &str, bands: &[Band]) {
    out::line(&format!("  {name}, {unit}:"));
    for band in bands {
        let word = band.words.first().map_or("", String::as_str);
        out::line(&format!("    {} {word}: {} to {}", band.level, band.range.low, band.range.high));
    }
}

fn one_row(row: &RowReport, done: bool) {
    let paint = out::paint();
    let word = match (&row.fate, done) {
        (Fate::Create, true) => paint.green("created"),
        (Fate::Create, false) => paint.green("would create"),
        (Fate::Update, true) => paint.yellow("changed"),
        (Fate::Update, false) => paint.yellow("would change"),
        (Fate::Same, _) => paint.dim("unchanged"),
        (Fate::Faulty(faults), _) => {
            for fault in faults {
                let column = if fault.column.is_empty() { String::new() } else { format!(", column {}", fault.column) };
                out::line(&format!("{} row {}{column}: {}", paint.red("error:"), row.row, fault.message));
            }
            return;
        }
    };
    out::line(&format!("row {}: {word} {} {}", row.row, row.key, row.title));
}

fn as_json(table: &Table, act: Option<i64>) -> Value {
    let columns = table.columns.iter().map(|c| json!({ "column": c.header, "field": c.field() }));
    let rows = table.rows.iter().map(|r| {
        let (fate, faults) = match &r.fate {
            Fate::Create => ("create", Vec::new()),
            Fate::Update => ("update", Vec::new()),
            Fate::Same => ("same", Vec::new()),
            Fate::Faulty(faults) => {
                ("fault", faults.iter().map(|f| json!({ "column": f.column, "message": f.message })).collect())
            }
        };
        json!({ "row": r.row, "key": r.key, "title": r.title, "fate": fate, "faults": faults })
    });
    json!({
        "sheet": table.sheet, "columns": columns.collect::<Vec<_>>(), "notes": table.notes, "ordinal": table.ordinal,
        "rows": rows.collect::<Vec<_>>(), "act": act,
    })
}
