//! Issues and changes in words, in the organisation's first language; letters in their reader's.

use crate::{
    markdown,
    pages::{insight::points_of, week::Say},
    show::path,
    words::Words,
};
use isms::{
    analysis::{
        asked::Asked,
        message::{Issue, Item, Says, Section},
    },
    communication::{Channel, Message, message::Direction},
    context::{Organisation, Person},
    field::Choice,
    isms::Isms,
    outer::Names,
    record::Record,
    rules,
    values::RecordId,
    view::View,
};
use service::post::{self, Written};

/// So many things that are asked stand in a letter; the list has the rest.
const ASKED: usize = 10;

/// Puts what the worker sends into words.
pub struct Scribe;

impl post::Scribe for Scribe {
    fn issue(&self, isms: &Isms, channel: &Record<Channel>, issue: &Issue) -> Written {
        issue_in(&words_of(isms), isms, channel, issue)
    }

    fn changes(&self, isms: &Isms, channel: &Record<Channel>, items: &[Item]) -> Written {
        let w = words_of(isms);
        let title = w.tn("carry-down-title", &[("channel", channel.head.title.as_str().into())]);
        let text = format!("{}\n\n{}", w.t("carry-down-text"), list(&w, isms, items));
        Written { title, text, html: None }
    }

    fn letter(
        &self,
        view: &View,
        message: &Record<Message>,
        person: &Record<Person>,
        asked: &[Asked],
        pages: Option<&str>,
    ) -> Written {
        let isms = view.for_the_organisation();
        let w = words_for(isms, person);
        let mut text = message.body.text.0.trim().to_owned();
        if !message.body.question.0.trim().is_empty() {
            text += &format!("\n\n**{}** {}", w.t("message-question"), message.body.question.0.trim());
        }
        text += &owed(&Say { w, view }, message, asked);
        if let (Some(pages), Some(key)) = (pages, isms.key(message.head.id)) {
            text += &format!("\n\n[{}]({pages}/messages/{key})", w.t("letter-read"));
        }
        let html = markdown::render(&absolute(&text, pages)).into_string();
        let html =
            format!("<!DOCTYPE html><html lang=\"{}\"><meta charset=\"utf-8\"><body>{html}</body></html>", w.lang());
        Written { title: message.head.title.clone(), text: plain(&text, pages), html: Some(html) }
    }
}

/// The language that a person chose for letters, else the organisation's.
fn words_for(isms: &Isms, person: &Record<Person>) -> Words {
    person.body.language.map_or_else(|| words_of(isms), |l| Words::for_lang(l.word()))
}

/// The organisation's first language that is spoken here.
pub fn words_of(isms: &Isms) -> Words {
    let first = isms.single::<Organisation>().and_then(|o| o.body.languages.first().cloned());
    Words::for_lang(&first.unwrap_or_default())
}

/// An issue in the words of a reader.
pub fn issue_in(w: &Words, isms: &Isms, channel: &Record<Channel>, issue: &Issue) -> Written {
    let day = w.date(rules::today(isms));
    let title = w.tn("issue-title", &[("channel", channel.head.title.as_str().into()), ("day", day.into())]);
    let since = w.date(rules::day_of(issue.since));
    let sections = issue.sections.iter().map(|s| section(w, isms, s)).collect::<Vec<_>>().join("\n\n");
    let text = format!("{}\n\n{sections}", w.tn("issue-since", &[("day", since.into())]));
    Written { title, text, html: None }
}

fn section(w: &Words, isms: &Isms, section: &Section) -> String {
    format!("## {}\n\n{}", w.t(&format!("issue-{}", section.topic.word())), list(w, isms, &section.items))
}

