//! Markdown of several paragraphs, as XML.

use super::inline::inline;
use super::{DEEPEST, text};
use crate::oscal::xml::dom::{Child, Element};

/// The block markup of a text.
pub(in crate::oscal) fn blocks_to_xml(markdown: &str) -> Vec<Child> {
    let lines: Vec<&str> = markdown.split('\n').map(|l| l.strip_suffix('\r').unwrap_or(l)).collect();
    blocks(&lines, DEEPEST)
}

fn blocks(lines: &[&str], depth: usize) -> Vec<Child> {
    let mut out = Vec::new();
    let mut rest = lines;
    while let Some((first, after)) = rest.split_first() {
        if first.trim().is_empty() {
            rest = after;
            continue;
        }
        let (element, taken) = block(rest, depth);
        out.push(Child::Element(element));
        rest = rest.get(taken.max(1)..).unwrap_or_default();
    }
    out
}

/// The block that begins here, and how many lines it has.
fn block(lines: &[&str], depth: usize) -> (Element, usize) {
    let first = lines.first().copied().unwrap_or_default();
    if first.trim_start().starts_with("```") {
        return fenced(lines);
    }
    if let Some((level, title)) = heading(first) {
        return (Element::new(level, inline(title, depth)), 1);
    }
    if is_table(lines) {
        return table(lines, depth);
    }
    if depth > 0 {
        if let Some(marker) = Marker::of(first) {
            return list(lines, &marker, depth);
        }
        if first.starts_with('>') {
            let taken = lines.iter().take_while(|l| l.starts_with('>')).count();
            let inner: Vec<&str> = lines
                .iter()
                .take(taken)
                .filter_map(|l| l.strip_prefix('>'))
                .map(|l| l.strip_prefix(' ').unwrap_or(l))
                .collect();
            return (Element::new("blockquote", blocks(&inner, depth - 1)), taken);
        }
    }
    paragraph(lines, depth)
}

fn heading(line: &str) -> Option<(&'static str, &str)> {
    let title = line.trim_start_matches('#');
    let names = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let name = names.get((line.len() - title.len()).checked_sub(1)?)?;
    title.starts_with(' ').then(|| (*name, title.trim()))
}

fn fenced(lines: &[&str]) -> (Element, usize) {
    let body = lines.iter().skip(1).take_while(|l| l.trim() != "```");
    let inner: Vec<&str> = body.copied().collect();
    let taken = inner.len() + 2;
    (Element::new("pre", vec![text(&inner.join("\n"))]), taken.min(lines.len()))
}

fn ends_paragraph(line: &str) -> bool {
    line.trim().is_empty()
        || line.starts_with("```")
        || heading(line).is_some()
        || line.starts_with('>')
        || Marker::of(line).is_some()
}

fn paragraph(lines: &[&str], depth: usize) -> (Element, usize) {
    let more = lines.iter().skip(1).take_while(|l| !ends_paragraph(l)).count();
    let mut joined = String::new();
    for (i, line) in lines.iter().take(more + 1).enumerate() {
        if i > 0 {
            // Two blanks at the end of a line break it.
            let hard = joined.ends_with("  ");
            joined.truncate(joined.trim_end_matches(' ').len());
            joined.push_str(if hard { "\\\n" } else { "\n" });
        }
        joined.push_str(line);
    }
    (Element::new("p", inline(&joined, depth)), more + 1)
}

/// What begins an item of a list.
struct Marker {
    ordered: bool,
    /// How far the item's own text is indented.
    width: usize,
}

impl Marker {
    fn of(line: &str) -> Option<Marker> {
        let body = line.trim_start_matches(' ');
        let indent = line.len() - body.len();
        if indent > 3 {
            return None;
        }
        let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (ordered, mark) = match body.get(digits..)?.chars().next()? {
            '*' | '-' | '+' if digits == 0 => (false, 1),
            '.' | ')' if (1..=9).contains(&digits) => (true, digits + 1),
            _ => return None,
        };
        let after = body.get(mark..)?;
        (after.starts_with(' ')).then_some(Marker { ordered, width: indent + mark + 1 })
    }
}

