//! Markup elements, as Markdown.

use super::DEEPEST;
use crate::oscal::xml::dom::{Child, Element};

/// Inline markup as one line. At its edges one blank stays where the XML has blanks; line breaks go, unless an element follows:
/// so do the converters of NIST, and so the same document is the same in every form.
pub(in crate::oscal) fn line_to_markdown(children: &[Child]) -> String {
    let mut writer = Writer::default();
    writer.inline(children, 0);
    let line = writer.out.trim();
    if line.is_empty() {
        return String::new();
    }
    let mut said = children.iter().filter(|c| !matches!(c, Child::Instruction(..)));
    let before = said.next().map_or("", |c| edge(c, str::trim_start, |t, n| t.get(..n)));
    let after =
        said.next_back().or(children.last()).map_or("", |c| edge(c, str::trim_end, |t, n| t.get(t.len() - n..)));
    format!("{before}{line}{after}")
}

/// The blank that stays at an edge of a line.
fn edge(child: &Child, trim: fn(&str) -> &str, cut: fn(&str, usize) -> Option<&str>) -> &'static str {
    let Child::Text(text) = child else { return "" };
    let rest = trim(text);
    let gone = cut(text, text.len() - rest.len()).unwrap_or_default();
    if gone.is_empty() || (gone.contains('\n') && !rest.is_empty()) { "" } else { " " }
}

/// Block markup as paragraphs with an empty line between them.
pub(in crate::oscal) fn blocks_to_markdown(children: &[Child]) -> String {
    blocks(children, 0, true).join("\n\n")
}

/// Each block by itself; text that stands between blocks is a paragraph. A list that is not within anything ends its last line,
/// again as NIST's converters do.
fn blocks(children: &[Child], depth: usize, outer: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut loose: Vec<Child> = Vec::new();
    let flush = |loose: &mut Vec<Child>, out: &mut Vec<String>| {
        let text = paragraph(loose).trim().to_owned();
        loose.clear();
        if !text.is_empty() {
            out.push(text);
        }
    };
    for child in children {
        match child {
            Child::Element(e) if is_block(&e.name) => {
                flush(&mut loose, &mut out);
                let ends = outer && matches!(e.name.as_str(), "ul" | "ol");
                out.push(block(e, depth) + if ends { "\n" } else { "" });
            }
            Child::Instruction(..) => {}
            other => loose.push(other.clone()),
        }
    }
    flush(&mut loose, &mut out);
    out
}

