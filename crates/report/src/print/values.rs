//! A document as the template's values. Text becomes strings, never code.

use super::{Align, Block, Document, Figure, Fonts, Section, Span, Table, Text, Tone, words::Words};
use typst::foundations::{Array, Bytes, Dict, Str, Value};

/// Longest run without a place to break a line; longer ones get places.
const UNBROKEN: usize = 40;

/// Makes values out of texts, and remembers which letters can be printed.
pub(super) struct Values<'f> {
    pub(super) fonts: &'f Fonts,
}

fn dict<const N: usize>(members: [(&str, Value); N]) -> Dict {
    members.into_iter().map(|(name, value)| (Str::from(name), value)).collect()
}

fn list<T>(items: &[T], each: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(each).collect::<Array>())
}

impl Values<'_> {
    pub(super) fn document(&self, document: &Document) -> Dict {
        let words = Words::of(document.language).all();
        let words: Dict = words.into_iter().map(|(name, word)| (Str::from(name), Value::Str(word.into()))).collect();
        let seal = document.seal.as_ref().map(|seal| {
            dict([
                ("act", Value::Str(seal.act.to_string().into())),
                ("hash", Value::Str(short(&self.plain(&seal.hash), 128).into())),
            ])
        });
        let on = document.issued.on;
        let date = dict([
            ("year", Value::Int(i64::from(on.year().max(1)))),
            ("month", Value::Int(i64::from(on.month()))),
            ("day", Value::Int(i64::from(on.day()))),
        ]);
        dict([
            ("title", self.line(&document.title)),
            ("running", self.running(document)),
            ("subtitle", self.text(&document.subtitle)),
            ("organisation", self.line(&document.organisation)),
            ("capitals", self.line(&document.organisation.to_uppercase())),
            ("facts", self.pairs(&document.facts)),
            ("language", Value::Str(document.language.code().into())),
            ("classification", Value::Str(short(&self.plain(&document.classification), 40).into())),
            ("classified", Value::Str(short(&self.plain(&document.classification.to_uppercase()), 40).into())),
            ("issued", self.line(&document.issued.text)),
            ("date", Value::Dict(date)),
            ("seal", seal.map_or(Value::None, Value::Dict)),
            ("contents", Value::Bool(document.contents)),
            ("words", Value::Dict(words)),
            ("sections", list(&document.sections, |s| self.section(s))),
        ])
    }

    fn section(&self, section: &Section) -> Value {
        let blocks = list(&section.blocks, |b| Value::Dict(self.block(b)));
        Value::Dict(dict([("heading", self.line(&section.heading)), ("blocks", blocks)]))
    }

    fn block(&self, block: &Block) -> Dict {
        let kind = |name: &str| ("kind", Value::Str(name.into()));
        match block {
            Block::Paragraph(text) => dict([kind("paragraph"), ("text", self.spans(text))]),
            Block::Heading(text) => dict([kind("heading"), ("text", self.line(text))]),
            Block::Bullets(items) => dict([kind("bullets"), ("items", list(items, |i| self.spans(i)))]),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => dict([
                kind("figure"),
                ("svg", Value::Bytes(Bytes::from_string(figure.svg.clone()))),
                ("caption", self.line(&figure.caption)),
                ("alt", self.line(self.alt(figure))),
            ]),
            Block::Callout(callout) => dict([
                kind("callout"),
                ("tone", Value::Str(tone(callout.tone).into())),
                ("title", self.line(&callout.title)),
                ("text", self.spans(&callout.text)),
            ]),
            Block::Approvals(all) => {
                let one = |a: &super::Approval| {
                    let members = [("name", &a.name), ("role", &a.role), ("verdict", &a.verdict)];
                    Value::Dict(dict(members.map(|(name, text)| (name, self.text(text)))))
                };
                dict([kind("approvals"), ("all", list(all, one))])
            }
            Block::Method(method) => {
                dict([kind("method"), ("text", self.spans(&method.text)), ("rests-on", self.pairs(&method.rests_on))])
            }
        }
    }

    fn table(&self, table: &Table) -> Dict {
        let columns = list(&table.columns, |c| {
            let share = c.share.map_or(Value::None, |s| Value::Int(i64::from(s.max(1))));
            Value::Dict(dict([
                ("title", self.text(&c.title)),
                ("align", Value::Str(align(c.align).into())),
                ("share", share),
            ]))
        });
        let row = |row: &Vec<Text>| list(row, |cell| self.spans(cell));
        dict([
            ("kind", Value::Str("table".into())),
            ("caption", self.line(&table.caption)),
            ("columns", columns),
            ("rows", list(&table.rows, row)),
            ("total", table.total.as_ref().map_or(Value::None, row)),
        ])
    }

    fn spans(&self, text: &Text) -> Value {
        list(&text.0, |span| {
            let (strong, words) = match span {
                Span::Plain(words) => (false, words),
                Span::Strong(words) => (true, words),
            };
            Value::Dict(dict([("strong", Value::Bool(strong)), ("text", self.text(words))]))
        })
    }

    fn pairs(&self, pairs: &[(String, String)]) -> Value {
        list(pairs, |(name, value)| Value::Array([self.text(name), self.text(value)].into_iter().collect()))
    }

    /// A picture without any words is still announced as one.
    fn alt<'a>(&self, figure: &'a Figure) -> &'a str {
        [&figure.alt, &figure.caption].into_iter().find(|text| self.says(text)).map_or("—", |text| text)
    }

    /// Whether anything of a text remains to be read.
    pub(super) fn says(&self, text: &str) -> bool {
        !self.printable(text).trim().is_empty()
    }

    /// What stands above every page: short, however long the names are.
    fn running(&self, document: &Document) -> Value {
        let (whose, what) = (self.plain(&document.organisation), self.plain(&document.title));
        Value::Str(format!("{} · {}", short(&whose, 40), short(&what, 60)).into())
    }

    /// Text on one line.
    fn line(&self, text: &str) -> Value {
        Value::Str(breakable(&self.plain(text)).into())
    }

    fn plain(&self, text: &str) -> String {
        self.printable(text).replace('\n', " ")
    }

    /// Text that may have several lines.
    fn text(&self, text: &str) -> Value {
        Value::Str(breakable(&self.printable(text)).into())
    }

    /// Only what can be printed: control characters and those that change the direction of reading (with which a text can
    /// pretend to say something else) go, and a letter that no font has becomes a replacement character.
    fn printable(&self, text: &str) -> String {
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        let kept = plain.chars().filter_map(|c| match c {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            _ if c.is_control() || invisible(c) => None,
            _ if self.fonts.has(c) => Some(c),
            _ => Some(char::REPLACEMENT_CHARACTER),
        });
        kept.collect()
    }
}

/// Formatting characters without a shape of their own.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

fn short(text: &str, letters: usize) -> String {
    let mut cut: String = text.chars().take(letters).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// Long words get places to break, so that they never run out of their cell.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_whitespace() { 0 } else { run + 1 };
        out.push(c);
        if run == UNBROKEN {
            out.push('\u{200B}');
            run = 0;
        }
    }
    out
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Note => "note",
        Tone::Warning => "warning",
    }
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Centre => "centre",
        Align::End => "end",
    }
}
