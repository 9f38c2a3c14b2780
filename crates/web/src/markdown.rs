//! Markdown to HTML that cannot do harm: rendered without raw HTML, then cleaned once more.

use maud::{Markup, PreEscaped};
use std::borrow::Cow;

/// Longer texts are cut before rendering: no person writes them.
const LONGEST: usize = 500_000;

/// Renders Markdown.
pub fn render(text: &str) -> Markup {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = false;
    options.render.r#unsafe = false;
    let html = comrak::markdown_to_html(&shallow(&text[..end]), &options);
    PreEscaped(ammonia::Builder::default().link_rel(Some("noopener noreferrer nofollow")).clean(&html).to_string())
}

/// Quotes within quotes take time that grows with the square of their depth; deeper than this nobody reads.
const DEEPEST: usize = 20;

fn shallow(text: &str) -> Cow<'_, str> {
    let quotes =
        |line: &str| line.bytes().take_while(|b| matches!(b, b'>' | b' ' | b'\t')).filter(|b| *b == b'>').count();
    if text.lines().all(|l| quotes(l) <= DEEPEST) {
        return Cow::Borrowed(text);
    }
    let cut = |line: &str| {
        if quotes(line) > DEEPEST {
            format!("{} {}", ">".repeat(DEEPEST), line.trim_start_matches(['>', ' ', '\t']))
        } else {
            line.to_owned()
        }
    };
    Cow::Owned(text.lines().map(cut).collect::<Vec<_>>().join("\n"))
}

/// The first line without marks, for tables and lists.
pub fn first_line(text: &str, longest: usize) -> String {
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let plain: String = line.chars().filter(|c| !matches!(c, '*' | '`' | '#' | '_')).collect();
    let plain = plain.trim();
    if plain.chars().count() > longest {
        format!("{}…", plain.chars().take(longest).collect::<String>().trim_end())
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_markdown_stays_text() {
        for (hostile, gone) in [
            ("<script>alert(1)</script>", "<script"),
            ("[x](javascript:alert(1))", "javascript:"),
            ("<img src=x onerror=alert(1)>", "onerror"),
            ("[x](data:text/html;base64,AAAA)", "data:text"),
            ("<a href=\"https://e.org\" style=\"position:fixed\">x</a>", "style"),
            ("<svg><animate onbegin=alert(1)>", "onbegin"),
        ] {
            let shown = render(hostile).into_string();
            assert!(!shown.contains(gone), "{hostile} became {shown}");
        }
    }

    #[test]
    fn deep_nesting_is_harmless() {
        for mark in [">", "[", "- ", "*a ", "![", "<b>", "|"] {
            render(&mark.repeat(20_000));
        }
        assert!(render("> said\n> twice").into_string().starts_with("<blockquote>"));
    }

    #[test]
    fn a_first_line_is_short_and_plain() {
        assert_eq!(first_line("\n## A *strong* start\nmore", 9), "A strong…");
    }
}
