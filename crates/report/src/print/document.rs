//! What a printed document says, as plain values: no markup, no layout.

use jiff::civil::Date;

/// A document that a body holds in its hands, an auditor files, and a machine reads aloud.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its name.
    pub title: String,
    /// A line below it; empty for none.
    pub subtitle: String,
    /// Whose it is.
    pub organisation: String,
    /// What stands between title and text: for whom, prepared by, approved by.
    pub facts: Vec<(String, String)>,
    /// The language it is written in.
    pub language: Language,
    /// The organisation's level of classification; empty for none.
    pub classification: String,
    /// When it was issued.
    pub issued: Issued,
    /// The act it rests on, printed on every page.
    pub seal: Option<Seal>,
    /// Whether a table of contents follows the facts.
    pub contents: bool,
    /// The text.
    pub sections: Vec<Section>,
}

/// The language of a document: hyphenation, quotation marks, reading aloud and its few fixed words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
}

impl Language {
    /// The language of a tag such as `de` or `de-AT`; English for what has no words here.
    pub fn of(tag: &str) -> Language {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "de" => Language::German,
            "fr" => Language::French,
            _ => Language::English,
        }
    }

    /// As in ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
        }
    }
}

/// When a document was issued.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Issued {
    /// As it is printed, in the document's language.
    pub text: String,
    /// The day, for the file's own date: an archived file must have one, and it must not be the clock's.
    pub on: Date,
}

/// What a document can be checked against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seal {
    /// Number of the act it shows the management system after.
    pub act: i64,
    /// Hash of that act, hexadecimal.
    pub hash: String,
}

/// A numbered section.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Text),
    /// A heading below the section's.
    Heading(String),
    /// A list without order.
    Bullets(Vec<Text>),
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// What must not be overlooked.
    Callout(Callout),
    /// Who approved, and where the others sign.
    Approvals(Vec<Approval>),
    /// How the numbers came about.
    Method(Method),
}

/// Text with emphasis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Span>);

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// As it is.
    Plain(String),
    /// Set off.
    Strong(String),
}

impl Text {
    /// The same with more plain text behind it.
    pub fn plain(mut self, text: impl Into<String>) -> Text {
        self.0.push(Span::Plain(text.into()));
        self
    }

    /// The same with text that is set off behind it.
    pub fn strong(mut self, text: impl Into<String>) -> Text {
        self.0.push(Span::Strong(text.into()));
        self
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Text {
        Text::default().plain(text)
    }
}

/// A table whose head is repeated on every page it runs over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as the columns.
    pub rows: Vec<Vec<Text>>,
    /// A last row that sums the others up.
    pub total: Option<Vec<Text>>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Where its values stand.
    pub align: Align,
    /// Its share of the width beside other columns with a share; without one it is as wide as what stands in it, which
    /// suits numbers, dates and keys.
    pub share: Option<u8>,
}

impl Column {
    /// A column for running text, with a share of the width.
    pub fn text(title: impl Into<String>, share: u8) -> Column {
        Column { title: title.into(), align: Align::Start, share: Some(share) }
    }

    /// A column for numbers.
    pub fn number(title: impl Into<String>) -> Column {
        Column { title: title.into(), align: Align::End, share: None }
    }

    /// A narrow column for keys, dates and single words.
    pub fn word(title: impl Into<String>) -> Column {
        Column { title: title.into(), align: Align::Start, share: None }
    }
}

/// Where a column's values stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Where lines begin.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// Where lines end: numbers.
    End,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// The picture as SVG, with everything it needs inside.
    pub svg: String,
    /// What it shows, printed below it.
    pub caption: String,
    /// What it says to those who cannot see it.
    pub alt: String,
}

/// A box beside the flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Callout {
    /// How grave it is.
    pub tone: Tone,
    /// What it is about.
    pub title: String,
    /// What it says.
    pub text: Text,
}

/// How grave something is. Never said by colour alone: the title says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Note,
    /// Asks for a decision or for care.
    Warning,
}

/// One who approves a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Approval {
    /// Their name.
    pub name: String,
    /// In which role.
    pub role: String,
    /// What they said and when, such as "Approved on 3 March 2026"; where empty there is a line to sign on.
    pub verdict: String,
}

/// How numbers came about, so that anyone can have them again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Method {
    /// In words.
    pub text: Text,
    /// Names and values such as model version, seed, draws, input hash.
    pub rests_on: Vec<(String, String)>,
}
