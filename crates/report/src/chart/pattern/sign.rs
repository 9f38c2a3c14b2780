//! How a badge tells its standing: a sign of its own beside the colour.

use super::super::svg::Pen;

/// A standing. The shape says what sort it is (disc: works; diamond: not now; triangle: bad; ring: not known), the filling how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Tested and works.
    Works,
    /// Someone else does it for us.
    Lent,
    /// Worked, and that was too long ago.
    Late,
    /// Foreseen.
    Planned,
    /// A test is there and was never run.
    NeverRun,
    /// No test is there.
    Untested,
    /// A test failed.
    Fails,
    /// Nothing does it.
    Missing,
    /// Does not apply.
    Excluded,
    /// Nothing says whether it applies.
    Open,
    /// It is no more.
    Gone,
    /// Nothing is known.
    #[default]
    Unknown,
}

impl Sign {
    /// All of them, as a legend lists them.
    pub const ALL: [Sign; 12] = [
        Sign::Works,
        Sign::Lent,
        Sign::Late,
        Sign::Planned,
        Sign::NeverRun,
        Sign::Untested,
        Sign::Fails,
        Sign::Missing,
        Sign::Excluded,
        Sign::Open,
        Sign::Gone,
        Sign::Unknown,
    ];

    /// The class that gives its colour.
    pub(super) fn tone(self) -> &'static str {
        match self {
            Sign::Works | Sign::Lent => "good",
            Sign::Late | Sign::Planned => "warn",
            Sign::Fails | Sign::Missing => "bad",
            Sign::NeverRun | Sign::Untested => "open",
            Sign::Excluded | Sign::Gone => "off",
            Sign::Open | Sign::Unknown => "unknown",
        }
    }

    /// Draws it around a point, about ten units across.
    pub(super) fn draw(self, pen: &mut Pen, (x, y): (f64, f64)) {
        pen.out.push_str("<g class=\"sign ");
        pen.out.push_str(self.tone());
        pen.out.push_str("\">");
        let triangle = |pen: &mut Pen, class: &str| {
            pen.path(class, &[(x, y - 5.2), (x + 5.6, y + 4.4), (x - 5.6, y + 4.4)], true);
        };
        match self {
            Sign::Works => {
                pen.circle("full", (x, y), 5.2);
                pen.path("cut", &[(x - 2.4, y + 0.2), (x - 0.6, y + 2.0), (x + 2.5, y - 1.9)], false);
            }
            Sign::Lent => {
                pen.circle("edge", (x, y), 4.6);
                pen.path("stroke", &[(x - 2.2, y + 0.2), (x - 0.6, y + 1.8), (x + 2.3, y - 1.7)], false);
            }
            Sign::Late => pen.diamond("full", (x, y), 6.0),
            Sign::Planned => pen.diamond("edge", (x, y), 5.4),
            Sign::NeverRun => {
                pen.circle("edge", (x, y), 4.6);
                pen.circle("full", (x, y), 1.6);
            }
            Sign::Untested => pen.circle("edge", (x, y), 4.6),
            Sign::Fails => triangle(pen, "full"),
            Sign::Missing => triangle(pen, "edge"),
            Sign::Excluded => pen.line("stroke", (x - 4.5, y), (x + 4.5, y)),
            Sign::Gone => {
                pen.line("stroke", (x - 3.6, y - 3.6), (x + 3.6, y + 3.6));
                pen.line("stroke", (x - 3.6, y + 3.6), (x + 3.6, y - 3.6));
            }
            Sign::Open => pen.diamond("edge", (x, y), 5.4),
            Sign::Unknown => pen.circle("edge", (x, y), 4.6),
        }
        pen.out.push_str("</g>");
    }
}
