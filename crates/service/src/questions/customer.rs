//! Customers' questionnaires: their table in, our answers beside their rows out. The file stays as it came; what we answer
//! says which records it rests on.

use super::{ask::shortened, by_key, outer_form, outer_list, upload};
use crate::{Command, Error, FileGiven, Receipt, Request, Result, Service, Subject, Viewer, prepare::hash};
use formats::table::{self, Cell, Sheet};
use isms::{
    communication::report::ReportFile,
    everywhere::{
        Questionnaire,
        questionnaire::{MOST, Question, stale},
    },
    kind,
    outer::Names,
    values::Markdown,
    view::View,
};
use jiff::civil::Date;
use report::{sheet, workbook};
use serde_json::{Value, json};

/// A customer's questionnaire as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// What it is called.
    pub title: String,
    /// The asking party's key, where it is known.
    pub from: Option<String>,
    /// By when it should be answered.
    pub due: Option<Date>,
    /// The file's name.
    pub name: String,
    /// The workbook, or delimited text.
    pub bytes: Vec<u8>,
    /// The column that holds the questions; guessed where empty.
    pub column: String,
}

/// An answer of ours to one question.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The version of the questionnaire that was looked at.
    pub version: Option<i64>,
    /// The question.
    pub question: String,
    /// Our answer.
    pub answer: String,
    /// Keys of the records that it comes from.
    pub from: Vec<String>,
    /// Keys of the evidence that goes with it.
    pub evidence: Vec<String>,
}

/// Names of the columns that we add, and of the states of an answer, in the reader's language.
#[derive(Clone, Debug)]
pub struct Labels {
    /// Over our answers.
    pub answer: String,
    /// Over the records and evidence.
    pub sources: String,
    /// Over the states.
    pub state: String,
    /// A question with an answer.
    pub answered: String,
    /// One without.
    pub open: String,
    /// One whose records changed since.
    pub stale: String,
}

/// Largest file, in bytes.
pub const LARGEST: usize = 16 << 20;

/// Words over the column that holds questions.
const ASKING: [&str; 12] = [
    "question",
    "questions",
    "frage",
    "fragen",
    "requirement",
    "anforderung",
    "control question",
    "exigence",
    "description",
    "question text",
    "fragetext",
    "libellé",
];

/// Words over a column of identifiers, and over one of headings.
const NUMBERS: [&str; 9] = ["id", "no", "no.", "nr", "nr.", "#", "ref", "reference", "question id"];
const HEADINGS: [&str; 8] = ["section", "domain", "category", "bereich", "kapitel", "thema", "domaine", "rubrique"];

impl Service {
    /// Makes a questionnaire of a customer's table; the table is kept with it.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a file that is no table, or a column that is not there; what the service refuses.
    pub async fn bring(&self, viewer: &Viewer, brought: Brought) -> Result<Receipt> {
        if brought.bytes.len() > LARGEST {
            return Err(Error::fault("/file", format!("the file is larger than {} MB", LARGEST >> 20)));
        }
        let sheet = table::read(&brought.bytes, None).map_err(|e| Error::fault("/file", e.to_string()))?;
        let column = column(&sheet, brought.column.trim())?;
        let questions = questions(&sheet, column)?;
        let name = upload::name(&brought.name);
        let book = brought.bytes.starts_with(b"PK");
        let media = if book { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } else { "text/csv" };
        let file = ReportFile {
            name: name.clone(),
            media: media.into(),
            size: brought.bytes.len() as i64,
            hash: hash(&brought.bytes),
        };
        let isms = self.now_of(viewer.org).await?;
        let title = if brought.title.trim().is_empty() { name } else { brought.title.trim().to_owned() };
        let fields = json!({
            "title": shortened(&title), "purpose": format!("Received on {} as {}.", self.today(&isms), file.name), "direction": "we-are-asked",
            "counterparts": brought.from.iter().collect::<Vec<_>>(), "due": brought.due.map(|d| d.to_string()), "drafted_by": "import",
            "questions": outer_list(&questions, isms.as_ref()), "source": [outer_form(&file, isms.as_ref())],
            "source_sheet": sheet.name, "source_column": sheet.headers.get(column),
        });
        let create = Command::Create { kind: kind::of::<Questionnaire>(), fields };
        let files = vec![FileGiven { media: media.into(), origin: "person", bytes: brought.bytes }];
        let reason = format!("Received: {}", file.name);
        self.perform(viewer, Request { via: "import", reason, commands: vec![create], files, ..Request::default() })
            .await
    }

