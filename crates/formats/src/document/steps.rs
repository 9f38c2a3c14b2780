//! The numbered list that holds the steps of an instruction.

use super::{
    MOST, Notes,
    instruction::Step,
    lines::Line,
    marks,
    prose::{self, Field},
};

/// The steps of a section, and the lines in front of them.
pub(super) struct Taken<'p, 'a> {
    pub before: &'p [Line<'a>],
    pub steps: Vec<Step>,
}

/// Where an item of a list begins.
struct Item<'a> {
    number: u32,
    /// Columns in front of its mark.
    indent: usize,
    /// Columns in front of its text.
    offset: usize,
    text: &'a str,
}

fn item<'a>(line: &Line<'a>) -> Option<Item<'a>> {
    let rest = line.text.trim_start_matches(' ');
    if line.code || line.text.len() - rest.len() > 3 {
        return None;
    }
    let (mark, behind) = marks::ordered(rest)?;
    let text = behind.trim_start_matches([' ', '\t']);
    let (indent, gap) = (line.text.len() - rest.len(), behind.len() - text.len());
    let gap = if text.is_empty() || gap > 4 { 1 } else { gap };
    let number = mark.trim_end_matches(['.', ')']).parse().unwrap_or_default();
    Some(Item { number, indent, offset: indent + mark.len() + gap, text })
}

/// Whether a numbered item begins here.
pub(super) fn is_item(line: &Line) -> bool {
    item(line).is_some()
}

/// How many lines a list takes that begins with the first: to the next heading, or to a paragraph that is not indented, unless the
/// numbers go on after it.
pub(super) fn end_of_list(lines: &[Line]) -> usize {
    let (mut number, mut blank, mut apart) = (None, false, None);
    for (index, line) in lines.iter().enumerate() {
        match item(line) {
            Some(item) if apart.is_none() || number.and_then(|n: u32| n.checked_add(1)) == Some(item.number) => {
                (number, apart) = (Some(item.number).filter(|_| item.indent < 2).or(number), None);
            }
            Some(_) => return apart.unwrap_or(index),
            None if line.heading().is_some() => return apart.unwrap_or(index),
            None if blank && !line.blank() && !line.code && !line.text.starts_with([' ', '\t']) => {
                apart = apart.or(Some(index));
            }
            None => {}
        }
        blank = line.blank();
    }
    apart.unwrap_or(lines.len())
}

/// Reads a section: what follows an item belongs to it, indented or not; a heading and what is beneath it belong to the item after
/// them. Items that stand deeper than the first stay in the text.
pub(super) fn read<'p, 'a>(section: &'p [Line<'a>], notes: &mut Notes) -> Taken<'p, 'a> {
    let Some((begin, first)) = section.iter().enumerate().find_map(|(i, l)| Some((i, item(l)?))) else {
        return Taken { before: section, steps: Vec::new() };
    };
    let mut texts: Vec<Field> = Vec::new();
    let above = section.get(..begin).unwrap_or_default();
    let (before, above) = above.split_at(above.iter().rposition(|l| l.heading().is_some()).unwrap_or(begin));
    let mut heading = (!above.is_empty()).then(Field::default);
    if let Some(field) = heading.as_mut() {
        above.iter().for_each(|line| field.raw(line.text));
    }
    let mut offset = first.offset;
    for line in section.get(begin..).unwrap_or_default() {
        let next = item(line).filter(|i| i.indent <= first.indent + 1);
        if let Some(next) = next {
            let mut field = heading.take().unwrap_or_default();
            field.part();
            field.raw(next.text);
            offset = next.offset;
            texts.push(field);
            notes.bounded(line.number, texts.len() - 1, texts.len(), "steps");
            if texts.len() > MOST {
                break;
            }
            continue;
        }
        if line.heading().is_some() && indent(line.text) < offset {
            heading = Some(heading.take().unwrap_or_default());
        }
        if let Some(field) = heading.as_mut().or(texts.last_mut()) {
            field.raw(without_indent(line.text, offset));
        }
    }
    if let (Some(rest), Some(last)) = (heading, texts.last_mut()) {
        last.part();
        last.raw(&rest.done());
    }
    Taken { before, steps: texts.iter().map(|t| step(&t.done())).collect() }
}

