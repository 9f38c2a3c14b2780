//! A table of a paper: built once, printed in the document and written to the workbook.

use super::desk::Desk;
use crate::pages::insight::{points_of, signed_points};
use jiff::civil::Date;
use report::{
    print::{self, Text},
    sheet::{Cell, Sheet},
};

/// One value, with what is not known about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// There is nothing to be said.
    #[default]
    Nothing,
    /// Words.
    Text(String),
    /// Key and title of a record.
    Record(String, String),
    /// An amount in major units.
    Money(f64),
    /// An amount that is more than a closed formula, a few per cent wide.
    About(f64),
    /// An amount and its standard error.
    MoneyErr(f64, f64),
    /// A share from 0 to 1.
    Share(f64),
    /// A share and its standard error.
    ShareErr(f64, f64),
    /// A difference of shares and its standard error.
    Gain(f64, f64),
    /// Lowest and highest share.
    Band(f64, f64),
    /// A number of things.
    Count(f64),
    /// A day.
    Date(Date),
    /// Not known, and why; never shown as zero or blank.
    Unknown(String),
}

/// How a column is set, and how many columns of a workbook it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Running text with a share of the width.
    Wide(u8),
    /// A record: key and title.
    Record(u8),
    /// A word or date.
    Word,
    /// A figure.
    Number,
    /// A figure with its error.
    WithError,
    /// Two figures.
    Band,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Names the worksheet.
    pub sheet: String,
    /// Says what the table shows.
    pub caption: String,
    /// Heads.
    pub columns: Vec<(String, Shape)>,
    /// Rows, each as long as the heads.
    pub rows: Vec<Vec<Value>>,
}

impl Grid {
    /// A table without rows.
    pub fn new(sheet: String, caption: String, columns: Vec<(String, Shape)>) -> Grid {
        Grid { sheet, caption, columns, rows: Vec::new() }
    }

    /// As it is printed.
    pub fn table(&self, desk: &Desk<'_>) -> print::Table {
        let column = |(title, shape): &(String, Shape)| match shape {
            Shape::Wide(share) | Shape::Record(share) => print::Column::text(title, *share),
            Shape::Word => print::Column::word(title),
            _ => print::Column::number(title),
        };
        let row = |row: &Vec<Value>| row.iter().map(|v| v.printed(desk)).collect();
        print::Table {
            caption: self.caption.clone(),
            columns: self.columns.iter().map(column).collect(),
            rows: self.rows.iter().map(row).collect(),
            total: None,
        }
    }

    /// As it is written to a workbook: all figures, errors in columns of their own.
    pub fn worksheet(&self, desk: &Desk<'_>) -> Sheet {
        let headers = self.columns.iter().flat_map(|(title, shape)| heads(desk, title, *shape)).collect();
        let row = |row: &Vec<Value>| {
            let cells = row.iter().zip(&self.columns);
            cells.flat_map(|(value, (_, shape))| value.cells(desk, *shape)).collect()
        };
        Sheet { title: self.sheet.clone(), headers, rows: self.rows.iter().map(row).collect() }
    }
}

fn heads(desk: &Desk<'_>, title: &str, shape: Shape) -> Vec<String> {
    let flat = title.replace('\n', " ");
    match shape {
        Shape::Record(_) => vec![desk.w.t("paper-key"), flat],
        Shape::WithError => vec![flat.clone(), format!("{flat}, ±")],
        Shape::Band => {
            let (low, high) = (desk.w.t("chart-low"), desk.w.t("chart-high"));
            vec![format!("{flat}, {low}"), format!("{flat}, {high}")]
        }
        _ => vec![flat],
    }
}

impl Value {
    /// Text, or nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Value {
        let text = text.into();
        if text.trim().is_empty() { Value::Nothing } else { Value::Text(text) }
    }

    fn printed(&self, desk: &Desk<'_>) -> Text {
        let w = &desk.w;
        match self {
            Value::Nothing => "–".into(),
            Value::Text(text) => text.as_str().into(),
            Value::Record(key, title) => Text::default().strong(key).plain(format!(" {title}")),
            Value::Money(amount) => w.amount_mark(*amount).into(),
            Value::About(amount) => format!("≈ {}", w.amount_mark(*amount)).into(),
            Value::MoneyErr(amount, error) => format!("{}\n± {}", w.amount_mark(*amount), w.amount_mark(*error)).into(),
            Value::Share(share) => w.percent(*share).into(),
            Value::ShareErr(share, error) => format!("{}\n± {}", w.percent(*share), points_of(w, *error)).into(),
            Value::Gain(gain, error) if *gain == 0.0 && *error == 0.0 => w.tn("points", &[("n", "0".into())]).into(),
            Value::Gain(gain, error) => format!("{}\n± {}", signed_points(w, *gain), points_of(w, *error)).into(),
            Value::Band(low, high) => format!("{} – {}", w.percent(*low), w.percent(*high)).into(),
            Value::Count(n) => w.number(*n, usize::from(n.fract() != 0.0)).into(),
            Value::Date(date) => w.date(*date).into(),
            Value::Unknown(why) => why.as_str().into(),
        }
    }

    fn cells(&self, desk: &Desk<'_>, shape: Shape) -> Vec<Cell> {
        let money = |amount: f64| Cell::Money(amount, desk.currency());
        let (first, second) = match self {
            Value::Nothing => (Cell::Empty, Cell::Empty),
            Value::Text(text) | Value::Unknown(text) => (Cell::Text(text.clone()), Cell::Empty),
            Value::Record(key, title) => (Cell::Text(key.clone()), Cell::Text(title.clone())),
            Value::Money(amount) | Value::About(amount) => (money(*amount), Cell::Empty),
            Value::MoneyErr(amount, error) => (money(*amount), money(*error)),
            Value::Share(share) => (Cell::Share(*share), Cell::Empty),
            Value::ShareErr(a, b) | Value::Gain(a, b) | Value::Band(a, b) => (Cell::Share(*a), Cell::Share(*b)),
            Value::Count(n) => (Cell::Number(*n), Cell::Empty),
            Value::Date(date) => (Cell::Date(*date), Cell::Empty),
        };
        match shape {
            Shape::Record(_) | Shape::WithError | Shape::Band => vec![first, second],
            _ => vec![first],
        }
    }
}
