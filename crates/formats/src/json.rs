//! JSON that remembers where everything stands: the same [`Node`] as YAML, so that one message format serves both.
//!
//! Stricter than most readers (RFC 8259 leaves these open): duplicate keys, lone surrogates and numbers that a
//! 64-bit integer or float cannot hold are faults, because each of them loses data silently elsewhere.

use crate::place::{At, BOM, Fault, Limits, decode, push_step};
use crate::yaml::{Entry, Node, Tree, duplicate_key};

/// Reads one JSON value. A byte order mark is skipped; [`has_bom`] tells that there was one.
pub fn parse(bytes: &[u8]) -> Result<Node, Fault> {
    parse_with(bytes, &Limits::default())
}

/// [`parse`] with other limits.
pub fn parse_with(bytes: &[u8], limits: &Limits) -> Result<Node, Fault> {
    let mut reader =
        Reader { text: decode(bytes, limits)?, pos: 0, counted: 0, line: 1, col: 1, path: Vec::new(), limits };
    let node = reader.value()?;
    reader.skip_space();
    match reader.peek() {
        None => Ok(node),
        Some(_) => Err(reader.fault("the end of the text")),
    }
}

/// Whether the text begins with a byte order mark, which RFC 8259 forbids to write: worth a note.
pub fn has_bom(bytes: &[u8]) -> bool {
    bytes.starts_with(BOM)
}

enum Step {
    Key(String),
    Index(usize),
}

struct Reader<'t, 'l> {
    text: &'t str,
    pos: usize,
    /// Line and column belong to this byte; they are carried forward, never counted twice.
    counted: usize,
    line: usize,
    col: usize,
    path: Vec<Step>,
    limits: &'l Limits,
}