/// Columns of blanks in front; a tab goes to the next multiple of four.
fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .fold(0, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 })
}

/// The line without as many columns of blanks, or without as many as it has.
fn without_indent(line: &str, columns: usize) -> &str {
    let mut at = 0;
    let mut rest = line;
    while at < columns {
        let (width, behind) = match rest.strip_prefix(' ') {
            Some(behind) => (1, behind),
            None => match rest.strip_prefix('\t') {
                Some(behind) => (4 - at % 4, behind),
                None => break,
            },
        };
        (at, rest) = (at + width, behind);
    }
    rest
}

fn step(text: &str) -> Step {
    match trailing(text) {
        Some((text, who, minutes)) => Step { text: prose::tidy(text), who, minutes },
        None => Step { text: text.to_owned(), ..Step::default() },
    }
}

/// `… (who, 5 min)`: a time is what tells it from a remark in brackets; `?` is a time that nobody knows.
fn trailing(text: &str) -> Option<(&str, String, Option<f64>)> {
    let inside = text.strip_suffix(')')?;
    let open = last_open(inside)?;
    let (before, inside) = (inside.get(..open)?, inside.get(open + 1..)?);
    if !(before.is_empty() || before.ends_with(char::is_whitespace)) || inside.contains('\n') {
        return None;
    }
    let (who, time) = inside.rsplit_once(", ").unwrap_or(("", inside));
    let minutes = match time.trim() {
        "?" => None,
        time => Some(marks::minutes(time)?),
    };
    Some((before.trim_end(), bare(who)?, minutes))
}

/// The last bracket that no backslash stands in front of.
fn last_open(text: &str) -> Option<usize> {
    let free = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default();
        (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2)
    };
    text.rmatch_indices('(').map(|(at, _)| at).find(free)
}

/// A name without its backslashes; nothing if a bracket closes in it.
fn bare(who: &str) -> Option<String> {
    let mut out = String::new();
    let mut signs = who.chars();
    while let Some(sign) = signs.next() {
        match sign {
            ')' => return None,
            '\\' => out.extend(signs.next()),
            sign => out.push(sign),
        }
    }
    Some(prose::one_line(&out))
}

fn written(who: &str) -> String {
    who.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}

/// The text with who and how long in brackets: behind a single paragraph, beneath anything longer.
fn with_trailing(step: &Step) -> String {
    let text = &step.text;
    if step.who.is_empty() && step.minutes.is_none() && trailing(text).is_none() {
        return text.clone();
    }
    let time = step.minutes.map_or_else(|| "?".to_owned(), marks::minutes_text);
    let said = if step.who.is_empty() { time } else { format!("{}, {time}", written(&step.who)) };
    let paragraph = prose::begins_plainly(text) && text.lines().all(|l| l.starts_with(char::is_alphanumeric));
    match (text.is_empty(), paragraph) {
        (true, _) => format!("({said})"),
        (_, true) => format!("{text} ({said})"),
        (_, false) => format!("{text}\n\n({said})"),
    }
}

/// Writes the list, numbered from one.
pub(super) fn write(out: &mut String, steps: &[Step]) {
    for (index, step) in steps.iter().enumerate() {
        let mark = format!("{}.", index + 1);
        let text = with_trailing(step);
        // A step of several paragraphs is parted from its neighbours, as Markdown would show it anyway.
        let loose = |s: Option<&Step>| s.is_some_and(|s| with_trailing(s).contains("\n\n"));
        if index == 0 || loose(Some(step)) || loose(index.checked_sub(1).and_then(|i| steps.get(i))) {
            out.push('\n');
        }
        out.push_str(&mark);
        out.push_str(if prose::begins_plainly(&text) { " " } else { "\n" });
        let indent = " ".repeat(mark.len() + 1);
        for (at, line) in text.split('\n').enumerate() {
            if !line.is_empty() && (at > 0 || !prose::begins_plainly(&text)) {
                out.push_str(&indent);
            }
            out.push_str(line);
            out.push('\n');
        }
    }
}
