//! The look of charts, written once: in a page with the design system's tokens, in a file with their light values.

use std::sync::LazyLock;

/// The style sheet of charts in terms of the design system's tokens (`--ink`, `--accent` ...). Plain selectors only, so
/// that a PDF writer understands it too; what only pages do (hover, dark, forced colours) is with the page's sheet.
pub const STYLE: &str = include_str!("chart.css");

/// The tokens on white paper; the same as the light theme's.
const LIGHT: [(&str, &str); 12] = [
    ("paper", "#ffffff"),
    ("sheet", "#ffffff"),
    ("sunk", "#f3f1eb"),
    ("ink", "#1b2126"),
    ("ink-2", "#545e66"),
    ("ink-3", "#606970"),
    ("line", "#e6e3dc"),
    ("line-2", "#cfcbc2"),
    ("accent", "#0b5c5a"),
    ("bad", "#a52f1d"),
    ("good", "#296430"),
    ("warn", "#7f5200"),
];

static ON_PAPER: LazyLock<String> = LazyLock::new(|| {
    let filled =
        LIGHT.iter().fold(STYLE.to_owned(), |css, (name, colour)| css.replace(&format!("var(--{name})"), colour));
    let filled = filled.replace("var(--sans)", "\"Liberation Sans\", \"Helvetica Neue\", Arial, sans-serif");
    let lines = filled.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("/*"));
    lines.collect::<Vec<_>>().join("")
});

/// [`STYLE`] with the light values in place of tokens.
pub(super) fn light() -> &'static str {
    &ON_PAPER
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_token_is_left_over_on_paper() {
        assert!(!super::light().contains("var("), "{}", super::light());
        assert!(!super::light().contains("/*"));
    }
}