impl<'t> Reader<'t, '_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    fn at(&mut self) -> At {
        for byte in self.text.as_bytes().get(self.counted..self.pos).unwrap_or_default() {
            match byte {
                b'\n' => (self.line, self.col) = (self.line + 1, 1),
                b if b & 0xC0 == 0x80 => {}
                _ => self.col += 1,
            }
        }
        self.counted = self.pos;
        At::new(self.line, self.col)
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => push_step(&mut pointer, key),
                Step::Index(i) => push_step(&mut pointer, &i.to_string()),
            }
        }
        pointer
    }

    /// A fault at the current byte, naming the character found there.
    fn fault(&mut self, expected: &str) -> Fault {
        let found = match self.text.get(self.pos..).and_then(|rest| rest.chars().next()) {
            Some(c) => format!("`{}`", c.escape_debug()),
            None => "the end of the text".to_owned(),
        };
        let at = self.at();
        Fault::expected(at, self.pointer(), expected, found)
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.pos += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.pos += usize::from(found);
        found
    }

    fn value(&mut self) -> Result<Node, Fault> {
        self.skip_space();
        let at = self.at();
        let value = match self.peek() {
            Some(b'{') => Tree::Map(self.map()?),
            Some(b'[') => Tree::Seq(self.list()?),
            Some(b'"') => Tree::Str(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Node { at, value })
    }

    fn word(&mut self) -> Result<Tree, Fault> {
        let rest = self.text.get(self.pos..).unwrap_or_default();
        for (word, value) in [("null", Tree::Null), ("true", Tree::Bool(true)), ("false", Tree::Bool(false))] {
            if rest.starts_with(word) {
                self.pos += word.len();
                return Ok(value);
            }
        }
        Err(self.fault("a value"))
    }

    /// Consumes an opening bracket; call depth is bounded here.
    fn enter(&mut self) -> Result<(), Fault> {
        if self.path.len() >= self.limits.depth {
            let expected = format!("at most {} levels of nesting", self.limits.depth);
            return Err(self.fault(&expected));
        }
        self.pos += 1;
        self.skip_space();
        Ok(())
    }

    fn list(&mut self) -> Result<Vec<Node>, Fault> {
        self.enter()?;
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(items);
        }
        loop {
            self.path.push(Step::Index(items.len()));
            items.push(self.value()?);
            self.path.pop();
            self.skip_space();
            if self.take(b']') {
                return Ok(items);
            }
            if !self.take(b',') {
                return Err(self.fault("`,` or `]`"));
            }
        }
    }

    fn map(&mut self) -> Result<Vec<Entry>, Fault> {
        self.enter()?;
        let mut entries = Vec::new();
        if self.take(b'}') {
            return Ok(entries);
        }
        loop {
            entries.push(self.entry()?);
            self.skip_space();
            if self.take(b'}') {
                return self.without_duplicates(entries);
            }
            if !self.take(b',') {
                return Err(self.fault("`,` or `}`"));
            }
        }
    }

    fn entry(&mut self) -> Result<Entry, Fault> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.fault("a key in double quotes"));
        }
        let key_at = self.at();
        let key = self.string()?;
        self.skip_space();
        if !self.take(b':') {
            return Err(self.fault("`:`"));
        }
        self.path.push(Step::Key(key));
        let node = self.value()?;
        match self.path.pop() {
            Some(Step::Key(key)) => Ok(Entry { key, key_at, node }),
            _ => Err(self.fault("a key")),
        }
    }

    fn without_duplicates(&self, entries: Vec<Entry>) -> Result<Vec<Entry>, Fault> {
        match duplicate_key(&entries) {
            None => Ok(entries),
            Some((first, second)) => {
                let found = format!("`{}` a second time (first at {})", second.key, first.key_at);
                Err(Fault::expected(second.key_at, self.pointer(), "every key once", found))
            }
        }
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.pos += 1;
        let mut out = String::new();
        loop {
            let start = self.pos;
            while self.peek().is_some_and(|b| b != b'"' && b != b'\\' && b >= 0x20) {
                self.pos += 1;
            }
            out.push_str(self.text.get(start..self.pos).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.pos += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _ => return Err(self.fault("the end of the text in quotes")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        self.pos += 1;
        let c = match self.peek() {
            Some(b'u') => return self.unicode(),
            Some(b @ (b'"' | b'\\' | b'/')) => char::from(b),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            _ => return Err(self.fault("an escape such as `\\n` or `\\u00e9`")),
        };
        self.pos += 1;
        Ok(c)
    }

    fn unicode(&mut self) -> Result<char, Fault> {
        let first = self.hex4()?;
        let code = match first {
            0xD800..=0xDBFF => {
                let second = if self.take(b'\\') { self.hex4()? } else { 0 };
                if !(0xDC00..=0xDFFF).contains(&second) {
                    return Err(self.fault("the second half of a surrogate pair before this"));
                }
                0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| self.fault("a character, not a lone surrogate, before this"))
    }

    /// `u` and four hexadecimal digits.
    fn hex4(&mut self) -> Result<u32, Fault> {
        let digits = self.text.get(self.pos..self.pos + 5).and_then(|s| s.strip_prefix('u'));
        let digits = digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(code) = digits.and_then(|d| u32::from_str_radix(d, 16).ok()) else {
            return Err(self.fault("`u` and four hexadecimal digits"));
        };
        self.pos += 5;
        Ok(code)
    }

    fn digits(&mut self) -> Result<(), Fault> {
        if !self.peek().is_some_and(|b| b.is_ascii_digit()) {
            return Err(self.fault("a digit"));
        }
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.pos += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Tree, Fault> {
        let start = self.pos;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        let mut whole = true;
        if self.take(b'.') {
            whole = false;
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            whole = false;
            let _signed = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let text = self.text.get(start..self.pos).unwrap_or_default();
        let value = match whole {
            true => text.parse().ok().map(Tree::Int),
            false => text.parse().ok().filter(|n: &f64| n.is_finite()).map(Tree::Float),
        };
        value.ok_or_else(|| {
            let at = self.at();
            Fault::expected(at, self.pointer(), "a number that fits in 64 bits before this", format!("`{text:.40}`"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn fault(text: &str) -> String {
        parse(text.as_bytes()).map(|n| n.to_json()).expect_err(text).to_string()
    }

    #[test]
    fn reads_with_places() -> Result<(), Fault> {
        let node = parse("\u{FEFF}{\"a\": [1, -2.5e1,\n  \"\\u00e9\\ud83d\\ude00\"], \"b\": null}".as_bytes())?;
        assert_eq!(node.to_json(), json!({"a": [1, -25.0, "é😀"], "b": null}));
        assert_eq!(node.at_pointer("/a/2"), Some(At { line: 2, col: 3 }));
        Ok(())
    }

    #[test]
    fn faults_say_where_and_what() {
        insta::assert_snapshot!(fault("{\"a\": [1, 2,]}"), @"line 1, column 13 (/a/2): expected a value, found `]`");
        insta::assert_snapshot!(fault("{\"a\": 1, \"a\": 2}"), @"line 1, column 10: expected every key once, found `a` a second time (first at line 1, column 2)");
        insta::assert_snapshot!(fault("{\"a\": \"\\ud800\"}"), @r#"line 1, column 14 (/a): expected the second half of a surrogate pair before this, found `\"`"#);
        insta::assert_snapshot!(fault("[1e999]"), @"line 1, column 7 (/0): expected a number that fits in 64 bits before this, found `1e999`");
        insta::assert_snapshot!(fault("[01]"), @"line 1, column 3: expected `,` or `]`, found `1`");
    }

    #[test]
    fn hostile_texts_are_faults() {
        for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "9".repeat(100_000), "\"\\udc00\"".into()] {
            assert!(parse(text.as_bytes()).is_err());
        }
        assert!(parse(b"\"\xFF\"").is_err_and(|f| f.message.contains("offset 1")));
        assert!(parse(b"").is_err());
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            proptest::num::f64::NORMAL.prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..5).prop_map(|m| m.into_iter().collect::<Value>()),
            ]
        })
    }

    proptest! {
        #[test]
        fn reads_what_serde_writes(value in value()) {
            prop_assert_eq!(parse(value.to_string().as_bytes()).map(|n| n.to_json()), Ok(value));
        }

        #[test]
        fn accepts_nothing_that_serde_refuses(text in "[ \\[\\]{}\",:0-9eE.+\\-a\\\\utrln]{0,30}") {
            let ours = parse(text.as_bytes());
            prop_assert!(ours.is_err() || serde_json::from_str::<Value>(&text).is_ok());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
        }
    }
}