fn list(lines: &[&str], first: &Marker, depth: usize) -> (Element, usize) {
    let mut items = Vec::new();
    let mut taken = 0;
    while let Some(line) = lines.get(taken) {
        let Some(marker) = Marker::of(line).filter(|m| m.ordered == first.ordered) else { break };
        let length = item_length(lines.get(taken..).unwrap_or_default(), marker.width);
        let inner: Vec<&str> = lines.iter().skip(taken).take(length).map(|l| dedent(l, marker.width)).collect();
        items.push(Child::Element(item(&inner, depth - 1)));
        taken += length;
        // Blank lines between items of one list.
        let blank = lines.iter().skip(taken).take_while(|l| l.trim().is_empty()).count();
        let goes_on = lines.get(taken + blank).and_then(|l| Marker::of(l)).is_some_and(|m| m.ordered == first.ordered);
        taken += if goes_on { blank } else { 0 };
    }
    (Element::new(if first.ordered { "ol" } else { "ul" }, items), taken)
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn dedent(line: &str, width: usize) -> &str {
    let cut = if Marker::of(line).is_some_and(|m| m.width == width) { width } else { indent_of(line).min(width) };
    line.get(cut..).unwrap_or_default()
}

/// An item goes on over indented lines and over lines of its own paragraph.
fn item_length(lines: &[&str], width: usize) -> usize {
    let mut length = 1;
    while let Some(line) = lines.get(length) {
        let blank = line.trim().is_empty();
        let inside = indent_of(line) >= width;
        let lazy = !blank && !ends_paragraph(line) && lines.get(length - 1).is_some_and(|l| !l.trim().is_empty());
        let blank_inside =
            blank && lines.iter().skip(length).find(|l| !l.trim().is_empty()).is_some_and(|l| indent_of(l) >= width);
        if !(inside && !blank || lazy || blank_inside) {
            break;
        }
        length += 1;
    }
    length
}

/// The only paragraph of an item needs no element of its own.
fn item(lines: &[&str], depth: usize) -> Element {
    let mut children = blocks(lines, depth);
    let paragraphs = children.iter().filter(|c| matches!(c, Child::Element(e) if e.name == "p")).count();
    if paragraphs == 1
        && let Some(Child::Element(first)) =
            children.first_mut().filter(|c| matches!(c, Child::Element(e) if e.name == "p"))
    {
        let inner = std::mem::take(&mut first.children);
        children.splice(0..1, inner);
    }
    Element::new("li", children)
}

fn cells(line: &str) -> Vec<String> {
    let body = line.trim().trim_start_matches('|');
    let body = body.strip_suffix('|').filter(|b| !b.ends_with('\\')).unwrap_or(body);
    let mut out = vec![String::new()];
    let mut escaped = false;
    for c in body.chars() {
        match (c, out.last_mut()) {
            ('|', _) if !escaped => out.push(String::new()),
            (c, Some(cell)) => {
                if c == '|' {
                    cell.pop();
                }
                cell.push(c);
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    out
}

fn alignment(cell: &str) -> Option<Option<&'static str>> {
    let cell = cell.trim();
    let dashes = cell.trim_matches(':');
    if dashes.is_empty() || !dashes.bytes().all(|b| b == b'-') {
        return None;
    }
    Some(match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Some("center"),
        (true, false) => Some("left"),
        (false, true) => Some("right"),
        (false, false) => None,
    })
}

fn is_table(lines: &[&str]) -> bool {
    let rule = lines.get(1).filter(|_| lines.first().is_some_and(|l| l.trim_start().starts_with('|')));
    rule.is_some_and(|l| l.trim_start().starts_with('|') && cells(l).iter().all(|c| alignment(c).is_some()))
}

fn table(lines: &[&str], depth: usize) -> (Element, usize) {
    let taken = lines.iter().take_while(|l| l.trim_start().starts_with('|')).count();
    let aligned: Vec<_> =
        lines.get(1).map(|l| cells(l)).unwrap_or_default().iter().map(|c| alignment(c).flatten()).collect();
    let row = |(i, line): (usize, &&str)| {
        let cell = |(n, c): (usize, &String)| {
            let element = Element::new(if i == 0 { "th" } else { "td" }, inline(c.trim(), depth));
            Child::Element(match aligned.get(n).copied().flatten() {
                Some(align) => element.with("align", align),
                None => element,
            })
        };
        Child::Element(Element::new("tr", cells(line).iter().enumerate().map(cell).collect()))
    };
    let rows = lines.iter().take(taken).enumerate().filter(|(i, _)| *i != 1).map(row).collect();
    (Element::new("table", rows), taken)
}
