//! `import catalogue` and `import mapping`: frameworks and what they say about each other, out of tables.

use super::import::{bytes, name, word};
use crate::{
    cli::{Global, ImportCatalogue, ImportMapping},
    failure::{FINE, Failure, Outcome, WRONG},
    open::Opened,
    out,
};
use formats::outline::Odd;
use serde_json::{Value, json};
use service::import::{About, MappingStand, Stand, of_table};

fn told(odd: &[Odd]) {
    let paint = out::paint();
    odd.iter().for_each(|o| out::line(&format!("{} {o}", paint.red("error:"))));
}

fn as_json(odd: &[Odd]) -> Vec<Value> {
    odd.iter().map(|o| json!({ "row": o.row, "column": o.column, "message": o.message })).collect()
}

fn columns(list: &[(String, Option<&'static str>)]) {
    let rows: Vec<Vec<String>> =
        list.iter().map(|(h, n)| vec![format!("  {h}"), n.unwrap_or("(ignored)").to_owned()]).collect();
    out::table(&["  COLUMN", "IS"], &rows);
}

/// A catalogue out of a table.
pub async fn catalogue(global: &Global, args: &ImportCatalogue) -> Outcome {
    let pair = |text: &String| {
        let split = text.split_once('=').map(|(column, field)| (column.trim().to_owned(), field.trim().to_owned()));
        split.ok_or_else(|| Failure::said(format!("expected --map COLUMN=FIELD, found {text:?}")))
    };
    let named: Vec<(String, String)> = args.map.iter().map(pair).collect::<Result<_, _>>()?;
    let about = About {
        id: args.id.clone(),
        title: args.title.clone(),
        version: args.version.clone(),
        source: format!("Imported from {}", name(&args.file)),
        ..About::default()
    };
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(args.person.as_deref()).await?;
    let (catalogue, read) = of_table(&bytes(&args.file)?, args.sheet.as_deref(), &named, &about)?;
    if !global.json {
        columns(&read.columns);
        read.notes.iter().for_each(|n| out::line(&format!("note: {n}")));
    }
    if !read.odd.is_empty() {
        match global.json {
            true => out::json(&json!({ "faults": as_json(&read.odd) })),
            false => told(&read.odd),
        }
        return Ok(WRONG);
    }
    let stand = Stand { file: name(&args.file), dry_run: args.dry_run, ..Stand::default() };
    let kept = opened.service.keep_catalogue(&viewer, catalogue, &stand).await?;
    let (word, key) = (word(kept.outcome, args.dry_run), kept.key.clone().unwrap_or_default());
    match global.json {
        true => out::json(&json!({
            "outcome": word, "key": key, "id": kept.id, "title": kept.title, "version": kept.version,
            "requirements": kept.requirements, "sha256": kept.hash, "faults": [],
        })),
        false => out::line(&format!(
            "{}: {word} {key} {} {}, {} requirements, clauses begin with {}:",
            stand.file, kept.title, kept.version, kept.requirements, kept.id
        )),
    }
    Ok(FINE)
}

/// Mapping lines out of a table.
pub async fn mapping(global: &Global, args: &ImportMapping) -> Outcome {
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(args.person.as_deref()).await?;
    let stand = MappingStand {
        from: args.from.clone(),
        to: args.to.clone(),
        title: args.title.clone(),
        provenance: args.provenance.clone().unwrap_or_else(|| format!("Imported from {}", name(&args.file))),
        sheet: args.sheet.clone(),
        dry_run: args.dry_run,
    };
    let (pairs, key) = opened.service.import_mapping(&viewer, &bytes(&args.file)?, &stand).await?;
    match global.json {
        true => out::json(&json!({ "key": key, "lines": pairs.lines.len(), "faults": as_json(&pairs.odd) })),
        false => {
            columns(&pairs.columns);
            told(&pairs.odd);
            let end = key.map_or_else(|| "nothing was written".to_owned(), |k| format!("created {k}"));
            out::line(&format!("{} lines, {} faults: {end}", pairs.lines.len(), pairs.odd.len()));
        }
    }
    Ok(if pairs.odd.is_empty() { FINE } else { WRONG })
}
