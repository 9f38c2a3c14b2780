//! What goes to the terminal.

use serde_json::Value;
use service::ascode::Paint;
use std::io::{IsTerminal, Write};

/// Colours, unless NO_COLOR is set or nobody looks.
pub fn paint() -> Paint {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    Paint(!refused && std::io::stdout().is_terminal())
}

/// Prints text; a closed pipe ends it quietly.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints a line.
pub fn line(text: &str) {
    say(&format!("{text}\n"));
}

/// Prints JSON for programs.
pub fn json(value: &Value) {
    line(&serde_json::to_string_pretty(value).unwrap_or_default());
}

/// Prints rows under headings, each column as wide as it needs.
pub fn table(headings: &[&str], rows: &[Vec<String>]) {
    let all = std::iter::once(headings.iter().map(|h| (*h).to_owned()).collect()).chain(rows.iter().cloned());
    let all: Vec<Vec<String>> = all.collect();
    let width = |i: usize| all.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let mut text = String::new();
    for row in &all {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    say(&text);
}