fn is_block(name: &str) -> bool {
    matches!(name, "p" | "ul" | "ol" | "pre" | "table" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn paragraph(children: &[Child]) -> String {
    let line = line_to_markdown(children);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = |n: usize| line.get(n..).unwrap_or_default();
    let numbered = (1..=9).contains(&digits) && (after(digits).starts_with(". ") || after(digits).starts_with(") "));
    let bullet = ["- ", "+ ", "> ", "|", "# ", "##", ">"].iter().any(|m| line.starts_with(m));
    match (numbered, bullet) {
        (true, _) => format!("{}\\{}", line.get(..digits).unwrap_or_default(), after(digits)),
        (_, true) => format!("\\{line}"),
        _ => line,
    }
}

fn block(element: &Element, depth: usize) -> String {
    if depth > DEEPEST {
        return line_to_markdown(&element.children);
    }
    let level = |name: &str| name.strip_prefix('h').and_then(|n| n.parse::<usize>().ok());
    match element.name.as_str() {
        "ul" | "ol" => list(element, depth),
        "pre" => fenced(&element.text()),
        "table" => table(element),
        "blockquote" => prefixed(&blocks(&element.children, depth + 1, false).join("\n\n"), "> ", "> "),
        name => match level(name) {
            Some(n) => format!("{} {}", "#".repeat(n.min(6)), line_to_markdown(&element.children)),
            None => paragraph(&element.children),
        },
    }
}

fn fenced(code: &str) -> String {
    format!("```\n{}\n```", code)
}

/// Puts something before the first line and before all others that are not empty.
fn prefixed(text: &str, first: &str, others: &str) -> String {
    let mut out = String::new();
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        if i == 0 || !line.is_empty() {
            out.push_str(if i == 0 { first } else { others });
        } else {
            out.push_str(others.trim_end());
        }
        out.push_str(line);
    }
    out
}

fn list(element: &Element, depth: usize) -> String {
    let (first, others) = if element.name == "ol" { ("1. ", "   ") } else { ("* ", "  ") };
    let items = element.elements().map(|item| {
        let paragraphs = item.elements().filter(|e| e.name == "p").count();
        let parts = blocks(&item.children, depth + 1, false);
        let text = parts.join(if paragraphs > 1 { "\n\n" } else { "\n" });
        prefixed(&text, first, others)
    });
    items.collect::<Vec<_>>().join("\n")
}

fn table(element: &Element) -> String {
    let mut out = Vec::new();
    for row in element.elements() {
        let cells: Vec<&Element> = row.elements().collect();
        let texts = cells.iter().map(|c| line_to_markdown(&c.children).replace('|', "\\|"));
        out.push(format!("| {} |", texts.collect::<Vec<_>>().join(" | ")));
        if out.len() == 1 {
            let rule = cells.iter().map(|c| match c.attribute("align") {
                Some("center") => ":---:",
                Some("left") => ":---",
                Some("right") => "---:",
                _ => "---",
            });
            out.push(format!("| {} |", rule.collect::<Vec<_>>().join(" | ")));
        }
    }
    out.join("\n")
}

#[derive(Default)]
struct Writer {
    out: String,
}

impl Writer {
    fn inline(&mut self, children: &[Child], depth: usize) {
        for child in children {
            match child {
                Child::Text(text) => self.text(text),
                Child::Element(e) if depth < DEEPEST => self.element(e, depth + 1),
                Child::Element(e) => self.text(&e.text()),
                Child::Instruction(..) => {}
            }
        }
    }

    /// Blanks at the edges of a span stand outside of it, because Markdown knows none inside.
    fn span(&mut self, mark: &str, element: &Element, depth: usize) {
        let start = self.out.len();
        self.out.push_str(mark);
        self.inline(&element.children, depth);
        let inner = self.out.split_off(start).split_off(mark.len());
        let trimmed = inner.trim_matches(' ');
        if inner.starts_with(' ') && !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
        if !trimmed.is_empty() {
            self.out.extend([mark, trimmed, mark]);
        }
        if inner.ends_with(' ') && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
    }

    fn element(&mut self, element: &Element, depth: usize) {
        let attribute = |name: &str| element.attribute(name).unwrap_or_default();
        match element.name.as_str() {
            "em" | "i" => self.span("*", element, depth),
            "strong" | "b" => self.span("**", element, depth),
            "sub" => self.span("~", element, depth),
            "sup" => self.span("^", element, depth),
            "q" => self.span("\"", element, depth),
            "code" => self.code(&element.text()),
            "br" => self.out.push_str("\\\n"),
            "insert" => {
                self.out.extend(["{{ insert: ", attribute("type"), ", ", attribute("id-ref"), " }}"]);
            }
            "img" => {
                self.out.extend(["![", &escape_label(attribute("alt")), "](", attribute("src")]);
                self.title(element);
                self.out.push(')');
            }
            "a" => {
                self.out.push('[');
                self.inline(&element.children, depth);
                self.out.extend(["](", attribute("href")]);
                self.title(element);
                self.out.push(')');
            }
            _ => self.inline(&element.children, depth),
        }
    }

    fn title(&mut self, element: &Element) {
        if let Some(title) = element.attribute("title") {
            self.out.extend([" \"", &title.replace('\\', "\\\\").replace('"', "\\\""), "\""]);
        }
    }

    fn code(&mut self, code: &str) {
        let mut longest = 0;
        let mut run = 0;
        for c in code.chars() {
            run = if c == '`' { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        let ticks = "`".repeat(if longest == 0 { 1 } else { longest + 1 });
        let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
        self.out.extend([&ticks, pad, code, pad, &ticks]);
    }

    /// Runs of white space become one blank; what Markdown would read as markup is escaped.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            if matches!(c, ' ' | '\t' | '\n' | '\r') {
                if !self.out.ends_with([' ', '\n']) && !self.out.is_empty() {
                    self.out.push(' ');
                }
            } else {
                if self.needs_escape(c, after) {
                    self.out.push('\\');
                }
                self.out.push(c);
            }
            rest = after;
        }
    }

    fn needs_escape(&self, c: char, after: &str) -> bool {
        let before = self.out.chars().next_back();
        let next = after.chars().next();
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '`' | '"' => true,
            '\\' => next.is_none_or(|n| n.is_ascii_punctuation() || n.is_whitespace()),
            '*' => !(blank(before) && blank(next) && before.is_some()),
            '_' => !(word(before) && word(next) || blank(before) && blank(next)),
            '~' | '^' => !blank(next) || !blank(before),
            '[' => after.contains("]("),
            '{' => after.starts_with("{ insert:") || after.starts_with("{insert:"),
            '&' => ["amp;", "lt;", "gt;", "quot;", "apos;", "nbsp;"].iter().any(|e| after.starts_with(e)),
            _ => false,
        }
    }
}

fn escape_label(label: &str) -> String {
    label.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}