    /// Answers one question of a questionnaire that was put to us.
    ///
    /// # Errors
    /// What the service refuses.
    pub async fn answer(&self, viewer: &Viewer, view: &View, key: &str, said: Said) -> Result<Receipt> {
        let record = by_key::<Questionnaire>(view, key)?;
        let mut questions = record.body.questions.clone();
        let missing = || Error::NotFound(format!("question {} in {key}", said.question));
        let at = questions.iter().position(|q| q.id == said.question).ok_or_else(missing)?;
        let answer = said.answer.trim().replace("\r\n", "\n");
        if let Some(question) = questions.get_mut(at) {
            question.answered_at = (!answer.is_empty()).then(|| self.now());
            question.answer = Markdown(answer);
        }
        let mut list = outer_list(&questions, view.for_the_organisation().as_ref());
        if let Some(question) = list.get_mut(at).and_then(Value::as_object_mut) {
            question.insert("answered_from".into(), json!(said.from));
            question.insert("evidence".into(), json!(said.evidence));
        }
        let patch = json!({ "questions": list });
        let edit = Command::Edit { subject: Subject::Id(record.head.id), version: said.version, patch };
        self.perform(viewer, Request::one("page", edit).because(format!("Question {} of {key}", said.question))).await
    }

    /// The customer's table with our answers, their sources and their states beside it, in the customer's order.
    ///
    /// # Errors
    /// [`Error::Stored`] when the kept table does not read any more.
    pub async fn answered_table(&self, view: &View, key: &str, labels: &Labels) -> Result<Vec<u8>> {
        let record = by_key::<Questionnaire>(view, key)?;
        let today = self.today(view.for_the_organisation());
        let body = &record.body;
        let source = match body.source.first() {
            Some(file) => self.kept_file(view.org(), &file.hash).await?,
            None => None,
        };
        let beside = |question: &Question| beside(view, question, labels, today);
        let sheet = match source {
            Some(bytes) => theirs(&bytes, body, labels, &beside)?,
            None => ours(body, labels, &beside),
        };
        let sheet = sheet::Sheet { title: record.head.title.clone(), ..sheet };
        workbook::of_sheet(sheet).map_err(|e| Error::Internal(e.to_string()))
    }
}

/// The column that holds the questions: as named, by its heading, or the one with the longest texts.
fn column(sheet: &Sheet, wanted: &str) -> Result<usize> {
    if !wanted.is_empty() {
        let found = sheet.headers.iter().position(|h| h.to_lowercase() == wanted.to_lowercase());
        let message = || format!("there is no column {wanted:?}; the columns are: {}", sheet.headers.join(", "));
        return found.ok_or_else(|| Error::fault("/column", message()));
    }
    let named = ASKING.iter().find_map(|word| sheet.headers.iter().position(|h| h.to_lowercase() == *word));
    let length = |c: usize| sheet.rows.iter().filter_map(|r| r.cells.get(c)).map(|c| c.shown().len()).sum::<usize>();
    let longest = || (0..sheet.headers.len()).max_by_key(|c| length(*c));
    named.or_else(longest).ok_or_else(|| Error::fault("/file", "the table has no columns"))
}

fn headed(sheet: &Sheet, words: &[&str]) -> Option<usize> {
    sheet.headers.iter().position(|h| words.contains(&h.to_lowercase().as_str()))
}