fn list(w: &Words, isms: &Isms, items: &[Item]) -> String {
    items
        .iter()
        .map(|i| format!("- {}: {}", name(w, isms, i.record), says(w, isms, &i.says)))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A record as a link in Markdown.
fn name(w: &Words, isms: &Isms, id: RecordId) -> String {
    let Some(record) = isms.get(id) else { return w.t("not-visible") };
    let title = record.head().title.replace(['[', ']', '\\', '\n'], " ");
    format!("[{} {title}]({})", record.key(), path(record.as_ref()))
}

/// What is said of a record, as the rest of a sentence.
pub fn says(w: &Words, isms: &Isms, says: &Says) -> String {
    let day = |d| w.date(d);
    match says {
        Says::Certain { now: None, .. } => w.t("says-unknown"),
        Says::Certain { now: Some((now, error)), required, before } => {
            let mut text =
                w.tn("says-certain", &[("now", w.percent(*now).into()), ("error", points_of(w, *error).into())]);
            if let Some(required) = required {
                text += &w.tn("says-required", &[("required", w.percent(*required).into())]);
            }
            if let Some(before) = before {
                text += &w.tn("says-before", &[("before", w.percent(*before).into())]);
            }
            text
        }
        Says::Waits { by, since } => {
            let by: Vec<String> = by.iter().filter_map(|p| Some(isms.get(*p)?.head().title.clone())).collect();
            let by = if by.is_empty() { w.t("says-nobody") } else { by.join(", ") };
            w.tn("says-waits", &[("by", by.into()), ("day", day(*since).into())])
        }
        Says::Owed { to, due } => {
            let to = to.and_then(|t| Some(isms.get(t)?.head().title.clone())).unwrap_or_else(|| w.t("says-nobody"));
            let due = due.map_or_else(|| w.t("says-no-day"), day);
            w.tn("says-owed", &[("to", to.into()), ("day", due.into())])
        }
        Says::AskedFromBelow { at } => w.tn("says-asked", &[("day", day(rules::day_of(*at)).into())]),
        Says::Late { due } => w.tn("says-late", &[("day", day(*due).into())]),
        Says::Done => w.t("says-done"),
        Says::Allocated { amount, days } => {
            let amount = amount.map(|m| w.money(m.minor, m.currency.code()));
            let days = days.map(|d| w.tn("says-person-days", &[("n", w.number(d, 0).into())]));
            let given: Vec<String> = amount.into_iter().chain(days).collect();
            w.tn("says-allocated", &[("what", given.join(", ").into())])
        }
        Says::Found => w.t("says-found"),
        Says::Ends { on } => w.tn("says-ends", &[("day", day(*on).into())]),
        Says::Behind { since } => w.tn("says-behind", &[("day", day(*since).into())]),
        Says::InForce { edition, since, readers } => w.tn(
            "says-in-force",
            &[("edition", (*edition).into()), ("day", day(*since).into()), ("n", (*readers).into())],
        ),
        Says::ToTake { readers, due } => w.tn("says-to-take", &[("n", (*readers).into()), ("day", day(*due).into())]),
        Says::Taught { lesson } => lesson.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// What is still asked of the reader at this moment, as My week says it: what they have done is not in it, nor is this letter.
fn owed(say: &Say<'_>, message: &Record<Message>, asked: &[Asked]) -> String {
    if message.body.direction != Direction::Across {
        return String::new();
    }
    let others = asked.iter().filter(|a| a.record != message.head.id);
    let lines: Vec<String> = others.filter_map(|a| say.line(a)).collect();
    let rest = lines.len().saturating_sub(ASKED);
    let more = (rest > 0).then(|| format!("- [{}](/week)", say.w.tn("and-more", &[("n", rest.into())])));
    let shown: Vec<String> = lines.into_iter().take(ASKED).chain(more).collect();
    if shown.is_empty() {
        return String::new();
    }
    format!("\n\n## {}\n\n{}", say.w.t("letter-owed"), shown.join("\n"))
}

/// Links to our own pages with the pages' address in front; without one they lead nowhere and are taken out.
pub fn absolute(text: &str, pages: Option<&str>) -> String {
    match pages {
        Some(pages) => text.replace("](/", &format!("]({pages}/")),
        None => unlinked(text, &|label, _| label.to_owned()),
    }
}

/// Without Markdown's links: `label <address>`, for readers of plain text.
fn plain(text: &str, pages: Option<&str>) -> String {
    unlinked(text, &|label, to| match (to.strip_prefix('/'), pages) {
        (Some(_), None) => label.to_owned(),
        (Some(own), Some(pages)) => format!("{label} <{pages}/{own}>"),
        (None, _) => format!("{label} <{to}>"),
    })
}

/// Replaces every `[label](address)` on one line.
pub fn unlinked(text: &str, with: &dyn Fn(&str, &str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        out += before;
        let parts = link.split_once("](").and_then(|(label, tail)| Some((label, tail.split_once(')')?)));
        match parts.filter(|(label, (to, _))| !label.contains(['\n', '[']) && !to.contains(['\n', ' '])) {
            Some((label, (to, tail))) => {
                out += &with(label, to);
                rest = tail;
            }
            None => {
                out.push('[');
                rest = link;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_somewhere_or_are_text() {
        let text = "See [OBJ-1 Supply](/objectives/OBJ-1) [and] [more](https://e.org/x).";
        assert_eq!(absolute(text, Some("https://isms.e.org")), text.replace("(/", "(https://isms.e.org/"));
        assert_eq!(
            plain(text, Some("https://i.e")),
            "See OBJ-1 Supply <https://i.e/objectives/OBJ-1> [and] more <https://e.org/x>."
        );
        assert_eq!(plain("[a](/b", None), "[a](/b");
        assert_eq!(absolute("[a](/b) c", None), "a c");
    }
}
