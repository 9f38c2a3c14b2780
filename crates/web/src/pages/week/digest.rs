//! The list as a few lines of plain text, for those who want it in another tool.

use super::{AHEAD, When, of, say};
use crate::{cx::Cx, fault::Result, pages::communication::unlinked};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use isms::analysis::asked::Asked;

/// What is asked of the visitor: the sentence of the page, then a line for each.
pub fn digest(cx: &Cx, all: &[Asked]) -> String {
    let said = say(cx);
    let mut lines = vec![said.sentence(all)];
    for when in [When::Today, When::Week] {
        let here: Vec<&Asked> = all.iter().filter(|a| When::of(a, cx.today()) == when).collect();
        if !here.is_empty() {
            lines.push(format!("\n{}", cx.w.t(when.word())));
            let texts = here.into_iter().filter_map(|a| said.line(a));
            lines.extend(texts.map(|line| unlinked(&line, &|label, _| label.to_owned())));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// `GET /week.txt`
pub async fn text(cx: Cx) -> Result<Response> {
    let all = of(&cx, AHEAD).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], digest(&cx, &all)).into_response())
}
