//! `archive`, `restore` and `verify`.

use crate::{
    cli::Global,
    failure::{FINE, Failure, Outcome, WRONG},
    open::{self, Opened},
    out,
};
use ledger::{Problems, archive};
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    io::{BufReader, BufWriter},
    path::Path,
};

/// Writes the complete history as one file; a half-written one never bears its name.
pub async fn write(global: &Global, file: &Path) -> Outcome {
    if file.exists() {
        return Err(Failure::said(format!("{} exists already; name a file that does not", file.display())));
    }
    let opened = Opened::open(global).await?;
    let part = file.with_added_extension("part");
    let target = File::create(&part).map_err(|e| Failure::said(format!("{}: {e}", part.display())))?;
    let written = archive::write(opened.service.ledger(), opened.org.id, BufWriter::new(&target)).await;
    let head = match written {
        Ok(head) => head,
        Err(error) => {
            let _ = fs::remove_file(&part);
            return Err(error.into());
        }
    };
    target.sync_all()?;
    fs::rename(&part, file)?;
    match global.json {
        true => out::json(&json!({ "file": file, "acts": head.seq, "hash": hex::encode(head.hash) })),
        false => out::line(&format!(
            "{} acts of {} in {}\nhead {}",
            head.seq,
            opened.org.name,
            file.display(),
            hex::encode(head.hash)
        )),
    }
    Ok(FINE)
}

fn reader(file: &Path) -> Result<BufReader<File>, Failure> {
    File::open(file).map(BufReader::new).map_err(|e| Failure::said(format!("{}: {e}", file.display())))
}

/// Brings an archive in, whole or not at all.
pub async fn restore(global: &Global, file: &Path) -> Outcome {
    let input = reader(file)?;
    let report = archive::restore(&open::any(global).await?, input).await?;
    match global.json {
        true => out::json(
            &json!({ "organisation": report.org, "acts": report.acts, "changes": report.changes, "files": report.files }),
        ),
        false => out::line(&format!(
            "restored {} acts, {} changes, {} files; the chain is whole",
            report.acts, report.changes, report.files
        )),
    }
    Ok(FINE)
}

/// Checks an archive, or every organisation of the database (the one named with --org).
pub async fn verify(global: &Global, file: Option<&Path>) -> Outcome {
    if let Some(file) = file {
        let report = archive::verify(reader(file)?);
        let counts = json!({ "acts": report.acts, "changes": report.changes, "files": report.files });
        tell(
            global,
            vec![(file.display().to_string(), hex::encode(report.tree_root), counts, report.problems.clone())],
        );
        return Ok(if report.is_sound() { FINE } else { WRONG });
    }
    let ledger = open::existing(global).await?;
    let mut told = Vec::new();
    for org in ledger.orgs().await?.into_iter().filter(|o| global.org.as_ref().is_none_or(|slug| *slug == o.slug)) {
        let report = ledger.verify(org.id).await?;
        let counts = json!({
            "acts": report.acts, "changes": report.changes, "records": report.records, "facts": report.facts, "files": report.files
        });
        told.push((org.slug, hex::encode(report.tree_root), counts, report.problems));
    }
    if told.is_empty() {
        return Err(Failure::said("there is no such organisation in this database; nothing was verified"));
    }
    let sound = told.iter().all(|(_, _, _, problems)| problems.count == 0);
    tell(global, told);
    Ok(if sound { FINE } else { WRONG })
}

fn tell(global: &Global, told: Vec<(String, String, Value, Problems)>) {
    let paint = out::paint();
    let mut all = Vec::new();
    for (what, root, counts, problems) in told {
        let named: Vec<String> = problems.named.iter().map(ToString::to_string).collect();
        all.push(
            json!({ "what": what, "sound": problems.count == 0, "tree_root": root, "read": counts, "problems": named }),
        );
        if global.json {
            continue;
        }
        let read = counts
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, n)| format!("{n} {name}"))
            .collect::<Vec<_>>()
            .join(", ");
        match problems.count {
            0 => out::line(&format!("{} {what}: {read}; every hash agrees\ntree root {root}", paint.green("sound"))),
            count => {
                out::line(&format!("{} {what}: {count} problems in {read}", paint.red("NOT SOUND")));
                named.iter().take(100).for_each(|p| out::line(&format!("  {p}")));
            }
        }
    }
    if global.json {
        out::json(&Value::Array(all));
    }
}