fn questions(sheet: &Sheet, column: usize) -> Result<Vec<Question>> {
    let (number, heading) = (headed(sheet, &NUMBERS), headed(sheet, &HEADINGS));
    let cell = |row: &table::Row, c: Option<usize>| {
        c.and_then(|c| row.cells.get(c)).map(|c| c.shown().trim().to_owned()).unwrap_or_default()
    };
    let mut taken = std::collections::HashSet::new();
    let mut out = Vec::new();
    for row in &sheet.rows {
        let text = cell(row, Some(column));
        if text.is_empty() {
            continue;
        }
        let given: String = cell(row, number).chars().take(40).collect();
        let id = if given.is_empty() || taken.contains(&given) { format!("row {}", row.number) } else { given };
        taken.insert(id.clone());
        let row = i64::try_from(row.number).ok();
        out.push(Question { id, section: String::new(), text: Markdown(text), row, ..Question::default() });
        if let (Some(last), Some(at)) =
            (out.last_mut(), sheet.rows.iter().find(|r| i64::try_from(r.number).ok() == row))
        {
            last.section = cell(at, heading).chars().take(200).collect();
        }
    }
    match out.len() {
        0 => Err(Error::fault("/column", "no row has a question in this column")),
        n if n > MOST => Err(Error::fault("/file", format!("expected {MOST} questions at most, found {n}"))),
        _ => Ok(out),
    }
}

/// Answer, sources and state of one question.
fn beside(view: &View, question: &Question, labels: &Labels, today: Date) -> [sheet::Cell; 3] {
    let text = |t: String| if t.is_empty() { sheet::Cell::Empty } else { sheet::Cell::Text(t) };
    let ids = question.answered_from.iter().map(|r| r.id()).chain(question.evidence.iter().map(|e| e.id()));
    let told = ids.filter_map(|id| Some(format!("{} {}", view.key(id)?, view.get(id)?.head().title)));
    let sources: Vec<String> = told.collect();
    let state = if question.answer.0.trim().is_empty() {
        &labels.open
    } else if stale::since(view.for_the_organisation(), question, today).is_empty() {
        &labels.answered
    } else {
        &labels.stale
    };
    [text(question.answer.0.clone()), text(sources.join("; ")), text(state.clone())]
}

fn added(labels: &Labels) -> [String; 3] {
    [labels.answer.clone(), labels.sources.clone(), labels.state.clone()]
}

/// The customer's rows, all of them, with ours beside those that hold a question.
fn theirs(
    bytes: &[u8],
    body: &Questionnaire,
    labels: &Labels,
    beside: &dyn Fn(&Question) -> [sheet::Cell; 3],
) -> Result<sheet::Sheet> {
    let wanted = Some(body.source_sheet.as_str()).filter(|s| !s.is_empty());
    let table = table::read(bytes, wanted).map_err(|e| Error::Stored(e.to_string()))?;
    let by_row: std::collections::HashMap<i64, &Question> =
        body.questions.iter().filter_map(|q| Some((q.row?, q))).collect();
    let mut headers = table.headers;
    headers.extend(added(labels));
    let rows = table.rows.iter().map(|row| {
        let mut cells: Vec<sheet::Cell> = row.cells.iter().map(copied).collect();
        let question = i64::try_from(row.number).ok().and_then(|n| by_row.get(&n));
        cells.extend(question.map_or_else(Default::default, |q| beside(q)));
        cells
    });
    Ok(sheet::Sheet { title: String::new(), headers, rows: rows.collect() })
}

/// Questions that came by another way than a table.
fn ours(body: &Questionnaire, labels: &Labels, beside: &dyn Fn(&Question) -> [sheet::Cell; 3]) -> sheet::Sheet {
    let mut headers: Vec<String> = ["Id", "Section", "Question"].map(str::to_owned).to_vec();
    headers.extend(added(labels));
    let row = |q: &Question| {
        let mut cells: Vec<sheet::Cell> = [&q.id, &q.section, &q.text.0].map(|t| sheet::Cell::Text(t.clone())).to_vec();
        cells.extend(beside(q));
        cells
    };
    sheet::Sheet { title: String::new(), headers, rows: body.questions.iter().map(row).collect() }
}

fn copied(cell: &Cell) -> sheet::Cell {
    match cell {
        Cell::Empty => sheet::Cell::Empty,
        Cell::Number(n) => sheet::Cell::Number(*n),
        other => sheet::Cell::Text(other.shown()),
    }
}
