//! Charts as SVG: plain data in, a picture and the table behind it out.
//!
//! Every chart is drawn twice, wide and narrow, so that its text stays legible on a phone; a page holds both and the
//! style sheet shows the one that fits. Pictures carry classes and no colours: [`STYLE`] gives them their look from the
//! design system's tokens, in light and dark. [`Chart::standalone`] is the same picture with the light look inside,
//! for a file or a document. Nothing relies on colour alone: lines differ by dashes, points by shape, and names stand
//! beside what they name. Points say what they are when hovered or focused, without any script.
//!
//! Data may be anything: what cannot be drawn (not a number, a share beyond 0 to 1, an amount below zero on a
//! logarithmic axis) is left out of the picture and shows as unknown in the table; no chart panics or emits `NaN`.

mod bars;
mod calibration;
mod certainty;
mod exceedance;
mod frontier;
#[cfg(test)]
mod hostile;
mod interval;
mod label;
pub mod pattern;
mod plot;
mod rows;
mod say;
mod scale;
mod series;
mod style;
mod svg;
mod text;
mod tornado;
mod trend;
mod wheel;

pub use bars::{Bars, Contribution};
pub use calibration::{Bin, Calibration};
pub use certainty::{Certainty, CertaintyLine, certainty_line};
pub use exceedance::{Curve, Exceedance, Mark, Part, TolerancePoint};
pub use frontier::{Frontier, Set};
pub use interval::{Interval, Range};
pub use say::{English, Say, Unit, Word};
pub use series::Series;
pub use style::STYLE;
pub use tornado::{Input, Tornado};
pub use trend::{Act, Moment, Trend};
pub use wheel::{Chord, Segment, Wheel};

use svg::{Pen, Side, escaped};

/// A drawn chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// For a column of about 600 pixels and more.
    pub wide: Picture,
    /// For a phone.
    pub narrow: Picture,
    /// Wide, without anything that needs a pointer, a keyboard or a link.
    still: Picture,
    /// The numbers behind it.
    pub table: Table,
}

/// One SVG picture.
#[derive(Clone, Debug)]
pub struct Picture {
    width: f64,
    height: f64,
    class: &'static str,
    title: String,
    desc: String,
    live: bool,
    body: String,
}

/// The numbers behind a chart as they are written; the first column names the row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub headers: Vec<String>,
    /// Rows, each as long as the headers.
    pub rows: Vec<Vec<String>>,
    /// The columns besides the first that hold words and no figures.
    pub words: &'static [usize],
}

/// The two widths a chart is drawn for; text keeps its size in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    Wide,
    Narrow,
}

impl Size {
    fn width(self) -> f64 {
        match self {
            Size::Wide => 680.0,
            Size::Narrow => 360.0,
        }
    }

    fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Size::Wide => wide,
            Size::Narrow => narrow,
        }
    }
}

impl Chart {
    /// Draws both sizes with `draw`, which answers with the height it took; without it, there is nothing to show.
    fn drawn(
        (title, desc): (&str, &str),
        say: &dyn Say,
        table: Table,
        draw: impl Fn(&mut Pen, Size) -> Option<f64>,
    ) -> Self {
        let picture = |size: Size, still: bool| {
            let mut pen = Pen { still, readout_width: size.width(), ..Pen::default() };
            let height = draw(&mut pen, size).unwrap_or_else(|| nothing(&mut pen, size, say));
            Picture {
                width: size.width(),
                height,
                class: size.pick("wide", "narrow"),
                // A picture without a name would not be announced.
                title: if title.is_empty() { say.word(Word::Nothing) } else { title.to_owned() },
                desc: desc.to_owned(),
                live: pen.live,
                body: pen.out,
            }
        };
        Self {
            wide: picture(Size::Wide, false),
            narrow: picture(Size::Narrow, false),
            still: picture(Size::Wide, true),
            table,
        }
    }

    /// The chart as a complete SVG document: the wide picture in the light look on white, without links or what shows
    /// only when pointed at. For a file of its own, and to be embedded in a document.
    pub fn standalone(&self) -> String {
        self.still.standalone()
    }
}

/// Says that there is nothing to show, and answers with the height of that.
fn nothing(pen: &mut Pen, size: Size, say: &dyn Say) -> f64 {
    *pen = Pen::default();
    pen.rect("void", (0.5, 0.5), (size.width() - 1.0, 87.0));
    pen.text("quiet", (size.width() / 2.0, 48.0), Side::Middle, &say.word(Word::Nothing));
    88.0
}

impl Picture {
    /// For a page that has [`STYLE`]: no size of its own, it takes the width there is.
    pub fn svg(&self) -> String {
        // What takes the focus must not lie within an image, whose parts assistive technology does not see.
        let role = if self.live { "group" } else { "img" };
        let Self { class, body, .. } = self;
        format!(r#"<svg class="chart {class}" {} role="{role}">{}{body}</svg>"#, self.view(), self.names())
    }

    fn standalone(&self) -> String {
        let (names, style, body) = (self.names(), style::light(), &self.body);
        let (w, h) = (svg::at(self.width + 24.0), svg::at(self.height + 24.0));
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="-12 -12 {w} {h}" class="chart" role="img">{names}<style>{style}</style><rect x="-12" y="-12" width="{w}" height="{h}" fill="#fff"/>{body}</svg>"##
        )
    }

    /// Width and height in the chart's own units, which are pixels at the size it is meant for.
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    fn view(&self) -> String {
        format!(r#"viewBox="0 0 {} {}""#, svg::at(self.width), svg::at(self.height))
    }

    fn names(&self) -> String {
        format!("<title>{}</title><desc>{}</desc>", escaped(&self.title), escaped(&self.desc))
    }
}

/// `x` as `unit`, or the word for unknown.
fn said(say: &dyn Say, unit: Unit, x: Option<f64>) -> String {
    match x.filter(|x| x.is_finite()) {
        Some(x) => unit.say(say, x),
        None => say.word(Word::Unknown),
    }
}
