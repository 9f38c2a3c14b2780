//! An architecture pattern: areas as nested boxes, what flows between them as lines, and the controls that belong in each area as badges.
//!
//! A badge says how it stands with its control by colour and by sign; it is a link that the keyboard reaches in reading order. Lines bear
//! numbers, and below the picture stands what flows on each, so that no label has to find room between boxes. The same data gives the same
//! picture, byte for byte. On a phone areas stand below each other.

mod draw;
mod layout;
mod route;
mod sign;
#[cfg(test)]
mod tests;

use super::{Chart, Picture, Say, Table, Word, svg::Pen};
pub use sign::Sign;

/// A pattern as it is drawn. What leads nowhere (an area within one that is not there, a line to none) is left out of the picture.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    pub title: String,
    pub desc: String,
    /// Areas, named by their index.
    pub areas: Vec<Area>,
    pub lines: Vec<Line>,
    /// What each sign means and how often it occurs; shown in this order.
    pub legend: Vec<(Sign, String)>,
    /// The headers of the table behind: area, control, title, standing.
    pub headers: [String; 4],
}

/// An area, or someone or something that acts.
#[derive(Clone, Debug, Default)]
pub struct Area {
    pub name: String,
    /// The area around it.
    pub within: Option<usize>,
    pub actor: bool,
    /// Row, column and columns spanned, from 1; found where not given.
    pub row: Option<usize>,
    pub column: Option<usize>,
    pub width: Option<usize>,
    pub badges: Vec<Badge>,
}

/// A control in an area.
#[derive(Clone, Debug, Default)]
pub struct Badge {
    /// Short: `AC-2`.
    pub label: String,
    /// What it is called.
    pub title: String,
    /// How it stands, in words.
    pub says: String,
    pub sign: Sign,
    pub href: Option<String>,
}

/// A connection from one area to another.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub from: usize,
    pub to: usize,
    pub label: String,
}

/// The width of the picture for a column, and for a phone.
const WIDE: f64 = 760.0;
const NARROW: f64 = 360.0;

impl Pattern {
    /// The drawn pattern.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let picture = |width: f64, class: &'static str, still: bool| {
            let mut pen = Pen { still, ..Pen::default() };
            let height = draw::pattern(self, &mut pen, width, class == "narrow")
                .unwrap_or_else(|| nothing(&mut pen, width, say));
            let title = if self.title.is_empty() { say.word(Word::Nothing) } else { self.title.clone() };
            Picture { width, height, class, title, desc: self.desc.clone(), live: pen.live, body: pen.out }
        };
        Chart {
            wide: picture(WIDE, "wide", false),
            narrow: picture(NARROW, "narrow", false),
            still: picture(WIDE, "wide", true),
            table: self.table(),
        }
    }

    fn table(&self) -> Table {
        let rows = self.areas.iter().flat_map(|a| {
            a.badges.iter().map(|b| vec![a.name.clone(), b.label.clone(), b.title.clone(), b.says.clone()])
        });
        Table { headers: self.headers.to_vec(), rows: rows.collect(), words: &[1, 2, 3] }
    }
}

fn nothing(pen: &mut Pen, width: f64, say: &dyn Say) -> f64 {
    pen.rect("void", (0.5, 0.5), (width - 1.0, 87.0));
    pen.text("quiet", (width / 2.0, 48.0), super::svg::Side::Middle, &say.word(Word::Nothing));
    88.0
}
