//! A paper while it is written: sections, figures and tables, each said once, and the document and workbook they become.

use super::{desk::Desk, grid::Grid};
use isms::analysis::certainty::Answer;
use jiff::civil::Date;
use report::{
    chart::Chart,
    print::{self, Block, Callout, Document, Figure, Issued, Language, Seal, Section, Text, Tone},
    workbook,
};
use serde_json::Value;

/// Whether a paper is only read, or issued.
#[derive(Clone, Debug, Default)]
pub enum Status {
    /// As anyone may have it at any time: marked, and without a seal.
    #[default]
    Draft,
    /// As it is kept.
    Issued {
        /// The day.
        on: Date,
        /// The level that was chosen for it.
        classification: String,
        /// The act it shows the management system after.
        seal: Seal,
    },
}

/// A finished paper.
pub struct Paper {
    /// For the page and the PDF.
    pub document: Document,
    /// For the XLSX.
    pub book: workbook::Book,
    /// The pictures of the document's figures in their order, as pages draw them.
    pub charts: Vec<Chart>,
    /// The fields of the report that it becomes when it is issued.
    pub fields: Value,
    /// What its files are called, without their ending.
    pub name: String,
}

/// What stands on the first page.
pub struct Cover {
    /// The paper's name.
    pub title: String,
    /// What it is about in a line.
    pub subtitle: String,
    /// Names and values below.
    pub facts: Vec<(String, String)>,
    /// Whether a table of contents follows.
    pub contents: bool,
}

/// What a paper's numbers rest on, for the report that it becomes.
pub struct Rests {
    /// The model and its version.
    pub model: String,
    /// The seed; empty where nothing is drawn.
    pub seed: String,
    /// SHA-256 of what the numbers were computed from.
    pub input_hash: String,
}

/// A paper while it is written.
pub struct Writer<'a> {
    /// Where.
    pub desk: &'a Desk<'a>,
    sections: Vec<Section>,
    sheets: Vec<report::sheet::Sheet>,
    charts: Vec<Chart>,
    method: Vec<(String, String)>,
}

