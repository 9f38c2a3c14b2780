//! `export-oscal`: what the organisation records as a document of others, and what it could not carry.

use crate::{
    cli::{ExportOscal, Global},
    failure::{FINE, Failure, Outcome},
    open::{Opened, as_of},
    out,
};
use formats::oscal::Form;
use serde_json::json;
use service::oscal::{Bundle, Loss, Offer, Wish, as_json, as_text, model_of, offers};
use std::path::Path;

/// Writes the document; whoever holds the database sees everything in it.
pub async fn run(global: &Global, wish: &ExportOscal) -> Outcome {
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(None).await?;
    let view = opened.service.view(&viewer, as_of(global.as_of.as_deref())?).await?;
    let all = offers(&view, &opened.service.library(view.for_the_organisation()).await?);
    let Some(word) = &wish.model else {
        list(global, &all);
        return Ok(FINE);
    };
    let model = model_of(word).ok_or_else(|| {
        Failure::said(format!("there is no OSCAL model {word:?}; surety export-oscal lists what can be written"))
    })?;
    let mine: Vec<&Offer> = all.iter().filter(|o| o.wish.model == model).collect();
    let key = match (&wish.key, mine.as_slice()) {
        (Some(key), _) => key.clone(),
        (None, [one]) => one.wish.key.clone(),
        (None, many) if many.iter().any(|o| o.wish.key.is_empty()) => String::new(),
        (None, []) => return Err(Failure::said(format!("there is nothing yet that a {model} could hold"))),
        (None, many) => {
            let keys: Vec<&str> = many.iter().map(|o| o.wish.key.as_str()).collect();
            return Err(Failure::said(format!("name one of {}", keys.join(", "))));
        }
    };
    let bundle = opened.service.oscal(&view, &Wish { model, key }, Form::from(wish.form)).await?;
    write(wish, &bundle)?;
    Ok(FINE)
}

fn list(global: &Global, all: &[Offer]) {
    if global.json {
        let one = |o: &Offer| json!({ "model": o.wish.model.key(), "key": o.wish.key, "title": o.title });
        return out::json(&all.iter().map(one).collect());
    }
    let rows: Vec<Vec<String>> =
        all.iter().map(|o| vec![o.wish.model.to_string(), o.wish.key.clone(), o.title.clone()]).collect();
    out::table(&["MODEL", "KEY", "TITLE"], &rows);
}

fn write(wish: &ExportOscal, bundle: &Bundle) -> Result<(), Failure> {
    let files = bundle.files()?;
    if let Some(folder) = &wish.folder {
        std::fs::create_dir_all(folder)?;
        for (name, bytes) in &files {
            std::fs::write(folder.join(name), bytes)?;
            out::line(&folder.join(name).display().to_string());
        }
    }
    let first = files.first().map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
    match (&wish.out, &wish.folder) {
        (Some(file), _) => std::fs::write(file, first)?,
        (None, None) => out::say(&String::from_utf8_lossy(first)),
        (None, Some(_)) => {}
    }
    let losses: Vec<(&str, &Loss)> = match &wish.folder {
        Some(_) => bundle.losses(),
        None => bundle.pieces.iter().take(1).flat_map(|p| p.losses.iter().map(|l| (p.name.as_str(), l))).collect(),
    };
    said(&losses, wish.loss.as_deref())
}

/// Losses go to their file, and their number to standard error.
pub fn said(losses: &[(&str, &Loss)], file: Option<&Path>) -> Result<(), Failure> {
    let json = file.is_some_and(|f| f.extension().is_some_and(|e| e == "json"));
    match file {
        Some(file) if json => std::fs::write(file, format!("{:#}\n", as_json(losses)))?,
        Some(file) => std::fs::write(file, as_text(losses))?,
        None if losses.is_empty() => {}
        None => eprintln!("{} things were left behind; --loss FILE lists them", losses.len()),
    }
    Ok(())
}
