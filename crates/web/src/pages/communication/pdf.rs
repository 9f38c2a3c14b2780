//! A message as a document, for those who read on paper or keep what they were told.

use super::scribe::unlinked;
use crate::{
    cx::Cx,
    fault::{Fault, Result},
    pages::record_of,
};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use isms::{
    communication::{Channel, Message},
    record::Record,
};
use report::print::{self, Block, Document, Issued, Language, Section, Text};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// `GET /messages/{key}/message.pdf`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let record = record_of(&cx, "messages", &key)?;
    let message = record.typed::<Message>().ok_or_else(|| Fault::missing(format!("message {key}")))?;
    let document = document(&cx, message);
    let name = format!("pdf {}", hex::encode(Sha256::digest(format!("{document:?}"))));
    let set = move || print::pdf(&document).map(Arc::new).map_err(|e| e.to_string());
    let bytes = (*cx.app.service.remembered(name, set).await?).clone().map_err(Fault::bad)?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.pdf\"", record.key())),
    ];
    Ok((headers, bytes.to_vec()).into_response())
}

fn document(cx: &Cx, message: &Record<Message>) -> Document {
    let channel = message.body.channel.and_then(|c| cx.view.get(c.id())).and_then(|r| r.typed::<Channel>());
    let mut facts = vec![(cx.w.or("kind-message", "Message"), format!("MSG-{}", message.head.number))];
    facts.extend(channel.map(|c| (cx.w.or("kind-channel", "Channel"), c.head.title.clone())));
    facts.extend(message.body.sent.map(|sent| (cx.w.or("field-sent", "Sent"), cx.time(sent))));
    let mut sections = sections(&message.body.text.0, &cx.w.or("kind-message", "Message"));
    if !message.body.question.0.trim().is_empty() {
        let blocks = vec![Block::Paragraph(Text::from(line(&message.body.question.0)))];
        sections.push(Section { heading: cx.w.or("field-question", "Question"), blocks });
    }
    let on = message.body.sent.map_or_else(|| cx.today(), |sent| sent.to_zoned(cx.tz.clone()).date());
    Document {
        title: message.head.title.clone(),
        organisation: cx.org_name.clone(),
        facts,
        language: Language::of(cx.w.lang()),
        issued: Issued { text: cx.w.date_long(on), on },
        sections,
        ..Document::default()
    }
}

/// What stands before any heading is the `first` section. Headings begin sections, list items are bullets, everything else is a paragraph.
fn sections(markdown: &str, first: &str) -> Vec<Section> {
    let mut out = vec![Section { heading: first.to_owned(), blocks: Vec::new() }];
    let mut paragraph = String::new();
    for raw in markdown.lines().chain([""]) {
        let text = raw.trim();
        let heading = text.strip_prefix('#').map(|t| t.trim_start_matches('#').trim());
        let item = text.strip_prefix("- ").or_else(|| text.strip_prefix("* "));
        let plain = heading.is_none() && item.is_none() && !text.is_empty();
        if plain {
            paragraph = format!("{paragraph} {text}").trim().to_owned();
            continue;
        }
        let blocks = out.last_mut().map(|s| &mut s.blocks);
        if let (Some(blocks), false) = (blocks, paragraph.is_empty()) {
            blocks.push(Block::Paragraph(Text::from(line(&std::mem::take(&mut paragraph)))));
        }
        match (heading, item, out.last_mut()) {
            (Some(heading), _, _) => out.push(Section { heading: line(heading), blocks: Vec::new() }),
            (_, Some(item), Some(section)) => match section.blocks.last_mut() {
                Some(Block::Bullets(items)) => items.push(Text::from(line(item))),
                _ => section.blocks.push(Block::Bullets(vec![Text::from(line(item))])),
            },
            _ => {}
        }
    }
    out.retain(|s| !s.blocks.is_empty());
    out
}

/// A line without marks; of a link its words.
fn line(markdown: &str) -> String {
    unlinked(markdown, &|words, _| words.to_owned()).replace(['*', '`'], "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_shapes() {
        let found =
            sections("Since *May*.\n\n## To decide\n- [DEC-1 Copies](/decisions/DEC-1): waits\n- two\n\nEnd [x", "T");
        let shapes: Vec<(String, usize)> = found.iter().map(|s| (s.heading.clone(), s.blocks.len())).collect();
        assert_eq!(shapes, [("T".to_owned(), 1), ("To decide".to_owned(), 2)]);
        assert_eq!(line("[DEC-1 Copies](/decisions/DEC-1): waits"), "DEC-1 Copies: waits");
        assert_eq!(line("End [x and [y](z"), "End [x and [y](z");
    }
}