impl<'a> Writer<'a> {
    /// An empty paper.
    pub fn new(desk: &'a Desk<'a>) -> Writer<'a> {
        Writer { desk, sections: Vec::new(), sheets: Vec::new(), charts: Vec::new(), method: Vec::new() }
    }

    /// Begins a section.
    pub fn section(&mut self, word: &str) {
        self.section_called(self.desk.w.t(word));
    }

    /// Begins a section with a heading that is no word of its own.
    pub fn section_called(&mut self, heading: String) {
        self.sections.push(Section { heading, blocks: Vec::new() });
    }

    fn push(&mut self, block: Block) {
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    /// A heading within the section.
    pub fn heading(&mut self, word: &str) {
        self.push(Block::Heading(self.desk.w.t(word)));
    }

    /// A paragraph; nothing where there is nothing to say.
    pub fn say(&mut self, text: impl Into<Text>) {
        let text = text.into();
        if !text.0.is_empty() {
            self.push(Block::Paragraph(text));
        }
    }

    /// A list; nothing where it is empty.
    pub fn bullets(&mut self, items: Vec<Text>) {
        if !items.is_empty() {
            self.push(Block::Bullets(items));
        }
    }

    /// What must not be overlooked.
    pub fn warn(&mut self, title: String, text: impl Into<Text>) {
        self.push(Block::Callout(Callout { tone: Tone::Warning, title, text: text.into() }));
    }

    /// What is worth knowing.
    pub fn note(&mut self, title: String, text: impl Into<Text>) {
        self.push(Block::Callout(Callout { tone: Tone::Note, title, text: text.into() }));
    }

    /// A table, in document and workbook; a sentence where it has no rows.
    pub fn grid(&mut self, grid: &Grid, empty: &str) {
        if grid.rows.is_empty() {
            self.say(self.desk.w.t(empty));
            return;
        }
        self.sheets.push(grid.worksheet(self.desk));
        self.push(Block::Table(grid.table(self.desk)));
    }

    /// A picture.
    pub fn chart(&mut self, chart: Chart, caption: String, alt: String) {
        self.push(Block::Figure(Figure { svg: chart.standalone(), caption, alt }));
        self.charts.push(chart);
    }

    /// How the numbers came about, and how to get them again: the last section.
    pub fn method(&mut self, answer: &Answer, text: String, more: Vec<(String, String)>) {
        let (w, m, moment) = (&self.desk.w, &answer.method, self.desk.view.moment());
        let whole = |n: usize| w.number(n as f64, 0);
        let with = if m.with.is_empty() { String::new() } else { format!(" --with {}", m.with.join(",")) };
        let mut lines = vec![
            (w.t("paper-act"), moment.seq.to_string()),
            (w.t("paper-day"), w.date(self.desk.today())),
            (w.t("paper-model-version"), m.model_version.to_owned()),
            (w.t("paper-seed"), m.seed.to_string()),
            (w.t("paper-worlds"), whole(m.worlds)),
            (w.t("paper-years"), whole(m.years_per_world)),
        ];
        lines.extend(more);
        lines.push((w.t("paper-input-hash"), m.input_hash.clone()));
        let again = format!(
            "surety simulate model.json --seed {} --worlds {} --years {}{with}",
            m.seed, m.worlds, m.years_per_world
        );
        lines.push((w.t("paper-reproduce"), again));
        self.section("paper-method");
        if let Some(fault) = &answer.fault {
            self.warn(w.t("not-computed"), fault.as_str());
        }
        self.push(Block::Method(print::Method { text: text.into(), rests_on: lines.clone() }));
        self.method = lines;
    }

    /// The document, the workbook and the fields of the report.
    pub fn finish(self, cover: Cover, status: &Status, name: &str, answer: &Answer, fields: Value) -> Paper {
        let m = &answer.method;
        let rests = Rests { model: m.model_version.into(), seed: m.seed.to_string(), input_hash: m.input_hash.clone() };
        self.finish_on(cover, status, name, rests, fields)
    }

    /// The last section of a paper that rests on no simulation.
    pub fn method_of(&mut self, text: String, lines: Vec<(String, String)>) {
        self.section("paper-method");
        self.push(Block::Method(print::Method { text: text.into(), rests_on: lines.clone() }));
        self.method = lines;
    }

    /// The same, resting on something else than the simulation.
    pub fn finish_on(self, cover: Cover, status: &Status, name: &str, rests: Rests, mut fields: Value) -> Paper {
        let (desk, w) = (self.desk, &self.desk.w);
        let moment = desk.view.moment();
        let after = w
            .tn("paper-after", &[("act", w.number(moment.seq as f64, 0).into()), ("day", w.date(desk.today()).into())]);
        let mut facts = vec![(w.t("paper-shows"), after)];
        facts.extend(cover.facts);
        let draft = w.t("paper-draft");
        let (issued, classification, seal, mark) = match status {
            Status::Draft => {
                (Issued { text: String::new(), on: desk.today() }, draft.clone(), None, format!("{draft} · "))
            }
            Status::Issued { on, classification, seal } => {
                (Issued { text: w.date_long(*on), on: *on }, classification.clone(), Some(seal.clone()), String::new())
            }
        };
        let mut lines = self.method;
        if matches!(status, Status::Draft) {
            facts.push((w.t("paper-status"), w.t("paper-status-draft")));
            lines.insert(0, (w.t("paper-status"), w.t("paper-status-draft")));
        }
        if let Some(members) = fields.as_object_mut() {
            let text = |t: &str| Value::String(t.to_owned());
            let lang = w.lang();
            members.insert("language".into(), text(lang));
            members.insert("classification".into(), text(&classification));
            members.insert("moment".into(), moment.seq.into());
            members.insert("model".into(), text(&rests.model));
            members.insert("seed".into(), text(&rests.seed));
            members.insert("input_hash".into(), text(&rests.input_hash));
            members.insert("title".into(), text(&format!("{}, {}", cover.title, w.date(issued.on))));
        }
        let book = workbook::Book {
            title: format!("{mark}{}", cover.title),
            organisation: desk.organisation.to_owned(),
            issued: Some(issued.on),
            sheets: self.sheets,
            method: Some(workbook::Method { title: w.t("paper-method"), lines }),
        };
        let document = Document {
            title: cover.title,
            subtitle: cover.subtitle,
            organisation: desk.organisation.to_owned(),
            facts,
            language: Language::of(w.lang()),
            classification,
            issued,
            seal,
            contents: cover.contents,
            sections: self.sections,
        };
        let tail = if matches!(status, Status::Draft) { "-draft" } else { "" };
        Paper { document, book, charts: self.charts, fields, name: format!("{name}-{}{tail}", moment.seq) }
    }
}
