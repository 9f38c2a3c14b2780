//! Texts that come with simple markup, as Markdown.

/// Headings, emphasis, list items and paragraphs of HTML become Markdown; every other tag is left out, the usual entities are read.
pub(super) fn markdown(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        let tag = |from: &str| from.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || c == '/');
        match from.find('>').filter(|_| tag(from)) {
            Some(close) => {
                out.push_str(sign(from.get(1..close).unwrap_or_default()));
                rest = from.get(close + 1..).unwrap_or_default();
            }
            None => {
                out.push('<');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    entities(&out).trim().to_owned()
}

fn sign(tag: &str) -> &'static str {
    let closing = tag.starts_with('/');
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    match (name.to_ascii_lowercase().as_str(), closing) {
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => "\n\n### ",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "ul" | "ol" | "dl", _) => "\n\n",
        ("li" | "dt", false) => "\n- ",
        ("dd", false) => ": ",
        ("br", _) => "\n",
        ("strong" | "b", _) => "**",
        ("em" | "i", _) => "*",
        _ => "",
    }
}

fn entities(text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    known.iter().fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c))
}

#[cfg(test)]
mod tests {
    #[test]
    fn markup_becomes_markdown_and_what_is_none_stays() {
        let html = "<h3>Why</h3>It is <strong>so</strong>: 3 < 4 &amp; <dl class=\"x\"><dt>A</dt><dd>b</dd></dl><script>x</script><";
        assert_eq!(super::markdown(html), "### Why\n\nIt is **so**: 3 < 4 & \n\n\n- A: b\n\nx<");
    }
}
