//! `import oscal`: documents of all eight models. Catalogues and profiles become frameworks; everything else becomes proposals.

use super::{
    export_oscal::said,
    import::{bytes, name},
};
use crate::{
    cli::{Global, ImportOscal},
    failure::{FINE, Failure, Outcome, WRONG},
    open::Opened,
    out,
};
use formats::oscal::{Document, Model};
use serde_json::{Value, json};
use service::{
    Viewer,
    import::Stand,
    oscal::{Fate, Given, Item, Loss, Taken},
};
use std::path::Path;

/// Takes each file in for itself; the others of the call may be what it builds upon.
pub async fn run(global: &Global, args: &ImportOscal) -> Outcome {
    if args.id.is_some() && args.files.len() > 1 {
        return Err(Failure::said("--id names one catalogue; expected one file with it"));
    }
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(args.person.as_deref()).await?;
    let given = |file: &Path| Ok::<_, Failure>(Given { name: name(file), bytes: bytes(file)? });
    let files = args.files.iter().map(|f| given(f)).collect::<Result<Vec<_>, _>>()?;
    let with = args.with.iter().map(|f| given(f)).collect::<Result<Vec<_>, _>>()?;
    let (mut all, mut code, mut losses) = (Vec::new(), FINE, Vec::new());
    for (at, file) in files.iter().enumerate() {
        let others: Vec<Given> =
            files.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, f)| f.clone()).chain(with.clone()).collect();
        match one(global, args, &opened, &viewer, file, &others).await {
            Ok((value, lost)) => {
                all.push(value);
                losses.extend(lost.into_iter().map(|l| (file.name.clone(), l)));
            }
            Err(error) => {
                eprintln!("error: {error}");
                code = WRONG;
            }
        }
    }
    if global.json {
        out::json(&Value::Array(all));
    }
    let losses: Vec<(&str, &Loss)> = losses.iter().map(|(f, l)| (f.as_str(), l)).collect();
    said(&losses, args.loss.as_deref())?;
    Ok(code)
}

async fn one(
    global: &Global,
    args: &ImportOscal,
    opened: &Opened,
    viewer: &Viewer,
    file: &Given,
    others: &[Given],
) -> Result<(Value, Vec<Loss>), service::Error> {
    let model = Document::read(&file.bytes).ok().map(|d| d.model());
    if matches!(model, None | Some(Model::Catalog)) {
        return Ok((catalogue(global, args, opened, viewer, file).await?, Vec::new()));
    }
    let named = if model == Some(Model::Profile) { &args.id } else { &args.framework };
    let (taken, receipt) = opened.service.take_oscal(viewer, file, others, named.as_deref(), !args.dry_run).await?;
    let act = receipt.and_then(|r| r.act).map(|a| a.seq);
    if !global.json {
        shown(file, &taken, act, args.dry_run);
    }
    Ok((plain(file, &taken, act), taken.losses))
}

fn word(item: &Item, dry: bool) -> &'static str {
    match (item.fate, dry) {
        (Fate::New, false) => "created",
        (Fate::New, true) => "would create",
        (Fate::Newer, false) => "has a newer version now",
        (Fate::Newer, true) => "would have a newer version",
        (Fate::Beside, false) => "holds this version beside the one that clauses mean",
        (Fate::Beside, true) => "would hold this version beside the one that clauses mean",
        (Fate::Known, _) => "was there already",
    }
}

fn shown(file: &Given, taken: &Taken, act: Option<i64>, dry: bool) {
    out::line(&format!("{}: {} {}", file.name, taken.model, taken.title));
    for item in &taken.items {
        out::line(&format!("  {} {} {}", word(item, dry), item.key, item.title));
    }
    taken.notes.iter().take(20).for_each(|n| out::line(&format!("  note: {n}")));
    let end = match act {
        Some(act) => format!("imported as act {act}"),
        None if dry => "dry run, nothing was written".into(),
        None if taken.changes() => "imported".into(),
        None => "nothing changes".into(),
    };
    out::line(&format!("  {} things that the records cannot hold; {end}", taken.losses.len()));
}

fn plain(file: &Given, taken: &Taken, act: Option<i64>) -> Value {
    let item = |i: &Item| json!({ "kind": i.kind, "key": i.key, "title": i.title, "outcome": word(i, act.is_none()) });
    json!({
        "file": file.name, "model": taken.model.key(), "title": taken.title, "act": act,
        "items": taken.items.iter().map(item).collect::<Vec<_>>(), "losses": taken.losses.len(), "notes": taken.notes,
    })
}

async fn catalogue(
    global: &Global,
    args: &ImportOscal,
    opened: &Opened,
    viewer: &Viewer,
    file: &Given,
) -> Result<Value, service::Error> {
    let stand = Stand { file: file.name.clone(), id: args.id.clone(), dry_run: args.dry_run, ..Stand::default() };
    let imported = opened.service.import_oscal(viewer, &file.bytes, &stand).await?;
    let word = super::import::word(imported.outcome, args.dry_run);
    let (key, title, version) = (imported.key.unwrap_or_default(), &imported.title, &imported.version);
    if !global.json {
        let count = imported.requirements;
        out::line(&format!(
            "{}: {word} {key} {title} {version}, {count} requirements, clauses begin with {}:",
            stand.file, imported.id
        ));
        imported.notes.iter().take(20).for_each(|n| out::line(&format!("  note: {n}")));
    }
    Ok(json!({
        "file": stand.file, "outcome": word, "key": key, "id": imported.id, "title": title, "version": version,
        "requirements": imported.requirements, "sha256": imported.hash, "notes": imported.notes,
    }))
}
