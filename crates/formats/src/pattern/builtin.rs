//! The patterns that come with the house, from `patterns/` at the root: wording ours, identifiers of controls facts.

use super::{Pattern, read};
use std::sync::OnceLock;

/// A built-in pattern and its text.
#[derive(Debug)]
pub struct Builtin {
    pub pattern: Pattern,
    /// The YAML it was read from, an example for patterns of one's own.
    pub text: &'static str,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(include_str!(concat!("../../../../patterns/", $name, ".yaml"))),*] };
}

static TEXTS: &[&str] = files!["isms", "web-application", "identity", "cloud-tenant", "control-room"];

/// Every built-in pattern, read once when first asked for.
pub fn all() -> &'static [Builtin] {
    static READ: OnceLock<Vec<Builtin>> = OnceLock::new();
    let one = |text: &&'static str| {
        // What is compiled in was read by a test; it cannot fail here unless the program itself was altered.
        let reading = read(text.as_bytes()).expect("a built-in pattern is one of its form");
        reading.patterns.into_iter().map(|pattern| Builtin { pattern, text })
    };
    READ.get_or_init(|| TEXTS.iter().flat_map(one).collect())
}

/// The built-in pattern with this identifier.
pub fn find(id: &str) -> Option<&'static Builtin> {
    all().iter().find(|b| b.pattern.id == id)
}
