//! How wide text is. Without a font at hand this is an estimate on the safe side: the advance widths of Helvetica and
//! its metric twins, widened to those of the widest common system faces (Verdana's kin).

/// The size of text in a chart, in its own units.
pub(super) const SIZE: f64 = 13.0;

fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | ',' | '.' | ':' | ';' | '!' | '\u{202f}' => 0.26,
        'f' | 't' | 'r' | 'I' | ' ' | '\u{a0}' | '(' | ')' | '/' | '-' | '[' | ']' => 0.34,
        'm' | 'w' | 'M' | 'W' | '%' | '—' | '…' | '@' => 0.92,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.52,
        'A'..='Z' | 'Ä' | 'Ö' | 'Ü' | 'É' | '&' => 0.73,
        c if c as u32 >= 0x2e80 => 1.05,
        _ => 0.58,
    }
}

/// How much wider than Helvetica a face may be.
const WIDE: f64 = 1.12;

/// How wide `text` is at `size`.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size * WIDE
}

/// `text`, shortened with an ellipsis where it is wider than `room`.
pub(super) fn fit(text: &str, room: f64, size: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let size = size * WIDE;
    let mut used = em('…') * size;
    let fits = |c: &char| {
        used += em(*c) * size;
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

/// `text` on at most `lines` lines of `room` each, broken between words; the last is shortened where it must be.
pub(super) fn wrapped(text: &str, room: f64, size: f64, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = out.len() >= lines;
        let fits = |line: &&mut String| width(line, size) + width(" ", size) + width(word, size) <= room;
        match out.last_mut().filter(|line| full || fits(line)) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => out.push(word.to_owned()),
        }
    }
    out.iter().map(|line| fit(line, room, size)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_between_words_and_shortened_at_the_end() {
        let text = "Ransomware reaches operations through the supplier's remote access";
        assert_eq!(wrapped(text, 200.0, SIZE, 2), ["Ransomware reaches", "operations through the sup…"]);
        assert_eq!(fit("short", 100.0, SIZE), "short");
        assert_eq!(fit("anything", 0.0, SIZE), "…");
        assert!(wrapped("  ", 10.0, SIZE, 2).is_empty());
    }
}
