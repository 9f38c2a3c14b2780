//! The list as a few lines of plain text, for mail and for those who want it in another tool.

use super::{AHEAD, When, matter, of, sentence, wish};
use crate::{cx::Cx, fault::Result};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use isms::analysis::asked::Asked;

/// What is asked of the visitor: the sentence of the page, then a line for each.
pub fn digest(cx: &Cx, all: &[Asked]) -> String {
    let mut lines = vec![sentence(cx, all)];
    for when in [When::Today, When::Week] {
        let here: Vec<&Asked> = all.iter().filter(|a| When::of(a, cx.today()) == when).collect();
        if !here.is_empty() {
            lines.push(format!("\n{}", cx.w.t(when.word())));
            lines.extend(here.into_iter().filter_map(|a| line(cx, a)));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn line(cx: &Cx, asked: &Asked) -> Option<String> {
    let title = &matter(cx, asked)?.head().title;
    let due =
        asked.due.map(|d| format!(", {}", cx.w.tn("week-by", &[("day", cx.w.date(d).into())]))).unwrap_or_default();
    let late = if asked.late { format!(" ({})", cx.w.t("overdue")) } else { String::new() };
    Some(format!("- {}: {title}{due}{late}", wish(cx, asked.what)))
}

/// `GET /week.txt`
pub async fn text(cx: Cx) -> Result<Response> {
    let all = of(&cx, AHEAD).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], digest(&cx, &all)).into_response())
}
